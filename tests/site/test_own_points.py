"""The one picture that needs Python for a step: the page's own Python fits the points."""

import pytest
from playwright.sync_api import Locator, expect

from .conftest import PAGES, OpenPage
from .test_exercises import CHAPTER
from .test_try import PYTHON, open_cell

WITH_A_BOARD = "02_sigmoid"


def start_from_a_ring(board: Locator) -> None:
    """Put other points there, and wait until their fit is seen."""
    board.get_by_role("button", name="a ring").click()
    expect(board.locator(".said")).to_contain_text("of 24 points are right", timeout=PYTHON)


def place_a_point(board: Locator) -> None:
    """Press the upper left corner of the picture, and wait until the fit is seen."""
    board.locator(".plane").click(position={"x": 30, "y": 30})
    expect(board.locator(".said")).to_contain_text("of 25 points are right", timeout=PYTHON)


@pytest.mark.thorough
@pytest.mark.skipif(WITH_A_BOARD not in PAGES, reason="its chapter is in the whole site alone")
def test_the_points_of_a_chapter_are_fitted(open_page: OpenPage) -> None:
    page = open_page(WITH_A_BOARD)
    board = page.locator("#own-points-explorer")
    board.scroll_into_view_if_needed()
    expect(board).to_have_attribute("data-alive", "true")
    start_from_a_ring(board)
    place_a_point(board)


@pytest.mark.thorough
def test_the_points_of_a_readers_own_board_are_fitted(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    cell = open_cell(page, "try-odds")
    code = "from logit_core.explorers import own_points_explorer\n\nown_points_explorer()"
    board = cell.run(code).locator(".logit-stage")
    start_from_a_ring(board)
    place_a_point(board)
