"""Flowers and tumours: two small tables that travel with the course, so that nothing is fetched.

Each file names its source and its licence in its first lines.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from logit_core._validation import Floats


class Table(NamedTuple):
    """Measurements and the class of each row."""

    columns: list[str]
    numbers: Floats  # (n_rows, n_columns)
    classes: list[str]


def read_table(name: str) -> Table:
    """Return the table "iris" or "tumours"; the class of a row stands in its last column."""
    text = Path(__file__).with_name(f"{name}.csv").read_text("utf-8")
    columns, *rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    numbers = np.array([row[:-1] for row in rows], dtype=np.float64)
    return Table(columns[:-1], numbers, [row[-1] for row in rows])
