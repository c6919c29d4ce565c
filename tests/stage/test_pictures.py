"""Looks and letters as the browser gets them, and the still picture."""

import io
import re
from typing import Any
from unittest import mock

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from logit_core.explorers import Stage
from logit_core.stage import pictures
from logit_core.stage.stage import Layout

from .stages import make_axes, make_squares


def test_a_settled_figure_is_drawn_by_agg() -> None:
    assert isinstance(make_squares().fig.canvas, FigureCanvasAgg)


def test_words_stand_above_the_picture_and_the_smaller_one_has_none() -> None:
    fig = make_squares().snapshot()
    alone = pictures.png(fig)
    told = pictures.png(fig, title="Run it.", words="What $2 is, in so many words. " * 4)
    plain, whole = _gray(alone), _gray(told)
    above = len(whole) - len(plain)
    # each has its own colours; one row higher the picture would be off by ten times as much
    assert np.abs(plain - whole[above:]).mean() < 0.1
    assert np.abs(plain[1:] - whole[above:-1]).mean() > 1
    assert _heights_of_lines(whole[:above]).min() > 9  # pixels: letters of 14
    assert len(_heights_of_lines(whole[:above])) == 4
    assert (whole[:above, :4] > 250).all()
    assert (whole[:above, -4:] > 250).all()
    height, width = plain.shape
    assert pictures.size_of(pictures.smaller(told, height=height)) == (
        width * 3 // 5,
        height * 3 // 5,
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_to_be_shown_a_stage_is_drawn_once_for_each_of_its_pictures(narrow: bool) -> None:
    fig = Figure(figsize=(8, 3), layout="constrained")
    for ax in fig.subplots(1, 2):
        ax.set(title="a title", xlabel="x", ylabel="y")
    stage = Stage(fig).says("What it shows, in more words than would fit into one line. " * 3)
    stage.narrow = narrow
    with (
        mock.patch.object(Figure, "draw", autospec=True, side_effect=Figure.draw) as drawings,
        mock.patch.object(Axis, "get_tightbbox", autospec=True) as searches,
    ):
        searches.side_effect = lambda axis, *args, **_: None
        stage.without_widgets()
    assert drawings.call_count == 2 + narrow  # as SVG in each layout, and as PNG
    assert searches.call_count == 4 * narrow  # to stack four axes; none for the places of titles


@pytest.mark.parametrize("layout", ["wide", "stacked"])
def test_a_title_above_numbers_keeps_clear_of_them(layout: Layout) -> None:
    fig = Figure(figsize=(8, 9), layout="constrained")
    ax, _ = fig.subplots(1, 2)
    ax.set_title("a title")
    ax.xaxis.tick_top()
    Stage(fig).snapshot(layout).draw_without_rendering()
    numbers = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert ax.title.get_window_extent().y0 >= max(box.y1 for box in numbers)


def test_shades_of_a_field_show_no_steps() -> None:
    fig, ax = make_axes()
    stage = Stage(fig).field(ax, [0.0, 1.0, 0.3])
    drawn = np.asarray(pictures._pixels(stage.snapshot()), int)
    with Image.open(io.BytesIO(pictures.png(stage.snapshot()))) as image:
        stored = np.asarray(image.convert("RGB"), int)
    x, y = ax.get_window_extent().bounds[:2]
    inside = np.s_[20 : -int(y) - 2, int(x) + 2 : -20]
    assert len(np.unique(drawn[inside].reshape(-1, 3), axis=0)) > 100
    assert np.quantile(np.abs(stored - drawn)[inside], 0.99) <= 2  # of 255


def test_the_path_of_a_letter_is_written_in_eighths_at_the_size_it_had() -> None:
    letter = '<path d="M 640 128 L 1280 64 z" transform="scale(0.015625)"/>'
    slim = pictures._slim(letter.encode()).decode()
    assert slim == '<path d="m80 16l80 -8z" transform="scale(0.125)"/>'


def test_what_the_reader_sets_for_saving_does_not_shift_the_picture() -> None:
    plain = _without_ids(make_squares().send().still)
    with mpl.rc_context({"savefig.bbox": "tight", "savefig.facecolor": "red"}):
        assert _without_ids(make_squares().send().still) == plain


@pytest.mark.parametrize(
    "look", [{"drawstyle": "steps"}, {"markevery": 2}, {"marker": "o", "fillstyle": "left"}]
)
def test_a_look_that_the_browser_would_not_repeat_is_refused(look: dict[str, Any]) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1], **look)
    with pytest.raises(ValueError, match="must have a plain"):
        Stage(fig).moves(line)


def test_letters_travel_once_and_stand_where_matplotlib_puts_them() -> None:
    fig, ax = make_axes()
    text = ax.text(0, 0, "", ha="right")
    stage = Stage(fig, k=2).writes(text, ["45", "5"], by="k").send()
    (mark,) = stage.scene["marks"]
    assert len(mark["letters"]) == 2
    ends = [max(right for _, right, _ in places) for places in mark["places"]]
    assert all(end < 0 for end in ends)  # aligned to the right, all letters begin left of the place
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


OF_NEW_FONTS = pytest.mark.skipif(
    mpl.__version_info__ < (3, 11),
    reason="the font of older versions of matplotlib lacks the one and draws the other",
)


@pytest.mark.parametrize(
    "space",
    [
        *(" ", "\u00a0", "\u2009", "\u202f", "\u200b"),
        pytest.param("\u3000", marks=OF_NEW_FONTS),
        pytest.param("\u00ad", marks=OF_NEW_FONTS),
    ],
)
def test_what_has_no_outline_takes_its_place_and_is_no_letter(space: str) -> None:
    fig, ax = make_axes()
    stage = Stage(fig, k=2).writes(ax.text(0, 0, ""), [f"a{space}b", "ab"], by="k").send()
    (mark,) = stage.scene["marks"]
    assert len(mark["letters"]) == 2
    closed, spaced = sorted(mark["places"], key=lambda places: places[1][1])
    assert [letter for letter, *_ in spaced] == [letter for letter, *_ in closed] == [0, 1]
    assert spaced[1][1] >= closed[1][1]


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


def test_the_still_picture_is_the_same_however_often_it_was_drawn() -> None:
    stage = make_squares()
    before = stage.send().still
    stage.snapshot(x=2)
    after = stage.send().still
    assert _without_ids(after) == _without_ids(before)


def _gray(png: bytes) -> NDArray[np.float64]:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("L"), float)


def _heights_of_lines(gray: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return how many pixels high each line of text is."""
    has_ink = np.concatenate([[False], (gray < 128).any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(has_ink.astype(int)))
    return edges[1::2] - edges[::2]


def _without_ids(svg: bytes) -> bytes:
    """Cut out the random ids that matplotlib gives clip paths and markers."""
    return re.sub(rb'(id="|#)[pm][0-9a-f]{10}', b"", svg)
