"""Turn, shift and scale one boundary: the slack of each point, and what three measures say."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_labels, together_or
from logit_core.data import make_clusters
from logit_core.figures.counting import a_few, counted_along
from logit_core.figures.margins import bars_along
from logit_core.figures.plane import ARROW_TIP, arrow_corners, as_plane, plot_points
from logit_core.figures.style import BLACK, BLUE, PURPLE, VERMILION, new_figure, written_short
from logit_core.losses import binary_cross_entropy_from_log_odds, hinge_loss
from logit_core.stage import Control, Stage

ANGLES: Final = np.arange(0, 100, 10)  # of the weights, in degrees from the first axis
OFFSETS: Final = np.arange(-4, 5) / 4  # of the line from the origin, along the weights
LENGTHS: Final = np.array([0, 0.25, 0.5, 1, 2, 4])  # of the two weights
_MOST_BARS: Final = 20  # at each of 540 positions
_UNITS: Final = np.column_stack([np.cos(np.radians(ANGLES)), np.sin(np.radians(ANGLES))])


def margin_explorer(X: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show the slacks of a line between two classes, as the line and its weights' length move.

    The line u.x = offset has the weights ``length * (-offset, u)``, u the unit vector at an angle.
    The arrow on it is (w1, w2) at its true length. Length 0 is no line at all.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; 14 separable points when left out. Of more than
        20 points that many bear a bar where they have a slack, and the sentence says so.
    y : array_like of shape (n_samples,), optional
        Labels.

    Returns
    -------
    stage : Stage
        With the controls ``angle``, ``offset`` and ``length``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, or X has not two features.
    """
    X, y = together_or(lambda: make_clusters(14, separation=2.5, seed=48), X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))

    # dimensions: angle, offset, length where it matters; then those of points, weights, ...
    distances = (2 * y - 1) * ((_UNITS @ X.T)[:, None] - OFFSETS[:, None])
    w = _line_weights()
    few = a_few(X[:, 0], _MOST_BARS)
    grid = np.linspace(0, LENGTHS[-1], 33)
    along_grid = _measures(X, y, distances.min(axis=-1), grid)
    slack, hinge, log_loss = here = _measures(X, y, distances.min(axis=-1), LENGTHS)

    fig = new_figure(10)
    plane, right = fig.subplots(1, 2, width_ratios=[1.25, 1])
    lines, bars, arrow = _draw_plane(plane, X, y, len(few))
    corners = _weight_arrows(head=0.05 * np.ptp(plane.get_xlim()))
    curves, dots = _draw_measures(right)

    stage = Stage(
        fig,
        angle=Control(ANGLES, at=7, label="angle of the arrow"),
        offset=Control(OFFSETS, at=3, label="offset of the line"),
        length=Control(LENGTHS, at=4, label="length of the arrow"),
    )
    for line, level in zip(lines, (0, 1, -1), strict=True):
        stage.boundary(line, w, level=level)
    stage.grab(lines[0], "offset")
    stage.moves(arrow, x=corners[..., 0], y=corners[..., 1])
    stage.grab(arrow, ("angle", "length"), point=ARROW_TIP)
    for bar, ends in zip(bars, _slack_bars(X, y, distances, few), strict=True):
        stage.moves(bar, x=ends[..., 0], y=ends[..., 1])
    for curve, values in zip(curves, along_grid, strict=True):
        stage.moves(curve, x=grid, y=values, by=("angle", "offset"))
    for dot, values in zip(dots, here, strict=True):
        stage.puts(dot, x=LENGTHS, y=values, by={"x": "length"})
    stage.grab(dots[0], "length", along="x", anywhere="the panel of the three measures")
    note = f" Bars stand at {_MOST_BARS} of the points." if len(few) < len(X) else ""
    return stage.says(
        "Angle {angle}, offset {offset}, length {length}: {sides}. The worst slack is {slack:.2f}. "
        "The textbook slacks add up to {total:.2f}, {mean:.3f} for each point on average; the mean "
        "log loss is {loss:.3f}." + note,
        sides=_sides(distances),
        slack=slack,
        total=len(X) * hinge,
        mean=hinge,
        loss=log_loss,
    )


def _line_weights() -> Floats:
    """Return the weights of the lines, (angle, offset, length, 3)."""
    w = np.empty((len(ANGLES), len(OFFSETS), len(LENGTHS), 3))
    w[..., 0] = -np.outer(OFFSETS, LENGTHS)
    w[..., 1:] = _UNITS[:, None, None] * LENGTHS[:, None]
    return w


def _measures(
    X: Floats, y: Floats, nearest: Floats, lengths: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the worst slack, the mean textbook slack and the mean log loss.

    `nearest` (angle, offset) says how far the worst point is on its own side of each line. The
    distance of a point times the length is its margin: the log-odds that the line gives to the
    point's own class.
    """
    hinges, log_losses = [], []
    for unit in _UNITS:
        places, labels, shares = counted_along(X @ unit, y)
        distances = (2 * labels - 1) * (places - OFFSETS[:, None])
        margins = distances[:, None] * lengths[:, None]  # (offset, length, place)
        ones = np.ones_like(margins)  # a margin costs what these log-odds cost a point of class 1
        hinges.append(hinge_loss(ones, margins, reduction="none") @ shares)
        losses = binary_cross_entropy_from_log_odds(ones, margins, reduction="none")
        log_losses.append(losses @ shares)
    worst = np.maximum(0.0 - nearest[..., None] * lengths, 0.0)
    return worst, np.array(hinges), np.array(log_losses)


def _slack_bars(X: Floats, y: Floats, distances: Floats, few: NDArray[np.intp]) -> list[Floats]:
    """Return the ends of bars, (angle, offset, length, 2 ends, 2 coordinates) each.

    The first leads from the worst point to z = 0. The others lead from each of a `few` points to
    where its margin is 1, or nowhere if that is behind it. Length 0 is no line: there the bars are
    NaN.
    """
    signs, units = 2 * y - 1, _UNITS[:, None, None]
    worst = distances.argmin(axis=-1)
    back = -signs[worst] * distances.min(axis=-1)
    back = np.where(LENGTHS > 0, back[..., None], np.nan)
    bars = [bars_along(X[worst][:, :, None], back, units)]
    width = np.append(np.nan, 1 / LENGTHS[1:])  # from z = 0 to z = 1
    for i in few:
        missing = np.maximum(width - distances[:, :, None, i], 0)
        bars.append(bars_along(X[i], signs[i] * missing, units))
    return bars


def _weight_arrows(*, head: float) -> Floats:
    """Return the corners of the arrows (w1, w2), (angle, offset, length, 5 corners, 2 coordinates).

    They stand on the lines, where these are nearest to the origin. Length 0 has none: NaN.
    """
    units = _UNITS[:, None, None]
    length = np.where(LENGTHS > 0, LENGTHS, np.nan)
    return arrow_corners(OFFSETS[:, None, None] * units, units, length, head=head)


def _draw_plane(
    ax: Axes, X: Floats, y: Floats, n_bars: int
) -> tuple[list[Line2D], list[Line2D], Line2D]:
    """Draw the points; return the lines z = 0, 1, -1, a bar for the worst, others, the arrow."""
    plot_points(X, y, ax=ax)
    reach = 1.1 * float(np.abs(X).max())
    # the longest arrow, on the line that lies furthest out, is seen whole
    limits = -reach, max(reach, 1.03 * (OFFSETS[-1] + LENGTHS[-1]))
    ax.set(xlim=limits, ylim=limits, aspect="equal")
    lines = ax.plot([], [], color=BLACK, linewidth=2, label="$z = 0$")
    lines += ax.plot([], [], "--", color=BLACK, linewidth=1, label="$z = 1$ and $z = -1$")
    lines += ax.plot([], [], "--", color=BLACK, linewidth=1)
    bars = ax.plot([], [], color=PURPLE, linewidth=4, zorder=0.9, label="worst point")
    for _ in range(n_bars):
        bars += ax.plot([], [], color=VERMILION, linewidth=1.5, zorder=0.8)
    bars[1].set_label("textbook slack")
    (arrow,) = ax.plot([], [], color=BLACK, linewidth=2.5)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, frameon=False)
    return lines, bars, arrow


def _draw_measures(ax: Axes) -> tuple[list[Line2D], list[Line2D]]:
    """Draw the axes of three measures; return a curve for each, and the dots on them."""
    curves, dots = [], []
    for name, color, dashes, marker in (
        ("worst slack", PURPLE, ":", "s"),
        ("mean textbook slack", VERMILION, "-", "o"),
        ("mean log loss", BLUE, "--", "^"),
    ):
        curves += ax.plot([], [], dashes, color=color, linewidth=2, label=name)
        dots += ax.plot([], [], marker, color=color, markersize=8, markeredgecolor=BLACK)
    # a ring, for the log loss is often nearly the same
    dots[1].set(markersize=12, markerfacecolor="none", markeredgecolor=VERMILION)
    dots[1].set_markeredgewidth(2)
    ax.set(
        xlabel="length of the arrow $(w_1, w_2)$", xlim=(-0.1, LENGTHS[-1] + 0.1), ylim=(-0.1, 2.3)
    )
    ax.legend(loc="upper left")
    return curves, dots


def _sides(distances: Floats) -> list[list[list[str]]]:
    """Say for each angle, offset and length on which sides the points are."""
    none = "w = 0, so there is no line and no wrong side"
    said = [[_side(at) for at in row] for row in distances]
    return [[[words if length else none for length in LENGTHS] for words in row] for row in said]


def _side(distances: Floats) -> str:
    """Say on which sides of one line the points are, and how far the worst of them is."""
    n, n_wrong, worst = len(distances), int((distances < 0).sum()), float(distances.min())
    near = written_short(abs(worst), ".2f")
    if n_wrong == 0:
        return f"all {n} points are on their own sides, the nearest {near} from the line"
    verb = "is" if n_wrong == 1 else "are"
    return f"{n_wrong} of {n} points {verb} on the wrong side, the worst by {near}"
