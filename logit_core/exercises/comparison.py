"""The check that compares a student's function with the tested one, and names known mistakes."""

import copy
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import as_number
from logit_core.exercises._attempts import ARITHMETIC, Call, before_the_first_call, run_once
from logit_core.exercises._clock import TooLong
from logit_core.exercises._values import close, precision_of, read_values, to_floats
from logit_core.exercises._words import say_kind, say_shape, say_two
from logit_core.exercises.verdict import Verdict

Function = Callable[..., Any]
Expected = list[list[NDArray[Any]]]
Answer = list[NDArray[Any]] | type[BaseException]

BUDGET: Final = 3.0
"""After so many seconds no more inputs are made up: a slow function is right without them."""


class Solved(NamedTuple):
    """An input, as a tuple of arguments, and what the tested function makes of it."""

    case: tuple[Any, ...]
    wanted: list[NDArray[Any]]
    made_up: bool = False


@dataclass(frozen=True)
class Mistake:
    """A classic wrong answer, known by its numbers.

    Parameters
    ----------
    function : callable, or sequence of callables
        What a student computes who makes this mistake; several functions where it shows in several
        numbers. Each takes what the tested function takes. What it raises counts as its answer.
    message : str
        What was mixed up. Whole sentences.
    hint : str
        The next step, not the answer.
    see : str
        The heading of the section that explains it, as in `Verdict`.
    """

    function: Function | Sequence[Function]
    message: str
    hint: str
    see: str = ""

    @property
    def functions(self) -> tuple[Function, ...]:
        """Return its functions, be they one or several."""
        return (self.function,) if callable(self.function) else tuple(self.function)


def check(
    attempt: Any,
    reference: Function,
    inputs: Iterable[Any],
    *,
    tolerance: float = 1e-8,
    mistakes: Sequence[Mistake] = (),
) -> Verdict:
    """Compare a student's function with the tested one on each of the inputs.

    Each function gets copies of its own. The first input at which they differ decides what is said,
    unless the numbers are those of a known mistake: then the mistake is named first. What the
    student's function prints or warns about is held back, and each call is stopped after 2 seconds.

    Parameters
    ----------
    attempt : object
        What the student wrote, a function if all is well.
    reference : callable
        The tested function. Returns a number, an array, or a tuple of these.
    inputs : iterable
        One entry per call, the smallest ones first. A tuple holds the positional arguments;
        anything else (a number, an array, a list) is the only argument.
    tolerance : float, at least 0
        Largest difference that passes: a share of the expected value where that is above 1,
        an absolute difference below.
    mistakes : sequence of Mistake
        Wrong answers to recognise.

    Returns
    -------
    verdict : Verdict
        True when the two agree on every input.

    Raises
    ------
    ValueError
        If `inputs` is empty or `tolerance` is not a number that is at least 0.
    TypeError
        If `reference` returns something other than numbers.

    Notes
    -----
    What `reference` itself raises is passed on, and so is a ``KeyboardInterrupt``: the reader
    pressed Stop. Code that never comes back from a single call into C cannot be stopped.

    Examples
    --------
    >>> def square(x):
    ...     return x**2
    >>> check(lambda x: x * x, square, [0.0, 3.0, -1.0])
    Right. Your function agrees with square on all 3 inputs.
    >>> check(lambda x: x + x, square, [0.0, 3.0])
    Not yet. At x = 3.0 yours gives 6.0, expected 9.0.
    >>> doubled = Mistake(lambda x: 2 * x, "You double x.", "What is x times x?")
    >>> check(lambda x: x + x, square, [0.0, 3.0], mistakes=[doubled])
    Not yet. You double x. At x = 3.0 yours gives 6.0, expected 9.0.
    Hint: What is x times x?
    """
    tolerance = as_number(tolerance, "tolerance", low=0.0)
    cases = solved(reference, inputs)
    if not cases:
        raise ValueError("inputs must hold at least one entry, got none")
    return compare(attempt, reference, cases, tolerance, mistakes)[0]


def solved(reference: Function, inputs: Iterable[Any], *, made_up: bool = False) -> list[Solved]:
    """Return each input with what the tested function makes of it."""
    cases = (entry if isinstance(entry, tuple) else (entry,) for entry in inputs)
    return [Solved(case, _expected(reference, case), made_up) for case in cases]


def compare(
    attempt: Any,
    reference: Function,
    cases: list[Solved],
    tolerance: float,
    mistakes: Sequence[Mistake],
    floor: float = 1.0,
) -> tuple[Verdict, list[Call]]:
    """Return the verdict of `check`, and the calls that it rests on."""
    found = before_the_first_call(attempt, cases[0].case)
    if found is not None:  # never `if found`: a verdict that is not passed is false
        return found, []
    calls: list[Call] = []
    latest = time.monotonic() + BUDGET
    for case, wanted, made_up in cases:
        if made_up and time.monotonic() > latest:
            break
        is_row = wanted[0].ndim > 0
        calls.append(run_once(attempt, case, len(wanted), is_row=is_row, made_up=made_up))
        if calls[-1].error is TooLong and made_up and _is_large(case):
            calls.pop()  # slow is not wrong
            break
        if calls[-1].is_last:
            break
    expected = [one.wanted for one in cases[: len(calls)]]
    room = _Room(tolerance, floor)
    complaints = (
        (call, _complaint(call, wanted, room)) for call, wanted in zip(calls, expected, strict=True)
    )
    where, found = next(
        ((call, said) for call, said in complaints if said is not None), (calls[-1], None)
    )
    if found is None:
        how_many = f"all {len(calls)} inputs" if len(calls) > 1 else "the input it was tried on"
        name = getattr(reference, "__name__", "_")
        known = "the tested function" if name.startswith(("_", "<")) else name
        return Verdict(True, f"Your function agrees with {known} on {how_many}."), calls
    if not calls[-1].is_last:
        found = _named(found, where, calls, expected, mistakes, room)
    return found, calls


def _is_large(case: tuple[Any, ...]) -> bool:
    return any(isinstance(one, np.ndarray) and one.size >= 1000 for one in case)


class _Room(NamedTuple):
    """How far a right number may be off: a share of what is expected, above the floor."""

    tolerance: float
    floor: float = 1.0

    def holds(self, yours: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.bool_]:
        return close(yours, wanted, self.tolerance, self.floor)


def answers_change(attempt: Any, calls: list[Call]) -> bool:
    """Say whether an attempt answers these calls in numbers, and in others when asked again."""
    if any(call.values is None for call in calls):
        return False
    for call in calls:
        before = call.values or []
        after = run_once(attempt, call.case, n_values=len(before)).values
        if after is not None and not _equal(before, after, _Room(0.0)):
            return True
    return False


def _complaint(call: Call, expected: list[NDArray[Any]], room: _Room) -> Verdict | None:
    """Say what is wrong with the values of one call, or with the call itself."""
    if call.values is None:
        return call.verdict
    for place, (yours, wanted) in enumerate(zip(call.values, expected, strict=True), start=1):
        which = f" as value {place} of {len(expected)}" if len(expected) > 1 else ""
        if yours.shape != wanted.shape:
            return Verdict(
                False,
                f"{call.at} yours gives {say_shape(yours)}{which}, expected {say_shape(wanted)}.",
                call.remarks,
            )
        differs = np.argwhere(~room.holds(yours, wanted))
        if len(differs):
            index = tuple(int(i) for i in differs[0])
            at_index = f" at index {index[0] if len(index) == 1 else index}" if index else ""
            said, expects = say_two(yours[index], wanted[index])
            gives = f"gives {said}{at_index}{which}, expected {expects}."
            if call.made_up:
                gives = f"gives {_in_kind(yours[index])}{which}, and that is not what is expected."
            advice = [_advice_on_value(yours[index]), _ON_MADE_UP if call.made_up else ""]
            hint = " ".join(part for part in (*advice, call.remarks) if part)
            return Verdict(False, f"{call.at} yours {gives}", hint)
    return call.verdict


_ON_MADE_UP: Final = (
    "On the small inputs yours is right. These here differ from them in number, order, balance and "
    "size. On what does your function rely?"
)


def _in_kind(number: Any) -> str:
    """Name a number that may not be told."""
    return str(number) if not np.isfinite(number) else "another number"


def _advice_on_value(yours: Any) -> str:
    if np.isnan(yours):
        return "nan comes from 0/0, inf - inf, 0 * inf, or the log of a negative number."
    if precision_of(yours):
        return f"Your numbers are {yours.dtype}, which keeps few digits. Python's own are float64."
    return ""


def _expected(reference: Function, case: tuple[Any, ...]) -> list[NDArray[Any]]:
    result = reference(*copy.deepcopy(case))
    values = read_values(result, len(result) if isinstance(result, tuple) else 1)
    if not isinstance(values, list):
        raise TypeError(f"reference must return numbers, got {say_kind(result)}")
    return values


# Which mistake it is


def _named(
    found: Verdict,
    where: Call,
    calls: list[Call],
    expected: Expected,
    mistakes: Sequence[Mistake],
    room: _Room,
) -> Verdict:
    """Put the name of the mistake before `found`, if it explains every answer of the student's."""
    for explains in (_is_the_same, _is_the_same_but_guarded):
        for mistake in mistakes:
            for function in mistake.functions:
                if explains(function, calls, expected, room):
                    message = f"{mistake.message} {found.message}"
                    hint = f"{mistake.hint} {_remarks(where, calls)}".strip()
                    return Verdict(False, message, hint, mistake.see)
    return found


def _remarks(where: Call, calls: list[Call]) -> str:
    """Return what was noticed at the call in question, or else at another one, which is named."""
    if where.remarks:
        return where.remarks
    return next((f"{call.at}: {call.remarks}" for call in calls if call.remarks), "")


def _is_the_same(function: Function, calls: list[Call], expected: Expected, room: _Room) -> bool:
    """Say whether a wrong function gives the student's answers, and not the right ones always."""
    parted = False
    for call, wanted in zip(calls, expected, strict=True):
        answer = _answer(function, call.case, len(wanted))
        if not _is_alike(call, answer, room):
            return False
        parted = parted or call.values is None or not _equal(call.values, wanted, room)
    return parted


def _is_the_same_but_guarded(
    function: Function, calls: list[Call], expected: Expected, room: _Room
) -> bool:
    """Say the same of a student who may treat infinite answers in a way of their own.

    Where the wrong function has no finite answer, the student's may be the right one, thanks to a
    guard; or Python has stopped where NumPy goes on with inf and nan, or the other way round. The
    wrong numbers themselves must be the student's, and there must be some.
    """
    parted = False
    for call, wanted in zip(calls, expected, strict=True):
        answer = _answer(function, call.case, len(wanted))
        is_right = call.values is not None and _equal(call.values, wanted, room)
        if _is_alike(call, answer, room):
            parted |= not is_right and _is_finite(answer)
        elif _is_finite(answer) or not (is_right or _both_stop(call, answer)):
            return False
    return parted


def _is_alike(call: Call, answer: Answer, room: _Room) -> bool:
    if call.values is None or isinstance(answer, type):
        return call.error is not None and call.error is answer
    return _equal(call.values, answer, room)


def _both_stop(call: Call, answer: Answer) -> bool:
    """Say whether one stops at a division by 0 or an overflow, and the other one has inf or nan."""
    if call.values is None:
        return call.stopped_in_arithmetic and (
            not isinstance(answer, type) or issubclass(answer, ARITHMETIC)
        )
    return (
        isinstance(answer, type) and issubclass(answer, ARITHMETIC) and not _is_finite(call.values)
    )


def _answer(function: Function, case: tuple[Any, ...], n_values: int) -> Answer:
    """Return what a wrong function gives for one input: its numbers, or what it raises."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            values = read_values(function(*copy.deepcopy(case)), n_values)
        except Exception as error:
            return type(error)
    return values if isinstance(values, list) else TypeError


def _is_finite(answer: Answer) -> bool:
    return isinstance(answer, list) and all(
        bool(np.isfinite(to_floats(value)).all()) for value in answer
    )


def _equal(one: list[NDArray[Any]], other: list[NDArray[Any]], room: _Room) -> bool:
    """Say whether shapes and numbers are equal; nan equals nan here."""
    for a, b in zip(one, other, strict=True):
        if a.shape != b.shape:
            return False
        near = room.holds(a, b)
        if not near.all() and not (near | (np.isnan(to_floats(a)) & np.isnan(to_floats(b)))).all():
            return False
    return True
