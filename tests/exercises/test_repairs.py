"""What one small change would make right: names of the notebook, and numbers in the code."""

import sys

import numpy as np
import pytest

from logit_core.exercises import check
from logit_core.exercises._repairs import (
    VERSIONS,
    _at_one_place,
    _divisions,
    _numbers_instead,
    _other_variables,
    with_code,
)

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] not in VERSIONS,
    reason="code is changed only in the versions of Python in which that was tested",
)


def of_the_notebook(code, **made):
    """Return the function of a cell, for which earlier cells have made some data."""
    exec(f"def attempt({code}", made)
    return made["attempt"]


def tables():
    dice = np.random.default_rng(0)
    return [np.insert(dice.normal(size=(3 + k % 4, 2)), 0, 1, axis=1) for k in range(24)]


@pytest.mark.parametrize(
    ("right", "attempt", "named"),
    [
        (
            lambda A: A - A.mean(),
            of_the_notebook("A): return A - points.mean()", points=np.array([1.5, 2.0])),
            "Your function takes `points` from an earlier cell, and not `A`.",
        ),
        (
            lambda A: (A[:, 1] ** 2).sum() + np.sqrt(len(A)),
            of_the_notebook("A): return (A[:, 1] ** 2).sum() + n_rows**0.5", n_rows=7),
            "Your function takes `n_rows` from an earlier cell, and not the length of `A`.",
        ),
        (
            lambda A: A.sum() + A[:, 1:].max(),
            of_the_notebook("A): return A.sum() + X.max()", X=np.array([[0.5, 0.25]])),
            "Your function takes `X` from an earlier cell, and not the features in `A`.",
        ),
    ],
)
def test_what_an_earlier_cell_made_in_the_place_of_an_argument_is_told(right, attempt, named):
    verdict = check(attempt, right, tables())
    assert not verdict.passed
    assert verdict.message.startswith(named)


@pytest.mark.parametrize("number", [0, 1, -1, 2, 3, 4, 0.5])
def test_every_likely_number_is_tried_in_the_place_of_a_number_and_never_itself(number):
    tried = {now for now, _ in _numbers_instead(number, str(number), "")}
    beside = {number + 1, number - 1} if isinstance(number, int) else set()
    likely = {0, 1, 2, 0.5, -1, 4, np.inf, -np.inf}
    assert tried == (beside | likely | {-number}) - {number}


def test_a_name_is_changed_at_one_of_its_places():
    def share(v):
        return v.sum() / (v.sum() + np.max(v))

    codes = _at_one_place(share.__code__, "sum", "mean")
    changed = [with_code(share, code)(np.array([1.0, 2.0, 3.0])) for code in codes]
    assert changed == [2 / 9, 6 / 5]


def test_a_name_is_changed_where_it_is_called_and_where_it_is_handed_on():
    def most_and_least(v):
        return max(v), list(map(max, [v])), min(v)

    codes = _at_one_place(most_and_least.__code__, "max", "sum")
    changed = [with_code(most_and_least, code)([1, 2, 3]) for code in codes]
    assert changed == [(6, [3], 1), (3, [6], 1)]


def test_arguments_that_a_change_adds_need_not_be_given_and_others_stay():
    def doubled(a, b=2):
        c = a * b
        return c

    code = doubled.__code__
    assert with_code(doubled, code).__defaults__ == (2,)
    changed = with_code(doubled, code.replace(co_argcount=3))
    assert changed.__defaults__ == (2, None)
    assert changed(4) == 8


def test_each_of_two_arguments_that_stand_beside_each_other_is_changed_alone():
    def difference(a, b, c):
        return a - b

    changed = [with_code(difference, code) for code, *_ in _other_variables(difference.__code__)]
    assert [one(1, 2, 4) for one in changed] == [4 - 2, 1 - 4]


def test_divisions_are_counted_in_inner_functions_as_well():
    def halves(v):
        v /= 2
        return sum(x / 2 - x // 2 for x in v) / len(v) * 2

    assert _divisions(halves.__code__) == 3


@pytest.mark.parametrize(
    ("role", "told"),
    [("", "One of your numbers is off: your 7."), ("index", "You take the wrong place: index 7.")],
)
def test_a_wrong_number_is_told_by_what_it_does(role, told):
    said = dict(_numbers_instead(7, "7", role))
    others = {now: text for now, text in said.items() if 0 < now < np.inf}
    assert set(others.values()) == {told}
    assert said[0] == (told if role else "With 0 in the place of your 7 all is right.")


def test_of_two_names_that_are_told_one_way_round_the_other_way_is_not_told():
    inputs = [np.array([0.5, 1.5, 2.0 + k]) for k in range(24)]
    told = check(lambda v: v * np.exp2(v), lambda v: v * np.exp(v), inputs)
    assert told.message.startswith("exp2 takes powers of 2, and the formula powers of e.")
    not_told = check(lambda v: v * np.exp(v), lambda v: v * np.exp2(v), inputs)
    assert not_told.message.startswith("At v = ")


ONES = """
def attempt(v):
    first = v[1] + 5 * v[2]
    first = first + 1 + 1 - 1
    return (first + max(v)) ** 2
"""


def test_of_several_equal_numbers_it_is_said_which_one_is_meant():
    made = {}
    exec(compile(ONES.lstrip(), "<cell>", "exec"), made)
    inputs = [np.array([0.5, 1.5 + k % 5, 2.0 + k]) for k in range(24)]
    told = check(made["attempt"], lambda v: (v[0] + 5 * v[2] + 1 + max(v)) ** 2, inputs)
    assert told.message.startswith("You take the wrong place: index 1, the 1 in line 2. At v")
    told = check(made["attempt"], lambda v: (v[1] + 5 * v[2] + max(v)) ** 2, inputs)
    assert told.message.startswith("Your first 1 in line 3 should be one less.")
    assert told.hint == "What does your first 1 in line 3 stand for?"


def test_the_only_number_of_its_kind_needs_no_place():
    inputs = [np.array([0.5, 1.5, 2.0 + k]) for k in range(24)]
    told = check(lambda v: ((v * 2 - 1) ** 2).sum(), lambda v: ((v * 2) ** 2).sum(), inputs)
    assert told.message.startswith("Your 1 should be one less.")


@pytest.mark.parametrize(
    ("attempt", "right", "told"),
    [
        (
            lambda A: A[0, 1] + A.sum(),
            lambda A: A[0, 2] + A.sum(),
            "You take the wrong place: index 1.",
        ),
        (
            lambda A: A[:, 1:].sum() + A[-1].max(),
            lambda A: A.sum() + A[-1].max(),
            "Your 1 should be one less.",
        ),
        (
            lambda A: A[1:3].sum() - len(A),
            lambda A: A[2:3].sum() - len(A),
            "Your 1 should be one more.",
        ),
    ],
)
def test_a_wrong_number_is_found_within_a_pair_or_a_slice(attempt, right, told):
    assert check(attempt, right, tables()).message.startswith(told)


def test_names_that_are_mixed_up_are_told_wherever_that_is():
    def one_way(v):
        low = high = 0
        for x in v:
            if x < 1:
                low += 1
            else:
                high += 1
        return 3 * low / (low + len(v)) + high**2

    def the_other_way(v):
        low = high = 0
        for x in v:
            if x < 1:
                high += 1
            else:
                low += 1
        return 3 * high / (high + len(v)) + low**2

    def right(v):
        low = (v >= 1).sum()
        return 3 * low / (low + len(v)) + (len(v) - low) ** 2

    dice = np.random.default_rng(0)
    inputs = [dice.uniform(0, 3, 2 + k % 5) for k in range(24)]
    for attempt in (one_way, the_other_way):
        told = check(attempt, right, inputs)
        assert told.message.startswith("`low` and `high` are mixed up: where they get their values")
