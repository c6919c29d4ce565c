"""Two directions: against gradient descent, the roots of a polynomial, and the walk itself."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from logit_core import add_intercept, cross_entropy_hessian, gradient_descent, newton
from logit_core.explorers import Stage, two_directions_explorer
from logit_core.explorers.learners import HOURS, PASSED

from .reading import at, numbers
from .sweeping import sweep

SCALED = [HOURS, (HOURS - HOURS.mean()) / HOURS.std()]


@pytest.fixture(scope="module")
def stage() -> Stage:
    return two_directions_explorer()


def valley(scale: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the features, the best weights, and the Hessian's eigenvalues and vectors there."""
    A = add_intercept(SCALED[scale][:, None])
    lowest = newton(A, PASSED).weights[-1]
    return A, lowest, *np.linalg.eigh(cross_entropy_hessian(A, PASSED, lowest))


def test_the_two_directions_explorer_holds_at_every_position(stage: Stage) -> None:
    assert sweep(stage, rendered=4, every=7) > 1300


def test_the_hours_make_a_canyon_and_standardised_hours_a_bowl() -> None:
    (_, _, raw, _), (_, _, even, _) = valley(0), valley(1)
    assert_allclose(raw, [0.00612, 3.114], rtol=1e-3)
    assert_allclose(even, [0.0338, 0.121], rtol=2e-3)
    assert raw[1] / raw[0] == pytest.approx(508, abs=1)
    assert even[1] / even[0] == pytest.approx(3.6, abs=0.05)


@pytest.mark.parametrize("scale", [0, 1])
@pytest.mark.parametrize("rate", [0.1, 0.3, 1])
def test_without_momentum_the_walk_is_gradient_descent(
    stage: Stage, scale: int, rate: float
) -> None:
    A, lowest, _, directions = valley(scale)
    path = gradient_descent(A, PASSED, learning_rate=rate, n_epochs=40)
    for step in (0, 1, 7, 40):
        here = at(stage, learning_rate=f"{rate:g}", step=step, momentum=0) | {"scale": scale}
        fig = stage.snapshot(**here)
        assert numbers(stage, "mean loss {}", **here)[0] == pytest.approx(
            path.losses[step], abs=6e-4
        )
        tip = fig.axes[0].lines[-1].get_xydata()[-1]
        assert_allclose(tip, path.weights[step], rtol=1e-6, atol=0.5 / 1024)  # drawn so finely
        flat, steep = np.abs((path.weights[step] - lowest) @ directions)
        shown = [line.get_ydata()[0] for line in fig.axes[1].lines if len(line.get_ydata()) == 1]
        assert_allclose(shown, [steep, flat], rtol=1 / 1024)  # as finely


@pytest.mark.parametrize("scale", [0, 1])
@pytest.mark.parametrize("momentum", [0, 0.5, 0.9])
@pytest.mark.parametrize("rate", [0.05, 0.65, 1.3, 17, 25])
def test_the_factors_are_the_larger_roots(
    stage: Stage, scale: int, momentum: float, rate: float
) -> None:
    _, _, bends, _ = valley(scale)
    here = at(stage, learning_rate=f"{rate:g}", momentum=momentum) | {"scale": scale, "step": 0}
    said = numbers(stage, "distance by {} in the steep direction and by {} in the flat", **here)
    roots = [
        np.abs(np.roots([1, -(1 + momentum - rate * bend), momentum])).max() for bend in bends[::-1]
    ]
    assert said == pytest.approx(roots, abs=6e-4)
    (edge,) = numbers(stage, "The edge is {}[.]", **here)
    assert edge == pytest.approx(2 * (1 + momentum) / bends[1], rel=5e-3)
    assert (roots[0] > 1) == (rate > edge) == ("never settles" in stage.sentence_at(**here))


@pytest.mark.parametrize(
    ("momentum", "rate", "step"), [(0, 12, 15), (0, 3, 60), (0.5, 1, 60), (0, 16, 20)]
)
def test_near_the_minimum_the_walk_shrinks_by_the_factor(
    stage: Stage, momentum: float, rate: float, step: int
) -> None:
    here = at(stage, learning_rate=f"{rate:g}", momentum=momentum) | {"scale": 1, "step": 0}
    steep, flat = numbers(stage, "by {} in the steep direction and by {} in the flat", **here)
    middle = stage.snapshot(**here).axes[1].lines
    distances = np.array([line.get_ydata() for line in middle if len(line.get_ydata()) > 1])
    shrunk = distances[:, step] / distances[:, step - 1]
    if momentum == 0 and rate == 16:  # there the steep one is the slower
        assert shrunk[0] == pytest.approx(steep, abs=2e-3)
    else:
        assert shrunk[1] == pytest.approx(flat, abs=2e-3)


def test_beyond_the_edge_the_walk_does_not_come_to_rest(stage: Stage) -> None:
    here = at(stage, learning_rate="17", momentum=0, step=80) | {"scale": 1}
    resting = at(stage, learning_rate="16", momentum=0, step=80) | {"scale": 1}
    moves = [np.ptp(_steep(stage, place)[-10:]) for place in (here, resting)]
    assert moves[0] > 10 * moves[1]


def _steep(stage: Stage, here: dict[str, int]) -> np.ndarray:
    """Return the walk's signed distance along the steep direction."""
    _, lowest, _, directions = valley(1)
    trail = stage.snapshot(**here).axes[0].lines[4].get_xydata()
    return (trail - lowest) @ directions[:, 1]
