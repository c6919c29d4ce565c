"""What holds for every explorer in a browser: a new one is tested as soon as it is exported.

One page for each explorer, whose window and positions are the test's own.
"""

import itertools
import os
from pathlib import Path

import pytest

from .conftest import Shown
from .explorers import everywhere, spread, where
from .plain_page import HAS_NAN, SENTENCE, Theme, compare_pictures

MOST = 1000  # positions that are swept; of more, as many, evenly spread
WHOLE = {"learning_rate_explorer"}  # swept at every position, however many there are

# the parts of a view, and what surrounds or may cover them
BOXES = """view => {
    const parts = ".title, input, select, .notch > span, output, button, .box, .words";
    return [...view.querySelectorAll(parts)].map((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { part: part.outerHTML.slice(0, 80), left, right, top, bottom };
    });
}"""

PLACES = """JSON.stringify([...document.querySelectorAll(".logit-stage, .picture, button, input")]
    .map((element) => element.getBoundingClientRect()))"""


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("first", marks=pytest.mark.thorough),
        "middle",
        pytest.param("last", marks=pytest.mark.thorough),
    ],
)
def test_the_browser_draws_what_matplotlib_draws(shown: Shown, place: str, tmp_path: Path) -> None:
    evidence = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{shown.name}-{place}")
    shown.page.resize(1280)
    shown.page.dress("light")
    if complaint := compare_pictures(shown.page, shown.stage, where(shown.stage, place), evidence):
        pytest.fail(complaint)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_in_a_dark_page_it_draws_what_matplotlib_draws_of_dark_artists(
    shown: Shown, place: str, tmp_path: Path
) -> None:
    evidence = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{shown.name}-{place}-dark")
    shown.page.resize(1280)
    shown.page.dress("dark")
    at = where(shown.stage, place)
    if complaint := compare_pictures(shown.page, shown.stage, at, evidence, dark=True):
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
    whole = 96 * shown.stage.fig.get_figwidth()
    for width in (320, 400, 560, 700, 1000, 1280, 1600):
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
        assert picture["width"] >= min(whole, max(560, 0.62 * whole)) - 0.5, width
        assert len(set(page.sweep(some, PLACES))) == 1, width


@pytest.mark.parametrize(
    ("theme", "width"),
    [pytest.param("light", 1280, marks=pytest.mark.thorough), ("dark", 400)],
)
def test_axe_finds_no_violation(shown: Shown, theme: Theme, width: int) -> None:
    shown.page.resize(width)
    shown.page.dress(theme)
    assert shown.page.violations() == []
