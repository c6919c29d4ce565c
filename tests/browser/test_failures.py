"""Nothing fails silently: what can be shown is shown, and one line says why the rest is not."""

import base64
import copy
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from logit_core.explorers import learning_rate_explorer
from tests.thorough import quickly

from .conftest import OpenPage
from .plain_page import PlainPage, state_of
from .synthetic_stages import make_every_control, make_every_mark

State = dict[str, Any]

SENTENCE = "Step 0, first run, marked: no."
WHY = "The picture cannot move: "
TURN_ROUND = """addEventListener("DOMContentLoaded", () => {
    document.documentElement.dir = "rtl";
})"""
BOXES = """view => {
    const { left, top } = view.getBoundingClientRect();
    return [...view.querySelectorAll(":not(svg *)")].map((part) => {
        const box = part.getBoundingClientRect();
        return [box.left - left, box.top - top, box.width, box.height];
    });
}"""


@pytest.fixture(scope="module")
def good() -> State:
    """Return the state of a stage that can be built."""
    return state_of(make_every_control())


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def damage(text: str) -> str:
    """Return base64 of bytes of which a few in the middle are others."""
    raw = bytearray(base64.b64decode(text))
    middle = len(raw) // 2
    raw[middle : middle + 8] = b"\xff" * 8
    return base64.b64encode(raw).decode()


def numbers_of(state: State) -> bytes:
    return zlib.decompress(base64.b64decode(state["numbers"]))


def without(name: str) -> Callable[[State], State]:
    return lambda state: with_scene(state, lambda scene: scene.pop(name))


# each returns what is other than in a good state
BROKEN: dict[str, tuple[Callable[[State], State], bool, str]] = {
    "the still is damaged": (
        lambda state: {"still": damage(state["still"])},
        False,
        "what stands still arrived damaged",
    ),
    "the still is no deflated text": (
        lambda state: {"still": base64.b64encode(b"nothing").decode()},
        False,
        "what stands still arrived damaged",
    ),
    "the still is no image": (
        lambda state: {"still": packed(b"<svg")},
        False,
        "what stands still is no image",
    ),
    "the numbers are damaged": (
        lambda state: {"numbers": damage(state["numbers"])},
        True,
        "its numbers arrived damaged",
    ),
    "the numbers are too few": (
        lambda state: {"numbers": packed(numbers_of(state)[:-4])},
        True,
        "its numbers are not all there",
    ),
    "the numbers are no numbers": (
        lambda state: {"numbers": packed(numbers_of(state)[:-1])},
        True,
        "its numbers are not all there",
    ),
    "an unknown mark": (
        lambda state: with_scene(state, lambda scene: scene["marks"][0].update(kind="cube")),
        True,
        'its mark "cube" is of an unknown kind',
    ),
    "an unknown control": (
        lambda state: with_scene(state, lambda scene: scene["controls"]["run"].update(kind="knob")),
        True,
        'its control "run" is of an unknown kind',
    ),
    "no marks": (without("marks"), True, ""),
    "no axes": (without("axes"), True, ""),
    "no size": (without("size"), True, ""),
    "no controls": (without("controls"), True, ""),
    "no handles": (without("handles"), True, ""),
    "a sentence of nothing": (
        lambda state: with_scene(state, lambda scene: scene.update(sentence=None)),
        True,
        "",
    ),
}


def with_scene(state: State, change: Callable[[Any], object]) -> State:
    scene = copy.deepcopy(state["scene"])
    change(scene)
    return {"scene": scene}


def expect_a_failure(page: PlainPage, *, picture: bool, why: str) -> None:
    """Expect the still picture, or none where it failed, the sentence, why, and no controls."""
    expect(page.view().get_by_role("alert")).to_have_text(f"The picture cannot move: {why}")
    assert page.view().locator(".picture").count() == picture
    if picture:
        still = page.view().get_by_role("img", name=SENTENCE)
        expect(still).to_be_visible()
        assert still.evaluate("still => still.naturalWidth > 0")
    expect(page.view().locator(".said")).to_be_visible()
    assert page.said() == SENTENCE
    assert page.view().locator("input, select, button").count() == 0


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_built_is_shown_still_with_its_sentence_and_why(
    open_page: OpenPage, good: State, case: str
) -> None:
    change, picture, words = BROKEN[case]
    page = open_page(good | change(good))
    alert = page.view().get_by_role("alert")
    expect(alert).to_have_text(re.compile(rf"^The picture cannot move: .*{re.escape(words)}.*\.$"))
    expect_a_failure(page, picture=picture, why=alert.inner_text().removeprefix(WHY))
    page.change(good)
    expect(alert).to_have_text("")
    page.slider("step").press("End")
    expect(page.view().locator(".said")).to_have_text("Step 4, first run, marked: no.")
    page.change(good | change(good))
    expect_a_failure(page, picture=picture, why=alert.inner_text().removeprefix(WHY))
    assert page.listeners() == 2


def test_a_failure_at_a_later_step_is_told_too(open_page: OpenPage, good: State) -> None:
    def shorten(scene: Any) -> None:
        text = next(mark for mark in scene["marks"] if mark["kind"] == "text")
        text["places"] = text["places"][:2]

    page = open_page(good | with_scene(good, shorten))
    expect(page.view().get_by_role("alert")).to_have_text("")
    for position in range(5):
        page.put(step=position)
    alert = page.view().get_by_role("alert").inner_text()
    assert alert.startswith(WHY)
    expect_a_failure(page, picture=True, why=alert.removeprefix(WHY))
    page.put(step=0)
    assert page.said() == SENTENCE


@pytest.mark.parametrize("make", quickly([make_every_mark, make_every_control], [make_every_mark]))
def test_a_browser_without_decompression_shows_the_same_and_says_that_it_is_slow(
    open_page: OpenPage, make: Callable[[], Any]
) -> None:
    state = state_of(make())
    page = open_page(state, script="delete window.DecompressionStream")
    expect(page.view().get_by_role("alert")).to_contain_text("no DecompressionStream")
    modern = open_page(state)
    for mark in range(len(state["scene"]["marks"])):
        one, other = (re.sub(r"field-[-\d]+", "", shown.drawing(mark)) for shown in (page, modern))
        assert one == other  # but for a random id
    assert (page.photograph() == modern.photograph()).all()
    assert page.said() == modern.said()


def test_a_page_written_from_right_to_left_shows_the_same(open_page: OpenPage) -> None:
    state = state_of(learning_rate_explorer(n_epochs=5, batch_size=None))  # it has a notch
    page, usual = open_page(state, script=TURN_ROUND), open_page(state)
    assert page.page.evaluate("document.documentElement.dir") == "rtl"
    for width in (1280, 500):
        page.resize(width)
        usual.resize(width)
        assert page.view().evaluate(BOXES) == usual.view().evaluate(BOXES)
    page.slider("epoch").press("ArrowLeft")
    assert page.get("epoch") == state["epoch"] - 1 == 4
