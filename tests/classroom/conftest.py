"""A Jupyter server, which is all that a student's protocol needs."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.bench.student import Student
from tests.browser.lab import Lab


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as server:
        yield server


@pytest.fixture
def student(lab: Lab) -> Iterator[Student]:
    """Return a client of the server; kernels that it started are shut down after the test."""
    with Student(f"{lab.url}/", lab.token, patience=60) as one:
        yield one
    for kernel in lab.kernels():
        lab.shut_down_kernel(kernel["id"])


def save(folder: Path, **sources: str) -> str:
    """Write a notebook with a cell for each source; return its name."""
    cells = [new_code_cell(source, id=name) for name, source in sources.items()]
    nbformat.write(new_notebook(cells=cells), folder / "short.ipynb")
    return "short.ipynb"
