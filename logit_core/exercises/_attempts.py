"""One call of what a student wrote, shielded from all that it may do."""

import contextlib
import copy
import dis
import functools
import inspect
import io
import re
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core.exercises._clock import TooLong, within
from logit_core.exercises._errors import in_plain_words, is_raised_by_hand
from logit_core.exercises._reading import returns_a_value
from logit_core.exercises._values import read_values, to_floats, unchanged
from logit_core.exercises._words import argument_names, in_outline, in_words, one_line, say_kind
from logit_core.exercises.verdict import Verdict

SECONDS = 2.0
"""How much of the processor's time one call of a student's function may take."""

_HERE: Final = Path(__file__).parent


# What can be said without running anything


def before_the_first_call(attempt: Any, case: tuple[Any, ...]) -> Verdict | None:
    if attempt is None or _is_placeholder(attempt) or _is_stub(attempt):
        return not_started()
    if not callable(attempt):
        return Verdict(
            False,
            f"This check needs your function, and it was given {say_kind(attempt)}.",
            "Write the name of the function alone, without brackets behind it.",
        )
    try:
        signature = inspect.signature(attempt)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*case)
    except TypeError:
        given = "1 value" if len(case) == 1 else f"{len(case)} values"
        return Verdict(
            False,
            f"The check calls your function with {given}, but yours is written "
            f"for {one_line(str(signature))}.",
            "Give your function the same arguments, in the same order, as the exercise names.",
        )
    return None


def not_started() -> Verdict:
    return Verdict(
        False,
        "This exercise is not started: the place for your answer is still empty.",
        "Replace the three dots by your own lines, run that cell, then run this one again.",
    )


def _is_placeholder(value: Any) -> bool:
    return value is Ellipsis or value is NotImplemented


def _is_stub(attempt: Any) -> bool:
    """Say whether the body is nothing but a docstring, `...`, `pass` or a bare `return`.

    The bytecode tells, where the source may be out of reach; an unused `...` leaves no trace in it.
    """
    code = getattr(attempt, "__code__", None)
    if not isinstance(code, CodeType):
        return False
    idle = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if step.opname.endswith("_CONST")]
    return all(step.opname in idle for step in steps) and all(
        constant is None or constant is Ellipsis for constant in constants
    )


# One call, and what came of it

ARITHMETIC: Final = (ArithmeticError, ValueError)  # math.log(0) raises a ValueError


@dataclass
class Call:
    """One call of the student's function: its values, or the verdict that it ended in.

    `error` is what it raised, `by_hand` whether by a raise or an assert of the student's own;
    `is_last` says that further calls would tell nothing new; `broke_down`, that NumPy warned of the
    arithmetic, or where it cannot, that something is not finite. What is `made_up` is spoken of
    without its numbers.
    """

    attempt: Callable[..., Any]
    case: tuple[Any, ...]
    made_up: bool = False
    values: list[NDArray[Any]] | None = None
    verdict: Verdict | None = None
    remarks: str = ""
    error: type[BaseException] | None = None
    by_hand: bool = False
    is_last: bool = False
    returned_nothing: bool = False
    broke_down: bool = False

    @property
    def names(self) -> list[str]:
        """Return the names that the student gave to the arguments."""
        return argument_names(self.attempt, len(self.case))

    @property
    def at(self) -> str:
        """Say what the call was given: of what is made up, the outline."""
        says = in_outline if self.made_up else in_words
        named = zip(self.names, self.case, strict=True)
        given = " and ".join(f"{name} = {says(value)}" for name, value in named)
        return f"On an input that the check makes up ({given})" if self.made_up else f"At {given}"

    @property
    def stopped_in_arithmetic(self) -> bool:
        """Say whether Python stopped where NumPy goes on with inf or nan."""
        return self.error is not None and issubclass(self.error, ARITHMETIC)


class _Printed(io.StringIO):
    """What the student's function prints; `sys.stdout.close()` does not empty it."""

    def close(self) -> None:
        pass


def run_once(
    attempt: Callable[..., Any],
    case: tuple[Any, ...],
    n_values: int,
    *,
    is_row: bool = False,
    made_up: bool = False,
    seconds: float | None = None,
) -> Call:
    """Run the attempt once on copies, shielded from all that it may do."""
    call = Call(attempt, case, made_up)
    arguments = copy.deepcopy(case)
    printed = _Printed()

    def run() -> Any:
        # The result is read here as well: reading can run the student's code once more.
        result = attempt(*arguments)
        is_empty = result is None or _is_placeholder(result)
        return result if is_empty else read_values(result, n_values, is_row=is_row)

    # as in the student's own cell: NumPy is silent about underflows unless it is asked
    numpy_warns = np.errstate(all="warn", under="ignore")
    with warnings.catch_warnings(record=True) as caught, numpy_warns:
        warnings.simplefilter("always")
        try:
            with contextlib.redirect_stdout(printed):
                values = within(seconds or SECONDS, run)
        except KeyboardInterrupt:
            raise
        except TooLong:
            return replace(call, verdict=_too_long(call.at), error=TooLong, is_last=True)
        except BaseException as error:  # SystemExit is one
            return _stopped(error, call)

    text = printed.getvalue().strip()
    if values is None:
        said = _returned_nothing(attempt, call.at, text)
        return replace(call, verdict=said, is_last=bool(text), returned_nothing=True)
    if _is_placeholder(values):
        return replace(call, verdict=not_started(), is_last=True)
    if isinstance(values, str):
        return replace(call, verdict=Verdict(False, f"{call.at} {values}"))

    if numpy_notices():
        broke_down = any(issubclass(w.category, RuntimeWarning) for w in caught)
    else:
        broke_down = any(not np.isfinite(to_floats(value)).all() for value in values)
    call = replace(call, broke_down=broke_down)
    remarks = []
    if caught:
        remarks.append(f"Python warned on the way: {one_line(str(caught[0].message))}.")
    if text and not made_up:
        remarks.append(f"Your function printed: {one_line(text)}.")
    is_changed = [not unchanged(*pair) for pair in zip(case, arguments, strict=True)]
    if not any(is_changed):
        return replace(call, values=values, remarks=" ".join(remarks))
    changed = [name for name, is_other in zip(call.names, is_changed, strict=True) if is_other]
    changes = f"changes the {' and '.join(changed)} that it is given."
    return replace(
        call,
        values=values,
        verdict=Verdict(
            False,
            f"{call.at} the result is right, but your function {changes}",
            f"Compute with a copy, such as {changed[0]}.copy(), or build a new array.",
        ),
        remarks=" ".join([f"Your function also {changes}", *remarks]),
    )


@functools.cache
def numpy_notices() -> bool:
    """Say whether NumPy notices what overflows: in a browser, in WebAssembly, it does not."""
    try:
        with np.errstate(over="raise"):
            np.exp(np.float64(1000.0))
    except FloatingPointError:
        return True
    return False


def _too_long(at: str) -> Verdict:
    return Verdict(
        False,
        f"{at} your function was stopped after {SECONDS:g} seconds.",
        "Look for a loop that never ends: does its condition change inside the loop?",
    )


def _returned_nothing(attempt: Any, at: str, text: str) -> Verdict:
    if text:
        return Verdict(
            False,
            f"{at} your function prints {one_line(text)} but returns nothing.",
            "Use return in place of print: the check sees only what is returned.",
        )
    if returns_a_value(attempt):
        return Verdict(
            False,
            f"{at} your function returns nothing: it comes to its end, or to a return without a "
            "value.",
            "Which condition is not met here? Or does one of your returns stand alone, or with "
            "None?",
        )
    return Verdict(False, f"{at} your function returns nothing.", "Did you forget return?")


def _places(
    trace: TracebackType | None,
) -> Iterator[tuple[TracebackType, traceback.FrameSummary]]:
    """Yield the places that an error went through, each with its line."""
    for summary in traceback.extract_tb(trace):
        assert trace is not None
        yield trace, summary
        trace = trace.tb_next


def _stopped(error: BaseException, call: Call) -> Call:
    """Return a call that an exception ended; name that, and the student's own line."""
    call = replace(call, error=type(error))
    try:
        whole = str(error)
    except Exception:
        whole = ""
    text = one_line(whole)
    if isinstance(error, NotImplementedError) or "ellipsis" in text:
        return replace(call, verdict=not_started())
    places = list(_places(error.__traceback__))
    frames = [one for one in places if Path(one[1].filename).parent != _HERE]
    own = [one for one in frames if one[1].filename == frames[0][1].filename]
    at, frame = own[-1] if own else (None, None)
    source = (frame.line or "") if frame else ""
    line = f" It happened in line {frame.lineno}: {one_line(source)}" if frame and source else ""
    tells_numbers = call.made_up and re.search(r"\d[.e]\S*\d", text) is not None
    reason = f" ({text})" if text and not tells_numbers else ""
    is_own = isinstance(error, Exception)  # not an exit
    if is_own and at is not None and at.tb_next is None and is_raised_by_hand(at):
        said = f"{call.at} your function stops itself with {type(error).__name__}{reason}.{line}"
        hint = "A result is asked for here, too. Which one?"
        return replace(call, by_hand=True, verdict=Verdict(False, said, hint))
    code, names = getattr(call.attempt, "__code__", None), getattr(call.attempt, "__globals__", {})
    meaning, hint = in_plain_words(error, whole, source, names, code, at)
    message = f"{call.at} your function stopped with {type(error).__name__}{reason}.{line}"
    return replace(call, verdict=Verdict(False, f"{message} {meaning}".strip(), hint))
