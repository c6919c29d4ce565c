"""The judges of chapter 5 on what students write."""

import math

import numpy as np
import pytest

from logit_core.exercises import check_decide, check_first_perfect, check_mean_loss

from .judging import names_the_mistake


def mean_with_a_loop(y, p):
    total = 0.0
    for label, chance in zip(y, p, strict=True):
        total -= math.log(chance) if label else math.log(1 - chance)
    return total / len(y)


@pytest.mark.parametrize(
    "attempt",
    [lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), mean_with_a_loop],
)
def test_a_right_mean_loss_passes(attempt):
    assert check_mean_loss(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (
            lambda y, p: -np.log(p[y == 1]).mean() - np.log(1 - p[y == 0]).mean(),
            "You add two class means, a common slip.",
        ),
        (
            lambda y, p: -(np.log(p[y == 1]).mean() + np.log(1 - p[y == 0]).mean()) / 2,
            "You take the mean of the two class means.",
        ),
        (
            lambda y, p: -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)),
            "You add the costs up",
        ),
        (
            lambda y, p: np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
            "Your sign is the wrong way round",
        ),
        (lambda y, p: -np.mean(y * np.log(p)), "You count the flowers with label 1 only."),
        (
            lambda y, p: -np.mean((1 - y) * np.log(p) + y * np.log(1 - p)),
            "Your two logarithms have changed places",
        ),
        (
            lambda y, p: -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)),
            "Your logarithm has base 2.",
        ),
        (
            lambda y, p: -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)),
            "Your logarithm has base 10.",
        ),
        (
            lambda y, p: -y * np.log(p) - (1 - y) * np.log(1 - p),
            "You return the cost of each flower.",
        ),
        (lambda y, p: np.mean(np.square(y - p)), "This is the squared error."),
        (
            lambda y, p: np.mean(-np.log(np.where(y == 1, p, 1 - p) + 1e-9)),
            "You add a number inside the logarithms",
        ),
        (
            lambda y, p: -np.mean(y * np.log(p) + (1 - y) * (1 - np.log(p))),
            "With label 0 you take 1 - log(p)",
        ),
    ],
)
def test_mistakes_about_the_mean_loss_are_named(attempt, said):
    assert names_the_mistake(check_mean_loss(attempt), said)


def decide_row_by_row(A, w):
    labels = []
    for row in A:
        score = 0.0
        for entry, weight in zip(row, w, strict=True):
            score += entry * weight
        labels.append(1 if score >= 0 else 0)
    return labels


@pytest.mark.parametrize(
    "attempt",
    [
        lambda A, w: A[:, 1:] @ w[1:] + w[0] >= 0,
        lambda A, w: np.heaviside(A.dot(w), 1.0),
        lambda A, w: A @ w >= 0,
        decide_row_by_row,
    ],
)
def test_right_decisions_pass(attempt):
    assert check_decide(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda A, w: 1 * (A @ w >= 0.5), "You compare the log-odds with 0.5."),
        (lambda A, w: np.where(A @ w > 0, 1, 0), "At log-odds of exactly 0 the rule says 1"),
        (lambda A, w: np.heaviside(A @ w, 0.0), "At log-odds of exactly 0 the rule says 1"),
        (lambda A, w: np.where(A @ w >= 0, 0, 1), "Your labels have changed places."),
        (lambda A, w: np.where(A @ w > 0, 0, 1), "Your labels have changed places."),
        (lambda A, w: (A * w).sum(axis=1), "You return the log-odds."),
        (lambda A, w: 0.5 + 0.5 * np.tanh(A @ w / 2), "You return probabilities"),
        (lambda A, w: 2 * (A @ w >= 0) - 1, "Your labels are 1 and -1."),
        (lambda A, w: np.dot(A[:, 1:], w[1:]) >= 0, "You leave the bias out"),
        (lambda A, w: A[:, 1:] @ w[1:] >= w[0], "You subtract the bias"),
    ],
)
def test_mistakes_about_decisions_are_named(attempt, said):
    assert names_the_mistake(check_decide(attempt), said)


def first_perfect_with_a_loop(A, y, weights):
    for number, w in enumerate(weights):
        if all((score >= 0) == bool(label) for score, label in zip(A @ w, y, strict=True)):
            return number
    return None


def count(A, y, w):
    return int(((A @ w >= 0) == y).sum())


@pytest.mark.parametrize(
    "attempt",
    [
        first_perfect_with_a_loop,
        lambda A, y, weights: np.flatnonzero([count(A, y, w) == len(y) for w in weights])[0],
    ],
)
def test_the_first_perfect_epoch_is_found(attempt):
    assert check_first_perfect(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (
            lambda A, y, weights: 1 + first_perfect_with_a_loop(A, y, weights),
            "You count from 1.",
        ),
        (
            lambda A, y, weights: max(k for k, w in enumerate(weights) if count(A, y, w) == len(y)),
            "You return the last perfect epoch",
        ),
        (
            lambda A, y, weights: sum(count(A, y, w) == len(y) for w in weights),
            "You count how many epochs are perfect.",
        ),
        (
            lambda A, y, weights: max(count(A, y, w) for w in weights),
            "You return the number of right flowers",
        ),
        (
            lambda A, y, weights: [count(A, y, w) for w in weights],
            "You return how many are right after each epoch.",
        ),
        (
            lambda A, y, weights: [((A @ w >= 0.5) == y).all() for w in weights].index(True),
            "You compare the log-odds with 0.5.",
        ),
        (
            lambda A, y, weights: np.argmin([count(A, y, w) for w in weights]),
            "You return the epoch with the fewest right flowers.",
        ),
        (
            lambda A, y, weights: [sum(A @ w >= 0) == sum(y) for w in weights].index(True),
            "You count how many flowers are called 1.",
        ),
    ],
)
def test_mistakes_about_the_first_perfect_epoch_are_named(attempt, said):
    assert names_the_mistake(check_first_perfect(attempt), said)


@pytest.mark.parametrize(
    ("judge", "attempt", "said"),
    [
        (check_mean_loss, lambda y, p: 0.5, "At y = [1, 0, 0] and p = [0.9, 0.2, 0.4] yours gives"),
        (check_decide, lambda A, w: np.ones(len(A)), "At A = [[1.0, 0.2, 1.0], [1.0, 1.7, 3.0]]"),
        (check_first_perfect, lambda A, y, weights: 7, "At A = a table of shape (6, 2)"),
    ],
)
def test_an_unknown_mistake_gets_the_smallest_input_where_it_differs(judge, attempt, said):
    verdict = judge(attempt)
    assert said in verdict.message
    assert "expected" in verdict.message
