"""Five optimisers, each held against the one of the course or of SciPy."""

from unittest import mock

import numpy as np
import pytest
from scipy.optimize import minimize

from logit_core import (
    adam,
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    gradient_descent,
    make_clusters,
    newton,
    predict_log_odds,
    sgd,
)
from logit_core.explorers import optimiser, optimiser_explorer
from logit_core.explorers.optimiser import (
    LEARNING_RATES,
    _until_the_floor,
    adam_at_all_rates,
    counted_lbfgs,
)

from .reading import usual
from .sweeping import sweep

X, Y = make_clusters(120, separation=1.5, seed=5)
A = add_intercept(X)


@pytest.fixture(scope="module")
def race():
    return optimiser_explorer(X, Y)


def test_the_optimiser_explorer_holds_at_every_position():
    assert sweep(usual(optimiser_explorer), rendered=2) == 5 * 7 * 31 * 2


def test_adam_at_all_rates_is_adam_at_each_with_one_shuffle_per_epoch():
    with mock.patch.object(optimiser, "batches", wraps=optimiser.batches) as shuffles:
        runs = adam_at_all_rates(A, Y, 32)
    assert shuffles.call_count == 30
    for rate, weights, losses in zip(LEARNING_RATES, runs.weights, runs.losses, strict=True):
        path = adam(A, Y, learning_rate=rate, n_epochs=30, batch_size=32)
        assert weights == pytest.approx(path.weights, rel=1e-9, abs=1e-9)
        assert losses == pytest.approx(path.losses, rel=1e-9)


@pytest.mark.parametrize("rate", [0.1, 1.0])
def test_the_optimisers_are_those_of_the_course(race, rate):
    k = LEARNING_RATES.tolist().index(rate)
    settings = {"learning_rate": rate, "n_epochs": 30}
    batches = {"batch_size": 32, "seed": 0}
    paths = [
        gradient_descent(A, Y, **settings),
        sgd(A, Y, **settings, **batches),
        adam(A, Y, **settings, **batches),
        newton(A, Y),
    ]
    lowest = newton(A, Y).losses[-1]
    for which, path in enumerate(paths):
        for step in (0, 1, 4, 8, 30):
            row = min(step, len(path.losses) - 1)
            said = race.sentence_at(optimiser=which, learning_rate=k, step=step)
            loss = path.losses[row]
            assert f"mean loss {loss:.4f}; the lowest is {lowest:.4f}" in said
            left, right = race.snapshot(optimiser=which, learning_rate=k, step=step, axis=0).axes
            there = left.lines[-1].get_xydata()[0]
            assert there[1] == pytest.approx(max(loss - lowest, 1e-9), rel=1e-6)
            if there[1] > 1e-9:
                assert there[0] == step
            assert right.lines[-1].get_xydata()[0] == pytest.approx(path.weights[row, 1:])


def test_lbfgs_counts_the_gradients_that_scipy_counts():
    def loss_and_gradient(w):
        z = predict_log_odds(A, w)
        return binary_cross_entropy_from_log_odds(Y, z), cross_entropy_gradient(A, Y, w)

    run = counted_lbfgs(A, Y, 20)
    for k in (1, 2, 4):
        options = {"maxiter": k, "ftol": 0.0, "gtol": 1e-8}
        found = minimize(
            loss_and_gradient, np.zeros(3), jac=True, method="L-BFGS-B", options=options
        )
        assert run.evaluations[k] == found.nfev
        assert run.weights[0, k] == pytest.approx(found.x)
    assert run.losses[0, -1] == pytest.approx(newton(A, Y).losses[-1], abs=1e-10)


def test_a_newton_step_costs_one_evaluation_and_one_for_each_weight(race):
    assert "4 gradient evaluations so far." in race.sentence_at(optimiser=3, step=1)
    assert "1 gradient evaluation so far." in race.sentence_at(optimiser=0, step=1)
    assert "so far, and it has stopped." in race.sentence_at(optimiser=3, step=8)
    left = race.snapshot(optimiser=3, step=2, axis=1).axes[0]
    assert left.lines[-1].get_xdata()[0] == 8
    assert left.lines[3].get_xdata()[:3].tolist() == [0, 4, 8]


def test_a_line_ends_where_it_stays_below_the_floor_and_there_the_dot_waits():
    above = np.array([[[1.0, 1e-10, 1e-3, 1e-10, 0.0, 0.0]], [[1.0, 0.5, 0.4, 0.3, 0.2, 0.1]]])
    across = np.array([np.column_stack([range(6), range(0, 24, 4)])] * 2, dtype=float)
    ended, x, y = _until_the_floor(above, across)
    np.testing.assert_array_equal(ended[0, 0], [1.0, 1e-9, 1e-3, 1e-9, np.nan, np.nan])
    np.testing.assert_array_equal(ended[1], above[1])
    assert x[0, 0, :, 1].tolist() == [0, 4, 8, 12, 12, 12]
    assert x[1, 0, :, 0].tolist() == [0, 1, 2, 3, 4, 5]
    assert y[0, 0].tolist() == [1.0, 1e-9, 1e-3, 1e-9, 1e-9, 1e-9]

    stage = usual(optimiser_explorer)
    newton_line, dot = (stage.snapshot(optimiser=3, step=30).axes[0].lines[k] for k in (3, -1))
    ends = newton_line.get_xydata()[np.isfinite(newton_line.get_ydata())]
    assert len(ends) < 12
    assert dot.get_xydata()[0] == pytest.approx(ends[-1])
    assert (ends[:-1, 1] > 1e-9).all()


def test_the_horizontal_axis_says_what_it_counts(race):
    assert race.fig.axes[0].get_xlabel() == "steps or epochs, or gradient evaluations"
    for axis, words in enumerate(("steps or epochs", "gradient evaluations")):
        assert race.sentence_at(axis=axis).endswith(f"The horizontal axis counts {words}.")


def test_names_that_are_given_hold_without_data_too():
    for given, expected in ({"feature_names": ["one", "two"]}, "one"), ({}, "mean radius"):
        right = optimiser_explorer(**given).fig.axes[1]
        assert right.get_xlabel() == f"weight of {expected}"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: optimiser_explorer(X), "X and y must be given together"),
        (lambda: optimiser_explorer(A, Y), "two features, got 3"),
        (
            lambda: optimiser_explorer(*make_clusters(separation=20.0)),
            "got classes that a line separates",
        ),
        (lambda: optimiser_explorer(np.zeros_like(X), Y), "^X must vary, or no weight ever moves"),
        (
            lambda: optimiser_explorer(1e-300 * X, Y),
            r"^X must be so large that the weights stay below 1e\+100, got sizes up to \d",
        ),
    ],
)
def test_it_refuses_what_it_cannot_draw(call, message):
    with pytest.raises(ValueError, match=message):
        call()
