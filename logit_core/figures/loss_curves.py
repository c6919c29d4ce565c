"""What a probability costs, the chain of slopes from a weight to that cost, and tangents."""

from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from logit_core._validation import Floats, as_labels, as_number
from logit_core.figures.style import BLACK, BLUE, CLASS_STYLES, VERMILION, axes_or_new, written
from logit_core.losses import binary_cross_entropy
from logit_core.probability import sigmoid, sigmoid_derivative

FORMULAS = (r"$-\log(1 - p)$", r"$-\log\,p$")  # the cost of a point of label 0, and of label 1


class LossLook(NamedTuple):
    """What ``ax.plot`` is told for the curve of a loss, and for the present point on it."""

    curve: dict[str, Any]
    point: dict[str, Any]


_POINT: Final = {"linestyle": "none", "markersize": 8, "markeredgecolor": BLACK}
CROSS_ENTROPY_LOOK: Final = LossLook(
    curve={"color": BLUE, "linewidth": 2},
    point={**_POINT, "color": BLUE, "marker": "o"},
)
SQUARED_ERROR_LOOK: Final = LossLook(
    curve={"color": VERMILION, "linewidth": 2, "linestyle": "--"},
    point={**_POINT, "color": VERMILION, "marker": "s"},
)


def plot_cross_entropy(*, ax: Axes | None = None) -> Axes:
    """Draw the cross-entropy of one point by the probability of class 1, a curve for each label.

    Parameters
    ----------
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    ax = axes_or_new(ax)
    p = np.linspace(0.005, 0.995, 199)
    tenths = [int(np.abs(p - at).argmin()) for at in (0.1, 0.3, 0.7, 0.9)]
    for label, (style, formula) in enumerate(zip(CLASS_STYLES, FORMULAS, strict=True)):
        losses = binary_cross_entropy(np.full(p.shape, label), p, reduction="none")
        look, name = f"{style.marker}-", f"label {label}: {formula}"
        ax.plot(p, losses, look, color=style.color, linewidth=2, markevery=tenths, label=name)
    ax.set(xlabel="probability $p$ of label 1", ylabel="loss of the point", ylim=(0, 5.5))
    ax.legend(loc="upper center")
    return ax


def plot_chain(
    x: float, y: float, *, w0: float = 0.0, w1: float = 1.0, ax: Axes | None = None
) -> Axes:
    """Draw the chain from a weight to the loss of one point: values in boxes, slopes on arrows.

    Parameters
    ----------
    x : float
        Feature of the point.
    y : float
        Its label, 0 or 1.
    w0, w1 : float
        Bias and weight, such that the probability rounds to neither 0 nor 1.
    ax : Axes, optional
        Where to draw; new axes, wide and low, when left out. They are returned.
    """
    x, w0, w1 = as_number(x, "x"), as_number(w0, "w0"), as_number(w1, "w1")
    label = as_number(y, "y")
    as_labels([label])
    z = w0 + w1 * x
    p, dp_dz = float(sigmoid(z)), float(sigmoid_derivative(z))
    if p in (0.0, 1.0):
        raise ValueError(f"w0 + w1 * x must be such that p is not 0 or 1, got log-odds {z:g}")
    ax = axes_or_new(ax, width=7.0, height=1.125)
    loss = float(binary_cross_entropy([label], [p]))
    values = {"$w_1$": w1, "$z$": z, "$p$": p, r"$\ell$": loss}
    slopes = {
        r"$\partial z/\partial w_1$": x,
        "$dp/dz$": dp_dz,
        r"$d\ell/dp$": (p - label) / (p * (1.0 - p)),
    }
    style: dict[str, Any] = {"ha": "center", "va": "center", "color": BLACK}
    box = {"boxstyle": "round,pad=0.5", "facecolor": "none", "edgecolor": BLACK}
    boxes = [
        ax.text(k, 0.7, f"{name} = {written(value, '.4g')}", bbox=box, **style).get_bbox_patch()
        for k, (name, value) in enumerate(values.items())
    ]
    look: dict[str, Any] = {"arrowstyle": "->", "color": BLUE, "linewidth": 1.5}
    for k, (name, slope) in enumerate(slopes.items()):
        edges = {"patchA": boxes[k], "patchB": boxes[k + 1], "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (k + 1, 0.7), (k, 0.7), arrowprops=look | edges)
        ax.text(k + 0.5, 0.83, name, **style | {"va": "bottom"})
        ax.text(k + 0.5, 0.57, written(slope, ".4g"), **style | {"va": "top"})
    factors = r" \times ".join(f"{slope:.4g}" for slope in reversed(slopes.values()))
    product = np.prod(list(slopes.values()))
    ax.text(1.5, 0.1, rf"$\partial\ell/\partial w_1 = {factors} = {product:.4g}$", **style)
    ax.set(xlim=(-0.4, 3.4), ylim=(0, 1))
    ax.set_axis_off()
    return ax


def tangent_ends(
    x: Floats | float, y: Floats | float, slope: Floats, *, half: float
) -> tuple[Floats, Floats]:
    """Return x and y of the ends (..., 2) of lines through (x, y), `half` to either side."""
    along = np.array([-half, half])
    x, y = np.expand_dims(x, -1), np.expand_dims(y, -1)
    return x + along, y + slope[..., None] * along
