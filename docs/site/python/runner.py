"""Runs a cell of the reader in the page's Python, and says in JSON what it shows."""

import ast
import contextlib
import io
import json
import linecache
import traceback
from types import TracebackType
from typing import Any, Final

import numpy as np

import logit_core
from logit_core import exercises
from logit_core.exercises import Verdict

CELL: Final = "<your answer>"  # the file in which an error is said to stand

# what a set-up cell imports, and then what the reader defines
names: Final[dict[str, Any]] = {
    "__name__": "__main__",
    "np": np,
    "lc": logit_core,
    **{name: getattr(exercises, name) for name in exercises.__all__},
}


def run(code: str, check: str) -> str:
    """Run the code of a cell, then its check.

    Parameters
    ----------
    code, check : str
        Python; the value of the last line is shown.

    Returns
    -------
    outputs : str
        A JSON list of what is to be shown: ``text``, ``html`` with ``passed``, or ``error``. The
        last may say with ``missing`` which module has to be loaded first.
    """
    outputs: list[dict[str, Any]] = []
    for part in (code, check):
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                value = _run(part)
        except BaseException as error:
            outputs += _printed(printed)
            outputs.append(_told(error))
            break
        outputs += _printed(printed)
        if value is not None:
            outputs.append(_shown(value))
    return json.dumps(outputs)


def _run(code: str) -> Any:
    """Run code and return the value of its last line, None where that is no expression."""
    linecache.cache[CELL] = (len(code), None, code.splitlines(keepends=True), CELL)
    tree = ast.parse(code, CELL)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, CELL, "exec"), names)
    return eval(compile(ast.Expression(last.value), CELL, "eval"), names) if last else None


def _printed(out: io.StringIO) -> list[dict[str, Any]]:
    return [{"text": out.getvalue()}] if out.getvalue() else []


def _shown(value: Any) -> dict[str, Any]:
    if isinstance(value, Verdict):
        return {"html": value._repr_html_(), "passed": value.passed}
    if hasattr(value, "_repr_html_"):
        return {"html": value._repr_html_()}
    return {"text": repr(value)}


def _told(error: BaseException) -> dict[str, Any]:
    """Return an error as Python tells it, from the reader's own lines on."""
    words = traceback.format_exception(type(error), error, _from_cell(error.__traceback__))
    return {"error": "".join(words).strip(), "missing": _missing(error)}


def _missing(error: BaseException | None) -> str | None:
    """Return the module for want of which all went wrong, also where a judge says it otherwise."""
    while error is not None and not isinstance(error, ModuleNotFoundError):
        error = error.__context__
    return error.name if error is not None else None


def _from_cell(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_frame.f_code.co_filename != CELL:
        trace = trace.tb_next
    return trace
