"""The static pictures of chapter 4 show the numbers that they are given."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from logit_core import figures, make_clusters


@pytest.fixture
def ax():
    """Return axes that pyplot does not know."""
    return Figure(figsize=(4, 3)).subplots()


def test_runs_are_drawn_by_epoch_with_gaps_where_a_logarithm_has_no_place(ax):
    figures.plot_runs({"one": [1.0, 0.1, 0.01], "two": [1.0, -1e-16]}, ylabel="height", ax=ax)
    one, two = ax.lines
    assert one.get_xydata().tolist() == [[0, 1], [1, 0.1], [2, 0.01]]
    assert two.get_ydata()[0] == 1
    assert np.isnan(two.get_ydata()[1])
    assert one.get_linestyle() != two.get_linestyle()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]
    assert (ax.get_ylabel(), ax.get_yscale()) == ("height", "log")
    ax.figure.draw_without_rendering()
    assert {"0.01", "0.1", "1"} <= {label.get_text() for label in ax.get_yticklabels()}


@pytest.mark.parametrize(("lowest", "powers"), [(1e-3, False), (1e-14, True)])
def test_ticks_are_all_plain_numbers_or_all_powers(ax, lowest, powers):
    figures.plot_runs({"one": [1.0, lowest]}, ax=ax)
    low, high = ax.get_ylim()
    ticks = zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    seen = [text.get_text() for at, text in ticks if low <= at <= high]
    assert len(seen) > 3
    assert {"10^" in text for text in seen} == {powers}


def test_ends_stand_around_the_minimum_each_family_in_its_own_look(ax):
    X, y = make_clusters(40)
    one, two = np.array([[9.0, 1, 2], [9, 1.5, 2]]), np.array([[9.0, 0, 3]])
    figures.plot_ends(X, y, {"one": one, "two": two}, [0.0, 1, 2], ax=ax)
    drawn = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert drawn[0].get_xydata().tolist() == [[1, 2], [1.5, 2]]
    assert drawn[1].get_xydata().tolist() == [[0, 3]]
    assert drawn[0].get_marker() != drawn[1].get_marker()
    across, up = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert (across.get_xdata()[0], up.get_ydata()[0]) == (1, 2)
    assert (ax.get_xlim(), ax.get_ylim()) == (pytest.approx((-0.1, 2.1)), pytest.approx((0.9, 3.1)))


X, Y = make_clusters(20)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ax: figures.plot_runs({}, ax=ax), "runs must hold 1 to 4 runs, got 0"),
        (lambda ax: figures.plot_ends(X, Y, {}, [0, 1, 1], ax=ax), "ends must hold 1 to 4"),
        (
            lambda ax: figures.plot_ends(X, Y, {"one": [[1.0, 2]]}, [0, 1, 1], ax=ax),
            r"one must have shape \(n_runs, 3\)",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(ax, call, message):
    with pytest.raises(ValueError, match=message):
        call(ax)
