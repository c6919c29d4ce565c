"""What every descent takes in and gives back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import LARGEST, Floats, as_features, as_labels, as_weights


@dataclass(frozen=True, eq=False)
class Path:
    """The way that one descent took through the weights.

    Attributes
    ----------
    weights : ndarray of shape (n_steps + 1, n_features)
        Weights after each epoch or step; row 0 is the start. Read-only.
    losses : ndarray of shape (n_steps + 1,)
        Mean loss over all the data, penalty included, in nats, at each row of `weights`;
        infinite from where the run diverged. Read-only.
    learning_rate : float or None
        None for Newton's method and L-BFGS, which choose their own steps.
    converged : bool
        Whether the tolerance was met; False where none was given.
    """

    weights: Floats
    losses: Floats
    learning_rate: float | None
    converged: bool


@dataclass(frozen=True, eq=False)
class Sweep:
    """The ways of many descents that differ in nothing but the learning rate.

    Attributes
    ----------
    learning_rates : ndarray of shape (n_rates,)
        As they were given. Read-only.
    weights : ndarray of shape (n_rates, n_epochs + 1, n_features)
        Weights of each run after each epoch; ``weights[:, 0]`` is the start. Read-only.
    losses : ndarray of shape (n_rates, n_epochs + 1)
        Mean loss over all the data, penalty included, in nats; infinite from where a run
        diverged. Read-only.
    """

    learning_rates: Floats
    weights: Floats
    losses: Floats


def as_problem(
    X: ArrayLike, y: ArrayLike, start: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    """Return features, labels and first weights that fit together; no start means zeros."""
    features = as_features(X)
    n_samples, n_features = features.shape
    labels = as_labels(y, n_samples)
    if start is None:
        return features, labels, np.zeros(n_features)
    return features, labels, as_weights(start, n_features, "start")


def has_diverged(w: Floats) -> bool:
    """Tell whether weights have grown beyond all bounds, long before floats overflow."""
    return not w @ w <= LARGEST**2  # nan is not


def as_path(
    weights: list[Floats],
    losses: list[float],
    n_epochs: int,
    learning_rate: float | None,
    converged: bool = False,
) -> Path:
    """Return a path; one that has diverged stays where it was, at an infinite loss."""
    rest = 0 if converged else n_epochs + 1 - len(weights)
    return Path(
        weights=read_only(np.array(weights + rest * weights[-1:])),
        losses=read_only(np.array(losses + rest * [np.inf])),
        learning_rate=learning_rate,
        converged=converged,
    )


def read_only(array: Floats) -> Floats:
    """Return the array itself, closed to writing."""
    array.setflags(write=False)
    return array
