"""What a stage sends of its handles, and which ones it refuses."""

from typing import Any

import ipywidgets
import numpy as np
import pytest

from logit_core.explorers import Control, Stage

from .stages import make_axes, make_squares


def make_stage() -> tuple[Stage, dict[str, Any]]:
    """Return a stage with every kind of mark, and the artists by name."""
    fig, ax = make_axes()
    stage = Stage(
        fig,
        a=Control(4, at=2),
        b=3,
        c=2,
        kind=Control(["one", "two"], kind="choice"),
        on=Control(2, kind="toggle"),
    )
    artists: dict[str, Any] = {
        "dot": ax.plot([0], [0], "o", markersize=8, markeredgewidth=2)[0],
        "line": ax.plot([0, 1], [0, 1], zorder=0.5)[0],
        "trail": ax.plot([], [])[0],
        "markers": ax.plot([], [], "s")[0],
        "rule": ax.axvline(0),
        "boundary": ax.plot([], [])[0],
        "bars": ax.bar([0, 1], [1, 1]),
        "text": ax.text(0, 0, "here"),
        "still": ax.plot([0], [0], "o")[0],
        "flag": ax.plot([0], [0], "o")[0],
        "chosen": ax.plot([0], [0], "o")[0],
        "many": ax.plot([0], [0], "o")[0],
    }
    stage.puts(artists["dot"], x=np.arange(4), by="a")
    stage.moves(artists["line"], y=np.arange(8).reshape(4, 2), by="a")
    stage.moves(artists["trail"], x=np.arange(3), y=np.arange(3), until="b")
    stage.moves(artists["markers"], x=np.arange(5), y=np.ones((3, 5)) * [[1], [2], [3]], by="b")
    stage.puts(artists["rule"], x=np.arange(3), by="b")
    stage.boundary(artists["boundary"], [[0, 1, 1], [1, 1, 1], [1, 1, 2]], by="b")
    stage.bars(artists["bars"], [[1, 1], [1, 2], [1, 3]], by="b")
    stage.writes(artists["text"], x=np.arange(4), by="a")
    stage.puts(
        artists["still"], x=np.ones((4, 3)), y=[0, np.nan, 1, 1], by={"x": ("a", "b"), "y": "a"}
    )
    stage.puts(artists["flag"], x=[0, 1], by="on")
    stage.puts(artists["chosen"], x=[0, 1], by="kind")
    stage.puts(artists["many"], x=np.arange(24).reshape(4, 3, 2), by=("a", "b", "c"))
    return stage, artists


def handles_of(stage: Stage) -> list[dict[str, Any]]:
    handles: list[dict[str, Any]] = stage.send().scene["handles"]
    return handles


@pytest.mark.parametrize(
    ("artist", "by"),
    [
        ("dot", ["a"]),
        ("line", ["a"]),
        ("trail", ["b"]),
        ("markers", ["b"]),
        ("rule", ["b"]),
        ("boundary", ["b"]),
        ("bars", ["b"]),
        ("still", ["a"]),
        ("chosen", ["kind"]),
    ],
)
def test_what_moves_can_be_taken_and_its_own_controls_follow(artist: str, by: list[str]) -> None:
    stage, artists = make_stage()
    assert stage.grab(artists[artist]) is stage
    (handle,) = handles_of(stage)
    assert handle["by"] == by
    assert handle["anywhere"] is False
    kinds = {"boundary": "boundary", "bars": "bars"}
    assert stage.scene["marks"][handle["mark"]]["kind"] == kinds.get(artist, "path")


def test_two_controls_follow_in_the_order_in_which_they_are_named() -> None:
    stage, artists = make_stage()
    stage.grab(artists["many"], ("c", "a"))
    assert handles_of(stage)[0]["by"] == ["c", "a"]


def test_handles_are_sent_in_the_order_of_drawing_the_upper_last() -> None:
    stage, artists = make_stage()
    stage.grab(artists["dot"]).grab(artists["line"])
    marks = [handle["mark"] for handle in handles_of(stage)]
    assert marks == sorted(marks)
    lower = stage.scene["marks"][marks[0]]
    assert (lower["layer"], lower["marker"]) == ("under", None)


def test_the_ring_is_larger_than_the_marker() -> None:
    stage, artists = make_stage()
    stage.grab(artists["dot"]).grab(artists["rule"]).grab(artists["trail"])
    rings = [handle["ring"] for handle in handles_of(stage)]
    assert sorted(rings) == [5.5, 8 / 2 + 2 / 2 + 3.5, 8.5]


def test_a_point_of_a_line_is_counted_from_either_end() -> None:
    stage, artists = make_stage()
    stage.grab(artists["line"], point=-1).grab(artists["markers"], point=0, along="y")
    asked = sorted((handle["point"], handle["along"]) for handle in handles_of(stage))
    assert asked == [(0, "y"), (1, None)]


@pytest.mark.parametrize(
    ("grabs", "hint"),
    [
        ([], ""),
        ([("dot", False)], "The ringed mark can be dragged."),
        ([("dot", False), ("rule", False)], "The ringed marks can be dragged."),
        ([("markers", False)], "The ringed marks can be dragged."),
        ([("bars", False)], "The ringed marks can be dragged."),
        ([("trail", False)], "The ringed mark can be dragged."),
        (
            [("dot", "the loss curve")],
            "The ringed mark can be dragged; or press anywhere in the loss curve.",
        ),
        ([("dot", True)], "The ringed mark can be dragged; or press anywhere in its panel."),
    ],
)
def test_the_reader_is_told_what_can_be_dragged(
    grabs: list[tuple[str, bool | str]], hint: str
) -> None:
    stage, artists = make_stage()
    for name, anywhere in grabs:
        stage.grab(artists[name], anywhere=anywhere)
    assert stage.send().scene["hint"] == hint


REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "nothing moves it": ("none", {}, "grab needs a line, marker or bars that a control moves"),
    "a text": ("text", {}, "grab needs .* got Text"),
    "a list": ("list", {}, "grab needs .* got list"),
    "an unknown control": ("dot", {"by": "z"}, r"by must name controls \(a, b.*\), got 'z'"),
    "no name": ("dot", {"by": [1]}, "by must name controls .* got 1"),
    "a toggle": ("flag", {"by": "on"}, "by must name no toggle, which is not dragged, got 'on'"),
    "only a toggle": ("flag", {}, "must be moved by one or two controls, got none"),
    "twice the same": ("many", {"by": ("a", "a")}, "each control once"),
    "three": ("many", {}, "one or two controls, got a, b, c: name them by"),
    "three by name": ("many", {"by": ("a", "b", "c")}, "one or two controls, got a, b, c"),
    "none": ("many", {"by": ()}, "by must name a control that moves what is taken, got none"),
    "a number": ("dot", {"anywhere": 1}, "anywhere, unless it is True or False, .*, got 1"),
    "another control": ("dot", {"by": "b"}, "its place is the same at all their positions"),
    "a place that is the same": ("still", {"by": "b"}, "its place is the same at all"),
    "a point that stands still": (
        "line",
        {"point": 0, "by": "b"},
        "its place is the same at all their positions",
    ),
    "a point too far": (
        "line",
        {"point": 2},
        "point must be at most 1, got 2",
    ),
    "a point of a boundary": ("boundary", {"point": 0}, "point must be left out but for a line"),
    "another direction": ("dot", {"along": "z"}, "along must be one of x, y, got 'z'"),
    "a direction of bars": (
        "bars",
        {"along": "x"},
        "along must be left out but for a line or marker",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_taken_is_refused(case: str) -> None:
    stage, artists = make_stage()
    name, asked, words = REFUSALS[case]
    others = {"none": stage.fig.axes[0].plot([0], [0])[0], "list": [artists["dot"]]}
    with pytest.raises(ValueError, match=words):
        stage.grab((artists | others)[name], **asked)
    assert handles_of(stage) == []


def test_pressing_anywhere_moves_one_mark_of_its_axes() -> None:
    stage, artists = make_stage()
    stage.grab(artists["dot"], anywhere=True)
    with pytest.raises(ValueError, match="anywhere must hold for one mark"):
        stage.grab(artists["rule"], anywhere=True)
    assert len(handles_of(stage)) == 1


def test_what_is_said_of_an_artist_again_replaces_what_was_said() -> None:
    """As where a cell runs again."""
    stage, artists = make_stage()
    before = [mark["kind"] for mark in stage.send().scene["marks"]]
    for _ in range(2):
        stage.puts(artists["dot"], x=np.arange(4) / 2, by="a")
        stage.grab(artists["dot"], anywhere=True)
        stage.grab(artists["rule"])
    assert [mark["kind"] for mark in stage.send().scene["marks"]] == before
    assert [handle["anywhere"] for handle in stage.scene["handles"]] == [True, False]
    stage.a = 1
    stage.snapshot()
    assert artists["dot"].get_xdata().tolist() == [0.5]
    stage.grab(artists["dot"], anywhere=np.False_)
    assert [handle["anywhere"] for handle in handles_of(stage)] == [False, False]
    stage.puts(artists["dot"])
    assert len(handles_of(stage)) == 1  # it stands still


def test_axes_have_one_field_that_no_still_picture_shows() -> None:
    fig, ax = make_axes()
    stage = Stage(fig, k=2)
    for alpha in (0.3, 0.6):
        stage.field(ax, [0.0, 1, 1], alpha=alpha)
    assert [mark["opacity"] for mark in stage.send().scene["marks"]] == [0.6]
    assert len(ax.images) == 1
    assert b"<image" not in stage.still
    for left in (-2, 0):
        ax.imshow(np.eye(2), extent=(left, left + 1, 0, 1), zorder=0.1)
    assert stage.send().still.count(b"<image") == 2  # not one of all three


@pytest.mark.parametrize("change", ["a new figure", "a redraw that fails"])
def test_handles_belong_to_their_picture(change: str) -> None:
    stage, artists = make_stage()
    stage.grab(artists["dot"])
    if change == "a new figure":
        stage.clear(make_axes()[0])
        assert handles_of(stage) == []
        return
    slider = ipywidgets.IntSlider()

    def redraw() -> None:
        stage.clear(make_axes()[0])
        raise RuntimeError("no")

    stage.follows(slider, redraw=redraw)
    slider.value = 1
    assert stage.error
    assert len(handles_of(stage)) == 1


def test_positions_are_where_the_controls_stand_and_their_opening_is_sent() -> None:
    stage, _ = make_stage()
    assert stage.positions == {"a": 2, "b": 0, "c": 0, "kind": 0, "on": 0}
    stage.a = 3
    assert stage.positions["a"] == 3
    assert stage.send().scene["controls"]["a"]["at"] == 2
    stage.control("a", at=1)
    assert stage.send().scene["controls"]["a"]["at"] == 1


def test_what_a_browser_needs_to_fail_in_words_is_sent() -> None:
    stage = make_squares()
    stage.x = 2
    scene = stage.send().scene
    assert scene["said"] == "The square of 2 is 4."
    assert 4 * scene["count"] == len(stage.numbers)
