"""Two features, two classes: points, the field of probabilities, the boundary."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.image import AxesImage
from numpy.typing import ArrayLike

from logit_core._validation import (
    LARGEST,
    Floats,
    as_features,
    as_labels,
    as_number,
    as_weights,
)
from logit_core.figures._arguments import as_axes, as_pairs, label_axes
from logit_core.figures.style import (
    BLACK,
    CLASS_STYLES,
    MANY_SHAPES,
    PROBABILITY_COLORS,
    axes_or_new,
    crowd,
)
from logit_core.probability import sigmoid

ARROW_TIP: Final = 1  # which of the corners of an arrow

_OUT_OF_SIGHT: Final = 1e6  # times the size of the axes


def plot_points(
    X: ArrayLike,
    y: ArrayLike,
    *,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
    class_names: Sequence[str] = ("class 0", "class 1"),
    ax: Axes | None = None,
) -> Axes:
    """Scatter two features: discs for class 0, squares for class 1.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The two features, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    feature_names, class_names : sequence of two str
        Labels of the axes and of the legend.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    X = as_plane(X)
    y = as_labels(y, len(X))
    names = as_pairs(feature_names, class_names)
    ax = axes_or_new(ax, log="xy")
    for axis, column in zip((ax.xaxis, ax.yaxis), X.T, strict=True):
        if axis.get_scale() == "log" and column.min() <= 0:
            got = f"{column.min():g}"
            raise ValueError(f"X must be above 0 to be drawn on a logarithmic ax, got {got}")
    for label, (style, name) in enumerate(zip(CLASS_STYLES, names["class_names"], strict=True)):
        ax.plot(*X[y == label].T, **style.points | crowd(len(X)), label=name)
    label_axes(ax, *names["feature_names"])
    # among many points there is no best place, and to look for it takes long
    ax.legend(loc="best" if len(X) <= MANY_SHAPES else "upper left", framealpha=0.9)
    return ax


def plot_probability_field(w: ArrayLike, *, ax: Axes, alpha: float = 0.55) -> Axes:
    """Colour existing axes by the probability of class 1, blue for 0 to vermilion for 1.

    Parameters
    ----------
    w : array_like of shape (3,)
        Intercept and the two weights.
    ax : Axes
        Axes with their final limits. They are returned.
    alpha : float
        Opacity of the colours.
    """
    w, ax, alpha = as_weights(w, 3), as_axes(ax), as_number(alpha, "alpha", low=0.0, high=1.0)
    field_image(ax, alpha=alpha).set_data(probability_grid(w, ax))
    return ax


def plot_boundary(w: ArrayLike, *, level: float = 0.0, ax: Axes) -> Axes:
    """Draw the line on which the log-odds are `level`, across existing axes.

    Parameters
    ----------
    w : array_like of shape (3,)
        Intercept and the two weights; with both weights 0 there is no line.
    level : float
        The log-odds on the line; 0 is probability one half.
    ax : Axes
        Axes with their final limits. They are returned.
    """
    w, ax, level = as_weights(w, 3), as_axes(ax), as_number(level, "level")
    limits = ax.get_xlim(), ax.get_ylim()
    ax.plot(*boundary_ends(w, level, *limits), color=BLACK, linewidth=2)
    ax.set(xlim=limits[0], ylim=limits[1])
    return ax


def as_plane(X: ArrayLike, *, largest: float = LARGEST) -> Floats:
    """Return a finite matrix of exactly two features, none of them larger than `largest`."""
    X = as_features(X, largest=largest)
    if X.shape[1] != 2:
        raise ValueError(f"X must have two features, got {X.shape[1]}")
    return X


def field_image(ax: Axes, *, cmap: Colormap = PROBABILITY_COLORS, alpha: float) -> AxesImage:
    """Return an empty image that fills `ax` and leaves its limits and aspect as they are."""
    return ax.imshow(
        np.zeros((2, 2)),
        extent=(*ax.get_xlim(), *ax.get_ylim()),
        origin="lower",
        aspect=ax.get_aspect(),
        cmap=cmap,
        vmin=0,
        vmax=1,
        alpha=alpha,
        zorder=0,
        interpolation="nearest",
    )


def probability_grid(w: Floats, ax: Axes, n: int = 200) -> Floats:
    """Return sigmoid(w . (1, x1, x2)) at the centres of n by n pixels that fill `ax`."""
    centres = (np.arange(n) + 0.5) / n
    x1, x2 = (low + centres * (high - low) for low, high in (ax.get_xlim(), ax.get_ylim()))
    return np.asarray(sigmoid(w[0] + w[1] * x1 + w[2] * x2[:, None]))


def arrow_corners(start: Floats, unit: Floats, length: Floats, *, head: float) -> Floats:
    """Return the corners (..., 5, 2) of arrows, one stroke each: shaft, half the head, the rest.

    They lead from `start` (..., 2) along `unit` (..., 2) and are `length` (...) long; the head is
    at most `head` long.
    """
    across = np.stack([-unit[..., 1], unit[..., 0]], axis=-1)
    tip = start + unit * length[..., None]
    back = np.minimum(head, 0.4 * length)[..., None]
    barbs = [tip + back * (side * 0.6 * across - unit) for side in (-1, 1)]
    return np.stack(np.broadcast_arrays(start, tip, barbs[0], tip, barbs[1]), axis=-2)


def boundary_ends(
    w: Floats, level: float, xlim: tuple[float, float], ylim: tuple[float, float]
) -> Floats:
    """Return two points, as rows (x1, x1) and (x2, x2), of the line w . (1, x1, x2) = `level`.

    The points lie far outside the limits, on both sides of the foot of the centre, so that dashes
    begin at the edge of the figure. Without a slope there is no line, and the arrays are empty; so
    they are where the line lies out of sight by far.
    """
    span = np.array([np.ptp(xlim), np.ptp(ylim)])
    slope = w[1:] * span  # in units of the axes, so that features of any scale do
    length = np.hypot(*slope)
    centre = np.array([np.mean(xlim), np.mean(ylim)])
    at_centre = w[0] - level + w[1:] @ centre
    if abs(at_centre) >= _OUT_OF_SIGHT * length:
        return np.empty((2, 0))
    unit = slope / length
    foot = -unit * at_centre / length
    along = np.array([-unit[1], unit[0]])
    both = foot[:, None] + np.outer(along, [-20.0, 20.0])
    ends: Floats = centre[:, None] + span[:, None] * both
    return ends
