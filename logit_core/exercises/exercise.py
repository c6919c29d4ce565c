"""An exercise as data: what is right, what is tried, what goes wrong, and how it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from logit_core.exercises._attempts import not_started
from logit_core.exercises.comparison import Mistake, Solved, compare, solved
from logit_core.exercises.verdict import Verdict


@dataclass(eq=False)
class Exercise:
    """An exercise of the course, and whether this kernel session has passed it.

    Parameters
    ----------
    chapter : int
        The chapter that it stands in.
    title : str
        What it asks, in a few words, for the table of `progress`.
    reference : callable
        The tested function.
    inputs : sequence
        What both functions are tried on, as `check` takes it. The first input that differs is
        quoted, so the small ones come first.
    mistakes : sequence of Mistake
        The classic wrong answers. Of several that explain an attempt, the first is named.
    see : str
        The section for every mistake that names none of its own.
    tolerance : float
        As `check` takes it.
    floor : float
        The size down to which the tolerance is a share of the expected value.
    unrepeatable : Verdict, optional
        What is said in place of wrong numbers that differ from call to call.
    afterwards : callable, optional
        Looks once more at an attempt whose numbers are right. Returns a verdict, or None where
        all is well.
    more : callable, optional
        Makes up further inputs, at least as many as there must be 200 in all, from a generator of
        random numbers. They come last, and no message prints them.

    Attributes
    ----------
    passed : bool or None
        None until it is tried: the stub does not count. Once passed, an exercise stays passed.
    """

    chapter: int
    title: str
    reference: Callable[..., Any]
    inputs: Sequence[Any]
    mistakes: Sequence[Mistake] = ()
    see: str = ""
    tolerance: float = 1e-8
    floor: float = 1.0
    unrepeatable: Verdict | None = None
    afterwards: Callable[[Any], Verdict | None] | None = None
    more: Callable[[np.random.Generator], Iterable[Any]] | None = None
    passed: bool | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.mistakes = [one if one.see else replace(one, see=self.see) for one in self.mistakes]

    def __repr__(self) -> str:
        return f"Exercise({self.chapter}, {self.title!r})"

    def judge(self, attempt: Any) -> Verdict:
        """Return the verdict on what a student wrote, and keep it for `progress`."""
        verdict = self.look_at(attempt)
        if verdict != not_started():
            self.passed = bool(self.passed) or verdict.passed
        return verdict

    def look_at(self, attempt: Any) -> Verdict:
        """Return the verdict on what a student wrote."""
        verdict = compare(
            attempt,
            self.reference,
            self.solved,
            self.tolerance,
            self.mistakes,
            self.floor,
            self.unrepeatable,
            self.afterwards,
        )
        if not verdict.passed or self.afterwards is None:
            return verdict
        found = self.afterwards(attempt)
        return verdict if found is None else found  # never `found or`: what is not passed is false

    @cached_property
    def solved(self) -> list[Solved]:
        """Return each input with its answer, those that are made up last."""
        more = () if self.more is None else self.more(np.random.default_rng(12))
        return [
            *solved(self.reference, self.inputs),
            *solved(self.reference, more, made_up=True),
        ]
