"""Newton's method and L-BFGS: few steps, each of which has looked at the curvature."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._path import Path, as_problem, read_only
from logit_core._validation import Floats, as_count, as_number
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds, l2_penalty
from logit_core.model import predict_log_odds
from logit_core.probability import sigmoid, sigmoid_derivative

DAMPINGS = 10.0 ** np.arange(-16, 1)
"""From a plain Newton step to one so short that the loss cannot rise."""

SUFFICIENT = 1e-4
"""Share of the promised fall of the loss that a step must keep (Armijo's condition)."""


@np.errstate(all="ignore")
def newton(
    X: ArrayLike,
    y: ArrayLike,
    *,
    start: ArrayLike | None = None,
    penalty: float = 0.0,
    tolerance: float = 1e-8,
    max_steps: int = 50,
) -> Path:
    """Newton's method: step to the minimum of the parabola that fits the loss where we stand.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    start : array_like of shape (n_features,), optional
        First weights; zeros when not given.
    penalty : float >= 0
        Strength of `l2_penalty`; the intercept is free.
    tolerance : float > 0
        Stop once the gradient is shorter than this.
    max_steps : int >= 0
        Stop after so many steps in any case.

    Returns
    -------
    path : Path
        One row per step; the loss never rises from row to row. `converged` is False, however
        short the gradient, where the loss has no minimum: without a penalty if a plane separates
        the classes, some points of both possibly on it; with one if only one class is there, for
        the intercept is free.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

    Notes
    -----
    Far from the minimum the parabola may point too far. The step is then damped: the Hessian H is
    replaced by H + m B with a growing m, where B, the Hessian at w = 0, is the largest that occurs
    (p (1 - p) is at most 1/4). From m = 1/2 on the loss cannot rise. This also settles columns
    that depend on each other: the weights do not move where the loss is flat.

    References
    ----------
    Nocedal & Wright (2006), Numerical Optimization, chapters 3 and 10.3 (damping).
    Böhning & Lindsay (1988), Monotonicity of quadratic-approximation algorithms.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> path = newton(X, [0, 1, 0, 1])
    >>> path.weights[-1].round(2), path.converged
    (array([0.  , 0.42]), True)
    """
    problem = _Problem(X, y, start, penalty)
    tolerance = as_number(tolerance, "tolerance", above=0)
    weights = [problem.start]
    for _ in range(as_count(max_steps, "max_steps")):
        if problem.slope(weights[-1]) < tolerance:
            break
        following = _newton_step(problem, weights[-1])
        if following is None:
            break
        weights.append(following)
    return problem.path(weights, tolerance)


@np.errstate(all="ignore")
def lbfgs(
    X: ArrayLike,
    y: ArrayLike,
    *,
    start: ArrayLike | None = None,
    penalty: float = 0.0,
    tolerance: float = 1e-8,
    max_steps: int = 1000,
) -> Path:
    """L-BFGS: Newton's idea with a curvature guessed from the last few gradients.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, the column of ones in front.
    y : array_like of shape (n_samples,)
        Labels, 0 or 1.
    start : array_like of shape (n_features,), optional
        First weights; zeros when not given.
    penalty : float >= 0
        Strength of `l2_penalty`; the intercept is free.
    tolerance : float > 0
        Stop once the gradient is shorter than this.
    max_steps : int >= 0
        Stop after so many steps in any case.

    Returns
    -------
    path : Path
        One row per step. `converged` as in `newton`.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range.

    Notes
    -----
    The search runs in coordinates in which the Hessian at w = 0 is the identity, so that neither
    the units of the features nor their correlations slow it down. It stalls where the loss no
    longer changes in its last digit, and the gradient is then often still too long. So it is
    started again from there, on the height of the loss above that point, whose digits are all
    significant (log1p and expm1 in place of a difference of nearly equal losses).

    References
    ----------
    Nocedal & Wright (2006), Numerical Optimization, section 7.2. The search itself is
    ``scipy.optimize.minimize(method="L-BFGS-B")``.

    Examples
    --------
    >>> X = [[1, -2], [1, -1], [1, 1], [1, 2]]
    >>> path = lbfgs(X, [0, 1, 0, 1])
    >>> path.weights[-1].round(2), path.converged
    (array([0.  , 0.42]), True)
    """
    problem = _Problem(X, y, start, penalty)
    tolerance = as_number(tolerance, "tolerance", above=0)
    max_steps = as_count(max_steps, "max_steps")
    weights = [problem.start]
    while remaining := max_steps + 1 - len(weights):
        w = weights[-1]
        # Where the loss is beyond 1e100, SciPy's products of gradients would overflow into nan.
        if problem.slope(w) < tolerance or problem.loss(w) > 1e100:
            break
        steps = _lbfgs_steps(problem, w, tolerance, remaining)
        if not steps or problem.rise(w, steps[-1] - w) >= 0:
            break
        weights += steps
    return problem.path(weights, tolerance)


class _Problem:
    """A loss with its derivatives, and the coordinates in which its minimum is easy to find.

    Weights move as ``w + axes @ u``. In `u` the Hessian at w = 0, where all p = 1/2, is the
    identity, and nowhere is it larger. A direction in which the loss is flat has no axis.
    """

    def __init__(self, X: ArrayLike, y: ArrayLike, start: ArrayLike | None, penalty: float) -> None:
        self.X, self.y, self.start = as_problem(X, y, start)
        self.penalty = as_number(penalty, "penalty", low=0)
        # The rows of a root of the Hessian at w = 0: one per point, one per penalised weight.
        points = self.X / (2 * len(self.X) ** 0.5)
        penalised = self.penalty**0.5 * np.eye(len(self.start))[1:]
        self.root, self.axes = _orthonormal(np.vstack([points, penalised]))

    def loss(self, w: Floats) -> float:
        """Return the mean cross-entropy plus the penalty; infinite where `w` is not finite."""
        if not np.isfinite(w).all():
            return np.inf
        z = predict_log_odds(self.X, w)
        return float(binary_cross_entropy_from_log_odds(self.y, z)) + l2_penalty(w, self.penalty)

    def rise(self, origin: Floats, change: Floats) -> float:
        """Return ``loss(origin + change) - loss(origin)`` with all its digits.

        With a = -s z, the rise of log(1 + exp(a)) as a grows by t is log1p(sigmoid(a) expm1(t)).
        """
        signs = 2 * self.y - 1
        a = -signs * predict_log_odds(self.X, origin)
        t = -signs * predict_log_odds(self.X, change)
        # Far away the difference itself is exact enough, and the product would not be.
        far = np.logaddexp(0, a + t) - np.logaddexp(0, a)
        near = np.log1p(sigmoid(a) * np.expm1(np.clip(t, -1, 1)))
        penalty = self.penalty * (origin[1:] + change[1:] / 2) @ change[1:]
        return float(np.where(np.abs(t) > 1, far, near).mean() + penalty)

    def gradient(self, w: Floats) -> Floats:
        """Return the gradient along the features."""
        return cross_entropy_gradient(self.X, self.y, w, penalty=self.penalty)

    def slope(self, w: Floats) -> float:
        """Return the length of the gradient."""
        return float(np.linalg.norm(self.gradient(w)))

    def hessian(self, w: Floats) -> Floats:
        """Return the Hessian along the axes: at most the identity."""
        curvatures = 4 * sigmoid_derivative(predict_log_odds(self.X, w))
        weights = np.append(curvatures, np.ones(len(w) - 1))
        hessian: Floats = self.root.T @ (weights[:, None] * self.root)
        return hessian

    def has_minimum(self) -> bool:
        """Return False if some direction lowers the loss for ever: the penalty holds none back."""
        unpenalised = self.X if self.penalty == 0 else self.X[:, :1]
        return not _is_separated(unpenalised, self.y)

    def path(self, weights: list[Floats], tolerance: float) -> Path:
        """Return the path over these weights."""
        return Path(
            weights=read_only(np.array(weights)),
            losses=read_only(np.array([self.loss(w) for w in weights])),
            learning_rate=None,
            converged=self.slope(weights[-1]) < tolerance and self.has_minimum(),
        )


def _newton_step(problem: _Problem, w: Floats) -> Floats | None:
    """Return the next weights, or None where no step lowers the loss any more."""
    curvatures, directions = np.linalg.eigh(problem.hessian(w))
    axes = problem.axes @ directions
    slopes = axes.T @ problem.gradient(w)
    loss = problem.loss(w)
    for damping in DAMPINGS:
        u = slopes / (np.maximum(curvatures, 0) + damping)
        following: Floats = w - axes @ u
        if problem.loss(following) <= loss - SUFFICIENT * (slopes @ u):
            return None if np.array_equal(following, w) else following
    return None


def _lbfgs_steps(
    problem: _Problem, origin: Floats, tolerance: float, max_steps: int
) -> list[Floats]:
    """Return the weights after each step of one search; none if it finds no step to take."""
    from scipy.optimize import minimize

    axes = problem.axes
    weights: list[Floats] = []

    def rise_and_slopes(u: Floats) -> tuple[float, Floats]:
        change = axes @ u
        return problem.rise(origin, change), axes.T @ problem.gradient(origin + change)

    # Slopes so short along every axis mean a gradient shorter than the tolerance.
    shortest = np.linalg.norm(axes, ord=-2) / axes.shape[1] ** 0.5
    minimize(
        rise_and_slopes,
        np.zeros(axes.shape[1]),
        jac=True,
        method="L-BFGS-B",
        callback=lambda u: weights.append(origin + axes @ u),
        options={
            "maxiter": max_steps,
            "maxfun": 20 * max_steps,
            "ftol": 0,
            "gtol": 0.9 * tolerance * shortest,
        },
    )
    return weights


def _orthonormal(matrix: Floats) -> tuple[Floats, Floats]:
    """Return `basis` with orthonormal columns and `axes` such that ``matrix @ axes == basis``."""
    units = np.abs(matrix).max(axis=0)
    units[units == 0] = 1
    left, lengths, right = np.linalg.svd(matrix / units, full_matrices=False)
    kept = lengths > lengths[0] * max(matrix.shape) * np.finfo(np.float64).eps
    return left[:, kept], (right[kept] / lengths[kept, None] / units).T


def _is_separated(X: Floats, y: Floats) -> bool:
    """Return whether a plane separates the classes, completely or quasi-completely.

    That is, whether some w has s z >= 0 at every point and s z > 0 at one or more (s = 2y - 1).
    The loss then falls for ever along w. (Albert & Anderson 1984, On the existence of maximum
    likelihood estimates in logistic regression models.)

    In an orthonormal basis of the columns of X, for weights in [-1, 1] a linear programme finds
    the largest sum of all s z. It is 0 if no such w exists. If one does, stretch it until one
    weight is 1 or -1: then sum(s z) >= |z| = |w| >= 1. So 1/2 tells the two apart, whatever the
    units, the rounding, and columns that depend on each other.
    """
    from scipy.optimize import linprog

    basis, _ = _orthonormal(X)
    if not basis.size:
        return False
    signed = (2 * y[:, None] - 1) * basis
    gain = signed.sum(axis=0)
    result = linprog(-gain, A_ub=-signed, b_ub=np.zeros(len(y)), bounds=(-1, 1), method="highs")
    return bool(gain @ result.x > 0.5)
