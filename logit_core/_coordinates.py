"""A loss in coordinates in which its minimum is easy to find, and whether it has one at all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_wide
from logit_core._validation import Floats, as_penalty
from logit_core.paths import as_problem

BLOCK = 1 << 14
"""Rows that are worked on at once: they fit into the processor's cache."""


@dataclass(frozen=True)
class Place:
    """Where a descent stands: in coordinates, in weights, and what holds there."""

    u: Floats
    w: Floats
    s_z: Floats  # log-odds of the points, positive on their own sides
    wrong: Floats  # probabilities of the other labels, which are |p - y|
    loss: float  # mean cross-entropy plus penalty


class Coordinates:
    """A loss with its derivatives along axes that know no units: ``w = rest + axes @ u``.

    In `u` the Hessian at w = 0, where all p = 1/2, is the identity, and nowhere is it larger. A
    direction in which the loss is flat has no axis: `rest` is what the start has of it. A feature
    that lies far from 0 beside its spread (years, unix times) is moved to its mean first; the
    intercept makes up for it. The points of class 0 are turned round, so that s z = S u.
    """

    def __init__(self, X: ArrayLike, y: ArrayLike, start: ArrayLike | None, penalty: float) -> None:
        X, y, self.start = as_problem(X, y, start)
        self.penalty = as_penalty(penalty)
        refuse_wide(X)
        signs = 2 * y - 1
        s_z = signs * (X @ self.start)
        self.signed_intercept = signs * X[:, 0]
        # X is a copy of our own: it is centred, scaled and turned in place.
        centre = _centre(X, self.penalty)
        axes, curvatures = _axes_of(X, self.penalty, centre)
        self.axes = centre @ axes
        self.stretch = np.maximum(1.0, np.sqrt(curvatures)) / 2
        self.S = _multiplied(X, axes, signs)
        self._last: Place | None = None
        moved = self.penalty * self.axes[1:].T @ self.start[1:]
        self.u = self.S.T @ s_z / (4 * len(X)) + moved
        flat = self.axes.shape[1] < len(self.start)
        self.rest = self.start - self.axes @ self.u if flat else np.zeros(len(self.start))

    def at(self, u: Floats) -> Place:
        """Return what holds at `u`; the last answer is kept."""
        if self._last is None or not np.array_equal(u, self._last.u):
            w, s_z = self.rest + self.axes @ u, self.S @ u
            shrinking = np.exp(-np.abs(s_z))  # as in `sigmoid` and `log_sigmoid`
            wrong = np.where(s_z >= 0, shrinking, 1.0) / (1.0 + shrinking)
            loss = float((np.log1p(shrinking) - np.minimum(s_z, 0)).mean())
            if self.penalty:
                loss += float(self.penalty * (w[1:] @ w[1:]) / 2)
            self._last = Place(u.copy(), w, s_z, wrong, loss)
        return self._last

    def rise(self, here: Place, there: Place) -> float:
        """Return ``there.loss - here.loss`` with all its digits, also where they are nearly equal.

        With a = -s z, the rise of log(1 + exp(a)) as a grows by t is log1p(sigmoid(a) expm1(t)).
        """
        change = there.u - here.u
        t = -(self.S @ change)
        if not max(t.max(), -t.min()) <= 1:  # the difference itself is exact enough
            return there.loss - here.loss
        moved = self.axes[1:] @ change
        penalty = self.penalty * (here.w[1:] + moved / 2) @ moved
        return float(np.log1p(here.wrong * np.expm1(t)).mean() + penalty)

    def gradient(self, place: Place) -> Floats:
        """Return the slopes along the axes."""
        gradient: Floats = -(self.S.T @ place.wrong) / len(self.S)
        if self.penalty:
            gradient += self.axes[1:].T @ (self.penalty * place.w[1:])
        return gradient

    def length(self, gradient: Floats) -> float:
        """Return how long a gradient is for standardised features, or for their uncorrelated sums.

        The longer of the two, at least; of a single standardised feature it is the gradient's own.
        """
        return float(np.linalg.norm(self.stretch * gradient))

    def slope(self, place: Place) -> float:
        """Return the length of the gradient at a place."""
        return self.length(self.gradient(place))

    def hessian(self, place: Place) -> Floats:
        """Return the curvatures along the axes: at most the identity."""
        hessian = _weighed_square(self.S, place.wrong * (1 - place.wrong)) / len(self.S)
        hessian += self.penalty * self.axes[1:].T @ self.axes[1:]
        return hessian

    def has_minimum(self, place: Place) -> bool:
        """Tell whether no direction lowers the loss for ever; asked where the slope is next to 0.

        With a penalty only the intercept could run away.
        """
        if self.penalty:
            alone = self.signed_intercept
            return bool((alone < 0).any() and (alone > 0).any()) or not alone.any()
        return not _is_separated(self.S, place)


# The coordinates


def _blocks(n: int) -> Iterator[slice]:
    """Yield the rows in blocks."""
    for first in range(0, n, BLOCK):
        yield slice(first, first + BLOCK)


def _weighed_square(S: Floats, weights: Floats) -> Floats:
    """Return ``S.T @ diag(weights) @ S``."""
    square: Floats = np.zeros((S.shape[1], S.shape[1]))
    for rows in _blocks(len(S)):
        square += S[rows].T @ (weights[rows, None] * S[rows])
    return square


def _multiplied(X: Floats, axes: Floats, signs: Floats) -> Floats:
    """Return ``diag(signs) @ X @ axes``, in the memory of X."""
    for rows in _blocks(len(X)):
        X[rows, : axes.shape[1]] = signs[rows, None] * (X[rows] @ axes)
    return X[:, : axes.shape[1]]


def _centre(X: Floats, penalty: float) -> Floats:
    """Move the columns of X in place to mean 0, scale them, and return the matrix that does it.

    They are moved only where the first column is a constant: that one can make up for it. A column
    much smaller than what the penalty adds to it is scaled by that.
    """
    constant = X[0, 0]
    moves = np.zeros(X.shape[1])
    if constant != 0 and (X[:, 0] == constant).all():
        for _ in range(2):  # the first mean is rounded to the size of the column
            mean = X[:, 1:].mean(axis=0)
            X[:, 1:] -= mean
            moves[1:] += mean
        moves /= constant
    sizes = np.maximum(X.max(axis=0), -X.min(axis=0))
    sizes[1:] = np.maximum(sizes[1:], penalty**0.5)
    sizes[sizes < np.finfo(np.float64).tiny] = 1
    X /= sizes
    matrix = np.eye(X.shape[1])
    matrix[0] -= moves
    scaled: Floats = matrix / sizes
    return scaled


def _axes_of(X: Floats, penalty: float, centre: Floats) -> tuple[Floats, Floats]:
    """Return axes along which the Hessian at w = 0 is the identity; none where it is 0.

    Also the curvatures along them of columns that are scaled so that each has curvature 1.
    """
    n = len(X)
    penalised = penalty**0.5 * centre[1:]  # its square is the Hessian of the penalty
    hessian = X.T @ X / (4 * n) + penalised.T @ penalised
    sizes = np.sqrt(np.diag(hessian))
    sizes[sizes == 0] = 1
    curvatures, directions = np.linalg.eigh(hessian / np.outer(sizes, sizes))
    if curvatures[0] <= 1e-8 * curvatures[-1]:  # a square shows half of the digits only
        root = np.vstack([X / (2 * n**0.5), penalised]) / sizes
        _, lengths, directions = np.linalg.svd(np.linalg.qr(root, mode="r"))
        rounding = lengths[0] * max(root.shape) * np.finfo(np.float64).eps
        kept = lengths > max(rounding, np.finfo(np.float64).tiny)
        curvatures, directions = lengths[kept] ** 2, directions[kept].T
    return directions / sizes[:, None] / np.sqrt(curvatures), curvatures


# Whether there is a minimum


def _is_separated(S: Floats, place: Place) -> bool:
    """Return whether a plane separates the classes, completely or quasi-completely.

    That is, whether some v has S v >= 0 at every point and S v > 0 at one or more: s z for the
    weights v. The loss then falls for ever along v. (Albert & Anderson 1984, On the existence of
    maximum likelihood estimates in logistic regression models.)

    First the weights themselves are tried. If they do not separate, their errors often prove that
    nothing does (Stiemke's lemma): positive numbers e with e S = 0 make e (S v) = 0 for every v,
    so S v >= 0 everywhere means S v = 0. At a minimum |p - y| are such numbers. Points at which
    they are too small to tell are left out, and v must then vanish at all others: what is left is
    a linear programme over few directions, as a rule none.
    """
    if place.s_z.min() > 1e-9 * np.abs(place.s_z).max():
        return True
    told = place.wrong > 1e-10
    for _ in range(20):
        square = _weighed_square(S, told.astype(np.float64))
        curvatures, directions = np.linalg.eigh(square / (4 * len(S)))
        spanned = curvatures > 1e-9
        if (curvatures[~spanned] > 1e-13).any():
            told[:] = False  # hardly spanned: the programme decides about everything
            break
        span = directions[:, spanned]
        # The least change of the errors after which their sum is 0.
        total = span.T @ ((told * place.wrong) @ S) / (4 * len(S))
        changes = S @ (span @ (total / curvatures[spanned]))
        doubtful = told & (np.abs(changes) > place.wrong / 2)
        if not doubtful.any():
            break
        told &= ~doubtful
    else:
        told[:] = False
    left = directions[:, ~spanned] if told.any() else np.eye(S.shape[1])
    rows = S[~told] @ left
    return rows.size > 0 and _has_gain(rows)


def _has_gain(rows: Floats) -> bool:
    """Return whether some v has ``rows @ v >= 0`` everywhere and ``> 0`` somewhere.

    In an orthonormal basis of the columns, for v in [-1, 1] a linear programme finds the largest
    sum of all entries. It is 0 if no such v exists. If one does, stretch it until one entry is 1 or
    -1: then the sum >= |rows @ v| = |v| >= 1. So 1/2 tells the two apart, whatever the units, the
    rounding, and columns that depend on each other.
    """
    from scipy.optimize import linprog

    basis, lengths, _ = np.linalg.svd(rows, full_matrices=False)
    kept = lengths > lengths[0] * max(rows.shape) * np.finfo(np.float64).eps
    basis = basis[:, kept]
    if not basis.size:
        return False
    gain = basis.sum(axis=0)
    result = linprog(-gain, A_ub=-basis, b_ub=np.zeros(len(basis)), bounds=(-1, 1), method="highs")
    return bool(gain @ result.x > 0.5)
