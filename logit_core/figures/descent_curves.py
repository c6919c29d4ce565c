"""Descents in pictures: loss and weights by epoch, several runs side by side, where they end."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_index, as_labels, as_measured, as_weights, shown
from logit_core.figures._arguments import as_curves, as_heights, as_name, as_names, label_axes
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.plane import as_plane
from logit_core.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    LINE_COLORS,
    PURPLE,
    VERMILION,
    axes_or_new,
    count_epochs,
    mark_decades,
)

_LOOKS = ((BLUE, "-", "o"), (VERMILION, "--", "s"), (GREEN, "-.", "^"), (PURPLE, ":", "D"))
_MOST_RUNS: Final = 200  # each has a line for each feature
_MOST_FEATURES: Final = 100  # the names of more would lie on each other


def plot_losses(losses: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the loss after each epoch on a logarithmic axis.

    Parameters
    ----------
    losses : array_like of shape (n_epochs + 1,)
        Mean losses, row 0 at the start, as in ``Path.losses``.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    losses = as_heights(losses, "losses")
    ax = axes_or_new(ax, log="y")
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
        The weights of each run, as in ``Path.weights``; up to 200 runs
        and 100 features.
    published : mapping of int to sequence of float
        Epoch, and the weights that somebody else reports after it.
    names : sequence of n_features str
        What stands at the end of each line.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    runs = as_measured(runs, "runs")
    if runs.ndim != 3:
        raise ValueError(
            f"runs must have shape (n_runs, n_epochs + 1, n_features), got {runs.shape}"
        )
    if runs.shape[2] > _MOST_FEATURES:
        raise ValueError(
            f"runs must have at most {_MOST_FEATURES} features, got {runs.shape[2]} of them"
        )
    if runs.shape[0] > _MOST_RUNS:
        raise ValueError(f"runs must hold at most {_MOST_RUNS} runs, got {runs.shape[0]}")
    names = as_names(names, "names", runs.shape[2], "names, one per feature of runs")
    rings = _as_published(published, *runs.shape[1:])
    ax = axes_or_new(ax, width=7.0)
    for k, name in enumerate(names):
        color = LINE_COLORS[k % len(LINE_COLORS)]
        ax.plot(runs[:, :, k].T, color=color, linewidth=0.5)
        end = runs.shape[1] - 1, runs[:, -1, k].mean()
        ax.annotate(name, end, (6, 0), textcoords="offset points", va="center", color=color)
    for epoch, weights in rings.items():
        ax.plot([epoch] * len(weights), weights, "o", color=BLACK, fillstyle="none", markersize=8)
    ax.plot([], [], "o", color=BLACK, fillstyle="none", markersize=8, label="published")
    ax.set_ylabel("weight")
    count_epochs(ax)
    ax.spines[["top", "right"]].set_visible(False)  # the names stand where the frame would
    ax.legend(loc="upper left", frameon=False)
    return ax


def plot_runs(
    runs: Mapping[str, ArrayLike], *, ylabel: str = "mean loss", ax: Axes | None = None
) -> Axes:
    """Draw a number that several runs give by epoch, on a logarithmic axis.

    Parameters
    ----------
    runs : mapping of str to array_like of shape (n_epochs + 1,)
        Up to four runs by name, the start first. What is not above 0 leaves a gap.
    ylabel : str
        What the number is.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    curves = as_curves(runs, "runs", len(_LOOKS))
    heights = {name: as_heights(run, f"runs[{name!r}]") for name, run in curves.items()}
    ylabel = as_name(ylabel, "ylabel")
    ax = axes_or_new(ax, width=6.0, log="y")
    for (name, drawn), (color, dashes, _) in zip(heights.items(), _LOOKS, strict=False):
        ax.plot(np.arange(len(drawn)), drawn, dashes, color=color, linewidth=2, label=name)
    label_axes(ax, "epoch", ylabel)
    ax.set_yscale("log")
    count_epochs(ax)
    mark_decades(ax.yaxis)
    ax.legend(loc="best")
    return ax


def plot_ends(
    X: ArrayLike,
    y: ArrayLike,
    ends: Mapping[str, ArrayLike],
    minimum: ArrayLike,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw where runs end, over contours of the loss of two weights.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The two features, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, both of them present.
    ends : mapping of str to array_like of shape (n_runs, 3)
        Up to four families of runs by name: intercept and weights at the end of each run.
    minimum : array_like of shape (3,)
        Intercept and weights at the minimum.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    features, minimum = as_plane(X), as_weights(minimum, 3, "minimum")
    y = as_labels(y, len(features), both=True)
    families = {
        name: as_measured(given, f"ends[{name!r}]")
        for name, given in as_curves(ends, "ends", len(_LOOKS)).items()
    }
    for name, family in families.items():
        if family.ndim != 2 or family.shape[1] != 3:
            raise ValueError(f"ends[{name!r}] must have shape (n_runs, 3), got {family.shape}")
    ax = axes_or_new(ax)
    far = 1.1 * max(float(np.abs(f[:, 1:] - minimum[1:]).max()) for f in families.values())
    far = max(far, 1e-6 * max(1.0, float(np.abs(minimum).max())))  # where all end at the minimum
    ax.set(xlim=minimum[1] + [-far, far], ylim=minimum[2] + [-far, far])
    plot_loss_contours(features, y, ax=ax)
    for (name, family), (color, _, marker) in zip(families.items(), _LOOKS, strict=False):
        (dots,) = ax.plot(*family[:, 1:].T, marker, color=color, markersize=5.5, label=name)
        dots.set(markeredgecolor="white", markeredgewidth=0.5)
    ax.axvline(minimum[1], color=BLACK, linestyle=":", linewidth=1, label="minimum")
    ax.axhline(minimum[2], color=BLACK, linestyle=":", linewidth=1)
    ax.legend(loc="best", framealpha=0.9)
    return ax


def _as_published(published: Any, n_rows: int, n_features: int) -> dict[int, Floats]:
    """Return weights by their epoch, one of the rows from 0 to `n_rows` - 1."""
    if not isinstance(published, Mapping):
        raise ValueError(f"published must be a dict of weights by epoch, got {shown(published)}")
    rings = {}
    for key, weights in published.items():
        epoch = as_index(key)
        if not 0 <= epoch < n_rows:
            wanted = f"published must be of epochs from 0 to {n_rows - 1}"
            raise ValueError(f"{wanted}, got {shown(key)}")
        rings[epoch] = as_measured(weights, f"published[{epoch}]")
        if rings[epoch].shape != (n_features,):
            got = rings[epoch].shape
            raise ValueError(f"published[{epoch}] must have shape ({n_features},), got {got}")
    return rings
