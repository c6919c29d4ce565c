"""The linear model under the sigmoid, held against exact fractions and scikit-learn."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    load_iris_pair,
    predict,
    predict_log_odds,
    predict_probability,
)

EPS = np.finfo(float).eps
measured = st.floats(-1e100, 1e100)


@st.composite
def models(draw, elements=measured):
    """Draw features (n_samples, n_features) and weights that fit them."""
    n_samples, n_features = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    X = draw(arrays(np.float64, (n_samples, n_features), elements=elements))
    return X, draw(arrays(np.float64, n_features, elements=elements))


@given(arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=measured))
def test_intercept_is_a_column_of_ones_in_front_of_unchanged_features(X):
    with_ones = add_intercept(X)
    assert_array_equal(with_ones[:, 0], 1.0)
    assert_array_equal(with_ones[:, 1:], X)
    assert not np.shares_memory(with_ones, X)


def test_intercept_shifts_the_log_odds_by_the_first_weight():
    X = [[1.0, 2.0], [3.0, 4.0]]
    without, with_ones = predict_log_odds(X, [0.5, -1.0]), add_intercept(X)
    assert_allclose(predict_log_odds(with_ones, [10.0, 0.5, -1.0]), 10.0 + without, rtol=4 * EPS)


@given(models())
def test_log_odds_equal_the_exact_sum_of_products_at_any_scale(model):
    X, w = model
    for z, row in zip(predict_log_odds(X, w), X, strict=True):
        terms = [Fraction(x) * Fraction(v) for x, v in zip(row, w, strict=True)]
        exact = sum(terms)
        # Each product and each addition rounds once; 1e-300 covers what underflows.
        rounding = len(w) * Fraction(EPS) * sum(map(abs, terms)) + Fraction(1e-300)
        assert abs(Fraction(z) - exact) <= rounding


def test_probabilities_and_classes_are_those_of_scikit_learn():
    X, y, _ = load_iris_pair("versicolor", "virginica")
    reference = LogisticRegression(max_iter=1000).fit(X, y)
    w = np.append(reference.intercept_, reference.coef_)
    X1 = add_intercept(X)
    z = reference.decision_function(X)
    assert_allclose(predict_log_odds(X1, w), z, rtol=1e-12, atol=1e-12)
    assert_allclose(predict_probability(X1, w), reference.predict_proba(X)[:, 1], rtol=1e-12)
    assert_array_equal(predict(X1, w), reference.predict(X))


@given(models(st.floats(-10, 10)), st.floats(0, 1))
def test_class_one_is_predicted_where_the_probability_reaches_the_threshold(model, threshold):
    labels = predict(*model, threshold=threshold)
    assert labels.dtype.kind == "i"
    assert_array_equal(labels == 1, predict_probability(*model) >= threshold)
    assert set(labels) <= {0, 1}


def test_a_probability_of_exactly_one_half_is_class_one_though_rounding_says_zero():
    assert predict([[1.0]], [0.0]) == [1]
    assert np.round(predict_probability([[1.0]], [0.0])) == [0.0]


def test_the_outermost_thresholds_are_reached_too():
    assert_array_equal(predict([[-1e9], [1e9]], [1.0], threshold=0.0), [1, 1])
    assert_array_equal(predict([[-1e9], [1e9]], [1.0], threshold=1.0), [0, 1])


def test_features_that_are_not_a_finite_matrix_are_refused():
    with pytest.raises(
        ValueError, match=r"X must have shape \(n_samples, n_features\), got shape \(2,\)"
    ):
        add_intercept([1.0, 2.0])
    with pytest.raises(ValueError, match=r"X must be finite, got inf at index \(1, 0\)"):
        predict_log_odds([[1.0], [np.inf]], [1.0])
    with pytest.raises(ValueError, match=r"X must hold no size beyond 1e\+100, got 2e\+100"):
        add_intercept([[1.0], [2e100]])
    with pytest.raises(ValueError, match=r"X must not be empty, got shape \(0, 2\)"):
        add_intercept(np.empty((0, 2)))


def test_weights_that_do_not_fit_are_refused_with_a_guess_at_the_reason():
    with pytest.raises(
        ValueError, match=r"one weight per column of X \(2\), got 3; is the column of ones in place"
    ):
        predict_probability([[1.0, 2.0]], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"w must have shape \(n_features,\), got shape \(2, 1\)"):
        predict([[1.0, 2.0]], [[1.0], [2.0]])


def test_a_threshold_beyond_one_is_refused():
    with pytest.raises(ValueError, match=r"threshold must be at most 1, got 1\.5"):
        predict([[1.0]], [1.0], threshold=1.5)
    with pytest.raises(ValueError, match=r"threshold must be at least 0, got -0\.1"):
        predict([[1.0]], [1.0], threshold=-0.1)
