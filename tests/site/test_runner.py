"""The page's runner, in the Python of the tests."""

import base64
import gc
import importlib
import json
import sys
import zlib
from types import ModuleType
from typing import Any

import pytest

from docs.site.places import HERE
from tests.notebooks.chapters import CHAPTERS
from tests.notebooks.chapters import NOTEBOOKS as STORED
from tests.thorough import quickly


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a runner to which nothing has been given yet."""
    monkeypatch.syspath_prepend(HERE / "python")
    monkeypatch.setenv("MPLBACKEND", "agg")  # what it sets is undone
    monkeypatch.delitem(sys.modules, "runner", raising=False)
    gc.collect()  # what other tests have left may complain when it goes, and be taken for output
    return importlib.import_module("runner")


def outputs(runner: ModuleType, code: str, check: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(runner.run(code, check))
    return found


def test_what_is_printed_comes_before_the_value_of_the_last_line(runner: ModuleType) -> None:
    assert outputs(runner, "print('odds')\n1 / 4") == [{"text": "odds\n"}, {"text": "0.25"}]


def test_a_long_list_has_a_line_for_each_entry(runner: ModuleType) -> None:
    (shown,) = outputs(runner, "['sepal length (cm)'] * 5")
    assert shown["text"].splitlines() == [
        "['sepal length (cm)',",
        *[" 'sepal length (cm)',"] * 3,
        " 'sepal length (cm)']",
    ]


def test_a_verdict_says_whether_it_was_passed(runner: ModuleType) -> None:
    code = "def f(p):\n    return np.inf if p == 1 else p / (1 - p)"
    found = outputs(runner, code, "check_odds(f)")
    assert [one["passed"] for one in found] == [True], found
    assert "Right" in found[0]["html"]


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


def tried(runner: ModuleType, code: str, *above: str) -> list[dict[str, Any]]:
    """Return what a cell shows, after what it needs from above."""
    for statement in json.loads(runner.begin(code, json.dumps(above))):
        assert json.loads(runner.prepare(statement)) == []
    shown: list[dict[str, Any]] = json.loads(runner.run_cell(code, "cell"))
    return shown


def test_a_cell_runs_after_what_it_needs_and_shows_only_its_own(runner: ModuleType) -> None:
    above = ("import numpy as np", "print('never')\nx = np.arange(3)", "assert False\nx")
    assert tried(runner, "print(x)\nx.sum()", *above) == [
        {"text": "[0 1 2]\n"},
        {"text": "np.int64(3)"},
    ]


def test_a_cell_knows_nothing_of_the_one_that_was_tried_before(runner: ModuleType) -> None:
    assert tried(runner, "x = 1\nx") == [{"text": "1"}]
    (shown,) = tried(runner, "x")
    assert "NameError" in shown["error"]
    assert 'File "<your cell>", line 1' in shown["error"]


def test_an_error_above_is_told(runner: ModuleType) -> None:
    (statement,) = json.loads(runner.begin("x", json.dumps(["x = 1 / 0"])))
    (shown,) = json.loads(runner.prepare(statement))
    assert 'File "<a cell above>", line 1' in shown["error"]
    assert "ZeroDivisionError" in shown["error"]


def test_a_figure_is_shown_as_a_picture_once(runner: ModuleType) -> None:
    code = "from logit_core import figures\n_ = figures.plot_losses([3, 2, 1])"
    (shown,) = tried(runner, code)
    assert base64.b64decode(shown["png"]).startswith(b"\x89PNG")
    assert 300 < shown["width"] < 900
    assert tried(runner, "1") == [{"text": "1"}]


def test_an_explorer_is_shown_as_its_state(runner: ModuleType) -> None:
    code = "from logit_core.explorers import odds_explorer\nodds_explorer()"
    (shown,) = tried(runner, code)
    assert {"traits", "sentence", "longest"} <= set(shown["stage"])


def test_a_board_fits_the_points_that_the_page_asks_for(runner: ModuleType) -> None:
    code = "from logit_core.explorers import own_points_explorer\nown_points_explorer()"
    (shown,) = tried(runner, code)
    assert shown["stage"]["traits"]["answered"]["number"] == 0
    points = [[0.0, 0.0, 0], [1.0, 0.0, 1], [0.5, 0.0, 0]]
    answer = json.loads(runner.fit("cell", json.dumps({"number": 7, "points": points})))
    assert answer["answered"]["number"] == 7
    assert "3 of 3 points are right" in answer["answered"]["sentences"][0]
    assert answer["error"] == ""
    before = shown["stage"]["traits"]["numbers"]["base64"]
    assert len(zlib.decompress(base64.b64decode(answer["numbers"]["base64"]))) == len(
        zlib.decompress(base64.b64decode(before))
    )
    assert answer["numbers"]["base64"] != before
    tried(runner, "1")
    assert not runner.has_board("cell")


# Each chapter, cell by cell: with no more than it needs, a cell says what the notebook says.
@pytest.mark.parametrize("name", quickly(CHAPTERS, CHAPTERS[:1]))
def test_every_cell_of_a_chapter_says_by_itself_what_it_says_in_the_notebook(
    runner: ModuleType, name: str
) -> None:
    above: list[str] = []
    for cell in STORED[name].cells:
        if cell.cell_type != "code" or "exercise" in cell.metadata.get("tags", []):
            continue
        shown = tried(runner, cell.source, *above)
        said = "".join(one.get("text", "") for one in shown)
        kinds = {next(iter(one)) for one in shown}
        above.append(cell.source)
        assert "error" not in kinds, (cell.id, shown)
        if "stage" not in kinds and cell.id not in ("quiz", "how-sure"):
            assert said.strip() == text_of(cell).strip(), cell.id


def text_of(cell: Any) -> str:
    """Return the text that a notebook holds of a cell's outputs."""
    pieces = [
        output.text if output.output_type == "stream" else output.data["text/plain"]
        for output in cell.outputs
        if output.output_type in ("stream", "execute_result")
    ]
    return "".join(pieces)
