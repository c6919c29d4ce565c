"""Serves a folder on loopback as a static host does: compressed, and cached by the browser."""

import functools
import gzip
import http.server
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docs.site.serving import Handler, running

_PACKED = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".wasm"}


class GzipServer(http.server.ThreadingHTTPServer):
    """Counts what it is asked for, and the bytes of the answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Packing, directory=str(folder)))
        self.asked: list[tuple[str, int]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def taken(self) -> tuple[int, int]:
        """Return requests and bytes since the last call."""
        asked, self.asked = self.asked, []
        return len(asked), sum(size for _, size in asked)


class _Packing(Handler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | None:
        """Say what is coming, and return it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        is_packed = path.suffix in _PACKED
        body = _packed(path) if is_packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages says
        self.end_headers()
        assert isinstance(self.server, GzipServer)
        self.server.asked.append((self.path, len(body)))
        return io.BytesIO(body)


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def serve(folder: Path) -> Iterator[GzipServer]:
    """Serve a folder as long as the context lasts."""
    server = GzipServer(folder)
    with running(server):
        yield server
