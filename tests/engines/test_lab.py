"""One chapter in real JupyterLab in Firefox and in WebKit."""

from pathlib import Path

import nbformat
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.explorers import shows_an_explorer
from tests.browser.lab import Lab
from tests.browser.notebook_page import MARK, PANEL, PROGRESS, READY, UNTOUCHED

from .drivers import ENGINES, visit
from .page import LISTEN, EnginePage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "02_sigmoid.ipynb"
PATIENCE = 180  # seconds in which the notebook opens, and all cells run

NUMBER = """(panel) => {
    const cells = document.querySelectorAll(`${panel} .jp-Cell`);
    cells.forEach((cell, i) => { cell.dataset.number = i; });
}"""
RUN = "() => void window.jupyterapp.commands.execute('notebook:run-all-cells')"
FOCUS = """(place) => {
    const view = document.querySelector(place);
    view.scrollIntoView();
    const control = view.querySelector("input[type=range]");
    control.focus();
    return control.value === control.max;
}"""
LOOK = """(place) => {
    const view = document.querySelector(place);
    const moving = [...view.querySelectorAll("svg.picture > g")].map((g) => g.innerHTML);
    return [view.querySelector(".said").textContent, moving.join()];
}"""
IS_THERE = "(place) => Boolean(document.querySelector(`${place} svg.picture`))"
SAYS_OTHER = "([place, old]) => document.querySelector(`${place} .said`).textContent !== old"
SAYS = "([place, words]) => document.querySelector(`${place} .said`).textContent === words"


def run_all(page: EnginePage, cells: list[nbformat.NotebookNode]) -> None:
    """Run all cells of the notebook that is open, and see that none has an error."""
    wanted = [i for i, cell in enumerate(cells) if cell.cell_type == "code" and cell.source.strip()]
    may_raise = [i for i, c in enumerate(cells) if "raises-exception" in c.metadata.get("tags", [])]
    page.evaluate(MARK, [PANEL, wanted, UNTOUCHED])
    page.evaluate(RUN)
    assert page.until(PROGRESS, [PANEL, wanted, UNTOUCHED, may_raise], PATIENCE) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_chapter_runs_and_a_key_moves_each_explorer(engine: str) -> None:
    def go(driver: WebDriver) -> None:
        with Lab([CHAPTER]) as lab:
            run_and_move(driver, lab)

    visit(engine, go)


def run_and_move(driver: WebDriver, lab: Lab) -> None:
    """Open the chapter, run it, and move each explorer by a key and back."""
    cells = nbformat.read(CHAPTER, 4).cells
    page = EnginePage(driver)
    driver.get(f"{lab.url}/doc/tree/{CHAPTER.name}?token={lab.token}")
    page.until("() => window.jupyterapp?.restored.then(() => true)", patience=PATIENCE)
    page.until(READY, [PANEL, CHAPTER.name, len(cells)], PATIENCE)
    page.evaluate(LISTEN)  # not before: other extensions, where there are any, complain by then
    page.evaluate(NUMBER, PANEL)
    run_all(page, cells)
    shown = [i for i, cell in enumerate(cells) if shows_an_explorer(cell)]
    assert len(shown) >= 2
    for i in shown:
        place = f"{PANEL} [data-number='{i}'] .logit-stage"
        page.until(IS_THERE, place)
        before = page.evaluate(LOOK, place)
        there, back = Keys.ARROW_RIGHT, Keys.ARROW_LEFT
        if page.evaluate(FOCUS, place):
            there, back = back, there
        page.press(there)
        page.until(SAYS_OTHER, [place, before[0]])
        assert page.evaluate(LOOK, place)[1] != before[1], cells[i].id
        page.press(back)
        page.until(SAYS, [place, before[0]])
    assert [line for line in page.console if not line.startswith("warn")] == []
