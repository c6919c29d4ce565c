"""Tests that imports point only downwards: explorers, stage, figures, maths; judges, quizzes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "logit_core"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What a layer imports nowhere, and what it imports only inside functions.
TOOLKITS = ("anywidget", "ipywidgets", "IPython")
ROOMS = ("logit_core.explorers", "logit_core.stage", "logit_core.exercises", "logit_core.quizzes")
PICTURES = ("matplotlib", "logit_core.figures")
NEVER = {
    "maths": (*TOOLKITS, *ROOMS, *PICTURES),
    "figures": (*TOOLKITS, *ROOMS),
    "stage": ("logit_core.explorers", "logit_core.exercises", "logit_core.quizzes"),
    "explorers": ("logit_core.exercises", "logit_core.quizzes"),
    "exercises": (*TOOLKITS, *PICTURES, "logit_core.explorers", "logit_core.stage"),
    "quizzes": (*PICTURES, "logit_core.explorers", "logit_core.stage", "logit_core.exercises"),
}
ONLY_INSIDE_FUNCTIONS = {layer: ("scipy", "sklearn") for layer in ("maths", "exercises")}


def layer_of(path: str) -> str:
    """Return the layer of a module from its path inside the package."""
    first = Path(path).parts[0]
    return first if first in NEVER else "maths"


def imported(path: str, source: str) -> Iterator[tuple[str, int, bool]]:
    """Yield each imported name in full, its line, and whether it stands inside a function."""
    package = ["logit_core", *Path(path).parts[:-1]]
    tree = ast.parse(source)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield name, node.lineno, id(node) in inside


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    """Tell whether a module is one of these packages or lies in one."""
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def violations(path: str, source: str) -> list[str]:
    """List the imports of one module that point upwards."""
    layer = layer_of(path)
    return [
        f"logit_core/{path}:{line} imports {name}"
        for name, line, inside in imported(path, source)
        if is_within(name, NEVER[layer])
        or (is_within(name, ONLY_INSIDE_FUNCTIONS.get(layer, ())) and not inside)
    ]


def python(code: str) -> str:
    """Run code in a new interpreter where warnings are errors; return what it prints."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return result.stdout


def test_imports_point_only_downwards() -> None:
    assert MODULES
    found = []
    for module in MODULES:
        path = module.relative_to(PACKAGE).as_posix()
        found += violations(path, module.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("losses.py", "import matplotlib.pyplot as plt"),
        ("losses.py", "def f():\n    from matplotlib import pyplot"),
        ("losses.py", "import scipy.special"),
        ("losses.py", "from sklearn.datasets import load_iris"),
        ("losses.py", "from .figures import curves"),
        ("losses.py", "from . import figures"),
        ("__init__.py", "from logit_core.stage import Stage"),
        ("exercises/iris.py", "from ..explorers import stage"),
        ("figures/curves.py", "from ..explorers import stage"),
        ("figures/curves.py", "import ipywidgets"),
        ("quizzes/form.py", "from ..stage import Stage"),
        ("explorers/odds.py", "from logit_core.quizzes import quiz"),
    ],
)
def test_an_import_that_points_upwards_is_found(path: str, source: str) -> None:
    assert len(violations(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("margin.py", "def f():\n    from scipy.optimize import linprog"),
        ("losses.py", "from .probability import log_sigmoid"),
        ("losses.py", "from .figures_of_merit import accuracy"),
        ("figures/curves.py", "from ..losses import hinge_loss\nimport matplotlib"),
        ("stage/stage.py", "import anywidget\nfrom ..figures import curves"),
    ],
)
def test_an_import_that_points_downwards_is_allowed(path: str, source: str) -> None:
    assert violations(path, source) == []


def test_importing_the_maths_loads_neither_pictures_nor_widgets_nor_scipy() -> None:
    heavy = {"matplotlib", "ipywidgets", "anywidget", "IPython", "scipy", "sklearn"}
    loaded = python("import logit_core, sys; print(*{m.partition('.')[0] for m in sys.modules})")
    assert "numpy" in loaded.split()
    assert heavy.isdisjoint(loaded.split())


def test_importing_the_explorers_loads_neither_pyplot_nor_scipy_nor_sklearn() -> None:
    loaded = python("import logit_core.explorers, sys; print(*sys.modules)").split()
    assert "matplotlib.figure" in loaded
    assert {"matplotlib.pyplot", "scipy", "sklearn"}.isdisjoint(loaded)


def test_importing_the_maths_takes_no_longer_than_numpy_and_a_third() -> None:
    # Processor time, not wall time, and the best of several runs: other programs do not count.
    code = "from time import process_time as now; import numpy; print(now()); import logit_core; "
    runs = [python(code + "print(now())").split() for _ in range(15)]
    numpys, ours = (min(map(float, times)) for times in zip(*runs, strict=True))
    assert ours <= 1.3 * numpys


def test_no_module_bears_the_name_of_what_it_holds() -> None:
    for module in MODULES:
        held = {
            node.name
            for node in ast.parse(module.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        assert module.stem not in held, f"{module.name} holds {module.stem}"


def test_no_name_of_the_package_is_shadowed_by_a_module() -> None:
    names = python("import logit_core; print(*logit_core.__all__)").split()
    assert len(names) == len(set(names))
    assert set(names).isdisjoint(module.stem for module in PACKAGE.glob("*.py"))
