"""What a row says of a public name: how it is called, and what is thrown at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .values import (
    ANYTHING,
    AXES,
    CHOICES,
    NAME,
    NAMES,
    NO_COUNTS,
    NUMBERS,
    SEEDS,
    Make,
    data_sets,
    mappings,
    shapes_of,
)

# modules whose functions take features with the column of ones
WITH_ONES = ("gradients", "margin", "descent", "second_order", "sweep")


@dataclass(frozen=True)
class Row:
    """A public name, and how it is called.

    Parameters
    ----------
    call : callable
        What is called.
    kinds : mapping of str to str
        The kind of each of its parameters: what is thrown at it, see `thrown_at`.
    valid : callable
        Makes arguments that fit; what is left out keeps its default.
    data : tuple of str
        The parameters that take the features and the labels of `data_sets`, if there are any.
    one_feature : bool
        Whether the first of `data` takes one feature, not two.
    called : mapping of str to str
        What a refusal may call a parameter instead of its name: the sentence, or the method that
        a line is handed to.
    """

    call: Callable[..., Any]
    kinds: Mapping[str, str]
    valid: Callable[[], dict[str, Any]]
    data: tuple[str, ...] = ()
    one_feature: bool = False
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What a refusal may call each parameter."""
        return {one: (one, self.called.get(one, one)) for one in self.kinds}

    def thrown_at(self, parameter: str) -> dict[str, Make]:
        """Return all that is thrown at a parameter, by what it is."""
        kind = self.kinds[parameter]
        own = OF_A_KIND.get(kind, {})
        if kind in ("array", "moving", "mapping"):
            value = self.valid()[parameter]
            own = mappings(next(iter(value.values()))) if kind == "mapping" else shapes_of(value)
        if kind == "moving":  # what is masked breaks a line
            own = {k.removesuffix(", never") if "mask" in k else k: own[k] for k in own}
        if kind == "function":  # what a function raises is its own
            return {k: make for k, make in ANYTHING.items() if not callable(make())}
        if kind == "file":  # any text is a file that would be written
            return {k: make for k, make in ANYTHING.items() if not isinstance(make(), str)} | own
        return {**ANYTHING, **own}

    def data_sets(self) -> dict[str, dict[str, Any]]:
        """Return the arguments of each set of data."""
        if not self.data:
            return {}
        sets = {}
        for name, (X, y) in data_sets().items():
            features = X[:, 0] if self.one_feature else X
            if self.call.__module__.rpartition(".")[2] in WITH_ONES:
                features = np.column_stack([np.ones(len(X)), X])
            given = (features, y, features, y)
            sets[name] = dict(zip(self.data, given, strict=False))
        return sets


OF_A_KIND: dict[str, dict[str, Make]] = {
    "number": NUMBERS,
    "count": NO_COUNTS,
    "seed": {**NO_COUNTS, **SEEDS},
    "names": NAMES,
    "name": NAME,
    "choice": CHOICES,
    "ax": AXES,
}


def of(call: Callable[..., Any], data: tuple[str, ...] = (), **given: Any) -> Row:
    """Return the row of a function; each of its parameters is given as (kind, value) or as a kind.

    A kind alone leaves the default in its place.
    """
    kinds = {name: one if isinstance(one, str) else one[0] for name, one in given.items()}
    values = {name: one[1] for name, one in given.items() if not isinstance(one, str)}

    def valid() -> dict[str, Any]:
        return {name: one() if callable(one) else _copy(one) for name, one in values.items()}

    return Row(call, kinds, valid, data, one_feature="x" in data)


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray | list | dict) else value


def array(value: Any) -> tuple[str, Any]:
    return "array", value


def moving(value: Any) -> tuple[str, Any]:
    return "moving", value
