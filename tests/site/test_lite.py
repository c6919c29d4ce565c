"""Each chapter in JupyterLite: its door opens, all its cells say what they say on a machine."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import expect

from docs.site.places import chapters

from .conftest import CHAPTERS, OpenPage
from .test_pages import move

PATIENCE = 600_000  # milliseconds: Python, matplotlib and the course are loaded first

READY = """() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status
    === "idle"
"""
# the stored outputs go first, so that what is there afterwards is of this run
RUN = """() => {
    const { commands } = jupyterapp;
    commands.execute("notebook:clear-all-cell-outputs")
        .then(() => commands.execute("notebook:run-all-cells"))
        .then(() => { window.hasRun = true; });
}"""
# the notebook as JupyterLab holds it: the page itself draws only what is near
NOTEBOOK = "JSON.stringify(jupyterapp.shell.currentWidget.content.model)"

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        len(CHAPTERS) < len(chapters()), reason="JupyterLite is a part of the whole site alone"
    ),
]

DOOR = "Open in JupyterLite"
IN_FRONT = "jupyterapp.shell.currentWidget.context.path"
OPEN = "[...jupyterapp.shell.widgets('main')].map((one) => one.context.path)"


def texts(cell: NotebookNode) -> list[str | None]:
    """Return what a cell printed and showed, an exercise's verdict too; None for an error."""
    outputs = cell.get("outputs", [])
    return [one.get("text") or one.get("data", {}).get("text/plain") for one in outputs]


def test_a_door_opens_its_chapter_alone_whichever_was_open_before(open_page: OpenPage) -> None:
    page = open_page(chapters()[0].stem, complains=True)
    home = page.url.rpartition("/")[0]
    for path in chapters()[:2]:
        page.goto(f"{home}/{path.stem}.html")
        page.get_by_role("link", name=DOOR).click()
        page.wait_for_function(READY, timeout=PATIENCE)
        assert page.evaluate(IN_FRONT) == path.name
        assert page.evaluate(OPEN) == [path.name]


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_a_chapter_says_in_jupyterlite_what_is_stored_and_its_first_picture_moves(
    open_page: OpenPage, path: Path
) -> None:
    page = open_page(path.stem, complains=True)
    page.get_by_role("link", name=DOOR).click()
    page.wait_for_function(READY, timeout=PATIENCE)
    page.evaluate(RUN)
    page.wait_for_function("window.hasRun", timeout=PATIENCE)

    cells = nbformat.reads(page.evaluate(NOTEBOOK), 4).cells
    counts = [cell.execution_count for cell in cells if cell.cell_type == "code"]
    assert counts == [*range(1, len(counts) + 1)]
    written = nbformat.read(path, 4).cells
    ran = [cell for cell in cells if cell.id != "install"]
    assert [cell.source for cell in ran] == [cell.source for cell in written]
    assert [(cell.id, texts(cell)) for cell in ran] == [(cell.id, texts(cell)) for cell in written]

    stage = page.locator(".logit-stage").first
    before = stage.locator(".said").inner_text()
    move(stage.locator(".row :is(input, select)").first)
    expect(stage.locator(".said")).not_to_have_text(before)
