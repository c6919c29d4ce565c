"""What a cell needs of the cells above it: the statements that make the names that it uses.

So one cell of a chapter can run without the pictures, tables and checks before it.
"""

import ast
from collections.abc import Sequence
from typing import Final

from cell_names import bound, used

# these make a name whatever it was before, so what made it earlier is not needed
_ANEW: Final = (
    *(ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef),
    *(ast.Import, ast.ImportFrom),
)


def needed(code: str, above: Sequence[str]) -> list[str]:
    """Return the statements that have to run before a cell does.

    Parameters
    ----------
    code : str
        The cell.
    above : sequence of str
        The cells above it, from top to bottom. What Python cannot read is passed over.

    Returns
    -------
    statements : list of str
        In their order.
    """
    found = []
    wanted = used(code) if _is_python(code) else set()
    for statement in reversed([one for cell in above for one in _statements(cell)]):
        source = ast.unparse(statement)
        made = bound(source)
        if not wanted & (made | _altered(statement)):
            continue
        found.append(source)
        if isinstance(statement, _ANEW):
            wanted -= made
        wanted |= used(source)
    return found[::-1]


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _statements(code: str) -> list[ast.stmt]:
    return ast.parse(code).body if _is_python(code) else []


def _altered(statement: ast.stmt) -> set[str]:
    """Return the names of what gets an entry or an attribute: ``x`` in ``x[0] = 1``."""
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            inner: ast.expr = node
            while isinstance(inner, ast.Subscript | ast.Attribute):
                inner = inner.value
            if isinstance(inner, ast.Name):
                names.add(inner.id)
    return names
