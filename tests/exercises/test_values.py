"""Which results count as the wanted numbers, and what is said of other things."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logit_core.exercises import check

from .judging import MATRIX, check_odds, odds, scores


def test_labels_may_be_true_and_false():
    def predict(z):
        return (np.asarray(z) >= 0).astype(int)

    assert check(lambda z: np.asarray(z) >= 0, predict, [np.array([-1.0, 0.0, 2.0])])


def test_infinities_agree_with_themselves_only():
    assert check(lambda x: np.inf, lambda x: np.inf, [0.0])
    assert not check(lambda x: -np.inf, lambda x: np.inf, [0.0])
    assert not check(lambda x: 1e308, lambda x: np.inf, [0.0])


def test_a_tuple_of_results_is_compared_value_by_value():
    def both(x):
        return x, np.array([x, x**2])

    assert check(lambda x: (x, [x, x * x]), both, [3.0])
    verdict = check(lambda x: (x, [x, x]), both, [3.0])
    assert verdict.message == "At x = 3.0 yours gives 3.0 at index 1 as value 2 of 2, expected 9.0."
    assert "returns 3 values, expected 2" in check(lambda x: (1, 2, 3), both, [3.0]).message
    assert "the number 3.0, expected 2 values" in check(lambda x: x, both, [3.0]).message


@given(st.floats(-1e6, 1e6), st.floats(0.01, 0.99))
def test_the_tolerance_is_a_share_above_one_and_absolute_below(value, share):
    room = 1e-3 * max(1.0, abs(value))
    assert check(lambda x: x + share * room, lambda x: x, [value], tolerance=1e-3)
    assert not check(lambda x: x + (1 + share) * room, lambda x: x, [value], tolerance=1e-3)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (np.ones(3), "yours gives an array of shape (3,), expected one number."),
        (np.ones((1, 1)), "yours gives an array of shape (1, 1), expected one number."),
        ("0.333", "your function returns a text ('0.333'), expected numbers."),
        ("0.333", "expected numbers. Quotes, str and f-strings make texts."),
        ([1, "a"], "returns a list that holds a text ('a'), expected numbers. Quotes, str and"),
        ([["b"], ["a"]], "returns a list that holds a text ('b'), expected numbers. Quotes"),
        (("a", "b"), "2 values"),
        ([[1], [2, 3]], "returns a list whose entries are not all of one length, expected numbers"),
        ([1, [2]], "not all of one length, expected numbers. Which of them should be one number?"),
        ([[[0], [1]], [[2], []]], "returns a list whose entries are not all of one length"),
        ([{}, {}], "returns something of type list, expected numbers."),
        ({"p": 1}, "something of type dict, expected numbers."),
        ({0.3}, "something of type set, expected numbers."),
        (1j, "something of type complex, expected numbers."),
        pytest.param(10**5000, "a very large number, expected numbers.", id="large"),
        ((1, 2), "returns 2 values, expected one."),
        ((x for x in [1]), "something of type generator, expected numbers."),
        (np.datetime64("2020-01-01"), "something of type datetime64, expected numbers."),
        (object(), "something of type object, expected numbers."),
        (odds, "returns a function. Are the brackets of a call missing?"),
    ],
)
def test_a_result_of_the_wrong_kind_is_named(result, said):
    verdict = check_odds(lambda p: result)
    assert not verdict.passed
    assert said in verdict.message


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (np.array(["0", "1"]), "returns texts in an array of shape (2,), expected numbers."),
        (np.array([True, False]), "gives an array of shape (2,), expected one number."),
    ],
)
def test_an_array_in_the_place_of_a_number_is_named_with_what_it_holds(result, said):
    assert said in check(lambda p: result, odds, [0.5]).message


@pytest.mark.parametrize("n_entries", [2, 3])
def test_one_array_in_the_place_of_two_is_named_however_long_it_is(n_entries):
    def halves(x):
        return x / 2, -x / 2

    said = f"returns an array of shape ({n_entries},), expected 2 arrays."
    assert said in check(lambda x: x / 2, halves, [np.ones(n_entries)]).message


def test_one_number_where_an_array_is_expected_is_named():
    said = "At p = [0.1, 0.2, 0.3] yours gives one number, expected an array of shape (3,)."
    assert check_odds(lambda p: float(np.mean(odds(p)))).message == said


MASKED = {
    "an array": lambda v: np.ma.array(v, mask=[0, 1, 0]),
    "all of it": lambda v: np.ma.array(v, mask=True),
    "one in a list": lambda v: [v[0], np.ma.masked, v[2]],
    "rows in a list": lambda v: [np.ma.array([one], mask=True) for one in v],
}


@pytest.mark.parametrize("hide", MASKED.values(), ids=MASKED)
def test_an_answer_under_a_mask_does_not_pass(hide):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = check(lambda v: hide(2 * v), lambda v: 2 * v, [np.array([1.0, 2.0, 3.0])])
    assert "your function returns numbers that are masked" in verdict.message


def test_nan_is_wrong_and_explained():
    verdict = check_odds(lambda p: np.nan)
    assert "yours gives nan" in verdict.message
    assert verdict.hint.startswith("nan comes from 0/0")
    assert not check(lambda p: np.array([1.0, np.nan]), lambda p: np.ones(2), [0])


def test_an_array_changed_in_place_is_named():
    def doubles_and_divides(p):
        p *= 2
        return p / 2 / (1 - p / 2)

    verdict = check(doubles_and_divides, odds, [np.array([0.25, 0.5])])
    assert verdict.message == (
        "At p = [0.25, 0.5] the result is right, but your function changes the p that it is given."
    )
    assert "p.copy()" in verdict.hint


def test_a_wrong_result_tells_of_the_changed_array_too():
    def sorts(X, w):
        w.sort()
        return X @ w

    verdict = check(sorts, scores, [MATRIX])
    assert "yours gives" in verdict.message
    assert "changes the w" in verdict.hint


def test_a_list_that_grows_is_a_change():
    def appends(values):
        values.append(np.ones(1))
        return 3.0

    assert "changes the values" in check(appends, lambda values: 3.0, [([1.0, 2.0],)]).message


def test_a_generator_of_random_numbers_may_move_on():
    def draw(rng):
        return rng.normal()

    assert check(draw, draw, [np.random.default_rng(0)])


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ((1.0,), "returns a tuple of one value. Is there a comma behind the value?"),
        ((1.0, 2.0), "returns 2 values, expected one."),
    ],
)
def test_a_tuple_in_the_place_of_one_number_is_named(result, said):
    assert said in check_odds(lambda p: result).message


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ([1.0], "returns 1 value, expected 2."),
        ((1.0, None), "value 2 of 2 is None. Was it ever computed?"),
        ((None, 1.0), "value 1 of 2 is None. Was it ever computed?"),
        ((1.0, [1.0, None]), "one of the values in it is None."),
    ],
)
def test_values_that_are_missing_are_named(result, said):
    assert said in check(lambda x: result, lambda x: (x, x), [1.0]).message


def test_a_short_float_passes_within_its_own_precision_and_is_named_beyond_it():
    assert check(lambda x: np.float32(x / 3), lambda x: x / 3, [1.0])
    verdict = check(lambda x: np.float32(x / 3 + 1e-5), lambda x: x / 3, [1.0])
    assert "float32, which keeps few digits" in verdict.hint


def test_two_numbers_that_differ_are_never_shown_alike():
    verdict = check(lambda x: -1.09861228, lambda x: -np.log(3.0), [1.0], tolerance=1e-12)
    yours, wanted = verdict.message.split("yours gives ")[1].rstrip(".").split(", expected ")
    assert yours != wanted
