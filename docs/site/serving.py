"""Serves the site on this machine alone."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers without a line for each request, and with the types that browsers ask for."""

    extensions_map: ClassVar = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def server(
    folder: Path, port: int = 0, handler: type[Handler] = Handler
) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder on loopback; port 0 is any free one."""
    of_folder = functools.partial(handler, directory=str(folder))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), of_folder)


@contextmanager
def running(serving: http.server.ThreadingHTTPServer) -> Iterator[str]:
    """Let a server answer as long as the context lasts; tell its address."""
    with serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{serving.server_port}"
        finally:
            serving.shutdown()
