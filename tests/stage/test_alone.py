"""Stages and panels as data."""

import base64
import errno
import itertools
import json
import time
import zlib
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np
import pytest
from matplotlib.figure import Figure

from logit_core.explorers import Panel, Stage
from logit_core.stage.tracks import from_planes

from .stages import make_axes, make_squares


def make_powers(drawn: list[tuple[int, ...]] | None = None) -> Panel:
    """Return a panel whose two lists never show the same; the dot stands at their powers.

    Each choice that is drawn is added to `drawn`.
    """
    stage = make_squares()
    names = ("0", "1", "2")
    lists = [ipywidgets.Dropdown(options=names, index=at, description=f"n{at}") for at in (0, 1)]
    shown = [0, 1]

    def redraw() -> None:
        for k in (0, 1):
            if lists[0].index == lists[1].index != shown[k]:
                lists[1 - k].index = shown[k]
                return
        shown[:] = lists[0].index, lists[1].index
        if drawn is not None:
            drawn.append(tuple(shown))
        fig, ax = make_axes(xlim=(0, 3), ylim=(0, 5))
        (dot,) = ax.plot([0], [0], "o")
        x = np.arange(3)
        stage.clear(fig).puts(dot, x=x ** shown[0], y=x ** shown[1])
        stage.says(f"{{x}} to the powers {shown[0]} and {shown[1]}.")

    redraw()
    stage.follows(*lists, redraw=redraw)
    return Panel([ipywidgets.HBox(lists), stage])


def unpacked(value: dict[str, str]) -> bytes:
    return zlib.decompress(base64.b64decode(value["base64"]))


def test_a_state_is_json_and_holds_what_the_browser_is_sent() -> None:
    stage = make_squares()
    stage.x = 2
    state = json.loads(json.dumps(stage.state()))
    traits = state["traits"]
    assert set(traits) == {"x", "stacked", "still", "numbers", "scene", "error", "narrow"}
    assert (traits["x"], traits["scene"]) == (2, json.loads(json.dumps(stage.scene)))
    numbers = from_planes(unpacked(traits["numbers"]))
    assert (unpacked(traits["still"]), numbers) == (stage.still, stage.numbers)
    assert state["sentence"] == "The square of 2 is 4."


def test_the_layout_for_phones_is_made_for_who_asks_for_it_and_for_pages() -> None:
    def show() -> Stage:
        stage = Stage(Figure(figsize=(8, 3)), x=3)
        stage.fig.subplots(1, 2)
        stage.model_id  # noqa: B018  (asked for by who is about to show it)
        assert (stage.scene["stacked"], stage.scene["folds"], stage.stacked) == (None, True, b"")
        return stage

    asked = show()
    asked.x, wide = 2, asked.scene["axes"]
    asked.narrow = True
    assert asked.scene["stacked"]["size"][0] < asked.scene["size"][0]
    assert (asked.x, asked.scene["axes"]) == (2, wide)
    assert b"<svg" in asked.stacked
    for again in (asked.send(), asked.clear(asked.fig).send()):
        assert again.scene["stacked"]
    paged = show()
    assert paged.state()["traits"]["scene"]["stacked"] == paged.scene["stacked"]
    assert paged.stacked
    single = make_squares()
    assert not single.send().scene["folds"]
    single.narrow = True
    assert (single.scene["stacked"], single.stacked) == (None, b"")


def test_a_state_holds_what_was_changed_last() -> None:
    stage = make_squares()
    stage.state()
    stage.says("Only {x}.")
    assert stage.state()["traits"]["scene"]["said"] == "Only 0."
    stage.clear(make_axes()[0])
    assert stage.state()["traits"]["scene"]["marks"] == []


def test_what_is_retired_gives_everything_back() -> None:
    make_squares().retire()
    shown = make_squares()
    shown._repr_mimebundle_()
    shown.retire()
    assert (shown.still, shown.numbers, shown.scene, shown.stand_in.value) == (b"", b"", {}, "")


def test_the_longest_sentence_is_as_long_as_the_longest_at_any_position() -> None:
    fig, ax = make_axes()
    (dot,) = ax.plot([0], [0], "o")
    stage = Stage(fig, x=["a", "bbb"], y=2).puts(dot, x=[[0], [1]], y=[[0, 1]])
    stage.says(
        "{x}: {size:.1f}, {word}.",
        by={"size": "x", "word": "y"},
        size=[1000.0, -1.0],
        word=["one", "three"],
    )
    assert stage.state()["longest"] == "bbb: 1000.0, three."


def test_a_panels_state_holds_a_picture_for_each_choice_and_leaves_the_panel_as_it_was() -> None:
    panel = make_powers()
    state = json.loads(json.dumps(panel.state()))
    said = {at: traits["scene"]["said"] for at, traits in state["variants"].items()}
    assert said == {
        f"{a},{b}": f"0 to the powers {a} and {b}." for a in range(3) for b in range(3) if a != b
    }
    assert state["sentence"] == panel.stage.sentence == "0 to the powers 0 and 1."
    assert [(one["label"], one["at"], one["control"]) for one in state["lists"]] == [
        ("n0", 0, None),
        ("n1", 1, None),
    ]


def test_hardly_a_picture_is_drawn_twice_for_a_panels_state() -> None:
    drawn: list[tuple[int, ...]] = []
    panel = make_powers(drawn)
    drawn.clear()
    panel.state()
    assert set(drawn) == {(a, b) for a in range(3) for b in range(3) if a != b}
    assert len(drawn) == 6  # the first one at the end, when the panel is left as it was


@pytest.mark.parametrize("entries", [["a", "b"], ["a", "b", None]])
@pytest.mark.parametrize("chosen", [None, "a"])
def test_a_list_shows_in_the_end_what_it_showed(entries: list[Any], chosen: Any) -> None:
    """Nothing, perhaps; an entry None is no choice, as ipywidgets has it."""
    stage = make_squares()
    one = ipywidgets.Dropdown(options=entries, value=chosen)
    before = one.index
    stage.follows(one, redraw=lambda: stage.says(f"It is {one.value}."))
    panel = Panel([one, stage])
    said = {at: traits["scene"]["said"] for at, traits in panel.state()["variants"].items()}
    assert said["1"] == "It is b."
    assert set(said) - {"0", "1", "2"} == set()
    assert (one.value, one.index) == (chosen, before)


def test_what_takes_more_than_a_second_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    make_powers().to_html(tmp_path / "panel.html")
    assert capsys.readouterr() == ("", "")
    clock = itertools.count(step=0.4)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    make_powers().to_html(tmp_path / "panel.html")
    said = ["panel.html: 3 of at most 9 pictures", "panel.html: 6 of at most 9 pictures"]
    assert capsys.readouterr() == ("", "\n".join([*said, ""]))
    make_powers().state()
    assert capsys.readouterr() == ("", "")


def test_a_linked_list_needs_no_pictures_of_its_own() -> None:
    stage = make_squares()
    slider = ipywidgets.SelectionSlider(options=["no", "one", "two"], description="how many")
    ipywidgets.jslink((slider, "index"), (stage, "x"))
    state = Panel([slider, stage]).state()
    assert state["variants"] == {}
    assert state["lists"] == [
        {
            "label": "how many",
            "labels": ["no", "one", "two"],
            "at": 0,
            "kind": "range",
            "control": "x",
        }
    ]


def test_what_has_no_end_is_not_tabulated() -> None:
    stage = make_squares()
    number = ipywidgets.FloatSlider()
    assert stage.follows(number, redraw=lambda: None) is stage
    with pytest.raises(ValueError, match=r"must be lists, got FloatSlider"):
        Panel([number, stage]).state()


def test_a_page_of_its_own_asks_for_nothing_else(tmp_path: Path) -> None:
    stage = make_squares().says("</script> is {x}.")
    stage.to_html(tmp_path / "stage.html")
    page = (tmp_path / "stage.html").read_text("utf-8")
    assert "import " not in page
    assert "src=" not in page.replace("src: still", "")
    assert page.count("</script>") == 2  # of the page: no word of the state ends one
    assert "&lt;/script&gt; is 0." in page


def test_a_page_of_a_panel_holds_each_picture_once_and_deflated(tmp_path: Path) -> None:
    make_powers().to_html(tmp_path / "panel.html")
    page = (tmp_path / "panel.html").read_text("utf-8")
    written = json.loads(page.split('<script type="application/json">')[1].split("</script>")[0])
    assert [key for key, packed in written["variants"].items() if packed is None] == ["0,1"]
    opened = {
        key: json.loads(zlib.decompress(base64.b64decode(packed)))
        for key, packed in written["variants"].items()
        if packed is not None
    }
    assert {key: traits["scene"]["said"] for key, traits in opened.items()} == {
        f"{a},{b}": f"0 to the powers {a} and {b}."
        for a in range(3)
        for b in range(3)
        if a != b and (a, b) != (0, 1)
    }
    shown = json.loads(zlib.decompress(base64.b64decode(written["traits"])))
    assert shown["scene"]["said"] == "0 to the powers 0 and 1."


@pytest.mark.parametrize("make", [make_squares, make_powers])
def test_a_file_that_cannot_be_is_refused_before_anything_is_computed(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = make()
    monkeypatch.setattr(type(shown), "state", lambda self: pytest.fail("it was computed"))
    for bad in (tmp_path, tmp_path / "none" / "stage.html", tmp_path / ("s" * 300)):
        with pytest.raises(ValueError, match="path must name a file"):
            shown.to_html(bad)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_later_leaves_no_file_behind(tmp_path: Path) -> None:
    panel = Panel([number := ipywidgets.FloatSlider(), stage := make_squares()])
    stage.follows(number, redraw=lambda: None)
    with pytest.raises(ValueError, match=r"must be lists, got FloatSlider"):
        panel.to_html(tmp_path / "panel.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [make_squares, make_powers])
def test_a_disk_that_fails_is_told_in_short_words(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, *_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(ValueError, match=r"path must name a file that can be written, got") as told:
        make().to_html(tmp_path / "stage.html")
    assert str(told.value).endswith("stage.html': No space left on device")
    assert told.value.__suppress_context__
