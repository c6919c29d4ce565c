"""The cells of all notebooks by name, and the functions that a cell defines."""

import ast
from typing import Any

import nbformat
import numpy as np

import logit_core as lc

from .run_notebooks import FOLDER

NOTEBOOKS = {path.stem: nbformat.read(path, 4) for path in sorted(FOLDER.glob("*.ipynb"))}
CELLS = {f"{name}#{cell.id}": cell for name, nb in NOTEBOOKS.items() for cell in nb.cells}


def defined_in(cell: str) -> dict[str, Any]:
    """Run the definitions of a code cell, "05_iris#loss-of-source-a", and nothing else of it."""
    tree = ast.parse(CELLS[cell].source)
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    space: dict[str, Any] = {"np": np, "lc": lc}
    exec(compile(tree, cell, "exec"), space)
    return space
