"""Cross-entropy and squared error along lines through the plane of two weights."""

from typing import NamedTuple

import numpy as np

from logit_core._validation import Floats
from logit_core.explorers._slopes import (
    cross_entropy_slope,
    squared_error_curvature,
    squared_error_slope,
)
from logit_core.probability import log_sigmoid


class LossSlices(NamedTuple):
    """Mean losses, their slopes and right answers, (n_directions, n_positions) each."""

    entropies: Floats
    entropy_slopes: Floats
    squares: Floats
    square_slopes: Floats
    square_curvatures: Floats
    n_right: Floats


def slice_losses(X: Floats, y: Floats, directions: Floats, positions: Floats) -> LossSlices:
    """Return the losses of the weights position * direction, without an intercept.

    `directions` (n_directions, 2) are unit vectors, so that slopes are by length of the weights.
    """
    # line by line: all at once, a large data set would not fit into a small machine
    slices = [_slice(X @ direction, y, positions) for direction in directions]
    return LossSlices(*np.stack(slices, axis=1))


def _slice(x: Floats, y: Floats, positions: Floats) -> LossSlices:
    """Return what holds on one line, (n_positions,) each; `x` (n_samples,) are features along it.

    At a position the log-odds are position times `x`.
    """
    z = positions[:, None] * x
    residuals = cross_entropy_slope(y, z)
    return LossSlices(
        entropies=-log_sigmoid((2 * y - 1) * z).mean(axis=1),
        entropy_slopes=(residuals * x).mean(axis=1),
        squares=(residuals**2).mean(axis=1),
        square_slopes=(squared_error_slope(y, z) * x).mean(axis=1),
        square_curvatures=(squared_error_curvature(y, z) * x**2).mean(axis=1),
        n_right=((z >= 0) == (y == 1)).sum(axis=1),
    )
