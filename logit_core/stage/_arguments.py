"""What a stage accepts beside artists: formats, texts, moving numbers, files, names of controls."""

import os
import re
import stat
from collections.abc import Collection
from numbers import Number
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import (
    Floats,
    as_floats_or_nan,
    as_listed,
    as_text,
    masked_places,
    refuse_masked,
    shown,
)

LONGEST_SENTENCE: Final = 1000
"""Letters beyond which a sentence, or a part of it, is refused."""

_FORMAT: Final = re.compile(r"\.(1?[0-9])([f%g])", re.ASCII)


def as_format(value: Any, name: str) -> tuple[int, str]:
    """Return the digits and the kind of a number's format, such as (3, "f") of ``.3f``."""
    match = _FORMAT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(
            f"the format of {name} must be such as .3f, .1% or .3g, with at most 19 digits, "
            f"got {shown(value)}"
        )
    return int(match[1]), match[2]


def as_words(values: Any, name: str, *, longest: int) -> NDArray[np.str_]:
    """Return an array of texts, each of one line; a text may be empty."""
    refuse_masked(values, name)
    items = _items(values)
    for text in items.flat:
        if not isinstance(text, str):
            raise ValueError(f"{name} must hold texts, got {shown(values)}")
    words = [as_text(text, name, longest=longest) if text else "" for text in items.flat]
    return np.array(words, dtype=np.str_).reshape(items.shape)


def are_words(values: Any, name: str) -> bool:
    """Return whether values are texts rather than numbers; what can be neither is refused."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "buif":
        return False
    refuse_masked(values, name)
    items = _items(values).ravel().tolist()
    if items and all(isinstance(item, str) for item in items):
        return True
    if not all(map(is_like_a_number, items)):
        raise ValueError(f"{name} must hold texts or numbers, got {shown(values)}")
    return False


def is_like_a_number(item: Any) -> bool:
    """Whether something is a number of some kind; which ones fit is said elsewhere."""
    if isinstance(item, np.generic):
        return isinstance(item, np.number | np.bool_)
    return isinstance(item, Number) or hasattr(item, "__float__")


def _items(values: Any) -> NDArray[np.object_]:
    """Return the very things that are held: NumPy would turn a number among texts into a text."""
    try:
        items = np.asarray(values, dtype=object)
        if any(isinstance(item, np.ndarray) for item in items.flat):
            items = np.array([item.item() for item in items.flat], object).reshape(items.shape)
    except Exception:
        return np.array(None)
    return items


def as_moving(values: Any, name: str) -> Floats:
    """Return numbers of any shape; what is masked becomes NaN, which breaks a line."""
    if isinstance(values, np.ma.MaskedArray):
        array = as_floats_or_nan(values.data, name)
        array[np.ma.getmaskarray(values)] = np.nan
        return array
    places = list(masked_places(values))
    if not places:
        return as_floats_or_nan(values, name)
    try:
        items = np.array(values, dtype=object)
        for at in places:
            items[at] = np.nan
    except Exception:
        raise ValueError(f"{name} must hold rows of equal length, got unequal ones") from None
    return as_floats_or_nan(items, name)


def as_file(value: Any, name: str) -> Path:
    """Return the path of a file that can be written, without making it: its folder exists."""
    try:
        path = Path(value)
        place = os.path.realpath(os.fsdecode(os.fsencode(path)))  # where a link leads to
        folder = os.path.dirname(place)
        fits = os.path.isdir(folder) and not os.path.isdir(place)
    except Exception:
        fits = False
    if not fits:
        raise ValueError(f"{name} must name a file in a folder that exists, got {shown(value)}")
    try:
        is_ordinary = stat.S_ISREG(os.stat(place).st_mode)
    except FileNotFoundError:
        is_ordinary, place = True, folder  # it is there that a new file is made
    except OSError as error:
        raise unwritable(path, name, error) from None
    if not is_ordinary:
        raise unwritable(path, name, "it is no ordinary file")
    if not os.access(place, os.W_OK):
        raise unwritable(path, name, "it is read-only")
    return path


def unwritable(path: Path, name: str, why: str | OSError) -> ValueError:
    """Return what is said of a file that cannot be written, in short, however long its name is."""
    if isinstance(why, OSError):
        why = why.strerror or type(why).__name__
    return ValueError(f"{name} must name a file that can be written, got {shown(str(path))}: {why}")


def as_controls(by: Any, known: Collection[str]) -> tuple[str, ...]:
    """Return the names of controls, of one or of several in their order."""
    names = [by] if isinstance(by, str) else as_listed(by, "by", "names of controls", least=0)
    for name in names:
        as_control(name, "by", known)
    if len(set(names)) < len(names):
        raise ValueError(f"by must name each control once, got {', '.join(names)}")
    return tuple(names)


def as_control(value: Any, name: str, known: Collection[str]) -> str:
    """Return the name of a control."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} must name controls ({', '.join(known)}), got {shown(value)}")
    return value
