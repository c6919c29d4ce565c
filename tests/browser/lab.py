"""A real JupyterLab on this machine, with everything it writes in a temporary folder."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from tests.ports import free_ports

DEADLINE = 60.0  # seconds; a loaded machine is slow, not broken

# Loopback only: a proxy of the environment has no business here.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

SETTINGS: dict[str, dict[str, Any]] = {
    # Lab attaches cells as they scroll into view; a test wants them all, measured and drawn.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}

EXPOSED = "--LabApp.expose_app_in_browser=True"  # lets a test ask Lab to look at once


class Lab:
    """A JupyterLab server, from `start` to `stop`; also a context manager.

    Parameters
    ----------
    notebooks : iterable of path
        Files copied into the folder that the server shows.
    settings : mapping, optional
        More of Lab's settings, by plugin: ``{"@jupyterlab/...:plugin": {"key": value}}``.
    """

    # Where Notebook 7 is installed, it puts a button into JupyterLab's toolbar; in a narrow window
    # that one pushes others out of sight.
    unwanted: ClassVar[tuple[str, ...]] = ("@jupyter-notebook/lab-extension",)

    def __init__(
        self,
        notebooks: Iterable[Path | str] = (),
        *,
        settings: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="lab-")).resolve()
        self.root = self.home / "root"
        self.root.mkdir()
        self.token = secrets.token_hex(16)
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = self.home / "server.log"
        for plugin, values in {**SETTINGS, **(settings or {})}.items():
            self.set(plugin, values)
        self.disable()
        for notebook in notebooks:
            self.copy_in(notebook)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    # The server

    def start(self, deadline: float = DEADLINE) -> Self:
        """Start the server and wait until it answers."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.root,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C ends the tests, and the tests end the server
            )
        try:
            self._wait_until_it_answers(deadline)
        except BaseException:
            self.stop()
            raise
        return self

    def command(self) -> list[str]:
        """Return what starts the server."""
        options = [
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            EXPOSED,
            "--JupyterNotebookApp.expose_app_in_browser=True",  # Notebook 7, where it is there
        ]
        return [sys.executable, "-m", "jupyterlab", *options, *as_root()]

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._process is not None, "the server is not started"
        return self._process.pid

    def stop(self) -> None:
        """Shut the kernels down, then the server, then remove the temporary folder."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            try:
                for kernel in self.kernels():
                    self.shut_down_kernel(kernel["id"])
            except OSError:
                pass  # a server that no longer answers takes its kernels with it
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def log(self) -> str:
        """Return what the server has said so far."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    # What it serves

    def copy_in(self, notebook: Path | str, folder: str = "") -> str:
        """Copy a file into `folder` of the server's root; return its path as the server sees it."""
        source = Path(notebook)
        target = self.root / folder / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return target.relative_to(self.root).as_posix()

    def set(self, plugin: str, values: Mapping[str, Any]) -> None:
        """Write settings of one of Lab's plugins; pages opened later follow them."""
        package, _, name = plugin.partition(":")
        file = self.home / "settings" / package / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(dict(values)), "utf-8")

    def disable(self, *extensions: str) -> None:
        """Let pages opened later lack these extensions and the unwanted ones, and no others."""
        file = self.home / "config" / "labconfig" / "page_config.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        lacking = dict.fromkeys([*self.unwanted, *extensions], True)
        file.write_text(json.dumps({"disabledExtensions": lacking}), "utf-8")

    # Its REST interface

    def sessions(self) -> list[dict[str, Any]]:
        """List the sessions: a notebook's path, with its kernel."""
        return list(self.request("GET", "/api/sessions"))

    def session(self, path: str) -> dict[str, Any] | None:
        """Return the session of one notebook, or None."""
        return next((s for s in self.sessions() if s["path"] == path), None)

    def kernels(self) -> list[dict[str, Any]]:
        """List the kernels: ``id``, ``execution_state``, ``connections`` and more."""
        return list(self.request("GET", "/api/kernels"))

    def shut_down_kernel(self, kernel_id: str) -> None:
        """Shut one kernel down; one that is gone already is fine."""
        try:
            self.request("DELETE", f"/api/kernels/{kernel_id}")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise

    def request(self, method: str, path: str) -> Any:
        """Ask the server; return its JSON, or None where it answers without content."""
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {self.token}"}
        )
        with _direct.open(request, timeout=DEADLINE) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    # Inside

    def _environment(self) -> dict[str, str]:
        """Return this process's environment with every Jupyter folder moved into `home`."""
        foreign = ("JUPYTER", "JPY_", "IPYTHON")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        # The environment's own kernel comes before one that the machine offers.
        kept["JUPYTER_PREFER_ENV_PATH"] = "1"
        return kept | {name: str(self.home / folder) for name, folder in folders.items()}

    def _wait_until_it_answers(self, deadline: float) -> None:
        end = time.monotonic() + deadline
        while True:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"JupyterLab ended while starting; it said:\n{self.log()}")
            try:
                self.request("GET", "/api/status")
            except OSError as error:
                if time.monotonic() > end:
                    raise TimeoutError(
                        f"JupyterLab did not answer within {deadline:.0f} s ({error}); "
                        f"it said:\n{self.log()}"
                    ) from error
                time.sleep(0.05)
            else:
                return


def as_root() -> list[str]:
    """Return the option that root needs; the others need none."""
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
