"""The judges of chapter 7: counting answers, weighting classes, and an honest split."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._attempts import Call, before_the_first_call, not_started, run_once
from logit_core.exercises._clock import running_out
from logit_core.exercises._made_up import labels, sizes
from logit_core.exercises._words import in_words, say_shape
from logit_core.exercises.comparison import BUDGET, Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict

Labels = NDArray[np.int_]

# TN, FP, FN, TP are 4, 1, 2, 5: no two alike, nor any two sums that make a share
_LABELS: Final = np.repeat([0, 1], [5, 7])
_GUESS: Final = np.repeat([0, 1, 0, 1], [4, 1, 2, 5])
_PAIRS: Final[Sequence[tuple[Labels, Labels]]] = (
    (np.array([0, 1, 1]), np.array([0, 1, 0])),
    (_LABELS, _GUESS),
    (_LABELS, _LABELS),
    (_LABELS, 1 - _LABELS),
    (_LABELS, np.ones(12, int)),
    (_LABELS, np.zeros(12, int)),
    (np.zeros(3, int), np.array([0, 1, 0])),
    (np.zeros(3, int), np.zeros(3, int)),
)


def _more_pairs(rng: np.random.Generator) -> Iterator[tuple[Labels, Labels]]:
    return ((labels(rng, n), labels(rng, n)) for n in sizes())


class _Counts(NamedTuple):
    """The four counts, as numbers that divide by 0 without an error."""

    tn: Any
    fp: Any
    fn: Any
    tp: Any

    @property
    def table(self) -> Floats:
        return np.array([[self.tn, self.fp], [self.fn, self.tp]])

    @property
    def precision(self) -> float:
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return _share(self.tp, self.tp + self.fn)

    @property
    def accuracy(self) -> float:
        return _share(self.tp + self.tn, sum(self))

    @property
    def f1(self) -> float:
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def _share(part: Any, whole: Any, empty: float = 0.0) -> float:
    return float(part / whole) if whole else empty


def _counted(of: Callable[[_Counts], Any]) -> Callable[[Labels, Labels], Any]:
    """Return what is computed from the four counts as a function of labels and answers."""

    def counted(y: Labels, guess: Labels) -> Any:
        pairs = ((0, 0), (0, 1), (1, 0), (1, 1))
        return of(_Counts(*(np.float64(((y == k) & (guess == j)).sum()) for k, j in pairs)))

    return counted


def _shares_along(axis: int, least: int) -> Callable[[_Counts], Floats]:
    """Return a function that divides by the sum of each row or column, at least by `least`."""

    def shares(c: _Counts) -> Floats:
        return np.asarray(c.table / np.maximum(least, c.table.sum(axis=axis, keepdims=True)))

    return shares


def _with_totals(table: Floats) -> Floats:
    """Return the table with one more row, the sums of its columns."""
    return np.vstack([table, table.sum(axis=0)])


def _of_labels_seen(y: Labels, guess: Labels, *, of: int | None = None) -> NDArray[Any]:
    """Return the table of the labels that occur, in both arrays or in one of them."""
    seen = np.union1d(y, guess) if of is None else np.unique((y, guess)[of])
    return np.array([[((y == k) & (guess == j)).sum() for j in seen] for k in seen])


CONFUSION = Exercise(
    chapter=7,
    title="the confusion matrix",
    reference=_counted(lambda c: c.table.astype(int)),
    inputs=_PAIRS,
    more=_more_pairs,
    see="One threshold, four counts",
    mistakes=[
        Mistake(
            _counted(lambda c: c.table.T),
            "Rows and columns have changed places, or labels and answers have. Each row is a "
            "true label, each column an answer.",
            "In which corner does your table count a missed point of class 1?",
        ),
        Mistake(
            _counted(lambda c: c.table[::-1, ::-1]),
            "Your table begins with class 1, in its rows and in its columns. Here it begins "
            "with class 0.",
            "Which of the four counts stands at the top left?",
        ),
        Mistake(
            _counted(lambda c: c.table[::-1, ::-1].T),
            "Your table begins with class 1, and its rows are answers. Here it begins with "
            "class 0, and its rows are true labels.",
            "Which of the four counts stands at the top left, and which to its right?",
        ),
        Mistake(
            _counted(lambda c: c.table[::-1]),
            "Your rows have changed places: the first is for true label 0.",
            "To which true label do TN and FP belong?",
        ),
        Mistake(
            _counted(lambda c: c.table[:, ::-1]),
            "Your columns have changed places: the first is for answer 0.",
            "Which answer do TN and FN have in common?",
        ),
        Mistake(
            _counted(lambda c: [[c.tn, 0], [0, c.tp]]),
            "Only the right answers are counted. Two kinds of mistakes are left.",
            "Which answer does a missed point get, and which a false alarm?",
        ),
        Mistake(
            _counted(lambda c: [[0, c.fp], [c.fn, 0]]),
            "Only the mistakes are counted. Two kinds of right answers are left.",
            "Where does a point of class 0 go that gets the answer 0?",
        ),
        Mistake(
            [
                _counted(lambda c: c.table / sum(c)),
                _counted(lambda c: 100 * c.table / sum(c)),
                *(_counted(_shares_along(axis, least)) for axis in (0, 1) for least in (0, 1)),
                _counted(lambda c: [row / row.sum() for row in c.table if row.any()]),
            ],
            "You return shares, and counts are asked for.",
            "What do the four numbers add up to when nothing is divided?",
        ),
        Mistake(
            _counted(lambda c: c.table.ravel()),
            "These are the four counts, but in one row. A table of two is wanted.",
            "Which counts belong to true label 0?",
        ),
        Mistake(
            [
                _counted(lambda c: _with_totals(_with_totals(c.table).T).T),
                _counted(lambda c: _with_totals(c.table)),
                _counted(lambda c: _with_totals(c.table.T).T),
            ],
            "Your table has totals. Only the four counts are asked for.",
            "How many rows and columns has the table in the exercise?",
        ),
        Mistake(
            _counted(lambda c: c.tn + c.tp),
            "You count the right answers together. Four counts are asked for.",
            "How many of them are of class 1, and what became of the others?",
        ),
        Mistake(
            _counted(lambda c: np.sign(c.table)),
            "Each cell of yours counts once at most: it is 1 where a pair occurs, however often. "
            "So does table[y, guess] += 1, which adds 1 once.",
            "Which function of np adds at a place as often as it is named? And of which dtype is "
            "your table?",
        ),
        Mistake(
            _counted(lambda c: np.array([c.table.sum(axis=0)] * 2)),
            "Both rows are one and the same list: [[0, 0]] * 2 gives one list two places.",
            "How do you make two lists of their own?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn + c.tp, c.fp], [c.fn, c.tp]])),
            "Your upper left corner counts all right answers. It is for those of label 0.",
            "Which label do true negatives have?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn, c.fp + c.fn], [c.fp + c.fn, c.tp]])),
            "Both of your counts of mistakes hold all mistakes. A miss is no false alarm.",
            "Which label has a point that is missed?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn, c.fp - c.fn], [c.fn - c.fp, c.tp]])),
            "Misses and false alarms cancel in your differences.",
            "How do you count each of the two by itself?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn + c.fn, c.fp], [c.fn, c.tp + c.fp]])),
            "Your right answers are all answers of one kind, and mistakes are among them.",
            "Which of the points with answer 0 are true negatives?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn, c.fp + c.tp], [c.fn + c.tp, c.tp]])),
            "Your mistakes are all alarms, and all points of class 1. The found ones are among "
            "both.",
            "Which of the alarms are false?",
        ),
        Mistake(
            _counted(lambda c: np.array([[-c.tn - 2 * (c.fp + c.fn + c.tp), c.fp], [c.fn, c.tp]])),
            "~ of a whole number is no `not`: ~0 is -1, and ~1 is -2.",
            "What gives True and False, so that ~ turns them round?",
        ),
        Mistake(
            lambda y, guess: np.histogram2d(y, guess, bins=2)[0],
            "np.histogram2d sets its bins by the numbers that occur. With one label alone they are "
            "others.",
            "Which argument says where the bins begin and end?",
        ),
        Mistake(
            [_of_labels_seen, *(partial(_of_labels_seen, of=i) for i in (0, 1))],
            "Your table has rows and columns only for labels that occur. It is to have two of "
            "each always.",
            "Which argument of confusion_matrix names the labels?",
        ),
        Mistake(
            _counted(lambda c: np.array([[c.tn + c.fp + c.fn, c.fp], [c.fn, c.tp]])),
            "Your upper left corner counts all that is not found. Mistakes are among them.",
            "What do the four counts add up to?",
        ),
        Mistake(
            [
                _counted(lambda c: np.array([[c.tn + c.fn, c.fp], [c.fn, c.tp]])),
                _counted(lambda c: np.array([[c.tn + c.fp, c.fp], [c.fn, c.tp]])),
            ],
            "Your upper left corner counts all answers 0, or all labels 0. It is for points with "
            "both.",
            "What do the four counts add up to?",
        ),
        Mistake(
            [
                _counted(lambda c: np.array([[c.tn, c.fp], [c.fn, c.tp + c.fp]])),
                _counted(lambda c: np.array([[c.tn, c.fp], [c.fn, c.tp + c.fn]])),
            ],
            "Your lower right corner counts all answers 1, or all labels 1. It is for points with "
            "both.",
            "What do the four counts add up to?",
        ),
        Mistake(
            _counted(lambda c: np.array([[0, 0], [0, c.tp]])),
            "Your table counts nothing but hits: it looks for another label in the place of 0.",
            "Which two labels does `y` hold?",
        ),
    ],
)


def check_confusion(attempt: Any) -> Verdict:
    """Judge a function that counts the four pairs of true label and answer.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and answers `guess`.
    """
    return CONFUSION.judge(attempt)


# ---- precision and recall


def _divided_as_python_does(c: _Counts) -> tuple[float, float]:
    _, fp, fn, tp = (int(count) for count in c)
    return tp / (tp + fp), tp / (tp + fn)


def _at_least_1(c: _Counts, found: Any) -> tuple[float, float]:
    """Return shares with another number above the line, and at least 1 below it."""
    return float(found / max(c.tp + c.fp, 1)), float(found / max(c.tp + c.fn, 1))


def _without_brackets(c: _Counts) -> tuple[float, float]:
    _, fp, fn, tp = (int(count) for count in c)
    return tp / tp + fp if tp + fp else 0.0, tp / tp + fn if tp + fn else 0.0


def _mean_over_labels(y: Labels, guess: Labels) -> tuple[float, float]:
    """Return the means over the labels that occur, as scikit-learn's "macro" has them."""
    seen = np.union1d(y, guess)
    found = [((y == k) & (guess == k)).sum() for k in seen]
    of_answers = [_share(part, (guess == k).sum()) for part, k in zip(found, seen, strict=True)]
    of_labels = [_share(part, (y == k).sum()) for part, k in zip(found, seen, strict=True)]
    return float(np.mean(of_answers)), float(np.mean(of_labels))


def _of_the_right(c: _Counts, own: Any, guarded: bool) -> float:
    """Return TP / (TP + TN), or 0 where it is 0/0; unless guarded, where the own divisor is 0."""
    return _share(c.tp, c.tp + c.tn) if guarded or not own else float(c.tp / (c.tp + c.tn))


def _right_as_recall(c: _Counts, *, guarded: bool) -> tuple[float, float]:
    return c.precision, _of_the_right(c, c.tp + c.fn, guarded)


def _right_as_precision(c: _Counts, *, guarded: bool) -> tuple[float, float]:
    return _of_the_right(c, c.tp + c.fp, guarded), c.recall


PRECISION_AND_RECALL = Exercise(
    chapter=7,
    title="precision and recall",
    reference=_counted(lambda c: (c.precision, c.recall)),
    inputs=_PAIRS,
    more=_more_pairs,
    see="One threshold, four counts",
    mistakes=[
        Mistake(
            _counted(lambda c: (c.recall, c.precision)),
            "Your two numbers have changed places, or labels and answers have. Precision looks "
            "at the alarms, and it comes first.",
            "Which of the two gets lower with every false alarm?",
        ),
        Mistake(
            [
                _counted(_divided_as_python_does),
                _counted(lambda c: (c.tp / (c.tp + c.fp), c.tp / (c.tp + c.fn))),
                _counted(lambda c: (c.tp / (c.tp + c.fp), c.recall)),
            ],
            "Where nothing is predicted positive, precision is 0/0. In this exercise it is to be "
            "0.",
            "What does your divisor count, and when is it 0?",
        ),
        Mistake(
            _counted(lambda c: (c.precision, c.tp / (c.tp + c.fn))),
            "Where no point is of class 1, recall is 0/0. In this exercise it is to be 0.",
            "What does your divisor count, and when is it 0?",
        ),
        Mistake(
            _counted(lambda c: (_share(c.tp, c.tp + c.fp, 1), _share(c.tp, c.tp + c.fn, 1))),
            "You take 0/0 for 1. In this exercise it is to be 0.",
            "What does your function return where it would divide by 0?",
        ),
        Mistake(
            [
                _counted(lambda c: (c.accuracy, c.recall)),
                _counted(lambda c: (c.accuracy if c.tp + c.fp else 0.0, c.recall)),
            ],
            "Your first number is the accuracy: the share of all answers that are right. "
            "Precision looks at the alarms only.",
            "How many answers are 1, and how many of these are right?",
        ),
        Mistake(
            _counted(lambda c: (_share(c.fp, c.fp + c.tn), c.recall)),
            "Your first number is the false alarm rate: a share of class 0. Precision is a "
            "share of the alarms.",
            "What do all points have in common that precision counts?",
        ),
        Mistake(
            _counted(lambda c: (_share(c.fp, c.fp + c.tp), c.recall)),
            "Your first number is the share of alarms that are false.",
            "What should it be where all alarms are right?",
        ),
        Mistake(
            _counted(lambda c: (c.f1, c.recall)),
            "Your first number is F1, which mixes precision and recall. The two are asked for "
            "one by one.",
            "Which of FP and FN does precision leave out?",
        ),
        Mistake(
            _counted(lambda c: (c.precision, c.f1)),
            "Your second number is F1, which mixes precision and recall. The two are asked for "
            "one by one.",
            "Which of FP and FN does recall leave out?",
        ),
        *(
            Mistake(
                [_counted(partial(with_number, guarded=guarded)) for guarded in (True, False)],
                f"Your {which} number is TP / (TP + TN): the true negatives stand below its line, "
                f"or they are counted as {mistakes}.",
                f"Which points are TN, and does {name} look at them?",
            )
            for which, name, mistakes, with_number in (
                ("second", "recall", "misses", _right_as_recall),
                ("first", "precision", "false alarms", _right_as_precision),
            )
        ),
        Mistake(
            _counted(lambda c: (c.precision, _share(c.tn, c.tn + c.fp))),
            "Your second number is the share of class 0 that is left alone.",
            "Which class does recall look at?",
        ),
        Mistake(
            [
                _counted(lambda c: (c.precision, c.accuracy)),
                _counted(lambda c: (c.precision, c.accuracy if c.tp + c.fn else 0.0)),
            ],
            "Your second number is the accuracy: the share of all answers that are right. "
            "Recall looks at class 1 only.",
            "How many points are of class 1, and how many of these are found?",
        ),
        Mistake(
            _counted(lambda c: (_share(c.tn, c.tn + c.fn), _share(c.tn, c.tn + c.fp))),
            "These are precision and recall of class 0.",
            "Which label stands for what is looked for?",
        ),
        Mistake(
            _counted(lambda c: (c.tp / sum(c), c.tp / sum(c))),
            "You divide by the number of all points. Each of the two has a divisor of its own.",
            "Of which points is precision a share, and of which is recall?",
        ),
        Mistake(
            [
                _counted(lambda c: (c.tp / c.fp, c.tp / c.fn)),
                _counted(lambda c: (_share(c.tp, c.fp), _share(c.tp, c.fn))),
                _counted(
                    lambda c: (
                        c.tp / c.fp if c.tp + c.fp else 0.0,
                        c.tp / c.fn if c.tp + c.fn else 0.0,
                    )
                ),
            ],
            "You divide by the mistakes alone. That makes odds, and shares are asked for.",
            "How many alarms are there in all, right and false ones?",
        ),
        Mistake(
            _counted(lambda c: (100 * c.precision, 100 * c.recall)),
            "Your numbers are a hundred times too large: shares lie from 0 to 1.",
            "Which share is 100 %?",
        ),
        Mistake(
            [
                _counted(
                    lambda c: (
                        (c.precision + _share(c.tn, c.tn + c.fn)) / 2,
                        (c.recall + _share(c.tn, c.tn + c.fp)) / 2,
                    )
                ),
                _mean_over_labels,
            ],
            "You take the mean over both classes. Precision and recall are those of class 1.",
            "Which points count as found?",
        ),
        Mistake(
            [
                _counted(
                    lambda c: (_share(c.tp + c.tn, c.tp + c.fp), _share(c.tp + c.tn, c.tp + c.fn))
                ),
                _counted(lambda c: _at_least_1(c, c.tp + c.tn)),
            ],
            "All right answers stand above your line. Only the found points of class 1 belong "
            "there.",
            "Which right answers are no finds?",
        ),
        Mistake(
            _counted(lambda c: (_share(c.tp, c.tp + c.fp + c.fn),) * 2),
            "All mistakes stand below your line, in both shares.",
            "Which mistakes spoil the precision, and which the recall?",
        ),
        Mistake(
            [
                _counted(
                    lambda c: (_share(c.fp + c.fn, c.tp + c.fp), _share(c.fp + c.fn, c.tp + c.fn))
                ),
                _counted(lambda c: _at_least_1(c, c.fp + c.fn)),
            ],
            "All mistakes stand above your line. Only the found points of class 1 belong there.",
            "What is true of a point that is found?",
        ),
        Mistake(
            [
                _counted(
                    lambda c: (
                        c.tp / c.tp + c.fp if c.tp + c.fp else 0.0,
                        c.tp / c.tp + c.fn if c.tp + c.fn else 0.0,
                    )
                ),
                _counted(_without_brackets),
                _counted(lambda c: (c.tp / c.tp + c.fp, c.tp / c.tp + c.fn)),
            ],
            "Brackets are missing below your line: Python divides before it adds.",
            "What is tp / tp + fp for Python?",
        ),
        Mistake(
            _counted(lambda c: (c.tp / (c.tp + c.fp + 1), c.tp / (c.tp + c.fn + 1))),
            "You add 1 below the line, against 0 / 0. It shows in every share.",
            "In which case alone does the share need a rule of its own?",
        ),
        Mistake(
            _counted(lambda c: (c.precision, _share(c.fp, c.fp + c.tn))),
            "Your second number is the false alarm rate: a share of class 0. Recall is a share of "
            "class 1.",
            "What do all points have in common that recall counts?",
        ),
    ],
)


def check_precision_and_recall(attempt: Any) -> Verdict:
    """Judge a function that returns precision and recall, each 0 where it is 0/0.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and answers `guess`.
    """
    return PRECISION_AND_RECALL.judge(attempt)


# ---- balanced weights


def _own(y: Labels) -> Floats:
    """Return for each point how many points have its label."""
    sizes: Floats = np.where(y == 1, (y == 1).sum(), (y == 0).sum()).astype(float)
    return sizes


def _balanced(y: Labels) -> Floats:
    return np.asarray(len(y) / (2 * _own(y)))


def _more_labels(rng: np.random.Generator) -> Iterator[Labels]:
    return (labels(rng, n, both=True) for n in sizes(at_least=2))


_RARE_LABELS: Final = (np.arange(57) == 20).astype(int)


BALANCED_WEIGHTS = Exercise(
    chapter=7,
    title="balanced weights",
    reference=_balanced,
    inputs=[
        np.array([0, 1, 0]),
        np.array([1, 0, 0, 0, 1, 0, 0]),
        np.array([0, 1]),
        _RARE_LABELS,
        1 - _RARE_LABELS,
    ],
    more=_more_labels,
    see="When one class is rare",
    mistakes=[
        Mistake(
            lambda y: len(y) / _own(y),
            "There is no 2 in your divisor. With it, the mean of the weights is 1.",
            "How many classes share the total weight?",
        ),
        Mistake(
            lambda y: len(y) / (2 * (len(y) - _own(y))),
            "The classes have changed places: here the rare class gets the smaller weight.",
            "How many points of a class should it take to make up half of the total?",
        ),
        Mistake(
            lambda y: _own(y) / len(y),
            "This is the share of each class: it makes the rare class count less.",
            "Which of the two numbers belongs below the line?",
        ),
        Mistake(
            lambda y: 2 * _own(y) / len(y),
            "Your fraction is upside down: it makes the rare class count less.",
            "Which of the two numbers belongs below the line?",
        ),
        Mistake(
            lambda y: 1 - _own(y) / len(y),
            "This is the share of the other class.",
            "What is the mean of your weights, and what should it be?",
        ),
        Mistake(
            lambda y: 1 / _own(y),
            "You return 1 divided by the count. The classes are balanced, but the whole loss "
            "becomes smaller.",
            "What is the sum of your weights, and what was it when each point counted once?",
        ),
        Mistake(
            lambda y: 1 / (2 * _own(y)),
            "Your weights add up to 1. Then the whole loss becomes smaller, not only balanced.",
            "What was the sum when each point counted once?",
        ),
        Mistake(
            lambda y: np.where(y == 1, (y == 0).sum() / (y == 1).sum(), 1.0),
            "Class 1 gets the weight, and class 0 keeps 1. The classes are balanced, but the "
            "whole loss becomes larger.",
            "What does the formula give for a point of class 0?",
        ),
        Mistake(
            lambda y: (len(y) - _own(y)) / _own(y),
            "Yours is the count of the other class divided by that of its own.",
            "Which number stands above the line in the formula?",
        ),
        Mistake(
            _own,
            "You return how many points have the same label.",
            "Does a large class need large weights or small ones?",
        ),
        Mistake(
            lambda y: len(y) // (2 * _own(y)),
            "Your weights are rounded down to whole numbers.",
            "Do you divide by //? Or is your array made from whole numbers, as by zeros_like(y) or "
            "y.copy()? Such an array keeps whole numbers only.",
        ),
        Mistake(
            lambda y: [len(y) / (2 * (y == k).sum()) for k in (0, 1)],
            "You return one weight for each class. One for each point is asked for.",
            "How long must the answer be for three points?",
        ),
        Mistake(
            lambda y: _own(y).min() / _own(y),
            "Your largest weight is 1. The mean of the weights is to be 1.",
            "By which number do all of them have to be multiplied?",
        ),
        *(
            Mistake(
                lambda y, k=k: np.full(len(y), len(y) / (2 * (y == k).sum())),
                f"All points get the weight of class {k}.",
                "Which label has each of the points?",
            )
            for k in (0, 1)
        ),
        Mistake(
            lambda y: np.where(y == 1, len(y) / (2 * y.sum()), 1.0),
            "Class 1 gets its weight, and class 0 keeps 1.",
            "What does the formula give for a point of class 0?",
        ),
        Mistake(
            lambda y: len(y) / (2 * y),
            "You divide by the labels. Their counts belong there.",
            "How many points share the label of each?",
        ),
        Mistake(
            lambda y: np.where(y == 0, len(y) / (2 * (y == 0).sum()), 1.0),
            "Class 0 gets its weight, and class 1 keeps 1.",
            "What does the formula give for a point of class 1?",
        ),
        Mistake(
            lambda y: len(y) / 2 * _own(y),
            "The count of the class stands above your line. Python reads n / 2 * n_k from left to "
            "right.",
            "What has to stand in brackets?",
        ),
        Mistake(
            lambda y: len(y) / (2 + _own(y)),
            "You add 2 to the count, and it is multiplied by 2.",
            "What do the two classes share?",
        ),
        Mistake(
            lambda y: len(y) / _own(y) ** 2,
            "You square the count, and it is doubled.",
            "How many classes share the total weight?",
        ),
        Mistake(
            [lambda y, k=k: len(y) / (2 * (y == k).sum()) for k in (0, 1)],
            "You return one number, the weight of one class. Each point has its own.",
            "How long must the answer be for three points?",
        ),
        Mistake(
            lambda y: len(y) / (2 * (y + 1)),
            "The labels stand where their counts belong: 1 and 2 below your line, after the 2.",
            "How many points share the label of each?",
        ),
        Mistake(
            lambda y: len(y) / (2 * np.where(y == 1, np.cumsum(y), np.cumsum(1 - y))),
            "You divide by how many points of the class have come so far. All of them count.",
            "When are all points of a class counted?",
        ),
        Mistake(
            lambda y: y.sum() / (2 * _own(y)),
            "Your n counts the ones. It is the number of all points.",
            "What is the mean of your weights, and what should it be?",
        ),
        Mistake(
            lambda y: np.full(len(y), len(y) / 2),
            "This is the total weight of a class. Its points share it.",
            "Among how many points is the total divided?",
        ),
        Mistake(
            lambda y: _balanced(np.sort(y)),
            "Your answer begins with class 0 and ends with class 1. The points stand in another "
            "order.",
            "To which point does each of your weights belong?",
        ),
        Mistake(
            lambda y: y * len(y) / (2 * y.sum()),
            "The label is a factor of yours, and so every point with label 0 weighs 0.",
            "Where should the class of a point enter: above the line, or in the count below it?",
        ),
    ],
)


def check_balanced_weights(attempt: Any) -> Verdict:
    """Judge a function that returns n / (2 n_k) for each point.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y`, both of which occur.
    """
    return BALANCED_WEIGHTS.judge(attempt)


# ---- the split: any honest shuffle is right, so facts are judged in place of numbers

_UNSEEN: Final = "Points that the model has not seen"


class _Split(NamedTuple):
    """What one call returned, and the words for that call."""

    n: int
    n_valid: int
    call: Call
    train: NDArray[Any]
    valid: NDArray[Any]

    @property
    def rows(self) -> NDArray[Any]:
        return np.concatenate([self.train, self.valid])

    @property
    def shown(self) -> str:
        return f"{in_words(self.train)} and {in_words(self.valid)}"

    @property
    def is_cut_at_an_end(self) -> bool:
        ends = (range(self.n_valid), range(self.n - self.n_valid, self.n))
        return any(set(self.valid) == set(end) for end in ends)

    @property
    def has_neighbours_only(self) -> bool:
        """Say whether the second part's rows follow each other, the first after the last."""
        return sum((row + 1) % self.n not in self.valid for row in self.valid) == 1


class _Fact(NamedTuple):
    """What may be wrong with one split, or with five of different seeds."""

    is_wrong: Callable[[Any], bool]
    message: str
    hint: str

    def verdict(self, split: _Split) -> Verdict:
        return Verdict(
            False,
            self.message
            if split.call.made_up
            else f"{self.message} {split.call.at} yours gives {split.shown}.",
            f"{self.hint} {split.call.remarks}".strip(),
            _UNSEEN,
        )


# In the order in which they are looked for: each may rely on those above it.
_FACTS: Final = (
    _Fact(
        lambda split: split.train.dtype == bool or split.valid.dtype == bool,
        "Your parts are masks of True and False, and row numbers are asked for.",
        "At which places does a mask say True?",
    ),
    _Fact(
        lambda split: np.array_equal(np.sort(split.rows), np.arange(1, split.n + 1)),
        "Your row numbers begin with 1. In Python the first row is row 0.",
        "What does np.arange(3) hold?",
    ),
    _Fact(
        lambda split: not np.isin(split.rows, np.arange(split.n)).all(),
        "Some of your numbers are not row numbers: these run from 0 to n - 1.",
        "What are the smallest and the largest number in your parts?",
    ),
    _Fact(
        lambda split: any(len(np.unique(part)) < len(part) for part in (split.train, split.valid)),
        "A row stands twice in one part, as if rows were drawn with replacement.",
        "How do you put all rows in a new order, so that each occurs once?",
    ),
    _Fact(
        lambda split: np.intersect1d(split.train, split.valid).size > 0,
        "This split leaks: there are rows that stand in both parts.",
        "Which rows are left for training, once those for validation are taken away?",
    ),
    _Fact(
        lambda split: split.n_valid == 0 and len(split.valid) == split.n,
        "With no row to validate on, your second part holds all rows. A slice that begins at "
        "-n_valid begins at 0 then.",
        "Can you count the place of the cut from the front?",
    ),
    _Fact(
        lambda split: (
            len(split.valid) != split.n_valid
            and (len(split.train), len(split.valid)) == (split.n_valid, split.n - split.n_valid)
        ),
        "The two parts have changed places, or their sizes have: n_valid is the size of the "
        "second, which is for validation.",
        "How many rows are to be in `train`?",
    ),
    _Fact(
        lambda split: len(split.rows) < split.n and len(split.valid) == split.n_valid,
        "Rows are lost: they stand in neither part.",
        "Do you shuffle all row numbers, from 0 to n - 1? Where does your first part end, and "
        "where does the second begin?",
    ),
)

# Of five splits that differ in the seed alone.
_FACTS_OF_FIVE: Final = (
    _Fact(
        lambda five: _all_alike(five) and five[0].is_cut_at_an_end,
        "The rows are cut as they stand, or shuffled only after the cut: whatever the seed, the "
        "second part holds the same rows of one end.",
        "What happens where the rows of a table are sorted by class?",
    ),
    _Fact(
        lambda five: _all_alike(five),
        "Your split is the same whatever the seed: `seed` has no influence on it.",
        "Where does your generator learn of `seed`?",
    ),
    _Fact(
        lambda five: all(split.has_neighbours_only for split in five),
        "The rows of your second part are always neighbours: the place of the cut is drawn, but "
        "the rows are not shuffled.",
        "What happens where the rows of a table are sorted by class?",
    ),
)


def _all_alike(splits: list[_Split]) -> bool:
    return all(set(split.valid) == set(splits[0].valid) for split in splits)


def _honest_split(n: int, n_valid: int, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    rows = np.random.default_rng(seed).permutation(n)
    return rows[n_valid:], rows[:n_valid]


# The smallest one first. Five seeds for one size: chance does not make five honest splits alike.
_FIVE_SEEDS: Final = tuple((20, 6, seed) for seed in range(5))
_SIZES: Final = ((6, 2, 0), *_FIVE_SEEDS, (569, 142, 1))
_EXTREMES: Final = ((9, 0, 3), (9, 9, 4))
# One size again, of very many seeds: over these no row and no pair of rows has a place of its own.
_MANY_SEEDS: Final = tuple((20, 6, seed) for seed in range(5, 205))


def _more_splits(rng: np.random.Generator) -> Iterator[tuple[int, int, int]]:
    """Yield the many seeds, and other sizes, the small ones first."""
    yield from _MANY_SEEDS
    for n in (1, 2, 3, 5, 8, 13, 30, 100, 2000):
        yield n, int(rng.integers(n + 1)), int(rng.integers(1000))


class _SplitExercise(Exercise):
    """An exercise whose right answers differ from each other, and share facts."""

    def look_at(self, attempt: Any) -> Verdict:
        """Return the verdict on what a student wrote."""
        found = before_the_first_call(attempt, self.inputs[0])
        if found is not None:
            return found
        numpys, pythons = np.random.get_state(), random.getstate()  # noqa: NPY002, given back below
        try:
            found = _fault(attempt)
        finally:
            np.random.set_state(numpys)  # noqa: NPY002
            random.setstate(pythons)
        if found is not None:
            return found
        return Verdict(
            True, "In all your splits each row is in one part, and the seed alone decides in which."
        )


def _fault(attempt: Callable[..., Any]) -> Verdict | None:
    """Return the first thing that is wrong with the splits of an attempt."""
    shared = _shared_generators()
    splits = _look_at_each(attempt, (*_SIZES, _FIVE_SEEDS[0]))
    if isinstance(splits, Verdict):
        return splits
    _, *five, _, again = splits
    first = five[0]
    if not (np.array_equal(first.train, again.train) and np.array_equal(first.valid, again.valid)):
        return Verdict(
            False,
            "Your split does not heed the seed: the same seed gives another one each time. "
            f"{first.call.at} yours gives {first.shown}, and then {again.shown}.",
            "Where does your generator learn of `seed`?",
            _UNSEEN,
        )
    for fact in _FACTS_OF_FIVE:
        if fact.is_wrong(five):
            return fact.verdict(first)
    if _shared_generators() != shared:
        return Verdict(
            False,
            "Your splits are right, but you set the generator that all code of this session "
            "shares, and so you change its random numbers, too.",
            "Which function of np.random makes a generator of your own?",
            _UNSEEN,
        )
    splits = _look_at_each(attempt, _EXTREMES)
    if isinstance(splits, Verdict):
        return splits
    splits = _look_at_each(attempt, _more_splits(np.random.default_rng(12)), made_up=True)
    if isinstance(splits, Verdict):
        return splits
    return _preference([split for split in splits if (split.n, split.n_valid) == (20, 6)])


def _preference(splits: list[_Split]) -> Verdict | None:
    """Say whether some rows, or pairs of rows, are chosen far too often, or too seldom.

    Of 200 honest splits a row is in the second part in 60, a pair in 16. The bounds are so wide
    that chance does not reach them: six standard deviations, and more for pairs.
    """
    if len(splits) < len(_MANY_SEEDS):  # a slow function is right without them
        return None
    chosen = np.array([np.isin(np.arange(20), split.valid) for split in splits]).astype(int)
    together = chosen.T @ chosen
    alone, pairs = np.diag(together), together[np.triu_indices(20, 1)]
    if alone.min() > 21 and alone.max() < 99 and pairs.max() < 45 and pairs.min() > 0:
        return None
    return Verdict(
        False,
        "Over many seeds some rows, or some pairs of rows, come into the second part far more "
        "often than others: the order is not drawn from all orders.",
        "Can each row stand at each place, whatever stands beside it?",
        _UNSEEN,
    )


def _look_at_each(
    attempt: Callable[..., Any], cases: Iterable[Any], *, made_up: bool = False
) -> list[_Split] | Verdict:
    splits = []
    is_late = running_out(BUDGET)
    for case in cases:
        if made_up and is_late():
            break
        split = _look_at_one(attempt, case, made_up=made_up)
        if isinstance(split, Verdict):
            return split
        splits.append(split)
    return splits


def _look_at_one(
    attempt: Callable[..., Any], case: tuple[int, int, int], *, made_up: bool
) -> _Split | Verdict:
    """Call the attempt once, and return its split, or what is wrong with that."""
    call = run_once(attempt, case, n_values=2, is_row=True, made_up=made_up)
    if call.values is None:
        return not_started() if call.verdict is None else call.verdict
    for place, part in enumerate(call.values, start=1):
        if part.ndim != 1:
            return Verdict(
                False,
                f"{call.at} yours gives {say_shape(part)} as value {place} of 2, expected a row of "
                "row numbers.",
                call.remarks,
            )
    n, n_valid, _ = case
    split = _Split(n, n_valid, call, *call.values)
    for fact in _FACTS:
        if fact.is_wrong(split):
            return fact.verdict(split)
    if len(split.valid) != n_valid:
        return Verdict(
            False,
            "Your second part has another size than `n_valid` says. "
            f"{call.at} your second part has the length {len(split.valid)}, expected {n_valid}.",
            "Is the size off by one, or made from a share, or left to chance? "
            f"{call.remarks}".strip(),
        )
    return split


def _shared_generators() -> tuple[Any, ...]:
    """Return the state of the generators that NumPy and Python share with all code."""
    state: tuple[Any, ...] = np.random.get_state()  # type: ignore[assignment]  # noqa: NPY002
    return state[1].tobytes(), state[2], random.getstate()


SPLIT = _SplitExercise(
    chapter=7,
    title="a split that does not leak",
    reference=_honest_split,
    inputs=(*_SIZES, *_EXTREMES),
    more=_more_splits,
    see=_UNSEEN,
)


def check_split(attempt: Any) -> Verdict:
    """Judge a function that cuts row numbers into a training and a validation part.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of the number of rows `n`, of `n_valid` and of `seed`.
    """
    return SPLIT.judge(attempt)
