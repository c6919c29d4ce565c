"""Gradient descent, its sweep and Adam, held against plain loops and what theory promises."""

from dataclasses import FrozenInstanceError
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from logit_core import (
    adam,
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    gradient_descent,
    l2_penalty,
    lbfgs,
    make_clusters,
    newton,
    predict_log_odds,
    safe_learning_rate,
    sgd,
    sgd_sweep,
    sigmoid,
)

ordinary = st.floats(-3, 3)


@st.composite
def problems(draw, max_samples=12, max_features=4):
    """Draw features with their column of ones, labels, and a start that fits."""
    n_samples = draw(st.integers(1, max_samples))
    n_features = draw(st.integers(1, max_features))
    X = draw(arrays(np.float64, (n_samples, n_features), elements=ordinary))
    y = draw(arrays(np.float64, n_samples, elements=st.sampled_from([0.0, 1.0])))
    return add_intercept(X), y, draw(arrays(np.float64, n_features + 1, elements=ordinary))


def clusters(n_samples=40, seed=0):
    X, y = make_clusters(n_samples, seed=seed)
    return add_intercept(X), y


def penalised_loss(X, y, w, penalty):
    cross_entropy = binary_cross_entropy_from_log_odds(y, predict_log_odds(X, w))
    return cross_entropy + l2_penalty(w, penalty)


def source_a(G, d, R, n_epochs, rng):
    """Descend as source A does, in its letters: one point after another, in shuffled order."""
    m = np.zeros(G.shape[1])
    for _ in range(n_epochs):
        for i in rng.permutation(len(d)):
            P = 1 / (1 + np.exp(-m @ G[i]))
            m = m - R * (P - d[i]) * G[i]
    return m


# Stochastic gradient descent


@pytest.mark.parametrize("learning_rate", [0.001, 0.1, 1.0])
def test_one_point_at_a_time_is_the_algorithm_of_source_a(learning_rate):
    X, y = clusters()
    path = sgd(X, y, learning_rate=learning_rate, n_epochs=5, seed=3)
    m = source_a(X, y, learning_rate, 5, np.random.default_rng(3))
    assert_allclose(path.weights[-1], m, rtol=1e-12)


@given(problems(), st.integers(1, 15), st.floats(0, 2), st.floats(0.001, 2))
def test_each_step_follows_the_mean_gradient_of_its_batch(
    problem, batch_size, penalty, learning_rate
):
    X, y, w = problem
    path = sgd(
        X,
        y,
        start=w,
        learning_rate=learning_rate,
        n_epochs=2,
        batch_size=batch_size,
        penalty=penalty,
        seed=7,
    )
    rng = np.random.default_rng(7)
    for epoch in range(2):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            gradient = cross_entropy_gradient(X[batch], y[batch], w, penalty=penalty)
            w = w - learning_rate * gradient
        # A rate of 2 with a penalty of 2 multiplies an error by -3 with every step.
        assert_allclose(path.weights[epoch + 1], w, rtol=1e-6, atol=1e-6)


@given(problems(), st.sampled_from([1, 3, None]), st.sampled_from([0.0, 0.3]))
def test_losses_are_those_of_the_weights_on_all_the_data(problem, batch_size, penalty):
    X, y, start = problem
    path = sgd(X, y, start=start, n_epochs=4, batch_size=batch_size, penalty=penalty)
    expected = [penalised_loss(X, y, w, penalty) for w in path.weights]
    assert_allclose(path.losses, expected, rtol=1e-13, atol=1e-15)
    assert_array_equal(path.weights[0], start)
    assert path.weights.shape == (5, X.shape[1])
    assert path.losses.shape == (5,)


def test_the_start_is_zeros_when_none_is_given():
    X, y = clusters()
    for descend in (sgd, gradient_descent, adam, newton, lbfgs):
        assert_array_equal(descend(X, y).weights[0], np.zeros(3))
    assert_array_equal(sgd_sweep(X, y, [0.1]).weights[0, 0], np.zeros(3))


def test_without_epochs_the_path_is_the_start():
    X, y = clusters()
    path = sgd(X, y, start=[1, 2, 3], n_epochs=0)
    assert_array_equal(path.weights, [[1, 2, 3]])
    assert path.losses.shape == (1,)


def test_the_penalty_leaves_the_intercept_free():
    X, y = [[1.0, 0.0], [1.0, 0.0]], [0, 1]
    path = sgd(X, y, start=[0, 8], learning_rate=0.5, n_epochs=1, batch_size=None, penalty=0.5)
    assert_allclose(path.weights[1], [0, 6])
    path = sgd(X, y, start=[8, 0], learning_rate=0.5, n_epochs=1, batch_size=None, penalty=0.5)
    assert_allclose(path.weights[1], [8 - 0.5 * (sigmoid(8.0) - 0.5), 0])


def test_the_seed_decides_about_the_shuffles_and_nothing_else_does():
    X, y = clusters()
    path = sgd(X, y, seed=5)
    assert_array_equal(path.weights, sgd(X, y, seed=5).weights)
    assert_array_equal(path.weights, sgd(X, y, seed=np.random.default_rng(5)).weights)
    assert not np.array_equal(path.weights, sgd(X, y, seed=6).weights)


def test_a_batch_larger_than_the_data_is_all_the_data():
    X, y = clusters()
    whole = sgd(X, y, batch_size=len(y))
    assert_array_equal(sgd(X, y, batch_size=1000).weights, whole.weights)
    assert_allclose(sgd(X, y, batch_size=None).weights, whole.weights, rtol=1e-12)


@pytest.mark.parametrize("descent", [partial(sgd, batch_size=None), gradient_descent])
def test_tolerance_ends_the_descent_as_soon_as_the_loss_changes_by_less(descent):
    X, y = clusters()
    path = descent(X, y, learning_rate=0.5, n_epochs=1000, tolerance=1e-4)
    changes = np.abs(np.diff(path.losses))
    assert path.converged
    assert 10 < len(path.losses) == len(path.weights) < 1001
    assert changes[-1] < 1e-4
    assert (changes[:-1] >= 1e-4).all()


def test_a_tolerance_that_is_not_met_or_not_given_leaves_converged_false():
    X, y = clusters()
    path = sgd(X, y, n_epochs=5, tolerance=1e-12)
    assert not path.converged
    assert len(path.losses) == 6
    assert not sgd(X, y, n_epochs=5).converged
    # Frozen at an infinite loss, nothing changes any more; but that is not convergence.
    assert not sgd(X, y, learning_rate=1e6, penalty=1.0, tolerance=1.0).converged


# The sweep


@st.composite
def calm_sweeps(draw):
    """Draw the arguments of a sweep whose steps are too short for chaos."""
    seed = draw(st.integers(0, 2**32))
    rng = np.random.default_rng(seed)
    n_samples, n_features = draw(st.integers(1, 20)), draw(st.integers(1, 6))
    X = rng.normal(size=(n_samples, n_features))
    rates = 10 ** rng.uniform(-4, 0, draw(st.integers(1, 60)))
    options = {
        "start": rng.normal(size=n_features),
        "n_epochs": 3,
        "batch_size": draw(st.sampled_from([1, 1, 2, 7, None])),
        "penalty": draw(st.sampled_from([0.0, 0.01, 0.5])),
        "seed": seed,
    }
    return X, rng.integers(0, 2, n_samples), rates, options


def assert_each_row_is_its_single_run(X, y, rates, **options):
    sweep = sgd_sweep(X, y, rates, **options)
    for row, rate in enumerate(rates):
        path = sgd(X, y, learning_rate=rate, **options)
        # Relative to the whole row: a single weight may pass through 0.
        size = np.abs(path.weights).max()
        assert_allclose(sweep.weights[row], path.weights, rtol=1e-9, atol=1e-9 * size)
        assert_allclose(sweep.losses[row], path.losses, rtol=1e-9)
        assert path.learning_rate == sweep.learning_rates[row]


@given(calm_sweeps())
def test_a_single_run_is_its_row_in_the_sweep(arguments):
    X, y, rates, options = arguments
    assert_each_row_is_its_single_run(X, y, rates[:5], **options)


@pytest.mark.parametrize("batch_size", [1, 10, None])
@pytest.mark.parametrize("penalty", [0.0, 0.01])
def test_on_the_clusters_a_hundred_epochs_agree_up_to_a_rate_of_1(batch_size, penalty):
    X, y = clusters(100)
    options = {"n_epochs": 100, "batch_size": batch_size, "penalty": penalty}
    assert_each_row_is_its_single_run(X, y, [0.001, 0.01, 0.1, 0.3, 1.0], **options)


@pytest.mark.parametrize("batch_size", [None, 8])
def test_a_sweep_is_the_same_in_blocks_of_any_size(monkeypatch, batch_size):
    X, y = make_clusters(50)
    whole = sgd_sweep(X, y, [0.1, 0.5], n_epochs=5, batch_size=batch_size, penalty=0.1)
    monkeypatch.setattr("logit_core.sweep.BLOCK", 15)  # seven points at two rates
    parts = sgd_sweep(X, y, [0.1, 0.5], n_epochs=5, batch_size=batch_size, penalty=0.1)
    assert_allclose(parts.losses, whole.losses, rtol=1e-12)
    assert_allclose(parts.weights, whole.weights, rtol=1e-12)


def test_a_sweep_has_one_row_per_rate_in_the_order_given():
    X, y = clusters()
    rates = [0.3, 0.001, 0.1]
    sweep = sgd_sweep(X, y, rates, n_epochs=7)
    assert_array_equal(sweep.learning_rates, rates)
    assert sweep.weights.shape == (3, 8, 3)
    assert sweep.losses.shape == (3, 8)


def test_a_diverging_run_freezes_at_its_last_weights_and_leaves_the_others_alone():
    X, y = clusters()
    sweep = sgd_sweep(X, y, [0.1, 1e6], n_epochs=10, penalty=1.0)
    first = int(np.argmax(np.isinf(sweep.losses[1])))
    assert first > 0
    assert np.isinf(sweep.losses[1, first:]).all()
    assert np.isfinite(sweep.weights).all()
    assert (np.linalg.norm(sweep.weights[1], axis=1) <= 1e100).all()
    assert (sweep.weights[1, first:] == sweep.weights[1, first - 1]).all()
    assert_array_equal(sweep.weights[0], sgd_sweep(X, y, [0.1], penalty=1.0).weights[0, :11])


@pytest.mark.parametrize("descend", [sgd, gradient_descent, adam])
def test_a_start_at_the_edge_of_what_is_refused_stays_where_it_is(descend):
    X, y = clusters()
    start = [9e99, 9e99, -9e99]  # longer than 1e100
    path = descend(X, y, start=start, n_epochs=2)
    assert_array_equal(path.weights, [start] * 3)
    assert np.isinf(path.losses).tolist() == [False, True, True]


# Full batch


@given(problems(), st.sampled_from([0.0, 0.5]))
def test_gradient_descent_is_sgd_with_all_points_in_one_batch(problem, penalty):
    X, y, start = problem
    options = {"start": start, "learning_rate": 0.4, "n_epochs": 5, "penalty": penalty}
    path = gradient_descent(X, y, **options)
    assert_array_equal(path.weights, sgd(X, y, batch_size=None, seed=9, **options).weights)
    w = np.array(start)
    for row in path.weights:
        assert_allclose(row, w, rtol=1e-12, atol=1e-12)
        w = w - 0.4 * cross_entropy_gradient(X, y, w, penalty=penalty)


@given(
    problems(),
    st.sampled_from([0.0, 0.01, 1.0, 30.0]),
    st.sampled_from([0.3, 0.999]),
    st.sampled_from([1e-3, 1.0, 1e3]),
    st.sampled_from([0.01, 1.0, 100.0]),
)
@settings(max_examples=300)
def test_full_batch_descent_never_rises_below_the_safe_rate(problem, penalty, share, far, unit):
    X, y, start = problem
    X = X * unit
    learning_rate = share * safe_learning_rate(X, penalty=penalty)
    losses = gradient_descent(
        X, y, start=far * start, learning_rate=learning_rate, n_epochs=30, penalty=penalty
    ).losses
    # A step changes the loss by the square of the gradient: near the minimum by less than the
    # rounding of up to 12 terms, each good to a few eps of its size.
    assert (np.diff(losses) <= 1e-14 * (1 + losses[:-1])).all()


@pytest.mark.parametrize("penalty", [0.0, 0.2])
@pytest.mark.parametrize("seed", range(5))
def test_the_safe_rate_is_sharp_where_every_p_is_one_half(penalty, seed):
    rng = np.random.default_rng(seed)
    half = add_intercept(rng.normal(size=(8, 3)) * 3)
    X, y = np.vstack([half, half]), np.repeat([0, 1], 8)
    rate = safe_learning_rate(X, penalty=penalty)
    largest_hessian = X.T @ X / (4 * len(X)) + penalty * np.diag([0, 1, 1, 1])
    start = 1e-6 * np.linalg.eigh(largest_hessian)[1][:, -1]

    def lengths(factor):
        path = gradient_descent(
            X, y, start=start, learning_rate=factor * rate, n_epochs=20, penalty=penalty
        )
        return np.linalg.norm(path.weights, axis=1)

    assert (np.diff(lengths(0.99)) < 0).all()
    assert (np.diff(lengths(1.01)) > 0).all()


@given(problems(), st.floats(0, 5), st.floats(0.1, 10))
def test_safe_rate_is_two_over_the_largest_eigenvalue(problem, penalty, unit):
    X = unit * problem[0]
    penalties = penalty * np.diag(np.arange(X.shape[1]) > 0)
    largest = np.linalg.norm(X.T @ X / (4 * len(X)) + penalties, ord=2)
    assert_allclose(safe_learning_rate(X, penalty=penalty), 2 / largest, rtol=1e-12)


def test_safe_rate_goes_with_the_square_of_the_unit_however_large_or_small():
    X = np.array([[1.0, 2.0], [3.0, -1.0]])
    rate = safe_learning_rate(X)
    for unit in (1e-150, 1e-100, 1e50, 1e99):
        assert_allclose(safe_learning_rate(unit * X), rate / unit / unit, rtol=1e-12)
    assert safe_learning_rate(np.zeros((3, 2))) == np.inf
    assert safe_learning_rate([[1e-160]]) == np.inf  # and no warning that 2/L is too large
    assert safe_learning_rate(np.zeros((3, 2)), penalty=0.5) == pytest.approx(4.0)


# Adam


def kingma_and_ba(X, y, w, learning_rate, batches, beta1, beta2, penalty):
    """Return the weights after algorithm 1 of the paper, in its letters."""
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, batch in enumerate(batches, start=1):
        g = cross_entropy_gradient(X[batch], y[batch], w, penalty=penalty)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        w = w - learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
    return w


@given(
    problems(),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.3]),
    st.sampled_from([(0.9, 0.999), (0.0, 0.5), (0.5, 0.0)]),
)
def test_adam_is_the_algorithm_of_kingma_and_ba(problem, batch_size, penalty, betas):
    X, y, start = problem
    # Adam divides by the gradient: one that is 0 but for rounding has no direction to agree on.
    X = X + np.linspace(0.1, 0.2, X.size).reshape(X.shape)
    path = adam(
        X,
        y,
        start=start,
        learning_rate=0.05,
        n_epochs=2,
        batch_size=batch_size,
        beta1=betas[0],
        beta2=betas[1],
        penalty=penalty,
        seed=4,
    )
    rng = np.random.default_rng(4)
    batches = [
        order[first : first + batch_size]
        for order in (rng.permutation(len(y)), rng.permutation(len(y)))
        for first in range(0, len(y), batch_size)
    ]
    expected = kingma_and_ba(X, y, start, 0.05, batches, *betas, penalty)
    assert_allclose(path.weights[-1], expected, rtol=1e-6, atol=1e-6)
    assert_allclose(
        path.losses, [penalised_loss(X, y, w, penalty) for w in path.weights], rtol=1e-12
    )


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate_in_every_weight():
    X, y = clusters()
    path = adam(X[:-1], y[:-1], learning_rate=0.25, n_epochs=1, batch_size=None)
    assert_allclose(np.abs(path.weights[1]), 0.25, rtol=1e-6)


def test_adam_reaches_the_minimum_that_newton_finds():
    X, y = clusters()
    path = adam(X, y, learning_rate=0.05, n_epochs=2000, batch_size=None, penalty=0.1)
    assert_allclose(path.weights[-1], newton(X, y, penalty=0.1).weights[-1], atol=1e-6)
    assert not path.converged


# What holds for all of them


def all_ways(X, y, **options):
    """Return what every descent makes of the same arguments."""
    return [
        sgd(X, y, learning_rate=0.5, n_epochs=3, **options),
        sgd(X, y, learning_rate=0.5, n_epochs=3, batch_size=2, **options),
        sgd_sweep(X, y, [1e-3, 0.5, 1e6], n_epochs=3, **options),
        gradient_descent(X, y, learning_rate=0.5, n_epochs=3, **options),
        adam(X, y, n_epochs=3, **options),
        newton(X, y, max_steps=20, **options),
        lbfgs(X, y, max_steps=20, **options),
    ]


@pytest.mark.parametrize("unit", [1e-320, 1e-300, 1e-150, 1.0, 1e3, 1e50, 1e99])
@pytest.mark.parametrize("start", [None, [1e3, -1e3, 1e3], [1e99, 0, -1e99], [1e100, 1e100, 0]])
@pytest.mark.parametrize("penalty", [0.0, 1e-300, 0.5, 1e100])
def test_nothing_makes_a_nan_or_a_warning(unit, start, penalty):
    X, y = clusters(10)
    X = unit * X
    with np.errstate(all="raise"):
        ways = all_ways(X, y, start=start, penalty=penalty)
    for way in ways:
        assert np.isfinite(way.weights).all()
        assert not np.isnan(way.losses).any()


def test_a_way_is_equal_to_itself_alone():
    X, y = clusters(10)
    for way, again in zip(all_ways(X, y), all_ways(X, y), strict=True):
        assert way == way
        assert way != again
        assert len({way, again}) == 2


def test_arguments_stay_as_they_are_and_results_cannot_be_changed():
    X, y = clusters(10)
    start, rates = np.array([1.0, 2.0, 3.0]), np.array([0.1, 0.2])
    arguments = (X, y, start, rates)
    copies = [a.copy() for a in arguments]
    for way in [*all_ways(X, y, start=start), sgd_sweep(X, y, rates, start=start)]:
        with pytest.raises(ValueError, match="read-only"):
            way.weights[:] = 0
        with pytest.raises(ValueError, match="read-only"):
            way.losses[:] = 0
        with pytest.raises(FrozenInstanceError):
            way.losses = None
    for argument, copy in zip(arguments, copies, strict=True):
        assert_array_equal(argument, copy)
        assert argument.flags.writeable


def test_lists_whole_numbers_and_booleans_serve_as_data():
    ways = all_ways([[1, 0], [1, 2], [1, 1]], [False, True, True])
    same = all_ways(np.array([[1.0, 0], [1, 2], [1, 1]]), np.array([0.0, 1, 1]))
    for way, other in zip(ways, same, strict=True):
        assert_array_equal(way.weights, other.weights)


def sweep_of_two(X, y, **options):
    return sgd_sweep(X, y, [0.1, 0.2], **options)


everything = pytest.mark.parametrize(
    "descend", [sgd, sweep_of_two, gradient_descent, adam, newton, lbfgs]
)


@everything
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"X": [[1.0, np.nan], [1.0, 2.0]]}, "X must not hold NaN"),
        ({"X": [[1.0, np.inf], [1.0, 2.0]]}, "X must be finite"),
        ({"X": []}, "X must not be empty"),
        ({"X": [1.0, 2.0]}, "X must have shape"),
        ({"y": [0, 2]}, "y must hold only the labels 0 and 1, got 2.0 at index 1"),
        ({"y": [0, 1, 1]}, "y must be as long as X"),
        ({"start": [0.0]}, "start must have one weight per column"),
        ({"start": [0.0, np.inf]}, "start must be finite"),
        ({"start": [0.0, np.nan]}, "start must not hold NaN"),
        ({"X": [[1.0, 1.1e100], [1.0, 2.0]]}, r"X must hold no size beyond 1e\+100, got 1.1e\+100"),
        ({"start": [0.0, -2e100]}, r"start must hold no size beyond 1e\+100, got -2e\+100 at"),
        ({"penalty": 1.1e100}, r"penalty must be at most 1e\+100, got 1.1e\+100"),
        ({"penalty": -0.1}, "penalty must be at least 0"),
        ({"penalty": np.inf}, "penalty must be finite"),
    ],
)
def test_every_descent_refuses_what_is_no_problem(descend, changed, message):
    arguments = {"X": [[1.0, 1.0], [1.0, 2.0]], "y": [0, 1]} | changed
    with pytest.raises(ValueError, match=message):
        descend(**arguments)


@pytest.mark.parametrize(
    ("descend", "option", "value", "message"),
    [
        *[(d, "learning_rate", 0, "greater than 0") for d in (sgd, gradient_descent, adam)],
        *[(d, "learning_rate", np.inf, "finite") for d in (sgd, gradient_descent, adam)],
        *[(d, "learning_rate", 2e100, "at most 1e.100") for d in (sgd, gradient_descent, adam)],
        *[(d, "learning_rate", [0.1], "one number") for d in (sgd, gradient_descent, adam)],
        *[(d, "n_epochs", -1, "at least 0") for d in (sgd, sweep_of_two, gradient_descent, adam)],
        *[(d, "n_epochs", 1.5, "whole") for d in (sgd, sweep_of_two, gradient_descent, adam)],
        *[(d, "batch_size", 0, "at least 1") for d in (sgd, sweep_of_two, adam)],
        *[(d, "batch_size", 1.5, "whole number") for d in (sgd, sweep_of_two, adam)],
        *[(d, "seed", -1, "whole number >= 0") for d in (sgd, sweep_of_two, adam)],
        *[(d, "seed", None, "whole number >= 0") for d in (sgd, sweep_of_two, adam)],
        *[(d, "tolerance", 0, "greater than 0") for d in (sgd, gradient_descent, newton, lbfgs)],
        *[(d, "tolerance", np.nan, "NaN") for d in (sgd, gradient_descent, newton, lbfgs)],
        *[(d, "max_steps", -1, "at least 0") for d in (newton, lbfgs)],
        (adam, "beta1", 1, "less than 1"),
        (adam, "beta2", -0.1, "at least 0"),
    ],
)
def test_options_out_of_range_are_refused_by_name(descend, option, value, message):
    with pytest.raises(ValueError, match=f"{option} must .*({message})"):
        descend([[1.0, 1.0], [1.0, 2.0]], [0, 1], **{option: value})


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ([], "must not be empty"),
        (0.1, "must have shape"),
        ([[0.1]], "must have shape"),
        ([0.1, 0.0], "got 0.0 at index 1"),
        ([np.inf], "got inf at index 0"),
        ([np.nan], "NaN"),
        ([0.1, 2e100], r"no size beyond 1e\+100, got 2e\+100 at index 1"),
    ],
)
def test_a_sweep_refuses_rates_that_are_none(rates, message):
    with pytest.raises(ValueError, match=f"learning_rates .*{message}"):
        sgd_sweep([[1.0, 1.0], [1.0, 2.0]], [0, 1], rates)


@pytest.mark.parametrize(
    ("X", "penalty", "message"),
    [([], 0, "X"), ([[np.nan]], 0, "X"), ([1, 2], 0, "X"), ([[1.0]], -1, "penalty")],
)
def test_safe_rate_refuses_what_is_no_matrix_or_no_penalty(X, penalty, message):
    with pytest.raises(ValueError, match=message):
        safe_learning_rate(X, penalty=penalty)
