"""What a stage accepts beside artists: formats, texts, moving numbers, files, names of controls."""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats, as_floats_or_nan, as_listed, as_text, shown

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
    try:
        array = np.asarray(values)
    except Exception:
        array = np.asarray(None)
    for text in array.flat:
        if not isinstance(text, str):
            raise ValueError(f"{name} must hold texts, got {shown(values)}")
        if text:
            as_text(text, name, longest=longest)
    return array.astype(np.str_)


def as_moving(values: Any, name: str) -> Floats:
    """Return numbers of any shape; what is masked becomes NaN, which breaks a line."""
    if not isinstance(values, np.ma.MaskedArray):
        return as_floats_or_nan(values, name)
    array = as_floats_or_nan(values.data, name)
    array[np.ma.getmaskarray(values)] = np.nan
    return array


def as_file(value: Any, name: str) -> Path:
    """Return the path of a file that can be written: its folder exists."""
    try:
        path = Path(value)
        fits = path.parent.is_dir() and not path.is_dir() and b"\0" not in os.fsencode(path)
    except (TypeError, ValueError):
        fits = False
    if not fits:
        raise ValueError(f"{name} must name a file in a folder that exists, got {shown(value)}")
    return path


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
