"""A student as a Jupyter server sees one: asks what JupyterLab asks for, opens and runs notebooks.

The kernel is spoken to through the server's websocket, in JupyterLab's protocol. What takes too
long is a `TimeoutError`; a connection that breaks is made anew, and the server sends what was
missed.
"""

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

import requests
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
from websocket import WebSocket, WebSocketException, WebSocketTimeoutException, create_connection

PROTOCOL = "v1.kernel.websocket.jupyter.org"
N_RETRIES = 5
NOT_NOW = (429, 502, 503, 504)  # what a hub or proxy with too much to do answers
NUDGE = 2.0  # seconds after which a kernel that is silent is asked again
AT_FIRST = (  # what JupyterLab asks for before it shows a notebook
    "lab",
    "lab/api/settings",
    "lab/api/translations/en",
    "lab/api/workspaces/default",
    "api/kernelspecs",
    "api/kernels",
    "api/sessions",
    "api/contents?content=1",
)


@dataclass
class Run:
    """What came of running a notebook from top to bottom."""

    path: str
    kernel: str = ""  # its id
    seconds: float = 0.0  # from opening the notebook to the end of its last cell
    n_cells: int = 0
    errors: list[str] = field(default_factory=list)


class Student:
    """A client of one Jupyter server; also a context manager, which closes its connections.

    Parameters
    ----------
    url : str
        Address of the server, with a slash at its end.
    token : str
        What the server asks for.
    patience : float
        Seconds until an answer, a kernel or a cell counts as lost.
    """

    def __init__(self, url: str, token: str, *, patience: float = 120.0) -> None:
        self.url = url
        self.patience = patience
        self.n_reconnected = 0
        self._http = http_session(token)
        self._token = token

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._http.close()

    def look_around(self) -> None:
        """Ask for what JupyterLab asks for at its start."""
        for path in AT_FIRST:
            self.ask("GET", path)

    def ask(self, method: str, path: str, body: object = None) -> requests.Response:
        """Ask the server; raise `requests.RequestException` where it fails, also after retries."""
        answer = self._http.request(method, self.url + path, json=body, timeout=self.patience)
        answer.raise_for_status()
        return answer

    def run(self, path: str, *, first_alone: bool = False) -> Run:
        """Open a notebook and run its cells; its kernel goes on, as when a tab stays open."""
        run = Run(path)
        began = time.monotonic()
        cells = self.ask("GET", f"api/contents/{path}?content=1").json()["content"]["cells"]
        wish = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        run.kernel = self.ask("POST", "api/sessions", wish).json()["kernel"]["id"]
        with self.connected(run.kernel) as kernel:
            kernel.shake_hands()
            code = [cell for cell in cells if cell["cell_type"] == "code"]
            for cell in code[:1] if first_alone else code:
                run.n_cells += 1
                run.errors += _complaints(cell, kernel.execute("".join(cell["source"])))
            self.n_reconnected += kernel.n_reconnected
        run.seconds = time.monotonic() - began
        return run

    @contextlib.contextmanager
    def connected(self, kernel: str) -> Iterator["Kernel"]:
        """Connect to a kernel."""
        address = f"{self.url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels"
        connection = Kernel(address, self._token, self.patience)
        try:
            yield connection
        finally:
            connection.close()


class Kernel:
    """A connection to one kernel through the server's websocket.

    Parameters
    ----------
    address : str
        Of the websocket.
    token : str
        What the server asks for.
    patience : float
        Seconds until an answer counts as lost.
    """

    def __init__(self, address: str, token: str, patience: float) -> None:
        self.patience = patience
        self.n_reconnected = 0
        self._session = Session()
        self._address = f"{address}?session_id={self._session.session}"
        self._token = token
        self._socket = self._connect()

    def close(self) -> None:
        """Close the connection; the kernel goes on."""
        self._socket.close()

    def shake_hands(self) -> None:
        """Ask who is there until the kernel answers: what comes too early is lost."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            question = self._send("kernel_info_request", {})
            with contextlib.suppress(TimeoutError):
                return self._await_reply(question, min(NUDGE, end - time.monotonic()))
        raise TimeoutError(f"the kernel said nothing for {self.patience:.0f} s")

    def execute(self, source: str) -> dict[str, Any]:
        """Run a cell; return its reply when all its output has come."""
        wish = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        question = self._send("execute_request", wish | {"stop_on_error": True})
        reply, idle = None, False
        end = time.monotonic() + self.patience
        while reply is None or not idle:
            kind, parent, content = self._receive(end)
            if parent == question:
                reply = content if kind == "execute_reply" else reply
                idle |= kind == "status" and content["execution_state"] == "idle"
        return reply

    def _await_reply(self, question: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            kind, parent, _ = self._receive(end)
            if parent == question and kind.endswith("_reply"):
                return

    def _send(self, kind: str, content: dict[str, Any]) -> str:
        message = self._session.msg(kind, content)
        data = serialize_msg_to_ws_v1(message, "shell", self._session.pack)
        try:
            self._socket.send_binary(data)
        except (OSError, WebSocketException):
            self._reconnect()
            self._socket.send_binary(data)
        return str(message["header"]["msg_id"])

    def _receive(self, end: float) -> tuple[str, str, dict[str, Any]]:
        """Return the next message: its kind, the id of the question, its content."""
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer from the kernel in time")
            self._socket.settimeout(left)
            try:
                data = self._socket.recv()
            except WebSocketTimeoutException:
                continue
            except (OSError, WebSocketException):
                data = b""  # as after a close: the server went away
            if not data:
                self._reconnect()
                continue
            _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(data)
            question = json.loads(parent).get("msg_id", "")
            return json.loads(header)["msg_type"], question, json.loads(content)

    def _connect(self) -> WebSocket:
        return create_connection(
            self._address,
            timeout=self.patience,
            header=[f"Authorization: token {self._token}"],
            subprotocols=[PROTOCOL],
            http_no_proxy=["*"],
        )

    def _reconnect(self) -> None:
        """Connect anew as the same session, to which the server sends what was missed."""
        if self.n_reconnected == N_RETRIES:
            raise ConnectionError(f"the kernel's connection broke {N_RETRIES + 1} times")
        self.n_reconnected += 1
        time.sleep(0.1 * 2**self.n_reconnected)
        self._socket = self._connect()


def http_session(token: str) -> requests.Session:
    """Return a session that asks again where the other side is too busy to answer."""
    session = requests.Session()
    session.trust_env = False  # loopback only: a proxy of the environment has no business here
    session.headers["Authorization"] = f"token {token}"
    patient = Retry(
        total=N_RETRIES, backoff_factor=0.5, status_forcelist=NOT_NOW, allowed_methods=None
    )
    session.mount("http://", HTTPAdapter(max_retries=patient))
    return session


def _complaints(cell: dict[str, Any], reply: dict[str, Any]) -> list[str]:
    if reply["status"] == "ok":
        return []
    return [f"cell {cell.get('id', '?')}: {reply.get('ename')}: {reply.get('evalue')}"]
