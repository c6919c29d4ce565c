"""Wrong answers that lie all in one place: the place is told, among the entries or the calls."""

import numpy as np
import pytest

from logit_core.exercises import check


def said(right, wrong, inputs):
    verdict = check(wrong, right, inputs)
    assert not verdict.passed
    return verdict.message


def bent(v):
    return v * (1 + v**2) / 2


def astray(v):
    """Return what no formula explains."""
    return 3 + np.sin(50 * v) ** 2


# by the words for a place: which entries lie there
ENTRIES = {
    "at v = 0": lambda v: v == 0,
    "at v = 1": lambda v: v == 1,
    "at v = 0 and v = 1": lambda v: (v == 0) | (v == 1),
    "for v below 0": lambda v: v < 0,
    "for v above 0": lambda v: v > 0,
    "for v of at most 0": lambda v: v <= 0,
    "for v of at least 0": lambda v: v >= 0,
    "for v below 0.5": lambda v: v < 0.5,
    "for v above 0.5": lambda v: v > 0.5,
    "for v below 1": lambda v: v < 1,
    "for v above 1": lambda v: v > 1,
}


@pytest.mark.parametrize("place", ENTRIES)
def test_a_place_among_the_entries_is_told(place):
    dice = np.random.default_rng(0)
    inputs = [np.array([0, 0.5, 1, *dice.uniform(-3, 3, 4)]) for _ in range(24)]
    message = said(bent, lambda v: np.where(ENTRIES[place](v), astray(v), bent(v)), inputs)
    assert message.startswith(f"Of all that was tried, yours is wrong {place} and nowhere else")


@pytest.mark.parametrize("answer", [0, 1])
def test_the_places_of_one_answer_are_told(answer):
    def over(v):
        return np.where(np.abs(v) > 1, 1.0, 0.0)

    dice = np.random.default_rng(0)
    inputs = [dice.uniform(-2, 2, 6) for _ in range(24)]
    message = said(over, lambda v: np.where(over(v) == answer, astray(v), over(v)), inputs)
    assert message.startswith(
        f"Of all that was tried, yours is wrong where the answer is {answer} and nowhere else."
    )


@pytest.mark.parametrize("value", [-4.0, np.nan])
@pytest.mark.parametrize(
    ("far", "place"),
    [
        (lambda v: v > 2.2, "for v above 2"),
        (lambda v: v < -2.2, "for v below -2"),
        (lambda v: np.abs(v) > 2.2, "for v beyond 2"),
    ],
)
def test_how_far_out_one_value_stands_for_all_is_told(far, place, value):
    dice = np.random.default_rng(0)
    inputs = [dice.choice([-1, 1], 6) * dice.choice([1, 1.6, 1.9, 2.4, 2.7], 6) for _ in range(24)]
    message = said(bent, lambda v: np.where(far(v), value, bent(v)), inputs)
    assert message.startswith(f"Of all that was tried, yours is wrong {place}")
    assert f"and nowhere else, and there it is {value:g}." in message.replace("-4.0", "-4")


# by the words for a place: which inputs lie there, of arrays alone and with their labels
OF_ARRAYS = {
    "where the right answer is infinite": lambda v: np.isinf(v).any(),
    "where whole numbers are given": lambda v: v.dtype.kind == "i",
    "where the arrays have a single row or entry": lambda v: len(v) == 1,
    "where the arrays have more than one row or entry": lambda v: len(v) > 1,
    "where the arrays have very many rows or entries": lambda v: len(v) >= 1000,
    "where the right answer is 0": lambda v: v.sum() == 0,
    "where the right answer is 1": lambda v: v.sum() == 1,
    "where the right answer is below 0": lambda v: v.sum() < 0,
}


@pytest.mark.parametrize("place", OF_ARRAYS)
def test_a_place_among_arrays_is_told(place):
    dice = np.random.default_rng(0)
    inputs = [dice.uniform(-1, 3, n) for n in (1, 1, 1, 1, 2, 3, 4, 5, 2000)]
    inputs += [np.array([0.25, -0.25]), np.array([1.5, -0.75, 0.25])]
    inputs += [np.array([0.5, np.inf]), np.array([1.5, 0.25, np.inf])]
    inputs += [np.array([3, 4]), np.array([5, 3]), np.array([1.25]), *dice.uniform(1, 2, (6, 2))]

    def wrong(v):
        return astray(v[0] + len(v)) if OF_ARRAYS[place](v) else v.sum()

    message = said(lambda v: v.sum(), wrong, inputs)
    assert message.startswith(
        f"Of all that was tried, yours is wrong {place}, and right everywhere else."
    )


OF_LABELS = {
    "where all labels are 0": lambda y, p: y.max() == 0,
    "where all labels are 1": lambda y, p: y.min() == 1,
    "where one class is missing": lambda y, p: y.min() == y.max(),
    "where both labels occur": lambda y, p: y.min() < y.max(),
    "where a label 0 occurs": lambda y, p: (y == 0).any(),
    "where a label 1 occurs": lambda y, p: (y == 1).any(),
    "where a probability is 0 or 1": lambda y, p: np.isin(p, [0, 1]).any(),
}


@pytest.mark.parametrize("place", OF_LABELS)
def test_a_place_among_labels_is_told(place):
    dice = np.random.default_rng(0)
    labels = [[0], [1], [0, 0, 0], [0, 0], [1, 1], [1, 1, 1, 1], *([0, 1, 1], [1, 0, 0]) * 6]
    inputs = [(np.array(y), dice.uniform(0.1, 0.9, len(y))) for y in labels]
    inputs += [(np.array([1, 0, 1]), np.array([0.0, 0.25, p])) for p in (0.5, 1.0)]

    def right(y, p):
        return 2 + (y * bent(p) - bent(1 - p) * (1 - y)).mean()

    def wrong(y, p):
        return right(y, p) + (astray(p[0] + len(p)) if OF_LABELS[place](y, p) else 0)

    message = said(right, wrong, inputs)
    assert message.startswith(
        f"Of all that was tried, yours is wrong {place}, and right everywhere else."
    )
