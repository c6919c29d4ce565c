"""The sigmoid in pictures: slope and shift, its derivative, and other curves from 0 to 1."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, as_measured, together_or
from logit_core.figures.curves import as_one_feature, limits_beyond
from logit_core.figures.style import (
    BLACK,
    CLASS_STYLES,
    GREEN,
    LINE_COLORS,
    axes_or_new,
    crowd,
    line_look,
    written,
)
from logit_core.probability import sigmoid, sigmoid_derivative

_MOST_CURVES: Final = 12  # more have no room in the legend


def plot_sigmoid(
    w: ArrayLike = 1.0,
    b: ArrayLike = 0.0,
    *,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the probability sigmoid(b + w x) of one feature, and labelled points if there are any.

    Parameters
    ----------
    w, b : float or array_like of shape (n_curves,)
        Weight and bias; several of either draw as many curves, named in the legend.
    x : array_like of shape (n_samples,), optional
        The feature; the curves then span its range, else -6 to 6.
    y : array_like of shape (n_samples,), optional
        Labels of the points, 0 or 1; given together with `x`.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    x, y = together_or(lambda: (None, None), x=x, y=y)
    weights, biases = _as_models(w, b)
    if x is not None:
        x = as_one_feature(x)
        y = as_labels(y, len(x), beside="x")
    ax = axes_or_new(ax, width=5.0 if len(weights) == 1 else 7.0)
    limits = -6.0, 6.0
    if x is not None:
        limits = limits_beyond(x, 1.0)
        plot_labels(x, y, ax=ax)
    at = np.linspace(*limits, 201)
    for k, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        p = sigmoid(bias + weight * at)
        label = f"weight {written(weight, 'g')}, bias {written(bias, 'g')}"
        ax.plot(at, p, **line_look(k), linewidth=2, zorder=1.5, label=label)
    ax.set(xlabel="x", ylabel="probability of class 1", xlim=limits, ylim=(-0.06, 1.06))
    if len(weights) == 1:
        ax.legend(loc="best", framealpha=0.9)
    else:  # beside the curves, which leave no corner free
        ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
    return ax


def _as_models(w: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    """Return as many weights as biases; one of either may serve all."""
    weights, biases = np.atleast_1d(as_measured(w, "w")), np.atleast_1d(as_measured(b, "b"))
    shapes = f"{np.shape(w)} and {np.shape(b)}"
    if weights.ndim != 1 or biases.ndim != 1 or len({len(weights), len(biases)} - {1}) > 1:
        raise ValueError(f"w and b must be numbers, or rows of one length, got shapes {shapes}")
    n_curves = max(len(weights), len(biases))
    if n_curves > _MOST_CURVES:
        raise ValueError(f"w and b must give at most {_MOST_CURVES} curves, got {n_curves}")
    weights, biases = np.broadcast_arrays(weights, biases)
    return weights, biases


def plot_labels(x: ArrayLike, y: ArrayLike, *, ax: Axes) -> Axes:
    """Put the points of one feature at the height of their label: discs at 0, squares at 1.

    Parameters
    ----------
    x : array_like of shape (n_samples,)
        The feature.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    ax : Axes
        Where to draw. They are returned.
    """
    x = as_one_feature(x)
    y = as_labels(y, len(x), beside="x")
    for label, style in enumerate(CLASS_STYLES):
        look = style.points | crowd(len(x))
        ax.plot(x[y == label], y[y == label], **look, label=f"class {label}")
    return ax


def plot_sigmoid_slope(z: ArrayLike, measured: ArrayLike, *, ax: Axes | None = None) -> Axes:
    """Draw the derivative of the sigmoid, and slopes measured by differences as open circles.

    Parameters
    ----------
    z : array_like of shape (n_points,)
        Where the slopes were measured.
    measured : array_like of shape (n_points,)
        The slopes.
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    z, measured = as_measured(z, "z"), as_measured(measured, "measured")
    if z.shape != measured.shape or z.ndim != 1:
        raise ValueError(
            f"z and measured must be rows of one length, got shapes {z.shape} and {measured.shape}"
        )
    ax = axes_or_new(ax)
    at = np.linspace(z.min(), z.max(), 201)
    formula = r"$\sigma(z) (1 - \sigma(z))$"
    ax.plot(at, sigmoid_derivative(at), color=BLACK, linewidth=2, label=formula)
    ax.plot(z, measured, "o", color=GREEN, fillstyle="none", markersize=8, label="measured")
    ax.set(xlabel="z", ylabel="slope of the sigmoid", ylim=(-0.015, 0.28))
    ax.legend(loc="upper right")
    return ax


def plot_activations(*, ax: Axes | None = None) -> Axes:
    """Draw four ways to turn a score into a number from 0 to 1, all but the step equally steep.

    The probit curve is the distribution function of the normal distribution; like the clipped line
    it is scaled to the slope 1/4 that the sigmoid has at 0.

    Parameters
    ----------
    ax : Axes, optional
        Where to draw; new axes when left out. They are returned.
    """
    from scipy.special import ndtr

    ax = axes_or_new(ax)
    z = np.linspace(-6, 6, 241)
    curves = {
        "sigmoid": sigmoid(z),
        "probit": ndtr(np.sqrt(2 * np.pi) / 4 * z),
        "clipped line": np.clip(0.5 + z / 4, 0, 1),
    }
    for k, (name, p) in enumerate(curves.items()):
        ax.plot(z, p, **line_look(k), linewidth=2, label=name)
    ax.plot([-6, 0, np.nan, 0, 6], [0, 0, np.nan, 1, 1], ":", color=LINE_COLORS[3], label="step")
    ax.plot([0], [1], "o", color=LINE_COLORS[3], markersize=5)
    ax.plot([0], [0], "o", color=LINE_COLORS[3], markersize=5, markerfacecolor="white")
    ax.set(xlabel="score z", ylabel="output", xlim=(-6, 6), ylim=(-0.06, 1.06))
    ax.legend(loc="center right")
    return ax
