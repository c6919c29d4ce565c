"""The board of both fits: against the loss of the course, gradient descent and Newton's method."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from numpy.testing import assert_allclose

from logit_core import (
    add_intercept,
    binary_cross_entropy,
    gradient_descent,
    newton,
    predict_probability,
)
from logit_core.explorers import Stage, fit_by_descent_explorer, fit_by_hand_explorer
from logit_core.explorers.learners import HOURS, PASSED

from .reading import at, numbers
from .sweeping import sweep

A = add_intercept(HOURS[:, None])
ENDS = add_intercept(np.array([[2.0], [7.0]]))


@pytest.fixture(scope="module")
def by_hand() -> Stage:
    return fit_by_hand_explorer()


@pytest.fixture(scope="module")
def by_descent() -> Stage:
    return fit_by_descent_explorer()


def through(left: float, right: float) -> np.ndarray:
    """Return the weights of the line with these log-odds at 2 and at 7 hours."""
    return np.linalg.solve(ENDS, [left, right])


def heights(stage: Stage, axes: int, **position: int) -> np.ndarray:
    patches = stage.snapshot(**position).axes[axes].patches
    return np.array([bar.get_height() for bar in patches if isinstance(bar, Rectangle)])


def test_the_fit_by_hand_explorer_holds_at_every_position(by_hand: Stage) -> None:
    assert sweep(by_hand, rendered=4, every=3) > 300


def test_the_fit_by_descent_explorer_holds_at_every_position(by_descent: Stage) -> None:
    assert sweep(by_descent, rendered=4) == 4 * 55


@pytest.mark.parametrize(
    ("left", "right", "loss", "said"),
    [
        (0, 0, 0.693, "a fair coin"),
        (-0.405, -0.405, 0.673, "the share that passed, 6 of 15"),
        (-4.03, 2.14, 0.338, "No straight line of log-odds costs less"),
        (0, -0.405, None, "above the best"),
    ],
)
def test_three_lines_are_on_the_grid_and_named(
    by_hand: Stage, left: float, right: float, loss: float | None, said: str
) -> None:
    here = at(by_hand, at_2_hours=left, at_7_hours=right)
    assert said in by_hand.sentence_at(**here)
    if loss is not None:
        assert numbers(by_hand, "costs {} on", **here) == [loss]


def test_the_best_line_is_newton_s_and_beats_every_other_on_the_grid(by_hand: Stage) -> None:
    best = ENDS @ newton(A, PASSED).weights[-1]
    assert_allclose(best, [-4.03, 2.14], atol=0.005)
    losses = [
        numbers(by_hand, "costs {} on", at_2_hours=i, at_7_hours=j)[0]
        for i in range(31)
        for j in range(31)
    ]
    assert min(losses) == 0.338
    assert (
        sum(
            "costs less" in by_hand.sentence_at(at_2_hours=i, at_7_hours=j)
            for i in range(31)
            for j in range(31)
        )
        == 1
    )


@pytest.mark.parametrize(("left", "right"), [(0, 0), (1, -2), (-6, 5), (-2.5, 0.75)])
def test_bars_column_and_sentence_hold_the_loss(by_hand: Stage, left: float, right: float) -> None:
    here = at(by_hand, at_2_hours=left, at_7_hours=right)
    p = predict_probability(A, through(left, right))
    costs = binary_cross_entropy(PASSED, p, reduction="none")
    assert_allclose(heights(by_hand, 2, **here), costs, rtol=1e-5, atol=1e-7)
    column = heights(by_hand, 3, **here)
    assert column.max() == pytest.approx(costs.mean(), rel=1e-5)
    assert_allclose(np.sort(column), np.cumsum(costs) / 15, rtol=1e-5, atol=1e-7)
    assert numbers(by_hand, "costs {} on", **here)[0] == pytest.approx(costs.mean(), abs=6e-4)
    assert costs.max() < by_hand.snapshot(**here).axes[2].get_ylim()[1]
    assert costs.mean() < by_hand.snapshot(**here).axes[3].get_ylim()[1]


@pytest.mark.parametrize("rate", [0.03, 0.3, 0.6])
def test_the_descent_on_the_board_is_gradient_descent(by_descent: Stage, rate: float) -> None:
    path = gradient_descent(A, PASSED, learning_rate=rate, n_epochs=100)
    for step in (0, 1, 20, 100):
        here = at(by_descent, learning_rate=f"{rate:g}", step=step)
        said = numbers(by_descent, "odds of {} at 2 hours and {} at 7 hours", **here)
        assert said == pytest.approx(list(ENDS @ path.weights[step]), abs=6e-3)
        assert numbers(by_descent, "costs {} on", **here)[0] == pytest.approx(
            path.losses[step], abs=6e-4
        )
        left, *_ = by_descent.snapshot(**here).axes
        dots = [line.get_xydata()[0] for line in left.lines if len(line.get_xydata()) == 1]
        assert_allclose(dots, np.column_stack([[2, 7], ENDS @ path.weights[step]]), rtol=1e-5)
