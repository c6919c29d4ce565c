"""What a page says in place of the words that speak of a notebook."""

import re
from pathlib import Path

import pytest
from nbformat import read

from docs.site.places import chapters
from docs.site.wording import RULES, turn

# words of someone who has the notebook open
OF_A_NOTEBOOK = re.compile(
    r"\b(Shift|JupyterLab|kernel|Kernel|[Rr]un (?:it|the cells?|this cell|these)|progress\(\))"
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
