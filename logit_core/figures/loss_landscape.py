"""The loss as a landscape over two weights, each pair with the best intercept for it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_floats, as_labels
from logit_core.figures._arguments import as_axes, as_names
from logit_core.figures.plane import as_plane
from logit_core.figures.style import FAINT
from logit_core.losses import binary_cross_entropy_from_log_odds


def plot_loss_contours(
    X: ArrayLike,
    y: ArrayLike,
    *,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
    ax: Axes,
    n: int = 49,
) -> Axes:
    """Draw contours of the mean loss over the two weights, each with the best intercept for it.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The two features, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, both of them present.
    feature_names : sequence of two str
        The features whose weights the axes show.
    ax : Axes
        Axes with their final limits: the range of the weights. They are returned.
    n : int
        Grid points per axis.
    """
    feature_names = as_names(feature_names, "feature_names", 2)
    n, ax = as_count(n, "n", low=2, high=1000), as_axes(ax)
    w1, w2 = (np.linspace(*limits, n) for limits in (ax.get_xlim(), ax.get_ylim()))
    grid = loss_minimised_over_intercept(X, y, w1, w2)
    lowest, highest = max(float(grid.min()), 1e-4), float(grid.max())
    if highest > 1.0001 * lowest:  # else the landscape is flat, and has no contours
        levels = np.geomspace(lowest, highest, 14)[1:-1]
        ax.contour(w1, w2, grid, levels=levels, colors=FAINT, linewidths=0.9, zorder=0.5)
    ax.set(xlabel=f"weight of {feature_names[0]}", ylabel=f"weight of {feature_names[1]}")
    return ax


def loss_minimised_over_intercept(
    X: ArrayLike, y: ArrayLike, w1: ArrayLike, w2: ArrayLike
) -> Floats:
    """Return the mean loss (n_w2, n_w1) of each pair of weights with the best intercept for it.

    The best intercept makes the mean probability equal to the share of class 1; the mean
    probability rises with the intercept, so bisection finds it. One class alone has no best
    intercept, and a ValueError says so.
    """
    X = as_plane(X)
    y = as_labels(y, len(X), both=True)
    w1, w2 = as_floats(w1, "w1"), as_floats(w2, "w2")
    return np.array([_best_losses(w1[:, None] * X[:, 0] + b * X[:, 1], y) for b in w2])


def _best_losses(z: Floats, y: Floats) -> Floats:
    """Return the mean loss of each row of log-odds (n, n_samples) under the best intercept."""
    share = y.mean()
    offset = np.log(share / (1 - share))
    low, high = offset - z.max(axis=-1), offset - z.min(axis=-1)
    for _ in range(30):  # halvings bring any sensible bracket to 1e-6; the loss is flat there
        middle = (low + high) / 2
        # tanh is the sigmoid, shifted and scaled, and cannot overflow
        mean = 0.5 + 0.5 * np.tanh((z + middle[..., None]) / 2).mean(axis=-1)
        low, high = np.where(mean < share, middle, low), np.where(mean < share, high, middle)
    best = z + ((low + high) / 2)[:, None]
    losses: Floats = binary_cross_entropy_from_log_odds(np.broadcast_to(y, best.shape), best)
    return losses
