"""Makes of each notebook what Sphinx reads: data go to files, and placeholders to their places."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any, Final

import nbformat

from docs.site.in_kernel import MIME
from docs.site.placeholder import forecast_html, quiz_html, stage_html

DATA: Final = "_static/data"  # as a page sees it; all pages lie at the top
_CAPTION: Final = re.compile(r"\*Figure: (.*?)\*", re.DOTALL)


def write_page(notebook: Any, path: Path, doors: str) -> None:
    """Write a notebook that has been run for Sphinx, with its data beside it.

    Parameters
    ----------
    notebook : NotebookNode
        With the data of its pictures and quizzes, see `in_kernel`. It is changed.
    path : Path
        Where Sphinx reads it.
    doors : str
        What stands below its title.
    """
    chapter = path.stem.partition("_")[0]
    for cell, following in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        if cell.cell_type == "code":
            _prepare(cell, following)
            for output in cell.outputs:
                _place(output, cell, f"{chapter}-{cell.id}", path.parent)
    notebook.cells = _with_exercises(notebook.cells)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(doors))
    nbformat.write(notebook, path)


def slug(heading: str) -> str:
    """Return the name of a heading in an address, as JupyterLab makes it."""
    return heading.strip().replace(" ", "-")


def _prepare(cell: Any, following: Any) -> None:
    """Fold away what is not to be read, and give a still picture the words of its caption."""
    cell.execution_count = None
    tags = list(cell.metadata.get("tags", []))
    if cell.id.startswith("setup"):
        tags.append("hide-input")
    *lines, _ = cell.source.splitlines() or [""]
    shows = any(MIME in one.get("data", {}) for one in cell.outputs)
    if shows and all(line.startswith(("from ", "import ")) for line in lines if line):
        tags.append("remove-input")  # the one line that makes the picture
    cell.metadata["tags"] = tags
    caption = following and _CAPTION.search(following.source)
    if caption:
        words = re.sub(r"[`*$\\]", "", caption[1]).replace("\n", " ")
        cell.metadata["mystnb"] = {"image": {"alt": words}}


def _place(output: Any, cell: Any, name: str, folder: Path) -> None:
    """Put the data of an output into a file, and a placeholder into its place."""
    data = output.get("data", {}).pop(MIME, None)
    if data is None:
        return
    state = data["state"]
    if data["kind"] != "stage":
        file = _write(folder, name, "json", _json(state))
        in_words = {"quiz": quiz_html, "forecast": forecast_html}[data["kind"]]
        made = in_words(state, data["html"], cell.id, file)
    else:
        variants = state.pop("variants", {})
        state["variants"] = {
            key: _write(folder, f"{name}-{key.replace(',', '-')}", "json", _json(traits))
            for key, traits in variants.items()
        }
        looks = [
            {**look, "file": _write(folder, name, "png", base64.b64decode(look["png"]))}
            for look in data["pictures"]
        ]
        made = stage_html(state, cell.id, _write(folder, name, "json", _json(state)), looks)
    output["data"] = nbformat.from_dict({"text/html": made})


def _write(folder: Path, name: str, suffix: str, content: bytes) -> str:
    """Write a file whose name changes with its content, and return its address."""
    digest = hashlib.sha256(content).hexdigest()[:10]
    file = folder / DATA / f"{name}.{digest}.{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return f"{DATA}/{file.name}"


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _with_exercises(cells: list[Any]) -> list[Any]:
    """Return the cells with a mark after each exercise, of which the page makes an editor."""
    found = []
    for cell, before in zip(cells, [None, *cells], strict=False):
        found.append(cell)
        if "exercise" not in cell.metadata.get("tags", []) or not cell.source.startswith("check_"):
            continue
        cell.outputs = []  # that it is not started yet
        mark = (
            f'<div class="logit-exercise" data-cell="{before.id}" '
            f'data-check="{html.escape(cell.source)}"></div>'
        )
        found.append(nbformat.v4.new_markdown_cell(mark))
    return found
