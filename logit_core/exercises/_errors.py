"""What an exception means, in words, and what to look at."""

import builtins
import difflib
import dis
import re
from types import CodeType, ModuleType, TracebackType
from typing import Any, Final

from logit_core.exercises._yes_or_no import cure

_ONE_NUMBER: Final = (
    "A function for one number was handed an array: {of} one.",
    "Which function of np does the same for each entry?",
)
_SHAPES: Final = (
    "The shapes of two arrays do not fit.",
    "What is the shape of each of the two? Is one of them turned over, or is `*` in the place of "
    "`@`, or does one of them not come from the arguments?",
)

# A pattern of Python's or NumPy's message, what it says in words, and what to look at.
_MEANINGS: Final = (
    (
        r"only (0-dimensional|length-1|size-1) arrays can be converted",
        *_ONE_NUMBER,
    ),
    (
        r"mismatch in its core dimension|could not be broadcast|not aligned|shape mismatch",
        *_SHAPES,
    ),
    (
        r"cannot reshape array",
        "An array has another number of entries than your reshape expects.",
        "Which input has fewer kinds of entries than the others?",
    ),
    (
        r"boolean index did not match",
        "Your mask of True and False is longer or shorter than what it picks from.",
        "Does the mask speak of rows, and do you pick rows?",
    ),
    (
        r"out of bounds|index out of range",
        "Your function asks for an entry that this input does not have: its size is another one.",
        "Is a size built in, or does a loop run over something else than you index?",
    ),
    (
        r"invalid index to scalar",
        "A single number is indexed as if it were an array.",
        "Which of your values is one number here?",
    ),
    (
        r"zero-size array|empty sequence|arg is an empty|iterable argument is empty",
        "The largest or smallest of no numbers is asked for: on this input nothing is left.",
        "What do you choose from the input, as by a label, and what if nothing is like that?",
    ),
    (
        r"math domain error|expected a positive input|nonnegative input",
        "math.log takes positive numbers only: at 0 it stops, where np.log gives -inf.",
        "Which input makes it 0, and what should come out then?",
    ),
    (
        r"math range error|Result too large",
        "An exponential is too large for the computer.",
        "Of which input is it, and can the formula do with a smaller one?",
    ),
    (
        r"only integer scalar arrays can be converted to a scalar index|cannot be interpreted as "
        r"an integer.*axis|axis .* is out of bounds|integer argument expected",
        "An array stands where an axis, a whole number or a place is expected. np.max(a, b) takes "
        "b for an axis.",
        "Do you mean np.maximum or np.minimum, or does an index need int()?",
    ),
    (
        r"'NoneType' object|unsupported operand .*NoneType",
        "You go on with a None: what came before returned nothing.",
        "Does the function in that line change its argument in place and return nothing, as "
        "shuffle, sort and append do?",
    ),
    (
        r"'(builtin_function_or_method|method|function)' object|"
        r"unsupported operand .*(builtin|function|method)",
        "A function is used as if it were its result: the brackets of a call are missing.",
        "Behind which name do () belong?",
    ),
    (
        r"object is not callable",
        "Something that is not a function stands in front of brackets, and Python tries to call "
        "it.",
        "Is a * missing, or does a variable have the name of a function?",
    ),
    (
        r"bitwise_xor|operand type\(s\) for \^",
        "In Python ^ is not a power.",
        "Which sign raises to a power?",
    ),
    (
        r"'(bitwise_and|bitwise_or|invert)'|bad operand type for unary ~",
        "& and | bind more tightly than comparisons.",
        "Where do brackets belong?",
    ),
    (
        r"object is not iterable|object is not subscriptable|has no len\(\)|len\(\) of unsized|"
        r"unsized object|object does not support item assignment|not a sequence",
        "One number is treated as if it were a list or an array.",
        "Which of your values is one number here, or None?",
    ),
    (
        r"(list|tuple) indices must be integers|only integers, slices",
        "Something that is no whole number is used as an index.",
        "Is it an array, a float or a list of Python that you index?",
    ),
    (
        r"can't multiply sequence|can only concatenate|operand type\(s\).*'(list|tuple|str)'",
        "Lists of Python do not compute entry by entry.",
        "Which function of np makes an array of a list?",
    ),
    (
        r"must be square",
        "Only a square table has eigenvalues or an inverse, and yours has as many rows as points.",
        "Of which product of tables are they asked for?",
    ),
    (
        r"not enough values to unpack|too many values to unpack|cannot unpack",
        "A line takes apart what has more parts, or fewer, than there are names.",
        "How many values does the right side hold?",
    ),
    (
        r"ambiguous|truth value",
        "A yes or no is asked of a whole array.",
        "",
    ),
    (
        r"takes \d+ positional argument|missing \d+ required|unexpected keyword|"
        r"multiple values for argument",
        "A function is called with other arguments than it takes.",
        "What does its documentation say, with ? behind the name?",
    ),
    (
        r"setting an array element with a sequence|inhomogeneous",
        "Whole arrays stand where single numbers belong.",
        "Which of your values is an array, and should be one number?",
    ),
    (
        r"negative dimensions|Seed must be|expected non-negative|high <= 0|low >= high",
        "A number of entries, or a bound, is negative.",
        "Which difference becomes negative on this input?",
    ),
    (
        r"must not be empty",
        "A function is handed an empty array: on this input nothing is left.",
        "Which slice or which condition leaves nothing?",
    ),
    (
        r"read-only",
        "An array is changed that may only be read.",
        "Where does a .copy() belong?",
    ),
)

_OWN_NAMES: Final = {"ln": "log", "lg": "log10", "len": "len", "logsumexp": "logaddexp"}


def in_plain_words(
    error: BaseException,
    text: str,
    line: str,
    namespace: dict[str, Any],
    code: Any,
    at: TracebackType | None,
) -> tuple[str, str]:
    """Return what an exception means, and what to look at; each may be empty.

    `text` is its message, `line` the source of the line, and the code and the namespace are those
    of the student's function. It happened `at` a place in this or in another of the student's own.
    """
    if "truth value of an array" in text:
        asked = "" if at is None else cure(at.tb_frame.f_code, at.tb_lasti, line)
        return "A yes or no is asked of a whole array.", asked
    if isinstance(error, UnboundLocalError):
        return (
            "A name is used before it has got a value on this way through your function.",
            "Which branch, or which loop that never ran, should have set it?",
        )
    if isinstance(error, NameError):
        return _unknown_name(error, namespace, code)
    if isinstance(error, AttributeError):
        return _unknown_attribute(error)
    if isinstance(error, RecursionError):
        return "Your function calls itself without end.", "Which call of it should be another's?"
    if isinstance(error, ZeroDivisionError):
        return "", "Which input makes the divisor 0, and what should come out then?"
    if isinstance(error, SystemExit):
        return "", "A function hands back its result with return; exit ends the program."
    if isinstance(error, KeyError):
        return (
            "A dictionary is asked for a key that it does not have.",
            "Which inputs are not in your table?",
        )
    for pattern, meaning, hint in _MEANINGS:
        if re.search(pattern, text):
            return meaning.format(of=_of_one_number(code)), hint
    return "", ""


def is_raised_by_hand(at: TracebackType) -> bool:
    """Say whether a line with `raise` or `assert` stopped a function at this place."""
    steps = dis.get_instructions(at.tb_frame.f_code)
    return any(s.offset == at.tb_lasti and s.opname == "RAISE_VARARGS" for s in steps)


def _of_one_number(code: Any) -> str:
    """Name the functions for one number that a student's code calls, with their verb."""
    names = code.co_names if isinstance(code, CodeType) else ()
    called = [f"math.{name}" for name in names if name in _OF_MATH] if "math" in names else []
    called += [name for name in names if name in ("int", "float", "round")]
    return f"{' and '.join(called) or 'it'} {'take' if len(called) > 1 else 'takes'}"


_OF_MATH: Final = ("log", "log2", "log10", "log1p", "exp", "sqrt", "tanh", "cosh", "pow")


def _unknown_name(error: NameError, namespace: dict[str, Any], code: Any) -> tuple[str, str]:
    name = str(error.name or "")
    modules = [key for key, value in namespace.items() if isinstance(value, ModuleType)]
    owners = [key for key in modules if hasattr(namespace[key], name)]
    if owners:
        return (
            f"Python does not know `{name}` alone.",
            f"Is it {' or '.join(f'{owner}.{name}' for owner in sorted(owners, key=len)[:2])}?",
        )
    known = [*getattr(code, "co_varnames", ()), *namespace, *dir(builtins)]
    near = difflib.get_close_matches(name, [one for one in known if one != name], 1, 0.6)
    if near:
        return (
            f"Python does not know the name `{name}`.",
            f"Do you mean `{near[0]}`?",
        )
    return (
        f"Python does not know the name `{name}`.",
        "Check the spelling, and run the cell that defines this name.",
    )


def _unknown_attribute(error: AttributeError) -> tuple[str, str]:
    name, owner = str(error.name or ""), error.obj
    if owner is None:
        return next((m, h) for p, m, h in _MEANINGS if "NoneType" in p)
    what = owner.__name__ if isinstance(owner, ModuleType) else f"a {type(owner).__name__}"
    near = [_OWN_NAMES[name]] if name in _OWN_NAMES and hasattr(owner, _OWN_NAMES[name]) else []
    near = near or difflib.get_close_matches(name, dir(owner), 1, 0.6)
    if isinstance(owner, ModuleType) and not near:
        inside = (sub for sub in ("linalg", "random") if hasattr(getattr(owner, sub, None), name))
        near = [f"{sub}.{name}" for sub in inside]
    hint = f"Do you mean `{near[0]}`?" if near else f"What does {what} have in its place?"
    return f"There is no `{name}` in {what}.", hint
