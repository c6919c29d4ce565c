"""A copy of Pyodide for the tests, from a package that carries it; kept outside the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from filelock import FileLock

from docs.site.pyodide import VERSION

PACKAGE = "open-webui==0.12.4"
INSIDE = "open_webui/frontend/pyodide/"


def pyodide_copy() -> Path:
    """Return a folder with Pyodide, downloaded when it is asked for the first time."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "logit-core-tests" / f"pyodide-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not (folder / "complete").exists():
            _download(folder)
    return folder


def _download(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    wish = ["--only-binary", ":all:", "--dest", str(folder), PACKAGE]
    subprocess.run([*pip, *wish], check=True)
    (wheel,) = folder.glob("open_webui-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.startswith(INSIDE) and not name.endswith("/"):
                (folder / name.removeprefix(INSIDE)).write_bytes(packed.read(name))
    wheel.unlink()
    (folder / "complete").touch()  # last: without it, the folder is half-made
