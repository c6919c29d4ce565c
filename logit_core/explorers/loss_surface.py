"""Cross-entropy and squared error along a line through the plane of two weights."""

from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, together_or
from logit_core.data import make_clusters
from logit_core.figures.counting import counted, counted_along
from logit_core.figures.loss_curves import (
    CROSS_ENTROPY_LOOK,
    SQUARED_ERROR_LOOK,
    LossLook,
    tangent_ends,
)
from logit_core.figures.plane import as_plane
from logit_core.figures.style import BLACK, HERE, VERMILION, new_figure
from logit_core.losses import binary_cross_entropy_from_log_odds, squared_error
from logit_core.probability import sigmoid, sigmoid_derivative
from logit_core.stage import Control, Stage

_REACH: Final = 8.0  # how far the lines go to either side, as a length of the weights
_DEGREES: Final = np.arange(0, 180, 5)
_ALONG: Final = _REACH * np.arange(-32, 33) / 32
_AT: Final = _ALONG[::2]  # the curves have a point between any two positions


def loss_surface_explorer(X: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show both losses along lines through weights of 0, in any direction of the two weights.

    The bias is 0, so that two weights say all. The squared error is drawn bold where it bends
    downwards, which the cross-entropy does nowhere.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels.

    Returns
    -------
    stage : Stage
        With the controls ``direction``, in degrees, and ``position``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, or X has not two features.
    """
    X, y = together_or(make_clusters, X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    units = np.column_stack([np.cos(np.radians(_DEGREES)), np.sin(np.radians(_DEGREES))])
    # line by line: all at once, a large data set would not fit into a small machine
    slices = _Slices(*np.stack([_slice(X @ unit, y) for unit in units], axis=1))
    here = _Slices(*(values[:, ::2] for values in slices))
    w = _AT[:, None] * units[:, None]  # (direction, position, weight)

    fig = new_figure(10.5)
    left, middle, plane = fig.subplots(1, 3)
    left.set(title="cross-entropy along the line", ylim=(0, 1.05 * slices.entropies.max()))
    middle.set(title="squared error along the line", ylim=(0, 1))
    for ax in (left, middle):
        ax.set(xlabel="position", xticks=_ALONG[::16], xlim=(-1.05 * _REACH, 1.05 * _REACH))
    (bold,) = middle.plot([], [], color=VERMILION, alpha=0.35, linewidth=7, label="bends downwards")
    line, tip = _draw_plane(plane, X, y)

    stage = Stage(
        fig,
        direction=Control(_DEGREES, at=9),
        position=Control(_AT, format=".3g", at=4, play=150, notch=(len(_AT) // 2, "all weights 0")),
    )
    ends = _REACH * np.array([-1, 1])
    stage.moves(line, x=units[:, :1] * ends, y=units[:, 1:] * ends, by="direction")
    stage.puts(tip, x=w[..., 0], y=w[..., 1]).grab(tip)
    downwards = np.where(slices.square_curvatures < 0, slices.squares, np.nan)
    stage.moves(bold, x=_ALONG, y=downwards, by="direction")
    _show_slice(stage, left, CROSS_ENTROPY_LOOK, slices.entropies, slices.entropy_slopes)
    _show_slice(stage, middle, SQUARED_ERROR_LOOK, slices.squares, slices.square_slopes)
    middle.legend(loc="upper right")
    return stage.says(
        "Direction {direction}°, position {position}: weights {w1:.2f} and {w2:.2f}, {right:.0f} "
        "of {n:.0f} points right. The cross-entropy is {entropy:.3f}, its slope "
        "{entropy_slope:.3f}; the squared error is {square:.3f}, its slope {square_slope:.3f}, "
        "and it bends {way} here.",
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


class _Slices(NamedTuple):
    """Mean losses along lines, their slopes and right answers, (n_directions, n_along) each."""

    entropies: Floats
    entropy_slopes: Floats
    squares: Floats
    square_slopes: Floats
    square_curvatures: Floats
    n_right: Floats


def _slice(x: Floats, y: Floats) -> _Slices:
    """Return what holds on one line, (n_along,) each; `x` (n_samples,) are the features along it.

    With weights of length t in that direction the log-odds are t x, and slopes are those by t.
    """
    n_right = [((side * x >= 0) == (y == 1)).sum() for side in (-1, 0, 1)]
    x, y, shares = counted_along(x, y)
    z = _ALONG[:, None] * x
    p, dp_dz, labels = sigmoid(z), sigmoid_derivative(z), np.broadcast_to(y, z.shape)
    return _Slices(
        entropies=binary_cross_entropy_from_log_odds(labels, z, reduction="none") @ shares,
        entropy_slopes=((p - y) * x) @ shares,
        squares=squared_error(labels, p, reduction="none") @ shares,
        square_slopes=(2 * (p - y) * dp_dz * x) @ shares,
        square_curvatures=(2 * dp_dz * (dp_dz + (p - y) * (1 - 2 * p)) * x**2) @ shares,
        n_right=np.take(n_right, 1 + np.sign(_ALONG).astype(int)),
    )


def _show_slice(stage: Stage, ax: Axes, look: LossLook, losses: Floats, slopes: Floats) -> None:
    """Draw a loss (n_directions, n_along) and a tangent; it touches where the position is."""
    (curve,) = ax.plot([], [], **look.curve)
    (tangent,) = ax.plot([], [], color=BLACK, linewidth=1.5)
    (point,) = ax.plot([], [], **look.point)
    x_ends, y_ends = tangent_ends(_AT, losses[:, ::2], slopes[:, ::2], half=_REACH / 4)
    stage.moves(curve, x=_ALONG, y=losses, by="direction")
    stage.moves(tangent, x=x_ends, y=y_ends, by={"x": "position"})
    stage.puts(point, x=_AT, y=losses[:, ::2], by={"x": "position"})
    stage.grab(point, "position", along="x")


def _draw_plane(ax: Axes, X: Floats, y: Floats) -> tuple[Line2D, Line2D]:
    """Draw the squared error over both weights as contours, wide apart where it is flat.

    Returned are the line through the plane and the dot on it, to be moved.
    """
    w = np.linspace(-1.1 * _REACH, 1.1 * _REACH, 41)
    places, zeros, ones = counted(X, y)
    p = [sigmoid(w[:, None] * places[:, 0] + v * places[:, 1]) for v in w]
    grid = [(one**2 @ zeros + (1 - one) ** 2 @ ones) / len(X) for one in p]
    if np.ptp(grid) > 0:
        ax.contour(w, w, grid, levels=14, colors="0.6", linewidths=0.8, zorder=0.5)
    ticks = _REACH * np.array([-1, -0.5, 0, 0.5, 1])
    ax.set(title="the plane of the weights", xlabel="weight $w_1$", ylabel="weight $w_2$")
    ax.set(xticks=ticks, yticks=ticks, box_aspect=1)
    (line,) = ax.plot([], [], color=BLACK, linewidth=1.5)
    (tip,) = ax.plot([], [], **HERE)
    return line, tip
