"""What this kernel session has passed: a record of the judges' verdicts, and a table of it."""

import functools
import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from logit_core.exercises.verdict import Verdict

Judge = Callable[[Any], Verdict]


@dataclass(frozen=True)
class Exercise:
    """An exercise: its chapter, what it asks in a few words, and the name of its judge."""

    chapter: int
    title: str
    judge: str


_EXERCISES: Final[list[Exercise]] = []
_PASSED: Final[dict[str, bool]] = {}


def exercise(chapter: int, title: str) -> Callable[[Judge], Judge]:
    """Make a judge keep its verdicts for `progress`.

    Parameters
    ----------
    chapter : int
        The chapter that the exercise stands in.
    title : str
        What it asks, in a few words.

    Returns
    -------
    decorate : callable
        Takes the judge, and returns it with a memory: once passed, an exercise stays passed.
    """

    def decorate(judge: Judge) -> Judge:
        name = judge.__name__
        _EXERCISES.append(Exercise(chapter, title, name))

        @functools.wraps(judge)
        def judged(attempt: Any) -> Verdict:
            verdict = judge(attempt)
            _PASSED[name] = _PASSED.get(name, False) or verdict.passed
            return verdict

        return judged

    return decorate


class Progress:
    """A table of all exercises, as they stood when it was made."""

    def __init__(self) -> None:
        words = {None: "not tried", False: "not yet", True: "passed"}
        self.rows: Final = [
            (one.chapter, one.title, words[_PASSED.get(one.judge)])
            for one in sorted(_EXERCISES, key=lambda one: one.chapter)
        ]

    @property
    def n_passed(self) -> int:
        """Return how many exercises are passed."""
        return sum(state == "passed" for *_, state in self.rows)

    @property
    def _summary(self) -> str:
        return f"{self.n_passed} of {len(self.rows)} exercises passed in this kernel session."

    def __repr__(self) -> str:
        width = max((len(title) for _, title, _ in self.rows), default=0)
        lines = [f"{chapter}  {title:<{width}}  {state}" for chapter, title, state in self.rows]
        return "\n".join([self._summary, *lines])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{chapter}</td><td style='text-align: left'>{html.escape(title)}</td>"
            f"<td style='text-align: left'>{state}</td></tr>"
            for chapter, title, state in self.rows
        )
        return (
            f"<table><caption>{self._summary}</caption><thead><tr><th scope='col'>chapter</th>"
            "<th scope='col' style='text-align: left'>exercise</th>"
            f"<th scope='col' style='text-align: left'>state</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


def progress() -> Progress:
    """Return which exercises this kernel session has passed.

    Each notebook has a kernel of its own, and a restart forgets. Nothing is stored or sent.

    Returns
    -------
    table : Progress
        Shows itself as a table: chapter, exercise, and "passed", "not yet" or "not tried".
    """
    return Progress()
