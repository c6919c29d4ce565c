"""The still pictures: a page keeps their room, and loads them when they come near."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docs.site.stills import keep_room

from .conftest import OpenPage

CHAPTER = "01_odds_and_log_odds"
STILLS = ".cell_output > img"
# a PNG of one pixel
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SIZES = f"""() => [...document.querySelectorAll("{STILLS}")].map((one) => {{
    const {{ width, height }} = one.getBoundingClientRect();
    return [Math.round(width), Math.round(height)];
}})"""


def test_a_still_picture_says_how_large_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    made = keep_room('<p><img alt="A dot." src="_images/a.png" /></p>', {"a.png": file})
    assert 'width="1" height="1"' in made
    assert made.endswith('alt="A dot." src="_images/a.png" /></p>')
    other = '<img alt="" src="_static/data/a.png">'
    assert keep_room(other, {}) == other


@pytest.mark.parametrize("width", [1280, 390])
def test_the_room_of_a_still_picture_is_kept_until_it_arrives(
    open_page: OpenPage, width: int
) -> None:
    def break_stills(page: Page) -> None:
        page.route("**/_images/*", lambda route: route.abort())

    missing = open_page(CHAPTER, width=width, prepare=break_stills, complains=True)
    page = open_page(CHAPTER, width=width)
    for still in page.locator(STILLS).all():
        still.scroll_into_view_if_needed()
        expect(still).to_have_js_property("complete", True)
    kept, taken = missing.evaluate(SIZES), page.evaluate(SIZES)
    assert kept == taken
    assert kept
    natural = page.eval_on_selector_all(
        STILLS, "all => all.map((one) => one.naturalWidth / one.naturalHeight)"
    )
    for (wide, tall), ratio in zip(taken, natural, strict=True):
        assert wide / tall == pytest.approx(ratio, rel=0.02)


def test_a_still_picture_far_below_is_not_loaded_yet(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    page.wait_for_load_state("networkidle")
    assert not page.locator(STILLS).last.evaluate("(one) => one.complete")
