"""The loop under every first-order descent: shuffle, step along each batch, look at the loss.

Many runs go side by side, one per column: weights are W (n_features, n_runs).
"""

from collections.abc import Callable, Iterator

import numpy as np

from logit_core._validation import Floats, Generator, Seed, as_count, as_generator, as_number

DIVERGED = 1e100
"""Length of the weights beyond which a run counts as diverged, long before floats overflow."""

LANES = 8
"""Runs are computed in multiples of this, so that one run alone takes the same machine path."""

Step = Callable[[Floats, Floats], None]
"""What to do with the gradient: changes the weights in place."""


def sgd_epochs(
    X: Floats,
    y: Floats,
    start: Floats,
    rates: Floats,
    batch_size: int | None,
    penalty: float,
    seed: Seed,
) -> Iterator[tuple[Floats, Floats]]:
    """Yield the epochs of one run per learning rate, and of the runs that fill up the lanes.

    NumPy may add up an array one wide in another order than a wider one, and take another route
    through exp and tanh at the end of an array than in its middle. Widths that are multiples of
    `LANES` know no such ends: so a run does not depend on the company it is in.
    """
    rates = np.pad(rates, (0, -len(rates) % LANES), mode="edge")
    W = np.repeat(start[:, None], len(rates), axis=1)
    rates = np.repeat(rates[None, :], len(W), axis=0)  # NumPy is slow where shapes differ

    def step(W: Floats, gradient: Floats) -> None:
        W -= rates * gradient

    return _epochs(X, y, W, step, batch_size, penalty, seed)


def adam_epochs(
    X: Floats,
    y: Floats,
    start: Floats,
    learning_rate: float,
    beta1: float,
    beta2: float,
    batch_size: int | None,
    penalty: float,
    seed: Seed,
) -> Iterator[tuple[Floats, Floats]]:
    """Yield the epochs of one run of Adam."""
    epsilon = 1e-8
    mean: Floats | float = 0.0
    square: Floats | float = 0.0
    t = 0

    def step(W: Floats, gradient: Floats) -> None:
        nonlocal mean, square, t
        t += 1
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        unbiased_mean = mean / (1 - beta1**t)
        unbiased_square = square / (1 - beta2**t)
        W -= learning_rate * unbiased_mean / (np.sqrt(unbiased_square) + epsilon)

    return _epochs(X, y, start[:, None], step, batch_size, penalty, seed)


def _epochs(
    X: Floats,
    y: Floats,
    W: Floats,
    step: Step,
    batch_size: int | None,
    penalty: float,
    seed: Seed,
) -> Iterator[tuple[Floats, Floats]]:
    """Yield weights (n_features, n_runs) and losses (n_runs,), the start first, without end."""
    if batch_size is not None:
        batch_size = as_count(batch_size, "batch_size", low=1)
    penalty = as_number(penalty, "penalty", low=0)
    rng = as_generator(seed)
    half_X, signs = X / 2, 2 * y - 1
    mean_gradient = _point_gradient if batch_size == 1 else _batch_gradient
    last, running = W, np.ones(W.shape[1], dtype=bool)
    while True:
        with np.errstate(all="ignore"):
            losses = _mean_losses(X, signs, W, penalty)
            running &= np.linalg.norm(W, axis=0) <= DIVERGED  # nan is not
        last = np.where(running, W, last)
        yield last, np.where(running, losses, np.inf)

        W = last.copy()
        with np.errstate(all="ignore"):
            for half_x, sign in _batches(half_X, signs, batch_size, rng):
                gradient = mean_gradient(half_x, sign, W)
                if penalty:
                    gradient[1:] += penalty * W[1:]
                step(W, gradient)


def _batches(
    X: Floats, signs: Floats, batch_size: int | None, rng: Generator
) -> Iterator[tuple[Floats, Floats]]:
    """Yield all points once, in batches: a single point as a column (n_features, 1)."""
    if batch_size is None:
        yield X, signs
        return
    order = rng.permutation(len(X))
    X, signs = X[order], signs[order]
    if batch_size == 1:
        yield from zip(X[:, :, None], signs, strict=True)
        return
    for first in range(0, len(X), batch_size):
        batch = slice(first, first + batch_size)
        yield X[batch], signs[batch]


# Below, sigmoid(z) - y is written (tanh(z/2) - s) / 2 with s = 2y - 1: one call that cannot
# overflow in place of four, in the innermost loop. Halving the features serves both the z/2 and
# the /2. Every sum over features or points goes from first to last whatever the number of runs,
# which BLAS does not promise: above rate 10 the last bit decides about the next hundred steps.


def _point_gradient(half_x: Floats, sign: Floats, W: Floats) -> Floats:
    """Return (sigmoid(z) - y) x of one point for each run: (n_features, n_runs)."""
    gradient: Floats = (np.tanh(np.add.reduce(half_x * W)) - sign) * half_x
    return gradient


def _batch_gradient(half_X: Floats, signs: Floats, W: Floats) -> Floats:
    """Return the mean of (sigmoid(z) - y) x over a batch for each run: (n_features, n_runs)."""
    residuals = np.tanh(_scores(half_X, W)) - signs[:, None]
    sums = [(column[:, None] * residuals).sum(axis=0) for column in half_X.T]
    return np.array(sums) / len(half_X)


def _mean_losses(X: Floats, signs: Floats, W: Floats, penalty: float) -> Floats:
    """Return the mean of log(1 + exp(-s z)) plus the penalty for each run; infinite, not nan."""
    z = signs[:, None] * _scores(X, W)
    losses: Floats = (np.log1p(np.exp(-np.abs(z))) - np.minimum(z, 0)).sum(axis=0) / len(X)
    losses += penalty / 2 * (W[1:] ** 2).sum(axis=0)
    losses[np.isnan(losses)] = np.inf
    return losses


def _scores(X: Floats, W: Floats) -> Floats:
    """Return the log-odds (n_samples, n_runs), summed feature by feature."""
    z = np.zeros((len(X), W.shape[1]))
    for column, weights in zip(X.T, W, strict=True):
        z += np.multiply.outer(column, weights)
    return z
