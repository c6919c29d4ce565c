"""The loss as a landscape over two weights, each pair with the best intercept for it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_floats, as_labels
from logit_core.figures._arguments import as_axes, as_names, label_axes
from logit_core.figures.counting import counted
from logit_core.figures.plane import as_plane
from logit_core.figures.style import FAINT

_MOST_STEPS: Final = 60  # half as many halvings bring any sensible bracket to 1e-6


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
    label_axes(ax, *(f"weight of {name}" for name in feature_names))
    return ax


def loss_minimised_over_intercept(
    X: ArrayLike, y: ArrayLike, w1: ArrayLike, w2: ArrayLike
) -> Floats:
    """Return the mean loss (n_w2, n_w1) of each pair of weights with the best intercept for it.

    The best intercept makes the mean probability equal to the share of class 1. One class alone
    has no best intercept, and a ValueError says so. Beyond 2,000 points those that lie close
    together are counted at their mean, which moves no contour by more than the width of its line.
    """
    X = as_plane(X)
    y = as_labels(y, len(X), both=True)
    w1, w2 = as_floats(w1, "w1"), as_floats(w2, "w2")
    places, zeros, ones = counted(X, y)
    zeros, ones = zeros / len(X), ones / len(X)
    losses, guess = [], None
    for b in w2:  # the best intercepts for one lie near those for the next
        z = w1[:, None] * places[:, 0] + b * places[:, 1]
        guess = _best_intercepts(z, zeros, ones, guess)
        best = z + guess[:, None]
        certain = np.maximum(best, 0) @ zeros - np.minimum(best, 0) @ ones
        losses.append(certain + np.log1p(np.exp(-np.abs(best))) @ (zeros + ones))
    return np.array(losses)


def _best_intercepts(z: Floats, zeros: Floats, ones: Floats, guess: Floats | None) -> Floats:
    """Return the best intercept for each row of log-odds (n, n_places), sought from a guess.

    `zeros` and `ones` are the shares of all points that stand at each place with that label.
    """
    points, share = zeros + ones, ones.sum()
    offset = np.log(share / (1 - share))
    low, high = offset - z.max(axis=-1), offset - z.min(axis=-1)
    intercept = offset - z @ points if guess is None else guess.clip(low, high)
    for _ in range(_MOST_STEPS):
        # tanh is the sigmoid, shifted and scaled, and cannot overflow
        p = 0.5 + 0.5 * np.tanh((z + intercept[:, None]) / 2)
        missing = share - p @ points
        low, high = np.where(missing > 0, intercept, low), np.where(missing > 0, high, intercept)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            newton = intercept + missing / ((p * (1 - p)) @ points)
        # between the brackets Newton's step, else their middle
        is_inside = (low < newton) & (newton < high)
        before, intercept = intercept, np.where(is_inside, newton, (low + high) / 2)
        # the next step would be far smaller, and the loss is flat there
        if np.abs(intercept - before).max() < 1e-4:
            break
    return intercept
