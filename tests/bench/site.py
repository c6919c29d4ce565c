"""Measure the site as a visitor meets it: bytes, the first picture, the first verdict.

python start.py bench site

The site is built with all chapters and a copy of Pyodide, and served on loopback, compressed.
Chromium knows no other host. The table stands beside the aims.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from docs.site.places import ROOT, chapters

from ..browser.chromium import FLAGS, MISSING, find_chromium
from ..site.pyodide_copy import pyodide_copy
from .gzip_server import GzipServer, serve
from .table import at_most, lay_out, median, percentile
from .weight import PAGE, PANEL

SITE = ROOT / "build" / "site-bench"
PROBE = (Path(__file__).parent / "site_probe.js").read_text("utf-8")
HEAD = ("figure", "seen", "aim", "verdict")
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}  # 1.6 Mbit/s
REPEATS = 5
KB = 1000
EXERCISE = "exercise-odds"
RIGHT = "def my_odds(p):\n    return np.inf if p == 1 else p / (1 - p)"

Line = tuple[str, str, str, str]


def line(figure: str, value: float, form: str, aim: float) -> Line:
    """Return a line of the table: the figure beside its aim."""
    return figure, form.format(value), f"<= {form.format(aim)}", at_most(value, aim)


class Visitor:
    """A browser that has never been here, and what it asked for."""

    def __init__(self, browser: Browser, server: GzipServer) -> None:
        self.server = server
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(120_000)
        self.context.add_init_script(PROBE)
        self.others: set[str] = set()
        self.context.on("request", lambda request: self._see(request.url))

    def _see(self, url: str) -> None:
        if not url.startswith((self.server.address, "data:", "blob:", "file:")):
            self.others.add(url)

    def __enter__(self) -> "Visitor":
        self.server.taken()
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, name: str, *, slow: bool = False) -> Page:
        """Open a page, over a slow line if asked for."""
        page = self.context.new_page()
        if slow:
            session: CDPSession = self.context.new_cdp_session(page)
            session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
        page.goto(name if name.startswith("file:") else f"{self.server.address}/{name}.html")
        return page


def answered(page: Page) -> float:
    """Return the seconds after which the first picture of a page has answered."""
    page.wait_for_function("probe.answered")
    return float(page.evaluate("probe.answered / 1000"))


def measure_load(browser: Browser, server: GzipServer) -> list[Line]:
    """Measure the front page and the first chapter with exercises as they load."""
    lines = []
    for name in ("index", "01_odds_and_log_odds"):
        paints, answers = [], []
        for _ in range(REPEATS):
            with Visitor(browser, server) as visitor:
                page = visitor.open(name)
                page.wait_for_load_state("networkidle")
                requests, size = server.taken()
                paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
                paints.append(page.evaluate(paint) / 1000)
                others = len(visitor.others)
                if name == "index":
                    answers.append(answered(page))
        lines += [
            line(f"{name}: at load, compressed", size / KB, "{:.0f} kB", 350),
            line(f"{name}: requests", requests, "{:.0f}", 25),
            line(f"{name}: first contentful paint", median(paints), "{:.2f} s", 0.6),
            line(f"{name}: requests to other hosts", others, "{:.0f}", 0),
        ]
        if answers:
            lines.append(line("first picture answers", median(answers), "{:.2f} s", 1.0))
    with Visitor(browser, server) as visitor:
        slow = answered(visitor.open("index", slow=True))
    return [*lines, line("first picture answers, 1.6 Mbit/s + 150 ms", slow, "{:.2f} s", 2.3)]


def measure_chapters(browser: Browser, server: GzipServer) -> list[Line]:
    """Jump to each picture of each chapter; add up what moves on the way."""
    waits, shifts = [], {}
    for chapter in chapters():
        with Visitor(browser, server) as visitor:
            page = visitor.open(chapter.stem)
            page.wait_for_load_state("networkidle")
            for place in page.locator(".logit-embed").all():
                waits.append(place.evaluate("(one) => probe.jump(one)") / 1000)
            shifts[chapter.stem] = float(page.evaluate("probe.shifted"))
    worst = max(shifts, key=lambda name: shifts[name])
    return [
        line("a picture after a jump to it, median", median(waits), "{:.2f} s", 0.3),
        line("a picture after a jump to it, slowest", max(waits), "{:.2f} s", 0.3),
        line(f"layout shift, the worst: {worst}", shifts[worst], "{:.3f}", 0.02),
    ]


def measure_steps(browser: Browser, server: GzipServer) -> list[Line]:
    """Step the first control of the front page's picture."""
    with Visitor(browser, server) as visitor:
        page = visitor.open("index")
        answered(page)
        taken = page.evaluate("probe.steps(60)")
    return [
        line("control to frame, median", median(taken), "{:.0f} ms", 20),
        line("control to frame, p95", percentile(taken, 0.95), "{:.0f} ms", 40),
    ]


def measure_verdicts(browser: Browser, server: GzipServer) -> list[Line]:
    """Check one exercise with nothing in the cache, on a second visit, and once more."""
    with Visitor(browser, server) as visitor:
        first, size, _ = _verdict(visitor)
        second, again, later = _verdict(visitor)
    return [
        line("first verdict, nothing cached", first, "{:.1f} s", 10),
        line("its bytes", size / KB / KB, "{:.1f} MB", 10),
        line("first verdict, second visit", second, "{:.1f} s", 6),
        line("its bytes", again / KB / KB, "{:.1f} MB", 0),
        line("a later verdict", later, "{:.2f} s", 0.3),
    ]


def _verdict(visitor: Visitor) -> tuple[float, int, float]:
    """Return the seconds to the first verdict, its bytes, and the seconds to the next."""
    page = visitor.open("01_odds_and_log_odds")
    page.wait_for_load_state("networkidle")
    mark = f".logit-exercise[data-cell={EXERCISE}]"
    place = page.locator(mark)
    place.scroll_into_view_if_needed()
    page.locator(f"{mark}[data-alive=true]").wait_for()
    editor = page.locator(f".cell:has(+ .cell + {mark}) .cm-content")
    visitor.server.taken()
    begun = time.monotonic()
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Shift+Enter")
    verdict = place.locator(".logit-verdict", has_text="Right.")
    verdict.wait_for()
    first = time.monotonic() - begun
    _, size = visitor.server.taken()
    place.get_by_role("button", name="Stop").wait_for(state="hidden")
    place.locator(".logit-verdict").evaluate("(one) => one.replaceChildren()")
    begun = time.monotonic()
    editor.press("Shift+Enter")
    verdict.wait_for()
    later = time.monotonic() - begun
    page.close()
    return first, size, later


def measure_files(browser: Browser, server: GzipServer) -> list[Line]:
    """Open the largest stage and the largest panel from disk."""
    pages = sorted((SITE / "_static" / "alone").glob("*.html"), key=lambda one: one.stat().st_size)
    panels = [page for page in pages if _holds_choices(page)]
    largest = {"stage": [page for page in pages if page not in panels][-1:], "panel": panels[-1:]}
    lines = []
    for kind, (page,) in largest.items():
        with Visitor(browser, server) as visitor:
            alive = answered(visitor.open(page.as_uri()))
        aim = PAGE if kind == "stage" else PANEL
        size = page.stat().st_size
        lines += [
            line(f"a {kind} as a file, largest: {page.stem}", size / KB, "{:.0f} kB", aim / KB),
            line(f"that {kind}, alive from disk", alive, "{:.2f} s", 0.5),
        ]
    return lines


def _holds_choices(page: Path) -> bool:
    """Say whether a page of its own is that of a panel, with a picture for each choice."""
    return '"variants":{"' in page.read_text("utf-8")


def main() -> int:
    """Build the site, measure it and print the table."""
    command = [sys.executable, "-m", "docs.site", "--to", str(SITE)]
    subprocess.run([*command, "--pyodide", str(pyodide_copy())], cwd=ROOT, check=True)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    lines: list[Line] = []
    with sync_playwright() as playwright, serve(SITE) as server:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            print(MISSING, file=sys.stderr)
            return 1
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for measure in MEASURES:
            print(f"{(measure.__doc__ or '').strip()} ...", flush=True)
            try:
                lines += measure(browser, server)
            except PlaywrightError as error:
                reason = str(error).splitlines()[0]
                lines.append(((measure.__doc__ or "").strip(), reason, "-", "not measured"))
        version = browser.version
        browser.close()
    print(lay_out([HEAD, *lines]))
    machine = f"{platform.platform()}, {os.cpu_count()} processors"
    print(f"{machine}, Chromium {version}, load {load:.1f} before the first measurement")
    print("The peers named in the aims were not brought into this run.")
    return int(any(verdict == "not measured" for *_, verdict in lines))


MEASURES = (measure_load, measure_chapters, measure_steps, measure_verdicts, measure_files)
