"""A model under suspicion: its loss on points that it has not seen, and how often it is right."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import as_count, as_floats, as_labels, as_scores
from logit_core.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    LINE_COLORS,
    VERMILION,
    axes_or_new,
    count_epochs,
    mark_decades,
)


def plot_validation(training: ArrayLike, validation: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the loss on training and on validation points by epoch, the lowest validation marked.

    Parameters
    ----------
    training, validation : array_like of shape (n_epochs + 1,)
        Mean losses above 0, row 0 at the start.
    ax : Axes, optional
        Where to draw; new axes when left out.

    Returns
    -------
    ax : Axes
    """
    training, validation = as_floats(training, "training"), as_floats(validation, "validation")
    if training.ndim != 1 or training.shape != validation.shape:
        raise ValueError(
            "training and validation must be equally long rows, got shapes "
            f"{training.shape} and {validation.shape}"
        )
    ax = axes_or_new(ax)
    epochs = np.arange(len(training))
    ax.plot(epochs, training, "--", color=BLUE, linewidth=2, label="training")
    ax.plot(epochs, validation, color=VERMILION, linewidth=2, label="validation")
    best = validation.argmin()
    ax.plot(
        best,
        validation[best],
        "D",
        color=GREEN,
        markeredgecolor=BLACK,
        label=f"lowest: epoch {best}",
    )
    ax.set(ylabel="mean loss", yscale="log")
    count_epochs(ax)
    mark_decades(ax.yaxis)
    ax.legend(loc="best")
    return ax


def plot_reliability(
    y: ArrayLike,
    probabilities: Mapping[str, ArrayLike],
    *,
    n_bins: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often class 1 occurs among points that were given about the same probability.

    Parameters
    ----------
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    probabilities : mapping of str to array_like of shape (n_samples,)
        For the name of each model, the probabilities of class 1 that it gives.
    n_bins : int
        The points are sorted by probability and cut into so many groups of nearly equal size.
    ax : Axes, optional
        Where to draw; new axes when left out.

    Returns
    -------
    ax : Axes
        A model whose marks lie on the diagonal is calibrated.
    """
    labels = as_labels(y)
    n_bins = as_count(n_bins, "n_bins", low=1)
    if n_bins > len(labels):
        raise ValueError(f"n_bins must be at most the number of points, {len(labels)}")
    models = {
        name: as_scores(p, "p", len(labels), low=0.0, high=1.0) for name, p in probabilities.items()
    }
    ax = axes_or_new(ax)
    ax.plot([0, 1], [0, 1], ":", color=BLACK, linewidth=1)
    for k, (name, p) in enumerate(models.items()):
        groups = np.array_split(np.argsort(p, kind="stable"), n_bins)
        ax.plot(
            [p[group].mean() for group in groups],
            [labels[group].mean() for group in groups],
            linestyle=("-", "--", "-.", ":")[k % 4],
            marker="osD^v"[k % 5],
            color=LINE_COLORS[k % len(LINE_COLORS)],
            label=name,
        )
    ax.set(xlabel="mean probability given", ylabel="share of class 1 that occurs")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    ax.legend(loc="upper left")
    return ax
