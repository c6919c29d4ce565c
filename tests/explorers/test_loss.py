"""The loss explorer: one point, against the textbook's formulas and their differences."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.differentiate import derivative

from logit_core.explorers import loss_explorer

from .reading import as_number, numbers, only, usual
from .sweeping import sweep


def losses_of_one_point(y: int) -> tuple[Callable, Callable]:
    """Return cross-entropy and squared error as functions of z, as the textbook writes them."""
    return (
        lambda z: np.log1p(np.exp(-z)) if y == 1 else np.log1p(np.exp(z)),
        lambda z: (1 / (1 + np.exp(-z)) - y) ** 2,
    )


def test_the_loss_explorer_holds_at_every_position() -> None:
    assert sweep(usual(loss_explorer), rendered=4) == 2 * 81


def test_it_first_shows_a_point_that_is_surely_wrong() -> None:
    assert usual(loss_explorer).sentence == (
        "Label 1, z = −5.0, so p = 0.0067. The cross-entropy is 5.0067, its slope −0.9933; the "
        "squared error is 0.9867, its slope −0.0132. The model is surely wrong: the cross-entropy "
        "pulls, the squared error hardly."
    )


@pytest.mark.parametrize("y", [0, 1])
def test_losses_and_slopes_of_a_point_are_those_of_differences(y: int) -> None:
    stage = usual(loss_explorer)
    z = np.array([as_number(label) for label in stage.controls["z"]])
    expected = [1 / (1 + np.exp(-z))]
    for loss in losses_of_one_point(y):
        expected += [loss(z), derivative(loss, z).df]
    for k in range(len(z)):
        said = numbers(
            stage,
            "p = {}. The cross-entropy is {}, its slope {}; the squared error is {}, its slope {}.",
            label=y,
            z=k,
        )
        assert said == pytest.approx([values[k] for values in expected], abs=0.0000501)


@pytest.mark.parametrize("y", [0, 1])
def test_points_and_tangents_lie_on_the_curves(y: int) -> None:
    stage = usual(loss_explorer)
    entropy, square = losses_of_one_point(y)
    for k, label in enumerate(stage.controls["z"]):
        z = as_number(label)
        left, right = stage.snapshot(label=y, z=k).axes
        for marker, loss, style in (("o", entropy, "-"), ("s", square, "--")):
            slope = float(derivative(loss, z).df)
            assert only(left, marker=marker).get_xydata()[0] == pytest.approx([z, loss(z)])
            assert only(right, marker=marker).get_xydata()[0] == pytest.approx([z, slope])
            touching = [
                np.diff(y_ends) / np.diff(x_ends)
                for x_ends, y_ends in (line.get_data() for line in left.lines)
                if len(x_ends) == 2 and abs(np.mean(y_ends) - loss(z)) < 1e-9
            ]
            assert any(tangent == pytest.approx(slope) for tangent in touching)
            curves = [line for line in left.lines if len(line.get_xdata()) == 81]
            (curve,) = (line for line in curves if line.get_linestyle() == style)
            assert curve.get_ydata() == pytest.approx(loss(curve.get_xdata()))


def test_who_is_surely_wrong_is_pulled_by_the_cross_entropy_only() -> None:
    stage = usual(loss_explorer)
    slopes = "slope {}; .* slope {}. The model is surely wrong"
    assert numbers(stage, slopes, label=1, z=0) == pytest.approx([-0.9997, -0.0007])
    assert numbers(stage, slopes, label=0, z=80) == pytest.approx([0.9997, 0.0007])
