"""A page without Jupyter that shows stages: stage.js, stage.css and a model of forty lines."""

import base64
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from axe_playwright_python.base import AXE_SCRIPT
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Route

from logit_core.explorers import Stage

Theme = Literal["light", "dark"]
Pixels = NDArray[np.int16]

DEADLINE = 60.0  # seconds for one condition; a loaded machine is slow, not broken
ADDRESS = "http://stage.test/"  # nothing is asked of the network: every request is answered here

# JupyterLab's colours under JupyterLab's names
THEMES: dict[Theme, dict[str, str]] = {
    "light": {
        "--jp-layout-color0": "white",
        "--jp-content-font-color1": "rgba(0, 0, 0, 0.87)",
        "--jp-brand-color1": "#1976d2",
        "--jp-error-color1": "#d32f2f",
    },
    "dark": {
        "--jp-layout-color0": "#111111",
        "--jp-content-font-color1": "rgba(255, 255, 255, 1)",
        "--jp-brand-color1": "#2196f3",
        "--jp-error-color1": "#f44336",
    },
}

PAGE = """<!doctype html>
<html lang="en" style="%s">
<meta charset="utf-8">
<title>stages</title>
<link rel="stylesheet" href="stage.css">
<style>
    body { margin: 8px; background: var(--jp-layout-color0); color: var(--jp-content-font-color1) }
    .alone .panel { display: none }
</style>
<body><script type="module" src="harness.js"></script></body>
</html>"""

HARNESS = """
import stage from "./stage.js";

class Model {
    constructor(state) { this.state = state; this.listeners = []; this.saves = 0; }
    get(name) { return this.state[name]; }
    set(name, value) {
        if (this.state[name] === value) return;
        this.state[name] = value;
        for (const [event, callback] of [...this.listeners]) {
            if (event === `change:${name}`) callback();
        }
    }
    on(event, callback) { this.listeners.push([event, callback]); }
    off(event, callback) {
        this.listeners = this.listeners.filter(([e, c]) => e !== event || c !== callback);
    }
    save_changes() { this.saves++; }
}

// as in Jupyter, where bytes begin anywhere in a message
function view(base64) {
    const raw = atob(base64);
    const all = Uint8Array.from("?" + raw, (letter) => letter.charCodeAt(0));
    return new DataView(all.buffer, 1);
}

const unpack = (state) => ({ ...state, still: view(state.still), numbers: view(state.numbers) });

window.models = [];
window.cleanups = [];
window.show = (state, views) => {
    const model = new Model(unpack(state));
    models.push(model);
    for (let i = 0; i < views; i++) {
        const el = document.createElement("div");
        document.body.append(el);
        cleanups.push(stage.render({ model, el }));
    }
};
window.change = (model, state) => {
    for (const [name, value] of Object.entries(unpack(state))) model.set(name, value);
};

// what the views show: the texts of each output, in the order in which they appeared
window.record = (output) => {
    window.shown = [];
    new MutationObserver(() => shown.push(output.textContent)).observe(output, { childList: true });
};

// what `look` returns at each position, drawn at once without waiting for the screen
window.sweep = (positions, look) => {
    const real = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => { draw(); return 0; };
    const seen = positions.map((at) => {
        for (const [name, position] of Object.entries(at)) models[0].set(name, position);
        return look();
    });
    window.requestAnimationFrame = real;
    return seen;
};
"""

TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


class PlainPage:
    """A page with one or more stages; made by `PlainPage.open`, closed by `close`.

    Attributes
    ----------
    page : playwright.sync_api.Page
        For everything that has no method here.
    console : list of str
        The page's errors and warnings so far, and requests that no stage should make.
    """

    def __init__(self, page: Page, theme: Theme) -> None:
        self.page = page
        self.console: list[str] = []
        self._html = PAGE % "; ".join(f"{name}: {value}" for name, value in THEMES[theme].items())
        page.on("console", self._hear)
        page.on("pageerror", self._catch)
        page.route("**/*", self._answer)

    @classmethod
    def open(
        cls,
        browser: Browser,
        *stages: Stage | Mapping[str, Any],
        views: int = 1,
        theme: Theme = "light",
        width: int = 1280,
        height: int = 900,
        clock: bool = False,
    ) -> Self:
        """Show stages, or what `state_of` returned of them, one under the other.

        Parameters
        ----------
        browser
            What shows them.
        *stages : Stage or mapping
            Each has a model of its own in the page.
        views : int
            How many views there are of each model.
        theme : {"light", "dark"}
            Whose colours the page has.
        width, height : int
            The window, in CSS pixels; one is one pixel of a screenshot.
        clock : bool
            Time stands still, frames too, until the test moves it: ``page.clock.run_for(500)``.
        """
        context = browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=1, locale="en-US"
        )
        context.set_default_timeout(DEADLINE * 1000)
        shown = cls(context.new_page(), theme)
        if clock:
            shown.page.clock.install(time=datetime.datetime(2026, 1, 1))
        shown.page.goto(ADDRESS)
        if clock:
            shown.page.clock.pause_at(datetime.datetime(2026, 1, 2))
        for stage in stages:
            state = state_of(stage) if isinstance(stage, Stage) else stage
            shown.page.evaluate("([state, views]) => show(state, views)", [state, views])
        return shown

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()

    # The views, by number from top to bottom

    def view(self, number: int = 0) -> Locator:
        """Return everything that one view shows."""
        return self.page.locator(".logit-stage").nth(number)

    def picture(self, view: int = 0) -> Locator:
        """Return the svg element."""
        return self.view(view).locator("svg.picture")

    def said(self, view: int = 0) -> str:
        """Return the sentence that is seen."""
        return self.view(view).locator(".said").inner_text()

    def slider(self, label: str, view: int = 0) -> Locator:
        """Return a range input by its accessible name."""
        return self.view(view).get_by_role("slider", name=label, exact=True)

    def button(self, text: str, view: int = 0) -> Locator:
        """Return a button by its text."""
        return self.view(view).get_by_role("button", name=text, exact=True)

    def output(self, label: str, view: int = 0) -> Locator:
        """Return the value that is seen beside a range input."""
        row = self.view(view).locator(".row").filter(has=self.page.get_by_text(label, exact=True))
        return row.locator("output")

    def drawing(self, mark: int, view: int = 0) -> str:
        """Return what moves of a mark: all that its pane holds, by order of the marks."""
        panes = self.picture(view).locator("> g > svg")
        return str(panes.nth(mark).evaluate("pane => pane.innerHTML"))

    def photograph(self, view: int = 0) -> Pixels:
        """Return the picture as pixels. Below the controls it could begin between two of them."""
        self.view(view).evaluate("el => el.classList.add('alone')")
        pixels = photograph(self.picture(view))
        self.view(view).evaluate("el => el.classList.remove('alone')")
        return pixels

    # The models, by number in the order of the stages

    def put(self, model: int = 0, **positions: int) -> None:
        """Move controls as Python or a link would, and wait until the frame is drawn."""
        self.page.evaluate(
            """([model, at]) => {
                for (const [name, value] of Object.entries(at)) models[model].set(name, value);
            }""",
            [model, positions],
        )
        self.wait_for_frame()

    def get(self, name: str, model: int = 0) -> Any:
        """Return a trait of a model."""
        return self.page.evaluate("([model, name]) => models[model].get(name)", [model, name])

    def saves(self, model: int = 0) -> int:
        """Return how often a model was asked to tell Python."""
        return int(self.page.evaluate("model => models[model].saves", model))

    def listeners(self, model: int = 0) -> int:
        """Return how many callbacks a model holds."""
        return int(self.page.evaluate("model => models[model].listeners.length", model))

    def change(self, stage: Stage | Mapping[str, Any], model: int = 0) -> None:
        """Send a stage anew, as Python does after a redraw."""
        state = state_of(stage) if isinstance(stage, Stage) else stage
        self.page.evaluate("([model, state]) => change(models[model], state)", [model, state])
        self.wait_for_frame()

    def clean_up(self, view: int = 0) -> None:
        """Let a view end as Jupyter does."""
        self.page.evaluate("view => cleanups[view]()", view)

    def wait_for_frame(self) -> None:
        """Wait until what was asked for before is drawn."""
        self.page.evaluate(TWO_FRAMES)

    def sweep(self, positions: Sequence[Mapping[str, int]], look: str) -> list[Any]:
        """Return what the JavaScript `look` sees at each of these positions of the first model."""
        return list(self.page.evaluate(f"at => sweep(at, () => {look})", positions))

    def record(self, output: Locator) -> None:
        """Begin to note every value that a control shows, for `shown`."""
        output.evaluate("output => record(output)")

    def shown(self) -> list[str]:
        """Return the values noted since `record`."""
        return list(self.page.evaluate("shown"))

    # Looking

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong in the views, as it says it."""
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("axe.run('.logit-stage', {resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['html']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def overflow(self) -> float:
        """Return by how many pixels the page is wider than its window."""
        return float(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def _answer(self, route: Route) -> None:
        answers = {
            "": ("text/html", self._html),
            "harness.js": ("text/javascript", HARNESS),
            "stage.js": ("text/javascript", str(Stage._esm)),
            "stage.css": ("text/css", str(Stage._css)),
        }
        name = route.request.url.removeprefix(ADDRESS)
        if name == "favicon.ico":
            route.fulfill(status=204)
        elif name in answers:
            kind, text = answers[name]
            route.fulfill(content_type=kind, body=text)
        else:
            self.console.append(f"request: {route.request.url}")
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text}")

    def _catch(self, error: Error) -> None:
        self.console.append(f"uncaught: {error.stack or error.message}")


def state_of(stage: Stage) -> dict[str, Any]:
    """Return what Jupyter would send of a stage, its bytes in base64."""
    stage.send()
    positions = {name: getattr(stage, name) for name in stage.controls}
    return positions | {
        "still": base64.b64encode(stage.still).decode(),
        "numbers": base64.b64encode(stage.numbers).decode(),
        "scene": stage.scene,
        "error": stage.error,
    }


# ---- pictures


def photograph(element: Locator) -> Pixels:
    """Return an element as pixels: rows, columns, (red, green, blue) of 0 to 255."""
    with Image.open(io.BytesIO(element.screenshot())) as image:
        return np.asarray(image.convert("RGB"), np.int16)


def photograph_svg(page: PlainPage, svg: bytes, size: Sequence[int]) -> Pixels:
    """Return an SVG file as pixels, rendered by the browser of `page` with this (width, height)."""
    width, height = size
    other = page.page.context.new_page()
    source = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
    other.set_content(f'<body style="margin: 0"><img width={width} height={height} src="{source}">')
    image = other.locator("img")
    image.evaluate("image => image.decode()")
    pixels = photograph(image)
    other.close()
    return pixels


@dataclass(frozen=True)
class Difference:
    """How far two pictures of the same size are apart.

    Attributes
    ----------
    mean : float
        Mean absolute difference, in levels of 0 to 255.
    off : float
        Share of pixels off by more than 32 levels in one of the colours.
    crowd : float
        The greatest such share in one tile of 12 by 12 pixels: a mark as small as a dot that
        stands elsewhere is lost in the whole picture, but not in its tile.
    """

    mean: float
    off: float
    crowd: float

    TILE = 12

    @classmethod
    def between(cls, one: Pixels, two: Pixels) -> Self:
        """Compare two pictures."""
        assert one.shape == two.shape, f"pictures of {one.shape} and {two.shape}"
        levels = np.abs(one - two)
        off = (levels > 32).any(axis=-1)
        rows, columns = (length // cls.TILE for length in off.shape)
        tiles = off[: rows * cls.TILE, : columns * cls.TILE]
        tiles = tiles.reshape(rows, cls.TILE, columns, cls.TILE)
        return cls(float(levels.mean()), float(off.mean()), float(tiles.mean(axis=(1, 3)).max()))

    @property
    def is_small(self) -> bool:
        """Whether the two show the same."""
        return self.mean < 1 and self.off < 0.003 and self.crowd < 0.1


def save_pictures(folder: Path, name: str, browser: Pixels, matplotlib: Pixels) -> list[Path]:
    """Save two pictures and their difference; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "browser": browser,
        "matplotlib": matplotlib,
        "difference": 255 - np.abs(browser - matplotlib),
    }
    files = []
    for what, pixels in pictures.items():
        files.append(folder / f"{name}-{what}.png")
        Image.fromarray(pixels.astype(np.uint8)).save(files[-1])
    return files
