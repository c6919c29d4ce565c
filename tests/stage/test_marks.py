"""What moves on a stage, drawn by matplotlib."""

import json
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from logit_core import sigmoid
from logit_core.explorers import Stage
from logit_core.stage.marks import FIELD_LOG_ODDS

from .stages import make_axes, make_squares


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


def test_the_look_of_a_marker_is_read_off_the_line() -> None:
    (mark,) = make_squares().send().scene["marks"]
    assert mark["line"]["stroke-width"] == 0  # there is none
    assert mark["marker"]["d"].startswith("M")
    assert mark["marker"]["fill"] == mark["marker"]["stroke"] == "#1f77b4ff"


def test_a_look_of_numpys_numbers_is_ready_for_json() -> None:
    fig, ax = make_axes()
    sizes = {"markersize": np.int64(8), "markeredgewidth": np.int64(1), "linewidth": np.int64(2)}
    (line,) = ax.plot([0, 1], [0, 1], "o", alpha=np.float32(0.5), **sizes)
    bars = ax.bar(np.arange(2), np.arange(2), width=np.float32(0.5), linewidth=np.int64(2))
    text = ax.text(0, 0, "a", fontsize=np.int64(8))
    stage = Stage(fig, k=2).moves(line, y=[[0, 1], [1, 0]]).grab(line, point=np.int64(-1))
    json.dumps(stage.bars(bars, [[0, 1], [1, 0]]).writes(text, ["a", "b"]).state())


def test_a_text_is_told_by_its_letters_its_colour_and_its_places() -> None:
    fig, ax = make_axes(xlim=(0, 4), ylim=(0, 4))
    text = ax.text(0, 1, "", color="#ff0000")
    stage = Stage(fig, a=3).writes(text, ["one", "two", "two"], x=[0, 1, 2]).send()
    (mark,) = stage.scene["marks"]
    assert (mark["kind"], mark["fill"]) == ("text", "#ff0000ff")
    assert [mark[place]["by"] for place in ("which", "x", "y")] == [["a"], ["a"], []]
    assert mark["which"]["length"] == mark["x"]["length"] == mark["y"]["length"] == 1


def test_bars_without_an_edge_have_none_in_the_browser() -> None:
    fig, ax = make_axes()
    (mark,) = Stage(fig).bars(ax.bar([0], [1], color="#ff0000"), [1.0]).send().scene["marks"]
    look = mark["bars"][0]["look"]
    assert (look["fill"], look["stroke"]) == ("#ff0000ff", "#00000000")


def test_the_colours_of_a_field_reach_as_far_below_0_as_above() -> None:
    assert (-FIELD_LOG_ODDS[::-1] == FIELD_LOG_ODDS).all()


def test_a_snapshot_shows_the_marks_that_the_still_picture_leaves_out() -> None:
    stage = make_squares().send()
    (dot,) = stage.fig.axes[0].lines
    assert not dot.get_visible()
    stage.snapshot()
    assert dot.get_visible()


def test_until_cuts_a_line_at_the_position_of_its_control() -> None:
    fig, ax = make_axes(xlim=(0, 4), ylim=(0, 4))
    (line,) = ax.plot([0, 1, 2, 3], [3, 2, 1, 0])
    stage = Stage(fig, step=4).moves(line, until="step")
    stage.snapshot(step=1)
    assert line.get_xdata().tolist() == [0, 1]
    stage.snapshot(step=3)
    assert line.get_xdata().tolist() == [0, 1, 2, 3]


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


def test_a_text_changes_its_words_and_its_place() -> None:
    fig, ax = make_axes()
    text = ax.text(1, 1.5, "start")
    stage = Stage(fig, k=2).writes(text, ["one", "two"], x=[0.5, -0.5], by="k")
    stage.snapshot(k=1)
    assert text.get_text() == "two"
    assert text.get_position() == (-0.5, 1.5)


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
