"""Many points, counted where they stand close together: a mean over them costs a hundredth."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.figures.style import MANY

# to the middle half of a feature: on a plane, and along a line
_CELLS: Final = 12
_FINE_CELLS: Final = 250


def counted(X: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return places (n_places, 2), and how many points of class 0 and of class 1 stand there.

    Up to 2,000 points each has its own place. Of more, all in one cell stand at their mean.
    """
    if len(X) <= MANY:
        return X, 1 - y, y
    at = np.unique(_rounded(X, _CELLS), axis=0, return_inverse=True)[1].ravel()
    zeros, ones, *sums = (
        np.bincount(at, weights).astype(np.float64) for weights in (1 - y, y, *X.T)
    )
    return np.column_stack(sums) / (zeros + ones)[:, None], zeros, ones


def counted_along(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return features and labels (n_places,), and which share of all points stands there.

    As `counted`, along a line, in finer cells, and with a place for each class.
    """
    if len(x) <= MANY:
        return x, y, np.full(len(x), 1 / len(x))
    at = np.unique(2 * _rounded(x, _FINE_CELLS) + y, return_inverse=True)[1]
    n, sums, labels = (np.bincount(at, weights) for weights in (None, x, y))
    return sums / n, labels / n, n / len(x)


def a_few(x: Floats, most: int) -> NDArray[np.intp]:
    """Return which points stand for all: `most` of them, evenly spread in the order of `x`.

    Where there are no more than that, all in their own order.
    """
    if len(x) <= most:
        return np.arange(len(x))
    ranks = np.linspace(0, len(x) - 1, most).astype(np.intp)
    few: NDArray[np.intp] = np.argsort(x, kind="stable")[ranks]
    return few


def _rounded(X: Floats, cells: int) -> Floats:
    """Return the number of the cell in which each feature lies."""
    quarter, three_quarters = np.quantile(X, [0.25, 0.75], axis=0)
    spread = three_quarters - quarter  # an outlier leaves it as it is
    spread = np.where(spread > 0, spread, X.std(axis=0))
    rounded: Floats = np.round(X / np.where(spread > 0, spread / cells, 1.0))
    return rounded
