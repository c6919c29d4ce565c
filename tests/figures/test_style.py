"""The look that the pictures share: limits, ticks, scattered marks and figures."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.layout_engine import ConstrainedLayoutEngine

from logit_core import figures
from logit_core.figures import style

from .drawing import make_axes


def test_ticks_of_a_logarithmic_axis_are_plain_numbers():
    ax = figures.plot_losses([5.0, 0.5, 0.03], ax=make_axes())
    ax.figure.draw_without_rendering()
    texts = {label.get_text() for label in ax.get_yticklabels()}
    assert {"0.05", "0.1", "0.2", "0.5", "1", "2", "5"} <= texts


@pytest.mark.parametrize(
    ("number", "spec", "text"),
    [
        (-1e14, ".1f", "−100000000000000.0"),
        (1e15, ".1f", "1.0e+15"),
        (-2e100, "+.2f", "−2.00e+100"),
        (2e100, "z.2f", "2.00e+100"),
        (-0.5, ".2f", "−0.50"),
    ],
)
def test_a_number_has_no_more_digits_than_it_knows(number, spec, text):
    assert style.written_short(number, spec) == text


@pytest.mark.parametrize("limits", [(-2, 2), (2, -2), (0, 5), (5, 0), (-2, -1), (8, 0.5)])
def test_limits_of_a_logarithmic_axis_are_above_0(limits):
    ax = figures.plot_losses([3.0, 2.0, 1.0], ax=make_axes(ylim=limits))
    low, high = sorted(ax.get_ylim())
    assert 0.5 <= low <= 1
    assert 3 <= high <= 8
    FigureCanvasAgg(ax.figure).draw()
    assert len([text for text in ax.get_yticklabels() if text.get_text()]) > 2


def test_limits_leave_a_margin_also_around_a_single_number():
    assert style.limits_around(np.array([3.0, 1.0, 2.0]), 0.5) == (0.0, 4.0)
    low, high = style.limits_around(np.array([5.0]))
    assert low < 5 < high


def test_jittered_marks_lie_apart_from_their_neighbours():
    heights = style.jitter(100)
    assert 0 <= heights.min() < 0.02
    assert 0.98 < heights.max() < 1
    assert np.abs(np.diff(heights)).min() > 0.3
    assert np.diff(np.sort(heights)).min() > 0.001


def test_epochs_are_counted_in_whole_numbers():
    ax = figures.plot_losses([3.0, 2.0, 1.0], ax=make_axes())
    ticks = ax.get_xticks()
    assert {0, 1, 2} <= set(ticks)
    assert (ticks == ticks.round()).all()
    assert ax.get_xlabel() == "epoch"


def test_a_new_figure_leaves_room_for_what_stands_around_its_axes():
    fig = style.new_figure(5.0)
    assert isinstance(fig.get_layout_engine(), ConstrainedLayoutEngine)


def test_a_new_figure_is_a_whole_number_of_css_pixels_high():
    fig = style.new_figure(10.5)
    assert (96 * fig.get_size_inches() == [1008, 360]).all()
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("backend", "draws"), [("module://matplotlib_inline.backend_inline", 0), ("agg", 1)]
)
def test_a_cell_draws_its_picture_only_where_it_shows_it(backend, draws, monkeypatch):
    before = plt.get_backend()
    plt.switch_backend(backend)
    try:
        fig = figures.plot_losses([3.0, 2.0, 1.0]).figure
        drawn = []
        monkeypatch.setattr(fig.canvas, "draw", lambda: drawn.append(fig))
        fig.canvas.draw_idle()  # as pyplot does at the end of a cell
        assert len(drawn) == draws
    finally:
        plt.close("all")
        plt.switch_backend(before)
