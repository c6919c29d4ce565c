"""Marks taken by the pointer: real events of mouse and touch, on small stages of their own."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from logit_core.explorers import Control, Stage
from logit_core.figures.style import BLACK, BLUE, GREEN, PURPLE, new_figure
from tests.thorough import quickly

from .conftest import OpenPage
from .hand import Hand, Point
from .plain_page import PlainPage, Theme

STEPS, LEVELS, RATES = np.arange(21.0), np.arange(11.0), np.arange(21.0)
WALK = np.where(STEPS == 7, np.nan, np.where(STEPS == 13, 12, STEPS))  # a NaN and a tie
FOLD = np.where(RATES <= 12, RATES, 24.5 - RATES)  # 0 ... 11, 12, 11.5, 10.5 ... 4.5


def make_holds(*grabs: tuple[str, dict[str, Any]], play: int | None = None) -> Stage:
    """Return a stage of every kind of mark, of which some can be taken, the later ones above."""
    fig = new_figure(10)
    walk, fold, plane, last = fig.subplots(1, 4)
    for ax in fig.axes:
        ax.set(xlim=(0, 20), ylim=(0, 20))
    stage = Stage(
        fig,
        step=Control(21, at=3, play=play),
        level=Control(11, at=4),
        rate=Control(21, at=3),
        run=Control(["one", "two", "three"], kind="choice"),
    )
    artists: dict[str, Any] = {
        "dot": walk.plot([0], [0], "o", color=BLUE)[0],
        "trail": walk.plot([], [], color=BLUE)[0],
        "rule": walk.axvline(0, color=BLACK),
        "fold": fold.plot([0], [0], "o", color=GREEN)[0],
        "grid": fold.plot([0], [0], "s", color=PURPLE)[0],
        "run": fold.plot([0], [0], "^", color=BLACK)[0],
        "boundary": plane.plot([], [], color=BLACK)[0],
        "curve": plane.plot([], [], color=BLUE)[0],
        "bars": last.bar([5, 15], [1, 1], width=4, color=GREEN),
        "markers": last.plot([], [], "o", color=BLACK)[0],
        "arrow": last.plot([], [], color=PURPLE)[0],
    }
    stage.puts(artists["dot"], x=WALK, y=4 + 0 * STEPS, by="step")
    stage.moves(artists["trail"], x=STEPS, y=9 + np.sin(STEPS), until="step")
    stage.puts(artists["rule"], x=2 * LEVELS, by="level")
    stage.puts(artists["fold"], x=FOLD, y=15 + 0 * RATES, by="rate")
    stage.puts(artists["grid"], x=LEVELS[:, None] * 2, y=STEPS[None] / 3, by=("level", "step"))
    stage.puts(artists["run"], x=[4, 16, 10], y=[18, 18, 12], by="run")
    weights = np.column_stack([-3.1 * LEVELS, 1 + 0 * LEVELS, 1 + 0 * LEVELS])
    stage.boundary(artists["boundary"], weights, by="level")
    stage.moves(artists["curve"], x=STEPS, y=STEPS / 4 + LEVELS[:, None] * 1.5, by="level")
    stage.bars(artists["bars"], np.column_stack([1.5 * LEVELS, 19 - LEVELS]), by="level")
    stage.moves(artists["markers"], x=[2, 10, 18], y=[5, 8, 5] + LEVELS[:, None], by="level")
    turn = RATES[:, None] / 20
    stage.moves(artists["arrow"], x=[10, 2] + 0 * turn, y=[2, 2] + turn * [0, 16], by="rate")
    for name, asked in grabs:
        stage.grab(artists[name], **asked)
    return stage.says("Step {step}, level {level}, rate {rate}, {run}.")


@pytest.fixture(params=quickly(["mouse", "touch"], ["mouse"]))
def hand_of(request: pytest.FixtureRequest) -> Callable[[PlainPage], Hand]:
    """Return the pointer of a page, of either kind."""
    return lambda page: Hand(page, request.param)


def ring(page: PlainPage, number: int = 0, view: int = 0) -> Point:
    """Return the centre of a ring in the window."""
    box = page.view(view).locator(".halo").nth(number).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ring_at(page: PlainPage, number: int = 0, **positions: int) -> Point:
    """Return where a ring would be at these positions."""
    present = {name: page.get(name) for name in positions}
    page.put(**positions)
    found = ring(page, number)
    page.put(**present)
    return found


def drawn(page: PlainPage) -> list[str]:
    """Return all that moves in the picture, and the sentence."""
    n_marks = len(page.get("scene")["marks"])
    return [page.drawing(mark) for mark in range(n_marks)] + [page.said()]


def beside(at: Point, right: float, down: float = 0) -> Point:
    """Return a place so many pixels away."""
    return at[0] + right, at[1] + down


# what is taken, of which ring, and places that one position alone has
ALONE: dict[str, tuple[dict[str, Any], int, str, list[int]]] = {
    "dot": ({}, 0, "step", [6, 8, 20, 0, 11]),
    "trail": ({}, 0, "step", [9, 10, 20, 0, 4]),
    "rule": ({}, 0, "level", [5, 9, 1, 8, 2]),
    "boundary": ({}, 0, "level", [5, 9, 1, 8, 2]),
    "curve": ({}, 0, "level", [5, 9, 1, 8, 2]),
    "bars": ({}, 1, "level", [5, 9, 1, 8, 2]),
    "markers": ({}, 2, "level", [5, 9, 1, 8, 2]),
    "arrow": ({"point": -1}, 0, "rate", [4, 20, 1, 12, 7]),
    "run": ({}, 0, "run", [2, 1, 2, 0, 1]),
}


QUICK = ("dot", "boundary", "arrow")  # a marker, a line and the tip of an arrow


@pytest.mark.parametrize("name", quickly(ALONE, QUICK))
def test_a_drag_to_a_place_shows_what_the_slider_shows_there(
    open_page: OpenPage, hand_of: Callable[[PlainPage], Hand], name: str
) -> None:
    asked, number, control, positions = ALONE[name]
    page = open_page(make_holds((name, asked)))
    hand = hand_of(page)
    for position in positions:
        hand.drag(ring(page, number), ring_at(page, number, **{control: position}))
        assert page.get(control) == position
        by_hand = drawn(page)
        page.put(**{control: 0 if position else 1})
        page.put(**{control: position})
        assert drawn(page) == by_hand


def test_two_controls_follow_and_the_others_are_held(
    open_page: OpenPage, hand_of: Callable[[PlainPage], Hand]
) -> None:
    page = open_page(make_holds(("grid", {})))
    for level, step in ((8, 20), (2, 5), (10, 0)):
        hand_of(page).drag(ring(page), ring_at(page, level=level, step=step))
        assert [page.get(name) for name in ("level", "step", "rate", "run")] == [level, step, 3, 0]
    one = open_page(make_holds(("grid", {"by": "level"})))
    hand_of(one).drag(ring(one), ring_at(one, level=8, step=20))
    assert (one.get("level"), one.get("step")) == (8, 3)


def test_of_positions_at_one_place_the_nearest_to_the_present_is_taken(
    open_page: OpenPage,
) -> None:
    page = open_page(make_holds(("dot", {})))
    hand = Hand(page, "mouse")
    tie = ring_at(page, step=12)
    for start, expected in ((3, 12), (20, 13), (12, 12), (13, 13)):
        page.put(step=start)
        hand.drag(ring(page), tie)
        assert page.get("step") == expected


def test_ties_of_two_controls_are_broken_control_by_control(open_page: OpenPage) -> None:
    stage = Stage(new_figure(4), angle=5, length=Control(4, at=3))
    ax = stage.fig.subplots()
    ax.set(xlim=(-4, 4), ylim=(-4, 4))
    (tip,) = ax.plot([0], [0], "o")
    turn, lengths = np.linspace(0, np.pi, 5)[:, None], np.arange(4)
    stage.puts(tip, x=np.cos(turn) * lengths, y=np.sin(turn) * lengths).grab(tip)
    page = open_page(stage)
    page.put(angle=3)
    Hand(page, "mouse").drag(ring(page), ring_at(page, length=0))
    assert (page.get("angle"), page.get("length")) == (3, 0)  # all angles have this place


def test_nan_and_places_outside_of_the_axes_are_no_targets_and_have_no_handle(
    open_page: OpenPage,
) -> None:
    stage = make_holds(("dot", {}))
    stage.fig.axes[0].set_xlim(0, 15.2)
    page = open_page(stage)
    hand = Hand(page, "mouse")
    six, eight = ring_at(page, step=6), ring_at(page, step=8)
    hand.down(ring(page))
    hand.to(((6 * six[0] + 5 * eight[0]) / 11, six[1]))
    assert page.get("step") == 6
    hand.to(beside(eight, 300))
    assert page.get("step") == 15
    hand.up()
    handle = page.picture().locator(".handle")
    expect(handle).to_have_attribute("visibility", "visible")
    for nowhere in (7, 16, 20):
        page.put(step=nowhere)
        expect(handle).to_have_attribute("visibility", "hidden")


def test_where_the_way_folds_a_drag_stays_on_its_branch(open_page: OpenPage) -> None:
    page = open_page(make_holds(("fold", {})))
    hand = Hand(page, "mouse")
    there, back = ring_at(page, rate=8), ring_at(page, rate=16)  # 8 and 8.5
    hand.down(ring(page))
    hand.to(((there[0] + 3 * back[0]) / 4, there[1]), steps=5)  # nearer to 16
    assert page.get("rate") == 8
    hand.up()
    page.put(rate=20)  # 4.5, on the other branch; 9 stands at 9, 15 at 9.5
    one, other = ring_at(page, rate=9), ring_at(page, rate=15)
    hand.down(ring(page))
    hand.to(((3 * one[0] + other[0]) / 4, one[1]), steps=5)
    assert page.get("rate") == 15
    hand.to(ring_at(page, rate=12))
    assert page.get("rate") == 12
    hand.up()


def test_a_line_keeps_its_distance_from_where_it_was_taken(open_page: OpenPage) -> None:
    page = open_page(make_holds(("rule", {})))
    hand = Hand(page, "mouse")
    start, gap = ring(page), ring_at(page, level=5)[0] - ring(page)[0]
    hand.down(beside(start, 9, 60))  # not at the ring, and beside the line
    hand.to(beside(start, 9 + 0.4 * gap, -60))
    assert page.get("level") == 4
    hand.to(beside(start, 9 + 0.6 * gap, 100))
    assert page.get("level") == 5
    hand.up()


def test_of_overlapping_handles_the_nearest_centre_is_taken_then_the_upper(
    open_page: OpenPage,
) -> None:
    stage = Stage(new_figure(4), low=Control(21, at=10), high=Control(21, at=10), level=3)
    ax = stage.fig.subplots()
    ax.set(xlim=(0, 20), ylim=(0, 20))
    low, high = (ax.plot([0], [0], "o", color=color)[0] for color in (BLUE, GREEN))
    rule = ax.axvline(0, color=BLACK)
    stage.puts(low, x=np.arange(21), y=14 + 0 * STEPS, by="low")
    stage.puts(high, x=np.arange(21), y=14 + 0 * STEPS, by="high")
    stage.puts(rule, x=[10, 4, 16], by="level")
    for mark in (high, low, rule):
        stage.grab(mark)
    page = open_page(stage)
    hand = Hand(page, "mouse")
    middle = ring_at(page, low=10)
    hand.drag(middle, beside(middle, 60))
    assert page.get("low") == 10  # the rule, which lies on top, and the dot below stay
    assert page.get("level") == 0
    assert page.get("high") > 10
    page.put(low=10, high=11)
    left = ring_at(page, 0, low=10)
    hand.drag(beside(left, -1), beside(left, -60))
    assert (page.get("low") < 10, page.get("high")) == (True, 11)


def test_python_hears_of_a_drag_when_it_is_released(
    open_page: OpenPage, hand_of: Callable[[PlainPage], Hand]
) -> None:
    page = open_page(make_holds(("dot", {})))
    hand = hand_of(page)
    hand.down(beside(ring(page), 3, 3))
    hand.up()
    assert (page.get("step"), page.saves()) == (3, 0)
    end = ring_at(page, step=9)
    hand.down(ring(page))
    hand.to(end)
    assert (page.get("step"), page.saves()) == (9, 0)
    hand.up()
    assert page.saves() == 1
    page.page.mouse.move(*ring_at(page, step=15))
    assert page.get("step") == 9


def test_escape_during_a_drag_returns(open_page: OpenPage) -> None:
    page = open_page(make_holds(("grid", {})))
    page.page.evaluate("addEventListener('keydown', ({ key }) => { window.pressed = key; })")
    before = drawn(page)
    hand, end = Hand(page, "mouse"), ring_at(page, level=9, step=18)
    hand.down(ring(page))
    hand.to(end)
    assert page.get("level") == 9
    page.page.keyboard.press("Escape")
    page.wait_for_frame()
    assert drawn(page) == before
    hand.to(beside(end, 20))
    hand.up()
    assert (drawn(page), page.saves()) == (before, 0)
    assert page.page.evaluate("window.pressed") is None  # nobody else has heard of it
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("window.pressed") == "Escape"


def test_a_drag_stops_play(open_page: OpenPage) -> None:
    page = open_page(make_holds(("rule", {}), play=40), clock=True)
    page.button("Play").click()
    page.page.clock.run_for(130)
    at = page.get("step")
    assert at > 3
    page.page.mouse.move(*ring(page))
    page.page.mouse.down()
    page.page.clock.run_for(1000)
    assert page.get("step") == at
    expect(page.button("Play")).to_be_visible()
    page.page.mouse.up()


def test_pressing_anywhere_in_the_axes_moves_the_mark_there(
    open_page: OpenPage, hand_of: Callable[[PlainPage], Hand]
) -> None:
    page = open_page(make_holds(("trail", {"anywhere": True, "along": "x"}), ("dot", {})))
    hand = hand_of(page)
    end = beside(ring_at(page, 1, step=15), 2, -40)
    hand.down(end)
    page.wait_for_frame()
    assert (page.get("step"), page.saves()) == (15, 0)
    hand.to((ring_at(page, 1, step=17)[0], end[1]))  # level: a finger that goes down scrolls
    assert page.get("step") == 17
    hand.up()
    assert page.saves() == 1
    hand.drag(ring(page, 0), ring_at(page, 0, step=2))  # the handle over it is nearer
    assert page.get("step") == 2


# whether the page has not been scrolled for ten frames
AT_REST = """() => {
    window.frames_at_rest = window.last_scroll === scrollY ? (window.frames_at_rest ?? 0) + 1 : 0;
    window.last_scroll = scrollY;
    return window.frames_at_rest > 10;
}"""


def test_a_finger_scrolls_past_a_panel_that_can_be_pressed_anywhere(open_page: OpenPage) -> None:
    page = open_page(make_holds(("trail", {"anywhere": True, "along": "x"})), height=500)
    page.page.evaluate("document.body.style.paddingBottom = '2000px'")
    hand, start = Hand(page, "touch"), beside(ring_at(page, step=15), 0, -30)
    hand.down(start)
    for far in range(1, 13):
        hand.touch("touchMove", beside(start, 0, -10 * far))
    page.page.wait_for_function("scrollY > 50")
    hand.up()
    assert (page.get("step"), page.saves()) == (3, 0)
    page.page.wait_for_function(AT_REST)  # the page rolls on when the finger is gone
    page.page.evaluate("scrollTo(0, 0)")
    page.page.wait_for_function("scrollY === 0")
    other = open_page(make_holds(("dot", {})), height=500)
    other.page.evaluate("document.body.style.paddingBottom = '2000px'")
    hand = Hand(other, "touch")
    hand.down(start := ring(other))
    for far in range(1, 13):
        hand.touch("touchMove", beside(start, 5 * far, -10 * far))
    other.wait_for_frame()
    hand.up()
    assert other.page.evaluate("scrollY") == 0  # a handle itself is dragged
    assert other.get("step") > 3


def test_two_views_follow_one_hand(open_page: OpenPage) -> None:
    page = open_page(make_holds(("dot", {})), views=2, height=1400)
    Hand(page, "mouse").drag(ring(page, view=1), ring_at(page, step=3))
    end = ring_at(page, step=9)
    Hand(page, "mouse").drag(ring(page), end)
    assert page.said(0) == page.said(1) == "Step 9, level 4, rate 3, one."
    assert ring(page) == pytest.approx(end)
    assert page.drawing(0, 0) == page.drawing(0, 1)


def test_a_drag_of_a_hundred_moves_shows_them(open_page: OpenPage) -> None:
    stage = Stage(new_figure(9), step=101)
    ax = stage.fig.subplots()
    ax.set(xlim=(0, 100), ylim=(-1, 1))
    (dot,) = ax.plot([0], [0], "o")
    page = open_page(stage.puts(dot, x=np.arange(101)).grab(dot))
    start, end = ring_at(page, step=0), ring_at(page, step=100)

    def drag() -> None:
        page.page.mouse.move(*start)
        page.page.mouse.down()
        for k in range(1, 101):
            page.page.mouse.move(start[0] + k / 100 * (end[0] - start[0]), start[1])
        page.page.mouse.up()

    assert page.share_shown("step", 100, drag) >= 0.98


def test_a_handle_is_hit_within_24_pixels_however_small_the_picture(open_page: OpenPage) -> None:
    page = open_page(make_holds(("dot", {})), width=400)
    hit = "([x, y]) => document.elementFromPoint(x, y).closest('.handle') !== null"
    at = ring(page)
    assert [page.page.evaluate(hit, beside(at, x, y)) for x, y in ((11, 0), (0, 11))] == [True] * 2
    assert not page.page.evaluate(hit, beside(at, 16))
    Hand(page, "mouse").drag(beside(at, -11), ring_at(page, step=9))
    assert page.get("step") == 9


def test_handles_show_a_hand_and_their_twin_slider_and_are_no_tab_stops(
    open_page: OpenPage,
) -> None:
    page = open_page(make_holds(("dot", {}), ("rule", {})))
    dot, rule = (page.picture().locator(".handle").nth(k) for k in (0, 1))
    width = "handle => getComputedStyle(handle.querySelector('.halo')).strokeWidth"
    expect(dot).to_have_css("cursor", "grab")
    expect(dot).to_have_css("touch-action", "none")
    faint = dot.evaluate(width)
    page.slider("level").focus()
    assert (dot.evaluate(width), rule.evaluate(width) > faint) == (faint, True)
    page.slider("step").focus()
    assert (rule.evaluate(width), dot.evaluate(width) > faint) == (faint, True)
    page.button("Start again").focus()
    assert dot.evaluate(width) == faint
    page.page.mouse.move(*ring(page))
    assert dot.evaluate(width) > faint
    page.page.mouse.down()
    expect(dot).to_have_css("cursor", "grabbing")
    page.page.mouse.up()
    expect(dot).to_have_css("cursor", "grab")
    assert page.picture().locator("[tabindex]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_ring_stands_out_from_its_glow_and_the_paper(open_page: OpenPage, theme: Theme) -> None:
    page = open_page(make_holds(("dot", {})), theme=theme)
    paper = np.array({"light": [255, 255, 255], "dark": [17, 17, 17]}[theme])
    halo, glow = (
        page.picture()
        .locator(f".handle .{name}")
        .evaluate("circle => getComputedStyle(circle).stroke.match(/[\\d.]+/g).map(Number)")
        for name in ("halo", "glow")
    )
    glowing = glow[3] * np.array(glow[:3]) + (1 - glow[3]) * paper
    for ground in (paper, glowing):
        assert contrast(np.array(halo), ground) >= 3


def contrast(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """Return the contrast of two colours, red, green and blue from 0 to 255, as WCAG 2 has it."""
    lights = []
    for color in (one, other):
        part = color / 255
        linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
        lights.append(float(linear @ [0.2126, 0.7152, 0.0722]))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_the_reader_is_told_in_one_line_below_the_picture(open_page: OpenPage) -> None:
    words = "The ringed marks can be dragged; or press anywhere in the left panel."
    page = open_page(make_holds(("dot", {"anywhere": "the left panel"}), ("rule", {})))
    expect(page.view().get_by_text(words)).to_be_visible()
    page.change(make_holds())
    expect(page.view().get_by_text("can be dragged")).to_have_count(0)
    assert page.picture().locator(".handle").count() == 0


def test_a_picture_sent_anew_ends_the_drag(open_page: OpenPage) -> None:
    page = open_page(make_holds(("dot", {})))
    hand, end = Hand(page, "mouse"), ring_at(page, step=9)
    hand.down(ring(page))
    page.change(make_holds(("rule", {})))
    hand.to(end)
    assert page.get("step") == 3
    hand.up()
    hand.drag(ring(page), ring_at(page, level=8))
    assert page.get("level") == 8


# ---- start again


def test_start_again_brings_back_the_opening_picture(open_page: OpenPage) -> None:
    page = open_page(make_holds(("dot", {}), play=40), clock=True)
    again, opening = page.button("Start again"), drawn(page)
    expect(again).to_have_attribute("aria-disabled", "true")
    again.click(force=True)
    assert page.saves() == 0
    page.page.evaluate("models[0].set('level', 9); models[0].set('run', 2)")
    page.page.clock.run_for(100)
    expect(again).to_have_attribute("aria-disabled", "false")
    page.button("Play").click()
    page.page.clock.run_for(300)
    assert page.get("step") > 3
    again.press("Enter")
    page.page.clock.run_for(1000)
    assert drawn(page) == opening
    expect(page.button("Play")).to_be_visible()
    expect(again).to_have_attribute("aria-disabled", "true")
    expect(again).to_be_focused()
    assert page.saves() == 2  # where Play was stopped, and now


def test_nothing_moves_when_start_again_comes_into_use(open_page: OpenPage) -> None:
    page = open_page(make_holds())
    places = (
        "JSON.stringify([...document.querySelectorAll('.logit-stage *')].map((element) => "
        "element.matches('svg *') ? 0 : element.getBoundingClientRect()))"
    )
    grid = [{"level": level} for level in (4, 5, 4)]
    assert len(set(page.sweep(grid, places))) == 1
