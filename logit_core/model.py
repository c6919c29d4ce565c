"""The model: features times weights give log-odds, the sigmoid makes them probabilities."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_features, as_number, as_weights
from logit_core.probability import sigmoid


def add_intercept(X: ArrayLike) -> Floats:
    """Put a column of ones in front of the features, so that ``w[0]`` becomes the intercept.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, finite, in any unit.

    Returns
    -------
    X : ndarray of shape (n_samples, 1 + n_features)
        A new array; its first column is 1.

    Raises
    ------
    ValueError
        If `X` is empty, not two-dimensional or not finite.

    Examples
    --------
    >>> add_intercept([[5.1, 3.5], [4.9, 3.0]])
    array([[1. , 5.1, 3.5],
           [1. , 4.9, 3. ]])
    """
    X = as_features(X)
    return np.column_stack([np.ones(len(X)), X])


@np.errstate(all="ignore")
def predict_log_odds(X: ArrayLike, w: ArrayLike) -> Floats:
    """Return the log-odds ``X @ w`` of class 1, one per row.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.

    Returns
    -------
    z : ndarray of shape (n_samples,)
        Log-odds.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite.

    Examples
    --------
    >>> predict_log_odds([[1.0, 2.0], [1.0, -2.0]], [0.5, 1.0])
    array([ 2.5, -1.5])
    """
    X = as_features(X)
    w = as_weights(w, X.shape[1])
    return X @ w


@np.errstate(all="ignore")
def predict_probability(X: ArrayLike, w: ArrayLike) -> Floats:
    """Return the probability of class 1, ``sigmoid(X @ w)``, one per row.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.

    Returns
    -------
    p : ndarray of shape (n_samples,)
        In [0, 1].

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite.

    Examples
    --------
    >>> predict_probability([[1.0, 2.0], [1.0, -2.0]], [0.0, 1.0]).round(3)
    array([0.881, 0.119])
    """
    X = as_features(X)
    w = as_weights(w, X.shape[1])
    p: Floats = sigmoid(X @ w)
    return p


@np.errstate(all="ignore")
def predict(X: ArrayLike, w: ArrayLike, *, threshold: float = 0.5) -> NDArray[np.int_]:
    """Return the predicted class of each row: 1 where the probability reaches `threshold`.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.
    threshold : float
        In [0, 1]. A probability equal to it counts as class 1.

    Returns
    -------
    labels : ndarray of int, of shape (n_samples,)
        0 or 1.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape, is not finite, or leaves its range.

    Notes
    -----
    Rounding the probability is not the same rule: half to even sends exactly 0.5 to class 0.

    Examples
    --------
    >>> predict([[1.0, 2.0], [1.0, 0.0], [1.0, -2.0]], [0.0, 1.0])
    array([1, 1, 0])
    """
    X = as_features(X)
    w = as_weights(w, X.shape[1])
    threshold = as_number(threshold, "threshold", low=0.0, high=1.0)
    p: Floats = sigmoid(X @ w)
    return (p >= threshold).astype(np.int_)
