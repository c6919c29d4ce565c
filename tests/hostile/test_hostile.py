"""Whatever is thrown at a public name, it works or says by name what it cannot use.

A fixed sample runs by default. With the variable HOSTILE=all every call is made, which takes an
hour: `HOSTILE=all python start.py test -k hostile`.
"""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from .outcomes import tried
from .row import Row
from .rows import ROWS, names_in, parameters_of

EVERYTHING = os.environ.get("HOSTILE") == "all"
IN_THE_SAMPLE = 2  # calls of each row, beside those with what nothing may take
EVERY_ROW = [(layer, name) for layer, rows in ROWS.items() for name in rows]

NEVER = ", never"  # ends the label of what nothing may take

# what it is, what makes the arguments, and the names that a refusal may use
Call = tuple[str, Callable[[], dict[str, Any]], tuple[str, ...]]


def calls_of(name: str, row: Row) -> list[Call]:
    """Return what is thrown at a row: a sample, always the same, or everything."""
    calls: list[Call] = [
        (f"{parameter}: {label}", lambda p=parameter, make=make: {p: make()}, names)
        for parameter, names in row.names.items()
        for label, make in row.thrown_at(parameter).items()
    ]
    sets = row.data_sets().items()
    calls += [(f"data: {label}", lambda data=data: data, row.data) for label, data in sets]
    if EVERYTHING:
        return calls
    always = [call for call in calls if call[0].endswith(NEVER)]
    others = [call for call in calls if not call[0].endswith(NEVER)]
    return always + random.Random(name).sample(others, min(IN_THE_SAMPLE, len(others)))


@pytest.mark.parametrize(("layer", "name"), EVERY_ROW, ids=[name for _, name in EVERY_ROW])
def test_what_is_thrown_at_it_works_or_is_refused_by_name(layer: str, name: str) -> None:
    row = ROWS[layer][name]
    fallen = []
    for label, make, names in calls_of(name, row):
        outcome = tried(row, {**row.valid(), **make()}, names)
        fine = ("refused",) if label.endswith(NEVER) else ("accepted", "refused")
        if outcome.kind not in fine:
            fallen.append(f"{label}: {outcome.kind}, {outcome.said}")
    assert not fallen, "\n".join(fallen)


def test_every_public_name_has_its_row() -> None:
    for layer, rows in ROWS.items():
        assert set(rows) == names_in(layer), layer


def test_every_parameter_has_its_kind() -> None:
    for rows in ROWS.values():
        for name, row in rows.items():
            parameters, takes_others = parameters_of(row)
            assert parameters <= set(row.kinds), name
            assert takes_others or parameters == set(row.kinds), name
