"""What points lack beside the lines u.x = offset, u the unit vector at an angle in degrees.

The weights of a line are ``length * (-offset, u)``; they and all that follows are computed for all
angles (n_angles,), offsets (n_offsets,) and lengths (n_lengths,) at once.
"""

from typing import NamedTuple

import numpy as np

from logit_core._validation import Floats
from logit_core.figures.margins import bars_along
from logit_core.figures.plane import arrow_corners
from logit_core.probability import log_sigmoid


class Measures(NamedTuple):
    """What three measures say of each line, (angle, offset, length) each."""

    worst_slack: Floats
    mean_hinge_loss: Floats
    mean_log_loss: Floats


def line_weights(angles: Floats, offsets: Floats, lengths: Floats) -> Floats:
    """Return the weights of the lines, (angle, offset, length, 3)."""
    w = np.empty((len(angles), len(offsets), len(lengths), 3))
    w[..., 0] = -np.outer(offsets, lengths)
    w[..., 1:] = _unit_vectors(angles)[:, None, None] * lengths[:, None]
    return w


def weight_arrows(angles: Floats, offsets: Floats, lengths: Floats, *, head: float) -> Floats:
    """Return the corners of the arrows (w1, w2), (angle, offset, length, 5 corners, 2 coordinates).

    They stand on the lines, where these are nearest to the origin. Length 0 has none: NaN.
    """
    units = _unit_vectors(angles)[:, None, None]
    length = np.where(lengths > 0, lengths, np.nan)
    return arrow_corners(offsets[:, None, None] * units, units, length, head=head)


def own_side_distances(X: Floats, y: Floats, angles: Floats, offsets: Floats) -> Floats:
    """Return how far each point is on its own side of each line, (angle, offset, point)."""
    along = _unit_vectors(angles) @ X.T
    return (2 * y - 1) * (along[:, None] - offsets[:, None])


def measure(distances: Floats, lengths: Floats) -> Measures:
    """Return the worst slack of source B, the mean textbook slack and the mean log loss.

    `distances` (angle, offset, point) are those of each point on its own side.
    """
    margins = distances[:, :, None] * lengths[:, None]  # (angle, offset, length, point)
    return Measures(
        worst_slack=np.maximum(0.0 - margins.min(axis=-1), 0.0),
        mean_hinge_loss=np.maximum(1 - margins, 0).mean(axis=-1),
        mean_log_loss=0.0 - log_sigmoid(margins).mean(axis=-1),
    )


def slack_bars(
    X: Floats, y: Floats, angles: Floats, offsets: Floats, lengths: Floats
) -> list[Floats]:
    """Return the ends of bars, (angle, offset, length, 2 ends, 2 coordinates) each.

    The first leads from the worst point to z = 0. The others lead from each point to where its
    margin is 1, or nowhere if that is behind it. Length 0 is no line: there the bars are NaN.
    """
    distances = own_side_distances(X, y, angles, offsets)
    signs, units = 2 * y - 1, _unit_vectors(angles)[:, None, None]
    worst = distances.argmin(axis=-1)
    back = -signs[worst] * distances.min(axis=-1)
    back = np.where(lengths > 0, back[..., None], np.nan)
    bars = [bars_along(X[worst][:, :, None], back, units)]
    width = np.append(np.nan, 1 / lengths[1:])  # from z = 0 to z = 1
    for i, (point, sign) in enumerate(zip(X, signs, strict=True)):
        missing = np.maximum(width - distances[:, :, None, i], 0)
        bars.append(bars_along(point, sign * missing, units))
    return bars


def _unit_vectors(angles: Floats) -> Floats:
    """Return the directions of angles in degrees, (n_angles, 2)."""
    return np.column_stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))])
