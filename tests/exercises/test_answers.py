"""Answers of people who had not seen the judges: right ones pass, wrong ones are named."""

import math
import sys
from typing import Any

import numpy as np
import pytest

import logit_core as lc
from logit_core import exercises
from logit_core.exercises._repairs import VERSIONS

from .answers import RIGHT, WRONG

JUDGES = [name for name in exercises.__all__ if name.startswith("check_")]


def defined_by(code: str) -> Any:
    namespace: dict[str, Any] = {"np": np, "lc": lc, "math": math, "__name__": "__main__"}
    exec(compile(code, "<answer>", "exec"), namespace)
    return list(namespace.values())[-1]


# what only a change of the student's code can tell
BY_A_CHANGE = (
    "With 0 in the place of your",
    "Python reads a / b * c from left to right: it mult",
    "np.vectorize takes its kind of numbers from the first entry",
    "`a` and `b` are mixed up",
    "Your 1 in line",
    "Your first 1 in line",
    "You take the wrong place: index 1, the 1 in line",
)


def numbered(rows: dict[str, Any]) -> list[Any]:
    return [
        pytest.param(judge, row, id=f"{judge}-{i}")
        for judge, of_judge in rows.items()
        for i, row in enumerate(of_judge)
    ]


def test_each_judge_has_its_answers():
    assert set(RIGHT) == set(WRONG) == set(JUDGES)
    assert min(map(len, RIGHT.values())) >= 4
    assert min(map(len, WRONG.values())) >= 3


@pytest.mark.parametrize(("judge", "code"), numbered(RIGHT))
def test_a_right_answer_passes_in_any_style(judge, code):
    verdict = getattr(exercises, judge)(defined_by(code))
    assert verdict.passed, verdict


@pytest.mark.parametrize(("judge", "row"), numbered(WRONG))
def test_a_wrong_answer_is_named_by_its_mistake(judge, row):
    code, said = row
    verdict = getattr(exercises, judge)(defined_by(code))
    assert not verdict.passed
    if said.startswith(BY_A_CHANGE) and sys.version_info[:2] not in VERSIONS:
        pytest.skip("code is changed only in the versions of Python in which that was tested")
    assert verdict.message.startswith(said), verdict
