"""The stage in Python: what it takes, what it says, what it draws, what it leaves in a notebook."""

import base64
import io
import itertools
import logging
import re
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import ipywidgets
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from traitlets import TraitError

from logit_core import sigmoid
from logit_core.explorers import Panel, Stage


def make_axes(**limits: Any) -> tuple[Figure, Axes]:
    fig = Figure(figsize=(4, 3))
    ax = fig.subplots()
    ax.set(**({"xlim": (-2, 2), "ylim": (-2, 2)} | limits))
    return fig, ax


def make_squares() -> Stage:
    """Return a stage on which a dot follows the squares 0, 1, 4."""
    fig, ax = make_axes(xlim=(0, 3), ylim=(0, 5))
    (dot,) = ax.plot([0], [0], "o")
    stage = Stage(fig, x=3)
    stage.moves(dot, x=[[0], [1], [2]], y=[[0], [1], [4]], by="x")
    return stage.says("The square of {x} is {square:.0f}.", by="x", square=[0, 1, 4])


# ---- controls


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
    with pytest.raises(ValueError, match=f"x must lie in 0 to 2, got {position}"):
        stage.snapshot(x=position)


@pytest.mark.parametrize("name", ["layout", "keys", "moves", "sentence", "fig", "scene", "comm"])
def test_a_control_whose_name_is_taken_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"free name, got '{name}'"):
        Stage(make_axes()[0], **{name: 3})


def test_a_control_without_positions_is_refused() -> None:
    with pytest.raises(ValueError, match="x must have at least one position"):
        Stage(make_axes()[0], x=0)


def test_an_unknown_control_is_named() -> None:
    stage = make_squares()
    with pytest.raises(ValueError, match="must be one of x, got 'y'"):
        stage.control("y")
    with pytest.raises(ValueError, match="must be one of x, got 'y'"):
        stage.snapshot(y=1)


def test_a_notch_outside_the_control_and_a_standing_play_are_refused() -> None:
    stage = make_squares()
    with pytest.raises(ValueError, match="notch must lie on the control, from 0 to 2"):
        stage.control("x", notch=(2.5, "here"))
    with pytest.raises(ValueError, match="play must be a number of milliseconds above 0, got 0"):
        stage.control("x", play=0)


def test_an_ipywidgets_control_can_be_linked_to_a_control() -> None:
    stage, slider = make_squares(), ipywidgets.IntSlider(max=2)
    link = ipywidgets.jslink((slider, "value"), (stage, "x"))
    assert link.source == (slider, "value")
    assert link.target == (stage, "x")


# ---- what moves


def test_a_dimension_of_length_one_is_the_same_everywhere() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([], [])
    stage = Stage(fig, a=2, b=3)
    stage.moves(line, x=[0, 1], y=np.arange(6.0).reshape(1, 3, 2), by=("a", "b"))
    for a in range(2):
        stage.snapshot(a=a, b=2)
        assert line.get_ydata().tolist() == [4, 5]


def test_until_cuts_a_line_at_the_position_of_its_control() -> None:
    fig, ax = make_axes(xlim=(0, 4), ylim=(0, 4))
    (line,) = ax.plot([0, 1, 2, 3], [3, 2, 1, 0])
    stage = Stage(fig, step=4).moves(line, until="step")
    stage.snapshot(step=1)
    assert line.get_xdata().tolist() == [0, 1]
    stage.snapshot(step=3)
    assert line.get_xdata().tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("shape", [(2, 3), (5, 2, 3), (3,), (4, 3, 2)])
def test_an_array_that_does_not_follow_its_controls_is_refused(shape: tuple[int, ...]) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1])
    stage = Stage(fig, a=3, b=4)
    with pytest.raises(ValueError, match="must have"):
        stage.moves(line, y=np.zeros(shape), by=("a", "b"))


def test_an_unknown_control_to_follow_is_named() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0], [0])
    with pytest.raises(ValueError, match=r"by must name controls \(a\), got 'c'"):
        Stage(fig, a=3).moves(line, y=np.zeros((3, 1)), by="c")


def test_an_artist_of_another_figure_is_refused() -> None:
    (foreign,) = make_axes()[1].plot([0], [0])
    with pytest.raises(ValueError, match="stand on the stage's own figure"):
        make_squares().moves(foreign)


@pytest.mark.parametrize(
    "look", [{"drawstyle": "steps"}, {"markevery": 2}, {"marker": "o", "fillstyle": "left"}]
)
def test_a_look_that_the_browser_would_not_repeat_is_refused(look: dict[str, Any]) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1], **look)
    with pytest.raises(ValueError, match="must have a plain"):
        Stage(fig).moves(line)


def test_infinite_and_zero_are_drawn_outside_a_log_axis() -> None:
    fig, ax = make_axes(xlim=(0, 3), ylim=(0.1, 10), yscale="log")
    (line,) = ax.plot([0, 1, 2, 3], [1, 1, 1, 1])
    stage = Stage(fig, x=1).moves(line, y=[[0, np.inf, np.nan, 1]], by="x")
    stage.snapshot()
    low, high, gap, one = line.get_ydata()
    assert 0 < low < 0.1
    assert 10 < high < np.inf
    assert np.isnan(gap)
    assert one == 1


def test_the_boundary_is_where_the_log_odds_equal_the_level() -> None:
    fig, ax = make_axes(xlim=(-1, 5), ylim=(10, 12))
    (line,) = ax.plot([], [])
    w = np.array([[-20.0, 1, 2], [-22.0, 0, 2], [-2.0, 1, 0]])
    stage = Stage(fig, k=3).boundary(line, w, by="k", level=0.5)
    for k in range(3):
        stage.snapshot(k=k)
        x1, x2 = line.get_data()
        assert w[k, 0] + w[k, 1] * x1 + w[k, 2] * x2 == pytest.approx(0.5, abs=1e-6)
        crosses = [np.ptp(values) > np.ptp(limits) for values, limits in _both(line, ax)]
        assert any(crosses)


def _both(line: Any, ax: Axes) -> list[tuple[Any, Any]]:
    return [(line.get_xdata(), ax.get_xlim()), (line.get_ydata(), ax.get_ylim())]


def test_without_weights_there_is_no_boundary_and_a_flat_field() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([], [])
    stage = Stage(fig).boundary(line, [1.0, 0, 0]).field(ax, [1.0, 0, 0])
    stage.snapshot()
    assert len(line.get_xdata()) == 0
    assert np.ptp(ax.images[0].get_array()) == 0
    assert ax.images[0].get_array()[0, 0] == pytest.approx(sigmoid(1.0))


def test_the_field_is_the_probability_at_each_pixel() -> None:
    fig, ax = make_axes(xlim=(0, 4), ylim=(-1, 1))
    stage = Stage(fig).field(ax, [0.5, -1.0, 2.0])
    stage.snapshot()
    field = ax.images[0].get_array()
    rows, columns = field.shape
    x1, x2 = 4 * (150 + 0.5) / columns, -1 + 2 * (30 + 0.5) / rows
    assert field[30, 150] == pytest.approx(sigmoid(0.5 - x1 + 2 * x2), abs=1e-6)


def test_huge_weights_keep_their_direction() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([], [])
    Stage(fig).boundary(line, [0, 3e90, 4e90]).snapshot()
    (x0, x1), (y0, y1) = line.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(-3 / 4)


@pytest.mark.parametrize("w", [[0.0, 1.0], [np.nan, 1.0, 1.0], [0.0, np.inf, 1.0]])
def test_weights_of_a_wrong_shape_or_not_finite_are_refused(w: list[float]) -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match=r"finite \(intercept, w1, w2\)"):
        Stage(fig).field(ax, w)


def test_a_field_on_log_axes_is_refused() -> None:
    fig, ax = make_axes(xlim=(1, 10), xscale="log")
    with pytest.raises(ValueError, match="linear axes"):
        Stage(fig).field(ax, [0.0, 1, 1])


# ---- the sentence


def test_the_sentence_follows_the_controls() -> None:
    stage = make_squares()
    assert stage.sentence == "The square of 0 is 0."
    stage.x = 2
    assert stage.sentence == "The square of 2 is 4."
    assert stage.sentence_at(x=1) == "The square of 1 is 1."


def test_the_sentence_takes_labels_texts_percentages_and_infinities() -> None:
    stage = Stage(make_axes()[0], rate=["slow", "fast"])
    stage.says(
        "{rate} {word} {share:.1%} {loss:.2f} {tiny:.2g}",
        by="rate",
        word=["crawls", "leaps"],
        share=[0.125, 0.5],
        loss=[-0.001, np.inf],
        tiny=[0.000046, 0.03],
    )
    assert stage.sentence_at(rate=0) == "slow crawls 12.5% 0.00 4.6e-05"
    assert stage.sentence_at(rate=1) == "fast leaps 50.0% infinite 0.03"


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        ("{unknown}", {}, "the sentence may name x, got {unknown}"),
        ("{v}", {"v": [0, 1, 2]}, "v must have a format such as .3f"),
        ("{v:.3e}", {"v": [0, 1, 2]}, "v must have a format such as .3f"),
        ("{v:.1f}", {"v": [0, np.nan, 2]}, "v must not hold NaN"),
        ("{v:.1f}", {"v": [0, 1]}, "v must have one leading dimension per control"),
        ("nothing", {"v": [0, 1, 2]}, "must use every value, got no {v}"),
    ],
)
def test_a_sentence_that_could_lie_is_refused(
    template: str, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        make_squares().says(template, by="x", **values)


# ---- what the browser gets


def test_marks_with_equal_numbers_share_them() -> None:
    fig, ax = make_axes()
    lines = [ax.plot([], [])[0] for _ in range(2)]
    stage = Stage(fig, k=2)
    for line in lines:
        stage.boundary(line, [[0.0, 1, 1], [0.0, 1, 2]], by="k")
    stage.send()
    assert np.frombuffer(stage.numbers, "<f4").tolist() == [0, 1, 1, 0, 1, 2]


def test_whoever_shows_the_stage_gets_what_it_holds() -> None:
    stage = make_squares()
    assert stage.scene == {}
    box = ipywidgets.VBox([stage])
    assert box.get_state()["children"] == [f"IPY_MODEL_{stage.model_id}"]
    assert [mark["kind"] for mark in stage.scene["marks"]] == ["path"]
    assert b"<svg" in stage.still


def test_the_still_picture_is_the_same_however_often_it_was_drawn() -> None:
    stage = make_squares()
    before = stage.send().still
    stage.snapshot(x=2)
    after = stage.send().still
    assert _without_ids(after) == _without_ids(before)


def _without_ids(svg: bytes) -> bytes:
    """Cut out the random ids that matplotlib gives clip paths and markers."""
    return re.sub(rb'(id="|#)[pm][0-9a-f]{10}', b"", svg)


def test_the_layout_stands_still_while_marks_move() -> None:
    fig = Figure(figsize=(4, 3), layout="constrained")
    ax = fig.subplots()
    (line,) = ax.plot([0, 1], [0, 1], label="moves")
    ax.legend(loc="best")
    stage = Stage(fig, k=2).moves(line, y=[[0, 1], [0, 1000]], by="k")
    boxes = []
    for k in range(2):
        stage.snapshot(k=k).draw_without_rendering()
        boxes.append((ax.get_position().bounds, ax.get_ylim(), _legend_box(ax)))
    assert boxes[0] == boxes[1]


def _legend_box(ax: Axes) -> tuple[float, ...]:
    legend = ax.get_legend()
    assert legend is not None
    return tuple(legend.get_window_extent().bounds)


def test_freezing_leaves_the_legend_where_it_was() -> None:
    fig = Figure(figsize=(4, 3), layout="constrained")
    ax = fig.subplots()
    ax.plot([0, 1], [0, 1], label="one")
    ax.legend(loc="best")
    fig.draw_without_rendering()
    before = _legend_box(ax)
    Stage(fig)
    fig.draw_without_rendering()
    assert _legend_box(ax) == pytest.approx(before, abs=0.01)


# ---- what stays in the notebook


def test_the_output_carries_widget_picture_and_sentence() -> None:
    stage = make_squares()
    stage.x = 2
    bundle, metadata = stage._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == stage.model_id
    assert bundle["text/plain"] == "The square of 2 is 4."
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        assert image.size == (384, 288)
    assert metadata["image/png"] == {"width": 384, "height": 288, "alt": "The square of 2 is 4."}


def test_a_panel_leaves_the_picture_of_its_stage() -> None:
    stage = make_squares()
    panel = Panel([ipywidgets.Text(), stage])
    bundle, _ = panel._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.model_id
    assert bundle["text/plain"] == stage.sentence
    assert "image/png" in bundle


@pytest.mark.parametrize("count", [0, 2])
def test_a_panel_without_one_stage_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"exactly one stage, got {count}"):
        Panel([make_squares() for _ in range(count)])


def test_pyplot_forgets_the_figure_of_a_stage() -> None:
    fig, _ = plt.subplots()
    Stage(fig)
    assert plt.get_fignums() == []


def test_the_representation_has_no_address() -> None:
    assert repr(make_squares()) == "Stage(x=0)"


# ---- what Python answers


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


# ---- what a new run of a cell replaces


class Notebook:
    """Runs cells: what a front end tells the kernel about them, without a front end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._runs = itertools.count()
        self._monkeypatch = monkeypatch

    def run(self, cell: str) -> None:
        header = {"metadata": {"cellId": cell}, "header": {"msg_id": str(next(self._runs))}}
        shell = SimpleNamespace(parent_header=header)
        self._monkeypatch.setattr("IPython.get_ipython", lambda: shell)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    return Notebook(monkeypatch)


def is_open(widget: ipywidgets.Widget) -> bool:
    return widget.comm is not None


def test_a_new_run_of_a_cell_closes_the_stage_of_the_last_one(notebook: Notebook) -> None:
    notebook.run("a")
    one, two = make_squares(), make_squares()
    one._repr_mimebundle_()
    assert is_open(one)
    notebook.run("a")
    three = make_squares()
    assert not is_open(one)
    assert not is_open(two)
    assert is_open(three)
    assert one.fig.axes == []
    assert one.numbers == b""


def test_the_stages_of_other_cells_stay(notebook: Notebook) -> None:
    notebook.run("a")
    elsewhere = make_squares()
    notebook.run("b")
    make_squares()
    notebook.run("b")
    make_squares()
    assert is_open(elsewhere)


def test_a_stage_that_another_cell_shows_stays(notebook: Notebook) -> None:
    notebook.run("a")
    stage = make_squares()
    notebook.run("b")
    stage._repr_mimebundle_()
    notebook.run("a")
    make_squares()
    assert is_open(stage)


def test_a_panel_and_its_controls_close_with_their_stage(notebook: Notebook) -> None:
    notebook.run("a")
    text = ipywidgets.Text()
    panel = Panel([ipywidgets.HBox([text]), make_squares()])
    notebook.run("a")
    make_squares()
    for widget in (panel, panel.stage, text, text.layout, text.style, panel.stage.layout):
        assert not is_open(widget)


def test_a_new_figure_takes_the_notches_with_it_and_leaves_the_rest() -> None:
    stage = make_squares().control("x", "across", play=60, notch=(1, "here"), shown=False)
    stage.clear(make_axes()[0]).send()
    control = stage.scene["controls"]["x"]
    assert control["notch"] is None
    assert (control["label"], control["play"], control["shown"]) == ("across", 60, False)
    stage.control("x", shown=True)
    assert (control["label"], control["play"]) == ("across", 60)


def test_a_stage_needs_no_pyplot() -> None:
    code = (
        "import sys; from logit_core.explorers import learning_rate_explorer as e; e().send(); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
