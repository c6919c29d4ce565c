"""Runs cells of the reader in the page's Python, and says in JSON what they show."""

import ast
import base64
import contextlib
import io
import json
import linecache
import os
import traceback
from types import TracebackType
from typing import Any, Final

import needs
import numpy as np
import outputs

import logit_core
from logit_core import exercises

# the files in which an error is said to stand
ANSWER: Final = "<your answer>"
ABOVE: Final = "<a cell above>"
CELL: Final = "<your cell>"

os.environ["MPLBACKEND"] = "agg"  # there is no page for matplotlib to draw on

# what a set-up cell imports, and then what the reader defines in exercises
names: Final[dict[str, Any]] = {
    "__name__": "__main__",
    "np": np,
    "lc": logit_core,
    **{name: getattr(exercises, name) for name in exercises.__all__},
}
# what belongs to the cell of a chapter that is being tried: what it needs from above, and itself
chapter: Final[dict[str, Any]] = {}
# the boards that are on the page, by the cells that made them: their points are fitted here
boards: Final[dict[str, Any]] = {}


def run(code: str, check: str) -> str:
    """Run the answer to an exercise, then its check.

    Parameters
    ----------
    code, check : str
        Python; the value of the last line is shown.

    Returns
    -------
    outputs : str
        A JSON list of what is to be shown, see `outputs`.
    """
    shown, works = _outputs(code, names, ANSWER)
    if works:
        shown += _outputs(check, names, ANSWER)[0]
    return json.dumps(shown)


def begin(code: str, above: str) -> str:
    """Forget the cell that was tried before, and say what another one needs.

    Parameters
    ----------
    code : str
        The cell.
    above : str
        A JSON list of the cells above it.

    Returns
    -------
    statements : str
        A JSON list of what `prepare` has to run first.
    """
    chapter.clear()
    chapter["__name__"] = "__main__"
    return json.dumps(needs.needed(code, json.loads(above)))


def prepare(statement: str) -> str:
    """Run what a cell needs; what it shows is left out, unless it is an error."""
    shown, works = _outputs(statement, chapter, ABOVE)
    return json.dumps([] if works else shown[-1:])


def run_cell(code: str, cell: str) -> str:
    """Run the cell of a chapter, which has a name; return its outputs as `run` does."""
    shown = _outputs(code, chapter, CELL)[0]
    value = chapter.get("_")
    boards.pop(cell, None)
    if outputs.is_board(value):
        boards[cell] = value
    return json.dumps(shown)


def has_board(cell: str) -> bool:
    """Tell whether a cell has made a board here."""
    return cell in boards


def fit(cell: str, asked: str) -> str:
    """Let the board of a cell fit points.

    Parameters
    ----------
    cell : str
        The cell's name.
    asked : str
        The board's trait of this name, in JSON.

    Returns
    -------
    answer : str
        In JSON the traits ``answered``, ``error`` and ``numbers``, these deflated and in base64.
    """
    board = boards[cell]
    board.asked = json.loads(asked)
    answer = board.get_state(["answered", "error", "numbers"])
    numbers = {"base64": base64.b64encode(answer["numbers"]).decode()}
    return json.dumps({**answer, "numbers": numbers})


def _outputs(code: str, scope: dict[str, Any], file: str) -> tuple[list[outputs.Output], bool]:
    """Run code; return what it shows, and whether it came to its end."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            value = scope["_"] = _run(code, scope, file)
            last, works = [*outputs.of_value(value), *outputs.of_figures()], True
    except BaseException as error:
        last, works = [_told(error, file)], False
    outputs.forget_figures()
    return [*outputs.of_text(printed.getvalue()), *last], works


def _run(code: str, scope: dict[str, Any], file: str) -> Any:
    """Run code and return the value of its last line, None where that is no expression."""
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    tree = ast.parse(code, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), scope)
    return eval(compile(ast.Expression(last.value), file, "eval"), scope) if last else None


def _told(error: BaseException, file: str) -> outputs.Output:
    """Return an error as Python tells it, from the first line of this file on."""
    trace = _from_file(error.__traceback__, file)
    words = traceback.format_exception(type(error), error, trace)
    return {"error": "".join(words).strip(), "missing": _missing(error)}


def _missing(error: BaseException | None) -> str | None:
    """Return the module for want of which all went wrong, also where a judge says it otherwise."""
    while error is not None and not isinstance(error, ModuleNotFoundError):
        error = error.__context__
    return error.name if error is not None else None


def _from_file(trace: TracebackType | None, file: str) -> TracebackType | None:
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    return trace
