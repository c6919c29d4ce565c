"""Where things stand in the figure of a stage: its boxes in points, its layers and limits."""

import sys
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox

from logit_core.stage import pictures
from logit_core.stage.tracks import PARTS, Track, short

_POINTS_PER_INCH = 72
_FAR = 1e4  # numbers further out than this many axes are drawn at that distance
_LEGEND = 5  # matplotlib's zorder of a legend
_CORNERS = {  # whether at the top and whether on the right: matplotlib's number of the place
    (True, True): 1,
    (True, False): 2,
    (False, False): 3,
    (False, True): 4,
}


def freeze(fig: Figure) -> Figure:
    """Lay the figure out once, then hold layout, limits and legends where they are.

    Hidden artists would otherwise shift the axes, and a legend looks for the best place anew.
    """
    pictures.settle(fig)
    fig.suppressComposite = True  # matplotlib would put hidden images together with seen ones
    for ax in fig.axes:
        ax.autoscale(False)
        if legend := ax.get_legend():
            _hold(legend, ax)
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(fig)  # else the inline backend shows the figure a second time
    return fig


def _hold(legend: Legend, ax: Axes) -> None:
    """Hold a legend by the corner that is nearest to the edges of its axes.

    Its width is measured in pixels here and in points as SVG, which differ by up to 4 points. Held
    by the other side it would come too near to the edge. One in the middle is held by its lower
    left corner: rounding must not choose.
    """
    box = legend.get_window_extent().transformed(ax.transAxes.inverted())
    right = _distance(box.x1) < _distance(box.x0) - 1e-6
    top = _distance(box.y1) < _distance(box.y0) - 1e-6
    legend.set_loc(_CORNERS[top, right])
    legend.borderaxespad = 0
    corner = (box.x1 if right else box.x0, box.y1 if top else box.y0)
    legend.set_bbox_to_anchor(corner, transform=ax.transAxes)


def _distance(at: float) -> float:
    """Return how far a share of the axes lies from the nearer one of their edges."""
    return min(abs(at), abs(at - 1))


def spec(fig: Figure) -> dict[str, Any]:
    """Return where everything stands: the size of the figure, its axes and its legends."""
    return {
        "size": size(fig),
        "axes": [axes_spec(ax, fig) for ax in fig.axes],
        "legends": legend_boxes(fig),
    }


def size(fig: Figure) -> list[float]:
    """Return width and height in points."""
    return [_POINTS_PER_INCH * float(inches) for inches in fig.get_size_inches()]


def axes_spec(ax: Axes, fig: Figure) -> dict[str, Any]:
    """Return the box of an axes, its limits and scales."""
    return {
        "box": _box(ax.get_window_extent(), fig),
        "xlim": [float(limit) for limit in ax.get_xlim()],
        "ylim": [float(limit) for limit in ax.get_ylim()],
        "log": [ax.get_xscale() == "log", ax.get_yscale() == "log"],
    }


def legend_boxes(fig: Figure) -> list[list[float]]:
    """Return the boxes of all legends with their frames (left, top, width, height in points)."""
    legends = [*fig.legends, *(legend for ax in fig.axes if (legend := ax.get_legend()))]
    return [_box(legend.get_window_extent().padded(1), fig) for legend in legends]


def _box(extent: Bbox, fig: Figure) -> list[float]:
    """Return left, top, width and height in points, from the figure's upper left corner."""
    (left, bottom), (right, top) = (extent.get_points() * _POINTS_PER_INCH / fig.dpi).tolist()
    _, height = size(fig)
    return [left, height - top, right - left, top - bottom]


def layer(zorder: float) -> str:
    """Return whether a mark stands under what stands still, over it, or on top of legends too."""
    return "under" if zorder < 1 else "over" if zorder <= _LEGEND else "top"


def clear_of_the_still(zorder: float) -> float:
    """Return a zorder that lets matplotlib draw what moves where the browser does.

    That is under, or over, everything that stands still, and under the legends unless `zorder` is
    above theirs. Marks keep their order among themselves.
    """
    if zorder < 1:
        return zorder - 1000
    return _LEGEND - 1 / zorder if zorder <= _LEGEND else zorder


def limits(ax: Axes, name: str) -> tuple[float, float]:
    """Return how far out a number is drawn: finite, and above zero on a log axis."""
    low, high, is_log = _axis(ax, name)
    if is_log:
        return low / _FAR, high * _FAR
    return low - _FAR * (high - low), high + _FAR * (high - low)


def as_seen(track: Track, ax: Axes, name: str) -> Track:
    """Return numbers along an axis as exact as they are seen: with fewer digits, fewer bytes.

    An axis of three inches has 8192 parts or more, so that they move by a hundredth of a point.
    """
    low, high, is_log = _axis(ax, name)
    if is_log:
        return Track(short(track.values), track.by)
    part = 2.0 ** np.floor(np.log2((high - low) / PARTS))
    return Track(np.round(track.values / part) * part, track.by)


def _axis(ax: Axes, name: str) -> tuple[float, float, bool]:
    """Return the smaller and the larger limit of an axis, and whether it is logarithmic."""
    axis = ax.xaxis if name == "x" else ax.yaxis
    low, high = sorted(axis.get_view_interval())
    return low, high, axis.get_scale() == "log"
