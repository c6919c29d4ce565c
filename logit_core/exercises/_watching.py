"""Whether anything overflows on the way, however well it is hidden."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import numpy as np

from logit_core.exercises._attempts import run_once

_NOT_WATCHED: Final = (str(Path(np.__file__).parent), str(Path(__file__).parent.parent))


def overflows(attempt: Callable[..., Any], case: tuple[Any, ...]) -> bool:
    """Say whether a number gets too large while an attempt runs.

    NumPy's settings are put back before each of the student's instructions, since ``np.errstate``
    and ``np.seterr`` would silence it; and Python's errors are seen where they are raised, since
    ``except`` would hide them. What NumPy and the course do inside their own functions is theirs.
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
        np.seterr(over="call")
        np.seterrcall(note)
        return look

    def watched(*given: Any) -> Any:
        before = sys.gettrace()
        with np.errstate(over="call", call=note):
            sys.settrace(look)
            try:
                return attempt(*given)
            finally:
                sys.settrace(before)

    run_once(watched, case, n_values=1, is_row=True)
    return bool(seen)
