"""What Binder builds, as far as it goes without Docker: the base, then `binder/` on top of it.

The base is what repo2docker puts into every image: read from its own lock, and installed from PyPI
in place of conda-forge. What follows are the two steps that `binder/` adds.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from tests import versions

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "build" / "binder"
ENV = PLACE / "env"
COPY = PLACE / "copy"  # the files that git knows, as Binder gets them
PYTHON = (ROOT / "binder" / "runtime.txt").read_text("utf-8").strip().removeprefix("python-")
# The packages of the base that a reader's session consists of; conda has another name for one.
BASE = (
    *("comm", "ipykernel", "ipython", "ipywidgets", "jupyter-lsp", "jupyter-offlinenotebook"),
    *("jupyter-resource-usage", "jupyter_client", "jupyter_core", "jupyter_events"),
    *("jupyter_server", "jupyter_server_terminals", "jupyterhub", "jupyterlab"),
    *("jupyterlab_server", "jupyterlab_widgets", "notebook", "pyzmq", "tornado", "traitlets"),
    "widgetsnbextension",
)


class BuildError(Exception):
    """A step of the build that failed, with what it said."""


def base_versions() -> dict[str, str]:
    """Return the versions of `BASE` in the lock of repo2docker for our Python."""
    found = importlib.util.find_spec("repo2docker")  # it cannot be imported on Windows
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "buildpacks" / "conda"
    lock = (folder / f"environment.py-{PYTHON}-linux-64.lock").read_text("utf-8")
    locked = dict(re.findall(r"/([\w.-]+)-([^-/\s]+)-[^-/\s]+?\.(?:conda|tar\.bz2)#", lock))
    locked["jupyterhub"] = locked["jupyterhub-base"]
    return {name: locked[name] for name in BASE}


def changed(base: dict[str, str], env: Path = ENV) -> dict[str, str]:
    """Return the packages of the base that an environment holds in another version by now."""
    (packages,) = env.glob("lib/python*/site-packages")
    held = {canonicalize_name(d.name): d.version for d in distributions(path=[str(packages)])}
    now = {name: held.get(canonicalize_name(name), "missing") for name in base}
    return {name: version for name, version in now.items() if version != base[name]}


def build() -> tuple[str, dict[str, float]]:
    """Build the environment anew; return its Python, and the seconds of each step."""
    shutil.rmtree(PLACE, ignore_errors=True)
    copy_files()
    interpreter = versions.find(PYTHON) or Path(sys.executable)
    uv = [sys.executable, "-m", "uv"]
    base = [f"{name}=={version}" for name, version in base_versions().items()]
    steps: dict[str, Sequence[str | Path]] = {
        "an empty environment": [*uv, "venv", "--seed", "--python", interpreter, ENV],
        "the base": [*uv, "pip", "install", "--python", ENV / "bin" / "python", *base],
        "binder/requirements.txt": [
            *(ENV / "bin" / "pip", "install", "--no-cache-dir"),
            *("-r", "binder/requirements.txt"),
        ],
        "binder/postBuild": ["./binder/postBuild"],
    }
    seconds = {}
    for name, command in steps.items():
        print(f"Building: {name} ...", flush=True)
        began = time.monotonic()
        run(command)
        seconds[name] = time.monotonic() - began
    return run([ENV / "bin" / "python", "--version"]).strip(), seconds


def copy_files() -> None:
    """Copy the files that git tracks, and those that it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, COPY / name)


def inside(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of what runs in the image: its own programs come first."""
    path = os.pathsep.join([str(ENV / "bin"), environment["PATH"]])
    foreign = ("PYTHONPATH", "VIRTUAL_ENV")
    return {**{n: v for n, v in environment.items() if n not in foreign}, "PATH": path}


def run(command: Sequence[str | Path]) -> str:
    """Run a command in the copy; return what it said."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=COPY,
        env=inside(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise BuildError(f"{' '.join(map(str, command))} failed:\n{done.stdout[-4000:]}")
    return done.stdout
