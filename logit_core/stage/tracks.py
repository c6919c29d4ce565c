"""Numbers that follow the controls of a stage, and how they travel to the browser."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, shown
from logit_core.stage._arguments import as_controls, as_moving

Positions = Mapping[str, int]

Names: TypeAlias = str | Sequence[str]

# the controls that values follow: None for all of them, a mapping where each value has its own
By: TypeAlias = Names | Mapping[str, Names] | None

PARTS: Final = 2**13  # into which an axis, or a number, is cut: each a tenth of a pixel at most


@dataclass(frozen=True)
class Track:
    """What holds at each position of some controls: ``values[i, j, ...]`` for positions i, j."""

    values: NDArray[np.float64]
    by: tuple[str, ...]

    def at(self, positions: Positions) -> NDArray[np.float64]:
        """Return the values that hold at these positions."""
        values: NDArray[np.float64] = self.values[tuple(positions[name] for name in self.by)]
        return values

    @property
    def length(self) -> int:
        """How many numbers hold at one position."""
        return int(np.prod(self.values.shape[len(self.by) :]))


def make_track(
    values: ArrayLike,
    by: By,
    sizes: Mapping[str, int],
    *,
    core: int,
    name: str,
    limits: tuple[float, float] = (-3e38, 3e38),
) -> Track:
    """Lay `values` along the controls that they follow; `by` and their shape are as in `Stage`.

    The leading dimensions are followed by `core` of their own: 0 for a number, 1 for a row. With no
    leading ones the values stand still. `sizes` counts the positions of each control. Values beyond
    `limits` are drawn there. NaN stays, and masked values become NaN: they break a line.

    Raises
    ------
    ValueError
        If a control is unknown or the shape does not follow the controls.
    """
    if isinstance(by, Mapping):
        by = by.get(name)
    given = by is not None
    by = as_controls(by, sizes) if given else tuple(sizes)
    array = as_moving(values, name)
    if array.ndim == core:
        by = ()
    expected = tuple(sizes[control] for control in by)
    lead = array.shape[: len(by)]
    if array.ndim != len(by) + core or any(
        have not in (1, size) for have, size in zip(lead, expected, strict=True)
    ):
        follows = ", ".join(f"{control}: {sizes[control]}" for control in by) or "no control"
        which = "control of by" if given else "control"
        cure = "" if given else ": name the controls that it follows by `by=...`"
        raise ValueError(
            f"{name} must have one leading dimension per {which} ({follows}) and {core} more, "
            f"got shape {array.shape}{cure}"
        )
    moving = tuple(control for control, have in zip(by, lead, strict=True) if have > 1)
    shape = tuple(sizes[control] for control in moving) + array.shape[len(by) :]
    return Track(np.clip(array.reshape(shape), *limits), moving)


def short(values: Floats, parts: int = PARTS) -> Floats:
    """Return numbers of four digits, as exact as a factor is seen; more parts give more digits."""
    mantissas, exponents = np.frexp(values)
    few: Floats = np.ldexp(np.round(mantissas * parts) / parts, exponents)
    return few


def refuse_unknown_values(by: By, names: Collection[str]) -> None:
    """Raise a ValueError where a mapping says what a value follows that is not given."""
    for name in by if isinstance(by, Mapping) else ():
        if name not in names:
            raise ValueError(
                f"by must name values that are given ({', '.join(names)}), got {shown(name)}"
            )


class Buffer:
    """One run of float32 numbers for the browser; equal arrays are stored once.

    Parameters
    ----------
    shared : bool
        False where each array has a place of its own: then the places depend on the shapes alone,
        and what is computed anew can take them.
    """

    def __init__(self, *, shared: bool = True) -> None:
        self._shared = shared
        self._starts: dict[bytes, int] = {}
        self._arrays: list[bytes] = []
        self._length = 0

    def place(self, track: Track) -> dict[str, Any]:
        """Store the values and return where the browser finds them."""
        with np.errstate(over="ignore"):  # beyond float32 is infinite
            raw = track.values.astype("<f4").tobytes()
        if raw not in self._starts or not self._shared:
            self._starts[raw] = self._length
            self._arrays.append(raw)
            self._length += track.values.size
        return {"start": self._starts[raw], "by": list(track.by), "length": track.length}

    def __len__(self) -> int:
        return self._length

    def tobytes(self) -> bytes:
        """Return all numbers in the order of their places."""
        return b"".join(self._arrays)


def in_planes(numbers: bytes) -> bytes:
    """Return float32 numbers as all their first bytes, all second ones and so on.

    Numbers beside each other differ in their last bytes only: so put, they deflate to two thirds.
    """
    return np.frombuffer(numbers, np.uint8).reshape(-1, 4).T.tobytes()


def from_planes(planes: bytes) -> bytes:
    """Return the numbers of which `in_planes` made these bytes."""
    return np.frombuffer(planes, np.uint8).reshape(4, -1).T.tobytes()
