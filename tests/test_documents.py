"""The examples of the documents run, and their tables say what the chapters say."""

import doctest
import re
from pathlib import Path

import pytest

from .notebooks.chapters import CELLS, CHAPTERS, NOTEBOOKS
from .notebooks.notebook_rules import Notebook, minutes
from .notebooks.run_notebooks import FOLDER

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
    stated = {
        name: minutes(Notebook(FOLDER / f"{name}.ipynb", NOTEBOOKS[name])) for name in CHAPTERS
    }
    readme = (ROOT / "README.md").read_text("utf-8")
    for table in (CELLS["00_start_here#chapters"].source, readme):
        rows = re.findall(
            r"\((?:notebooks/)?(\d\d_\w+)\.ipynb\).*\| (\d+) \| (\d+|–) \|$", table, re.MULTILINE
        )
        told = {
            name: (int(main), None if curious == "–" else int(curious))
            for name, main, curious in rows
        }
        assert {name: told[name] for name in CHAPTERS} == stated
