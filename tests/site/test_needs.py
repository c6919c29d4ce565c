"""Which statements of the cells above a cell needs."""

import importlib
import json
import subprocess
from types import ModuleType

import pytest

from docs.site.places import HERE
from docs.site.progress import BuildError
from docs.site.tools import require_node
from tests.browser.chromium import is_required
from tests.notebooks.test_cell_names import CASES as NAMES

from .pyodide_copy import pyodide_copy

# the page's Python without a page, which reads the names in the cells that it is given
READ_NAMES = """
import { readFileSync } from "node:fs";
const [pyodide, module, cells] = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pyodide);
const python = await loadPyodide();
python.FS.writeFile("cell_names.py", readFileSync(module, "utf8"));
python.globals.set("cells", cells);
console.log(python.runPython(`
import json, sys
sys.path.insert(0, ".")
from cell_names import bound, used
json.dumps([[sorted(bound(cell)), sorted(used(cell))] for cell in json.loads(cells)])
`));
"""


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


def test_the_names_of_a_cell_are_the_same_in_the_pages_python() -> None:
    try:
        require_node()
    except BuildError as error:
        (pytest.fail if is_required() else pytest.skip)(str(error))
    cells = json.dumps([case.code for case in NAMES.values()])
    pyodide = (pyodide_copy() / "pyodide.mjs").as_uri()
    told = subprocess.run(
        ["node", "--input-type=module", "--eval", READ_NAMES],
        input=json.dumps([pyodide, str(HERE / "python" / "cell_names.py"), cells]),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(told) == [[sorted(case.bound), sorted(case.used)] for case in NAMES.values()]
