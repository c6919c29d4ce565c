"""The stage in a page without Jupyter: what the browser draws, says, moves and lets be read."""

import copy
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from logit_core.explorers import Stage, learning_rate_explorer
from logit_core.figures.style import BLUE, GREEN, new_figure
from tests.thorough import quickly

from .conftest import OpenPage
from .explorers import everywhere, where
from .plain_page import (
    HAS_NAN,
    SENTENCE,
    THEMES,
    Difference,
    PlainPage,
    Theme,
    compare_pictures,
    state_of,
)
from .synthetic_stages import make_every_control, make_every_mark

REST = 500  # milliseconds without a step after which the sentence is read aloud


# ---- the stages


PLACES = quickly(["first", "middle", "last"], ["middle"])

STAGES: dict[str, Callable[[], Stage]] = {
    "every mark": make_every_mark,
    "every control": make_every_control,
    "learning rate": learning_rate_explorer,
}


@pytest.fixture(scope="module")
def stages() -> Callable[[str], Stage]:
    """Return stages by name, each made once; their positions are the test's own."""
    made: dict[str, Stage] = {}

    def get(name: str) -> Stage:
        if name not in made:
            made[name] = STAGES[name]()
        return made[name]

    return get


def make_walk(n: int = 20, *, play: int = 20) -> Stage:
    """Return a small stage: a dot walks along a rising line, which `height` lifts."""
    fig = new_figure(4)
    ax = fig.subplots()
    ax.set(xlim=(0, n), ylim=(0, n + 5))
    (line,) = ax.plot([], [], color=BLUE)
    (dot,) = ax.plot([], [], "o", color=GREEN)
    stage = Stage(fig, step=n, height=5)
    stage.control("step", play=play)
    x, lift = np.arange(float(n)), np.arange(5.0)[:, None]
    stage.moves(line, x=x, y=x + lift, by="height")
    stage.moves(dot, x=x[:, None], y=x[:, None], by="step")
    return stage.says("Step {step}, lifted by {height}.")


# ---- the same picture as matplotlib's


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["every mark", "every control"])
def test_the_browser_draws_what_matplotlib_draws(
    open_page: OpenPage,
    stages: Callable[[str], Stage],
    tmp_path: Path,
    name: str,
    place: str,
) -> None:
    stage = stages(name)
    evidence = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{name}-{place}".replace(" ", "-"))
    if complaint := compare_pictures(open_page(stage), stage, where(stage, place), evidence):
        pytest.fail(complaint)


@pytest.mark.parametrize("name", quickly(STAGES, ["every mark"]))
def test_a_mark_that_stands_three_pixels_off_is_noticed(
    open_page: OpenPage, stages: Callable[[str], Stage], name: str
) -> None:
    stage = stages(name)
    right = state_of(stage) | where(stage, "last" if name.startswith("every") else "middle")
    page = open_page(right)
    before = page.photograph()
    for mark in range(len(right["scene"]["marks"])):
        page.change(shifted(right, mark, pixels=3))
        assert not Difference.between(page.photograph(), before).is_small, mark
    page.change(right)
    assert Difference.between(page.photograph(), before).is_small


def shifted(state: dict[str, Any], mark: int, *, pixels: float) -> dict[str, Any]:
    """Return the state of a stage with one mark moved right and down by this many pixels."""
    scene = copy.deepcopy(state["scene"])
    axes = copy.deepcopy(scene["axes"][scene["marks"][mark]["axes"]])
    axes["box"][0] += 0.75 * pixels
    axes["box"][1] += 0.75 * pixels
    scene["axes"].append(axes)
    scene["marks"][mark]["axes"] = len(scene["axes"]) - 1
    return state | {"scene": scene}


# ---- in a dark page


GROUND = "picture => getComputedStyle(picture).backgroundColor"
DAY, NIGHT = "rgb(255, 255, 255)", "rgb(17, 17, 17)"
BOTH = ":root { color-scheme: light dark } :root[data-theme=dark] { color: white }"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", quickly(["every mark", "every control"], ["every mark"]))
def test_in_a_dark_page_it_draws_what_matplotlib_draws_of_dark_artists(
    open_page: OpenPage, stages: Callable[[str], Stage], tmp_path: Path, name: str, place: str
) -> None:
    stage = stages(name)
    files = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{name}-{place}-dark")
    page = open_page(stage, theme="dark")
    if complaint := compare_pictures(page, stage, where(stage, place), files, dark=True):
        pytest.fail(complaint)


def test_a_view_that_is_built_before_it_stands_in_the_page_is_dark_as_well(
    open_page: OpenPage,
) -> None:
    """JupyterLab puts a view into the page when it is built."""
    page = open_page(make_walk(), theme="dark")
    page.page.evaluate(
        """async () => {
            const { default: stage } = await import("./stage.js");
            const el = document.createElement("div");
            await stage.render({ model: models[0], el });
            document.body.replaceChildren(el);
        }"""
    )
    expect(page.picture()).to_have_css("background-color", NIGHT)


def test_the_picture_turns_dark_with_the_page_and_nothing_else_is_made_anew(
    open_page: OpenPage,
) -> None:
    page = open_page(make_walk(play=40))
    page.put(step=1)
    before = page.photograph()
    page.slider("step").focus()
    for theme, ground in (("dark", NIGHT), ("light", DAY)):
        page.dress(theme)
        assert page.picture().evaluate(GROUND) == ground
        expect(page.slider("step")).to_be_focused()
        expect(page.view().get_by_role("img", name="Step 1, lifted by 0.")).to_be_visible()
    assert (page.photograph() == before).all()
    listeners = page.listeners()
    page.dress("dark")
    assert page.listeners() == listeners
    page.slider("step").press("End")
    expect(page.output("step")).to_have_text("19")
    assert dot_of(page) == (19, 19)


def test_it_is_dark_where_the_system_or_an_attribute_makes_the_page_dark(
    open_page: OpenPage,
) -> None:
    page = open_page(make_walk())
    page.page.evaluate("document.documentElement.style = ''")
    page.page.add_style_tag(content=f"body {{ color: inherit !important }} {BOTH}")
    root = page.page.locator("html")
    for change, back in (
        (
            lambda: page.page.emulate_media(color_scheme="dark"),
            lambda: page.page.emulate_media(color_scheme="light"),
        ),
        (
            lambda: root.evaluate("root => root.setAttribute('data-theme', 'dark')"),
            lambda: root.evaluate("root => root.removeAttribute('data-theme')"),
        ),
    ):
        change()
        expect(page.picture()).to_have_css("background-color", NIGHT)
        back()
        expect(page.picture()).to_have_css("background-color", DAY)


# ---- the same sentences as Python's


def test_at_every_position_the_browser_says_what_python_says_and_draws_no_nan(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    stage = stages("every control")
    grid = everywhere(stage)
    assert len(grid) == 5 * 3 * 2
    expected = [[stage.sentence_at(**at), False] for at in grid]
    assert open_page(stage).sweep(grid, f"[{SENTENCE}, {HAS_NAN}]") == expected


def test_numbers_are_rounded_and_spelt_as_python_does(open_page: OpenPage) -> None:
    rng = np.random.default_rng(0)
    formats = [".0f", ".1f", ".2f", ".3f", ".6f", ".0%", ".1%", ".2%", ".0g", ".1g", ".3g", ".6g"]
    values = {
        "ties": rng.integers(-4000, 4000, 400) / 2.0 ** rng.integers(0, 8, 400),
        "ties of large numbers": rng.integers(-4000, 4000, 100)
        * 5.0
        * 10 ** rng.integers(0, 4, 100),
        "negative, nearly zero": -(10.0 ** rng.uniform(-9, -1, 100)),
        "usual": rng.normal(0, 100, 500),
        "of any size": rng.choice([-1, 1], 800) * 10.0 ** rng.uniform(-37, 38, 800),
        "as they are written": np.round(rng.uniform(0, 10, 400), 3),
        "special": np.array([0.0, -0.0, np.inf, -np.inf, 9.995, 99.95, 999.5, 0.00001, 1e21, 1e22]),
    }
    numbers = np.concatenate(list(values.values())).reshape(3, -1)
    stage = Stage(new_figure(2, 1.5), part=3, k=numbers.shape[1])
    words = np.array(["naïve", "±½", "a < b & c", "{k}"])[rng.integers(0, 4, numbers.shape)]
    fields = {f"v{i}": numbers for i in range(len(formats))}
    template = "; ".join(f"{{v{i}:{spec}}}" for i, spec in enumerate(formats))
    stage.says("{k}: " + template + "; {words}", by=("part", "k"), words=words, **fields)
    grid = everywhere(stage)
    for ours, at in zip(open_page(stage).sweep(grid, SENTENCE), grid, strict=True):
        assert ours == stage.sentence_at(**at)


# ---- controls


def dot_of(page: PlainPage, view: int = 0) -> tuple[float, float]:
    """Return where the walk's dot is drawn, in data."""
    found = re.search(r"translate\(([\d.]+) ([\d.]+)\)", page.drawing(1, view))
    assert found
    axes = page.get("scene")["axes"][0]
    left, top, width, height = axes["box"]
    x, y = float(found[1]), float(found[2])
    return x_of(axes["xlim"], (x - left) / width), x_of(axes["ylim"], (top + height - y) / height)


def x_of(limits: list[float], part: float) -> float:
    return round(limits[0] + part * (limits[1] - limits[0]), 1)


def test_keys_move_a_control_and_the_drawing_follows(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    curve = page.drawing(0)
    keys = {"ArrowRight": 1, "ArrowUp": 2, "ArrowLeft": 1, "End": 19, "ArrowDown": 18, "Home": 0}
    for key, position in keys.items():
        page.slider("step").press(key)
        expect(page.output("step")).to_have_text(str(position))
        assert dot_of(page) == (position, position)
        assert page.said() == f"Step {position}, lifted by 0."
    assert page.drawing(0) == curve
    page.slider("height").press("End")
    expect(page.output("height")).to_have_text("4")
    assert page.drawing(0) != curve
    assert dot_of(page) == (0, 0)


def test_a_choice_and_a_toggle_are_moved_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(make_every_control())
    run = page.page.get_by_role("combobox", name="run")
    marked = page.page.get_by_role("checkbox", name="marked")
    assert page.said() == "Step 0, first run, marked: no."
    run.press("ArrowDown")
    expect(page.page.locator(".said")).to_have_text("Step 0, second run, marked: no.")
    marked.press("Space")
    expect(page.page.locator(".said")).to_have_text("Step 0, second run, marked: yes.")
    expect(marked).to_be_checked()
    page.put(run=2, marked=0)
    expect(run).to_have_value("2")
    expect(marked).not_to_be_checked()


def test_the_tab_key_reaches_every_control_in_order(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    reached = []
    for _ in range(6):
        page.page.keyboard.press("Tab")
        focused = "document.activeElement.ariaLabel || document.activeElement.textContent"
        reached.append(page.page.evaluate(focused))
    assert reached == ["step", "Play", "Step", "height", "Start again", "Full screen"]
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.page.evaluate(outline) == "solid"


def test_step_takes_one_step_and_stays_at_the_end(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    for position in (1, 2):
        page.button("Step").click()
        expect(page.output("step")).to_have_text(str(position))
        assert dot_of(page) == (position, position)
        assert page.saves() == position
    page.put(step=19)
    page.button("Step").click()
    page.wait_for_frame()
    assert page.get("step") == 19


@pytest.mark.parametrize("frame", [None, 50], ids=["usual screen", "slow screen"])
def test_play_shows_every_position_once(open_page: OpenPage, frame: int | None) -> None:
    page = open_page(make_walk(play=20))
    if frame:
        page.page.evaluate(f"window.requestAnimationFrame = draw => setTimeout(draw, {frame})")
    page.record(page.output("step"))
    page.button("Play").click()
    expect(page.button("Pause")).to_be_visible()
    expect(page.button("Play")).to_be_visible()
    assert page.shown() == [str(i) for i in range(1, 20)]
    assert page.saves() == 1
    assert dot_of(page) == (19, 19)


def test_play_starts_again_at_the_end(open_page: OpenPage) -> None:
    page = open_page(make_walk(play=20))
    page.put(step=19)
    page.record(page.output("step"))
    page.button("Play").click()
    expect(page.button("Pause")).to_be_visible()
    expect(page.button("Play")).to_be_visible()
    assert page.shown() == [str(i) for i in range(20)]


def start_to_play(page: PlainPage) -> None:
    page.button("Play").click()
    page.page.clock.run_for(220)
    assert page.get("step") == 5
    assert page.saves() == 0


@pytest.mark.parametrize("how", ["pause", "drag", "another widget", "step"])
def test_play_stops_when_the_reader_takes_over(open_page: OpenPage, how: str) -> None:
    page = open_page(make_walk(play=40), clock=True)
    start_to_play(page)
    at = page.get("step")
    if how == "pause":
        page.button("Pause").click()
    elif how == "drag":
        page.slider("step").fill(str(at := 9))
    elif how == "another widget":
        page.page.evaluate("models[0].set('step', 9)")
        at = 9
    else:
        page.button("Step").click()
        at += 1
    if how != "another widget":
        expect(page.button("Play")).to_be_visible()
    page.page.clock.run_for(1000)
    assert page.get("step") == at
    assert page.output("step").inner_text() == str(at)
    expect(page.button("Play")).to_be_visible()
    assert page.saves() > 0


def test_where_motion_is_unwelcome_nothing_moves_by_itself_and_play_steps(
    open_page: OpenPage,
) -> None:
    page = open_page(make_walk(play=40), clock=True)
    page.page.emulate_media(reduced_motion="reduce")
    page.record(page.output("step"))
    page.page.clock.run_for(5000)
    assert page.shown() == []
    start_to_play(page)
    assert page.shown() == ["1", "2", "3", "4", "5"]
    assert dot_of(page) == (5, 5)
    page.slider("step").focus()  # which makes halos appear
    assert page.page.evaluate("document.getAnimations().length") == 0


def test_play_stops_when_its_output_is_gone(open_page: OpenPage) -> None:
    page = open_page(make_walk(play=40), clock=True)
    start_to_play(page)
    at = page.get("step")
    page.view().evaluate("el => el.remove()")
    page.page.clock.run_for(1000)
    assert page.get("step") == at


DRAG = """async ([input, n, every]) => {
    for (let value = 1; value < n; value++) {
        await new Promise((go) => setTimeout(go, every));
        input.value = value;
        input.dispatchEvent(new Event("input"));
    }
}"""


def test_a_drag_of_fifty_values_a_second_shows_them(open_page: OpenPage) -> None:
    page = open_page(make_walk(101))
    slider = page.slider("step").element_handle()
    assert (
        page.share_shown("step", 100, lambda: page.page.evaluate(DRAG, [slider, 101, 20])) >= 0.98
    )


def test_python_hears_where_a_drag_ends_not_each_step_of_it(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    box = page.slider("step").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + 8, y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 8 + 0.5 * (box["width"] - 16), y, steps=10)
    page.wait_for_frame()
    assert page.get("step") in (9, 10)
    assert dot_of(page) == (page.get("step"), page.get("step"))
    assert page.saves() == 0
    page.page.mouse.up()
    page.wait_for_frame()
    assert page.saves() == 1


def test_two_views_of_a_stage_show_the_same_and_two_stages_do_not(open_page: OpenPage) -> None:
    page = open_page(make_walk(), make_walk(), views=2)
    first, other = (page.drawing(1, view) for view in (0, 2))
    page.slider("step", view=1).press("ArrowRight")
    expect(page.output("step", view=0)).to_have_text("1")
    expect(page.slider("step", view=0)).to_have_value("1")
    assert page.drawing(1, 0) == page.drawing(1, 1) != first
    assert page.drawing(1, 2) == page.drawing(1, 3) == other
    assert [page.said(view)[:6] for view in range(4)] == ["Step 1", "Step 1", "Step 0", "Step 0"]


def test_fields_of_two_views_do_not_share_their_gradient(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    page = open_page(stages("every mark"), views=2)
    ids = page.page.locator("linearGradient").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids)) == 4


def test_a_view_that_ends_leaves_nothing_behind(open_page: OpenPage) -> None:
    page = open_page(make_walk(play=40), views=2, clock=True)
    listeners = page.listeners()
    start_to_play(page)
    at = page.get("step")
    page.clean_up(0)
    assert page.listeners() == listeners / 2
    before = page.output("step", view=0).inner_text()
    page.page.clock.run_for(1000)
    assert page.get("step") == at
    page.page.evaluate("models[0].set('step', 15)")
    page.page.clock.run_for(1000)
    assert page.output("step", view=0).inner_text() == before
    assert page.output("step", view=1).inner_text() == "15"
    page.clean_up(1)
    assert page.listeners() == 0


def test_a_stage_that_is_sent_anew_keeps_its_positions_and_listeners(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    page.put(step=7)
    listeners, curve = page.listeners(), page.drawing(0)
    other = make_walk()
    other.set_trait("step", 7)
    other.clear(new_figure(5)).says("Now at {step} of {height}.")
    page.change(other)
    assert page.said() == "Now at 7 of 0."
    assert page.picture().locator("> g > svg").count() == 0
    again = make_walk()
    again.set_trait("step", 7)
    page.change(again)
    assert page.drawing(0) == curve
    assert dot_of(page) == (7, 7)
    assert page.listeners() == listeners


def test_of_two_pictures_sent_at_once_the_last_one_stays(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    page = open_page(make_walk())
    states = [state_of(stages("learning rate")), state_of(make_walk().says("The last one."))]
    page.page.evaluate("all => Promise.all(all.map((one) => change(models[0], one)))", states)
    assert page.said() == "The last one."
    expect(page.page.locator("svg.picture")).to_have_count(1)


def test_a_view_that_ends_while_a_picture_arrives_leaves_nothing_behind(
    open_page: OpenPage,
) -> None:
    page = open_page(make_walk())
    page.page.evaluate(
        """scene => {
            const arriving = models[0].set("scene", scene);
            cleanups[0]();
            return arriving;
        }""",
        make_walk().says("Too late.").send().scene,
    )
    assert page.listeners() == 0
    assert page.said() == "Step 0, lifted by 0."


# ---- for readers who do not see, or do not use a mouse


def test_each_control_has_a_name_a_value_and_a_description(open_page: OpenPage) -> None:
    page = open_page(learning_rate_explorer(n_epochs=5, batch_size=None))
    page.put(learning_rate=20, epoch=3)
    rate, epoch = page.slider("learning rate"), page.slider("epoch")
    expect(rate).to_have_attribute("aria-valuetext", "0.1")
    expect(rate).to_have_accessible_description(re.compile("^2/L = .*: guaranteed"))
    expect(epoch).to_have_attribute("aria-valuetext", "3")
    for text in ("Play", "Step"):
        expect(page.button(text)).to_have_accessible_description("epoch")


def test_the_sentence_names_the_picture(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    expect(page.view().get_by_role("img", name="Step 0, lifted by 0.", exact=True)).to_be_visible()
    page.put(step=3, height=2)
    expect(page.view().get_by_role("img", name="Step 3, lifted by 2.", exact=True)).to_be_visible()


def test_the_sentence_is_read_aloud_once_the_hand_rests(open_page: OpenPage) -> None:
    page = open_page(make_walk(), clock=True)
    spoken = page.view().get_by_role("status")
    page.page.clock.run_for(3 * REST)
    assert spoken.inner_text() == ""
    for position in range(1, 10):
        page.page.evaluate("position => models[0].set('step', position)", position)
        page.page.clock.run_for(REST - 50)
        assert page.said() == f"Step {position}, lifted by 0."
        assert spoken.inner_text() == ""
    page.page.clock.run_for(100)
    assert spoken.inner_text() == "Step 9, lifted by 0."


def test_a_picture_that_is_sent_anew_is_read_aloud(open_page: OpenPage) -> None:
    page = open_page(make_walk(), clock=True)
    other = make_walk().says("Another picture.")
    page.page.evaluate("state => change(models[0], state)", state_of(other))
    assert page.picture().get_attribute("aria-label") == "Another picture."
    page.page.clock.run_for(REST)
    assert page.view().get_by_role("status").inner_text() == "Another picture."


def test_an_error_takes_the_place_of_the_sentence(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    alert, said = page.view().get_by_role("alert"), page.view().locator(".said")
    expect(alert).to_have_text("")
    page.page.evaluate("models[0].set('error', 'This choice could not be drawn.')")
    expect(alert).to_have_text("This choice could not be drawn.")
    expect(said).to_be_hidden()
    page.page.evaluate("models[0].set('error', '')")
    expect(alert).to_have_text("")
    expect(said).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_violation_in_an_error(open_page: OpenPage, theme: Theme) -> None:
    page = open_page(make_every_control(), theme=theme)
    page.page.evaluate("models[0].set('error', 'This choice could not be drawn.')")
    assert page.violations() == []


def test_axe_notices_a_control_without_a_name_and_faint_words(open_page: OpenPage) -> None:
    page = open_page(make_walk())
    page.slider("step").evaluate("input => input.removeAttribute('aria-label')")
    page.button("Step").evaluate("button => { button.style.color = '#ccc'; }")
    found = {line.split(":")[0] for line in page.violations()}
    assert {"label", "color-contrast"} <= found


# ---- wide and narrow


def test_room_is_kept_for_the_longest_sentence(open_page: OpenPage) -> None:
    walk = make_walk()
    grows = [1e30 if step == 13 else step for step in range(20)]
    page = open_page(walk.says("It is {grows:.2f}. " + 9 * "Word ", by="step", grows=grows))
    expect(page.view().locator(".room")).to_be_hidden()
    page.page.set_viewport_size({"width": 640, "height": 900})
    heights = page.sweep(everywhere(walk), "document.querySelector('.logit-stage').offsetHeight")
    assert len(set(heights)) == 1
    page.view().locator(".said").evaluate("said => { said.style.alignSelf = 'start'; }")
    lines = page.sweep(everywhere(walk), "document.querySelector('.said').offsetHeight")
    assert len(set(lines)) == 2  # the sentence itself grows by a line


def test_a_view_without_room_asks_once_for_the_layout_for_phones(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    whole = state_of(stages("every mark"))
    scene = whole["scene"] | {"stacked": None}
    page = open_page(whole | {"scene": scene, "narrow": False})
    assert (page.get("narrow"), page.saves()) == (False, 0)
    page.resize(440)
    assert (page.get("narrow"), page.saves()) == (True, 1)
    page.resize(400)
    expect(page.view()).to_have_attribute("data-layout", "wide")  # nobody has answered yet
    page.page.evaluate("scene => models[0].set('scene', scene)", whole["scene"])
    expect(page.view()).to_have_attribute("data-layout", "stacked")
    assert page.saves() == 1


@pytest.mark.parametrize("theme", quickly(["dark", "light"], ["dark"]))
@pytest.mark.parametrize("name", quickly(["every mark", "every control"], ["every mark"]))
def test_in_a_narrow_page_it_draws_one_axes_per_row_as_matplotlib_does(
    open_page: OpenPage,
    stages: Callable[[str], Stage],
    tmp_path: Path,
    name: str,
    theme: Theme,
) -> None:
    stage, dark = stages(name), theme == "dark"
    page = open_page(stage, width=440, theme=theme)
    for place in ("first", "middle", "last"):
        files = Path(os.environ.get("SCREENSHOTS") or tmp_path, f"{name}-{place}-stacked-{theme}")
        at = where(stage, place)
        if complaint := compare_pictures(page, stage, at, files, layout="stacked", dark=dark):
            pytest.fail(complaint)


def test_a_window_that_becomes_narrow_shows_the_other_layout_and_keeps_the_focus(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    page = open_page(stages("learning rate"))
    wide, listeners = page.photograph(), page.listeners()
    page.slider("epoch").focus()
    for width, narrow in ((440, True), (700, True), (740, False), (1280, False)):
        page.resize(width)
        box = page.picture().bounding_box()
        assert box
        assert (box["height"] > box["width"]) == narrow, width
        assert page.overflow() <= 0
    expect(page.slider("epoch")).to_be_focused()
    assert page.listeners() == listeners
    assert (page.photograph() == wide).all()


def test_a_stage_that_appears_in_a_narrow_place_has_the_layout_for_it(open_page: OpenPage) -> None:
    page = open_page(make_every_control())
    page.view().evaluate("el => { el.style.display = 'none'; }")
    page.resize(440)
    page.view().evaluate("el => { el.style.display = ''; }")
    page.resize(440)
    box = page.picture().bounding_box()
    assert box
    assert box["height"] > box["width"]


def test_a_wide_picture_fills_its_place_up_to_its_own_size(
    open_page: OpenPage, stages: Callable[[str], Stage]
) -> None:
    page = open_page(stages("learning rate"))
    for width, expected in ((740, 724), (1280, 1008), (1600, 1008)):
        page.resize(width)
        picture = page.picture().bounding_box()
        assert picture
        assert picture["width"] == pytest.approx(expected, abs=0.01)
        assert picture["height"] == pytest.approx(expected * 3.75 / 10.5, abs=0.01)


# ---- the modules by themselves


def test_each_module_runs_without_being_joined(open_page: OpenPage) -> None:
    page = open_page(make_walk(), modules=True)
    page.slider("step").press("End")
    expect(page.output("step")).to_have_text("19")
    assert dot_of(page) == (19, 19)
