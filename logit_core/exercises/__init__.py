"""The judges of the exercises: each runs what a student wrote and says in words what it found."""

from logit_core.exercises.chapter_1_odds import check_log_odds, check_odds
from logit_core.exercises.chapter_5_iris import (
    check_decide,
    check_first_perfect,
    check_mean_loss,
)
from logit_core.exercises.comparison import Mistake, check
from logit_core.exercises.record import Progress, progress
from logit_core.exercises.verdict import Verdict

__all__ = [
    "Mistake",
    "Progress",
    "Verdict",
    "check",
    "check_decide",
    "check_first_perfect",
    "check_log_odds",
    "check_mean_loss",
    "check_odds",
    "progress",
]
