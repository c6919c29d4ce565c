"""The layout for a phone: one axes per row, all of it inside; the wide one comes back as it was."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from logit_core.stage import stacked


def rich_figure() -> Figure:
    """Return three axes: a square with small letters, one with a legend outside, one with a bar."""
    fig = Figure(figsize=(9, 3), layout="constrained")
    fig.suptitle("Three looks at one descent")
    square, outside, field = fig.subplots(1, 3)
    square.set(title="boundary", xlabel="width", ylabel="length", box_aspect=1)
    square.tick_params(labelsize=6)
    square.plot([0, 1], [0, 1], label="a line")
    square.legend(loc="upper left")
    for k in range(3):
        outside.plot([0, 1], [0, k], label=f"penalty {k}")
    outside.set(title="weights", xlabel="epoch")
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.25)}
    outside.legend(**place, frameon=False, fontsize=9, title="strength")
    image = field.imshow(np.eye(2), aspect="auto")
    field.set(title="loss", xlabel="first weight")
    fig.colorbar(image, ax=field)
    FigureCanvasAgg(fig).draw()
    fig.set_layout_engine("none")
    return fig


def pixels(fig: Figure) -> bytes:
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return bytes(canvas.buffer_rgba())


@pytest.fixture
def narrow() -> Figure:
    fig = rich_figure()
    stacked.stack(fig, None)
    FigureCanvasAgg(fig).draw()
    return fig


def test_the_wide_layout_comes_back_as_it_was() -> None:
    fig = rich_figure()
    before, wide = pixels(fig), stacked.Arrangement.of(fig)
    stacked.stack(fig, None)
    assert pixels(fig) != before
    wide.restore()
    assert pixels(fig) == before


def test_no_letters_are_smaller_than_a_phone_can_show(narrow: Figure) -> None:
    square = narrow.axes[0]
    sizes = [text.get_fontsize() for text in (*square.get_xticklabels(), *square.get_yticklabels())]
    assert min(sizes) == stacked.LETTERS
    assert narrow.axes[1].get_legend().get_texts()[0].get_fontsize() == stacked.LETTERS


def test_rows_and_legends_stand_below_each_other_inside_the_figure(narrow: Figure) -> None:
    square, outside, field, bar = narrow.axes
    title, legend = narrow._suptitle, outside.get_legend()  # type: ignore[attr-defined]
    legend.set_in_layout(False)  # what is measured apart
    parts = [title, square, outside, legend, field]
    boxes = [part.get_tightbbox() for part in parts]
    for upper, lower in itertools.pairwise(boxes):
        assert upper.y0 >= lower.y1
    for box in (*boxes, bar.get_tightbbox()):
        assert 0 <= box.x0 < box.x1 <= narrow.bbox.x1
        assert 0 <= box.y0 < box.y1 <= narrow.bbox.y1
    gaps = [upper.y0 - lower.y1 for upper, lower in itertools.pairwise(boxes)]
    assert max(gaps) < 0.5 * narrow.dpi
    assert boxes[-1].y0 < 0.2 * narrow.dpi
    assert boxes[0].y1 > narrow.bbox.y1 - 0.2 * narrow.dpi


def test_a_legend_that_moved_looks_as_it_did(narrow: Figure) -> None:
    legend = narrow.axes[1].get_legend()
    assert not legend.get_frame_on()
    assert legend.get_title().get_text() == "strength"
    assert [text.get_text() for text in legend.get_texts()] == [f"penalty {k}" for k in range(3)]


def test_a_bar_stands_beside_its_axes_as_thick_as_the_gap_between_them(narrow: Figure) -> None:
    field, bar = (ax.get_window_extent() for ax in narrow.axes[2:])
    thick = (bar.width / narrow.dpi, (bar.x0 - field.x1) / narrow.dpi)
    assert thick == pytest.approx((0.15, 0.15), abs=0.01)
    assert (bar.y0, bar.y1) == pytest.approx((field.y0, field.y1), abs=1)


def test_a_bar_that_lies_is_as_thick() -> None:
    fig = Figure(figsize=(9, 3))
    field, _ = fig.subplots(1, 2)
    bar = fig.colorbar(field.imshow(np.eye(2)), ax=field, orientation="horizontal").ax
    stacked.stack(fig, None)
    FigureCanvasAgg(fig).draw()
    assert bar.get_window_extent().height / fig.dpi == pytest.approx(0.15, abs=0.02)


def test_a_title_that_fits_keeps_its_letters_and_a_long_one_breaks() -> None:
    fig = Figure(figsize=(9, 3))
    left, right = fig.subplots(1, 2)
    left.set_title("one that fits, by far")
    right.set_title("one that is much too long for a phone, and so has to be broken in two")
    before = left.title.get_fontsize()
    stacked.stack(fig, None)
    FigureCanvasAgg(fig).draw()
    assert left.title.get_fontsize() == before
    box = right.title.get_window_extent()
    assert 0 <= box.x0 < box.x1 <= fig.bbox.x1
    assert right.title.get_fontsize() == stacked.LETTERS
