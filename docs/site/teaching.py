"""The pages for teachers: the lesson plans, and the sheets as they are printed."""

import re
import shutil
from pathlib import Path
from typing import Final

from docs.site.places import ROOT
from docs.site.wording import LEFT_OUT_SECTION

FOLDER: Final = ROOT / "docs" / "teaching"
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_SETTINGS: Final = "classroom"  # the folder of what a machine for a class is set up with
_OVERVIEW: Final = "teaching"  # the page that README.md becomes


def write_pages(source: Path) -> None:
    """Write the pages for teachers where Sphinx reads them."""
    written = (FOLDER / "README.md").read_text("utf-8")
    plans = [path for path in FOLDER.glob("*.md") if path.stem != "README"]
    plans.append(FOLDER.parent / "classroom.md")
    plans.sort(key=lambda plan: written.index(f"{plan.name})"))  # as the overview names them
    for plan in plans:
        (source / plan.name).write_text(page(plan.read_text("utf-8")), "utf-8")
    names = "\n".join(path.stem for path in plans)
    contents = f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    (source / f"{_OVERVIEW}.md").write_text(page(written) + contents, "utf-8")


def copy_sheets(site: Path) -> None:
    """Copy the sheets beside the pages, as they are, and the settings of a machine for a class."""
    for sheet in FOLDER.glob("*.html"):
        shutil.copy(sheet, site)
    (site / _SETTINGS).mkdir()
    for setting in (FOLDER.parent / _SETTINGS).glob("*.*"):
        shutil.copy(setting, site / _SETTINGS)


def page(text: str) -> str:
    """Return a plan whose links lead to the pages of the site, and to its sheets."""

    def link(found: re.Match[str]) -> str:
        words, target = found.groups()
        if target.endswith(".html"):
            return f'<a href="{target}">{words}</a>'
        if target.startswith(f"{_SETTINGS}/"):
            return f'<a href="{target}" download>{words}</a>'
        target = target.removeprefix("../../notebooks/")
        target = {"../classroom.md": "classroom.md"}.get(target, target)
        if target.startswith("../") or target == LEFT_OUT_SECTION:
            return words
        target = {"README.md": f"{_OVERVIEW}.md"}.get(target, target)
        return f"[{words}](<{target}>)"

    return _LINK.sub(link, text)
