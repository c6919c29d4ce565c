"""Newton's method and L-BFGS: few steps, each of which has looked at the curvature."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._coordinates import Coordinates, Place
from logit_core._validation import Floats, as_count, as_number
from logit_core.paths import Path, as_path

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
        Stop once the gradient is shorter than this, whatever the units: that of standardised
        features, and that of their uncorrelated combinations.
    max_steps : int >= 0
        Stop after so many steps in any case.

    Returns
    -------
    path : Path
        The start, then one row per step; the loss never rises from row to row. `converged` is
        False, however short the gradient, where the loss has no minimum: without a penalty if a
        plane separates the classes, some points of both possibly on it; with one if only one class
        is there, for the intercept is free.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range, or `X` has more
        than 5,000 columns.

    Notes
    -----
    The weights move as ``w = rest + axes @ u``, where `rest` never changes. Far from the minimum
    the parabola may point too far. The step is then damped: the Hessian H is replaced by H + m I
    with a growing m. In `u` the Hessian is largest at w = 0, and there it is I (p (1 - p) is at
    most 1/4), so from m = 1/2 on the loss cannot rise. Columns that depend on each other have
    fewer axes than columns: the weights do not move where the loss is flat.

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
    problem = Coordinates(X, y, start, penalty)
    tolerance = as_number(tolerance, "tolerance", above=0)
    max_steps = as_count(max_steps, "max_steps")

    u, here = problem.u, problem.at(problem.u)
    weights, losses = [problem.start], [here.loss]
    g = problem.gradient(here)
    # w <- w - H^-1 gradient, written in u
    while problem.length(g) >= tolerance and len(losses) <= max_steps:
        H = _safeguarded(problem, here, g, problem.hessian(here))
        if H is None:  # no step lowers the loss any more
            break
        u = u - np.linalg.solve(H, g)
        here = problem.at(u)
        g = problem.gradient(here)
        weights.append(here.w)
        losses.append(min(here.loss, losses[-1]))  # rounding may lift what has fallen by less
    converged = problem.length(g) < tolerance and problem.has_minimum(here)
    return as_path(weights, losses, len(losses) - 1, None, converged)


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
    X, y, start, penalty, tolerance, max_steps
        As in `newton`.

    Returns
    -------
    path : Path
        The start, then one row per step. `converged` as in `newton`.

    Raises
    ------
    ValueError
        If an argument has a wrong shape, is not finite, or lies out of its range, or `X` has more
        than 5,000 columns.

    Notes
    -----
    The search runs in the coordinates of `newton`, so that neither the units of the features nor
    their correlations slow it down. It stalls where the loss no longer changes in its last digit,
    and the gradient is then often still too long. So it is started again from there, on the height
    of the loss above that point, whose digits are all significant (log1p and expm1 in place of a
    difference of nearly equal losses).

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
    problem = Coordinates(X, y, start, penalty)
    tolerance = as_number(tolerance, "tolerance", above=0)
    max_steps = as_count(max_steps, "max_steps")

    here = problem.at(problem.u)
    weights, losses = [problem.start], [here.loss]
    while len(losses) <= max_steps and problem.slope(here) >= tolerance:
        if here.loss > 1e100:  # SciPy's products of gradients would overflow into nan
            break
        steps, lowered = _search(problem, here, tolerance, max_steps + 1 - len(losses))
        weights += [w for w, _ in steps]
        losses += [loss for _, loss in steps]
        if lowered is None:
            break
        here = lowered
    converged = problem.slope(here) < tolerance and problem.has_minimum(here)
    return as_path(weights, losses, len(losses) - 1, None, converged)


def _search(
    problem: Coordinates, here: Place, tolerance: float, max_steps: int
) -> tuple[list[tuple[Floats, float]], Place | None]:
    """Return weights and loss after each step of one search, and where it ends if that is lower."""
    from scipy.optimize import minimize

    steps = []

    def rise_and_gradient(u: Floats) -> tuple[float, Floats]:
        there = problem.at(u)
        return problem.rise(here, there), problem.gradient(there)

    def keep(u: Floats) -> None:
        there = problem.at(u)
        steps.append((there.w, there.loss))

    # SciPy looks at the largest entry of the gradient, we at its length; some way below the
    # tolerance the weights have settled, too.
    shortest = tolerance / 4 / max(1.0, float(np.linalg.norm(problem.stretch)))
    options = {"ftol": 0, "gtol": shortest, "maxiter": max_steps, "maxfun": 20 * max_steps}
    found = minimize(
        rise_and_gradient, here.u, jac=True, method="L-BFGS-B", callback=keep, options=options
    )
    return steps, problem.at(found.x) if found.fun < 0 else None


def _safeguarded(problem: Coordinates, here: Place, g: Floats, H: Floats) -> Floats | None:
    """Return the Hessian, damped until its step lowers the loss as promised; None if none does."""
    for damping in DAMPINGS:
        damped: Floats = H + damping * np.eye(len(g))
        try:
            step = np.linalg.solve(damped, g)
        except np.linalg.LinAlgError:
            continue
        there = problem.at(here.u - step)
        if problem.rise(here, there) <= -SUFFICIENT * (g @ step) < 0:
            return None if np.array_equal(there.w, here.w) else damped
    return None
