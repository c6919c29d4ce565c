"""What the maths accepts: one function per kind of argument, one sentence per refusal.

Every message says what was expected, what came, and where. No measurement is larger than `LARGEST`:
what is refused here, the formulas need not guard against.
"""

import operator
import reprlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]

# A Python float for a single number, an array of floats for more. It depends on the values, not on
# the types of the arguments, so a type checker cannot know which.
FloatOrFloats: TypeAlias = Any

# As text, for NumPy loads its random generators only when they are first spoken of.
Generator: TypeAlias = "np.random.Generator"
Seed: TypeAlias = "int | np.random.Generator"

LARGEST: Final = 1e100
"""Size beyond which features, weights, penalties and learning rates are refused."""

MOST: Final = 1_000_000
"""Number beyond which counts are refused: of points, epochs, steps."""

LONGEST: Final = 60
"""Letters beyond which a name is refused: longer ones leave no room for the picture."""


def as_floats(values: ArrayLike, name: str) -> Floats:
    """Return `values` as a float64 array of any shape, free of NaN; never the caller's own memory.

    Strings, complex numbers, ragged lists, empty arrays and missing values are refused.
    """
    array = as_floats_or_nan(values, name)
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if np.isnan(array.min()):
        refuse_where(np.isnan(array), array, f"{name} must not hold NaN")
    return array


def as_floats_or_nan(values: ArrayLike, name: str) -> Floats:
    """Return `values` as a float64 array of any shape, which may be empty or hold NaN."""
    refuse_masked(values, name)
    try:
        raw = np.asarray(values)
    except Exception as error:
        if isinstance(error, ValueError) and isinstance(values, list | tuple):
            raise ValueError(f"{name} must hold rows of equal length, got unequal ones") from None
        raise ValueError(f"{name} must hold real numbers, got {shown(values)}") from None
    if raw.dtype.kind not in "buifO":
        raise ValueError(f"{name} must hold real numbers, got {_kind(next(iter(raw.flat), None))}")
    if raw.dtype.kind == "O":
        return np.array([_as_float(item, name) for item in raw.flat]).reshape(raw.shape)
    with np.errstate(all="ignore"):
        array = raw.astype(np.float64)
    if raw.itemsize > 8 and (np.isinf(array) & np.isfinite(raw)).any():
        raise ValueError(_TOO_LARGE.format(name))
    return array


_TOO_LARGE: Final = "{} must hold numbers below 1.8e308, got a larger one"
# float() would read texts, count days and seconds, and drop imaginary parts
_NO_NUMBERS: Final = (
    str, bytes, bytearray, complex, np.complexfloating, np.datetime64, np.timedelta64,
)  # fmt: skip


def _as_float(item: Any, name: str) -> float:
    """Return an object among others as a float; pandas' NA, None, texts and times are none."""
    if type(item).__name__ in ("NAType", "NaTType"):
        raise ValueError(f"{name} must not hold missing values, got {item}")
    try:
        if isinstance(item, _NO_NUMBERS):
            raise TypeError
        number = float(item)
    except OverflowError:
        raise ValueError(_TOO_LARGE.format(name)) from None
    except Exception:
        raise ValueError(f"{name} must hold real numbers, got {_kind(item)}") from None
    is_wider = isinstance(item, np.floating) or type(item).__name__ == "Decimal"
    if abs(number) == np.inf and is_wider and item != number:
        raise ValueError(_TOO_LARGE.format(name))
    return number


def as_floats_between(values: ArrayLike, name: str, low: float, high: float) -> Floats:
    """Return `values` as floats, all of them in [low, high]."""
    array = as_floats(values, name)
    outside = (array < low) | (array > high)
    refuse_where(outside, array, f"{name} must lie in [{low:g}, {high:g}]")
    return array


def as_measured(values: ArrayLike, name: str) -> Floats:
    """Return `values` as finite floats, none of them larger than `LARGEST`."""
    array = as_floats(values, name)
    if max(array.max(), -array.min()) > LARGEST:
        refuse_where(np.isinf(array), array, f"{name} must be finite")
        refuse_where(np.abs(array) > LARGEST, array, f"{name} must hold no size beyond {LARGEST:g}")
    return array


def as_labels(
    y: ArrayLike,
    n_samples: int | None = None,
    name: str = "y",
    *,
    both: bool = False,
    beside: str = "X",
) -> Floats:
    """Return labels (n_samples,) of 0.0 and 1.0, as many as `beside`; `both` occur, if asked."""
    labels = _one_dimensional(as_floats(y, name), name, "n_samples")
    refuse_where((labels != 0) & (labels != 1), labels, f"{name} must hold only the labels 0 and 1")
    if n_samples is not None:
        _same_length(name, len(labels), n_samples, beside)
    if both and (labels == labels[0]).all():
        raise ValueError(f"{name} must hold both labels, got one class only")
    return labels


def as_scores(
    values: ArrayLike,
    name: str,
    n_samples: int,
    *,
    low: float = -np.inf,
    high: float = np.inf,
) -> Floats:
    """Return one number per label, all of them in [low, high], as an array (n_samples,)."""
    scores = _one_dimensional(as_floats(values, name), name, "n_samples")
    _same_length(name, len(scores), n_samples, "y")
    return as_floats_between(scores, name, low, high)


def as_answers(
    y: ArrayLike,
    values: ArrayLike,
    name: str,
    *,
    low: float = -np.inf,
    high: float = np.inf,
) -> tuple[Floats, Floats]:
    """Return labels and as many numbers in [low, high], both (n_samples,) or (..., n_samples)."""
    labels, answers = as_floats(y, "y"), as_floats(values, name)
    if labels.ndim == 0 or labels.ndim != answers.ndim:
        _one_dimensional(labels, "y", "n_samples")
        _one_dimensional(answers, name, "n_samples")
    refuse_where((labels != 0) & (labels != 1), labels, "y must hold only the labels 0 and 1")
    _same_length(name, answers.shape[-1], labels.shape[-1], "y")
    if labels.shape != answers.shape:
        raise ValueError(f"{name} must have the shape of y {labels.shape}, got {answers.shape}")
    return labels, as_floats_between(answers, name, low, high)


def as_features(X: ArrayLike, name: str = "X", *, largest: float = LARGEST) -> Floats:
    """Return a matrix (n_samples, n_features) of sizes up to `largest`."""
    features = as_measured(X, name)
    if features.ndim != 2:
        raise ValueError(
            f"{name} must have shape (n_samples, n_features), got shape {features.shape}"
        )
    refuse_where(
        np.abs(features) > largest, features, f"{name} must hold no size beyond {largest:g}"
    )
    return features


def as_weights(w: ArrayLike, n_features: int | None = None, name: str = "w") -> Floats:
    """Return finite weights (n_features,)."""
    weights = _one_dimensional(as_measured(w, name), name, "n_features")
    if n_features is not None and len(weights) != n_features:
        raise ValueError(
            f"{name} must have one weight per column of X ({n_features}), got {len(weights)}; "
            "is the column of ones in place? See add_intercept"
        )
    return weights


def as_direction(w: ArrayLike, n_features: int) -> Floats:
    """Return weights whose part beside the intercept has a length other than 0."""
    weights = as_weights(w, n_features)
    if weights[1:] @ weights[1:] < np.finfo(np.float64).tiny:
        raise ValueError(
            f"w must have a weight other than 0 beside the intercept, got {shown(weights.tolist())}"
        )
    return weights


def as_penalty(value: Any, name: str = "penalty") -> float:
    """Return the strength of a penalty."""
    return as_number(value, name, low=0.0, high=LARGEST)


def as_rate(value: Any, name: str = "learning_rate") -> float:
    """Return a learning rate."""
    return as_number(value, name, above=0.0, high=LARGEST)


def as_rising(values: ArrayLike, name: str, *, above: float = -np.inf) -> Floats:
    """Return a row of finite numbers greater than `above`, each greater than the one before."""
    row = as_floats(values, name)
    rises = np.isfinite(row).all() and row.ndim == 1 and (np.diff(row, prepend=above) > 0).all()
    if not rises:
        floor = "" if above == -np.inf else f" and above {above:g}"
        raise ValueError(f"{name} must rise, finite{floor}, got {shown(row.tolist())}")
    return row


def together_or(make: Callable[[], Sequence[Any]], **given: ArrayLike | None) -> Sequence[Any]:
    """Return what is given, or what `make` returns if nothing is; a part of it is refused."""
    missing = sum(values is None for values in given.values())
    if missing == len(given):
        return make()
    if missing:
        *names, last = given
        some = "only one of them" if len(given) == 2 else "only some"
        raise ValueError(f"{', '.join(names)} and {last} must be given together, got {some}")
    return tuple(given.values())


def as_number(
    value: Any,
    name: str,
    *,
    low: float = -np.inf,
    above: float = -np.inf,
    high: float = np.inf,
) -> float:
    """Return one finite number, at least `low`, greater than `above` and at most `high`."""
    array = as_floats(value, name)
    if array.ndim != 0:
        raise ValueError(f"{name} must be one number, got shape {array.shape}")
    number = float(array)
    if not np.isfinite(number):
        raise ValueError(f"{name} must be finite, got {number}")
    if number < low:
        raise ValueError(f"{name} must be at least {low:g}, got {number}")
    if number <= above:
        raise ValueError(f"{name} must be greater than {above:g}, got {number}")
    if number > high:
        raise ValueError(f"{name} must be at most {high:g}, got {number}")
    return number


def as_count(value: Any, name: str, *, low: int = 0, high: int = MOST) -> int:
    """Return a whole number, at least `low` and at most `high`."""
    number = as_number(value, name)
    if isinstance(np.asarray(value).item(), bool | np.bool_) or number != int(number):
        raise ValueError(f"{name} must be a whole number, got {shown(value)}")
    if number < low:
        raise ValueError(f"{name} must be at least {low}, got {number:g}")
    if number > high:
        raise ValueError(f"{name} must be at most {high:,}, got {number:g}")
    return int(number)


def as_position(value: Any, name: str, n: int) -> int:
    """Return the number of one of `n` positions, counted from 0."""
    position = as_index(value)
    if not 0 <= position < n:
        raise ValueError(f"{name} must be a whole number from 0 to {n - 1}, got {shown(value)}")
    return position


def as_batch_size(value: Any) -> int | None:
    """Return how many points a step takes; None, which is all of them, stays None."""
    return None if value is None else as_count(value, "batch_size", low=1)


def as_choice(value: Any, name: str, allowed: Sequence[str]) -> Any:
    """Return one of the words that are allowed."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {shown(value)}")
    return str.__str__(value)  # of an Enum its text


def as_flag(value: Any, name: str) -> bool:
    """Return True or False, and take nothing else for it."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be True or False, got {shown(value)}")
    return bool(value)


def as_function(value: Any, name: str) -> Callable[..., Any]:
    """Return what can be called."""
    if not callable(value):
        raise ValueError(f"{name} must be a function, got {shown(value)}")
    function: Callable[..., Any] = value
    return function


def as_text(value: Any, name: str, *, longest: int = LONGEST) -> str:
    """Return one line of text that is not empty."""
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, got {shown(value)}")
    if not any(unicodedata.category(letter) not in _UNSEEN for letter in value):
        raise ValueError(f"{name} must not be empty, got {shown(value)}")
    if len(value) > longest:
        got = f"{len(value)} of them, {shown(value)}"
        raise ValueError(f"{name} must have at most {longest} letters, got {got}")
    if not value.isprintable() and any(
        unicodedata.category(letter) in _NO_LETTERS for letter in value
    ):
        raise ValueError(f"{name} must be one line without control characters, got {shown(value)}")
    return str.__str__(value)  # of an Enum its text


_UNSEEN: Final = ("Cc", "Cf", "Zl", "Zp", "Zs")  # spaces, and marks that take none
_NO_LETTERS: Final = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of letters, ends of lines


def as_listed(
    values: Any, name: str, what: str, n: int | None = None, *, least: int = 1, most: int = MOST
) -> list[Any]:
    """Return the items of what is listed in an order, `n` or `least` to `most` of them.

    `what` says what they are. A text is no list of its letters; sets and mappings have no order.
    """
    wanted = f"{name} must be a list of {what if n is None else f'{n} {what}'}"
    unlisted = isinstance(values, str | bytes | bytearray | memoryview | Set | Mapping)
    if unlisted or not (hasattr(values, "__len__") and hasattr(values, "__getitem__")):
        raise ValueError(f"{wanted}, got {shown(values)}")
    try:
        length = len(values)
        items = list(values) if length <= most else []
    except Exception:
        raise ValueError(f"{wanted}, got {shown(values)}") from None
    if length > most:
        raise ValueError(f"{name} must be a list of at most {most:,} {what}, got {length}")
    if len(items) < least or (n is not None and len(items) != n):
        raise ValueError(f"{wanted}, got {len(items)}: {shown(values)}")
    return items


def as_texts(values: Any, name: str, n: int | None = None) -> list[str]:
    """Return a list of texts, each of one line and not empty."""
    items = as_listed(values, name, "texts", n)
    return [as_text(item, f"{name}[{k}]") for k, item in enumerate(items)]


def as_named(values: Any, name: str, most: int) -> list[tuple[Any, Any]]:
    """Return 1 to `most` names, still unchecked, each with the thing that bears it."""
    if not isinstance(values, Mapping):
        raise ValueError(f"{name} must be a dict of things by their names, got {shown(values)}")
    if not 1 <= len(values) <= most:
        raise ValueError(f"{name} must hold 1 to {most}, got {len(values)}")
    return list(values.items())


def as_generator(seed: Any) -> Generator:
    """Return the generator itself, or a fresh one from a whole number.

    ``None`` is refused: what it draws could never be drawn again.
    """
    if isinstance(seed, np.random.Generator):
        return seed
    number = as_index(seed)
    if number < 0:
        got = shown(seed)
        raise ValueError(f"seed must be a whole number >= 0 or a numpy Generator, got {got}")
    return np.random.default_rng(number)


def as_index(value: Any) -> int:
    """Return a whole number that is written as one, else -1: True, 1.0 and arrays are none."""
    try:
        return -1 if isinstance(value, bool | np.bool_ | np.ndarray) else operator.index(value)
    except Exception:
        return -1


def shown(value: Any) -> str:
    """Return what came as one short line of text, whatever it is."""
    try:
        line = " ".join(_SHORT.repr(value).split())
    except Exception:  # numbers of many thousands of digits have no text
        line = f"an object of type {type(value).__name__}"
    line = "".join(letter if letter.isprintable() else "?" for letter in line)
    return line if len(line) <= 80 else f"{line[:77]}..."


_SHORT: Final = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 70


def refuse_where(wrong: NDArray[np.bool_], array: Floats, expected: str) -> None:
    """Raise a ValueError that names the first entry of `array` at which `wrong` is true."""
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        where = "" if not at else f" at index {at[0] if len(at) == 1 else at}"
        raise ValueError(f"{expected}, got {float(array[at])}{where}")


def plain(result: Any) -> FloatOrFloats:
    """Return a Python float for a single number, the array itself for more."""
    return float(result) if np.ndim(result) == 0 else result


def _one_dimensional(array: Floats, name: str, axis: str) -> Floats:
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape ({axis},), got shape {array.shape}")
    return array


def _same_length(name: str, length: int, expected: int, other: str) -> None:
    if length != expected:
        raise ValueError(f"{name} must be as long as {other} ({expected}), got length {length}")


def refuse_masked(values: Any, name: str) -> None:
    """Refuse what is masked, be it deep in lists: NumPy would take what lies under the mask."""
    for at in masked_places(values):
        where = f" at index {at[0] if len(at) == 1 else at}" if at else ""
        raise ValueError(f"{name} must not hold missing values, got a masked one{where}")


def masked_places(values: Any, depth: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield the index of each masked number, in an array or in lists of arrays."""
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values)
        if mask.dtype == bool:
            yield from (tuple(map(int, at)) for at in np.argwhere(mask))
        return
    is_objects = isinstance(values, np.ndarray) and values.dtype.kind == "O" and values.ndim > 0
    if not is_objects and not (isinstance(values, Sequence) and not isinstance(values, _TEXTS)):
        return
    try:
        kinds = set(map(type, values))
    except Exception:
        return
    if kinds <= _PLAIN or depth == _DEEPEST:
        return
    for k, item in enumerate(values):
        yield from ((k, *at) for at in masked_places(item, depth + 1))


_TEXTS: Final = str, bytes, bytearray, memoryview, range
_DEEPEST: Final = 64  # no array has more dimensions
_PLAIN: Final = {bool, int, float, np.float64, np.int64}


def _kind(item: Any) -> str:
    """Name the type and the value of something."""
    return f"{type(item).__name__} ({shown(item)[:30]})"
