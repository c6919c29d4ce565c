"""One notebook in JupyterLab, as a reader sees and drives it."""

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import ConsoleMessage, Error, Locator
from playwright.sync_api import TimeoutError as PageTimeout

from .lab import DEADLINE
from .lab_page import LabPage, Theme

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"

# Stored prompts have numbers before anything ran, so they are overwritten first: what is
# not this text any more was set by JupyterLab since.
UNTOUCHED = "[…]:"

# Errors that belong to what a test does, each with its reason.
EXPECTED_WITHOUT_KERNEL = (
    # ipywidgets reports each value that it cannot send to a kernel that was shut down.
    "Could not send widget sync message Error: Cannot send",
    # Lab's debugger was still asking the kernel for its state when it went.
    "Could not restore the debugger state: Canceled future",
)

# JupyterLab takes its splash away 200 ms after it is wanted no more: where it is wanted again in
# that time, as with a theme that changes at the start, it is taken away twice.
SPLASH_TWICE = re.compile(
    r"NotFoundError: Failed to execute 'removeChild' on 'Node': [^\n]*"
    r"\n +at \S+/static/lab/jlab_core\.[^\n]*"
)

MARK = """([panel, wanted, text]) => {
    const cells = document.querySelectorAll(`${panel} .jp-Cell`);
    for (const i of wanted) cells[i].querySelector(".jp-InputPrompt").textContent = text;
}"""

# The kernel is asked itself: Lab's words beside its name say idle before there is a kernel.
READY = """([panel, path, n]) => {
    const {context, sessionContext} = window.jupyterapp.shell.currentWidget ?? {};
    const kernel = context?.path === path ? sessionContext.session?.kernel : null;
    return document.querySelectorAll(`${panel} .jp-Cell`).length === n
        && kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""

# Errors are read off the notebook's model: drawn, they look like text on stderr.
PROGRESS = """([panel, wanted, untouched, mayRaise]) => {
    const cells = document.querySelectorAll(`${panel} .jp-Cell`);
    const models = window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model);
    const prompt = i => cells[i].querySelector(".jp-InputPrompt").textContent.trim();
    const waiting = [];
    for (const i of wanted) {
        if (prompt(i) === untouched) { waiting.push(i); continue; }
        const outputs = models[i].outputs;
        for (let k = 0; k < outputs.length; k++) {
            if (outputs.get(k).type !== "error" || mayRaise.includes(i)) continue;
            return {cell: i, error: outputs.get(k).toJSON().traceback.join("\\n")};
        }
        if (!/^\\[\\d+\\]:$/.test(prompt(i))) waiting.push(i);
    }
    return waiting.length ? null : {};
}"""

SETTLED = """(panel) => new Promise(resolve => {
    const scroller = document.querySelector(`${panel} .jp-WindowedPanel-outer`);
    const look = () => JSON.stringify([
        scroller.scrollHeight,
        scroller.scrollTop,
        scroller.querySelectorAll("*").length,
        [...scroller.querySelectorAll("img")].every(image => image.complete),
        [...scroller.querySelectorAll(".jp-OutputArea-output")]
            .some(output => output.textContent === "Loading widget..."),
    ]);
    let last = null, same = 0, frames = 0;
    const frame = () => {
        const now = look();
        same = now === last ? same + 1 : 0;
        last = now;
        const [, , , images, loading] = JSON.parse(now);
        if (same >= 20 && images && !loading) resolve(true);
        else if (++frames > 3600) resolve(false);
        else requestAnimationFrame(frame);
    };
    document.fonts.ready.then(() => requestAnimationFrame(frame));
})"""


class NotebookPage:
    """A notebook that is open in JupyterLab; made by `NotebookPage.open`.

    Cells are named by their index among all cells of the notebook, text cells included,
    or by their id.

    Attributes
    ----------
    page : playwright.sync_api.Page
        For everything that has no method here.
    console : list of str
        The errors of the page so far: ``assert notebook.console == []``. Only errors that
        must follow from `shut_down_kernel` are left out (`EXPECTED_WITHOUT_KERNEL`).
    messages : list of str
        Everything that the console said.
    """

    def __init__(self, lab_page: LabPage, path: str, pictures: Path) -> None:
        self.lab_page = lab_page
        self.page = lab_page.page
        self.lab = lab_page.lab
        self.path = path
        self.pictures = pictures
        self.console: list[str] = []
        self.messages: list[str] = []
        self._expected: tuple[str, ...] = ()
        self.cells: list[dict[str, Any]] = json.loads(Path(self.lab.root, path).read_text("utf-8"))[
            "cells"
        ]
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._catch)

    @classmethod
    def open(
        cls,
        lab_page: LabPage,
        path: str,
        *,
        theme: Theme = "light",
        width: int = 1280,
        height: int = 900,
        pictures: Path | None = None,
    ) -> Self:
        """Open the notebook at `path` (below the server's root) alone, and wait for its kernel.

        Parameters
        ----------
        lab_page : LabPage
            Where it is shown; nothing else is open there.
        path : str
            As `Lab.copy_in` returns it.
        theme : {"light", "dark"}
            JupyterLab's theme.
        width, height : int
            The window, in CSS pixels.
        pictures : Path, optional
            Where screenshots go; by default into the server's temporary folder.
        """
        notebook = cls(lab_page, path, pictures or lab_page.lab.home / "screenshots")
        try:
            lab_page.resize(width, height)
            lab_page.dress(theme)
            lab_page.show(path)
            ready = [PANEL, path, len(notebook.cells)]
            notebook._wait(READY, ready, "all cells, and an idle kernel with a connection")
        except Exception as error:
            error.add_note("\n".join(map(str, notebook.save_evidence("failed-to-open"))))
            notebook.close()
            raise
        return notebook

    def close(self) -> None:
        """Close the notebook and shut its kernel down; JupyterLab stays."""
        self.lab_page.clear()
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._catch)
        session = self.lab.session(self.path)
        if session:
            self.lab.shut_down_kernel(session["kernel"]["id"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # Running

    def run_all(self, deadline: float = 2 * DEADLINE) -> None:
        """Run all cells by the menu; wait until each has its number and none an error.

        Only a cell tagged ``raises-exception`` may have one.
        """
        wanted = [i for i, cell in enumerate(self.cells) if _has_code(cell)]
        self._mark(wanted)
        self.begin_all()
        self._finish(wanted, deadline)

    def begin_all(self) -> None:
        """Run all cells by the menu, and do not wait."""
        self._menu("Run", "runmenu:run-all")

    def run_cell(self, cell: int | str, deadline: float = 2 * DEADLINE) -> None:
        """Run one cell by Ctrl+Enter; wait until it has its number and no error."""
        index = self._index(cell)
        self.cell(index).locator(".jp-InputPrompt").click()
        self._mark([index])
        self.page.keyboard.press("Control+Enter")
        self._finish([index], deadline)

    def shut_down_kernel(self) -> None:
        """Shut the kernel down behind the page's back; wait until the page says so."""
        session = self.lab.session(self.path)
        assert session is not None, f"{self.path} has no kernel"
        self._expected = EXPECTED_WITHOUT_KERNEL
        self.lab.shut_down_kernel(session["kernel"]["id"])
        # Lab looks every ten seconds; ask it to look now.
        self.page.evaluate("() => window.jupyterapp.serviceManager.sessions.refreshRunning()")
        name = self.page.locator(f"{PANEL} .jp-Toolbar-kernelName")
        self._until(self._no_dialog_and(lambda: name.inner_text() == "No Kernel"), "no kernel")

    # Looking

    def cell(self, cell: int | str) -> Locator:
        """Return a whole cell."""
        return self.page.locator(f"{PANEL} .jp-Cell").nth(self._index(cell))

    def output_of(self, cell: int | str) -> Locator:
        """Return the output area of a code cell."""
        return self.cell(cell).locator(".jp-Cell-outputArea")

    @property
    def scroller(self) -> Locator:
        """The box in which the notebook scrolls."""
        return self.page.locator(f"{PANEL} .jp-WindowedPanel-outer")

    def scroll_to(self, cell: int | str) -> None:
        """Bring the top of a cell to the top of the window."""
        self.cell(cell).evaluate("element => element.scrollIntoView({block: 'start'})")

    def settle(self) -> None:
        """Wait until pictures, formulas and widgets are there and the layout stands still."""
        if not self.page.evaluate(SETTLED, PANEL):
            raise TimeoutError(f"{self.path} does not come to rest: {self._state()}")

    def screenshot(self, name: str, what: Locator | None = None) -> Path:
        """Save a PNG of the window, or of `what`; return its path."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        file = self.pictures / f"{name}.png"
        (what or self.page).screenshot(path=file)
        return file

    def show(self, name: str, what: Locator | None = None) -> None:
        """Save a screenshot for people to look at, if ``SCREENSHOTS`` names a folder for it."""
        if os.environ.get("SCREENSHOTS"):
            self.screenshot(name, what)

    def save_evidence(self, name: str) -> list[Path]:
        """Save the window, the console and the server's log; return the files."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        console = self.pictures / f"{name}-console.txt"
        console.write_text("\n".join(self.messages) or "(silent)", "utf-8")
        server = self.pictures / f"{name}-server.txt"
        server.write_text(self.lab.log(), "utf-8")
        files = [console, server]
        try:
            files.insert(0, self.screenshot(name))
        except Error as error:  # a page that crashed has no picture
            console.write_text(f"no screenshot: {error}\n{console.read_text('utf-8')}", "utf-8")
        return files

    # Inside

    def _menu(self, title: str, command: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel").get_by_text(title, exact=True).click()
        self.page.locator(f'.lm-Menu [data-command="{command}"]').click()

    def _mark(self, wanted: list[int]) -> None:
        self.page.evaluate(MARK, [PANEL, wanted, UNTOUCHED])

    def _finish(self, wanted: list[int], deadline: float) -> None:
        may_raise = [
            i
            for i, cell in enumerate(self.cells)
            if "raises-exception" in cell["metadata"].get("tags", [])
        ]

        progress = [PANEL, wanted, UNTOUCHED, may_raise]
        seen = self._wait(PROGRESS, progress, "a number at every prompt", deadline)
        if "error" in seen:
            name = self.cells[seen["cell"]].get("id")
            traceback = re.sub(r"\x1b\[[\d;]*m", "", seen["error"])
            raise AssertionError(f"{self.path}, cell {seen['cell']} ({name}):\n{traceback}")

    def _no_dialog_and(self, condition: Callable[[], bool]) -> Callable[[], bool]:
        """Dismiss a dialog that lies over the page, then look."""

        def look() -> bool:
            dialog = self.page.locator(".jp-Dialog")
            if dialog.count():
                self.page.keyboard.press("Escape")
            return not dialog.count() and condition()

        return look

    def _wait(self, look: str, given: Any, what: str, deadline: float = DEADLINE) -> Any:
        """Return what the JavaScript `look` sees as soon as it is something."""
        try:
            # Not at each frame: the page has other work to do.
            seen = self.page.wait_for_function(look, arg=given, polling=50, timeout=1000 * deadline)
        except PageTimeout as error:
            waited = f"waited {deadline:.0f} s for {what}"
            raise TimeoutError(f"{self.path}: {waited}; {self._state()}") from error
        return seen.json_value()

    def _until(self, condition: Callable[[], bool], what: str, deadline: float = DEADLINE) -> None:
        """Poll until `condition` holds; the page's events are heard meanwhile."""
        end = time.monotonic() + deadline
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(
                    f"{self.path}: waited {deadline:.0f} s for {what}; {self._state()}"
                )
            self.page.wait_for_timeout(30)

    def _state(self) -> str:
        dialogs = self.page.locator(".jp-Dialog").all_inner_texts()
        session = self.lab.session(self.path)
        return f"dialogs: {dialogs}; session: {session}; console: {self.console}"

    def _index(self, cell: int | str) -> int:
        if isinstance(cell, int):
            return range(len(self.cells))[cell]
        ids = [c.get("id") for c in self.cells]
        if cell not in ids:
            raise ValueError(f"cell must be an id of {self.path}, got {cell!r}; it has {ids}")
        return ids.index(cell)

    def _hear(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        text = f"{message.type}: {message.text} ({place})"
        self.messages.append(text)
        if message.type == "error" and not message.text.startswith(self._expected):
            self.console.append(text)

    def _catch(self, error: Error) -> None:
        said = error.stack or error.message
        self.messages.append(f"uncaught: {said}")
        if not SPLASH_TWICE.fullmatch(said):
            self.console.append(f"uncaught: {said}")


def _has_code(cell: dict[str, Any]) -> bool:
    """Whether JupyterLab gives the cell a number: an empty code cell gets none."""
    return cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())
