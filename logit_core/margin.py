"""Where the boundary lies: distances from it, slack beyond it, and whether one can exist at all."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_wide
from logit_core._validation import Floats, as_direction, as_features, as_labels, as_weights
from logit_core.second_order import newton


@np.errstate(all="ignore")
def signed_distance(X: ArrayLike, w: ArrayLike) -> Floats:
    """Return the distance of each row from the boundary, positive on the side of class 1.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept, and ``w[1:]`` is not all zero.

    Returns
    -------
    distance : ndarray of shape (n_samples,)
        ``X @ w / norm(w[1:])``, in the unit of the features; the same for any positive multiple of
        `w`.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, or if ``w[1:]`` is all zero:
        then there is no boundary.

    References
    ----------
    T. Hastie, R. Tibshirani, J. Friedman (2009), The Elements of Statistical Learning, 2nd
    edition, section 4.5.

    Examples
    --------
    >>> signed_distance([[1.0, 3.0, 4.0], [1.0, 0.0, 0.0]], [-5.0, 3.0, 4.0])
    array([ 4., -1.])
    """
    X = as_features(X)
    w = as_direction(w, X.shape[1])
    z = X @ w
    distances: Floats = z / np.linalg.norm(w[1:])
    return distances


@np.errstate(all="ignore")
def slacks(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> Floats:
    """Return how far each row is on the wrong side: ``max(0, -s z)``, with z = X w, s = 2y - 1.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.

    Returns
    -------
    slacks : ndarray of shape (n_samples,)
        In the unit of the log-odds, so they grow with the scale of `w`; 0 on the right side and on
        the boundary.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, or a label is neither 0
        nor 1.

    Examples
    --------
    >>> slacks([[1.0, 2.0], [1.0, -3.0], [1.0, -1.0]], [1, 1, 0], [0.0, 1.0])
    array([0., 3., 0.])
    """
    X = as_features(X)
    y = as_labels(y, len(X))
    w = as_weights(w, X.shape[1])
    s = 2 * y - 1
    z = X @ w
    return np.maximum(0.0, 0.0 - s * z)  # not -s z, which shows a point on the boundary as -0


@np.errstate(all="ignore")
def worst_slack(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> float:
    """Return the largest of the `slacks`: the least xi that lets every point pass.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    w : array_like of shape (n_features,)
        Weights, finite; ``w[0]`` is the intercept.

    Returns
    -------
    slack : float
        The least xi >= 0 with z >= -xi for every row of class 1 and z <= xi for every row of
        class 0, in the unit of the log-odds. 0 where no row is on the wrong side, as with `w` all
        zero.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, or a label is neither 0
        nor 1.

    Examples
    --------
    >>> worst_slack([[1.0, 2.0], [1.0, -3.0], [1.0, -1.0]], [1, 1, 0], [0.0, 1.0])
    3.0
    """
    X = as_features(X)
    y = as_labels(y, len(X))
    w = as_weights(w, X.shape[1])
    s = 2 * y - 1
    z = X @ w
    return float(np.max(np.maximum(0.0, 0.0 - s * z)))  # not -s z, for -0 is no slack


@np.errstate(all="ignore")
def is_separable(X: ArrayLike, y: ArrayLike) -> bool:
    """Tell whether some weights put all of class 1 at z > 0 and all of class 0 at z < 0.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features with their column of ones, finite. Without that column the boundary has to pass
        through the origin.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1. A single class is separable wherever there is a column of ones.

    Returns
    -------
    separable : bool
        True only if such weights were found and hold beyond rounding error: classes that touch in
        a point are not separable. A gap below about 1e-9 of the spread may go unseen.

    Raises
    ------
    ValueError
        If an argument is empty, has the wrong shape or is not finite, a label is neither 0 nor 1,
        or `X` has more than 5,000 columns.

    Notes
    -----
    Newton's method is tried first. Where the loss has a minimum, nothing separates, for along
    weights that do it falls for ever. Where it has none, the last weights nearly always separate.
    What they leave open is decided by a linear programme without an objective: strict inequalities
    hold for some weights exactly if ``s z >= 1`` does for a multiple of them.

    References
    ----------
    A. Albert, J. A. Anderson (1984), "On the existence of maximum likelihood estimates in logistic
    regression models", Biometrika 71(1).

    Examples
    --------
    >>> is_separable([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [0, 0, 1])
    True
    >>> is_separable([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [0, 1, 0])
    False
    """
    X = as_features(X)
    y = as_labels(y, len(X))
    refuse_wide(X)
    X = _well_scaled(X)
    s = 2 * y - 1
    rows = s[:, None] * X
    path = newton(X, y)
    if path.converged:  # the loss has a minimum
        return False
    if _surely_positive(rows, path.weights[-1]):
        return True

    from scipy.optimize import linprog  # it takes half a second to load

    found = linprog(  # rows @ w >= 1
        np.zeros(X.shape[1]), A_ub=-rows, b_ub=-np.ones(len(X)), bounds=(None, None), method="highs"
    )
    return found.x is not None and _surely_positive(rows, found.x)


def _well_scaled(X: Floats) -> Floats:
    """Return ordinary numbers whose rows can be separated exactly where those of `X` can.

    Separability survives to shift a column where there is a constant one, to scale a column, and
    to scale a row by a positive number. Powers of two scale without rounding.
    """
    columns = _divided(X, np.abs(X).max(axis=0))
    constant = (columns == columns[0]).all(axis=0)
    if columns[0, constant].any():
        columns[:, ~constant] -= np.median(columns[:, ~constant], axis=0)
    # No lower than 2**-500: far beyond any data, and what is divided by it does not overflow.
    columns = _divided(columns, np.maximum(_typical_size(columns), 2.0**-500))
    return _divided(columns, np.abs(columns).max(axis=1, keepdims=True))


def _divided(numbers: Floats, sizes: Floats) -> Floats:
    """Return `numbers` divided by the powers of two next above `sizes`; by 1 where a size is 0."""
    return np.ldexp(numbers, -np.frexp(sizes)[1])


def _typical_size(columns: Floats) -> Floats:
    """Return the median size of what is not zero in each column: no single outlier rules it."""
    return np.array([np.median(c[c > 0]) if c.any() else 0.0 for c in np.abs(columns).T])


def _surely_positive(rows: Floats, v: Floats) -> bool:
    """Tell whether ``rows @ v`` is positive everywhere, whatever rounding has done to it."""
    n_features = len(v)
    rounding = (n_features + 3) * np.finfo(np.float64).eps * (np.abs(rows) @ np.abs(v))
    return bool((rows @ v > rounding).all())
