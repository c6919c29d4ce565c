"""What the bytecode of a student's function tells."""

from types import SimpleNamespace

import numpy as np
import pytest

from logit_core.exercises._reading import (
    code_of,
    ends_in_its_first_round,
    notebook_data,
    numbers_in,
    returns_a_value,
    unused_arguments,
    with_globals,
)

DATA = {
    "whole": 3,
    "real": 0.5,
    "of_numpy": np.float64(0.5),
    "table": np.ones((2, 2)),
    "listed": [1, 2],
    "path": SimpleNamespace(weights=np.zeros((3, 2))),
}
NO_DATA = {
    "flag": True,
    "word": "sigmoid",
    "nothing": None,
    "empty": [],
    "function": np.exp,
    "module": np,
}


def reading(name):
    """Return a function that reads a name of the notebook, in a loop of its own."""
    made = {**DATA, **NO_DATA}
    exec(f"def attempt(x):\n    return [{name} for _ in x]", made)
    return made["attempt"]


@pytest.mark.parametrize("name", DATA)
def test_data_that_an_earlier_cell_made_are_seen(name):
    assert notebook_data(reading(name)) == [name]


@pytest.mark.parametrize("name", [*NO_DATA, "not_there"])
def test_what_is_no_data_is_not_taken_for_them(name):
    assert notebook_data(reading(name)) == []


def test_the_numbers_of_a_function_come_once_and_truth_is_none_of_them():
    assert numbers_in(lambda x: (x * 0.5 + 2, x**2, True, "3")) == [0.5, 2]


@pytest.mark.parametrize("builtin", [np.exp, len, SimpleNamespace()])
def test_what_has_no_bytecode_tells_nothing(builtin):
    assert code_of(builtin) is None
    assert notebook_data(builtin) == unused_arguments(builtin) == numbers_in(builtin) == []
    assert returns_a_value(builtin) is ends_in_its_first_round(builtin) is False


def test_arguments_that_are_never_looked_at_are_told_in_their_order():
    assert unused_arguments(lambda a, b, c: b) == ["a", "c"]
    assert unused_arguments(lambda a, b: [a for _ in b]) == []


def test_a_return_with_a_value_is_seen_wherever_it_stands():
    def in_a_branch(x):
        if x:
            return x

    def nowhere(x):
        if x:
            return
        x = x + 1

    assert returns_a_value(in_a_branch)
    assert returns_a_value(lambda x: 1)
    assert not returns_a_value(nowhere)


def test_a_loop_that_returns_at_once_is_seen():
    def at_once(x):
        for one in x:
            return one

    def at_last(x):
        for one in x:
            last = one
        return last

    assert ends_in_its_first_round(at_once)
    assert not ends_in_its_first_round(at_last)


def test_names_of_the_notebook_may_mean_something_else():
    made = {"rate": 1.0}
    exec("def attempt(x, *, by=2):\n    return rate * x * by", made)
    changed = with_globals(made["attempt"], rate=10.0)
    assert changed(3) == 60
    assert made["attempt"](3) == 6
