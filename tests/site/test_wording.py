"""What a page says in place of the words that speak of a notebook."""

import re
from pathlib import Path

import pytest
from nbformat import read

from docs.site import teaching
from docs.site.pages import slug
from docs.site.places import chapters
from docs.site.wording import RULES, turn

# words of someone who has the notebook open
OF_A_NOTEBOOK = re.compile(
    r"\b(Shift|JupyterLab|kernel|Kernel|this notebook|progress\(\)"
    r"|[Rr]un (?:it|the cells?|this cell|these))"
)
TEXTS = {
    path.stem: [cell.source for cell in read(path, 4).cells if cell.cell_type == "markdown"]
    for path in chapters()
}


@pytest.mark.parametrize("words", RULES, ids=lambda words: words.pattern[:40])
def test_a_rule_has_something_to_turn(words: re.Pattern[str]) -> None:
    # whichever rules come before
    assert any(words.search(text) for texts in TEXTS.values() for text in texts)


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_a_page_does_not_speak_of_a_notebook(path: Path) -> None:
    notebook = read(path, 4)
    turn(notebook)
    remaining = [
        sentence
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for sentence in re.split(r"(?<=[.:?]) ", " ".join(cell.source.split()))
        if OF_A_NOTEBOOK.search(sentence)
    ]
    assert remaining == []


def test_a_lesson_leads_to_no_section_that_its_page_leaves_out() -> None:
    places = set()
    for path in chapters():
        notebook = read(path, 4)
        turn(notebook)
        texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        headings = re.findall(r"^#+ (.+)$", "\n".join(texts), re.MULTILINE)
        places |= {f"{path.name}#{slug(heading)}" for heading in headings}
    plans = [teaching.page(path.read_text("utf-8")) for path in teaching.FOLDER.glob("*.md")]
    named = set(re.findall(r"\(<(\d\d_[^>#]+#[^>]+)>\)", "\n".join(plans)))
    assert len(named) > 50
    assert named - places == set()
