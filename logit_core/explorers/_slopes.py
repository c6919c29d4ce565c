"""Cross-entropy and squared error side by side: their looks, slopes by z, and tangents."""

from typing import Any, Final, NamedTuple

import numpy as np

from logit_core._validation import Floats
from logit_core.figures.style import BLACK, BLUE, VERMILION
from logit_core.probability import sigmoid, sigmoid_derivative


class Look(NamedTuple):
    """What ``ax.plot`` is told for the curve of a loss, and for the present point on it."""

    curve: dict[str, Any]
    point: dict[str, Any]


_POINT: Final = {"linestyle": "none", "markersize": 8, "markeredgecolor": BLACK}
CROSS_ENTROPY_LOOK: Final = Look(
    curve={"color": BLUE, "linewidth": 2},
    point={**_POINT, "color": BLUE, "marker": "o"},
)
SQUARED_ERROR_LOOK: Final = Look(
    curve={"color": VERMILION, "linewidth": 2, "linestyle": "--"},
    point={**_POINT, "color": VERMILION, "marker": "s"},
)


def cross_entropy_slope(y: Floats, z: Floats) -> Floats:
    """Return the derivative by z of the cross-entropy, p - y; exact also where p rounds to y."""
    sign = 2.0 * y - 1.0
    return np.asarray(-sign * sigmoid(-sign * z))


def squared_error_slope(y: Floats, z: Floats) -> Floats:
    """Return the derivative by z of (p - y)^2, which is 2 (p - y) p (1 - p)."""
    return np.asarray(2.0 * cross_entropy_slope(y, z) * sigmoid_derivative(z))


def squared_error_curvature(y: Floats, z: Floats) -> Floats:
    """Return the second derivative by z of (p - y)^2; below 0 the curve bends downwards."""
    steepness = sigmoid_derivative(z)
    bend = steepness + cross_entropy_slope(y, z) * (1.0 - 2.0 * sigmoid(z))
    return np.asarray(2.0 * steepness * bend)


def tangents(
    x: Floats | float, y: Floats | float, slope: Floats, *, half: float
) -> tuple[Floats, Floats]:
    """Return x and y of the ends (..., 2) of lines through (x, y), `half` to either side."""
    along = np.array([-half, half])
    x, y = np.expand_dims(x, -1), np.expand_dims(y, -1)
    return x + along, y + slope[..., None] * along
