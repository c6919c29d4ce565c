"""JupyterHub on this machine: its proxy, its students, and a server for each of them."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import requests

from docs.site import tools
from tests.ports import free_ports

from .student import Student, http_session

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROXY_TOOLS = ROOT / "build" / "classroom" / "npm"
SETTINGS = ROOT / "docs" / "classroom"  # jupyter_server_config.json, as recommended
DEADLINE = 120.0  # seconds


class Hub:
    """JupyterHub with its proxy, from entering to leaving; both end with all servers.

    Parameters
    ----------
    notebooks : list of path
        What each student finds in the folder `notebooks`.
    """

    def __init__(self, notebooks: list[Path]) -> None:
        self.notebooks = notebooks
        self.home = Path(tempfile.mkdtemp(prefix="classroom-")).resolve()
        self._ports = free_ports(3)
        self.url = f"http://127.0.0.1:{self._ports[0]}"
        self._token = secrets.token_hex(16)
        self._http = http_session(self._token)
        self._log = self.home / "hub.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        tools.install(HERE / "package.json", PROXY_TOOLS, "the hub's proxy")
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def enrol(self, name: str, *, patience: float = DEADLINE) -> Student:
        """Enter a student and copy the notebooks into their folder; return them as a client."""
        folder = self.home / "students" / name / "notebooks"
        folder.mkdir(parents=True)
        for notebook in self.notebooks:
            shutil.copy(notebook, folder)
        self.ask("POST", f"users/{name}")
        token = self.ask("POST", f"users/{name}/tokens", {"note": "bench"}).json()["token"]
        return Student(f"{self.url}/user/{name}/", token, patience=patience)

    def start_server(self, name: str) -> float:
        """Start a student's server; return the seconds until the hub calls it ready."""
        began = time.monotonic()
        self.ask("POST", f"users/{name}/server")
        while not (server := self._server(name)).get("ready"):
            if not server:
                raise ConnectionError(f"the server of {name} ended while it started")
            if time.monotonic() - began > DEADLINE:
                raise TimeoutError(f"the server of {name} was not ready after {DEADLINE:.0f} s")
            time.sleep(0.5)
        return time.monotonic() - began

    def pid_of(self, name: str) -> int:
        """Return the process of a student's server."""
        return int(self._server(name)["state"]["pid"])

    def ask(self, method: str, path: str, body: object = None) -> requests.Response:
        """Ask the hub's REST interface; raise `requests.RequestException` where it fails."""
        address = f"{self.url}/hub/api/{path}"
        answer = self._http.request(method, address, json=body, timeout=DEADLINE)
        answer.raise_for_status()
        return answer

    def log(self) -> str:
        """Return what hub, proxy and servers have complained of so far."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def _server(self, name: str) -> dict[str, Any]:
        servers = self.ask("GET", f"users/{name}?include_stopped_servers=0").json()["servers"]
        return dict(servers.get("", {}))

    def _start(self) -> None:
        proxy = PROXY_TOOLS / "node_modules" / "configurable-http-proxy" / "bin"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", f"--config={HERE / 'hub_config.py'}"],
                cwd=self.home,
                env={
                    **{k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "JPY"))},
                    "CLASSROOM_HOME": str(self.home),
                    "CLASSROOM_PORTS": " ".join(map(str, self._ports)),
                    "CLASSROOM_PROXY": str(proxy / "configurable-http-proxy"),
                    "CLASSROOM_SETTINGS": str(SETTINGS),
                    "CLASSROOM_TOKEN": self._token,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C ends the benchmark, and that ends the hub
            )
        end = time.monotonic() + DEADLINE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"JupyterHub did not start; it said:\n{self.log()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/hub/api/", timeout=5).ok
        except requests.RequestException:
            return False

    def _stop(self) -> None:
        """End the hub, which ends its proxy and servers, then remove the temporary folder."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._http.close()
        shutil.rmtree(self.home, ignore_errors=True)
