"""What the committed notebooks show where there are no widgets: GitHub, nbviewer, HTML.

A page made by nbconvert shows each stored picture, and its template "classic" takes the picture's
alternative text from the notebook. Its "lab" does not: docs/nbconvert has one that extends it and
adds that. Nor do GitHub and JupyterLab. There the caption in the next cell is what a reader who
does not see the picture has.
"""

import html
import itertools
import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from logit_core.stage.stand_ins import STILL
from tests.thorough import quickly

from ..browser.explorers import EXPLORERS, shows_an_explorer
from .chapters import NOTEBOOKS
from .run_notebooks import FOLDER

PLACE_OF_A_PANEL = (
    r"\b(Left|Right), |\bin the middle\b|In the middle|\b[Oo]n the (left|right)\b(?! side)"
    r"|\b(left|right|middle|upper|lower) (one|panel|picture|curve)\b|left to right|side by side"
)
MOST_STORED = 60_000  # bytes of one explorer's output
TEMPLATES = {"extra_template_basedirs": [str(FOLDER.parent / "docs" / "nbconvert")]}
EXPORTERS = {  # each made once a process: reading its templates takes longer than most pages
    "classic": cache(lambda: HTMLExporter(template_name="classic")),
    "page": cache(lambda: HTMLExporter(template_name="course", **TEMPLATES)),
}


class Explorer(NamedTuple):
    """A cell that shows an explorer, and the text cell below it."""

    notebook: str
    cell: NotebookNode
    below: NotebookNode

    @property
    def output(self) -> NotebookNode:
        (output,) = (o for o in self.cell.outputs if "image/png" in o.get("data", {}))
        return output

    @property
    def sentence(self) -> str:
        return str(self.output.data["text/plain"]).removeprefix(f"{STILL}\n")

    @property
    def caption(self) -> str:
        found = re.match(r"\*Figure: (.+?)\*(\n|$)", self.below.source, re.DOTALL)
        assert found, f"no caption below {self.cell.id}"
        return found[1]


class Images(HTMLParser):
    """The images of a page: source and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            attributes = dict(attrs)
            self.found[str(attributes["src"])] = attributes


def explorers() -> list[Explorer]:
    """Return every explorer's cell in the committed notebooks."""
    return [
        Explorer(name, cell, below)
        for name, notebook in NOTEBOOKS.items()
        for cell, below in itertools.pairwise(notebook.cells)
        if shows_an_explorer(cell)
    ]


def words(text: str) -> str:
    """Return the words alone, without tags, entities and marks of Markdown."""
    return " ".join(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", text))))


SHOWN = explorers()
by_cell = pytest.mark.parametrize("explorer", SHOWN, ids=lambda explorer: explorer.cell.id)


def test_the_chapters_show_every_explorer() -> None:
    called = {name for one in SHOWN for name in re.findall(r"(\w+_explorer)\(", one.cell.source)}
    assert called == set(EXPLORERS)


@by_cell
def test_an_explorer_leaves_its_picture_and_its_sentence(explorer: Explorer) -> None:
    assert set(explorer.output.data) == {"image/png", "text/plain"}
    assert explorer.output.data["text/plain"] == f"{STILL}\n{explorer.sentence}"
    assert explorer.sentence.endswith(".")
    assert explorer.output.metadata["image/png"]["alt"] == f"{STILL} {explorer.sentence}"


@by_cell
def test_an_explorer_s_panels_are_not_named_by_their_places(explorer: Explorer) -> None:
    """Below it neither the caption nor a question says left or right: on a phone that is wrong."""
    assert not re.search(PLACE_OF_A_PANEL, " ".join(explorer.below.source.split()))


@by_cell
def test_an_explorer_stores_little(explorer: Explorer) -> None:
    assert len(json.dumps(explorer.cell.outputs)) <= MOST_STORED


@pytest.mark.parametrize("kind", EXPORTERS)
@pytest.mark.parametrize("name", quickly(NOTEBOOKS, list(NOTEBOOKS)[:2]))
def test_a_page_without_widgets_shows_each_explorer_s_picture_and_caption(
    name: str, kind: str
) -> None:
    page, _ = EXPORTERS[kind]().from_filename(str(FOLDER / f"{name}.ipynb"))
    images, text = Images(page).found, words(page)
    for explorer in (explorer for explorer in SHOWN if explorer.notebook == name):
        source = "data:image/png;base64," + explorer.output.data["image/png"].replace("\n", "")
        assert source in images, explorer.cell.id
        size = explorer.output.metadata["image/png"]
        assert (images[source]["width"], images[source]["height"]) == (
            str(size["width"]),
            str(size["height"]),
        )
        assert words(explorer.caption) in text, explorer.cell.id
        assert images[source]["alt"] == f"{STILL} {explorer.sentence}"
