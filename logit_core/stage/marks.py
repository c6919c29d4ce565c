"""The kinds of mark that move on a stage: path, boundary, field, bars and text.

Each has two drawings: matplotlib's here, and the browser's under the same name in
browser/marks.js. ``spec`` is what the second needs to agree with the first.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.container import BarContainer
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core.figures.plane import boundary_ends, probability_grid
from logit_core.probability import sigmoid
from logit_core.stage.layout import as_seen
from logit_core.stage.neutrals import darkened_map
from logit_core.stage.pictures import fill, marker, outlines, paint, stroke
from logit_core.stage.tracks import PARTS, Buffer, Positions, Track, short

# 65 colours along the slope differ from the exact field by at most 7 of 255 levels
FIELD_LOG_ODDS = np.linspace(-8.0, 8.0, 65)

# intercept, w1 and w2 apart, so that a path of the weights beside them shares their numbers
Weights: TypeAlias = tuple[Track, Track, Track]


@dataclass(frozen=True)
class Mark(ABC):
    """Something that moves on `axes`; each kind says what its artist is."""

    axes: Axes
    artist: Any

    @property
    def artists(self) -> Sequence[Artist]:
        """What matplotlib draws; the first one's zorder is that of all."""
        return [self.artist]

    @property
    def place(self) -> Sequence[Track]:
        """What says where a pointer takes hold of it; empty where that makes no sense."""
        return ()

    @abstractmethod
    def draw(self, at: Positions) -> None:
        """Put the artists where they belong at these positions."""

    @abstractmethod
    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the mark to the browser, its numbers placed in `buffer`."""


@dataclass(frozen=True)
class PathMark(Mark):
    """A line, its markers, or both; NaN breaks it; `until` names the control that cuts it."""

    artist: Line2D
    x: Track
    y: Track
    until: str | None

    @property
    def place(self) -> Sequence[Track]:
        """Its points."""
        return self.x, self.y

    def draw(self, at: Positions) -> None:
        """Give the line its points, up to the position of `until`."""
        x, y = np.broadcast_arrays(*np.atleast_1d(self.x.at(at), self.y.at(at)))
        end = None if self.until is None else at[self.until] + 1
        self.artist.set_data(x[:end], y[:end])

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe points, line and markers."""
        return {
            "kind": "path",
            "x": buffer.place(as_seen(self.x, self.axes, "x")),
            "y": buffer.place(as_seen(self.y, self.axes, "y")),
            "until": self.until,
            "line": stroke(self.artist),
            "marker": marker(self.artist),
        }


def _placed(weights: Weights, buffer: Buffer, ax: Axes) -> list[dict[str, Any]]:
    """Return where the browser finds intercept and weights, as exact as their line is seen.

    Where an axis lies far from 0, as one of years does, b and w x nearly cancel: more digits count.
    """
    limits = ax.get_xlim(), ax.get_ylim()
    far = max(max(abs(low), abs(high)) / abs(high - low) for low, high in limits)
    parts = PARTS * 2 ** int(np.log2(max(far, 1)))
    return [buffer.place(Track(short(track.values, parts), track.by)) for track in weights]


def weights_at(weights: Weights, at: Positions) -> NDArray[np.float64]:
    """Return intercept and weights (3,) at these positions."""
    return np.concatenate([track.at(at) for track in weights])


@dataclass(frozen=True)
class BoundaryMark(Mark):
    """The line on which b + w1 x1 + w2 x2 = level."""

    artist: Line2D
    weights: Weights
    level: float

    @property
    def place(self) -> Sequence[Track]:
        """Its weights."""
        return self.weights

    def draw(self, at: Positions) -> None:
        """Lay the line across the axes; it is empty while both weights are 0."""
        limits = self.axes.get_xlim(), self.axes.get_ylim()
        self.artist.set_data(*boundary_ends(weights_at(self.weights, at), self.level, *limits))

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe weights, level and line."""
        return {
            "kind": "boundary",
            "weights": _placed(self.weights, buffer, self.axes),
            "level": self.level,
            "line": stroke(self.artist) | {"stroke-linecap": "butt"},
        }


@dataclass(frozen=True)
class FieldMark(Mark):
    """The colours of sigmoid(b + w1 x1 + w2 x2) over the axes.

    The sigmoid is constant along each line of equal log-odds. So in the browser the field is one
    linear gradient along w, and moving it moves two end points.
    """

    artist: AxesImage
    weights: Weights
    cmap: Colormap
    alpha: float

    def draw(self, at: Positions) -> None:
        """Compute the probabilities pixel by pixel."""
        self.artist.set_data(probability_grid(weights_at(self.weights, at), self.axes))

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe weights and colours."""
        return {
            "kind": "field",
            "weights": _placed(self.weights, buffer, self.axes),
            "colors": _field_colors(self.cmap),
            "dark": _field_colors(darkened_map(self.cmap)),
            "top": float(FIELD_LOG_ODDS[-1]),
            "opacity": self.alpha,
        }


def _field_colors(cmap: Colormap) -> list[str]:
    return [to_hex(tuple(rgba)) for rgba in cmap(sigmoid(FIELD_LOG_ODDS))]


@dataclass(frozen=True)
class BarsMark(Mark):
    """Bars whose lengths follow the controls."""

    artist: BarContainer
    lengths: Track

    @property
    def artists(self) -> Sequence[Artist]:
        """The rectangles."""
        return self.artist.patches

    @property
    def place(self) -> Sequence[Track]:
        """The ends of the bars."""
        return (self.lengths,)

    @property
    def _upright(self) -> bool:
        return self.artist.orientation == "vertical"

    def draw(self, at: Positions) -> None:
        """Give each rectangle its length."""
        for patch, length in zip(self.artist.patches, self.lengths.at(at), strict=True):
            (patch.set_height if self._upright else patch.set_width)(length)

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe where each bar stands, its look, and the lengths."""
        return {
            "kind": "bars",
            "lengths": buffer.place(
                as_seen(self.lengths, self.axes, "y" if self._upright else "x")
            ),
            "upright": self._upright,
            "bars": [self._bar(patch) for patch in self.artist.patches],
        }

    def _bar(self, patch: Rectangle) -> dict[str, Any]:
        x, y, width, height = patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()
        foot, start, thickness = (y, x, width) if self._upright else (x, y, height)
        return {
            "foot": float(foot),
            "start": float(start),
            "end": float(start + thickness),
            "look": fill(patch),
        }


@dataclass(frozen=True)
class TextMark(Mark):
    """A text inside the picture: one of several, at a place that may move too."""

    artist: Text
    texts: tuple[str, ...]
    which: Track
    x: Track
    y: Track

    def draw(self, at: Positions) -> None:
        """Write the text that holds, where it belongs."""
        self.artist.set_text(self.texts[int(self.which.at(at))])
        self.artist.set_position((float(self.x.at(at)), float(self.y.at(at))))

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the texts by the outlines of their letters."""
        return {
            "kind": "text",
            "which": buffer.place(self.which),
            "x": buffer.place(as_seen(self.x, self.axes, "x")),
            "y": buffer.place(as_seen(self.y, self.axes, "y")),
            "fill": paint(self.artist, self.artist.get_color()),
            **outlines(self.artist, self.texts),
        }


def stand_in_data(artist: Line2D | Text, axes: Axes) -> None:
    """Give an artist whose place is a share of the axes, such as a rule, the same place in data."""
    transform = artist.get_transform()
    in_data = transform.contains_branch_seperately(axes.transData)
    if all(in_data):
        return
    if isinstance(artist, Text):
        place = axes.transData.inverted().transform(transform.transform(artist.get_position()))
        artist.set_position((float(place[0]), float(place[1])))
    else:
        points = np.column_stack(artist.get_data()).astype(np.float64)
        artist.set_data(*axes.transData.inverted().transform(transform.transform(points)).T)
    artist.set_transform(axes.transData)
