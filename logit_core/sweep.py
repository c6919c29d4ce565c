"""Many runs of stochastic gradient descent side by side, one for each learning rate."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_long, refuse_many
from logit_core._unchecked import batches
from logit_core._validation import (
    LARGEST,
    Floats,
    Generator,
    Seed,
    as_batch_size,
    as_count,
    as_generator,
    as_measured,
    as_penalty,
    refuse_where,
)
from logit_core.paths import Sweep, as_problem

BLOCK = 1 << 15
"""Log-odds that are worked on at once: they fit into the processor's cache."""


@np.errstate(all="ignore")
def sgd_sweep(
    X: ArrayLike,
    y: ArrayLike,
    learning_rates: ArrayLike,
    *,
    start: ArrayLike | None = None,
    n_epochs: int = 20,
    batch_size: int | None = 1,
    penalty: float = 0.0,
    seed: Seed = 0,
) -> Sweep:
    """`sgd` at many learning rates at once, all with the same shuffles.

    All runs are computed side by side, for speed; `sgd` shows the algorithm. At single points 41
    runs take about as long as one. Each row is the single run to rounding, so long as the run
    itself is not chaotic: at wild rates the last digit of one step decides about the next hundred.

    Parameters
    ----------
    learning_rates : array_like of shape (n_rates,)
        All > 0, in any order.
    X, y, start, n_epochs, batch_size, penalty, seed
        As in `sgd`.

    Returns
    -------
    sweep : Sweep
        One row per learning rate. Runs that grow longer than 1e100 are treated as in `sgd`.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range; or if there are
        more than 50 million weights to be kept.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> sweep = sgd_sweep(X, [0, 0, 1, 1], [0.01, 0.1, 1.0], n_epochs=5)
    >>> sweep.weights.shape
    (3, 6, 2)
    >>> sweep.losses[:, -1].round(3)
    array([0.593, 0.238, 0.035])
    """
    X, y, w = as_problem(X, y, start)
    rates = as_measured(learning_rates, "learning_rates")
    if rates.ndim != 1:
        raise ValueError(f"learning_rates must have shape (n_rates,), got shape {rates.shape}")
    refuse_where(rates <= 0, rates, "learning_rates must be > 0")
    n_epochs = as_count(n_epochs, "n_epochs")
    batch_size = as_batch_size(batch_size)
    penalty = as_penalty(penalty)
    rng = as_generator(seed)
    refuse_long(n_epochs, len(w))
    refuse_many(len(rates), n_epochs, len(w))

    # One column per run: W (n_features, n_rates).
    W = np.repeat(w[:, None], len(rates), axis=1)
    weights = np.empty((len(rates), n_epochs + 1, len(w)))
    losses = np.empty((len(rates), n_epochs + 1))
    running = np.ones(len(rates), dtype=bool)
    half_X, signs = X / 2, 2 * y - 1
    S = signs[:, None] * X  # so that S @ W is positive where the side is right
    for epoch in range(n_epochs + 1):
        means, gradient = mean_losses(S, W, with_gradient=batch_size is None)
        weights[:, epoch] = W.T
        means += penalty * (W[1:] ** 2).sum(axis=0) / 2
        losses[:, epoch] = np.where(running, means, np.inf)
        if epoch == n_epochs:
            break
        before = W.copy()
        if batch_size is None:  # what the losses have computed serves the step as well
            W -= rates * _penalised(gradient, W, penalty)
        else:
            _step_through(half_X, signs, W, rates, batch_size, penalty, rng)
        running &= np.einsum("ij,ij->j", W, W) <= LARGEST**2  # nan is not
        W[:, ~running] = before[:, ~running]
    return Sweep(rates, weights, losses)


def _step_through(
    half_X: Floats,
    signs: Floats,
    W: Floats,
    rates: Floats,
    batch_size: int,
    penalty: float,
    rng: Generator,
) -> None:
    """Take all runs through one epoch; changes `W`.

    p - y is (tanh(z / 2) - s) / 2 with s = 2y - 1: one call that cannot overflow in place of five.
    Halving the features serves both the z / 2 and the / 2.
    """
    for half_x, sign in batches(half_X, signs, batch_size, rng):
        if batch_size == 1:
            gradient = half_x[:, None] * (np.tanh(half_x @ W) - sign)
        else:
            gradient = half_x.T @ (np.tanh(half_x @ W) - sign[:, None]) / len(sign)
        W -= rates * _penalised(gradient, W, penalty)


def _penalised(gradient: Floats, W: Floats, penalty: float) -> Floats:
    """Return the gradient with what the penalty adds to it."""
    if penalty:
        gradient[1:] += penalty * W[1:]
    return gradient


def mean_losses(S: Floats, W: Floats, *, with_gradient: bool) -> tuple[Floats, Floats]:
    """Return the mean loss of each run, and its gradient (n_features, n_rates) if it is wanted.

    `S` holds the points, those of class 0 turned round, so that S @ W is positive where the side is
    right; `W` the weights, a column for each run.

    |p - y| is e / (1 + e), e = exp(-|z|), on the right side and 1 less that on the wrong one: both
    are as far from 1/2, and the sign of s z says to which side.
    """
    n = len(S)
    means, gradient = np.zeros(W.shape[1]), np.zeros_like(W)
    step = max(BLOCK // W.shape[1], 1)
    for block in (S[first : first + step] for first in range(0, n, step)):
        s_z = block @ W
        shrinking = np.exp(-np.abs(s_z))
        entropies = np.log1p(shrinking) - np.minimum(s_z, 0)
        means += np.full(len(block), 1 / n) @ entropies  # quicker than a mean along the first axis
        if with_gradient:
            wrong = 0.5 - np.copysign(0.5 - shrinking / (1.0 + shrinking), s_z)
            gradient -= block.T @ wrong / n
    return means, gradient
