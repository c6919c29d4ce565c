"""The judges of chapter 2 on what students write."""

import math
import warnings

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import (
    _watching,
    check_decision,
    check_sigmoid,
    check_sigmoid_derivative,
)

from .judging import names_the_mistake

# ---- the slope


def slope_by_loop(z):
    if np.ndim(z) == 0:
        return lc.sigmoid(z) * lc.sigmoid(-z)
    return [slope_by_loop(value) for value in z]


def slope_by_differences(z):
    return (lc.sigmoid(z + 1e-5) - lc.sigmoid(z - 1e-5)) / 2e-5


@pytest.mark.parametrize(
    "attempt",
    [lambda z: lc.sigmoid(z) * (1 - lc.sigmoid(z)), slope_by_loop, slope_by_differences],
)
def test_right_slopes_pass(attempt):
    assert check_sigmoid_derivative(attempt)


def chain_rule_as_it_stands(z):
    e = np.exp(-z)
    return e / (1 + 2 * e + e**2)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda z: 1 / (1 + np.exp(-z)), "You return the sigmoid itself"),
        (lambda z: lc.sigmoid(-z), "You return 1 - σ(z), the second factor"),
        (lambda z: z - z**2, "You put z where the value σ(z) belongs"),
        (lambda z: lc.sigmoid(z) - z * lc.sigmoid(z), "Your second factor has z"),
        (lambda z: lc.sigmoid(z) + lc.sigmoid(z) ** 2, "You add in the second factor"),
        (lambda z: -lc.sigmoid(-z), "You return s - 1"),
        (lambda z: lc.sigmoid(z) * (lc.sigmoid(z) - 1), "Your sign is the wrong way round"),
        (lambda z: (1 + np.exp(-z)) ** -2.0, "You return the square of s"),
        (chain_rule_as_it_stands, "Your formula is right, but at z = -1000"),
        (lambda z: lc.sigmoid(z) ** 2 * np.exp(-z), "Your formula is right, but at z = -1000"),
    ],
)
def test_mistakes_about_the_slope_are_named(attempt, said):
    assert names_the_mistake(check_sigmoid_derivative(attempt), said)


def test_an_unknown_slope_gets_the_smallest_input_where_it_differs():
    said = "At z = [0.5] yours gives 0.5 at index 0, expected 0.23500371."
    assert check_sigmoid_derivative(lambda z: 0 * z + 0.5).message.endswith(said)


# ---- the decision


def decide_one_by_one(z, threshold):
    return [1 if lc.sigmoid(score) >= threshold else 0 for score in z]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda z, t: lc.sigmoid(z) >= t,
        lambda z, t: np.where(z >= np.log(t / (1 - t)), 1, 0),
        lambda z, t: lc.predict(z[:, None], [1.0], threshold=t),
        decide_one_by_one,
    ],
)
def test_right_decisions_pass(attempt):
    assert check_decision(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda z, t: np.where(z < t, 0, 1), "You compare the log-odds with the threshold"),
        (lambda z, t: 1 / (1 + np.exp(-z)) > t, "A probability equal to the threshold"),
        (lambda z, t: z > np.log(t / (1 - t)), "A probability equal to the threshold"),
        (lambda z, t: lc.sigmoid(z) >= 0.5, "Your threshold is always 0.5"),
        (lambda z, t: np.round(lc.sigmoid(z)), "Your threshold is always 0.5"),
        (lambda z, t: np.where(lc.sigmoid(z) >= t, 0, 1), "Your labels have changed places"),
        (lambda z, t: lc.sigmoid(z) <= t, "Your labels have changed places"),
        (lambda z, t: 1 - lc.sigmoid(-z), "You return probabilities"),
        (lambda z, t: 2 * (lc.sigmoid(z) >= t) - 1, "Your labels are 1 and -1"),
        (lambda z, t: z >= 1 / (1 + np.exp(-t)), "You take the sigmoid of the threshold"),
        (lambda z, t: z >= lc.odds(t), "You compare the log-odds with the odds"),
        (lambda z, t: lc.sigmoid(z) >= np.log(t / (1 - t)), "You compare a probability with"),
        (lambda z, t: lc.sigmoid(-z) <= t, "Your labels are those of 1 - threshold"),
    ],
)
def test_mistakes_about_the_decision_are_named(attempt, said):
    assert names_the_mistake(check_decision(attempt), said)


def test_rounding_is_told_apart_from_a_fixed_threshold():
    assert "at exactly 0.5" in check_decision(lambda z, t: np.round(lc.sigmoid(z))).message
    assert "at exactly 0.5" not in check_decision(lambda z, t: z >= 0).message


def test_an_unknown_decision_gets_the_smallest_input_where_it_differs():
    said = "At z = [-1.0, 0.0, 0.3] and t = 0.5 yours gives 1 at index 0, expected 0."
    assert check_decision(lambda z, t: np.ones(len(z), dtype=int)).message.endswith(said)


# ---- the sigmoid


def sigmoid_with_if(z):
    p = []
    for score in z:
        if score >= 0:
            p.append(1 / (1 + math.exp(-score)))
        else:
            p.append(math.exp(score) / (1 + math.exp(score)))
    return p


def sigmoid_with_masks(z):
    p = np.empty(len(z))
    up = z >= 0
    p[up] = 1 / (1 + np.exp(-z[up]))
    p[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return p


@pytest.fixture(params=[True, False], ids=["", "as in a browser"])
def notices(request, monkeypatch):
    """Let NumPy notice what overflows, or not, as in a browser."""
    monkeypatch.setattr(_watching, "numpy_notices", lambda: request.param)


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    "attempt",
    [
        lambda z: np.where(z >= 0, 1, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z))),
        lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))),
        lambda z: 0.5 + 0.5 * np.tanh(z / 2),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))),
        lambda z: np.exp(-np.logaddexp(0, -z)),
        lambda z: [1 / (1 + np.exp(-score)) if score > 0 else lc.sigmoid(score) for score in z],
        np.vectorize(lc.sigmoid),
        sigmoid_with_if,
        sigmoid_with_masks,
    ],
)
def test_sigmoids_without_an_overflow_pass(attempt):
    assert check_sigmoid(attempt)


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (
            lambda z: 1 / (1 + np.exp(-z)),
            "Your values are right, but e^-z overflows on the way, at z = -1000.",
        ),
        (
            lambda z: [1 / (1 + np.exp(-score)) for score in z],
            "Your values are right, but e^-z overflows on the way, at z = -1000.",
        ),
        (
            lambda z: 1 - 1 / (1 + np.exp(z)),
            "Your values are right, but e^z overflows on the way, at z = 1000.",
        ),
        (
            lambda z: np.where(z < 0, np.exp(z) / (1 + np.exp(z)), 1 / (1 + np.exp(-z))),
            "Your values are right, but both e^z and e^-z are computed",
        ),
        (lambda z: np.exp(z) / (np.exp(z) + 1), "Your formula is right, but at z = 1000"),
        (lambda z: [1 / (1 + math.exp(-score)) for score in z], "math.exp stops with an error"),
        (
            lambda z: [math.exp(score) / (1 + math.exp(score)) for score in z],
            "math.exp stops with an error",
        ),
        (lambda z: 1 / (1 + np.exp(z)), "Your values are those of σ(-z)"),
        (lambda z: np.where(z >= 0, lc.sigmoid(-z), 1 - lc.sigmoid(z)), "Your values are those of"),
        (lambda z: 1 / (1 + np.exp(-np.abs(z))), "For positive z all is well"),
        (lambda z: np.exp(-abs(z)) / (1 + np.exp(-abs(z))), "For negative z all is well"),
        (lambda z: (1 - np.exp(-z)) ** -1.0, "You subtract in the denominator"),
        (lambda z: 1 / 1 + np.exp(-z), "Your values are those of 1 + e^-z"),
        (lambda z: 2 * lc.sigmoid(2 * z) - 1, "tanh runs from -1 to 1"),
        (lambda z: lc.sigmoid(z) * (1 - lc.sigmoid(z)), "You return the slope"),
        (lambda z: np.exp(z), "e^z are the odds"),
    ],
)
def test_mistakes_about_the_sigmoid_are_named(attempt, said):
    assert names_the_mistake(check_sigmoid(attempt), said)


def silently(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


@np.errstate(all="ignore")
def silenced_from_outside(z):
    return 1 / (1 + np.exp(-z))


def silent_from_now_on(z):
    np.seterr(over="ignore")
    return 1 / (1 + np.exp(-z))


def catches_the_warning(z):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 1 / (1 + np.exp(-z))


def catches_the_error(z):
    p = []
    for score in z:
        try:
            p.append(1 / (1 + math.exp(-score)))
        except OverflowError:
            p.append(0.0)
    return p


def catches_the_error_of_numpy(z):
    try:
        with np.errstate(over="raise"):
            return 1 / (1 + np.exp(-z))
    except FloatingPointError:
        return np.where(z < 0, 0.0, 1.0) if abs(z).max() > 700 else lc.sigmoid(z)


def catches_what_a_power_raises(z):
    def one(score):
        try:
            return 1 / (1 + math.e ** -float(score))
        except OverflowError:
            return 0.0

    return [one(score) for score in z]


def by_a_helper(z):
    return 1 / (1 + shrinks(np.asarray(z)))


def shrinks(z):
    return np.exp(-z)


def by_a_power(z):
    return 1 / (1 + np.e ** -np.array(z, dtype=float))


def by_reduction(z):
    return 1 / (1 + np.multiply.reduce([np.exp(-z / 2), np.exp(-z / 2)]))


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    "attempt",
    [
        by_a_helper,
        by_a_power,
        by_reduction,
        np.vectorize(lambda score: 1 / (1 + np.exp(-score))),
        silently,
        silenced_from_outside,
        silent_from_now_on,
        catches_the_warning,
        catches_the_error,
        catches_what_a_power_raises,
    ],
)
def test_an_overflow_is_seen_however_it_is_hidden(attempt):
    said = "Your values are right, but e^-z overflows on the way, at z = -1000."
    assert names_the_mistake(check_sigmoid(attempt), said)
    assert np.geterr()["over"] == "warn"


@pytest.mark.usefixtures("notices")
def test_an_overflow_that_numpy_raises_and_the_student_catches_is_seen():
    assert not check_sigmoid(catches_the_error_of_numpy)


@pytest.mark.parametrize("most", [5, 10, 20, 25, 30])
def test_scores_that_are_cut_off_are_wrong_where_the_sigmoid_is_tiny(most):
    assert not check_sigmoid(lambda z: 1 / (1 + np.exp(-np.clip(z, -most, most))))


def test_an_if_on_an_array_is_explained():
    def sigmoid(z):
        return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))

    assert "np.where chooses for each entry" in check_sigmoid(sigmoid).hint


def test_an_unknown_sigmoid_gets_the_smallest_input_where_it_differs():
    said = "At z = [-2.0, 0.0, 3.0] yours gives 0.5 at index 0, expected 0.11920292."
    assert check_sigmoid(lambda z: 0 * z + 0.5).message.endswith(said)


def test_an_overflow_is_named_and_an_underflow_is_of_no_account():
    verdict = check_sigmoid(lambda z: 1 + np.exp(-z))  # e^-1000 is stored as 0
    assert "underflow" not in verdict.hint
    assert "overflow" in verdict.hint


# ---- whole numbers


@pytest.mark.parametrize(
    ("judge", "right"),
    [(check_sigmoid_derivative, lc.sigmoid_derivative), (check_sigmoid, lc.sigmoid)],
)
def test_an_array_that_swallows_fractions_does_not_pass(judge, right):
    def fills(z):
        filled = np.zeros_like(z)
        filled[:] = right(z)
        return filled

    assert not judge(fills)
