"""Newton's method and L-BFGS: where they end, that they end there, and when there is no there."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import root
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    cross_entropy_hessian,
    l2_penalty,
    lbfgs,
    load_iris_pair,
    make_clusters,
    newton,
    predict_log_odds,
)
from logit_core._coordinates import Coordinates
from tests.thorough import quickly

both = pytest.mark.parametrize("descend", [newton, lbfgs])


def standardised(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


@st.composite
def overlapping(draw):
    """Draw standardised features and labels from a model, more points than a plane can separate."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n_features = draw(st.integers(1, 12))
    X = rng.normal(size=(draw(st.integers(60, 200)), n_features))
    if draw(st.booleans()):
        X = X @ rng.normal(size=(n_features, n_features))
    X = standardised(X)
    p = 1 / (1 + np.exp(-X @ rng.normal(size=n_features) / n_features**0.5))
    return X, (rng.random(len(X)) < p).astype(float)


def gradient_norm(X, y, w, penalty=0.0):
    return np.linalg.norm(cross_entropy_gradient(X, y, w, penalty=penalty))


def penalised_loss(X, y, w, penalty):
    cross_entropy = binary_cross_entropy_from_log_odds(y, predict_log_odds(X, w))
    return cross_entropy + l2_penalty(w, penalty)


# The answer


@given(overlapping(), st.sampled_from([1e-3, 0.1, 3.0]))
@settings(max_examples=25)
def test_newton_lbfgs_and_scikit_learn_agree_on_penalised_problems(problem, penalty):
    features, y = problem
    X = add_intercept(features)
    reference = LogisticRegression(
        C=1 / (len(y) * penalty), tol=1e-10, max_iter=10_000, solver="newton-cholesky"
    ).fit(features, y)
    expected = np.append(reference.intercept_, reference.coef_)
    for descend in (newton, lbfgs):
        path = descend(X, y, penalty=penalty)
        assert path.converged
        assert path.learning_rate is None
        assert gradient_norm(X, y, path.weights[-1], penalty) < 1e-8
        assert_allclose(path.weights[-1], expected, atol=1e-6)


@given(overlapping())
@settings(max_examples=25)
def test_newton_and_lbfgs_find_the_root_of_the_gradient_without_a_penalty(problem):
    features, y = problem
    X = add_intercept(features)
    expected = root(
        lambda w: cross_entropy_gradient(X, y, w),
        np.zeros(X.shape[1]),
        jac=lambda w: cross_entropy_hessian(X, y, w),
    )
    for descend in (newton, lbfgs):
        path = descend(X, y)
        assert path.converged
        assert gradient_norm(X, y, path.weights[-1]) < 1e-8
        assert_allclose(path.weights[-1], expected.x, atol=1e-5)


@both
@pytest.mark.parametrize("penalty", [0.0, 0.01])
def test_one_weight_has_its_closed_form(descend, penalty):
    y = np.array([0, 0, 0, 1])
    assert_allclose(descend(np.ones((4, 1)), y, penalty=penalty).weights[-1], [np.log(1 / 3)])


@both
@pytest.mark.parametrize("seed", quickly(range(5), [0]))
@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e3, 1e6, 1e9])
@pytest.mark.parametrize("shift", [0.0, 1.0, 1.7e3, 1e6, -1e9])
def test_units_of_the_features_do_not_matter(descend, seed, scale, shift):
    features, y = make_clusters(60, separation=1.5, seed=seed)
    units = scale * np.array([1.0, 10.0])
    # what the shifted numbers can hold: beside 1e9 seven digits of the spread are left
    moved = units * (features + shift)
    plain, other = descend(add_intercept(features), y), descend(add_intercept(moved), y)
    assert plain.converged
    assert other.converged
    assert_allclose(other.weights[-1][1:] * units, plain.weights[-1][1:], rtol=1e-6)
    z = other.weights[-1][0] + shift * (other.weights[-1][1:] @ units)
    assert_allclose(z, plain.weights[-1][0], rtol=1e-6, atol=1e-15 * max(1, abs(shift)) * 10)


@both
@pytest.mark.parametrize("seed", range(25))
def test_unix_times_and_years_converge_like_any_other_feature(descend, seed):
    features, y = make_clusters(100, seed=seed)
    X = features.copy()
    X[:, 0] = 1.7e9 + 1e6 * features[:, 0]
    X[:, 1] = 2000 + 10 * features[:, 1]
    path, plain = descend(add_intercept(X), y), descend(add_intercept(features), y)
    assert path.converged is plain.converged is True
    assert_allclose(path.weights[-1][1:] * [1e6, 10], plain.weights[-1][1:], rtol=1e-6)


@both
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
@pytest.mark.parametrize("shift", [0.0, 1e9])
def test_units_do_not_hide_that_there_is_no_minimum(descend, scale, shift):
    features, y = make_clusters(40, separation=12.0, seed=0)
    X = scale * (features + shift)
    assert not descend(add_intercept(X), y).converged
    # ... nor where the classes touch in one point, or one feature tells only some of one class.
    dummy = (features[:, 0] > 5).astype(float)
    both_ways, labels = make_clusters(40, separation=1.0, seed=1)
    assert dummy.any()
    some = np.column_stack([scale * (both_ways + shift), dummy * labels])
    assert not descend(add_intercept(some), labels).converged


# The way


@given(overlapping(), st.sampled_from([0.0, 0.01, 1.0]), st.sampled_from([1, 10, 100, 10_000]))
@settings(max_examples=50)
def test_the_loss_never_rises_on_newtons_way_from_wherever_it_starts(problem, penalty, far):
    features, y = problem
    X = add_intercept(features)
    start = far * np.random.default_rng(len(y)).normal(size=X.shape[1])
    path = newton(X, y, start=start, penalty=penalty)
    assert (np.diff(path.losses) <= 0).all()
    assert_array_equal(path.weights[0], start)
    expected = [penalised_loss(X, y, w, penalty) for w in path.weights]
    assert_allclose(path.losses, expected, rtol=1e-13)
    assert path.converged or far > 100  # from there 50 steps need not suffice


def test_near_the_minimum_a_step_is_newtons_own():
    X, y = make_clusters(60, seed=1)
    X = add_intercept(X)
    w = newton(X, y, penalty=0.1).weights[-1] + 0.01
    step = np.linalg.solve(
        cross_entropy_hessian(X, y, w, penalty=0.1), cross_entropy_gradient(X, y, w, penalty=0.1)
    )
    path = newton(X, y, start=w, penalty=0.1, max_steps=1)
    assert_allclose(path.weights[1], w - step, rtol=1e-10)


@given(overlapping(), st.sampled_from([0.0, 1e-4, 1.0]), st.sampled_from([1, 30, 1000]))
@settings(max_examples=25)
def test_lbfgs_gets_there_from_far_away(problem, penalty, far):
    features, y = problem
    X = add_intercept(features)
    start = far * np.random.default_rng(len(y)).normal(size=X.shape[1])
    path = lbfgs(X, y, start=start, penalty=penalty)
    assert path.converged
    assert gradient_norm(X, y, path.weights[-1], penalty) < 1e-8


@pytest.mark.parametrize("size", [1e-12, 1e-6, 0.1, 1.0, 10.0, 1e3])
def test_the_rise_of_the_loss_has_all_its_digits_for_steps_of_any_size(size):
    X, y = make_clusters(10, seed=0)
    X = add_intercept(X)
    problem = Coordinates(X, y, [0.5, -1.0, 2.0], 0.25)
    here = problem.at(problem.u)
    there = problem.at(problem.u + size * np.array([0.3, 0.8, -0.5]))

    def exact_loss(w):
        z = [mp.fdot(row, w) for row in X.tolist()]
        losses = [mp.log1p(mp.exp(-zi if yi else zi)) for zi, yi in zip(z, y, strict=True)]
        return mp.fsum(losses) / 10 + mp.mpf(0.25) / 2 * (w[1] ** 2 + w[2] ** 2)

    with mp.workdps(60):
        w = [mp.mpf(value) for value in here.w]
        change = [mp.fdot(axis, (there.u - here.u).tolist()) for axis in problem.axes.tolist()]
        moved = [a + b for a, b in zip(w, change, strict=True)]
        expected = float(exact_loss(moved) - exact_loss(w))
    assert_allclose(problem.rise(here, there), expected, rtol=1e-13)


@both
def test_a_finer_tolerance_is_met_as_well(descend):
    X, y = make_clusters(100, seed=0)
    X = add_intercept(standardised(X))
    path = descend(X, y, penalty=0.01, tolerance=1e-13)
    assert path.converged
    assert gradient_norm(X, y, path.weights[-1], 0.01) < 1e-13


@both
def test_it_stops_after_max_steps_and_says_that_it_has_not_converged(descend):
    X, y = make_clusters(60, seed=1)
    path = descend(add_intercept(X), y, max_steps=2)
    assert len(path.weights) == len(path.losses) == 3
    assert not path.converged
    assert len(descend(add_intercept(X), y, max_steps=0).weights) == 1


@both
def test_started_at_the_minimum_it_stays_there(descend):
    X, y = make_clusters(60, seed=1)
    minimum = newton(add_intercept(X), y, tolerance=1e-10).weights[-1]
    path = descend(add_intercept(X), y, start=minimum)
    assert_array_equal(path.weights, [minimum])
    assert path.converged


# No minimum


@both
@given(
    points=st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=9),
    unit=st.sampled_from([1e-3, 1.0, 7e4]),
)
@settings(max_examples=30)
def test_it_converges_exactly_where_one_feature_does_not_separate_the_classes(
    descend, points, unit
):
    x, y = np.array(points).T
    zeros, ones = x[y == 0], x[y == 1]
    if len(zeros) == 0 or len(ones) == 0:
        separated = True
    elif x.min() == x.max():
        separated = False
    else:
        separated = zeros.max() <= ones.min() or ones.max() <= zeros.min()
    X = add_intercept(unit * standardised_or_zero(x))
    assert descend(X, y).converged is not separated


def standardised_or_zero(x):
    spread = x.std()
    return (x - x.mean())[:, None] / (spread if spread > 0 else 1)


@both
def test_completely_separated_iris_has_no_minimum(descend):
    features, y, _ = load_iris_pair()
    X = add_intercept(standardised(features))
    path = descend(X, y)
    assert gradient_norm(X, y, path.weights[-1]) < 1e-8
    assert not path.converged
    assert descend(X, y, penalty=1e-3).converged


@both
def test_points_of_both_classes_on_the_separating_plane_do_not_make_a_minimum(descend):
    rng = np.random.default_rng(0)
    on_the_plane = rng.normal(size=(20, 1)) @ rng.normal(size=(1, 3))
    aside = on_the_plane[:1] + rng.normal(size=3)
    # Standardised, the points lie on a plane only up to rounding.
    X = add_intercept(standardised(np.vstack([on_the_plane, aside])))
    y = np.append(rng.permutation(np.repeat([0, 1], 10)), 1)
    assert not descend(X, y).converged
    assert descend(X, y, penalty=1e-3).converged
    assert descend(X[:-1], y[:-1]).converged is not separable_along(on_the_plane, y[:-1])


def separable_along(points, y):
    position = points[:, 0]
    zeros, ones = position[y == 0], position[y == 1]
    return bool(zeros.max() <= ones.min() or ones.max() <= zeros.min())


@both
@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("penalty", [0.0, 0.1])
def test_a_single_class_sends_the_free_intercept_away_for_ever(descend, label, penalty):
    X, _ = make_clusters(20, seed=0)
    path = descend(add_intercept(X), np.full(20, label), penalty=penalty)
    assert not path.converged
    assert np.isfinite(path.weights).all()
    assert (path.weights[-1, 0] > 10) == bool(label)


@both
def test_columns_that_depend_on_each_other_do_not_hide_the_minimum(descend):
    X, y = make_clusters(60, seed=2)
    X = add_intercept(standardised(X))
    doubled = np.column_stack([X, X[:, 1], X[:, 1] - 2 * X[:, 2] + 3])
    path, expected = descend(doubled, y), newton(X, y)
    assert path.converged
    assert gradient_norm(doubled, y, path.weights[-1]) < 1e-8
    assert_allclose(path.losses[-1], expected.losses[-1], rtol=1e-12)
    assert_allclose(doubled @ path.weights[-1], X @ expected.weights[-1], atol=1e-5)


@both
def test_a_feature_that_never_varies_from_zero_keeps_its_weight(descend):
    X, y = make_clusters(60, seed=2)
    X = np.column_stack([add_intercept(X), np.zeros(60)])
    path = descend(X, y, start=[0, 0, 0, 5])
    assert path.converged
    assert (path.weights[:, 3] == 5).all()


@both
def test_more_features_than_points_are_separated_but_for_a_penalty(descend):
    rng = np.random.default_rng(0)
    X, y = add_intercept(rng.normal(size=(10, 30))), np.repeat([0, 1], 5)
    assert not descend(X, y).converged
    assert descend(X, y, penalty=0.1).converged
