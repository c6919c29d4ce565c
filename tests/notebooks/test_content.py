"""docs/content.md names the cells that hold each row of the sources, and each correction."""

import re
from collections import Counter
from pathlib import Path

from .chapters import CELLS
from .notebook_rules import TAGS

TABLE = (Path(__file__).parents[2] / "docs" / "content.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.*?) ?\|$", TABLE, re.MULTILINE)
WANTED = {tag for tag in TAGS if re.match(r"row-|correction-", tag)}


def test_every_row_and_every_correction_has_its_line_and_its_cells() -> None:
    assert Counter(tag for tag, *_ in ROWS) == Counter(WANTED)
    for tag, content, cells in ROWS:
        assert content
        assert re.findall(r"`(.+?)`", cells), f"no cell holds {tag}"


def test_the_cells_of_a_line_are_those_that_bear_its_tag() -> None:
    for tag, _, cells in ROWS:
        tagged = [name for name, cell in CELLS.items() if tag in cell.metadata.get("tags", [])]
        assert re.findall(r"`(.+?)`", cells) == tagged, tag
