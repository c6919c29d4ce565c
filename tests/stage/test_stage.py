"""The stage as a widget: what it sends, shows, leaves in a notebook, and answers in Python."""

import base64
import io
import logging
import subprocess
import sys
import threading
import zlib

import ipywidgets
import numpy as np
import pytest
from ipywidgets.widgets import widget as every_widget
from PIL import Image
from traitlets import TraitError

from logit_core.explorers import Stage
from logit_core.stage.tracks import from_planes

from .stages import make_axes, make_squares


def test_a_control_is_a_synced_trait() -> None:
    stage = make_squares()
    heard = []
    stage.observe(lambda change: heard.append(change["new"]), names="x")
    stage.x = 2
    assert heard == [2]
    assert "x" in stage.keys
    assert stage.get_state()["x"] == 2


@pytest.mark.parametrize("position", [-1, 3])
def test_a_position_outside_the_control_is_refused(position: int) -> None:
    stage = make_squares()
    with pytest.raises(TraitError, match="'x' trait"):
        stage.x = position
    with pytest.raises(ValueError, match=f"x must be a whole number from 0 to 2, got {position}"):
        stage.snapshot(x=position)


@pytest.mark.parametrize("name", ["layout", "keys", "moves", "sentence", "fig", "scene", "comm"])
def test_a_control_whose_name_is_taken_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"free name, got '{name}'"):
        Stage(make_axes()[0], **{name: 3})


def test_a_control_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="named as in Python, got '2 x'"):
        Stage(make_axes()[0], **{"2 x": 3})


def test_a_refused_stage_leaves_no_widget_behind() -> None:
    before = len(every_widget._instances)
    with pytest.raises(ValueError, match="free name"):
        Stage(make_axes()[0], layout=3)
    assert len(every_widget._instances) == before


def test_an_unknown_control_is_named() -> None:
    stage = make_squares()
    with pytest.raises(ValueError, match=r"must name controls \(x\), got 'y'"):
        stage.control("y")
    with pytest.raises(ValueError, match=r"must name controls \(x\), got 'y'"):
        stage.snapshot(y=1)


def test_an_ipywidgets_control_can_be_linked_to_a_control() -> None:
    stage, slider = make_squares(), ipywidgets.IntSlider(max=2)
    link = ipywidgets.jslink((slider, "value"), (stage, "x"))
    assert link.source == (slider, "value")
    assert link.target == (stage, "x")


def test_picture_and_numbers_travel_compressed() -> None:
    stage = make_squares().send()
    state = stage.get_state(["still", "numbers"])
    assert zlib.decompress(state["still"]) == stage.still
    assert from_planes(zlib.decompress(state["numbers"])) == stage.numbers
    assert len(stage.get_state("still")["still"]) < 0.4 * len(stage.still)


def test_whoever_shows_the_stage_gets_what_it_holds() -> None:
    stage = make_squares()
    assert stage.scene == {}
    box = ipywidgets.VBox([stage])
    assert box.get_state()["children"] == [f"IPY_MODEL_{stage.model_id}"]
    assert [mark["kind"] for mark in stage.scene["marks"]] == ["path"]
    assert b"<svg" in stage.still


def test_the_output_carries_widget_picture_and_sentence() -> None:
    stage = make_squares()
    stage.x = 2
    bundle, metadata = stage._repr_mimebundle_()
    shown = every_widget._instances[bundle["application/vnd.jupyter.widget-view+json"]["model_id"]]
    assert shown.children[0] is stage
    moves = "Run this cell (Shift+Enter) and the picture moves."
    assert bundle["text/plain"] == f"{moves}\nThe square of 2 is 4."
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        width, height = image.size
    assert width == 384
    assert height > 288 + 2 * 14  # with the words, in two lines
    alt = f"{moves} The square of 2 is 4."
    assert metadata["image/png"] == {"width": width, "height": height, "alt": alt}


def test_the_representation_has_no_address() -> None:
    assert repr(make_squares()) == "Stage(x=0)"


def test_a_redraw_replaces_picture_and_sentence() -> None:
    stage, choice = make_squares(), ipywidgets.Dropdown(options=["square", "cube"])

    def redraw() -> None:
        fig, ax = make_axes()
        (dot,) = ax.plot([0], [0], "s")
        stage.clear(fig).moves(dot, y=[[0], [1], [8]], by="x")
        stage.says("The cube of {x} is {cube:.0f}.", by="x", cube=[0, 1, 8])

    stage.follows(choice, redraw=redraw)
    stage.x = 2
    before = stage.send().scene
    choice.value = "cube"
    assert stage.scene != before
    assert stage.sentence == "The cube of 2 is 8."
    assert stage.error == ""


def test_a_redraw_that_changes_only_numbers_is_sent_too() -> None:
    """The browser draws anew when the scene changes, and a scene equal to the last is not sent."""
    stage, choice = make_squares(), ipywidgets.IntText(1)

    def redraw() -> None:
        fig, ax = make_axes(xlim=(0, 3), ylim=(0, 5))
        (dot,) = ax.plot([0], [0], "o")
        stage.clear(fig).moves(dot, y=[[choice.value]] * 3, by="x")

    stage.follows(choice, redraw=redraw)
    choice.value = 2
    before = stage.scene
    choice.value = 3
    assert stage.scene != before
    assert 3 in np.frombuffer(stage.numbers, "<f4")


def test_the_last_good_picture_stays_when_a_redraw_fails_half_way() -> None:
    stage, choice = make_squares(), ipywidgets.IntText(1)

    def redraw() -> None:
        stage.clear(make_axes()[0])
        raise RuntimeError("half way")

    stage.send()
    fig = stage.fig
    stage.follows(choice, redraw=redraw)
    choice.value = 2
    assert stage.fig is fig
    assert stage.sentence == "The square of 0 is 0."
    assert "half way" in stage.error


def test_the_last_good_marks_stay_when_a_redraw_of_the_same_figure_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1])
    stage = Stage(fig, k=2).moves(line, y=[[0, 1], [1, 0]]).grab(line).field(ax, [0.0, 1, 1])
    before = stage.send().scene["marks"], stage.scene["handles"]

    def redraw() -> None:
        stage.moves(line, y=[[2, 1], [1, 2]]).field(ax, [1.0, 1, 1])
        raise RuntimeError("not today")

    slider = ipywidgets.IntSlider()
    stage.follows(slider, redraw=redraw)
    slider.value = 1
    assert caplog.records
    assert (stage.send().scene["marks"], stage.scene["handles"]) == before
    stage.snapshot()
    assert line.get_ydata().tolist() == [0, 1]


def test_a_cell_that_shows_a_stage_waits_for_its_redraw() -> None:
    stage, choice = make_squares(), ipywidgets.IntText(1)
    cleared, shown = threading.Event(), threading.Event()

    def redraw() -> None:
        stage.clear(make_axes()[0])
        cleared.set()
        shown.wait(0.2)  # times out: the cell must not be done before the redraw
        stage.says("All of it.")

    stage.follows(choice, redraw=redraw)
    answering = threading.Thread(target=lambda: setattr(choice, "value", 2))
    answering.start()
    cleared.wait(10)
    bundle, _ = stage._repr_mimebundle_()
    shown.set()
    answering.join()
    assert bundle["text/plain"].endswith("\nAll of it.")


def test_an_error_while_redrawing_is_shown_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    stage, choice = make_squares(), ipywidgets.IntText(1)

    def redraw() -> None:
        1 // choice.value

    stage.follows(choice, redraw=redraw)
    with caplog.at_level(logging.ERROR, logger="logit_core"):
        choice.value = 0
    assert stage.error.startswith("This choice could not be drawn")
    assert "ZeroDivisionError" in stage.error
    assert "redraw failed" in caplog.text
    choice.value = 2
    assert stage.error == ""


def test_a_stage_needs_no_pyplot() -> None:
    code = (
        "import sys; from logit_core.explorers import learning_rate_explorer as e; e().send(); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
