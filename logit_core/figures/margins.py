"""Lines between two classes: several at once, the slack at one, the weights of a descent."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import (
    Floats,
    as_labels,
    as_measured,
    as_weights,
)
from logit_core.figures._arguments import as_curves, as_pairs, size_of
from logit_core.figures.plane import as_plane, boundary_ends, plot_boundary, plot_points
from logit_core.figures.style import (
    BLACK,
    CLASS_STYLES,
    MANY_SHAPES,
    PURPLE,
    axes_or_new,
    line_look,
    mark_decades,
    written_short,
)
from logit_core.margin import signed_distance
from logit_core.model import add_intercept


def plot_lines(
    X: ArrayLike,
    y: ArrayLike,
    lines: Mapping[str, ArrayLike],
    *,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
    class_names: Sequence[str] = ("class 0", "class 1"),
    ax: Axes | None = None,
) -> Axes:
    """Draw two features and several boundaries, told apart by colour and by dashes.

    Both axes have equal units, so that angles are what they are.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The two features, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    lines : mapping of str to array_like of shape (3,)
        Intercept and two weights of each line, by the name that the legend shows.
    feature_names, class_names : sequence of two str
        Labels of the axes and of the legend.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    X = as_plane(X)
    y = as_labels(y, len(X))
    weights = {
        name: as_weights(w, 3, f"lines[{name!r}]")
        for name, w in as_curves(lines, "lines", 5).items()
    }
    names = as_pairs(feature_names, class_names)
    ax = axes_or_new(ax, width=7.5)
    plot_points(X, y, **names, ax=ax)
    ax.set_aspect("equal")
    limits = ax.get_xlim(), ax.get_ylim()
    for k, (name, w) in enumerate(weights.items()):
        ends = boundary_ends(w, 0.0, *limits)
        ax.plot(*ends, **line_look(k), linewidth=2, label=name)
    ax.set(xlim=limits[0], ylim=limits[1])
    _legend_above(ax, columns=1 + (len(weights) + 1) // 2)
    return ax


def plot_slacks(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    *,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
    class_names: Sequence[str] = ("class 0", "class 1"),
    ax: Axes | None = None,
) -> Axes:
    """Draw a boundary; ring the points on the wrong side, and lead a bar from each to the line.

    Where points of both classes lie on each other, a disc is drawn inside a square.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The two features, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    w : array_like of shape (3,)
        Intercept and two weights, the weights not both 0. A bar is as long as the slack of its
        point divided by the length of the two weights.
    feature_names, class_names : sequence of two str
        Labels of the axes and of the legend.
    ax : Axes, optional
        Where to draw, with equal units on both axes; new axes when left out. They are returned.
    """
    X = as_plane(X)
    y = as_labels(y, len(X))
    w = as_weights(w, 3)
    distance = signed_distance(add_intercept(X), w)
    right = (2 * y - 1) * distance
    names = as_pairs(feature_names, class_names)
    ax = axes_or_new(ax, width=7.5)
    plot_points(X, y, **names, ax=ax)
    ax.set_aspect("equal")
    _draw_shared(ax, X, y)
    plot_boundary(w, ax=ax)
    wrong, worst = right < 0, right.argmin()
    if wrong.any():
        rings = ax.plot(*X[wrong].T, "o", color=BLACK, markersize=14, label="needs slack")
        rings[0].set_markerfacecolor("none")
        bars = bars_along(X, -distance, w[1:] / np.linalg.norm(w[1:]))
        _draw_bars(ax, bars[wrong])
        label = f"the worst, {written_short(-right[worst], '.2f')} from the line"
        ax.plot(*bars[worst].T, color=PURPLE, linewidth=4, zorder=1.8, label=label)
    _legend_above(ax, columns=2)
    return ax


def _draw_bars(ax: Axes, bars: Floats) -> None:
    """Draw bars (n_bars, 2 ends, 2 coordinates); many of them as one line with gaps, a bitmap."""
    lines: Any = bars.T
    look: dict[str, Any] = {}
    if len(bars) > MANY_SHAPES:
        lines = np.concatenate([bars, np.full((len(bars), 1, 2), np.nan)], axis=1).reshape(-1, 2).T
        look["rasterized"] = True
    ax.plot(*lines, color=PURPLE, linewidth=1.5, zorder=1.8, **look)


def _draw_shared(ax: Axes, X: Floats, y: Floats) -> None:
    """Draw a disc inside a square where points of both classes lie on each other."""
    zeros, ones = ({tuple(point) for point in X[y == label].tolist()} for label in (0, 1))
    if not zeros & ones:
        return
    shared = np.array(sorted(zeros & ones)).T
    ax.plot(*shared, **CLASS_STYLES[1].points | {"markersize": 9.0})
    ax.plot(*shared, **CLASS_STYLES[0].points)


def _legend_above(ax: Axes, *, columns: int) -> None:
    """Put the legend above the axes, where it covers nothing: in two rows, the classes first.

    Names that are too wide to stand beside each other have more rows.
    """
    widest = max(size_of(name)[0] for name in ax.get_legend_handles_labels()[1])
    columns = min(columns, max(1, int(8 / (widest + 0.75))))
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        frameon=False,
        handlelength=3,
        borderaxespad=0.2,
    )


def plot_lengths(runs: Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Draw how long the weights of several descents are after each step; steps logarithmic.

    On these axes a length that grows like the logarithm of the step is a straight line.

    Parameters
    ----------
    runs : mapping of str to array_like of shape (n_steps + 1, n_features)
        The weights of each run, row 0 at the start, as in ``Path.weights``, by its name.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    lengths_of = {
        name: _lengths(weights, f"runs[{name!r}]")
        for name, weights in as_curves(runs, "runs", 5).items()
    }
    ax = axes_or_new(ax, width=6.0, log="x")
    for k, (name, lengths) in enumerate(lengths_of.items()):
        # evenly on the axis: a picture of ten thousand points would be large
        steps = np.unique(np.geomspace(1, len(lengths) - 1, 200).astype(int))
        ax.plot(steps, lengths[steps], **line_look(k), linewidth=2, label=name)
    ax.set(xscale="log", xlabel="step", ylabel="length $|w|$", ylim=(0, None))
    mark_decades(ax.xaxis)
    ax.grid(alpha=0.4)
    ax.legend(loc="upper left")
    return ax


def _lengths(weights: ArrayLike, name: str) -> Floats:
    """Return the length of each row of weights, of at least two rows."""
    rows = as_measured(weights, name)
    if rows.ndim != 2 or len(rows) < 2:
        raise ValueError(f"{name} must have shape (n_steps + 1, n_features), got {rows.shape}")
    return np.asarray(np.linalg.norm(rows, axis=-1))


def bars_along(points: Floats, reach: Floats, unit: Floats) -> Floats:
    """Return both ends of bars from `points` (..., 2), `reach` (...) along `unit` (..., 2).

    The result has the shape (..., 2 ends, 2 coordinates).
    """
    points, ends = np.broadcast_arrays(points, points + reach[..., None] * unit)
    return np.stack([points, ends], axis=-2)
