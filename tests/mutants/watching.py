"""Which lines of the package each test runs, and for how long: a fault meets what can see it."""

import json
import sys
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

# by the name of a file of the package: the lines that a test runs in it
Lines = dict[str, set[int]]


@dataclass(frozen=True)
class Watched:
    """A test, the seconds that it takes, and the lines that it runs."""

    test: str
    seconds: float
    lines: Lines


class Watcher:
    """Notes for each test the lines that it runs under a folder, and writes them down at the end.

    Parameters
    ----------
    folder : Path
        The package.
    notes : Path
        Where to write.
    """

    def __init__(self, folder: Path, notes: Path) -> None:
        self.folder, self.notes = f"{folder}/", notes
        self.seen: list[tuple[str, float, dict[str, list[int]]]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Watch one test."""
        lines: Lines = {}

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            name = frame.f_code.co_filename
            if not name.startswith(self.folder):
                return None
            lines.setdefault(name, set()).add(frame.f_lineno)
            return trace

        began, before = time.process_time(), sys.gettrace()
        sys.settrace(trace)
        try:
            return (yield)
        finally:
            sys.settrace(before)
            found = {name: sorted(numbers) for name, numbers in lines.items()}
            self.seen.append((item.nodeid, time.process_time() - began, found))

    def pytest_sessionfinish(self) -> None:
        """Write down what was seen."""
        self.notes.write_text(json.dumps(self.seen), "utf-8")


def read_notes(notes: Path) -> list[Watched]:
    """Return what a watcher has written."""
    return [
        Watched(test, seconds, {name: set(numbers) for name, numbers in lines.items()})
        for test, seconds, lines in json.loads(notes.read_text("utf-8"))
    ]


def seeing(watched: Iterable[Watched], path: Path, lines: range) -> list[str]:
    """Return the tests that run some of these lines of a file, the quickest first."""
    found = [one for one in watched if not one.lines.get(str(path), set()).isdisjoint(lines)]
    return [one.test for one in sorted(found, key=lambda one: one.seconds)]
