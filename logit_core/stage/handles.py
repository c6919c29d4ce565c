"""Marks that the pointer takes hold of: which controls follow it, and what the reader is told.

The browser finds the positions, from numbers that it has already: see browser/handles.js.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from logit_core._validation import as_choice, as_count, as_text, shown
from logit_core.stage._arguments import as_controls
from logit_core.stage.control import Control
from logit_core.stage.marks import Mark, PathMark
from logit_core.stage.tracks import Names

Along: TypeAlias = Literal["x", "y"]

_AIR = 3.5  # points between a marker and its ring
_KNOB = 5.5  # radius of the ring on what has no marker
_TIP = 8.5  # where a line ends that follows a control: there is often another artist's marker


@dataclass(frozen=True)
class Handle:
    """A mark, the controls that follow the pointer once it is taken, and how they do."""

    mark: Mark
    by: tuple[str, ...]
    anywhere: bool | str
    along: Along | None
    point: int | None

    def spec(self, marks: Sequence[Mark]) -> dict[str, Any]:
        """Describe the handle to the browser; `marks` are in the order in which they are sent."""
        return {
            "mark": next(i for i, mark in enumerate(marks) if mark is self.mark),
            "by": list(self.by),
            "anywhere": bool(self.anywhere),
            "along": self.along,
            "point": self.point,
            "ring": self._ring,
        }

    @property
    def _ring(self) -> float:
        artist = self.mark.artist
        if not isinstance(artist, Line2D) or artist.get_marker() in (None, "None", " ", ""):
            follows = isinstance(self.mark, PathMark) and self.mark.until and self.point is None
            return _TIP if follows else _KNOB
        return float(artist.get_markersize() + artist.get_markeredgewidth()) / 2 + _AIR

    @property
    def places(self) -> int:
        """How many rings it has at most: one for each marker or bar."""
        artist = self.mark.artist
        if isinstance(artist, BarContainer):
            return len(artist.patches)
        if not isinstance(self.mark, PathMark) or self.point is not None or self.mark.until:
            return 1
        has_markers = artist.get_marker() not in (None, "None", " ", "")
        return max(self.mark.x.length, self.mark.y.length) if has_markers else 1


def make_handle(
    artist: object,
    by: Names | None,
    marks: Sequence[Mark],
    controls: Mapping[str, Control],
    *,
    anywhere: bool | str,
    along: Along | None,
    point: int | None,
) -> Handle:
    """Return the handle of an artist, `by` and the rest being as in `Stage.grab`.

    Raises
    ------
    ValueError
        If nothing moves the artist, or it cannot be taken in this way.
    """
    mark = _mark_of(artist, marks)
    point = _as_point(point, mark)
    if along is not None:
        as_choice(along, "along", get_args(Along))
        if not isinstance(mark, PathMark):
            raise ValueError(f"along must be left out but for a line or marker, got {along!r}")
    if not isinstance(anywhere, bool | np.bool_):
        as_text(anywhere, "anywhere, unless it is True or False,")
    if by is None:
        moving = [name for name, one in controls.items() if one.kind != "toggle"]
        names = tuple(name for name in moving if _moves(mark, name, point))
    else:
        names = as_controls(by, controls)
        _refuse_toggles(names, controls)
        if not any(_moves(mark, name, point) for name in names):
            raise ValueError(
                f"by must name a control that moves what is taken, got "
                f"{', '.join(names) or 'none'}: its place is the same at all their positions"
            )
    if not 1 <= len(names) <= 2:
        found = ", ".join(names) or "none"
        raise ValueError(
            f"what is taken must be moved by one or two controls, got {found}: name them by "
            "`by=...`"
        )
    return Handle(mark, names, anywhere, along, point)


def _mark_of(artist: object, marks: Sequence[Mark]) -> Mark:
    for mark in reversed(marks):
        if mark.artist is artist and mark.place:
            return mark
    raise ValueError(
        "grab needs a line, marker or bars that a control moves, got "
        f"{artist if isinstance(artist, Line2D) else type(artist).__name__}: first write "
        "`stage.puts(dot, ...)`, `moves`, `boundary` or `bars`"
    )


def _refuse_toggles(names: Sequence[str], controls: Mapping[str, Control]) -> None:
    for name in names:
        if controls[name].kind == "toggle":
            raise ValueError(f"by must name no toggle, which is not dragged, got {name!r}")


def _as_point(point: int | None, mark: Mark) -> int | None:
    """Return the number of a point of the mark, counted from its begin."""
    if point is None:
        return None
    if not isinstance(mark, PathMark):
        raise ValueError(f"point must be left out but for a line, got {shown(point)}")
    n = max(track.length for track in mark.place)
    return range(n)[as_count(point, "point", low=-n, high=n - 1)]


def _moves(mark: Mark, name: str, point: int | None) -> bool:
    """Return whether what is taken stands elsewhere at another position of a control."""
    if isinstance(mark, PathMark) and mark.until == name and point is None:
        return max(mark.x.length, mark.y.length) > 1
    for track in mark.place:
        if name in track.by:
            values = track.values
            if point is not None and track.length > 1:
                values = values[..., point]
            if _varies(values, track.by.index(name)):
                return True
    return False


def _varies(values: NDArray[np.float64], axis: int) -> bool:
    first = np.take(values, [0], axis=axis)
    return bool(((values != first) & ~(np.isnan(values) & np.isnan(first))).any())


def hint(handles: Sequence[Handle]) -> str:
    """Return what the reader is told under the picture."""
    if not handles:
        return ""
    noun = "marks" if sum(handle.places for handle in handles) > 1 else "mark"
    wide = [handle.anywhere for handle in handles if handle.anywhere]
    names = [name if isinstance(name, str) else "its panel" for name in wide]
    press = f"; or press anywhere in {' or '.join(names)}" if names else ""
    return f"The ringed {noun} can be dragged{press}."
