"""What a wrong probability costs: cross-entropy, and the losses it is compared with.

Every loss is non-negative, 0 for a perfect answer, and takes `reduction`: "mean", "sum" or "none".
With s = 2y - 1, which is 1 or -1, s z is positive on the right side.
"""

from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import (
    FloatOrFloats,
    Floats,
    as_answers,
    as_choice,
    as_number,
    as_penalty,
    as_weights,
    plain,
)
from logit_core.probability import log_sigmoid, sigmoid

Reduction: TypeAlias = Literal["mean", "sum", "none"]


@np.errstate(all="ignore")
def binary_cross_entropy(
    y: ArrayLike, p: ArrayLike, *, reduction: Reduction = "mean"
) -> FloatOrFloats:
    """Cross-entropy of labels `y` under probabilities `p`: minus the log of what was given to `y`.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    p : array_like of the shape of `y`
        Probabilities of label 1, in [0, 1].
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        In nats. To be right and certain costs 0, to be wrong and certain inf.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or `p` holds NaN or leaves [0, 1].

    See Also
    --------
    binary_cross_entropy_from_log_odds : tells apart log-odds whose probability rounds to 0 or 1.

    Notes
    -----
    The textbook sum ``-y log(p) - (1 - y) log(1 - p)`` is 0 * inf = nan where p is 0 or 1 and
    right. Only the term that counts is used here.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.2.

    Examples
    --------
    >>> round(binary_cross_entropy([0, 1], [0.5, 0.5]), 4)
    0.6931
    >>> binary_cross_entropy([0, 1], [0.0, 1.0])
    0.0
    """
    y, p = as_answers(y, p, "p", low=0.0, high=1.0)
    log_p = np.where(y == 1, np.log(p), np.log1p(-p))  # log1p(-p) is log(1 - p)
    losses = 0.0 - log_p  # 0 minus it, so that a perfect answer costs 0, not -0
    return _reduce(losses, reduction)


@np.errstate(all="ignore")
def binary_cross_entropy_from_log_odds(
    y: ArrayLike, z: ArrayLike, *, reduction: Reduction = "mean"
) -> FloatOrFloats:
    """Cross-entropy of labels `y` under log-odds `z`, exact for any size of `z`.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    z : array_like of the shape of `y`
        Log-odds of label 1; infinities allowed.
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        In nats. Zero is perfect; ``log(2)`` per point is a coin flip.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or a log-odds is nan.

    Notes
    -----
    With s = 2y - 1 the loss of a point is log(1 + exp(-s z)), one formula for both labels.

    References
    ----------
    C. M. Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.2.

    Examples
    --------
    >>> round(binary_cross_entropy_from_log_odds([0, 1], [0.0, 0.0]), 4)
    0.6931
    >>> binary_cross_entropy_from_log_odds([0, 1], [800.0, 800.0], reduction="none")
    array([800.,   0.])
    """
    y, z = as_answers(y, z, "z")
    s = 2 * y - 1
    losses = 0.0 - log_sigmoid(s * z)  # 0 minus it: a perfect answer costs 0, not -0
    return _reduce(losses, reduction)


@np.errstate(all="ignore")
def squared_error(y: ArrayLike, p: ArrayLike, *, reduction: Reduction = "mean") -> FloatOrFloats:
    """Squared distance ``(p - y)**2`` of a probability from the label; its mean: the Brier score.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    p : array_like of the shape of `y`
        Probabilities of label 1, in [0, 1].
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        In [0, 1] per point: even the worst answer costs no more than 1.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or `p` holds NaN or leaves [0, 1].

    References
    ----------
    G. W. Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly
    Weather Review 78(1).

    Examples
    --------
    >>> squared_error([0, 1], [0.5, 0.5])
    0.25
    """
    y, p = as_answers(y, p, "p", low=0.0, high=1.0)
    losses = (p - y) ** 2
    return _reduce(losses, reduction)


def zero_one_loss(y: ArrayLike, z: ArrayLike, *, reduction: Reduction = "mean") -> FloatOrFloats:
    """Cost 1 for every point on the wrong side of the boundary, 0 for the others.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    z : array_like of the shape of `y`
        Log-odds of label 1; infinities allowed. On the boundary, z = 0, a point counts as class 1:
        with label 0 it costs 1.
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        Share of wrong answers ("mean"), or their number ("sum").

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or a log-odds is nan.

    Examples
    --------
    >>> zero_one_loss([0, 0, 1, 1], [-3.0, 0.0, 0.0, 2.0])
    0.25
    """
    y, z = as_answers(y, z, "z")
    losses = ((z >= 0) != (y == 1)).astype(np.float64)
    return _reduce(losses, reduction)


@np.errstate(all="ignore")
def hinge_loss(y: ArrayLike, z: ArrayLike, *, reduction: Reduction = "mean") -> FloatOrFloats:
    """Slack ``max(0, 1 - s z)``, s = 2y - 1, by which a point misses s z >= 1.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    z : array_like of the shape of `y`
        Scores, positive for class 1; infinities allowed.
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        In the unit of `z`; 0 from s z = 1 on.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, or a score is nan.

    References
    ----------
    T. Hastie, R. Tibshirani, J. Friedman (2009), The Elements of Statistical Learning, 2nd
    edition, section 12.3.2.

    Examples
    --------
    >>> hinge_loss([1, 1, 0], [2.0, 0.5, 0.5], reduction="none")
    array([0. , 0.5, 1.5])
    """
    y, z = as_answers(y, z, "z")
    s = 2 * y - 1
    losses = np.maximum(0.0, 1.0 - s * z)
    return _reduce(losses, reduction)


@np.errstate(all="ignore")
def focal_loss(
    y: ArrayLike,
    z: ArrayLike,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
    reduction: Reduction = "mean",
) -> FloatOrFloats:
    """Cross-entropy that counts easy points less: times ``(1 - p_t)**gamma``.

    Parameters
    ----------
    y : array_like of shape (..., n_samples)
        Labels, 0 or 1.
    z : array_like of the shape of `y`
        Log-odds of label 1; infinities allowed.
    gamma : float
        Focus, at least 0. With 0 (and no `alpha`) the loss is the cross-entropy.
    alpha : float, optional
        Weight of class 1, in [0, 1]; class 0 weighs 1 - alpha. None weighs both with 1. A point of
        weight 0 costs 0, however wrong it is.
    reduction : {"mean", "sum", "none"}
        What to make of the per-point losses.

    Returns
    -------
    loss : float, or ndarray of the shape of `y` for "none", of its leading shape else
        In nats. p_t is the probability given to the true label.

    Raises
    ------
    ValueError
        If the shapes differ, a label is neither 0 nor 1, a log-odds is nan, or `gamma` or `alpha`
        leaves its range.

    References
    ----------
    T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár (2017), "Focal loss for dense object
    detection", ICCV, section 3.

    Examples
    --------
    >>> round(focal_loss([1, 0], [0.0, 0.0]), 4)
    0.1733
    """
    y, z = as_answers(y, z, "z")
    gamma = as_number(gamma, "gamma", low=0.0)
    s = 2 * y - 1
    losses = sigmoid(-s * z) ** gamma * (0.0 - log_sigmoid(s * z))  # sigmoid(-s z) is 1 - p_t
    if alpha is not None:
        alpha = as_number(alpha, "alpha", low=0.0, high=1.0)
        weights = np.where(y == 1, alpha, 1.0 - alpha)
        losses = np.where(weights == 0, 0.0, weights * losses)  # also where the loss is infinite
    return _reduce(losses, reduction)


@np.errstate(all="ignore")
def l2_penalty(w: ArrayLike, strength: float) -> float:
    """Return ``strength / 2 * sum(w[1:]**2)``: the price of large weights; the intercept is free.

    Parameters
    ----------
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.
    strength : float
        At least 0. scikit-learn's C is 1 / (n_samples * strength).

    Returns
    -------
    penalty : float
        At least 0.

    Raises
    ------
    ValueError
        If `w` is empty, not one-dimensional or not finite, or `strength` is negative.

    Examples
    --------
    >>> l2_penalty([10.0, 3.0, 4.0], 2.0)
    25.0
    """
    w = as_weights(w)
    strength = as_penalty(strength, "strength")
    return float(strength * np.sum(w[1:] ** 2) / 2)


def _reduce(losses: Floats, reduction: Reduction) -> FloatOrFloats:
    """Return the losses themselves, or their sum or mean along the points."""
    reduction = as_choice(reduction, "reduction", get_args(Reduction))
    if reduction == "none":
        return losses
    if reduction == "sum":
        return plain(losses.sum(axis=-1))
    mean = losses.mean(axis=-1)
    if np.isinf(mean).any():  # perhaps only the sum has overflowed
        mean = np.minimum((losses / losses.shape[-1]).sum(axis=-1), losses.max(axis=-1))
    return plain(mean)
