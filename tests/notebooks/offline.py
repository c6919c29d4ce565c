"""A chapter, its exercises solved, in a process that may not reach the network nor write abroad.

    python -m tests.notebooks.offline 05_iris

Whatever is attempted fails there and then; at the end all attempts are told, with exit code 1.
"""

import ipaddress
import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib import font_manager  # noqa: F401  (its cache of fonts is made at the first import)

from .chapters import Chapter
from .test_solutions import solved

ALLOWED = (tempfile.gettempdir(), matplotlib.get_cachedir(), matplotlib.get_configdir(), os.devnull)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {  # each with the number of paths that it is told
    "os.chmod": 1,
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.symlink": 2,
    "os.truncate": 1,
}
PROCESSES = {"os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen"}
PEERS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}  # where the address stands
NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class RefusedError(Exception):
    """What a chapter may not do."""


def is_loopback(address: Any) -> bool:
    """Tell whether an address is one of this machine."""
    if not isinstance(address, tuple):  # a socket of this machine by its file, or none at all
        return True
    if address[0] in (None, "localhost"):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:  # a name
        return False


def is_allowed(path: Any) -> bool:
    """Tell whether a chapter may write to a path; numbers are files that are open already."""
    if isinstance(path, int):
        return True
    real = Path(os.path.realpath(os.fsdecode(path)))
    return any(real.is_relative_to(os.path.realpath(place)) for place in ALLOWED)


def refused(event: str, told: tuple[Any, ...]) -> bool:
    """Tell whether an event of Python's audit is one that a chapter may not cause."""
    if event in PEERS:
        return not is_loopback(told[PEERS[event]])
    if event in NAMES:
        return not is_loopback(told)
    if event == "open":
        path, mode, flags = told
        writes = set(mode or "") & set("wax+") or (flags or 0) & WRITES
        return bool(writes) and not is_allowed(path)
    if event in CHANGES:
        return not all(map(is_allowed, told[: CHANGES[event]]))
    return event in PROCESSES


def watch(attempts: list[str]) -> Callable[[], None]:
    """Refuse from now on, and note each attempt; return what ends it."""
    on = True

    def hook(event: str, told: tuple[Any, ...]) -> None:
        if on and refused(event, told):
            attempts.append(f"{event} {told}")
            raise RefusedError(attempts[-1])

    def end() -> None:
        nonlocal on
        on = False

    sys.addaudithook(hook)
    return end


def show(value: Any) -> None:
    """Do what a front end does with the value of a cell's last line, and with its figures."""
    if hasattr(value, "_repr_mimebundle_"):
        value._repr_mimebundle_()
    for number in plt.get_fignums():
        plt.figure(number).savefig(BytesIO(), format="png")
    plt.close("all")


def main(name: str) -> str | None:
    """Run a chapter; return what it attempted, or None."""
    chapter, sources = Chapter(name), solved(name)
    attempts: list[str] = []
    end = watch(attempts)
    space: dict[str, Any] = {}
    for cell, source in sources.items():
        chapter.run(cell, space=space, replaced={chapter.source(cell): source})
        show(space["_"])
    end()
    return "\n".join(attempts) or None


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # what an import compiles is no writing of the chapter
    sys.exit(main(sys.argv[1]))
