"""Find a Chromium on this machine: named by a variable, installed, or Playwright's own."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

VARIABLE = "CHROMIUM"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers run tests as root, where the sandbox refuses to start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # /dev/shm is 64 MB in most containers
    # any other host is unknown, which the console says, and so the test fails
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--hide-scrollbars",  # screenshots are equally wide everywhere
)

MISSING = (
    "no Chromium found: install it (Debian: apt install chromium; anywhere: "
    f"python -m playwright install chromium) or name one in the environment variable {VARIABLE}"
)


def find_chromium(
    playwrights_own: str | None = None, environ: Mapping[str, str] = os.environ
) -> str | None:
    """Return the path of the first Chromium found, or None.

    Parameters
    ----------
    playwrights_own : str, optional
        Where Playwright would put its own download; used last.
    environ : mapping
        The environment variables.

    Raises
    ------
    FileNotFoundError
        If the environment variable names a file that does not exist: a wish is not
        replaced by something else in silence.
    """
    wish = environ.get(VARIABLE)
    if wish:
        found = shutil.which(wish)
        if found is None:
            raise FileNotFoundError(
                f"{VARIABLE} must name a browser, got {wish!r}: no such program"
            )
        return found
    for place in _places(playwrights_own, environ):
        found = shutil.which(place)
        if found:
            return found
    return None


def is_required(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a missing browser is an error (on a build server) or a skip (for a person)."""
    return environ.get("CI", "").lower() in {"1", "true", "yes"}


def _places(playwrights_own: str | None, environ: Mapping[str, str]) -> Iterator[str]:
    yield from NAMES
    yield from MACOS
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in environ:
            for program in WINDOWS:
                yield str(Path(environ[variable], program))
    if playwrights_own:
        yield playwrights_own
