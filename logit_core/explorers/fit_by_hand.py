"""Fit the learners by hand: hold a line of log-odds at two places, and pay for each learner."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.explorers.fitting_board import (
    LEFT,
    RIGHT,
    above_the_best,
    best_ends,
    draw_board,
    show_lines,
)
from logit_core.explorers.learners import PASSED
from logit_core.stage import Control, Stage

_BASE_RATE: Final = float(np.log(PASSED.mean() / (1 - PASSED.mean())))


def fit_by_hand_explorer() -> Stage:
    """Hold a line of log-odds at 2 and at 7 hours, and see what each of fifteen learners costs.

    Three lines are on the grid and named: log-odds 0 everywhere, which is a fair coin; those of the
    share that passed; and the line that no other beats.

    Returns
    -------
    stage : Stage
        With the controls ``at_2_hours`` and ``at_7_hours``.
    """
    best = best_ends()
    left, right = _grid(-6, 1, best[0]), _grid(-2, 5, best[1])
    board = draw_board()
    stage = Stage(
        board.figure,
        at_2_hours=_control(left, "at 2 hours"),
        at_7_hours=_control(right, "at 7 hours"),
    )
    losses = show_lines(stage, board, *np.broadcast_arrays(left[:, None], right))
    stage.puts(board.ends[0], x=LEFT, y=left, by="at_2_hours").grab(board.ends[0], along="y")
    stage.puts(board.ends[1], x=RIGHT, y=right, by="at_7_hours").grab(board.ends[1], along="y")
    return stage.says(
        "Log-odds of {at_2_hours} at 2 hours and {at_7_hours} at 7 hours: a learner costs "
        "{loss:.3f} on average. {mark}",
        loss=losses,
        mark=_marks(left, right, losses),
    )


def _grid(low: float, high: float, best: float) -> Floats:
    """Return quarters from low to high, the log-odds of the base rate, and the best ones."""
    quarters = np.arange(4 * low, 4 * high + 1) / 4
    return np.sort([*quarters, _BASE_RATE, best])


def _control(grid: Floats, label: str) -> Control:
    """Return a control that stands at 0."""
    return Control(grid, label=f"log-odds {label}", format=".3g", at=int(np.abs(grid).argmin()))


def _marks(left: Floats, right: Floats, losses: Floats) -> NDArray[np.str_]:
    """Say which lines are known by name, and how far the others are from the best."""
    z_left, z_right, best = left[:, None], right, best_ends()
    named = {
        "That is a fair coin.": (z_left == 0) & (z_right == 0),
        "That says of each learner the share that passed, 6 of 15.": (z_left == _BASE_RATE)
        & (z_right == _BASE_RATE),
        "No straight line of log-odds costs less.": (z_left == best[0]) & (z_right == best[1]),
    }
    return np.select(list(named.values()), list(named), above_the_best(losses))
