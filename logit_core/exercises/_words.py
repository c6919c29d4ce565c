"""Values in a few words."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def argument_names(function: Callable[..., Any], n_arguments: int) -> list[str]:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    places = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [parameter.name for parameter in parameters if parameter.kind in places]
    return (names + [f"argument {i}" for i in range(len(names) + 1, n_arguments + 1)])[:n_arguments]


def in_words(value: Any) -> str:
    """Return an argument in a few words."""
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    if isinstance(value, str):
        return repr(one_line(value))
    try:
        array = np.asarray(value)
    except ValueError:
        return say_kind(value)
    if array.dtype.kind not in "buif":
        return say_kind(value)
    if array.ndim == 0:
        return say_number(array)
    if array.size > 6:
        return f"{'' if array.ndim == 1 else 'a table '}{_many(array)}"
    return _rows(array)


def in_outline(value: Any) -> str:
    """Return what kind of argument it is, and none of its numbers."""
    if callable(value):
        return "a function"
    array = np.asarray(value)
    return "a number" if array.ndim == 0 else say_shape(array)


def _rows(array: NDArray[Any]) -> str:
    if array.ndim == 0:
        return say_number(array)
    return f"[{', '.join(_rows(row) for row in array)}]"


def _many(array: NDArray[Any]) -> str:
    if array.ndim > 1:
        return f"of shape {array.shape}"
    return f"[{say_number(array[0])}, {say_number(array[1])}, ..., {say_number(array[-1])}]"


def say_number(value: Any) -> str:
    number = value.item()
    if not isinstance(number, float):
        return str(number)
    return repr(number) if len(repr(number)) <= 8 else f"{number:.8g}"


def say_two(one: Any, other: Any) -> tuple[str, str]:
    """Return two numbers that differ, with as many digits as it takes to see it."""
    said = say_number(one), say_number(other)
    return said if said[0] != said[1] else (repr(one.item()), repr(other.item()))


def say_shape(array: NDArray[Any]) -> str:
    return "one number" if array.ndim == 0 else f"an array of shape {array.shape}"


def say_kind(value: Any) -> str:
    """Name what kind of thing a value is; its own text may be anything, so it is not asked."""
    if isinstance(value, str):
        return f"a text ({one_line(value)!r})"
    if isinstance(value, (int, float, np.number)):
        known = isinstance(value, np.number) or not abs(value) >= 1e15  # nan is known, too
        return f"the number {say_number(np.asarray(value))}" if known else "a very large number"
    if isinstance(value, np.ndarray):
        return f"{'texts in ' if value.dtype.kind in 'US' else ''}{say_shape(value)}"
    return f"something of type {type(value).__name__}"


def one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."
