"""Every judge of the course: its record, and whatever a student hands to it."""

import ast
import itertools
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
from tests.thorough import quickly

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
        judge(0.5)
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
        assert not re.search(r"[Ss]ource [AB]\b", f"{mistake.message} {mistake.hint}")
        assert mistake.see


@pytest.mark.parametrize(
    "which",
    [
        pytest.param(slice(1), id="the first"),
        pytest.param(slice(1, None), id="the others", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("one", quickly(EXERCISES, EXERCISES[::5]), ids=titled)
def test_every_wrong_function_is_named_by_the_mistake_that_it_stands_for(one, which):
    for mistake in one.mistakes:
        for function in mistake.functions[which]:
            message = one.look_at(function).message
            assert message.startswith(mistake.message), (mistake.message, message)


# What it is tried on


def is_promised(title: str, *promises: Callable[..., bool]) -> tuple[str, Callable[..., bool]]:
    return title, lambda *case: all(promise(*case) for promise in promises)


def has_ones(A: Any, *rest: Any) -> bool:
    return bool((A[:, 0] == 1).all())


def has_rows_and_labels(A: Any, y: Any, *rest: Any) -> bool:
    return has_ones(A) and len(A) == len(y) and bool(np.isin(y, (0, 1)).all())


def has_labels(y: Any, *rest: Any) -> bool:
    return isinstance(y, np.ndarray) and bool(np.isin(y, (0, 1)).all())


def holds_probabilities(y: Any, p: Any) -> bool:
    return len(y) == len(p) and bool(((p > 0) & (p < 1)).all())


def is_right_where_it_is_certain(y: Any, p: Any) -> bool:
    return len(y) == len(p) and not ((p == 1 - y) | (p < 0) | (p > 1)).any()


def is_one_probability(p: Any) -> bool:
    return isinstance(p, float) and 0 <= p <= 1


def holds_entries(z: Any, *rest: Any) -> bool:
    return isinstance(z, np.ndarray) and z.ndim == 1


def occurs_with_yes(prior: Any, if_yes: Any, if_no: Any) -> bool:
    return 0 < prior < 1 and bool((if_yes > 0).all() and (if_no >= 0).all())


# What the text of each chapter promises of each input: a new exercise needs its row.
PROMISES: dict[str, Callable[..., bool]] = dict(
    [
        is_promised("odds of a probability", is_one_probability),
        is_promised("log-odds of a probability", is_one_probability),
        is_promised("evidence added up", occurs_with_yes),
        is_promised("slope of the sigmoid", holds_entries),
        is_promised("labels under a threshold", holds_entries, lambda z, t: 0 < t < 1),
        is_promised("the sigmoid without an overflow", holds_entries),
        is_promised("the mean cross-entropy", has_labels, is_right_where_it_is_certain),
        is_promised("its gradient", has_rows_and_labels),
        is_promised("a gradient by central differences", lambda loss, w: w.ndim == 1),
        is_promised("the loss from log-odds", has_labels),
        is_promised("one step of descent", lambda w, x_i, y_i, eta: x_i[0] == 1 and y_i in (0, 1)),
        is_promised("the guaranteed rate", lambda A: A.ndim == 2 and len(A) > 0),
        is_promised("stochastic gradient descent", has_rows_and_labels),
        is_promised("the true mean loss", has_labels, holds_probabilities),
        is_promised("decide without a probability", has_ones),
        is_promised(
            "the first perfect epoch",
            has_rows_and_labels,
            lambda A, y, weights: bool((y == (A @ weights.T >= 0).T).all(axis=1).any()),
        ),
        is_promised("the worst slack", has_rows_and_labels),
        is_promised("the signed distance", has_ones, lambda A, w: A.shape[1] == 3 and w[1:].any()),
        is_promised("the sum of the hinge losses", has_labels),
        is_promised("separable or not", has_rows_and_labels, lambda A, y: A.shape[1] == 2),
        is_promised("the confusion matrix", has_labels, lambda y, guess: has_labels(guess)),
        is_promised("precision and recall", has_labels, lambda y, guess: has_labels(guess)),
        is_promised("balanced weights", has_labels, lambda y: 0 < y.sum() < len(y)),
        is_promised("a split that does not leak", lambda n, n_valid, seed: 0 <= n_valid <= n),
        is_promised(
            "a gradient with its penalty", has_rows_and_labels, lambda A, y, w, rho: rho >= 0
        ),
        is_promised(
            "a step with momentum",
            lambda w, v, gradient, eta, m: w.shape == v.shape == gradient.shape,
            lambda w, v, gradient, eta, m: eta > 0 and 0 <= m < 1,
        ),
        is_promised(
            "a mean of many telephones",
            lambda weights, counts: len(weights) == len(counts) and bool((counts >= 1).all()),
        ),
    ]
)


def test_each_exercise_has_its_row_of_promises():
    assert set(PROMISES) == {one.title for one in EXERCISES}


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_every_input_keeps_what_the_chapter_promises(one):
    for solved in one.solved:
        assert PROMISES[one.title](*solved.case), solved.case


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_at_least_200_inputs_are_made_up_and_always_the_same(one):
    made_up = [solved for solved in one.solved if solved.made_up]
    assert len(made_up) >= 200
    assert [solved.made_up for solved in one.solved] == (
        [False] * len(one.inputs) + [True] * len(made_up)
    )
    again = list(one.more(np.random.default_rng(12)))
    for solved, case in zip(made_up, again, strict=True):
        given = case if isinstance(case, tuple) else (case,)
        for a, b in zip(solved.case, given, strict=True):
            assert callable(a) or np.array_equal(a, b)


# Exercises whose inputs are no arrays that could be of many sizes
NOT_OF_MANY_SIZES = {"odds of a probability", "log-odds of a probability"}


@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_what_is_made_up_is_of_many_sizes(one):
    def size(case):
        numbers = [value for value in case if isinstance(value, int)]
        return tuple(np.shape(value) for value in case), *numbers[:1]

    found = {size(solved.case) for solved in one.solved if solved.made_up}
    assert len(found) >= 3 or one.title in NOT_OF_MANY_SIZES


WITHOUT_LABELS = {
    "odds of a probability",
    "log-odds of a probability",
    "evidence added up",
    "slope of the sigmoid",
    "labels under a threshold",
    "the sigmoid without an overflow",
    "a gradient by central differences",
    "one step of descent",
    "the guaranteed rate",
    "decide without a probability",
    "the signed distance",
    "a split that does not leak",
    "a step with momentum",
    "a mean of many telephones",
}
LABELLED = [one for one in EXERCISES if one.title not in WITHOUT_LABELS]


@pytest.mark.parametrize("one", LABELLED, ids=titled)
def test_labels_that_are_made_up_are_in_no_order_and_unbalanced_both_ways(one):
    shares, is_sorted = [], []
    for solved in one.solved:
        for value in solved.case:
            if (
                solved.made_up
                and np.ndim(value) == 1
                and len(value) > 9
                and np.isin(value, (0, 1)).all()
            ):
                shares.append(np.mean(value))
                is_sorted.append(bool((np.diff(value) >= 0).all()))
    assert min(shares) < 0.3
    assert max(shares) > 0.7
    assert np.mean(is_sorted) < 0.3


# The judge of a split asks in an order of its own, and looks at facts.
ASKED_IN_TURN = [one for one in EXERCISES if one.title != "a split that does not leak"]


@pytest.mark.parametrize("one", ASKED_IN_TURN, ids=titled)
def test_no_number_that_is_made_up_is_printed(one):
    small = len(one.inputs)
    count = itertools.count()
    shift = 0.125

    def wrong_at_the_end(*given):
        right = one.solved[next(count) % len(one.solved)]
        values = right.wanted
        if right.made_up:
            values = [value + shift for value in right.wanted]
            print(given)
        return tuple(values) if len(values) > 1 else values[0]

    verdict = one.look_at(wrong_at_the_end)
    assert not verdict.passed
    assert next(count) > small
    said = f"{verdict.message} {verdict.hint}"
    assert "makes up" in said
    assert re.findall(r"-?\d+\.\d+", said) == []


# Right numbers in other containers


CONTAINERS: dict[str, Callable[[Any], Any]] = {
    "lists": lambda value: np.asarray(value).tolist(),
    "tuples": lambda value: tuple(np.asarray(value).tolist()) if np.ndim(value) else value,
    "arrays": np.asarray,
    "Python's own numbers": lambda value: value.item() if np.ndim(value) == 0 else list(value),
    "objects": lambda value: np.asarray(value, dtype=object),
    "float32": lambda value: np.asarray(value, dtype=np.float32),
    "long floats": lambda value: np.asarray(value, dtype=np.longdouble),
}


@pytest.mark.parametrize("form", CONTAINERS)
@pytest.mark.parametrize("one", EXERCISES, ids=titled)
def test_right_numbers_pass_in_any_container(one, form):
    def attempt(*given):
        right = one.reference(*given)
        if isinstance(right, tuple):
            return tuple(CONTAINERS[form](np.asarray(value)) for value in right)
        return CONTAINERS[form](np.asarray(right))

    if form == "float32" and one.title == "a split that does not leak":
        return  # row numbers are whole numbers
    verdict = one.look_at(attempt)
    assert verdict.passed, verdict


@pytest.mark.parametrize("gather", [list, np.array])
@pytest.mark.parametrize("one", [e for e in EXERCISES if len(e.solved[0].wanted) > 1], ids=titled)
def test_several_values_may_come_in_a_list_or_an_array(one, gather):
    def attempt(*given):
        right = one.reference(*given)
        return gather(right) if len({np.shape(value) for value in right}) == 1 else list(right)

    assert one.look_at(attempt)


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
