"""Differences in place of a gradient: what they give by steps of many sizes, and how they err."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats


class Differences(NamedTuple):
    """A loss around some weights, and the gradients made of it; arrays (n_steps, n_weights)."""

    here: float
    above: Floats  # the loss with one weight larger by the step, and smaller
    below: Floats
    forward: Floats
    central: Floats


def take_differences(loss: Callable[[Floats], float], w: Floats, steps: Floats) -> Differences:
    """Return the differences of a loss at the weights `w`, by steps (n_steps,) of many sizes."""
    h, shifts = steps[:, None], steps[:, None, None] * np.eye(len(w))
    here = loss(w)
    above, below = (np.apply_along_axis(loss, -1, w + side * shifts) for side in (1, -1))
    return Differences(here, above, below, (above - here) / h, (above - below) / (2 * h))


def relative_errors(found: Floats, gradients: Floats) -> Floats:
    """Return how far gradients that were found (n_steps, n_weights) are from each given one.

    The distances (n_gradients, n_steps) are in units of the length of the given gradient.
    """
    distances = np.linalg.norm(found - gradients[:, None], axis=-1)
    return np.asarray(distances / np.linalg.norm(gradients, axis=-1)[:, None])


def mostly_rounding(errors: Floats, steps: Floats, *, order: int) -> NDArray[np.bool_]:
    """Tell at which steps an error is rounding more than truncation, which is c h^order."""
    long = np.searchsorted(steps, 0.01)  # too long for rounding to matter
    truncation = errors[long] * (steps / steps[long]) ** order
    surplus = np.flatnonzero(errors[:long] > 2 * truncation[:long])
    return np.asarray(np.arange(len(steps)) <= surplus.max(initial=-1))
