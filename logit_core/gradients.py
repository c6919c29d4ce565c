"""The slope and the curvature of the mean cross-entropy, and the slope of anything by differences.

With z = X w and p = sigmoid(z) the chain rule gives dL/dw = X'(p - y) / n: the derivative of the
loss, (p - y) / (p (1 - p)), and that of the sigmoid, p (1 - p), cancel to p - y.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_wide
from logit_core._validation import (
    Floats,
    as_features,
    as_function,
    as_labels,
    as_number,
    as_penalty,
    as_weights,
)
from logit_core.probability import sigmoid, sigmoid_derivative


@np.errstate(all="ignore")
def cross_entropy_gradient(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, *, penalty: float = 0.0
) -> Floats:
    """Gradient of the mean cross-entropy plus ``l2_penalty(w, penalty)`` with respect to `w`.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept and bears no penalty.
    penalty : float
        Strength of the L2 penalty, at least 0.

    Returns
    -------
    gradient : ndarray of shape (n_features,)
        ``X.T @ (p - y) / n_samples``, plus ``penalty * w`` but for the intercept.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, a label is neither 0 nor 1,
        or `penalty` is negative.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.2.

    Examples
    --------
    >>> cross_entropy_gradient([[1.0, 2.0], [1.0, 4.0]], [0, 1], [0.0, 0.0])
    array([ 0. , -0.5])
    """
    X = as_features(X)
    y = as_labels(y, len(X))
    w = as_weights(w, X.shape[1])
    penalty = as_penalty(penalty)
    p = sigmoid(X @ w)
    gradient: Floats = X.T @ (p - y) / len(y)
    gradient[1:] += penalty * w[1:]
    return gradient


@np.errstate(all="ignore")
def cross_entropy_hessian(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, *, penalty: float = 0.0
) -> Floats:
    """Second derivatives of the mean cross-entropy plus ``l2_penalty(w, penalty)`` in `w`.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1. They are checked, and cancel: the curvature does not depend on them.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept and bears no penalty.
    penalty : float
        Strength of the L2 penalty, at least 0.

    Returns
    -------
    hessian : ndarray of shape (n_features, n_features)
        ``X.T @ diag(p * (1 - p)) @ X / n_samples``, plus `penalty` on the diagonal but for the
        intercept: symmetric, and nowhere bent downwards, so the loss is convex.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, a label is neither 0 nor 1,
        `penalty` is negative, or `X` has more than 5,000 columns.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.3.

    Examples
    --------
    >>> cross_entropy_hessian([[1.0, 2.0], [1.0, 4.0]], [0, 1], [0.0, 0.0])
    array([[0.25, 0.75],
           [0.75, 2.5 ]])
    """
    X = as_features(X)
    y = as_labels(y, len(X))
    w = as_weights(w, X.shape[1])
    penalty = as_penalty(penalty)
    refuse_wide(X)
    slopes = sigmoid_derivative(X @ w)  # p (1 - p)
    hessian: Floats = X.T @ (slopes[:, None] * X) / len(y)
    hessian[1:, 1:] += penalty * np.eye(len(w) - 1)
    return (hessian + hessian.T) / 2  # exactly symmetric


def numerical_gradient(
    loss: Callable[[Floats], float], w: ArrayLike, *, step: float | None = None
) -> Floats:
    """Gradient of any smooth function of the weights by central differences.

    Parameters
    ----------
    loss : callable
        Takes weights of shape (n_features,), returns one finite number.
    w : array_like of shape (n_features,)
        Where to take the gradient, finite.
    step : float, optional
        Distance to either side, greater than 0. By default ``cbrt(2.2e-16) * max(1, |w_i|)`` per
        weight, near which the errors of rounding and of the method are equal.

    Returns
    -------
    gradient : ndarray of shape (n_features,)
        ``(loss(w + h) - loss(w - h)) / 2h`` for each weight in turn.

    Raises
    ------
    ValueError
        If `w` is empty, not one-dimensional or not finite, `step` is not positive or is lost
        beside a weight, or `loss` returns anything but one finite number.

    References
    ----------
    W. H. Press et al. (2007), Numerical Recipes, 3rd edition, section 5.7.

    Examples
    --------
    >>> numerical_gradient(lambda w: w[0] ** 2 + 3.0 * w[1], [1.0, 1.0]).round(6)
    array([2., 3.])
    """
    loss, w = as_function(loss, "loss"), as_weights(w)
    if step is None:
        steps = np.cbrt(np.finfo(np.float64).eps) * np.maximum(1.0, np.abs(w))
    else:
        steps = np.full(len(w), as_number(step, "step", above=0.0))
    gradient = np.empty(len(w))
    for j, h in enumerate(steps):
        above, below = w.copy(), w.copy()
        above[j] += h
        below[j] -= h
        width = float(above[j]) - float(below[j])  # 2h, as it was really added: w + h is rounded
        _refuse_no_step(width, w[j], j, h)
        rise = as_number(loss(above), "loss(w)") - as_number(loss(below), "loss(w)")
        gradient[j] = rise / width
    return gradient


def _refuse_no_step(width: float, weight: float, j: int, step: float) -> None:
    """Refuse a step that is lost beside the weight, or that leads beyond all numbers."""
    if not 0 < width < np.inf:
        raise ValueError(f"step must move the weight {weight} at index {j} a little, got {step}")
