"""Builds the site: notebooks, run and taken apart, become pages with what they load."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import nbformat

from docs import badges
from docs.site import my_answers, running, tools
from docs.site.assets import write_assets
from docs.site.pages import write_page
from docs.site.places import FRONT, HERE, ROOT, SITE, WORK, chapters
from docs.site.progress import BuildError, step

_COPIES: Final = "notebooks"  # the folder from which notebooks are downloaded


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
    strict = notebooks is None  # a link to a chapter that is left out is no fault
    notebooks = chapters() if notebooks is None else notebooks
    executed = running.run([FRONT, *notebooks])
    source = WORK / f"source-{site.name}"
    shutil.rmtree(source, ignore_errors=True)
    (source / "_static").mkdir(parents=True)
    with step("Writing pages and what they load"):
        python = write_assets(source / "_static", pyodide)
        for path, notebook in executed.items():
            doors = "" if path == FRONT else _doors(path, notebook)
            write_page(notebook, source / path.name, doors)
        stored = {path: nbformat.read(path, 4) for path in notebooks}
        (source / f"{my_answers.PAGE}.md").write_text(my_answers.page(stored), "utf-8")
    shutil.rmtree(site, ignore_errors=True)
    with step("Laying out the pages"):
        _run_sphinx(source, site, python, strict=strict)
    (site / ".nojekyll").touch()  # else GitHub Pages leaves out what begins with an underscore
    (site / _COPIES).mkdir()
    for path in notebooks:
        shutil.copy(path, site / _COPIES)


def _doors(path: Path, notebook: Any) -> str:
    """Return the line below a title: where else this chapter can be opened."""
    links = [f'<a href="{_COPIES}/{path.name}" download>Download the notebook</a>']
    copy = badges.repository()
    if copy:
        address = badges.binder_link(copy, path.name)
        links.insert(0, f'<a href="{address}">Open in Binder</a>')
    if any(my_answers.exercises_of(notebook)):
        links += [
            '<button type="button" class="logit-own">Save my answers as a notebook</button>',
            f'<a href="{my_answers.PAGE}.html">My answers</a>',
            '<button type="button" class="logit-forget">Delete my answers</button>',
            '<span role="status"></span>',
        ]
    address = f"{_COPIES}/{path.name}"
    return f'<p class="logit-doors" data-notebook="{address}">{" ".join(links)}</p>'


def _run_sphinx(source: Path, site: Path, python: dict[str, Any], *, strict: bool) -> None:
    """Turn the pages in `source` into HTML; where it is `strict`, a warning is an error."""
    # KaTeX's server keeps what it is given as output, so that is a file, not a pipe
    words = WORK / "sphinx.txt"
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-E", *(["--fail-on-warning"] * strict)]
    folders = ["-c", str(HERE), "-d", str(WORK / "doctrees"), str(source), str(site)]
    with words.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            [*sphinx, *folders],
            cwd=ROOT,
            env={
                **os.environ,
                "LOGIT_SITE_STATIC": str(source / "_static"),
                "LOGIT_SITE_PYTHON": json.dumps(python),
            },
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        last = words.read_text("utf-8").strip().splitlines()[-12:]
        raise BuildError("Sphinx complains of the pages:\n" + "\n".join(last))
