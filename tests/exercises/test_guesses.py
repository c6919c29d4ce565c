"""Each guess at a mistake, by a wrong answer to an exercise that knows no mistakes of its own."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import check

Function = Callable[..., Any]


def dice():
    return np.random.default_rng(0)


def bent(v):
    """Turn 0 to 1 into 0 to 1, and keep signs."""
    return v * (1 + v**2) / 2


def vectors(low, high=2.5):
    """Return 24 arrays of three to seven entries."""
    draw = dice()
    return [draw.uniform(low, high, 3 + k % 5) for k in range(24)]


def said(right: Function, wrong: Function, inputs: Iterable[Any]) -> str:
    """Return what is said of a wrong answer."""
    verdict = check(wrong, right, inputs)
    assert not verdict.passed
    return verdict.message


# What is done to right numbers

ANY_SIGN: dict[str, Function] = {
    "Your sign is turned round": np.negative,
    "Your numbers are 1 minus the right ones": lambda r: 1 - r,
    "Your fraction is upside down.": np.reciprocal,
    "Your numbers have lost their signs.": np.abs,
    "Your numbers are the right ones without what stands": lambda r: np.fix(r),
    "Your numbers are rounded down to whole ones.": lambda r: r // 1,
    "Your numbers are the right ones rounded to whole numbers.": np.rint,
    "Your numbers are the right ones rounded to one decimal.": lambda r: np.rint(10 * r) / 10,
    **{
        f"Your numbers are the right ones rounded to {k} decimals.": lambda r, k=k: np.round(r, k)
        for k in range(2, 8)
    },
    "Your logarithm is that to base 2.": lambda r: math.log2(math.e) * r,
    "Your logarithm is that to base 10.": lambda r: math.log10(math.e) * r,
    "Your numbers are percents.": lambda r: r * 100,
    "You return the first number only.": lambda r: r[0],
    "You return the first entry only.": lambda r: r[:1],
    "You return the last number only.": lambda r: r[-1],
    "You return the last entry only.": lambda r: r[-1:],
    "All your entries are the last one.": lambda r: 0 * r + r[-1],
    "Your last entry is left at 0.": lambda r: np.array([*r[:-1], 0.0]),
    "Your last entry is missing.": lambda r: r[: len(r) - 1],
    "Your first entry is left at 0.": lambda r: np.array([0.0, *r[1:]]),
    "Your first entry is missing.": lambda r: r[1:],
    "Only your first entry is computed: the others are 0.": lambda r: r * (np.arange(len(r)) < 1),
    "You add up the entries.": np.sum,
    "You take the mean of the entries.": np.mean,
    "All your entries are the mean of the right ones.": lambda r: 0 * r + r.mean(),
    "You return the largest entry.": max,
    "You return the smallest entry.": min,
    "You return the place of the largest entry.": np.argmax,
    "Your numbers are right, and stand in a column": lambda r: r.reshape(-1, 1),
    "Your numbers are right, and lie in a table of another shape.": lambda r: r.reshape(1, -1),
    "Your entries come in the reverse order.": np.flip,
    "Your entries are sorted.": sorted,
    "Your first entry stands last.": lambda r: np.array([*r[1:], r[0]]),
    "Your last entry stands first.": lambda r: np.array([r[-1], *r[:-1]]),
    "Your numbers are the squares of the right ones.": lambda r: r * r,
    "Your numbers are e to the power of the right ones.": np.exp,
    "Your numbers are the sigmoid of the right ones.": lc.sigmoid,
    "Your numbers are -1, 0 and 1: the signs": np.sign,
    "Your entries are running totals: each has those before it in it.": np.cumsum,
    "Your numbers have length 1.": lambda r: r / np.sqrt((r**2).sum()),
    "Your numbers are scaled so that they add up to 1.": lambda r: r / sum(r),
    "Your numbers are never negative.": lambda r: np.where(r > 0, r, 0),
    "Your numbers are never larger than 1.25: they are cut off": lambda r: np.where(
        r < 1.25, r, 1.25
    ),
    "Your numbers are never smaller than -0.5: they are cut off": lambda r: np.where(
        r < -0.5, -0.5, r
    ),
    "Your numbers are cut off at 2.5, on both sides.": lambda r: np.clip(r, -2.5, 2.5),
    "Your numbers are always 7.0 times the right ones.": lambda r: r * 7,
    "Your numbers are always 0.75 too large.": lambda r: r + 0.75,
    "Your numbers are always 0.25 too small.": lambda r: r - 0.25,
    "Your fraction is upside down, and a factor is off, too.": lambda r: 3 / r,
}
POSITIVE: dict[str, Function] = {
    "Your numbers are the square roots of the right ones.": np.sqrt,
    "Your numbers are the logarithms of the right ones.": np.log,
    "Your numbers are minus the logarithms of the right ones.": lambda r: np.log(1 / r),
    "Your numbers are log(1 + r) of the right r.": np.log1p,
    "Your numbers are r / (1 + r) of the right r.": lambda r: 1 - 1 / (1 + r),
    "Your numbers are never below 1": lambda r: np.where(r < 1, 1 / r, r),
}
BELOW_ONE: dict[str, Function] = {
    "Your numbers are the log-odds of the right ones.": lc.log_odds,
    "Your numbers are the odds of the right ones.": lc.odds,
}


@pytest.mark.parametrize("named", ANY_SIGN)
def test_what_is_done_to_right_numbers_is_told(named):
    message = said(bent, lambda v: ANY_SIGN[named](bent(v)), vectors(-2.5))
    assert message.startswith(named)


@pytest.mark.parametrize("named", [*POSITIVE, *BELOW_ONE])
def test_what_is_done_to_right_positive_numbers_is_told(named):
    change = {**POSITIVE, **BELOW_ONE}[named]
    inputs = vectors(0.1, 0.95 if named in BELOW_ONE else 2.5)
    assert said(bent, lambda v: change(bent(v)), inputs).startswith(named)


YES_OR_NO: dict[str, Function] = {
    "You return the places of the ones.": lambda r: np.nonzero(r)[0],
    "Your ones are there, and the zeros are left out.": lambda r: r[r > 0],
    "One yes for any entry becomes a yes for all of them.": lambda r: 0 * r + r.max(),
    "Your numbers run from -1 to 1, and not from 0 to 1.": lambda r: np.where(r > 0, 1, -1),
}


@pytest.mark.parametrize("named", YES_OR_NO)
def test_what_is_done_to_right_labels_is_told(named):
    def over(v):
        return (v > 0.3) * 1

    inputs = [*vectors(-2.5), np.array([1.0, 2.0])]
    assert said(over, lambda v: YES_OR_NO[named](over(v)), inputs).startswith(named)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (np.count_nonzero, "You count the entries that are not 0."),
        (np.any, "You return one answer for all."),
        (np.all, "You return one answer for all."),
    ],
)
def test_what_is_asked_of_all_entries_at_once_is_told(change, named):
    def beyond(v):
        return np.maximum(3 * v - 1, 0)

    inputs = [*vectors(-2.5), np.array([-1.0, -2.0]), np.array([1.0, 2.0])]
    assert said(beyond, lambda v: change(beyond(v)), inputs).startswith(named)


IN_TABLES: dict[str, Function] = {
    "Rows and columns have changed places.": lambda r: r.T,
    "Your numbers are right, and lie in a table of another shape.": lambda r: r.reshape(-1),
    "In your table both rows and columns come in the reverse order.": lambda r: np.flip(r),
    "Your rows have changed places.": np.flipud,
    "Your columns have changed places.": np.fliplr,
}


@pytest.mark.parametrize("named", IN_TABLES)
def test_what_is_done_to_a_right_table_is_told(named):
    inputs = dice().normal(size=(24, 2, 3))
    assert said(bent, lambda v: IN_TABLES[named](bent(v)), inputs).startswith(named)


AT_INFINITY: dict[str, Function] = {
    "Where the right answer is infinite, yours is 0.": lambda r: np.where(np.isinf(r), 0, r),
    "Your infinite answers have the wrong sign.": lambda r: np.where(np.isinf(r), -r, r),
    "Your infinite answers are all +inf.": lambda r: np.where(np.isinf(r), math.inf, r),
    "Where the right answer is infinite, yours is a very large number.": np.nan_to_num,
}


@pytest.mark.parametrize("named", AT_INFINITY)
def test_what_is_done_to_infinite_numbers_is_told(named):
    inputs = [np.array([0.0, 1.0, *v]) for v in vectors(0.1, 0.9)]
    message = said(lc.log_odds, lambda p: AT_INFINITY[named](lc.log_odds(p)), inputs)
    assert message.startswith(named)


OF_TWO_VALUES: dict[str, Function] = {
    "Your values have changed places.": lambda a, b: (b, a),
    "Your values are all the one that should come first.": lambda a, b: (a, a),
    "Your values are all the one that should come last.": lambda a, b: (b, b),
    "Your values are all the mean of the right ones.": lambda a, b: ((a + b) / 2, (a + b) / 2),
}


@pytest.mark.parametrize("named", OF_TWO_VALUES)
def test_what_is_done_to_two_values_is_told(named):
    def both(v):
        return bent(v).sum(), bent(v + 1).sum()

    message = said(both, lambda v: OF_TWO_VALUES[named](*both(v)), vectors(-2.5))
    assert message.startswith(named)


# Points and columns by which a result is divided, or not


def case_by_case():
    """Return tables with three columns, labels, four weights: of 5 to 9 points, 2 or more ones."""
    draw = dice()
    return [
        (draw.normal(size=(n, 3)), np.arange(n) % (2 + n % 3) == 0, draw.normal(size=4))
        for n in (5 + k % 5 for k in range(24))
    ]


def total(A, y, w):
    return bent(A).sum() + (y * A[:, 0]).sum() + w.sum()


SIZES: dict[str, Function] = {
    "the number of points": lambda A, y, w: len(A),
    "the number of columns": lambda A, y, w: 3,
    "the number of all entries": lambda A, y, w: A.size,
    "the number of weights": lambda A, y, w: len(w),
    "the number of ones": lambda A, y, w: y.sum(),
    "the number of zeros": lambda A, y, w: (~y).sum(),
}


@pytest.mark.parametrize("what", SIZES)
def test_a_size_that_is_a_factor_too_many_is_told(what):
    message = said(total, lambda *case: total(*case) * SIZES[what](*case), case_by_case())
    assert message.startswith(f"Your numbers are the right ones times {what}.")


# to divide by the number of columns is to divide by all entries in the place of the points
@pytest.mark.parametrize("what", [name for name in SIZES if name != "the number of columns"])
def test_a_size_that_is_a_divisor_too_many_is_told(what):
    message = said(total, lambda *case: total(*case) / SIZES[what](*case), case_by_case())
    assert message.startswith(f"Your numbers are the right ones divided by {what}.")


@pytest.mark.parametrize("what", [name for name in SIZES if name != "the number of points"])
def test_a_size_in_the_place_of_the_number_of_points_is_told(what):
    def mean(A, y, w):
        return total(A, y, w) / len(A)

    def wrong(A, y, w):
        return total(A, y, w) / SIZES[what](A, y, w)

    message = said(mean, wrong, case_by_case())
    assert message.startswith(f"You divide by {what}, in the place of the number of points.")


@pytest.mark.parametrize(
    ("by", "named"),
    [
        (lambda n: n / (n - 1), "Off by one: you divide by one less than the number of points."),
        (lambda n: n / (n + 1), "Off by one: you divide by one more than the number of points."),
        (lambda n: (n - 1) / n, "Off by one: you multiply by one less than the number of points,"),
        (lambda n: (n + 1) / n, "Off by one: you multiply by one more than the number of points,"),
    ],
)
def test_a_number_of_points_that_is_one_off_is_told(by, named):
    message = said(total, lambda A, y, w: total(A, y, w) * by(len(A)), case_by_case())
    assert message.startswith(named)


@pytest.mark.parametrize(
    ("inputs", "items"),
    [
        ([dice().normal(size=(4 + k % 5, 3)) for k in range(24)], "rows"),
        (vectors(0.1), "entries"),
        ([np.arange(3 + k % 5) % 2 * 2 for k in range(24)], "entries"),
    ],
)
def test_what_has_no_labels_is_counted_in_rows_or_entries(inputs, items):
    def largest(v):
        return bent(v).max()

    message = said(largest, lambda v: largest(v) / len(v), inputs)
    assert message.startswith(f"Your numbers are the right ones divided by the number of {items}.")


# What is done to an argument

STEPS_TOO_MANY: dict[str, Function] = {
    "Your numbers belong to -v: a sign is turned round.": np.negative,
    "Your numbers belong to 1 - v.": lambda v: 1 - v,
    "Your numbers belong to `v` divided by 100, as if": lambda v: v / 100,
    "Your numbers belong to 100 times `v`.": lambda v: v * 100,
    "Your numbers belong to twice `v`.": lambda v: v + v,
    "Your numbers belong to half of `v`.": lambda v: 0.5 * v,
    "Your numbers belong to the size of `v`: its sign is lost.": np.abs,
    "Your numbers belong to the sigmoid of `v`.": lc.sigmoid,
    "Your numbers belong to e to the power of `v`.": np.exp,
    "Your numbers belong to the square of `v`.": lambda v: v * v,
    "Your numbers belong to the sign of `v` alone.": np.sign,
    "Your numbers belong to `v` without what stands behind the point.": np.fix,
    "Your numbers belong to `v` rounded down.": lambda v: v // 1,
    "Your numbers belong to `v` in short floats": lambda v: np.float32(v),
    "Your numbers belong to `v` rounded to whole numbers.": np.rint,
    "Your numbers belong to `v` rounded to one decimal.": lambda v: np.rint(10 * v) / 10,
    "Your numbers belong to `v` rounded to 2 decimals.": lambda v: np.rint(100 * v) / 100,
    "Your numbers belong to `v` in the reverse order.": np.flip,
    "Your numbers belong to `v` when it is sorted, and nothing else is.": sorted,
    "Your numbers are those of a `v` of zeros: what it holds has no": lambda v: 0 * v,
    "Your numbers are those of a `v` of ones: what it holds has no": lambda v: 0 * v + 1,
    "The mean of `v` stands for all of its entries.": lambda v: 0 * v + v.mean(),
    "The first entry of `v` stands for all of them.": lambda v: 0 * v + v[0],
}
STEPS_FROM_PROBABILITIES: dict[str, Function] = {
    "Your numbers belong to the logarithm of `v`.": np.log,
    "Your numbers belong to the odds of `v`.": lc.odds,
    "Your numbers belong to the log-odds of `v`.": lc.log_odds,
}


def beside(u, v):
    v = np.asarray(v)
    return bent(v) * 7 + u * np.cos(v) + u**2


@pytest.mark.parametrize("named", [*STEPS_TOO_MANY, *STEPS_FROM_PROBABILITIES])
def test_what_is_done_to_an_argument_is_told(named):
    change = {**STEPS_TOO_MANY, **STEPS_FROM_PROBABILITIES}[named]
    low, high = (0.05, 0.95) if named in STEPS_FROM_PROBABILITIES else (-2.5, 2.5)
    inputs = list(zip(vectors(-1), vectors(low, high), strict=True))
    assert said(beside, lambda u, v: beside(u, change(v)), inputs).startswith(named)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda u, v: beside(v, u), "Your `u` and your `v` have changed places"),
        (lambda u, v: beside(u, u), "`u` stands where `v` belongs."),
        (lambda u, v: beside(v, v), "`v` stands where `u` belongs."),
        (lambda u, v: v, "You return `v` as it came."),
        (lambda u, v: u, "You return `u` as it came."),
    ],
)
def test_an_argument_in_the_place_of_another_is_told(wrong, named):
    draw = dice()
    inputs = [(draw.normal(size=4), draw.normal(size=4)) for _ in range(24)]
    assert said(beside, wrong, inputs).startswith(named)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda n, y: bent(y + n - 1) / 99, "Off by one: you count one less than `n`."),
        (lambda n, y: bent(y + n + 1) / 99, "Off by one: you count one more than `n`."),
        (lambda n, y: bent((y == 0) + n) / 99, "Your labels have changed places"),
        (lambda n, y: bent(y + 4) / 99, "4 is built in, in the place of `n`."),
    ],
)
def test_whole_numbers_and_labels_that_are_off_are_told(wrong, named):
    draw = dice()
    inputs = [(2 + k, draw.integers(0, 2, 4 + k % 5)) for k in range(24)]
    message = said(lambda n, y: bent(y + n) / 99, wrong, inputs)
    assert message.startswith(named)


COLUMNS: dict[str, Function] = {
    "Your numbers belong to `A` with the means of its columns sub": lambda A, w: (
        A - A.mean(axis=0),
        w,
    ),
    "Your numbers belong to `A` with its ones in the last": lambda A, w: (
        np.roll(A, -1, axis=1),
        w,
    ),
    "The bias has no say in your numbers": lambda A, w: (A[:, 1:], w[1:]),
    "Your bias, the first weight in `w`, has the wrong sign.": lambda A, w: (A * [-1, 1, 1], w),
    "The bias counts twice: `w[0]`.": lambda A, w: (A * [2, 1, 1], w),
    "Your bias is 1, whatever `w[0]` is.": lambda A, w: (A, [1, *w[1:]]),
    "Columns and weights are out of step": lambda A, w: (A, [w[1], w[2], w[0]]),
}


def scores(A, w):
    return bent(A @ np.asarray(w))


def tables():
    draw = dice()
    return [
        (lc.add_intercept(draw.normal(size=(3 + k % 4, 2)) * 3), draw.normal(size=3))
        for k in range(24)
    ]


@pytest.mark.parametrize("named", COLUMNS)
def test_what_is_done_to_columns_and_weights_is_told(named):
    message = said(scores, lambda A, w: scores(*COLUMNS[named](A, w)), tables())
    assert message.startswith(named)


# What is done to a table alone, of as many rows as columns where both ways must fit
TABLES: dict[str, Function] = {
    "Your numbers belong to `A` with rows and columns exchanged.": np.transpose,
    "Your numbers belong to `A` with its columns in the reverse order.": np.fliplr,
    "Your numbers belong to `A` without its last column.": lambda A: A[:, :2],
    "Your numbers belong to `A` without its column of ones.": lambda A: A[:, 1:],
    "Your numbers belong to `A` with one more column of ones": lambda A: np.insert(A, 0, 1, axis=1),
}


@pytest.mark.parametrize("named", TABLES)
def test_what_is_done_to_a_table_alone_is_told(named):
    def squares(A):
        return (A @ np.arange(1, A.shape[1] + 1) ** 2).sum()

    draw = dice()
    inputs = [lc.add_intercept(draw.normal(size=(3, 2))) for _ in range(24)]
    assert said(squares, lambda A: squares(TABLES[named](A)), inputs).startswith(named)


# Points that do not count

KEPT: dict[str, Function] = {
    "The last point does not count in yours.": lambda y, v: slice(0, len(y) - 1),
    "The first point does not count in yours.": lambda y, v: slice(1, None),
    "Only the first point counts in yours.": lambda y, v: [0],
    "Only the last point counts in yours.": lambda y, v: [-1],
    "You count the points with label 1 only.": lambda y, v: y == 1,
    "You count the points with label 0 only.": lambda y, v: y == 0,
}


@pytest.mark.parametrize("as_share", [False, True])
@pytest.mark.parametrize("named", KEPT)
def test_points_that_do_not_count_are_told(named, as_share):
    def cost(y, v):
        return np.mean(bent(v) - 3 * y * np.cos(v))

    def wrong(y, v):
        kept = KEPT[named](y, v)
        return cost(y[kept], v[kept]) * (len(y[kept]) / len(y) if as_share else 1)

    draw = dice()
    inputs = [
        (np.array([0, 1, *draw.integers(0, 2, k % 5), 1]), draw.normal(size=3 + k % 5))
        for k in range(24)
    ]
    assert said(cost, wrong, inputs).startswith(named)


# Bounds that the formula does not have

BOUNDS = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 35, 36, 40, 50, 60, 100]
BOUNDS += [200, 300, 350, 500, 600, 700, 709, 710, 745]  # where exp, or its inverse, gives up


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_for_an_input_is_told(bound):
    def dented(z):
        return z + z**2 / 1000

    inputs = [np.array([bound + 0.5, k - bound, 0.25 * k, -1000.0]) for k in range(20)]
    message = said(dented, lambda z: dented(np.clip(z, -bound, bound)), inputs)
    assert message.startswith(f"Your numbers belong to `z` cut off at {bound}, on both sides.")


def wave(p):
    """Turn so that no bound for `p` is one for the result."""
    return np.cos(5 * np.log(p / np.abs(1 - p)))


@pytest.mark.parametrize("digits", range(1, 10))
@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("You keep `p` below 1, by {}.", lambda p, eps: np.minimum(p, 1 - eps)),
        ("You keep `p` at {} at least.", lambda p, eps: np.maximum(p, eps)),
        ("You keep `p` away from 0 and 1, by {}.", lambda p, eps: np.clip(p, eps, 1 - eps)),
        ("You add {} to `p`.", lambda p, eps: p + eps),
    ],
)
def test_a_margin_for_a_probability_is_told(digits, named, change):
    eps = float(f"1e-{digits}")
    draw = dice()
    inputs = [np.array([eps / 3, 1 - eps / 7, *draw.uniform(0.2, 0.8, 3)]) for _ in range(24)]
    message = said(wave, lambda p: wave(change(p, eps)), inputs)
    assert message.startswith(named.format(f"{eps:g}"))
