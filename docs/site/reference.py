"""The pages of reference: the library from its docstrings, the formulas with their tests."""

import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from docs.site.pages import slug
from docs.site.places import ROOT

# each page with its title and the modules whose public names it shows, those of the maths by topic
_LIBRARY: Final = {
    "library_maths": (
        "The maths",
        [
            ("Probability and odds", "logit_core", "probability"),
            ("The model", "logit_core", "model"),
            ("Losses", "logit_core", "losses"),
            ("Slopes", "logit_core", "gradients"),
            ("Ways down", "logit_core", "descent sweep second_order paths"),
            ("Margins", "logit_core", "margin"),
            ("Data", "logit_core", "data"),
        ],
    ),
    "library_pictures": (
        "Pictures",
        [
            ("Explorers", "logit_core.explorers", ""),
            ("Stage", "logit_core.stage", ""),
            ("Figures", "logit_core.figures", ""),
        ],
    ),
    "library_judges": (
        "Judges and quizzes",
        [("Judges", "logit_core.exercises", ""), ("Quizzes", "logit_core.quizzes", "")],
    ),
}
_CELL: Final = re.compile(r"`(\d\d_\w+)#([\w-]+)`")
_TEST: Final = re.compile(r"`([\w/]+\.py)::test_(\w+)`")  # its name is a sentence
_NAME: Final = re.compile(r"`([a-z_]\w*)`")


def write_reference(source: Path, notebooks: Mapping[Path, Any]) -> None:
    """Write the pages of reference for Sphinx.

    Parameters
    ----------
    source : Path
        Where Sphinx reads them.
    notebooks : mapping
        The chapters by their paths: the formulas lead into them.
    """
    for page, (title, parts) in _LIBRARY.items():
        sections = "\n".join(_section(*part) for part in parts)
        (source / f"{page}.md").write_text(f"# {title}\n\n{sections}", "utf-8")
    formulas = (ROOT / "docs" / "formulas.md").read_text("utf-8")
    headings = {path.stem: headings_of(notebook) for path, notebook in notebooks.items()}
    (source / "formulas.md").write_text(formulas_page(formulas, headings), "utf-8")


def formulas_page(text: str, headings: Mapping[str, Mapping[str, str]]) -> str:
    """Return the table of formulas with links to the sections that show them and to the library.

    Parameters
    ----------
    text : str
        ``docs/formulas.md``.
    headings : mapping
        For each chapter, the heading above each of its cells.
    """

    def section(found: re.Match[str]) -> str:
        chapter, cell = found.groups()
        heading = headings.get(chapter, {}).get(cell)
        if heading is None:  # the chapter is left out here
            return found[0]
        return f"[{chapter[1]} {heading}](<{chapter}.ipynb#{slug(heading)}>)"

    def sentence(found: re.Match[str]) -> str:
        file, name = found.groups()
        return f"{name.replace('_', ' ')} (`{file}`)"

    linked = _NAME.sub(r"{py:obj}`~logit_core.\1`", _CELL.sub(section, text))
    return _TEST.sub(sentence, linked).replace("| cell |", "| section |")


def _section(title: str, module: str, homes: str) -> str:
    package = importlib.import_module(module)
    wanted = {f"{module}.{home}" for home in homes.split()}
    names = [
        name
        for name in package.__all__
        if _home(package, name) in wanted or (not homes and _home(package, name).startswith(module))
    ]
    directives = (f".. auto{_kind(package, name)}:: {name}" for name in names)
    lines = "\n".join([f".. currentmodule:: {module}", "", *directives])
    return f"## {title}\n\n```{{eval-rst}}\n{lines}\n```\n"


def _home(package: Any, name: str) -> str:
    return str(getattr(package, name).__module__)


def _kind(package: Any, name: str) -> str:
    return "class" if isinstance(getattr(package, name), type) else "function"


def headings_of(notebook: Any) -> dict[str, str]:
    """Return for each cell the last heading in or above it."""
    above, heading = {}, ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found = re.findall(r"^#{2,3} (.+)$", cell.source, re.MULTILINE)
            heading = found[-1] if found else heading
        above[cell.id] = heading
    return above
