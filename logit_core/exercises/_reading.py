"""What a student's function reads and returns, as its bytecode tells: the source may be lost."""

import dis
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import numpy as np


def code_of(attempt: Any) -> CodeType | None:
    code = getattr(attempt, "__code__", None)
    return code if isinstance(code, CodeType) else None


def returns_a_value(attempt: Any) -> bool:
    """Say whether a return with a value stands anywhere in a function."""
    code = code_of(attempt)
    if code is None:
        return False
    before = None
    for step in dis.get_instructions(code):
        if step.opname == "RETURN_CONST" and step.argval is not None:
            return True
        if step.opname == "RETURN_VALUE" and not (
            before is not None and before.opname.startswith("LOAD_CONST") and before.argval is None
        ):
            return True
        before = step
    return False


def unused_arguments(attempt: Any) -> list[str]:
    """Return the arguments that a function never looks at."""
    code = code_of(attempt)
    if code is None:
        return []
    looked_at = set(code.co_cellvars)
    for step in dis.get_instructions(code):
        if step.opname.startswith("LOAD_FAST"):
            looked_at.update(step.argval if isinstance(step.argval, tuple) else [step.argval])
        elif "LOAD_FAST" in step.opname and isinstance(step.argval, tuple):
            looked_at.update(step.argval[1:])  # a store and a load in one
    return [name for name in code.co_varnames[: code.co_argcount] if name not in looked_at]


def notebook_data(attempt: Any) -> list[str]:
    """Return the names of numbers and arrays that a function reads from outside itself."""
    code = code_of(attempt)
    if code is None:
        return []
    names = dict.fromkeys(_global_names(code))
    outside = getattr(attempt, "__globals__", {})
    return [name for name in names if _is_data(outside.get(name))]


def _global_names(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _global_names(constant)


def _is_data(value: Any) -> bool:
    if isinstance(value, (np.ndarray, list, tuple)):
        return np.size(np.asarray(value, dtype=object)) > 0
    if isinstance(value, (bool, str)) or value is None:
        return False
    is_path = hasattr(value, "weights") and not callable(value)
    return is_path or isinstance(value, (int, float, np.number))


def with_globals(attempt: FunctionType, **names: Any) -> Callable[..., Any]:
    """Return the same function, for which names of the notebook mean something else."""
    changed = FunctionType(
        attempt.__code__,
        {**attempt.__globals__, **names},
        attempt.__name__,
        attempt.__defaults__,
        attempt.__closure__,
    )
    changed.__kwdefaults__ = attempt.__kwdefaults__
    return changed


def numbers_in(attempt: Any) -> list[float]:
    """Return the numbers that are written into a function."""
    code = code_of(attempt)
    if code is None:
        return []
    # small ones stand in the instructions themselves from Python 3.14 on
    small = [s.argval for s in dis.get_instructions(code) if s.opname == "LOAD_SMALL_INT"]
    found = [c for c in code.co_consts if isinstance(c, (int, float)) and not isinstance(c, bool)]
    return list(dict.fromkeys([*found, *small]))


def ends_in_its_first_round(attempt: Any) -> bool:
    """Say whether a loop of a function never begins a second round, whatever happens in it."""
    code = code_of(attempt)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    back_to = {step.argval for step in steps if step.opname.startswith("JUMP_BACKWARD")}
    return any(step.opname == "FOR_ITER" and step.offset not in back_to for step in steps)
