"""Turn, shift and scale one boundary: the slack of each point, and what three measures say."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_floats, as_labels, as_rising, together_or
from logit_core.data import make_clusters
from logit_core.explorers._slacks import (
    line_weights,
    measure,
    own_side_distances,
    slack_bars,
    weight_arrows,
)
from logit_core.figures.plane import as_plane, plot_points
from logit_core.figures.style import BLACK, BLUE, PURPLE, VERMILION, new_figure
from logit_core.stage import Stage

_BY: Final = ("angle", "offset", "length")


def margin_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    angles: ArrayLike = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90),
    offsets: ArrayLike = (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1),
    lengths: ArrayLike = (0, 0.25, 0.5, 1, 2, 4),
) -> Stage:
    """Show the slacks of a line between two classes, as the line and its weights' length move.

    The line u.x = offset has the weights ``length * (-offset, u)``, u the unit vector at `angle`.
    The arrow on it is (w1, w2) at its true length. Length 0 is no line at all.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; 14 separable points when left out. Each point
        has a bar at each position, so a few dozen points are enough.
    y : array_like of shape (n_samples,), optional
        Labels.
    angles : array_like of shape (n_angles,)
        Directions of the weights, in degrees from the first axis.
    offsets : array_like of shape (n_offsets,)
        Distances of the line from the origin, along the direction of the weights.
    lengths : array_like of shape (n_lengths,)
        Lengths of the two weights, rising from 0.

    Returns
    -------
    stage : Stage
        With the controls ``angle``, ``offset`` and ``length``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features, or the lengths do not rise
        from 0.
    """
    X, y = together_or(lambda: make_clusters(14, separation=2.5, seed=48), X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    angles, offsets = as_floats(angles, "angles").ravel(), as_floats(offsets, "offsets").ravel()
    lengths = as_rising(lengths, "lengths")
    if lengths[0] != 0 or len(lengths) < 2:
        raise ValueError(f"lengths must rise from 0, got {lengths.tolist()}")
    w = line_weights(angles, offsets, lengths)
    distances = own_side_distances(X, y, angles, offsets)
    grid = np.linspace(0, lengths[-1], 33)
    over_grid, here = measure(distances, grid), measure(distances, lengths)

    fig = new_figure(10)
    plane, right = fig.subplots(1, 2, width_ratios=[1.25, 1])
    lines, bars, arrow = _draw_plane(plane, X, y)
    corners = weight_arrows(angles, offsets, lengths, head=0.05 * np.ptp(plane.get_xlim()))
    curves, dots = _draw_measures(right, lengths[-1])

    stage = Stage(fig, angle=angles, offset=offsets, length=lengths)
    stage.control("angle", "angle of the arrow", at=int(0.75 * len(angles)))
    stage.control("offset", "offset of the line", at=len(offsets) // 3)
    stage.control("length", "length of the arrow", at=int(0.75 * len(lengths)))
    for line, level in zip(lines, (0, 1, -1), strict=True):
        stage.boundary(line, w, by=_BY, level=level)
    stage.moves(arrow, x=corners[..., 0], y=corners[..., 1], by=_BY)
    for bar, ends in zip(bars, slack_bars(X, y, angles, offsets, lengths), strict=True):
        stage.moves(bar, x=ends[..., 0], y=ends[..., 1], by=_BY)
    for curve, values in zip(curves, over_grid, strict=True):
        stage.moves(curve, x=grid, y=values, by=("angle", "offset"))
    for dot, values in zip(dots, here, strict=True):
        stage.puts(dot, x=lengths[None, None], y=values, by=_BY)
    return stage.says(
        "Angle {angle}, offset {offset}, length {length}: {sides}. Source B's worst slack is "
        "{slack:.2f}. The textbook slacks add up to {total:.2f}, {mean:.3f} for each point on "
        "average; the mean log loss is {loss:.3f}.",
        by=_BY,
        sides=[[[_sides(at, length) for length in lengths] for at in row] for row in distances],
        slack=here.worst_slack,
        total=len(X) * here.mean_hinge_loss,
        mean=here.mean_hinge_loss,
        loss=here.mean_log_loss,
    )


def _draw_plane(ax: Axes, X: Floats, y: Floats) -> tuple[list[Line2D], list[Line2D], Line2D]:
    """Draw the points; return the lines z = 0, 1, -1, a bar for the worst and each, the arrow."""
    plot_points(X, y, ax=ax)
    reach = 1.1 * float(np.abs(X).max())
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    lines = ax.plot([], [], color=BLACK, linewidth=2, label="$z = 0$")
    lines += ax.plot([], [], "--", color=BLACK, linewidth=1, label="$z = 1$ and $z = -1$")
    lines += ax.plot([], [], "--", color=BLACK, linewidth=1)
    bars = ax.plot([], [], color=PURPLE, linewidth=4, zorder=0.9, label="worst point")
    for _ in X:
        bars += ax.plot([], [], color=VERMILION, linewidth=1.5, zorder=0.8)
    bars[1].set_label("textbook slack")
    (arrow,) = ax.plot([], [], color=BLACK, linewidth=2.5)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    return lines, bars, arrow


def _draw_measures(ax: Axes, longest: float) -> tuple[list[Line2D], list[Line2D]]:
    """Draw the axes of three measures; return a curve for each, and the dots on them."""
    curves, dots = [], []
    for name, color, dashes, marker in (
        ("worst slack, source B", PURPLE, ":", "s"),
        ("mean textbook slack", VERMILION, "-", "o"),
        ("mean log loss", BLUE, "--", "^"),
    ):
        curves += ax.plot([], [], dashes, color=color, linewidth=2, label=name)
        dots += ax.plot([], [], marker, color=color, markersize=8, markeredgecolor=BLACK)
    # a ring, for the log loss is often nearly the same
    dots[1].set(markersize=12, markerfacecolor="none", markeredgecolor=VERMILION)
    dots[1].set_markeredgewidth(2)
    ax.set(xlabel="length of the arrow $(w_1, w_2)$", xlim=(-0.1, longest + 0.1), ylim=(-0.1, 2.3))
    ax.legend(loc="upper left")
    return curves, dots


def _sides(distances: Floats, length: float) -> str:
    """Say on which sides the points are, and how far the worst of them is."""
    if length == 0:
        return "w = 0, so there is no line and no wrong side"
    n, n_wrong, worst = len(distances), int((distances < 0).sum()), float(distances.min())
    if n_wrong == 0:
        return f"all {n} points are on their own sides, the nearest {worst:.2f} from the line"
    verb = "is" if n_wrong == 1 else "are"
    return f"{n_wrong} of {n} points {verb} on the wrong side, the worst by {-worst:.2f}"
