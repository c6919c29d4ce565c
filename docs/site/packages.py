"""What the page's Python imports from the site itself: the course, and what draws pictures."""

import importlib.metadata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from docs.site.places import HERE, ROOT

_COURSE: Final = {".css", ".csv", ".js", ".py", ".toml"}
# What a stage is made of, all of it plain Python. Pyodide has only some of it.
_WIDGETS: Final = (
    *("anywidget", "comm", "ipython", "ipywidgets", "mypy_extensions", "psygnal", "pygments"),
    *("traitlets", "typing_extensions"),
)
_UNUSED: Final = {"lexers", "tests"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same content gives the same archive


def pack_course(folder: Path) -> Path:
    """Pack the modules and data of the course, and what runs a reader's cells."""
    package = [path for path in (ROOT / "logit_core").rglob("*") if path.suffix in _COURSE]
    files = {str(path.relative_to(ROOT)): path for path in package}
    files |= {path.name: path for path in (HERE / "python").glob("*.py")}
    return _pack(files, folder / "course.zip")


def pack_widgets(folder: Path) -> tuple[Path, list[str]]:
    """Pack the packages behind a stage, as they are installed here; return also their names."""
    files = {str(name): path for one in _WIDGETS for name, path in _files_of(one)}
    names = {name.partition("/")[0].removesuffix(".py") for name in files}
    modules = sorted(name for name in names if name.isidentifier())
    return _pack(files, folder / "widgets.zip"), modules


def _files_of(package: str) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield the modules of an installed package, its version and its licence."""
    for file in importlib.metadata.files(package) or []:
        is_told = ".dist-info" in file.parts[0] and file.name.startswith(("LICEN", "METADATA"))
        if is_told or (file.suffix == ".py" and not _UNUSED & {*file.parts}):
            yield file, Path(str(file.locate()))


def _pack(files: dict[str, Path], archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive
