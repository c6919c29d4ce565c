"""The notebooks keep the rules, the rules see what breaks them, and strict nbval sees the rest."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from . import notebook_rules, run_notebooks
from .chapters import NOTEBOOKS
from .notebook_rules import RULES, Notebook


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook(name, rule):
    notebook = Notebook(run_notebooks.FOLDER / f"{name}.ipynb", NOTEBOOKS[name])
    assert rule(notebook) == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_file_is_written_by_the_tool(name):
    stored = (run_notebooks.FOLDER / f"{name}.ipynb").read_bytes()
    assert stored == run_notebooks.as_text(NOTEBOOKS[name]).encode("utf-8")


# The rules themselves, on a chapter that keeps them all and on changes that each break one

CURIOUS = {"tags": ["curious"]}
SLIDE = {"slideshow": {"slide_type": "slide"}}
FOLD = "<details>\n<summary>An answer</summary>\n\nIt is.\n\n</details>"


def still_picture():
    return new_output(
        "display_data",
        {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure size 640x480 with 1 Axes>"},
    )


def moving_picture(text="Learning rate 0.01, epoch 20: mean loss 0.033."):
    return new_output("display_data", {"image/png": "iVBORw0KGgo=", "text/plain": text})


def a_good_chapter(folder: Path) -> Notebook:
    """Return a small chapter 5 that keeps every rule."""
    text = new_markdown_cell
    code = new_code_cell
    cells = [
        text("# 5 A good chapter\n\nTwo flowers.", id="title"),
        text("## What you will learn\n\n- One.\n- Two.\n- Three.", id="learn"),
        text("## What you need\n\nAbout 18 minutes, another 4 for the curious.", id="need"),
        text("## Set-up", id="set-up-heading"),
        code("import numpy as np", id="set-up", metadata={"slideshow": {"slide_type": "skip"}}),
        text("## A section\n\nHow large is $x$? See [above](#Set-up).", id="ask"),
        code("x = 2\nx", id="compute", metadata={"tags": ["row-A15", "correction-1"]}),
        text("Two. In a formula: $$\\frac{x}{2} = n!$$", id="read"),
        code("_ = plot_x(x)", id="plot-x"),
        text("*Figure: One line\nthat rises.*", id="read-plot"),
        code("x_explorer()", id="explore-x"),
        text("*Figure: One line that moves.*\n\nThe price is 5 \\$.", id="read-explorer"),
        text(f"Is it two?\n\n{FOLD}\n\nAnd twice?\n\n{FOLD}", id="ask-twice"),
        code("np.log(0 * x)", id="break-log", metadata={"tags": ["break-it"]}),
        code("assert x + x == 4\nassert x * x == 4", id="check-x", metadata={"tags": ["check"]}),
        text("## Exercises\n\nDouble `x`.", id="exercises"),
        code("def double(x): ...", id="exercise-double", metadata={"tags": ["exercise"]}),
        code("check_double(double)", id="check-double", metadata={"tags": ["exercise"]}),
        code("check_half(half)", id="check-half", metadata={"tags": ["exercise"]}),
        text("## Quiz\n\nFive questions.", id="quiz-heading"),
        text("## Recap\n\n- Two.", id="recap"),
        text("## For the curious\n\nTwo rooms.", id="curious-heading", metadata=CURIOUS),
        text("### Where it moves", id="where-heading", metadata=CURIOUS),
        code("y = 2 * x\ny_explorer(y)", id="explore-y", metadata=CURIOUS),
        text("*Figure: Another line that moves.*", id="read-y", metadata=CURIOUS),
        text("### What it is", id="what-heading", metadata=CURIOUS),
        code("z = [y**2 for y in range(x)]\nz", id="square", metadata=CURIOUS),
        text("## Words\n\n- **Two**: a number.", id="words"),
        text("## Sources\n\n- [Here](https://example.org).", id="sources"),
        text("## Next\n\nBack to [this chapter](05_good.ipynb#A-section).", id="next"),
    ]
    outputs = {
        "compute": new_output("execute_result", {"text/plain": "2"}, execution_count=2),
        "plot-x": still_picture(),
        "explore-x": moving_picture(),
        "explore-y": moving_picture(),
        "square": new_output("execute_result", {"text/plain": "[0, 1]"}, execution_count=11),
        "break-log": new_output("execute_result", {"text/plain": "nan"}, execution_count=5),
    }
    count = 0
    for cell in cells:
        if cell.source.startswith("#"):
            cell.metadata = nbformat.from_dict({**cell.metadata, **SLIDE})
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [outputs[cell.id]] if cell.id in outputs else []
    node = new_notebook(cells=cells, metadata=run_notebooks.NOTEBOOK_METADATA)
    path = folder / "05_good.ipynb"
    path.write_text(run_notebooks.as_text(node), encoding="utf-8")
    return Notebook.read(path)


def cell_of(notebook: Notebook, name: str) -> NotebookNode:
    return next(cell for cell in notebook.node.cells if cell.id == name)


def source(name: str, text: str) -> Callable[[Notebook], None]:
    """Return a change that gives a cell another source."""
    return lambda notebook: cell_of(notebook, name).update(source=text)


def output(name: str, *outputs: NotebookNode) -> Callable[[Notebook], None]:
    """Return a change that gives a cell other outputs."""
    return lambda notebook: cell_of(notebook, name).update(outputs=list(outputs))


def prints(name: str, text: str) -> Callable[[Notebook], None]:
    return output(name, new_output("stream", name="stdout", text=text))


def metadata(name: str, **entries) -> Callable[[Notebook], None]:
    return lambda notebook: cell_of(notebook, name).metadata.update(nbformat.from_dict(entries))


def without(name: str) -> Callable[[Notebook], None]:
    return lambda notebook: notebook.node.cells.remove(cell_of(notebook, name))


def has_no_side_rooms(notebook: Notebook) -> None:
    notebook.node.cells[:] = notebook.main_line.node.cells


def is_swapped(notebook: Notebook) -> None:
    first, second, *_ = notebook.code
    first.execution_count, second.execution_count = 2, 1


def has_a_widget_view(notebook: Notebook) -> None:
    data = cell_of(notebook, "explore-x").outputs[0].data
    data[run_notebooks.WIDGET_VIEW] = {"model_id": "1f", "version_major": 2, "version_minor": 0}


def has_widget_state(notebook: Notebook) -> None:
    notebook.node.metadata.widgets = {}


def has_long_cells_only(notebook: Notebook) -> None:
    for cell in notebook.code:
        cell.source = "x = 1\n" * 6


def breaks_nothing(notebook: Notebook) -> None:
    del cell_of(notebook, "break-log").metadata["tags"]


def has_no_exercise(notebook: Notebook) -> None:
    for name in ("exercise-double", "check-double", "check-half"):
        notebook.node.cells.remove(cell_of(notebook, name))


def is_computed_late(notebook: Notebook) -> None:
    notebook.node.cells.insert(-1, new_code_cell("x", id="late"))


def has_an_error_with_a_path(notebook: Notebook) -> None:
    cell = cell_of(notebook, "check-x")
    cell.metadata.tags = ["raises-exception"]
    cell.outputs = [error("File /home/me/chapter.py, line 3")]


def error(traceback: str = "ValueError: no") -> NotebookNode:
    return new_output("error", ename="ValueError", evalue="no", traceback=[traceback])


BREACHES = [
    ("is_run_in_order", is_swapped, "counts are [2, 1, 3"),
    ("is_run_in_order", lambda n: n.code[0].update(execution_count=None), "[None, 2, 3"),
    ("is_stored_by_the_tool", has_a_widget_view, "widget view"),
    ("is_stored_by_the_tool", has_widget_state, "metadata of the notebook"),
    ("is_stored_by_the_tool", metadata("ask", collapsed=True), "ask: metadata collapsed"),
    ("is_stored_by_the_tool", has_an_error_with_a_path, "not stored as the tool stores"),
    ("stops_with_an_error_only_where_tagged", output("check-x", error()), "ValueError"),
    (
        "stops_with_an_error_only_where_tagged",
        metadata("check-x", tags=["raises-exception"]),
        "raises none",
    ),
    (
        "warns_of_nothing",
        output("compute", new_output("stream", name="stderr", text="RuntimeWarning: overflow")),
        "overflow",
    ),
    ("shows_what_it_computes", output("compute"), "compute"),
    ("shows_what_it_computes", output("plot-x"), "plot-x"),
    ("shows_what_it_computes", prints("explore-x", "3"), "explore-x"),
    ("shows_what_it_computes", source("check-x", "print(3)"), "check-x"),
    ("shows_no_bare_objects", prints("compute", "<lambda at 0x7f3ad0>"), "compute"),
    ("shows_no_bare_objects", prints("compute", "<Axes: title='x'>"), "<Axes:"),
    ("shows_no_nan_unless_broken_on_purpose", prints("compute", "loss NaN"), "compute"),
    (
        "pictures_that_move_have_a_sentence",
        output("explore-x", moving_picture("Stage(learning_rate=20)")),
        "Stage(",
    ),
    ("pictures_that_move_have_a_sentence", output("explore-x", moving_picture("")), "''"),
    ("pictures_have_a_caption", source("read-plot", "It rises."), "plot-x"),
    ("pictures_have_a_caption", source("read-explorer", "It moves."), "explore-x"),
    ("pictures_have_a_caption", without("read-plot"), "plot-x"),
    ("cells_are_short", source("compute", "x = 1\n" * 16), "16 lines"),
    ("cells_are_short", has_long_cells_only, "0 of 11"),
    ("definitions_are_short", source("compute", "def f():\n" + "    x = 1\n" * 10), "f has 11"),
    ("definitions_are_short", source("compute", "class F:\n" + "    x = 1\n" * 10), "F has 11"),
    ("cells_hold_plain_python", source("compute", "%matplotlib inline"), "magic"),
    ("cells_hold_plain_python", source("compute", "!pip install numpy"), "shell"),
    ("cells_hold_plain_python", source("compute", "# nothing here"), "no Python"),
    ("cells_hold_plain_python", source("compute", "x;"), "semicolon"),
    ("cells_hold_plain_python", source("compute", "# NBVAL_IGNORE_OUTPUT\nx"), "nbval"),
    ("cells_keep_to_the_stage", source("compute", "from ipywidgets import interact"), "Stage"),
    ("cells_keep_to_the_stage", source("compute", "out = widgets.Output()"), "Output"),
    ("cells_keep_to_the_stage", source("compute", "display.clear_output()"), "clear_output"),
    ("cells_keep_to_the_stage", source("compute", "get_ipython().system('ls')"), "magics"),
    ("cells_keep_to_the_stage", source("compute", "open('x.csv')"), "writes no files"),
    ("cells_keep_to_the_stage", source("compute", "fig.savefig('x.png')"), "writes no files"),
    ("cells_keep_to_the_stage", source("compute", "import urllib.request"), "no network"),
    ("cells_keep_to_the_stage", source("compute", "from socket import create"), "no network"),
    ("cells_keep_to_the_stage", source("compute", "import subprocess as s"), "no programs"),
    (
        "cells_keep_to_the_stage",
        source("compute", "warnings.simplefilter('ignore')"),
        "mend the cause",
    ),
    ("cell_ids_are_words", lambda n: n.code[0].update(id="1f3a9c0e"), "random"),
    (
        "cell_ids_are_words",
        lambda n: n.code[0].update(id="a1b2c3d4-98fc-4c14-9afb-f4c8996fb924"),
        "random",
    ),
    ("cell_ids_are_words", lambda n: n.code[0].update(id="Cell_1"), "not a word"),
    ("cell_ids_are_words", lambda n: n.code[0].update(id="compute"), "2 cells"),
    ("tags_are_known", metadata("ask", tags=["row-A19"]), "row-A19"),
    ("tags_are_known", metadata("ask", tags=["nbval-skip"]), "nbval-skip"),
    ("tags_are_known", metadata("ask", tags=["check", "check"]), "twice"),
    ("tags_are_known", metadata("ask", slideshow={"slide_type": "-"}), "slide_type"),
    ("slides_show_one_idea", source("ask", "very " * 61), "ask: a slide of 9"),
    ("slides_show_one_idea", source("read", "very " * 31 + "\n\n" + "very " * 29), "of 101 words"),
    ("slides_show_one_idea", source("recap", f"## R\n\n{'very ' * 60}\n\n{FOLD}"), "recap: a"),
    ("slides_show_one_idea", source("compute", "x = 2\n" * 5), "ask: 10 lines of code"),
    ("slides_show_one_idea", metadata("exercises", slideshow={}), "ask: 10 lines of code"),
    ("has_one_title_with_its_number", source("title", "# A good chapter"), "begin with 5"),
    ("has_one_title_with_its_number", source("title", "# 50 chapters"), "begin with 5"),
    ("has_one_title_with_its_number", source("ask", "# 5 Again"), "Again"),
    ("has_one_title_with_its_number", source("title", "Hello.\n\n# 5 Late"), "first cell"),
    ("headings_skip_no_level", source("ask", "#### Deep"), "Deep"),
    ("has_the_skeleton_of_a_chapter", without("recap"), "last sections"),
    ("has_the_skeleton_of_a_chapter", without("need"), "first sections"),
    ("has_the_skeleton_of_a_chapter", source("words", "## Words\n"), "'Words' is empty"),
    (
        "has_the_skeleton_of_a_chapter",
        source("learn", "## What you will learn\n\n- One.\n"),
        "list 3 things, got 1",
    ),
    ("has_the_skeleton_of_a_chapter", without("set-up"), "no code cell"),
    ("has_the_skeleton_of_a_chapter", has_no_exercise, "tagged exercise"),
    ("has_the_skeleton_of_a_chapter", breaks_nothing, "broken on purpose"),
    ("has_the_skeleton_of_a_chapter", source("check-x", "x + x"), "second route"),
    ("takes_the_minutes_that_it_says", source("need", "## What you need\n"), "not stated"),
    ("takes_the_minutes_that_it_says", source("need", "About 90 minutes."), "says 90"),
    ("takes_the_minutes_that_it_says", source("ask", "very " * 1000), "says 18"),
    ("takes_the_minutes_that_it_says", source("ask", "$x$ " * 30), "says 18"),
    ("takes_the_minutes_that_it_says", source("ask", "$$x$$" * 6), "says 18"),
    ("takes_the_minutes_that_it_says", source("compute", "x = 2\n" * 50), "says 18"),
    ("takes_the_minutes_that_it_says", source("compute", "an_explorer()\n" * 3), "says 18"),
    ("takes_the_minutes_that_it_says", source("exercise-double", "check_it(it)"), "says 18"),
    ("takes_the_minutes_that_it_says", source("need", "About 18 minutes."), "curious are not"),
    ("takes_the_minutes_that_it_says", source("square", "quiz(2)"), "curious: it says 4"),
    ("takes_the_minutes_that_it_says", source("square", "how_sure()"), "curious: it says 4"),
    ("takes_the_minutes_that_it_says", source("read", "very " * 6000), "not 45"),
    ("takes_the_minutes_that_it_says", source("need", "46 minutes, another 4."), "46 minutes, not"),
    ("the_main_line_needs_no_side_room", has_no_side_rooms, "'For the curious' is missing"),
    ("the_main_line_needs_no_side_room", metadata("where-heading", tags=[]), "tagged curious"),
    ("the_main_line_needs_no_side_room", metadata("read", tags=["curious"]), "tagged curious"),
    ("the_main_line_needs_no_side_room", source("read-y", "A.\n\n## B"), "begins within"),
    ("the_main_line_needs_no_side_room", is_computed_late, "late: code after"),
    ("the_main_line_needs_no_side_room", without("check-half"), "1 exercises on the main"),
    ("side_rooms_stand_alone", source("square", "x = 3"), "'x' anew"),
    ("side_rooms_stand_alone", source("square", "def x(): ..."), "'x' anew"),
    ("side_rooms_stand_alone", source("square", "for x, _ in []: ..."), "'x' anew"),
    ("side_rooms_stand_alone", source("square", "y"), "'y' comes from another"),
    ("side_rooms_stand_alone", source("square", "def f(): return y"), "'y' comes from another"),
    ("links_lead_somewhere", source("ask", "[it](06_gone.ipynb)"), "06_gone.ipynb leads"),
    ("links_lead_somewhere", source("ask", '<img src="gone.png">'), "gone.png leads"),
    ("links_lead_somewhere", source("ask", "[it](#Nowhere)"), "names no heading"),
    ("links_lead_somewhere", source("ask", "[it](05_good.ipynb#Nowhere)"), "no heading"),
    ("formulas_are_closed", source("ask", "It costs 5 $ or so."), "$ is not closed"),
    ("formulas_are_closed", source("ask", "$x\n\nand$ more."), "$ is not closed"),
    ("formulas_are_closed", source("ask", "$$x = 2"), "$$ is not closed"),
    ("formulas_are_closed", source("ask", "$\\frac{1}{n$"), "braces"),
    ("lists_begin_after_an_empty_line", source("ask", "A factor of\n1. Where?"), "'1. Where?'"),
    ("folds_end_their_cell", source("ask", f"Well?\n\n{FOLD}\n\nSo it is."), "'So it is.'"),
    ("folds_end_their_cell", source("ask-twice", f"{FOLD}\n\nWell?\n\n{FOLD}\nOr."), "'Or.'"),
    ("speaks_calmly", source("ask", "Well done!"), "exclamation mark after 'done'"),
    ("speaks_calmly", source("ask", "**Look!** Here."), "exclamation mark after 'Look'"),
    ("speaks_calmly", source("ask", "Right \u2705"), "\u2705"),
    ("speaks_calmly", prints("compute", "\U0001f389"), "\U0001f389"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_chapter_keeps_the_rule(rule, tmp_path):
    assert rule(a_good_chapter(tmp_path)) == []


@pytest.mark.parametrize(("name", "change", "said"), BREACHES)
def test_a_breach_is_seen(name, change, said, tmp_path):
    chapter = a_good_chapter(tmp_path)
    change(chapter)
    complaints = getattr(notebook_rules, name)(chapter)
    assert any(said in complaint for complaint in complaints), complaints


def test_every_rule_has_a_breach_that_it_sees():
    assert {name for name, _, _ in BREACHES} == {rule.__name__ for rule in RULES}


def test_a_slide_shows_the_heading_and_no_notes_of_a_long_text(tmp_path):
    chapter = a_good_chapter(tmp_path)
    source("recap", f"## Recap $x$\n\n$$x = {'y ' * 70}$$\n\n{'very ' * 61}")(chapter)
    source("read", "very " * 61)(chapter)
    metadata("read", slideshow={"slide_type": "notes"})(chapter)
    assert notebook_rules.slides_show_one_idea(chapter) == []


def test_formulas_code_and_pictures_are_not_prose(tmp_path):
    chapter = a_good_chapter(tmp_path)
    source("read", "$n!$, `!ls`, `$HOME`, ![a plot](05_good.ipynb), `[x](gone)`")(chapter)
    assert [complaint for rule in RULES for complaint in rule(chapter)] == []


# The tool, and strict nbval on what it stores

PICTURE = """
from uuid import uuid4
class Picture:
    def _repr_mimebundle_(self, **kwargs):
        view = {"version_major": 2, "version_minor": 0, "model_id": uuid4().hex}
        sentence = "Epoch 20: mean loss 0.033."
        bundle = {"application/vnd.jupyter.widget-view+json": view, "image/png": "iVBORw0KGgo="}
        details = {"alt": sentence, "width": 1, "height": 1, "drawn": uuid4().hex}
        return bundle | {"text/plain": sentence}, {"image/png": details}
"""

CALLBACK = """
def follow(change):
    raise ValueError("the callback is broken")
slider.observe(follow, names="index")
slider.index = 40
"""


def written(path: Path, *sources: tuple[str, str]) -> Path:
    """Write a notebook of these code cells, not yet run; the cell `divide` may raise."""
    cells = [new_code_cell(text.strip(), id=name) for name, text in sources]
    for cell in cells:
        cell.metadata.tags = ["raises-exception"] if cell.id == "divide" else []
    node = new_notebook(cells=[new_markdown_cell("Prüfung", id="title"), *cells])
    nbformat.write(node, path)
    return path


def strict_nbval(folder: Path) -> dict[str, str]:
    """Return the outcome of each cell in the folder, such as {"good 0": "PASSED"}."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-W", "error"),
            *("-p", "no:hypothesispytest"),  # slow to import
            *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", "--color=no"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = re.findall(r"(\w+)\W+ipynb::Cell (\d+) ([A-Z]+)", done.stdout)
    return {f"{name} {number}": outcome for name, number, outcome in found}


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Run and store a notebook with every kind of output."""
    path = written(
        tmp_path_factory.mktemp("stored") / "stored.ipynb",
        ("define", PICTURE),
        ("plot", "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2], [3, 4])"),
        ("picture", "Picture()"),
        (
            "slider",
            "from ipywidgets import SelectionSlider\n"
            "slider = SelectionSlider(options=[f'{k / 100:.2f}' for k in range(41)])\nslider",
        ),
        ("number", "print('a')\nprint('b')\n2 / 3"),
        ("callback", "slider.observe(print, names='value')"),
        ("divide", "1 / 0"),
    )
    assert run_notebooks.main([str(path)]) == 0
    return path


@pytest.mark.thorough
def test_running_the_tool_twice_changes_nothing(stored, capsys):
    before = stored.read_bytes()
    assert run_notebooks.main([str(stored)]) == 0
    assert stored.read_bytes() == before
    assert "7 code cells" in capsys.readouterr().out


def test_the_tool_keeps_what_a_reader_sees(stored):
    node = nbformat.read(stored, as_version=4)
    outputs = {cell.id: cell.get("outputs") for cell in node.cells}
    assert set(outputs["plot"][0].data) == {"image/png", "text/plain"}
    assert set(outputs["picture"][0].data) == {"image/png", "text/plain"}
    assert set(outputs["picture"][0].metadata["image/png"]) == {"alt", "width", "height"}
    assert set(outputs["slider"][0].data) == {"text/plain"}
    assert outputs["number"][0].text == "a\nb\n"
    assert outputs["divide"][0].traceback == ["ZeroDivisionError: division by zero"]
    assert [cell.execution_count for cell in node.cells[1:]] == [1, 2, 3, 4, 5, 6, 7]
    assert [cell.id for cell in node.cells][-2:] == ["callback", "divide"]
    assert "Prüfung" in stored.read_text(encoding="utf-8")


def test_the_tool_leaves_a_notebook_that_raises_as_it_was(tmp_path, capsys):
    path = written(tmp_path / "bad.ipynb", ("fine", "1 + 1"), ("root", "(-1) ** 0.5 < 0"))
    before = path.read_bytes()
    assert run_notebooks.main([str(path)]) == 1
    assert path.read_bytes() == before
    said = capsys.readouterr().out
    assert "bad ... failed" in said
    assert "cell root: TypeError: '<' not supported" in said


def test_checking_writes_nothing(tmp_path, capsys):
    path = written(tmp_path / "new.ipynb", ("number", "1 + 1"))
    before = path.read_bytes()
    assert run_notebooks.main(["--check", str(path)]) == 1
    assert path.read_bytes() == before
    assert "would change" in capsys.readouterr().out


def test_an_unknown_name_is_said(capsys):
    with pytest.raises(SystemExit):
        run_notebooks.main(["99_nowhere"])
    assert "no notebook '99_nowhere'" in capsys.readouterr().err


@pytest.mark.thorough
def test_strict_nbval_sees_what_the_rules_cannot(stored, tmp_path):
    """Digits changed in a sentence and in a number, an output lost, a callback that raises."""
    node = nbformat.read(stored, as_version=4)
    nbformat.write(node, tmp_path / "good.ipynb")
    cells = {cell.id: cell for cell in node.cells}
    cells["picture"].outputs[0].data["text/plain"] = "Epoch 20: mean loss 0.034."
    cells["slider"].outputs = []
    cells["number"].outputs[1].data["text/plain"] = "0.6666666666666667"
    cells["callback"].source = CALLBACK.strip()
    nbformat.write(node, tmp_path / "changed.ipynb")

    outcomes = strict_nbval(tmp_path)
    assert len(outcomes) == 2 * 7
    failed = {cell for cell, outcome in outcomes.items() if outcome != "PASSED"}
    assert failed == {"changed 2", "changed 3", "changed 4", "changed 5"}
