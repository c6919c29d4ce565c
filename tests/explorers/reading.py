"""Read an explorer: the numbers in its sentence, and the lines of its picture."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from logit_core.explorers import Stage
from logit_core.figures.style import written


@cache
def usual(show: Callable[[], Stage]) -> Stage:
    """Return what an explorer shows when it is given nothing: made once, and moved by no test."""
    return show()


def numbers(stage: Stage, pattern: str, **at: int) -> list[float]:
    """Return the numbers in the sentence at the groups of a pattern; {} is one number."""
    number = r"(−?\d+(?:\.\d+)?(?:e−\d+)?)"
    found = re.search(pattern.replace("{}", number), stage.sentence_at(**at))
    assert found, stage.sentence_at(**at)
    return [as_number(text) for text in found.groups()]


def as_number(text: str) -> float:
    """Return a number as it is written in a sentence or beside a control."""
    return float(text.replace("−", "-"))


def at(stage: Stage, **labels: Any) -> dict[str, int]:
    """Return the positions that bear these labels."""
    return {name: stage.controls[name].index(_written(label)) for name, label in labels.items()}


def _written(label: Any) -> str:
    return label if isinstance(label, str) else written(label, "")


def only(ax: Axes, **look: object) -> Line2D:
    """Return the one line of an axes that looks like this."""
    (line,) = (
        line
        for line in ax.lines
        if all(getattr(line, f"get_{name}")() == value for name, value in look.items())
    )
    return line


def control_values(stage: Stage, at: dict[str, int]) -> list[float]:
    """Return what the labels of the controls say at a position, as numbers."""
    return [as_number(labels[at[name]]) for name, labels in stage.controls.items()]
