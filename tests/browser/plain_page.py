"""A page without Jupyter that shows stages: its modules, stage.css and a model of forty lines."""

import base64
import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from axe_playwright_python.base import AXE_SCRIPT
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Route

from logit_core.explorers import Stage
from logit_core.stage import Board, pictures
from logit_core.stage.browser import MODULES, source

Theme = Literal["light", "dark"]
Layout = Literal["wide", "stacked"]
Pixels = NDArray[np.int16]

DEADLINE = 60.0  # seconds for one condition; a loaded machine is slow, not broken
ADDRESS = "http://stage.test/"  # nothing is asked of the network: every request is answered here

# expressions of JavaScript, for a sweep: what a view says, and whether it draws what is no number
SENTENCE = "document.querySelector('.said').textContent"
HAS_NAN = (
    "[...document.querySelectorAll('svg.picture > g')].some((g) => g.innerHTML.includes('NaN'))"
)

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
    .alone :is(.panel, .handles) { display: none }
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
        const called = this.listeners.filter(([event]) => event === `change:${name}`);
        return Promise.all(called.map(([, callback]) => callback()));
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

const unpack = (state) => {
    const [still, stacked, numbers] = [state.still, state.stacked, state.numbers].map(view);
    return { ...state, still, stacked, numbers };
};

window.models = [];
window.cleanups = [];
window.show = async (state, views) => {
    const { render } = state.asked ? (await import("./stage_with_board.js")).default : stage;
    const model = new Model(unpack(state));
    models.push(model);
    for (let i = 0; i < views; i++) {
        const el = document.createElement("div");
        document.body.append(el);
        cleanups.push(await render({ model, el }));
    }
};
window.change = async (model, state) => {
    for (const [name, value] of Object.entries(unpack(state))) await model.set(name, value);
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

UNJOINED = 'export { default } from "./view.js";'

# over everything else: in a page of its own it would put this one to sleep
REFERENCE = """([src, width, height]) => {
    const image = Object.assign(new Image(width, height), { src, className: "reference" });
    image.style = "position: absolute; left: 0; top: 0; z-index: 1";
    document.body.append(image);
    return image.decode();
}"""

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

    def __init__(self, page: Page, *, modules: bool = False) -> None:
        self.page = page
        self.console: list[str] = []
        self._answers = files(modules=modules)
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
        modules: bool = False,
        script: str = "",
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
        modules : bool
            The page loads each module of the stage by itself, not their joined text.
        script : str
            JavaScript that runs before everything else.
        """
        context = browser.new_context(device_scale_factor=1, locale="en-US")
        context.set_default_timeout(DEADLINE * 1000)
        context.add_init_script(script)
        shown = cls(context.new_page(), modules=modules)
        if clock:
            shown.page.clock.install(time=datetime.datetime(2026, 1, 1))
        shown.load(theme=theme, width=width, height=height)
        if clock:
            shown.page.clock.pause_at(datetime.datetime(2026, 1, 2))
        shown.show(*stages, views=views)
        return shown

    def load(self, *, theme: Theme = "light", width: int = 1280, height: int = 900) -> None:
        """Load the page anew, empty; all is as in `open`."""
        self._answers[""] = html_of(theme)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(ADDRESS)

    def show(self, *stages: Stage | Mapping[str, Any], views: int = 1) -> None:
        """Show stages below those that are there; all is as in `open`."""
        for stage in stages:
            state = state_of(stage) if isinstance(stage, Stage) else stage
            self.page.evaluate("([state, views]) => show(state, views)", [state, views])

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window this wide, in CSS pixels, and wait until pictures suit it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.wait_for_frame()
        self.page.wait_for_function("!document.querySelector('[aria-busy=true]')")

    def dress(self, theme: Theme) -> None:
        """Give the page the colours of a theme, and wait until pictures have them."""
        self.page.evaluate("style => { document.documentElement.style = style; }", style_of(theme))
        self.page.wait_for_function(
            """theme => [...document.querySelectorAll(".logit-stage:has(svg.picture)")].every(
                (stage) => stage.style.colorScheme === theme)""",
            arg=theme,
        )
        self.wait_for_frame()

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
        """Return the picture as pixels, without rings, which matplotlib does not draw.

        The controls are hidden, too: below them it could begin between two pixels.
        """
        self.view(view).evaluate("el => el.classList.add('alone')")
        pixels = photograph(self.picture(view))
        self.view(view).evaluate("el => el.classList.remove('alone')")
        return pixels

    def photograph_svg(self, svg: bytes, size: Sequence[int]) -> Pixels:
        """Return an SVG file as pixels, rendered by the same browser with this (width, height)."""
        source = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
        self.page.evaluate(REFERENCE, [source, *size])
        image = self.page.locator("img.reference")
        pixels = photograph(image)
        image.evaluate("image => image.remove()")
        return pixels

    # The models, by number in the order of the stages

    def put(self, model: int = 0, /, **positions: int) -> None:
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

    def share_shown(self, name: str, n: int, move: Callable[[], None]) -> float:
        """Return the share of n values that a control shows while it is moved from 0.

        The best of three, for another program may take the machine for a moment.
        """
        self.record(self.output(name))
        shares: list[float] = []
        while len(shares) < 3 and max(shares, default=0) < 0.98:
            self.put(**{name: 0})
            self.page.evaluate("shown = []")
            move()
            self.wait_for_frame()
            shares.append(len(set(self.shown())) / n)
        return max(shares)

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
        name = route.request.url.removeprefix(ADDRESS)
        if name == "favicon.ico":
            route.fulfill(status=204)
        elif name in self._answers:
            kind, text = self._answers[name]
            route.fulfill(content_type=kind, body=text)
        else:
            self.console.append(f"request: {route.request.url}")
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text}")

    def _catch(self, error: Error) -> None:
        self.console.append(f"uncaught: {error.stack or error.message}")


_BYTES = ("still", "stacked", "numbers")


def files(*, modules: bool = False) -> dict[str, tuple[str, str]]:
    """Return what the page loads, by name: the type and the text of each file."""
    return {
        "harness.js": ("text/javascript", HARNESS),
        "stage.js": ("text/javascript", UNJOINED if modules else str(Stage._esm)),
        "stage_with_board.js": ("text/javascript", UNJOINED if modules else str(Board._esm)),
        "stage.css": ("text/css", str(Stage._css)),
        **{f"{name}.js": ("text/javascript", source(name)) for name in MODULES},
    }


def html_of(theme: Theme) -> tuple[str, str]:
    """Return the type and the text of the page itself, in a theme's colours."""
    return ("text/html", PAGE % style_of(theme))


def style_of(theme: Theme) -> str:
    """Return a theme's colours as CSS."""
    return "; ".join(f"{name}: {value}" for name, value in THEMES[theme].items())


def state_of(stage: Stage) -> dict[str, Any]:
    """Return what Jupyter would send of a stage, also to a phone, its bytes in base64."""
    stage.narrow = True
    stage.send()
    controls = {name: getattr(stage, name) for name in stage.controls}
    points = stage.get_state(["asked", "answered"]) if isinstance(stage, Board) else {}
    return (
        controls
        | points
        | {
            **{name: base64.b64encode(stage.get_state(name)[name]).decode() for name in _BYTES},
            "scene": stage.scene,
            "error": stage.error,
        }
    )


# ---- pictures


def photograph(element: Locator) -> Pixels:
    """Return an element as pixels: rows, columns, (red, green, blue) of 0 to 255."""
    with Image.open(io.BytesIO(element.screenshot())) as image:
        return np.asarray(image.convert("RGB"), np.int16)


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
        The greatest share of pixels off by more than 48 levels in one tile of 12 by 12: a mark as
        small as a dot that stands elsewhere is lost in the whole picture, but not in its tile.
        Chromium smooths one and the same line now by exact coverage, now by samples; so some 40
        levels in the pixels along a line mean nothing.
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
        off, far = ((levels > limit).any(axis=-1) for limit in (32, 48))
        rows, columns = (length // cls.TILE for length in far.shape)
        tiles = far[: rows * cls.TILE, : columns * cls.TILE]
        tiles = tiles.reshape(rows, cls.TILE, columns, cls.TILE)
        return cls(float(levels.mean()), float(off.mean()), float(tiles.mean(axis=(1, 3)).max()))

    @property
    def is_small(self) -> bool:
        """Whether the two show the same."""
        return self.mean < 1 and self.off < 0.003 and self.crowd < 0.1


def compare_pictures(
    page: PlainPage,
    stage: Stage,
    at: Mapping[str, int],
    evidence: Path,
    *,
    layout: Layout = "wide",
    dark: bool = False,
    coarse: bool = False,
) -> str | None:
    """Compare the browser's picture at these positions with matplotlib's of the same stage.

    Returns None where they agree, else by how much they do not, and the names of files that show
    it: they begin with `evidence`. `layout` and `dark` say how the page shows it. With `coarse`
    means of 3 by 3 pixels are compared: they hold as much of a thin line however it is smoothed.
    """
    page.put(**at)
    ours = page.photograph()
    fig = stage.snapshot(layout, dark=dark, **at)
    size = [round(96 * inches) for inches in fig.get_size_inches()]
    theirs = page.photograph_svg(pictures.svg(fig), size)
    difference = Difference.between(*(map(coarsened, (ours, theirs)) if coarse else (ours, theirs)))
    if difference.is_small:
        return None
    return "\n".join([str(difference), *map(str, save_pictures(evidence, ours, theirs))])


def coarsened(pixels: Pixels) -> Pixels:
    """Return the mean of the 3 by 3 pixels around each pixel."""
    rows, columns = pixels.shape[:2]
    padded = np.pad(pixels, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    return np.mean(around, axis=0)


def save_pictures(evidence: Path, browser: Pixels, matplotlib: Pixels) -> list[Path]:
    """Save two pictures and their difference to files beginning with `evidence`; return them."""
    evidence.parent.mkdir(parents=True, exist_ok=True)
    pictures = {
        "browser": browser,
        "matplotlib": matplotlib,
        "difference": 255 - np.abs(browser - matplotlib),
    }
    files = []
    for what, pixels in pictures.items():
        files.append(evidence.with_name(f"{evidence.name}-{what}.png"))
        Image.fromarray(pixels.astype(np.uint8)).save(files[-1])
    return files
