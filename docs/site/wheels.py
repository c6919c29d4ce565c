"""Wheels of installed packages that are plain Python, for a Python that cannot ask a registry."""

import importlib.metadata
from collections.abc import Collection
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.site.packages import read_course, write_archive

_COURSE: Final = "logit_core"
_INFO: Final = ("METADATA", "entry_points", "LICEN")
_PLATFORM: Final = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
_WHEEL: Final = "Wheel-Version: 1.0\nGenerator: site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def pack(names: Collection[str], given: Collection[str], folder: Path) -> list[Path]:
    """Pack the course, and the named packages with all that these need.

    Parameters
    ----------
    names : collection of str
        Packages of this environment.
    given : collection of str
        What the other Python has already, or takes from elsewhere.
    folder : Path
        Where the wheels go.

    Returns
    -------
    wheels : list of Path
        What was written.
    """
    folder.mkdir(parents=True)
    packages = sorted(_closure(names, set(map(canonicalize_name, given))))
    course = _write(folder, _read_info(_COURSE), read_course())
    return [course, *(_write(folder, _read_info(one), _read_modules(one)) for one in packages)]


def _closure(names: Collection[str], given: Collection[str]) -> set[str]:
    """Return the packages and what they need, without those that are given."""
    found: set[str] = set()
    waiting = [str(canonicalize_name(name)) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found or name in given:
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate(_PLATFORM):
                waiting.append(str(canonicalize_name(need.name)))
    return found


def _read_info(name: str) -> dict[str, bytes]:
    """Return what an installed package says of itself: who it is, what it offers, its licence."""
    return {
        file.as_posix(): Path(str(file.locate())).read_bytes()
        for file in importlib.metadata.files(name) or []
        if ".dist-info" in file.parts[0] and file.name.startswith(_INFO)
    }


def _read_modules(name: str) -> dict[str, bytes]:
    """Return the modules and data of an installed package; nothing that was compiled."""
    return {
        file.as_posix(): Path(str(file.locate())).read_bytes()
        for file in importlib.metadata.files(name) or []
        if not {"..", "__pycache__"} & {*file.parts}
        if ".dist-info" not in file.parts[0] and file.suffix not in {".so", ".pyd"}
    }


def _write(folder: Path, info: dict[str, bytes], modules: dict[str, bytes]) -> Path:
    """Write a wheel, named as its package is."""
    told = next(iter(info)).partition("/")[0]  # anywidget-0.11.0.dist-info
    contents = {**info, **modules, f"{told}/WHEEL": _WHEEL.encode()}
    record = "".join(f"{name},,\n" for name in [*contents, f"{told}/RECORD"])
    contents[f"{told}/RECORD"] = record.encode()
    stem = told.removesuffix(".dist-info")
    return write_archive(folder / f"{stem}-py3-none-any.whl", contents)
