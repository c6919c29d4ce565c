"""The table of what is passed."""

import numpy as np
import pytest

from logit_core import exercises
from logit_core.exercises.exercise import Exercise

from .judging import odds


def exercise(chapter, title):
    return Exercise(chapter, title, odds, [0.2, 0.5])


@pytest.fixture
def course(monkeypatch):
    found = []
    monkeypatch.setattr(exercises.record, "EXERCISES", found)
    return found


def test_progress_tells_what_is_passed_and_what_was_tried(course):
    late, early, middle = (
        exercise(chapter, f"the {name} one")
        for chapter, name in ((2, "late"), (1, "early"), (1, "middle"))
    )
    course += [late, early, middle]
    late.judge(odds)
    late.judge(None)
    early.judge(np.sqrt)
    middle.judge(...)
    assert exercises.progress().rows == [
        (1, "the early one", "not yet"),
        (1, "the middle one", "not tried"),
        (2, "the late one", "passed"),
    ]
    assert repr(exercises.progress()).splitlines() == [
        "1 of 3 exercises passed in this kernel session.",
        "1  the early one   not yet",
        "1  the middle one  not tried",
        "2  the late one    passed",
    ]


def test_a_course_without_exercises_has_an_empty_table(course):
    assert exercises.progress().rows == []
    assert repr(exercises.progress()) == "0 of 0 exercises passed in this kernel session."


def test_a_table_of_progress_does_not_change_later(course):
    course.append(exercise(1, "a < b"))
    before = exercises.progress()
    course[0].judge(odds)
    assert before.n_passed == 0
    assert exercises.progress().n_passed == 1
    shown = exercises.progress()._repr_html_()
    assert "a &lt; b" in shown
    assert "<caption>1 of 1 exercises passed" in shown
