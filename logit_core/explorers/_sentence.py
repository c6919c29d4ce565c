"""The sentence under a picture: a template whose numbers and words follow the controls."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ._tracks import Buffer, Positions, Track, make_track


@dataclass(frozen=True)
class Number:
    """A number as Python formats it: ``.3f``, ``.1%`` or ``.3g``."""

    track: Track
    digits: int
    kind: str

    def at(self, positions: Positions) -> str:
        """Return the number as text; an exact half goes to the even digit, here and in stage.js."""
        value = float(self.track.at(positions))
        if np.isinf(value):
            return "infinite" if value > 0 else "minus infinite"
        return f"{value:z.{self.digits}{self.kind}}"

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the number to the browser."""
        return {"number": buffer.place(self.track), "digits": self.digits, "kind": self.kind}


@dataclass(frozen=True)
class Words:
    """One of several texts."""

    texts: tuple[str, ...]
    track: Track

    def at(self, positions: Positions) -> str:
        """Return the text that holds."""
        return self.texts[int(self.track.at(positions))]

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the texts to the browser, each once."""
        return {"texts": list(self.texts), "which": buffer.place(self.track)}


@dataclass(frozen=True)
class Label:
    """The label of a control's position."""

    control: str
    labels: tuple[str, ...]

    def at(self, positions: Positions) -> str:
        """Return the label."""
        return self.labels[positions[self.control]]

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Name the control; the browser has its labels."""
        return {"control": self.control}


@dataclass(frozen=True)
class Text:
    """Words that stand still."""

    text: str

    def at(self, positions: Positions) -> str:
        """Return the words."""
        return self.text

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Hand the words over."""
        return {"text": self.text}


Piece = Number | Words | Label | Text


def parse_sentence(
    template: str,
    by: str | Sequence[str],
    values: Mapping[str, ArrayLike],
    labels: Mapping[str, tuple[str, ...]],
) -> list[Piece]:
    """Cut a template into pieces.

    Parameters
    ----------
    template : str
        ``{control}`` takes a control's label, ``{name:.3f}``, ``{name:.1%}`` or ``{name:.3g}`` a
        number, ``{name}`` a text out of `values`.
    by : str or sequence of str
        The controls that the leading dimensions of the values follow.
    values : mapping of str to array_like
        Numbers or texts, with a dimension per control in `by` (length 1: the same everywhere).
    labels : mapping of str to tuple of str
        The labels of each control.

    Raises
    ------
    ValueError
        If a field is unknown, a number lacks its format, a value is NaN or has a wrong shape, or
        a value is not used.
    """
    sizes = {control: len(texts) for control, texts in labels.items()}
    pieces: list[Piece] = []
    used = set()
    for text, field, spec, conversion in string.Formatter().parse(template):
        if text:
            pieces.append(Text(text))
        if field is None:
            continue
        used.add(field)
        if conversion or (field not in values and field not in labels):
            known = ", ".join([*labels, *values])
            raise ValueError(f"the sentence may name {known}, got {{{field}}}")
        if field not in values:
            pieces.append(Label(field, labels[field]))
        elif np.asarray(values[field]).dtype.kind == "U":
            pieces.append(_words(field, values[field], by, sizes))
        else:
            pieces.append(_number(field, spec or "", values[field], by, sizes))
    if unused := set(values) - used:
        raise ValueError(f"the sentence must use every value, got no {{{min(unused)}}} in it")
    return pieces


def _number(
    name: str, spec: str, values: ArrayLike, by: str | Sequence[str], sizes: Mapping[str, int]
) -> Number:
    digits, kind = spec[1:-1], spec[-1:]
    if not (spec.startswith(".") and digits.isdigit() and kind in ("f", "%", "g")):
        raise ValueError(f"{name} must have a format such as .3f, .1% or .3g, got {spec!r}")
    if np.isnan(np.asarray(values, dtype=np.float64)).any():
        raise ValueError(f"{name} must not hold NaN: the sentence would say it")
    track = make_track(values, by, sizes, core=0, name=name, limits=(-np.inf, np.inf))
    return Number(track, int(digits), kind)


def _words(
    name: str, values: ArrayLike, by: str | Sequence[str], sizes: Mapping[str, int]
) -> Words:
    texts, which = np.unique(np.asarray(values), return_inverse=True)
    track = make_track(which.reshape(np.shape(values)), by, sizes, core=0, name=name)
    return Words(tuple(str(text) for text in texts), track)
