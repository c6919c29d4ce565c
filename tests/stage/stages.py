"""Small stages, to be tested."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from logit_core.explorers import Stage


def make_axes(**limits: Any) -> tuple[Figure, Axes]:
    fig = Figure(figsize=(4, 3))
    ax = fig.subplots()
    ax.set(**({"xlim": (-2, 2), "ylim": (-2, 2)} | limits))
    return fig, ax


def make_squares() -> Stage:
    """Return a stage on which a dot follows the squares 0, 1, 4."""
    fig, ax = make_axes(xlim=(0, 3), ylim=(0, 5))
    (dot,) = ax.plot([0], [0], "o")
    stage = Stage(fig, x=3)
    stage.moves(dot, x=[[0], [1], [2]], y=[[0], [1], [4]], by="x")
    return stage.says("The square of {x} is {square:.0f}.", by="x", square=[0, 1, 4])
