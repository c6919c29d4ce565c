"""A board in the browser: points placed by pointer, finger and keyboard, and the fit that follows.

The page has no Python. Where a test wants an answer, it gives what the board in Python answers.
"""

import base64
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from logit_core.explorers import own_points_explorer
from logit_core.stage import Board
from tests.thorough import quickly

from .conftest import OpenNotebook, OpenPage
from .hand import Hand, Point
from .plain_page import PlainPage, Theme, compare_pictures

WAITS = "The fit waits for Python: boundary and colours are still those of the points before."
KINDS = ["mouse", "touch"]
SQUARES = 4  # which of the marks: after the field, two boundaries and the discs

TO_WINDOW = """([x1, x2]) => {
    const { box: [left, top, width, height], xlim, ylim } = models[0].get("scene").axes[0];
    const x = left + ((x1 - xlim[0]) / (xlim[1] - xlim[0])) * width;
    const y = top + ((ylim[1] - x2) / (ylim[1] - ylim[0])) * height;
    const to = document.querySelector("svg.picture").getScreenCTM();
    const at = new DOMPoint(x, y).matrixTransform(to);
    return [at.x, at.y];
}"""
ANSWER = """async ([raw, answered]) => {
    const bytes = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0));
    await models[0].set("numbers", new DataView(bytes.buffer));
    await models[0].set("answered", answered);
}"""


def spot(page: PlainPage, x1: float, x2: float) -> Point:
    """Return where a place in the plane is in the window."""
    x, y = page.page.evaluate(TO_WINDOW, [x1, x2])
    return x, y


def points(page: PlainPage) -> list[list[float]]:
    """Return the points that were asked for last, rounded to a twentieth."""
    return [[round(20 * x) / 20 for x in point] for point in page.get("asked")["points"]]


def answer(page: PlainPage, board: Board) -> None:
    """Answer as Python does."""
    board.asked = page.get("asked")
    numbers = base64.b64encode(board.get_state("numbers")["numbers"]).decode()
    page.page.evaluate(ANSWER, [numbers, board.answered])
    page.wait_for_frame()


def open_empty(open_page: OpenPage, **options: Any) -> tuple[PlainPage, Board]:
    board = own_points_explorer().place()
    return open_page(board, **options), board


def chosen(page: PlainPage) -> str:
    return page.view().locator(".chosen").inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_points_are_placed_moved_recoloured_and_taken_away_by_hand(
    open_page: OpenPage, kind: str
) -> None:
    page, board = open_empty(open_page)
    hand = Hand(page, kind)

    def press(x1: float, x2: float) -> None:
        hand.down(spot(page, x1, x2))
        hand.up()
        answer(page, board)

    press(1, 2)
    page.button("class 0").click()
    press(-2, -1)
    assert points(page) == [[1, 2, 1], [-2, -1, 0]]
    assert re.fullmatch(r"Chosen: point 2 of 2, class 0, at \(−[\d.]+, −[\d.]+\)\.", chosen(page))
    hand.drag(spot(page, 1, 2), spot(page, 3, -2))
    answer(page, board)
    assert points(page) == [[3, -2, 1], [-2, -1, 0]]
    page.button("Other class").click()
    answer(page, board)
    assert points(page) == [[3, -2, 0], [-2, -1, 0]]
    press(-2, -1)  # it is chosen, no other is placed there
    assert len(points(page)) == 2
    page.button("Delete").click()
    answer(page, board)
    assert points(page) == [[3, -2, 0]]
    assert chosen(page).startswith("Chosen: point 1 of 1, class 0, at (")


def test_the_keyboard_does_what_the_pointer_does(open_page: OpenPage) -> None:
    page, board = open_empty(open_page)
    plane = page.picture().get_by_role("application", name="Points")
    page.button("Full screen").focus()
    for _ in range(3):  # from the last of the tools back to the picture
        page.page.keyboard.press("Shift+Tab")
        if plane.evaluate("plane => plane === document.activeElement"):
            break
    expect(plane).to_be_focused()
    assert plane.evaluate("plane => getComputedStyle(plane).strokeWidth") == "2.5px"

    def press(*keys: str) -> list[list[float]]:
        for key in keys:
            page.page.keyboard.press(key)
            page.wait_for_frame()
            answer(page, board)
        return [[round(x, 2) for x in point] for point in page.get("asked")["points"]]

    assert press("Enter") == [[0, 0, 1]]
    assert press("ArrowRight", "Shift+ArrowUp", "ArrowUp") == [[0.08, 0.89, 1]]
    assert press(" ") == [[0.08, 0.89, 0]]
    assert press("Enter", "Shift+ArrowLeft") == [[0.08, 0.89, 0], [-0.81, 0, 1]]
    assert press("n", "ArrowDown") == [[0.08, 0.81, 0], [-0.81, 0, 1]]
    assert press("P", " ") == [[0.08, 0.81, 0], [-0.81, 0, 0]]
    assert press("Delete") == [[0.08, 0.81, 0]]
    assert press(*["Shift+ArrowRight"] * 6) == [[4.05, 0.81, 0]]  # the edge
    assert press("Backspace", "Delete", " ", "ArrowUp") == []
    assert chosen(page) == "No point is chosen."


def test_without_python_the_points_move_and_the_sentence_says_that_the_fit_waits(
    open_page: OpenPage,
) -> None:
    board = own_points_explorer()
    page = open_page(board)
    before, field = page.said(), page.drawing(0)
    hand = Hand(page, "mouse")
    hand.drag(spot(page, *board.points[0][0]), spot(page, 3, -2))
    expect(page.view().locator(".said")).to_have_text(WAITS)
    expect(page.picture()).to_contain_class("late")
    assert page.drawing(0) == field
    assert page.page.evaluate("models[0].get('asked').points[0][0]") == pytest.approx(3, abs=0.02)
    answer(page, board)
    expect(page.picture()).not_to_contain_class("late")
    assert page.said() == board.sentence != before
    assert page.drawing(0) != field


@pytest.mark.parametrize("theme", quickly(["light", "dark"], ["light"]))
def test_after_an_answer_the_browser_draws_what_matplotlib_draws(
    open_page: OpenPage, theme: Theme, tmp_path: Path
) -> None:
    board = own_points_explorer()
    page = open_page(board, theme=theme)
    for start in ("a ring", "one outlier", "nothing"):
        page.button(start).click()
        answer(page, board)
        for penalty in (0, 3):
            files = tmp_path / f"{start}-{penalty}"
            dark = theme == "dark"
            if complaint := compare_pictures(page, board, {"penalty": penalty}, files, dark=dark):
                pytest.fail(complaint)
            assert page.said() == board.sentence_at(penalty=penalty)


def test_one_request_is_under_way_and_the_newest_is_the_next(open_page: OpenPage) -> None:
    page, board = open_empty(open_page)
    hand = Hand(page, "mouse")
    hand.down(spot(page, 0, 0))
    hand.up()
    assert page.saves() == 1
    hand.down(spot(page, 0, 0))
    for k in range(1, 6):
        hand.to(spot(page, 0.4 * k, 0.2 * k))
    assert page.saves() == 1
    assert points(page) == [[0, 0, 1]]
    in_hand = page.drawing(SQUARES)
    answer(page, board)
    assert page.drawing(SQUARES) == in_hand  # not where it was when that was asked
    assert page.saves() == 2
    assert points(page) == [[2, 1, 1]]
    answer(page, board)
    assert page.saves() == 2
    hand.up()
    assert page.saves() == 2


def test_escape_gives_a_point_back_and_the_edge_holds_it(open_page: OpenPage) -> None:
    board = own_points_explorer()
    page = open_page(board)
    hand = Hand(page, "mouse")
    first = page.get("asked")["points"][0]
    hand.down(spot(page, *first[:2]))
    hand.to(spot(page, 3, -2))
    page.page.keyboard.press("Escape")
    hand.to(spot(page, 3, 0))
    hand.up()
    answer(page, board)
    answer(page, board)
    assert page.get("asked")["points"][0] == pytest.approx(first)
    hand.drag(spot(page, *first[:2]), spot(page, 9, -9))
    answer(page, board)
    assert page.get("asked")["points"][0] == pytest.approx([4.05, -3, 0])


def test_start_again_brings_the_first_points_back(open_page: OpenPage) -> None:
    board = own_points_explorer()
    page = open_page(board)
    first, opening = page.get("asked")["points"], page.photograph()
    again = page.button("Start again")
    expect(again).to_have_attribute("aria-disabled", "true")
    page.button("a ring").click()
    answer(page, board)
    assert page.get("asked")["points"] != first
    expect(again).to_have_attribute("aria-disabled", "false")
    again.click()
    answer(page, board)
    assert page.get("asked")["points"] == first
    expect(again).to_have_attribute("aria-disabled", "true")
    assert (page.photograph() == opening).all()


def test_more_than_200_points_are_not_placed(open_page: OpenPage) -> None:
    board = own_points_explorer()
    many = [[0.03 * k - 3, -2.5] for k in range(200)]
    page = open_page(board.place(many, [0, 1] * 100))
    assert chosen(page) == "No point is chosen. More than 200 points are not placed."
    hand = Hand(page, "mouse")
    hand.down(spot(page, 1, 1))
    hand.up()
    assert page.saves() == 0


def test_two_views_show_the_same_points(open_page: OpenPage) -> None:
    board = own_points_explorer()
    page = open_page(board, views=2)
    page.button("a ring", view=1).click()
    answer(page, board)
    assert page.said(0) == page.said(1) == board.sentence
    assert page.drawing(3, view=0) == page.drawing(3, view=1)


def test_what_is_heard_is_the_chosen_point_and_the_sentence(open_page: OpenPage) -> None:
    page, board = open_empty(open_page)
    page.picture().get_by_role("application").focus()
    page.page.keyboard.press("Enter")
    answer(page, board)
    words = "Chosen: point 1 of 1, class 1, at (0.00, 0.00). " + board.sentence
    expect(page.view().get_by_role("status")).to_have_text(words)


@pytest.mark.parametrize(
    ("theme", "width"),
    [("dark", 390), pytest.param("light", 1280, marks=pytest.mark.thorough)],
)
def test_a_board_in_use_has_nothing_that_axe_finds(
    open_page: OpenPage, theme: Theme, width: int
) -> None:
    page = open_page(own_points_explorer(), theme=theme, width=width)
    page.picture().get_by_role("application").focus()
    page.page.keyboard.press("Enter")
    expect(page.view().locator(".said")).to_have_text(WAITS)
    assert page.violations() == []
    assert page.overflow() <= 0
    for target in page.view().get_by_role("button").all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_a_view_that_ends_hears_nothing_more(open_page: OpenPage) -> None:
    page, _ = open_empty(open_page)
    page.clean_up()
    assert page.listeners() == 0


@pytest.mark.thorough
def test_in_jupyterlab_the_fit_follows_the_pointer(
    open_notebook: OpenNotebook, tmp_path: Path
) -> None:
    cells = {
        "show": "from logit_core.explorers import own_points_explorer\n"
        "board = own_points_explorer()\nboard",
        "read": "print(board.points[0][3].round(1).tolist())\nprint(board.sentence)",
    }
    notebook = new_notebook(cells=[new_code_cell(text, id=name) for name, text in cells.items()])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, tmp_path / "own.ipynb")
    page = open_notebook(tmp_path / "own.ipynb")
    page.run_all()
    page.settle()
    stage = page.output_of("show").locator(".logit-stage")
    expect(stage.locator(".said")).to_contain_text("22 of 24 points are right.")
    plane, grip = stage.locator(".plane"), stage.locator(".grips .area").nth(3)
    corner = plane.bounding_box()
    assert corner
    grip.hover(force=True)  # the disc among the squares
    mouse = page.page.mouse
    mouse.down()
    # to (-2, -1) of a plane from (-4.05, -3) to (4.05, 3)
    x = corner["x"] + corner["width"] * 2.05 / 8.1
    y = corner["y"] + corner["height"] * 4 / 6
    mouse.move(x, y, steps=20)
    expect(stage.locator(".said")).to_contain_text("A line separates the classes, so no weights")
    mouse.up()
    expect(stage.locator("svg.picture")).not_to_contain_class("late")
    page.run_cell("read")
    told = page.output_of("read").inner_text().strip()
    assert told.split("\n") == ["[-2.0, -1.0]", stage.locator(".said").inner_text()]
    page.shut_down_kernel()
    plane.focus()
    page.page.keyboard.press("Delete")
    expect(stage.locator(".said")).to_have_text(WAITS)
    assert page.console == []
