"""Each chapter as a student gets it, and with all exercises solved."""

import ast
import re

import matplotlib.pyplot as plt
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from logit_core.exercises import progress, record

from . import run_notebooks
from .chapters import CHAPTERS, NOTEBOOKS, Chapter


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
def test_every_exercise_has_a_folded_solution(chapter: str) -> None:
    for stub, _, code in exercises(NOTEBOOKS[chapter]):
        assert code, stub.id


def solved(chapter: str) -> dict[str, str]:
    """Return the source of a chapter's code cells by their ids, each exercise with its solution."""
    sources = {cell.id: cell.source for cell in Chapter(chapter).code}
    for stub, _, code in exercises(NOTEBOOKS[chapter]):
        sources[stub.id] = code
    return sources


@pytest.mark.thorough
@pytest.mark.parametrize("name", CHAPTERS)
def test_with_all_solutions_put_in_every_verdict_is_passed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole chapter, in this process: a kernel of its own for each would take its time."""
    for one in record.EXERCISES:
        monkeypatch.setattr(one, "passed", None)
    chapter, judges = Chapter(name), [judge.id for _, judge, _ in exercises(NOTEBOOKS[name])]
    space = chapter.run()
    for cell, source in solved(name).items():
        chapter.run(cell, space=space, replaced={chapter.source(cell): source})
        assert cell not in judges or repr(space["_"]).startswith("Right."), cell
    plt.close("all")
    assert progress().n_passed == len(judges)


@pytest.mark.thorough
def test_in_a_kernel_too_every_verdict_is_passed() -> None:
    """One kernel for the exercises of all chapters, with what each chapter's set-up imports."""
    notebook, judges = new_notebook(), []
    for name in CHAPTERS:
        sources = solved(name)
        set_up = [source for cell, source in sources.items() if cell.startswith("setup")]
        notebook.cells += map(new_code_cell, set_up)
        for stub, judge, _ in exercises(NOTEBOOKS[name]):
            judges.append(new_code_cell(judge.source))
            notebook.cells += [new_code_cell(sources[stub.id]), judges[-1]]
    notebook.cells.append(new_code_cell("from logit_core.exercises import progress"))
    notebook.cells.append(new_code_cell("progress().n_passed"))
    run_notebooks.execute(notebook, run_notebooks.FOLDER)
    for judge in judges:
        assert verdict(judge).startswith("Right."), judge.source
    assert verdict(notebook.cells[-1]) == str(len(judges))
