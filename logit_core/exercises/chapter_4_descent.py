"""The judges of chapter 4: one step, the guaranteed rate, and stochastic gradient descent."""

import itertools
import math
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.descent import safe_learning_rate, sgd
from logit_core.exercises._made_up import HOW_MANY, labels, n_columns, rows, sizes
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.gradients import cross_entropy_gradient
from logit_core.probability import sigmoid

_SQUARES: Final = (
    "Your factor p(1 - p) is that of the squared error. Under the cross-entropy it cancels.",
    "What is left of the chain of chapter 3 once the links are multiplied?",
    "One point at a time",
)

# ---- one step


def _p(x_i: Floats, w: Floats) -> float:
    return float(sigmoid(x_i @ w))


def _own_gradient(w: Floats, x_i: Floats, y_i: float) -> Floats:
    return np.asarray((_p(x_i, w) - y_i) * x_i)


def _one_step(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
    return np.asarray(w - eta * _own_gradient(w, x_i, y_i))


_one_step.__name__ = "a step of lc.sgd"


def _one_weight_after_the_other(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
    w = w.copy()
    for j in range(len(w)):
        w[j] -= eta * (_p(x_i, w) - y_i) * x_i[j]
    return w


def _without_the_bias(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
    after = _one_step(w, x_i, y_i, eta)
    after[0] = w[0]
    return after


def _step_of_squares(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
    p = _p(x_i, w)
    return np.asarray(w - eta * p * (1 - p) * _own_gradient(w, x_i, y_i))


# Scores -1, 1.5 and 0.1, then two where p is rounded to 0 and to 1.
_POINTS: Final = (
    (np.array([1.0, -1.0]), np.array([1.0, 2.0]), 0, 0.5),
    (np.array([-0.5, 1.0, 2.0]), np.array([1.0, -2.0, 2.0]), 1, 0.1),
    (np.array([0.5, 2.0, -1.0]), np.array([1.0, 0.3, 1.0]), 0, 2.0),
    (np.array([0.0, 200.0]), np.array([1.0, -3.0]), 1, 0.1),
    (np.array([0.0, 200.0]), np.array([1.0, 3.0]), 0, 0.1),
)


def _more_points(rng: np.random.Generator) -> Iterator[tuple[Floats, Floats, int, float]]:
    for i in range(HOW_MANY):
        k = n_columns(rng)
        yield rng.normal(0, 1, k), rows(rng, 1, k)[0], i % 2, float(rng.uniform(0.01, 3))


SGD_STEP = Exercise(
    chapter=4,
    title="one step of descent",
    reference=_one_step,
    inputs=_POINTS,
    more=_more_points,
    see="Downhill",
    mistakes=[
        Mistake(
            lambda w, x_i, y_i, eta: w + eta * _own_gradient(w, x_i, y_i),
            "Your step goes uphill: either the gradient is added, or y - p stands for p - y.",
            "Take a point of label 0. Should its score rise or fall?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - _own_gradient(w, x_i, y_i),
            "Your step is as long as the gradient itself: the rate has no say.",
            "What should a step at half the rate look like?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta**2 * _own_gradient(w, x_i, y_i),
            "Your step takes the rate twice: it goes with the square of eta.",
            "How many times does eta stand in the update?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - _own_gradient(w, x_i, y_i) / eta,
            "You divide by the rate. A larger rate then makes a shorter step.",
            "Does a small rate crawl or jump?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i, w) - y_i),
            "Every weight moves by the same amount: the features are missing.",
            "By what is the error of the point multiplied, weight by weight?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i, w) - y_i) * x_i.sum(),
            "Every weight moves by the same amount: the slopes of all weights are added up.",
            "By what is the error of the point multiplied, weight by weight?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (x_i @ w - y_i) * x_i,
            "You subtract the label from the score. The sigmoid is missing.",
            "Between which two numbers does p - y always lie?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (float(x_i @ w >= 0) - y_i) * x_i,
            "You subtract the label from a predicted label. The step takes the probability.",
            "How large is the error of a point with label 1 and p = 0.7?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (1 - _p(x_i, w) - y_i) * x_i,
            "Your p is the probability of label 0, as with the wrong sign in the exponent.",
            "Should a large score make p nearly 0 or nearly 1?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i, w) - (2 * y_i - 1)) * x_i,
            "You take -1 for the label 0: from p the label is subtracted as it is, 0 or 1.",
            "How large is the error of a point with label 0 and p = 0.2?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * _p(x_i, w) * x_i,
            "The label has no say in your step.",
            "From what does the error of a point measure the distance?",
            see="One point at a time",
        ),
        Mistake(
            [
                _step_of_squares,
                lambda w, x_i, y_i, eta: _step_of_squares(w, x_i, y_i, 2 * eta),
            ],
            *_SQUARES,
        ),
        Mistake(
            _one_weight_after_the_other,
            "Your later weights use a p from weights that have moved already. One step has one p.",
            "What must be computed before the first weight is changed?",
            see="One point at a time",
        ),
        Mistake(
            _without_the_bias,
            "Your bias stays where it was. It moves as well, by the same rule.",
            "What is the first entry of x_i?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * _own_gradient(w, x_i, y_i) / len(w),
            "You divide by the number of weights. Nothing is averaged over weights.",
            "A step on one point: over how many points does its mean run?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: -eta * _own_gradient(w, x_i, y_i),
            "You return the step. The weights after the step are asked for.",
            "Where does the step start?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: eta * _own_gradient(w, x_i, y_i),
            "You return the rate times the gradient. The weights after the step are asked for.",
            "From where is it taken away?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: _own_gradient(w, x_i, y_i),
            "You return the gradient. The weights after the step are asked for.",
            "What does the update do with the gradient?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i, w) - y_i * x_i),
            "Brackets are missing round p - y: only y is multiplied by the input.",
            "What is the error of the point, before it is multiplied?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i[1:], w[1:]) - y_i) * x_i,
            "You leave the bias out of the score.",
            "Which weight goes with the 1 in front?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (_p(x_i, 0 * w) - y_i) * x_i,
            "Your p is one half always: the weights are not in your score.",
            "Which weights does p belong to?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (1 + np.exp(-x_i @ w) - y_i) * x_i,
            "Your p is 1 + e^-z: a division is missing, or a pair of brackets is, since Python "
            "reads 1 / 1 + a as (1 / 1) + a.",
            "What is divided by what, and what has to stand in brackets?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: (
                w if (_p(x_i, w) >= 0.5) == (y_i == 1) else _one_step(w, x_i, y_i, eta)
            ),
            "You move only where the decision is wrong. The loss pulls at right points, too.",
            "What does a point with label 1 and p = 0.7 cost?",
        ),
        *(
            Mistake(
                lambda w, x_i, y_i, eta, k=k: _one_step(w, x_i, y_i, eta) if y_i == k else w,
                f"You take a step for points with label {k} only.",
                "What is the error of the other points?",
            )
            for k in (0, 1)
        ),
        Mistake(
            lambda w, x_i, y_i, eta: np.append(_one_step(w, x_i, y_i, eta)[0], w[1:]),
            "Only your bias moves. The other weights move as well, each by its own feature.",
            "How many entries has x_i, and which of them do you use?",
            see="One point at a time",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * (sigmoid(x_i @ w + w[0]) - y_i) * x_i,
            "You count the bias twice: x_i has a 1 in front already.",
            "Which weight does the first entry of x_i meet?",
        ),
        Mistake(
            lambda w, x_i, y_i, eta: w - eta * np.logaddexp(0, (1 - 2 * y_i) * (x_i @ w)) * x_i,
            "You multiply the features by the loss of the point. It is its error, p - y, that "
            "belongs there.",
            "What is the slope of the loss along the score?",
            see="One point at a time",
        ),
    ],
)


def check_sgd_step(attempt: Any) -> Verdict:
    """Judge a function that makes one step of stochastic gradient descent.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of weights `w`, the row `x_i` of a point with its 1 in
        front, its label `y_i`, and the learning rate `eta`.
    """
    return SGD_STEP.judge(attempt)


# ---- the guaranteed rate


def _bends(A: Floats) -> Floats:
    """Return the eigenvalues of A'A, the smallest first."""
    bends: Floats = np.asarray(np.linalg.eigvalsh(A.T @ A), dtype=np.float64)
    return bends


_SKEW: Final = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]])
_WIDE: Final = np.column_stack(
    [np.ones(7), [0.3, -1.2, 2.5, 0.9, -2.1, 1.4, -0.4], [1.1, 0.2, -0.7, 2.2, -1.6, 0.8, 3.0]]
)
_TABLES: Final = (_SKEW, _WIDE, 10 * _WIDE, _WIDE[:, 1:] / 100, np.ones((4, 1)))


def _more_tables(rng: np.random.Generator) -> Iterator[tuple[Floats]]:
    """Yield tables whose largest eigenvalue stands apart: some look for it step by step."""
    for n in sizes(at_least=12, large=200):  # some make a table of n rows and n columns
        while True:
            A = rows(rng, n, n_columns(rng)) * rng.choice([0.1, 1, 30])
            A[:, 1:] *= rng.uniform(0.2, 3, A.shape[1] - 1)
            bends = _bends(A)
            if bends[-2] < 0.9 * bends[-1]:
                break
        yield (A,)


GUARANTEED_RATE = Exercise(
    chapter=4,
    title="the guaranteed rate",
    reference=safe_learning_rate,
    inputs=_TABLES,
    more=_more_tables,
    floor=1e-6,
    see="The edge of our loss",
    mistakes=[
        Mistake(
            lambda A: _bends(A)[-1] / (4 * len(A)),
            "This is the bound L. The rate is computed from it.",
            "Does a stronger bend allow a larger or a smaller rate?",
        ),
        Mistake(
            lambda A: 4 * len(A) / _bends(A)[-1],
            "This is half of the rate that is asked for: 1/L in the place of 2/L, or your L is "
            "twice as large as it should be.",
            "How far beyond the bottom may a step on a parabola land without gaining height? And "
            "which numbers does L hold?",
        ),
        Mistake(
            lambda A: 2 * len(A) / _bends(A)[-1],
            "This is a quarter of the rate that is asked for, as where L is without its 4, which "
            "comes from p(1 - p).",
            "What is the largest value of p(1 - p)? And what stands above L?",
        ),
        Mistake(
            lambda A: 8 / _bends(A)[-1],
            "This is the rate for the sum of the losses. The loss is their mean.",
            "What should happen to the rate when every point is taken twice?",
        ),
        Mistake(
            lambda A: 2 / _bends(A)[-1],
            "Your L lacks both the 4 and the number of points.",
            "By what is A.T @ A divided in the formula of L?",
        ),
        Mistake(
            lambda A: 8 / (_bends(A)[-1] * len(A)),
            "Your L is multiplied by n, and n belongs below its line. Python reads / 4 * n from "
            "left to right.",
            "By what is A.T @ A divided, and what has to stand in brackets?",
        ),
        Mistake(
            lambda A: 8 * A.shape[1] / _bends(A)[-1],
            "You divide by the number of columns. The mean runs over the points.",
            "Is n the number of rows of A, or of its columns?",
        ),
        Mistake(
            lambda A: 8 * len(A) / _bends(A)[0],
            "You take the smallest eigenvalue. That is the direction which bends least.",
            "Which direction is the first to throw a descent out?",
        ),
        Mistake(
            lambda A: 8 * len(A) / np.trace(A.T @ A),
            "You take the sum of all eigenvalues, which is that of the diagonal, and of the "
            "squares of all entries of A. One of them sets the rate.",
            "Which direction is the first to throw a descent out?",
        ),
        Mistake(
            lambda A: 8 * len(A) / _bends(A)[-1] ** 0.5,
            "You take the largest singular value of A in place of the eigenvalue of A.T @ A.",
            "What happens to the rate when every feature is doubled?",
        ),
        Mistake(
            lambda A: 8 * len(A) / (A.T @ A).max(),
            "You take the largest entry of the table. L is its largest eigenvalue.",
            "Which function of np.linalg does the exercise name?",
        ),
        Mistake(
            lambda A: 8 * len(A) / _bends(A),
            "You return one rate for each direction. One rate must do for all.",
            "Which of them is safe in every direction?",
        ),
        Mistake(
            lambda A: 8 * len(A) / _bends(A).sum() * A.shape[1],
            "You take the mean of the eigenvalues. The largest of them decides.",
            "Which direction bends most?",
        ),
        Mistake(
            lambda A: 8 / (A**2).sum(axis=1).max(),
            "You take the longest row for the bend. That is on the safe side, and the exercise "
            "asks for less.",
            "Of which table is the largest eigenvalue taken?",
        ),
        Mistake(
            lambda A: 8 * len(A) / (A**2).max(),
            "You take the largest square of an entry of A for the bend. A.T @ A is a product of "
            "tables.",
            "What shape has A.T @ A, and what stands in its corner?",
        ),
        Mistake(
            lambda A: 8 * len(A) / (_bends(A)[0] + _bends(A)[-1]),
            "You add the smallest eigenvalue to the largest. That is the best rate of some "
            "parabolas. The largest alone sets the bound.",
            "Which direction is the first to throw a descent out?",
        ),
        Mistake(
            [
                lambda A: 8 * len(A) / _bends(A - A.mean(axis=0))[-1],
                lambda A: 8 * (len(A) - 1) / _bends(A - A.mean(axis=0))[-1],
            ],
            "The means of the columns are subtracted first, as in a covariance. The table is taken "
            "as it is, with its ones.",
            "What becomes of the column of ones?",
        ),
    ],
)


def check_guaranteed_rate(attempt: Any) -> Verdict:
    """Judge a function that returns the rate below which full-batch steps lower the loss.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of a table `A`.
    """
    return GUARANTEED_RATE.judge(attempt)


# ---- stochastic gradient descent

# From a generator, the number of points, the batch size and the order of the epoch before (None
# at first): the order of an epoch.
Deal = Callable[[Any, int, int, Any], Any]
Gradient = Callable[[Floats, Floats, Floats], Floats]


def _permuted(rng: Any, n: int, batch_size: int, before: Any) -> Any:
    return rng.permutation(n)


def _mean_gradient(A: Floats, y: Floats, w: Floats) -> Floats:
    return np.asarray((sigmoid(A @ w) - y) @ A / len(y))


def _descend(
    A: Floats,
    y: Floats,
    eta: float,
    n_epochs: int,
    batch_size: int,
    seed: int,
    *,
    generator: Callable[[int], Any] = np.random.default_rng,
    deal: Deal = _permuted,
    gradient: Gradient = _mean_gradient,
    start: float = 0.0,
    share: Callable[[int, int, int], float] = lambda n_in_batch, batch_size, n: 1.0,
    rate: Callable[[int], float] = lambda epoch: 1.0,
    looks_up: bool = True,
    stops_early: bool = False,
    rows_move: bool = True,
    labels_move: bool = True,
    overlaps: bool = False,
) -> Floats:
    """Return the weights after each epoch, the start first, of a descent with these habits.

    A batch's step is multiplied by its `share` and by the `rate` of the epoch. Unless it `looks_up`
    after each step, a whole epoch uses the weights that it began with. It may return with the first
    batch, and only the rows or only the labels may move in the shuffle. Where it `overlaps`, each
    batch begins one point after the one before.
    """
    w = np.full(A.shape[1], start)
    path, rng, order = [w], generator(seed), None
    for epoch in range(n_epochs):
        order = deal(rng, len(y), batch_size, order)
        for first in range(0, len(order), 1 if overlaps else batch_size):
            batch = order[first : first + batch_size]
            unmoved = slice(first, first + batch_size)
            of_batch = A[batch] if rows_move else A[unmoved]
            own = y[batch] if labels_move else y[unmoved]
            step = gradient(of_batch, own, w if looks_up else path[-1])
            w = w - eta * rate(epoch) * share(len(batch), batch_size, len(y)) * step
            if stops_early:
                return np.array([w])
        path.append(w)
    return np.array(path)


def _last(**habits: Any) -> Callable[..., Floats]:
    return lambda *case: np.asarray(_descend(*case, **habits)[-1])


def _sgd_in_batches(
    A: Floats, y: Floats, eta: float, n_epochs: int, batch_size: int, seed: int
) -> Floats:
    path = sgd(A, y, learning_rate=eta, n_epochs=n_epochs, batch_size=batch_size, seed=seed)
    return np.asarray(path.weights[-1])


_sgd_in_batches.__name__ = "lc.sgd"


def _list_shuffled(rng: random.Random, n: int, batch_size: int, before: Any) -> Any:
    order = list(range(n))
    rng.shuffle(order)
    return np.array(order)


def _for_each_batch(draw: Callable[[Any, int, int, int], Any]) -> Deal:
    """Return an order that is drawn anew for each batch, given where that begins."""
    return lambda rng, n, batch_size, before: np.concatenate(
        [draw(rng, n, batch_size, first) for first in range(0, n, batch_size)]
    )


def _after_one_more(rng: Any, n: int, batch_size: int, before: Any) -> Any:
    """Return a permutation, of which the very first is drawn and not used."""
    if before is None:
        rng.permutation(n)
    return rng.permutation(n)


def _anew_in_each_epoch(
    A: Floats, y: Floats, eta: float, n_epochs: int, batch_size: int, seed: int
) -> Floats:
    """Return the weights of a descent that begins each epoch at zeros; without epochs it fails."""
    rng = np.random.default_rng(seed)
    for _ in range(n_epochs):
        w = _descend(A, y, eta, 1, batch_size, seed, generator=lambda seed: rng)[-1]
    return np.asarray(w)


def _on_all_points(
    A: Floats, y: Floats, eta: float, n_epochs: int, batch_size: int, seed: int
) -> Floats:
    """Return the weights of a descent that takes all points for every batch."""
    n_steps = n_epochs * math.ceil(len(y) / batch_size)
    return np.asarray(_descend(A, y, eta, n_steps, len(y), seed)[-1])


def _of_equal_parts(
    how_many: Callable[[int, int], int], *, leaves_out_empty: bool = True
) -> Callable[..., Floats]:
    """Return a descent whose epochs are cut into so many batches of nearly equal size."""

    def descend(A: Floats, y: Floats, eta: float, n_epochs: int, size: int, seed: int) -> Floats:
        rng = np.random.default_rng(seed)
        w: Floats = np.zeros(A.shape[1])
        for _ in range(n_epochs):
            for batch in np.array_split(rng.permutation(len(y)), how_many(len(y), size)):
                if len(batch) or not leaves_out_empty:
                    w = w - eta * cross_entropy_gradient(A[batch], y[batch], w)
        return w

    return descend


def _shuffled_apart(
    A: Floats, y: Floats, eta: float, n_epochs: int, batch_size: int, seed: int
) -> Floats:
    rng = np.random.default_rng(seed)
    w: Floats = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order, other = rng.permutation(len(y)), rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = slice(first, first + batch_size)
            w = w - eta * _mean_gradient(A[order[batch]], y[other[batch]], w)
    return w


def _from_a_random_start(
    A: Floats, y: Floats, eta: float, n_epochs: int, batch_size: int, seed: int, *, size: float
) -> Floats:
    rng = np.random.default_rng(seed)
    w: Floats = np.asarray(size * rng.normal(size=A.shape[1]))
    for _ in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            w = w - eta * _mean_gradient(A[batch], y[batch], w)
    return np.asarray(w)


def _gradient_of_squares(A: Floats, y: Floats, w: Floats) -> Floats:
    p = np.asarray(sigmoid(A @ w))
    return np.asarray(((p - y) * p * (1 - p)) @ A / len(y))


_LABELS: Final = np.array([1, 0, 0, 1, 0, 0, 0])
_RUNS: Final = (
    (_WIDE[:5, :2], _LABELS[:5], 0.5, 1, 2, 0),
    (_WIDE, _LABELS, 0.5, 3, 3, 1),
    (_WIDE, _LABELS, 0.3, 4, 1, 2),
    (_WIDE, _LABELS, 1.5, 3, 7, 3),
    (_WIDE, _LABELS, 0.5, 0, 2, 4),
    # the features alone are large; the ones stay ones, and no exponential overflows
    (np.column_stack([np.ones(7), 10 * _WIDE[:, 1:]]), _LABELS, 0.5, 2, 3, 5),
)


def _more_runs(rng: np.random.Generator) -> Iterator[tuple[Floats, Any, float, int, int, int]]:
    for i, n in enumerate(sizes()):
        k, n_epochs = n_columns(rng), int(rng.integers(1, 4))
        batch_size = int(rng.integers(max(1, n // 5), n + 2))  # larger than all the points, too
        eta = float(rng.uniform(0.05, 0.8))
        yield rows(rng, n, k), labels(rng, n), eta, n_epochs, batch_size, 100 + i


_FROM_THE_SEED: Final = "Which number should the generator start from, and when is it made?"

SGD = Exercise(
    chapter=4,
    title="stochastic gradient descent",
    reference=_sgd_in_batches,
    inputs=_RUNS,
    more=_more_runs,
    see="All, some, or one",
    mistakes=[
        Mistake(
            _last(deal=lambda rng, n, batch_size, before: np.arange(n)),
            "You take the points in the order in which they stand.",
            "What comes out of rng.permutation(5)?",
            see="Why shuffle",
        ),
        Mistake(
            _last(
                deal=lambda rng, n, batch_size, before: (
                    rng.permutation(n) if before is None else before
                )
            ),
            "Every epoch of yours uses the same order. Each epoch needs a new one.",
            "Which of your lines belong inside the loop over the epochs, and which before it?",
            see="Why shuffle",
        ),
        Mistake(
            _last(
                deal=lambda rng, n, batch_size, before: rng.permutation(
                    n if before is None else before
                )
            ),
            "You shuffle the order of the epoch before once more. That is random too, but the "
            "exercise asks for a new permutation of 0 to n - 1 each time.",
            "What does rng.permutation take, a number or your old order? Or do `A` and `y` stay "
            "in the order of the epoch before?",
            see="Why shuffle",
        ),
        *(
            Mistake(
                _last(generator=lambda seed, fixed=fixed: np.random.default_rng(fixed)),
                f"Your shuffles start from {fixed}, whatever seed is given.",
                _FROM_THE_SEED,
                see="Why shuffle",
            )
            for fixed in (0, 1, 42)
        ),
        Mistake(
            [
                _last(generator=np.random.RandomState),
                _last(generator=random.Random, deal=_list_shuffled),
            ],
            "You shuffle with another generator. It is as good, but it gives other numbers.",
            "Which generator does the exercise name?",
            see="Why shuffle",
        ),
        Mistake(
            [
                _last(deal=_for_each_batch(lambda rng, n, size, first: rng.permutation(n)[:size])),
                _last(
                    deal=_for_each_batch(
                        lambda rng, n, size, first: rng.permutation(n)[first : first + size]
                    )
                ),
            ],
            "You draw a permutation for each batch. Then an epoch looks at some points twice, "
            "and at others not at all.",
            "How many permutations does the exercise ask for in each epoch?",
        ),
        Mistake(
            [
                _last(deal=_for_each_batch(lambda rng, n, size, first: rng.integers(n, size=size))),
                _last(deal=lambda rng, n, size, before: rng.integers(n, size=n)),
                _last(deal=lambda rng, n, size, before: rng.choice(n, n)),
            ],
            "You draw the points with repeats. An epoch looks at each point once.",
            "How are shuffled cards dealt out?",
        ),
        Mistake(
            _last(rows_move=False),
            "The labels are shuffled and the rows are not: each point gets the label of another.",
            "Which numbers pick the labels of a batch, and which its rows?",
        ),
        Mistake(
            _last(labels_move=False),
            "The rows are shuffled and the labels are not: each point gets the label of another.",
            "Which numbers pick the rows of a batch, and which its labels?",
        ),
        Mistake(
            _last(stops_early=True),
            "Only your first batch counts.",
            "Does return stand inside the loops or after them?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda A, y, eta, n_epochs, *rest: _descend(A, y, eta, min(n_epochs, 1), *rest)[-1],
            "Only your first epoch counts.",
            "Does return stand inside the loop or after it?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            _last(share=lambda n_in_batch, batch_size, n: n_in_batch),
            "You step along the sum of a batch. Its mean is asked for.",
            "How many points are in the batch, and what is their number to the mean?",
        ),
        Mistake(
            _last(share=lambda n_in_batch, batch_size, n: n_in_batch / batch_size),
            "You divide the last, shorter batch by the full batch size.",
            "How many points are in the batch at hand?",
        ),
        Mistake(
            _last(share=lambda n_in_batch, batch_size, n: n_in_batch / n),
            "You divide by the number of all points. The mean runs over the batch.",
            "How many points are in the batch at hand?",
        ),
        Mistake(
            _last(share=lambda n_in_batch, batch_size, n: float(n_in_batch == batch_size)),
            "Your last, shorter batch is dropped. An epoch looks at every point once.",
            "Seven points in batches of three: how many steps is that?",
        ),
        Mistake(
            _last(start=1.0),
            "You start at ones. The exercise starts at zeros.",
            "Which function of np gives zeros?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda A, y, eta, n_epochs, *rest: _descend(A, y, eta, n_epochs + 1, *rest)[-1],
            "You run one epoch too many.",
            "What should come out after 0 epochs?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda A, y, eta, n_epochs, *rest: _descend(A, y, eta, n_epochs - 1, *rest)[-1],
            "You run one epoch too few.",
            "How many numbers does range(1, 4) hold?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            _last(rate=lambda epoch: 1 / (1 + epoch)),
            "Your rate falls from epoch to epoch. Here it is constant.",
            "Which of your lines makes eta depend on the epoch?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            _last(rate=lambda epoch: -1.0),
            "Your steps go uphill: either the gradient is added, or y - p stands for p - y.",
            "Take a point of label 0. Should its score rise or fall?",
            see="Downhill",
        ),
        Mistake(
            _last(gradient=lambda A, y, w: (A @ w - y) @ A / len(y)),
            "You subtract the labels from the scores. The sigmoid is missing.",
            "Between which two numbers does p - y always lie?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            _last(gradient=lambda A, y, w: ((A @ w >= 0) - y) @ A / len(y)),
            "You subtract the labels from predicted labels. The step takes the probability.",
            "How large is the error of a point with label 1 and p = 0.7?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            [
                _last(gradient=_gradient_of_squares),
                _last(gradient=_gradient_of_squares, rate=lambda epoch: 2.0),
            ],
            *_SQUARES,
        ),
        Mistake(
            _last(looks_up=False),
            "All batches of an epoch use the weights from its beginning. Each step starts where "
            "the last one ended.",
            "Which weights does p belong to in the second batch?",
        ),
        Mistake(
            _last(deal=lambda rng, n, size, before: rng.permutation(n)[:size]),
            "Each epoch of yours takes its first batch only. An epoch looks at every point once.",
            "Seven points in batches of three: how many steps is that?",
        ),
        Mistake(
            [
                _last(share=lambda n_in_batch, batch_size, n: 1 / batch_size),
                _last(share=lambda n_in_batch, batch_size, n: 1 / n_in_batch),
            ],
            "You divide by the size of the batch, and the gradient is a mean already.",
            "What does the gradient of a batch become when each of its points is taken twice?",
        ),
        Mistake(
            _of_equal_parts(lambda n, size: math.ceil(n / size)),
            "Your batches are of nearly equal size, as np.array_split makes them. Here all are "
            "full but the last.",
            "Seven points in batches of three: how large are the three batches?",
        ),
        Mistake(
            [
                _of_equal_parts(lambda n, size: size, leaves_out_empty=leaves_out)
                for leaves_out in (True, False)
            ],
            "You make batch_size batches. It is the number of points in each.",
            "What does the second argument of np.array_split say?",
        ),
        Mistake(
            _shuffled_apart,
            "Rows and labels are shuffled apart, each in an order of its own: each point gets the "
            "label of another.",
            "How many permutations does an epoch need?",
        ),
        Mistake(
            [partial(_from_a_random_start, size=size) for size in (1, 0.1, 0.01, 0.001)],
            "You start at random weights. The exercise starts at zeros.",
            "Which function of np gives zeros?",
            see="The algorithm in nine lines",
        ),
        Mistake(
            lambda A, y, eta, n, size, seed: _descend(A, y, eta, n, 1, seed)[-1],
            "You step on single points, whatever batch_size is given.",
            "Which points does order[0:3] hold?",
        ),
        Mistake(
            lambda A, y, eta, n, size, seed: _descend(A, y, eta, n, len(y), seed)[-1],
            "You step along the mean of all points, once per epoch.",
            "How many steps has an epoch with 7 points in batches of 3?",
        ),
        Mistake(
            [_descend, lambda *case: np.array(list(_descend(*case)[1:]))],
            "You return the weights after every epoch. Only the last are asked for.",
            "Which index has the last row?",
        ),
        Mistake(
            _last(
                generator=lambda seed: itertools.count(seed),
                deal=lambda seeds, n, size, before: np.random.default_rng(next(seeds)).permutation(
                    n
                ),
            ),
            "You make a new generator in each epoch, from another seed. One generator shuffles "
            "all epochs.",
            "Is the generator made inside the loop or before it?",
            see="Why shuffle",
        ),
        Mistake(
            [
                _last(
                    deal=_for_each_batch(
                        lambda rng, n, size, first: rng.choice(
                            n, min(size, n - first), replace=False
                        )
                    )
                ),
                _last(
                    deal=_for_each_batch(
                        lambda rng, n, size, first: rng.choice(n, min(size, n), replace=False)
                    )
                ),
                _last(
                    deal=_for_each_batch(
                        lambda rng, n, size, first: rng.choice(n, size, replace=False)
                    )
                ),
            ],
            "You draw each batch from all points. An epoch takes each point once.",
            "How many permutations has an epoch?",
            see="Why shuffle",
        ),
        Mistake(
            _last(deal=_after_one_more),
            "One permutation is drawn before the first epoch and not used: all others come one "
            "too late.",
            "Where does your loop draw its order?",
            see="Why shuffle",
        ),
        Mistake(
            _last(deal=lambda rng, n, size, before: rng.permutation(n)[: (n - 1) // size * size]),
            "Your last batch is dropped, be it full or short.",
            "Where does your range over the batches end?",
        ),
        Mistake(
            [
                lambda *case: _descend(*case).mean(axis=0),
                lambda *case: np.mean(list(_descend(*case)[1:]), axis=0),
            ],
            "You return the mean of the weights over the epochs. The last ones are asked for.",
            "Which weights has the descent reached?",
        ),
        Mistake(
            _last(gradient=lambda A, y, w: ((sigmoid(A @ w) - y)[:, None] * A).mean()),
            "Your step is one number for all weights. Each weight has a slope of its own.",
            "Along which axis do the points lie?",
        ),
        Mistake(
            _last(overlaps=True),
            "Your batches overlap: each begins one point after the one before.",
            "By how much does first grow from batch to batch?",
        ),
        Mistake(
            _on_all_points,
            "Every step of yours follows the mean slope of all points. It follows that of its "
            "batch.",
            "Which rows and which labels do you hand to the gradient?",
        ),
        Mistake(
            [
                _anew_in_each_epoch,
                lambda A, y, *rest: (
                    _anew_in_each_epoch(A, y, *rest) if rest[1] else np.zeros(A.shape[1])
                ),
            ],
            "Each epoch of yours begins at zeros again. It goes on where the last one ended.",
            "Which of your lines belong before the loop over the epochs?",
            see="The algorithm in nine lines",
        ),
    ],
    unrepeatable=Verdict(
        False,
        "Two calls with the same seed give different weights: your shuffles do not start from the "
        "seed.",
        _FROM_THE_SEED,
        see="Why shuffle",
    ),
)


def check_sgd(attempt: Any) -> Verdict:
    """Judge a function that runs stochastic gradient descent in batches.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A` with their ones, labels `y`, the learning
        rate `eta`, `n_epochs`, `batch_size` and `seed`. It starts at zeros, takes one permutation
        of `default_rng(seed)` per epoch, and returns the last weights.
    """
    return SGD.judge(attempt)
