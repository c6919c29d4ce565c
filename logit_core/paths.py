"""What every descent takes in and gives back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import (
    LARGEST,
    Floats,
    as_features,
    as_flag,
    as_floats,
    as_labels,
    as_measured,
    as_rate,
    as_weights,
    shown,
)


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

    Raises
    ------
    ValueError
        If `weights` and `losses` are not numbers of these shapes, `learning_rate` is not above 0,
        or `converged` is neither True nor False.
    """

    weights: Floats
    losses: Floats
    learning_rate: float | None
    converged: bool

    def __post_init__(self) -> None:
        weights, losses = _as_records(self.weights, self.losses, ("n_steps + 1",))
        if self.learning_rate is not None:
            object.__setattr__(self, "learning_rate", as_rate(self.learning_rate))
        object.__setattr__(self, "converged", as_flag(self.converged, "converged"))
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "losses", losses)


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

    Raises
    ------
    ValueError
        If the arguments are not numbers of these shapes, or a learning rate is not above 0.
    """

    learning_rates: Floats
    weights: Floats
    losses: Floats

    def __post_init__(self) -> None:
        rates = as_measured(self.learning_rates, "learning_rates")
        if rates.ndim != 1 or rates.min() <= 0:
            got = shown(rates.tolist())
            raise ValueError(f"learning_rates must be a row of numbers above 0, got {got}")
        weights, losses = _as_records(self.weights, self.losses, ("n_rates", "n_epochs + 1"))
        if len(losses) != len(rates):
            raise ValueError(
                f"losses must be as long as learning_rates ({len(rates)}), got {len(losses)}"
            )
        object.__setattr__(self, "learning_rates", _read_only(rates))
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "losses", losses)


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
        weights=np.array(weights + rest * weights[-1:]),
        losses=np.array(losses + rest * [np.inf]),
        learning_rate=learning_rate,
        converged=converged,
    )


def _as_records(weights: ArrayLike, losses: ArrayLike, axes: tuple[str, ...]) -> list[Floats]:
    """Return weights (axes, n_features) and losses (axes), closed to writing."""
    w, heights = as_floats(weights, "weights"), as_floats(losses, "losses")
    if w.ndim != len(axes) + 1:
        raise ValueError(f"weights must have shape ({', '.join(axes)}, n_features), got {w.shape}")
    if heights.shape != w.shape[:-1]:
        raise ValueError(f"losses must have shape {w.shape[:-1]}, as weights, got {heights.shape}")
    return [_read_only(w), _read_only(heights)]


def _read_only(array: Floats) -> Floats:
    """Return the array itself, closed to writing."""
    array.setflags(write=False)
    return array
