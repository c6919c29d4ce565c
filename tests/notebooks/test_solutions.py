"""Each chapter as a student gets it, and with all exercises solved."""

import ast
import copy
import re

import nbformat
import pytest
from nbformat import NotebookNode

from . import run_notebooks
from .chapters import NOTEBOOKS

# Exercises that a tested function solves; the others are followed by a folded solution.
SOLVED_BY = {
    "01_odds_and_log_odds#exercise-odds": "lc.odds",
    "01_odds_and_log_odds#exercise-log-odds": "lc.log_odds",
    "02_sigmoid#exercise-derivative": "lc.sigmoid_derivative",
    "02_sigmoid#exercise-sigmoid": "lc.sigmoid",
    "04_stochastic_gradient_descent#exercise-guaranteed": "lc.safe_learning_rate",
    "05_iris#exercise-mean-loss": "lc.binary_cross_entropy",
    "05_iris#exercise-decide": "lc.predict",
    "06_soft_margin#exercise-worst-slack": "lc.worst_slack",
    "06_soft_margin#exercise-signed-distance": "lc.signed_distance",
}
CHAPTERS = [name for name in NOTEBOOKS if not name.startswith("00")]


def exercises(notebook: NotebookNode) -> list[tuple[NotebookNode, NotebookNode, str]]:
    """Return the cell of each exercise, the cell that judges it, and the folded solution or ""."""
    tagged = [cell for cell in notebook.cells if "exercise" in cell.metadata.get("tags", [])]
    found = []
    for stub, judge in zip(tagged[0::2], tagged[1::2], strict=True):
        following = notebook.cells[notebook.cells.index(judge) + 1]
        code = re.search(r"```python\n(.*?)```", following.source, re.DOTALL)
        is_solution = "solution" in following.metadata.get("tags", [])
        found.append((stub, judge, code[1] if code and is_solution else ""))
    return found


def name_of(stub: NotebookNode) -> str:
    (function,) = (
        node for node in ast.parse(stub.source).body if isinstance(node, ast.FunctionDef)
    )
    return function.name


def verdict(judge: NotebookNode) -> str:
    (output,) = judge.outputs
    return str(output.data["text/plain"])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_as_a_student_gets_it_no_exercise_is_started(chapter: str) -> None:
    found = exercises(NOTEBOOKS[chapter])
    assert 3 <= len(found) <= 5
    for stub, judge, _ in found:
        assert re.fullmatch(rf"check_\w+\({name_of(stub)}\)", judge.source)
        assert verdict(judge).startswith("Not yet. This exercise is not started")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_one_solution(chapter: str) -> None:
    for stub, _, code in exercises(NOTEBOOKS[chapter]):
        assert bool(code) != (f"{chapter}#{stub.id}" in SOLVED_BY)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_with_all_solutions_put_in_every_verdict_is_passed(chapter: str) -> None:
    notebook = copy.deepcopy(NOTEBOOKS[chapter])
    found = exercises(notebook)
    for stub, _, code in found:
        stub.source = code or f"{name_of(stub)} = {SOLVED_BY[f'{chapter}#{stub.id}']}"
    count = "from logit_core.exercises import progress\n\nprogress().n_passed"
    notebook.cells.append(nbformat.v4.new_code_cell(count))
    run_notebooks.execute(notebook, run_notebooks.FOLDER)
    for stub, judge, _ in found:
        assert verdict(judge).startswith("Right."), stub.id
    assert verdict(notebook.cells[-1]) == str(len(found))


def test_the_table_of_solutions_names_exercises() -> None:
    stubs = {f"{name}#{stub.id}" for name in CHAPTERS for stub, *_ in exercises(NOTEBOOKS[name])}
    assert set(SOLVED_BY) <= stubs
