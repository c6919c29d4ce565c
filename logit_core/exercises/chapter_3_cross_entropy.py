"""The judges of chapter 3: the cross-entropy, its gradient, and both on a computer."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises._loss_mistakes import (
    EVEN_CHANCES,
    a_number_inside,
    both_terms,
    by_a_product,
    exchanged_arguments,
    exchanged_logarithms,
    labels_and_probabilities,
    mean_loss_mistakes,
    where,
)
from logit_core.exercises._made_up import HOW_MANY, labels, n_columns, rows, sizes
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.gradients import cross_entropy_gradient, numerical_gradient
from logit_core.losses import binary_cross_entropy, binary_cross_entropy_from_log_odds
from logit_core.probability import sigmoid

# ---- the mean cross-entropy

# Unbalanced, so that no mean of class means is the mean over the points.
_LABELS: Final = np.array([1, 0, 0, 1, 0, 0, 0])
_PROBABILITIES: Final = np.array([0.9, 0.2, 0.4, 0.3, 0.1, 0.7, 0.25])
_CERTAIN: Final = np.array([1.0, 0.0, 0.25])

_SECTIONS: Final = {
    "cost": "One point, two terms",
    "mean": "All points at once",
    "class_means": "Which loss does the gradient belong to?",
}


def _both_terms_one_by_one(y: Floats, p: Floats) -> float:
    total = 0.0
    for y_i, p_i in zip(y, p, strict=True):
        total -= y_i * math.log(p_i) + (1 - y_i) * math.log(1 - p_i)
    return total / len(y)


CROSS_ENTROPY = Exercise(
    chapter=3,
    title="the mean cross-entropy",
    reference=binary_cross_entropy,
    inputs=[
        (_LABELS[:3], _PROBABILITIES[:3]),
        (_LABELS, _PROBABILITIES),
        EVEN_CHANCES,
        (_LABELS[:3], _CERTAIN),
    ],
    more=labels_and_probabilities,
    tolerance=1e-6,
    mistakes=[
        Mistake(
            [lambda y, p: both_terms(y, p).mean(), _both_terms_one_by_one],
            "Where p is exactly 0 or 1, the term that is switched off is 0 times the infinite "
            "logarithm of 0.",
            "Can you choose the term that counts, in place of multiplying the other one by 0?",
            see="Break it",
        ),
        *mean_loss_mistakes(where, both_terms, point="point", **_SECTIONS),
        exchanged_logarithms(where, both_terms, point="point", see=_SECTIONS["cost"]),
        by_a_product(see="How likely is what we saw?"),
        Mistake(
            lambda y, p: np.prod(np.where(y == 1, p, 1 - p)),
            "This is the likelihood. Its logarithm and a minus are missing.",
            "What does a logarithm make of a product?",
            see="How likely is what we saw?",
        ),
        exchanged_arguments(see="One point, two terms"),
        a_number_inside(
            *(0.01, 1e-3, 1e-4, 1e-5),
            message="You add a number inside the logarithms, so that none is infinite. It shows in "
            "the result.",
            hint="Can you choose the term that counts, so that the logarithm of 0 is not needed?",
            see="Break it",
        ),
        Mistake(
            lambda y, p: -(p * np.log(p) + (1 - p) * np.log(1 - p)).mean(),
            "This is the entropy of p itself: the labels do not count in yours.",
            "Which factor says which logarithm is at work?",
            see="One point, two terms",
        ),
        Mistake(
            lambda y, p: np.nanmean(both_terms(y, p)),
            "Points whose p is exactly their label are left out in yours, and it divides by fewer.",
            "What does such a point cost, and does it count in the mean? nanmean leaves it out: 0 "
            "times the infinite logarithm of 0 is nan.",
            see="Break it",
        ),
    ],
)


def check_cross_entropy(attempt: Any) -> Verdict:
    """Judge a function that returns the mean cross-entropy of probabilities.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and probabilities `p`, some of them 0 or 1.
    """
    return CROSS_ENTROPY.judge(attempt)


# ---- its gradient

_ROWS: Final = np.column_stack(
    [np.ones(7), [2.0, -1.5, 0.5, 3.0, -0.5, 1.0, -2.5], [0.5, 1.0, -2.0, -0.5, 3.0, 1.5, -1.0]]
)
_WEIGHTS: Final = np.array([-0.5, 1.0, 0.4])


# np.vectorize takes its kind of numbers from the first entry, and some write 0 and 1 for extremes
_FIRST_FAR: Final = np.vstack([[1.0, 1000.0, 0.5], _ROWS[1:]])


def _p(A: Floats, w: Floats) -> Floats:
    return np.asarray(sigmoid(A @ w))


def _slope_of_class_means(A: Floats, y: Floats, w: Floats) -> Floats:
    by_point = (_p(A, w) - y)[:, None] * A
    return np.asarray(by_point[y == 0].mean(axis=0) + by_point[y == 1].mean(axis=0))


def _slope_of_squares(A: Floats, y: Floats, w: Floats) -> Floats:
    p = _p(A, w)
    return np.asarray(A.T @ (2 * (p - y) * p * (1 - p)) / len(y))


def _links_apart(A: Floats, y: Floats, w: Floats) -> Floats:
    p = _p(A, w)
    return np.asarray(A.T @ ((p - y) / (p * (1 - p)) * (p * (1 - p))) / len(y))


def _first_link(A: Floats, y: Floats, w: Floats) -> Floats:
    p = _p(A, w)
    return np.asarray(A.T @ ((p - y) / (p * (1 - p))) / len(y))


def _more_rows(rng: np.random.Generator) -> Iterator[tuple[Floats, Any, Floats]]:
    for n in sizes():
        k = n_columns(rng)
        yield rows(rng, n, k), labels(rng, n), rng.normal(0, 1, k)


CROSS_ENTROPY_GRADIENT = Exercise(
    chapter=3,
    title="its gradient",
    reference=cross_entropy_gradient,
    inputs=[
        (_ROWS[:2], _LABELS[:2], _WEIGHTS),
        (_ROWS, _LABELS, _WEIGHTS),
        (_ROWS, _LABELS, 60 * _WEIGHTS),  # p is rounded to 1
        (_ROWS, _LABELS, 3000 * _WEIGHTS),  # e to the power of z is infinite
        *((_FIRST_FAR * far, _LABELS, _WEIGHTS) for far in ([1, 1, 1], [1, -1, 1])),
    ],
    more=_more_rows,
    tolerance=1e-6,
    see="All points at once",
    mistakes=[
        Mistake(
            lambda A, y, w: A.T @ (y - _p(A, w)) / len(y),
            "Your error is turned round: y - p stands where p - y belongs, or a minus is one too "
            "many.",
            "A point has label 0 and p = 0.8. Does its loss rise or fall as z rises?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: A.T @ (_p(A, w) - y),
            "This is the gradient of the sum. The mean has a factor 1/n, and so has its gradient.",
            "What should happen to the gradient when every point is taken twice?",
        ),
        Mistake(
            lambda A, y, w: A.T @ (y - _p(A, w)),
            "Your error is turned round, and this is the gradient of the sum, not of the mean.",
            "Take one point of label 0 first. Which sign must its error have?",
        ),
        Mistake(
            lambda A, y, w: A.T @ (_p(A, w) - y) / len(w),
            "You divide by the number of weights. The mean is taken over the points.",
            "Is that number the length of w, or the length of y?",
        ),
        Mistake(
            lambda A, y, w: A.T @ (A @ w - y) / len(y),
            "You subtract the labels from the log-odds. The sigmoid is missing.",
            "Between which two numbers does the error p - y always lie?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: A.T @ ((A @ w >= 0) - y) / len(y),
            "You subtract the labels from predicted labels. The error takes the probability.",
            "How large is the error of a point with label 1 and p = 0.7?",
            see="Error times input",
        ),
        Mistake(
            _slope_of_squares,
            "This is the gradient of the squared error.",
            "In the chain of the cross-entropy, what cancels p(1 - p)?",
            see="Why not the squared error?",
        ),
        Mistake(
            lambda A, y, w: _slope_of_squares(A, y, w) / 2,
            "Your factor p(1 - p) is still there, and it should have cancelled.",
            "Write the first two links side by side. What remains of them?",
            see="The product",
        ),
        Mistake(
            _links_apart,
            "You multiply the two links as they are. Where p is rounded to 0 or 1, the first "
            "one divides by 0.",
            "Can the factor be cancelled on paper, before the computer rounds?",
            see="Break it",
        ),
        Mistake(
            _first_link,
            "Your chain lacks its second link, from z to p.",
            "How strongly does p move when z moves?",
            see="The product",
        ),
        Mistake(
            lambda A, y, w: (_p(A, w) - y).mean(),
            "You return one number, the mean error. That is the slope of the bias alone.",
            "By what is the error of a point multiplied, weight by weight? Is return inside a "
            "loop?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: _p(A, w) - y,
            "You return the error of each point. The inputs and the mean are missing.",
            "There is one slope for each weight. What shape does A.T have?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: (_p(A, w) - y)[:, None] * A,
            "You return the slopes of each point. Their mean is missing.",
            "Along which axis do the points lie?",
        ),
        Mistake(
            lambda A, y, w: ((_p(A, w) - y)[:, None] * A).mean(),
            "You take one mean over everything. Each weight has a slope of its own.",
            "Along which axis do the points lie?",
        ),
        Mistake(
            lambda A, y, w: A[:, 1:].T @ (_p(A, w) - y) / len(y),
            "Your gradient has no entry for the bias.",
            "Which column of A belongs to the bias?",
        ),
        Mistake(
            lambda A, y, w: A.T @ (np.exp(A @ w) / (1 + np.exp(A @ w)) - y) / len(y),
            "Where a score is large, your e to its power is infinite, and infinity by infinity is "
            "no number.",
            "Which sigmoid of the course takes every score?",
            see="chapter 2, Break it",
        ),
        Mistake(
            lambda A, y, w: np.append(0.0, A[:, 1:].T @ (_p(A, w) - y) / len(y)),
            "Your first entry, the slope of the bias, is left at 0.",
            "Which column of A belongs to the bias?",
        ),
        *(
            Mistake(
                [
                    lambda A, y, w, i=i: (_p(A, w) - y)[i] * A[i],
                    lambda A, y, w, i=i: (_p(A, w) - y)[i] * A[i] / len(y),
                ],
                f"Only the {which} point counts in your gradient.",
                hint,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Does each point add to the total, or does it take its place?"),
            )
        ),
        Mistake(
            _slope_of_class_means,
            "This is the gradient of two class means added, a common slip.",
            "By how many points do you divide the part of each class?",
            see="Which loss does the gradient belong to?",
        ),
        Mistake(
            lambda A, y, w: _slope_of_class_means(A, y, w) / 2,
            "You take the mean of the slopes of the two classes. Each point counts alike.",
            "By how many points do you divide?",
            see="Which loss does the gradient belong to?",
        ),
        Mistake(
            lambda A, y, w: A.T @ (_p(A, w) * (1 - y)) / len(y),
            "You count the points with label 0 only.",
            "What is the error of a point with label 1?",
        ),
        Mistake(
            lambda A, y, w: A.T @ _p(A, w) / len(y),
            "The labels have no say in your gradient: it takes p, and not the error p - y.",
            "From what does the error of a point measure the distance?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: A.T @ (_p(A, w) * (1 - _p(A, w))) / len(y),
            "This is the mean of p(1 - p) times the input: the slope of p, not of the loss.",
            "What does the first link of the chain look like, and what is left of both?",
            see="The product",
        ),
        Mistake(
            lambda A, y, w: (_p(A, w) - y) / len(y),
            "You return the share of each point in the mean error. The inputs are missing.",
            "There is one slope for each weight. What shape does A.T have?",
            see="Error times input",
        ),
        Mistake(
            [
                lambda A, y, w: (A.T @ (_p(A, w) - y) + w) / len(y),
                lambda A, y, w: A.T @ (_p(A, w) - y) / len(y) + w,
            ],
            "Your gradient adds the weights themselves, as a penalty would. There is none here.",
            "Which part of the loss would have this slope?",
        ),
        Mistake(
            lambda A, y, w: np.append((_p(A, w) - y).mean(), A.T @ (_p(A, w) - y) / len(y)),
            "Your gradient has one entry too many: the slope of the bias comes twice.",
            "Which column does `A` have already?",
        ),
        Mistake(
            lambda A, y, w: (_p(A, w) - y).mean() * w,
            "You multiply by the weights. The slope of a score is the input.",
            "By what is the error of a point multiplied?",
        ),
        Mistake(
            lambda A, y, w: (_p(A, w) - y).mean() * A.mean(axis=0),
            "You multiply the mean error by the mean input. The mean is of the products.",
            "In which order do product and mean come?",
        ),
        Mistake(
            lambda A, y, w: np.logaddexp(0, (1 - 2 * y) * (A @ w)).mean(),
            "This is the loss. Its gradient is asked for: one slope for each weight.",
            "What shape has A.T @ (p - y)?",
        ),
        Mistake(
            [
                lambda A, y, w, eta=eta: w - eta * A.T @ (_p(A, w) - y) / len(y)
                for eta in (1, 0.5, 0.1, 0.01)
            ],
            "You return the weights after a step. The gradient alone is asked for.",
            "What is subtracted in the step, without the rate?",
        ),
        Mistake(
            lambda A, y, w: np.full(A.shape[1], (sigmoid(A @ w) - y).mean()),
            "All your slopes are the mean error: the inputs are missing.",
            "By what is the error of a point multiplied, weight by weight?",
            see="Error times input",
        ),
        Mistake(
            lambda A, y, w: A.T @ (_p(A, w) - (2 * y - 1)) / len(y),
            "You take -1 for the label 0: from p the label is subtracted as it is, 0 or 1.",
            "How large is the error of a point with label 0 and p = 0.2?",
            see="All points at once",
        ),
    ],
)


def check_cross_entropy_gradient(attempt: Any) -> Verdict:
    """Judge a function that returns the gradient of the mean cross-entropy.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, with their ones, labels `y` and weights `w`.
    """
    return CROSS_ENTROPY_GRADIENT.judge(attempt)


# ---- central differences

Loss = Callable[[Floats], float]


def _bowl(v: Floats) -> float:
    return float(3 * v[0] ** 2 + v[0] * v[1])


def _gorge(v: Floats) -> float:  # so steep that a difference to one side shows at every step
    return float(500 * v[0] ** 2 + v[1])


def _mean_loss(v: Floats) -> float:
    return float(binary_cross_entropy_from_log_odds(_LABELS, _ROWS @ v))


def _line(v: Floats) -> float:
    return float(2 * v[0] - v[1])


# A verdict names a function by its name; the student cannot see these.
_bowl.__name__ = "3 * w[0]**2 + w[0] * w[1]"
_gorge.__name__ = "500 * w[0]**2 + w[1]"
_line.__name__ = "2 * w[0] - w[1]"
_mean_loss.__name__ = "the mean loss of 7 points"


def _more_losses(rng: np.random.Generator) -> Iterator[tuple[Loss, Floats]]:
    """Yield bowls, and mean losses of a few points, of 2, 3 and 5 weights."""
    for i in range(HOW_MANY):
        k = n_columns(rng)
        bends, tilt = rng.uniform(-1, 1, (k, k)), rng.uniform(-1, 1, k)
        points = np.column_stack([np.ones(8), rng.uniform(-1.2, 1.2, (8, k - 1))])
        y = labels(rng, 8)

        def bowl(v: Floats, bends: Floats = bends, tilt: Floats = tilt) -> float:
            return float(v @ bends @ v + tilt @ v)

        def mean_loss(v: Floats, points: Floats = points, y: Any = y) -> float:
            return float(np.logaddexp(0, (1 - 2 * y) * (points @ v)).mean())

        yield (bowl if i % 2 else mean_loss), rng.uniform(-1, 1, k)


def _rises(loss: Loss, w: Floats, ahead: float, behind: float) -> Floats:
    """Return how much the loss rises from `behind` to `ahead` of each weight."""
    steps = np.eye(len(w))
    return np.array([loss(w + ahead * one) - loss(w - behind * one) for one in steps])


# What a student's step may be: most mistakes show their numbers only at the very step.
_STEPS: Final = tuple(10.0**-k for k in range(1, 9))
_TINY_STEPS: Final = (*(10.0**-k for k in range(11, 16)), float(np.finfo(float).eps))


_LOST_STEPS: Final = tuple(10.0**-k for k in range(16, 31))


def _central(loss: Loss, w: Floats, h: float) -> Floats:
    return _rises(loss, w, h, h) / (2 * h)


def _at(steps: tuple[float, ...], wrong: Callable[..., Any]) -> Sequence[Callable[..., Any]]:
    return [partial(wrong, h=h) for h in steps]


def _all_at_once(loss: Loss, w: Floats) -> float:
    return (loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5


NUMERICAL_GRADIENT = Exercise(
    chapter=3,
    title="a gradient by central differences",
    reference=numerical_gradient,
    inputs=[
        (_bowl, np.array([1.0, -2.0])),
        (_gorge, np.array([0.0, 2.0])),
        (_mean_loss, _WEIGHTS),
        (_line, np.zeros(2)),
    ],
    more=_more_losses,
    tolerance=1e-6,
    see="The slope, link by link",
    mistakes=[
        Mistake(
            lambda loss, w: _rises(loss, w, 1e-5, 1e-5) / 1e-5,
            "Your slopes are twice as large as they should be: the two places are 2h apart.",
            "How far is it from one step below to one step above?",
        ),
        Mistake(
            lambda loss, w: _rises(loss, w, 1e-5, 1e-5) / -2e-5,
            "Your slopes have the wrong sign: the loss below is subtracted from the loss above, "
            "not the other way round.",
            "The slope of a rising function is positive. Is yours?",
        ),
        Mistake(
            _at(_STEPS, lambda loss, w, h: _rises(loss, w, h, 0) / h),
            "This is a forward difference: it looks to one side only.",
            "Which second place does a central difference look at, and what is then the distance?",
            see="A checker for gradients",
        ),
        Mistake(
            _at(_STEPS, lambda loss, w, h: _rises(loss, w, 0, h) / h),
            "This is a backward difference: it looks to one side only.",
            "Which second place does a central difference look at, and what is then the distance?",
            see="A checker for gradients",
        ),
        Mistake(
            [_all_at_once, lambda loss, w: np.full(len(w), _all_at_once(loss, w))],
            "This is the sum of all slopes: they are added up, or all weights are moved together. "
            "Each weight has a slope of its own.",
            "What must the other weights do while one of them is moved, and where does its slope "
            "go?",
            see="All points at once",
        ),
        Mistake(
            _at(
                _STEPS,
                lambda loss, w, h: (
                    np.array([loss(w + h * one) + loss(w - h * one) for one in np.eye(len(w))])
                    / (2 * h)
                ),
            ),
            "You add the two losses. Their difference is the rise.",
            "Which sign stands between the two losses?",
        ),
        Mistake(
            _at(
                _STEPS,
                lambda loss, w, h: np.array(
                    [loss(w + h * one) - loss(w - h * one) / (2 * h) for one in np.eye(len(w))]
                ),
            ),
            "Only the second loss is divided: without brackets Python divides before it subtracts.",
            "Which part of your line should be worked out first?",
        ),
        Mistake(
            _at(_STEPS[:6], lambda loss, w, h: _rises(loss, w, h, h)),
            "This is how much the loss rises. The slope is the rise divided by the distance.",
            "How far is it from one step below to one step above?",
        ),
        Mistake(
            _at(_STEPS[:3], lambda loss, w, h: _rises(loss, w, h, h) / 2 * h),
            "You divide by 2 and then multiply by h: Python reads a / 2 * h from left to right.",
            "What has to stand in brackets?",
        ),
        Mistake(
            [
                lambda loss, w: np.zeros(len(w)),
                *(partial(_central, h=h) for h in _LOST_STEPS),
            ],
            "Your slopes come out as 0, or almost. Both places may be the same: two steps to one "
            "side, or one array with two names, as after `up, down = w, w`. Or the rise is not "
            "divided by the distance, or the step is lost, or the slopes are not stored.",
            "In what do your two places differ, with h = 0.1? And what is done with the "
            "difference? Note that Python reads a / 2 * h as (a / 2) * h.",
        ),
        Mistake(
            _at((*_STEPS[:2], 0.5, 0.3, 0.25, 0.2, 0.05), _central),
            "The formula is right, and the step is too long for it: the loss bends.",
            "At which step size has the error curve of the explorer its lowest place?",
            see="A checker for gradients",
        ),
        Mistake(
            [
                lambda loss, w: w - _central(loss, w, 1e-5),
                *(lambda loss, w, eta=eta: w - eta * _central(loss, w, 1e-5) for eta in (0.1, 0.5)),
            ],
            "You return the weights after a step. The slopes alone are asked for.",
            "What is subtracted in the step?",
        ),
        Mistake(
            _at(_TINY_STEPS, lambda loss, w, h: _rises(loss, w, h, h) / (2 * h)),
            "The formula is right, and the step is so small that rounding shows.",
            "At which step size has the error curve of the explorer its lowest place?",
            see="A checker for gradients",
        ),
        Mistake(
            [
                lambda loss, w: _rises(loss, w, 1e-5, 1e-5)[0] / 2e-5,
                lambda loss, w: np.where(np.arange(len(w)) == 0, _central(loss, w, 1e-5), 0),
            ],
            "You return the slope for the first weight alone.",
            "Does return stand inside the loop or after it?",
            see="All points at once",
        ),
        Mistake(
            _at(_STEPS, lambda loss, w, h: _rises(loss, w, h, 0) / (2 * h)),
            "You look to one side only, and divide by 2h: half a slope comes out.",
            "How far apart are your two places?",
            see="A checker for gradients",
        ),
        Mistake(
            _at(
                _STEPS[:5],
                lambda loss, w, h: (
                    np.array(
                        [
                            loss(w + h * one) - 2 * loss(w) + loss(w - h * one)
                            for one in np.eye(len(w))
                        ]
                    )
                    / h**2
                ),
            ),
            "This is the second difference, the bend. The slope is the first one.",
            "Which two places does a slope compare?",
        ),
        Mistake(
            lambda loss, w: _rises(loss, w, 1, 1) / 2,
            "Your step is 1. Where the loss bends, a slope needs a much smaller one.",
            "At which step size has the error curve of the explorer its lowest place?",
            see="A checker for gradients",
        ),
        Mistake(
            _at(
                _STEPS,
                lambda loss, w, h: (
                    np.array([loss(h * one) - loss(-h * one) for one in np.eye(len(w))]) / (2 * h)
                ),
            ),
            "You measure the slopes at 0, and not at w.",
            "Where do your two places start from?",
        ),
        Mistake(
            _at(
                _STEPS,
                lambda loss, w, h: (
                    np.array([loss(w + one) - loss(w - one) for one in np.diag(h * w)])
                    / (2 * h * w)
                ),
            ),
            "Your step is a share of the weight. At w = 0 there is no step, and 0/0 is nan.",
            "How far apart are your two places at w = 0?",
            see="A checker for gradients",
        ),
    ],
)


def check_numerical_gradient(attempt: Any) -> Verdict:
    """Judge a function that measures a gradient by central differences.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of `loss`, itself a function of weights, and of `w`.
    """
    return NUMERICAL_GRADIENT.judge(attempt)


# ---- the loss from log-odds

_LOG_ODDS: Final = np.array([2.0, -1.0, -0.5, -0.8, 0.3, 1.7, -2.2])
_LARGE: Final = np.array([40.0, -40.0, 40.0])
_HUGE: Final = np.array([-1000.0, 1000.0, -1000.0, 1000.0])
# np.vectorize takes its kind of numbers from the first entry, and some write 0 for no cost
_FIRST_FREE: Final = np.array([1000.0, -1.0, -0.5])


def _costs_of_log_odds(y: Floats, z: Floats) -> Floats:
    return np.logaddexp(0, (1 - 2 * y) * z)


def _naive(z: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-z)))


def _away_from_0_and_1(y: Floats, z: Floats, eps: float) -> float:
    return float(where(y, np.clip(sigmoid(z), eps, 1 - eps)).mean())


def _cut_off(y: Floats, z: Floats, most: float) -> float:
    return float(_costs_of_log_odds(y, np.clip(z, -most, most)).mean())


def _exponentials_one_by_one(y: Floats, z: Floats) -> float:
    total = 0.0
    for y_i, z_i in zip(y, z, strict=True):
        total += math.log(1 + math.exp((1 - 2 * y_i) * z_i))
    return total / len(y)


def _probabilities_one_by_one(y: Floats, z: Floats) -> float:
    return _both_terms_one_by_one(y, np.array([1 / (1 + math.exp(-z_i)) for z_i in z]))


def _chosen_probabilities_one_by_one(y: Floats, z: Floats) -> float:
    total = 0.0
    for y_i, z_i in zip(y, z, strict=True):
        p = 1 / (1 + math.exp(-z_i))
        total -= math.log(p if y_i == 1 else 1 - p)
    return total / len(y)


def _with_a_number_inside(y: Floats, z: Floats, eps: float) -> float:
    p = _naive(z)
    return float(-(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps)).mean())


def _overflowing(y: Floats, z: Floats) -> Floats:
    return np.log1p(np.exp((1 - 2 * y) * z))


def _both_terms_of_p(y: Floats, z: Floats) -> Floats:
    return both_terms(y, _naive(z))


def _one_term_of_p(y: Floats, z: Floats) -> Floats:
    return where(y, _naive(z))


def _mean_of_finite(costs: Floats) -> float:
    return float(costs[np.isfinite(costs)].mean())


def _nothing_for_infinite(costs: Floats) -> float:
    return float(np.where(np.isfinite(costs), costs, 0).mean())


def _free_beyond(y: Floats, z: Floats, most: float) -> float:
    costs = _costs_of_log_odds(y, z)
    return float(np.where((1 - 2 * y) * z > most, 0, costs).mean())


def _left_out_beyond(y: Floats, z: Floats, most: float) -> float:
    return float(_costs_of_log_odds(y, z)[(1 - 2 * y) * z <= most].mean())


def _size_beyond(y: Floats, z: Floats, most: float) -> float:
    return float(np.where(np.abs(z) > most, np.abs(z), _costs_of_log_odds(y, z)).mean())


def _left_out_on_both_sides(y: Floats, z: Floats, most: float) -> float:
    return float(_costs_of_log_odds(y, z)[np.abs(z) <= most].mean())


def _score_beyond(y: Floats, z: Floats, most: float) -> float:
    return float(np.where(z > most, z, _costs_of_log_odds(y, z)).mean())


def _small_rest(z: Floats) -> Floats:
    return np.log1p(np.exp(-np.abs(z)))


# Beyond these a student's code switches to another formula. No score lies between 40 and 1000.
_SWITCHES: Final = (20, 30, 35, 36, 37, 700)


def _more_log_odds(rng: np.random.Generator) -> Iterator[tuple[Any, Floats]]:
    for i, n in enumerate(sizes()):
        z = rng.uniform(-40, 40, n) if i % 2 else rng.normal(0, 2, n)
        if i % 10 == 9:
            z[rng.integers(n)] = rng.choice([-1, 1]) * rng.uniform(1000, 5000)
        yield labels(rng, n), z


STABLE_LOSS = Exercise(
    chapter=3,
    title="the loss from log-odds",
    reference=binary_cross_entropy_from_log_odds,
    inputs=[
        (_LABELS[:3], _LOG_ODDS[:3]),
        (_LABELS, _LOG_ODDS),
        (_LABELS[:3], _LARGE),
        (_LABELS[:4], _HUGE),
        (_LABELS[:3], _FIRST_FREE),
        (1 - _LABELS[:3], -_FIRST_FREE),
    ],
    more=_more_log_odds,
    see="Large scores, digit by digit",
    mistakes=[
        Mistake(
            [
                lambda y, z: both_terms(y, _naive(z)).mean(),
                lambda y, z: where(y, _naive(z)).mean(),
                _probabilities_one_by_one,
                _chosen_probabilities_one_by_one,
                *(
                    lambda y, z, costs=costs, bound=bound, eps=10.0**-k: costs(
                        y, bound(_naive(z), eps)
                    ).mean()
                    for costs in (both_terms, where)
                    for bound in (np.maximum, lambda p, eps: np.minimum(p, 1 - eps))
                    for k in (6, 7, 8, 9, 10, 12, 15, 16)
                ),
                lambda y, z: both_terms(y, np.exp(z) / (1 + np.exp(z))).mean(),
                lambda y, z: where(y, np.exp(z) / (1 + np.exp(z))).mean(),
            ],
            "You go through p. For large scores the computer rounds it to 0 or 1, and the score is "
            "lost.",
            "Can the loss be computed from z, without the sigmoid?",
        ),
        Mistake(
            [
                lambda y, z: np.log(1 + np.exp((1 - 2 * y) * z)).mean(),
                _exponentials_one_by_one,
                lambda y, z: (np.log(1 + np.exp(z)) - y * z).mean(),
                lambda y, z: (np.log(1 + np.exp(-z)) + (1 - y) * z).mean(),
                lambda y, z: (y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))).mean(),
                lambda y, z: np.nan_to_num(_overflowing(y, z)).mean(),
            ],
            "Your formula is right on paper, but the exponential of 1000 is too large for a float, "
            "or the sigmoid of -1000 so small that it becomes 0.",
            "The section names a function for log(1 + exp(v)). Which one is it?",
        ),
        Mistake(
            [
                *(partial(_away_from_0_and_1, eps=10.0**-k) for k in (*range(2, 21), 30, 100, 300)),
                *(
                    lambda y, z, eps=10.0**-k: both_terms(
                        y, np.clip(_naive(z), eps, 1 - eps)
                    ).mean()
                    for k in (17, 18, 20, 30, 100, 300)  # 1 - eps is 1
                ),
                *(
                    lambda y, z, eps=10.0**-k: np.minimum(_one_term_of_p(y, z), -np.log(eps)).mean()
                    for k in (6, 7, 8, 9, 10, 12, 14, 15, 16)
                ),
            ],
            "You keep p away from 0 and 1. A score of 1000 on the wrong side then costs far less "
            "than 1000.",
            "Can the loss be computed from z, without the sigmoid?",
        ),
        Mistake(
            [partial(_cut_off, most=most) for most in (30, 36, 50, 100, 500, 700, 709, 1000)],
            "You cut the scores off. Beyond the cut a larger mistake costs no more than a smaller "
            "one.",
            "Which function computes log(1 + exp(v)) without overflow, so that nothing need be "
            "cut?",
        ),
        Mistake(
            lambda y, z: _costs_of_log_odds(1 - y, z).mean(),
            "Your sign is turned round: the right scores pay, the wrong ones do not.",
            "Label 1 and z = 1000: should that cost 0 or 1000?",
        ),
        Mistake(
            lambda y, z: np.logaddexp(0, -y * z).mean(),
            "Your sign is y itself. With label 0 the score then drops out.",
            "Which formula makes -1 of label 0 and +1 of label 1?",
        ),
        Mistake(
            lambda y, z: np.logaddexp(0, (1 - y) * z).mean(),
            "Your sign is y - 1. With label 1 the score then drops out.",
            "Which formula makes -1 of label 0 and +1 of label 1?",
        ),
        Mistake(
            [
                lambda y, z: np.logaddexp(0, -2 * y - z).mean(),
                lambda y, z: np.logaddexp(0, z - 2 * y).mean(),
            ],
            "Brackets are missing round 2y - 1: only the 1 is multiplied by z.",
            "What does Python work out first in 2 * y - 1 * z?",
        ),
        Mistake(
            lambda y, z: _costs_of_log_odds(y, z / 2).mean(),
            "Only half of each score counts, as with y - 1/2 for a sign.",
            "Which formula makes -1 of label 0 and +1 of label 1?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, (1 - 2 * y) * z).mean(),
            "You charge for scores on the wrong side only. That is nearly the loss where scores "
            "are large, and too little where they are small.",
            "What does a score of 0 cost?",
        ),
        *mean_loss_mistakes(
            _costs_of_log_odds,
            _overflowing,
            _one_term_of_p,
            _both_terms_of_p,
            point="point",
            **_SECTIONS,
        ),
        Mistake(
            lambda y, z: np.logaddexp(0, (1 - 2 * z) * y).mean(),
            "y and z have changed places in yours.",
            "In which order does the exercise name its arguments?",
        ),
        Mistake(
            [
                lambda y, z: np.logaddexp(0, ((1 - 2 * y) * z).mean()),
                lambda y, z: np.log1p(np.exp(((1 - 2 * y) * z).mean())),
            ],
            "You take the mean of the scores first. The mean is of the costs.",
            "In which order do the formula and the mean come?",
        ),
        # The same numbers as the next one, until the exponential overflows
        Mistake(
            [
                lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(-z))).mean(),
                lambda y, z: (np.maximum(z, 0) - y * z + np.log1p(np.exp(z))).mean(),
            ],
            "Your exponential keeps the sign of z. Where it takes a positive number, it is large.",
            "What must stand in the exponential so that it is never above 1?",
        ),
        Mistake(
            lambda y, z: (np.abs(z) - y * z + _small_rest(z)).mean(),
            "The size of z stands where the larger of z and 0 belongs.",
            "What is max(z, 0) for a negative z?",
        ),
        Mistake(
            lambda y, z: (z - y * z + _small_rest(z)).mean(),
            "z stands where the larger of z and 0 belongs.",
            "What is max(z, 0) for a negative z, and what does yours take?",
        ),
        Mistake(
            lambda y, z: (max(z.max(), 0) - y * z + _small_rest(z)).mean(),
            "You take the largest score of all. Each point needs the larger of its own score and "
            "0.",
            "Which function of np takes the larger of two, entry by entry?",
        ),
        Mistake(
            lambda y, z: _small_rest(z).mean(),
            "What grows with the score is missing: no cost of yours is above log(2).",
            "Label 0 and z = 1000: what should that cost?",
        ),
        Mistake(
            [partial(_with_a_number_inside, eps=10.0**-k) for k in (*range(2, 21), 30, 100, 300)],
            "You add a small number inside the logarithms. A score of 1000 on the wrong side "
            "then costs far less than 1000.",
            "Can the loss be computed from z, without the sigmoid?",
        ),
        Mistake(
            [
                *(
                    lambda y, z, costs=costs, mean=mean: mean(costs(y, z))
                    for costs in (_one_term_of_p, _both_terms_of_p)
                    for mean in (
                        _mean_of_finite,
                        _nothing_for_infinite,
                        lambda costs: np.nan_to_num(costs).mean(),
                    )
                ),
                lambda y, z: np.nanmean(_both_terms_of_p(y, z)),
            ],
            "You go through p, and leave out or replace what is nan or infinite. Those costs are "
            "lost all the same.",
            "Can the loss be computed from z, without the sigmoid?",
        ),
        Mistake(
            [
                partial(wrong, most=most)
                for wrong in (_free_beyond, _left_out_beyond, _left_out_on_both_sides)
                for most in _SWITCHES
            ],
            "A score far on the wrong side costs nothing in yours, or is left out. Its cost is the "
            "largest.",
            "Label 0 and z = 1000: what should that cost?",
        ),
        Mistake(
            [
                partial(wrong, most=most)
                for wrong in (_size_beyond, _score_beyond)
                for most in _SWITCHES
            ],
            "A large score costs its size in yours, even on the right side.",
            "Label 1 and z = 1000: should that cost 0 or 1000?",
        ),
        Mistake(
            [
                lambda y, z: np.logaddexp(0, np.exp((1 - 2 * y) * z)).mean(),
                lambda y, z: np.logaddexp(1, np.exp((1 - 2 * y) * z)).mean(),
            ],
            "Your exponential is taken twice: once by you, and once by np.logaddexp.",
            "np.logaddexp(0, v) is log(1 + exp(v)). What should v be?",
        ),
        Mistake(
            lambda y, z: np.logaddexp(1, (1 - 2 * y) * z).mean(),
            "Your first argument of np.logaddexp is 1. It takes the exponential of both, and that "
            "of 1 is 2.718.",
            "Which number has the exponential 1?",
        ),
        Mistake(
            [
                lambda y, z: np.log(_costs_of_log_odds(y, z)).mean(),
                lambda y, z: np.log1p(_costs_of_log_odds(y, z)).mean(),
                lambda y, z: np.log(_costs_of_log_odds(y, z).mean()),
            ],
            "A logarithm is taken once more, of costs that are logarithms already.",
            "What does np.logaddexp return: a sum of exponentials, or its logarithm?",
        ),
        Mistake(
            [
                lambda y, z: np.exp((1 - 2 * y) * z).mean(),
                lambda y, z: (1 + np.exp((1 - 2 * y) * z)).mean(),
            ],
            "You stop at the exponential: the logarithm is missing.",
            "Label 0 and z = 10 cost a little more than 10. What does yours give?",
        ),
        Mistake(
            lambda y, z: ((1 - 2 * y) * z).mean(),
            "The 1 is missing: log(exp(-sz)) is -sz itself.",
            "What does yours give for label 1 and z = 10? Can a loss be negative?",
        ),
        Mistake(
            lambda y, z: (np.logaddexp(0, -z) - y * z).mean(),
            "You subtract y z from log(1 + exp(-z)), which is the cost of label 1 already.",
            "What must be added to it where the label is 0?",
        ),
        Mistake(
            lambda y, z: (np.logaddexp(0, z) + (1 - y) * z).mean(),
            "You add (1 - y) z to log(1 + exp(z)), which is the cost of label 0 already.",
            "What must be subtracted from it where the label is 1?",
        ),
        Mistake(
            [lambda y, z: (_naive(z) - y).mean(), lambda y, z: _naive(z) - y],
            "This is p - y, the slope. The loss itself is asked for.",
            "Can the loss be negative?",
        ),
        Mistake(
            [lambda y, z: both_terms(y, z).mean(), lambda y, z: where(y, z).mean()],
            "You take logarithms of z, as if it were a probability. It is any number.",
            "Which formula of the section gives the loss from z?",
        ),
        Mistake(
            [
                lambda y, z: np.square(z - y).mean(),
                lambda y, z: np.square(z - (2 * y - 1)).mean(),
            ],
            "You square how far the score is from the label. The cross-entropy takes logarithms.",
            "Label 1 and z = 1000: should that cost 0 or about 1000000?",
        ),
        Mistake(
            lambda y, z: np.logaddexp(0, np.outer(1 - 2 * y, z)).mean(),
            "Each label meets each score: your product is a table of all pairs.",
            "Which shape has a column times a row?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - (2 * y - 1) * z).mean(),
            "This is the hinge loss: a score of 1 or more on the right side costs nothing.",
            "What does the cross-entropy charge for label 1 and z = 2?",
        ),
    ],
)


def check_stable_loss(attempt: Any) -> Verdict:
    """Judge a function that returns the mean cross-entropy of log-odds of any size.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and log-odds `z`.
    """
    return STABLE_LOSS.judge(attempt)
