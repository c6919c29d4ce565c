"""The check that compares a student's function with the tested one, and names known mistakes."""

import copy
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import (
    as_function,
    as_listed,
    as_number,
    as_text,
    masked_places,
    shown,
)
from logit_core.exercises._attempts import Call, before_the_first_call, run_once
from logit_core.exercises._clock import TooLong, running_out
from logit_core.exercises._diagnosis import Diagnosis, diagnosis, yes_or_no
from logit_core.exercises._matching import (
    Function,
    Room,
    Tried,
    answers_of,
    explains,
    explains_exactly,
    tried,
)
from logit_core.exercises._values import precision_of, read_values
from logit_core.exercises._words import say_kind, say_shape, say_two
from logit_core.exercises.verdict import Verdict

_ENOUGH: Final = 20  # calls: with fewer, numbers agree by chance

BUDGET: Final = 3.0
"""After so many seconds no more inputs are made up: a slow function is right without them."""


class Solved(NamedTuple):
    """An input, as a tuple of arguments, and what the tested function makes of it."""

    case: tuple[Any, ...]
    wanted: list[NDArray[Any]]
    made_up: bool = False


MOST_INPUTS: Final = 10_000
LONGEST: Final = 1000  # letters of a message


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

    def __post_init__(self) -> None:
        """Refuse what could not be told when the mistake is met."""
        if not callable(self.function):
            for one in as_listed(self.function, "function", "functions"):
                as_function(one, "function")
        for name in ("message", "hint"):
            as_text(getattr(self, name), name, longest=LONGEST)
        if not isinstance(self.see, str) or self.see:
            as_text(self.see, "see", longest=LONGEST)

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
        If `inputs` is empty or holds what `reference` cannot take, or `tolerance` is not a number
        that is at least 0.
    TypeError
        If `reference` returns something other than numbers.

    Notes
    -----
    A ``KeyboardInterrupt`` is passed on: the reader pressed Stop. Code that never comes back from a
    single call into C cannot be stopped.

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
    as_function(reference, "reference")
    try:
        if isinstance(inputs, str | bytes | bytearray | Set | Mapping):
            raise TypeError  # letters are no inputs, and sets and mappings have no order
        entries = list(itertools.islice(inputs, MOST_INPUTS + 1))
    except Exception:
        raise ValueError(f"inputs must be a list of inputs, got {shown(inputs)}") from None
    if not 1 <= len(entries) <= MOST_INPUTS:
        got = f"{len(entries)}" if len(entries) <= MOST_INPUTS else "more"
        raise ValueError(f"inputs must hold 1 to {MOST_INPUTS:,} entries, got {got}")
    for one in as_listed(mistakes, "mistakes", "Mistake", least=0):
        if not isinstance(one, Mistake):
            raise ValueError(f"mistakes must be a list of Mistake, got {shown(one)}")
    cases = solved(reference, entries)
    return compare(attempt, reference, cases, tolerance, mistakes)


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
    unrepeatable: Verdict | None = None,
    afterwards: Callable[[Any], Verdict | None] | None = None,
) -> Verdict:
    """Return the verdict of `check`; wrong answers that come by chance are `unrepeatable`.

    What `afterwards` says of an answer with the right values holds for what a guess makes of it.
    """
    found = before_the_first_call(attempt, cases[0].case)
    if found is not None:  # never `if found`: a verdict that is not passed is false
        return found
    calls: list[Call] = []
    is_late = running_out(BUDGET)
    for case, wanted, made_up in cases:
        if made_up and is_late():
            break
        is_row = wanted[0].ndim > 0
        calls.append(run_once(attempt, case, len(wanted), is_row=is_row, made_up=made_up))
        if calls[-1].error is TooLong and made_up and _is_large(case):
            calls.pop()  # slow is not wrong
            break
        if calls[-1].is_last or (len(calls) == 3 and all(one.returned_nothing for one in calls)):
            break
    room = Room(tolerance, floor)
    all_tried = tried(calls, [one.wanted for one in cases[: len(calls)]], room)
    complaints = (
        (one.call, _complaint(one.call, one.wanted, room))
        for one in all_tried
        if not one.is_right or one.call.verdict is not None
    )
    where, found = next((one for one in complaints if one[1] is not None), (calls[-1], None))
    if found is None:
        how_many = f"all {len(calls)} inputs" if len(calls) > 1 else "the input it was tried on"
        name = getattr(reference, "__name__", "_")
        known = "the tested function" if name.startswith(("_", "<")) else name
        return Verdict(True, f"Your function agrees with {known} on {how_many}.")
    if calls[-1].is_last:
        return found
    in_turn = sorted(all_tried, key=lambda one: not one.is_telling)  # what tells most comes first
    remarks = _remarks(where, calls)
    said = yes_or_no(in_turn)
    if said is not None:
        return _with(said, found, remarks)
    named = _named(found, in_turn, mistakes, room, remarks)
    if named is not None:
        return named
    if unrepeatable is not None and _answers_change(attempt, calls):
        return unrepeatable
    if where.values is None or any(one.call is where and one.is_right for one in in_turn):
        return found  # what stopped it, or that it changes what it is given, is told already
    if len(in_turn) < _ENOUGH:
        return found
    said = diagnosis(attempt, reference, in_turn, room, afterwards)
    return found if said is None else _with(said, found, remarks)


def _with(said: Diagnosis, found: Verdict, remarks: str) -> Verdict:
    return Verdict(False, f"{said.message} {found.message}", f"{said.hint} {remarks}".strip())


def _is_large(case: tuple[Any, ...]) -> bool:
    return any(isinstance(one, np.ndarray) and one.size >= 1000 for one in case)


def _answers_change(attempt: Any, calls: list[Call]) -> bool:
    """Say whether an attempt answers these calls in numbers, and in others when asked again."""
    if any(call.values is None for call in calls):
        return False
    for call in calls:
        before = call.values or []
        after = run_once(attempt, call.case, n_values=len(before)).values
        if after is not None and not Room(0.0).equal(before, after):
            return True
    return False


def _complaint(call: Call, expected: list[NDArray[Any]], room: Room) -> Verdict | None:
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
    if any(True for _ in masked_places(case)):
        raise ValueError(f"inputs must not hold missing values, got {shown(case)}")
    try:
        result = reference(*copy.deepcopy(case))
    except Exception as error:
        got = f"{shown(case)}: {type(error).__name__}: {shown(str(error))}"
        raise ValueError(f"inputs must be what reference can take, got {got}") from None
    values = read_values(result, len(result) if isinstance(result, tuple) else 1)
    if not isinstance(values, list) or not values:
        raise TypeError(f"reference must return numbers for all inputs, got {say_kind(result)}")
    return values


# Which mistake it is


def _named(
    found: Verdict,
    in_turn: Sequence[Tried],
    mistakes: Sequence[Mistake],
    room: Room,
    remarks: str,
) -> Verdict | None:
    """Add the name of the mistake to `found`, if one explains every answer of the student's."""
    for one_explains in (explains_exactly, explains):
        for mistake in mistakes:
            for function in mistake.functions:
                if one_explains(answers_of(function), in_turn, room):
                    message = f"{mistake.message} {found.message}"
                    return Verdict(False, message, f"{mistake.hint} {remarks}".strip(), mistake.see)
    return None


def _remarks(where: Call, calls: list[Call]) -> str:
    """Return what was noticed at the call in question, or else at another one, which is named."""
    if where.remarks:
        return where.remarks
    return next((f"{call.at}: {call.remarks}" for call in calls if call.remarks), "")
