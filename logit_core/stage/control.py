"""A control of a stage: its positions, what is written at each, and how it stands."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import (
    LARGEST,
    as_choice,
    as_count,
    as_flag,
    as_listed,
    as_number,
    as_position,
    as_text,
    shown,
)
from logit_core.figures.style import written
from logit_core.stage._arguments import as_format, is_like_a_number

ControlKind = Literal["range", "choice", "toggle"]

MOST_POSITIONS: Final = 1000
"""Positions beyond which a control is refused: a slider is hardly more pixels wide."""

# how many positions a control has, or what is written at each
Values: TypeAlias = int | np.integer[Any] | Sequence[str] | Sequence[float] | NDArray[Any]


@dataclass(frozen=True, eq=False)
class Control:
    """All that is said of a control, in one place; the stage checks it.

    Parameters
    ----------
    values : int, or sequence of str or float
        How many positions it has, up to 1000, or what is written at each: True and False are words.
    label : str, optional
        What the reader sees; the control's name when left out.
    at : int
        The position where it stands at first.
    kind : {"range", "choice", "toggle"}
        A range to drag, a list to choose from, or a box to tick, for two positions.
    play : int, optional
        With it the control has Play and Step buttons; Play takes a step every `play` milliseconds.
    notch : (float, str), optional
        A position, also between two, to be marked under the control, and the words for it.
    shown : bool
        False for a control that is moved from elsewhere, by a link or from Python.
    format : str
        How numbers are written, such as ``.2f``, ``.1%`` or ``.3g``; six digits when left out.

    Examples
    --------
    >>> rate = Control([0.01, 0.1, 1], at=1, label="learning rate", format=".2f")
    >>> rate.labels
    ('0.01', '0.10', '1.00')
    """

    values: Values
    _: KW_ONLY
    label: str | None = None
    at: int = 0
    kind: ControlKind = "range"
    play: int | None = None
    notch: tuple[float, str] | None = None
    shown: bool = True
    format: str | None = None

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What is written at each position."""
        return self._read_labels("values")

    def _read_labels(self, name: str) -> tuple[str, ...]:
        """Return what is written at each position, `name` being that of the control."""
        values: Sequence[Any]
        if isinstance(self.values, int | np.integer):
            n = as_count(
                self.values, f"the number of positions of {name}", low=1, high=MOST_POSITIONS
            )
            values = range(n)
        else:
            values = as_listed(self.values, name, "labels or their number", most=MOST_POSITIONS)
        return tuple(self._written(value, f"{name}[{k}]") for k, value in enumerate(values))

    def _written(self, value: Any, name: str) -> str:
        if isinstance(value, str | bool | np.bool_):
            if self.format is not None:
                raise ValueError(f"only numbers may have a format, got {shown(value)} as {name}")
            return as_text(value, name) if isinstance(value, str) else str(value)
        if not is_like_a_number(value):
            raise ValueError(f"{name} must be a text or a number, got {shown(value)}")
        number = as_number(value, name, low=-LARGEST, high=LARGEST)
        if self.format is not None:
            digits, kind = as_format(self.format, name)
            return written(number, f".{digits}{kind}")
        return written(number, ".0f" if isinstance(value, int | np.integer) else "g")

    def checked(self, name: str) -> "Control":
        """Return what is ready for JSON, and keeps its labels; `name` is that of the control.

        Raises
        ------
        ValueError
            If something does not go together.
        """
        labels = self._read_labels(name)
        n = len(labels)
        at = as_position(self.at, f"at of {name}", n)
        kind = as_choice(self.kind, f"kind of {name}", get_args(ControlKind))
        if kind == "toggle" and n != 2:
            raise ValueError(f"a toggle must have 2 positions, got kind of {name} with {n}")
        label, play, notch = self.label, self.play, self.notch
        if label is not None:
            label = as_text(label, f"label of {name}")
        if play is not None:
            play = as_count(play, f"play of {name}, in milliseconds,", low=1, high=60_000)
        if notch is not None:
            place, words = as_listed(notch, f"notch of {name}", "position and words", 2)
            notch = (
                as_number(place, f"the position in notch of {name}", low=0, high=n - 1),
                as_text(words, f"the words in notch of {name}"),
            )
        shown = as_flag(self.shown, f"shown of {name}")
        return Control(labels, label=label, at=at, kind=kind, play=play, notch=notch, shown=shown)

    def spec(self, name: str) -> dict[str, Any]:
        """Describe the control, which was checked, to the browser; the notch by its share."""
        notch = self.notch and {
            "at": self.notch[0] / max(len(self.labels) - 1, 1),
            "text": self.notch[1],
        }
        return {
            "labels": list(self.labels),
            "label": name.replace("_", " ") if self.label is None else self.label,
            "kind": self.kind,
            "at": self.at,
            "play": self.play,
            "notch": notch,
            "shown": self.shown,
        }
