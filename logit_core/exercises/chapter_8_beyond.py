"""The judges of chapter 8: a gradient with its penalty, a step with momentum, a mean of weights."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._made_up import HOW_MANY, labels, n_columns, rows, sizes
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.gradients import cross_entropy_gradient
from logit_core.probability import sigmoid

# ---- the gradient of the L2 loss

_ROWS: Final = np.column_stack(
    [np.ones(7), [2.0, -1.5, 0.5, 3.0, -0.5, 1.0, -2.5], [0.5, 1.0, -2.0, -0.5, 3.0, 1.5, -1.0]]
)
_LABELS: Final = np.array([1, 0, 0, 1, 1, 0, 1])
_WEIGHTS: Final = np.array([-0.5, 1.0, 0.4])


def _with_penalty(A: Floats, y: Floats, w: Floats, rho: float) -> Floats:
    return cross_entropy_gradient(A, y, w, penalty=rho)


def _slope(A: Floats, y: Floats, w: Floats) -> Floats:
    return cross_entropy_gradient(A, y, w)


def _along(w: Floats) -> Floats:
    """Return the slope of the length of the weights, the bias left out: a unit vector, or 0."""
    length = float(np.linalg.norm(w[1:]))
    return _free(w) / length if length > 0 else np.zeros(len(w))


def _free(w: Floats) -> Floats:
    """Return the weights with a 0 in the place of the bias."""
    return np.append(0.0, w[1:])


def _more_penalties(rng: np.random.Generator) -> Iterator[tuple[Floats, Any, Floats, float]]:
    for n in sizes():
        k = n_columns(rng)
        yield rows(rng, n, k), labels(rng, n), rng.normal(0, 1, k), float(rng.uniform(0.01, 3))


PENALISED_GRADIENT = Exercise(
    chapter=8,
    title="a gradient with its penalty",
    reference=_with_penalty,
    inputs=[
        (_ROWS[:2], _LABELS[:2], _WEIGHTS, 0.5),
        (_ROWS, _LABELS, _WEIGHTS, 0.1),
        (_ROWS, _LABELS, -2 * _WEIGHTS, 0.0),
    ],
    more=_more_penalties,
    see="Losses with a penalty",
    mistakes=[
        Mistake(
            lambda A, y, w, rho: _slope(A, y, w) + rho * w,
            "Your charge reaches the bias, too. The bias is free.",
            "From which j on does the sum of the charge run?",
        ),
        Mistake(
            lambda A, y, w, rho: _slope(A, y, w),
            "The penalty has no say in your gradient.",
            "What is the slope of rho / 2 times the square of a weight?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * _along(w),
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * _along(w),
            ],
            "You charge for the length of the weights. Its square is what is charged for.",
            "What is the slope of rho / 2 times the square of a weight?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + 2 * rho * _free(w),
                lambda A, y, w, rho: _slope(A, y, w) + 2 * rho * w,
            ],
            "Your charge is twice as steep as it should be: the loss has a factor one half.",
            "What becomes of the 2 from the square?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * _free(w),
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * w,
            ],
            "Your charge is half as steep as it should be: the factor one half stays in it.",
            "What is the slope of a square, and what does one half make of it?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) - rho * _free(w),
                lambda A, y, w, rho: _slope(A, y, w) - rho * w,
            ],
            "Your charge has the wrong sign: a descent would make the weights longer.",
            "The charge grows with a positive weight. Which sign has its slope there?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * _free(w) / len(y),
                lambda A, y, w, rho: _slope(A, y, w) + rho * w / len(y),
            ],
            "You divide the charge by the number of points. Only the cross-entropy is a mean.",
            "Does 1/n stand before the second sum of the L2 loss?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: len(y) * _slope(A, y, w) + rho * _free(w),
                lambda A, y, w, rho: len(y) * _slope(A, y, w) + rho * w,
            ],
            "Your cross-entropy is summed, not averaged, before the charge is added.",
            "What should happen to the first part when every point is taken twice?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * np.sign(_free(w)),
                lambda A, y, w, rho: _slope(A, y, w) + rho * np.sign(w),
            ],
            "This is the slope of the L1 charge. The L2 charge fades with the weight.",
            "Which of the two squares the weights?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * (w[1:] ** 2).sum(),
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * (w**2).sum(),
            ],
            "You add the charge itself to each slope. Each weight has a slope of its own.",
            "By how much does the charge grow when one weight grows a little?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * _free(w) ** 2,
                lambda A, y, w, rho: _slope(A, y, w) + rho / 2 * w**2,
            ],
            "You add what each weight is charged. Its slope is asked for.",
            "What is the derivative of a square?",
        ),
        Mistake(
            [lambda A, y, w, rho: rho * _free(w), lambda A, y, w, rho: rho * w],
            "This is the slope of the charge alone. The points have no say.",
            "Which part of the loss looks at the points?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: -_slope(A, y, w) + rho * _free(w),
                lambda A, y, w, rho: -_slope(A, y, w) + rho * w,
            ],
            "Your error is turned round: y - p stands where p - y belongs, or a minus is one too "
            "many.",
            "A point has label 0 and p = 0.8. Does its loss rise or fall as z rises?",
            see="chapter 3, Error times input",
        ),
        Mistake(
            lambda A, y, w, rho: A.T @ (A @ w - y) / len(y) + rho * _free(w),
            "You subtract the labels from the log-odds. The sigmoid is missing.",
            "Between which two numbers does the error p - y always lie?",
            see="chapter 3, Error times input",
        ),
        Mistake(
            lambda A, y, w, rho: (
                np.logaddexp(0, (1 - 2 * y) * (A @ w)).mean() + rho / 2 * (w[1:] ** 2).sum()
            ),
            "This is the loss with its charge. Its gradient is asked for: one slope for each "
            "weight.",
            "What shape has A.T @ (p - y)?",
        ),
        Mistake(
            lambda A, y, w, rho: A[:, 1:].T @ (sigmoid(A @ w) - y) / len(y) + rho * w[1:],
            "Your gradient has no entry for the bias. It is free of the charge, not of its slope.",
            "Which column of A belongs to the bias?",
        ),
        Mistake(
            lambda A, y, w, rho: np.append(0.0, _slope(A, y, w)[1:] + rho * w[1:]),
            "Your first entry is 0. The bias is free of the charge, not of its slope.",
            "Which column of A belongs to the bias?",
        ),
        Mistake(
            lambda A, y, w, rho: _slope(A, y, w) + rho * np.append(w[:-1], 0),
            "You leave the last weight free of the charge. The bias comes first.",
            "From which j on does the sum of the charge run?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * np.append(w[1:], 0),
                lambda A, y, w, rho: _slope(A, y, w) + rho * np.append(0, w[:-1]),
            ],
            "Your charges are out of step: each weight is charged for its neighbour.",
            "In which place of the gradient does the 0 of the bias stand?",
        ),
        Mistake(
            lambda A, y, w, rho: _slope(A, y, w) + rho * (w - _free(w)),
            "Your charge reaches the bias alone. It is the only weight that is free.",
            "From which j on does the sum of the charge run?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) / len(y) + rho * _free(w),
                lambda A, y, w, rho: _slope(A, y, w) / len(y) + rho * w,
            ],
            "The slope of the points is divided by their number twice: it is a mean already.",
            "What does lc.cross_entropy_gradient return, a sum or a mean?",
        ),
        Mistake(
            lambda A, y, w, rho: np.append(_slope(A, y, w)[0], rho * w[1:]),
            "Your charge takes the place of the slope of the points. It is added to it.",
            "What is the difference between = and += ?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: rho * (_slope(A, y, w) + _free(w)),
                lambda A, y, w, rho: rho * (_slope(A, y, w) + w),
            ],
            "rho multiplies the slope of the points, too. It belongs to the charge alone.",
            "Where do the brackets stand?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * _free(_slope(A, y, w)),
                lambda A, y, w, rho: (1 + rho) * _slope(A, y, w),
            ],
            "You charge rho times the slope, and it is rho times the weight.",
            "Of what is a penalty paid?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * _free(np.ones(len(w))),
                lambda A, y, w, rho: _slope(A, y, w) + rho,
            ],
            "You charge rho for each weight, whatever its size.",
            "What is the slope of rho / 2 times the square of a weight?",
        ),
        Mistake(
            [
                lambda A, y, w, rho: _slope(A, y, w) + rho * w[1:].sum(),
                lambda A, y, w, rho: _slope(A, y, w) + rho * _free(np.full(len(w), w[1:].sum())),
            ],
            "You charge each slope for all weights together. Each weight has a slope of its own.",
            "By how much does the charge grow when one weight grows a little?",
        ),
        *(
            Mistake(
                lambda A, y, w, rho, j=j: (
                    _slope(A, y, w) + rho * np.where(np.arange(len(w)) == j % len(w), w, 0)
                ),
                f"Only the {which} weight is charged in yours. All but the bias are.",
                "How many weights has a model of four features, and how many of them are charged?",
            )
            for j, which in ((1, "first"), (-1, "last"))
        ),
    ],
)


def check_penalised_gradient(attempt: Any) -> Verdict:
    """Judge a function that returns the gradient of the L2 loss.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, with their ones, labels `y`, weights `w`
        and the strength `rho`.
    """
    return PENALISED_GRADIENT.judge(attempt)


# ---- a step with momentum

_Pair = tuple[Floats, Floats]


def _with_momentum(w: Floats, v: Floats, gradient: Floats, eta: float, m: float) -> _Pair:
    v = m * v - eta * gradient
    return w + v, v


# Weights, the last step, the gradient, the rate, the momentum: no two results are alike.
_STEPS: Final = (
    (np.array([1.0, 2.0]), np.array([0.5, -0.25]), np.array([2.0, 1.0]), 0.1, 0.8),
    (np.array([0.0, -1.0, 3.0]), np.array([0.3, 0.2, -0.7]), np.array([-1.0, 4.0, 0.5]), 0.5, 0.9),
    (np.array([0.5, 0.5]), np.zeros(2), np.array([1.0, -3.0]), 0.2, 0.5),
)


def _more_steps(
    rng: np.random.Generator,
) -> Iterator[tuple[Floats, Floats, Floats, float, float]]:
    for _ in range(HOW_MANY):
        w, v, gradient = rng.normal(0, 1, (3, n_columns(rng)))
        yield w, v, gradient, float(rng.uniform(0.01, 3)), float(rng.uniform(0, 0.99))


MOMENTUM_STEP = Exercise(
    chapter=8,
    title="a step with momentum",
    reference=_with_momentum,
    inputs=_STEPS,
    more=_more_steps,
    see="A race of optimisers",
    mistakes=[
        Mistake(
            lambda w, v, gradient, eta, m: (w + v, m * v - eta * gradient),
            "Your weights move by the old step. They move by the new one.",
            "Which of the two lines comes first?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + m * v + eta * gradient, m * v + eta * gradient),
            "Your step goes uphill: the gradient is added, and it belongs behind a minus.",
            "With momentum 0, what should be left of the update?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w - m * v + eta * gradient, m * v - eta * gradient),
            "You subtract the new step from the weights. The minus stands in the step already.",
            "With momentum 0, do your weights go downhill?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (m * v - eta * gradient, w + m * v - eta * gradient),
            "Your two results have changed places: the weights come first.",
            "In which order does the text ask for them?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w - eta * (m * v + gradient), m * v + gradient),
            "This is another common form: it keeps gradients, and the rate comes in only when the "
            "weights move. Here the step itself is kept.",
            "Where does eta stand in the first line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + m * v - (1 - m) * eta * gradient,
                m * v - (1 - m) * eta * gradient,
            ),
            "You take a running mean: the gradient counts 1 - m times. Here it counts in full.",
            "What multiplies the gradient in the first line?",
        ),
        Mistake(
            [
                lambda w, v, gradient, eta, m: (w - eta * gradient, -eta * gradient),
                lambda w, v, gradient, eta, m: (w - eta * gradient, v),
            ],
            "This is plain descent: the last step has no say.",
            "What is kept of the last step, and how much of it?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w - eta * gradient, m * v - eta * gradient),
            "Your new step is right, but your weights do not take it: they follow the gradient "
            "alone.",
            "What is added to w in the second line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + m * v - gradient, m * v - gradient),
            "The rate has no say in your step.",
            "What should half the rate do to the part of the gradient?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + eta * (m * v - gradient),
                eta * (m * v - gradient),
            ),
            "The rate multiplies the last step as well. Only the gradient is multiplied by it.",
            "Where do the brackets stand?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + v - eta * gradient, v - eta * gradient),
            "The last step is kept whole: the momentum is missing.",
            "Which share of the last step is kept?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + eta * v - m * gradient, eta * v - m * gradient),
            "Rate and momentum have changed places.",
            "Which of the two multiplies the last step?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + m * v - eta * gradient, v),
            "Your weights are right, but the step that you return is the old one.",
            "Which step will the next call need?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w - m * v - eta * gradient, m * v + eta * gradient),
            "This is another common form: its step points uphill, and is subtracted from the "
            "weights. Here the step is what is added to them.",
            "Which sign has the gradient in the first line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + eta * (m * v - gradient), m * v - gradient),
            "The rate comes in only when your weights move. Here it stands in the step already.",
            "Where does eta stand in the first line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w, m * v - eta * gradient),
            "Your new step is right, but your weights are the old ones.",
            "What is done with the step in the second line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + m * (m * v - eta * gradient) - eta * gradient,
                m * v - eta * gradient,
            ),
            "This is the momentum of Nesterov, which looks one step ahead. Here the weights move "
            "by the new step.",
            "What is added to w in the second line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + eta * (m * v - eta * gradient),
                m * v - eta * gradient,
            ),
            "The rate comes in once more when your weights move. It stands in the step already.",
            "What is added to w in the second line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + v + m * v - eta * gradient,
                v + m * v - eta * gradient,
            ),
            "The last step counts in full, and m times of it once more.",
            "Which share of the last step is kept?",
        ),
        *(
            Mistake(
                lambda w, v, gradient, eta, m, step=step: (
                    w + m * v - eta * gradient,
                    step(v, gradient, eta, m),
                ),
                f"Your weights are right, but the step that you return {what}.",
                "Which step will the next call need?",
            )
            for step, what in (
                (lambda v, gradient, eta, m: m * v, "lacks the gradient"),
                (lambda v, gradient, eta, m: -eta * gradient, "lacks what is kept of the last one"),
                (lambda v, gradient, eta, m: gradient, "is the gradient"),
            )
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (w + m * v - 2 * eta * gradient, m * v - eta * gradient),
            "Your weights follow the gradient twice: it is in the step already.",
            "What is added to w in the second line?",
        ),
        Mistake(
            lambda w, v, gradient, eta, m: (
                w + m * (v - eta * gradient),
                m * (v - eta * gradient),
            ),
            "Your m multiplies the whole step, and it is the share of the last step alone.",
            "With momentum 0, what should be left of the update?",
        ),
    ],
)


def check_momentum_step(attempt: Any) -> Verdict:
    """Judge a function that returns weights and step after one step with momentum.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of weights `w`, the last step `v`, the `gradient`, the
        rate `eta` and the momentum `m`.
    """
    return MOMENTUM_STEP.judge(attempt)


# ---- the mean of weights that come from many telephones

Counts = NDArray[np.int_]


def _weighted_mean(weights: Floats, counts: Counts) -> Floats:
    return np.asarray(counts @ weights / counts.sum())


def _more_telephones(rng: np.random.Generator) -> Iterator[tuple[Floats, Counts]]:
    for n in sizes():
        yield rng.normal(0, 2, (n, n_columns(rng))), rng.integers(1, 1000, n, dtype=int)


FEDERATED_MEAN = Exercise(
    chapter=8,
    title="a mean of many telephones",
    reference=_weighted_mean,
    inputs=[
        (np.array([[1.0, 2.0], [4.0, 0.0]]), np.array([1, 3])),
        (np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -2.0], [-3.0, 4.0, 1.0]]), np.array([10, 2, 7])),
        (np.array([[0.25, -0.75]]), np.array([5])),
        (np.array([[1.0, 0.5], [-2.0, 0.25], [0.5, -1.5]]), np.array([4, 4, 4])),
    ],
    more=_more_telephones,
    see="When the data outgrow the machine",
    mistakes=[
        Mistake(
            lambda weights, counts: weights.mean(axis=0),
            "Every telephone counts alike in your mean, however many points it has.",
            "Whose weights should count more: those from 3 points, or those from 300?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights,
            "You add up counts times weights, and do not divide.",
            "What should come out where all telephones send the same weights?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights / len(counts),
            "You divide by the number of telephones. The counts do not add up to that.",
            "How many points are there in all?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights / counts.sum() / len(counts),
            "Your mean is divided once more, by the number of telephones.",
            "What do the shares of all telephones add up to?",
        ),
        Mistake(
            lambda weights, counts: (counts @ weights / counts.sum()).sum(),
            "You add up the means of all weights. Each weight has a mean of its own.",
            "Along which axis do the telephones lie?",
        ),
        Mistake(
            lambda weights, counts: (1 / counts) @ weights / (1 / counts).sum(),
            "Your mean is upside down: telephones with few points count most.",
            "Whose weights should count more: those from 3 points, or those from 300?",
        ),
        Mistake(
            [
                lambda weights, counts: (counts @ weights / counts.sum()).mean(),
                lambda weights, counts: weights.mean(),
            ],
            "You return one number. Each weight has a mean of its own.",
            "Along which axis do the telephones lie?",
        ),
        Mistake(
            [
                lambda weights, counts: weights.mean(axis=1),
                lambda weights, counts: counts * weights.mean(axis=1) / counts.sum(),
            ],
            "You take the mean over the weights of each telephone. It runs over the telephones.",
            "Along which axis do the telephones lie?",
        ),
        Mistake(
            lambda weights, counts: counts[:, None] * weights / counts.sum(),
            "These are the parts of your mean. They are not added up.",
            "How many weights does the server need, however many telephones there are?",
        ),
        Mistake(
            lambda weights, counts: weights[counts.argmax()],
            "You return the weights of the telephone with the most points. The others have a say, "
            "too.",
            "What is the share of each telephone in all points?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights / counts.max(),
            "You divide by the largest count.",
            "What do the shares of all telephones add up to?",
        ),
        Mistake(
            lambda weights, counts: np.median(weights, axis=0),
            "You take the median, and the counts have no say in it.",
            "Whose weights should count more: those from 3 points, or those from 300?",
        ),
        *(
            Mistake(
                [
                    lambda weights, counts, i=i: counts[i] * weights[i] / counts.sum(),
                    lambda weights, counts, i=i: weights[i],
                ],
                f"Only the {which} telephone counts in your mean.",
                hint,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Does each telephone add to the total, or does it take its place?"),
            )
        ),
        Mistake(
            lambda weights, counts: (weights[0] + counts[1:] @ weights[1:]) / counts.sum(),
            "The first telephone counts as if it had one point.",
            "What does your total begin with?",
        ),
        Mistake(
            lambda weights, counts: np.append(
                weights[:, 0].mean(), (counts @ weights / counts.sum())[1:]
            ),
            "In your first weight every telephone counts alike. The bias is a weight as well.",
            "What should the bias of a telephone with 300 points count?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights / weights.shape[1],
            "You divide by the number of weights that a telephone sends.",
            "How many points are there in all?",
        ),
        Mistake(
            lambda weights, counts: (weights * counts).sum(axis=0) / counts.sum(),
            "Your counts multiply the columns. They belong to the rows, one for each telephone.",
            "What shape has counts[:, None]?",
        ),
        Mistake(
            lambda weights, counts: weights.sum(axis=0) / counts.sum(),
            "The counts stand below your line only.",
            "What should come out where all telephones send the same weights?",
        ),
        Mistake(
            lambda weights, counts: np.sqrt(counts) @ weights / np.sqrt(counts).sum(),
            "You weigh by the roots of the counts.",
            "How many times as much does a telephone with 4 times the points count?",
        ),
        Mistake(
            lambda weights, counts: (counts // counts.sum()) @ weights,
            "Your shares are rounded down to whole numbers, and // makes nearly all of them 0.",
            "What does 3 // 4 give?",
        ),
        Mistake(
            lambda weights, counts: (weights[0] + counts @ weights) / counts.sum(),
            "Your total begins with the weights of the first telephone, and adds them again.",
            "What does your total begin with, and where does your loop begin?",
        ),
        Mistake(
            lambda weights, counts: (
                np.exp(counts - counts.max()) @ weights / np.exp(counts - counts.max()).sum()
            ),
            "Your shares are a softmax of the counts, in which the largest takes nearly all.",
            "What is the share of a telephone with 1 of 4 points?",
        ),
        Mistake(
            lambda weights, counts: counts @ weights / (counts.sum() - 1),
            "You divide by one less than the number of points.",
            "What should come out where all telephones send the same weights?",
        ),
    ],
)


def check_federated_mean(attempt: Any) -> Verdict:
    """Judge a function that returns the mean of weights, each row by its number of points.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of `weights`, a row for each telephone, and of `counts`.
    """
    return FEDERATED_MEAN.judge(attempt)
