"""Where things stand: boxes, layers and legends hold while marks move."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from logit_core.explorers import Stage
from logit_core.stage import stacked

from .stages import make_axes


def test_the_boxes_of_axes_in_a_subfigure_are_those_of_the_whole_figure() -> None:
    fig = Figure(figsize=(6, 2))
    right = fig.subfigures(1, 2)[1].subplots()
    (line,) = right.plot([0, 1], [0, 1])
    (axes,) = Stage(fig).moves(line).send().scene["axes"]
    assert axes["box"][0] > 216  # points: the right half of six inches


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


def test_pyplot_forgets_the_figure_of_a_stage() -> None:
    fig, _ = plt.subplots()
    Stage(fig)
    assert plt.get_fignums() == []


def test_numbers_that_would_touch_on_a_phone_are_left_out_there_alone() -> None:
    fig = Figure(figsize=(9, 3))
    ax = fig.subplots()
    (dot,) = ax.plot([0, 10], [0, 1], "o")
    names = [f"{number / 1000:.3f}" for number in range(11)]
    ax.set_xticks(range(11), names)
    for x, name in enumerate(names):
        ax.text(x, 0.5, name, ha="center")
    stage = Stage(fig, k=2).puts(dot, x=[0, 1])

    def seen() -> tuple[list[str], list[str]]:
        ticks = [text.get_text() for text in ax.get_xticklabels()]
        return ticks, [text.get_text() for text in ax.texts]

    stage.snapshot("stacked")
    every_second = ["" if k % 2 else name for k, name in enumerate(names)]
    assert seen() == (every_second, every_second)
    stage.snapshot("wide")
    assert seen() == (names, names)


@pytest.mark.parametrize(
    ("width", "n_axes", "is_needed"),
    [(4, 1, False), (5, 1, True), (4, 2, True), (5, 2, True), (5, 0, False)],
)
def test_what_is_narrow_and_one_has_no_other_layout_on_a_phone(width, n_axes, is_needed):
    fig = Figure(figsize=(width, 3))
    if n_axes:
        fig.subplots(1, n_axes)
    assert stacked.is_needed(fig) is is_needed


def test_axes_that_are_not_seen_ask_for_no_other_layout_and_subfigures_have_none():
    fig = Figure(figsize=(4, 3))
    fig.subplots(1, 2)[1].set_visible(False)
    assert not stacked.is_needed(fig)
    parted = Figure(figsize=(8, 3))
    for part in parted.subfigures(1, 2):
        part.subplots()
    assert not stacked.is_needed(parted)


@pytest.mark.parametrize("n_axes", [1, 2, 3])
def test_rows_leave_little_room_around_them(n_axes):
    fig = Figure(figsize=(8, 3))
    for ax in np.atleast_1d(fig.subplots(1, n_axes)):
        ax.set(title="loss", xlabel="epoch", ylabel="mean loss")
    stacked.stack(fig, None)
    taken = fig.get_tightbbox()
    assert taken.height <= fig.get_figheight() < taken.height + 0.5
    assert taken.width <= fig.get_figwidth() < taken.width + 0.5
