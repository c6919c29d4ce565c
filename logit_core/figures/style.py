"""How the course looks: two colours that colour-blind readers tell apart, and a shape per class.

Colours are Okabe and Ito's (2008), purple darkened to be read as text. Meaning is never carried by
colour alone: class 0 is a disc, class 1 a square.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import (
    FuncFormatter,
    LogFormatterMathtext,
    LogLocator,
    MaxNLocator,
    NullLocator,
)

from logit_core._validation import Floats
from logit_core.figures._arguments import as_axes

BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
GREEN: Final = "#009E73"
PURPLE: Final = "#A0527F"
BLACK: Final = "#1A1A1A"
FAINT: Final = "#C8C8C8"


@dataclass(frozen=True)
class ClassStyle:
    """The look of one class: face colour and marker shape."""

    color: str
    marker: str

    @property
    def points(self) -> dict[str, Any]:
        """What ``ax.plot`` is told for points of the class; white rims part those that overlap."""
        return {
            "linestyle": "none",
            "marker": self.marker,
            "markersize": 5.5,
            "markerfacecolor": self.color,
            "markeredgecolor": "white",
            "markeredgewidth": 0.6,
        }


CLASS_STYLES: Final = (ClassStyle(BLUE, "o"), ClassStyle(VERMILION, "s"))

MANY: Final = 2000  # points, beyond which those that stand close together are counted
MANY_SHAPES: Final = 1500  # points, beyond which they are drawn as a bitmap


def crowd(n: int) -> dict[str, Any]:
    """Return how the look of `n` points differs from that of a few: many become one bitmap.

    As shapes of their own 10,000 points make a picture of more than a megabyte. Rims would leave
    little of points that lie on each other.
    """
    look = {"rasterized": True, "markersize": 2.5, "markeredgewidth": 0, "alpha": 1.0}
    return look if n > MANY_SHAPES else {}


# for several lines in one axes, told apart by both
LINE_COLORS: Final = (BLACK, GREEN, BLUE, VERMILION, PURPLE)
DASHES: Final = ("-", "--", "-.", ":")

# the point at which the controls stand; meaning is carried by its black rim, too
HERE: Final[dict[str, Any]] = {
    "marker": "o",
    "linestyle": "none",
    "color": GREEN,
    "markersize": 9,
    "markeredgecolor": BLACK,
}

PROBABILITY_COLORS: Final = LinearSegmentedColormap.from_list(
    "probability", [CLASS_STYLES[0].color, "#F7F7F7", CLASS_STYLES[1].color]
)


def written(number: float, spec: str) -> str:
    """Return ``format(number, spec)`` with a minus sign, as axes have it, instead of a hyphen."""
    return format(number, spec).replace("-", "\N{MINUS SIGN}")


def written_short(number: float, spec: str) -> str:
    """Return what `written` does, with an exponent in place of more digits than a float has."""
    return written(number, f"{spec[:-1]}e" if abs(number) >= 1e15 else spec)


def line_look(k: int) -> dict[str, Any]:
    """Return colour and dashes of line k in axes with several of them."""
    return {"color": LINE_COLORS[k % len(LINE_COLORS)], "linestyle": DASHES[k % len(DASHES)]}


def axes_or_new(
    ax: Axes | None, *, width: float = 5.0, height: float = 3.75, log: str = ""
) -> Axes:
    """Return `ax`, or the axes of a new pyplot figure of `width` by `height` inches.

    `log` says which axes may be logarithmic, see `as_axes`.
    """
    if ax is not None:
        return as_axes(ax, log=log)
    from matplotlib import pyplot as plt  # only a figure of its own needs pyplot's state

    fig, new = plt.subplots(figsize=(width, height), layout="constrained")
    if plt.get_backend().endswith("inline"):
        # What is shown at the end of its cell is drawn there: pyplot would draw it once before.
        fig.canvas.draw_idle = _draw_later  # type: ignore[method-assign]
    return new


def _draw_later() -> None:
    """Draw nothing: who shows the figure draws it."""


def mark_decades(axis: Axis) -> None:
    """Give a logarithmic axis ticks that read 0.05, or powers of ten where they would be long.

    Limits from before it was logarithmic, if they are not above 0, give way to those of the data.
    Called once the limits are final. Beside the decades there are 2 and 5 where they fit. Ticks
    without a number are left out: an axis of ten decades has eighty of them, and laying them out
    slows the first picture down.
    """
    low, high = sorted(axis.get_view_interval())
    if low <= 0:
        axis.axes.autoscale(axis=axis.axis_name)  # type: ignore[attr-defined]
        low, high = sorted(axis.get_view_interval())
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 300 * low else (1,)))
    if low < 1e-4 or high >= 1e6:  # else 0.0001 would stand beside 1e-06
        axis.set_major_formatter(LogFormatterMathtext())
    else:
        axis.set_major_formatter(FuncFormatter(lambda value, _: written(value, "g")))
    axis.set_minor_locator(NullLocator())


def count_epochs(ax: Axes) -> None:
    """Label the horizontal axis as epochs: whole numbers."""
    ax.set_xlabel("epoch")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))


def limits_around(values: Floats, margin: float = 0.08) -> tuple[float, float]:
    """Return the range of `values` with a margin on both sides, a part of its width."""
    low, high = float(values.min()), float(values.max())
    pad = margin * max(high - low, 1e-6 * max(abs(low), abs(high)), 1e-9)
    return low - pad, high + pad


def jitter(n: int) -> Floats:
    """Return n numbers in [0, 1), evenly spread and neighbours far apart, so all marks are seen."""
    return (0.618 * np.arange(n, dtype=np.float64)) % 1  # steps by the golden ratio


def new_figure(width: float, height: float = 3.75) -> Figure:
    """Return an empty figure that pyplot does not know, `width` by `height` inches.

    Explorers draw on such figures: their callbacks run in other threads than the cells, where
    pyplot's "current figure" may be another cell's. 3.75 inches are a whole number of CSS pixels.
    """
    return Figure(figsize=(width, height), layout="constrained")
