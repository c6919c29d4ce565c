"""A call that is stopped when its time is up."""

import _thread
import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any


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
    It raises again every quarter of a second, since a bare `except` in a loop swallows one.
    """
    over = _thread.allocate_lock()
    over.acquire()
    watcher_gone: list[bool] = []
    caller = _thread.get_ident()
    used_so_far = _processor_time_of(caller)

    def watch() -> None:
        used, before = 0.0, used_so_far()
        latest = time.monotonic() + max(WALL_SECONDS, seconds)
        pause, strikes = min(0.05, seconds / 4), 0
        while strikes < 40 and not over.acquire(timeout=pause):
            now = used_so_far()
            used, before = used + (0.0 if _imports(caller) else now - before), now
            if used >= seconds or time.monotonic() >= latest:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(caller), ctypes.py_object(TooLong)
                )
                pause, strikes = 0.25, strikes + 1
        watcher_gone.append(True)

    def stop() -> None:
        # The exception may strike between any two steps here, and then all of them run again:
        # hence neither Thread.join nor Event, which it would leave locked.
        if over.locked():
            over.release()
        while not watcher_gone:
            time.sleep(0.0001)
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
    except TooLong:
        stop()
        raise


def _processor_time_of(thread: int) -> Callable[[], float]:
    """Return a function that tells the time of one thread, or of the process where none can."""
    clock_of = getattr(time, "pthread_getcpuclockid", None)  # neither on Windows nor on a Mac
    if clock_of is None:
        return time.process_time
    clock = clock_of(thread)
    return lambda: time.clock_gettime(clock)


def _imports(thread: int) -> bool:
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTING:
            return True
        frame = frame.f_back
    return False
