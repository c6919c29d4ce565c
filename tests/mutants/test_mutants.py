"""The faults that are made, and the table of the tests that must see them."""

import ast
from pathlib import Path

import pytest

import logit_core

from .operators import mutants_of
from .table import TESTS
from .watching import Watched, seeing

ROOT = Path(__file__).parents[2]
PACKAGE = Path(logit_core.__file__).parent
# what holds no decision, or only the data of one chapter
LEFT_OUT = {"exercises._loss_mistakes", "environment"}
SOURCE = """
@lru_cache(8)
def f(x, y=3, *, kind="mean"):
    '''Say nothing.'''
    check(x, low=0)
    if x <= y and not x:
        raise ValueError(f"{x + 1}")
    return -x * 2.5
"""


def test_every_module_of_maths_judges_and_stage_has_a_row_with_tests_that_exist():
    modules = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for folder in (".", "exercises", "stage")
        for path in (PACKAGE / folder).glob("*.py")
        if path.stem != "__init__" and not path.stem.startswith("chapter_")
    }
    assert set(TESTS) == modules - LEFT_OUT
    assert [path for tests in TESTS.values() for path in tests if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("comparison", "x <= y", "x < y"),
        ("comparison", "x <= y", "x > y"),
        ("boolean", "x <= y and (not x)", "x <= y or not x"),
        ("boolean", "not x", "not not x"),
        ("arithmetic", "-x * 2.5", "-x / 2.5"),
        ("arithmetic", "-x", "+x"),
        ("constant", "-x * 2.5", "-x * 3.5"),
        ("default", "x, y=3, *, kind='mean'", "x, y=4, *, kind='mean'"),
        ("default", "x, y=3, *, kind='mean'", "x, y=3, *, kind='meanx'"),
        ("keyword dropped", "check(x, low=0)", "check(x)"),
        ("call dropped", "check(x, low=0)", "None"),
        ("returns None", "return -x * 2.5", "return None"),
        ("decorator dropped", "@lru_cache(8)", "no decorator"),
    ],
)
def test_each_kind_of_fault_is_made(kind, before, after):
    made = [one for one in mutants_of("m", SOURCE) if one.kind == kind]
    assert f"f: {before} -> {after}" in [one.name for one in made]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("f: x <= y and (not x) -> x <= y or not x", [6]),
        ("f: check(x, low=0) -> check(x)", [5]),
        ("f: x, y=3, *, kind='mean' -> x, y=4, *, kind='mean'", [3, 4, 5, 6, 7, 8]),
        ("module: ONE = 1 -> ONE = 2", []),
    ],
)
def test_a_fault_has_the_lines_that_show_it(name, lines):
    (mutant,) = [one for one in mutants_of("m", f"{SOURCE}ONE = 1\n") if one.name == name]
    assert list(mutant.lines) == lines


def test_the_tests_that_run_a_line_come_in_the_order_of_their_time():
    path = Path("m.py")
    watched = [
        Watched("slow", 2.0, {"m.py": {1, 2}}),
        Watched("quick", 1.0, {"m.py": {2}}),
        Watched("other", 0.1, {"m.py": {1}, "n.py": {2}}),
    ]
    assert seeing(watched, path, range(2, 4)) == ["quick", "slow"]
    assert seeing(watched, path, range(0)) == []


def test_each_fault_changes_the_code_and_nothing_of_types_or_sentences():
    mutants = mutants_of("m", SOURCE)
    assert len({one.code for one in mutants} - {ast.unparse(ast.parse(SOURCE))}) == len(mutants)
    assert all("x + 1" in one.code for one in mutants)
    assert len({one.rank for one in mutants}) == len(mutants)
