"""What a cell binds and uses, on whichever Python; `tests/site/test_needs.py` asks the page's."""

from typing import NamedTuple

import pytest

from docs.site.python.cell_names import bound, used


class Case(NamedTuple):
    """A cell, the names that it binds, and those that it uses."""

    code: str
    bound: set[str]
    used: set[str]


CASES = {
    "a name made of another": Case("x = y", {"x"}, {"y"}),
    "one that is changed": Case("x += 1\nx.y[0] = z", {"x"}, {"x", "z"}),
    "imports": Case("import a.b as c, d.e\nfrom f import g", {"c", "d", "g"}, set()),
    "a list": Case("[x + a for x in xs for y in x if b]", set(), {"xs", "a", "b"}),
    "a set": Case("{x for x in xs}", set(), {"xs"}),
    "a dictionary": Case("{k: v + a for k, v in pairs}", set(), {"pairs", "a"}),
    "a generator": Case("t = any(x for x in xs)", {"t"}, {"any", "xs"}),
    "a list of lists": Case("[[x for x in row] for row in rows]", set(), {"rows"}),
    "functions in a list": Case("[lambda u: u + x + a for x in xs]", set(), {"xs", "a"}),
    "a list in a function": Case("def f():\n    return [x for x in xs]", {"f"}, {"xs"}),
    "a list in a class": Case("class A:\n    y = [x for x in xs]", {"A"}, {"xs"}),
    "the same name within and around": Case("x = [x for x in xs]", {"x"}, {"xs"}),
    "a name that a list leaves behind": Case("[y := x for x in xs]", {"y"}, {"xs"}),
    "a global of a function": Case("def f():\n    global x\n    x = y", {"f", "x"}, {"y"}),
    "a local of a function": Case("def f(y):\n    x = y\n    return x + z", {"f"}, {"z"}),
    "annotations": Case("def f(x: T) -> R: ...\ny: S = 1", {"f", "y"}, {"T", "R", "S"}),
    "one that a condition reaches": Case("if a:\n    x: T = 1", {"x"}, {"a", "T"}),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_names_of_a_cell(case: Case) -> None:
    assert bound(case.code) == case.bound
    assert used(case.code) == case.used
