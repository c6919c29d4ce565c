"""The judges of chapter 7: right answers in several styles, and wrong ones with their names."""

import math
import random

import numpy as np
import pytest
from sklearn import metrics
from sklearn.model_selection import train_test_split

from logit_core.exercises import (
    check,
    check_balanced_weights,
    check_confusion,
    check_precision_and_recall,
    check_split,
)

from .judging import names_the_mistake


def four(y, guess):
    """Return TN, FP, FN and TP, counted in a loop."""
    counts = {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 0}
    for pair in zip(y.tolist(), guess.tolist(), strict=True):
        counts[pair] += 1
    return tuple(counts.values())


# ---- the confusion matrix


def confusion_with_a_loop(y, guess):
    table = [[0, 0], [0, 0]]
    for label, answer in zip(y, guess, strict=True):
        table[label][answer] += 1
    return table


def turned(y, guess):
    table = np.zeros((2, 2), int)
    np.add.at(table, (guess, y), 1)
    return table


def positives_first(y, guess):
    tn, fp, fn, tp = four(y, guess)
    return np.array([[tp, fn], [fp, tn]])


def only_hits(y, guess):
    tn, _, _, tp = four(y, guess)
    return [[tn, 0], [0, tp]]


def only_misses(y, guess):
    _, fp, fn, _ = four(y, guess)
    return [[0, fp], [fn, 0]]


def shares_of_labels(y, guess):
    return [[np.mean(guess[y == k] == j) for j in (0, 1)] for k in (0, 1) if (y == k).any()]


def shares_of_answers(y, guess):
    table = np.array(confusion_with_a_loop(y, guess))
    return table / table.sum(axis=0)


def with_totals(y, guess):
    tn, fp, fn, tp = four(y, guess)
    return np.array([[tn, fp, tn + fp], [fn, tp, fn + tp], [tn + fn, fp + tp, len(y)]])


@pytest.mark.parametrize(
    "attempt",
    [
        confusion_with_a_loop,
        lambda y, guess: np.bincount(2 * y + guess, minlength=4).reshape(2, 2),
        lambda y, guess: np.array([1 - y, y]) @ np.array([1 - guess, guess]).T,
    ],
)
def test_right_tables_pass(attempt):
    assert check_confusion(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (turned, "Rows and columns have changed places"),
        (lambda y, guess: confusion_with_a_loop(guess, y), "Rows and columns have changed places"),
        (positives_first, "Your table begins with class 1, in its rows and in its columns."),
        (
            lambda y, guess: positives_first(y, guess).T,
            "Your table begins with class 1, and its rows are answers.",
        ),
        (lambda y, guess: confusion_with_a_loop(y, guess)[::-1], "Your rows have changed places"),
        (lambda y, guess: confusion_with_a_loop(y, 1 - guess), "Your columns have changed places"),
        (only_hits, "Only the right answers are counted."),
        (only_misses, "Only the mistakes are counted."),
        (
            lambda y, guess: np.array(confusion_with_a_loop(y, guess)) / y.size,
            "You return shares, and counts are asked for.",
        ),
        (shares_of_labels, "You return shares, and counts are asked for."),
        (shares_of_answers, "You return shares, and counts are asked for."),
        (lambda y, guess: list(four(y, guess)), "These are the four counts, but in one row."),
        (lambda y, guess: (y == guess).sum(), "You count the right answers together."),
        (with_totals, "Your table has totals."),
        (lambda y, guess: with_totals(y, guess)[:2], "Your table has totals."),
        (lambda y, guess: with_totals(y, guess)[:, :2], "Your table has totals."),
    ],
)
def test_mistakes_about_the_table_are_named(attempt, said):
    assert names_the_mistake(check_confusion(attempt), said)


def test_an_unknown_table_gets_the_smallest_input_where_it_differs():
    verdict = check_confusion(lambda y, guess: np.add(confusion_with_a_loop(y, guess), 1))
    assert verdict.message.endswith(
        "At y = [0, 1, 1] and guess = [0, 1, 0] yours gives 2 at index (0, 0), expected 1."
    )


# ---- precision and recall


def scores_with_a_loop(y, guess):
    found = alarms = ones = 0
    for label, answer in zip(y, guess, strict=True):
        ones += label
        alarms += answer
        found += label and answer
    return (found / alarms if alarms else 0), (found / ones if ones else 0)


def guarded_twice(y, guess):
    _, fp, fn, tp = four(y, guess)
    try:
        precision = tp / (tp + fp)
    except ZeroDivisionError:
        precision = 0.0
    return precision, tp / (tp + fn) if tp + fn else 0.0


def unguarded(y, guess):
    found = (y & guess).sum()
    return found / guess.sum(), found / y.sum()


def guarded_once(y, guess):
    found = (y & guess).sum()
    return (found / guess.sum() if guess.any() else 0), found / y.sum()


def in_python(y, guess):
    _, fp, fn, tp = four(y, guess)
    return tp / (tp + fp), tp / (tp + fn)


def optimistic(y, guess):
    return [
        metrics.precision_score(y, guess, zero_division=1),
        metrics.recall_score(y, guess, zero_division=1),
    ]


def instead(first=None, second=None):
    """Return an attempt with another number in the place of one of the two."""

    def scores(y, guess):
        precision, recall = scores_with_a_loop(y, guess)
        with np.errstate(all="ignore"):
            return (
                np.nan_to_num(first(y, guess)) if first else precision,
                np.nan_to_num(second(y, guess)) if second else recall,
            )

    return scores


def f1(y, guess):
    return metrics.f1_score(y, guess, zero_division=0)


@pytest.mark.parametrize(
    "attempt",
    [
        scores_with_a_loop,
        lambda y, guess: [(y & guess).sum() / max(1, total.sum()) for total in (guess, y)],
        guarded_twice,
    ],
)
def test_right_precisions_and_recalls_pass(attempt):
    assert check_precision_and_recall(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda y, guess: scores_with_a_loop(guess, y), "Your two numbers have changed places"),
        (lambda y, guess: scores_with_a_loop(y, guess)[::-1], "Your two numbers have changed"),
        (unguarded, "Where nothing is predicted positive, precision is 0/0."),
        (in_python, "Where nothing is predicted positive, precision is 0/0."),
        (guarded_once, "Where no point is of class 1, recall is 0/0."),
        (optimistic, "You take 0/0 for 1."),
        (instead(first=lambda y, guess: (y == guess).mean()), "Your first number is the accuracy"),
        (
            instead(first=lambda y, guess: guess[y == 0].mean()),
            "Your first number is the false alarm rate",
        ),
        (
            instead(first=lambda y, guess: (1 - y)[guess == 1].mean() if guess.any() else 0),
            "Your first number is the share of alarms that are false.",
        ),
        (instead(first=f1), "Your first number is F1"),
        (instead(second=f1), "Your second number is F1"),
        (
            instead(second=lambda y, guess: (1 - guess)[y == 0].mean()),
            "Your second number is the share of class 0 that is left alone.",
        ),
        (
            instead(second=lambda y, guess: np.mean(y == guess)),
            "Your second number is the accuracy",
        ),
        (
            lambda y, guess: scores_with_a_loop(1 - y, 1 - guess),
            "These are precision and recall of class 0.",
        ),
        (lambda y, guess: [np.mean(y * guess)] * 2, "You divide by the number of all points."),
        (
            lambda y, guess: [
                (y & guess).sum() / wrong.sum() for wrong in (guess & ~y, y & ~guess)
            ],
            "You divide by the mistakes alone.",
        ),
        (
            lambda y, guess: [100 * score for score in scores_with_a_loop(y, guess)],
            "Your numbers are a hundred times too large",
        ),
    ],
)
def test_mistakes_about_precision_and_recall_are_named(attempt, said):
    assert names_the_mistake(check_precision_and_recall(attempt), said)


def test_an_unknown_precision_gets_the_smallest_input_where_it_differs():
    verdict = check_precision_and_recall(lambda y, guess: (0.25, 0.5))
    assert verdict.message.endswith(
        "At y = [0, 1, 1] and guess = [0, 1, 0] yours gives 0.25 as value 1 of 2, expected 1.0."
    )


# ---- balanced weights


def weights_with_a_loop(y):
    n_ones = sum(y)
    return [len(y) / 2 / (n_ones if label else len(y) - n_ones) for label in y]


def each(of_class):
    """Return an attempt that looks up each point's weight by its label, given n, n_0 and n_1."""
    return lambda y: np.array(of_class(len(y), sum(y == 0), sum(y == 1)))[y]


@pytest.mark.parametrize(
    "attempt",
    [
        weights_with_a_loop,
        lambda y: (len(y) / (2 * np.bincount(y)))[y],
        lambda y: np.where(y, 0.5 / y.mean(), 0.5 / (1 - y).mean()),
    ],
)
def test_right_weights_pass(attempt):
    assert check_balanced_weights(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (each(lambda n, zeros, ones: [n / zeros, n / ones]), "There is no 2 in your divisor."),
        (
            each(lambda n, zeros, ones: [n / 2 / ones, n / 2 / zeros]),
            "The classes have changed places",
        ),
        (lambda y: np.bincount(y)[y] / len(y), "This is the share of each class"),
        (
            each(lambda n, zeros, ones: [2 * zeros / n, 2 * ones / n]),
            "Your fraction is upside down",
        ),
        (
            each(lambda n, zeros, ones: [ones / n, zeros / n]),
            "This is the share of the other class.",
        ),
        (
            each(lambda n, zeros, ones: [1 / zeros, 1 / ones]),
            "You return 1 divided by the count.",
        ),
        (lambda y: weights_with_a_loop(y) / np.float64(len(y)), "Your weights add up to 1."),
        (lambda y: [(len(y) - sum(y)) / sum(y) if k else 1.0 for k in y], "Class 1 gets the"),
        (lambda y: [y.tolist().count(k) for k in y], "You return how many points have the same"),
        (each(lambda n, zeros, ones: [n // (2 * zeros), n // (2 * ones)]), "Your weights are"),
        (lambda y: len(y) / (2 * np.bincount(y)), "You return one weight for each class."),
        (
            lambda y: np.array(weights_with_a_loop(y)) / max(weights_with_a_loop(y)),
            "Your largest weight is 1.",
        ),
    ],
)
def test_mistakes_about_balanced_weights_are_named(attempt, said):
    assert names_the_mistake(check_balanced_weights(attempt), said)


def test_unknown_weights_get_the_smallest_input_where_they_differ():
    verdict = check_balanced_weights(lambda y: np.ones(len(y)))
    assert verdict.message.endswith("At y = [0, 1, 0] yours gives 1.0 at index 0, expected 0.75.")


# ---- the split


def permuted(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[n_valid:], order[:n_valid]


def chosen(n, n_valid, seed):
    valid = np.random.default_rng(seed).choice(n, n_valid, replace=False)
    return np.setdiff1d(np.arange(n), valid), valid


def by_a_mask(n, n_valid, seed):
    is_valid = np.arange(n) < n_valid
    np.random.default_rng(seed).shuffle(is_valid)
    return np.flatnonzero(~is_valid), np.flatnonzero(is_valid)


def in_python_alone(n, n_valid, seed):
    rows = list(range(n))
    random.Random(seed).shuffle(rows)
    return rows[: n - n_valid], rows[n - n_valid :]


def old_generator(n, n_valid, seed):
    order = np.random.RandomState(seed).permutation(n)
    return order[n_valid:], order[:n_valid]


@pytest.mark.parametrize("attempt", [permuted, chosen, by_a_mask, in_python_alone, old_generator])
def test_any_honest_split_passes(attempt):
    verdict = check_split(attempt)
    assert verdict, verdict
    assert verdict.message.startswith("In all your splits each row is in one part")


def unseeded(n, n_valid, seed):
    order = np.random.default_rng().permutation(n)
    return order[n_valid:], order[:n_valid]


def unseeded_by_scikit_learn(n, n_valid, seed):
    return train_test_split(np.arange(n), test_size=n_valid)


def one_seed(n, n_valid, seed):
    return permuted(n, n_valid, 42)


def every_third(n, n_valid, seed):
    rows = np.arange(n)
    valid = rows[:: n // n_valid][:n_valid]
    return np.setdiff1d(rows, valid), valid


def as_they_stand(n, n_valid, seed):
    rows = np.arange(n)
    return rows[: n - n_valid], rows[n - n_valid :]


def the_first_ones(n, n_valid, seed):
    return list(range(n_valid, n)), list(range(n_valid))


def shuffled_too_late(n, n_valid, seed):
    rng = np.random.default_rng(seed)
    return rng.permutation(np.arange(n_valid, n)), rng.permutation(n_valid)


def rolled(n, n_valid, seed):
    rows = np.roll(np.arange(n), np.random.default_rng(seed).integers(n))
    return rows[n_valid:], rows[:n_valid]


def all_in_train(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order, order[:n_valid]


def drawn_apart(n, n_valid, seed):
    rng = np.random.default_rng(seed)
    return rng.permutation(n)[n_valid:], rng.permutation(n)[:n_valid]


def one_too_far(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[n_valid - 1 :], order[:n_valid]


def one_lost(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[n_valid + 1 :], order[:n_valid]


def last_one_lost(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[n_valid:-1], order[:n_valid]


def with_replacement(n, n_valid, seed):
    rows = np.random.default_rng(seed).integers(0, n, n)
    return rows[n_valid:], rows[:n_valid]


def valid_with_replacement(n, n_valid, seed):
    valid = np.random.default_rng(seed).choice(n, n_valid)
    return np.setdiff1d(np.arange(n), valid), valid


def from_one(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(np.arange(1, n + 1))
    return order[n_valid:], order[:n_valid]


def shares(n, n_valid, seed):
    order = np.random.default_rng(seed).random(n)
    return order[n_valid:], order[:n_valid]


def masks(n, n_valid, seed):
    is_valid = np.random.default_rng(seed).permutation(n) < n_valid
    return ~is_valid, is_valid


def valid_first(n, n_valid, seed):
    return permuted(n, n_valid, seed)[::-1]


def sizes_exchanged(n, n_valid, seed):
    return permuted(n, n - n_valid, seed)


def from_the_back(n, n_valid, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[:-n_valid], order[-n_valid:]


def seeds_all_of_numpy(n, n_valid, seed):
    np.random.seed(seed)  # noqa: NPY002
    order = np.random.permutation(n)  # noqa: NPY002
    return order[n_valid:], order[:n_valid]


def seeds_all_of_python(n, n_valid, seed):
    random.seed(seed)
    rows = random.sample(range(n), n)
    return rows[n_valid:], rows[:n_valid]


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (unseeded, "Your split does not heed the seed"),
        (unseeded_by_scikit_learn, "Your split does not heed the seed"),
        (one_seed, "Your split is the same whatever the seed"),
        (every_third, "Your split is the same whatever the seed"),
        (as_they_stand, "The rows are cut as they stand"),
        (the_first_ones, "The rows are cut as they stand"),
        (shuffled_too_late, "The rows are cut as they stand, or shuffled only after the cut"),
        (rolled, "The rows of your second part are always neighbours"),
        (all_in_train, "This split leaks"),
        (drawn_apart, "This split leaks"),
        (one_too_far, "This split leaks"),
        (one_lost, "Rows are lost"),
        (last_one_lost, "Rows are lost"),
        (with_replacement, "A row stands twice in one part"),
        (valid_with_replacement, "A row stands twice in one part"),
        (from_one, "Your row numbers begin with 1."),
        (shares, "Some of your numbers are not row numbers"),
        (masks, "Your parts are masks of True and False"),
        (valid_first, "The two parts have changed places, or their sizes have"),
        (sizes_exchanged, "The two parts have changed places, or their sizes have"),
        (from_the_back, "With no row to validate on, your second part holds all rows."),
        (seeds_all_of_numpy, "Your splits are right, but you set the generator"),
        (seeds_all_of_python, "Your splits are right, but you set the generator"),
    ],
)
def test_mistakes_about_the_split_are_named(attempt, said):
    assert names_the_mistake(check_split(attempt), said)


def test_an_unknown_mistake_about_the_split_gets_the_smallest_input():
    verdict = check_split(lambda n, n_valid, seed: permuted(n, n_valid + 1, seed))
    assert verdict.message.endswith(
        "At n = 6 and n_valid = 2 and seed = 0 your second part has the length 3, expected 2."
    )
    verdict = check_split(lambda n, n_valid, seed: (np.eye(2), [0]))
    assert verdict.message.endswith("as value 1 of 2, expected a row of row numbers.")


def test_what_a_split_prints_is_told_with_its_mistake():
    def leaks_and_prints(n, n_valid, seed):
        print("order")
        return all_in_train(n, n_valid, seed)

    assert check_split(leaks_and_prints).hint.endswith("Your function printed: order.")


def test_an_error_at_no_validation_rows_shows_the_line():
    def divides(n, n_valid, seed):
        assert n / n_valid
        return permuted(n, n_valid, seed)

    message = check_split(divides).message
    assert message.startswith("At n = 9 and n_valid = 0 and seed = 3 your function stopped with")
    assert "assert n / n_valid" in message


@pytest.mark.parametrize("attempt", [permuted, unseeded_by_scikit_learn, seeds_all_of_python])
def test_the_shared_generators_are_given_back_as_they_were(attempt):
    before = np.random.get_state()[1].copy(), random.getstate()  # noqa: NPY002
    check_split(attempt)
    np.testing.assert_array_equal(np.random.get_state()[1], before[0])  # noqa: NPY002
    assert random.getstate() == before[1]


def test_a_function_in_the_place_of_two_values_is_called_one():
    said = check(lambda x: math.exp, lambda x: (x, x), [1.0]).message
    assert said.endswith("your function returns a function. Are the brackets of a call missing?")
