"""Descents on two clusters that move apart: the weights on the way, and where they settle."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.data import make_clusters
from logit_core.descent import newton, safe_learning_rate
from logit_core.margin import is_separable
from logit_core.model import add_intercept
from logit_core.probability import log_sigmoid


class ClusterDescents(NamedTuple):
    """A descent from zero for each distance of the clusters and each penalty."""

    X: Floats  # (distance, point, 2)
    y: Floats  # (point,)
    epochs: NDArray[np.int_]  # (epoch,): 1, 2, 3, 5, 7 of each decade, and the last
    weights: Floats  # (distance, penalty, epoch, 3)
    lengths: Floats  # (distance, penalty, epoch), as the next two
    losses: Floats
    n_right: NDArray[np.int_]
    separable: NDArray[np.bool_]  # (distance,)
    settled: Floats  # (distance, penalty): the last lengths, NaN where they grow without end


def cluster_descents(
    distances: Floats,
    penalties: Floats,
    learning_rate: float,
    n_epochs: int,
    n_samples: int,
    seed: int,
) -> ClusterDescents:
    """Run the descents, of full batches; the same points move apart."""
    clusters = [make_clusters(n_samples, separation=d, seed=seed) for d in distances]
    X, y = np.array([points for points, _ in clusters]), clusters[0][1]
    A = np.array([add_intercept(points) for points in X])
    decades = [step * 10**k for k in range(len(str(n_epochs))) for step in (1, 2, 3, 5, 7)]
    epochs = np.array([k for k in decades if k < n_epochs] + [n_epochs])
    w = _descend(A, y, penalties, learning_rate, epochs)
    z = np.einsum("dnf,dpef->dpen", A, w)
    separable = np.array([is_separable(points, y) for points in A])
    return ClusterDescents(
        X=X,
        y=y,
        epochs=epochs,
        weights=w,
        lengths=np.linalg.norm(w, axis=-1),
        losses=0.0 - log_sigmoid((2 * y - 1) * z).mean(axis=-1),
        n_right=((z >= 0) == (y == 1)).sum(axis=-1),
        separable=separable,
        settled=_settled(A, y, penalties, separable, w[:, :, -1]),
    )


def _descend(
    A: Floats, y: Floats, penalties: Floats, learning_rate: float, epochs: NDArray[np.int_]
) -> Floats:
    """Return the weights (distance, penalty, epoch, 3) of `gradient_descent` from zero.

    All at once: one at a time they take a minute.
    """
    safe = min(safe_learning_rate(a, penalty=penalty) for a in A for penalty in penalties)
    if not 0 < learning_rate <= safe:
        raise ValueError(f"learning_rate must lie in (0, {safe:.3g}], got {learning_rate}")
    w = np.zeros((len(A), len(penalties), A.shape[2]))
    # p - y is 1/2 tanh(z / 2) + (1/2 - y): what does not change from step to step, once
    half = np.ascontiguousarray(0.5 * A.transpose(0, 2, 1))
    step = 0.5 * learning_rate / len(y) * A
    towards = ((2 * y - 1) @ step)[:, None]
    keep = 1 - learning_rate * penalties[:, None] * np.array([0.0, 1.0, 1.0])
    kept = []
    wanted = set(epochs.tolist())
    for epoch in range(1, max(wanted) + 1):
        w = keep * w + (towards - np.tanh(w @ half) @ step)
        if epoch in wanted:
            kept.append(w)
    return np.stack(kept, axis=2)


def _settled(
    A: Floats, y: Floats, penalties: Floats, separable: NDArray[np.bool_], last: Floats
) -> Floats:
    """Return the lengths (distance, penalty) of the best weights, NaN where no weights are best.

    They are near the `last` weights of the descents.
    """
    lengths = np.full((len(A), len(penalties)), np.nan)
    for d, k in np.ndindex(lengths.shape):
        penalty = float(penalties[k])
        if penalty > 0 or not separable[d]:
            path = newton(A[d], y, start=last[d, k], penalty=penalty)
            lengths[d, k] = np.linalg.norm(path.weights[-1])
    return lengths
