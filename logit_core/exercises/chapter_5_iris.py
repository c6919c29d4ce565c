"""The judges of chapter 5: the Iris demo."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

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
from logit_core.exercises._made_up import in_quarters, n_columns, rows, sizes
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.losses import binary_cross_entropy
from logit_core.model import predict

Labels = NDArray[np.int_]

# ---- the mean loss

# Unbalanced, so that no mean of class means is the mean over the points.
_LABELS: Final = np.array([1, 0, 0, 1, 0, 0, 0])
_PROBABILITIES: Final = np.array([0.9, 0.2, 0.4, 0.3, 0.1, 0.7, 0.25])


MEAN_LOSS = Exercise(
    chapter=5,
    title="the true mean loss",
    reference=binary_cross_entropy,
    inputs=[(_LABELS[:3], _PROBABILITIES[:3]), (_LABELS, _PROBABILITIES), EVEN_CHANCES],
    more=labels_and_probabilities,
    see="The same weights, twice the loss",
    mistakes=[
        *mean_loss_mistakes(where, both_terms, point="flower"),
        exchanged_logarithms(where, both_terms, point="flower"),
        by_a_product(),
        exchanged_arguments(),
        a_number_inside(
            *(10.0**-k for k in range(2, 13)),
            message="You add a number inside the logarithms, and it shows in the result.",
            hint="Is any p exactly 0 or 1? And what would the number cost where p is 0.00001?",
        ),
    ],
)


def check_mean_loss(attempt: Any) -> Verdict:
    """Judge a function that returns the mean cross-entropy of probabilities.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and probabilities `p`.
    """
    return MEAN_LOSS.judge(attempt)


# ---- decide

# Scores 0.2, -0.3, 0, 3.5 and -2: one between 0 and 0.5, one at 0. The features alone, 300 times as
# large, and a bias that decides nothing.
_ROWS_OF_A: Final = np.array([[1, 0.2, 1], [1, 1.7, 3], [1, 1, 2], [1, 2.5, 0], [1, 0.5, 3.5]])
_WEIGHTS: Final = np.array([1.0, 1.0, -1.0])

_ONE_HALF: Final = (
    "You compare the log-odds with 0.5. That threshold belongs to the probability.",
    "Which log-odds have the probability 0.5?",
)
_FAR: Final = np.column_stack([np.ones(5), 300 * _ROWS_OF_A[:, 1:]])


def _more_flowers(rng: np.random.Generator) -> Iterator[tuple[Floats, Floats]]:
    """Yield rows and weights; in quarters, so that a score of 0 is exactly 0."""
    for i, n in enumerate(sizes()):
        k = n_columns(rng)
        A = rows(rng, n, k)
        if i % 2:
            yield A, rng.normal(0, 1e-4 if i % 4 == 3 else 1, k)
        else:
            yield np.column_stack([np.ones(n), in_quarters(rng, n, k - 1)]), in_quarters(rng, k)


DECIDE = Exercise(
    chapter=5,
    title="decide without a probability",
    reference=predict,
    inputs=[(_ROWS_OF_A[:2], _WEIGHTS), (_ROWS_OF_A, _WEIGHTS), (_FAR, _WEIGHTS)],
    more=_more_flowers,
    see="A hundred of a hundred",
    mistakes=[
        Mistake(lambda A, w: (A @ w >= 0.5).astype(int), *_ONE_HALF),
        Mistake(
            lambda A, w: (A @ w > 0).astype(int),
            "At log-odds of exactly 0 the rule says 1: at least 0 includes 0.",
            "Look at the sign with which you compare. If you round, note that np.round(0.5) is 0.",
        ),
        Mistake(
            [lambda A, w: (A @ w < 0).astype(int), lambda A, w: (A @ w <= 0).astype(int)],
            "Your labels have changed places.",
            "Do large log-odds speak for label 1 or for label 0?",
        ),
        Mistake(
            lambda A, w: A @ w,
            "You return the log-odds. They still have to be compared.",
            "For which of them is the answer 1?",
        ),
        Mistake(
            lambda A, w: 1 / (1 + np.exp(-(A @ w))),
            "You return probabilities, and labels are asked for: 0 or 1.",
            "You may leave the sigmoid out altogether. What are log-odds compared with?",
        ),
        Mistake(
            lambda A, w: np.where(A @ w >= 0, 1, -1),
            "Your labels are 1 and -1. In this course they are 1 and 0.",
            "Which number stands for the first class in `y`?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, w: (A[:, 1:] @ w[1:] - w[0] >= 0).astype(int),
            "You subtract the bias: the first weight, which goes with the ones.",
            "Which sign does w[0] have in the log-odds?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, w: (A[:, :-1] @ w[1:] + w[0] >= 0).astype(int),
            "You multiply the features by the weights of their neighbours, with the ones among "
            "them: columns and weights are out of step.",
            "Which column of `A` goes with w[1]?",
            see="One flower, one row",
        ),
        Mistake(
            [lambda A, w: (A @ w >= 0).all(), lambda A, w: (A @ w >= 0).any()],
            "You return one answer for all rows. Each flower has its own.",
            "How many rows has `A`, and how many labels do you return?",
        ),
        *(
            Mistake(
                lambda A, w, i=i: (A @ w >= 0).astype(int)[i],
                f"You return the label of the {which} row alone.",
                "Does return stand inside the loop or after it?",
            )
            for i, which in ((0, "first"), (-1, "last"))
        ),
        Mistake(
            lambda A, w: (A[:, 1:] @ w[1:] >= 0).astype(int),
            "You leave the bias out: the first weight, which goes with the ones.",
            "What does `A @ w` do with the column of ones?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, w: np.sign(A @ w),
            "np.sign gives -1, 0 and 1. The labels are 0 and 1.",
            "What should come out where the score is 0?",
        ),
        Mistake(
            lambda A, w: (np.sign(A @ w) + 1) / 2,
            "At log-odds of exactly 0 yours gives one half, and a label is 0 or 1.",
            "What do np.sign and np.heaviside give there?",
        ),
        Mistake(
            lambda A, w: (A @ w >= (A @ w).mean()).astype(int),
            "You compare each score with the mean of all. Each flower is decided by itself.",
            "For which log-odds is p one half?",
        ),
        Mistake(
            lambda A, w: (A @ (w >= 0)).astype(int),
            "Brackets are missing: the weights are compared with 0, and not the score.",
            "What does Python work out first, @ or >=?",
        ),
        Mistake(
            lambda A, w: np.clip(A @ w, 0, 1).astype(int),
            "In yours only a score of at least 1 gets label 1: one of 0.3 becomes 0.",
            "What are log-odds compared with? Does an int() cut a fraction off?",
        ),
        Mistake(
            [
                lambda A, w: ((A @ w).sum() >= 0).astype(int),
                lambda A, w: np.asarray((A @ w).sum() >= 0),
            ],
            "You add up all scores. Each flower has a label of its own.",
            "How many rows has `A`, and how many labels do you return?",
        ),
        Mistake(
            [lambda A, w, eps=eps: (A @ w > eps).astype(int) for eps in (1e-6, 1e-3)],
            "A score has to lie clearly above 0 for you. At exactly 0 the rule says 1 already.",
            "Is there a tolerance in yours?",
        ),
        Mistake(
            lambda A, w: (np.cumsum(A @ w) >= 0).astype(int),
            "Your scores add up from row to row. Each flower begins at 0.",
            "Which of your lines belong inside the loop over the rows?",
        ),
        Mistake(
            lambda A, w: (A[:, 1:] @ w[:-1] >= 0).astype(int),
            "Each feature meets the weight of its neighbour, and the ones meet none: columns and "
            "weights are out of step.",
            "Which column of `A` goes with w[0]?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, w: (w[0] + w[1] * A[:, 1] >= 0).astype(int),
            "You look at the first feature only. A flower has more of them.",
            "How many columns has `A`, and how many of them count in yours?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, w: np.clip(np.round(A @ w), 0, 1).astype(int),
            "You round the score: between 0 and 0.5 it becomes 0, and the label should be 1.",
            "What are log-odds compared with?",
        ),
        Mistake(
            lambda A, w: A[A @ w >= 0],
            "You return the rows that get label 1. A label for each row is asked for.",
            "How many rows has `A`, and how many labels do you return?",
        ),
        Mistake(
            [
                lambda A, w: (A * w >= 0).all(axis=1).astype(int),
                lambda A, w: (A * w > 0).all(axis=1).astype(int),
            ],
            "You ask it of every product of a feature and its weight. Their sum decides.",
            "What does `A @ w` do with the products of a row?",
            see="One flower, one row",
        ),
    ],
)


def check_decide(attempt: Any) -> Verdict:
    """Judge a function that returns labels from rows and weights.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, with their ones, and weights `w`.
    """
    return DECIDE.judge(attempt)


# ---- the first perfect epoch

# Six flowers, and a run of which epoch 2 is the first to get all right; epoch 3 loses one again.
_FLOWERS: Final = np.column_stack([np.ones(6), [1.0, 2, 3, 4, 5, 6]])
_SPECIES: Final = np.array([0, 0, 0, 1, 1, 1])
_RUN: Final = np.array([[1.0, 1], [-1, 0.5], [-3.5, 1], [-2, 0.8], [-7, 2]])
# Three false alarms and three misses: as many flowers are called 1 as are 1. Then a score of 0.
_CANCELLED: Final = np.array([[0.0, -1], [3.5, -1], [-4, 1], [-3.5, 1]])
_ORDER: Final = [3, 0, 5, 1, 2, 4]
_SLOW: Final = np.array([[0.0, 0], [1, 0], [-1, 0.2], [-2, 0.4], [-3, 1], [-3.6, 1]])


def _counts(A: Floats, y: Floats, weights: Floats) -> NDArray[np.int_]:
    right: NDArray[np.int_] = ((A @ weights.T >= 0) == (y[:, None] == 1)).sum(axis=0)
    return right


def _all_right(called: NDArray[np.bool_], y: Labels) -> NDArray[np.bool_]:
    right: NDArray[np.bool_] = (called == (y[:, None] == 1)).all(axis=0)
    return right


def _first(is_right: NDArray[np.bool_], of: NDArray[np.bool_]) -> int:
    """Return the first epoch in which some of the flowers are all right."""
    return int(np.argmax(is_right[of].all(axis=0)))


def _place_of_true(found: NDArray[np.bool_]) -> int:
    """Return the place of the first True; without one it fails, as a search by a loop does."""
    return int(found.tolist().index(True))


def _run_at_the_end(is_right: NDArray[np.bool_]) -> int:
    """Return how many epochs at the end of a run are all perfect."""
    return len(is_right) if is_right.all() else int(np.argmin(is_right[::-1]))


def _without_later_losses(is_right: NDArray[np.bool_]) -> int:
    """Return where a search backwards ends that begins at the last epoch, right or not."""
    k = len(is_right) - 1
    while k > 0 and is_right[k - 1]:
        k -= 1
    return k


def _first_perfect(A: Floats, y: Floats, weights: Floats) -> int:
    return int(np.argmax(_counts(A, y, weights) == len(y)))


def _more_runs(rng: np.random.Generator) -> Iterator[tuple[Floats, Labels, Floats]]:
    """Yield separable flowers, and runs that reach and lose and reach what separates them.

    Where one is to be had, a row comes first that calls as many flowers 1 as there are. One row
    misses a single flower, and some runs are long.
    """
    for i, n in enumerate(sizes()):
        k = n_columns(rng)
        A, target = rows(rng, n, k), rng.normal(0, 1, k)
        y = (A @ target >= 0).astype(int)
        astray = rng.normal(0, 1, (40, k))
        called = A @ astray.T >= 0
        cancels = (called.sum(axis=0) == y.sum()) & (called != (y[:, None] == 1)).any(axis=0)
        before = astray[: 30 if i % 20 == 19 else rng.integers(4)]
        z = A @ target
        near_miss = target - 1.001 * np.append(z[np.argmin(np.abs(z))], np.zeros(k - 1))
        run = [
            astray[cancels][:1],
            before,
            near_miss[None],
            target[None],
            astray[30 : rng.integers(30, 34)],
        ]
        yield A, y, np.concatenate([*run, 2 * target[None], astray[35 : rng.integers(35, 38)]])


FIRST_PERFECT = Exercise(
    chapter=5,
    title="the first perfect epoch",
    reference=_first_perfect,
    inputs=[
        *((_FLOWERS, _SPECIES, run) for run in (_RUN, _SLOW, _RUN[2:])),
        (_FLOWERS[_ORDER], _SPECIES[_ORDER], _CANCELLED),
    ],
    more=_more_runs,
    see="A hundred of a hundred",
    mistakes=[
        Mistake(
            lambda A, y, weights: _first_perfect(A, y, weights) + 1,
            "You count from 1. Row 0 is the start, so the number of a row is the number of epochs.",
            "How many epochs lie behind the weights in row 0?",
        ),
        Mistake(
            lambda A, y, weights: (
                len(weights) - 1 - int(np.argmax((_counts(A, y, weights) == len(y))[::-1]))
            ),
            "You return the last perfect epoch, and the first is asked for.",
            "When may your search stop?",
        ),
        Mistake(
            lambda A, y, weights: int((_counts(A, y, weights) == len(y)).sum()),
            "You count how many epochs are perfect. Which is the first of them?",
            "The place in the list is asked for, not how many there are.",
        ),
        Mistake(
            lambda A, y, weights: int(_counts(A, y, weights).max()),
            "You return the number of right flowers, not the number of the epoch.",
            "In which row do you see that number for the first time?",
        ),
        Mistake(
            _counts,
            "You return how many are right after each epoch. One number is missing.",
            "Where in this list does the number of all flowers stand for the first time?",
        ),
        Mistake(
            [
                lambda A, y, weights: int(np.argmax(_all_right(A @ weights.T >= 0.5, y))),
                lambda A, y, weights: _all_right(A @ weights.T >= 0.5, y).tolist().index(True),
            ],
            *_ONE_HALF,
        ),
        Mistake(
            [
                lambda A, y, weights: int(np.argmax(_all_right(A @ weights.T > 0, y))),
                lambda A, y, weights: _all_right(A @ weights.T > 0, y).tolist().index(True),
                *(
                    lambda A, y, weights, is_right=is_right, find=find: find(
                        is_right((2 * y[:, None] - 1) * (A @ weights.T), 0).all(axis=0)
                    )
                    for is_right in (np.greater, np.greater_equal)
                    for find in (lambda found: int(np.argmax(found)), _place_of_true)
                ),
            ],
            "At log-odds of exactly 0 the rule says 1: at least 0 includes 0.",
            "What does yours say there of a flower with label 0, and of one with label 1? If you "
            "round, note that np.round(0.5) is 0.",
        ),
        Mistake(
            lambda A, y, weights: int(np.argmax((A @ weights.T >= 0).sum(axis=0) == y.sum())),
            "You count how many flowers are called 1. A miss and a false alarm make up for each "
            "other there.",
            "How do you compare flower by flower?",
        ),
        Mistake(
            [
                lambda A, y, weights: int(
                    np.argmax(((A @ weights.T >= 0) == (y[:, None] == 1)).any(axis=0))
                ),
            ],
            "One right flower is enough for you. All of them must be right.",
            "np.any or np.all?",
        ),
        Mistake(
            lambda A, y, weights: len(weights) - 1,
            "You return the last epoch of all. The first perfect one may come earlier.",
            "When may your search stop?",
        ),
        Mistake(
            lambda A, y, weights: 0,
            "You always return 0. Does your search stop at the first row, whatever it finds?",
            "Does return stand inside the if or below it? And do brackets stand behind .all?",
        ),
        Mistake(
            lambda A, y, weights: weights[_first_perfect(A, y, weights)],
            "You return the weights of the epoch, and its number is asked for.",
            "In which row do these weights stand?",
        ),
        Mistake(
            lambda A, y, weights: int(np.argmin(_counts(A, y, weights))),
            "You return the epoch with the fewest right flowers.",
            "Is argmax or argmin the function that you need, and of what?",
        ),
        Mistake(
            [
                lambda A, y, weights: _first((A @ weights.T >= 0) == (y[:, None] == 1), y == 0),
                lambda A, y, weights: _place_of_true(
                    np.array([(predict(A[y == 0], w) == 0).all() for w in weights])
                ),
            ],
            "You look at the flowers with label 0 only.",
            "Which flowers can be wrong as well?",
        ),
        Mistake(
            [
                lambda A, y, weights: _first((A @ weights.T >= 0) == (y[:, None] == 1), y == 1),
                lambda A, y, weights: _place_of_true(
                    np.array([(predict(A[y == 1], w) == 1).all() for w in weights])
                ),
            ],
            "You look at the flowers with label 1 only.",
            "Which flowers can be wrong as well?",
        ),
        Mistake(
            [
                lambda A, y, weights, share=share, enough=enough, find=find: find(
                    enough(_counts(A, y, weights) / len(y), share)
                )
                for share in (0.8, 0.9, 0.95, 0.98, 0.99)
                for enough in (np.greater, np.greater_equal)
                for find in (lambda found: int(np.argmax(found)), _place_of_true)
            ],
            "A large share of right flowers is enough for you. All of them must be right.",
            "How many right flowers does a perfect epoch have?",
        ),
        Mistake(
            lambda A, y, weights: int(np.argmax(_counts(A, y, weights) > len(y) / 2)),
            "More than half is enough for you. All of them must be right.",
            "How many right flowers does a perfect epoch have?",
        ),
        Mistake(
            [
                lambda A, y, weights, find=find: find(_counts(A, y, weights) != len(y))
                for find in (lambda found: int(np.argmax(found)), _place_of_true)
            ],
            "You return the first epoch that is not perfect.",
            "Which of the two do you ask for, that all are right or that some are wrong?",
        ),
        Mistake(
            [
                lambda A, y, weights, find=find: find(
                    _all_right(A[:, 1:] @ weights[:, 1:].T >= 0, y)
                )
                for find in (lambda found: int(np.argmax(found)), _place_of_true)
            ],
            "You leave the bias out: the first weight, which goes with the ones.",
            "What does `A @ w` do with the column of ones?",
            see="One flower, one row",
        ),
        Mistake(
            lambda A, y, weights: int(np.argmax(np.cumsum(_counts(A, y, weights)) >= len(y))),
            "You count the right flowers of all epochs so far together. Each epoch counts its own.",
            "Where does your count begin anew?",
        ),
        Mistake(
            [
                lambda A, y, weights: int(np.argmax((y == 1) == (A @ weights.T >= 0).T)),
                lambda A, y, weights: int(np.argmax((A @ weights.T >= 0) == (y[:, None] == 1))),
            ],
            "You look for the first right label in the whole table, row by row.",
            "What must be so of all labels of an epoch, and along which axis?",
        ),
        Mistake(
            [
                lambda A, y, weights, find=find: find(
                    (np.sign(A @ weights.T) == y[:, None]).all(axis=0)
                )
                for find in (lambda found: int(np.argmax(found)), _place_of_true)
            ],
            "np.sign gives -1, 0 and 1. The labels are 0 and 1.",
            "Which score gives you the label 0?",
        ),
        Mistake(
            lambda A, y, weights: _without_later_losses(_counts(A, y, weights) == len(y)),
            "You return an epoch from which on all stay right up to the last. The first perfect "
            "one may come before.",
            "When may your search stop?",
        ),
        Mistake(
            lambda A, y, weights: int((_counts(A, y, weights) != len(y)).sum()),
            "You count the imperfect epochs. A perfect one may be followed by an imperfect one.",
            "When may your search stop?",
        ),
        Mistake(
            lambda A, y, weights: np.flatnonzero(_counts(A, y, weights) == len(y)),
            "You return all perfect epochs. The first of them is asked for.",
            "Which entry of your list is the first?",
        ),
        Mistake(
            lambda A, y, weights: _first(
                (A @ weights.T >= 0) == (y[:, None] == 1), np.arange(len(y)) == len(y) - 1
            ),
            "Only the last flower counts: each flower takes the place of the one before.",
            "What should one wrong flower do to the whole row, for good?",
        ),
        Mistake(
            lambda A, y, weights: int(
                np.argmin(np.logaddexp(0, (1 - 2 * y[:, None]) * (A @ weights.T)).mean(axis=0))
            ),
            "You return the epoch with the lowest loss. It need not be the first with all right.",
            "Does the loss have to be low for all labels to be right?",
        ),
        Mistake(
            [
                lambda A, y, weights, last=last: min(
                    len(weights) - _run_at_the_end(_counts(A, y, weights) == len(y)),
                    len(weights) - last,
                )
                for last in (0, 1)
            ],
            "You return the epoch from which on all stay right. They may have been right before, "
            "and wrong again.",
            "When may your search stop?",
        ),
        Mistake(
            lambda A, y, weights: _first_perfect(A[:-1], y[:-1], weights),
            "The last flower does not count in yours.",
            "Where does your loop end?",
        ),
        Mistake(
            lambda A, y, weights: 1 + _first_perfect(A, y, weights[1:]),
            "You never look at row 0, the start. It may be perfect already.",
            "Where does your loop begin?",
        ),
    ],
)


def check_first_perfect(attempt: Any) -> Verdict:
    """Judge a function that returns the first epoch after which all labels are right.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, labels `y` and the rows of `weights` after
        each epoch, row 0 the start.
    """
    return FIRST_PERFECT.judge(attempt)
