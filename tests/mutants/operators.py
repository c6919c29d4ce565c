"""Small faults, one at a time: what a slip of the pen would make of a module."""

import ast
import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = Callable[[ast.AST], None]

COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALCULATED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault.

    Parameters
    ----------
    module : str
        Its dotted name.
    name : str
        Where the fault is and what it is: the same as long as that line stays.
    kind : str
        What was done: "comparison", "constant" and so on.
    line : int
        Where in the file.
    lines : range
        The lines of which a run shows it; none for what is run when the module is imported.
    source : str
        The module's text without it.
    place : int
        The number of the changed node, in the order of `ast.walk`.
    change : callable
        Makes the fault in that node.
    """

    module: str
    name: str
    kind: str
    line: int
    lines: range
    source: str
    place: int
    change: Change

    @property
    def code(self) -> str:
        """The module's text with the fault."""
        tree = ast.parse(self.source)
        self.change(list(ast.walk(tree))[self.place])
        return ast.unparse(ast.fix_missing_locations(tree))

    @property
    def rank(self) -> str:
        """Its place in the sample: drawn by lot, and kept when other lines change."""
        return hashlib.sha256(f"1 {self.module} {self.name}".encode()).hexdigest()


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Return every fault that can be made in a module."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    parents = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
    untouched = set(_untouched(tree))
    scopes = _scopes(tree)
    found: dict[str, int] = {}
    mutants = []
    for place, node in enumerate(nodes):
        if node in untouched:
            continue
        seen = parents[node] if isinstance(node, ast.Constant | ast.keyword) else node
        for kind, change in _changes(node, parents.get(node)):
            twin = copy.deepcopy(seen)
            change(list(ast.walk(twin))[list(ast.walk(seen)).index(node)])
            before, after = _apart(_shown(seen), _shown(twin))
            name = f"{scopes.get(node, 'module')}: {before} -> {after}"
            found[name] = found.get(name, 0) + 1
            name += f" ({found[name]})" if found[name] > 1 else ""
            line = getattr(node, "lineno", getattr(parents.get(node), "lineno", 0))
            lines = _lines(node, parents)
            mutants.append(Mutant(module, name, kind, line, lines, source, place, change))
    return mutants


def _changes(node: ast.AST, parent: ast.AST | None) -> Iterator[tuple[str, Change]]:
    """Yield each fault of one node, as a change made in its place."""
    if isinstance(node, ast.Compare):
        for k, operator in enumerate(node.ops):
            for other in COMPARED[type(operator)]:
                yield "comparison", lambda one, k=k, other=other: _put(one.ops, k, other())
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in CALCULATED:
        other = CALCULATED[type(node.op)]
        yield "arithmetic", lambda one: setattr(one, "op", other())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "boolean", lambda one: setattr(one, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "boolean", lambda one: setattr(one, "operand", ast.UnaryOp(ast.Not(), one.operand))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "arithmetic", lambda one: setattr(one, "op", ast.UAdd())
    elif isinstance(node, ast.Constant):
        kind = "default" if isinstance(parent, ast.arguments) else "constant"
        if isinstance(node.value, bool):
            yield kind, lambda one: setattr(one, "value", not one.value)
        elif isinstance(node.value, int | float):
            yield kind, lambda one: setattr(one, "value", one.value + 1)
        elif kind == "default" and node.value is None:
            yield kind, lambda one: setattr(one, "value", 1)
        elif kind == "default" and isinstance(node.value, str):
            yield kind, lambda one: setattr(one, "value", f"{one.value}x")
    elif isinstance(node, ast.keyword) and isinstance(parent, ast.Call) and node.arg is not None:
        yield "keyword dropped", lambda one: setattr(one, "arg", None) or _empty(one)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "returns None", lambda one: setattr(one, "value", ast.Constant(None))
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        for k in range(len(node.decorator_list)):
            yield "decorator dropped", lambda one, k=k: one.decorator_list.pop(k)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call dropped", lambda one: setattr(one, "value", ast.Constant(None))


def _empty(keyword: ast.keyword) -> None:
    """Make `**{}` of a keyword: nothing is handed over in its place."""
    keyword.value = ast.Dict([], [])


def _put(items: list[ast.AST], k: int, item: ast.AST) -> None:
    items[k] = item


def _untouched(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that no run shows: types, and the wording of refusals."""
    for node in ast.walk(tree):
        wording = isinstance(node, ast.JoinedStr | ast.Raise)
        held = [node] if wording else []
        held += [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.dump(node.annotation):
            held.append(node.value)
        for one in held:
            if isinstance(one, ast.AST):
                yield from ast.walk(one)


def _lines(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> range:
    """Return the lines of the statement that holds a node; all of a function that it begins."""
    while not isinstance(node, ast.stmt):
        node = parents[node]
    holder = parents[node]
    while not isinstance(holder, ast.FunctionDef | ast.Module):
        holder = parents[holder]
    is_function = isinstance(node, ast.FunctionDef)
    if isinstance(holder, ast.Module) and not is_function:
        return range(0)
    end = node.end_lineno or node.lineno
    if not is_function and isinstance(body := getattr(node, "body", None), list):
        end = max(node.lineno, body[0].lineno - 1)
    return range(node.lineno, end + 1)


def _scopes(tree: ast.AST, scope: str = "") -> dict[ast.AST, str]:
    """Return for each node the function or class that holds it."""
    scopes = {}
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        inner = f"{scope}.{node.name}".lstrip(".") if named else scope
        if inner:
            scopes[node] = inner
        scopes |= _scopes(node, inner)
    return scopes


def _shown(node: ast.AST) -> str:
    """Return a node as a line of code, without the body that it may have."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return " ".join(f"@{ast.unparse(one)}" for one in node.decorator_list) or "no decorator"
    line = ast.unparse(node).replace(", **{}", "").replace("**{}, ", "").replace("**{}", "")
    return " ".join(line.split())


def _apart(before: str, after: str) -> tuple[str, str]:
    """Return two lines, long ones without what they begin and end with in common."""
    if len(before) <= 80:
        return before, after
    first = next(k for k in range(len(before)) if before[k : k + 1] != after[k : k + 1])
    first = max(first - 25, 0)
    last = 0
    while before[-last - 1] == after[-last - 1] and last < min(len(before), len(after)) - first - 1:
        last += 1
    last = max(last - 25, 0)
    return before[first : len(before) - last], after[first : len(after) - last]
