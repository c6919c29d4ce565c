"""Slope and curvature of the loss, held against differences, mpmath and scikit-learn."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import approx_fprime
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    cross_entropy_hessian,
    l2_penalty,
    load_iris_pair,
    numerical_gradient,
    predict_log_odds,
    predict_probability,
)

from .strategies import problems_of

EPS = np.finfo(float).eps
measured = st.floats(-1e100, 1e100)
ordinary = st.floats(-3, 3)


def problems(elements=ordinary):
    return problems_of(elements)


def penalised_loss(X, y, penalty):
    return lambda w: (
        binary_cross_entropy_from_log_odds(y, predict_log_odds(X, w)) + l2_penalty(w, penalty)
    )


# The gradient


@given(problems(), st.floats(0, 10))
def test_gradient_is_the_slope_of_the_loss(problem, penalty):
    X, y, w = problem
    slope = numerical_gradient(penalised_loss(X, y, penalty), w)
    # With h = 6e-6 max(1, |w|) <= 2e-5: h^2 / 6 times a third derivative of at most 3^3 / 10, and
    # the loss, below 4 * 9 + 5 * 36 here, rounded to a few eps and divided by 2h >= 1.2e-5.
    error = (2e-5) ** 2 / 6 * 2.7 + 16 * EPS * 216 / 1.2e-5
    assert_allclose(cross_entropy_gradient(X, y, w, penalty=penalty), slope, rtol=0, atol=error)


@given(problems(), st.floats(0, 10))
def test_gradient_is_the_textbook_formula(problem, penalty):
    X, y, w = problem
    gradient = X.T @ (predict_probability(X, w) - y) / len(y) + penalty * np.r_[0.0, w[1:]]
    # p - y is rounded by eps beside 1, the features are at most 3, the penalty term at most 30.
    assert_allclose(
        cross_entropy_gradient(X, y, w, penalty=penalty), gradient, rtol=0, atol=64 * 33 * EPS
    )


@pytest.mark.parametrize("z", [-700.0, -40.0, 0.0, 40.0, 700.0])
@pytest.mark.parametrize("label", [0, 1])
def test_gradient_is_right_to_1e_15_times_the_feature(z, label):
    with mp.workdps(350):
        exact = float(1 / (1 + mp.exp(-mp.mpf(z))) - label)
    # p - y is rounded beside 1, so its error is absolute; where p does not round to 1, it is less.
    assert_allclose(cross_entropy_gradient([[1.0]], [label], [z]), [exact], rtol=0, atol=1e-15)
    assert_allclose(cross_entropy_gradient([[9.0]], [label], [z / 9]), [9 * exact], atol=9e-15)


@pytest.mark.parametrize("penalty", [0.01, 1.0])
def test_gradient_vanishes_where_scikit_learn_stops(penalty):
    X, y, _ = load_iris_pair("versicolor", "virginica")
    n = len(y)
    reference = LogisticRegression(C=1 / (n * penalty), tol=1e-10, max_iter=10_000).fit(X, y)
    w = np.append(reference.intercept_, reference.coef_)
    assert_allclose(cross_entropy_gradient(add_intercept(X), y, w, penalty=penalty), 0, atol=1e-6)
    # ... and nowhere near it: a step of 0.01 in the intercept leaves a slope.
    w[0] += 0.01
    assert abs(cross_entropy_gradient(add_intercept(X), y, w, penalty=penalty)[0]) > 1e-4


def test_the_intercept_is_free_of_the_penalty():
    X, y, w = [[1.0, 2.0], [1.0, -1.0]], [1, 0], [5.0, 3.0]
    difference = cross_entropy_gradient(X, y, w, penalty=2.0) - cross_entropy_gradient(X, y, w)
    assert_allclose(difference, [0.0, 6.0], rtol=4 * EPS)
    difference = cross_entropy_hessian(X, y, w, penalty=2.0) - cross_entropy_hessian(X, y, w)
    assert_allclose(difference, [[0.0, 0.0], [0.0, 2.0]], rtol=4 * EPS)


@given(problems(measured), st.floats(0, 1e100))
def test_slope_and_curvature_are_never_nan_and_never_warn_at_any_scale(problem, penalty):
    before = [part.copy() for part in problem]
    with np.errstate(all="raise"):
        gradient = cross_entropy_gradient(*problem, penalty=penalty)
        hessian = cross_entropy_hessian(*problem, penalty=penalty)
    assert np.isfinite(gradient).all()
    assert np.isfinite(hessian).all()
    for part, copy in zip(problem, before, strict=True):
        assert_array_equal(part, copy)


# The Hessian


@given(problems(), st.floats(0, 10))
def test_hessian_is_the_slope_of_the_gradient(problem, penalty):
    X, y, w = problem
    differences = [
        numerical_gradient(lambda v, i=i: cross_entropy_gradient(X, y, v, penalty=penalty)[i], w)
        for i in range(len(w))
    ]
    # As above, one derivative higher: at most 3^4 / 8, and a gradient below 33.
    error = (2e-5) ** 2 / 6 * 10.2 + 16 * EPS * 33 / 1.2e-5
    assert_allclose(
        cross_entropy_hessian(X, y, w, penalty=penalty), differences, rtol=0, atol=error
    )


@given(problems(), st.floats(0, 10))
def test_hessian_is_symmetric_and_bends_no_direction_downwards(problem, penalty):
    X, y, w = problem
    hessian = cross_entropy_hessian(X, y, w, penalty=penalty)
    assert_array_equal(hessian, hessian.T)
    assert np.linalg.eigvalsh(hessian)[0] >= -64 * EPS * np.abs(hessian).max()


@given(problems())
def test_hessian_nowhere_exceeds_a_quarter_of_the_features_squared(problem):
    X, y, w = problem
    bound = X.T @ X / (4 * len(y))
    assert_allclose(cross_entropy_hessian(X, y, np.zeros(len(w))), bound, rtol=0, atol=256 * EPS)
    gap = bound - cross_entropy_hessian(X, y, w)
    assert np.linalg.eigvalsh(gap)[0] >= -256 * EPS


@given(problems(st.floats(-300, 300)))
def test_hessian_of_one_point_is_its_curvature_at_any_log_odds(problem):
    X, y, w = (part[:1] for part in problem)
    X = X[:, :1]
    with mp.workdps(50):
        p = 1 / (1 + mp.exp(-mp.mpf(w[0])))
        exact = float(p * (1 / (1 + mp.exp(mp.mpf(w[0])))))
    assert_allclose(cross_entropy_hessian(X, y, w), [[exact]], rtol=16 * EPS)


# Central differences of anything


@given(arrays(np.float64, 3, elements=st.floats(-100, 100)))
def test_central_differences_of_a_known_function_find_its_slope(w):
    found = numerical_gradient(lambda v: v[0] ** 2 + 3 * v[1] - v[0] * v[2], w)
    # A quadratic function leaves no error of the method, only eps |loss| / 2h.
    atol = 8 * EPS * (2e4 + 300) / 1.2e-5
    assert_allclose(found, [2 * w[0] - w[2], 3.0, -w[0]], rtol=0, atol=atol)


@pytest.mark.parametrize("at", [0.5, 3.0, 1e6])
def test_the_default_step_is_near_the_best_one(at):
    def error(step):
        found = numerical_gradient(lambda w: np.sin(w[0] / at) * at, [at], step=step)
        return abs(found[0] - np.cos(1.0))

    best = min(np.median([error(at * 10.0**e * k) for k in (1, 1.3, 1.7)]) for e in range(-12, 0))
    assert error(None) <= 100 * best


def test_central_differences_agree_with_scipy():
    def loss(w):
        return float(np.exp(w[0]) * np.sin(w[1]) + w[2] ** 3)

    w = np.array([0.3, -1.2, 2.0])
    # SciPy's forward differences err by h / 2 times the second derivative: 1.5e-8 * 12 / 2.
    assert_allclose(numerical_gradient(loss, w), approx_fprime(w, loss), atol=1e-6)


def test_a_step_is_divided_by_what_was_really_added():
    # 1e16 + 3 is rounded to 1e16 + 4, 1e16 - 3 to 1e16 - 4 or so: a slope of 1 must remain 1.
    assert_array_equal(numerical_gradient(lambda w: w[0], [1e16], step=3.0), [1.0])


def test_a_loss_that_changes_its_argument_does_no_harm():
    def loss(w):
        w *= 2.0
        return float(w @ w)  # (2 w)^2, of slope 8 w

    w = np.array([1.0, 2.0, 3.0])
    assert_allclose(numerical_gradient(loss, w), 8.0 * w, rtol=1e-9)
    assert_array_equal(w, [1.0, 2.0, 3.0])


@settings(max_examples=50)
@given(arrays(np.float64, 2, elements=st.floats(-1e100, 1e100)))
def test_central_differences_are_never_nan_and_never_warn(w):
    with np.errstate(all="raise"):
        assert_array_equal(numerical_gradient(lambda v: 1e308 * np.sign(v[0]), w)[1], 0.0)


@pytest.mark.parametrize(
    ("loss", "reason"),
    [
        (lambda w: np.nan, r"loss\(w\) must not hold NaN, got nan"),
        (lambda w: np.inf, r"loss\(w\) must be finite, got inf"),
        (lambda w: w, r"loss\(w\) must be one number, got shape \(2,\)"),
        (lambda w: None, r"loss\(w\) must hold real numbers, got NoneType"),
        (lambda w: 1j, r"loss\(w\) must hold real numbers, got complex"),
    ],
)
def test_a_loss_that_is_not_one_finite_number_is_refused(loss, reason):
    with pytest.raises(ValueError, match=reason):
        numerical_gradient(loss, [1.0, 2.0])


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (0.0, r"step must be greater than 0, got 0\.0"),
        (-1e-6, r"step must be greater than 0, got -1e-06"),
        (np.nan, "step must not hold NaN"),
        ([1e-6, 1e-6], r"step must be one number, got shape \(2,\)"),
        (1e-20, r"step must move the weight 1\.0 at index 0 a little, got 1e-20"),
        (1.5e308, r"step must move the weight 1\.0 at index 0 a little, got 1\.5e\+308"),
    ],
)
def test_a_step_that_leads_nowhere_is_refused(step, reason):
    with pytest.raises(ValueError, match=reason):
        numerical_gradient(np.sum, [1.0, 2.0], step=step)


@pytest.mark.parametrize("function", [cross_entropy_gradient, cross_entropy_hessian])
@pytest.mark.parametrize(
    ("X", "y", "w", "penalty", "reason"),
    [
        ([[1.0]], [2], [0.0], 0.0, r"y must hold only the labels 0 and 1, got 2\.0 at index 0"),
        ([[1.0]], [0, 1], [0.0], 0.0, r"y must be as long as X \(1\), got length 2"),
        ([[1.0]], [0], [0.0, 0.0], 0.0, r"w must have one weight per column of X \(1\), got 2"),
        ([[np.inf]], [0], [0.0], 0.0, r"X must be finite, got inf at index \(0, 0\)"),
        ([[1.0]], [0], [-np.inf], 0.0, "w must be finite, got -inf at index 0"),
        ([[1.0]], [0], [0.0], -1.0, r"penalty must be at least 0, got -1\.0"),
        ([[1.0]], [0], [0.0], np.inf, "penalty must be finite, got inf"),
        ([[1.0]], [0], [0.0], 2e100, r"penalty must be at most 1e\+100, got 2e\+100"),
        ([[-2e100]], [0], [0.0], 0.0, r"X must hold no size beyond 1e\+100, got -2e\+100 at index"),
        ([[1.0]], [0], [2e100], 0.0, r"w must hold no size beyond 1e\+100, got 2e\+100 at index 0"),
    ],
)
def test_a_problem_that_does_not_fit_together_is_refused(function, X, y, w, penalty, reason):
    with pytest.raises(ValueError, match=reason):
        function(X, y, w, penalty=penalty)
