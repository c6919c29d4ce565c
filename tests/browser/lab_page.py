"""JupyterLab in a page: loaded once, for it takes seconds; notebooks come and go in it."""

import secrets
from typing import Any, Literal, Self

from playwright.sync_api import Browser, Page

from .lab import DEADLINE, Lab

Theme = Literal["light", "dark"]

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

# Without a word to the reader, whose changes are not saved. JupyterLab 4.4 has no list of what is
# down there.
CLEAR = """() => {
    const {shell} = window.jupyterapp;
    const inArea = (area) => {
        try { return [...shell.widgets(area)]; }
        catch { return []; }
    };
    for (const widget of ["main", "down"].flatMap(inArea)) widget.dispose();
}"""


class LabPage:
    """A page with JupyterLab, showing one document at a time; made by `LabPage.load`.

    Attributes
    ----------
    page : playwright.sync_api.Page
        What shows it.
    lab : Lab
        What serves it.
    """

    def __init__(self, page: Page, lab: Lab) -> None:
        self.page = page
        self.lab = lab

    @classmethod
    def load(cls, browser: Browser, lab: Lab, *, scale: float = 1) -> Self:
        """Load JupyterLab, with the extensions that it has now.

        Parameters
        ----------
        browser, lab
            What shows it, and what serves it.
        scale : float
            How many pixels of a screenshot make a CSS pixel.
        """
        context = browser.new_context(device_scale_factor=scale, locale="en-US")
        context.set_default_timeout(DEADLINE * 1000)
        loaded = cls(context.new_page(), lab)
        workspace = secrets.token_hex(4)  # its own, so nothing of an earlier page is restored
        loaded.page.goto(f"{lab.url}/doc/workspaces/{workspace}?token={lab.token}")
        loaded.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        return loaded

    def dress(self, theme: Theme) -> None:
        """Change to a theme of JupyterLab; the system's stays light, so the two can differ."""
        self._execute("apputils:change-theme", theme=THEMES[theme])
        light = str(theme == "light").lower()
        self.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")

    def resize(self, width: int, height: int) -> None:
        """Give the window a size in CSS pixels."""
        self.page.set_viewport_size({"width": width, "height": height})

    def show(self, path: str) -> None:
        """Begin to open the notebook at this path below the server's root."""
        self._execute("docmanager:open", path=path, factory="Notebook")

    def clear(self) -> None:
        """Close all that is open."""
        self.page.evaluate(CLEAR)

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()

    def _execute(self, command: str, **arguments: Any) -> None:
        self.page.evaluate(
            "([command, args]) => void window.jupyterapp.commands.execute(command, args)",
            [command, arguments],
        )
