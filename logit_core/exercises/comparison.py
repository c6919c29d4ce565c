"""The check that compares a student's function with the tested one, and names known mistakes."""

import copy
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import as_number
from logit_core.exercises._attempts import Call, before_the_first_call, run_once
from logit_core.exercises._values import close, read_values, to_floats
from logit_core.exercises._words import say_kind, say_number, say_shape
from logit_core.exercises.verdict import Verdict

Function = Callable[..., Any]
Solved = tuple[tuple[Any, ...], list[NDArray[Any]]]


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
    return compare(attempt, reference, solved(reference, inputs), tolerance, mistakes)[0]


def solved(reference: Function, inputs: Iterable[Any]) -> list[Solved]:
    """Return each input as a tuple of arguments, and what the tested function makes of it."""
    cases = [entry if isinstance(entry, tuple) else (entry,) for entry in inputs]
    if not cases:
        raise ValueError("inputs must hold at least one entry, got none")
    return [(case, _expected(reference, case)) for case in cases]


def compare(
    attempt: Any,
    reference: Function,
    cases: list[Solved],
    tolerance: float,
    mistakes: Sequence[Mistake],
) -> tuple[Verdict, list[Call]]:
    """Return the verdict of `check`, and the calls that it rests on."""
    found = before_the_first_call(attempt, cases[0][0])
    if found is not None:  # never `if found`: a verdict that is not passed is false
        return found, []
    calls = []
    for case, wanted in cases:
        calls.append(run_once(attempt, case, n_values=len(wanted)))
        if calls[-1].is_last:
            break
    expected = [wanted for _, wanted in cases[: len(calls)]]
    complaints = (_complaint(*each, tolerance) for each in zip(calls, expected, strict=True))
    found = next((complaint for complaint in complaints if complaint is not None), None)
    if found is None:
        how_many = f"all {len(cases)} inputs" if len(cases) > 1 else "the input it was tried on"
        name = getattr(reference, "__name__", "_")
        known = "the tested function" if name.startswith(("_", "<")) else name
        return Verdict(True, f"Your function agrees with {known} on {how_many}."), calls
    if not calls[-1].is_last:
        found = _named(found, calls, expected, mistakes, tolerance)
    return found, calls


def answers_change(attempt: Any, calls: list[Call]) -> bool:
    """Say whether an attempt answers these calls in numbers, and in others when asked again."""
    if any(call.values is None for call in calls):
        return False
    for call in calls:
        before = call.values or []
        after = run_once(attempt, call.case, n_values=len(before)).values
        if after is not None and not _equal(before, after, tolerance=0.0):
            return True
    return False


def _complaint(call: Call, expected: list[NDArray[Any]], tolerance: float) -> Verdict | None:
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
        differs = np.argwhere(~close(to_floats(yours), to_floats(wanted), tolerance))
        if len(differs):
            index = tuple(int(i) for i in differs[0])
            where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
            return Verdict(
                False,
                f"{call.at} yours gives {say_number(yours[index])}{where}{which}, "
                f"expected {say_number(wanted[index])}.",
                f"{_advice_on_value(to_floats(yours)[index])} {call.remarks}".strip(),
            )
    return call.verdict


def _advice_on_value(yours: float) -> str:
    if np.isnan(yours):
        return "nan comes from 0/0, inf - inf, 0 * inf, or the log of a negative number."
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
    calls: list[Call],
    expected: list[list[NDArray[Any]]],
    mistakes: Sequence[Mistake],
    tolerance: float,
) -> Verdict:
    """Put the name of the mistake before `found`, if the student's numbers are those of one.

    First they must agree at every input, infinities, nan and errors included. If none does, those
    inputs decide at which both numbers are finite: a student may make a known mistake and treat
    the extremes in a way of their own.
    """
    for only_finite in (False, True):
        for mistake in mistakes:
            for function in mistake.functions:
                if _explains(function, calls, expected, tolerance, only_finite=only_finite):
                    remarks = next((call.remarks for call in calls if call.remarks), "")
                    message = f"{mistake.message} {found.message}"
                    return Verdict(False, message, f"{mistake.hint} {remarks}".strip(), mistake.see)
    return found


def _explains(
    function: Function,
    calls: list[Call],
    expected: list[list[NDArray[Any]]],
    tolerance: float,
    *,
    only_finite: bool,
) -> bool:
    """Say whether the student's numbers are a wrong function's, and not the right ones always."""
    parted = False
    for call, wanted in zip(calls, expected, strict=True):
        answer = _answer(function, call.case, len(wanted))
        if call.values is None or isinstance(answer, type):
            if only_finite:
                continue
            if call.values is not None or call.error is not answer:
                return False
            parted = True
            continue
        if only_finite and not (_finite(call.values) and _finite(answer)):
            continue
        if not _equal(call.values, answer, tolerance):
            return False
        parted |= not _equal(call.values, wanted, tolerance)
    return parted


def _answer(
    function: Function, case: tuple[Any, ...], n_values: int
) -> list[NDArray[Any]] | type[BaseException]:
    """Return what a wrong function gives for one input: its numbers, or what it raises."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            values = read_values(function(*copy.deepcopy(case)), n_values)
        except Exception as error:
            return type(error)
    return values if isinstance(values, list) else TypeError


def _finite(values: list[NDArray[Any]]) -> bool:
    return all(bool(np.isfinite(to_floats(value)).all()) for value in values)


def _equal(one: list[NDArray[Any]], other: list[NDArray[Any]], tolerance: float) -> bool:
    """Say whether shapes and numbers are equal; nan equals nan here."""
    for a, b in zip(map(to_floats, one), map(to_floats, other), strict=True):
        if a.shape != b.shape or not (close(a, b, tolerance) | (np.isnan(a) & np.isnan(b))).all():
            return False
    return True
