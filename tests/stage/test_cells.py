"""What a new run of a notebook cell replaces."""

import gc
import itertools
import weakref
from types import SimpleNamespace

import ipywidgets
import pytest

from logit_core.explorers import Panel

from .stages import make_squares


class Notebook:
    """Runs cells: what a front end tells the kernel about them, without a front end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._runs = itertools.count()
        self._monkeypatch = monkeypatch

    def run(self, cell: str) -> None:
        header = {"metadata": {"cellId": cell}, "header": {"msg_id": str(next(self._runs))}}
        shell = SimpleNamespace(parent_header=header)
        self._monkeypatch.setattr("IPython.get_ipython", lambda: shell)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    return Notebook(monkeypatch)


def is_open(widget: ipywidgets.Widget) -> bool:
    return widget.comm is not None


def test_a_new_run_of_a_cell_closes_the_stage_of_the_last_one(notebook: Notebook) -> None:
    notebook.run("a")
    one, two = make_squares(), make_squares()
    for stage in (one, two):
        stage._repr_mimebundle_()
    assert is_open(one)
    notebook.run("a")
    three = make_squares()
    assert not is_open(one)
    assert not is_open(two)
    assert is_open(three)
    assert one.fig.axes == []
    assert one.numbers == b""


def test_the_stages_of_other_cells_stay(notebook: Notebook) -> None:
    notebook.run("a")
    elsewhere = make_squares()
    notebook.run("b")
    make_squares()
    notebook.run("b")
    make_squares()
    assert is_open(elsewhere)


def test_a_stage_that_another_cell_shows_stays(notebook: Notebook) -> None:
    notebook.run("a")
    stage = make_squares()
    notebook.run("b")
    stage._repr_mimebundle_()
    notebook.run("a")
    make_squares()
    assert is_open(stage)


def test_a_stage_that_was_not_shown_stays(notebook: Notebook) -> None:
    """Its reader may keep it in a list, to show it later."""
    notebook.run("a")
    kept = make_squares()
    notebook.run("a")
    make_squares()
    assert is_open(kept)


def test_a_closed_stage_says_why_it_cannot_be_shown(notebook: Notebook) -> None:
    stage = make_squares()
    stage.close()
    with pytest.raises(RuntimeError, match="this stage is closed"):
        stage.model_id  # noqa: B018  (asking is what raises)


def test_a_closed_stage_is_freed() -> None:
    stage = make_squares().send()
    there = weakref.ref(stage)
    stage.close()
    del stage
    gc.collect()
    assert there() is None


def test_a_panel_and_its_controls_close_with_their_stage(notebook: Notebook) -> None:
    notebook.run("a")
    text = ipywidgets.Text()
    panel = Panel([ipywidgets.HBox([text]), make_squares()])
    panel._repr_mimebundle_()
    notebook.run("a")
    make_squares()
    for widget in (panel, panel.stage, text, text.layout, text.style, panel.stage.layout):
        assert not is_open(widget)
