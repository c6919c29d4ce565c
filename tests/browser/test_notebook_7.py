"""Notebook 7: an explorer moves and a quiz answers. The other tests use JupyterLab."""

import importlib.util
import os
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .chromium import is_required
from .lab import DEADLINE, Lab
from .test_front_ends import follows, save, slider

SOURCES = {
    "explorer": "from logit_core.explorers import learning_rate_explorer\n\n"
    "learning_rate_explorer(n_epochs=3)",
    "questions": "from logit_core.quizzes import quiz\n\nquiz(1)",
}
# What others complain of while any notebook opens, an empty one too: Notebook 7.6 itself, and the
# kernel of JupyterLite, with which the site is built, of a module that JupyterLite alone has.
NOT_OURS = (
    "Cannot read properties of undefined (reading 'schema')",
    "Shared module @jupyterlite/services doesn't exist",
)
# The kernel is asked itself, as `NotebookPage` does.
READY = """() => {
    const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""


def run_in_notebook_7(page: Page, lab: Lab, path: str) -> None:
    """Open a notebook, and run it when it has a kernel."""
    page.set_default_timeout(DEADLINE * 1000)
    page.goto(f"{lab.url}/notebooks/{path}?token={lab.token}")
    page.locator(".jp-CodeCell").first.wait_for()
    page.wait_for_function(READY)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('[data-command="runmenu:run-all"]').click()


@pytest.mark.thorough
def test_an_explorer_moves_and_a_quiz_answers(browser: Browser, lab: Lab, tmp_path: Path) -> None:
    if importlib.util.find_spec("notebook") is None:
        reason = "Notebook 7 is not installed: python start.py test brings it"
        (pytest.fail if is_required() else pytest.skip)(reason)
    path = lab.copy_in(save(tmp_path / "both.ipynb", **SOURCES), folder=tmp_path.name)
    errors: list[str] = []
    with closing(browser.new_context(locale="en-US")) as context:
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        run_in_notebook_7(page, lab, path)
        explorer, questions = (page.locator(".jp-CodeCell").nth(place) for place in range(2))
        expect(explorer.locator("svg.picture")).to_be_visible()
        rate = slider(explorer, "learning rate")
        follows(lambda: rate.press("End"), explorer, "Learning rate 10, epoch 3:")
        folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
        page.screenshot(path=folder / "notebook-7-explorer.png")
        questions.get_by_role("radio").first.check()
        expect(questions.get_by_role("status").first).not_to_be_empty()
        page.screenshot(path=folder / "notebook-7-quiz.png")
    assert [error for error in errors if not any(one in error for one in NOT_OURS)] == []
