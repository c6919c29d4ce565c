"""What the page's Python imports from the site itself: the course, and what draws pictures."""

import importlib.metadata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from docs.site.places import HERE, ROOT

_COURSE: Final = {".css", ".csv", ".js", ".py", ".toml", ".typed"}
# What a stage is made of, all of it plain Python. Pyodide has only some of it.
_WIDGETS: Final = (
    *("anywidget", "comm", "ipython", "ipywidgets", "mypy_extensions", "psygnal", "pygments"),
    *("traitlets", "typing_extensions"),
)
_UNUSED: Final = {"lexers", "tests"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same content gives the same archive


def pack_course(folder: Path) -> Path:
    """Pack the modules and data of the course, and what runs a reader's cells."""
    runner = {path.name: path.read_bytes() for path in (HERE / "python").glob("*.py")}
    return write_archive(folder / "course.zip", read_course() | runner)


def pack_widgets(folder: Path) -> tuple[Path, list[str]]:
    """Pack the packages behind a stage, as they are installed here; return also their names."""
    files = {str(name): path.read_bytes() for one in _WIDGETS for name, path in _files_of(one)}
    names = {name.partition("/")[0].removesuffix(".py") for name in files}
    modules = sorted(name for name in names if name.isidentifier())
    return write_archive(folder / "widgets.zip", files), modules


def read_course() -> dict[str, bytes]:
    """Return the modules and data of the course, by their names in an archive."""
    package = [path for path in (ROOT / "logit_core").rglob("*") if path.suffix in _COURSE]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in package}


def write_archive(archive: Path, contents: Mapping[str, bytes]) -> Path:
    """Write an archive that depends on what it holds alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(contents.items()):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return archive


def _files_of(package: str) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the modules of an installed package, its version and its licence."""
    for file in importlib.metadata.files(package) or []:
        is_told = ".dist-info" in file.parts[0] and file.name.startswith(("LICEN", "METADATA"))
        if is_told or (file.suffix == ".py" and not _UNUSED & {*file.parts}):
            yield file, Path(str(file.locate()))
