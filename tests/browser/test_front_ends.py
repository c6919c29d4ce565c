"""What stands in a cell's output: not run, run, without a front end, in print, and twice."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, expect

from logit_core.explorers import Stage
from logit_core.figures.style import new_figure

from .conftest import OpenNotebook
from .lab import Lab
from .notebook_page import NotebookPage
from .plain_page import PlainPage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "05_iris.ipynb"
EXPLORER = "from logit_core.explorers import learning_rate_explorer\n\n"

# A stage of three positions whose drop-down list holds one choice that cannot be drawn.
FAILING = """
import ipywidgets
from matplotlib.figure import Figure
from logit_core.explorers import Panel, Stage

fig = Figure(figsize=(4, 3))
ax = fig.subplots()
dot, = ax.plot([0, 2], [0, 2], "o")
failing = Stage(fig, x=3).moves(dot, x=[[0], [1], [2]], y=[[0], [1], [2]], by="x")
failing.says("The dot is at {x}.")
choice = ipywidgets.Dropdown(options=["1", "two", "3"], description="choice")
failing.follows(choice, redraw=lambda: int(choice.value))
Panel([choice, failing])
"""


@pytest.mark.thorough
def test_every_view_of_a_cell_shows_what_it_should(
    open_notebook: OpenNotebook, lab: Lab, tmp_path: Path
) -> None:
    sources = {
        "one": EXPLORER + "one = learning_rate_explorer(n_epochs=3)\none",
        "again": "one",
        "other": EXPLORER + "learning_rate_explorer(n_epochs=4)",
        "failing": FAILING,
    }
    notebook = save(tmp_path / "views.ipynb", **sources)
    page = open_notebook(trusted(notebook, lab))

    # trusted and not run: the stored picture, in every cell that has one
    expect(page.output_of("other").locator("img")).to_be_visible()
    assert "Error" not in page.output_of("other").inner_text()
    page.show("front-ends-not-run")

    page.run_all()
    page.settle()
    one, again, other = (page.output_of(name) for name in ("one", "again", "other"))
    assert_stage_alone(one)

    # two views of one stage, and another explorer
    rest = said(other)
    rate = slider(one, "learning rate")
    follows(lambda: rate.press("End"), again, "Learning rate 10, epoch 3:")
    follows(lambda: slider(again, "epoch").press("Home"), one, "Learning rate 10, epoch 0:")
    assert said(other) == rest
    follows(lambda: slider(other, "epoch").press("Home"), other, "Learning rate 0.01, epoch 0:")
    assert said(one) == said(again)
    assert said(one).startswith("Learning rate 10, epoch 0:")

    # a new run of a cell leaves the other explorers as they are
    run_again(page, "other")
    expect(slider(other, "epoch")).to_have_value("4")
    follows(lambda: slider(one, "epoch").press("End"), again, "Learning rate 10, epoch 3:")
    run_again(page, "one")
    expect(slider(one, "learning rate")).not_to_have_value("40")
    follows(lambda: slider(other, "epoch").press("Home"), other, "Learning rate 0.01, epoch 0:")

    prints_its_pictures(page, lab, len(sources))
    answers_with_an_error(page)
    assert page.console == []


def prints_its_pictures(page: NotebookPage, lab: Lab, n_pictures: int) -> None:
    """Save, and open what JupyterLab prints: the page that the server's nbconvert makes."""
    page.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    with closing(page.page.context.new_page()) as paper:
        paper.emulate_media(media="print")
        paper.goto(f"{lab.url}/nbconvert/html/{page.path}?download=false&token={lab.token}")
        pictures = paper.locator("img")
        expect(pictures).to_have_count(n_pictures)
        for picture in pictures.all():
            expect(picture).to_be_visible()
            assert picture.evaluate("image => image.naturalWidth") > 300
        assert "Error" not in paper.inner_text("body")


def answers_with_an_error(page: NotebookPage) -> None:
    """Choose what cannot be drawn, then what can."""
    failing = page.output_of("failing")
    alert, sentence = failing.get_by_role("alert"), failing.locator(".said")
    expect(sentence).to_have_text("The dot is at 0.")
    expect(alert).to_be_empty()
    failing.locator("select").select_option("two")
    expect(alert).to_contain_text("This choice could not be drawn. ValueError: invalid literal")
    expect(alert).to_be_visible()
    expect(sentence).to_be_hidden()
    page.show("front-ends-error", failing)
    failing.locator("select").select_option("3")
    expect(sentence).to_be_visible()
    expect(sentence).to_have_text("The dot is at 0.")
    expect(alert).to_be_empty()
    page.page.evaluate("() => window.jupyterapp.commands.execute('logconsole:open')")
    log = page.page.locator(".jp-LogConsole")
    expect(log).to_contain_text("ValueError: invalid literal for int()")
    assert log.inner_text().count("Traceback") == 1


# ---- a page that lacks a part of what the stage needs


@pytest.mark.thorough
def test_without_anywidget_the_reader_sees_the_picture_and_what_to_install(
    open_notebook: OpenNotebook, lab: Lab, tmp_path: Path
) -> None:
    sources = {
        "stage": EXPLORER + "learning_rate_explorer(n_epochs=3)",
        "panel": EXPLORER + "from logit_core.explorers import iris_explorer\n\niris_explorer()",
    }
    with disabled(lab, "anywidget"):
        page = open_notebook(save(tmp_path / "no-anywidget.ipynb", **sources), anew=True)
        page.run_all()
        for name in sources:
            output = page.output_of(name)
            page.scroll_to(name)
            picture = output.get_by_role("img", name=re.compile("^Learning rate 0.01, epoch"))
            expect(picture).to_be_visible()
            expect(output.get_by_text("with anywidget installed")).to_be_visible()
            expect(output.locator(".jupyter-widgets-error-widget")).to_be_hidden()
            expect(output.locator("select, .logit-stage").filter(visible=True)).to_have_count(0)
            page.show(f"front-ends-no-anywidget-{name}")


@pytest.mark.thorough
def test_without_ipywidgets_the_reader_sees_the_picture_below_its_words(
    open_notebook: OpenNotebook, lab: Lab, tmp_path: Path
) -> None:
    with disabled(lab, "@jupyter-widgets/jupyterlab-manager"):
        source = EXPLORER + "learning_rate_explorer(n_epochs=3)"
        page = open_notebook(save(tmp_path / "no-manager.ipynb", stage=source), anew=True)
        page.run_all()
        output = page.output_of("stage")
        picture = output.locator("img")
        expect(picture).to_be_visible()
        # its two lines of words are part of the picture, above 360 pixels of figure
        assert 30 < int(picture.get_attribute("height") or 0) - 360 < 60
        page.show("front-ends-no-manager")


# ---- print


def test_print_shows_picture_and_sentence_without_controls(browser: Browser) -> None:
    with closing(PlainPage.open(browser, make_walk())) as page:
        before = page.photograph()
        page.page.emulate_media(media="print")
        expect(page.picture()).to_be_visible()
        expect(page.view().locator(".said")).to_be_visible()
        expect(page.view().locator(".row").get_by_text("3", exact=True)).to_be_visible()
        expect(page.view().locator("button, input").filter(visible=True)).to_have_count(0)
        assert (page.photograph() == before).all()
        assert len(np.unique(before)) > 100  # the colours of the field are there
        assert page.console == []


def test_on_paper_no_ring_says_what_could_be_dragged(browser: Browser) -> None:
    stage = make_walk()
    stage.grab(stage.fig.axes[0].lines[0])
    with closing(PlainPage.open(browser, stage)) as page:
        expect(page.view().locator(".halo")).to_be_visible()
        page.page.emulate_media(media="print")
        expect(page.picture()).to_be_visible()
        expect(page.view().locator(".halo")).to_be_hidden()
        assert page.console == []


# ---- helpers


def make_walk() -> Stage:
    """Return a stage on which a dot walks over a field."""
    fig = new_figure(4)
    ax = fig.subplots()
    (dot,) = ax.plot([0, 4], [0, 4], "o")
    stage = Stage(fig, step=5).control("step", play=40).field(ax, [-4, 1, 1])
    stage.moves(dot, x=np.arange(5)[:, None], y=np.arange(5)[:, None], by="step")
    stage.set_trait("step", 3)
    return stage.says("Step {step}.")


def save(file: Path, **sources: str) -> Path:
    """Write a notebook with a cell for each source; its output is what a cell of chapter 5 left."""
    chapter = nbformat.read(CHAPTER, as_version=4)
    outputs = next(cell.outputs for cell in chapter.cells if cell.id == "iris-explorer")
    cells = [
        new_code_cell(source.strip(), id=name, execution_count=1, outputs=outputs)
        for name, source in sources.items()
    ]
    nbformat.write(new_notebook(cells=cells, metadata=chapter.metadata), file)
    return file


def trusted(file: Path, lab: Lab) -> Path:
    """Sign a notebook as ``jupyter trust`` does."""
    notary = NotebookNotary(data_dir=str(lab.home / "data"))
    notary.sign(nbformat.read(file, as_version=4))
    notary.store.close()
    return file


@contextmanager
def disabled(lab: Lab, extension: str) -> Iterator[None]:
    """Let pages opened meanwhile lack an extension of JupyterLab."""
    lab.disable(extension)
    try:
        yield
    finally:
        lab.disable()


def assert_stage_alone(output: Locator) -> None:
    """Fail where the picture for pages without anywidget is seen beside the stage."""
    expect(output.locator("svg.picture")).to_be_visible()
    expect(output.locator("img")).to_be_hidden()


def run_again(page: NotebookPage, cell: str) -> None:
    """Run a cell whose control has the focus: a control keeps Ctrl+Enter to itself."""
    page.cell(cell).locator(".cm-content").click()
    page.run_cell(cell)


def slider(output: Locator, name: str) -> Locator:
    return output.get_by_role("slider", name=name)


def said(output: Locator) -> str:
    return output.locator(".said").inner_text()


def follows(act: Callable[[], None], output: Locator, start: str) -> None:
    """Do something and wait until the sentence of `output` begins with `start`."""
    expect(output.locator(".said")).not_to_contain_text(start)
    act()
    expect(output.locator(".said")).to_contain_text(start)
