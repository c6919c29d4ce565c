"""Where the wrong answers lie, if they lie all in one place and the right ones in none of it."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core.exercises._from_numbers import always_the_same, is_labels, n_points
from logit_core.exercises._matching import Room, Tried
from logit_core.exercises._values import to_floats
from logit_core.exercises._words import say_number

_FEWEST: Final = 3  # right answers: fewer show no place


def where_it_is_wrong(telling: list[Tried], names: list[str], room: Room) -> tuple[str, str] | None:
    """Return in words where the wrong answers lie, and what to look at; or None."""
    if not all(_has_the_right_form(one) for one in telling) or always_the_same(telling) is not None:
        return None
    for place, hint in (*_places_of_entries(telling, names, room), *_places_of_calls(telling)):
        return place, hint
    return None


def _has_the_right_form(one: Tried) -> bool:
    values = one.call.values
    return values is not None and all(
        yours.shape == wanted.shape for yours, wanted in zip(values, one.wanted, strict=True)
    )


# Among the entries, where each answer belongs to one number of an argument


class _Entries(NamedTuple):
    x: NDArray[Any]
    yours: NDArray[Any]
    wanted: NDArray[Any]
    is_right: NDArray[np.bool_]


def _entries(telling: list[Tried], i: int, room: Room) -> _Entries | None:
    if len(telling[0].wanted) != 1:
        return None
    columns: list[list[NDArray[Any]]] = [[], [], []]
    for one in telling:
        x, wanted = np.asarray(one.call.case[i]), one.wanted[0]
        if x.shape != wanted.shape or x.ndim > 1 or x.dtype.kind not in "if" or not one.call.values:
            return None
        for column, value in zip(columns, (x, one.call.values[0], wanted), strict=True):
            column.append(to_floats(np.atleast_1d(value)))
    x, yours, wanted = (np.concatenate(column) for column in columns)
    is_right = np.asarray(room.holds(yours, wanted))
    return _Entries(x, yours, wanted, is_right)


def _places_of_entries(
    telling: list[Tried], names: list[str], room: Room
) -> Iterator[tuple[str, str]]:
    for i, name in enumerate(names):
        if callable(telling[0].call.case[i]):
            continue
        entries = _entries(telling, i, room)
        if entries is None or entries.is_right.sum() < _FEWEST or entries.is_right.all():
            continue
        for where, is_there in _places(entries, name):
            if np.array_equal(is_there, ~entries.is_right):
                wrong = entries.yours[~entries.is_right]
                how = ""
                if (wrong == wrong[0]).all() and len(wrong) > 0:
                    how = f", and there it is {say_number(wrong[0])}"
                elif np.isnan(wrong).all():
                    how = ", and there it is nan"
                yield (
                    f"Of all that was tried, yours is wrong {where} and nowhere else{how}.",
                    "Which of your lines treats these in a way of their own?",
                )
                return


def _places(entries: _Entries, name: str) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    x, wanted = entries.x, entries.wanted
    wrong, right = x[~entries.is_right], x[entries.is_right]
    for value in (0.0, 1.0):
        yield f"at {name} = {value:g}", x == value
    yield f"at {name} = 0 and {name} = 1", (x == 0) | (x == 1)
    yield f"for {name} below 0", x < 0
    yield f"for {name} above 0", x > 0
    yield f"for {name} of at most 0", x <= 0
    yield f"for {name} of at least 0", x >= 0
    for value in (0.5, 1.0):
        yield f"for {name} below {value:g}", x < value
        yield f"for {name} above {value:g}", x > value
    yield "where the answer is 1", wanted == 1
    yield "where the answer is 0", wanted == 0
    yield "where the answer is infinite", np.isinf(wanted)
    yours = entries.yours[~entries.is_right]
    is_of_one_kind = np.isnan(yours).all() or (yours == yours[0]).all()
    if not is_of_one_kind:
        return  # where only the size differs, a bound is no place but a tolerance
    sizes = np.abs(right).max(), np.abs(wrong).min()
    if sizes[0] < sizes[1]:
        yield f"for {name} beyond {_between(*sizes)} on both sides", np.abs(x) >= sizes[1]
    if right.max() < wrong.min():
        yield f"for {name} above {_between(right.max(), wrong.min())}", x >= wrong.min()
    if wrong.max() < right.min():
        yield f"for {name} below {_between(wrong.max(), right.min())}", x <= wrong.max()


def _between(low: float, high: float) -> str:
    """Return the roundest number between two."""
    for digits in range(1, 8):
        number = float(f"{(low + high) / 2:.{digits}g}")
        if low <= number <= high:
            return f"{number:g}"
    return f"{high:g}"


# Among the calls

_Place = Callable[[tuple[Any, ...], list[NDArray[Any]]], bool]


def _labels(case: tuple[Any, ...]) -> NDArray[Any] | None:
    return next((np.asarray(value) for value in case if is_labels(value)), None)


def _has_labels(case: tuple[Any, ...], *kinds: int) -> bool:
    y = _labels(case)
    return y is not None and set(np.unique(y)) == set(kinds)


def _holds(case: tuple[Any, ...], *numbers: float) -> bool:
    floats = (np.asarray(value) for value in case if np.asarray(value).dtype.kind == "f")
    return any(bool(np.isin(value, numbers).any()) for value in floats)


_BOTH_CLASSES: Final = "What does each of your lines do where no point has the other label?"
_SIZE: Final = "Which of your lines relies on a size?"
_OF_CALLS: Final[tuple[tuple[_Place, str, str], ...]] = (
    (
        lambda case, wanted: any(bool(np.isinf(to_floats(value)).any()) for value in wanted),
        "where the right answer is infinite",
        "Which limit does the formula have there?",
    ),
    (
        lambda case, wanted: any(
            np.ndim(value) > 0 and not is_labels(value) and np.asarray(value).dtype.kind == "i"
            for value in case
        ),
        "where whole numbers are given",
        "Is an array made like the one that is given? It then keeps whole numbers only.",
    ),
    (
        lambda case, wanted: n_points(case) == 1,
        "where the arrays have a single row or entry",
        _SIZE,
    ),
    (
        lambda case, wanted: (n_points(case) or 0) > 1,
        "where the arrays have more than one row or entry",
        "Which of your lines brings several together, or counts them?",
    ),
    (
        lambda case, wanted: (n_points(case) or 0) >= 1000,
        "where the arrays have very many rows or entries",
        "What becomes too large, too small or too long, when there are 2000?",
    ),
    (lambda case, wanted: _has_labels(case, 0), "where all labels are 0", _BOTH_CLASSES),
    (lambda case, wanted: _has_labels(case, 1), "where all labels are 1", _BOTH_CLASSES),
    (
        lambda case, wanted: _has_labels(case, 0) or _has_labels(case, 1),
        "where one class is missing",
        _BOTH_CLASSES,
    ),
    (
        lambda case, wanted: _has_labels(case, 0, 1),
        "where both labels occur",
        "What does your function do once both occur?",
    ),
    (
        lambda case, wanted: _has_labels(case, 0, 1) or _has_labels(case, 0),
        "where a label 0 occurs",
        "What does your function do with a point of label 0?",
    ),
    (
        lambda case, wanted: _has_labels(case, 0, 1) or _has_labels(case, 1),
        "where a label 1 occurs",
        "What does your function do with a point of label 1?",
    ),
    (
        lambda case, wanted: _holds(case, 0.0, 1.0),
        "where a probability is 0 or 1",
        "Which of your lines treats a probability of 0 or 1 in a way of its own?",
    ),
    (
        lambda case, wanted: all(bool((value == 0).all()) for value in wanted),
        "where the right answer is 0",
        "Which case leads to 0?",
    ),
    (
        lambda case, wanted: all(bool((value == 1).all()) for value in wanted),
        "where the right answer is 1",
        "Which case leads to 1?",
    ),
    (
        lambda case, wanted: any(bool((to_floats(value) < 0).any()) for value in wanted),
        "where the right answer is below 0",
        "Which of your lines treats what is below 0 in a way of its own?",
    ),
)


def _places_of_calls(telling: list[Tried]) -> Iterator[tuple[str, str]]:
    is_right = [one.is_right for one in telling]
    if sum(is_right) < _FEWEST:
        return
    for is_there, where, hint in _OF_CALLS:
        if all(
            is_there(one.call.case, one.wanted) != right
            for one, right in zip(telling, is_right, strict=True)
        ):
            yield f"Of all that was tried, yours is wrong {where}, and right everywhere else.", hint
            return
