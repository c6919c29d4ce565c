"""Every handle of every explorer, taken by mouse and by finger: a new one needs its row here."""

import itertools
from typing import Any, NamedTuple

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.thorough import quickly

from .explorers import EXPLORERS, Shown
from .hand import Hand

# Of each explorer the controls that each of its handles moves, from below, as often as the handle
# has rings; and its controls, no lists of choices, whose positions have no place in the picture, or
# places among which a hand finds no way, as the draws of other learners.
HANDLES: dict[str, tuple[list[str], list[str]]] = {
    "batch_explorer": (["epoch"] * 4, []),
    "clinic_explorer": (["threshold", "threshold", "miss"], []),
    "descent_explorer": (["start", "learning_rate", "step"], []),
    "fit_by_descent_explorer": ([], ["learning_rate", "step"]),
    "fit_by_hand_explorer": (["at_2_hours", "at_7_hours"], []),
    "flower_explorer": (["length"] * 2, []),
    "focal_explorer": (["gamma p"], []),
    "gradient_check_explorer": (["step_size"] * 2, []),
    "iris_explorer": (["epoch"], ["learning_rate"]),
    "learning_rate_explorer": (["epoch"], ["learning_rate"]),
    "likelihood_explorer": (["n_points"] * 2, []),
    "loss_explorer": (["z"] * 4, []),
    "loss_surface_explorer": (["position", "position", "direction position"], []),
    "mails_explorer": ([], []),
    "margin_explorer": (["offset", "angle length", "length"], []),
    "margin_loss_explorer": (["margin"] * 2, []),
    "odds_explorer": (["probability"] * 6, []),
    "optimiser_explorer": (["step"] * 2, ["learning_rate"]),
    "other_learners_explorer": ([], ["draw"]),
    "own_points_explorer": ([], ["penalty"]),
    "penalty_explorer": (["penalty"] * 2, []),
    "separability_explorer": (["penalty epoch"], ["distance"]),
    "sigmoid_explorer": (["threshold", "bias", "weight"] * 2, []),
    "straight_line_explorer": (["far_point"], []),
    "threshold_explorer": (["threshold"] * 3, []),
    "two_directions_explorer": (["step", "learning_rate"], []),
    "two_feature_explorer": (["bias", "weight_1 weight_2"], []),
}

ON_A_PHONE = ("sigmoid_explorer", "threshold_explorer")  # rings in each of the pictures, rules
PHONE = 390  # pixels, of a window in which pictures stand one below the other

APART = 12.0  # pixels between a place and all others that makes it one position's alone
SAME = 0.1
# where the rings are in the window, null where they are hidden
RINGS = """[...document.querySelectorAll(".handle")].map((handle) => {
    const { x, y, width, height } = handle.querySelector(".halo").getBoundingClientRect();
    const shown = handle.getAttribute("visibility") === "visible";
    return shown ? [x + width / 2, y + height / 2] : [NaN, NaN];
})"""
# all that moves and is seen
DRAWN = """[...document.querySelectorAll("svg.picture > g > svg")].map((pane) => {
    const seen = pane.cloneNode(true);
    for (const hidden of seen.querySelectorAll("[visibility=hidden]")) hidden.remove();
    const gradient = seen.querySelector("linearGradient"); // unused where there is one colour
    if (gradient && !seen.innerHTML.includes(`url(#${gradient.id})`)) gradient.remove();
    return seen.innerHTML;
}).join() + document.querySelector(".said").textContent"""


def test_every_handle_has_its_row(shown: Shown) -> None:
    scene = shown.page.get("scene")
    counts = shown.page.page.evaluate(RINGS)
    handles, placeless = HANDLES[shown.name]
    assert len(counts) == len(handles)
    assert {tuple(one["by"]) for one in scene["handles"]} == {tuple(k.split()) for k in handles}
    held = {name for handle in handles for name in handle.split()}
    sliders = {name for name, spec in scene["controls"].items() if spec["kind"] == "range"}
    assert sliders - held == set(placeless)
    if "board" not in scene:  # what is said of one stands in test_board.py
        assert scene["hint"].startswith("The ringed mark" if handles else "")
        assert bool(scene["hint"]) == bool(handles)


class Way(NamedTuple):
    """The places (n_positions, 2) of a ring over all positions of its controls, in pixels."""

    by: list[str]
    grid: list[dict[str, int]]
    places: np.ndarray[Any, np.dtype[np.float64]]
    others: np.ndarray[Any, np.dtype[np.float64]]  # of the other rings

    def distances(self, k: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return how far all places are from one of them; far, where there is none."""
        return np.nan_to_num(np.hypot(*(self.places - self.places[k]).T), nan=1e9)

    def alone(self) -> list[int]:
        """Return the positions whose places no other position comes near to."""
        seen = np.flatnonzero(np.isfinite(self.places[:, 0]))
        near = [(self.distances(k) < APART).sum() for k in seen]
        best = [k for k, n in zip(seen, near, strict=True) if n == 1]
        if len(best) >= 5:
            return best
        gaps = [np.sort(self.distances(k))[1] for k in seen]  # a crowded one: the widest gaps
        most = sorted(zip(gaps, seen, strict=True), reverse=True)
        return [k for gap, k in most[:8] if gap > 2]

    def ties(self) -> list[list[int]]:
        """Return positions that have the same place."""
        seen = np.flatnonzero(np.isfinite(self.places[:, 0]))
        groups = [np.flatnonzero(self.distances(k) < SAME).tolist() for k in seen]
        return [group for group in groups if len(group) > 1]

    def steps(self, one: int, other: int) -> list[int]:
        """Return how far two positions are apart, control by control."""
        return [abs(self.grid[one][name] - self.grid[other][name]) for name in self.by]

    def starts(self) -> list[int]:
        """Return positions at which no other ring lies over this one, the best first."""
        gaps = np.hypot(*(self.others - self.places[:, None]).transpose(2, 0, 1))
        nearest = np.nan_to_num(gaps, nan=1e9).min(axis=1, initial=1e9)
        nearest[np.isnan(self.places[:, 0])] = -1
        return np.argsort(-np.minimum(nearest, 30), kind="stable").tolist()


def way_of(shown: Shown, ring: int) -> Way:
    """Sweep the controls of a ring, the others held."""
    by = HANDLES[shown.name][0][ring].split()
    sizes = [range(len(shown.stage.controls[name])) for name in by]
    grid = [dict(zip(by, at, strict=True)) for at in itertools.product(*sizes)]
    seen = shown.page.sweep(grid, RINGS)
    places = np.array(seen, dtype=np.float64)
    return Way(by, grid, places[:, ring], np.delete(places, ring, axis=1))


def some(items: list[int], n: int) -> list[int]:
    """Return `n` of the items, evenly spread."""
    return [items[round(i * (len(items) - 1) / (n - 1))] for i in range(min(n, len(items)))]


@pytest.mark.parametrize("kind", quickly(["mouse", "touch"], ["mouse"]))
def test_a_drag_to_a_place_shows_what_the_sliders_show_there(shown: Shown, kind: str) -> None:
    drag_to_places(shown, kind)


@pytest.mark.parametrize("shown", quickly(EXPLORERS, ON_A_PHONE), indirect=True)
def test_a_finger_on_a_phone_drags_to_what_the_sliders_show_there(shown: Shown) -> None:
    shown.page.resize(PHONE, 2000)  # as high as the whole picture: places must be in the window
    expect(shown.page.view()).to_have_attribute("data-layout", "stacked")
    drag_to_places(shown, "touch")


def drag_to_places(shown: Shown, kind: str) -> None:
    """Drag each ring to places that one position alone has, and to one that several have."""
    page, hand = shown.page, Hand(shown.page, kind)
    for ring in range(len(HANDLES[shown.name][0])):
        page.put(**shown.opening)
        way = way_of(shown, ring)
        alone, start = way.alone(), way.starts()[0]
        assert len(alone) >= 3 or len(way.grid) == 3, (ring, len(alone))
        targets = some(alone, 5 if kind == "mouse" else 2)
        drawings = page.sweep([way.grid[k] for k in targets], DRAWN)
        for target, drawing in zip(targets, drawings, strict=True):
            page.put(**way.grid[start])
            hand.drag(tuple(way.places[start]), tuple(way.places[target]))
            found = {name: page.get(name) for name in way.by}
            assert found == way.grid[target], (ring, way.grid[start])
            assert page.page.evaluate(DRAWN) == drawing
        for group in way.ties()[:1]:
            page.put(**way.grid[start])
            hand.drag(tuple(way.places[start]), tuple(way.places[group[0]]))
            at = [page.get(name) for name in way.by]
            found = way.grid.index(dict(zip(way.by, at, strict=True)))
            assert way.distances(group[0])[found] < 1, (ring, group)
            assert way.steps(start, found) == min(way.steps(start, k) for k in {*group, found})
    page.put(**shown.opening)


def test_the_keyboard_reaches_what_the_pointer_reaches(shown: Shown) -> None:
    page = shown.page
    for name in {name for handle in HANDLES[shown.name][0] for name in handle.split()}:
        control = page.view().locator(f'.row[data-control="{name}"]').locator("input, select")
        control.focus()
        for key, end in (("End", len(shown.stage.controls[name]) - 1), ("Home", 0)):
            page.page.keyboard.press(key)
            page.wait_for_frame()
            assert page.get(name) == end
    page.put(**shown.opening)


def test_a_press_in_a_panel_brings_its_mark_there(shown: Shown) -> None:
    page = shown.page
    strips = page.picture().locator(".strip")
    wide = [one for one in page.get("scene")["handles"] if one["anywhere"]]
    assert strips.count() == len(wide)
    for number, handle in enumerate(wide):
        page.put(**shown.opening)
        box = strips.nth(number).bounding_box()
        assert box
        (name,) = handle["by"]
        for share, end in ((0.001, 0), (0.999, len(shown.stage.controls[name]) - 1)):
            for height in (0.3, 0.7):  # at one of the two nothing else is
                x, y = box["x"] + share * box["width"], box["y"] + height * box["height"]
                page.page.mouse.move(x, y)
                page.page.mouse.down()
                page.wait_for_frame()
                page.page.mouse.up()
            brought = page.page.evaluate(RINGS)
            page.put(**{name: end})  # several positions may have this place
            assert page.page.evaluate(RINGS) == [
                pytest.approx(at, abs=1, nan_ok=True) for at in brought
            ]
    page.put(**shown.opening)
