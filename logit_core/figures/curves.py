"""One feature and a yes or no: points, straight line and sigmoid; and evidence, piece by piece."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_floats, as_labels, as_measured, as_weights
from logit_core.figures._arguments import as_name, as_names
from logit_core.figures.style import (
    BLACK,
    CLASS_STYLES,
    FAINT,
    GREEN,
    PURPLE,
    axes_or_new,
    crowd,
    written_short,
)
from logit_core.probability import log_odds, sigmoid

_MOST: Final = 100  # of numbers that are written one by one


def plot_straight_line(
    x: ArrayLike,
    y: ArrayLike,
    line: ArrayLike,
    *,
    w: ArrayLike | None = None,
    at: ArrayLike | None = None,
    feature_name: str = "$x$",
    class_names: Sequence[str] = ("class 0", "class 1"),
    ax: Axes | None = None,
) -> Axes:
    """Draw labels against one feature, a straight line through them, and a sigmoid if one is given.

    What lies below 0 and above 1, where no probability is, is shaded. A diamond on a curve shows
    where it crosses 0.5, an open circle with a number what the line says at a place of `at`.

    Parameters
    ----------
    x : array_like of shape (n_samples,)
        The feature.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    line : array_like of shape (2,)
        Intercept and slope of the line.
    w : array_like of shape (2,), optional
        Intercept and weight of the sigmoid.
    at : array_like of shape (n_places,), optional
        Up to 100 places where to write what the line says.
    feature_name : str
        Label of the horizontal axis.
    class_names : sequence of two str
        What the legend says.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.

    Raises
    ------
    ValueError
        If x and y do not match, `at` is not finite, or `line` or `w` is not two finite numbers.
    """
    x = as_one_feature(x)
    y = as_labels(y, len(x), beside="x")
    b, slope = as_weights(line, 2, name="line")
    curve = None if w is None else as_weights(w, 2)
    places = np.array([]) if at is None else _as_few(at, "at")
    feature_name = as_name(feature_name, "feature_name")
    class_names = as_names(class_names, "class_names", 2)
    ax = axes_or_new(ax, width=7.0)
    seen = np.append(x, places)
    across = np.linspace(*limits_beyond(seen, 0.15 * max(float(np.ptp(seen)), 1e-9)), 201)
    draw_yes_no(x, y, across[[0, -1]], feature_name=feature_name, class_names=class_names, ax=ax)
    ax.plot(across, b + slope * across, "--", color=PURPLE, linewidth=2, label="straight line")
    if (half := _crossing(b - 0.5, slope, across)) is not None:
        ax.plot([half], [0.5], "D", color=PURPLE)
    for place in places:
        says = b + slope * place
        ax.plot([place], [says], "o", color=PURPLE, fillstyle="none", markersize=9, mew=2)
        ax.annotate(
            written_short(says, ".2f"), (place, says), (8, -5), textcoords="offset points", va="top"
        )
    if curve is not None:
        b, weight = curve
        ax.plot(across, sigmoid(b + weight * across), color=BLACK, linewidth=2, label="sigmoid")
        if (half := _crossing(b, weight, across)) is not None:
            ax.plot([half], [0.5], "D", color=BLACK)
    ax.legend(loc="upper left", framealpha=0.9)
    return ax


def plot_evidence(z: ArrayLike, names: Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw pieces of evidence as arrows along the axis of log-odds, each from where the last ended.

    A diamond stands at their sum. A second axis above says which probability belongs to the
    log-odds.

    Parameters
    ----------
    z : array_like of shape (n_pieces,)
        The log-odds before any evidence, then what each piece adds to them; up to 100.
    names : sequence of n_pieces str
        What stands in front of each.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.

    Raises
    ------
    ValueError
        If `z` is not finite, longer than 100, or there are not as many names.
    """
    pieces = _as_few(z, "z")
    names = as_names(names, "names", len(pieces), "names, one per piece of z")
    ends = np.cumsum(pieces)
    starts = np.concatenate([[0.0], ends[:-1]])
    ax = axes_or_new(ax, width=7.0)
    farthest = max(1.2 * float(np.abs(ends).max()), 2.5)
    ax.set(xlim=(-farthest, farthest), ylim=(len(pieces) + 0.6, -0.7), xlabel="log-odds")
    ax.axvline(0, color=FAINT, linewidth=1.5, zorder=0)
    arrow: dict[str, Any] = {"arrowstyle": "-|>", "linewidth": 2.5, "shrinkA": 0, "shrinkB": 0}
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        color = CLASS_STYLES[int(end >= start)].color
        ax.annotate("", (end, row), (start, row), arrowprops=arrow | {"color": color})
        ax.plot([end, end], [row, row + 1], ":", color=BLACK, linewidth=1)
        ax.text(
            max(start, end) + 0.08,
            row,
            written_short(end - start, "+.2f"),
            va="center",
            color=color,
        )
    total, last = float(ends[-1]), len(pieces)
    ax.plot([total], [last], "D", color=GREEN, markeredgecolor=BLACK, markersize=8)
    ax.text(
        total + 0.12, last, f"{written_short(total, '+.2f')}, p = {sigmoid(total):.2f}", va="center"
    )
    ax.set_yticks(range(len(pieces) + 1), [*names, "sum"])
    above = ax.secondary_xaxis("top")
    tenths = np.arange(1, 10) / 10
    shown = tenths if farthest < 3.5 else np.array([0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
    shown = shown[np.abs(log_odds(shown)) <= farthest]
    if farthest > 15:  # they would lie on each other
        shown = np.array([0.001, 0.5, 0.999] if farthest < 75 else [0.5])
    above.set_xticks(log_odds(shown), [f"{p:g}" for p in shown])
    above.set_xlabel("probability")
    return ax


def draw_yes_no(
    x: Floats,
    y: Floats,
    xlim: ArrayLike,
    *,
    feature_name: str,
    class_names: Sequence[str],
    ax: Axes,
) -> Axes:
    """Draw labels against one feature; what lies below 0 or above 1 is shaded."""
    low, high = -0.45, 1.6
    left, right = as_floats(xlim, "xlim")
    ax.set(xlim=(left, right), ylim=(low, high), xlabel=feature_name)
    ax.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
    ax.set_ylabel("label, and its prediction")
    for edges in ((low, 0), (1, high)):
        ax.axhspan(*edges, color=FAINT, alpha=0.4, linewidth=0, zorder=0)
    ax.axhline(0.5, color=FAINT, linewidth=1, zorder=0)
    for label, (style, name) in enumerate(zip(CLASS_STYLES, class_names, strict=True)):
        at = y == label
        (points,) = ax.plot(x[at], y[at], style.marker, color=style.color, label=name)
        look = {"markersize": 6.5, "markeredgecolor": "white", "markeredgewidth": 0.6, "zorder": 3}
        points.set(**look | crowd(len(x)))
    return ax


def _as_few(values: ArrayLike, name: str) -> Floats:
    """Return a row of so many finite numbers that each can be read in a picture."""
    row = as_one_feature(values, name)
    if len(row) > _MOST:
        raise ValueError(f"{name} must hold at most {_MOST} numbers, got {len(row)}")
    return row


def _crossing(b: float, slope: float, across: Floats) -> float | None:
    """Return where b + slope x is 0, if `across` reaches that."""
    low, high = sorted(b + slope * across[[0, -1]])
    return -b / slope if slope and low <= 0 <= high else None


def limits_beyond(values: Floats, margin: float) -> tuple[float, float]:
    """Return limits `margin` beyond all values, or farther where rounding would swallow that."""
    margin = max(margin, 1e-6 * float(np.abs(values).max()))
    return float(values.min()) - margin, float(values.max()) + margin


def as_one_feature(x: ArrayLike, name: str = "x") -> Floats:
    """Return one finite feature as an array (n_samples,)."""
    x = as_measured(x, name)
    if x.ndim != 1:
        raise ValueError(f"{name} must have shape (n_samples,), got shape {x.shape}")
    return x
