"""The site, built and served once for all tests here, and Chromium with all other hosts refused."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from docs.site.places import ROOT, chapters
from docs.site.progress import BuildError
from docs.site.serving import running, server
from docs.site.tools import require_node
from tests.browser.chromium import FLAGS, MISSING, find_chromium, is_required

from .pyodide_copy import pyodide_copy

# two chapters with `start.py test`; all of them with `test --all` and `site --check`
CHAPTERS = chapters() if os.environ.get("SITE") == "all" else chapters()[:2]
PAGES = ["index", "my_answers", *(path.stem for path in CHAPTERS)]
BUILT = ROOT / "build" / "site-tests"
DEADLINE = 60.0  # seconds for one condition; a loaded machine is slow, not broken

# what moves without the reader's doing, as browsers add it up
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""

# what a page has put on the clipboard: all pages of the browser have one, and each may empty it
WATCH_COPIES = """
const board = navigator.clipboard;
const write = board?.writeText.bind(board);
if (board) board.writeText = (text) => write(text).then(() => { window.copied = text; });
"""

# what a reader would have to push sideways; on a phone the theme lets its column scroll by itself
WIDE = """() => [document.documentElement, ...document.querySelectorAll(".content")]
    .filter((one) => one.scrollWidth > innerWidth)
    .map((box) => [box, ...box.querySelectorAll("*")].reduce((most, one) =>
        one.getBoundingClientRect().right > most.getBoundingClientRect().right ? one : most))
    .map((one) => one.outerHTML.slice(0, 200))"""

OpenPage = Callable[..., Page]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that names a `page_name` for each page."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", PAGES)


def too_wide(page: Page) -> list[str]:
    """Return what reaches farthest where a page is wider than its window."""
    wide: list[str] = page.evaluate(WIDE)
    return wide


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            (pytest.fail if is_required() else pytest.skip)(MISSING)
        expect.set_options(timeout=DEADLINE * 1000)
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


def build_site() -> None:
    """Build the site, with the page's own Python."""
    names = [path.stem for path in CHAPTERS] if len(CHAPTERS) < len(chapters()) else []
    copy = ["--pyodide", str(pyodide_copy()), "--to", str(BUILT)]
    built = subprocess.run(
        [sys.executable, "-m", "docs.site", *names, *copy],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.fixture(scope="package")
def site(testrun_uid: str) -> Path:
    """Return the folder of the site, which one of the processes of this run builds."""
    try:
        require_node()
    except BuildError as error:
        (pytest.fail if is_required() else pytest.skip)(str(error))
    run = BUILT.with_suffix(".run")
    run.parent.mkdir(exist_ok=True)
    with FileLock(run.with_suffix(".lock")):
        if not run.exists() or run.read_text("utf-8") != testrun_uid:
            build_site()
            run.write_text(testrun_uid, "utf-8")
    return BUILT


@pytest.fixture(scope="package")
def address(site: Path) -> Iterator[str]:
    """Serve the site; tell where."""
    with running(server(site)) as place:
        yield place


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Open a page by its name; its complaints and requests to other hosts fail the test.

    ``open_page("index", width=390, script=False)``; with ``complains=True`` the page may.
    """
    contexts = []
    trouble: list[str] = []

    def refuse_others(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            trouble.append(f"asks for {route.request.url}")
            route.abort()

    def open_one(
        name: str,
        *,
        width: int = 1280,
        theme: str = "light",
        script: bool = True,
        complains: bool = False,
        prepare: Callable[[Page], None] = lambda page: None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(DEADLINE * 1000)
        context.add_init_script(WATCH_SHIFTS)
        context.add_init_script(WATCH_COPIES)
        page = context.new_page()
        page.route("**/*", refuse_others)
        if not complains:
            page.on("console", lambda message: trouble.append(f"{name}: {message.text}"))
            page.on("pageerror", lambda error: trouble.append(f"{name}: {error}"))
        prepare(page)
        page.goto(f"{address}/{name}" if ".html" in name else f"{address}/{name}.html")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert trouble == []
