"""Every chapter in real JupyterLab: it runs, its explorers appear, and a key moves each of them."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from .conftest import OpenNotebook

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
WIDTH = 700  # narrow: here pictures scroll in their own boxes

PICTURE = "output => [...output.querySelectorAll('svg.picture > g')].map((g) => g.innerHTML).join()"


def explorers_of(chapter: Path) -> list[str]:
    """Return the ids of the cells that show an explorer, or a stage in a panel of their own."""
    cells: list[Any] = nbformat.read(chapter, as_version=4).cells
    shows = re.compile(r"\w_explorer\(|\bStage\(|\bPanel\(")
    return [
        cell.id
        for cell in cells
        if cell.cell_type == "code"
        and shows.search(cell.source)
        and any("image/png" in output.get("data", {}) for output in cell.outputs)
    ]


def look(output: Locator) -> tuple[str, str]:
    """Return the sentence and all that moves of the picture."""
    return output.locator(".said").inner_text(), str(output.evaluate(PICTURE))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_a_chapter_runs_and_a_key_moves_each_explorer(
    open_notebook: OpenNotebook, chapter: Path
) -> None:
    theme = "dark" if CHAPTERS.index(chapter) % 2 else "light"
    page = open_notebook(chapter, theme=theme, width=WIDTH)
    page.run_all()
    page.settle()
    for cell in explorers_of(chapter):
        output = page.output_of(cell)
        stage = output.locator(".logit-stage")
        expect(stage).to_have_count(1)
        expect(output.locator("svg.picture")).to_be_visible()
        slider = stage.get_by_role("slider").first
        before = look(stage)
        at_the_end = slider.evaluate("input => input.value === input.max")
        slider.press("ArrowLeft" if at_the_end else "ArrowRight")
        expect(stage.locator(".said")).not_to_have_text(before[0])
        assert look(stage)[1] != before[1], cell
        box, picture = (output.locator(part).bounding_box() for part in (".box", "svg.picture"))
        assert box is not None
        assert picture is not None
        assert box["x"] + box["width"] <= WIDTH, cell
        assert picture["width"] >= min(560, shown_width(stage)), cell
        page.screenshot(f"{chapter.stem}-{cell}-{theme}", output)
    assert page.console == []


def shown_width(stage: Locator) -> float:
    """Return how wide the picture of a stage is at most, in CSS pixels."""
    widest = "picture => parseFloat(picture.style.getPropertyValue('--widest'))"
    return float(stage.locator("svg.picture").evaluate(widest))


def test_the_chapters_show_explorers() -> None:
    assert sum(len(explorers_of(chapter)) for chapter in CHAPTERS) >= 3
