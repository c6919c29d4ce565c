"""docs/content.md names the cells that hold each row of the sources, and each correction."""

import re
from collections import Counter
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from . import run_notebooks
from .chapters import NOTEBOOKS
from .notebook_rules import TAGS
from .run_notebooks import CONTENT, FOLDER, with_cells

TABLE = CONTENT.read_text("utf-8")
ROWS = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.*?) ?\|$", TABLE, re.MULTILINE)
WANTED = {tag for tag in TAGS if re.match(r"row-|correction-", tag)}


def test_every_row_and_every_correction_has_its_line_and_its_cells() -> None:
    assert Counter(tag for tag, *_ in ROWS) == Counter(WANTED)
    for tag, content, cells in ROWS:
        assert content
        assert cells, f"no cell holds {tag}"


def test_the_cells_of_a_line_are_those_that_bear_its_tag() -> None:
    """The remedy is `python start.py notebooks`."""
    notebooks = {FOLDER / f"{name}.ipynb": notebook for name, notebook in NOTEBOOKS.items()}
    assert with_cells(TABLE, notebooks) == TABLE


def test_a_tag_is_told_by_chapter_and_in_the_order_of_the_cells() -> None:
    def tagged(new, name, *tags):
        return new("x", id=name, metadata={"tags": list(tags)})

    notebooks = {
        Path("07_b.ipynb"): new_notebook(cells=[tagged(new_code_cell, "late", "row-A1")]),
        Path("02_a.ipynb"): new_notebook(
            cells=[
                tagged(new_markdown_cell, "say", "row-A1", "check"),
                tagged(new_code_cell, "other", "row-A10"),
                tagged(new_code_cell, "do", "row-A1"),
            ]
        ),
    }
    head = "Text.\n\n| tag | content | cells |\n|---|---|---|\n"
    cells = "[2](../notebooks/02_a.ipynb) `say`, `do`; [7](../notebooks/07_b.ipynb) `late`"
    for before in ("", " `gone` ", f" {cells} "):
        table = f"{head}| `row-A1` | odds `o` |{before}|\n"
        assert with_cells(table, notebooks) == f"{head}| `row-A1` | odds `o` | {cells} |\n"


def test_the_tool_writes_the_column_and_checking_only_complains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = TABLE.replace("`line-heading`", "`gone`")
    assert stale != TABLE
    table = tmp_path / "content.md"
    table.write_text(stale, "utf-8")
    monkeypatch.setattr(run_notebooks, "CONTENT", table)
    assert not run_notebooks.refresh_content(write=False)
    assert "content.md ... would change" in capsys.readouterr().out
    assert table.read_text("utf-8") == stale
    assert run_notebooks.refresh_content()
    assert table.read_text("utf-8") == TABLE
    assert run_notebooks.refresh_content(write=False)
