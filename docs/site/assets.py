"""What the pages load besides their text: scripts, faces, styles, and the package for Python."""

import hashlib
import shutil
from pathlib import Path
from typing import Any, Final

from docs.site import pyodide, tools
from docs.site.packages import pack_course, pack_widgets
from docs.site.places import HERE, ROOT, TOOLS

_STAGE: Final = ROOT / "logit_core" / "stage"
_ENTRIES: Final = ("course", "python-worker", "slides")
_QUIZ: Final = ROOT / "logit_core" / "quizzes"
_SHEETS: Final = ("stage", "quiz", "forecast", "book", "exercise", "reference")
# By package: one file for all weights, where a page needs three of them or more; the text of a book
# needs two, and its files by weight are lighter together.
_FACES: Final = {
    "@fontsource-variable/source-sans-3": ("wght-normal", "wght-italic"),
    "@fontsource/source-serif-4": ("400-normal", "400-italic", "700-normal", "700-italic"),
    "@fontsource-variable/source-code-pro": ("wght-normal",),
}


def write_assets(static: Path, pyodide_copy: Path | None) -> dict[str, Any]:
    """Fill the folder of what is served as it is.

    Parameters
    ----------
    static : Path
        The folder.
    pyodide_copy : Path, optional
        A folder with Pyodide, to be served by the site itself.

    Returns
    -------
    python : dict
        What `page/python.js` has to know.
    """
    scripts = TOOLS / "page"  # beside node_modules, where esbuild looks for packages
    shutil.rmtree(scripts, ignore_errors=True)
    scripts.mkdir()
    own = [*(HERE / "page").glob("*.js"), *(_STAGE / "browser").glob("*.js")]
    for script in [*own, _STAGE / "alone.js", *_QUIZ.glob("*.js")]:
        shutil.copy(script, scripts)
    tools.bundle([scripts / f"{name}.js" for name in _ENTRIES], static)
    for style in (HERE / "look").glob("*.css"):
        shutil.copy(style, static)
    sheets = (_STAGE / name for name in ("stage.css", "alone.css"))
    (static / "stage.css").write_text("\n".join(map(_text, sheets)), "utf-8")
    for style in _QUIZ.glob("*.css"):
        shutil.copy(style, static)
    course = "\n".join(_text(static / f"{name}.css") for name in _SHEETS)
    (static / "course.css").write_text(course, "utf-8")  # a page asks for one sheet, not for six
    shutil.copy(tools.package("reveal.js") / "dist" / "reveal.css", static)
    _copy_faces(static)
    widgets, modules = pack_widgets(static)
    python = {
        "worker": _named_by_content(static / "python-worker.js"),
        "course": _named_by_content(pack_course(static)),
        "widgets": _named_by_content(widgets),
        "in_widgets": modules,
        "pyodide": pyodide.ADDRESS,
        "host": pyodide.HOST,
        "megabytes": pyodide.MEGABYTES,
    }
    if pyodide_copy is None:
        return python
    pyodide.copy(pyodide_copy, static / "pyodide")
    return {**python, "pyodide": "_static/pyodide/", "host": "this site"}


def _named_by_content(file: Path) -> str:
    """Put a digest into a file's name, so that no cache keeps an old one; return its address."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    return f"_static/{file.rename(file.with_stem(f'{file.stem}-{digest}')).name}"


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def _copy_faces(static: Path) -> None:
    """Copy the faces and those of KaTeX, with their licences."""
    fonts = static / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for name, styles in _FACES.items():
        package, face = tools.package(name), name.rsplit("/", 1)[1]
        for style in styles:
            shutil.copy(package / "files" / f"{face}-latin-{style}.woff2", fonts)
        shutil.copy(package / "LICENSE", fonts / f"{face}-LICENSE.txt")
    katex = tools.package("katex")
    shutil.copytree(katex / "dist" / "fonts", static / "katex" / "fonts", dirs_exist_ok=True)
    for old in (static / "katex" / "fonts").glob("*.*"):
        if old.suffix != ".woff2":  # what every browser of today takes first
            old.unlink()
    shutil.copy(katex / "dist" / "katex.min.css", static / "katex")
    shutil.copy(katex / "LICENSE", static / "katex" / "LICENSE.txt")
