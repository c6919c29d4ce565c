"""Gradient descent fits the learners, on the board on which the reader did it by hand."""

from typing import Final

import numpy as np

from logit_core.descent import sgd_sweep
from logit_core.explorers.fitting_board import LEFT, RIGHT, above_the_best, draw_board, show_lines
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

_RATES: Final = np.array([0.03, 0.1, 0.3, 0.6])  # 0.64 is the edge near the minimum
_STEPS: Final = np.array([*range(21), *range(25, 101, 5), *range(150, 1001, 50)])


def fit_by_descent_explorer() -> Stage:
    """Let gradient descent over all fifteen learners move the line of log-odds, from zeros.

    Returns
    -------
    stage : Stage
        With the controls ``learning_rate`` and ``step``: each step up to 20, then fewer.
    """
    A = add_intercept(HOURS[:, None])
    n_epochs = int(_STEPS[-1])
    runs = sgd_sweep(A, PASSED, _RATES, n_epochs=n_epochs, batch_size=None)
    w = runs.weights[:, _STEPS]
    ends = w @ add_intercept(np.array([[LEFT], [RIGHT]])).T  # (rate, step, end)

    board = draw_board()
    stage = Stage(
        board.figure,
        learning_rate=Control(_RATES, at=2),
        step=Control([str(step) for step in _STEPS], at=10, play=150),
    )
    losses = show_lines(stage, board, ends[..., 0], ends[..., 1])
    for dot, x, z in ((board.ends[0], LEFT, ends[..., 0]), (board.ends[1], RIGHT, ends[..., 1])):
        stage.puts(dot, x=x, y=z)
    return stage.says(
        "Learning rate {learning_rate}, step {step}: log-odds of {left:.2f} at 2 hours and "
        "{right:.2f} at 7 hours, a learner costs {loss:.3f} on average. {above}",
        left=ends[..., 0],
        right=ends[..., 1],
        loss=losses,
        above=above_the_best(losses),
    )
