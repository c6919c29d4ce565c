"""The picture of many descents: its minimum, and the lines in the background."""

import numpy as np
import pytest

from logit_core import add_intercept, load_iris_pair, make_clusters, newton
from logit_core.explorers import Stage, learning_rate_explorer


def test_a_star_marks_the_minimum_where_there_is_one() -> None:
    X, y = make_clusters()
    lowest = newton(add_intercept(X), y).weights[-1, 1:]
    assert _stars(learning_rate_explorer(n_epochs=2)) == [pytest.approx(lowest, abs=1e-6)]
    hard = load_iris_pair("versicolor", "virginica", features=[2, 3])[:2]
    assert len(_stars(learning_rate_explorer(*hard, n_epochs=2))) == 1
    separable = load_iris_pair(features=[2, 3])[:2]  # so the loss has no minimum
    assert _stars(learning_rate_explorer(*separable, n_epochs=2)) == []


def _stars(stage: Stage) -> list[np.ndarray]:
    lines = stage.fig.axes[2].lines
    return [line.get_xydata()[0] for line in lines if line.get_marker() == "*"]


def test_the_grey_lines_are_few_and_stay_in_sight() -> None:
    stage = learning_rate_explorer()
    ax = stage.fig.axes[0]
    grey = [line for line in ax.lines if line.get_color() == "#9A9A9A"]
    assert 5 <= len(grey) <= 15
    assert max(line.get_ydata().max() for line in grey) < ax.get_ylim()[1]
    few = learning_rate_explorer(learning_rates=[0.01, 0.1], n_epochs=2).fig.axes[0]
    assert len([line for line in few.lines if line.get_color() == "#9A9A9A"]) == 2
