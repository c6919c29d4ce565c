"""A model under suspicion: its loss on points that it has not seen, and how often it is right."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_labels, as_scores, as_weights
from logit_core.figures._arguments import as_curves, as_heights
from logit_core.figures.plane import as_plane, plot_boundary, plot_points
from logit_core.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    VERMILION,
    axes_or_new,
    count_epochs,
    line_look,
    mark_decades,
)


def plot_validation(training: ArrayLike, validation: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the loss on training and on validation points by epoch, the lowest validation marked.

    Parameters
    ----------
    training, validation : array_like of shape (n_epochs + 1,)
        Mean losses, finite and above 0, row 0 at the start.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    training = as_heights(training, "training", gaps=False)
    validation = as_heights(validation, "validation", gaps=False)
    if training.shape != validation.shape:
        raise ValueError(
            "training and validation must be equally long rows, got shapes "
            f"{training.shape} and {validation.shape}"
        )
    ax = axes_or_new(ax, log="y")
    epochs = np.arange(len(training))
    ax.plot(epochs, training, "--", color=BLUE, linewidth=2, label="training")
    ax.plot(epochs, validation, color=VERMILION, linewidth=2, label="validation")
    best = validation.argmin()
    lowest = f"lowest: epoch {best}"
    ax.plot(best, validation[best], "D", color=GREEN, markeredgecolor=BLACK, label=lowest)
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
        For the name of each model, the probabilities of class 1 that it gives. The first one is
        drawn on top.
    n_bins : int
        From 0 to 1 the probabilities are cut into so many bands of equal width. A band without
        points has no mark.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
        A model whose marks lie on the diagonal is calibrated. With n points in a band and their
        mean probability p, chance alone moves the share by about sqrt(p (1 - p) / n): as far as
        the bar reaches up and down.
    """
    labels = as_labels(y)
    n_bins = as_count(n_bins, "n_bins", low=1, high=1000)
    models = {
        name: as_scores(p, f"probabilities[{name!r}]", len(labels), low=0.0, high=1.0)
        for name, p in as_curves(probabilities, "probabilities", 5).items()
    }
    ax = axes_or_new(ax)
    ax.plot([0, 1], [0, 1], ":", color=BLACK, linewidth=1)
    for k, (name, p) in enumerate(models.items()):
        given, share, error = _bands(labels, p, n_bins).T
        look = line_look(k) | {"marker": "osD^v"[k % 5], "markersize": 5, "elinewidth": 1}
        ax.errorbar(given, share, error, **look, zorder=3 - k / len(models), label=name)
    ax.set(xlabel="mean probability given", ylabel="share of class 1 that occurs")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    ax.legend(loc="upper left")
    return ax


def plot_circle(X: ArrayLike, y: ArrayLike, w: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw a boundary that is a line in the squared distance from 0, and a circle in the plane.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        Two features x1 and x2, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    w : array_like of shape (3,)
        Intercept, weight of x1 and weight of x1^2 + x2^2.
    ax : Axes, optional
        Axes made by ``subplots``; new ones when left out. They keep the left half of their room,
        where x1 and x2 are drawn, and are returned. The right half goes to x1 and the squared
        distance.
    """
    X, w = as_plane(X, largest=1e50), as_weights(w, 3)  # its squares are drawn, too
    y = as_labels(y, len(X))
    ax = axes_or_new(ax, width=9.5)
    beside = _split(ax)
    plot_points(X, y, ax=ax).set_aspect("equal")
    ax.legend().remove()  # that of the right half is enough
    x1, x2 = np.meshgrid(np.linspace(*ax.get_xlim(), 151), np.linspace(*ax.get_ylim(), 151))
    z = w[0] + w[1] * x1 + w[2] * (x1**2 + x2**2)
    if z.min() < 0 < z.max():
        ax.contour(x1, x2, z, [0.0], colors=BLACK, linewidths=2)
    flattened = np.column_stack([X[:, 0], (X**2).sum(axis=1)])
    plot_points(flattened, y, feature_names=("$x_1$", "$x_1^2 + x_2^2$"), ax=beside)
    plot_boundary(w, ax=beside)
    return ax


def _bands(y: Floats, p: Floats, n_bands: int) -> Floats:
    """Return rows of mean p, share of class 1 and its error, for each band of p that has points."""
    which = np.minimum((p * n_bands).astype(int), n_bands - 1)
    rows = []
    for band in np.unique(which):
        mine = which == band
        mean = p[mine].mean()
        rows.append((mean, y[mine].mean(), np.sqrt(mean * (1 - mean) / mine.sum())))
    return np.array(rows)


def _split(ax: Axes) -> Axes:
    """Leave the left half of its room to `ax`, and return new axes in the right half."""
    room, fig = ax.get_subplotspec(), ax.get_figure()
    if room is None or fig is None:
        raise ValueError("ax must be made by subplots, got axes at a place of their own")
    halves = room.subgridspec(1, 2)
    ax.set_subplotspec(halves[0])
    return fig.add_subplot(halves[1])
