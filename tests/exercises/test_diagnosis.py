"""Kinds of mistakes that no exercise knows: each is named where it explains every input."""

import sys

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import (
    Mistake,
    check,
    check_cross_entropy,
    check_cross_entropy_gradient,
    check_decide,
    check_federated_mean,
    check_guaranteed_rate,
    check_log_odds,
    check_mean_loss,
    check_sgd_step,
    check_sigmoid,
    check_sigmoid_derivative,
    check_split,
    check_stable_loss,
)
from logit_core.exercises._repairs import VERSIONS


def costs(y, p):
    return -np.log(np.where(y == 1, p, 1 - p))


def with_a_hole(z):
    e = np.exp(-np.abs(z))
    return np.where(z > 0, 1, e) / (1 + e) * (z != 0)


def in_an_array_like_the_labels(y, p):
    each = np.zeros_like(y)
    for i in range(len(y)):
        each[i] = -np.log(p[i] if y[i] else 1 - p[i])
    return each.mean()


def without_the_last(y, p):
    return sum(costs(y[i], p[i]) for i in range(len(y) - 1)) / len(y)


def returns_in_the_loop(A, y, w):
    gradient = np.zeros(len(w))
    for row, label in zip(A, y, strict=True):
        gradient[0] += (lc.sigmoid(row @ w) - label) / len(y)
        return gradient


# One of each kind: what is done to the result, to an argument, in the code, and where it is wrong.
KINDS = {
    "rounded": (
        check_mean_loss,
        lambda y, p: round(costs(y, p).mean(), 3),
        "rounded to 3 decimals",
    ),
    "a factor": (check_mean_loss, lambda y, p: 3 * costs(y, p).mean(), "always 3.0 times"),
    "a built-in size": (check_mean_loss, lambda y, p: costs(y, p).sum() / 100, "You divide by 100"),
    "off by one": (check_mean_loss, lambda y, p: costs(y, p).sum() / (len(y) - 1), "one less than"),
    "a constant": (check_sigmoid_derivative, lambda z: 0 * z + 0.25, "Your answer is 0.25, what"),
    "the bias twice": (check_decide, lambda A, w: (A @ w + w[0] >= 0) * 1, "The bias counts twice"),
    "cut off": (
        check_sigmoid,
        lambda z: lc.sigmoid(np.clip(z, -5, 5)),
        "`z` cut off at 5",
    ),
    "a point left out": (check_mean_loss, without_the_last, "The last point does not count"),
    "whole numbers": (check_mean_loss, in_an_array_like_the_labels, "like one of whole numbers"),
    "brackets": (
        check_stable_loss,
        lambda y, z: np.logaddexp(0, -(2 * (y - 1)) * z).mean(),
        "A pair of brackets is missing",
    ),
    "an axis": (
        check_cross_entropy_gradient,
        lambda A, y, w: np.mean(A * (lc.sigmoid(A @ w) - y)[:, None], axis=1),
        "You go along the wrong axis: 1.",
    ),
    "a row of no weights": (
        check_federated_mean,
        lambda weights, counts: counts[:-1] @ weights[:-1] / sum(counts[:-1]),
        "The last row does not count",
    ),
    "a name": (check_log_odds, lambda p: np.log1p(lc.odds(p)), "log1p(x) is log(1 + x)"),
    "a sign": (
        check_stable_loss,
        lambda y, z: (np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z)))).mean(),
        "You add where the formula has `-`.",
    ),
    "built in": (
        check_sgd_step,
        lambda w, x_i, y_i, eta: w - 0.1 * (lc.sigmoid(x_i @ w) - y_i) * x_i,
        "0.1 is built in, in the place of `eta`.",
    ),
    "never looked at": (
        check_stable_loss,
        lambda y, z: np.logaddexp(0, np.abs(z)).mean(),
        "Your function never looks at its `y`.",
    ),
    "one round": (check_cross_entropy_gradient, returns_in_the_loop, "ends in its first round"),
    "a place": (
        check_sigmoid,
        with_a_hole,
        "Of all that was tried, yours is wrong at z = 0 and nowhere else",
    ),
}


BY_A_CHANGE = {"whole numbers", "brackets", "a name", "a sign", "an axis"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_mistake_is_named(kind):
    if kind in BY_A_CHANGE and sys.version_info[:2] not in VERSIONS:
        pytest.skip("code is changed only in the versions of Python in which that was tested")
    judge, attempt, said = KINDS[kind]
    verdict = judge(attempt)
    assert not verdict.passed
    assert said in verdict.message, verdict
    assert verdict.hint


# What is asked must fit each code that comes to the same message.
HINTS = {
    "certain points left out of the count": (
        check_cross_entropy,
        lambda y, p: np.mean(costs(y, p)[(p > 0) & (p < 1)]),
        "What does such a point cost, and does it count in the mean?",
    ),
    "row 0 is not shuffled": (
        check_split,
        lambda n, n_valid, seed: np.split(
            np.random.default_rng(seed).permutation(np.arange(1, n)), [n - 1 - n_valid]
        ),
        "Do you shuffle all row numbers, from 0 to n - 1?",
    ),
    "the sides of a product": (
        check_federated_mean,
        lambda weights, counts: np.dot(weights, counts) / np.sum(counts),
        "Is there a .T, or have the two sides of an @ changed places?",
    ),
    "the sum in place of the mean": (
        check_cross_entropy_gradient,
        lambda A, y, w: lc.cross_entropy_gradient(A, y, w).sum(),
        "Along which axis do you go, and how many numbers are asked for?",
    ),
}


@pytest.mark.parametrize("kind", HINTS)
def test_a_hint_fits_each_code_that_comes_to_it(kind):
    judge, attempt, asked = HINTS[kind]
    assert asked in judge(attempt).hint


def loss_of(y, z):
    return np.logaddexp(0, -(2 * y - 1) * z).mean()


@pytest.mark.parametrize(
    ("attempt", "named"),
    [
        (lambda y, z: loss_of(0 * y + y[0], z), "The first entry of `y` stands for all of them."),
        (lambda y, z: loss_of(y, 0 * z + z[0]), "The first entry of `z` stands for all of them."),
        (lambda y, z: loss_of(y, 0 * z + z.mean()), "The mean of `z` stands for all"),
    ],
)
def test_one_entry_that_stands_for_all_is_named_of_labels_too(attempt, named):
    assert check_stable_loss(attempt).message.startswith(named)


def test_a_table_with_its_sign_turned_round_is_named():
    verdict = check_cross_entropy_gradient(lambda A, y, w: lc.cross_entropy_gradient(-A, y, w))
    assert verdict.message.startswith("Your numbers belong to -A: a sign is turned round.")


@pytest.mark.parametrize(
    ("turned", "named"),
    [
        (-1, "Columns and weights are out of step"),
        (1, "Your numbers belong to `A` with its ones in the last column."),  # the same numbers
    ],
)
def test_weights_that_are_out_of_step_with_the_columns_are_named(turned, named):
    verdict = check_decide(lambda A, w: (A @ np.roll(w, turned) >= 0) * 1)
    assert verdict.message.startswith(named)


def test_a_second_column_of_ones_is_named():
    verdict = check_guaranteed_rate(lambda A: lc.safe_learning_rate(lc.add_intercept(A)))
    assert verdict.message.startswith("Your numbers belong to `A` with one more column of ones")


def test_a_mistake_is_named_where_the_students_own_formula_overflows_in_places():
    twice = Mistake(lambda z: 2 * lc.sigmoid(z), "You count it twice.", "How often is it there?")
    inputs = [np.array([0.25, 1.0]), np.array([0.5, 800.0])]

    def overflows(z):
        return 2 * np.exp(z) / (1 + np.exp(z))

    verdict = check(overflows, lc.sigmoid, inputs, mistakes=[twice])
    assert verdict.message.startswith("You count it twice.")


def test_what_is_right_in_places_and_wrong_in_others_without_a_pattern_is_not_named():
    dice = np.random.default_rng(0)
    verdict = check_mean_loss(lambda y, p: costs(y, p).mean() + dice.normal())
    assert verdict.message.startswith("At y = ")


@pytest.mark.parametrize(
    ("judge", "attempt"),
    [
        (check_sigmoid_derivative, lambda z: 0.0 * z),  # each slope is nearer to 0 than to 1
        (check_stable_loss, lambda y, z: 2e-14),  # so small that any factor would explain it
        (check_log_odds, lambda p: 30.5 if 0 < p < 1 else np.inf if p else -np.inf),
    ],
)
def test_one_number_at_every_input_is_no_rounding_no_factor_and_no_bound(judge, attempt):
    message = judge(attempt).message
    for misleading in ("rounded", "times the right", "cut off"):
        assert misleading not in message, message
