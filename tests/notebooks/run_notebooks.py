"""Run the notebooks and store their outputs: the one tool that writes them.

    python tests/notebooks/run_notebooks.py          every notebook in notebooks/
    python tests/notebooks/run_notebooks.py 05_iris  one of them, or several, by name or path
    python tests/notebooks/run_notebooks.py --check  write nothing, fail where a file would change

At the end docs/content.md is told which cells bear which tag: the column is written here alone.
Each notebook runs from top to bottom in a fresh kernel of this interpreter, in its own folder.
What is stored is the same on every run: no time stamps, no widget ids, metadata from a closed list.
Where a cell raises (and is not tagged `raises-exception`), the file stays as it is.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
CONTENT = FOLDER.parent / "docs" / "content.md"
CELL_TIMEOUT = 120  # seconds

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"tags", "slideshow"}
PICTURE_METADATA = {"alt", "height", "width"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class OwnKernel(AsyncKernelManager):
    """The kernel of this interpreter, whatever else goes by the name python3 on this machine."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


class CellError(Exception):
    """A cell that raised, took too long or ended the kernel."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", help="names or paths; all of them by default")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    try:
        paths = [find(name) for name in options.notebooks] or sorted(FOLDER.glob("*.ipynb"))
    except FileNotFoundError as error:
        parser.error(str(error))
    write = not options.check
    results = [refresh(path, write=write) for path in paths]
    if any(path.parent == FOLDER for path in paths):
        results.append(refresh_content(write=write))
    return 0 if all(results) else 1


def find(name: str) -> Path:
    """Return the notebook of this path, or of this name in notebooks/."""
    for path in (Path(name), FOLDER / name, FOLDER / f"{name}.ipynb"):
        if path.is_file():
            return path.resolve()
    raise FileNotFoundError(f"no notebook {name!r}, neither as a path nor in {FOLDER}")


def refresh(path: Path, *, write: bool = True) -> bool:
    """Run one notebook and store it, or only say whether that would change the file."""
    print(f"{path.stem} ... ", end="", flush=True)
    before = path.read_bytes()
    notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    started = time.perf_counter()
    try:
        execute(notebook, path.parent)
    except CellError as error:
        print(f"failed, {path.name} is left as it was\n{error}")
        return False
    tidy(notebook)
    after = as_text(notebook).encode("utf-8")
    n_cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    state = "unchanged" if after == before else "written" if write else "would change"
    print(f"{n_cells} code cells, {time.perf_counter() - started:.1f} s, {state}")
    if write and after != before:
        path.write_bytes(after)
    return write or after == before


def refresh_content(*, write: bool = True) -> bool:
    """Write the cells' column of docs/content.md anew, or only say whether that would change it."""
    before = CONTENT.read_text("utf-8")
    after = with_cells(before, {path: nbformat.read(path, 4) for path in FOLDER.glob("*.ipynb")})
    if after == before:
        return True
    print(f"{CONTENT.name} ... {'written' if write else 'would change'}")
    if write:
        CONTENT.write_text(after, "utf-8")
    return write


def with_cells(table: str, notebooks: dict[Path, NotebookNode]) -> str:
    """Return a table whose rows begin with a tag, the last column naming the cells that bear it."""

    def told(row: re.Match[str]) -> str:
        found = []
        for path, notebook in sorted(notebooks.items()):
            bearing = [c.id for c in notebook.cells if row["tag"] in c.metadata.get("tags", [])]
            if bearing:
                chapter = f"[{int(path.name[:2])}](../notebooks/{path.name})"
                found.append(f"{chapter} " + ", ".join(f"`{cell}`" for cell in bearing))
        return f"{row['start']} {'; '.join(found)} |"

    row = re.compile(r"^(?P<start>\| `(?P<tag>[\w-]+)` \| .* \|).*\|$", re.MULTILINE)
    return row.sub(told, table)


def execute(notebook: NotebookNode, folder: Path) -> None:
    """Run all cells in a fresh kernel of this interpreter; the outputs land in `notebook`."""
    running: list[NotebookNode] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        kernel_manager_class=OwnKernel,
        extra_arguments=["--log-level=ERROR"],
        timeout=CELL_TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: running.append(cell),
    )
    # A backend chosen for the shell would keep the figures out of the notebook.
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    try:
        client.execute(env=environment | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"})
    except CellExecutionError as error:
        raise CellError(f"cell {running[-1].id}: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise CellError(f"cell {running[-1].id}: not done after {CELL_TIMEOUT} s") from None
    except DeadKernelError:
        raise CellError(f"cell {running[-1].id}: the kernel died") from None


def tidy(notebook: NotebookNode) -> None:
    """Keep what a reader sees and nbval compares; drop what changes from run to run."""
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = _only(cell.metadata, CELL_METADATA)
        for output in cell.get("outputs", []):
            _tidy_output(output)


def as_text(notebook: NotebookNode) -> str:
    """Return the file's text: valid, keys sorted, indent 1, one newline at the end."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=4, indent=1, ensure_ascii=False)).rstrip() + "\n"


def _tidy_output(output: NotebookNode) -> None:
    if output.output_type == "error":
        # The traceback holds paths of this machine, and colours.
        output.traceback = [f"{output.ename}: {output.evalue}"]
    if "data" in output:
        # The view names a model of a kernel that is gone; JupyterLab would show an error for it in
        # place of the picture or text that stands beside it.
        if len(output.data) > 1:
            output.data.pop(WIDGET_VIEW, None)
        output.metadata = nbformat.from_dict(
            {
                kind: _only(details, PICTURE_METADATA)
                for kind, details in output.metadata.items()
                if kind == "image/png"
            }
        )


def _only(metadata: dict[str, Any], allowed: set[str]) -> NotebookNode:
    return nbformat.from_dict({key: metadata[key] for key in metadata if key in allowed})


if __name__ == "__main__":
    sys.exit(main())
