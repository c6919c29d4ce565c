"""Cross-entropy and squared error along a line through the plane of two weights."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, as_number
from logit_core.data import make_clusters
from logit_core.explorers._slopes import (
    CROSS_ENTROPY_LINE,
    CROSS_ENTROPY_POINT,
    SQUARED_ERROR_LINE,
    SQUARED_ERROR_POINT,
    cross_entropy_slope,
    squared_error_curvature,
    squared_error_slope,
    tangents,
)
from logit_core.explorers.stage import Stage
from logit_core.figures.plane import as_plane
from logit_core.figures.style import BLACK, GREEN, VERMILION, new_figure
from logit_core.probability import log_sigmoid, sigmoid

_BY = ("direction", "position")


def loss_surface_explorer(
    X: ArrayLike | None = None, y: ArrayLike | None = None, *, reach: float = 8.0
) -> Stage:
    """Show both losses along lines through weights of 0, in any direction of the two weights.

    The bias is 0, so that two weights say all. The squared error is drawn bold where it bends
    downwards, which the cross-entropy does nowhere.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels.
    reach : float
        How far the lines go to either side, as a length of the weights.

    Returns
    -------
    stage : Stage
        With the controls ``direction``, in degrees, and ``position``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features, or `reach` is not above 0.
    """
    if (X is None) != (y is None):
        raise ValueError("X and y must be given together, got only one of them")
    if X is None or y is None:
        X, y = make_clusters()
    features = as_plane(X)
    labels = as_labels(y, len(features))
    reach = as_number(reach, "reach", above=0.0)
    degrees = np.arange(0, 180, 5)
    units = np.column_stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    along = reach * np.arange(-32, 33) / 32
    slices = np.array([_slice(features @ unit, labels, along) for unit in units])
    entropies, entropy_slopes, squares, square_slopes, bends, n_right = np.moveaxis(slices, 1, 0)
    stops = np.arange(0, len(along), 2)  # the curves have a point between any two positions
    at = along[stops]

    fig = new_figure(10.5)
    left, middle, plane = fig.subplots(1, 3)
    _draw_plane(plane, features, labels, reach)
    left.set(title="cross-entropy along the line", ylim=(0, 1.05 * entropies.max()))
    middle.set(title="squared error along the line", ylim=(0, 1))
    for ax in (left, middle):
        ax.set(xlabel="position", xticks=along[::16], xlim=(-1.05 * reach, 1.05 * reach))
    stage = Stage(fig, direction=[str(d) for d in degrees], position=[f"{t:.3g}" for t in at])

    (line,) = plane.plot([], [], color=BLACK, linewidth=1.5)
    (tip,) = plane.plot([], [], "D", color=GREEN, markersize=8, markeredgecolor=BLACK)
    w = at[:, None] * units[:, None]
    stage.moves(line, x=reach * units[:, :1] * [-1, 1], y=reach * units[:, 1:] * [-1, 1], by=_BY[0])
    stage.moves(tip, x=w[..., :1], y=w[..., 1:], by=_BY)
    (bold,) = middle.plot([], [], color=VERMILION, alpha=0.35, linewidth=7, label="bends downwards")
    stage.moves(bold, x=along, y=np.where(bends < 0, squares, np.nan), by="direction")
    for ax, losses, slopes, line_look, point_look in (
        (left, entropies, entropy_slopes, CROSS_ENTROPY_LINE, CROSS_ENTROPY_POINT),
        (middle, squares, square_slopes, SQUARED_ERROR_LINE, SQUARED_ERROR_POINT),
    ):
        (curve,) = ax.plot([], [], **line_look)
        (tangent,) = ax.plot([], [], color=BLACK, linewidth=1.5)
        (point,) = ax.plot([], [], **point_look)
        stage.moves(curve, x=along, y=losses, by="direction")
        x_ends, y_ends = tangents(at, losses[:, stops], slopes[:, stops], half=reach / 4)
        stage.moves(tangent, x=x_ends[None], y=y_ends, by=_BY)
        stage.moves(point, x=at[None, :, None], y=losses[:, stops, None], by=_BY)
    middle.legend(loc="upper right")
    stage.says(
        "Direction {direction}°, position {position}: weights {w1:.2f} and {w2:.2f}, {right:.0f} "
        "of {n:.0f} points right. The cross-entropy is {entropy:.3f}, its slope "
        "{entropy_slope:.3f}; the squared error is {square:.3f}, its slope {square_slope:.3f}, "
        "and it bends {way} here.",
        by=_BY,
        w1=w[..., 0],
        w2=w[..., 1],
        right=n_right[:, stops],
        n=len(labels),
        entropy=entropies[:, stops],
        entropy_slope=entropy_slopes[:, stops],
        square=squares[:, stops],
        square_slope=square_slopes[:, stops],
        way=np.where(bends[:, stops] < 0, "downwards", "upwards"),
    )
    stage.control("position", play=150, notch=(len(at) // 2, "all weights 0"))
    stage.set_trait("direction", 9)
    stage.set_trait("position", 4)
    return stage


def _slice(x: Floats, y: Floats, along: Floats) -> Floats:
    """Return losses, slopes, the bend of the squared error and right answers at each position.

    `x` (n_samples,) are the features along the line: there the log-odds are position times x.
    """
    z = along[:, None] * x
    residuals = cross_entropy_slope(y, z)
    by_point = np.array(
        [
            -log_sigmoid((2 * y - 1) * z),
            residuals * x,
            residuals**2,
            squared_error_slope(y, z) * x,
            squared_error_curvature(y, z) * x**2,
        ]
    )
    right = ((z >= 0) == (y == 1)).sum(axis=1)
    return np.vstack([by_point.mean(axis=2), right])


def _draw_plane(ax: Axes, X: Floats, y: Floats, reach: float) -> None:
    """Draw the squared error over both weights as contours, wide apart where it is flat."""
    w = np.linspace(-1.1 * reach, 1.1 * reach, 41)
    grid = [((sigmoid(w[:, None] * X[:, 0] + v * X[:, 1]) - y) ** 2).mean(axis=1) for v in w]
    if np.ptp(grid) > 0:
        ax.contour(w, w, grid, levels=14, colors="0.6", linewidths=0.8, zorder=0.5)
    ticks = reach * np.array([-1, -0.5, 0, 0.5, 1])
    ax.set(title="the plane of the weights", xlabel="weight $w_1$", ylabel="weight $w_2$")
    ax.set(xticks=ticks, yticks=ticks, box_aspect=1)
