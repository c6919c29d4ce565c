"""What each method of a stage needs, and what to write instead of what it was given."""

import sys
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text


class _Need(NamedTuple):
    kind: type
    words: str
    cure: str


_FIGURE = _Need(Figure, "a figure", "write `fig, ax = plt.subplots()`")
_LINE = _Need(Line2D, "one line", "write `line, = ax.plot(...)` with a comma")
_AXES = _Need(Axes, "axes", "write `ax = fig.subplots()`")
_NEEDS = {
    "Stage": _FIGURE,
    "clear": _FIGURE,
    "moves": _LINE,
    "puts": _LINE,
    "boundary": _LINE,
    "field": _AXES,
    "leads": _AXES,
    "bars": _Need(BarContainer, "all bars of a call", "write `bars = ax.bar(...)` without a comma"),
    "writes": _Need(Text, "one text", "write `text = ax.text(...)`"),
}
# what was given, where something else is needed
_CURES = {
    Line2D: "a line moves by `stage.moves(line, ...)`",
    PathCollection: 'points that move are a line, `dots, = ax.plot(x, y, "o")`',
    Text: "a text changes by `stage.writes(text, ...)`",
    BarContainer: "bars change by `stage.bars(bars, ...)`",
    Axes: "axes are coloured by `stage.field(ax, ...)`",
    np.ndarray: "take one of what it holds, such as `axes[0]`",
}
_CURES_OF_FIGURES = {Axes: "write `ax.figure`"}


def refuse_others(method: str, given: object) -> None:
    """Raise a ValueError, with the cure, for anything but what a method of the stage needs."""
    need = _NEEDS[method]
    if isinstance(given, need.kind):
        if isinstance(given, Figure):
            _refuse_closed(method, given)
        return
    cures = _CURES_OF_FIGURES if need is _FIGURE else _CURES
    cure = next((cure for kind, cure in cures.items() if isinstance(given, kind)), need.cure)
    raise ValueError(f"{method} needs {need.words}, got {_named(given)}: {cure}")


def _refuse_closed(method: str, fig: Figure) -> None:
    """Raise a ValueError, with the cure, for a figure that pyplot has closed."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    number = getattr(fig, "number", None)  # only pyplot gives one
    if pyplot and number is not None and not pyplot.fignum_exists(number):
        raise ValueError(
            f"{method} needs an open figure, got a closed one: make the figure in the cell of the "
            "stage, and anew for each stage"
        )


def _named(given: object) -> str:
    name = type(given).__name__
    return f"{'an' if name[0] in 'AEIOUaeioun' else 'a'} {name}"
