"""From probability to odds to log-odds, and back: the sigmoid and its relatives."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import FloatOrFloats, as_floats, as_floats_between, plain


@np.errstate(all="ignore")
def odds(p: ArrayLike) -> FloatOrFloats:
    """Return the odds ``p / (1 - p)``: how many times as likely as not.

    Parameters
    ----------
    p : array_like of any shape
        Probabilities, in [0, 1].

    Returns
    -------
    odds : float, or ndarray of the shape of `p`
        In [0, inf]; probability 1 has infinite odds.

    Raises
    ------
    ValueError
        If `p` is empty, holds NaN, or leaves [0, 1].

    Examples
    --------
    >>> odds(0.75)
    3.0
    >>> odds([0.0, 0.5, 1.0])
    array([ 0.,  1., inf])
    """
    p = as_floats_between(p, "p", 0.0, 1.0)
    return plain(p / (1.0 - p))


@np.errstate(all="ignore")
def log_odds(p: ArrayLike) -> FloatOrFloats:
    """Return the natural logarithm of the odds (the "logit"), where a linear model fits.

    Parameters
    ----------
    p : array_like of any shape
        Probabilities, in [0, 1].

    Returns
    -------
    z : float, or ndarray of the shape of `p`
        In [-inf, inf]; 0 at p = 1/2, and ``log_odds(1 - p)`` is ``-log_odds(p)`` to rounding.

    Raises
    ------
    ValueError
        If `p` is empty, holds NaN, or leaves [0, 1].

    Notes
    -----
    Near 1/2 the odds are near 1, and their logarithm would keep little but their rounding error.
    There log(p / (1 - p)) = 2 artanh(2p - 1) is used, whose argument is exact for p in [1/4, 1].

    Examples
    --------
    >>> round(log_odds(0.75), 4)
    1.0986
    >>> log_odds([0.0, 0.5, 1.0])
    array([-inf,   0.,  inf])
    """
    p = as_floats_between(p, "p", 0.0, 1.0)
    z = np.log(p / (1.0 - p))
    near_half = 2.0 * np.arctanh(2.0 * p - 1.0)  # the same number, with all its digits there
    return plain(np.where(np.abs(p - 0.5) <= 0.25, near_half, z))


@np.errstate(all="ignore")
def probability_from_odds(o: ArrayLike) -> FloatOrFloats:
    """Return the probability ``o / (1 + o)`` that has the odds `o`.

    Parameters
    ----------
    o : array_like of any shape
        Odds, in [0, inf].

    Returns
    -------
    p : float, or ndarray of the shape of `o`
        In [0, 1]; infinite odds have probability 1.

    Raises
    ------
    ValueError
        If `o` is empty, holds NaN, or is negative.

    Examples
    --------
    >>> probability_from_odds(3.0)
    0.75
    >>> probability_from_odds([0.0, 1.0, float("inf")])
    array([0. , 0.5, 1. ])
    """
    o = as_floats_between(o, "o", 0.0, np.inf)
    return plain(np.where(np.isinf(o), 1.0, o / (1.0 + o)))


@np.errstate(all="ignore")
def sigmoid(z: ArrayLike) -> FloatOrFloats:
    """Return the probability ``1 / (1 + exp(-z))`` that has the log-odds `z`.

    Parameters
    ----------
    z : array_like of any shape
        Log-odds, in [-inf, inf].

    Returns
    -------
    p : float, or ndarray of the shape of `z`
        In [0, 1]; 1/2 at z = 0.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    Notes
    -----
    Written literally, exp(-z) overflows below z = -709.8. Only ``exp(-|z|)`` is computed here,
    which cannot: above zero 1 / (1 + exp(-z)), below it the same fraction, expanded by exp(z).

    Examples
    --------
    >>> sigmoid(0.0)
    0.5
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    z = as_floats(z, "z")
    shrinking = np.exp(-np.abs(z))  # at most 1
    return plain(np.where(z >= 0, 1.0 / (1.0 + shrinking), shrinking / (1.0 + shrinking)))


def sigmoid_derivative(z: ArrayLike) -> FloatOrFloats:
    """Return the slope of the sigmoid, ``sigmoid(z) * (1 - sigmoid(z))``.

    Parameters
    ----------
    z : array_like of any shape
        Log-odds, in [-inf, inf].

    Returns
    -------
    slope : float, or ndarray of the shape of `z`
        In [0, 1/4], per unit of log-odds; the same at -z as at z.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    Notes
    -----
    From z = 36.74 on the sigmoid rounds to 1, and 1 - sigmoid(z) to 0. The equal number
    sigmoid(-z) keeps its digits there.

    Examples
    --------
    >>> sigmoid_derivative(0.0)
    0.25
    >>> sigmoid_derivative(40.0) > 0
    True
    """
    z = as_floats(z, "z")
    return plain(sigmoid(z) * sigmoid(-z))


@np.errstate(all="ignore")
def log_sigmoid(z: ArrayLike) -> FloatOrFloats:
    """Return the logarithm of the sigmoid, ``-log(1 + exp(-z))``: a log-probability.

    Parameters
    ----------
    z : array_like of any shape
        Log-odds, in [-inf, inf].

    Returns
    -------
    log_p : float, or ndarray of the shape of `z`
        In [-inf, 0]; close to z where z is far below zero.

    Raises
    ------
    ValueError
        If `z` is empty or holds NaN.

    Notes
    -----
    The sigmoid is 0 below z = -745.2 and 1 from 36.74 on, so its logarithm would be -inf and 0.
    ``min(z, 0) - log1p(exp(-|z|))`` is the same number without overflow or cancellation.

    References
    ----------
    M. Mächler (2012), "Accurately computing ``log(1 - exp(-|a|))``", vignette of the R package
    Rmpfr.

    Examples
    --------
    >>> round(log_sigmoid(0.0), 4)
    -0.6931
    >>> log_sigmoid([-1000.0, 1000.0])
    array([-1000.,     0.])
    """
    z = as_floats(z, "z")
    return plain(np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z))))
