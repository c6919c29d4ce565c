"""The kinds of mark that move on a stage.

Each has two drawings: matplotlib's here, and the browser's under the same name in ``kinds`` of
stage.js. ``spec`` is what the second needs to agree with the first.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from ..figures.plane import boundary_ends, probability_grid
from ..probability import sigmoid
from ._pictures import marker, stroke
from ._tracks import Buffer, Positions, Track

# 65 colours along the slope differ from the exact field by at most 7 of 255 levels
FIELD_LOG_ODDS = np.linspace(-8.0, 8.0, 65)


class Mark(Protocol):
    """Something that moves: an artist of the figure and how it follows the controls."""

    @property
    def axes(self) -> Axes:
        """Where the mark stands."""

    @property
    def artist(self) -> Artist:
        """The artist that matplotlib draws."""

    def draw(self, at: Positions) -> None:
        """Put the artist where it belongs at these positions."""

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe the mark to the browser, its numbers placed in `buffer`."""


@dataclass(frozen=True)
class PathMark:
    """A line, its markers, or both; NaN breaks it; `until` names the control that cuts it."""

    axes: Axes
    artist: Line2D
    x: Track
    y: Track
    until: str | None

    def draw(self, at: Positions) -> None:
        """Give the line its points, up to the position of `until`."""
        x, y = np.broadcast_arrays(self.x.at(at), self.y.at(at))
        end = None if self.until is None else at[self.until] + 1
        self.artist.set_data(x[:end], y[:end])

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe points, line and markers."""
        return {
            "kind": "path",
            "x": buffer.place(self.x),
            "y": buffer.place(self.y),
            "until": self.until,
            "line": stroke(self.artist),
            "marker": marker(self.artist),
        }


@dataclass(frozen=True)
class BoundaryMark:
    """The line on which b + w1 x1 + w2 x2 = level."""

    axes: Axes
    artist: Line2D
    weights: Track
    level: float

    def draw(self, at: Positions) -> None:
        """Lay the line across the axes; it is empty while both weights are 0."""
        limits = self.axes.get_xlim(), self.axes.get_ylim()
        self.artist.set_data(*boundary_ends(self.weights.at(at), self.level, *limits))

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe weights, level and line."""
        return {
            "kind": "boundary",
            "weights": buffer.place(self.weights),
            "level": self.level,
            "line": stroke(self.artist) | {"stroke-linecap": "butt"},
        }


@dataclass(frozen=True)
class FieldMark:
    """The colours of sigmoid(b + w1 x1 + w2 x2) over the axes.

    The sigmoid is constant along each line of equal log-odds. So in the browser the field is one
    linear gradient along w, and moving it moves two end points.
    """

    axes: Axes
    artist: AxesImage
    weights: Track
    cmap: Colormap
    alpha: float

    def draw(self, at: Positions) -> None:
        """Compute the probabilities pixel by pixel."""
        self.artist.set_data(probability_grid(self.weights.at(at), self.axes))

    def spec(self, buffer: Buffer) -> dict[str, Any]:
        """Describe weights and colours."""
        return {
            "kind": "field",
            "weights": buffer.place(self.weights),
            "colors": [to_hex(tuple(rgba)) for rgba in self.cmap(sigmoid(FIELD_LOG_ODDS))],
            "top": float(FIELD_LOG_ODDS[-1]),
            "opacity": self.alpha,
        }
