"""How a fitted model does: the probability that it gives to each point."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import as_floats_between, as_labels
from logit_core.figures._arguments import as_names, label_axes
from logit_core.figures.style import BLACK, CLASS_STYLES, axes_or_new


def plot_probabilities(
    y: ArrayLike,
    p: ArrayLike,
    *,
    class_names: Sequence[str] = ("class 0", "class 1"),
    ax: Axes | None = None,
) -> Axes:
    """Draw the probability of class 1 for each point, in the order given, and the threshold.

    Parameters
    ----------
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    p : array_like of shape (n_samples,)
        Probabilities of class 1.
    class_names : sequence of two str
        What the legend and the axis say.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    y = as_labels(y)
    p = as_floats_between(p, "p", 0.0, 1.0)
    if p.shape != y.shape:
        raise ValueError(f"p must be as long as y ({len(y)}), got shape {p.shape}")
    class_names = as_names(class_names, "class_names", 2)
    ax = axes_or_new(ax, width=7.0)
    for label, (style, name) in enumerate(zip(CLASS_STYLES, class_names, strict=True)):
        (at,) = np.nonzero(y == label)
        ax.plot(at, p[at], style.marker, color=style.color, markersize=4, label=name)
    ax.axhline(0.5, color=BLACK, linestyle="--", linewidth=1, label="threshold 0.5")
    label_axes(ax, "row", f"probability of {class_names[1]}")
    ax.set_ylim(-0.03, 1.03)
    ax.legend(loc="upper left")
    return ax
