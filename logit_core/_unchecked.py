"""The sigmoid, the mean loss and the batches of a descent, without checks: for inner loops."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from logit_core._validation import Floats, Generator


def stable_sigmoid(z: Any) -> Any:
    """Return `logit_core.sigmoid` of a NumPy number or an array, without checks."""
    shrinking = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrinking) / (1.0 + shrinking)


def stable_log_sigmoid(z: Floats) -> Floats:
    """Return `logit_core.log_sigmoid` of an array, without checks."""
    log_p: Floats = np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z)))
    return log_p


def mean_loss(X: Floats, y: Floats, w: Floats, penalty: float) -> float:
    """Return the mean cross-entropy plus `logit_core.l2_penalty`, without checks."""
    s_z = (2 * y - 1) * (X @ w)
    mean = (np.log1p(np.exp(-np.abs(s_z))) - np.minimum(s_z, 0)).mean()
    return float(mean + penalty * (w[1:] @ w[1:]) / 2 if penalty else mean)


def batches(
    X: Floats, y: Floats, batch_size: int | None, rng: Generator
) -> Iterator[tuple[Floats, Any]]:
    """Yield all points once, in shuffled order: single ones, x_i and y_i, or X and y of a batch.

    None: all of them at once, in their own order.
    """
    if batch_size is None:
        yield X, y
        return
    order = rng.permutation(len(X))
    X, y = X.take(order, axis=0), y.take(order)  # five times as fast as X[order]
    if batch_size == 1:
        yield from zip(X, y, strict=True)
        return
    for first in range(0, len(X), batch_size):
        yield X[first : first + batch_size], y[first : first + batch_size]
