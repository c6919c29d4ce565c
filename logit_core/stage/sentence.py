"""The sentence under a picture: a template whose numbers and words follow the controls."""

import math
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_floats, as_text, shown
from logit_core.figures.style import written
from logit_core.stage._arguments import LONGEST_SENTENCE, are_words, as_format, as_words
from logit_core.stage.tracks import (
    Buffer,
    By,
    Positions,
    Track,
    make_track,
    refuse_unknown_values,
    short,
)


@dataclass(frozen=True)
class Number:
    """A number as Python formats it: ``.3f``, ``.1%`` or ``.3g``.

    The browser gets a number near the one that is said, with few digits of its own where that
    will do. What is left for it to do, to write down the digits that are said, it does like Python:
    an exact half, on which the two differ, is gone.
    """

    track: Track
    digits: int
    kind: str

    def at(self, positions: Positions) -> str:
        """Return the number as text."""
        return self._written(float(self.track.at(positions)))

    def longest(self) -> str:
        """Return the longest text that it can be."""
        return _longest(self._written(value) for value in self.track.values.ravel().tolist())

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the number to the browser; as texts, where float32 has too few digits."""
        values = self.track.values
        texts = [self._written(value) for value in values.ravel().tolist()]
        rounded = np.array([_read(text) for text in texts]).reshape(values.shape)
        track = Track(self._shortened(rounded), self.track.by)
        with np.errstate(over="ignore"):
            received = track.values.astype(np.float32).ravel().tolist()
        if [self._written(value) for value in received] == texts:
            return {"number": buffer.place(track), "digits": self.digits, "kind": self.kind}
        names, which = number_texts(np.array(texts).reshape(values.shape))
        return Words(names, Track(which.astype(np.float64), self.track.by)).spec(buffer)

    def _shortened(self, rounded: Floats) -> Floats:
        """Return numbers that are written alike, with fewer digits of their own where they can."""
        few = short(rounded)
        last = 10.0 ** -(self.digits + 2 if self.kind == "%" else self.digits)
        unit = last * np.abs(rounded) if self.kind == "g" else last
        with np.errstate(invalid="ignore"):  # infinite ones stay
            return np.where(np.abs(few - rounded) < 0.4 * unit, few, rounded)

    def _written(self, value: float) -> str:
        if math.isinf(value):
            return "infinite" if value > 0 else "minus infinite"
        return written(value, f"z.{self.digits}{self.kind}")


def _read(text: str) -> float:
    """Return the number that was written as `text`."""
    if text.endswith("infinite"):
        return -np.inf if text.startswith("minus") else np.inf
    text = text.replace("\N{MINUS SIGN}", "-")
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


@dataclass(frozen=True)
class Words:
    """One of several texts; `room` is the longest that may still come in their place."""

    texts: tuple[str, ...]
    track: Track
    room: str = ""

    def at(self, positions: Positions) -> str:
        """Return the text that holds."""
        return self.texts[int(self.track.at(positions))]

    def longest(self) -> str:
        """Return the longest of the texts."""
        return _longest([*self.texts, self.room])

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the texts to the browser, each once."""
        spec = {"texts": list(self.texts), "which": buffer.place(self.track)}
        return spec | {"room": self.room} if self.room else spec


@dataclass(frozen=True)
class Label:
    """The label of a control's position."""

    control: str
    labels: tuple[str, ...]

    def at(self, positions: Positions) -> str:
        """Return the label."""
        return self.labels[positions[self.control]]

    def longest(self) -> str:
        """Return the longest of the labels."""
        return _longest(self.labels)

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Name the control; the browser has its labels."""
        return {"control": self.control}


@dataclass(frozen=True)
class Verbatim:
    """Words that stand still."""

    text: str

    def at(self, positions: Positions) -> str:
        """Return the words."""
        return self.text

    def longest(self) -> str:
        """Return the words."""
        return self.text

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Hand the words over."""
        return {"text": self.text}


Piece = Number | Words | Label | Verbatim


def _longest(texts: Iterable[str]) -> str:
    return max(texts, key=len)


def parse_sentence(
    template: str,
    by: By,
    values: Mapping[str, ArrayLike],
    labels: Mapping[str, tuple[str, ...]],
) -> list[Piece]:
    """Cut the template of `Stage.says` into pieces; `labels` are those of each control.

    Raises
    ------
    ValueError
        If a field is unknown, a number lacks its format, a value is NaN or has a wrong shape, or
        a value is not used.
    """
    as_text(template, "the sentence", longest=LONGEST_SENTENCE)
    refuse_unknown_values(by, values)
    sizes = {control: len(texts) for control, texts in labels.items()}
    pieces: list[Piece] = []
    used = set()
    for text, field, spec, conversion in _parts(template):
        if text:
            pieces.append(Verbatim(text))
        if field is None:
            continue
        used.add(field)
        if field in values and field in labels:
            raise ValueError(f"a value must not be named like a control, got {field}")
        if conversion or (field not in values and field not in labels):
            known = ", ".join([*labels, *values])
            got = f"{{{field}!{conversion}}}" if conversion else f"{{{field}}}"
            raise ValueError(f"the sentence may name {known}, got {got}")
        is_number = field in values and not are_words(values[field], field)
        if spec and not is_number:
            raise ValueError(
                f"only a number may have a format in the sentence, got {{{field}:{spec}}}"
            )
        if field not in values:
            pieces.append(Label(field, labels[field]))
        elif not is_number:
            pieces.append(_words(field, values[field], by, sizes))
        else:
            pieces.append(_number(field, spec or "", values[field], by, sizes))
    if unused := set(values) - used:
        raise ValueError(f"the sentence must use every value, got no {{{min(unused)}}} in it")
    return pieces


def _parts(template: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the pieces of a template as Python reads them: text, field, format, conversion."""
    try:
        return list(string.Formatter().parse(template))
    except ValueError:
        raise ValueError(
            f"the sentence must have its braces in pairs, got {shown(template)}"
        ) from None


def _number(name: str, spec: str, values: ArrayLike, by: By, sizes: Mapping[str, int]) -> Number:
    numbers = as_floats(values, name)
    digits, kind = as_format(spec, f"{name} in the sentence")
    track = make_track(numbers, by, sizes, core=0, name=name, limits=(-np.inf, np.inf))
    return Number(track, digits, kind)


def _words(name: str, values: ArrayLike, by: By, sizes: Mapping[str, int]) -> Words:
    texts, which = number_texts(as_words(values, name, longest=LONGEST_SENTENCE))
    return Words(texts, make_track(which, by, sizes, core=0, name=name))


def number_texts(values: ArrayLike) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the distinct texts among `values`, and for each value the number of its text."""
    texts, which = np.unique(np.asarray(values, dtype=np.str_), return_inverse=True)
    return tuple(str(text) for text in texts), which.reshape(np.shape(values))
