"""A page in one of the engines, and the plain page that shows a stage without Jupyter."""

import base64
import http.server
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait

from docs.site.serving import running
from logit_core.explorers import Stage
from tests.browser.plain_page import REFERENCE, TWO_FRAMES, Pixels, files, html_of, state_of

Point = tuple[float, float]

PATIENCE = 60  # seconds for one condition; a loaded machine is slow, not broken

# WebKit's driver does not tell what the console says, so the page notes it.
LISTEN = """() => {
    window.heard = [];
    for (const kind of ["error", "warn"]) {
        const say = console[kind];
        console[kind] = (...words) => {
            heard.push(`${kind}: ${words.join(" ")}`);
            say.apply(console, words);
        };
    }
    const note = ({ type, message, reason, target }) => {
        heard.push(`${type}: ${message ?? reason ?? target.outerHTML}`);
    };
    window.addEventListener("error", note, true); // of a file that does not come, too
    window.addEventListener("unhandledrejection", note);
}"""

PLACE = """(selector) => {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
    return [x, y, width, height];
}"""


class EnginePage:
    """The page that a driver shows."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Load a page, and listen to its console from then on."""
        self.driver.get(address)
        self.evaluate(LISTEN)

    def resize(self, width: int, height: int) -> None:
        """Give the page this size in CSS pixels."""
        around = "() => [outerWidth - innerWidth, outerHeight - innerHeight]"
        across, down = self.evaluate(around)
        self.driver.set_window_size(width + across, height + down)
        self.wait_for_frame()

    def evaluate(self, function: str, given: Any = None) -> Any:
        """Return what a function of JavaScript returns, or what it promises."""
        return self.driver.execute_script(f"return ({function})(arguments[0])", given)

    def until(self, function: str, given: Any = None, patience: float = PATIENCE) -> Any:
        """Wait until a function of JavaScript returns neither null nor false, and return that."""

        def look(_: WebDriver) -> list[Any]:
            seen = self.evaluate(function, given)
            return [] if seen in (None, False) else [seen]

        waiting = WebDriverWait(self.driver, patience, poll_frequency=0.1)
        (seen,) = waiting.until(look, f"{function} {given}")
        return seen

    @property
    def console(self) -> list[str]:
        """What the console has said, and errors that nothing caught."""
        return list(self.evaluate("() => heard"))

    def wait_for_frame(self) -> None:
        """Wait until what was asked for before is drawn."""
        self.evaluate(TWO_FRAMES)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        ActionChains(self.driver).send_keys(key).perform()
        self.wait_for_frame()

    def drag(self, start: Point, end: Point) -> None:
        """Take what is at one place of the window to another."""
        actions = ActionBuilder(self.driver, duration=0)
        hand = actions.pointer_action
        hand.move_to_location(*map(round, start)).pointer_down()
        hand.move_to_location(*map(round, end)).pointer_up()
        actions.perform()
        self.wait_for_frame()

    def place(self, selector: str) -> list[float]:
        """Return where an element is in the window: x, y, width, height."""
        return list(self.evaluate(PLACE, selector))

    def photograph_element(self, selector: str) -> Pixels:
        """Return an element as pixels; WebKit's own picture of one is black where it is SVG."""
        x, y, width, height = map(round, self.place(selector))
        with Image.open(io.BytesIO(self.driver.get_screenshot_as_png())) as image:
            part = image.crop((x, y, x + width, y + height))
            return np.asarray(part.convert("RGB"), np.int16)


class PlainEnginePage(EnginePage):
    """A page with one stage, which has the methods of `PlainPage` that the tests here need."""

    def __init__(self, driver: WebDriver, address: str) -> None:
        super().__init__(driver)
        self.address = address

    def show(self, stage: Stage) -> None:
        """Load the page anew, with this stage."""
        self.open(self.address)
        self.evaluate("state => show(state, 1)", state_of(stage))
        self.wait_for_frame()

    def put(self, **positions: int) -> None:
        """Move controls as Python or a link would, and wait until the frame is drawn."""
        move = "at => { for (const [name, to] of Object.entries(at)) models[0].set(name, to); }"
        self.evaluate(move, positions)
        self.wait_for_frame()

    def get(self, name: str) -> Any:
        """Return a trait of the model."""
        return self.evaluate("name => models[0].get(name)", name)

    def said(self) -> str:
        """Return the sentence that is seen."""
        return str(self.evaluate("() => document.querySelector('.said').textContent"))

    def sweep(self, positions: Sequence[Mapping[str, int]], look: str) -> list[Any]:
        """Return what the JavaScript `look` sees at each of these positions of the model."""
        return list(self.evaluate(f"at => sweep(at, () => {look})", positions))

    def photograph(self) -> Pixels:
        """Return the picture as pixels, without rings and controls."""
        name = "document.querySelector('.logit-stage').classList"
        self.evaluate(f"() => {name}.add('alone')")
        self.wait_for_frame()
        pixels = self.photograph_element("svg.picture")
        self.evaluate(f"() => {name}.remove('alone')")
        return pixels

    def photograph_svg(self, svg: bytes, size: Sequence[int]) -> Pixels:
        """Return an SVG file as pixels, rendered by the same engine with this (width, height)."""
        source = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
        self.evaluate(f"async (given) => {{ await ({REFERENCE})(given); }}", [source, *size])
        self.wait_for_frame()
        pixels = self.photograph_element("img.reference")
        self.evaluate("() => document.querySelector('img.reference').remove()")
        return pixels


@contextmanager
def served() -> Iterator[str]:
    """Serve the plain page on this machine alone; give its address."""
    answers = {**files(), "": html_of("light"), "favicon.ico": ("image/png", "")}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = answers[self.path.removeprefix("/")]
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield f"{address}/"
