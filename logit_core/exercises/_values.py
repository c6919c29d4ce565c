"""Numbers out of what a student's function returned, and whether they are the wanted ones."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._words import say_kind


def read_values(result: Any, n_values: int) -> list[NDArray[Any]] | str:
    """Return one array per value; or in words what is wrong with what was returned."""
    if n_values == 1 and not isinstance(result, tuple):
        results = [result]
    elif callable(result):
        return "your function returns a function. Are the brackets of a call missing?"
    elif n_values == 1:
        return f"your function returns {len(result)} values, expected one."
    elif not isinstance(result, (tuple, list)):
        return f"your function returns {say_kind(result)}, expected {n_values} values."
    elif len(result) != n_values:
        return f"your function returns {len(result)} values, expected {n_values}."
    else:
        results = list(result)
    values = []
    for entry in results:
        if callable(entry):
            return "your function returns a function. Are the brackets of a call missing?"
        try:
            array = np.array(entry)
            array = to_floats(array) if array.dtype.hasobject else array
        except (TypeError, ValueError, OverflowError):
            return f"your function returns {say_kind(entry)}, expected numbers."
        if array.dtype.kind not in "buif":
            return f"your function returns {say_kind(entry)}, expected numbers."
        values.append(array)
    return values


def to_floats(array: NDArray[Any]) -> Floats:
    return array.astype(np.float64)


def close(yours: Floats, wanted: Floats, tolerance: float) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        near = np.abs(yours - wanted) <= tolerance * np.maximum(1.0, np.abs(wanted))
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
