"""How soon the fit is seen after a point of one's own was moved: through the kernel and back."""

import json
import random
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

from ..browser.lab import Lab
from ..browser.lab_page import LabPage
from ..browser.notebook_page import NotebookPage

SHOW = "from logit_core.explorers import own_points_explorer\n\nown_points_explorer()"

# Notes each move of the pointer, and each frame that is drawn with another field.
WATCH = """(stage) => {
  window.follow = { moves: [], fits: [] };
  const gradient = stage.querySelector("linearGradient");
  const look = () => ["x1", "y1", "x2", "y2"].map((name) => gradient.getAttribute(name)).join();
  const note = ({ timeStamp }) => follow.moves.push(timeStamp);
  stage.querySelector(".grips").addEventListener("pointermove", note, true);
  let before = look();
  new MutationObserver(() => {
    const now = look();
    if (now === before) return;
    before = now; // it changed in a frame; the next one begins when that one is drawn
    requestAnimationFrame((begins) => follow.fits.push(begins));
  }).observe(gradient, { attributes: true });
}"""


def measure_follow(browser: Browser, lab: Lab, moves: int) -> list[float]:
    """Move a point so many times, each after the fit of the move before; return milliseconds."""
    notebook = new_notebook(cells=[new_code_cell(SHOW, id="show")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    path = "follow/own.ipynb"
    file = Path(lab.root, path)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(notebook), "utf-8")
    lab_page = LabPage.load(browser, lab)
    with NotebookPage.open(lab_page, path) as page:
        page.run_all()
        page.settle()
        stage = page.output_of("show").locator(".logit-stage")
        stage.evaluate(WATCH)
        grip = stage.locator(".grips .area").nth(3).bounding_box()  # a disc among the squares
        assert grip is not None, "the point cannot be seen"
        found = _move(
            page.page, grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2, moves
        )
    lab_page.close()
    return found


def _move(page: Page, x: float, y: float, moves: int) -> list[float]:
    """Drag what is there to and fro."""
    page.mouse.move(x, y)
    page.mouse.down()
    after = []
    for number in range(moves):
        way = 3 if number % 20 < 10 else -3
        x, y = x - way, y + way
        page.evaluate("follow.moves.length = follow.fits.length = 0")
        page.mouse.move(x, y)
        page.wait_for_function("follow.fits.length > 0")
        after.append(float(page.evaluate("follow.fits[0] - follow.moves[0]")))
        page.wait_for_timeout(random.uniform(40, 80))  # so that moves fall anywhere in a frame
    page.mouse.up()
    return after
