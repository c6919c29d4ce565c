"""Figures in words: percentiles, verdicts on targets, and the table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("figure", "route", "ours", "interact", "ipympl", "target", "verdict")


@dataclass(frozen=True)
class Row:
    """One line of the table; a cell that does not apply stays empty."""

    figure: str
    route: str = ""
    ours: str = ""
    interact: str = ""
    ipympl: str = ""
    target: str = ""
    verdict: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of `values` lies, between two neighbours.

    Examples
    --------
    >>> percentile([1, 2, 3, 4], 0.5)
    2.5
    """
    if not values:
        raise ValueError("values must not be empty")
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie in [0, 1], got {share}")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def median(values: Sequence[float]) -> float:
    """Return the middle of `values`."""
    return percentile(values, 0.5)


def at_most(value: float, bound: float) -> str:
    """Judge a figure that should be small.

    Examples
    --------
    >>> at_most(39, 40), at_most(60, 40)
    ('met', 'missed by 50 %')
    >>> at_most(3, 0)
    'missed by 3'
    """
    if value <= bound:
        return "met"
    return f"missed by {_percent(value / bound - 1)}" if bound else f"missed by {value:g}"


def at_least(value: float, bound: float) -> str:
    """Judge a figure that should be large.

    Examples
    --------
    >>> at_least(10.5, 10), at_least(9, 10)
    ('met', 'missed by 10 %')
    """
    return "met" if value >= bound else f"missed by {_percent(1 - value / bound)}"


def _percent(share: float) -> str:
    """Return a share above 0 in percent, never rounded to nothing."""
    return f"{100 * share:.0f} %" if share >= 0.01 else "less than 1 %"


def as_table(rows: Sequence[Row]) -> str:
    """Return a table that reads well as plain text and as Markdown."""
    return lay_out([HEAD, *(tuple(getattr(row, name) for name in HEAD) for row in rows)])


def lay_out(lines: Sequence[Sequence[str]]) -> str:
    """Return lines of cells, the head first, with the columns under each other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    texts = [_line(line, widths) for line in lines]
    texts.insert(1, _line(["-" * width for width in widths], widths))
    return "\n".join(texts)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
