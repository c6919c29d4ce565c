"""What processes hold of the machine's memory, and the processor's seconds that they took."""

from dataclasses import dataclass
from pathlib import Path

import psutil

MB = 1e6


@dataclass(frozen=True)
class Usage:
    """What one process takes, itself alone; sizes in bytes.

    Attributes
    ----------
    own : int
        What only this process holds, and what comes free when it ends (USS).
    fair : int
        The same with its share of what several processes hold, such as libraries (PSS on Linux;
        elsewhere, where it is not told, what only this process holds).
    whole : int
        All that it holds, shared or not (RSS): what it takes on a machine of its own.
    seconds : float
        The processor's time since it started.
    """

    own: int
    fair: int
    whole: int
    seconds: float


def usage(pid: int) -> Usage:
    """Read what one process takes; raise `psutil.NoSuchProcess` where it is gone."""
    process = psutil.Process(pid)
    memory, times = process.memory_full_info(), process.cpu_times()
    fair = getattr(memory, "pss", memory.uss)
    return Usage(memory.uss, fair, memory.rss, times.user + times.system)


def kernels(pid: int) -> dict[str, int]:
    """Return the processes of a Jupyter server's kernels by the kernels' ids.

    The id stands in the name of the file that a kernel is started with.
    """
    found = {}
    for child in psutil.Process(pid).children(recursive=True):
        for word in child.cmdline():
            file = Path(word)
            if file.name.startswith("kernel-") and file.suffix == ".json":
                found[file.stem.removeprefix("kernel-")] = child.pid
    return found


def together(*parts: Usage) -> Usage:
    """Add up what several processes take."""
    return Usage(
        own=sum(part.own for part in parts),
        fair=sum(part.fair for part in parts),
        whole=sum(part.whole for part in parts),
        seconds=sum(part.seconds for part in parts),
    )
