"""Axes to draw on, and what is asked of their legends."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def make_axes(**limits: object) -> Axes:
    """Return axes that pyplot does not know."""
    ax = Figure(figsize=(4, 3)).subplots()
    ax.set(**limits)
    return ax


def assert_legend_above(ax: Axes) -> None:
    """Fail if the legend covers a part of its axes."""
    assert ax.get_legend().get_window_extent().y0 >= ax.get_window_extent().y1
