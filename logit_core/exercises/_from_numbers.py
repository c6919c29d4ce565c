"""Guesses from the result: what is done to right numbers, or left undone, at the very end."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises._guess import Guess
from logit_core.exercises._matching import Answer, Room, Tried
from logit_core.exercises._values import read_values, to_floats
from logit_core.exercises._words import say_number

Change = Callable[..., Any]


def guesses_about_numbers(telling: list[Tried], room: Room) -> Iterator[Guess]:
    """Yield what the numbers may be, the plainest first; the first call tells the most.

    The same number at every input may come from anything, and nothing is yielded for it.
    """
    if always_the_same(telling) is not None:
        return
    for change, message, hint in _CHANGES:
        yield Guess(_changed(change), message, hint)
    yield from _of_two_values(telling[0])
    yield from _arguments_returned(telling[0])
    yield from _sizes_for_divisors(telling)
    for change, message, hint in _RARE_CHANGES:
        yield Guess(_changed(change), message, hint)
    yield from guesses_about_infinity()
    yield from _one_number_off(telling, room)


def guesses_about_infinity() -> Iterator[Guess]:
    """Yield what the numbers may be where the right ones are infinite, all others being right."""
    for change, message, hint in _AT_INFINITY:
        yield Guess(_changed(change), message, hint)


def _of_arrays(change: Change) -> Change:
    """Return a change of which a single number knows nothing."""
    return lambda r: change(r) if r.ndim > 0 else None


def _of_tables(change: Change) -> Change:
    return lambda r: change(r) if r.ndim == 2 else None


def _changed(change: Change) -> Callable[[Tried], Answer]:
    def answer(one: Tried) -> Answer:
        with np.errstate(all="ignore"):
            try:
                changed = [read_values(change(to_floats(value)), 1) for value in one.wanted]
            except Exception as error:
                return type(error)
        read = [entry[0] for entry in changed if isinstance(entry, list)]
        return read if len(read) == len(one.wanted) else TypeError

    return answer


def _sigmoid(r: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-r)))


_ROUNDED: Final = (
    "Your numbers are the right ones rounded to {}.",
    "Is there a rounding on the way? Round for printing only.",
)
_ONE_MORE_STEP: Final = "Which of your transformations is one too many?"
_ALONG: Final = "Along which axis do you go, and how many numbers are asked for?"

_CHANGES: Final[tuple[tuple[Change, str, str], ...]] = (
    (
        lambda r: -r,
        "Your sign is turned round: apart from it the numbers are right.",
        "Which minus is missing, or one too many?",
    ),
    (
        lambda r: 1 - r,
        "Your numbers are 1 minus the right ones.",
        "Of which of two sides is the answer asked for?",
    ),
    (
        lambda r: 1 / r,
        "Your fraction is upside down.",
        "Which of the two numbers belongs below the line?",
    ),
    (
        np.abs,
        "Your numbers have lost their signs.",
        "Where should the answer be negative?",
    ),
    (
        np.trunc,
        "Your numbers are the right ones without what stands behind the point.",
        "Is there an int() or a //? Or an array made like one of whole numbers, as by zeros_like? "
        "Such an array keeps whole numbers only.",
    ),
    (
        np.floor,
        "Your numbers are rounded down to whole ones.",
        "Is there a // or a floor on the way?",
    ),
    *(
        (lambda r, k=k: np.round(r, k), _ROUNDED[0].format(decimals), _ROUNDED[1])
        for k, decimals in (
            (0, "whole numbers"),
            (1, "one decimal"),
            *((k, f"{k} decimals") for k in range(2, 8)),
        )
    ),
    (
        lambda r: r / np.log(2),
        "Your logarithm is that to base 2. The course takes the natural one.",
        "Which base does np.log have?",
    ),
    (
        lambda r: r / np.log(10),
        "Your logarithm is that to base 10. The course takes the natural one.",
        "Which base does np.log have?",
    ),
    (
        lambda r: 100 * r,
        "Your numbers are percents.",
        "How is one half written, as 0.5 or as 50?",
    ),
    (
        lambda r: r[0],
        "You return the first number only.",
        "Does return stand inside the loop or after it? How many numbers are asked for?",
    ),
    (
        lambda r: r[:1],
        "You return the first entry only.",
        "Does return stand inside the loop or after it? How many numbers are asked for?",
    ),
    (
        lambda r: r[-1],
        "You return the last number only.",
        "Does each round of your loop keep what it computed?",
    ),
    (
        lambda r: r[-1:],
        "You return the last entry only.",
        "Does each round of your loop keep what it computed?",
    ),
    (
        lambda r: np.full(r.shape, r[-1]),
        "All your entries are the last one.",
        "Which entry does each round of your loop write to?",
    ),
    (
        lambda r: np.append(r[:-1], 0),
        "Your last entry is left at 0.",
        "Where does your loop end? range(n) ends at n - 1.",
    ),
    (
        lambda r: r[:-1],
        "Your last entry is missing.",
        "Where does your loop end? range(n) ends at n - 1.",
    ),
    (
        lambda r: np.append(0, r[1:]),
        "Your first entry is left at 0.",
        "Where does your loop begin?",
    ),
    (
        lambda r: r[1:],
        "Your first entry is missing.",
        "Where does your loop begin, or your slice?",
    ),
    (
        lambda r: np.append(r[0], np.zeros(len(r) - 1)),
        "Only your first entry is computed: the others are 0.",
        "Does return stand inside the loop or after it?",
    ),
    (_of_arrays(np.sum), "You add up the entries. Each of them is asked for.", _ALONG),
    (_of_arrays(np.mean), "You take the mean of the entries. Each of them is asked for.", _ALONG),
    (
        lambda r: np.full(r.shape, r.mean()),
        "All your entries are the mean of the right ones.",
        _ALONG,
    ),
    (
        lambda r: np.any(r) if r.ndim > 0 and np.isin(r, (0, 1)).all() else None,
        "You return one answer for all: 1 where any entry is 1. Each has its own.",
        _ALONG,
    ),
    (
        lambda r: np.all(r) if r.ndim > 0 and np.isin(r, (0, 1)).all() else None,
        "You return one answer for all: 1 where all entries are 1. Each has its own.",
        _ALONG,
    ),
    (_of_arrays(np.max), "You return the largest entry. Each of them is asked for.", _ALONG),
    (_of_arrays(np.min), "You return the smallest entry. Each of them is asked for.", _ALONG),
    (
        _of_arrays(np.argmax),
        "You return the place of the largest entry. Each entry is asked for.",
        _ALONG,
    ),
    (
        lambda r: r[:, None],
        "Your numbers are right, and stand in a column: a table where a row is asked for.",
        "How many brackets does your answer have, and how many are asked for?",
    ),
    (
        _of_tables(np.transpose),
        "Rows and columns have changed places.",
        "Which of the two comes first in table[i, j]?",
    ),
    (
        lambda r: r[None] if r.ndim == 1 else r.ravel(),
        "Your numbers are right, and lie in a table of another shape.",
        "How many brackets does your answer have, and how many are asked for?",
    ),
    (
        lambda r: r[::-1] if r.ndim == 1 else None,
        "Your entries come in the reverse order.",
        "Which entry belongs to the first row?",
    ),
    (
        lambda r: r[::-1, ::-1],
        "In your table both rows and columns come in the reverse order.",
        "Which label has the first row, and which the first column?",
    ),
    (lambda r: r[::-1, :], "Your rows have changed places.", "Which label has the first row?"),
    (
        lambda r: r[:, ::-1],
        "Your columns have changed places.",
        "Which label has the first column?",
    ),
    (
        _of_arrays(np.sort),
        "Your entries are sorted. They should stay in the order of the input.",
        "Where do your entries leave their places?",
    ),
    (
        lambda r: np.roll(r, -1),
        "Your first entry stands last.",
        "In which order are the columns of the input?",
    ),
    (
        lambda r: np.roll(r, 1),
        "Your last entry stands first.",
        "In which order are the columns of the input?",
    ),
    (
        _of_arrays(np.count_nonzero),
        "You count the entries that are not 0. Each entry is asked for.",
        _ALONG,
    ),
    (
        _of_arrays(np.flatnonzero),
        "You return the places of the ones. A 0 or a 1 for each entry is asked for.",
        "How long must the answer be?",
    ),
    (
        lambda r: r[r == 1],
        "Your ones are there, and the zeros are left out.",
        "What does your loop append where the answer is 0?",
    ),
    (
        lambda r: np.full(r.shape, np.any(r)),
        "One yes for any entry becomes a yes for all of them.",
        "Each entry has its own answer. Where do you look at all of them at once?",
    ),
    (_of_arrays(np.any), "You return one answer for all. Each entry has its own.", _ALONG),
    (_of_arrays(np.all), "You return one answer for all. Each entry has its own.", _ALONG),
    (
        lambda r: 2 * r - 1 if ((r >= 0) & (r <= 1)).all() else None,
        "Your numbers run from -1 to 1, and not from 0 to 1.",
        "How do you bring -1 to 0, and leave 1 at 1?",
    ),
)

_RARE_CHANGES: Final[tuple[tuple[Change, str, str], ...]] = (
    (np.square, "Your numbers are the squares of the right ones.", "Which square is too many?"),
    (
        lambda r: np.sqrt(r),
        "Your numbers are the square roots of the right ones.",
        "Which root is too many, or which square is missing?",
    ),
    (np.exp, "Your numbers are e to the power of the right ones.", _ONE_MORE_STEP),
    (
        lambda r: np.log(r),
        "Your numbers are the logarithms of the right ones.",
        "The way back from the logarithm is missing. Which function is it?",
    ),
    (
        lambda r: -np.log(r),
        "Your numbers are minus the logarithms of the right ones.",
        _ONE_MORE_STEP,
    ),
    (
        lambda r: np.log(1 + r),
        "Your numbers are log(1 + r) of the right r.",
        "Is there a log1p or a 1 too many?",
    ),
    (_sigmoid, "Your numbers are the sigmoid of the right ones.", _ONE_MORE_STEP),
    (
        lambda r: np.log(r / (1 - r)),
        "Your numbers are the log-odds of the right ones.",
        "How do log-odds become a probability?",
    ),
    (
        lambda r: r / (1 - r),
        "Your numbers are the odds of the right ones.",
        "How do odds become a probability?",
    ),
    (lambda r: r / (1 + r), "Your numbers are r / (1 + r) of the right r.", _ONE_MORE_STEP),
    (np.sign, "Your numbers are -1, 0 and 1: the signs of the right ones.", _ONE_MORE_STEP),
    (
        _of_arrays(np.cumsum),
        "Your entries are running totals: each has those before it in it.",
        "What has to start anew for each entry?",
    ),
    (
        lambda r: np.maximum(r, 1 / r),
        "Your numbers are never below 1: where the right one is, yours is 1 divided by it.",
        "Of which of the two sides are the odds asked for?",
    ),
    (lambda r: r / np.linalg.norm(r), "Your numbers have length 1.", "Should they be scaled?"),
    (lambda r: r / np.sum(r), "Your numbers are scaled so that they add up to 1.", "Should they?"),
    (
        lambda r: np.maximum(r, 0),
        "Your numbers are never negative.",
        "Where is the answer below 0?",
    ),
)

_AT_INFINITY: Final[tuple[tuple[Change, str, str], ...]] = (
    (
        lambda r: np.where(np.isfinite(r), r, 0),
        "Where the right answer is infinite, yours is 0. All else is right.",
        "Which limit does the formula have there?",
    ),
    (
        lambda r: np.where(np.isfinite(r), r, -r),
        "Your infinite answers have the wrong sign. All else is right.",
        "On which side is it, in words: as certain as can be, or as unlikely?",
    ),
    (
        lambda r: np.where(np.isfinite(r), r, np.inf),
        "Your infinite answers are all +inf. All else is right.",
        "Which of the two ends is -inf?",
    ),
    (
        np.nan_to_num,
        "Where the right answer is infinite, yours is a very large number. All else is right.",
        "Is there a nan_to_num, or a division by a tiny number?",
    ),
)


def _of_two_values(first: Tried) -> Iterator[Guess]:
    n = len(first.wanted)
    if n < 2:
        return
    yield Guess(
        lambda one: list(reversed(one.wanted)),
        "Your values have changed places.",
        "In which order does the exercise ask for them?",
    )
    for i in range(n):
        yield Guess(
            lambda one, i=i: [one.wanted[i]] * n,
            f"Your values are all the one that should come {'first' if i == 0 else 'last'}.",
            "In what do the formulas differ?",
        )
    yield Guess(
        lambda one: [np.mean(one.wanted)] * n, "Your values are all the mean of the right ones.", ""
    )


def _arguments_returned(first: Tried) -> Iterator[Guess]:
    if len(first.wanted) != 1:
        return
    for i, (name, value) in enumerate(zip(first.call.names, first.call.case, strict=True)):
        if callable(value):
            continue
        yield Guess(
            lambda one, i=i: [np.asarray(one.call.case[i])],
            f"You return `{name}` as it came.",
            "Does your function return what it computed?",
        )


# What may stand in for a divisor, or for 1 as a factor


def n_points(case: tuple[Any, ...]) -> int | None:
    """Return how many points a case has: the length of its first array."""
    return next((len(value) for value in case if np.ndim(value) > 0), None)


def _sizes(case: tuple[Any, ...]) -> dict[str, float]:
    arrays = [np.asarray(value) for value in case if np.ndim(value) > 0]
    if not arrays:
        return {}
    n = len(arrays[0])
    found: dict[str, float] = {_N: n}
    table = next((one for one in arrays if one.ndim == 2), None)
    if table is not None:
        found["the number of columns"] = table.shape[1]
        found["the number of all entries"] = table.size
    vector = next((one for one in arrays if one.ndim == 1 and not is_labels(one)), None)
    if vector is not None and len(vector) != n:
        found["the number of weights"] = len(vector)
    y = next((one for one in arrays if is_labels(one)), None)
    if y is not None:
        found["the number of ones"] = float(y.sum())
        found["the number of zeros"] = float((1 - y).sum())
    return found


_N: Final = "the number of points"


def _items(telling: list[Tried]) -> str:
    """Say what the first array holds: points where there are labels."""
    cases = [one.call.case for one in telling]
    if any(all(is_labels(case[i]) for case in cases) for i in range(len(cases[0]))):
        return "points"
    arrays = [value for value in cases[0] if np.ndim(value) > 0]
    return "rows" if arrays and np.ndim(arrays[0]) == 2 else "entries"


def is_labels(value: Any) -> bool:
    array = np.asarray(value)
    return array.ndim == 1 and array.dtype.kind in "bui" and bool(np.isin(array, (0, 1)).all())


def _scaled(factor: Callable[..., float]) -> Callable[[Tried], Answer]:
    def answer(one: Tried) -> Answer:
        with np.errstate(all="ignore"):
            try:
                by = np.float64(factor(_sizes(one.call.case)))
            except (KeyError, ZeroDivisionError) as error:
                return type(error)
            return [to_floats(value) * by for value in one.wanted]

    return answer


def _sizes_for_divisors(telling: list[Tried]) -> Iterator[Guess]:
    sizes = _sizes(telling[0].call.case)
    n = f"the number of {_items(telling)}"
    divide = "By how many do you divide, and of what? Does a sum stand where a mean belongs?"
    for what in sizes:
        if what != _N:
            yield Guess(
                _scaled(lambda s, what=what: s[_N] / s[what]),
                f"You divide by {what}, in the place of {n}.",
                divide,
            )
    for what in sizes:
        said = n if what == _N else what
        yield Guess(
            _scaled(lambda s, what=what: s[what]),
            f"Your numbers are the right ones times {said}.",
            divide,
        )
        yield Guess(
            _scaled(lambda s, what=what: 1 / s[what]),
            f"Your numbers are the right ones divided by {said}.",
            divide,
        )
    for less, words in ((1, "one less than"), (-1, "one more than")):
        yield Guess(
            _scaled(lambda s, less=less: s[_N] / (np.float64(s[_N]) - less)),
            f"Off by one: you divide by {words} {n}.",
            divide,
        )
        yield Guess(
            _scaled(lambda s, less=less: (s[_N] - less) / s[_N]),
            f"Off by one: you multiply by {words} {n}, or you divide the square by it.",
            divide,
        )


def _one_number_off(telling: list[Tried], room: Room) -> Iterator[Guess]:
    """Yield one factor, one summand, one bound or one constant that would be the same always."""
    first = telling[0]
    yours = [to_floats(value).ravel() for value in first.call.values or []]
    wanted = [to_floats(value).ravel() for value in first.wanted]
    if not yours or yours[0].shape != wanted[0].shape or not yours[0].size:
        return
    at = int(np.argmax(~room.holds(yours[0], wanted[0])))
    a, b = yours[0][at], wanted[0][at]
    if not np.isfinite(a):
        return
    shown = say_number(np.float64(float(f"{a:.6g}")))
    if not np.isfinite(b):
        bound = "A number, however large, stands for infinity"
        yield Guess(
            lambda one: [np.where(np.isinf(value), a, value) for value in one.wanted],
            f"Where the right answer is infinite, yours is {shown}. All else is right.",
            "Does the exercise ask for a number there, or for np.inf?",
        )
        yield Guess(
            lambda one: [
                np.where(np.isinf(value), np.copysign(a, value), value) for value in one.wanted
            ],
            f"{bound} in your answers: {shown}. All else is right.",
            "Does the exercise ask for a number there, or for np.inf?",
        )
    yield from _cut_off_at(a, telling)
    if not np.isfinite(b):
        return
    if b != 0:
        factor = float(f"{a / b:.10g}")
        said = say_number(np.float64(float(f"{factor:.4g}")))
        yield Guess(
            lambda one: [to_floats(value) * factor for value in one.wanted],
            f"Your numbers are always {said} times the right ones.",
            "Which factor is missing, or one too many?",
        )
        size, items = n_points(first.call.case), _items(telling)
        if size is not None:
            fixed = float(f"{size * b / a:.10g}") if a != 0 else np.nan
            if fixed == round(fixed, 6):
                yield Guess(
                    _scaled(lambda s: s[_N] / fixed),
                    f"You divide by {fixed:g}, however many {items} there are.",
                    "Which number should be counted anew for each input?",
                )
            held = float(f"{size * a / b:.10g}")
            if held == round(held, 6):
                yield Guess(
                    _scaled(lambda s: held / s[_N]),
                    f"Your numbers are the right ones times {held:g}, divided by the number of "
                    f"{items}.",
                    "Is a number built in that should be counted anew for each input? Or are "
                    "these shares?",
                )
    product = float(f"{a * b:.10g}")
    yield Guess(
        lambda one: [product / to_floats(value) for value in one.wanted],
        "Your fraction is upside down, and a factor is off, too.",
        "What belongs above the line, and what below?",
    )
    more = float(f"{a - b:.10g}")
    said = say_number(np.float64(abs(float(f"{more:.4g}"))))
    yield Guess(
        lambda one: [to_floats(value) + more for value in one.wanted],
        f"Your numbers are always {said} too {'large' if more > 0 else 'small'}.",
        "Off by one? Or what is added that the formula does not have?",
    )


def _cut_off_at(a: float, telling: list[Tried]) -> Iterator[Guess]:
    wanted = np.concatenate([to_floats(value).ravel() for one in telling for value in one.wanted])
    stops = "Is there a clip, a minimum or a maximum on the way? The formula has none."
    for bounds, how in (
        ((-np.inf, a), f"never larger than {say_number(np.float64(a))}: they are cut off there."),
        ((a, np.inf), f"never smaller than {say_number(np.float64(a))}: they are cut off there."),
        ((-abs(a), abs(a)), f"cut off at {say_number(np.float64(abs(a)))}, on both sides."),
    ):
        if not ((bounds[0] < wanted) & (wanted < bounds[1]) & np.isfinite(wanted)).any():
            continue  # a bound leaves some numbers as they are
        yield Guess(
            lambda one, bounds=bounds: [np.clip(value, *bounds) for value in one.wanted],
            f"Your numbers are {how}",
            stops,
        )


def always_the_same(telling: list[Tried]) -> float | None:
    """Return the number that all answers consist of, if there is one.

    Arrays whose length is another than that of the right ones are not the same: what is missing
    there may be all that differs.
    """
    first: float | None = None
    for one in telling:
        for value, wanted in zip(one.call.values or [], one.wanted, strict=False):
            if value.ndim > 0 and value.shape != wanted.shape:
                return None
            for number in np.unique(to_floats(value)):
                if first is not None and number != first:
                    return None
                first = float(number)
    return first
