"""Every judge of the course: its record, and whatever a student hands to it."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from logit_core import exercises
from logit_core.exercises import Verdict, _attempts
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.record import EXERCISES

from ..notebooks.chapters import NOTEBOOKS
from .judging import HOSTILE, changes_what_it_is_given

Judge = Callable[[Any], Verdict]
JUDGES: dict[str, Judge] = {
    name: getattr(exercises, name) for name in exercises.__all__ if name.startswith("check_")
}


@pytest.fixture(autouse=True)
def nothing_tried(monkeypatch):
    for one in EXERCISES:
        monkeypatch.setattr(one, "passed", None)


# The records


def test_every_judge_keeps_the_record_of_one_exercise_and_every_exercise_has_its_judge():
    judged: list[Exercise] = []
    for name, judge in JUDGES.items():
        judge(None)
        (one,) = (one for one in EXERCISES if one.passed is not None and one not in judged)
        assert f".chapter_{one.chapter}_" in judge.__module__, name
        judged.append(one)
    assert len(judged) == len(EXERCISES)


def titled(one: Exercise) -> str:
    return one.title


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_the_tested_function_passes(one):
    assert one.look_at(one.reference)


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_every_mistake_says_something_of_its_own_asks_and_names_a_section(one):
    messages = Counter(mistake.message for mistake in one.mistakes)
    assert [message for message, times in messages.items() if times > 1] == []
    for mistake in one.mistakes:
        assert re.search(r"[.?]$", mistake.message)
        assert re.search(r"[.?]$", mistake.hint)
        assert mistake.see


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_every_wrong_function_is_named_by_the_mistake_that_it_stands_for(one):
    for mistake in one.mistakes:
        for function in mistake.functions:
            message = one.look_at(function).message
            assert message.startswith(mistake.message), (mistake.message, message)


# The sections


def sections_in_records() -> Iterator[tuple[int, str]]:
    """Yield the chapter of each record and the sections that it names."""
    for one in EXERCISES:
        said = [one, *one.mistakes, one.unrepeatable]
        yield from ((one.chapter, each.see) for each in said if each is not None and each.see)


def sections_in_files() -> Iterator[tuple[int, str]]:
    """Yield the chapter of each file of judges and the sections that its text names."""
    for path in Path(exercises.__file__).parent.glob("chapter_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.keyword(arg="see", value=ast.Constant(value=str(see))):
                    yield int(path.stem.split("_")[1]), see


def headings(chapter: int) -> set[str]:
    (notebook,) = (nb for name, nb in NOTEBOOKS.items() if int(name[:2]) == chapter)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return set(re.findall(r"^#+ (.+?) *$", text, re.MULTILINE))


SECTIONS = sorted({*sections_in_records(), *sections_in_files()})


@pytest.mark.parametrize(("chapter", "see"), SECTIONS, ids=[f"{n}-{see}" for n, see in SECTIONS])
def test_a_section_that_a_judge_names_is_a_heading_of_its_chapter(chapter, see):
    elsewhere = re.fullmatch(r"chapter (\d+), (.+)", see)
    where, heading = (int(elsewhere[1]), elsewhere[2]) if elsewhere else (chapter, see)
    assert heading in headings(where)


# Whatever a student hands to it


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", JUDGES)
def test_what_a_student_can_write_becomes_a_sentence(name, what, monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.1)
    attempt, said = HOSTILE[what]
    verdict = JUDGES[name](attempt)
    assert isinstance(verdict, Verdict)
    assert not verdict.passed
    assert any(words in verdict.message for words in said.split("|"))


@pytest.mark.parametrize("name", JUDGES)
def test_a_judge_keeps_its_inputs_whatever_an_attempt_does_to_them(name):
    first, second = (JUDGES[name](changes_what_it_is_given) for _ in range(2))
    assert first == second
    assert not first.passed


@pytest.mark.parametrize("name", JUDGES)
def test_a_judge_hands_out_what_computes_like_a_number_or_an_array(name):
    kinds = set()

    def looks_at_what_it_is_given(*given):
        kinds.update(type(value) for value in given if not callable(value))
        return np.nan

    assert not JUDGES[name](looks_at_what_it_is_given)
    assert kinds
    assert kinds <= {int, float, np.float64, np.ndarray}
