"""A call that is stopped when its time is up."""

import _thread
import ctypes
import time
from collections.abc import Callable
from typing import Any


class TooLong(BaseException):
    """Raised inside the student's function when its time is up."""


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return `call()`, or raise `TooLong` inside it when the time is up.

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
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLong))
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
    except TooLong:
        stop()
        raise
