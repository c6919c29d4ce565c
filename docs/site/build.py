"""Builds the site: notebooks, run and taken apart, become pages with what they load."""

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from docs import badges
from docs.site import lite, my_answers, running, teaching, tools
from docs.site.assets import write_assets
from docs.site.gallery import write_gallery
from docs.site.glossary import entries_of, linked_words, write_glossary
from docs.site.lessons import read_lesson
from docs.site.pages import write_page
from docs.site.places import COPIES, FRONT, HERE, ROOT, SITE, WORK, chapters
from docs.site.progress import BuildError, step
from docs.site.reference import write_reference
from docs.site.slides import PREFIX, write_slides


def build(
    notebooks: Sequence[Path] | None = None,
    site: Path = SITE,
    *,
    pyodide: Path | None = None,
) -> None:
    """Build the site.

    Parameters
    ----------
    notebooks : sequence of Path, optional
        The chapters; all of them when left out.
    site : Path
        Where it goes; what is there is replaced.
    pyodide : Path, optional
        A folder with Pyodide, to be served by the site itself; else a CDN serves it.
    """
    tools.install()
    is_whole = notebooks is None
    notebooks = chapters() if notebooks is None else notebooks
    executed = running.run([FRONT, *notebooks])
    source = WORK / f"source-{site.name}"
    shutil.rmtree(source, ignore_errors=True)
    (source / "_static").mkdir(parents=True)
    with step("Writing pages and what they load"):
        python = write_assets(source / "_static", pyodide)
        write_reference(source, executed)
        entries = entries_of(executed)
        write_glossary(source, entries)
        write_gallery(source, {path: executed[path] for path in notebooks})
        teaching.write_pages(source)
        for path, notebook in executed.items():
            doors = "" if path == FRONT else _doors(path, notebook, has_lite=is_whole)
            write_page(notebook, source / path.name, doors)
            if path != FRONT:
                write_slides(source / path.name, read_lesson(path.stem))
        stored = {path: nbformat.read(path, 4) for path in notebooks}
        (source / f"{my_answers.PAGE}.md").write_text(my_answers.page(stored), "utf-8")
    shutil.rmtree(site, ignore_errors=True)
    with step("Laying out the pages"):
        _run_sphinx(source, site, python, linked_words(entries), strict=is_whole)
    (site / ".nojekyll").touch()  # else GitHub Pages leaves out what begins with an underscore
    (site / COPIES).mkdir()
    for path in notebooks:
        shutil.copy(path, site / COPIES)
    teaching.copy_sheets(site)
    if is_whole:
        with step("Building JupyterLite"):
            lite.build(site, notebooks, python["pyodide"])


def _doors(path: Path, notebook: Any, *, has_lite: bool) -> str:
    """Return the line below a title: where else this chapter can be opened."""
    links = []
    if has_lite:
        address = html.escape(lite.address(path.stem))
        links.append(f'<a href="{address}">Open in JupyterLite</a>')
    copy = badges.repository()
    if copy:
        address = badges.binder_link(copy, path.name)
        links.append(f'<a href="{address}">Open in Binder</a>')
    links.append(f'<a href="{COPIES}/{path.name}" download>Download the notebook</a>')
    links.append(f'<a href="{PREFIX}{path.stem}.html">Slides</a>')
    if any(my_answers.exercises_of(notebook)):
        links += [
            '<button type="button" class="logit-own">Save my answers as a notebook</button>',
            f'<a href="{my_answers.PAGE}.html">My answers</a>',
            '<button type="button" class="logit-forget">Delete my answers</button>',
            '<span role="status"></span>',
        ]
    address = f"{COPIES}/{path.name}"
    return f'<p class="logit-doors" data-notebook="{address}">{" ".join(links)}</p>'


def _run_sphinx(
    source: Path, site: Path, python: dict[str, Any], words: list[str], *, strict: bool
) -> None:
    """Turn the pages in `source` into HTML; where it is `strict`, a warning is an error."""
    # KaTeX's server keeps what it is given as output, so that is a file, not a pipe
    told = WORK / "sphinx.txt"
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-E", *(["--fail-on-warning"] * strict)]
    folders = ["-c", str(HERE), "-d", str(WORK / "doctrees"), str(source), str(site)]
    with told.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            [*sphinx, *folders],
            cwd=ROOT,
            env={
                **os.environ,
                "LOGIT_SITE_STATIC": str(source / "_static"),
                "LOGIT_SITE_PYTHON": json.dumps(python),
                "LOGIT_SITE_WORDS": json.dumps(words),
            },
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        last = told.read_text("utf-8").strip().splitlines()[-12:]
        raise BuildError("Sphinx complains of the pages:\n" + "\n".join(last))
