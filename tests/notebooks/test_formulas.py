"""docs/formulas.md names, for every displayed formula, what computes it and what tests it."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import logit_core as lc

from .chapters import CELLS, Chapter

ROOT = Path(__file__).parents[2]
ROWS = [
    [column.strip() for column in line.strip("|").split(" | ")]
    for line in (ROOT / "docs" / "formulas.md").read_text("utf-8").splitlines()
    if line.startswith("| `")
]


def names(column: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", column)


def displayed(text: str) -> int:
    """Count displayed formulas, those between double dollars."""
    return len(re.findall(r"\$\$.+?\$\$", text, re.DOTALL))


@cache
def defined_in(file: str) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {node.name for node in tree.body if hasattr(node, "name")}


def test_every_displayed_formula_has_its_row():
    shown = {
        name: displayed(cell.source) for name, cell in CELLS.items() if cell.cell_type != "code"
    }
    rows = Counter(name for cell, *_ in ROWS for name in names(cell))
    assert rows == {name: count for name, count in shown.items() if count}


def test_what_computes_a_formula_exists():
    for _, _, computed, _ in ROWS:
        assert names(computed)
        for name in names(computed):
            assert name in CELLS or name in lc.__all__, name


def test_what_tests_a_formula_exists():
    for _, _, _, tested in ROWS:
        assert names(tested)
        for name in names(tested):
            file, function = name.split("::")
            assert function in defined_in(file), name


# ---- formulas that a cell computes, tested here


@pytest.fixture
def unbalanced() -> tuple[np.ndarray, np.ndarray]:
    """Labels, 5 of 8 of class 1, and probabilities for them."""
    return np.array([1, 0, 1, 1, 0, 1, 0, 1]), np.linspace(0.1, 0.9, 8)


def test_source_a_adds_two_class_means(unbalanced):
    y, p = unbalanced
    one = [-np.log(p_i) for y_i, p_i in zip(y, p, strict=True) if y_i == 1]
    zero = [-np.log(1 - p_i) for y_i, p_i in zip(y, p, strict=True) if y_i == 0]
    loss_of_source_a = Chapter("05_iris").function("loss_of_source_a")
    assert loss_of_source_a(y, p) == pytest.approx(sum(one) / len(one) + sum(zero) / len(zero))


def test_the_mean_loss_weighs_every_point_alike(unbalanced):
    y, p = unbalanced
    ones = sum(np.log(p_i) for y_i, p_i in zip(y, p, strict=True) if y_i == 1)
    zeros = sum(np.log(1 - p_i) for y_i, p_i in zip(y, p, strict=True) if y_i == 0)
    assert lc.binary_cross_entropy(y, p) == pytest.approx(-(ones + zeros) / len(y))
