"""Numbers out of what a student's function returned, and whether they are the wanted ones."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats, masked_places
from logit_core.exercises._words import say_kind


def read_values(result: Any, n_values: int, *, is_row: bool = False) -> list[NDArray[Any]] | str:
    """Return one array per value; or in words what is wrong with what was returned.

    Several values may come in a tuple, a list or an array. One value may come in a tuple where an
    array is asked for (`is_row`), and of several arrays none may be a single number.
    """
    if n_values == 1 and (is_row or not isinstance(result, tuple)):
        results = [result]
    elif callable(result):
        return "your function returns a function. Are the brackets of a call missing?"
    elif n_values == 1 and len(result) == 1:
        return "your function returns a tuple of one value. Is there a comma behind the value?"
    elif n_values == 1:
        return f"your function returns {len(result)} values, expected one."
    elif not isinstance(result, (tuple, list)) and not (
        isinstance(result, np.ndarray) and result.ndim in (1, 2)
    ):
        return f"your function returns {say_kind(result)}, expected {n_values} values."
    elif is_row and isinstance(result, np.ndarray) and result.ndim == 1 and result.dtype != object:
        return (
            f"your function returns {say_kind(result)}, expected {n_values} arrays. Behind return "
            "they stand with a comma between them."
        )
    elif len(result) != n_values:
        how_many = "1 value" if len(result) == 1 else f"{len(result)} values"
        return f"your function returns {how_many}, expected {n_values}."
    else:
        results = list(result)
    values = []
    for place, entry in enumerate(results, start=1):
        if callable(entry):
            return "your function returns a function. Are the brackets of a call missing?"
        if entry is None or (
            isinstance(entry, (list, tuple)) and any(one is None for one in entry)
        ):
            where = f"value {place} of {n_values}" if entry is None else "one of the values in it"
            return f"your function returns something, but {where} is None. Was it ever computed?"
        if any(True for _ in masked_places(entry)):
            return "your function returns numbers that are masked, which stand for missing ones."
        try:
            array = np.array(entry)
            array = to_floats(array) if array.dtype.hasobject else array
        except (TypeError, ValueError, OverflowError):
            return _no_numbers(entry)
        if array.dtype.kind not in "buif":
            return _no_numbers(entry)
        values.append(array)
    return values


def _no_numbers(entry: Any) -> str:
    """Say what was returned in the place of numbers, and of a list what it holds."""
    said, asks = say_kind(entry), ""
    leaves = list(_leaves(entry))
    texts = [leaf for leaf in leaves if isinstance(leaf, str)]
    if texts and leaves[0] is not entry:
        said = f"a {type(entry).__name__} that holds {say_kind(texts[0])}"
    elif isinstance(entry, (list, tuple)) and _is_ragged(entry):
        said = f"a {type(entry).__name__} whose entries are not all of one length"
        asks = " Which of them should be one number?"
    is_text = texts or (isinstance(entry, np.ndarray) and entry.dtype.kind in "US")
    asks = " Quotes, str and f-strings make texts." if is_text else asks
    return f"your function returns {said}, expected numbers.{asks}"


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def _is_ragged(values: list[Any] | tuple[Any, ...]) -> bool:
    """Say whether some entries are lists, and not all of them equally long, at any depth."""
    lengths = {len(one) if isinstance(one, (list, tuple)) else None for one in values}
    inner = [one for one in values if isinstance(one, (list, tuple))]
    return len(lengths) > 1 or any(map(_is_ragged, inner))


def to_floats(array: NDArray[Any]) -> Floats:
    return array.astype(np.float64)


def precision_of(array: NDArray[Any]) -> float:
    """Return what a short float can be off by, as a share: 0 for all that is exact enough."""
    short = array.dtype.kind == "f" and array.dtype.itemsize < 8
    return 16 * float(np.finfo(array.dtype).eps) if short else 0.0


def close(
    yours: NDArray[Any], wanted: NDArray[Any], tolerance: float, floor: float = 1.0
) -> NDArray[np.bool_]:
    """Say where two numbers are alike: the tolerance is a share, above `floor`."""
    tolerance = max(tolerance, precision_of(yours))
    yours, wanted = to_floats(yours), to_floats(wanted)
    with np.errstate(all="ignore"):
        near = np.abs(yours - wanted) <= tolerance * np.maximum(floor, np.abs(wanted))
    finite = np.isfinite(yours) & np.isfinite(wanted)
    return np.where(finite, near, yours == wanted)


def unchanged(before: Any, after: Any) -> bool:
    """Say whether an argument is as it was; what holds no numbers is not looked at."""
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray) and not before.dtype.hasobject:
        return bool(before.shape == after.shape) and before.tobytes() == after.tobytes()
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(unchanged, before, after))
    if isinstance(before, (int, float)):
        return repr(before) == repr(after)
    return True
