"""The examples of the documents run, and their tables say what the chapters say."""

import doctest
import re
from pathlib import Path

import pytest

from .notebooks.chapters import NOTEBOOKS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", ["explorers.md"])
def test_the_examples_run(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    # doctest would take the end of a code block for output
    examples = text.replace("```python\n", "\n").replace("\n```\n", "\n\n")
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF)
    complaints: list[str] = []
    runner.run(test, out=complaints.append)
    assert "".join(complaints) == ""


def test_the_tables_of_chapters_state_the_minutes_that_the_chapters_state() -> None:
    chapters = {name: nb for name, nb in NOTEBOOKS.items() if not name.startswith("00")}
    stated = {}
    for name, notebook in chapters.items():
        text = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        stated[name] = re.findall(r"[Aa]bout\s+(\d+)\s+minutes", text)[0]
    (start,) = (cell.source for cell in NOTEBOOKS["00_start_here"].cells if cell.id == "chapters")
    for table in (start, (ROOT / "README.md").read_text("utf-8")):
        rows = re.findall(
            r"\((?:notebooks/)?(\d\d_\w+)\.ipynb\).*\| (\d+) \|$", table, re.MULTILINE
        )
        assert {name: minutes for name, minutes in rows if name in chapters} == stated
