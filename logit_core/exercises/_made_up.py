"""Inputs that a judge makes up: of many sizes, in no order, and unbalanced both ways."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats

HOW_MANY: Final = 200
_SMALL: Final = (1, 2, 3, 5, 6, 7, 12, 20, 40)
_N_LARGE: Final = 2


def sizes(*, at_least: int = 1, large: int = 2000) -> Iterator[int]:
    """Yield numbers of points, the small ones first."""
    n_small = HOW_MANY - _N_LARGE
    small = [max(at_least, _SMALL[i % len(_SMALL)]) for i in range(n_small)]
    yield from sorted(small)
    yield from [large] * _N_LARGE


def labels(rng: np.random.Generator, n: int, *, both: bool = False) -> NDArray[np.int_]:
    """Return labels in no order, with class 1 anywhere between rare and common."""
    drawn: NDArray[np.int_] = (rng.random(n) < rng.choice([0.1, 0.3, 0.5, 0.7, 0.9])).astype(int)
    if both:
        drawn[:2] = 0, 1
        rng.shuffle(drawn)
    return drawn


def rows(rng: np.random.Generator, n: int, n_columns: int) -> Floats:
    """Return rows with their ones in front."""
    table: Floats = np.column_stack([np.ones(n), rng.normal(0, 1.5, (n, n_columns - 1))])
    return table


def in_quarters(rng: np.random.Generator, *shape: int) -> Floats:
    """Return multiples of 1/4, whose sums are exact in any order."""
    drawn: Floats = rng.integers(-8, 9, shape) / 4
    return drawn


def n_columns(rng: np.random.Generator) -> int:
    return int(rng.choice([2, 3, 5]))


def as_python_and_numpy(numbers: Floats) -> Iterator[float]:
    """Yield every second number as Python's own kind, the others as NumPy's."""
    for i, number in enumerate(numbers):
        yield float(number) if i % 2 else number
