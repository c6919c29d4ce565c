"""Two weights and a bias: field of probabilities, boundary, and the arrow of the weights."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, together_or
from logit_core.data import make_clusters
from logit_core.figures.plane import ARROW_TIP, arrow_corners, as_plane, plot_points
from logit_core.figures.style import BLACK, new_figure
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

WEIGHTS: Final = np.linspace(-2, 2, 9)
BIASES: Final = np.linspace(-4, 4, 17)


def two_feature_explorer(X: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show a model of two features; controls move both weights and the bias.

    The arrow is the vector of the two weights at its true length. It starts at the point of the
    boundary that is nearest to the middle of the picture.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels, 0 or 1.

    Returns
    -------
    stage : Stage
        With the controls ``weight_1``, ``weight_2`` and ``bias``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, they differ in length, or X has not two features.
    """
    X, y = together_or(make_clusters, X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    middle, half = _view(X)

    # dimensions: weight 1, weight 2, bias; then those of a point, a vector or a model
    w1, w2, b = np.meshgrid(WEIGHTS, WEIGHTS, BIASES, indexing="ij")
    w, model = np.stack([w1, w2], axis=-1), np.stack([b, w1, w2], axis=-1)
    right = [
        [((X @ pair + BIASES[:, None] >= 0) == (y == 1)).sum(axis=-1) for pair in row]
        for row in w[:, :, 0]
    ]
    length = np.where(np.hypot(w1, w2) > 0, np.hypot(w1, w2), np.nan)
    distance = (w @ middle + b) / length  # of the middle from the boundary, with its sign
    outside = np.abs(b + w @ middle) > np.abs(w) @ half
    arrow = arrow_corners(
        middle - w * (distance / length)[..., None], w / length[..., None], length, head=0.25
    )

    fig = new_figure(6.5, 4.5)
    ax = fig.subplots()
    plot_points(X, y, ax=ax)
    ax.legend(loc="upper left", framealpha=0.9)
    ax.set(aspect="equal", title="boundary, probability and weights")
    ax.set(xlim=middle[0] + [-half[0], half[0]], ylim=middle[1] + [-half[1], half[1]])
    (line,) = ax.plot([], [], color=BLACK, linewidth=2, zorder=0.9)
    (shaft,) = ax.plot([], [], color=BLACK, linewidth=2.5)

    stage = Stage(
        fig,
        weight_1=Control(WEIGHTS, at=7),
        weight_2=Control(WEIGHTS, at=5),
        bias=Control(BIASES, at=10),
    )
    stage.field(ax, model)
    stage.boundary(line, model).grab(line, "bias")
    stage.moves(shaft, x=arrow[..., 0], y=arrow[..., 1])
    stage.grab(shaft, ("weight_1", "weight_2"), point=ARROW_TIP)
    return stage.says(
        "Weights {weight_1} and {weight_2}, bias {bias}: {right:.0f} of {n:.0f} points right. "
        "{geometry}.",
        right=right,
        n=len(y),
        geometry=np.vectorize(_geometry)(length, np.abs(distance), outside, b),
    )


def _view(X: Floats) -> tuple[Floats, Floats]:
    """Return the middle of the picture, and half its width and height: all points are seen."""
    middle = np.round((X.min(axis=0) + X.max(axis=0)) / 2)  # the origin, for data around it
    half = 1.12 * np.abs(X - middle).max(axis=0) + 1e-9 * np.maximum(np.abs(middle), 1)
    return middle, np.maximum(half, half[::-1] * [1.35, 1 / 1.35])  # as the figure, wider than high


def _geometry(length: float, distance: float, outside: bool, b: float) -> str:
    """Say how long the arrow is and where the boundary runs."""
    if np.isnan(length):
        p = sigmoid(b)
        return f"Without weights there is no arrow and no boundary: p is {p:.3f} everywhere"
    where = ", out of sight" if outside else ""
    return (
        f"The arrow has length {length:.2f}; the boundary is perpendicular to it and passes the "
        f"middle of the picture at distance {distance:.2f}{where}"
    )
