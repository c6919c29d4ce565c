"""What this kernel session has passed: a table of all exercises and how they stand."""

import html
from typing import Final

from logit_core.exercises import (
    chapter_1_odds,
    chapter_2_sigmoid,
    chapter_3_cross_entropy,
    chapter_4_descent,
    chapter_5_iris,
    chapter_6_margin,
    chapter_7_caution,
    chapter_8_beyond,
)
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import printable

_CHAPTERS: Final = (
    chapter_1_odds,
    chapter_2_sigmoid,
    chapter_3_cross_entropy,
    chapter_4_descent,
    chapter_5_iris,
    chapter_6_margin,
    chapter_7_caution,
    chapter_8_beyond,
)
# Every record that stands in the file of a chapter.
EXERCISES: Final = [
    one for chapter in _CHAPTERS for one in vars(chapter).values() if isinstance(one, Exercise)
]


class Progress:
    """A table of all exercises, as they stood when it was made."""

    def __init__(self) -> None:
        words = {None: "not tried", False: "not yet", True: "passed"}
        self.rows: Final = [
            (one.chapter, one.title, words[one.passed])
            for one in sorted(EXERCISES, key=lambda one: one.chapter)
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
        return printable("\n".join([self._summary, *lines]))

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
