"""What an explorer costs on data of one's own, by the number of rows."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from logit_core import explorers
from logit_core.data import make_clusters
from logit_core.explorers import Stage
from logit_core.probability import sigmoid

from .weight import weigh

ROWS = (100, 1_000, 10_000, 100_000)

Arguments = tuple[Any, ...]


@dataclass(frozen=True)
class OwnData:
    """What one explorer costs on so many rows."""

    seconds: float  # of the processor, from the call to all of it being sent
    still: int  # bytes of the larger of its still pictures
    at_first: int  # bytes that the browser gets when the cell runs


def _plane(n: int) -> Arguments:
    return make_clusters(n)


def _line(n: int) -> Arguments:
    X, y = make_clusters(n)
    return X.sum(axis=1), y


def _scores(n: int) -> Arguments:
    x, y = _line(n)
    return y, sigmoid(x)


def _two_sets(n: int) -> Arguments:
    """Return half of the rows to fit to, half for validation; eight more features are noise."""
    rng = np.random.default_rng(0)
    X, y = make_clusters(n)
    order = rng.permutation(n)
    X, y = np.hstack([X, rng.standard_normal((n, 8))])[order], y[order]
    return X[: n // 2], y[: n // 2], X[n // 2 :], y[n // 2 :]


# how rows are made for each explorer that takes data
ROWS_FOR: dict[str, Callable[[int], Arguments]] = {
    "focal_explorer": _line,
    "gradient_check_explorer": _plane,
    "learning_rate_explorer": _plane,
    "loss_surface_explorer": _plane,
    "margin_explorer": _plane,
    "optimiser_explorer": _plane,
    "penalty_explorer": _two_sets,
    "sigmoid_explorer": _line,
    "straight_line_explorer": _line,
    "threshold_explorer": _scores,
    "two_feature_explorer": _plane,
}


def takes_data(name: str) -> bool:
    """Say whether an explorer takes labels."""
    return "y" in inspect.signature(getattr(explorers, name)).parameters


def measure_own_data(name: str, n: int) -> OwnData:
    """Show an explorer on `n` rows as a cell does."""
    rows = ROWS_FOR[name](n)
    show = functools.partial(getattr(explorers, name), *rows)
    weight = weigh(show)
    stage: Stage = show()
    stage.narrow = True  # for the layout for phones, which is sent to none else
    stage.send()
    still = max(len(stage.still), len(stage.stacked))
    stage.retire()
    return OwnData(weight.work, still, weight.at_first)


def measure_all_own_data(rows: tuple[int, ...]) -> dict[str, dict[int, OwnData]]:
    """Measure every explorer that takes data on so many rows."""
    return {name: {n: measure_own_data(name, n) for n in rows} for name in ROWS_FOR}
