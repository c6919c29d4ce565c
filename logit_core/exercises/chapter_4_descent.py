"""The judges of chapter 4: one step, the guaranteed rate, and stochastic gradient descent."""

import itertools
import math
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.descent import safe_learning_rate, sgd
from logit_core.exercises import _attempts
from logit_core.exercises.comparison import Mistake, check
from logit_core.exercises.record import exercise
from logit_core.exercises.verdict import Verdict
from logit_core.probability import sigmoid

_DOWN: Final = 'See "Downhill" in this chapter.'
_BOUND: Final = 'See "The edge of our loss" in this chapter.'
_POINT: Final = 'See "One point at a time" in this chapter.'
_ALGORITHM: Final = 'See "The algorithm in nine lines" in this chapter.'
_BATCH: Final = 'See "All, some, or one" in this chapter.'
_SHUFFLE: Final = 'See "Why shuffle" in this chapter.'


# One step


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


def _with_a_plain_exponential(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
    p = 1 / (1 + math.exp(-(x_i @ w)))
    return np.asarray(w - eta * (p - y_i) * x_i)


# Scores -1, 1.5 and 0.1, then two that no exponential survives.
_POINTS: Final = (
    (np.array([1.0, -1.0]), np.array([1.0, 2.0]), 0, 0.5),
    (np.array([-0.5, 1.0, 2.0]), np.array([1.0, -2.0, 2.0]), 1, 0.1),
    (np.array([0.5, 2.0, -1.0]), np.array([1.0, 0.3, 1.0]), 0, 2.0),
    (np.array([0.0, 1000.0]), np.array([1.0, -3.0]), 1, 0.1),
    (np.array([0.0, 1000.0]), np.array([1.0, 3.0]), 0, 0.1),
)


@exercise(4, "one step of descent")
def check_sgd_step(attempt: Any) -> Verdict:
    """Judge a function that makes one step of stochastic gradient descent.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of weights `w`, the row `x_i` of a point with its 1 in
        front, its label `y_i`, and the learning rate `eta`.

    Returns
    -------
    verdict : Verdict
    """

    def without_the_bias(w: Floats, x_i: Floats, y_i: float, eta: float) -> Floats:
        after = _one_step(w, x_i, y_i, eta)
        after[0] = w[0]
        return after

    squares = (
        "Your factor p(1 - p) is that of the squared error. Under the cross-entropy it cancels. "
        + _POINT,
        "What is left of the chain of chapter 3 once the links are multiplied?",
    )
    return check(
        attempt,
        _one_step,
        _POINTS,
        mistakes=[
            Mistake(
                lambda w, x_i, y_i, eta: w + eta * _own_gradient(w, x_i, y_i),
                "Your step goes uphill: either the gradient is added, or y - p stands for p - y. "
                + _DOWN,
                "Take a point of label 0. Should its score rise or fall?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - _own_gradient(w, x_i, y_i),
                f"Your step is as long as the gradient itself: the rate has no say. {_DOWN}",
                "What should a step at half the rate look like?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta**2 * _own_gradient(w, x_i, y_i),
                f"Your step takes the rate twice: it goes with the square of eta. {_DOWN}",
                "How many times does eta stand in the update?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - _own_gradient(w, x_i, y_i) / eta,
                f"You divide by the rate. A larger rate then makes a shorter step. {_DOWN}",
                "Does a small rate crawl or jump?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * (_p(x_i, w) - y_i),
                f"Every weight moves by the same amount: the features are missing. {_POINT}",
                "By what is the error of the point multiplied, weight by weight?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * (x_i @ w - y_i) * x_i,
                f"You subtract the label from the score. The sigmoid is missing. {_ALGORITHM}",
                "Between which two numbers does p - y always lie?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * (float(x_i @ w >= 0) - y_i) * x_i,
                "You subtract the label from a predicted label. The step takes the probability. "
                + _ALGORITHM,
                "How large is the error of a point with label 1 and p = 0.7?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * (1 - _p(x_i, w) - y_i) * x_i,
                "Your p is the probability of label 0: the score has the wrong sign in the "
                f"exponent. {_ALGORITHM}",
                "Should a large score make p nearly 0 or nearly 1?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * _p(x_i, w) * x_i,
                f"The label has no say in your step. {_POINT}",
                "From what does the error of a point measure the distance?",
            ),
            *(
                Mistake(
                    lambda w, x_i, y_i, eta, k=k: (
                        w - k * eta * _p(x_i, w) * (1 - _p(x_i, w)) * _own_gradient(w, x_i, y_i)
                    ),
                    *squares,
                )
                for k in (1, 2)
            ),
            Mistake(
                _one_weight_after_the_other,
                "Your later weights use a p from weights that have moved already. One step has one "
                f"p. {_POINT}",
                "What must be computed before the first weight is changed?",
            ),
            Mistake(
                without_the_bias,
                f"Your bias stays where it was. It moves as well, by the same rule. {_POINT}",
                "What is the first entry of x_i?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: w - eta * _own_gradient(w, x_i, y_i) / len(w),
                f"You divide by the number of weights. Nothing is averaged over weights. {_POINT}",
                "A step on one point: over how many points does its mean run?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: -eta * _own_gradient(w, x_i, y_i),
                f"You return the step. The weights after the step are asked for. {_DOWN}",
                "Where does the step start?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: eta * _own_gradient(w, x_i, y_i),
                "You return the rate times the gradient. The weights after the step are asked for. "
                + _DOWN,
                "From where is it taken away?",
            ),
            Mistake(
                lambda w, x_i, y_i, eta: _own_gradient(w, x_i, y_i),
                f"You return the gradient. The weights after the step are asked for. {_DOWN}",
                "What does the update do with the gradient?",
            ),
            Mistake(
                _with_a_plain_exponential,
                "Your step is right on paper, but at a score of -3000 math.exp is handed 3000, "
                "which is too much for it. Chapter 2 has a sigmoid that takes any score.",
                "Which function of lc is it?",
            ),
        ],
    )


# The guaranteed rate


def _bends(A: Floats) -> Floats:
    """Return the eigenvalues of A'A, the smallest first."""
    bends: Floats = np.asarray(np.linalg.eigvalsh(A.T @ A), dtype=np.float64)
    return bends


_SKEW: Final = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]])
_WIDE: Final = np.column_stack(
    [np.ones(7), [0.3, -1.2, 2.5, 0.9, -2.1, 1.4, -0.4], [1.1, 0.2, -0.7, 2.2, -1.6, 0.8, 3.0]]
)
_TABLES: Final = (_SKEW, _WIDE, 10 * _WIDE, _WIDE[:, 1:] / 100, np.ones((4, 1)))


@exercise(4, "the guaranteed rate")
def check_guaranteed_rate(attempt: Any) -> Verdict:
    """Judge a function that returns the rate below which full-batch steps lower the loss.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of a table `A`.

    Returns
    -------
    verdict : Verdict
    """
    return check(
        attempt,
        safe_learning_rate,
        _TABLES,
        mistakes=[
            Mistake(
                lambda A: _bends(A)[-1] / (4 * len(A)),
                f"This is the bound L. The rate is computed from it. {_BOUND}",
                "Does a stronger bend allow a larger or a smaller rate?",
            ),
            Mistake(
                lambda A: 4 * len(A) / _bends(A)[-1],
                "This is 1/L. From there a step on a parabola leads to the bottom, and it may lead "
                f"farther. {_BOUND}",
                "How far beyond the bottom may a step on a parabola land without gaining height?",
            ),
            Mistake(
                lambda A: 2 * len(A) / _bends(A)[-1],
                f"Your L is without its 4, which comes from p(1 - p). {_BOUND}",
                "What is the largest value of p(1 - p)?",
            ),
            Mistake(
                lambda A: 8 / _bends(A)[-1],
                "Your L is the bound for the sum of the losses. The loss is their mean. " + _BOUND,
                "What should happen to the rate when every point is taken twice?",
            ),
            Mistake(
                lambda A: 2 / _bends(A)[-1],
                "Your L lacks both the 4 and the number of points. " + _BOUND,
                "By what is A.T @ A divided in the formula of L?",
            ),
            Mistake(
                lambda A: 8 / (_bends(A)[-1] * len(A)),
                "You divide by 4 and then multiply by n: Python reads / 4 * n from left to right. "
                + _BOUND,
                "What has to stand in brackets?",
            ),
            Mistake(
                lambda A: 8 * A.shape[1] / _bends(A)[-1],
                f"You divide by the number of columns. The mean runs over the points. {_BOUND}",
                "Is n the number of rows of A, or of its columns?",
            ),
            Mistake(
                lambda A: 8 * len(A) / _bends(A)[0],
                "You take the smallest eigenvalue. That is the direction which bends least. "
                + _BOUND,
                "Which direction is the first to throw a descent out?",
            ),
            Mistake(
                lambda A: 8 * len(A) / np.trace(A.T @ A),
                "You take the sum of the diagonal, which is that of all eigenvalues. One of them "
                f"sets the rate. {_BOUND}",
                "Which direction is the first to throw a descent out?",
            ),
            Mistake(
                lambda A: 8 * len(A) / _bends(A)[-1] ** 0.5,
                "You take the largest singular value of A in place of the eigenvalue of A.T @ A. "
                + _BOUND,
                "What happens to the rate when every feature is doubled?",
            ),
            Mistake(
                lambda A: 8 * len(A) / (A.T @ A).max(),
                f"You take the largest entry of the table. L is its largest eigenvalue. {_BOUND}",
                "Which function of np.linalg does the exercise name?",
            ),
            Mistake(
                lambda A: 8 * len(A) / _bends(A),
                f"You return one rate for each direction. One rate must do for all. {_BOUND}",
                "Which of them is safe in every direction?",
            ),
        ],
    )


# Stochastic gradient descent

Orders = Callable[[int, int, int], Iterator[Any]]
Gradient = Callable[[Floats, Floats, Floats], Floats]


def _fresh(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    """Yield the order of the points for one epoch after the other."""
    rng = np.random.default_rng(seed)
    while True:
        yield rng.permutation(n)


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
    orders: Orders = _fresh,
    gradient: Gradient = _mean_gradient,
    start: float = 0.0,
    share: Callable[[int, int, int], float] = lambda n_in_batch, batch_size, n: 1.0,
    rate: Callable[[int], float] = lambda epoch: 1.0,
    looks_up: bool = True,
) -> Floats:
    """Return the weights after each epoch, the start first, of a descent with these habits.

    A batch's step is multiplied by its `share` and by the `rate` of the epoch. Unless it `looks_up`
    after each step, a whole epoch uses the weights that it began with.
    """
    w = np.full(A.shape[1], start)
    path = [w]
    for epoch, order in zip(range(n_epochs), orders(len(y), batch_size, seed), strict=False):
        for first in range(0, len(order), batch_size):
            batch = order[first : first + batch_size]
            step = gradient(A[batch], y[batch], w if looks_up else path[-1])
            w = w - eta * rate(epoch) * share(len(batch), batch_size, len(y)) * step
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


def _as_they_stand(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    return itertools.repeat(np.arange(n))


def _shuffled_once(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    return itertools.repeat(np.random.default_rng(seed).permutation(n))


def _shuffled_further(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng, order = np.random.default_rng(seed), np.arange(n)
    while True:
        rng.shuffle(order)
        yield order


def _old_generator(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng = np.random.RandomState(seed)
    while True:
        yield rng.permutation(n)


def _generator_of_python(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng = random.Random(seed)
    while True:
        order = list(range(n))
        rng.shuffle(order)
        yield np.array(order)


def _drawn_for_each_batch(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng = np.random.default_rng(seed)
    starts = range(0, n, batch_size)
    while True:
        yield np.concatenate([rng.permutation(n)[:batch_size] for _ in starts])


def _dealt_anew_for_each_batch(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng = np.random.default_rng(seed)
    starts = range(0, n, batch_size)
    while True:
        yield np.concatenate([rng.permutation(n)[first : first + batch_size] for first in starts])


def _drawn_with_repeats(n: int, batch_size: int, seed: int) -> Iterator[Any]:
    rng = np.random.default_rng(seed)
    starts = range(0, n, batch_size)
    while True:
        yield np.concatenate([rng.integers(n, size=batch_size) for _ in starts])


def _gradient_with_a_plain_exponential(A: Floats, y: Floats, w: Floats) -> Floats:
    p = np.array([1 / (1 + math.exp(-z)) for z in A @ w])
    return np.asarray((p - y) @ A / len(y))


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
    (1000 * _WIDE, _LABELS, 0.5, 2, 3, 5),
)


@exercise(4, "stochastic gradient descent")
def check_sgd(attempt: Any) -> Verdict:
    """Judge a function that runs stochastic gradient descent in batches.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A` with their ones, labels `y`, the learning
        rate `eta`, `n_epochs`, `batch_size` and `seed`. It starts at zeros, takes one permutation
        of `default_rng(seed)` per epoch, and returns the last weights.

    Returns
    -------
    verdict : Verdict
    """
    from_the_seed = "Which number should the generator start from, and when is it made?"
    verdict = check(
        attempt,
        _sgd_in_batches,
        _RUNS,
        mistakes=[
            Mistake(
                _last(orders=_as_they_stand),
                f"You take the points in the order in which they stand. {_SHUFFLE}",
                "What comes out of rng.permutation(5)?",
            ),
            Mistake(
                _last(orders=_shuffled_once),
                f"Every epoch of yours uses the same order. Each epoch needs a new one. {_SHUFFLE}",
                "Which of your lines belong inside the loop over the epochs, and which before it?",
            ),
            Mistake(
                _last(orders=_shuffled_further),
                "You shuffle the order of the epoch before once more. That is random too, but the "
                f"exercise asks for a new permutation of 0 to n - 1 each time. {_SHUFFLE}",
                "What does rng.permutation take, a number or your old order?",
            ),
            *(
                Mistake(
                    _last(
                        orders=lambda n, batch_size, seed, fixed=fixed: _fresh(n, batch_size, fixed)
                    ),
                    f"Your shuffles start from {fixed}, whatever seed is given. {_SHUFFLE}",
                    from_the_seed,
                )
                for fixed in (0, 1, 42)
            ),
            *(
                Mistake(
                    _last(orders=other),
                    "You shuffle with another generator. It is as good, but it gives "
                    f"other numbers. {_SHUFFLE}",
                    "Which generator does the exercise name?",
                )
                for other in (_old_generator, _generator_of_python)
            ),
            *(
                Mistake(
                    _last(orders=drawn),
                    "You draw a permutation for each batch. Then an epoch looks at some points "
                    f"twice, and at others not at all. {_BATCH}",
                    "How many permutations does the exercise ask for in each epoch?",
                )
                for drawn in (_drawn_for_each_batch, _dealt_anew_for_each_batch)
            ),
            Mistake(
                _last(orders=_drawn_with_repeats),
                "You draw the points of each batch with repeats. An epoch looks at each point "
                f"once. {_BATCH}",
                "How are shuffled cards dealt out?",
            ),
            Mistake(
                _last(share=lambda n_in_batch, batch_size, n: n_in_batch),
                f"You step along the sum of a batch. Its mean is asked for. {_BATCH}",
                "Which axis does the mean run along?",
            ),
            Mistake(
                _last(share=lambda n_in_batch, batch_size, n: n_in_batch / batch_size),
                f"You divide the last, shorter batch by the full batch size. {_BATCH}",
                "How many points are in the batch at hand?",
            ),
            Mistake(
                _last(share=lambda n_in_batch, batch_size, n: n_in_batch / n),
                "You divide by the number of all points. The mean runs over the batch. " + _BATCH,
                "How many points are in the batch at hand?",
            ),
            Mistake(
                _last(share=lambda n_in_batch, batch_size, n: float(n_in_batch == batch_size)),
                "Your last, shorter batch is dropped. An epoch looks at every point once. "
                + _BATCH,
                "Seven points in batches of three: how many steps is that?",
            ),
            Mistake(
                _last(start=1.0),
                f"You start at ones. The exercise starts at zeros. {_ALGORITHM}",
                "Which function of np gives zeros?",
            ),
            Mistake(
                lambda A, y, eta, n_epochs, *rest: _descend(A, y, eta, n_epochs + 1, *rest)[-1],
                f"You run one epoch too many. {_ALGORITHM}",
                "What should come out after 0 epochs?",
            ),
            Mistake(
                lambda A, y, eta, n_epochs, *rest: _descend(A, y, eta, n_epochs - 1, *rest)[-1],
                f"You run one epoch too few. {_ALGORITHM}",
                "How many numbers does range(1, 4) hold?",
            ),
            Mistake(
                _last(rate=lambda epoch: 1 / (1 + epoch)),
                "Your rate falls from epoch to epoch. Here it is constant. " + _ALGORITHM,
                "Which of your lines makes eta depend on the epoch?",
            ),
            Mistake(
                _last(rate=lambda epoch: -1.0),
                "Your steps go uphill: either the gradient is added, or y - p stands for p - y. "
                + _DOWN,
                "Take a point of label 0. Should its score rise or fall?",
            ),
            Mistake(
                _last(gradient=lambda A, y, w: (A @ w - y) @ A / len(y)),
                f"You subtract the labels from the scores. The sigmoid is missing. {_ALGORITHM}",
                "Between which two numbers does p - y always lie?",
            ),
            Mistake(
                _last(gradient=lambda A, y, w: ((A @ w >= 0) - y) @ A / len(y)),
                "You subtract the labels from predicted labels. The step takes the probability. "
                + _ALGORITHM,
                "How large is the error of a point with label 1 and p = 0.7?",
            ),
            *(
                Mistake(
                    _last(gradient=_gradient_of_squares, rate=lambda epoch, k=k: k),
                    "Your factor p(1 - p) is that of the squared error. Under the cross-entropy it "
                    f"cancels. {_POINT}",
                    "What is left of the chain of chapter 3 once the links are multiplied?",
                )
                for k in (1.0, 2.0)
            ),
            Mistake(
                _last(looks_up=False),
                "All batches of an epoch use the weights from its beginning. Each step starts "
                f"where the last one ended. {_BATCH}",
                "Which weights does p belong to in the second batch?",
            ),
            Mistake(
                lambda A, y, eta, n_epochs, batch_size, seed: _descend(
                    A, y, eta, n_epochs, 1, seed
                )[-1],
                f"You step on single points, whatever batch_size is given. {_BATCH}",
                "Which points does order[0:3] hold?",
            ),
            Mistake(
                lambda A, y, eta, n_epochs, batch_size, seed: _descend(
                    A, y, eta, n_epochs, len(y), seed
                )[-1],
                f"You step along the mean of all points, once per epoch. {_BATCH}",
                "How many steps has an epoch with 7 points in batches of 3?",
            ),
            Mistake(
                lambda *case: _descend(*case),
                f"You return the weights after every epoch. Only the last are asked for. {_BATCH}",
                "Which index has the last row?",
            ),
            Mistake(
                _last(gradient=_gradient_with_a_plain_exponential),
                "Your descent is right on paper, but very large scores are too much for math.exp. "
                "Chapter 2 has a sigmoid that takes any score.",
                "Which function of lc is it?",
            ),
        ],
    )
    if "yours gives" in verdict.message and _answers_differ(attempt):
        return Verdict(
            False,
            f"Two calls with the same seed give different weights: your shuffles do not start from "
            f"the seed. {_SHUFFLE}",
            from_the_seed,
        )
    return verdict


def _answers_differ(attempt: Any) -> bool:
    """Say whether an attempt gives two answers to the same question."""
    names = ["A", "y", "eta", "n_epochs", "batch_size", "seed"]
    one, two = (_attempts.run_once(attempt, _RUNS[2], names, "", n_values=1) for _ in range(2))
    if one.values is None or two.values is None:
        return False
    return not np.array_equal(one.values[0], two.values[0], equal_nan=True)
