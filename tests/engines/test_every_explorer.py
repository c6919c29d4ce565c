"""What holds for every explorer in Firefox and in WebKit: it draws, speaks, and follows."""

import os
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.explorers import Shown, where
from tests.browser.plain_page import compare_pictures
from tests.browser.test_every_handle import DRAWN, HANDLES, way_of

# WebKit paints a page tile by tile, and smooths a line a little differently in each.
COARSE = {"webkit"}

# focuses the first slider, or else the first box, or else the first list; what it is, where it
# stands, and whether that is its end
FOCUS = """() => {
    const panel = document.querySelector(".panel");
    const kinds = ["input[type=range]", "input[type=checkbox]", "select"];
    const [control] = kinds.map((kind) => panel.querySelector(kind)).filter(Boolean);
    control.focus();
    const { type, value, max, selectedIndex } = control;
    const name = control.closest(".row").dataset.control;
    return { name, type, atEnd: type === "range" ? value === max : selectedIndex > 0 };
}"""


def test_it_draws_what_matplotlib_draws_and_says_what_python_says(
    shown: Shown, engine: str, tmp_path: Path
) -> None:
    at = where(shown.stage, "middle")
    files = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{shown.name}-{engine}")
    if complaint := compare_pictures(shown.page, shown.stage, at, files, coarse=engine in COARSE):
        pytest.fail(complaint)
    assert shown.page.said() == shown.stage.sentence_at(**at)


def test_a_key_moves_a_control_by_one_and_the_sentence_follows(shown: Shown) -> None:
    page = shown.page
    page.put(**shown.opening)
    control = page.evaluate(FOCUS)
    name, before = control["name"], page.get(control["name"])
    if control["type"] == "checkbox":
        page.press(Keys.SPACE)
        after = 1 - before
    else:
        page.press(Keys.ARROW_LEFT if control["atEnd"] else Keys.ARROW_RIGHT)
        after = before + (-1 if control["atEnd"] else 1)
    assert page.get(name) == after
    expected = shown.stage.sentence_at(**{**shown.opening, name: after})
    assert page.said() == expected
    assert expected != shown.stage.sentence_at(**shown.opening)


def test_a_handle_follows_the_pointer(shown: Shown) -> None:
    if not HANDLES[shown.name][0]:
        pytest.skip("it has no handle")
    page = shown.page
    page.put(**shown.opening)
    way = way_of(shown, 0)
    start, target = way.starts()[0], way.alone()[0]
    (drawing,) = page.sweep([way.grid[target]], DRAWN)
    page.put(**way.grid[start])
    page.drag(tuple(way.places[start]), tuple(way.places[target]))
    assert {name: page.get(name) for name in way.by} == way.grid[target]
    assert page.evaluate(f"() => {DRAWN}") == drawing
