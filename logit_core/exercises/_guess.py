"""A guess at what a student computed, to be held against all that the student's function gave."""

from collections.abc import Callable
from typing import NamedTuple

from logit_core.exercises._matching import Answer


class Guess(NamedTuple):
    """What would come out, what that means in words, and what to look at."""

    answer: Callable[..., Answer]
    message: str
    hint: str
