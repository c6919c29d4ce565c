"""What a quick run tries of many alike, and what it leaves to `start.py test --all`."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def quickly(values: Iterable[Any], some: Collection[Any]) -> list[Any]:
    """Return the values of a parameter; those that are not among `some` are marked as thorough."""
    return [
        value if value in some else pytest.param(value, marks=pytest.mark.thorough)
        for value in values
    ]
