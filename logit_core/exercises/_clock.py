"""A call that is stopped when its time is up."""

import _thread
import ctypes
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Final


class TooLong(BaseException):
    """Raised inside the student's function when its time is up."""


WALL_SECONDS = 20.0
"""How long a call may take by the clock on the wall, whatever else the machine does."""

_IMPORTING = "<frozen importlib._bootstrap>"


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`, or raise `TooLong` inside it when the time is up.

    What counts is the processor's time in this thread, and not while it imports a module: other
    programs, and the first import of a large module, take nothing from a student's time.

    A second thread raises, because signals reach only the main thread and Windows has no alarm.
    One thread watches all calls, and ends with the last: to start one takes longer than most calls.
    """
    if sys.platform == "emscripten":  # Python in a browser, where no thread can be started
        from logit_core.exercises import _clock_by_events

        return _clock_by_events.within(seconds, call)
    watched = _Watched(seconds)
    try:
        try:
            watched.begin()
            return call()
        finally:
            watched.end()
    except BaseException:  # the time is up, or Stop is pressed, perhaps in the midst of `end`
        watched.end()
        raise


def running_out(seconds: float) -> Callable[[], bool]:
    """Return a function that says whether a time is up: the processor's, or four times the wall's.

    What else the machine does leaves a judge its inputs.
    """
    of_processor, begun = time.process_time() + seconds, time.monotonic()

    def is_over() -> bool:
        passed = time.monotonic() - begun
        # to ask for the processor's time takes long
        return passed > seconds and (passed > 4 * seconds or time.process_time() > of_processor)

    return is_over


class _Watched:
    """A call under way: what it has used of its time, and when it is looked at again."""

    def __init__(self, seconds: float) -> None:
        self.thread = _thread.get_ident()
        self.seconds = seconds
        self.pause = min(0.05, seconds / 4)
        self.latest = time.monotonic() + max(WALL_SECONDS, seconds)
        self.used_so_far: Callable[[], float] | None = None  # most calls end before a look
        self.used, self.before = 0.0, 0.0
        self.strikes = 0
        self.is_over = False
        self.is_looked_at = False

    def begin(self) -> None:
        global _is_watching
        with _beginning_or_leaving:
            if not _is_watching:
                _thread.start_new_thread(_watch, ())
                _is_watching = True
            _under_way.append(self)

    def end(self) -> None:
        # The exception may strike between any two steps here, and then all of them run again:
        # hence no lock, which it would leave locked. A look begins before the call is over and is
        # waited for, or it finds the call over.
        self.is_over = True
        while self.is_looked_at:
            time.sleep(0.0001)
        if self in _under_way:
            _under_way.remove(self)
        # One that is under way strikes in this loop. Taken back with PyThreadState_SetAsyncExc, it
        # would leave the interpreter's signal set for good, and a debugger hangs on that.
        for _ in range(2):
            pass

    def look(self) -> None:
        """Add up the time, and raise in the call's thread when it is up.

        It raises again every quarter of a second, since a bare `except` in a loop swallows one.
        """
        self.is_looked_at = True
        if not self.is_over and self.used_so_far is None:
            self.used_so_far = _processor_time_of(self.thread)
            self.before = self.used_so_far()
        elif not self.is_over and self.used_so_far is not None and self.strikes < 40:
            now = self.used_so_far()
            self.used += 0.0 if is_importing(_frame_of(self.thread)) else now - self.before
            self.before = now
            if self.used >= self.seconds or time.monotonic() >= self.latest:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self.thread), ctypes.py_object(TooLong)
                )
                self.pause, self.strikes = 0.25, self.strikes + 1
        self.is_looked_at = False


_under_way: Final[list[_Watched]] = []
_beginning_or_leaving: Final = _thread.allocate_lock()
_is_watching = False


def _watch() -> None:
    """Look at all calls again and again, until there are none."""
    global _is_watching
    while True:
        time.sleep(min((one.pause for one in list(_under_way)), default=0.05))
        for one in list(_under_way):
            one.look()
        with _beginning_or_leaving:
            if not _under_way:
                _is_watching = False
                return


def _processor_time_of(thread: int) -> Callable[[], float]:
    """Return a function that tells the time of one thread, or of the process where none can."""
    clock_of = getattr(time, "pthread_getcpuclockid", None)  # neither on Windows nor on a Mac
    if clock_of is None:
        return time.process_time
    clock = clock_of(thread)
    return lambda: time.clock_gettime(clock)


def _frame_of(thread: int) -> FrameType | None:
    return sys._current_frames().get(thread)


def is_importing(frame: FrameType | None) -> bool:
    """Say whether a frame is part of an import."""
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTING:
            return True
        frame = frame.f_back
    return False
