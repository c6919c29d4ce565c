"""The page's runner, in the Python of the tests."""

import importlib.util
import json
from types import ModuleType
from typing import Any

import pytest

from docs.site.places import HERE


@pytest.fixture
def runner() -> ModuleType:
    """Return a runner to which nothing has been given yet."""
    spec = importlib.util.spec_from_file_location("runner", HERE / "python" / "runner.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outputs(runner: ModuleType, code: str, check: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(runner.run(code, check))
    return found


def test_what_is_printed_comes_before_the_value_of_the_last_line(runner: ModuleType) -> None:
    assert outputs(runner, "print('odds')\n1 / 4") == [{"text": "odds\n"}, {"text": "0.25"}]


def test_a_verdict_says_whether_it_was_passed(runner: ModuleType) -> None:
    code = "def f(p):\n    return np.inf if p == 1 else p / (1 - p)"
    (shown,) = outputs(runner, code, "check_odds(f)")
    assert shown["passed"] is True
    assert "Right" in shown["html"]


def test_an_error_shows_the_readers_own_line(runner: ModuleType) -> None:
    (shown,) = outputs(runner, "def f():\n    return missing\n\nf()", "never")
    assert 'File "<your answer>", line 2, in f\n    return missing\n' in shown["error"]
    assert "runner.py" not in shown["error"]
    assert shown["missing"] is None


def test_a_line_that_python_cannot_read_is_shown(runner: ModuleType) -> None:
    (shown,) = outputs(runner, "def f(:\n    pass")
    assert "line 1\n    def f(:\n" in shown["error"]


def test_a_module_that_is_not_there_is_named(runner: ModuleType) -> None:
    (shown,) = outputs(runner, "import no_such_module")
    assert shown["missing"] == "no_such_module"


def test_a_missing_module_is_named_when_the_error_is_told_in_other_words(
    runner: ModuleType,
) -> None:
    code = "try:\n    import no_such_module\nexcept ImportError:\n    raise ValueError from None"
    (shown,) = outputs(runner, code)
    assert shown["missing"] == "no_such_module"


def test_what_was_defined_stays_for_the_next_cell(runner: ModuleType) -> None:
    outputs(runner, "kept = 3")
    assert outputs(runner, "kept + 1") == [{"text": "4"}]
