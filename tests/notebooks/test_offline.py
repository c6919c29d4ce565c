"""No chapter, explorer or exercise reaches beyond this machine or writes where it should not."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.thorough import quickly

from . import offline
from .chapters import NOTEBOOKS

ROOT = Path(__file__).parents[2]
ABROAD = "198.51.100.7"  # kept for examples: nobody's
HOME = str(Path.home() / "a-new-file")


@pytest.mark.parametrize("name", quickly(NOTEBOOKS, ["00_start_here"]))
def test_a_chapter_with_its_explorers_and_exercises_stays_at_home(name: str) -> None:
    command = [sys.executable, "-m", "tests.notebooks.offline", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("event", "told", "refused"),
    [
        ("socket.connect", (None, (ABROAD, 80)), True),
        ("socket.connect", (None, ("example.org", 80)), True),
        ("socket.connect", (None, ("::2", 80, 0, 0)), True),
        ("socket.connect", (None, ("127.0.0.1", 80)), False),
        ("socket.connect", (None, ("::1", 80, 0, 0)), False),
        ("socket.connect", (None, "/run/a.socket"), False),
        ("socket.sendto", (None, (ABROAD, 53)), True),
        ("socket.sendmsg", (None, (ABROAD, 53)), True),
        ("socket.sendmsg", (None, None), False),
        ("socket.getaddrinfo", ("example.org", 80, 0, 0, 0), True),
        ("socket.getaddrinfo", ("localhost", 80, 0, 0, 0), False),
        ("socket.gethostbyname", ("example.org",), True),
        ("socket.gethostbyaddr", (ABROAD,), True),
        ("open", (HOME, "w", 0), True),
        ("open", (HOME, "r+", 0), True),
        ("open", (HOME, None, os.O_WRONLY | os.O_CREAT), True),
        ("open", (HOME.encode(), "ab", 0), True),
        ("open", (HOME, "r", 0), False),
        ("open", (HOME, None, os.O_RDONLY), False),
        ("open", (os.devnull, "w", 0), False),
        ("open", (3, "w", 0), False),
        ("open", (str(Path(tempfile.gettempdir(), "a")), "w", 0), False),
        ("open", (str(Path(tempfile.gettempdir(), "..", "a")), "w", 0), True),
        ("os.mkdir", (HOME, 0o777, -1), True),
        ("os.remove", (HOME, -1), True),
        ("os.rename", (str(Path(tempfile.gettempdir(), "a")), HOME, -1, -1), True),
        ("subprocess.Popen", ("curl", [], None, None), True),
        ("import", ("json", None, None, None, None), False),
    ],
)
def test_what_is_refused(event: str, told: tuple[Any, ...], refused: bool) -> None:
    assert offline.refused(event, told) is refused


def test_an_attempt_fails_at_once_and_is_told_until_the_watch_ends() -> None:
    attempts: list[str] = []
    end = offline.watch(attempts)
    try:
        with socket.socket() as one, pytest.raises(offline.RefusedError):
            one.connect((ABROAD, 80))
        with pytest.raises(offline.RefusedError):
            Path(HOME).touch()
    finally:
        end()
    assert len(attempts) == 2
    assert ABROAD in attempts[0]
    assert not Path(HOME).exists()
