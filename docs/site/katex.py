"""Starts KaTeX's server for sphinxcontrib.katex.

Where it talks over a port, each formula waits twice for the other side's acknowledgement: some
80 ms, nearly all the time of laying out the pages. Over a file nothing waits; but the extension
connects as soon as that file is there, when the server does not listen yet.
"""

import socket
import time
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

_PAUSE = 0.01  # seconds between two attempts


def start(server: Any, folder: Path, timeout: float) -> tuple[Popen[bytes], socket.socket]:
    """Start the server and connect to it as soon as it listens, on POSIX.

    Parameters
    ----------
    server : class
        The extension's `KaTeXServer`, which knows the command.
    folder : Path
        Where the file of the connection is made.
    timeout : float
        Seconds to wait.

    Returns
    -------
    process, connection

    Raises
    ------
    KaTeXError
        If it does not listen in time.
    """
    file = folder / "katex.sock"
    process = Popen(server.build_command(socket=file), stdin=PIPE, stdout=PIPE, cwd=folder)
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(file))
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(_PAUSE)
        else:
            return process, connection
    process.kill()
    process.communicate()
    raise server.timeout_error(timeout)
