"""Fixtures: one Chromium and one JupyterLab for all tests here."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.thorough import quickly

from .chromium import FLAGS, MISSING, find_chromium, is_required
from .explorers import EXPLORERS, LIKE_OTHERS, Shown, stage_of
from .lab import DEADLINE, Lab
from .lab_page import LabPage
from .notebook_page import NotebookPage
from .plain_page import PlainPage

OPEN_PAGES = pytest.StashKey[list[NotebookPage]]()
FAILED = pytest.StashKey[bool]()

OpenNotebook = Callable[..., NotebookPage]
OpenPage = Callable[..., PlainPage]

SPECIAL = {"clock", "modules", "script"}  # options that a page has from its begin


# Not for the session: Playwright keeps an event loop running in this thread while it lives,
# in which other tests (nbval's kernels) could not start their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            (pytest.fail if is_required() else pytest.skip)(MISSING)
        expect.set_options(timeout=DEADLINE * 1000)  # not 5 s: a loaded machine is slow, not broken
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def spare_page(browser: Browser) -> Iterator[list[PlainPage]]:
    """Keep a page for the next test: to make one takes longer than to load it anew."""
    pages: list[PlainPage] = []
    yield pages
    for page in pages:
        page.close()


def usual_page(browser: Browser, spare_page: list[PlainPage], **options: Any) -> PlainPage:
    """Return the spare page, or a new one where there is none, loaded anew."""
    page = spare_page.pop() if spare_page else PlainPage.open(browser)
    page.load(**options)
    return page


@pytest.fixture(scope="module", params=quickly(EXPLORERS, set(EXPLORERS) - LIKE_OTHERS))
def shown(
    browser: Browser, spare_page: list[PlainPage], request: pytest.FixtureRequest
) -> Iterator[Shown[PlainPage]]:
    """Show an explorer; whatever the page complains of fails its last test."""
    stage = stage_of(request.param)
    page = usual_page(browser, spare_page)
    page.show(stage)
    yield Shown(request.param, stage, page, stage.positions)
    complaints = page.console.copy()
    if complaints:
        page.close()
    else:
        spare_page.append(page)
    assert complaints == []


@pytest.fixture
def open_page(
    browser: Browser, spare_page: list[PlainPage], request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Open stages as `PlainPage.open` does; whatever the page complains of fails the test."""
    pages: list[PlainPage] = []
    usual: list[PlainPage] = []

    def open_one(*stages: Any, views: int = 1, **options: Any) -> PlainPage:
        if SPECIAL & options.keys():
            page = PlainPage.open(browser, *stages, views=views, **options)
        else:
            page = usual_page(browser, spare_page, **options)
            usual.append(page)
            page.show(*stages, views=views)
        pages.append(page)
        return page

    yield open_one
    complaints = [line for page in pages for line in page.console]
    if usual and not complaints and FAILED not in request.node.stash:
        spare_page.append(usual[0])
    for page in pages:
        if page not in spare_page:
            page.close()
    assert complaints == []


@pytest.fixture(scope="package")
def lab(browser: Browser) -> Iterator[Lab]:
    """JupyterLab with an empty folder; started only when there is a browser."""
    with Lab() as server:
        yield server


@pytest.fixture(scope="package")
def free_pages() -> Iterator[list[LabPage]]:
    """Keep JupyterLab in a page, as soon as it was loaded, for the next test."""
    pages: list[LabPage] = []
    yield pages
    for page in pages:
        page.close()


@pytest.fixture
def open_notebook(
    browser: Browser,
    lab: Lab,
    free_pages: list[LabPage],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[OpenNotebook]:
    """Open copies of notebooks: ``open_notebook(file, theme="dark", width=700)``.

    Notebooks are closed and their kernels shut down after the test. JupyterLab stays for the next
    one; it is loaded anew after a failure, and for ``open_notebook(file, anew=True)`` alone.
    Pictures go to the folder in the environment variable ``SCREENSHOTS``, or after a failure to
    the test's temporary one.
    """
    pictures = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    pages: list[NotebookPage] = request.node.stash.setdefault(OPEN_PAGES, [])
    spent: list[LabPage] = []

    def open_copy(notebook: Path | str, *, anew: bool = False, **options: Any) -> NotebookPage:
        path = lab.copy_in(notebook, folder=f"{tmp_path.name}-{len(pages)}")
        shared = free_pages and not anew
        lab_page = free_pages.pop() if shared else LabPage.load(browser, lab)
        if anew:
            spent.append(lab_page)
        page = NotebookPage.open(lab_page, path, pictures=pictures, **options)
        pages.append(page)
        return page

    yield open_copy
    while pages:
        page = pages.pop()
        page.close()
        if page.lab_page in spent or FAILED in request.node.stash:
            page.lab_page.close()
        else:
            free_pages.append(page.lab_page)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """After a failure save what the pages show, and name the files in the report."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        pages: list[NotebookPage] = item.stash.get(OPEN_PAGES, [])
        for number, page in enumerate(pages):
            name = re.sub(r"\W+", "-", item.name)
            files = page.save_evidence(f"failed-{name}-{number}")
            report.sections.append((page.path, "\n".join(map(str, files))))
    return report
