"""Ways down the loss: gradient descent in small batches or all at once, Adam, Newton, L-BFGS.

All of them start at weights, follow the slope of the mean cross-entropy (plus a penalty), and
return the whole way as a `Path`, because in this course the way is the subject.
"""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_long, refuse_wide
from logit_core._unchecked import batches, mean_loss, stable_sigmoid
from logit_core._validation import (
    Seed,
    as_batch_size,
    as_count,
    as_features,
    as_generator,
    as_number,
    as_penalty,
    as_rate,
)
from logit_core.paths import Path, Sweep, as_path, as_problem, has_diverged
from logit_core.second_order import lbfgs, newton
from logit_core.sweep import sgd_sweep

__all__ = [
    "Path",
    "Sweep",
    "adam",
    "gradient_descent",
    "lbfgs",
    "newton",
    "safe_learning_rate",
    "sgd",
    "sgd_sweep",
]


@np.errstate(all="ignore")
def sgd(
    X: ArrayLike,
    y: ArrayLike,
    *,
    start: ArrayLike | None = None,
    learning_rate: float = 0.01,
    n_epochs: int = 20,
    batch_size: int | None = 1,
    penalty: float = 0.0,
    seed: Seed = 0,
    tolerance: float | None = None,
) -> Path:
    """Stochastic gradient descent: shuffle, then step down the slope of one batch after another.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    start : array_like of shape (n_features,), optional
        First weights; zeros when not given.
    learning_rate : float > 0
        How far to step, in units of the gradient.
    n_epochs : int >= 0
        Passes over the data; with 0 the path is the start alone.
    batch_size : int >= 1 or None
        Points per step; each step follows the mean gradient of its batch, also the last, shorter
        one. More than there are points means all of them. None: all of them in their own order,
        without a shuffle (`gradient_descent`).
    penalty : float >= 0
        Strength of `l2_penalty`; the intercept is free.
    seed : int >= 0 or numpy.random.Generator
        Source of the shuffles. A generator moves on by one permutation for each that is made.
    tolerance : float > 0, optional
        Stop as soon as the loss changes by less than this over an epoch.

    Returns
    -------
    path : Path
        The start, then one row per epoch. If the weights grow longer than 1e100 they stay where
        they were an epoch before, and the loss is infinite from there.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

    References
    ----------
    Robbins & Monro (1951), A stochastic approximation method.
    Bottou, Curtis & Nocedal (2018), Optimization methods for large-scale machine learning.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> path = sgd(X, [0, 0, 1, 1], learning_rate=0.5, n_epochs=3)
    >>> path.losses.round(3)
    array([0.693, 0.213, 0.132, 0.099])
    """
    X, y, w = as_problem(X, y, start)
    learning_rate, penalty = as_rate(learning_rate), as_penalty(penalty)
    n_epochs = as_count(n_epochs, "n_epochs")
    batch_size = as_batch_size(batch_size)
    tolerance = _as_tolerance(tolerance)
    rng = as_generator(seed)
    refuse_long(n_epochs, len(w))

    weights, losses, converged = [w], [mean_loss(X, y, w, penalty)], False
    for _ in range(n_epochs):
        for X_b, y_b in batches(X, y, batch_size, rng):  # shuffled; of size 1: a row, a label
            error = stable_sigmoid(X_b @ w) - y_b  # p - y
            gradient = error * X_b if batch_size == 1 else X_b.T @ error / len(y_b)
            if penalty:
                gradient[1:] += penalty * w[1:]
            w = w - learning_rate * gradient
        if has_diverged(w):
            break
        weights.append(w)
        losses.append(mean_loss(X, y, w, penalty))
        converged = abs(losses[-1] - losses[-2]) < tolerance
        if converged:
            break
    return as_path(weights, losses, n_epochs, learning_rate, converged)


@np.errstate(all="ignore")
def gradient_descent(
    X: ArrayLike,
    y: ArrayLike,
    *,
    start: ArrayLike | None = None,
    learning_rate: float = 0.1,
    n_epochs: int = 100,
    penalty: float = 0.0,
    tolerance: float | None = None,
) -> Path:
    """Full-batch gradient descent: every step follows the mean gradient of all the data.

    Parameters
    ----------
    X, y, start, learning_rate, n_epochs, penalty, tolerance
        As in `sgd`. Below `safe_learning_rate` for the same penalty the loss never rises.

    Returns
    -------
    path : Path
        The start, then one row per step: the same as from ``sgd(..., batch_size=None)``.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

    References
    ----------
    Nocedal & Wright (2006), Numerical Optimization, chapter 3.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> gradient_descent(X, [0, 1, 0, 1], n_epochs=1000).weights[-1].round(2)
    array([0.  , 0.42])
    """
    X, y, w = as_problem(X, y, start)
    learning_rate, penalty = as_rate(learning_rate), as_penalty(penalty)
    n_epochs = as_count(n_epochs, "n_epochs")
    refuse_long(n_epochs, len(w))
    tolerance = _as_tolerance(tolerance)

    weights, losses, converged = [w], [mean_loss(X, y, w, penalty)], False
    for _ in range(n_epochs):
        p = stable_sigmoid(X @ w)
        gradient = X.T @ (p - y) / len(y)
        if penalty:
            gradient[1:] += penalty * w[1:]
        w = w - learning_rate * gradient
        if has_diverged(w):
            break
        weights.append(w)
        losses.append(mean_loss(X, y, w, penalty))
        converged = abs(losses[-1] - losses[-2]) < tolerance
        if converged:
            break
    return as_path(weights, losses, n_epochs, learning_rate, converged)


@np.errstate(all="ignore")
def adam(
    X: ArrayLike,
    y: ArrayLike,
    *,
    start: ArrayLike | None = None,
    learning_rate: float = 0.01,
    n_epochs: int = 20,
    batch_size: int | None = 1,
    beta1: float = 0.9,
    beta2: float = 0.999,
    penalty: float = 0.0,
    seed: Seed = 0,
) -> Path:
    """Adam: descent whose step adapts to each weight by running means of gradient and square.

    Parameters
    ----------
    learning_rate : float > 0
        How far a weight moves in one step, about; rarely seen features may move further.
    beta1, beta2 : float in [0, 1)
        Memory of the running means of the gradient and of its square.
    X, y, start, n_epochs, batch_size, penalty, seed
        As in `sgd`, with the same batches for the same seed.

    Returns
    -------
    path : Path
        The start, then one row per epoch.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

    References
    ----------
    Kingma & Ba (2015), Adam: a method for stochastic optimization, algorithm 1, with its bias
    correction and epsilon = 1e-8.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> adam(X, [0, 0, 1, 1], learning_rate=0.1, n_epochs=5).losses.round(3)
    array([0.693, 0.449, 0.292, 0.196, 0.139, 0.104])
    """
    X, y, w = as_problem(X, y, start)
    learning_rate, penalty = as_rate(learning_rate), as_penalty(penalty)
    n_epochs = as_count(n_epochs, "n_epochs")
    batch_size = as_batch_size(batch_size)
    beta1, beta2 = _as_memory(beta1, "beta1"), _as_memory(beta2, "beta2")
    rng = as_generator(seed)
    refuse_long(n_epochs, len(w))

    weights, losses = [w], [mean_loss(X, y, w, penalty)]
    m, v, t = np.zeros(len(w)), np.zeros(len(w)), 0  # running means of gradient and square, step
    for _ in range(n_epochs):
        for X_b, y_b in batches(X, y, batch_size, rng):  # as in `sgd`
            error = stable_sigmoid(X_b @ w) - y_b  # p - y
            gradient = error * X_b if batch_size == 1 else X_b.T @ error / len(y_b)
            if penalty:
                gradient[1:] += penalty * w[1:]
            t += 1
            m = beta1 * m + (1 - beta1) * gradient
            v = beta2 * v + (1 - beta2) * gradient**2
            unbiased_m, unbiased_v = m / (1 - beta1**t), v / (1 - beta2**t)
            w = w - learning_rate * unbiased_m / (np.sqrt(unbiased_v) + 1e-8)
        if has_diverged(w):
            break
        weights.append(w)
        losses.append(mean_loss(X, y, w, penalty))
    return as_path(weights, losses, n_epochs, learning_rate)


@np.errstate(all="ignore")
def safe_learning_rate(X: ArrayLike, *, penalty: float = 0.0) -> float:
    """Learning rate below which every full-batch step lowers the loss, where it has a slope.

    It is 2/L with L the largest eigenvalue of ``X'X / (4 n) + penalty * diag(0, 1, ..., 1)``:
    no Hessian of the loss is larger, because p (1 - p) is at most 1/4. Where the predictions are
    surer than p = 1/2 the Hessian is smaller, and a larger rate may do, too. Steps on single
    points or small batches are another matter: nothing is promised for them.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    penalty : float >= 0
        Strength of `l2_penalty`.

    Returns
    -------
    learning_rate : float
        Infinite if the loss does not depend on the weights (`X` all zero, no penalty).

    Raises
    ------
    ValueError
        If `X` is not a finite matrix of at most 5,000 columns, or `penalty` is negative or not
        finite.

    References
    ----------
    Böhning & Lindsay (1988), Monotonicity of quadratic-approximation algorithms (the bound on
    the Hessian). Nesterov (2004), Introductory Lectures on Convex Optimization, section 1.2.3
    (a step below 2/L lowers the loss).

    Examples
    --------
    >>> round(safe_learning_rate([[1, 0], [1, 0]]), 6)
    8.0
    """
    X = as_features(X)
    penalty = as_penalty(penalty)
    refuse_wide(X)
    H_max = X.T @ X / (4 * len(X))  # the Hessian where all p = 1/2, whatever the labels
    H_max[1:, 1:] += penalty * np.eye(len(H_max) - 1)
    L = np.linalg.eigvalsh(H_max)[-1]
    return float(2 / L) if L > 0 else float("inf")


def _as_tolerance(tolerance: float | None) -> float:
    """Return the tolerance; none is 0, for no change is smaller."""
    return 0.0 if tolerance is None else as_number(tolerance, "tolerance", above=0)


def _as_memory(beta: float, name: str) -> float:
    """Return the memory of a running mean, in [0, 1)."""
    number = as_number(beta, name, low=0)
    if number >= 1:
        raise ValueError(f"{name} must be less than 1, got {number}")
    return number
