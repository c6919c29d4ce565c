"""Every judge of the course, whatever a student hands to it."""

import re
from pathlib import Path

import numpy as np
import pytest

from logit_core import exercises
from logit_core.exercises import Verdict, _attempts
from logit_core.exercises.record import _EXERCISES, Judge

from ..notebooks.chapters import NOTEBOOKS
from .judging import HOSTILE, changes_what_it_is_given

JUDGES: dict[str, Judge] = {one.judge: getattr(exercises, one.judge) for one in _EXERCISES}


def test_every_judge_is_public_and_keeps_its_record():
    assert set(JUDGES) == {name for name in exercises.__all__ if name.startswith("check_")}


@pytest.mark.parametrize("one", _EXERCISES, ids=lambda one: one.judge)
def test_an_exercise_stands_in_the_chapter_of_its_judge(one):
    assert f".chapter_{one.chapter}_" in JUDGES[one.judge].__module__


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


MODULES = sorted(Path(exercises.__file__).parent.glob("chapter_*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_section_that_a_judge_names_is_a_heading_of_its_chapter(module):
    number = int(module.stem.split("_")[1])
    (notebook,) = (nb for name, nb in NOTEBOOKS.items() if int(name[:2]) == number)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = set(re.findall(r"^#+ (.+?) *$", text, re.MULTILINE))
    named = set(re.findall(r'See "([^"]+)"', module.read_text("utf-8")))
    assert named
    assert named <= headings
