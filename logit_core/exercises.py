"""The ground of the exercises: a verdict, and the check that compares two functions.

`check` runs what a student wrote beside the tested function and says in plain words whether they
agree, and if not, at which input they part. Whatever the student's code does, it does not raise.
"""

import _thread
import contextlib
import copy
import ctypes
import dis
import html
import inspect
import io
import time
import traceback
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats, as_number

SECONDS = 2.0
"""How long one call of a student's function may take."""


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check found; true when the exercise is passed.

    Parameters
    ----------
    passed : bool
        Whether the attempt is right.
    message : str
        What was found, in whole sentences.
    hint : str
        The next step, if there is one to name.

    Examples
    --------
    >>> Verdict(False, "Your function returns nothing.", "Did you forget return?")
    Not yet. Your function returns nothing.
    Hint: Did you forget return?
    >>> bool(Verdict(True, "All 3 inputs agree."))
    True
    """

    passed: bool
    message: str
    hint: str = ""

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        hint = f"\nHint: {self.hint}" if self.hint else ""
        return f"{self._word}. {self.message}{hint}"

    def _repr_html_(self) -> str:
        # No text colour and no background: both come from the page, light or dark.
        edge = "--jp-success-color1, #388e3c" if self.passed else "--jp-warn-color1, #f57c00"
        hint = f"<br>Hint: {html.escape(self.hint)}" if self.hint else ""
        return (
            f'<div role="status" style="border-left: 4px solid var({edge}); padding: 0.3em 0.8em">'
            f"<strong>{self._word}.</strong> {html.escape(self.message)}{hint}</div>"
        )

    @property
    def _word(self) -> str:
        return "Right" if self.passed else "Not yet"


def check(
    attempt: Any,
    reference: Callable[..., Any],
    inputs: Iterable[Any],
    *,
    tolerance: float = 1e-8,
) -> Verdict:
    """Compare a student's function with the tested one on each of the inputs.

    Each function gets copies of its own. The first input at which they differ decides. What the
    student's function prints or warns about is held back, and each call is stopped after 2 seconds.

    Parameters
    ----------
    attempt : object
        What the student wrote, a function if all is well.
    reference : callable
        The tested function. Returns a number, an array, or a tuple of these.
    inputs : iterable
        One entry per call, the telling ones first. A tuple holds the positional arguments;
        anything else (a number, an array, a list) is the only argument.
    tolerance : float, at least 0
        Largest difference that passes: a share of the expected value where that is above 1,
        an absolute difference below.

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
    """
    tolerance = as_number(tolerance, "tolerance", low=0.0)
    cases = [entry if isinstance(entry, tuple) else (entry,) for entry in inputs]
    if not cases:
        raise ValueError("inputs must hold at least one entry, got none")
    expected = [_expected(reference, case) for case in cases]

    found = _before_the_first_call(attempt, cases[0])
    if found is not None:  # never `if found`: a verdict that is not passed is false
        return found
    for case, values in zip(cases, expected, strict=True):
        found = _compare(attempt, reference, case, values, tolerance)
        if found is not None:
            return found
    how_many = f"all {len(cases)} inputs" if len(cases) > 1 else "the input it was tried on"
    name = getattr(reference, "__name__", "the tested function")
    return Verdict(True, f"Your function agrees with {name} on {how_many}.")


# What can be said without running anything


def _before_the_first_call(attempt: Any, case: tuple[Any, ...]) -> Verdict | None:
    if attempt is None or attempt is Ellipsis or attempt is NotImplemented or _is_stub(attempt):
        return _not_started()
    if not callable(attempt):
        return Verdict(
            False,
            f"This check needs your function, and it was given {_kind(attempt)}.",
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
            f"for {_short_text(str(signature))}.",
            "Give your function the same arguments, in the same order, as the exercise names.",
        )
    return None


def _not_started() -> Verdict:
    return Verdict(
        False,
        "This exercise is not started: the place for your answer is still empty.",
        "Replace the three dots by your own lines, run that cell, then run this one again.",
    )


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


@dataclass
class _Call:
    """One call of the student's function: its values, or the verdict that it ended in."""

    values: list[NDArray[Any]] | None = None
    verdict: Verdict | None = None
    remarks: str = ""


class _TooLong(BaseException):
    """Raised inside the student's function when its time is up."""


class _Printed(io.StringIO):
    """What the student's function prints; `sys.stdout.close()` does not empty it."""

    def close(self) -> None:
        pass


def _compare(
    attempt: Callable[..., Any],
    reference: Callable[..., Any],
    case: tuple[Any, ...],
    expected: list[NDArray[Any]],
    tolerance: float,
) -> Verdict | None:
    names = _argument_names(attempt, len(case))
    at = "At " + " and ".join(
        f"{name} = {_short(value)}" for name, value in zip(names, case, strict=True)
    )
    call = _call(attempt, case, names, at, n_values=len(expected))
    if call.values is None:
        return call.verdict
    for place, (yours, wanted) in enumerate(zip(call.values, expected, strict=True), start=1):
        which = f" as value {place} of {len(expected)}" if len(expected) > 1 else ""
        if yours.shape != wanted.shape:
            return Verdict(
                False,
                f"{at} yours gives {_shape(yours)}{which}, expected {_shape(wanted)}.",
                call.remarks,
            )
        differs = np.argwhere(~_close(_as_floats(yours), _as_floats(wanted), tolerance))
        if len(differs):
            index = tuple(int(i) for i in differs[0])
            where = f" at index {index[0] if len(index) == 1 else index}" if index else ""
            return Verdict(
                False,
                f"{at} yours gives {_number(yours[index])}{where}{which}, "
                f"expected {_number(wanted[index])}.",
                f"{_advice_on_value(_as_floats(yours)[index])} {call.remarks}".strip(),
            )
    return call.verdict


def _call(
    attempt: Callable[..., Any], case: tuple[Any, ...], names: list[str], at: str, n_values: int
) -> _Call:
    """Run the attempt once on copies, shielded from all that it may do."""
    arguments = copy.deepcopy(case)
    printed = _Printed()

    def run() -> list[NDArray[Any]] | str | None:
        # The result is read here as well: reading can run the student's code once more.
        return _read(attempt(*arguments), n_values)

    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        try:
            with contextlib.redirect_stdout(printed):
                result = _within(SECONDS, run)
        except KeyboardInterrupt:
            raise
        except _TooLong:
            return _Call(verdict=_too_long(at))
        except BaseException as error:  # SystemExit is one
            return _Call(verdict=_stopped(error, at))

    text = printed.getvalue().strip()
    if result is None:
        return _Call(verdict=_not_started())
    if result == "nothing":
        return _Call(verdict=_returned_nothing(at, text))
    if isinstance(result, str):
        return _Call(verdict=Verdict(False, f"{at} {result}"))

    changed = [
        name
        for name, before, after in zip(names, case, arguments, strict=True)
        if not _same(before, after)
    ]
    remarks = ""
    if caught:
        remarks += f" Python warned on the way: {_short_text(str(caught[0].message))}."
    if text:
        remarks += f" Your function printed: {_short_text(text)}."
    if not changed:
        return _Call(result, None, remarks.strip())
    return _Call(
        result,
        Verdict(
            False,
            f"{at} the result is right, but your function changes the {' and '.join(changed)} "
            "that it is given.",
            f"Compute with a copy, such as {changed[0]}.copy(), or build a new array.",
        ),
        f"Your function also changes the {' and '.join(changed)} that it is given.{remarks}",
    )


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`, or raise `_TooLong` inside it when the time is up.

    A second thread raises, because signals reach only the main thread and Windows has no alarm.
    It raises again every quarter of a second, since a bare `except` in a loop swallows one.
    """
    over = _thread.allocate_lock()
    over.acquire()
    watcher_gone: list[bool] = []
    thread = ctypes.c_ulong(_thread.get_ident())

    def watch() -> None:
        for wait in (seconds, *[0.25] * 40):
            if over.acquire(timeout=wait):
                break
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_TooLong))
        watcher_gone.append(True)

    def stop() -> None:
        # The exception may strike between any two steps here, and then all of them run again:
        # hence neither Thread.join nor Event, which it would leave locked.
        if over.locked():
            over.release()
        while not watcher_gone:
            time.sleep(0.0005)
        # One that is under way strikes in this loop. Taken back with PyThreadState_SetAsyncExc, it
        # would leave the interpreter's signal set for good, and a debugger hangs on that.
        for _ in range(2):
            pass

    _thread.start_new_thread(watch, ())
    try:
        try:
            return call()
        finally:
            stop()
    except _TooLong:
        stop()
        raise


def _too_long(at: str) -> Verdict:
    return Verdict(
        False,
        f"{at} your function was stopped after {SECONDS:g} seconds.",
        "Look for a loop that never ends: does its condition change inside the loop?",
    )


def _returned_nothing(at: str, text: str) -> Verdict:
    if text:
        return Verdict(
            False,
            f"{at} your function prints {_short_text(text)} but returns nothing.",
            "Use return in place of print: the check sees only what is returned.",
        )
    return Verdict(False, f"{at} your function returns nothing.", "Did you forget return?")


def _stopped(error: BaseException, at: str) -> Verdict:
    """Name an exception, and the student's own line that led to it."""
    try:
        text = _short_text(str(error))
    except Exception:
        text = ""
    if isinstance(error, NotImplementedError) or "ellipsis" in text:
        return _not_started()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    own = [f for f in frames if f.filename == frames[0].filename]
    line = ""
    if own and own[-1].line:
        line = f" It happened in line {own[-1].lineno}: {_short_text(own[-1].line)}"
    reason = f" ({text})" if text else ""
    message = f"{at} your function stopped with {type(error).__name__}{reason}.{line}"
    return Verdict(False, message, _advice_on(error, text))


def _advice_on(error: BaseException, text: str) -> str:
    if "truth value of an array" in text:
        return "An if looks at one number, not at an array. Try np.where in its place."
    advice: dict[type[BaseException], str] = {
        NameError: "Check the spelling, and run the cell that defines this name.",
        RecursionError: "Your function calls itself without end.",
        ZeroDivisionError: "Which input makes the divisor 0, and what should come out then?",
        SystemExit: "A function hands back its result with return; exit ends the program.",
    }
    return next((hint for kind, hint in advice.items() if isinstance(error, kind)), "")


def _advice_on_value(yours: float) -> str:
    if np.isnan(yours):
        return "nan comes from 0/0, inf - inf, 0 * inf, or the log of a negative number."
    return ""


# Numbers in, numbers out


def _expected(reference: Callable[..., Any], case: tuple[Any, ...]) -> list[NDArray[Any]]:
    result = reference(*copy.deepcopy(case))
    values = _read(result, len(result) if isinstance(result, tuple) else 1)
    if not isinstance(values, list):
        raise TypeError(f"reference must return numbers, got {_kind(result)}")
    return values


def _read(result: Any, n_values: int) -> list[NDArray[Any]] | str | None:
    """Return one array per value; or what is wrong; or None where a placeholder came back."""
    if result is Ellipsis or result is NotImplemented:
        return None
    if result is None:
        return "nothing"
    if n_values == 1 and not isinstance(result, tuple):
        results = [result]
    elif n_values == 1:
        return f"your function returns {len(result)} values, expected one."
    elif not isinstance(result, (tuple, list)):
        return f"your function returns {_kind(result)}, expected {n_values} values."
    elif len(result) != n_values:
        return f"your function returns {len(result)} values, expected {n_values}."
    else:
        results = list(result)
    values = []
    for entry in results:
        if callable(entry):
            return "your function returns a function. Are the brackets of a call missing?"
        try:
            array = np.array(entry)
            array = _as_floats(array) if array.dtype.hasobject else array
        except (TypeError, ValueError, OverflowError):
            return f"your function returns {_kind(entry)}, expected numbers."
        if array.dtype.kind not in "buif":
            return f"your function returns {_kind(entry)}, expected numbers."
        values.append(array)
    return values


def _as_floats(array: NDArray[Any]) -> Floats:
    return array.astype(np.float64)


def _close(yours: Floats, wanted: Floats, tolerance: float) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        near = np.abs(yours - wanted) <= tolerance * np.maximum(1.0, np.abs(wanted))
    finite = np.isfinite(yours) & np.isfinite(wanted)
    return np.where(finite, near, yours == wanted)


def _same(before: Any, after: Any) -> bool:
    """Say whether an argument is as it was; what holds no numbers is not looked at."""
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray) and not before.dtype.hasobject:
        return bool(before.shape == after.shape) and before.tobytes() == after.tobytes()
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, (int, float)):
        return repr(before) == repr(after)
    return True


# Words


def _argument_names(function: Callable[..., Any], n_arguments: int) -> list[str]:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    places = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [parameter.name for parameter in parameters if parameter.kind in places]
    return (names + [f"argument {i}" for i in range(len(names) + 1, n_arguments + 1)])[:n_arguments]


def _short(value: Any) -> str:
    """Return an argument in a few words."""
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    if isinstance(value, str):
        return repr(_short_text(value))
    try:
        array = np.asarray(value)
    except ValueError:
        return _kind(value)
    if array.dtype.kind not in "buif":
        return _kind(value)
    if array.ndim == 0:
        return _number(array)
    if array.size > 6:
        return f"{'' if array.ndim == 1 else 'a table '}{_many(array)}"
    return _rows(array)


def _rows(array: NDArray[Any]) -> str:
    if array.ndim == 0:
        return _number(array)
    return f"[{', '.join(_rows(row) for row in array)}]"


def _many(array: NDArray[Any]) -> str:
    if array.ndim > 1:
        return f"of shape {array.shape}"
    return f"[{_number(array[0])}, {_number(array[1])}, ..., {_number(array[-1])}]"


def _number(value: Any) -> str:
    number = value.item()
    if not isinstance(number, float):
        return str(number)
    return repr(number) if len(repr(number)) <= 8 else f"{number:.8g}"


def _shape(array: NDArray[Any]) -> str:
    return "one number" if array.ndim == 0 else f"an array of shape {array.shape}"


def _kind(value: Any) -> str:
    """Name what kind of thing a value is; its own text may be anything, so it is not asked."""
    if isinstance(value, str):
        return f"a text ({_short_text(value)!r})"
    if isinstance(value, (int, float, np.number)):
        known = isinstance(value, np.number) or abs(value) < 1e15
        return f"the number {_number(np.asarray(value))}" if known else "a very large number"
    if isinstance(value, np.ndarray):
        return _shape(value)
    return f"something of type {type(value).__name__}"


def _short_text(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."
