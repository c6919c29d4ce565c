"""Every chapter in real JupyterLab: it runs, its explorers appear, and a key moves each of them."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from .conftest import OpenNotebook
from .explorers import shows_an_explorer
from .iris_chapter import follows_the_hand
from .notebook_page import NotebookPage

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
WIDTH = 700  # narrow: beside the list of files there is room for one axes in a row

PICTURE = "output => [...output.querySelectorAll('svg.picture > g')].map((g) => g.innerHTML).join()"


def look(output: Locator) -> tuple[str, str]:
    """Return the sentence and all that moves of the picture."""
    return output.locator(".said").inner_text(), str(output.evaluate(PICTURE))


# what a chapter's page is for beyond that: it takes its time to open one
MORE: dict[str, Callable[[NotebookPage], None]] = {"05_iris": follows_the_hand}


@pytest.mark.parametrize(
    "chapter",
    [
        pytest.param(
            path, id=path.stem, marks=() if path.stem == "02_sigmoid" else pytest.mark.thorough
        )
        for path in CHAPTERS
    ],
)
def test_a_chapter_runs_and_a_key_moves_each_explorer(
    open_notebook: OpenNotebook, chapter: Path
) -> None:
    theme = "dark" if CHAPTERS.index(chapter) % 2 else "light"
    page = open_notebook(chapter, theme=theme, width=WIDTH)
    page.run_all()
    page.settle()
    for cell in filter(shows_an_explorer, nbformat.read(chapter, 4).cells):
        output = page.output_of(cell.id)
        stage = output.locator(".logit-stage")
        expect(stage).to_have_count(1)
        expect(output.locator("svg.picture")).to_be_visible()
        before = look(stage)
        control, there, back = first_control(stage)
        control.press(there)
        expect(stage.locator(".said")).not_to_have_text(before[0])
        assert look(stage)[1] != before[1], cell.id
        box, picture = (output.locator(part).bounding_box() for part in (".box", "svg.picture"))
        assert box is not None
        assert picture is not None
        assert box["x"] + box["width"] <= WIDTH, cell.id
        assert picture["width"] <= box["width"] + 0.5, cell.id  # nothing scrolls sideways
        page.show(f"{chapter.stem}-{cell.id}-{theme}", output)
        control.press(back)
        expect(stage.locator(".said")).to_have_text(before[0])
    if chapter.stem in MORE:
        MORE[chapter.stem](page)
    assert page.console == []


def first_control(stage: Locator) -> tuple[Locator, str, str]:
    """Return the first slider, or box where there is none, and the keys that move it and back."""
    slider = stage.get_by_role("slider").first
    if not slider.count():
        return stage.get_by_role("checkbox").first, "Space", "Space"
    at_the_end = slider.evaluate("input => input.value === input.max")
    there, back = ("ArrowLeft", "ArrowRight")[:: 1 if at_the_end else -1]
    return slider, there, back
