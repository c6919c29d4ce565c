"""Pyodide: where the page takes its Python from, and how a copy comes onto the site itself."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docs.site.progress import BuildError

VERSION: Final = "314.0.3"
HOST: Final = "cdn.jsdelivr.net"
ADDRESS: Final = f"https://{HOST}/pyodide/v{VERSION}/full/"
MEGABYTES: Final = 10  # interpreter, its library and NumPy, as they travel

_PARTS: Final = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
_PACKAGES: Final = (
    *("numpy", "scipy", "scikit-learn", "matplotlib"),
    "micropip",  # JupyterLite installs by it
)


def copy(folder: Path, to: Path) -> None:
    """Copy what the course needs from a folder with Pyodide of this version.

    Raises
    ------
    BuildError
        If something is missing there, or it is another version.
    """
    try:
        lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
        version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
        if version != VERSION:
            raise BuildError(f"Pyodide must be of version {VERSION}, got {version} in {folder}.")
        to.mkdir(parents=True, exist_ok=True)
        packages = {name: lock["packages"][name] for name in _names(lock["packages"], _PACKAGES)}
        for name in [*_PARTS, *(package["file_name"] for package in packages.values())]:
            shutil.copy(folder / name, to)
        # what is not copied is not named, so that it is taken from elsewhere
        (to / "pyodide-lock.json").write_text(json.dumps({**lock, "packages": packages}), "utf-8")
    except (OSError, ValueError) as error:
        raise BuildError(f"{folder} must hold Pyodide {VERSION}, got: {error}") from error


def _names(packages: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of packages and of all that they depend on."""
    for name in names:
        yield name
        yield from _names(packages, tuple(packages[name]["depends"]))
