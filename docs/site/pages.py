"""Makes of each notebook what Sphinx reads: data go to files, and placeholders to their places."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import nbformat

from docs.site.in_kernel import MIME
from docs.site.my_answers import exercises_of, name_place
from docs.site.placeholder import Places, forecast_html, quiz_html, stage_html
from docs.site.wording import turn
from logit_core.stage import alone

DATA: Final = "_static/data"  # as a page sees it; all pages lie at the top
ALONE: Final = "_static/alone"
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
    turn(notebook)
    chapter = path.stem.partition("_")[0]
    tried = []
    for cell, following in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        if cell.cell_type == "code":
            if doors and _can_be_tried(cell):  # its code comes from the notebook to be downloaded
                tried.append(cell.id)
            _prepare(cell, following)
            for output in cell.outputs:
                _place(output, cell, f"{chapter}-{cell.id}", path.parent, tried)
    _mark_exercises(notebook)
    _mark_cells(notebook, tried)
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


def _place(output: Any, cell: Any, name: str, folder: Path, tried: Sequence[str]) -> None:
    """Put the data of an output into a file, and a placeholder into its place."""
    data = output.get("data", {}).pop(MIME, None)
    if data is None:
        return
    if data["kind"] == "stage":
        is_hidden = "remove-input" in cell.metadata["tags"]
        made = _place_stage(data, cell.id, name, folder, has_code=cell.id in tried and is_hidden)
    else:
        in_words = {"quiz": quiz_html, "forecast": forecast_html}[data["kind"]]
        file = write_data(folder, name, "json", _json(data["state"]))
        made = in_words(data["state"], data["html"], cell.id, file)
    output["data"] = nbformat.from_dict({"text/html": made})


def _place_stage(data: Any, cell: str, name: str, folder: Path, *, has_code: bool) -> str:
    """Write the files of a stage, and return its placeholder."""
    state = data["state"]
    whole = _write_alone(folder, name, state)
    state["variants"] = {
        key: write_data(folder, f"{name}-{key.replace(',', '-')}", "json", _json(traits))
        for key, traits in state.pop("variants", {}).items()
    }
    looks = [
        {**look, "file": write_data(folder, name, "png", base64.b64decode(look["png"]))}
        for look in data["pictures"]
    ]
    file = write_data(folder, name, "json", _json(state))
    return stage_html(state, cell, Places(file, whole, has_code), looks)


def write_data(folder: Path, name: str, suffix: str, content: bytes) -> str:
    """Write a file whose name changes with its content, and return its address."""
    digest = hashlib.sha256(content).hexdigest()[:10]
    file = folder / DATA / f"{name}.{digest}.{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return f"{DATA}/{file.name}"


def _write_alone(folder: Path, name: str, state: Mapping[str, Any]) -> str:
    """Write a stage as a page of its own, and return its address, which stays: others use it."""
    file = folder / ALONE / f"{name}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    alone.write_page(state, file)
    return f"{ALONE}/{file.name}"


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _mark_exercises(notebook: Any) -> None:
    """Put a mark after each exercise, of which the page makes an editor."""
    for exercise in list(exercises_of(notebook)):
        name_place(exercise)
        exercise.judge.outputs = []  # that it is not started yet
        mark = (
            f'<div class="logit-exercise" data-cell="{exercise.stub.id}" '
            f'data-check="{html.escape(exercise.judge.source)}"></div>'
        )
        below = notebook.cells.index(exercise.judge) + 1
        notebook.cells.insert(below, nbformat.v4.new_markdown_cell(mark))


def _can_be_tried(cell: Any) -> bool:
    """Tell whether a cell is neither an exercise, nor folded away, nor a quiz or game."""
    kinds = {one["data"][MIME]["kind"] for one in cell.outputs if MIME in one.get("data", {})}
    is_exercise = "exercise" in cell.metadata.get("tags", [])
    return not is_exercise and not cell.id.startswith("setup") and kinds <= {"stage"}


def _mark_cells(notebook: Any, names: Sequence[str]) -> None:
    """Put a mark after each cell that can be tried, by which the page knows it."""
    for cell in [one for one in notebook.cells if one.id in names]:
        mark = f'<div class="logit-try" data-cell="{cell.id}"></div>'
        below = notebook.cells.index(cell) + 1
        notebook.cells.insert(below, nbformat.v4.new_markdown_cell(mark))
