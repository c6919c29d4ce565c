"""Right answers, differences, and known mistakes."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logit_core.exercises import Mistake, Verdict, check

from .judging import MATRIX, check_odds, odds, scores


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_a_function_agrees_with_itself(values):
    assert check(np.tanh, np.tanh, values)


@pytest.mark.parametrize(
    "attempt",
    [
        odds,
        lambda p: 1 / (1 / np.asarray(p) - 1),
        lambda p: [each / (1 - each) for each in p] if np.ndim(p) else p / (1 - p),
        lambda p: np.asarray(odds(p), dtype=object),
        lambda p: Fraction(p) / (1 - Fraction(p)) if np.ndim(p) == 0 else odds(p),
    ],
    ids=["itself", "other formula", "loop", "array of objects", "fractions"],
)
def test_a_right_answer_written_differently_passes(attempt):
    verdict = check_odds(attempt)
    assert verdict.passed, verdict
    assert verdict.message == "Your function agrees with odds on all 3 inputs."


def test_a_tuple_holds_arguments_and_anything_else_is_one_argument():
    assert check(lambda X, w: (X * w).sum(axis=1), scores, [MATRIX])
    assert check(lambda x: sum(x), np.sum, [[1.0, 2.0], np.array([3.0, 4.0]), ((5.0, 6.0),)])


def test_inputs_may_come_from_a_generator():
    assert check(np.exp, np.exp, (x / 2 for x in range(5)))


def test_neither_function_sees_what_the_other_does_to_an_array():
    def spoil(x):
        x[:] = 0.0
        return 1.0

    mine = np.ones(3)
    assert not check(spoil, np.sum, [mine])
    assert (mine == 1.0).all()
    with pytest.raises(ValueError, match="not enough"):
        check(spoil, lambda x: (_ for _ in ()).throw(ValueError("not enough")), [mine])


def test_the_first_input_that_differs_bears_the_name_that_the_student_gave_it():
    verdict = check(lambda value: 1 / 3 if value == 0.25 else 7, odds, [0.25, 0.5])
    assert verdict == Verdict(False, "At value = 0.5 yours gives 7, expected 1.0.")


def test_no_inputs_are_refused():
    with pytest.raises(ValueError, match=r"inputs must hold 1 to 10,000 entries, got 0"):
        check(odds, odds, [])


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ValueError, match="tolerance must be at least 0, got -1"):
        check(odds, odds, [0.5], tolerance=-1)


def test_a_reference_that_returns_no_numbers_is_refused():
    with pytest.raises(TypeError, match="reference must return numbers for all inputs, got a text"):
        check(odds, str, [0.5])


@pytest.mark.parametrize("result", [(), np.ma.masked, [np.ma.masked, 1.0]], ids=repr)
def test_a_reference_that_returns_nothing_to_compare_with_is_refused(result):
    with pytest.raises(TypeError, match=r"^reference must return numbers for all inputs, got"):
        check(odds, lambda p: result, [0.5])


def test_an_input_that_the_reference_cannot_take_is_refused():
    said = (
        r"^inputs must be what reference can take, got \(0.0,\): ZeroDivisionError: '(float )?div"
    )
    with pytest.raises(ValueError, match=said):
        check(odds, lambda p: 1 / p, [0.5, 0.0])


def inverse(p):
    return (1 - np.asarray(p)) / np.asarray(p)


def overflows(z):
    return np.exp(z) / (1 + np.exp(z))


ODDS_AGAINST = Mistake(inverse, "These are the odds against it.", "Which comes first?")


PRODUCT = Mistake(lambda p: np.asarray(p) * (1 - np.asarray(p)), "You multiply.", "Divide.")


def test_a_known_mistake_is_named_before_the_numbers():
    verdict = check(lambda p: 1 / p - 1, odds, [0.2, 0.5], mistakes=[PRODUCT, ODDS_AGAINST])
    assert verdict == Verdict(
        False,
        "These are the odds against it. At p = 0.2 yours gives 4.0, expected 0.25.",
        "Which comes first?",
    )


@pytest.mark.parametrize("see", [None, 0, 7, "x" * 5000, "  "])
def test_a_section_that_could_not_be_told_is_refused(see):
    with pytest.raises((TypeError, ValueError), match="see"):
        Mistake(inverse, "These are the odds against it.", "Which comes first?", see)


def test_the_section_to_see_comes_from_the_mistake_and_leaves_its_words_alone():
    against = Mistake(inverse, "These are the odds against it.", "Which comes first?", "Odds")
    verdict = check(lambda p: 1 / p - 1, odds, [0.2, 0.5], mistakes=[PRODUCT, against])
    assert verdict == Verdict(
        False,
        "These are the odds against it. At p = 0.2 yours gives 4.0, expected 0.25.",
        "Which comes first?",
        "Odds",
    )
    assert check(lambda p: 7, odds, [0.2], mistakes=[against]).see == ""


def test_one_mistake_may_show_in_several_functions():
    raised = Mistake([lambda p, k=k: p**k for k in (2, 3)], "You take a power.", "Of what?")
    assert len(raised.functions) == 2
    for power in (lambda p: p * p, lambda p: p * p * p):
        verdict = check(power, odds, [0.2, 0.4], mistakes=[ODDS_AGAINST, raised])
        assert verdict.message.startswith("You take a power. At p = 0.2")
    mixed = check(lambda p: p**2 if p < 0.3 else p**3, odds, [0.2, 0.4], mistakes=[raised])
    assert mixed.message.startswith("At p = 0.2 yours gives")


def test_a_mistake_must_give_the_students_numbers_at_every_input():
    def mixed(p):
        return 1 / p - 1 if p < 0.5 else p

    verdict = check(mixed, odds, [0.2, 0.7], mistakes=[ODDS_AGAINST])
    assert verdict.message == "At p = 0.2 yours gives 4.0, expected 0.25."


def test_a_mistake_is_not_named_where_its_numbers_are_the_right_ones():
    def wrong_elsewhere(p):
        return 1 / p - 1 if p == 0.5 else 7

    verdict = check(wrong_elsewhere, odds, [0.5, 0.7], mistakes=[ODDS_AGAINST])
    assert verdict.message.startswith("At p = 0.7 yours gives 7")


def test_a_mistake_may_lie_in_nan_or_in_an_error():
    sigmoid = np.vectorize(lambda z: 0.5 * (1 + np.tanh(z / 2)))
    naive = Mistake(overflows, "Your exp overflows.", "Which sign of z is the harmless one?")
    verdict = check(lambda z: 1 - 1 / (1 + np.exp(z)), sigmoid, [1.0, 1000.0], mistakes=[naive])
    assert verdict.passed
    verdict = check(overflows, sigmoid, [1.0, np.float64(1000.0)], mistakes=[naive])
    assert verdict.message.startswith("Your exp overflows. At z = 1000.0 yours gives nan")
    raises = Mistake(lambda p: 1 // 0, "You divide by zero.", "By what?")
    verdict = check(lambda p: 1 / (p - p), odds, [0.5], mistakes=[raises])
    assert verdict.message.startswith("You divide by zero. At p = 0.5 your function stopped")


@pytest.mark.parametrize(("extreme", "is_named"), [(np.inf, True), (-np.inf, False), (7.0, False)])
def test_a_mistake_explains_infinite_answers_too(extreme, is_named):
    def careful_but_inverse(p):
        return extreme if p == 0 else 1 / p - 1

    message = check(careful_but_inverse, odds, [0.2, 0.0], mistakes=[ODDS_AGAINST]).message
    assert message.startswith("These are the odds against it.") == is_named


def test_a_guard_leaves_a_mistake_what_it_is():
    def guarded(p):
        return odds(p) if p == 0 else 1 / p - 1

    message = check(guarded, odds, [0.2, 0.0], mistakes=[ODDS_AGAINST]).message
    assert message.startswith("These are the odds against it.")
    assert check(lambda p: odds(p) if p == 0 else 7, odds, [0.2, 0.0]).message.startswith("At p")


def test_python_stops_where_numpy_goes_on_with_inf():
    assert check(lambda p: 1 / p - 1, odds, [0.2, 0.0], mistakes=[ODDS_AGAINST]).message.startswith(
        "These are the odds against it."
    )


def test_a_warning_is_told_with_the_call_that_gave_it():
    def warns(p):
        return np.float64(1) / p - 1

    hint = check(warns, odds, [0.2, 0.0], mistakes=[ODDS_AGAINST]).hint
    assert hint.endswith(
        "At p = 0.0: Python warned on the way: divide by zero encountered in scalar divide."
    )
    hint = check(warns, odds, [0.0, 0.2], mistakes=[ODDS_AGAINST]).hint
    assert "At p" not in hint
    assert "divide by zero" in hint


def test_a_wrong_shape_can_be_a_known_mistake():
    def each(y):
        return np.asarray(y) ** 2

    one_each = Mistake(each, "You return one loss per point.", "What is the mean?")
    verdict = check(each, lambda y: float(np.mean(each(y))), [np.arange(3.0)], mistakes=[one_each])
    assert verdict.message.startswith("You return one loss per point. At y = [0.0, 1.0, 2.0] yours")


def test_a_mistake_keeps_what_else_was_noticed():
    def talks(p):
        print("here")
        return 1 / p - 1

    hint = check(talks, odds, [0.2], mistakes=[ODDS_AGAINST]).hint
    assert hint == "Which comes first? Your function printed: here."


def test_a_mistake_that_changes_its_arguments_does_no_harm():
    def spoils(p):
        p[:] = 0
        return p

    mistakes = [Mistake(spoils, "You return zeros.", "Compute."), ODDS_AGAINST]
    verdict = check(lambda p: 1 / p - 1, odds, [np.array([0.2, 0.5])], mistakes=mistakes)
    assert verdict.message.startswith("These are the odds against it.")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"reference": 3}, "reference must be a function, got 3$"),
        ({"inputs": 3.0}, r"inputs must be a list of inputs, got 3\.0$"),
        ({"inputs": itertools.count()}, "inputs must hold 1 to 10,000 entries, got more$"),
        ({"inputs": np.ma.masked_equal([1, 2], 2)}, r"inputs must not hold missing values, got \("),
        (
            {"inputs": [[np.ma.masked_equal([1, 2], 2)]]},
            r"inputs must not hold missing values, got \(",
        ),
        ({"inputs": "123", "reference": float}, "inputs must be a list of inputs, got '123'$"),
        ({"inputs": b"123"}, "inputs must be a list of inputs, got b'123'$"),
        ({"inputs": {1.0}}, "inputs must be a list of inputs, got {1.0}$"),
        ({"inputs": {1.0: 2.0}}, "inputs must be a list of inputs, got {1.0: 2.0}$"),
        ({"mistakes": {PRODUCT}}, "mistakes must be a list of Mistake, got {"),
        ({"mistakes": [abs]}, "mistakes must be a list of Mistake, got <built-in"),
    ],
)
def test_what_a_judge_cannot_use_is_refused_by_name(given, reason):
    call = {"attempt": abs, "reference": abs, "inputs": [1.0], **given}
    with pytest.raises(ValueError, match=f"^{reason}"):
        check(**call)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"function": 3}, "function must be a list of functions, got 3$"),
        ({"function": [abs, 3]}, "function must be a function, got 3$"),
        ({"message": ""}, "message must not be empty"),
        ({"hint": None}, "hint must be a text, got None$"),
        ({"see": 3}, "see must be a text, got 3$"),
    ],
)
def test_a_mistake_that_could_not_be_told_is_refused_by_name(given, reason):
    with pytest.raises(ValueError, match=f"^{reason}"):
        Mistake(**{"function": abs, "message": "You double.", "hint": "Why?", **given})
