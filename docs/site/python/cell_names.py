"""The names that a cell binds and those that it uses, the same on every Python.

Python's own `symtable` tells them, but from Python 3.12 on it counts the variables of a
comprehension among the names around it. Those of a generator stay its own, so each comprehension
is read as the generator that goes through the same values.
"""

import ast
import symtable
from collections.abc import Iterator
from typing import Final

# what the compiler of Python 3.14 adds where an annotation stands in an `if`
_COMPILERS: Final = {"__conditional_annotations__"}


class _AsGenerators(ast.NodeTransformer):
    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp  # noqa: N815  (the name is that of ast)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        pair = ast.Tuple([node.key, node.value], ast.Load())
        return self.generic_visit(ast.GeneratorExp(pair, node.generators))


def bound(code: str) -> set[str]:
    """Return the names that code binds for what comes after it, also by ``global`` or ``:=``."""
    outer, *inner = _scopes(code)
    found = {one.get_name() for one in outer if one.is_assigned() or one.is_imported()}
    for scope in inner:
        found |= {s.get_name() for s in scope if s.is_declared_global() and s.is_assigned()}
    return found


def used(code: str) -> set[str]:
    """Return the names that code takes from outside, or may take once it is called."""
    outer, *inner = _scopes(code)
    found = {one.get_name() for one in outer if one.is_referenced()}
    for scope in inner:
        found |= {one.get_name() for one in scope if one.is_global() and one.is_referenced()}
    return found - _COMPILERS


def _scopes(code: str) -> list[list[symtable.Symbol]]:
    """Return the names of each scope: those of the cell itself, then those of its functions."""
    source = ast.unparse(_AsGenerators().visit(ast.parse(code)))
    tables = _tables(symtable.symtable(source, "cell", "exec"))
    return [list(table.get_symbols()) for table in tables]


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
