"""A call that is stopped when its time is up, where there are no threads: Python in a browser."""

import sys
import time
from collections.abc import Callable
from typing import Any

from logit_core.exercises._clock import TooLong, is_importing


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`, or raise `TooLong` inside it when the time is up.

    Every loop and every call of a function looks at the clock. So one long call of NumPy is not
    stopped: that is the business of whoever shows a button for it. It raises at each look from
    then on, since a bare `except` in a loop swallows one.

    An import takes nothing from the time. Python 3.12 or newer is needed.
    """
    from sys import monitoring  # type: ignore[attr-defined]  # mypy reads as 3.11 does

    tool, events = monitoring.PROFILER_ID, monitoring.events
    if monitoring.get_tool(tool) is not None:  # a call within a call, whose time is shorter
        return call()
    end = time.monotonic() + seconds

    def look(*place: object) -> None:
        nonlocal end
        if time.monotonic() < end:
            return
        if is_importing(sys._getframe()):
            end = time.monotonic() + seconds
            return
        raise TooLong

    branches = ("BRANCH_LEFT", "BRANCH_RIGHT") if hasattr(events, "BRANCH_LEFT") else ("BRANCH",)
    names = ("JUMP", "PY_START", *branches)
    monitoring.use_tool_id(tool, "logit_core")
    try:
        for name in names:
            monitoring.register_callback(tool, getattr(events, name), look)
        monitoring.set_events(tool, sum(getattr(events, name) for name in names))
        return call()
    finally:
        monitoring.set_events(tool, 0)
        for name in names:
            monitoring.register_callback(tool, getattr(events, name), None)
        monitoring.free_tool_id(tool)
