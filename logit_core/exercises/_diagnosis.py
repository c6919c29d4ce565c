"""What may be wrong with an answer whose mistake no exercise knows: kinds of mistakes."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from logit_core.exercises._from_inputs import guesses_about_inputs
from logit_core.exercises._from_numbers import (
    always_the_same,
    guesses_about_infinity,
    guesses_about_numbers,
)
from logit_core.exercises._guess import Guess
from logit_core.exercises._matching import Room, Tried, explains, explains_exactly
from logit_core.exercises._reading import (
    ends_in_its_first_round,
    notebook_data,
    unused_arguments,
)
from logit_core.exercises._repairs import repair
from logit_core.exercises._where import where_it_is_wrong
from logit_core.exercises._words import say_number


class Diagnosis(NamedTuple):
    """What is wrong, in whole sentences, and the next step."""

    message: str
    hint: str


class _Case(NamedTuple):
    """A function and how it answered; the calls that tell most come first."""

    attempt: Callable[..., Any]
    reference: Callable[..., Any]
    telling: list[Tried]
    room: Room
    afterwards: Callable[[Any], object] | None

    @property
    def names(self) -> list[str]:
        """The names of the arguments."""
        return self.telling[0].call.names


def diagnosis(
    attempt: Callable[..., Any],
    reference: Callable[..., Any],
    telling: list[Tried],
    room: Room,
    afterwards: Callable[[Any], object] | None = None,
) -> Diagnosis | None:
    """Return a kind of mistake that explains every answer of the student's, or None.

    Five ways lead to one, the surest first: the numbers are those of a typical error, of the result
    or of an argument; one small change makes the function right everywhere; the code itself shows
    it; or the wrong answers lie all in one place. The calls that tell most come first. A change
    that makes all right must also leave `afterwards`, which asks for more than values, nothing to
    say.
    """
    case = _Case(attempt, reference, telling, room, afterwards)
    for find in (_by_numbers, _by_what_is_unused, _by_the_place, _by_a_change, _by_the_rest):
        found = find(case)
        if found is not None:
            return found
    return None


def yes_or_no(tried: list[Tried]) -> Diagnosis | None:
    """Say that True and False are returned where numbers are asked for."""
    answers = [value for one in tried for value in one.call.values or []]
    asked = [value for one in tried for value in one.wanted]
    is_truth = bool(answers) and all(value.dtype == bool for value in answers)
    is_number = any(value.ndim == 0 and value not in (0, 1) for value in asked)
    if not is_truth or not is_number:
        return None
    return Diagnosis(
        "Your function returns True or False, and a number is asked for.",
        "Does the number stand behind your return, or whether something is so?",
    )


def _by_numbers(case: _Case) -> Diagnosis | None:
    def guesses() -> Iterator[Guess]:
        yield from guesses_about_numbers(case.telling, case.room)
        yield from guesses_about_inputs(case.reference, case.telling, case.names, case.attempt)

    with np.errstate(all="ignore"):  # what is guessed may divide by 0
        if case.telling[0].is_telling:
            possible = [
                guess for guess in guesses() if explains(guess.answer, case.telling[:1], case.room)
            ]
            ways = [explains_exactly, explains]
        else:
            possible, ways = list(guesses_about_infinity()), [explains_exactly]
        for one_explains in ways:
            for guess in possible:
                if one_explains(guess.answer, case.telling, case.room):
                    return Diagnosis(guess.message, guess.hint)
    return None


def _by_a_change(case: _Case) -> Diagnosis | None:
    found = repair(case.attempt, case.telling, case.names, case.room)
    if found is not None and case.afterwards and case.afterwards(found.function) is not None:
        return None
    return None if found is None else Diagnosis(found.message, found.hint)


def _by_what_is_unused(case: _Case) -> Diagnosis | None:
    unused, data = unused_arguments(case.attempt), notebook_data(case.attempt)
    if unused and data:
        return Diagnosis(
            f"Your function never looks at its {_list(unused)}, but at {_list(data)}, which an "
            "earlier cell made.",
            "The check brings inputs of its own. Which names should come from the brackets?",
        )
    if unused:
        return Diagnosis(
            f"Your function never looks at its {_list(unused)}.",
            "Where does it enter the formula?",
        )
    return None


def _by_the_rest(case: _Case) -> Diagnosis | None:
    if ends_in_its_first_round(case.attempt):
        return Diagnosis(
            "Your loop ends in its first round: a return or a break in it is always met.",
            "Does return stand inside the loop or after it?",
        )
    same = always_the_same(case.telling)
    if same is not None:
        return Diagnosis(
            f"Your answer is {say_number(np.float64(same))}, whatever the input.",
            "Is a number of the text built in, or does your function not look at its input?"
            if np.isfinite(same)
            else "Is the logarithm of 0 taken, as of a label, or something divided by 0?",
        )
    data = [
        name for name in notebook_data(case.attempt) if np.size(case.attempt.__globals__[name]) > 1
    ]
    if data:
        return Diagnosis(
            f"Your function reads {_list(data)}, which an earlier cell made.",
            "The check brings inputs of its own. Which names should come from the brackets?",
        )
    return None


def _by_the_place(case: _Case) -> Diagnosis | None:
    found = where_it_is_wrong(case.telling, case.names, case.room)
    return None if found is None else Diagnosis(*found)


def _list(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
