"""Whether a wrong function explains a student's answers: all of them, at every tested input."""

import copy
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core.exercises._attempts import ARITHMETIC, Call
from logit_core.exercises._values import close, read_values, to_floats

Function = Callable[..., Any]
Values = list[NDArray[Any]]
Answer = Values | type[BaseException]


class Room(NamedTuple):
    """How far a right number may be off: a share of what is expected, above the floor."""

    tolerance: float
    floor: float = 1.0

    def holds(self, yours: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.bool_]:
        return close(yours, wanted, self.tolerance, self.floor)

    def equal(self, one: Values, other: Values) -> bool:
        """Say whether shapes and numbers are equal; nan equals nan here."""
        for a, b in zip(one, other, strict=True):
            if a.shape != b.shape:
                return False
            if a.dtype == b.dtype and a.tobytes() == b.tobytes():
                continue
            near = self.holds(a, b)
            if not near.all() and not (near | (_is_nan(a) & _is_nan(b))).all():
                return False
        return True


class Tried(NamedTuple):
    """One call, what it should have given, and whether it did."""

    call: Call
    wanted: Values
    is_right: bool

    @property
    def is_telling(self) -> bool:
        """Say whether the answer is wrong and of numbers only: no error, no inf, no nan."""
        return not self.is_right and self.call.values is not None and is_finite(self.call.values)


def tried(calls: Sequence[Call], expected: Sequence[Values], room: Room) -> list[Tried]:
    return [
        Tried(call, wanted, call.values is not None and room.equal(call.values, wanted))
        for call, wanted in zip(calls, expected, strict=True)
    ]


Guessed = Callable[[Tried], Answer]


def answers_of(function: Function) -> Guessed:
    """Return what a wrong function gives for an input: its numbers, or what it raises."""
    return lambda one: answer_of(function, one.call.case, len(one.wanted))


def answer_of(function: Function, case: tuple[Any, ...], n_values: int) -> Answer:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            values = read_values(function(*copy.deepcopy(case)), n_values)
        except Exception as error:
            return type(error)
    return values if isinstance(values, list) else TypeError


def explains_exactly(guess: Guessed, all_tried: Sequence[Tried], room: Room) -> bool:
    """Say whether a wrong function gives the student's answers, and not the right ones always."""
    parted = False
    for one in all_tried:
        answer = guess(one)
        if not _is_alike(one.call, answer, room):
            return False
        parted = parted or not one.is_right
    return parted


def explains(guess: Guessed, all_tried: Sequence[Tried], room: Room) -> bool:
    """Say the same of a student who may treat what is infinite in a way of their own.

    Where the right answer or the wrong function's is infinite, the student's may be the right one,
    thanks to a guard. Python may have stopped where NumPy goes on with inf and nan, or the other
    way round. The student's own formula may overflow where the wrong function does not, and a
    loop that never comes to its return gives nothing. The wrong numbers themselves must be the
    student's, and there must be some.
    """
    parted = False
    for one in all_tried:
        answer = guess(one)
        if _is_alike(one.call, answer, room):
            parted |= not one.is_right and is_finite(answer)
        elif not _is_excused(one, answer, room):
            return False
    return parted


def _is_excused(one: Tried, answer: Answer, room: Room) -> bool:
    call = one.call
    if one.is_right:
        return not is_finite(one.wanted) or not is_finite(answer)
    if call.values is None:
        return call.returned_nothing or (
            call.stopped_in_arithmetic
            and (not is_finite(answer) or not is_finite(one.wanted))
            and not (isinstance(answer, type) and not issubclass(answer, ARITHMETIC))
        )
    if isinstance(answer, type):
        return issubclass(answer, ARITHMETIC) and not is_finite(call.values)
    return call.broke_down and _is_alike_where_finite(call.values, answer, room)


def _is_alike_where_finite(yours: Values, other: Values, room: Room) -> bool:
    return all(
        a.shape == b.shape and bool((room.holds(a, b) | ~np.isfinite(to_floats(a))).all())
        for a, b in zip(yours, other, strict=True)
    )


def _is_alike(call: Call, answer: Answer, room: Room) -> bool:
    if call.values is None or isinstance(answer, type):
        return call.error is not None and call.error is answer and not call.by_hand
    return room.equal(call.values, answer)


def is_finite(answer: Answer) -> bool:
    return isinstance(answer, list) and all(
        bool(np.isfinite(to_floats(value)).all()) for value in answer
    )


def _is_nan(array: NDArray[Any]) -> NDArray[np.bool_]:
    return np.isnan(to_floats(array))
