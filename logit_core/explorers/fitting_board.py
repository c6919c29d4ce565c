"""One board for two players: a line of log-odds, its sigmoid, and what each learner costs."""

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.descent import newton
from logit_core.explorers.learners import HOURS, PASSED, draw_learners
from logit_core.figures.style import BLACK, CLASS_STYLES, FAINT, GREEN, HERE, new_figure
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept
from logit_core.probability import sigmoid
from logit_core.stage import Stage

LEFT, RIGHT = 2.0, 7.0  # hours at which the line is held

_ACROSS: Final = np.linspace(0.5, 8.5, 33)
_LIMITS: Final = (-6.5, 6.5)  # of the log-odds in the picture
_DEAREST: Final = 5.5  # of the costs in it
_MOST: Final = 2.0  # of the mean costs


@cache
def best_ends() -> tuple[float, float]:
    """Return the log-odds at 2 and at 7 hours of the line that no other beats."""
    w = newton(add_intercept(HOURS[:, None]), PASSED).weights[-1]
    return float(w[0] + w[1] * LEFT), float(w[0] + w[1] * RIGHT)


class Board(NamedTuple):
    """What moves on a board."""

    figure: Figure
    line: Line2D
    ends: tuple[Line2D, Line2D]
    curve: Line2D
    costs: BarContainer
    column: BarContainer


def draw_board() -> Board:
    """Return a board on which nothing is fitted yet."""
    fig = new_figure(10.5)
    left, middle, right, narrow = fig.subplots(1, 4, width_ratios=[1, 1, 1, 0.35])
    left.set(title="log-odds", xlabel="hours of practice", xlim=_ACROSS[[0, -1]], ylim=_LIMITS)
    left.axhline(0, color=FAINT, linewidth=1, zorder=0.5)
    (line,) = left.plot([], [], color=BLACK, linewidth=2)
    ends = [left.plot([], [], **{**HERE, "marker": marker})[0] for marker in "os"]
    draw_learners(middle, _ACROSS[[0, -1]])
    middle.set(title="probability of passing")
    (curve,) = middle.plot([], [], color=BLACK, linewidth=2)
    right.set(title="cost of each learner", xlabel="hours of practice", ylim=(0, _DEAREST))
    right.set(xlim=_ACROSS[[0, -1]])
    costs = right.bar(HOURS, np.zeros(len(HOURS)), width=0.4, color=_colors())
    return Board(fig, line, (ends[0], ends[1]), curve, costs, _draw_column(narrow))


def show_lines(stage: Stage, board: Board, z_left: Floats, z_right: Floats) -> Floats:
    """Let the board show the lines with these log-odds at 2 and at 7 hours; return their losses.

    Both have a dimension for each control of the stage.
    """
    z = _lines(z_left, z_right, _ACROSS)
    stage.moves(board.line, x=_ACROSS[[0, -1]], y=z[..., [0, -1]])
    stage.moves(board.curve, x=_ACROSS, y=sigmoid(z))
    at_learners = _lines(z_left, z_right, HOURS)
    labels = np.broadcast_to(PASSED, at_learners.shape)
    costs = binary_cross_entropy_from_log_odds(labels, at_learners, reduction="none")
    stage.bars(board.costs, costs)
    # slices of a column: bars from 0, the tallest behind, each with the costs up to its learner
    stage.bars(board.column, np.cumsum(costs, axis=-1)[..., ::-1] / len(HOURS))
    losses: Floats = costs.mean(axis=-1)
    return losses


def above_the_best(losses: Floats) -> NDArray[np.str_]:
    """Say how far the mean cost of each line is above that of the best one."""
    words: NDArray[np.str_] = np.vectorize("That is {:.3f} above the best line.".format)(
        losses - _best_loss()
    )
    return words


def _best_loss() -> float:
    left, right = best_ends()
    z = _lines(np.array(left), np.array(right), HOURS)
    return float(binary_cross_entropy_from_log_odds(PASSED, z))


def _lines(z_left: Floats, z_right: Floats, x: Floats) -> Floats:
    """Return lines (..., n) over `x`, each through its two points."""
    slope = (z_right - z_left) / (RIGHT - LEFT)
    return z_left[..., None] + slope[..., None] * (x - LEFT)


def _colors() -> list[str]:
    return [CLASS_STYLES[label].color for label in PASSED]


def _draw_column(ax: Axes) -> BarContainer:
    """Return the slices of a column, the last learner's first, and mark the best loss."""
    n = len(HOURS)
    edges: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.8}
    column = ax.bar(np.zeros(n), np.zeros(n), width=1, color=_colors()[::-1], **edges)
    ax.set(title="mean", xticks=[], xlim=(-0.6, 0.6), ylim=(0, _MOST))
    beside: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "va": "center"}
    for height, words in ((_best_loss(), "best"), (np.log(2), "coin")):
        ax.axhline(height, color=GREEN, linestyle="--", linewidth=1.5, zorder=3)
        ax.text(1.06, height, words, **beside)
    return column
