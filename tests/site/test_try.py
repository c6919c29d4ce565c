"""Any cell of a chapter can be opened, changed and run in the page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from docs.site.places import NOTEBOOKS

from .conftest import OpenPage
from .test_exercises import CHAPTER, ENDLESS
from .test_pages import violations

PYTHON = 180_000  # milliseconds for Python and the packages of a cell


class Cell:
    """A cell of a chapter, open for change."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        place = f".logit-try[data-cell={name}]"  # stands in the cell once that is open
        self.place = page.locator(place)
        self.shown = page.locator(f".cell:has(+ {place}), .cell:has({place})")
        self.editor = self.shown.locator(".cm-content")
        self.output = self.shown.locator(".cell_output")
        self.answer = self.place.locator(".logit-verdict")

    def open(self) -> None:
        self.shown.get_by_role("button", name="Try it").or_(
            self.shown.get_by_role("button", name="Change its code")
        ).click()
        expect(self.editor).to_be_focused()

    def run(self, code: str | None = None) -> Locator:
        """Run the cell, and return where its outputs stand."""
        if code is not None:
            self.editor.focus()
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(code)
        self.place.get_by_role("button", name="Run").click()
        expect(self.place.get_by_role("button", name="Stop")).to_be_hidden(timeout=PYTHON)
        return self.answer


def open_cell(page: Page, name: str) -> Cell:
    cell = Cell(page, name)
    cell.open()
    return cell


@pytest.mark.thorough
def test_a_cell_is_changed_run_and_brought_back(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    before = page.locator(".cell:has(+ [data-cell=load-learners]) pre").all_inner_texts()
    cell = open_cell(page, "load-learners")
    expect(cell.run("hours = np.arange(3)\nprint(hours.sum())\nhours + 1")).to_have_text(
        "3\narray([1, 2, 3])"
    )
    expect(cell.output).to_be_hidden()
    error = cell.run("def f():\n    return hour\n\n\nf()")
    expect(error).to_contain_text('File "<your cell>", line 2, in f\n    return hour\n')
    # the cell below takes what stands above it now
    cell.run("hours = np.arange(15.0)\npassed = np.arange(15) > 7")
    below = open_cell(page, "fit-sigmoid")
    expect(below.run()).to_contain_text("weights [-")
    cell.place.get_by_role("button", name="Start over").click()
    expect(cell.place).to_be_empty()
    expect(cell.output).to_be_visible()
    assert cell.shown.locator("pre").all_inner_texts() == before


@pytest.mark.thorough
def test_an_endless_cell_is_stopped(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    cell = open_cell(page, "try-odds")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(f"import numpy as np\n{ENDLESS}")
    cell.editor.press("Shift+Enter")
    expect(cell.place.get_by_text("running …", exact=True)).to_be_visible(timeout=PYTHON)
    cell.place.get_by_role("button", name="Stop").click()
    expect(cell.answer).to_contain_text("Stopped. Python starts anew when you run it again.")
    expect(cell.run("1 + 1")).to_have_text("2")


@pytest.mark.thorough
def test_a_picture_is_drawn_anew(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    cell = open_cell(page, "plot-line")
    picture = cell.run().locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(one) => one.naturalWidth") > 600


@pytest.mark.thorough
def test_an_explorer_of_the_readers_own_comes_alive(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    cell = open_cell(page, "straight-line-explorer")
    picture = cell.run("straight_line_explorer(hours + 1, passed)").locator(".logit-stage")
    said = picture.locator(".said")
    before = said.inner_text()
    picture.locator("input[type=range]").first.press("Home")
    expect(said).not_to_have_text(before)


@pytest.mark.thorough
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_was_opened_shuts_nobody_out(open_page: OpenPage, theme: str) -> None:
    page = open_page(CHAPTER, theme=theme)
    cell = open_cell(page, "plot-line")
    expect(cell.run().locator("img")).to_be_visible()
    cell = open_cell(page, "load-learners")
    expect(cell.run("1 / 0").locator(".logit-trouble")).to_be_visible()
    picture = page.locator("#mails-explorer")
    picture.get_by_text("Embed this picture").click()
    expect(picture.locator("textarea")).not_to_have_value("")
    assert violations(page) == []


@pytest.mark.thorough
def test_a_chapter_that_cannot_be_loaded_is_told_and_tried_again(open_page: OpenPage) -> None:
    def break_notebook(page: Page) -> None:
        page.route("**/notebooks/*", lambda route: route.abort())

    page = open_page(CHAPTER, prepare=break_notebook, complains=True)
    cell = Cell(page, "try-odds")
    cell.shown.get_by_role("button", name="Try it").click()
    expect(cell.place).to_contain_text("This cell could not be opened")
    page.unroute("**/notebooks/*")
    cell.open()
    expect(cell.run()).to_contain_text("array(")


@pytest.mark.thorough
def test_every_cell_runs_by_itself_in_the_page(open_page: OpenPage, page_name: str) -> None:
    """From the last to the first, so that each needs all that it needs from above."""
    if not (NOTEBOOKS / f"{page_name}.ipynb").exists():
        return
    page = open_page(page_name)
    names = page.locator(".logit-try").evaluate_all("(all) => all.map((one) => one.dataset.cell)")
    for name in reversed(names):
        cell = open_cell(page, name)
        cell.run()
        expect(cell.answer.locator(".logit-trouble"), name).to_have_count(0)
