"""Odds, log-odds and the sigmoid, held against 50 digits of mpmath."""

import math

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_array_equal

from logit_core import (
    log_odds,
    log_sigmoid,
    odds,
    probability_from_odds,
    sigmoid,
    sigmoid_derivative,
)
from logit_core._unchecked import stable_log_sigmoid

EPS = np.finfo(float).eps
TINY = np.finfo(float).tiny  # the smallest normal number
INF = np.inf

probabilities = st.floats(0.0, 1.0)
any_log_odds = st.floats(allow_nan=False)
any_odds = st.floats(0.0, allow_nan=False)

# Where the sigmoid is a normal number, with the places at which naive formulas fail.
LOWEST = float(mp.log(TINY)) + 1e-12
finite_log_odds = st.floats(LOWEST, 800.0) | st.sampled_from(
    [-708.0, -700.0, -37.0, -36.7, -1e-300, 0.0, 1e-17, 36.7, 37.0, 709.8, 745.2]
)

FUNCTIONS = {
    odds: probabilities,
    log_odds: probabilities,
    probability_from_odds: any_odds,
    sigmoid: any_log_odds,
    sigmoid_derivative: any_log_odds,
    log_sigmoid: any_log_odds,
}
by_name = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)


def ulps(got, exact):
    """Distance from the exact value in units of its last place (of the lowest normal number's)."""
    return float(abs(mp.mpf(got) - exact) / math.ulp(max(abs(float(exact)), TINY)))


@pytest.fixture(autouse=True, scope="module")
def fifty_digits():
    with mp.workdps(50):
        yield


# Oracles


@given(finite_log_odds)
def test_sigmoid_is_right_to_four_units_in_the_last_place(z):
    assert ulps(sigmoid(z), 1 / (1 + mp.exp(-mp.mpf(z)))) < 4


@given(st.floats(-760.0, LOWEST))
def test_sigmoid_runs_out_into_zero_by_way_of_the_subnormal_numbers(z):
    assert ulps(sigmoid(z), 1 / (1 + mp.exp(-mp.mpf(z)))) < 4


@given(finite_log_odds)
def test_slope_of_the_sigmoid_keeps_its_accuracy_on_both_sides(z):
    e = mp.exp(-mp.mpf(z))
    assert ulps(sigmoid_derivative(z), e / (1 + e) ** 2) < 6


@given(any_log_odds.filter(np.isfinite))
def test_log_sigmoid_is_right_to_four_units_in_the_last_place(z):
    # Beyond 800 exp leaves the floats: there the logarithm is z itself, or -exp(-z) = 0.
    exact = -mp.log1p(mp.exp(-mp.mpf(z))) if abs(z) < 800 else mp.mpf(min(z, 0.0))
    assert ulps(log_sigmoid(z), exact) < 4


@given(st.floats(0.0, 1.0, exclude_max=True))
def test_odds_are_right_to_four_units_in_the_last_place(p):
    assert ulps(odds(p), mp.mpf(p) / (1 - mp.mpf(p))) < 4


@given(
    st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
    | st.floats(-1e-3, 1e-3).map(lambda d: 0.5 + d)
    | st.floats(-1e-12, 1e-12).map(lambda d: 0.5 + d)
    | st.sampled_from([0.25, np.nextafter(0.25, 0), 0.75, np.nextafter(0.75, 1), 5e-324, 1 - EPS])
)
def test_log_odds_are_right_to_four_units_in_the_last_place_also_near_one_half(p):
    assert ulps(log_odds(p), mp.log(mp.mpf(p) / (1 - mp.mpf(p)))) < 4


@given(st.floats(0.0, allow_infinity=False))
def test_probability_from_odds_is_right_to_four_units_in_the_last_place(o):
    assert ulps(probability_from_odds(o), mp.mpf(o) / (1 + mp.mpf(o))) < 4


@pytest.mark.parametrize(
    ("function", "at", "value"),
    [
        (odds, 0.0, 0.0),
        (odds, 1.0, INF),
        (log_odds, 0.0, -INF),
        (log_odds, 0.5, 0.0),
        (log_odds, 1.0, INF),
        (probability_from_odds, 0.0, 0.0),
        (probability_from_odds, INF, 1.0),
        (probability_from_odds, np.finfo(float).max, 1.0),
        (sigmoid, -INF, 0.0),
        (sigmoid, 0.0, 0.5),
        (sigmoid, INF, 1.0),
        (sigmoid_derivative, -INF, 0.0),
        (sigmoid_derivative, 0.0, 0.25),
        (sigmoid_derivative, INF, 0.0),
        (log_sigmoid, -INF, -INF),
        (log_sigmoid, INF, 0.0),
    ],
)
def test_the_ends_and_the_middle_are_exact(function, at, value):
    assert function(at) == value


# Properties


@given(probabilities)
def test_odds_and_back_is_the_same_probability(p):
    # 1 - p and 1 + o are rounded: two units, and o / (1 + o) never stretches them.
    assert probability_from_odds(odds(p)) == pytest.approx(p, rel=4 * EPS, abs=0)


@given(probabilities.filter(lambda p: p == 0 or p >= TINY))
def test_log_odds_and_back_is_the_same_probability(p):
    # An error of eps |z| in z changes the odds by that share, the probability by no more.
    z = log_odds(p)
    stretch = abs(z) if np.isfinite(z) else 0
    assert sigmoid(z) == pytest.approx(p, rel=(stretch + 4) * EPS, abs=0)


@given(any_log_odds)
def test_the_two_classes_share_the_whole_probability(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1.0, rel=4 * EPS)


@given(any_log_odds, any_log_odds)
def test_sigmoid_never_falls(a, b):
    low, high = sorted([a, b])
    assert sigmoid(low) <= sigmoid(high) * (1 + 8 * EPS)


@given(any_log_odds)
def test_slope_is_the_product_of_both_probabilities(z):
    exact = sigmoid(z) * sigmoid(-z)
    assert sigmoid_derivative(z) == pytest.approx(exact, rel=12 * EPS, abs=TINY)
    assert sigmoid_derivative(z) == sigmoid_derivative(-z)


@given(st.floats(-700.0, 700.0))
def test_log_sigmoid_without_checks_is_the_same(z):
    assert stable_log_sigmoid(np.array([z])) == log_sigmoid(z)


@given(st.floats(-700.0, 700.0))
def test_log_sigmoid_is_the_logarithm_of_the_sigmoid(z):
    # The sigmoid is right to 4 eps, which its logarithm turns into 4 eps beside its size.
    assert log_sigmoid(z) == pytest.approx(np.log(sigmoid(z)), rel=4 * EPS, abs=4 * EPS)


@given(st.floats(-(2.0**-2), 2.0**-2))
def test_log_odds_change_sign_when_the_classes_change_places(d):
    d = np.ldexp(np.round(np.ldexp(d, 40)), -40)  # so that 1/2 + d and 1/2 - d are exact
    assert log_odds(0.5 + d) == -log_odds(0.5 - d)


@by_name
@given(data=st.data())
def test_an_array_of_any_shape_gives_what_its_elements_give(function, data):
    values = data.draw(arrays(np.float64, array_shapes(max_dims=3), elements=FUNCTIONS[function]))
    results = function(values)
    assert results.shape == values.shape
    assert results.dtype == np.float64
    one_by_one = np.array([function(value) for value in values.flat]).reshape(values.shape)
    # Vectorised exp and log may differ from the scalar ones in the last bits.
    np.testing.assert_allclose(results, one_by_one, rtol=8 * EPS, atol=TINY)


@by_name
def test_a_single_number_gives_a_python_float(function):
    for one in (1, 1.0, True, np.float32(1), np.array(1.0)):
        assert type(function(one)) is float


@by_name
@given(data=st.data())
def test_nothing_warns_and_nothing_is_nan_even_where_the_caller_raises(function, data):
    values = data.draw(
        arrays(np.float64, 8, elements=FUNCTIONS[function], fill=st.nothing()), label="values"
    )
    before = values.copy()
    with np.errstate(all="raise"):
        results = function(values)
    assert not np.isnan(results).any()
    assert_array_equal(values, before)


# Refusals


@pytest.mark.parametrize("function", [odds, log_odds])
def test_a_probability_beyond_one_is_refused_with_its_place(function):
    with pytest.raises(ValueError, match=r"p must lie in \[0, 1\], got 1\.2 at index 3$"):
        function([0.1, 0.2, 0.3, 1.2])
    with pytest.raises(ValueError, match=r"p must lie in \[0, 1\], got -0\.5$"):
        function(-0.5)
    with pytest.raises(ValueError, match=r"got 1\.0000000000000002 at index \(1, 0\)$"):
        function([[0.5], [1 + EPS]])


def test_negative_odds_are_refused():
    with pytest.raises(ValueError, match=r"o must lie in \[0, inf\], got -1\.0 at index 1$"):
        probability_from_odds([1.0, -1.0])


@by_name
@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([0.5, np.nan], "must not hold NaN, got nan at index 1$"),
        ([], r"must not be empty, got shape \(0,\)$"),
        ("0.5", r"must hold real numbers, got str"),
        ([0.5, None], r"must hold real numbers, got NoneType"),
        ([0.5j], "must hold real numbers, got complex"),
        ([[0.5], [0.5, 0.5]], "must hold rows of equal length"),
    ],
)
def test_what_is_not_a_number_is_refused(function, values, reason):
    with pytest.raises(ValueError, match=f"^[poz] {reason}"):
        function(values)
