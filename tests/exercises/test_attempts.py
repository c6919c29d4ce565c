"""What a student's function may do, and what is said of it."""

import math
import sys
import warnings

import numpy as np
import pytest

from logit_core.exercises import check
from logit_core.exercises._attempts import run_once
from logit_core.exercises._watching import overflows

from .judging import MATRIX, check_odds, odds, scores


def forgets_return(p):
    p / (1 - p)


def only_prints(p):
    print("odds:", p / (1 - p))


def divides_by_zero(p):
    q = 0 * p
    return 1 / q


def exits(p):
    raise SystemExit(1)


def asks_an_array_whether_it_is_positive(p):
    if p > 0:
        return p / (1 - p)
    return 0.0


def calls_itself(p):
    return calls_itself(p)


def misspells(p):
    return pp / (1 - p)  # noqa: F821


def asks_for_a_key(p):
    return {}["odds"]


def forgets_the_module(p):
    return linspace(p, 1 - p)  # noqa: F821


def misspells_an_attribute(p):
    return np.lgo(p)


def gives_nan(p):
    return np.nan


async def is_async(p):
    return p / (1 - p)


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def raises_the_unspeakable(p):
    raise UnspeakableError


class HostileResult:
    def __array__(self, dtype=None, copy=None):
        raise SystemExit("from inside the result")

    def __repr__(self):
        raise RuntimeError("no text")


def closes_the_output(p):
    sys.stdout.close()
    return odds(p)


def takes_one_exponential(p):
    return odds(p) + 0 * math.exp(p)


def takes_two_of_math(p):
    return odds(p) + 0 * math.log(math.exp(p))


@pytest.mark.parametrize(
    ("attempt", "said", "hint"),
    [
        (forgets_return, "At p = 0.25 your function returns nothing.", "Did you forget return?"),
        (only_prints, "your function prints odds: 0.3333333333333333 but", "return in place of"),
        (divides_by_zero, "division by zero)", "divisor 0"),
        (divides_by_zero, "return 1 / q", ""),
        (exits, "SystemExit (1)", "hands back its result with return"),
        (asks_an_array_whether_it_is_positive, "ValueError (The truth value", "np.where"),
        (takes_one_exponential, "an array: math.exp takes one.", "for each entry"),
        (takes_two_of_math, "an array: math.log and math.exp take one.", "for each entry"),
        (calls_itself, "Your function calls itself without end.", "Which call of it"),
        (misspells, "NameError (name 'pp' is not defined)", "Do you mean `p`?"),
        (asks_for_a_key, "asked for a key that it does not have", "not in your table"),
        (forgets_the_module, "Python does not know `linspace` alone.", "Is it np.linspace?"),
        (misspells_an_attribute, "There is no `lgo` in numpy.", "Do you mean `log`?"),
        (gives_nan, "yours gives nan", "nan comes from 0/0, inf - inf"),
        (is_async, "something of type coroutine", ""),
        (raises_the_unspeakable, "stops itself with UnspeakableError. It happened", "Which one?"),
        (lambda p: HostileResult(), "SystemExit (from inside the result)", ""),
        (lambda: 1.0, "calls your function with 1 value, but yours is written for ()", "same"),
        (lambda p, q: 1.0, "but yours is written for (p, q)", "same arguments"),
        (list, "stopped with TypeError", ""),
        (0.5, "it was given the number 0.5", "without brackets"),
        (np.ones(3), "it was given an array of shape (3,)", "without brackets"),
        ("odds", "it was given a text ('odds')", "without brackets"),
        (True, "it was given the number True", "without brackets"),
        (HostileResult(), "something of type HostileResult", "without brackets"),
    ],
)
def test_what_goes_wrong_becomes_a_sentence(attempt, said, hint):
    verdict = check_odds(attempt)
    assert not verdict.passed
    assert said in verdict.message
    assert hint in verdict.hint
    assert repr(verdict).startswith("Not yet. ")


def test_the_line_of_an_error_is_the_students_own():
    def inverts(X, w):
        return np.linalg.inv(X)

    message = check(inverts, scores, [MATRIX]).message
    assert "LinAlgError" in message
    assert "return np.linalg.inv(X) Only a square table" in message


def stub(p):
    """Return the odds."""
    ...


def passes(p):
    pass


def returns_dots(p):
    return ...


def computes_with_dots(p):
    answer = ...
    return answer / (1 - p)


def returns_a_name_for_dots(p):
    answer = ...
    return answer


def raises_not_implemented(p):
    raise NotImplementedError


def gives_dots_to_numpy(p):
    return np.exp(...)


@pytest.mark.parametrize(
    "attempt",
    [
        stub,
        passes,
        returns_dots,
        computes_with_dots,
        returns_a_name_for_dots,
        raises_not_implemented,
        gives_dots_to_numpy,
        lambda p: None,
        lambda p: NotImplemented,
        lambda: ...,
        ...,
        None,
        NotImplemented,
    ],
)
def test_an_empty_place_is_not_started(attempt):
    verdict = check_odds(attempt)
    assert not verdict.passed
    assert verdict.message.startswith("This exercise is not started")


def test_what_is_printed_is_held_back_and_told(capsys):
    def talks(p):
        print("here", p)
        return 0.0

    assert check_odds(talks).hint == "Your function printed: here 0.25."
    assert check_odds(lambda p: print("x") or odds(p))
    assert check_odds(closes_the_output)
    assert capsys.readouterr().out == ""


def test_warnings_do_not_leak_and_are_told():
    def overflows(z):
        warnings.warn("mind the step", stacklevel=1)
        return np.exp(np.float64(z))

    with warnings.catch_warnings(record=True) as leaked:
        warnings.simplefilter("always")
        verdict = check(overflows, np.tanh, [1000.0])
        assert check(lambda z: np.exp(z) * 0 + np.exp(z), np.exp, [np.ones(2)])
    assert not leaked
    assert verdict.hint == "Python warned on the way: mind the step."


def test_an_overflow_is_seen_in_numpy_itself_and_the_watch_ends():
    before = sys.gettrace()
    assert overflows(np.exp, (1000.0,))
    assert not overflows(lambda z: np.exp(-z), (1000.0,))
    assert sys.gettrace() is before


def test_settings_of_numpy_stay_as_they_were():
    def meddles(p):
        np.seterr(all="raise")
        return odds(p)

    before = np.geterr()
    assert check_odds(meddles)
    assert np.geterr() == before


def takes_the_larger(x):
    return max(0, x)


def takes_the_smaller(x):
    return min(0, x)


def asks_for_both(x):
    return np.where((x > 0) and (x < 1), 1, 0)


def asks_for_a_range(x):
    return np.where(0 < x < 1, 1, 0)


def forgets_the_brackets(x):
    is_large, is_small = x > 1, x < 1
    return (is_large == 1 & is_small == 0).sum()


def asks_whether_they_are_equal(x):
    if x == x:
        return 1.0
    return 0.0


def asks_whether_it_is_large(x):
    return 1.0 if x > 0 else 0.0


@pytest.mark.parametrize(
    ("attempt", "cure"),
    [
        (takes_the_larger, "np.maximum(a, b)"),
        (takes_the_smaller, "np.minimum(a, b)"),
        (asks_for_both, "write & or |"),
        (asks_for_a_range, "write & or |"),
        (forgets_the_brackets, "brackets around each comparison: (a == 1) & (b == 1)"),
        (asks_whether_they_are_equal, "np.all(a == b)"),
        (asks_whether_it_is_large, "An if looks at one number, not at an array. np.where"),
    ],
)
def test_the_truth_value_of_an_array_has_a_cure_for_each_way_of_asking(attempt, cure):
    verdict = check(attempt, np.tanh, [np.array([0.5, 2.0])])
    assert "truth value" in verdict.message
    assert cure in verdict.hint


@pytest.mark.parametrize(("answer", "n_calls"), [(None, 3), (..., 1)])
def test_who_answers_nothing_is_not_asked_again_and_again(answer, n_calls):
    asked = []

    def attempt(p):
        asked.append(p)
        return answer

    check(attempt, odds, np.linspace(0.1, 0.8, 10))
    assert len(asked) == n_calls


def test_what_an_error_says_in_numbers_is_not_told_of_made_up_inputs():
    def complains(p):
        raise ValueError(f"not {p}")

    told = run_once(complains, (0.125,), 1).verdict
    untold = run_once(complains, (0.125,), 1, made_up=True).verdict
    assert "(not 0.125)" in told.message
    assert "0.125" not in untold.message
    in_words = run_once(asks_for_a_key, (0.125,), 1, made_up=True).verdict
    assert "('odds')" in in_words.message


def test_a_wrong_result_is_told_before_the_argument_that_was_changed():
    def spoils(x):
        x[:] = 0.0
        return 1.0

    verdict = check(spoils, np.sum, [np.ones(3)])
    assert verdict.message == "At x = [1.0, 1.0, 1.0] yours gives 1.0, expected 3.0."
    assert "also changes the x" in verdict.hint
