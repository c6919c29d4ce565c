"""What holds for every explorer in a browser: a new one is tested as soon as it is exported.

One page for each explorer, whose window and positions are the test's own.
"""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text
from playwright.sync_api import expect

from .explorers import Shown, everywhere, spread, where
from .plain_page import HAS_NAN, SENTENCE, Layout, Theme, compare_pictures

MOST = 1000  # positions that are swept; of more, as many, evenly spread
WHOLE = {"learning_rate_explorer"}  # swept at every position, however many there are

WIDTHS = {"wide": 1280, "stacked": 440}  # of windows in which pictures have their own size
LOOKS: dict[str, tuple[Layout, Theme]] = {
    "wide": ("wide", "light"),
    "stacked, dark": ("stacked", "dark"),
    "wide, dark": ("wide", "dark"),
    "stacked": ("stacked", "light"),
}
PICTURES = [
    pytest.param(
        place,
        look,
        marks=[pytest.mark.thorough] if (place, k // 2) != ("middle", 0) else [],
    )
    for place in ("first", "middle", "last")
    for k, look in enumerate(LOOKS)
]

# the parts of a view, and what surrounds or may cover them
BOXES = """view => {
    const parts = ".title, input, select, .notch > span, output, button, .box, .words";
    return [...view.querySelectorAll(parts)].map((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { part: part.outerHTML.slice(0, 80), left, right, top, bottom };
    });
}"""

PARTS = ".logit-stage, .picture, button, input"
PLACES = f"""[...document.querySelectorAll("{PARTS}")].flatMap((part) => {{
    const {{ x, y, width, height }} = part.getBoundingClientRect();
    return [x, y, width, height];
}})"""
UNIT = 1 / 64  # of a pixel, to which Chromium rounds what it lays out

# Thin lines that lie between two rows of pixels: Chromium smooths them by exact coverage in one
# picture and by samples in the other, and 13 % of a tile's pixels are off, where 10 % may be.
SMOOTHED = {
    ("sigmoid_explorer", "first", "stacked"),
    ("descent_explorer", "last", "stacked"),
    ("two_directions_explorer", "first", "wide"),
}


@pytest.mark.parametrize(("place", "look"), PICTURES)
def test_the_browser_draws_what_matplotlib_draws(
    shown: Shown, place: str, look: str, tmp_path: Path
) -> None:
    layout, theme = LOOKS[look]
    files = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{shown.name}-{place}-{look}")
    shown.page.dress(theme)
    shown.page.resize(WIDTHS[layout])
    at, dark = where(shown.stage, place), theme == "dark"
    how = {"layout": layout, "dark": dark, "coarse": (shown.name, place, look) in SMOOTHED}
    if complaint := compare_pictures(shown.page, shown.stage, at, files, **how):
        pytest.fail(complaint)


def test_the_browser_says_what_python_says_and_draws_no_nan(shown: Shown) -> None:
    grid = everywhere(shown.stage)
    if shown.name not in WHOLE:
        grid = spread(grid, MOST)
    expected = [[shown.stage.sentence_at(**at), False] for at in grid]
    assert shown.page.sweep(grid, f"[{SENTENCE}, {HAS_NAN}]") == expected


@pytest.mark.thorough
def test_nothing_is_cut_off_or_overlaps_or_jumps_at_any_width(shown: Shown) -> None:
    page, some = shown.page, spread(everywhere(shown.stage), 60)
    # a stage in JupyterLab on a phone of 390 pixels has 286, as here in a window of 302
    for width in (302, 320, 390, 560, 700, 1000, 1280, 1600):
        page.resize(width)
        page.put(**some[-1])
        assert page.overflow() <= 0, width
        boxes = page.view().evaluate(BOXES)
        for box in boxes:
            assert box["left"] >= 8, (width, box)
            assert box["right"] <= width - 8, (width, box)
        for one, other in itertools.combinations(boxes, 2):
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert min(across, down) < 0.5, (width, one, other)
        picture = page.picture().bounding_box()
        assert picture
        size = page.picture().evaluate("picture => picture.viewBox.baseVal.width / 0.75")
        assert picture["width"] <= size + 0.5, width
        if width >= 390:
            assert 10 / 0.75 * picture["width"] / size >= (11 if size < 420 else 9.3), width
        assert np.ptp(page.sweep(some, PLACES), axis=0).max() <= UNIT, width


def test_on_a_projector_no_letter_is_smaller_than_18_pixels(shown: Shown) -> None:
    page = shown.page
    page.resize(1920, 1080)
    page.button("Full screen").click()
    expect(page.button("Leave full screen")).to_be_visible()
    page.resize(1920, 1080)  # waits for the picture
    pixels = page.picture().evaluate("picture => picture.getScreenCTM().a")
    texts = [text for text in shown.stage.snapshot().findobj(Text) if text.get_text().strip()]
    sizes = [text.get_fontsize() for text in texts if text.get_visible()]
    page.button("Leave full screen").click()
    expect(page.button("Full screen")).to_be_visible()
    assert min(sizes) * pixels >= 18


@pytest.mark.parametrize(
    ("theme", "width"),
    [pytest.param("light", 1280, marks=pytest.mark.thorough), ("dark", 400)],
)
def test_axe_finds_no_violation(shown: Shown, theme: Theme, width: int) -> None:
    shown.page.resize(width)
    shown.page.dress(theme)
    assert shown.page.violations() == []
