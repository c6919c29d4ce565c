"""What students write that no judge may choke on, and how a verdict is read."""

from typing import Any

import numpy as np

from logit_core.exercises import Verdict, check

# What the machinery is tried on


def odds(p: Any) -> Any:
    return np.asarray(p) / (1 - np.asarray(p))


def check_odds(attempt: Any) -> Verdict:
    return check(attempt, odds, [0.25, 0.5, np.array([0.1, 0.2, 0.3])])


def scores(X: Any, w: Any) -> Any:
    return X @ w


MATRIX = (np.arange(6.0).reshape(3, 2), np.array([1.0, -1.0]))


# How a verdict is read


def names_the_mistake(verdict: Verdict, message: str) -> bool:
    """Tell whether a verdict names this mistake, and has a section to see and a hint."""
    assert not verdict.passed, verdict
    assert verdict.message.startswith(message), verdict.message
    assert verdict.hint
    assert verdict.see
    return True


# What students write


def returns_nothing(*given: Any) -> None:
    sum(map(np.size, given))


def prints(*given: Any) -> None:
    print(0.5)


def stops_with_an_error(*given: Any) -> float:
    return given[100]


def gives_a_text(*given: Any) -> str:
    return "0.5"


def gives_nan(*given: Any) -> float:
    return np.nan


def gives_another_shape(*given: Any) -> Any:
    return np.zeros((2, 3, 4))


def gives_a_function(*given: Any) -> Any:
    return np.exp


def gives_a_dict(*given: Any) -> Any:
    return {"p": 0.5}


def changes_what_it_is_given(*given: Any) -> float:
    for value in given:
        if isinstance(value, np.ndarray):
            value[...] = 0
    return np.nan


def never_ends(*given: Any) -> float:
    while True:
        pass


def leaves_python(*given: Any) -> float:
    raise SystemExit


def stub(*given: Any) -> float:  # type: ignore[empty-body]
    """Return the answer."""
    ...


# what is handed to the judge, and a part of what it says, or either of two
HOSTILE: dict[str, tuple[Any, str]] = {
    "nothing returned": (returns_nothing, "your function returns nothing"),
    "printed, not returned": (prints, "your function prints 0.5 but returns nothing"),
    "an error": (stops_with_an_error, "IndexError"),
    "an error's line": (stops_with_an_error, "return given[100]"),
    "a text": (gives_a_text, "a text ('0.5')"),
    "nan": (gives_nan, "nan|one number"),
    "another shape": (gives_another_shape, "(2, 3, 4)"),
    "a function": (gives_a_function, "Are the brackets of a call missing?"),
    "a dict": (gives_a_dict, "something of type dict"),
    "an endless loop": (never_ends, "was stopped after"),
    "exit": (leaves_python, "SystemExit"),
    "the stub": (stub, "not started"),
    "no answer": (..., "not started"),
    "None": (None, "not started"),
    "a number": (0.5, "it was given the number 0.5"),
}
