"""Ways down the loss: gradient descent in small batches or all at once, Adam, Newton, L-BFGS.

All of them start at weights, follow the slope of the mean cross-entropy (plus a penalty), and
return the whole way as a `Path`, because in this course the way is the subject.
"""

from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from logit_core._path import Path, Sweep, as_problem, read_only
from logit_core._second_order import lbfgs, newton
from logit_core._training import adam_epochs, sgd_epochs
from logit_core._validation import (
    Seed,
    as_count,
    as_features,
    as_floats,
    as_number,
    refuse_where,
)
from logit_core.gradients import cross_entropy_hessian

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
        Source of the shuffles. A generator moves on by one permutation per epoch.
    tolerance : float > 0, optional
        Stop as soon as the loss changes by less than this over an epoch.

    Returns
    -------
    path : Path
        One row per epoch. If the weights grow longer than 1e100 they stay where they were an
        epoch before, and the loss is infinite from there.

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
    learning_rate = as_number(learning_rate, "learning_rate", above=0)
    n_epochs = as_count(n_epochs, "n_epochs")
    if tolerance is not None:
        tolerance = as_number(tolerance, "tolerance", above=0)
    epochs = sgd_epochs(X, y, w, np.array([learning_rate]), batch_size, penalty, seed)

    weights, losses, converged = [], [], False
    for W, loss in islice(epochs, n_epochs + 1):
        weights.append(W[:, 0])
        losses.append(float(loss[0]))
        if tolerance is not None and len(losses) > 1:
            converged = abs(losses[-1] - losses[-2]) < tolerance
        if converged:
            break
    return Path(
        weights=read_only(np.array(weights)),
        losses=read_only(np.array(losses)),
        learning_rate=learning_rate,
        converged=converged,
    )


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

    Each row equals the single run bit by bit, at a small part of the time: one step of 41 runs
    costs hardly more than one step of one.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    learning_rates : array_like of shape (n_rates,)
        All > 0, in any order.
    start, n_epochs, batch_size, penalty, seed
        As in `sgd`.

    Returns
    -------
    sweep : Sweep
        One row per learning rate. Runs that grow longer than 1e100 are treated as in `sgd`.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

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
    rates = as_floats(learning_rates, "learning_rates")
    if rates.ndim != 1:
        raise ValueError(f"learning_rates must have shape (n_rates,), got shape {rates.shape}")
    refuse_where(
        ~(np.isfinite(rates) & (rates > 0)), rates, "learning_rates must be finite and > 0"
    )
    n_epochs = as_count(n_epochs, "n_epochs")
    epochs = sgd_epochs(X, y, w, rates, batch_size, penalty, seed)

    weights = np.empty((len(rates), n_epochs + 1, X.shape[1]))
    losses = np.empty((len(rates), n_epochs + 1))
    for epoch, (W, loss) in enumerate(islice(epochs, n_epochs + 1)):
        weights[:, epoch] = W[:, : len(rates)].T
        losses[:, epoch] = loss[: len(rates)]
    return Sweep(read_only(rates), read_only(weights), read_only(losses))


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
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    start, learning_rate, n_epochs, penalty, tolerance
        As in `sgd`. Below `safe_learning_rate` the loss never rises.

    Returns
    -------
    path : Path
        One row per step, the same as from ``sgd(..., batch_size=None)``.

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
    return sgd(
        X,
        y,
        start=start,
        learning_rate=learning_rate,
        n_epochs=n_epochs,
        batch_size=None,
        penalty=penalty,
        tolerance=tolerance,
    )


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
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    learning_rate : float > 0
        About the largest change of a weight in one step.
    beta1, beta2 : float in [0, 1)
        Memory of the running means of the gradient and of its square.
    start, n_epochs, batch_size, penalty, seed
        As in `sgd`, with the same batches for the same seed.

    Returns
    -------
    path : Path
        One row per epoch.

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
    learning_rate = as_number(learning_rate, "learning_rate", above=0)
    n_epochs = as_count(n_epochs, "n_epochs")
    betas = _as_memory(beta1, "beta1"), _as_memory(beta2, "beta2")
    epochs = adam_epochs(X, y, w, learning_rate, *betas, batch_size, penalty, seed)

    weights, losses = zip(*islice(epochs, n_epochs + 1), strict=True)
    return Path(
        weights=read_only(np.concatenate(weights, axis=1).T),
        losses=read_only(np.concatenate(losses)),
        learning_rate=learning_rate,
        converged=False,
    )


def safe_learning_rate(X: ArrayLike, *, penalty: float = 0.0) -> float:
    """Learning rate below which every full-batch step lowers the loss, from any start.

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
        If `X` is not a finite matrix or `penalty` is negative or not finite.

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
    penalty = as_number(penalty, "penalty", low=0)
    # In units of the largest entry nothing overflows on the way.
    unit = max(float(np.abs(X).max()), penalty**0.5)
    if unit == 0:
        return float("inf")
    with np.errstate(all="ignore"):
        n_samples, n_features = X.shape
        # Where all p = 1/2 the Hessian is at its largest, whatever the labels.
        bound = cross_entropy_hessian(
            X / unit, np.zeros(n_samples), np.zeros(n_features), penalty=penalty / unit / unit
        )
        return float(2 / np.linalg.eigvalsh(bound)[-1] / unit / unit)


def _as_memory(beta: float, name: str) -> float:
    """Return the memory of a running mean, in [0, 1)."""
    number = as_number(beta, name, low=0)
    if number >= 1:
        raise ValueError(f"{name} must be less than 1, got {number}")
    return number
