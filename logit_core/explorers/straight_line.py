"""A far point is dragged outwards: the least-squares line gives way, the sigmoid hardly does."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import LARGEST, Floats, as_labels
from logit_core.descent import newton
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.figures._arguments import as_name, as_names
from logit_core.figures.counting import a_few
from logit_core.figures.curves import as_one_feature, draw_yes_no
from logit_core.figures.style import BLACK, CLASS_STYLES, PURPLE, new_figure
from logit_core.model import add_intercept
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

_MOST_CROSSES: Final = 200  # of each kind, at each position
# colour, dashes, cross beside wrong points, and how far beyond their label it stands
_LOOKS: Final = {
    "straight line": (PURPLE, "--", "x", 0.12),
    "sigmoid": (BLACK, "-", "+", -0.12),
}


def straight_line_explorer(
    x: ArrayLike = HOURS,
    y: ArrayLike = PASSED,
    *,
    feature_name: str = "hours of practice",
    class_names: Sequence[str] = ("failed", "passed"),
) -> Stage:
    """Fit a straight line and a sigmoid to labels while one more point of class 1 moves outwards.

    Parameters
    ----------
    x : array_like of shape (n_samples,)
        One feature; made-up hours of practice when left out. Of more than 200 points that many,
        evenly spread, bear a cross where they are wrong.
    y : array_like of shape (n_samples,)
        Labels, both of them present, such that no threshold on `x` separates them.
    feature_name : str
        Label of the horizontal axis.
    class_names : sequence of two str
        What the legend says.

    Returns
    -------
    stage : Stage
        With the control ``far_point``.

    Raises
    ------
    ValueError
        If x and y do not match, a threshold separates the labels, so that no sigmoid is the best
        one, the far point would move beyond 1e100, or all values lie within 1e-100.
    """
    x = as_one_feature(x)
    y = as_labels(y, len(x), beside="x")
    feature_name = as_name(feature_name, "feature_name")
    class_names = as_names(class_names, "class_names", 2)
    spread = np.ptp(x) or max(1.0, float(np.abs(x).max()))
    far = x.max() + spread * np.arange(2, 45) / 14  # for the hours: from 9 to 30, by halves
    if far[-1] > LARGEST:
        raise ValueError(
            f"x must leave room for the far point, which reaches {LARGEST:g} at most, got values "
            f"up to {x.max():g}, from which it would move to {far[-1]:.3g}"
        )
    if spread < 1 / LARGEST:
        raise ValueError(f"x must spread over {1 / LARGEST:g} at least, got a spread of {spread:g}")
    points = np.column_stack([np.tile(x, (len(far), 1)), far])  # a row for each position
    labels = np.append(y, 1.0)
    margin = 0.03 * np.ptp(points)
    across = np.linspace(points.min() - margin, points.max() + margin, 201)
    line, curve = _fit_lines(points, labels, across), _fit_sigmoids(points, labels, across)

    fig = new_figure(9.0)
    ax = fig.subplots()
    draw_yes_no(x, y, across[[0, -1]], feature_name=feature_name, class_names=class_names, ax=ax)
    point = _draw_far_point(ax)
    few = np.append(a_few(x, _MOST_CROSSES), len(x))  # and the far point

    stage = Stage(fig, far_point=Control(far, play=150, at=len(far) - 1))
    stage.puts(point, x=far).grab(point, along="x")
    for name, fit in (("straight line", line), ("sigmoid", curve)):
        drawn, crossing, crosses = _draw_fit(ax, name, across, labels[few])
        stage.moves(drawn, y=fit.heights)
        stage.puts(crossing, x=fit.crossing)
        stage.moves(crosses, x=np.where(fit.wrong, points, np.nan)[:, few])
    ax.legend(loc="lower right", ncols=2)
    return stage.says(
        "Far point at {far_point}: the straight line crosses 0.5 at {line_at:.2f} and gets "
        "{line_right:.0f} of {n:.0f} points right, the sigmoid crosses it at {curve_at:.2f} and "
        "gets {curve_right:.0f} right. At the points the line runs from {low:.2f} to {high:.2f}; "
        "the sigmoid stays between 0 and 1.",
        line_at=line.crossing,
        line_right=(~line.wrong).sum(axis=1),
        n=len(labels),
        curve_at=curve.crossing,
        curve_right=(~curve.wrong).sum(axis=1),
        low=line.at_points.min(axis=1),
        high=line.at_points.max(axis=1),
    )


class _Fits(NamedTuple):
    """Lines or sigmoids, one for each position of the far point."""

    at_points: Floats  # (n_positions, n_points)
    heights: Floats  # (n_positions, n_across)
    crossing: Floats  # (n_positions,): where the height is 0.5
    wrong: NDArray[np.bool_]  # (n_positions, n_points)


def _fit_lines(points: Floats, y: Floats, across: Floats) -> _Fits:
    """Fit a least-squares line to each row of `points` (n_positions, n_points)."""
    w = np.array([np.linalg.lstsq(add_intercept(x[:, None]), y)[0] for x in points])
    at_points = _line(w, points)
    return _Fits(at_points, _line(w, across), (0.5 - w[:, 0]) / w[:, 1], (at_points >= 0.5) != y)


def _fit_sigmoids(points: Floats, y: Floats, across: Floats) -> _Fits:
    """Fit a sigmoid to each row of `points` (n_positions, n_points)."""
    paths = [newton(add_intercept(x[:, None]), y) for x in points]
    if not all(path.converged for path in paths):
        raise ValueError("x and y must overlap, got labels that a threshold separates")
    w = np.array([path.weights[-1] for path in paths])
    z = _line(w, points)
    return _Fits(sigmoid(z), sigmoid(_line(w, across)), -w[:, 0] / w[:, 1], (z >= 0) != y)


def _line(w: Floats, x: Floats) -> Floats:
    """Return intercept plus slope times x, with a row for each row of `w`."""
    return w[:, :1] + w[:, 1:] * x


def _draw_far_point(ax: Axes) -> Line2D:
    """Draw the point that moves, a square of class 1 with a frame."""
    one = CLASS_STYLES[1]
    (point,) = ax.plot([0], [1], one.marker, color=one.color, markersize=9, label="far point")
    point.set(markeredgecolor=BLACK, markeredgewidth=2, zorder=3)
    return point


def _draw_fit(ax: Axes, name: str, x: Floats, y: Floats) -> tuple[Line2D, Line2D, Line2D]:
    """Return a fit's curve over `x`, its crossing of 0.5, and crosses beside the labels `y`."""
    color, dashes, cross, beyond = _LOOKS[name]
    (curve,) = ax.plot(x, np.zeros_like(x), dashes, color=color, linewidth=2, label=name)
    (crossing,) = ax.plot([0], [0.5], "D", color=color, markersize=7)
    beside = np.where(y == 1, 1 + beyond, -beyond)
    (crosses,) = ax.plot(y, beside, cross, color=color, ms=8, mew=2.5, label=f"{name} is wrong")
    return curve, crossing, crosses
