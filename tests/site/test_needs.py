"""Which statements of the cells above a cell needs."""

import importlib
from types import ModuleType

import pytest

from docs.site.places import HERE


@pytest.fixture
def needs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(HERE / "python")
    return importlib.import_module("needs")


# what stands above, a cell and what it needs
CASES = {
    "nothing": (["x = 1"], "2", []),
    "a name": (["x = 1\ny = 2"], "y", ["y = 2"]),
    "a name made of another": (["x = 1", "z = 3", "y = x"], "y", ["x = 1", "y = x"]),
    "the last of two values": (["x = 1", "x = 2"], "x", ["x = 2"]),
    "both, where the second is made of the first": (["x = 1", "x += 2"], "x", ["x = 1", "x += 2"]),
    "both, where the second may be left out": (
        ["x = 1", "if y:\n    x = 2", "y = 0"],
        "x",
        ["x = 1", "if y:\n    x = 2"],
    ),
    "an import": (["import numpy as np\nimport os"], "np.pi", ["import numpy as np"]),
    "what a function asks for when it is called": (
        ["a = 1\n\ndef f(x):\n    b = x\n    return a + b", "b = 2"],
        "f(1)",
        ["a = 1", "def f(x):\n    b = x\n    return a + b"],
    ),
    "what the cell asks for within a function": (["a = 1"], "def f():\n    return a", ["a = 1"]),
    "entries and attributes": (
        ["x = {}", "x['a'] = 1", "x['b'].c[0] = 2", "y = x['a']"],
        "x",
        ["x = {}", "x['a'] = 1", "x['b'].c[0] = 2"],
    ),
    "a loop": (
        ["s = 0", "for k in range(3):\n    s += k"],
        "s",
        ["s = 0", "for k in range(3):\n    s += k"],
    ),
    "no prints, checks and pictures": (
        ["x = 1\nprint(x)\nassert x\n_ = plot(x)\nx"],
        "x",
        ["x = 1"],
    ),
    "nothing of what Python cannot read": (["x = (", "y = 1"], "x, y", ["y = 1"]),
    "nothing for a cell that Python cannot read": (["x = 1"], "x = (", []),
}


@pytest.mark.parametrize("case", CASES)
def test_a_cell_needs(needs: ModuleType, case: str) -> None:
    above, code, wanted = CASES[case]
    assert needs.needed(code, above) == wanted
