"""KaTeX's server is waited for until it listens."""

import os
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from docs.site import katex

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere it talks over a port")

# its file is there some time before it listens
LATE = """
import socket, sys, time
here = socket.socket(socket.AF_UNIX)
here.bind(sys.argv[1])
time.sleep(0.3)
here.listen()
here.accept()[0].sendall(b"listening")
"""


class Server:
    """What starts the Python `code` in the place of KaTeX's server."""

    code: ClassVar[str] = LATE

    @classmethod
    def build_command(cls, socket: Path) -> list[str]:
        return [sys.executable, "-c", cls.code, str(socket)]

    @staticmethod
    def timeout_error(timeout: float) -> TimeoutError:
        return TimeoutError(f"not within {timeout} s")


class Dead(Server):
    """One that ends without a word."""

    code = ""


def test_a_server_that_listens_late_is_waited_for(tmp_path: Path) -> None:
    process, connection = katex.start(Server, tmp_path, 60)
    with process, connection:
        assert connection.recv(9) == b"listening"


def test_one_that_never_listens_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match=r"not within 0.2 s"):
        katex.start(Dead, tmp_path, 0.2)
