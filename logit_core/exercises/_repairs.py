"""One small change that makes a wrong function right at every input: then that is what was wrong.

The changes are made in the bytecode, since the source may be out of reach. None of them changes
how many instructions there are, or the depth of the stack at a jump.
"""

import builtins
import dis
import inspect
import itertools
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final, NamedTuple

import numpy as np

from logit_core.exercises._attempts import numpy_notices, run_once
from logit_core.exercises._clock import running_out
from logit_core.exercises._matching import Room, Tried
from logit_core.exercises._reading import notebook_data, unused_arguments, with_globals
from logit_core.exercises._words import say_number

# Bytecode differs from version to version, and a wrong change could end the reader's kernel: only
# where the tests of this module have been run, anything is changed.
VERSIONS: Final = ((3, 11), (3, 12), (3, 13), (3, 14))
_IN_A_BROWSER: Final = sys.platform == "emscripten"  # where Python is slower
_SECONDS: Final = 2.5 if _IN_A_BROWSER else 1.5  # for all changes together
_SECONDS_FOR_ONE_CALL: Final = 0.5 if _IN_A_BROWSER else 0.1


class Change(NamedTuple):
    """A changed function, and in words what was wrong with the student's."""

    function: Callable[..., Any]
    message: str
    hint: str
    divides: bool = False  # where the student's does not


def repair(
    attempt: Callable[..., Any], telling: list[Tried], names: list[str], room: Room
) -> Change | None:
    """Return the first change that makes a function right, or None."""
    if sys.version_info[:2] not in VERSIONS or not isinstance(attempt, FunctionType):
        return None
    is_late = running_out(_SECONDS)
    in_turn = sorted(telling, key=lambda one: one.is_right)
    for change in _changes(attempt, names):
        if is_late():
            return None
        if all(_is_right(change, one, room) for one in in_turn):
            return change
    return None


def _is_right(change: Change, one: Tried, room: Room) -> bool:
    call = run_once(
        change.function,
        one.call.case,
        len(one.wanted),
        is_row=one.wanted[0].ndim > 0,
        seconds=_SECONDS_FOR_ONE_CALL,
    )
    is_accident = call.broke_down and not one.call.broke_down
    if change.divides and (is_accident or not numpy_notices()):
        return False  # 1/0 stands for a large number, or may do so
    return call.values is not None and room.equal(call.values, one.wanted)


def _changes(attempt: FunctionType, names: list[str]) -> Iterator[Change]:
    yield from _of_data(attempt, names)
    for helper in (attempt, *_helpers(attempt)):
        for module, name, other, message, hint in _of_modules(helper):
            changed = with_globals(helper, **{module: _Instead(helper, module, name, other)})
            yield Change(_in_place(attempt, helper, changed), message, hint)
        for name, other, message, hint in _of_builtins(helper):
            changed = with_globals(helper, **{name: other})
            yield Change(_in_place(attempt, helper, changed), message, hint)
        whole = helper.__code__
        for code, message, hint in _of_code(whole, unused_arguments(helper), whole):
            changed = _in_place(attempt, helper, with_code(helper, code))
            yield Change(changed, message, hint, _divisions(code) > _divisions(whole))


def _divisions(code: CodeType) -> int:
    signs = [_COMPUTED.get(s.arg or 0) for s in _steps(code) if s.opname == "BINARY_OP"]
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return sum(sign in ("/", "/=") for sign in signs) + sum(map(_divisions, inner))


def _helpers(attempt: FunctionType) -> list[FunctionType]:
    """Return the functions of the notebook that a function calls."""
    outside = attempt.__globals__
    found = [outside.get(name) for name in attempt.__code__.co_names]
    return [
        one
        for one in found
        if isinstance(one, FunctionType) and one.__globals__ is outside and one is not attempt
    ]


def _in_place(
    attempt: FunctionType, helper: FunctionType, changed: Callable[..., Any]
) -> Callable[..., Any]:
    if helper is attempt:
        return changed
    return with_globals(attempt, **{helper.__name__: changed})


def with_code(function: FunctionType, code: CodeType) -> FunctionType:
    """Return the same function with another code, whose further arguments need not be given."""
    further = code.co_argcount - function.__code__.co_argcount
    changed = FunctionType(
        code,
        function.__globals__,
        function.__name__,
        (*(function.__defaults__ or ()), *[None] * further) or None,
        function.__closure__,
    )
    changed.__kwdefaults__ = function.__kwdefaults__
    return changed


# What is read from the notebook


def _of_data(attempt: FunctionType, names: list[str]) -> Iterator[Change]:
    for name in notebook_data(attempt):
        for i, argument in enumerate(names):
            for of, what in (
                (lambda value: value, f"`{argument}`"),
                (len, f"the length of `{argument}`"),
                (lambda value: value[:, 1:], f"the features in `{argument}`"),
            ):

                def changed(
                    *given: Any, name: str = name, i: int = i, of: Callable[[Any], Any] = of
                ) -> Any:
                    return with_globals(attempt, **{name: of(given[i])})(*given)

                yield Change(
                    changed,
                    f"Your function takes `{name}` from an earlier cell, and not {what}.",
                    "The check brings inputs of its own. Which names should come from the "
                    "brackets?",
                )


# Other functions in the place of a function


class _Instead:
    """A module in which one function is replaced by another one."""

    def __init__(self, function: FunctionType, module: str, name: str, other: Any) -> None:
        self._module = function.__globals__[module]
        self._name, self._other = name, other

    def __getattr__(self, name: str) -> Any:
        return self._other if name == self._name else getattr(self._module, name)


def _as_it_came(value: Any, *rest: Any, **more: Any) -> Any:
    return value


def _of_floats(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda array, *rest, **more: make(np.asarray(array, dtype=float))


_SCORE: Final = "Where does the formula ask for a score, and where for a probability?"
_CLIP: Final = "Does the formula have a bound?"
_ROUND: Final = "Round for printing only."
_WHOLE: Final = (
    "Your array is made like one of whole numbers, and keeps whole numbers only: what stands "
    "behind the point is lost.",
    "Of which dtype is np.zeros(3), and of which np.zeros_like([1, 0, 1])?",
)

# In each place of a module's function: another one, what that says, and what to look at.
_INSTEAD: Final[dict[str, list[tuple[Any, str, str]]]] = {
    "clip": [(_as_it_came, "Your clip changes numbers that are right without it.", _CLIP)],
    "round": [(_as_it_came, "Your rounding changes numbers that are right without it.", _ROUND)],
    "around": [(_as_it_came, "Your rounding changes numbers that are right without it.", _ROUND)],
    "rint": [(_as_it_came, "Your rounding changes numbers that are right without it.", _ROUND)],
    "floor": [(_as_it_came, "Your floor changes numbers that are right without it.", _ROUND)],
    "abs": [(_as_it_came, "Your abs takes a sign away that is needed.", "What is negative here?")],
    "nan_to_num": [
        (
            _as_it_came,
            "Your nan_to_num changes answers that are right without it.",
            "Is an infinite answer a mistake?",
        )
    ],
    "sqrt": [(_as_it_came, "There is a root too many in yours.", "What is a square here?")],
    "square": [(_as_it_came, "There is a square too many in yours.", "What is squared?")],
    "zeros_like": [(_of_floats(np.zeros_like), *_WHOLE)],
    "ones_like": [(_of_floats(np.ones_like), *_WHOLE)],
    "empty_like": [(_of_floats(np.empty_like), *_WHOLE)],
    "full_like": [
        (lambda a, value, **more: np.full(np.shape(a), value, dtype=float), *_WHOLE),
    ],
    "exp": [
        (
            lambda v: np.exp(-v),
            "In your exponential the minus is missing, or one too many.",
            "Should it be large or small where the score is large?",
        )
    ],
    "log": [
        (
            np.log1p,
            "In your logarithm a 1 is missing.",
            "What is added to the exponential, inside the logarithm?",
        ),
        (_as_it_came, "There is a logarithm too many in yours.", "Which numbers add up?"),
    ],
    "sigmoid": [
        (
            lambda z: 1 / (1 + np.exp(z)),
            "You take the sigmoid of the number with the wrong sign.",
            "Should a large score have a probability near 1 or near 0?",
        ),
        (_as_it_came, "There is a sigmoid too many in yours.", _SCORE),
    ],
    "empty": [
        (
            np.zeros,
            "np.empty is not empty: it holds whatever numbers were left in memory.",
            "Which function makes an array of zeros?",
        )
    ],
    "vectorize": [
        (
            lambda function, *rest, **more: np.vectorize(function, otypes=[float]),
            "np.vectorize takes its kind of numbers from the first entry: where that gives a whole "
            "number, all others are cut to whole numbers.",
            "Which of your returns gives a whole number, as 0 or 1?",
        )
    ],
    "isclose": [
        (
            lambda one, other, **more: np.equal(one, other),
            "Your isclose takes numbers for equal that only lie close.",
            "Within which distance does isclose call two numbers close?",
        )
    ],
}


def _of_modules(function: FunctionType) -> Iterator[tuple[str, str, Any, str, str]]:
    outside, used = function.__globals__, _names_in(function.__code__)
    modules = [name for name in used if isinstance(outside.get(name), ModuleType)]
    for module in modules:
        for name in used:
            if name in _INSTEAD and hasattr(outside[module], name):
                for other, message, hint in _INSTEAD[name]:
                    yield module, name, other, message, hint


def _of_builtins(function: FunctionType) -> Iterator[tuple[str, Any, str, str]]:
    for name in _names_in(function.__code__):
        if name in function.__globals__ and not hasattr(builtins, name):
            continue
        if name in ("round", "abs"):
            yield (name, *_INSTEAD[name][0])
        if name == "int":
            yield (
                "int",
                float,
                "Your int cuts off what stands behind the point.",
                "Which kind of number keeps fractions?",
            )
        if name == "set":
            yield (
                "set",
                list,
                "A set keeps each number once only, however often it occurs.",
                "What does set([2, 2]) hold?",
            )


def _names_in(code: CodeType) -> list[str]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return [*code.co_names, *(name for one in inner for name in _names_in(one))]


# Changes in the code: names, signs, numbers, brackets

Changed = tuple[CodeType, str, str]


def _of_code(code: CodeType, unused: list[str], whole: CodeType) -> Iterator[Changed]:
    """Yield the changes of a code, which is the `whole` of a function or a part of it."""
    is_whole, code = code is whole, _owning(code)
    yield from _other_names(code)
    if is_whole:
        yield from _mixed_up(code)
    yield from _other_operators(code)
    yield from _other_numbers(code, unused, whole, of_powers=True)
    yield from _other_brackets(code)
    yield from _other_variables(code)
    yield from _other_numbers(code, unused, whole)
    for place, inner in enumerate(code.co_consts):
        if isinstance(inner, CodeType):
            for changed, message, hint in _of_code(inner, [], whole):
                constants = (*code.co_consts[:place], changed, *code.co_consts[place + 1 :])
                yield code.replace(co_consts=constants), message, hint


_NAMES: Final[tuple[tuple[str, str, str], ...]] = (
    ("min", "max", "The {was} is taken where the {now} belongs."),
    ("minimum", "maximum", "np.{was} stands where np.{now} belongs."),
    ("argmin", "argmax", "{was} stands where {now} belongs."),
    ("fmin", "fmax", "{was} stands where {now} belongs."),
    ("any", "all", "`{was}` stands where `{now}` belongs."),
    ("logical_or", "logical_and", "np.{was} stands where np.{now} belongs."),
    ("ones", "zeros", "You begin with {was}, and the formula with {now}."),
    ("ones_like", "zeros_like", "You begin with {was}, and the formula with {now}."),
    ("mean", "sum", "You take the {was}, and the {now} is asked for."),
    ("median", "mean", "You take the {was}, and the {now} is asked for."),
    ("nanmean", "mean", "Your nanmean leaves out what is nan, and so divides by too few."),
    ("std", "var", "You take the {was} where the {now} belongs."),
    ("prod", "sum", "{was} stands where {now} belongs: these do not go together with logs."),
    ("log2", "log", "Your logarithm is that to base 2. The course takes the natural one."),
    ("log10", "log", "Your logarithm is that to base 10. The course takes the natural one."),
    ("log1p", "log", "log1p(x) is log(1 + x): there is a 1 too many."),
    ("exp2", "exp", "exp2 takes powers of 2, and the formula powers of e."),
    ("expm1", "exp", "expm1(x) is exp(x) - 1: there is a 1 too many."),
    ("exp", "log", "{was} stands where {now} belongs."),
    ("logaddexp2", "logaddexp", "logaddexp2 takes logarithms to base 2."),
    ("tanh", "sigmoid", "tanh runs from -1 to 1, and a probability from 0 to 1."),
    ("odds", "log_odds", "{was} stand where {now} belong."),
    ("eigvals", "eigvalsh", "eigvals does not sort: the last one need not be the largest."),
    ("floor", "ceil", "{was} stands where {now} belongs."),
    ("vstack", "column_stack", "vstack puts rows below each other, column_stack side by side."),
    ("permutation", "shuffle", "{was} stands where {now} belongs."),
)


_NAMED: Final = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")
# the last bit of their argument says whether what is found will be called
_SHIFTED: Final = ("LOAD_GLOBAL", "LOAD_ATTR")[: 1 if sys.version_info < (3, 12) else 2]


def _other_names(code: CodeType) -> Iterator[Changed]:
    for one, two, message in _NAMES:
        for was, now in ((one, two), (two, one)):
            if was in code.co_names and (was == one or "{was}" in message):
                for changed in _at_one_place(code, was, now):
                    yield (
                        changed,
                        message.format(was=was, now=now),
                        f"What does `{was}` do? Its documentation opens with a ? behind it.",
                    )


def _at_one_place(code: CodeType, was: str, now: str) -> Iterator[CodeType]:
    """Yield the codes with another name at one of its places.

    At two places the change may be right by chance: a sum by a sum is what a mean by a mean is.
    """
    number = len(code.co_names)
    longer = code.replace(co_names=(*code.co_names, now))
    for step in _steps(code):
        if step.argval == was and step.opname in _NAMED:
            argument = number << 1 | (step.arg or 0) % 2 if step.opname in _SHIFTED else number
            if argument < 256:
                yield _in_code(longer, step.offset + 1, argument)


def _argument_of(source: str, opname: str) -> int:
    steps = dis.get_instructions(compile(source, "", "exec"))
    return next(int(step.arg or 0) for step in steps if step.opname == opname)


_COMPARED: Final = {
    sign: _argument_of(f"a {sign} b", "COMPARE_OP") for sign in ("<", "<=", ">", ">=", "==", "!=")
}
_COMPUTED: Final = {
    _argument_of(f"a {sign} b", "BINARY_OP"): sign
    for sign in ("+", "-", "*", "/", "//", "**", "@", "%", "&", "|", "^", "+=", "-=", "*=", "/=")
}
_BY_SIGN: Final = {sign: argument for argument, sign in _COMPUTED.items()}

_OTHER_SIGNS: Final = {
    "+": ("-", "*"),
    "-": ("+", "*", "/"),
    "*": ("/", "@", "+", "**"),
    "/": ("*", "-"),
    "//": ("/",),
    "**": ("*",),
    "@": ("*",),
    "%": ("/",),
    "^": ("**",),
    "&": ("|",),
    "|": ("&",),
    "+=": ("-=", "*="),
    "-=": ("+=",),
    "*=": ("/=", "+="),
    "/=": ("*=",),
}
_DOES: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply entry by entry",
    "/": "divide",
    "//": "divide and cut the fraction off",
    "**": "take a power",
    "@": "multiply and add up, with @,",
    "%": "take a remainder",
    "&": "write &",
    "|": "write |",
    "^": "write ^",
}


def _in_code(code: CodeType, offset: int, *changed: int) -> CodeType:
    whole = bytearray(code.co_code)
    whole[offset : offset + len(changed)] = bytes(changed)
    return code.replace(co_code=bytes(whole))


def _steps(code: CodeType) -> list[dis.Instruction]:
    return list(dis.get_instructions(code))


def _owning(code: CodeType) -> CodeType:
    """Return a code that borrows no variable: Python 3.14 does where it knows that none is lost."""
    found = bytearray(code.co_code)
    for step in _steps(code):
        if "_BORROW" in step.opname:
            found[step.offset] = dis.opmap[step.opname.replace("_BORROW", "")]
    return code.replace(co_code=bytes(found))


_CLEARS: Final = "LOAD_FAST_AND_CLEAR"  # where a comprehension has a variable of its own
_DOUBLE: Final = {
    f"{first}_{second}": (first, second)
    for first, second in itertools.product(("LOAD_FAST", "STORE_FAST"), repeat=2)
}


class Part(NamedTuple):
    """An instruction, or half of one: from Python 3.13 on, one may load or store two variables."""

    step: dis.Instruction
    does: str
    what: Any
    shift: int = 0  # of the variable's number, in the instruction's argument


def _parts(code: CodeType) -> list[Part]:
    parts: list[Part] = []
    for step in _steps(code):
        if step.opname in _DOUBLE:
            first, second = _DOUBLE[step.opname]
            parts += Part(step, first, step.argval[0], 4), Part(step, second, step.argval[1])
        else:
            parts.append(Part(step, step.opname.removesuffix("_CHECK"), step.argval))
    return parts


def _other_operators(code: CodeType) -> Iterator[Changed]:
    steps = _steps(code)
    for before, step in itertools.pairwise(steps):
        if step.arg is None or step.arg > 255:
            continue
        if step.opname == "COMPARE_OP":
            sign = str(step.argval).removeprefix("bool(").removesuffix(")")
            for now, message in _other_comparisons(sign):
                argument = step.arg ^ _COMPARED[sign] ^ _COMPARED[now]
                yield (
                    _in_code(code, step.offset + 1, argument),
                    message,
                    "Try by hand what follows where both sides are equal, and where not."
                    if sign in ("==", "!=")
                    else "Try by hand what it says of a number below, above and at the bound.",
                )
        if step.opname == "BINARY_OP" and step.arg in _COMPUTED:
            sign = _COMPUTED[step.arg]
            is_number = before.opname in _CONSTANT
            for now in _OTHER_SIGNS[sign]:
                if now in "*/**" and is_number and before.argval in (0, 1):
                    continue  # times 1 is no mistake's cure, it takes the 1 away
                if now == "**" and not is_number:
                    continue  # a power is a number: 2 ** y and 2 * y - 1 agree of labels by chance
                message = _instead(sign.rstrip("="), now.rstrip("="))
                if sign == "*" and now == "/" and _divides_before(steps, step):
                    message = "Python reads a / b * c from left to right: it multiplies by c."
                yield (
                    _in_code(code, step.offset + 1, _BY_SIGN[now]),
                    message,
                    f"Which of your `{sign}` is it?",
                )
        if step.opname == "UNARY_NEGATIVE":
            yield (
                _in_code(code, step.offset, dis.opmap["NOP"], 0),
                "There is a minus too many in yours.",
                "Which of your signs is it?",
            )


def _divides_before(steps: list[dis.Instruction], product: dis.Instruction) -> bool:
    """Whether a quotient is the first factor of a product."""
    depth = 0
    for step in reversed(steps[: steps.index(product)]):
        if depth == 1:
            return step.opname == "BINARY_OP" and _COMPUTED.get(step.arg or 0) == "/"
        depth += dis.stack_effect(step.opcode, step.arg, jump=False)
    return False


def _instead(sign: str, now: str) -> str:
    return f"You {_DOES[sign]} where the formula has `{now}`."


_OR_BRANCHES: Final = ", or what follows from yes and from no has changed places"


def _other_comparisons(sign: str) -> Iterator[tuple[str, str]]:
    if sign in ("==", "!="):
        yield {"==": "!=", "!=": "=="}[sign], f"Your `{sign}` asks for the opposite{_OR_BRANCHES}."
        return
    strict = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
    yield strict[sign], f"Where both sides are equal, your `{sign}` decides the wrong way."
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[sign]
    for now in (turned, strict[turned]):
        yield now, f"Your `{sign}` points the wrong way{_OR_BRANCHES}."


def _other_brackets(code: CodeType) -> Iterator[Changed]:
    """Yield the codes in which one operation comes later, or earlier, than another one."""
    steps = _steps(code)
    ends = [step.offset for step in steps[1:]] + [len(code.co_code)]
    words = (
        "A pair of brackets is missing, or closes at the wrong place: Python works out {} before "
        "{}, and here it should be the other way round.",
        "In which order does Python take +, * and a call?",
    )
    for i, first in enumerate(steps):
        if first.opname != "BINARY_OP" or first.arg not in _COMPUTED:
            continue
        for j in range(i + 1, len(steps)):
            if not _is_plain(steps[j]):
                break
            second = steps[j]
            if second.opname == "BINARY_OP" and second.arg in _COMPUTED:
                signs = f"`{_COMPUTED[first.arg]}`", f"`{_COMPUTED[second.arg]}`"
                said = words[0].format(*signs)
                if _pushes_one(steps[i + 1 : j]):  # (a . b) : c becomes a . (b : c)
                    order = [*range(i), *range(i + 1, j + 1), i, *range(j + 1, len(steps))]
                    yield _in_order(code, steps, ends, order), said, words[1]
                elif j == i + 1:  # a : (b . c) becomes (a : b) . c
                    for k in range(i - 1, 0, -1):
                        if not _is_plain(steps[k]):
                            break
                        if _pushes_one(steps[k:i]):
                            order = [*range(k), j, *range(k, i + 1), *range(j + 1, len(steps))]
                            yield _in_order(code, steps, ends, order), said, words[1]
                            break


def _in_order(
    code: CodeType, steps: list[dis.Instruction], ends: list[int], order: list[int]
) -> CodeType:
    parts = [code.co_code[steps[i].offset : ends[i]] for i in order]
    start = code.co_code[: steps[0].offset]
    return code.replace(co_code=start + b"".join(parts), co_stacksize=code.co_stacksize + 2)


def _is_plain(step: dis.Instruction) -> bool:
    """Say whether an instruction neither jumps, nor is jumped to, nor stores anything."""
    jumps = step.opcode in dis.hasjrel or step.opcode in dis.hasjabs
    return not (
        jumps
        or step.is_jump_target
        or step.opname.startswith(("STORE", "RETURN", "DELETE", "YIELD", "EXTENDED", "SEND"))
        or step.opname in ("FOR_ITER", "GET_ITER", "SWAP", "COPY", "POP_TOP", _CLEARS)
    )


def _pushes_one(steps: list[dis.Instruction]) -> bool:
    depth = 0
    for step in steps:
        has_argument = step.opcode >= dis.HAVE_ARGUMENT
        depth += dis.stack_effect(step.opcode, step.arg if has_argument else None)
        if depth < 1:
            return False
    return depth == 1


_CONSTANT: Final = ("LOAD_CONST", "RETURN_CONST", "LOAD_SMALL_INT")
_LOADS: Final = {"LOAD_SMALL_INT": dis.opmap["LOAD_CONST"]}


def _other_numbers(
    code: CodeType, unused: list[str], whole: CodeType, *, of_powers: bool = False
) -> Iterator[Changed]:
    place = len(code.co_consts)
    steps = _steps(code)
    for step, after in itertools.zip_longest(steps, steps[1:]):
        role = _role(code, after)
        if step.opname not in _CONSTANT or (step.arg or 0) > 255 or (of_powers and role != "power"):
            continue
        for number, put, is_bound in _numbers_within(step.argval):
            said = say_number(np.asarray(number))
            is_alone = step.opname != "RETURN_CONST" and number is step.argval
            for name in unused if is_alone else []:
                local = code.co_varnames.index(name)
                yield (
                    _in_code(code, step.offset, dis.opmap["LOAD_FAST"], local),
                    f"{said} is built in, in the place of `{name}`.",
                    f"What should change in your answer when `{name}` does?",
                )
            if place > 255:
                return
            which, where = _which(number, step, whole)
            its_role = "" if is_bound else role
            for now, message in _numbers_instead(number, said, its_role, which, where):
                changed = code.replace(co_consts=(*code.co_consts, put(now)))
                yield (
                    _in_code(changed, step.offset, _LOADS.get(step.opname, step.opcode), place),
                    message,
                    f"What does your {which}{said}{where} stand for?",
                )


def _numbers_within(constant: Any) -> Iterator[tuple[float, Callable[[Any], Any], bool]]:
    """Yield the numbers of a constant, each with what puts another one into its place.

    Pairs of numbers are one constant, and from Python 3.14 on slices are as well. The last says
    whether a number bounds a slice.
    """
    if isinstance(constant, (int, float)) and not isinstance(constant, bool):
        yield constant, lambda now: now, False
        return
    is_slice, parts = isinstance(constant, slice), constant
    if isinstance(constant, slice):
        parts = constant.start, constant.stop, constant.step
    if not isinstance(parts, tuple):
        return
    for k, part in enumerate(parts):
        for number, put, is_bound in _numbers_within(part):

            def put_in(now: Any, k: int = k, put: Callable[[Any], Any] = put) -> Any:
                whole = (*parts[:k], put(now), *parts[k + 1 :])
                return slice(*whole) if is_slice else whole

            yield number, put_in, is_slice or is_bound


_ORDINALS: Final = ("first ", "second ", "third ")


def _which(number: float, step: dis.Instruction, whole: CodeType) -> tuple[str, str]:
    """Say which of several equal numbers it is: the second of its line, and which line that is."""
    places = sorted(set(_places(number, whole)))
    if len(places) < 2 or _place(step) not in places:
        return "", ""
    in_line = [one for one in places if one[0] == _place(step)[0]]
    at = in_line.index(_place(step))
    which = _ORDINALS[at] if at < len(_ORDINALS) else f"{at + 1}th "
    return which if len(in_line) > 1 else "", f" in line {_place(step)[0]}"


def _places(number: float, code: CodeType) -> Iterator[tuple[int, int]]:
    for step in _steps(code):
        held = _numbers_within(step.argval) if step.opname in _CONSTANT else ()
        if any(type(one) is type(number) and one == number for one, *_ in held):
            yield _place(step)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _places(number, inner)


def _place(step: dis.Instruction) -> tuple[int, int]:
    positions = step.positions
    return (positions.lineno or 0, positions.col_offset or 0) if positions else (0, 0)


def _role(code: CodeType, after: dis.Instruction | None) -> str:
    """Say what a number is for, as the instruction behind it tells."""
    if after is None:
        return ""
    if after.opname in ("KW_NAMES", "LOAD_CONST"):
        names = code.co_consts[after.arg or 0]
        return "axis" if isinstance(names, tuple) and names[-1:] == ("axis",) else ""
    if after.opname == "BINARY_SUBSCR" or (
        after.opname == "BINARY_OP" and after.arg not in _COMPUTED
    ):
        return "index"
    if after.opname == "BINARY_OP" and _COMPUTED[after.arg or 0] == "**":
        return "power"
    return ""


_OF_ROLE: Final = {
    "axis": "You go along the wrong axis: {}.",
    "index": "You take the wrong place: index {}.",
    "power": "Your power is the wrong one: {}.",
}


def _numbers_instead(
    number: float, said: str, role: str, which: str = "", where: str = ""
) -> Iterator[tuple[float, str]]:
    """Yield what a number could be in place of itself, and what that says.

    Of several equal ones, `which` and `where` tell one from the others.
    """
    one_of_several = f"{said}, the {which}{said}{where}" if where else said
    of_role = _OF_ROLE[role].format(one_of_several) if role else ""
    said = f"{which}{said}{where}"
    if isinstance(number, int):
        off = f"Your {said} should be one {{}}."
        off = off if abs(number) < 2 else f"One of your numbers is off: your {said}."
        yield number + 1, of_role or off.format("more")
        yield number - 1, of_role or off.format("less")
        if number == -1:
            yield 1, of_role or f"Your {said} turns an order or a sign round."
    for now in (0, 1, 2, 0.5, -1, 4):
        if now != number and not (isinstance(number, int) and abs(now - number) == 1):
            yield (
                now,
                of_role
                or (
                    f"With 0 in the place of your {said} all is right."
                    if now == 0
                    else f"One of your numbers is off: your {said}."
                ),
            )
    if number not in (0, 1, -1):
        yield -number, f"Your {said} has the wrong sign."
    for now in (np.inf, -np.inf):
        yield now, f"Without your bound of {said} all is right."


def _mixed_up(code: CodeType) -> Iterator[Changed]:
    """Yield the codes in which two names, given values here, are used in each other's place.

    The same comes out where their values are exchanged, and so a change of a condition may seem to
    be the cure.
    """
    parts = _parts(code)
    counted = {
        (after.what, _place(after.step)[0])
        for part, after in itertools.pairwise(parts)
        if after.does == "STORE_FAST" and _COMPUTED.get(part.step.arg or 0, "")[1:] == "="
    }
    own = _own_names(code, parts)
    if own is None or code.co_kwonlyargcount or code.co_flags & _TAKES_MORE:
        return
    # as an argument that need not be given, a name has a value wherever it is used
    bound = code.replace(co_argcount=len(code.co_varnames))
    for one, other in itertools.combinations(own, 2):
        changed: CodeType | None = bound
        for part in parts:
            is_used = part.does == "LOAD_FAST" and part.what in (one, other)
            if is_used and (part.what, _place(part.step)[0]) not in counted:
                changed = changed and _with_variable(
                    changed, part, other if part.what == one else one
                )
        if changed:
            yield (
                changed,
                f"`{one}` and `{other}` are mixed up: where they get their values, or where they "
                "are used.",
                "What does each of the two stand for, in words?",
            )


_TAKES_MORE: Final = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


def _own_names(code: CodeType, parts: list[Part]) -> list[str] | None:
    """Return the names that get a value in a code; None where they may lose it again."""
    if any(part.does == "DELETE_FAST" for part in parts):
        return None
    given = {part.what for part in parts if part.does == "STORE_FAST"}
    given -= {part.what for part in parts if part.does == _CLEARS}
    return [name for name in code.co_varnames[code.co_argcount :] if name in given]


def _other_variables(code: CodeType) -> Iterator[Changed]:
    parts = _parts(code)
    if any(part.does == "DELETE_FAST" for part in parts):
        return
    lost = {*code.co_cellvars, *(part.what for part in parts if part.does == _CLEARS)}
    arguments = [name for name in code.co_varnames[: code.co_argcount] if name not in lost]
    for before, part, *rest in zip(parts, parts[1:], parts[2:], parts[3:], strict=False):
        after = rest[0]
        is_argument = part.does == "LOAD_FAST" and part.what in arguments
        if not is_argument or any(later.does == "COMPARE_OP" for later in rest):
            continue  # what is compared with itself is always so
        for name in arguments:
            if name == part.what or name in (before.what, after.what):
                continue
            if (changed := _with_variable(code, part, name)) is None:
                continue
            if after.what in ("copy", "astype"):
                yield changed, *_WHOLE
            else:
                yield (
                    changed,
                    f"`{part.what}` stands where `{name}` belongs.",
                    f"Where does `{name}` enter the formula?",
                )


def _with_variable(code: CodeType, part: Part, name: str) -> CodeType | None:
    """Return the code with another variable there, None if the number of that is too large."""
    at, number = part.step.offset + 1, code.co_varnames.index(name)
    if part.step.opname in _DOUBLE:
        if number > 15:
            return None
        number = number << part.shift | code.co_code[at] & 15 << (4 - part.shift)
    return _in_code(code, at, number) if number < 256 else None
