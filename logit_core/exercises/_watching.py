"""Whether anything overflows on the way, however well it is hidden."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import CellType, FrameType, FunctionType
from typing import Any, Final

import numpy as np

from logit_core.exercises._attempts import numpy_notices, run_once

_NOT_WATCHED: Final = (str(Path(np.__file__).parent), str(Path(__file__).parent.parent))


def overflows(attempt: Callable[..., Any], case: tuple[Any, ...]) -> bool:
    """Say whether a number gets too large while an attempt runs.

    NumPy's settings are put back before each of the student's instructions, since ``np.errstate``
    and ``np.seterr`` would silence it; and Python's errors are seen where they are raised, since
    ``except`` would hide them. What NumPy and the course do inside their own functions is theirs.
    Where NumPy notices nothing, the numbers themselves tell.
    """
    seen: list[str] = []

    def note(kind: str, flag: int) -> None:
        seen.append(kind)

    def look(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename.startswith(_NOT_WATCHED):
            return None
        frame.f_trace_opcodes = True
        if event == "exception" and issubclass(argument[0], (OverflowError, FloatingPointError)):
            seen.append("overflow")
        if numpy_notices():
            np.seterr(over="call")
            np.seterrcall(note)
        return look

    def watched(*given: Any) -> Any:
        called = attempt
        if not numpy_notices():
            watch = _Watch(seen)
            called, given = watch.over(attempt), tuple(map(watch.numbers, given))
        before = sys.gettrace()
        with np.errstate(over="call" if numpy_notices() else "ignore", call=note):
            sys.settrace(look)
            try:
                return called(*given)
            finally:
                sys.settrace(before)

    run_once(watched, case, n_values=1, is_row=True)
    return bool(seen)


# What makes infinity of a number without being too large: a pole.
_POLES: Final = (
    np.divide, np.floor_divide, np.reciprocal, np.log, np.log2, np.log10, np.log1p, np.arctanh,
)  # fmt: skip


class _Watch:
    """Sees by the numbers of a function that something finite gets infinite."""

    def __init__(self, seen: list[str]) -> None:
        watch = self

        class Numbers(np.ndarray[Any, Any]):
            """An array that is asked before each of its operations."""

            def __array_ufunc__(
                self, ufunc: np.ufunc, method: Any, *given: Any, out: Any = None, **more: Any
            ) -> Any:
                plain = [watch.plain(one) for one in given]
                if out is not None:
                    more["out"] = tuple(map(watch.plain, out))
                result = getattr(ufunc, method)(*plain, **more)
                if ufunc not in _POLES and _gets_infinite(method, plain, result):
                    seen.append("overflow")
                return watch.numbers(result) if out is None else out[0]

            def __getitem__(self, place: Any) -> Any:
                return watch.numbers(super().__getitem__(place))

            def __iter__(self) -> Any:
                return (self[k] for k in range(len(self)))

        self._kind = Numbers
        self._module = _Module(self)
        self._spaces: dict[int, dict[str, Any]] = {}

    def numbers(self, value: Any) -> Any:
        """Return numbers of NumPy's as watched ones, and all else as it is."""
        if isinstance(value, tuple):
            return tuple(map(self.numbers, value))
        array = np.asarray(value) if isinstance(value, np.generic) else value
        is_watched = isinstance(array, np.ndarray) and array.dtype.kind in "iuf"
        return array.view(self._kind) if is_watched else value

    def plain(self, value: Any) -> Any:
        """Return what is watched as NumPy knows it."""
        return value.view(np.ndarray) if isinstance(value, self._kind) else value

    def over(self, value: Any) -> Any:
        """Return a function of the student's that calls NumPy under watch, and all else as is."""
        if value is np:
            return self._module
        if isinstance(value, np.ufunc):
            return _Called(self, value)
        if isinstance(value, np.vectorize):
            return np.vectorize(self.over(value.pyfunc), otypes=value.otypes)
        if not isinstance(value, FunctionType):
            return value
        space, cells = value.__globals__, value.__closure__
        if not str(space.get("__file__", "")).startswith(_NOT_WATCHED):
            if id(space) not in self._spaces:
                self._spaces[id(space)] = own = dict(space)
                own |= {name: self.over(one) for name, one in space.items()}
            space = self._spaces[id(space)]
        closure = cells and tuple(CellType(self.over(cell.cell_contents)) for cell in cells)
        changed = FunctionType(value.__code__, space, value.__name__, value.__defaults__, closure)
        changed.__kwdefaults__ = value.__kwdefaults__
        return changed


class _Module:
    """NumPy, with each of its functions under watch."""

    def __init__(self, watch: _Watch) -> None:
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        found = getattr(np, name)
        is_function = callable(found) and not isinstance(found, type)
        return _Called(self._watch, found) if is_function else found


class _Called:
    """A function of NumPy's under watch, or a method of one, as np.add.reduce."""

    def __init__(self, watch: _Watch, function: Any, n_arrays: int | None = 0) -> None:
        self._watch, self._function = watch, function
        self._n_arrays = None if isinstance(function, np.ufunc) else n_arrays  # None: all

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._function, name)
        return _Called(self._watch, found, n_arrays=1) if callable(found) else found

    def __call__(self, *given: Any, **more: Any) -> Any:
        arrays = (self._watch.numbers(np.asarray(one)) for one in given[: self._n_arrays])
        given = (*arrays, *(given[self._n_arrays :] if self._n_arrays is not None else ()))
        return self._watch.numbers(self._function(*given, **more))


def _gets_infinite(method: str, given: list[Any], result: Any) -> bool:
    """Say whether numbers that are all finite have an infinite result."""
    numbers = [np.asarray(one) for one in given]
    if any(one.dtype.kind not in "biuf" for one in (*numbers, np.asarray(result))):
        return False
    if method != "__call__":
        return all(np.isfinite(one).all() for one in numbers) and bool(np.isinf(result).any())
    is_finite = np.logical_and.reduce(np.broadcast_arrays(*map(np.isfinite, numbers)))
    return bool((np.isinf(result) & is_finite).any())
