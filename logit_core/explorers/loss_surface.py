"""Cross-entropy and squared error along a line through the plane of two weights."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, as_number, together_or
from logit_core.data import make_clusters
from logit_core.explorers._loss_slices import LossSlices, slice_losses
from logit_core.explorers._slopes import CROSS_ENTROPY_LOOK, SQUARED_ERROR_LOOK, Look, tangents
from logit_core.figures.plane import as_plane
from logit_core.figures.style import BLACK, HERE, VERMILION, new_figure
from logit_core.probability import sigmoid
from logit_core.stage import Stage

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
    X, y = together_or(make_clusters, X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    reach = as_number(reach, "reach", above=0.0)
    degrees = np.arange(0, 180, 5)
    units = np.column_stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    along = reach * np.arange(-32, 33) / 32
    at = along[::2]  # the curves have a point between any two positions
    slices = slice_losses(X, y, units, along)
    here = LossSlices(*(values[:, ::2] for values in slices))
    w = at[:, None] * units[:, None]  # (direction, position, weight)

    fig = new_figure(10.5)
    left, middle, plane = fig.subplots(1, 3)
    left.set(title="cross-entropy along the line", ylim=(0, 1.05 * slices.entropies.max()))
    middle.set(title="squared error along the line", ylim=(0, 1))
    for ax in (left, middle):
        ax.set(xlabel="position", xticks=along[::16], xlim=(-1.05 * reach, 1.05 * reach))
    (bold,) = middle.plot([], [], color=VERMILION, alpha=0.35, linewidth=7, label="bends downwards")
    line, tip = _draw_plane(plane, X, y, reach)

    stage = Stage(fig, direction=degrees, position=[f"{t:.3g}" for t in at])
    stage.control("direction", at=9)
    stage.control("position", play=150, notch=(len(at) // 2, "all weights 0"), at=4)
    stage.moves(line, x=reach * units[:, :1] * [-1, 1], y=reach * units[:, 1:] * [-1, 1], by=_BY[0])
    stage.puts(tip, x=w[..., 0], y=w[..., 1], by=_BY)
    downwards = np.where(slices.square_curvatures < 0, slices.squares, np.nan)
    stage.moves(bold, x=along, y=downwards, by="direction")
    _show_slice(stage, left, CROSS_ENTROPY_LOOK, along, slices.entropies, slices.entropy_slopes)
    _show_slice(stage, middle, SQUARED_ERROR_LOOK, along, slices.squares, slices.square_slopes)
    middle.legend(loc="upper right")
    return stage.says(
        "Direction {direction}°, position {position}: weights {w1:.2f} and {w2:.2f}, {right:.0f} "
        "of {n:.0f} points right. The cross-entropy is {entropy:.3f}, its slope "
        "{entropy_slope:.3f}; the squared error is {square:.3f}, its slope {square_slope:.3f}, "
        "and it bends {way} here.",
        by=_BY,
        w1=w[..., 0],
        w2=w[..., 1],
        right=here.n_right,
        n=len(y),
        entropy=here.entropies,
        entropy_slope=here.entropy_slopes,
        square=here.squares,
        square_slope=here.square_slopes,
        way=np.where(here.square_curvatures < 0, "downwards", "upwards"),
    )


def _show_slice(
    stage: Stage, ax: Axes, look: Look, along: Floats, losses: Floats, slopes: Floats
) -> None:
    """Draw a loss (direction, along) and a tangent; it touches where the position is."""
    (curve,) = ax.plot([], [], **look.curve)
    (tangent,) = ax.plot([], [], color=BLACK, linewidth=1.5)
    (point,) = ax.plot([], [], **look.point)
    at, losses_here, slopes_here = along[::2], losses[:, ::2], slopes[:, ::2]
    x_ends, y_ends = tangents(at, losses_here, slopes_here, half=along[-1] / 4)
    stage.moves(curve, x=along, y=losses, by="direction")
    stage.moves(tangent, x=x_ends[None], y=y_ends, by=_BY)
    stage.puts(point, x=at[None], y=losses_here, by=_BY)


def _draw_plane(ax: Axes, X: Floats, y: Floats, reach: float) -> tuple[Line2D, Line2D]:
    """Draw the squared error over both weights as contours, wide apart where it is flat.

    Returned are the line through the plane and the dot on it, to be moved.
    """
    w = np.linspace(-1.1 * reach, 1.1 * reach, 41)
    grid = [((sigmoid(w[:, None] * X[:, 0] + v * X[:, 1]) - y) ** 2).mean(axis=1) for v in w]
    if np.ptp(grid) > 0:
        ax.contour(w, w, grid, levels=14, colors="0.6", linewidths=0.8, zorder=0.5)
    ticks = reach * np.array([-1, -0.5, 0, 0.5, 1])
    ax.set(title="the plane of the weights", xlabel="weight $w_1$", ylabel="weight $w_2$")
    ax.set(xticks=ticks, yticks=ticks, box_aspect=1)
    (line,) = ax.plot([], [], color=BLACK, linewidth=1.5)
    (tip,) = ax.plot([], [], **HERE)
    return line, tip
