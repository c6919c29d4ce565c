"""A session as mybinder.org starts it, on one processor, and what it takes of the memory."""

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any, Self

import psutil

from tests.bench.memory import usage
from tests.binder import image
from tests.browser.lab import EXPOSED, Lab, as_root

BETWEEN = 0.2  # seconds from one look at the memory to the next
MB = 1e6


class Session(Lab):
    """A server in the image, started by BinderHub's command line, at a path like a user's."""

    unwanted = ()  # all that the image has

    def __init__(self) -> None:
        super().__init__()
        self.root = image.COPY
        self.base = "/user/course-1a2b3c/"
        self.url += self.base.rstrip("/")
        self.began = 0.0

    def command(self) -> list[str]:
        """Return what BinderHub would start, on one processor where that can be said."""
        told = {"base_url": self.base, "token": self.token, "trust_xheaders": True}
        options = [
            f"--{application}.{name}={value}"
            for application in ("NotebookApp", "ServerApp")  # each says it to both
            for name, value in told.items()
        ]
        lab = [str(image.ENV / "bin" / "jupyter-lab"), "--ip=127.0.0.1", f"--port={self.port}"]
        one_processor = ["taskset", "--cpu-list", "0"] if shutil.which("taskset") else []
        return [*one_processor, *lab, *options, "--no-browser", EXPOSED, *as_root()]

    def start(self, *arguments: Any) -> Self:
        """Start the server; `began` is when."""
        self.began = time.monotonic()
        return super().start(*arguments)

    def since_launch(self) -> tuple[float, float]:
        """Return the seconds since the server was started: by the clock, and of the processor."""
        worked = sum(usage(member).seconds for member in family(self.pid))
        return time.monotonic() - self.began, worked

    def _environment(self) -> dict[str, str]:
        return image.inside(super()._environment())


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]


class Peak:
    """The most that a process and its children held together, in megabytes."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def look(self, pid: int) -> None:
        """Look once."""
        held = 0
        for member in family(pid):
            with contextlib.suppress(psutil.Error):  # one that has just ended
                held += usage(member).fair
        self.megabytes = max(self.megabytes, held / MB)


@contextlib.contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Look at the memory again and again; what they share counts once."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(BETWEEN):
            with contextlib.suppress(psutil.Error):
                peak.look(pid)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield peak
    finally:
        over.set()
        watching.join()
