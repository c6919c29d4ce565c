"""The gradient check explorer: the errors of differences, and mistakes that no step mends."""

import mpmath
import numpy as np
import pytest

from logit_core import (
    add_intercept,
    binary_cross_entropy,
    cross_entropy_gradient,
    make_clusters,
    numerical_gradient,
    predict_probability,
)
from logit_core.explorers import Stage, gradient_check_explorer

from .reading import as_number, numbers, only, usual
from .sweeping import sweep

A, Y = add_intercept(make_clusters()[0]), make_clusters()[1]


@pytest.fixture(scope="module")
def checked() -> Stage:
    return usual(gradient_check_explorer)


@pytest.fixture(scope="module")
def errors(checked: Stage) -> np.ndarray:
    return errors_at(checked)


def steps_of(stage: Stage) -> np.ndarray:
    return np.array([as_number(label) for label in stage.controls["step_size"]])


def errors_at(stage: Stage, gradient: int = 0) -> np.ndarray:
    """Return the errors (forward and central, n_steps) that the sentences say."""
    pattern = "error is {} by forward differences and {} by central ones"
    return np.transpose(
        [
            numbers(stage, pattern, gradient=gradient, step_size=k)
            for k in range(len(stage.controls["step_size"]))
        ]
    )


def test_the_gradient_check_explorer_holds_at_every_position(checked: Stage) -> None:
    assert sweep(checked, rendered=4) == 49 * 3


def test_it_first_shows_a_step_so_long_that_the_eye_tells_the_lines_apart() -> None:
    stage = usual(gradient_check_explorer)
    assert stage.sentence == (
        "Step 0.5, gradient as it should be: the relative error is 0.22 by forward differences and "
        "0.014 by central ones. Both errors are truncation."
    )
    left, _ = stage.snapshot(step_size=stage.step_size).axes
    gradient, forward, central = (
        np.diff(only(left, color=color, marker="None").get_ydata()).item()
        for color in ("0.75", "#0072B2", "#D55E00")
    )
    height = np.diff(left.get_ylim()).item()
    assert abs(forward - gradient) / 2 > 0.1 * height  # at either end
    assert abs(central - gradient) / 2 < 0.02 * height


def test_long_steps_err_by_truncation_as_thirty_digits_do(
    checked: Stage, errors: np.ndarray
) -> None:
    """Oracle: the same differences by mpmath, which rounds at the thirtieth digit."""
    w = [mpmath.mpf(str(v)) for v in (0.3, -0.7, 1.1)]
    with mpmath.workdps(30):
        rows = [[mpmath.mpf(float(v)) for v in row] for row in A]

        def loss(weights: list[mpmath.mpf]) -> mpmath.mpf:
            z = [mpmath.fdot(row, weights) for row in rows]
            return (
                sum(
                    mpmath.log(1 + mpmath.exp(v if y == 0 else -v))
                    for v, y in zip(z, Y, strict=True)
                )
                / 100
            )

        truth = cross_entropy_gradient(A, Y, [0.3, -0.7, 1.1])
        for k, h in enumerate(steps_of(checked)):
            if h not in (0.001, 0.05, 1.0):
                continue
            above, below = (
                [loss([v + side * h * (j == i) for j, v in enumerate(w)]) for i in range(3)]
                for side in (1, -1)
            )
            forward = [float((up - loss(w)) / h) for up in above]
            central = [float((up - down) / (2 * h)) for up, down in zip(above, below, strict=True)]
            expected = [
                np.linalg.norm(np.array(found) - truth) / np.linalg.norm(truth)
                for found in (forward, central)
            ]
            assert errors[:, k] == pytest.approx(expected, rel=0.05)


def test_the_central_error_is_that_of_numerical_gradient(
    checked: Stage, errors: np.ndarray
) -> None:
    w = np.array([0.3, -0.7, 1.1])
    truth = cross_entropy_gradient(A, Y, w)
    for k, h in enumerate(steps_of(checked)):
        if h < 1e-4:
            continue
        found = numerical_gradient(
            lambda v: binary_cross_entropy(Y, predict_probability(A, v)), w, step=h
        )
        error = np.linalg.norm(found - truth) / np.linalg.norm(truth)
        assert errors[1, k] == pytest.approx(error, rel=0.06)


def test_the_errors_fall_and_rise_as_they_should(checked: Stage, errors: np.ndarray) -> None:
    steps, (forward, central) = steps_of(checked), errors
    assert 2e-9 <= steps[forward.argmin()] <= 2e-7
    assert 1e-6 <= steps[central.argmin()] <= 1e-4
    long, short = (steps >= 1e-4) & (steps <= 0.1), (steps >= 1e-14) & (steps <= 1e-9)
    for curve, order in ((forward, 1), (central, 2)):
        assert np.polyfit(np.log(steps[long]), np.log(curve[long]), 1)[0] == pytest.approx(
            order, abs=0.03
        )
        assert np.polyfit(np.log(steps[short]), np.log(curve[short]), 1)[0] == pytest.approx(
            -1, abs=0.2
        )


def test_the_sentence_tells_truncation_from_rounding(checked: Stage) -> None:
    said = [checked.sentence_at(step_size=k).rsplit(". ", 1)[1] for k in range(49)]
    assert list(dict.fromkeys(said)) == [
        "Both errors are rounding.",
        "The first is truncation, the second rounding.",
        "Both errors are truncation.",
    ]
    begins = steps_of(checked)[[said.index(words) for words in dict.fromkeys(said)]]
    assert 5e-9 <= begins[1] <= 2e-7
    assert 2e-6 <= begins[2] <= 1e-4


@pytest.mark.parametrize(("gradient", "error"), [(1, 2.0), (2, 0.99)])
def test_no_step_mends_a_wrong_gradient(checked: Stage, gradient: int, error: float) -> None:
    steps, errors = steps_of(checked), errors_at(checked, gradient)
    assert (np.abs(errors[:, (steps > 1e-12) & (steps < 0.1)] - error) <= 0.05).all()
    assert errors.min() > 0.9
    assert all(
        checked.sentence_at(gradient=gradient, step_size=k).endswith(
            "the mistake is in the gradient."
        )
        for k in range(49)
    )


def test_lines_and_points_stand_where_the_differences_are(
    checked: Stage, errors: np.ndarray
) -> None:
    w = np.array([0.3, -0.7, 1.1])

    def loss(v: float) -> float:
        return float(binary_cross_entropy(Y, predict_probability(A, [w[0], v, w[2]])))

    for k, h in enumerate(steps_of(checked)):
        left, right = checked.snapshot(step_size=k).axes
        for color, ends, marker in (
            ("#0072B2", [w[1], w[1] + h], "o"),
            ("#D55E00", [w[1] - h, w[1] + h], "s"),
        ):
            if h >= 1e-6:
                x, y = only(left, color=color, marker="None").get_data()
                slope = (loss(ends[1]) - loss(ends[0])) / (ends[1] - ends[0])
                assert np.diff(y) / np.diff(x) == pytest.approx(slope, rel=1e-5)
            used = only(left, color=color, marker=marker).get_xydata()
            assert used[-1] == pytest.approx([ends[1], loss(ends[1])])
            assert used[0] == pytest.approx([ends[1 if marker == "o" else 0], loss(used[0, 0])])
        said = errors[:, k]
        for marker, error in zip("os", said, strict=True):
            assert only(right, marker=marker).get_xydata()[0] == pytest.approx([h, error], rel=0.06)
    truth = cross_entropy_gradient(A, Y, w)[1]
    for gradient, factor in enumerate([1, -1, 100]):
        left, _ = checked.snapshot(gradient=gradient).axes
        x, y = only(left, color="0.75").get_data()
        assert np.diff(y) / np.diff(x) == pytest.approx(factor * truth)


def test_an_error_of_0_is_drawn_at_the_lower_edge() -> None:
    """Log-odds of 0: the odd part of the loss is a line, so central differences are exact."""
    stage = gradient_check_explorer([[0.3 / 0.7]], [1])
    assert sweep(stage, rendered=3) == 49 * 3
    none = np.flatnonzero(errors_at(stage)[1] < 1e-13)  # 0, or the last digit of a float
    assert {46, 47, 48} <= set(none)
    for k in none:
        _, right = stage.snapshot(step_size=int(k)).axes
        assert only(right, marker="s").get_ydata() == right.get_ylim()[0]


def test_any_number_of_features_can_be_checked() -> None:
    X = np.random.default_rng(0).normal(size=(30, 5)) * [1e-3, 1, 10, 1, 1e3]
    assert sweep(gradient_check_explorer(X, np.arange(30) % 2), rendered=1) == 49 * 3


def test_a_gradient_that_cannot_be_checked_is_refused() -> None:
    with pytest.raises(ValueError, match="X and y must be given together"):
        gradient_check_explorer([[1.0]])
    with pytest.raises(ValueError, match="a gradient other than 0 to check, got 0"):
        gradient_check_explorer([[0.3 / 0.7], [0.3 / 0.7]], [0, 1])
