"""Descent in pictures: the loss by epoch, and the loss as a landscape of two weights."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_floats, as_labels
from logit_core.figures.plane import as_plane
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    LINE_COLORS,
    axes_or_new,
    count_epochs,
    mark_decades,
)
from logit_core.losses import binary_cross_entropy_from_log_odds


def plot_losses(losses: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the loss after each epoch on a logarithmic axis.

    Parameters
    ----------
    losses : array_like of shape (n_epochs + 1,)
        Mean losses, row 0 at the start, as in ``Path.losses``.
    ax : Axes, optional
        Where to draw; new axes when left out.

    Returns
    -------
    ax : Axes
    """
    losses = as_floats(losses, "losses")
    ax = axes_or_new(ax)
    ax.plot(np.arange(len(losses)), losses, color=BLUE, linewidth=2)
    ax.set(ylabel="mean loss", yscale="log")
    count_epochs(ax)
    mark_decades(ax.yaxis)
    return ax


def plot_weight_runs(
    runs: ArrayLike,
    published: Mapping[int, Sequence[float]],
    *,
    names: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw the weights of several runs by epoch, and published ones on top as open circles.

    Parameters
    ----------
    runs : array_like of shape (n_runs, n_epochs + 1, n_features)
        The weights of each run, as in ``Path.weights``.
    published : mapping of int to sequence of float
        Epoch, and the weights that somebody else reports after it.
    names : sequence of n_features str
        What stands at the end of each line.
    ax : Axes, optional
        Where to draw; new axes when left out.

    Returns
    -------
    ax : Axes
    """
    runs = as_floats(runs, "runs")
    if runs.ndim != 3 or runs.shape[2] != len(names):
        raise ValueError(
            f"runs must have shape (n_runs, n_epochs + 1, {len(names)}), got {runs.shape}"
        )
    ax = axes_or_new(ax, width=7.0)
    for k, name in enumerate(names):
        color = LINE_COLORS[k % len(LINE_COLORS)]
        ax.plot(runs[:, :, k].T, color=color, linewidth=0.5)
        end = runs.shape[1] - 1, runs[:, -1, k].mean()
        ax.annotate(name, end, (6, 0), textcoords="offset points", va="center", color=color)
    for epoch, weights in published.items():
        ax.plot([epoch] * len(weights), weights, "o", color=BLACK, fillstyle="none", markersize=8)
    ax.plot([], [], "o", color=BLACK, fillstyle="none", markersize=8, label="published")
    ax.set_ylabel("weight")
    count_epochs(ax)
    ax.spines[["top", "right"]].set_visible(False)  # the names stand where the frame would
    ax.legend(loc="upper left", frameon=False)
    return ax


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
        Axes with their final limits: the range of the weights.
    n : int
        Grid points per axis.

    Returns
    -------
    ax : Axes
    """
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
    for _ in range(45):  # halvings bring any sensible bracket below 1e-10
        middle = (low + high) / 2
        # tanh is the sigmoid, shifted and scaled, and cannot overflow
        mean = 0.5 + 0.5 * np.tanh((z + middle[..., None]) / 2).mean(axis=-1)
        low, high = np.where(mean < share, middle, low), np.where(mean < share, high, middle)
    best = z + ((low + high) / 2)[:, None]
    labels = np.tile(y, len(best))
    losses = binary_cross_entropy_from_log_odds(labels, best.ravel(), reduction="none")
    means: Floats = np.reshape(losses, best.shape).mean(axis=-1)
    return means
