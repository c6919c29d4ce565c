"""Five ways down one loss from zeros, and what they cost in gradient evaluations."""

from typing import Final, NamedTuple

import numpy as np

from logit_core._validation import Floats
from logit_core.descent import Path, adam, newton, sgd_sweep
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import predict_log_odds

OPTIMISERS: Final = ("Plain descent", "SGD", "Adam", "Newton", "L-BFGS")
BATCH_SIZE: Final = 32


class Race(NamedTuple):
    """Where each optimiser was after each step or epoch, and what it had cost by then."""

    weights: Floats  # (optimiser, rate, step, feature)
    losses: Floats  # (optimiser, rate, step)
    evaluations: Floats  # (optimiser, step)
    exact: Path  # of Newton's method, to the lowest loss


class Run(NamedTuple):
    """Where one optimiser was after each step, and what it had cost by then."""

    weights: Floats  # (step, feature)
    losses: Floats  # (step,)
    evaluations: Floats  # (step,)


def race(A: Floats, y: Floats, rates: Floats, n_steps: int, seed: int) -> Race:
    """Return the runs of all optimisers; those that need no learning rate are the same at each.

    A loss without a minimum is refused.
    """
    exact = newton(A, y)
    if not exact.converged:
        raise ValueError("the loss must have a minimum, but a line separates the classes")
    batches = {"n_epochs": n_steps, "batch_size": BATCH_SIZE, "seed": seed}
    plain = sgd_sweep(A, y, rates, n_epochs=n_steps, batch_size=None)
    noisy = sgd_sweep(A, y, rates, **batches)
    adaptive = [adam(A, y, learning_rate=rate, **batches) for rate in rates]
    arrived = np.minimum(np.arange(n_steps + 1), len(exact.losses) - 1)  # there it stays
    quasi = counted_lbfgs(A, y, n_steps)

    weights = [
        plain.weights,
        noisy.weights,
        [path.weights for path in adaptive],
        [exact.weights[arrived]] * len(rates),
        [quasi.weights] * len(rates),
    ]
    losses = [
        plain.losses,
        noisy.losses,
        [path.losses for path in adaptive],
        [exact.losses[arrived]] * len(rates),
        [quasi.losses] * len(rates),
    ]
    epochs = np.arange(n_steps + 1.0)
    evaluations = [epochs, epochs, epochs, (1 + A.shape[1]) * arrived, quasi.evaluations]
    return Race(np.array(weights), np.array(losses), np.array(evaluations), exact)


def counted_lbfgs(A: Floats, y: Floats, n_steps: int) -> Run:
    """Return a run of SciPy's L-BFGS from zeros, with the gradients that it had asked for.

    Once it has stopped, the last row is repeated.
    """
    from scipy.optimize import minimize

    asked = 0

    def loss_and_gradient(w: Floats) -> tuple[float, Floats]:
        nonlocal asked
        asked += 1
        return _loss(A, y, w), cross_entropy_gradient(A, y, w)

    start = np.zeros(A.shape[1])
    rows = [(start, _loss(A, y, start), 0.0)]
    minimize(
        loss_and_gradient,
        start,
        jac=True,
        method="L-BFGS-B",
        callback=lambda w: rows.append((w.copy(), _loss(A, y, w), float(asked))),
        options={"maxiter": n_steps, "ftol": 0.0, "gtol": 1e-8},
    )
    rows += [rows[-1]] * (n_steps + 1 - len(rows))
    weights, losses, evaluations = zip(*rows, strict=True)
    return Run(np.array(weights), np.array(losses), np.array(evaluations))


def _loss(A: Floats, y: Floats, w: Floats) -> float:
    return float(binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w)))
