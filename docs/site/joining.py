"""One sheet and one script for what Sphinx, its theme and extensions bring: a page asks less."""

from pathlib import Path
from typing import Any, Final

# Each stands for all others of its kind, but for our own, for KaTeX's, beside which its faces lie,
# and for two that are written last: MyST-NB's, and the colours of code, to which Furo adds those of
# the dark.
SHEET: Final = "sphinx.css"
SCRIPT: Final = "sphinx.js"
_APART: Final = ("course.", "katex.min.", "mystnb.", "pygments.")


def join(context: dict[str, Any], site: Path) -> None:
    """Leave a page one sheet and one script of those that are not our own.

    Parameters
    ----------
    context : dict
        What Sphinx makes the page from. Its lists of files, which name `SHEET` and `SCRIPT`, are
        replaced.
    site : Path
        The folder of the site, in which the parts lie already: Sphinx copies them before the first
        page.
    """
    for kind, name in (("css_files", SHEET), ("script_files", SCRIPT)):
        files = {str(one.filename): one for one in context[kind]}
        parts = [one for one in files if not any(word in one for word in (name, *_APART))]
        if parts != _write(site / "_static" / name, parts):
            raise ValueError(f"{parts} are asked for by one page and not by another")
        context[kind] = [one for file, one in files.items() if file not in parts]


_joined: dict[Path, list[str]] = {}


def _write(target: Path, parts: list[str]) -> list[str]:
    """Write the joined file where that was not done yet; return what it was made of."""
    if target not in _joined:
        texts = [(target.parents[1] / part).read_text("utf-8") for part in parts]
        target.write_text((";\n" if target.suffix == ".js" else "\n").join(texts), "utf-8")
        _joined[target] = parts
    return _joined[target]
