"""The stage in Python: what it takes, what it says, what it draws, what it leaves in a notebook."""

import base64
import gc
import io
import itertools
import logging
import re
import subprocess
import sys
import threading
import weakref
import zlib
from types import SimpleNamespace
from typing import Any

import ipywidgets
import matplotlib as mpl
import numpy as np
import pytest
from ipywidgets.widgets import widget as every_widget
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.testing import assert_allclose
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


def test_a_control_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="named as in Python, got '2 x'"):
        Stage(make_axes()[0], **{"2 x": 3})


def test_a_refused_stage_leaves_no_widget_behind() -> None:
    before = len(every_widget._instances)
    with pytest.raises(ValueError, match="free name"):
        Stage(make_axes()[0], layout=3)
    assert len(every_widget._instances) == before


def test_numbers_of_numpy_count_positions() -> None:
    stage = Stage(make_axes()[0], k=np.int64(3))
    assert stage.controls == {"k": ("0", "1", "2")}
    with pytest.raises(TypeError, match="integer"):
        stage.snapshot(k=0.5)  # type: ignore[arg-type]


def test_labels_may_be_numbers() -> None:
    stage = Stage(make_axes()[0], rate=np.logspace(-3, 0, 3), n=[10_000_000, 5], word=["a", "0.10"])
    assert stage.controls == {
        "rate": ("0.001", "0.0316228", "1"),
        "n": ("10000000", "5"),
        "word": ("a", "0.10"),
    }


def test_an_unknown_control_is_named() -> None:
    stage = make_squares()
    with pytest.raises(ValueError, match="must be one of x, got 'y'"):
        stage.control("y")
    with pytest.raises(ValueError, match="must be one of x, got 'y'"):
        stage.snapshot(y=1)


def test_a_control_stands_where_it_is_told_to() -> None:
    stage = make_squares().control("x", at=2)
    assert stage.x == 2
    assert stage.control("x", "across").x == 2
    with pytest.raises(ValueError, match="x must lie in 0 to 2, got 3"):
        stage.control("x", at=3)


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


def test_one_marker_is_put_where_it_belongs() -> None:
    fig, ax = make_axes(xlim=(0, 4), ylim=(0, 4))
    (dot,) = ax.plot([0], [0], "o")
    rule = ax.axvline(0)
    heights = np.arange(6.0).reshape(2, 3)
    stage = Stage(fig, a=2, b=3)
    stage.puts(dot, x=[[1, 2, np.nan]], y=heights, by=("a", "b")).puts(rule, x=[1, 3], by="a")
    stage.snapshot(a=1, b=1)
    assert dot.get_xydata().tolist() == [[2, 4]]
    assert rule.get_xdata().tolist() == [3, 3]
    assert_allclose(rule.get_ydata(), [0, 4], atol=1e-12)
    stage.snapshot(b=2)
    assert np.isnan(dot.get_xdata()).all()
    told = [(mark["x"]["by"], mark["x"]["length"]) for mark in stage.send().scene["marks"]]
    assert told == [(["b"], 1), (["a"], 1)]
    with pytest.raises(ValueError, match=r"y must have .* \(a: 2, b: 3\) and 0 more, got .*\(2,\)"):
        stage.puts(dot, y=[0, 1], by=("a", "b"))


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


def test_masked_values_break_a_line_and_dates_are_numbers() -> None:
    fig, ax = make_axes()
    (masked,) = ax.plot([], [])
    stage = Stage(fig)
    stage.moves(masked, x=[0, 1, 2], y=np.ma.masked_equal([0.0, 1, 2], 1)).snapshot()
    assert np.isnan(masked.get_ydata()).tolist() == [False, True, False]
    fig = Figure()
    days = fig.subplots()
    (dated,) = days.plot(np.array(["2026-01-01", "2026-01-03"], "datetime64[D]"), [0, 1])
    Stage(fig, k=1).moves(dated, y=[[0, 2]], by="k").snapshot()
    assert np.diff(dated.get_xdata()).tolist() == [2]


def test_axes_that_the_browser_does_not_know_are_refused() -> None:
    fig, ax = make_axes(xscale="symlog")
    (line,) = ax.plot([0, 1], [0, 1])
    with pytest.raises(ValueError, match="linear or log for what moves, got symlog"):
        Stage(fig).moves(line)
    foreign = make_axes()[1]
    with pytest.raises(ValueError, match="got other axes"):
        Stage(fig).field(foreign, [0.0, 1, 1])
    assert not foreign.images


def test_the_boxes_of_axes_in_a_subfigure_are_those_of_the_whole_figure() -> None:
    fig = Figure(figsize=(6, 2))
    right = fig.subfigures(1, 2)[1].subplots()
    (line,) = right.plot([0, 1], [0, 1])
    (axes,) = Stage(fig).moves(line).send().scene["axes"]
    assert axes["box"][0] > 216  # points: the right half of six inches


def test_what_the_reader_sets_for_saving_does_not_shift_the_picture() -> None:
    plain = _without_ids(make_squares().send().still)
    with mpl.rc_context({"savefig.bbox": "tight", "savefig.facecolor": "red"}):
        assert _without_ids(make_squares().send().still) == plain


def test_bars_take_the_lengths_of_their_position() -> None:
    fig, ax = make_axes()
    upright, lying = ax.bar([0, 1], [1, 1]), ax.barh([0, 1], [1, 1], left=[0, 0.5])
    stage = Stage(fig, k=2)
    stage.bars(upright, [[1, 2], [-1, 0.5]], by="k").bars(lying, [[1, 1], [2, 0]], by="k")
    stage.snapshot(k=1)
    assert [patch.get_height() for patch in upright] == [-1, 0.5]
    assert [(patch.get_x(), patch.get_width()) for patch in lying] == [(0, 2), (0.5, 0)]


def test_lying_bars_may_be_as_long_as_their_axis() -> None:
    fig, ax = make_axes(xlim=(0, 1e6), ylim=(0, 1))
    lying = ax.barh([0], [1])
    Stage(fig).bars(lying, [9e5]).snapshot()
    assert lying.patches[0].get_width() == 9e5


def test_no_bars_are_refused() -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match="at least one bar"):
        Stage(fig).bars(ax.bar([], []), [])


def test_bars_are_refused_on_log_axes_or_with_another_number_of_lengths() -> None:
    fig, ax = make_axes()
    bars = ax.bar([0, 1], [1, 1])
    with pytest.raises(ValueError, match=r"one per bar \(2\), got 3"):
        Stage(fig).bars(bars, [1, 2, 3])
    ax.set_yscale("log")
    with pytest.raises(ValueError, match="bars must stand on linear axes"):
        Stage(fig).bars(bars, [1, 2])


def test_a_text_changes_its_words_and_its_place() -> None:
    fig, ax = make_axes()
    text = ax.text(1, 1.5, "start")
    stage = Stage(fig, k=2).writes(text, ["one", "two"], x=[0.5, -0.5], by="k")
    stage.snapshot(k=1)
    assert text.get_text() == "two"
    assert text.get_position() == (-0.5, 1.5)


def test_letters_travel_once_and_stand_where_matplotlib_puts_them() -> None:
    fig, ax = make_axes()
    text = ax.text(0, 0, "", ha="right")
    stage = Stage(fig, k=2).writes(text, ["45", "5"], by="k").send()
    (mark,) = stage.scene["marks"]
    assert len(mark["letters"]) == 2
    ends = [max(right for _, right, _ in places) for places in mark["places"]]
    assert all(end < 0 for end in ends)  # aligned to the right, all letters begin left of the place
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


@pytest.mark.parametrize("words", ["$x$", "two\nlines"])
def test_a_text_that_is_not_one_plain_line_is_refused(words: str) -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match="one level line without mathematics"):
        Stage(fig).writes(ax.text(0, 0, words))
    with pytest.raises(ValueError, match="one level line without mathematics"):
        Stage(fig).writes(ax.text(0, 0, "turned", rotation=90))


def test_what_stands_at_a_share_of_the_axes_stands_at_the_same_place_in_data() -> None:
    fig, ax = make_axes(xlim=(1, 100), ylim=(0, 8), xscale="log")
    rule, corner = ax.axvline(10), ax.text(0.5, 0.25, "here", transform=ax.transAxes)
    stage = Stage(fig, k=2).moves(rule, x=[[10], [20]], by="k").writes(corner)
    stage.snapshot(k=1)
    assert rule.get_xdata() == pytest.approx([20, 20])
    assert rule.get_ydata() == pytest.approx([0, 8])
    assert corner.get_position() == pytest.approx((10, 2))


def test_points_change_their_class_by_nan() -> None:
    """One line per look, NaN where a point looks otherwise: no mark of its own is needed."""
    fig, ax = make_axes()
    (right,), (wrong,) = ax.plot([], [], "o"), ax.plot([], [], "x")
    x, is_right = np.array([-1.0, 0, 1]), np.array([[True, True, False], [False, True, True]])
    stage = Stage(fig, k=2)
    stage.moves(right, x=x, y=np.where(is_right, x, np.nan), by="k")
    stage.moves(wrong, x=x, y=np.where(is_right, np.nan, x), by="k")
    for k in range(2):
        stage.snapshot(k=k)
        assert np.isfinite(right.get_ydata()).tolist() == is_right[k].tolist()
        assert np.isfinite(wrong.get_ydata()).tolist() == (~is_right[k]).tolist()


def test_a_toggle_has_two_positions() -> None:
    with pytest.raises(ValueError, match="a toggle must have 2 positions, got 3"):
        make_squares().control("x", kind="toggle")


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
        ("{x:.3f}", {}, "only a number may have a format"),
        ("{w:.3f}", {"w": ["a", "b", "c"]}, "only a number may have a format"),
        ("{x}", {"x": [0, 1, 2]}, "must not be named like a control"),
        ("{v:.²f}", {"v": [0, 1, 2]}, "v must have a format such as .3f"),
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
    (path,) = ax.plot([0], [0])
    stage.moves(path, x=[[1], [1]], y=[[1], [2]], by="k")  # the weights of the boundaries
    stage.send()
    assert np.frombuffer(stage.numbers, "<f4").tolist() == [0, 0, 1, 1, 1, 2]


def test_marks_travel_in_the_order_and_the_layers_in_which_matplotlib_draws_them() -> None:
    fig, ax = make_axes()
    ax.plot([0, 1], [0, 1], zorder=3, label="stands still")
    ax.contour([0, 1], [0, 1], [[0, 1], [1, 2]], zorder=0.5)
    wanted = {"first": 0.2, "second": 0.9, "third": 1, "fourth": 2, "fifth": 2, "sixth": 7}
    lines = {name: ax.plot([], [], zorder=zorder)[0] for name, zorder in wanted.items()}
    ax.legend()
    stage = Stage(fig)
    for k, name in enumerate(["sixth", "second", "fourth", "first", "fifth", "third"]):
        stage.moves(lines[name], x=[k, k], y=[0, 1])
    stage.send()
    layers = [mark["layer"] for mark in stage.scene["marks"]]
    assert layers == ["under", "under", "over", "over", "over", "top"]
    drawn = sorted(ax.get_children(), key=lambda child: child.get_zorder())
    in_order = [drawn.index(lines[name]) for name in wanted]
    assert in_order == sorted(in_order)
    still = [k for k, child in enumerate(drawn) if child not in lines.values()]
    assert in_order[1] < min(still)
    assert in_order[2] > max(k for k in still if drawn[k] is not ax.get_legend())
    assert in_order[4] < drawn.index(ax.get_legend()) < in_order[5]


def test_the_boxes_of_legends_travel() -> None:
    fig, ax = make_axes()
    ax.plot([0, 1], [0, 1], label="a line")
    ax.legend(loc="upper left")
    stage = Stage(fig).send()
    ((left, top, width, height),) = stage.scene["legends"]
    (axes,) = stage.scene["axes"]
    assert axes["box"][0] < left < left + width < axes["box"][0] + 0.7 * axes["box"][2]
    assert axes["box"][1] < top < top + height < axes["box"][1] + 0.3 * axes["box"][3]


def test_picture_and_numbers_travel_compressed() -> None:
    stage = make_squares().send()
    for name in ("still", "numbers"):
        assert zlib.decompress(stage.get_state(name)[name]) == getattr(stage, name)
    assert len(stage.get_state("still")["still"]) < 0.4 * len(stage.still)


@pytest.mark.parametrize(
    ("style", "dashes", "offset"),
    [("-", None, None), ((3, (5, 2, 1, 2)), "10 4 2 4", 6), ((0, ()), None, None)],
)
def test_dashes_of_one_s_own_are_read_off_the_line(
    style: Any, dashes: str | None, offset: float | None
) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1], linestyle=style, linewidth=2)
    (mark,) = Stage(fig).moves(line).send().scene["marks"]
    assert mark["line"]["stroke-dasharray"] == dashes
    assert mark["line"]["stroke-dashoffset"] == offset


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
    before = np.array(_legend_box(ax)) / fig.dpi
    Stage(fig)
    fig.draw_without_rendering()
    assert np.array(_legend_box(ax)) / fig.dpi == pytest.approx(before, abs=0.02)  # inches


@pytest.mark.parametrize(
    ("place", "anchor", "held"),
    [
        ("upper right", None, ("x1", "y1")),
        ("lower left", None, ("x0", "y0")),
        ("upper left", (1.0, 1.0), ("x0", "y1")),  # beside the axes
    ],
)
def test_a_legend_keeps_its_distance_from_the_edge_however_wide_its_letters_are(
    place: str, anchor: tuple[float, float] | None, held: tuple[str, str]
) -> None:
    fig = Figure(figsize=(5, 3))
    ax = fig.subplots()
    ax.set_position((0.1, 0.1, 0.5, 0.8))
    ax.plot([0, 1], [0, 1], label="short")
    legend = ax.legend(loc=place, bbox_to_anchor=anchor)
    Stage(fig)
    before = legend.get_window_extent().transformed(ax.transAxes.inverted())
    legend.get_texts()[0].set_text("much longer than before")
    after = legend.get_window_extent().transformed(ax.transAxes.inverted())
    assert after.width > before.width + 0.1
    for side in held:
        assert getattr(after, side) == pytest.approx(getattr(before, side), abs=1e-6)


def test_freezing_lays_out_as_matplotlib_does() -> None:
    def make() -> Figure:
        fig = Figure(figsize=(6, 3), dpi=96, layout="constrained")
        wide, square = fig.subplots(1, 2)
        wide.plot([0, 3, 7], [10, 20, 1e5])
        wide.set(ylabel="many", title="limits and labels of its own")
        square.scatter([0, 1, 8], [0, 1, 2])
        square.set_aspect("equal")
        return fig

    drawn, frozen = make(), Stage(make()).fig
    drawn.draw_without_rendering()
    for ours, theirs in zip(frozen.axes, drawn.axes, strict=True):
        assert ours.get_position().bounds == pytest.approx(theirs.get_position().bounds)
        assert (ours.get_xlim(), ours.get_ylim()) == (theirs.get_xlim(), theirs.get_ylim())


# ---- what stays in the notebook


def test_the_output_carries_widget_picture_and_sentence() -> None:
    stage = make_squares()
    stage.x = 2
    bundle, metadata = stage._repr_mimebundle_()
    shown = every_widget._instances[bundle["application/vnd.jupyter.widget-view+json"]["model_id"]]
    assert shown.children[0] is stage
    assert bundle["text/plain"] == "The square of 2 is 4."
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        assert image.size == (384, 306)  # with a line that says what moves it
    assert metadata["image/png"] == {"width": 384, "height": 306, "alt": "The square of 2 is 4."}


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
    assert bundle["text/plain"] == "All of it."


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
    for stage in (one, two):
        stage._repr_mimebundle_()
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


def test_a_stage_that_was_not_shown_stays(notebook: Notebook) -> None:
    """Its reader may keep it in a list, to show it later."""
    notebook.run("a")
    kept = make_squares()
    notebook.run("a")
    make_squares()
    assert is_open(kept)


def test_a_closed_stage_says_why_it_cannot_be_shown(notebook: Notebook) -> None:
    stage = make_squares()
    stage.close()
    with pytest.raises(RuntimeError, match="this stage is closed"):
        stage.model_id  # noqa: B018  (asking is what raises)


def test_a_closed_stage_is_freed() -> None:
    stage = make_squares().send()
    there = weakref.ref(stage)
    stage.close()
    del stage
    gc.collect()
    assert there() is None


def test_a_panel_and_its_controls_close_with_their_stage(notebook: Notebook) -> None:
    notebook.run("a")
    text = ipywidgets.Text()
    panel = Panel([ipywidgets.HBox([text]), make_squares()])
    panel._repr_mimebundle_()
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
