"""The judges of chapter 4 on what students write."""

import math
import random

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import check_guaranteed_rate, check_sgd, check_sgd_step

from .judging import names_the_mistake

# ---- one step


def step_with_a_loop(w, x_i, y_i, eta):
    z = sum(weight * x for weight, x in zip(w, x_i, strict=True))
    p = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    return [weight - eta * (p - y_i) * x for weight, x in zip(w, x_i, strict=True)]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda w, x_i, y_i, eta: w - eta * (lc.sigmoid(x_i @ w) - y_i) * x_i,
        lambda w, x_i, y_i, eta: w + eta * (y_i - 1 / (1 + np.exp(-np.dot(w, x_i)))) * x_i,
        lambda w, x_i, y_i, eta: w - eta * lc.cross_entropy_gradient(x_i[None], [y_i], w),
        step_with_a_loop,
        lambda w, x, y, eta: w - eta * (1 / (1 + math.exp(-np.dot(w, x))) - y) * x,
    ],
)
def test_a_right_step_passes(attempt):
    assert check_sgd_step(attempt)


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def one_weight_after_the_other(w, x_i, y_i, eta):
    new = list(w)
    for j, x in enumerate(x_i):
        p = sigmoid(np.dot(new, x_i))
        new[j] = new[j] - eta * (p - y_i) * x
    return new


def only_the_features(w, x_i, y_i, eta):
    new = np.array(w)
    new[1:] -= eta * (sigmoid(w @ x_i) - y_i) * x_i[1:]
    return new


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda w, x, y, eta: w + eta * (sigmoid(x @ w) - y) * x, "Your step goes uphill"),
        (lambda w, x, y, eta: w - eta * (y - sigmoid(x @ w)) * x, "Your step goes uphill"),
        (lambda w, x, y, eta: w - (sigmoid(x @ w) - y) * x, "Your step is as long as the gradient"),
        (
            lambda w, x, y, eta: w - eta * eta * (sigmoid(x @ w) - y) * x,
            "Your step takes the rate twice",
        ),
        (lambda w, x, y, eta: w - (sigmoid(x @ w) - y) * x / eta, "You divide by the rate."),
        (
            lambda w, x, y, eta: w - eta * (sigmoid(x @ w) - y),
            "Every weight moves by the same amount",
        ),
        (
            lambda w, x, y, eta: w - eta * (x @ w - y) * x,
            "You subtract the label from the score.",
        ),
        (
            lambda w, x, y, eta: w - eta * (np.round(sigmoid(x @ w)) - y) * x,
            "You subtract the label from a predicted label.",
        ),
        (
            lambda w, x, y, eta: w - eta * (sigmoid(-x @ w) - y) * x,
            "Your p is the probability of label 0",
        ),
        (lambda w, x, y, eta: w - eta * sigmoid(x @ w) * x, "The label has no say"),
        (
            lambda w, x, y, eta: (
                w - eta * (sigmoid(x @ w) - y) * sigmoid(x @ w) * (1 - sigmoid(x @ w)) * x
            ),
            "Your factor p(1 - p) is that of the squared error.",
        ),
        (
            lambda w, x, y, eta: (
                w - eta * 2 * (sigmoid(x @ w) - y) * sigmoid(x @ w) * sigmoid(-x @ w) * x
            ),
            "Your factor p(1 - p) is that of the squared error.",
        ),
        (one_weight_after_the_other, "Your later weights use a p from weights that have moved"),
        (only_the_features, "Your bias stays where it was."),
        (
            lambda w, x, y, eta: w - eta * (sigmoid(x @ w) - y) * x / x.size,
            "You divide by the number of weights.",
        ),
        (lambda w, x, y, eta: eta * (y - sigmoid(x @ w)) * x, "You return the step."),
        (
            lambda w, x, y, eta: eta * (sigmoid(x @ w) - y) * x,
            "You return the rate times the gradient.",
        ),
        (lambda w, x, y, eta: x * (sigmoid(x @ w) - y), "You return the gradient."),
    ],
)
def test_mistakes_about_a_step_are_named(attempt, said):
    assert names_the_mistake(check_sgd_step(attempt), said)


def test_a_step_that_changes_the_weights_it_is_given_is_told_so():
    def in_place(w, x_i, y_i, eta):
        w -= eta * (sigmoid(x_i @ w) - y_i) * x_i
        return w

    verdict = check_sgd_step(in_place)
    assert not verdict
    assert "the result is right, but your function changes the w" in verdict.message


# ---- the guaranteed rate


def rate_by_powers(A):
    v = np.arange(1.0, A.shape[1] + 1)
    for _ in range(500):
        v = A.T @ (A @ v)
        length = np.linalg.norm(v)
        v = v / length
    return 8 * len(A) / length


@pytest.mark.parametrize(
    "attempt",
    [
        lambda A: 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A))).max(),
        lambda A: 8 * len(A) / np.linalg.norm(A, 2) ** 2,
        lambda A: 2 / np.linalg.eigvalsh(A @ A.T / 4 / len(A))[-1],
        rate_by_powers,
    ],
)
def test_a_right_rate_passes(attempt):
    assert check_guaranteed_rate(attempt)


def largest(table):
    return np.linalg.eigvalsh(table).max()


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda A: largest(A.T @ A / (4 * len(A))), "This is the bound L."),
        (
            lambda A: 1 / largest(A.T @ A / (4 * len(A))),
            "This is half of the rate",
        ),
        (lambda A: 2 / largest(A.T @ A / len(A)), "This is a quarter of the rate"),
        (lambda A: 2 / largest(A.T @ A / 4), "This is the rate for the sum of the losses."),
        (lambda A: 2 / largest(A.T @ A), "Your L lacks both the 4 and the number of points"),
        (lambda A: 2 / largest(A.T @ A / 4 * len(A)), "Your L is multiplied by n, and n belongs"),
        (
            lambda A: 2 / largest(A.T @ A / (4 * len(A[0]))),
            "You divide by the number of columns.",
        ),
        (
            lambda A: 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A))).min(),
            "You take the smallest eigenvalue.",
        ),
        (
            lambda A: 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A)))[0],
            "You take the smallest eigenvalue.",
        ),
        (
            lambda A: 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A))).sum(),
            "You take the sum of all eigenvalues",
        ),
        (lambda A: 8 / np.mean((A**2).sum(axis=1)), "You take the sum of all eigenvalues"),
        (
            lambda A: 2 / (np.linalg.svd(A)[1].max() / (4 * len(A))),
            "You take the largest singular value of A",
        ),
        (
            lambda A: 2 / np.max(A.T @ A / (4 * len(A))),
            "You take the largest entry of the table.",
        ),
        (
            lambda A: 2 / np.linalg.eigvalsh(A.T @ A / (4 * len(A))),
            "You return one rate for each direction.",
        ),
    ],
)
def test_mistakes_about_the_rate_are_named(attempt, said):
    assert names_the_mistake(check_guaranteed_rate(attempt), said)


# ---- stochastic gradient descent


def point_by_point(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = [0.0] * A.shape[1]
    for _ in range(n_epochs):
        todo = list(rng.permutation(len(y)))
        while todo:
            batch, todo = todo[:batch_size], todo[batch_size:]
            steps = [0.0] * len(w)
            for i in batch:
                error = lc.sigmoid(sum(a * b for a, b in zip(A[i], w, strict=True))) - y[i]
                steps = [s + error * a / len(batch) for s, a in zip(steps, A[i], strict=True)]
            w = [weight - eta * s for weight, s in zip(w, steps, strict=True)]
    return np.array(w)


def split_at_the_batches(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for _ in range(n_epochs):
        order = np.arange(len(y))
        rng.shuffle(order)
        for batch in np.split(order, range(batch_size, len(y), batch_size)):
            w = w - eta * lc.cross_entropy_gradient(A[batch], y[batch], w)
    return w


@pytest.mark.parametrize("attempt", [point_by_point, split_at_the_batches])
def test_a_right_descent_passes(attempt):
    assert check_sgd(attempt)


def test_no_score_of_a_descent_is_too_large_for_a_plain_exponential():
    assert check_sgd(
        written(("sigmoid(A[batch] @ w)", "[1 / (1 + math.exp(-z)) for z in A[batch] @ w]"))
    )


HEAD = """
def attempt(A, y, eta, n_epochs, batch_size, seed):
    rng = np.random.default_rng(seed)
    w = np.zeros(A.shape[1])
    for epoch in range(n_epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            batch = order[first : first + batch_size]
            p = sigmoid(A[batch] @ w)
            gradient = A[batch].T @ (p - y[batch]) / len(batch)
            w = w - eta * gradient
    return w
"""


def written(*changes):
    """Return the descent with some lines written differently."""
    text = HEAD
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    names = {"np": np, "math": math, "random": random, "sigmoid": sigmoid}
    exec(compile(text, "<attempt>", "exec"), names)
    return names["attempt"]


def test_the_descent_that_is_changed_below_is_right():
    assert check_sgd(written())


ORDER = "order = rng.permutation(len(y))"
LOOP = "    for epoch in range(n_epochs):\n        order = rng.permutation(len(y))\n"
ERROR = "(p - y[batch])"
BATCH = "batch = order[first : first + batch_size]"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([(ORDER, "order = np.arange(len(y))")], "You take the points in the order in which"),
        (
            [(LOOP, "    order = rng.permutation(len(y))\n    for epoch in range(n_epochs):\n")],
            "Every epoch of yours uses the same order.",
        ),
        (
            [(ORDER, "order = np.random.default_rng(seed).permutation(len(y))")],
            "Every epoch of yours uses the same order.",
        ),
        (
            [
                (LOOP, "    order = np.arange(len(y))\n" + LOOP),
                (ORDER, "rng.shuffle(order)"),
            ],
            "You shuffle the order of the epoch before once more.",
        ),
        ([("default_rng(seed)", "default_rng(0)")], "Your shuffles start from 0"),
        ([("default_rng(seed)", "default_rng(42)")], "Your shuffles start from 42"),
        ([("default_rng(seed)", "default_rng()")], "Two calls with the same seed"),
        ([(ORDER, "order = np.random.permutation(len(y))")], "Two calls with the same seed"),
        (
            [(ORDER, "order = random.sample(range(len(y)), len(y))")],
            "Two calls with the same seed",
        ),
        ([("default_rng(seed)", "RandomState(seed)")], "You shuffle with another generator."),
        (
            [
                ("rng = np.random.default_rng(seed)", "rng = random.Random(seed)"),
                (ORDER, "order = list(range(len(y)))\n        rng.shuffle(order)"),
            ],
            "You shuffle with another generator.",
        ),
        (
            [(BATCH, "batch = rng.permutation(len(y))[:batch_size]"), (ORDER, "")],
            "You draw a permutation for each batch.",
        ),
        (
            [(BATCH, "batch = rng.permutation(len(y))[first : first + batch_size]"), (ORDER, "")],
            "You draw a permutation for each batch.",
        ),
        (
            [(BATCH, "batch = rng.choice(len(y), batch_size)"), (ORDER, "")],
            "You draw the points with repeats.",
        ),
        ([(ERROR, "(p - y[first : first + batch_size])")], "The rows are shuffled and the labels"),
        (
            [("* gradient\n", "* gradient\n            return w\n")],
            "Only your first batch counts.",
        ),
        ([(" / len(batch)", "")], "You step along the sum of a batch."),
        ([("/ len(batch)", "/ batch_size")], "You divide the last, shorter batch"),
        ([("/ len(batch)", "/ len(y)")], "You divide by the number of all points."),
        (
            [("range(0, len(y), batch_size)", "range(0, len(y) - batch_size + 1, batch_size)")],
            "Your last, shorter batch is dropped.",
        ),
        ([("np.zeros", "np.ones")], "You start at ones."),
        ([("range(n_epochs)", "range(n_epochs + 1)")], "You run one epoch too many."),
        ([("range(n_epochs)", "range(1, n_epochs)")], "You run one epoch too few."),
        ([("- eta *", "- eta / (epoch + 1) *")], "Your rate falls from epoch to epoch."),
        ([("- eta *", "+ eta *")], "Your steps go uphill"),
        ([(ERROR, "(y[batch] - p)")], "Your steps go uphill"),
        ([("sigmoid(A[batch] @ w)", "A[batch] @ w")], "You subtract the labels from the scores."),
        (
            [("sigmoid(A[batch] @ w)", "(A[batch] @ w >= 0) * 1.0")],
            "You subtract the labels from predicted labels.",
        ),
        ([(ERROR, "((p - y[batch]) * p * (1 - p))")], "Your factor p(1 - p) is that"),
        ([(ERROR, "(2 * (p - y[batch]) * p * (1 - p))")], "Your factor p(1 - p) is that"),
        (
            [(ORDER, ORDER + "\n        old = w"), ("A[batch] @ w", "A[batch] @ old")],
            "All batches of an epoch use the weights from its beginning.",
        ),
        (
            [("len(y), batch_size)", "len(y), 1)"), ("first + batch_size", "first + 1")],
            "You step on single points",
        ),
        (
            [("len(y), batch_size)", "len(y), len(y))"), ("first + batch_size", "first + len(y)")],
            "You step along the mean of all points",
        ),
        (
            [
                (LOOP, "    path = [w]\n" + LOOP),
                ("* gradient", "* gradient\n        path.append(w)"),
                ("return w", "return path"),
            ],
            "You return the weights after every epoch.",
        ),
    ],
)
def test_mistakes_about_the_descent_are_named(changes, said):
    assert names_the_mistake(check_sgd(written(*changes)), said)


# ---- an unknown mistake


@pytest.mark.parametrize(
    ("judge", "attempt", "said"),
    [
        (
            check_sgd_step,
            lambda w, x_i, y_i, eta: 3 * w,
            "At w = [1.0, -1.0] and x_i = [1.0, 2.0] and y_i = 0 and eta = 0.5 yours gives",
        ),
        (
            check_guaranteed_rate,
            lambda A: 7.0,
            "At A = [[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]] yours gives 7.0",
        ),
        (check_sgd, written(("w - eta", "3 * w - eta")), "At A = a table of shape (5, 2)"),
    ],
)
def test_an_unknown_mistake_gets_the_smallest_input_where_it_differs(judge, attempt, said):
    verdict = judge(attempt)
    assert said in verdict.message
    assert "expected" in verdict.message
