"""The coordinates of Newton's method, and the proof that a loss has a minimum or has none."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from logit_core import add_intercept, cross_entropy_hessian, lbfgs, newton, sigmoid
from logit_core._coordinates import Coordinates, _axes_of, _has_gain


def drawn(n, n_features=3, seed=0):
    """Draw features, and labels that follow a model: no plane separates them."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, n_features))
    y = (rng.random(n) < sigmoid(X @ np.linspace(-1, 2, n_features))).astype(float)
    return add_intercept(X), y


@pytest.mark.parametrize("penalty", [0.0, 0.3])
@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_the_hessian_at_zero_is_the_identity_whatever_the_units(unit, penalty):
    X, y = drawn(50)
    X[:, 1:] = unit * (X[:, 1:] @ np.array([[1, 2, 0], [0, 1, 3], [0, 0, 1.0]]) + 100)
    problem = Coordinates(X, y, None, penalty)
    assert_allclose(problem.hessian(problem.at(problem.u)), np.eye(4), atol=1e-10)


def test_the_axes_of_columns_that_are_almost_equal_have_curvature_1_too():
    x = np.linspace(-1, 1, 9)
    X = np.column_stack([np.ones(9), x, x + 1e-5 * x**2])
    axes, curvatures = _axes_of(X, 0.0, np.eye(3))
    assert curvatures[0] > 1 > 1e-8 > curvatures[-1] > 0
    along = X @ axes
    assert_allclose(along.T @ along / (4 * len(X)), np.eye(3), atol=1e-4)


def test_slopes_and_curvatures_are_those_along_the_axes():
    X, y = drawn(40)
    problem = Coordinates(X, y, [0.5, -1.0, 2.0, 0.1], 0.2)
    here = problem.at(problem.u)
    assert_allclose(here.w, [0.5, -1.0, 2.0, 0.1], rtol=1e-12)
    along = problem.axes.T @ cross_entropy_hessian(X, y, here.w, penalty=0.2) @ problem.axes
    assert_allclose(problem.hessian(here), along, atol=1e-12)
    slopes = []
    for step in 1e-6 * np.eye(4):
        above, below = problem.at(here.u + step), problem.at(here.u - step)
        slopes.append((problem.rise(here, above) - problem.rise(here, below)) / 2e-6)
    assert_allclose(problem.gradient(here), slopes, atol=1e-9)


def test_the_length_of_a_gradient_is_that_of_one_standardised_feature():
    x = np.array([-1.5, -0.5, 0.5, 1.5]) / np.sqrt(1.25)
    problem = Coordinates(add_intercept(7e4 * x[:, None] + 1e8), [0, 1, 0, 1], None, 0.0)
    p_minus_y = 0.5 - np.array([0, 1, 0, 1])
    assert_allclose(problem.slope(problem.at(problem.u)), abs(p_minus_y @ x) / 4, rtol=1e-6)


@pytest.fixture
def no_programme(monkeypatch):
    """Let no linear programme be solved."""

    def refuse(*args, **kwargs):
        pytest.fail("a linear programme was asked")

    monkeypatch.setattr(scipy.optimize, "linprog", refuse)


@pytest.mark.parametrize("descend", [newton, lbfgs])
def test_errors_prove_the_minimum_and_weights_the_separation_without_a_programme(
    descend, no_programme
):
    X, y = drawn(20_000)
    assert descend(X, y).converged
    apart = np.column_stack([X, 20 * y + X[:, 1] / 100])
    assert not descend(apart, y, max_steps=100).converged


@pytest.mark.parametrize("descend", [newton, lbfgs])
def test_of_a_feature_that_only_one_class_has_few_points_are_left_to_the_programme(
    descend, monkeypatch
):
    rows = []
    monkeypatch.setattr(
        "logit_core._coordinates._has_gain", lambda left: rows.append(left) or _has_gain(left)
    )
    X, y = drawn(20_000)
    rare = (np.arange(len(y)) % 500 == 0) * y
    assert not descend(np.column_stack([X, rare]), y).converged
    assert rows
    assert all(len(left) < 200 for left in rows)
    both_ways = np.column_stack([X, (np.arange(len(y)) % 500 == 0)])
    assert descend(both_ways, y).converged


@st.composite
def small_problems(draw):
    """Draw points on a small grid: ties, touching classes and columns that repeat each other."""
    n, n_features = draw(st.integers(1, 12)), draw(st.integers(1, 3))
    grid = st.integers(-2, 2)
    rows = st.lists(grid, min_size=n_features, max_size=n_features)
    X = np.array(draw(st.lists(rows, min_size=n, max_size=n)), dtype=float)
    return add_intercept(X), np.array(draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)))


@pytest.mark.thorough
@given(small_problems())
@settings(max_examples=300)
def test_the_proof_and_the_programme_over_all_points_agree(problem):
    X, y = problem
    path = newton(X, y)
    by_programme = _has_gain((2 * y[:, None] - 1) * X)
    assert path.converged is not by_programme
