"""Fixtures: Firefox and WebKit, each started once, and every explorer in a plain page of each."""

from collections.abc import Iterator
from functools import cache

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.explorers import EXPLORERS, Shown, stage_of

from .drivers import ENGINES, started
from .page import PlainEnginePage, served

SIZE = (1280, 1000)  # of the page: every picture lies in it as a whole

build = cache(stage_of)  # both engines show the same


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Name the engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def driver(engine: str) -> Iterator[WebDriver]:
    """Start the engine, once, and end it."""
    with started(engine) as one:
        yield one


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the plain page is served."""
    with served() as place:
        yield place


@pytest.fixture(scope="module", params=EXPLORERS)
def shown(
    driver: WebDriver, address: str, request: pytest.FixtureRequest
) -> Iterator[Shown[PlainEnginePage]]:
    """Show an explorer; whatever the console says fails its last test."""
    stage = build(request.param)
    page = PlainEnginePage(driver, address)
    page.resize(*SIZE)
    page.show(stage)
    yield Shown(request.param, stage, page, stage.positions)
    assert page.console == []
