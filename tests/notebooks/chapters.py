"""The chapters as the tests see them: cells, texts, stored outputs, and the one way to run code.

IRIS = Chapter("05_iris")
IRIS.run("load-flowers", "add-ones")["A"]  # these cells, run in this process
IRIS.function("loss_of_source_a")  # a function that a cell defines, and nothing else of it
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat
from nbformat import NotebookNode

from .run_notebooks import FOLDER

NOTEBOOKS = {path.stem: nbformat.read(path, 4) for path in sorted(FOLDER.glob("*.ipynb"))}
CELLS = {f"{name}#{cell.id}": cell for name, nb in NOTEBOOKS.items() for cell in nb.cells}
CHAPTERS = [name for name in NOTEBOOKS if not name.startswith("00")]

Names = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """A notebook by its name, "05_iris"."""

    name: str

    @property
    def notebook(self) -> NotebookNode:
        return NOTEBOOKS[self.name]

    @property
    def code(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    def cell(self, cell: str) -> NotebookNode:
        """Return a cell by its id."""
        return CELLS[f"{self.name}#{cell}"]

    def source(self, cell: str) -> str:
        """Return what is written in a cell."""
        return str(self.cell(cell).source)

    def text(self, cell: str) -> str:
        """Return what is written in a cell on one line."""
        return " ".join(self.source(cell).split())

    def shown(self, cell: str) -> str:
        """Return the text of a cell's stored outputs."""
        return "\n".join(
            output.get("text", "") + output.get("data", {}).get("text/plain", "")
            for output in self.cell(cell).outputs
        )

    def run(
        self,
        *cells: str,
        space: Names | None = None,
        replaced: Mapping[str, str] | None = None,
    ) -> Names:
        """Run cells in this process, one after the other, and return the names that there are.

        Parameters
        ----------
        *cells : str
            Their ids.
        space : dict, optional
            The names to start with, changed in place; by default what the set-up imports.
        replaced : mapping, optional
            Each text is replaced by another before a cell runs; each cell must hold each text.

        Returns
        -------
        space : dict
            ``_`` is what the last cell shows, None where it shows nothing or only prints.
        """
        space = dict(_set_up(self.name)) if space is None else space
        for cell in cells:
            source = self.source(cell)
            for old, new in (replaced or {}).items():
                assert old in source, f"{cell} does not hold {old!r}"
                source = source.replace(old, new)
            space["_"] = None
            _run(ast.parse(source), cell, space)
        return space

    def function(self, name: str, **names: Any) -> Any:
        """Return a function of the chapter; what it needs beyond the set-up comes in `names`."""
        (tree,) = (
            tree
            for tree in (ast.parse(cell.source) for cell in self.code)
            if name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        )
        tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        space = _set_up(self.name) | names
        _run(tree, name, space)
        return space[name]


@cache
def _set_up(name: str) -> Names:
    """Return what the cells import that begin a chapter."""
    space: Names = {}
    for cell in Chapter(name).code:
        if cell.id.startswith("setup"):
            _run(ast.parse(cell.source), cell.id, space)
    return space


def _run(tree: ast.Module, file: str, space: Names) -> None:
    """Run code as a cell: what its last line shows is then called ``_``."""
    last = tree.body[-1]
    if isinstance(last, ast.Expr):
        shown = ast.Assign([ast.Name("_", ast.Store())], last.value)
        tree.body[-1] = ast.fix_missing_locations(ast.copy_location(shown, last))
    exec(compile(tree, file, "exec"), space)
