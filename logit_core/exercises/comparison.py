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
from logit_core.exercises._values import as_floats, close, read_values
from logit_core.exercises._words import argument_names, in_words, say_kind, say_number, say_shape
from logit_core.exercises.verdict import Verdict


@dataclass(frozen=True)
class Mistake:
    """A classic wrong answer, known by its numbers.

    Parameters
    ----------
    function : callable
        What a student computes who makes this mistake. Takes what the tested function takes. What
        it raises counts as its answer.
    message : str
        What was mixed up, and the section that explains it. Whole sentences.
    hint : str
        The next step, not the answer.
    """

    function: Callable[..., Any]
    message: str
    hint: str


def check(
    attempt: Any,
    reference: Callable[..., Any],
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
    cases = [entry if isinstance(entry, tuple) else (entry,) for entry in inputs]
    if not cases:
        raise ValueError("inputs must hold at least one entry, got none")
    expected = [_expected(reference, case) for case in cases]

    found = before_the_first_call(attempt, cases[0])
    if found is not None:  # never `if found`: a verdict that is not passed is false
        return found
    calls, complaints = [], []
    for case, wanted in zip(cases, expected, strict=True):
        names = argument_names(attempt, len(case))
        at = "At " + " and ".join(
            f"{name} = {in_words(value)}" for name, value in zip(names, case, strict=True)
        )
        call = run_once(attempt, case, names, at, n_values=len(wanted))
        calls.append(call)
        complaints.append(_complaint(call, wanted, at, tolerance))
        if call.is_last:
            break
    found = next((complaint for complaint in complaints if complaint is not None), None)
    if found is not None:
        if any(call.is_last for call in calls):
            return found
        return _named(found, calls, cases, expected, mistakes, tolerance)
    how_many = f"all {len(cases)} inputs" if len(cases) > 1 else "the input it was tried on"
    name = getattr(reference, "__name__", "_")
    known = "the tested function" if name.startswith(("_", "<")) else name
    return Verdict(True, f"Your function agrees with {known} on {how_many}.")


def _complaint(
    call: Call, expected: list[NDArray[Any]], at: str, tolerance: float
) -> Verdict | None:
    """Say what is wrong with the values of one call, or with the call itself."""
    if call.values is None:
        return call.verdict
    for place, (yours, wanted) in enumerate(zip(call.values, expected, strict=True), start=1):
        which = f" as value {place} of {len(expected)}" if len(expected) > 1 else ""
        if yours.shape != wanted.shape:
            return Verdict(
                False,
                f"{at} yours gives {say_shape(yours)}{which}, expected {say_shape(wanted)}.",
                call.remarks,
            )
        differs = np.argwhere(~close(as_floats(yours), as_floats(wanted), tolerance))
        if len(differs):
            index = tuple(int(i) for i in differs[0])
            where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
            return Verdict(
                False,
                f"{at} yours gives {say_number(yours[index])}{where}{which}, "
                f"expected {say_number(wanted[index])}.",
                f"{_advice_on_value(as_floats(yours)[index])} {call.remarks}".strip(),
            )
    return call.verdict


def _advice_on_value(yours: float) -> str:
    if np.isnan(yours):
        return "nan comes from 0/0, inf - inf, 0 * inf, or the log of a negative number."
    return ""


def _expected(reference: Callable[..., Any], case: tuple[Any, ...]) -> list[NDArray[Any]]:
    result = reference(*copy.deepcopy(case))
    values = read_values(result, len(result) if isinstance(result, tuple) else 1)
    if not isinstance(values, list):
        raise TypeError(f"reference must return numbers, got {say_kind(result)}")
    return values


# Which mistake it is


def _named(
    found: Verdict,
    calls: list[Call],
    cases: list[tuple[Any, ...]],
    expected: list[list[NDArray[Any]]],
    mistakes: Sequence[Mistake],
    tolerance: float,
) -> Verdict:
    """Put the name of the mistake before `found`, if the student's numbers are those of one.

    First they must agree at every input, infinities, nan and errors included. If none does, those
    inputs decide at which both numbers are finite: a student may make a known mistake and treat
    the extremes in a way of their own.
    """
    answers = [
        _answers(mistake, cases, [len(wanted) for wanted in expected]) for mistake in mistakes
    ]
    for only_finite in (False, True):
        for mistake, given in zip(mistakes, answers, strict=True):
            if _agree(calls, given, expected, tolerance, only_finite=only_finite):
                remarks = next((call.remarks for call in calls if call.remarks), "")
                message = f"{mistake.message} {found.message}"
                return Verdict(False, message, f"{mistake.hint} {remarks}".strip())
    return found


_Answer = list[NDArray[Any]] | type[BaseException]


def _answers(mistake: Mistake, cases: list[tuple[Any, ...]], n_values: list[int]) -> list[_Answer]:
    """Return what a mistake gives for each input: its numbers, or what it raises."""
    answers: list[_Answer] = []
    for case, n in zip(cases, n_values, strict=True):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                values = read_values(mistake.function(*copy.deepcopy(case)), n)
            except Exception as error:
                answers.append(type(error))
                continue
        answers.append(values if isinstance(values, list) else TypeError)
    return answers


def _agree(
    calls: list[Call],
    answers: list[_Answer],
    expected: list[list[NDArray[Any]]],
    tolerance: float,
    *,
    only_finite: bool,
) -> bool:
    """Say whether the student's numbers are a mistake's, and not the right ones throughout."""
    parted = False
    for call, answer, wanted in zip(calls, answers, expected, strict=True):
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


def _finite(values: list[NDArray[Any]]) -> bool:
    return all(bool(np.isfinite(as_floats(value)).all()) for value in values)


def _equal(one: list[NDArray[Any]], other: list[NDArray[Any]], tolerance: float) -> bool:
    """Say whether shapes and numbers are equal; nan equals nan here."""
    for a, b in zip(map(as_floats, one), map(as_floats, other), strict=True):
        if a.shape != b.shape or not (close(a, b, tolerance) | (np.isnan(a) & np.isnan(b))).all():
            return False
    return True
