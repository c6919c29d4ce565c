"""What these tests need, which is skipped on a person's machine and required on a build server."""

import importlib
import sys
from types import ModuleType

import pytest

from tests.browser.chromium import is_required


def required(module: str) -> ModuleType:
    """Return a module; skip the tests of the file that asks where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        do_without(f"{error.name} is not installed: python start.py test brings it")


def do_without(reason: str) -> None:
    """Skip, or fail on a build server; JupyterHub does not run on Windows."""
    if is_required() and sys.platform != "win32":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)
