"""A control of a stage: its positions, what is written at each, and how it stands."""

import operator
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

ControlKind = Literal["range", "choice", "toggle"]

# how many positions a control has, or what is written at each
Values: TypeAlias = int | np.integer[Any] | Sequence[str] | Sequence[float] | NDArray[Any]


@dataclass(frozen=True, eq=False)
class Control:
    """All that is said of a control, in one place; the stage checks it.

    Parameters
    ----------
    values : int, or sequence of str or float
        How many positions it has, or what is written at each.
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
        How numbers are written, as in ``format(number, ".2f")``; six digits when left out.

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
        values = range(self.values) if isinstance(self.values, int | np.integer) else self.values
        return tuple(self._written(value) for value in values)

    def _written(self, value: str | float) -> str:
        if self.format is None:
            return f"{value:g}" if isinstance(value, float) else str(value)
        if isinstance(value, str):
            raise ValueError(f"only numbers may have a format, got {value!r}")
        return format(value, self.format)

    def position(self, name: str, at: int) -> int:
        """Return a position if the control has it."""
        if not 0 <= at < len(self.labels):
            raise ValueError(f"{name} must lie in 0 to {len(self.labels) - 1}, got {at}")
        return operator.index(at)

    def check(self, name: str) -> None:
        """Raise a ValueError for what does not go together, `name` being that of the control."""
        n, last = len(self.labels), len(self.labels) - 1
        if n == 0:
            raise ValueError(f"{name} must have at least one position, got none")
        self.position(name, self.at)
        if self.kind not in get_args(ControlKind):
            kinds = ", ".join(get_args(ControlKind))
            raise ValueError(f"the kind of {name} must be one of {kinds}, got {self.kind!r}")
        if self.kind == "toggle" and n != 2:
            raise ValueError(f"a toggle must have 2 positions, got {n}")
        if self.play is not None and self.play <= 0:
            raise ValueError(f"play must be a number of milliseconds above 0, got {self.play}")
        if self.notch is not None and not 0 <= self.notch[0] <= last:
            at = self.notch[0]
            raise ValueError(f"notch must lie on the control, from 0 to {last}, got {at}")

    def spec(self, name: str) -> dict[str, Any]:
        """Describe the control to the browser; the notch by its share of the way."""
        notch = self.notch and {
            "at": self.notch[0] / max(len(self.labels) - 1, 1),
            "text": self.notch[1],
        }
        return {
            "labels": list(self.labels),
            "label": name.replace("_", " ") if self.label is None else self.label,
            "kind": self.kind,
            "at": operator.index(self.at),
            "play": self.play,
            "notch": notch,
            "shown": self.shown,
        }
