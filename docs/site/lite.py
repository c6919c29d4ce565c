"""JupyterLab in the browser: all chapters, with a Python that has the course.

Everything that Pyodide has not comes as wheels from the site itself, so that no registry is asked.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import nbformat

from docs.site import wheels
from docs.site.places import WORK
from docs.site.progress import BuildError

FOLDER: Final = "lite"
_KERNEL: Final = "@jupyterlite/pyodide-kernel-extension:kernel"
_NEEDED: Final = ["anywidget", "comm", "ipython", "ipywidgets", "jedi"]
# compiled for Pyodide, or brought along by the kernel
_GIVEN: Final = frozenset({"numpy", "matplotlib", "scikit-learn", "scipy", "widgetsnbextension"})
_INSTALL: Final = """# Run this cell first: it brings the course to the Python in your browser.
import piplite

await piplite.install("logit_core")
"""


def build(site: Path, notebooks: Sequence[Path], pyodide: str) -> None:
    """Build JupyterLite into the site.

    Parameters
    ----------
    site : Path
        The site, which is there already.
    notebooks : sequence of Path
        The chapters.
    pyodide : str
        The address of the folder with Pyodide, as the top of the site sees it.
    """
    work = WORK / "lite"  # with its own record of what is done, which would keep what is old
    shutil.rmtree(work, ignore_errors=True)
    packed = wheels.pack(_NEEDED, _GIVEN, work / "wheels")
    (work / "files").mkdir()
    for path in notebooks:
        _write_chapter(path, work / "files" / path.name)
    _write_settings(work, pyodide, packed)
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--output-dir"]
    done = subprocess.run(
        [*command, str((site / FOLDER).resolve())],
        cwd=work,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-12:]
        raise BuildError("JupyterLite could not be built:\n" + "\n".join(last))


def address(chapter: str) -> str:
    """Return the address at which a chapter opens, as the top of the site sees it.

    Each has a workspace of its own: in a common one, JupyterLab opens again whatever was open
    before, each notebook with a Python of its own, and keeps the chapter asked for behind it.
    """
    return f"{FOLDER}/lab/index.html?path={chapter}.ipynb&workspace={chapter}"


def _write_chapter(path: Path, to: Path) -> None:
    """Copy a chapter, with a first cell that gives its Python the course."""
    notebook = nbformat.read(path, 4)
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells.insert(first, nbformat.v4.new_code_cell(_INSTALL.strip(), id="install"))
    notebook.metadata["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)"}
    nbformat.write(notebook, to)


def _write_settings(work: Path, pyodide: str, packed: list[Path]) -> None:
    is_here = "://" not in pyodide
    kernel = {
        "pyodideUrl": f"{'../../' if is_here else ''}{pyodide}pyodide.mjs",  # as the lab sees it
        "disablePyPIFallback": True,
    }
    data = {
        "appName": "Logistic regression",
        "exposeAppInBrowser": True,  # so that a test can ask it to run a chapter
        "litePluginSettings": {_KERNEL: kernel},
    }
    settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
    (work / "jupyter-lite.json").write_text(json.dumps(settings), "utf-8")
    config = {
        "LiteBuildConfig": {"contents": ["files"], "apps": ["lab"], "no_sourcemaps": True},
        "PipliteAddon": {"piplite_urls": [str(wheel) for wheel in packed]},
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), "utf-8")
