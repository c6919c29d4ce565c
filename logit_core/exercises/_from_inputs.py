"""Guesses from the arguments: right formulas that were fed with something else."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises._from_numbers import always_the_same, is_labels, n_points
from logit_core.exercises._guess import Guess
from logit_core.exercises._matching import Answer, Tried, answer_of
from logit_core.exercises._reading import numbers_in
from logit_core.exercises._values import to_floats

Case = tuple[Any, ...]


def guesses_about_inputs(
    reference: Callable[..., Any], telling: list[Tried], names: list[str], attempt: Any
) -> Iterator[Guess]:
    """Yield what right formulas give for other arguments, the plainest first."""

    def fed(change: Callable[[Case], Case]) -> Callable[[Tried], Answer]:
        def answer(one: Tried) -> Answer:
            try:
                with np.errstate(all="ignore"):
                    case = change(one.call.case)
            except Exception as error:
                return type(error)
            return answer_of(reference, case, len(one.wanted))

        return answer

    if always_the_same(telling) is not None:
        return  # what never changes comes from no argument
    first = telling[0].call.case
    for change, message, hint in itertools.chain(
        _exchanged(first, names),
        _one_argument_changed(first, names),
        _columns(first, names),
        _built_in(first, names, attempt),
        _cut_off(first, names),
    ):
        yield Guess(fed(change), message, hint)
    yield from _left_out(reference, telling)


Changed = tuple[Callable[..., Case], str, str]


def _with(i: int, change: Callable[..., Any]) -> Callable[[Case], Case]:
    return lambda case: (*case[:i], change(case[i]), *case[i + 1 :])


def _exchanged(first: Case, names: list[str]) -> Iterator[Changed]:
    for i, j in itertools.combinations(range(len(first)), 2):
        if callable(first[i]) or callable(first[j]):
            continue

        def swap(case: Case, i: int = i, j: int = j) -> Case:
            return tuple(case[{i: j, j: i}.get(k, k)] for k in range(len(case)))

        a, b = names[i], names[j]
        yield (
            swap,
            f"Your `{a}` and your `{b}` have changed places: each is used as the other.",
            "In which order does the exercise name the arguments?",
        )
        alike = np.ndim(first[i]) == np.ndim(first[j])
        for k, other in ((i, j), (j, i)) if alike else ():
            yield (
                lambda case, k=k, other=other: (*case[:k], case[other], *case[k + 1 :]),
                f"`{names[other]}` stands where `{names[k]}` belongs.",
                f"Where does `{names[k]}` enter the formula?",
            )


def _one_argument_changed(first: Case, names: list[str]) -> Iterator[Changed]:
    for i, (name, value) in enumerate(zip(names, first, strict=True)):
        if callable(value):
            continue
        is_01 = is_labels(value) or (isinstance(value, int) and value in (0, 1))
        if is_01:
            yield (
                _with(i, lambda v: 1 - v),
                f"Your labels have changed places: you take 0 for 1 in `{name}`.",
                "Which class is class 1?",
            )
        is_whole = np.asarray(value).dtype.kind in "iu"
        if is_whole and not is_01:
            for less, how in ((1, "less"), (-1, "more")):
                yield (
                    _with(i, lambda v, less=less: v - less),
                    f"Off by one: you count one {how} than `{name}`.",
                    "Where does your range begin, and where does it end?",
                )
        if not is_01:
            yield from _steps_too_many(i, name)
        if np.ndim(value) == 1:
            yield (
                _with(i, lambda v: v[::-1]),
                f"Your numbers belong to `{name}` in the reverse order.",
                "Which entry belongs to the first row?",
            )
            yield (
                _with(i, np.sort),
                f"Your numbers belong to `{name}` when it is sorted, and nothing else is.",
                "Does each row keep its own label?",
            )
            yield (
                _with(i, np.zeros_like),
                f"Your numbers are those of a `{name}` of zeros: what it holds has no say in them.",
                f"Where does `{name}` enter the formula, and does it come from the brackets?",
            )
            yield (
                _with(i, np.ones_like),
                f"Your numbers are those of a `{name}` of ones: what it holds has no say in them.",
                f"Where does `{name}` enter the formula, and does it come from the brackets?",
            )
            yield (
                _with(i, lambda v: np.full(v.shape, v.mean())),
                f"The mean of `{name}` stands for all of its entries.",
                "In which order do the formula and the mean come?",
            )
            yield (
                _with(i, lambda v: np.full(v.shape, v[0])),
                f"The first entry of `{name}` stands for all of them.",
                "Which index does your loop use?",
            )


def _sigmoid(z: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-z)))


def _steps_too_many(i: int, name: str) -> Iterator[Changed]:
    one_too_many = "Which of your transformations is one too many, or missing?"
    for change, what, hint in (
        (
            lambda v: -v,
            f"Your numbers belong to -{name}: a sign is turned round.",
            f"Which sign has {name} in the formula?",
        ),
        (
            lambda v: 1 - v,
            f"Your numbers belong to 1 - {name}.",
            "Of which of the two sides is the answer asked for?",
        ),
        (
            lambda v: v / 100,
            f"Your numbers belong to `{name}` divided by 100, as if it were a percentage.",
            "How is one half given, as 0.5 or as 50?",
        ),
        (lambda v: 100 * v, f"Your numbers belong to 100 times `{name}`.", one_too_many),
        (lambda v: 2 * v, f"Your numbers belong to twice `{name}`.", one_too_many),
        (lambda v: v / 2, f"Your numbers belong to half of `{name}`.", one_too_many),
        (
            np.abs,
            f"Your numbers belong to the size of `{name}`: its sign is lost.",
            one_too_many,
        ),
        (_sigmoid, f"Your numbers belong to the sigmoid of `{name}`.", one_too_many),
        (np.exp, f"Your numbers belong to e to the power of `{name}`.", one_too_many),
        (np.log, f"Your numbers belong to the logarithm of `{name}`.", one_too_many),
        (lambda v: v / (1 - v), f"Your numbers belong to the odds of `{name}`.", one_too_many),
        (
            lambda v: np.log(v / (1 - v)),
            f"Your numbers belong to the log-odds of `{name}`.",
            one_too_many,
        ),
        (np.square, f"Your numbers belong to the square of `{name}`.", one_too_many),
        (
            lambda v: np.sign(v) if np.ndim(v) else np.nan,
            f"Your numbers belong to the sign of `{name}` alone.",
            one_too_many,
        ),
        (
            np.trunc,
            f"Your numbers belong to `{name}` without what stands behind the point.",
            "Is there an int() or an array of whole numbers on the way?",
        ),
        (np.floor, f"Your numbers belong to `{name}` rounded down.", one_too_many),
        (
            lambda v: v.astype(np.float32),
            f"Your numbers belong to `{name}` in short floats, which keep few digits.",
            "Which dtype do you ask for?",
        ),
    ):
        yield _with(i, change), what, hint
    for k, decimals in ((0, "whole numbers"), (1, "one decimal"), (2, "2 decimals")):
        yield (
            _with(i, lambda v, k=k: np.round(v, k)),
            f"Your numbers belong to `{name}` rounded to {decimals}.",
            "Is there a rounding on the way? Round for printing only.",
        )


# Tables with their column of ones, and the weights that go with them


def _columns(first: Case, names: list[str]) -> Iterator[Changed]:
    table = next((i for i, value in enumerate(first) if np.ndim(value) == 2), None)
    if table is None:
        return
    name = names[table]
    k = first[table].shape[1]
    changes: list[tuple[Callable[[Floats], Floats], str, str]] = [
        (
            lambda A: A - A.mean(axis=0),
            f"Your numbers belong to `{name}` with the means of its columns subtracted.",
            "Is the table to be centred?",
        ),
        (
            lambda A: A.T,
            f"Your numbers belong to `{name}` with rows and columns exchanged.",
            "Is there a .T, or have the two sides of an @ changed places?",
        ),
        (
            lambda A: A[:, ::-1],
            f"Your numbers belong to `{name}` with its columns in the reverse order.",
            "Which column goes with the first weight?",
        ),
        (
            lambda A: A[:, :-1],
            f"Your numbers belong to `{name}` without its last column.",
            "Which columns does your slice keep?",
        ),
    ]
    for change, message, hint in changes:
        yield _with(table, change), message, hint
    if (first[table][:, 0] == 1).all():
        weights = [i for i, v in enumerate(first) if np.shape(v) == (k,) and not is_labels(v)]
        yield from _columns_of_ones(table, weights, names)


def _columns_of_ones(table: int, weights: list[int], names: list[str]) -> Iterator[Changed]:
    name = names[table]
    bias = "What does the column of ones do with the first weight?"

    yield (
        _with(table, lambda A: A[:, 1:]),
        f"Your numbers belong to `{name}` without its column of ones.",
        bias,
    )
    yield (
        _with(table, lambda A: np.column_stack([np.ones(len(A)), A])),
        f"Your numbers belong to `{name}` with one more column of ones: it has one already.",
        "What stands in the first column?",
    )
    yield (
        _with(table, lambda A: np.column_stack([A[:, 1:], np.ones(len(A))])),
        f"Your numbers belong to `{name}` with its ones in the last column.",
        "Which column goes with the first weight?",
    )
    for i in weights:
        w = names[i]
        for of_bias, message in (
            (
                lambda v: np.append(0, v[1:]),
                f"The bias has no say in your numbers: the first weight in `{w}`.",
            ),
            (
                lambda v: np.append(-v[0], v[1:]),
                f"Your bias, the first weight in `{w}`, has the wrong sign.",
            ),
            (lambda v: np.append(2 * v[0], v[1:]), f"The bias counts twice: `{w}[0]`."),
            (lambda v: np.append(1, v[1:]), f"Your bias is 1, whatever `{w}[0]` is."),
        ):
            yield _with(i, of_bias), message, bias
        for turned in (1, -1):
            yield (
                _with(i, lambda v, turned=turned: np.roll(v, turned)),
                f"Columns and weights are out of step: each weight in `{w}` meets a neighbour's "
                "column.",
                f"Which column of `{name}` goes with {w}[0]?",
            )
        yield (
            lambda case, i=i: (
                *(v[:, 1:] if j == table else v[1:] if j == i else v for j, v in enumerate(case)),
            ),
            "Your answer has no entry for the bias.",
            bias,
        )


# Points that do not count


def _left_out(reference: Callable[..., Any], telling: list[Tried]) -> Iterator[Guess]:
    cases = [one.call.case for one in telling]
    first = cases[0]
    if n_points(first) is None or (np.ndim(first[0]) == 0 and np.ndim(first[-1]) == 0):
        return
    y = next((i for i, value in enumerate(first) if is_labels(value)), None)
    of_points = [  # not what is as long as the points by chance
        all(np.ndim(case[i]) > 0 and len(case[i]) == n_points(case) for case in cases)
        for i in range(len(first))
    ]
    item = "row" if any(np.ndim(value) == 2 for value in first) else "entry"
    item = item if y is None else "point"
    off_by_one = "Where does your loop begin, and where does it end?"
    choices: list[tuple[Callable[..., Any], str, str]] = [
        (lambda case, n: np.arange(n - 1), f"The last {item} does not count in yours.", off_by_one),
        (lambda case, n: np.arange(1, n), f"The first {item} does not count in yours.", off_by_one),
        (
            lambda case, n: np.arange(1),
            f"Only the first {item} counts in yours.",
            "Does return stand inside the loop or after it?",
        ),
        (
            lambda case, n: np.arange(n - 1, n),
            f"Only the last {item} counts in yours.",
            f"Does each {item} add to the total, or does it take its place?",
        ),
    ]
    if y is not None:
        choices += [
            (
                lambda case, n, label=label: np.flatnonzero(case[y] == label),
                f"You count the points with label {label} only.",
                f"What does a point with label {1 - label} bring?",
            )
            for label in (1, 0)
        ]
    for choice, message, hint in choices:
        for is_share in (False, True):

            def answer(one: Tried, choice: Any = choice, is_share: bool = is_share) -> Answer:
                n = n_points(one.call.case) or 0
                kept = choice(one.call.case, n)
                if len(kept) == 0:
                    return [value * 0.0 for value in one.wanted]
                case = tuple(
                    v[kept] if is_one else v
                    for v, is_one in zip(one.call.case, of_points, strict=True)
                )
                found = answer_of(reference, case, len(one.wanted))
                if not is_share or not isinstance(found, list):
                    return found
                return [to_floats(value) * (len(kept) / n) for value in found]

            yield Guess(answer, message, hint)


# Numbers that are written into the code


def _built_in(first: Case, names: list[str], attempt: Any) -> Iterator[Changed]:
    numbers = numbers_in(attempt)
    for i, (name, value) in enumerate(zip(names, first, strict=True)):
        if callable(value) or np.ndim(value) > 0:
            continue
        for number in numbers:
            if number in (0, 1):
                continue  # what is left out gives the same numbers
            yield (
                _with(i, lambda v, number=number: number),
                f"{number:g} is built in, in the place of `{name}`.",
                f"What should change in your answer when `{name}` does?",
            )


# Bounds that the formula does not have

_BOUNDS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 35, 36, 40, 50, 60, 100)
_LARGE_BOUNDS: Final = (200, 300, 350, 500, 600, 700, 709, 710, 745)
_MARGINS: Final = tuple(float(f"1e-{k}") for k in range(1, 18))


def _cut_off(first: Case, names: list[str]) -> Iterator[Changed]:
    for i, (name, value) in enumerate(zip(names, first, strict=True)):
        if callable(value) or np.ndim(value) > 1 or np.asarray(value).dtype.kind != "f":
            continue
        clip = "Is there a clip, a minimum or a maximum on the way? The formula has none."
        for eps in _MARGINS:
            yield (
                _with(i, lambda v, eps=eps: np.minimum(v, 1 - eps)),
                f"You keep `{name}` below 1, by {eps:g}.",
                clip,
            )
            yield (
                _with(i, lambda v, eps=eps: np.maximum(v, eps)),
                f"You keep `{name}` at {eps:g} at least.",
                clip,
            )
            yield (
                _with(i, lambda v, eps=eps: np.clip(v, eps, 1 - eps)),
                f"You keep `{name}` away from 0 and 1, by {eps:g}.",
                clip,
            )
            yield (
                _with(i, lambda v, eps=eps: v + eps),
                f"You add {eps:g} to `{name}`.",
                "Which number does the formula not have?",
            )
        for bound in (*_BOUNDS, *_LARGE_BOUNDS):
            yield (
                _with(i, lambda v, bound=bound: np.clip(v, -bound, bound)),
                f"Your numbers belong to `{name}` cut off at {bound}, on both sides.",
                clip,
            )
