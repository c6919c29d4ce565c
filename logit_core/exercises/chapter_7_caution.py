"""The judges of chapter 7: counting answers, weighting classes, and an honest split."""

import random
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._attempts import before_the_first_call, not_started, run_once
from logit_core.exercises._words import argument_names, in_words, say_shape
from logit_core.exercises.comparison import Mistake, check
from logit_core.exercises.record import exercise
from logit_core.exercises.verdict import Verdict

_COUNTS: Final = 'See "One threshold, four counts" in this chapter.'
_RARE: Final = 'See "When one class is rare" in this chapter.'
_UNSEEN: Final = 'See "Points that the model has not seen" in this chapter.'

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


def _confusion(y: Labels, guess: Labels) -> NDArray[np.int_]:
    from sklearn.metrics import confusion_matrix

    table: NDArray[np.int_] = confusion_matrix(y, guess, labels=[0, 1])
    return table


@exercise(7, "the confusion matrix")
def check_confusion(attempt: Any) -> Verdict:
    """Judge a function that counts the four pairs of true label and answer.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and answers `guess`.

    Returns
    -------
    verdict : Verdict
    """
    shares = (
        f"You return shares, and counts are asked for. {_COUNTS}",
        "What do the four numbers add up to when nothing is divided?",
    )
    return check(
        attempt,
        _confusion,
        _PAIRS,
        mistakes=[
            Mistake(
                _counted(lambda c: c.table.T),
                "Rows and columns have changed places, or labels and answers have. Each row is a "
                f"true label, each column an answer. {_COUNTS}",
                "In which corner does your table count a missed point of class 1?",
            ),
            Mistake(
                _counted(lambda c: c.table[::-1, ::-1]),
                "Your table begins with class 1, in its rows and in its columns. Here it begins "
                f"with class 0. {_COUNTS}",
                "Which of the four counts stands at the top left?",
            ),
            Mistake(
                _counted(lambda c: c.table[::-1, ::-1].T),
                "Your table begins with class 1, and its rows are answers. Here it begins with "
                f"class 0, and its rows are true labels. {_COUNTS}",
                "Which of the four counts stands at the top left, and which to its right?",
            ),
            Mistake(
                _counted(lambda c: c.table[::-1]),
                f"Your rows have changed places: the first is for true label 0. {_COUNTS}",
                "To which true label do TN and FP belong?",
            ),
            Mistake(
                _counted(lambda c: c.table[:, ::-1]),
                f"Your columns have changed places: the first is for answer 0. {_COUNTS}",
                "Which answer do TN and FN have in common?",
            ),
            Mistake(
                _counted(lambda c: [[c.tn, 0], [0, c.tp]]),
                f"Only the right answers are counted. Two kinds of mistakes are left. {_COUNTS}",
                "Which answer does a missed point get, and which a false alarm?",
            ),
            Mistake(
                _counted(lambda c: [[0, c.fp], [c.fn, 0]]),
                f"Only the mistakes are counted. Two kinds of right answers are left. {_COUNTS}",
                "Where does a point of class 0 go that gets the answer 0?",
            ),
            Mistake(_counted(lambda c: c.table / sum(c)), *shares),
            Mistake(_counted(lambda c: c.table / c.table.sum(axis=1, keepdims=True)), *shares),
            Mistake(_counted(lambda c: c.table / c.table.sum(axis=0)), *shares),
            Mistake(
                _counted(lambda c: c.table.ravel()),
                f"These are the four counts, but in one row. A table of two is wanted. {_COUNTS}",
                "Which counts belong to true label 0?",
            ),
            Mistake(
                _counted(lambda c: c.tn + c.tp),
                f"You count the right answers together. Four counts are asked for. {_COUNTS}",
                "How many of them are of class 1, and what became of the others?",
            ),
        ],
    )


def _scores(y: Labels, guess: Labels) -> tuple[float, float]:
    from sklearn.metrics import precision_score, recall_score

    return (
        float(precision_score(y, guess, zero_division=0)),
        float(recall_score(y, guess, zero_division=0)),
    )


@exercise(7, "precision and recall")
def check_precision_and_recall(attempt: Any) -> Verdict:
    """Judge a function that returns precision and recall, each 0 where it is 0/0.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and answers `guess`.

    Returns
    -------
    verdict : Verdict
    """
    no_alarm = (
        "Where nothing is predicted positive, precision is 0/0. In this exercise it is to be 0. "
        + _COUNTS,
        "What does your divisor count, and when is it 0?",
    )
    return check(
        attempt,
        _scores,
        _PAIRS,
        mistakes=[
            Mistake(
                _counted(lambda c: (c.recall, c.precision)),
                "Your two numbers have changed places, or labels and answers have. Precision looks "
                f"at the alarms, and it comes first. {_COUNTS}",
                "Which of the two gets lower with every false alarm?",
            ),
            Mistake(_counted(_divided_as_python_does), *no_alarm),
            Mistake(_counted(lambda c: (c.tp / (c.tp + c.fp), c.tp / (c.tp + c.fn))), *no_alarm),
            Mistake(_counted(lambda c: (c.tp / (c.tp + c.fp), c.recall)), *no_alarm),
            Mistake(
                _counted(lambda c: (c.precision, c.tp / (c.tp + c.fn))),
                "Where no point is of class 1, recall is 0/0. In this exercise it is to be 0. "
                + _COUNTS,
                "What does your divisor count, and when is it 0?",
            ),
            Mistake(
                _counted(lambda c: (_share(c.tp, c.tp + c.fp, 1), _share(c.tp, c.tp + c.fn, 1))),
                f"You take 0/0 for 1. In this exercise it is to be 0. {_COUNTS}",
                "What does your function return where it would divide by 0?",
            ),
            Mistake(
                _counted(lambda c: (c.accuracy, c.recall)),
                "Your first number is the accuracy: the share of all answers that are right. "
                f"Precision looks at the alarms only. {_COUNTS}",
                "How many answers are 1, and how many of these are right?",
            ),
            Mistake(
                _counted(lambda c: (_share(c.fp, c.fp + c.tn), c.recall)),
                "Your first number is the false alarm rate: a share of class 0. Precision is a "
                f"share of the alarms. {_COUNTS}",
                "What do all points have in common that precision counts?",
            ),
            Mistake(
                _counted(lambda c: (_share(c.fp, c.fp + c.tp), c.recall)),
                f"Your first number is the share of alarms that are false. {_COUNTS}",
                "What should it be where all alarms are right?",
            ),
            Mistake(
                _counted(lambda c: (c.f1, c.recall)),
                "Your first number is F1, which mixes precision and recall. The two are asked for "
                f"one by one. {_COUNTS}",
                "Which of FP and FN does precision leave out?",
            ),
            Mistake(
                _counted(lambda c: (c.precision, c.f1)),
                "Your second number is F1, which mixes precision and recall. The two are asked for "
                f"one by one. {_COUNTS}",
                "Which of FP and FN does recall leave out?",
            ),
            Mistake(
                _counted(lambda c: (c.precision, _share(c.tn, c.tn + c.fp))),
                f"Your second number is the share of class 0 that is left alone. {_COUNTS}",
                "Which class does recall look at?",
            ),
            Mistake(
                _counted(lambda c: (c.precision, c.accuracy)),
                "Your second number is the accuracy: the share of all answers that are right. "
                f"Recall looks at class 1 only. {_COUNTS}",
                "How many points are of class 1, and how many of these are found?",
            ),
            Mistake(
                _counted(lambda c: (_share(c.tn, c.tn + c.fn), _share(c.tn, c.tn + c.fp))),
                f"These are precision and recall of class 0. {_COUNTS}",
                "Which label stands for what is looked for?",
            ),
            Mistake(
                _counted(lambda c: (c.tp / sum(c), c.tp / sum(c))),
                "You divide by the number of all points. Each of the two has a divisor of its own. "
                + _COUNTS,
                "Of which points is precision a share, and of which is recall?",
            ),
            Mistake(
                _counted(lambda c: (c.tp / c.fp, c.tp / c.fn)),
                "You divide by the mistakes alone. That makes odds, and shares are asked for. "
                + _COUNTS,
                "How many alarms are there in all, right and false ones?",
            ),
            Mistake(
                _counted(lambda c: (100 * c.precision, 100 * c.recall)),
                f"Your numbers are a hundred times too large: shares lie from 0 to 1. {_COUNTS}",
                "Which share is 100 %?",
            ),
        ],
    )


def _divided_as_python_does(c: _Counts) -> tuple[float, float]:
    _, fp, fn, tp = (int(count) for count in c)
    return tp / (tp + fp), tp / (tp + fn)


def _balanced(y: Labels) -> Floats:
    from sklearn.utils.class_weight import compute_sample_weight

    weights: Floats = compute_sample_weight("balanced", y)
    return weights


def _own(y: Labels) -> Floats:
    """Return for each point how many points have its label."""
    sizes: Floats = np.where(y == 1, (y == 1).sum(), (y == 0).sum()).astype(float)
    return sizes


_RARE_LABELS: Final = (np.arange(57) == 20).astype(int)


@exercise(7, "balanced weights")
def check_balanced_weights(attempt: Any) -> Verdict:
    """Judge a function that returns n / (2 n_k) for each point.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y`, both of which occur.

    Returns
    -------
    verdict : Verdict
    """
    return check(
        attempt,
        _balanced,
        [np.array([0, 1, 0]), np.array([1, 0, 0, 0, 1, 0, 0]), np.array([0, 1]), _RARE_LABELS],
        mistakes=[
            Mistake(
                lambda y: len(y) / _own(y),
                f"There is no 2 in your divisor. With it, the mean of the weights is 1. {_RARE}",
                "How many classes share the total weight?",
            ),
            Mistake(
                lambda y: len(y) / (2 * (len(y) - _own(y))),
                "The classes have changed places: here the rare class gets the smaller weight. "
                + _RARE,
                "How many points of a class should it take to make up half of the total?",
            ),
            Mistake(
                lambda y: _own(y) / len(y),
                f"This is the share of each class: it makes the rare class count less. {_RARE}",
                "Which of the two numbers belongs below the line?",
            ),
            Mistake(
                lambda y: 2 * _own(y) / len(y),
                f"Your fraction is upside down: it makes the rare class count less. {_RARE}",
                "Which of the two numbers belongs below the line?",
            ),
            Mistake(
                lambda y: 1 - _own(y) / len(y),
                f"This is the share of the other class. {_RARE}",
                "What is the mean of your weights, and what should it be?",
            ),
            Mistake(
                lambda y: 1 / _own(y),
                "You return 1 divided by the count. The classes are balanced, but the whole loss "
                f"becomes smaller. {_RARE}",
                "What is the sum of your weights, and what was it when each point counted once?",
            ),
            Mistake(
                lambda y: 1 / (2 * _own(y)),
                "Your weights add up to 1. Then the whole loss becomes smaller, not only balanced. "
                + _RARE,
                "What was the sum when each point counted once?",
            ),
            Mistake(
                lambda y: np.where(y == 1, (y == 0).sum() / (y == 1).sum(), 1.0),
                "Class 1 gets the weight, and class 0 keeps 1. The classes are balanced, but the "
                f"whole loss becomes larger. {_RARE}",
                "What does the formula give for a point of class 0?",
            ),
            Mistake(
                _own,
                f"You return how many points have the same label. {_RARE}",
                "Does a large class need large weights or small ones?",
            ),
            Mistake(
                lambda y: len(y) // (2 * _own(y)),
                f"Your weights are rounded down to whole numbers. {_RARE}",
                "What is the difference between / and // in Python?",
            ),
            Mistake(
                lambda y: [len(y) / (2 * (y == k).sum()) for k in (0, 1)],
                f"You return one weight for each class. One for each point is asked for. {_RARE}",
                "How long must the answer be for three points?",
            ),
            Mistake(
                lambda y: _own(y).min() / _own(y),
                f"Your largest weight is 1. The mean of the weights is to be 1. {_RARE}",
                "By which number do all of them have to be multiplied?",
            ),
        ],
    )


# ---- the split: any honest shuffle is right, so there is no reference; facts are judged instead


class _Split(NamedTuple):
    """What one call returned, and the words for that call."""

    n: int
    n_valid: int
    train: NDArray[Any]
    valid: NDArray[Any]
    at: str
    remarks: str

    @property
    def rows(self) -> NDArray[Any]:
        return np.concatenate([self.train, self.valid])

    @property
    def shown(self) -> str:
        return f"{in_words(self.train)} and {in_words(self.valid)}"


class _Fact(NamedTuple):
    """What may be wrong with one split."""

    is_wrong: Callable[[_Split], bool]
    message: str
    hint: str


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
        "Where does your first part end, and where does the second begin?",
    ),
)

# The smallest one first. Five seeds for one size: chance does not make five honest splits alike.
_FIVE_SEEDS: Final = tuple((20, 6, seed) for seed in range(5))
_SIZES: Final = ((6, 2, 0), *_FIVE_SEEDS, (569, 142, 1))
_EXTREMES: Final = ((9, 0, 3), (9, 9, 4))


@exercise(7, "a split that does not leak")
def check_split(attempt: Any) -> Verdict:
    """Judge a function that cuts row numbers into a training and a validation part.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of the number of rows `n`, of `n_valid` and of `seed`.

    Returns
    -------
    verdict : Verdict
    """
    found = before_the_first_call(attempt, _SIZES[0])
    if found is not None:
        return found
    numpys, pythons = np.random.get_state(), random.getstate()  # noqa: NPY002, given back below
    try:
        found = next(_complaints(attempt), None)
        if found is not None:
            return found
    finally:
        np.random.set_state(numpys)  # noqa: NPY002
        random.setstate(pythons)
    return Verdict(
        True, "In all your splits each row is in one part, and the seed alone decides in which."
    )


def _complaints(attempt: Callable[..., Any]) -> Iterator[Verdict]:
    """Yield what is wrong with the splits; only the first complaint is to be trusted."""
    shared = _shared_generators()
    splits = {}
    for case in _SIZES:
        splits[case] = yield from _complaints_about_one(attempt, case)
    again = yield from _complaints_about_one(attempt, _FIVE_SEEDS[0])
    first, *others = (splits[case] for case in _FIVE_SEEDS)
    if not (np.array_equal(first.train, again.train) and np.array_equal(first.valid, again.valid)):
        yield Verdict(
            False,
            f"Your split does not heed the seed: the same seed gives another one each time. "
            f"{_UNSEEN} {first.at} yours gives {first.shown}, and then {again.shown}.",
            "Where does your generator learn of `seed`?",
        )
    parts = [set(split.valid.tolist()) for split in (first, *others)]
    if all(part == parts[0] for part in parts):
        yield _always_the_same(first, parts[0])
    if all(_are_neighbours(part, first.n) for part in parts):
        yield Verdict(
            False,
            "The rows of your second part are always neighbours: the place of the cut is drawn, "
            f"but the rows are not shuffled. {_UNSEEN} {first.at} yours gives {first.shown}.",
            "What happens where the rows of a table are sorted by class?",
        )
    if _shared_generators() != shared:
        yield Verdict(
            False,
            "Your splits are right, but you set the generator that all code of this session "
            f"shares, and so you change its random numbers, too. {_UNSEEN}",
            "Which function of np.random makes a generator of your own?",
        )
    for case in _EXTREMES:
        yield from _complaints_about_one(attempt, case)


def _complaints_about_one(
    attempt: Callable[..., Any], case: tuple[int, int, int]
) -> Generator[Verdict, None, _Split]:
    """Call the attempt once, yield what is wrong with its split, and return the split."""
    names = argument_names(attempt, 3)
    at = "At " + " and ".join(f"{name} = {k}" for name, k in zip(names, case, strict=True))
    call = run_once(attempt, case, names, at, n_values=2)
    if call.values is None:
        yield not_started() if call.verdict is None else call.verdict
        raise AssertionError("after a call without values there is nothing to look at")
    for place, part in enumerate(call.values, start=1):
        if part.ndim != 1:
            yield Verdict(
                False,
                f"{at} yours gives {say_shape(part)} as value {place} of 2, expected a row of row "
                "numbers.",
                call.remarks,
            )
    train, valid = call.values
    split = _Split(case[0], case[1], train, valid, at, call.remarks)
    for fact in _FACTS:
        if fact.is_wrong(split):
            yield Verdict(
                False,
                f"{fact.message} {_UNSEEN} {at} yours gives {split.shown}.",
                f"{fact.hint} {call.remarks}".strip(),
            )
    if len(valid) != split.n_valid:
        yield Verdict(
            False,
            f"{at} your second part has the length {len(valid)}, expected {split.n_valid}.",
            call.remarks,
        )
    return split


def _always_the_same(split: _Split, part: set[int]) -> Verdict:
    ends = (range(split.n_valid), range(split.n - split.n_valid, split.n))
    shown = f"{_UNSEEN} {split.at} yours gives {split.shown}."
    if any(part == set(end) for end in ends):
        return Verdict(
            False,
            "The rows are cut as they stand, or shuffled only after the cut: whatever the seed, "
            f"the second part holds the same rows of one end. {shown}",
            "What happens where the rows of a table are sorted by class?",
        )
    return Verdict(
        False,
        f"Your split is the same whatever the seed: `seed` has no influence on it. {shown}",
        "Where does your generator learn of `seed`?",
    )


def _are_neighbours(part: set[int], n: int) -> bool:
    """Say whether the rows follow each other, the first after the last."""
    return sum((row + 1) % n not in part for row in part) == 1


def _shared_generators() -> tuple[Any, ...]:
    """Return the state of the generators that NumPy and Python share with all code."""
    state: tuple[Any, ...] = np.random.get_state()  # type: ignore[assignment]  # noqa: NPY002
    return state[1].tobytes(), state[2], random.getstate()
