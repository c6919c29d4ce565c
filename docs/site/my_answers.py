"""The page on which a reader sees all exercises, and what this browser keeps of them."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

PAGE: Final = "my_answers"

_TITLE: Final = re.compile(r"\*\*(\d+)\. (.+?)\.?\*\*")  # "**2. Its gradient**, for rows"
_HEAD: Final = """# My answers

All exercises that are answered by code, and how they stand. What you write is kept in this
browser, on this machine, and nowhere else: nothing of it is sent. Where others use the machine as
well, delete it when you leave. JupyterLite keeps the notebooks that you change there apart from it:
*Help*, then *Clear Browser Data*, deletes those.

<noscript><p>Without JavaScript this page cannot look up what this browser keeps.</p></noscript>
<div class="logit-tally"><p role="status"></p>
<button type="button" class="logit-forget" hidden>Delete all my answers</button></div>
"""


class Exercise(NamedTuple):
    """An exercise of a chapter."""

    stub: Any  # the cell with the dots
    judge: Any  # the cell below it, which calls the judge
    asking: Any  # the text cell that asks for it
    number: str
    title: str


def exercises_of(notebook: Any) -> Iterator[Exercise]:
    """Yield the exercises of a notebook."""
    asking = None
    for cell, following in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.cell_type == "markdown" and _TITLE.search(cell.source):
            asking = cell
        if "exercise" in cell.metadata.get("tags", []) and following.source.startswith("check_"):
            number, title = _TITLE.findall(asking.source)[-1]
            yield Exercise(cell, following, asking, number, title)


def name_place(exercise: Exercise) -> None:
    """Give an exercise a name in the address of its page, where its question begins."""
    place = f'<span id="{exercise.stub.id}"></span>'
    question = f"**{exercise.number}. {exercise.title}"
    exercise.asking.source = exercise.asking.source.replace(question, place + question)


def page(chapters: Mapping[Path, Any]) -> str:
    """Return the page, as Sphinx reads it.

    Parameters
    ----------
    chapters : mapping of Path to NotebookNode
        The notebooks of the chapters, as they are in the course.
    """
    tables = (_table(path, notebook) for path, notebook in chapters.items())
    return "\n".join([_HEAD, *filter(None, tables)])


def _table(path: Path, notebook: Any) -> str:
    rows = [_row(path.stem, exercise) for exercise in exercises_of(notebook)]
    if not rows:
        return ""
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ")
    return f'## {title}\n\n<ul class="logit-answers">{"".join(rows)}</ul>\n'


def _row(chapter: str, exercise: Exercise) -> str:
    cell = exercise.stub.id
    title = html.escape(f"{exercise.number}. {exercise.title}".replace("`", ""))
    return (
        f'<li data-chapter="{chapter}" data-cell="{cell}"><span class="state">not tried</span>'
        f'<a href="{chapter}.html#{cell}">{title}</a>'
        '<button type="button" class="show" disabled aria-expanded="false">My answer</button>'
        '<button type="button" class="forget" disabled>Delete</button>'
        '<pre class="code" hidden tabindex="0"></pre></li>'
    )
