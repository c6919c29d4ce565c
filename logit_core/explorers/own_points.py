"""Points of one's own: place them, move them, and the boundary follows."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from logit_core._validation import Floats
from logit_core.data import make_clusters
from logit_core.figures.plane import plot_points
from logit_core.figures.style import BLACK, new_figure, written
from logit_core.model import add_intercept
from logit_core.paths import Path
from logit_core.probability import sigmoid
from logit_core.second_order import newton
from logit_core.stage import Board, Control, Fit

PENALTIES: Final = np.array([0, 0.01, 0.1, 1])
HALF: Final = np.array([4.05, 3.0])  # half the width and half the height of the picture

_CERTAIN: Final = 20.0  # log-odds at which the field has its last colour
_NONE: Final = 1e-9  # weights shorter than this are rounding: there is no boundary
_TOUCHES: Final = 1e-6  # a log-odds as small beside the largest lies on the boundary
_LONGEST: Final = (
    "Penalty 0.01: 200 of 200 points are right. Bias −88.88, weights "
    "−88.88 and −88.88. A line separates the classes, with points of "
    "both on it, so no weights are best: the longer, the better. Drawn are those after 50 steps "
    "of Newton's method."
)


def own_points_explorer() -> Board:
    """Show points that the reader places, and the model that fits them best.

    It is the one explorer that needs Python for a step: the weights are fitted by `newton`,
    for each penalty, whenever the points change. Without Python the points still move, and the
    sentence says that the fit waits.

    Without a penalty there are no best weights where a line separates the classes: they grow
    without end. The boundary of those at which Newton's method stopped is dashed. Of one class
    alone the bias grows without end, whatever the penalty.

    Returns
    -------
    board : Board
        With the control ``penalty``. `Board.place` puts other points there, `Board.points` returns
        those that the reader has made.
    """
    fig = new_figure(6.5, 4.5)
    dots, lines = _draw(fig.subplots())
    board = Board(fig, penalty=Control(PENALTIES))
    return board.holds(dots, lines, fit=_fit, starts=_starts(), longest=_LONGEST)


def _starts() -> dict[str, tuple[Floats, Floats]]:
    """Return what the reader may start from."""
    apart, classes = make_clusters(20, separation=4, seed=1)
    angles = np.arange(16) * np.pi / 8
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    return {
        "two clusters": make_clusters(24, separation=2, seed=0),
        "a ring": (np.vstack([2.3 * circle, 0.8 * circle[::2]]), np.repeat([0.0, 1.0], [16, 8])),
        "one outlier": (np.vstack([0.7 * apart, [-3.2, -2.2]]), np.append(classes, 1.0)),
        "nothing": (np.empty((0, 2)), np.empty(0)),
    }


def _fit(X: Floats, y: Floats) -> Fit:
    """Return the weights for each penalty."""
    if len(np.unique(y)) < 2:
        return _without_two_classes(y)
    A = add_intercept(X)
    paths: list[Path] = []
    for penalty in PENALTIES[::-1]:  # each begins where the one of a larger penalty ended
        start = paths[-1].weights[-1] if paths else None
        paths.append(newton(A, y, start=start, penalty=float(penalty)))
    paths.reverse()
    w = np.array([path.weights[-1] for path in paths])
    w[np.hypot(*w[:, 1:].T) < _NONE, 1:] = 0
    z = A @ w.T
    right = ((z >= 0) == (y == 1)[:, None]).sum(axis=0)
    best = np.array([path.converged for path in paths])
    ends = "" if best[0] else _separation((2 * y - 1) * z[:, 0])
    sentences = [
        f"Penalty {penalty:g}: {n_right} of {len(y)} points are right. {_weights(own)}. "
        f"{_verdict(ends, path)}."
        for penalty, n_right, own, path in zip(PENALTIES, right, w, paths, strict=True)
    ]
    return Fit(w, best, sentences)


def _without_two_classes(y: Floats) -> Fit:
    """Return what holds of points of one class, or of none: there are no best weights."""
    w = np.zeros((len(PENALTIES), 3))
    said = "there are no points, so there is nothing to fit, and p is 0.5 everywhere."
    if len(y):
        w[:, 0] = _CERTAIN if y[0] == 1 else -_CERTAIN
        points = "the only point is" if len(y) == 1 else f"all {len(y)} points are"
        grows = "grows" if y[0] == 1 else "falls"
        said = (
            f"{points} of class {y[0]:.0f}. One class alone has no boundary and no best weights: "
            f"the bias {grows} without end, whatever the penalty, and p goes to {y[0]:.0f} "
            "everywhere."
        )
    sentences = [f"Penalty {penalty:g}: {said}" for penalty in PENALTIES]
    return Fit(w, np.full(len(w), False), sentences)


def _weights(w: Floats) -> str:
    """Say what the weights are, and where their boundary runs."""
    if not w[1:].any():
        return f"Both weights are 0: p is {sigmoid(w[0]):.2f} everywhere, without a boundary"
    bias, first, second = (written(number, "z.2f") for number in w)
    out_of_sight = abs(w[0]) > np.abs(w[1:]) @ HALF
    where = "; the boundary is out of sight" if out_of_sight else ""
    return f"Bias {bias}, weights {first} and {second}{where}"


def _separation(margins: Floats) -> str:
    """Say how a line separates the classes; `margins` are positive on the right side of it."""
    touches = margins.min() <= _TOUCHES * np.abs(margins).max()
    return "A line separates the classes" + (", with points of both on it" if touches else "")


def _verdict(separation: str, path: Path) -> str:
    """Say whether there are best weights; `separation` is empty where no line separates."""
    if not separation:
        return "No line separates the classes"
    if path.converged:
        return f"{separation}: without a penalty the weights would grow without end"
    return (
        f"{separation}, so no weights are best: the longer, the better. Drawn are those after "
        f"{len(path.losses) - 1} steps of Newton's method"
    )


def _draw(ax: Axes) -> tuple[tuple[Line2D, Line2D], tuple[Line2D, Line2D]]:
    """Return markers of both classes, and the boundaries: of the best weights, and of others."""
    X, y = next(iter(_starts().values()))
    plot_points(X, y, ax=ax)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    ax.set(aspect="equal", xlim=(-HALF[0], HALF[0]), ylim=(-HALF[1], HALF[1]))
    zeros, ones = ax.lines
    (best,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=0.9)
    (other,) = ax.plot([], [], "--", color=BLACK, linewidth=2, zorder=0.9)
    return (zeros, ones), (best, other)
