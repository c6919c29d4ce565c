"""An exercise as data: what its record says, and what it keeps."""

import itertools

import numpy as np
import pytest

from logit_core.exercises import Mistake, Verdict, check
from logit_core.exercises.exercise import Exercise

from .judging import odds

INPUTS = [0.25, 0.5]
TWICE = Mistake(lambda p: 2 * odds(p), "You count it twice.", "How often is it there?")
HALF = Mistake(lambda p: odds(p) / 2, "You count half of it.", "Which half?", see="Halves")


def exercise(**more):
    return Exercise(1, "odds", odds, INPUTS, [TWICE, HALF], see="Odds", **more)


@pytest.mark.parametrize(
    "attempt", [odds, lambda p: 2 * odds(p), lambda p: p, lambda p: 1 / 0, None, "odds"]
)
def test_a_record_judges_as_check_does(attempt):
    mistakes = [Mistake(TWICE.function, TWICE.message, TWICE.hint, "Odds"), HALF]
    assert exercise().judge(attempt) == check(attempt, odds, INPUTS, mistakes=mistakes)


def test_the_tolerance_of_a_record_is_that_of_its_check():
    def nearly(p):
        return odds(p) + 1e-4

    assert exercise(tolerance=1e-3).judge(nearly)
    assert not exercise().judge(nearly)


def test_a_mistake_that_names_no_section_takes_the_one_of_its_exercise():
    assert exercise().judge(lambda p: 2 * odds(p)).see == "Odds"
    assert exercise().judge(lambda p: odds(p) / 2).see == "Halves"
    assert TWICE.see == ""


def test_a_record_is_shown_by_its_chapter_and_its_title():
    assert repr(exercise()) == "Exercise(1, 'odds')"


def test_what_is_made_up_is_printed_by_no_message():
    verdict = exercise(more=lambda rng: [0.125]).look_at(lambda p: 7.5 if p == 0.125 else odds(p))
    assert not verdict.passed
    assert "0.125" not in repr(verdict)
    assert "7.5" not in repr(verdict)


def test_an_exercise_once_passed_stays_passed():
    one = exercise()
    seen = [one.passed]
    for attempt in (None, np.sqrt, odds, None, np.sqrt):
        one.judge(attempt)
        seen.append(one.passed)
    assert seen == [None, None, False, True, True, True]


def test_looking_at_an_attempt_keeps_nothing():
    one = exercise()
    assert one.look_at(odds)
    assert one.passed is None


def test_right_numbers_may_be_looked_at_once_more():
    seen = []

    def looks_on(attempt):
        seen.append(attempt)
        return Verdict(False, "It is right, and slow.") if len(seen) == 1 else None

    one = exercise(afterwards=looks_on)
    assert one.judge(odds).message == "It is right, and slow."
    assert one.passed is False
    assert one.judge(odds)
    assert not one.judge(lambda p: p)
    assert seen == [odds, odds]


def test_wrong_answers_that_change_from_call_to_call_get_their_own_verdict():
    by_chance = Verdict(False, "You throw dice.", "Why?", "Odds")
    one = exercise(unrepeatable=by_chance)
    count = itertools.count(1.0)
    assert one.judge(lambda p: next(count)) == by_chance
    assert exercise().judge(lambda p: next(count)) != by_chance


@pytest.mark.parametrize(
    "attempt",
    [
        lambda p: p,
        lambda p: np.nan,
        lambda p: np.zeros(2),
        lambda p: 1 / 0,
        lambda p: "0.5",
        lambda p: (1, 2),
        0.5,
        None,
    ],
)
def test_wrong_answers_that_stay_the_same_are_not_called_changing(attempt):
    by_chance = Verdict(False, "You throw dice.")
    assert exercise(unrepeatable=by_chance).judge(attempt) == exercise().judge(attempt)


def test_an_error_among_answers_that_change_is_what_is_told():
    count = itertools.count(1.0)

    def stops_at_one_half(p):
        return next(count) / (p != 0.5)

    verdict = exercise(unrepeatable=Verdict(False, "You throw dice.")).judge(stops_at_one_half)
    assert verdict.message.startswith("At p = 0.25 yours gives 1.0")


def test_right_answers_that_change_within_the_tolerance_pass():
    dice = np.random.default_rng(0)

    def nearly(p):
        return odds(p) + 1e-12 * dice.random()

    assert exercise(unrepeatable=Verdict(False, "You throw dice.")).judge(nearly)
