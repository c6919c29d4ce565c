"""The straight-line explorer, against scikit-learn's fits."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

from logit_core import make_line_points
from logit_core.explorers import straight_line_explorer
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.figures.style import written

from .reading import only, usual
from .sweeping import sweep


def test_the_straight_line_explorer_holds_at_every_position() -> None:
    stage = usual(straight_line_explorer)
    assert sweep(stage) == len(stage.controls["far_point"]) == 43


def test_at_first_the_far_point_stands_where_the_chapter_put_it() -> None:
    assert usual(straight_line_explorer).sentence.startswith(
        "Far point at 30: the straight line crosses 0.5 at 7.74 and gets 11 of 16 points right"
    )


@pytest.mark.parametrize("data", [(HOURS, PASSED), make_line_points(30, seed=3)])
def test_the_sentence_says_what_scikit_learn_fits(data: tuple[np.ndarray, np.ndarray]) -> None:
    x, y = data
    stage = straight_line_explorer(x, y)
    for position in (0, 21, 42):
        (ax,) = stage.snapshot(far_point=position).axes
        at = only(ax, label="far point").get_xdata()[0]
        X, labels = np.append(x, at)[:, None], np.append(y, 1)
        line = LinearRegression().fit(X, labels)
        curve = LogisticRegression(C=1e12, tol=1e-10, max_iter=10_000).fit(X, labels)
        values = line.predict(X)
        low = written(values.min(), ".2f")
        line_at = (0.5 - line.intercept_) / line.coef_[0]
        curve_at = -curve.intercept_[0] / curve.coef_[0, 0]
        right = ((values >= 0.5) == labels).sum(), int(curve.score(X, labels) * len(X) + 0.5)
        assert stage.sentence_at(far_point=position) == (
            f"Far point at {at:g}: the straight line crosses 0.5 at {line_at:.2f} and gets "
            f"{right[0]} of {len(X)} points right, the sigmoid crosses it at {curve_at:.2f} and "
            f"gets {right[1]} right. At the points the line runs from {low} to "
            f"{values.max():.2f}; the sigmoid stays between 0 and 1."
        )


def test_the_marks_of_the_two_fits_stand_where_scikit_learn_puts_them() -> None:
    stage = usual(straight_line_explorer)
    (ax,) = stage.snapshot(far_point=stage.controls["far_point"].index("25")).axes
    X, labels = np.append(HOURS, 25)[:, None], np.append(PASSED, 1)
    line = LinearRegression().fit(X, labels)
    curve = LogisticRegression(C=1e12, tol=1e-10, max_iter=10_000).fit(X, labels)
    assert only(ax, label="far point").get_xydata().tolist() == [[25, 1]]
    for name, predict in (
        ("straight line", line.predict),
        ("sigmoid", lambda X: curve.predict_proba(X)[:, 1]),
    ):
        drawn = only(ax, label=name)
        expected = predict(np.asarray(drawn.get_xdata())[:, None])
        assert drawn.get_ydata() == pytest.approx(expected, abs=1e-4)
        diamond = ax.lines[ax.lines.index(drawn) + 1]
        assert predict(diamond.get_xdata()[:, None]) == pytest.approx(0.5, abs=1e-4)
        crosses = only(ax, label=f"{name} is wrong")
        wrong = (predict(X) >= 0.5) != labels
        assert (~np.isnan(crosses.get_xdata())).tolist() == wrong.tolist()
        outwards = (crosses.get_ydata() - labels) * np.where(labels == 1, 1, -1)
        assert outwards == pytest.approx(0.12 if name == "straight line" else -0.12)


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_the_far_point_moves_in_the_unit_of_the_data(scale: float) -> None:
    stage = straight_line_explorer(scale * HOURS, PASSED)
    assert stage.controls["far_point"][0] == f"{9 * scale:g}"
    assert stage.controls["far_point"][-1] == f"{30 * scale:g}"
    assert stage.sentence.startswith(f"Far point at {30 * scale:g}: the straight line crosses 0.5 ")
    assert "gets 11 of 16 points right" in stage.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: straight_line_explorer([1, 2, 3, 4], [0, 0, 1, 1]),
            "got labels that a threshold separates",
        ),
        (
            lambda: straight_line_explorer([2, 2, 2], [0, 1, 0]),
            "got labels that a threshold separates",
        ),
        (lambda: straight_line_explorer([1, 2], [0, 1, 1]), "y must be as long as x"),
        (lambda: straight_line_explorer([[1, 2]], [0, 1]), r"x must have shape \(n_samples,\)"),
        (lambda: straight_line_explorer([1, np.inf], [0, 1]), "x must be finite, got inf"),
        (
            lambda: straight_line_explorer([1e99, 3e99, 6e99], [0, 1, 0]),
            "x must leave room for the far point.* got values up to 6e",
        ),
        (
            lambda: straight_line_explorer([0, 1e-300, 2e-300], [0, 1, 0]),
            "x must spread over 1e-100 at least, got a spread of 2e-300",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
