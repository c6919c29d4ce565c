"""What asked a whole array for one yes or no, as the bytecode at the error tells, and its cure."""

import dis
import re
from types import CodeType
from typing import Final

_EACH: Final = "np.where chooses for each entry"

# By what asks: what does so entry by entry.
_CURES: Final = {
    "max": (
        "Python's max compares whole arrays. np.maximum(a, b) takes the larger of each pair of "
        "entries, and np.max(a) the largest entry of one array."
    ),
    "min": (
        "Python's min compares whole arrays. np.minimum(a, b) takes the smaller of each pair of "
        "entries, and np.min(a) the smallest entry of one array."
    ),
    "brackets": (
        "Python works out & and | before a comparison. Write brackets around each comparison: "
        "(a == 1) & (b == 1)."
    ),
    "and": (
        "`and`, `or`, `not` and a < b < c look at one yes or no, not at an array. Between arrays "
        "write & or | (and ~ for not), with brackets around each comparison."
    ),
    "equal": (
        "Two arrays are equal or not entry by entry. np.all(a == b) says whether all of them are; "
        f"{_EACH}."
    ),
    "if": (
        f"An if looks at one number, not at an array. {_EACH}, and np.all or np.any make one yes "
        "or no of them."
    ),
    "": "An array has a yes or no for each entry. np.all or np.any makes one of them.",
}
_AND_TOO: Final = " And between arrays & stands for `and`."


def cure(code: CodeType, offset: int, line: str) -> str:
    """Return what to write in the place of what failed at `offset`.

    Where `and` stands in a condition, its bytecode is that of two ifs, and the source of the
    line tells, if it is at hand.
    """
    asks = _what_asks(code, offset)
    if asks not in ("if", "compared", "equal"):
        return _CURES[asks]
    if re.search(r"\b(and|or|not)\b", line):
        return _CURES["and"]
    said = _CURES["equal" if asks == "equal" else "if"]
    return said if line or asks == "if" else said + _AND_TOO


def _what_asks(code: CodeType, offset: int) -> str:
    steps = list(dis.get_instructions(code))
    at = max(i for i, step in enumerate(steps) if step.offset <= offset)
    opname = steps[at].opname
    if opname.startswith("CALL"):
        called = _called(steps, at)
        return called if called in ("max", "min") else ""
    if any(step.opname == "UNARY_NOT" for step in steps[at : at + 2]):
        return "and"
    before = [s for s in steps[:at] if s.opname not in ("TO_BOOL", "CACHE", "EXTENDED_ARG")]
    if opname == "COMPARE_OP":  # since Python 3.14 it asks by itself
        before.append(steps[at])
    is_value = "OR_POP" in opname or (bool(before) and before[-1].opname == "COPY")
    if is_value and before and before[-1].opname == "COPY":
        before.pop()
    names = [step.opname for step in before]
    is_comparison = names[-1:] == ["COMPARE_OP"]
    if is_comparison and names[-3:-1] == ["SWAP", "COPY"]:  # a < b < c
        return "brackets" if _joins(before[-4:-3]) else "and"
    if is_value:
        return "and"
    if "JUMP" not in opname and opname not in ("TO_BOOL", "COMPARE_OP"):
        return ""
    if not is_comparison:
        return "if"
    return "equal" if re.search("[=!]=", before[-1].argrepr) else "compared"


def _joins(steps: list[dis.Instruction]) -> bool:
    return any(step.opname == "BINARY_OP" and step.argrepr in ("&", "|") for step in steps)


def _called(steps: list[dis.Instruction], at: int) -> str:
    """Return the name of what is called: it was pushed before its arguments."""
    depth, n_arguments = 0, steps[at].arg or 0
    first = at - 1 if steps[at - 1].opname == "PRECALL" else at
    for step in reversed(steps[:first]):
        depth += dis.stack_effect(step.opcode, step.arg, jump=False)
        if depth > n_arguments:
            return str(step.argval)
    return ""
