"""A far point is dragged outwards: the least-squares line gives way, the sigmoid hardly does."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels
from logit_core.descent import newton
from logit_core.explorers.stage import Stage
from logit_core.figures.curves import as_one_feature, draw_yes_no
from logit_core.figures.style import BLACK, CLASS_STYLES, PURPLE, new_figure
from logit_core.model import add_intercept
from logit_core.probability import sigmoid

# made up: hours of practice of fifteen learners, and whether they passed
HOURS: Final = np.arange(2, 17) / 2
PASSED: Final = np.array([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])
FAR: Final = np.arange(18, 61) / 2


def straight_line_explorer(
    x: ArrayLike = HOURS,
    y: ArrayLike = PASSED,
    *,
    far: ArrayLike = FAR,
    feature_name: str = "hours of practice",
    class_names: Sequence[str] = ("failed", "passed"),
) -> Stage:
    """Fit a straight line and a sigmoid to labels while one more point of class 1 moves outwards.

    Parameters
    ----------
    x : array_like of shape (n_samples,)
        One feature; made-up hours of practice when left out.
    y : array_like of shape (n_samples,)
        Labels, both of them present, such that no threshold on `x` separates them.
    far : array_like of shape (n_positions,)
        Where the additional point may stand, rising; from 9 to 30 when left out.
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
        If x and y do not match, `far` does not rise, or a threshold separates the labels, so that
        no sigmoid is the best one.
    """
    x = as_one_feature(x)
    y = as_labels(y, len(x))
    far = as_one_feature(far, "far")
    if (np.diff(far) <= 0).any():
        raise ValueError("far must rise from each to the next, got some that do not")
    everywhere = np.column_stack([np.tile(x, (len(far), 1)), far])  # a row for each position
    labels = np.append(y, 1.0)
    lines, curves = np.array([_fits(row, labels) for row in everywhere]).swapaxes(0, 1)
    values = _line(lines, everywhere)
    line_wrong, curve_wrong = (values >= 0.5) != labels, (_line(curves, everywhere) >= 0) != labels
    line_at, curve_at = (0.5 - lines[:, 0]) / lines[:, 1], -curves[:, 0] / curves[:, 1]

    margin = 0.03 * np.ptp(everywhere)
    across = np.linspace(everywhere.min() - margin, everywhere.max() + margin, 201)
    fig = new_figure(9.0)
    ax = fig.subplots()
    draw_yes_no(x, y, across[[0, -1]], feature_name=feature_name, class_names=class_names, ax=ax)
    one = CLASS_STYLES[1]
    (point,) = ax.plot(far[-1:], [1], one.marker, color=one.color, markersize=9, label="far point")
    point.set(markeredgecolor=BLACK, markeredgewidth=2, zorder=3)
    stage = Stage(fig, far_point=[f"{at:g}" for at in far])
    stage.control("far_point", play=150)
    stage.moves(point, x=far[:, None], by="far_point")
    for name, color, dashes, curve, at, wrong, cross, away in (
        ("straight line", PURPLE, "--", _line(lines, across), line_at, line_wrong, "x", 0.12),
        ("sigmoid", BLACK, "-", sigmoid(_line(curves, across)), curve_at, curve_wrong, "+", 0.25),
    ):
        (drawn,) = ax.plot(across, curve[-1], dashes, color=color, linewidth=2, label=name)
        (crossing,) = ax.plot([0], [0.5], "D", color=color, markersize=7)
        (crosses,) = ax.plot(x, y, cross, color=color, markeredgewidth=2, label=f"{name} is wrong")
        stage.moves(drawn, x=across, y=curve, by="far_point")
        stage.moves(crossing, x=at[:, None], by="far_point")
        beside = np.where(labels == 1, 1 + away, -away)
        stage.moves(crosses, x=np.where(wrong, everywhere, np.nan), y=beside, by="far_point")
    ax.legend(loc="lower right", ncols=2)
    stage.says(
        "Far point at {far_point}: the straight line crosses 0.5 at {line_at:.2f} and gets "
        "{line_right:.0f} of {n:.0f} points right, the sigmoid crosses it at {curve_at:.2f} and "
        "gets {curve_right:.0f} right. At the points the line runs from {low:.2f} to {high:.2f}; "
        "the sigmoid stays between 0 and 1.",
        by="far_point",
        line_at=line_at,
        line_right=(~line_wrong).sum(axis=1),
        n=len(labels),
        curve_at=curve_at,
        curve_right=(~curve_wrong).sum(axis=1),
        low=values.min(axis=1),
        high=values.max(axis=1),
    )
    stage.set_trait("far_point", round(0.76 * (len(far) - 1)))
    return stage


def _fits(x: Floats, y: Floats) -> list[Floats]:
    """Return intercept and slope of the least-squares line, and of the log-odds."""
    A = add_intercept(x[:, None])
    path = newton(A, y)
    if not path.converged:
        raise ValueError("a threshold on x must not separate the labels: no sigmoid fits them best")
    return [np.linalg.lstsq(A, y)[0], path.weights[-1]]


def _line(w: Floats, x: Floats) -> Floats:
    """Return intercept plus slope times x, with a row for each row of `w`."""
    return w[:, :1] + w[:, 1:] * x
