"""The judges of chapter 3 on what students write."""

import math

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import (
    check_cross_entropy,
    check_cross_entropy_gradient,
    check_numerical_gradient,
    check_stable_loss,
)

from .judging import names_the_mistake

# ---- the mean cross-entropy


def cross_entropy_with_a_loop(y, p):
    total = 0.0
    for label, chance in zip(y, p, strict=True):
        total -= math.log(chance) if label == 1 else math.log(1 - chance)
    return total / len(y)


@pytest.mark.parametrize(
    "attempt",
    [
        cross_entropy_with_a_loop,
        lambda y, p: -np.mean(np.where(y == 1, np.log(p), np.log(1 - p))),
        lambda y, p: -np.log(p**y * (1 - p) ** (1 - y)).mean(),
        lambda y, p: -(np.log(p[y == 1]).sum() + np.log(1 - p[y == 0]).sum()) / len(y),
    ],
)
def test_a_right_cross_entropy_passes(attempt):
    assert check_cross_entropy(attempt)


def both_terms_in_a_loop(y, p):
    total = 0
    for i in range(len(y)):
        total += -y[i] * math.log(p[i]) - (1 - y[i]) * math.log(1 - p[i])
    return total / len(y)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (
            lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
            "Where p is exactly 0 or 1, the term that is switched off",
        ),
        (both_terms_in_a_loop, "Where p is exactly 0 or 1, the term that is switched off"),
        (
            lambda y, p: -np.log(p[y == 1]).mean() - np.log(1 - p[y == 0]).mean(),
            "You add two class means, a common slip. The mean loss weighs every point alike.",
        ),
        (
            lambda y, p: -(np.log(p[y == 1]).mean() + np.log(1 - p[y == 0]).mean()) / 2,
            "You take the mean of the two class means. Then each point",
        ),
        (
            lambda y, p: -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)),
            "You add the costs up",
        ),
        (
            lambda y, p: np.mean(np.log(np.where(y == 1, p, 1 - p))),
            "Your sign is the wrong way round",
        ),
        (
            lambda y, p: np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
            "Your sign is the wrong way round",
        ),
        (
            lambda y, p: np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p)),
            "Your minus reaches the first of the two terms only.",
        ),
        (lambda y, p: -np.mean(y * np.log(p)), "You count the points with label 1 only."),
        (
            lambda y, p: -np.mean((1 - y) * np.log(p) + y * np.log(1 - p)),
            "Your two logarithms have changed places",
        ),
        (
            lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(p)),
            "You charge every point as if its label were 1.",
        ),
        (
            lambda y, p: -np.mean(np.where(y == 1, np.log2(p), np.log2(1 - p))),
            "Your logarithm has base 2.",
        ),
        (
            lambda y, p: -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)),
            "Your logarithm has base 10.",
        ),
        (
            lambda y, p: -y * np.log(p) - (1 - y) * np.log(1 - p),
            "You return the cost of each point.",
        ),
        (lambda y, p: np.square(p - y).mean(), "This is the squared error."),
        (lambda y, p: -np.mean((1 - y) * np.log(1 - p)), "You count the points with label 0 only."),
        (
            lambda y, p: -np.log(np.prod(np.where(y == 1, p, 1 - p))) / len(y),
            "Your formula is right on paper, but a product of 2000 probabilities",
        ),
        (lambda y, p: np.prod(p**y * (1 - p) ** (1 - y)), "This is the likelihood."),
        (
            lambda y, p: -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y)),
            "You take logarithms of the labels",
        ),
        (
            lambda y, p: -np.mean(y * np.log(p) + (1 - y) * (1 - np.log(p))),
            "With label 0 you take 1 - log(p)",
        ),
    ],
)
def test_mistakes_about_the_cross_entropy_are_named(attempt, said):
    assert names_the_mistake(check_cross_entropy(attempt), said)


# ---- its gradient


def gradient_with_loops(A, y, w):
    gradient = [0.0] * len(w)
    for row, label in zip(A, y, strict=True):
        z = sum(entry * weight for entry, weight in zip(row, w, strict=True))
        p = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
        for j, entry in enumerate(row):
            gradient[j] += (p - label) * entry / len(A)
    return gradient


@pytest.mark.parametrize(
    "attempt",
    [
        gradient_with_loops,
        lambda A, y, w: ((1 / (1 + np.exp(-A @ w)) - y)[:, None] * A).mean(axis=0),
        lambda A, y, w: (lc.sigmoid(A @ w) - y) @ A / len(y),
    ],
)
def test_a_right_gradient_passes(attempt):
    assert check_cross_entropy_gradient(attempt)


def p_of(A, w):
    return 1 / (1 + np.exp(-np.dot(A, w)))


def class_means(A, y, w):
    zeros, ones = (np.dot((p_of(A, w) - y)[y == k], A[y == k]) / sum(y == k) for k in (0, 1))
    return zeros + ones


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda A, y, w: np.dot(y - p_of(A, w), A) / len(A), "Your error is turned round: y - p"),
        (lambda A, y, w: -(A.T @ (p_of(A, w) - y)) / len(A), "Your error is turned round: y - p"),
        (lambda A, y, w: (p_of(A, w) - y) @ A, "This is the gradient of the sum."),
        (lambda A, y, w: (y - p_of(A, w)) @ A, "Your error is turned round, and this is the gradi"),
        (lambda A, y, w: (p_of(A, w) - y) @ A / A.shape[1], "You divide by the number of weights."),
        (lambda A, y, w: (A @ w - y) @ A / len(y), "You subtract the labels from the log-odds."),
        (
            lambda A, y, w: (np.round(p_of(A, w)) - y) @ A / len(y),
            "You subtract the labels from predicted labels.",
        ),
        (
            lambda A, y, w: np.mean(
                2 * A.T * (p_of(A, w) - y) * p_of(A, w) * (1 - p_of(A, w)), axis=1
            ),
            "This is the gradient of the squared error.",
        ),
        (
            lambda A, y, w: ((p_of(A, w) - y) * lc.sigmoid_derivative(A @ w)) @ A / len(y),
            "Your factor p(1 - p) is still there",
        ),
        (
            lambda A, y, w: (
                ((p_of(A, w) - y) / (p_of(A, w) * (1 - p_of(A, w))))
                * (p_of(A, w) * (1 - p_of(A, w)))
                @ A
                / len(y)
            ),
            "You multiply the two links as they are.",
        ),
        (
            lambda A, y, w: ((1 - y) / (1 - p_of(A, w)) - y / p_of(A, w)) @ A / len(y),
            "Your chain lacks its second link",
        ),
        (lambda A, y, w: np.sum(p_of(A, w) - y) / len(y), "You return one number, the mean error."),
        (lambda A, y, w: p_of(A, w) - y, "You return the error of each point."),
        (lambda A, y, w: np.einsum("i,ij->ij", p_of(A, w) - y, A), "You return the slopes of each"),
        (lambda A, y, w: np.mean(A.T * (p_of(A, w) - y)), "You take one mean over everything."),
        (lambda A, y, w: (p_of(A, w) - y) @ A[:, 1:] / len(y), "Your gradient has no entry for"),
        (class_means, "This is the gradient of two class means added, a common slip."),
    ],
)
def test_mistakes_about_the_gradient_are_named(attempt, said):
    assert names_the_mistake(check_cross_entropy_gradient(attempt), said)


# ---- a gradient by central differences


def moved(w, i, by):
    other = w.copy()
    other[i] += by
    return other


def central(loss, w, h=1e-5):
    slopes = []
    for i in range(len(w)):
        slopes.append((loss(moved(w, i, h)) - loss(moved(w, i, -h))) / (2 * h))
    return slopes


def central_and_back(loss, w):
    """Move the weights themselves, and put them back where they were."""
    slopes = np.zeros(len(w))
    for i, w_i in enumerate(w):
        w[i] = w_i + 1e-6
        slopes[i] = loss(w)
        w[i] = w_i - 1e-6
        slopes[i] -= loss(w)
        w[i] = w_i
    return slopes / 2e-6


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_central_differences_of_any_sensible_step_pass(h):
    assert check_numerical_gradient(lambda loss, w: central(loss, w, h))


def test_central_differences_written_differently_pass():
    assert check_numerical_gradient(central_and_back)
    assert check_numerical_gradient(
        lambda loss, w: [(loss(w + d) - loss(w - d)) / 2e-5 for d in 1e-5 * np.eye(len(w))]
    )


def each(loss, w, slope):
    return np.array([slope(loss, w, i) for i in range(len(w))])


@pytest.mark.parametrize("h", [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8])
@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (lambda f, w, i, h: (f(moved(w, i, h)) - f(w)) / h, "This is a forward difference"),
        (lambda f, w, i, h: (f(w) - f(moved(w, i, -h))) / h, "This is a backward difference"),
        (
            lambda f, w, i, h: (f(moved(w, i, h)) + f(moved(w, i, -h))) / (2 * h),
            "You add the two losses.",
        ),
        (
            lambda f, w, i, h: f(moved(w, i, h)) - f(moved(w, i, -h)) / (2 * h),
            "Only the second loss is divided",
        ),
        (
            lambda f, w, i, h: f(moved(w, i, h)) - f(moved(w, i, -h)),
            "This is how much the loss rises.|Your slopes come out as 0, or almost.",
        ),
        (
            lambda f, w, i, h: (f(moved(w, i, h)) - f(moved(w, i, -h))) / 2 * h,
            "You divide by 2 and then multiply by h|Your slopes come out as 0, or almost.",
        ),
    ],
)
def test_mistakes_that_depend_on_the_step_are_named(slope, said, h):
    verdict = check_numerical_gradient(
        lambda loss, w: [slope(loss, w, i, h) for i in range(len(w))]
    )
    one, _, other = said.partition("|")
    begins = other if other and not verdict.message.startswith(one) else one
    assert names_the_mistake(verdict, begins)


def two_names_for_one_array(loss, w):
    slopes = np.zeros(len(w))
    for i in range(len(w)):
        up, down = w, w
        up[i] += 1e-5
        down[i] -= 1e-5
        slopes[i] = (loss(up) - loss(down)) / 2e-5
    return slopes


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda loss, w: 2 * np.array(central(loss, w)), "Your slopes are twice as large"),
        (lambda loss, w: -np.array(central(loss, w)), "Your slopes have the wrong sign"),
        (lambda loss, w: (loss(w + 1e-6) - loss(w - 1e-6)) / 2e-6, "This is the sum of all slopes"),
        (
            lambda loss, w: [(loss(w + 1e-6) - loss(w - 1e-6)) / 2e-6 for _ in w],
            "This is the sum of all slopes",
        ),
        (two_names_for_one_array, "Your slopes come out as 0, or almost. Both places may be"),
        (lambda loss, w: central(loss, w, 1e-20), "Your slopes come out as 0, or almost."),
        (lambda loss, w: central(loss, w, 0.1), "The formula is right, and the step is too long"),
        (lambda loss, w: central(loss, w, 1e-12), "The formula is right, and the step is so small"),
        (lambda loss, w: central(loss, w)[0], "You return the slope for the first weight alone."),
    ],
)
def test_mistakes_about_differences_are_named(attempt, said):
    assert names_the_mistake(check_numerical_gradient(attempt), said)


def test_weights_that_are_not_put_back_are_noticed():
    def never_back(loss, w):
        slopes = []
        for i in range(len(w)):
            w[i] += 1e-8
            above = loss(w)
            w[i] -= 2e-8
            slopes.append((above - loss(w)) / 2e-8)
        return slopes

    verdict = check_numerical_gradient(never_back)
    assert not verdict
    assert "your function changes the w that it is given" in verdict.message


# ---- the loss from log-odds


def stable_with_a_loop(y, z):
    total = 0.0
    for label, score in zip(y, z, strict=True):
        v = -score if label == 1 else score
        total += max(v, 0) + math.log1p(math.exp(-abs(v)))
    return total / len(y)


@pytest.mark.parametrize(
    "attempt",
    [
        stable_with_a_loop,
        lambda y, z: np.logaddexp(0, -(2 * y - 1) * z).mean(),
        lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))),
        lambda y, z: -lc.log_sigmoid((2 * y - 1) * z).mean(),
    ],
)
def test_a_right_stable_loss_passes(attempt):
    assert check_stable_loss(attempt)


def sigmoids_in_a_loop(y, z):
    total = 0.0
    for label, score in zip(y, z, strict=True):
        p = 1 / (1 + math.exp(-score))
        total -= label * math.log(p) + (1 - label) * math.log(1 - p)
    return total / len(z)


def exponentials_in_a_loop(y, z):
    costs = []
    for label, score in zip(y, z, strict=True):
        sign = 1 if label == 1 else -1
        costs.append(math.log(1 + math.exp(-sign * score)))
    return sum(costs) / len(costs)


def clipped(y, z, eps):
    p = np.clip(lc.sigmoid(z), eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def signs(y):
    return np.where(y == 1, 1, -1)


def chosen_in_a_loop(y, z):
    total = 0.0
    for label, score in zip(y, z, strict=True):
        p = 1 / (1 + math.exp(-score))
        total += -math.log(p) if label == 1 else -math.log(1 - p)
    return total / len(y)


def guarded(y, z, cost):
    """Charge a fixed cost where the exponential is too large, or leave the point out."""
    costs = []
    for v in -signs(y) * z:
        try:
            costs.append(math.log(1 + math.exp(v)))
        except OverflowError:
            costs += cost
    return sum(costs) / len(costs)


def size_beyond_30(y, z):
    costs = np.zeros(len(z))
    for i, (label, score) in enumerate(zip(y, z, strict=True)):
        is_large = abs(score) > 30
        costs[i] = abs(score) if is_large else math.log1p(math.exp(-(2 * label - 1) * score))
    return costs.mean()


def both_logarithms(y, z, of):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return of(-y * np.log(p) - (1 - y) * np.log(1 - p))


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda y, z: both_terms_of_arrays(y, lc.sigmoid(z)), "You go through p."),
        (lambda y, z: lc.binary_cross_entropy(y, lc.sigmoid(z)), "You go through p."),
        (
            lambda y, z: -np.mean(np.log(np.where(y == 1, lc.sigmoid(z), 1 - lc.sigmoid(z)))),
            "You go through p.",
        ),
        (sigmoids_in_a_loop, "You go through p."),
        (
            lambda y, z: np.mean(np.log(1 + np.exp(-signs(y) * z))),
            "Your formula is right on paper",
        ),
        (lambda y, z: np.mean(np.log1p(np.exp(-signs(y) * z))), "Your formula is right on paper"),
        (exponentials_in_a_loop, "Your formula is right on paper"),
        (chosen_in_a_loop, "You go through p."),
        (lambda y, z: both_terms_of_arrays(y, np.exp(z) / (1 + np.exp(z))), "You go through p."),
        (
            lambda y, z: both_terms_of_arrays(y, np.maximum(lc.sigmoid(z), 1e-9)),
            "You go through p.",
        ),
        (
            lambda y, z: -np.log(np.where(y == 1, lc.sigmoid(z), lc.sigmoid(-z))).mean(),
            "Your formula is right on paper, but the exponential of 1000 is too large for a float, "
            "or the sigmoid of -1000 so small",
        ),
        (
            lambda y, z: np.log1p(np.exp(z)).mean() - (y * z).mean(),
            "Your formula is right on paper",
        ),
        (
            lambda y, z: np.average(np.nan_to_num(np.log1p(np.exp(-signs(y) * z)))),
            "Your formula is right on paper",
        ),
        (lambda y, z: both_logarithms(y, z, np.nanmean), "You go through p, and leave out or repl"),
        (
            lambda y, z: both_logarithms(y, z, lambda costs: np.nan_to_num(costs).sum() / len(y)),
            "You go through p, and leave out or repl",
        ),
        (lambda y, z: clipped(y, z, 1e-15), "You keep p away from 0 and 1."),
        (lambda y, z: clipped(y, z, 1e-7), "You keep p away from 0 and 1."),
        (lambda y, z: clipped(y, z, 0.001), "You keep p away from 0 and 1."),
        (lambda y, z: clipped(y, z, 1e-20), "You keep p away from 0 and 1."),
        (
            lambda y, z: (
                -np.log(
                    np.maximum(np.where(y == 1, lc.sigmoid(z), 1 - lc.sigmoid(z)), 1e-12)
                ).mean()
            ),
            "You keep p away from 0 and 1.",
        ),
        (
            lambda y, z: both_terms_of_arrays_with(y, lc.sigmoid(z), 1e-300),
            "You add a small number inside the logarithms.",
        ),
        (
            lambda y, z: np.log(1 + np.exp(np.minimum(-signs(y) * z, 700))).mean(),
            "You cut the scores off.",
        ),
        (lambda y, z: guarded(y, z, [1000.0]), "You cut the scores off."),
        (lambda y, z: guarded(y, z, [0.0]), "A score far on the wrong side costs nothing"),
        (lambda y, z: guarded(y, z, []), "A score far on the wrong side costs nothing"),
        (
            lambda y, z: np.logaddexp(0, -signs(y) * z)[abs(z) < 100].mean(),
            "A score far on the wrong side costs nothing",
        ),
        (size_beyond_30, "A large score costs its size in yours"),
        (
            lambda y, z: np.where(z > 36, z, np.logaddexp(0, -signs(y) * z)).mean(),
            "A large score costs its size in yours",
        ),
        (lambda y, z: np.logaddexp(0, signs(y) * z).mean(), "Your sign is turned round"),
        (lambda y, z: np.logaddexp(0, -y * z).mean(), "Your sign is y itself."),
        (lambda y, z: np.logaddexp(0, -(y - 1) * z).mean(), "Your sign is y - 1."),
        (lambda y, z: np.logaddexp(0, -(y - 0.5) * z).mean(), "Only half of each score counts"),
        (lambda y, z: np.logaddexp(0, -2 * y - 1 * z).mean(), "Brackets are missing round 2y - 1"),
        (lambda y, z: np.logaddexp(0, -(2 * y - 1 * z)).mean(), "Brackets are missing round 2y"),
        (
            lambda y, z: np.mean(z * (z > 0) - z * y + np.log(1 + np.exp(-z))),
            "Your exponential keeps the sign of z.",
        ),
        (
            lambda y, z: np.mean(abs(z) - z * y + np.log(1 + np.exp(-abs(z)))),
            "The size of z stands where the larger of z and 0 belongs.",
        ),
        (
            lambda y, z: np.mean((1 - y) * z + np.log(1 + np.exp(-abs(z)))),
            "z stands where the larger of z and 0 belongs.",
        ),
        (
            lambda y, z: np.mean(np.max([z, 0 * z]) - z * y + np.log(1 + np.exp(-abs(z)))),
            "You take the largest score of all.",
        ),
        (lambda y, z: np.mean(np.logaddexp(0, -abs(z))), "What grows with the score is missing"),
        (
            lambda y, z: np.logaddexp(0, np.exp(-signs(y) * z)).sum() / len(y),
            "Your exponential is taken twice",
        ),
        (lambda y, z: np.logaddexp(-signs(y) * z, 1).mean(), "Your first argument of np.logaddexp"),
        (
            lambda y, z: np.log(1 + np.logaddexp(0, -signs(y) * z)).mean(),
            "A logarithm is taken once more",
        ),
        (lambda y, z: np.mean(1 + np.exp(-signs(y) * z)), "You stop at the exponential"),
        (lambda y, z: -np.mean(signs(y) * z), "The 1 is missing"),
        (lambda y, z: np.logaddexp(0, -z).mean() - y @ z / len(y), "You subtract y z from log(1 +"),
        (lambda y, z: np.mean(z - y * z + np.logaddexp(0, z)), "You add (1 - y) z to log(1 +"),
        (lambda y, z: np.mean(lc.sigmoid(z)) - np.mean(y), "This is p - y, the slope."),
        (lambda y, z: both_terms_of_arrays(y, z), "You take logarithms of z, as if it were"),
        (lambda y, z: np.mean((y - z) ** 2), "You square how far the score is from the label."),
        (lambda y, z: np.maximum(1 - signs(y) * z, 0).sum() / len(z), "This is the hinge loss"),
        (
            lambda y, z: -np.mean(np.where(y == 1, np.log(lc.sigmoid(z)), 1 - lc.log_sigmoid(z))),
            "With label 0 you take 1 - log(p)",
        ),
        (
            lambda y, z: np.mean(np.maximum(z, 0) - y * z),
            "You charge for scores on the wrong side only.",
        ),
        (lambda y, z: np.logaddexp(0, -signs(y) * z).sum(), "You add the costs up"),
        (lambda y, z: np.logaddexp(0, -signs(y) * z), "You return the cost of each point."),
        (lambda y, z: -np.logaddexp(0, -signs(y) * z).mean(), "Your sign is the wrong way round"),
        (lambda y, z: np.logaddexp(0, -z).mean(), "You charge every point as if its label were 1."),
        (lambda y, z: np.logaddexp2(0, -signs(y) * z / np.log(2)).mean(), "Your logarithm has bas"),
        (
            lambda y, z: sum(np.logaddexp(0, -signs(k) * z[y == k]).mean() for k in (0, 1)),
            "You add two class means, a common slip.",
        ),
        (lambda y, z: np.mean((lc.sigmoid(z) - y) ** 2), "This is the squared error."),
    ],
)
def test_mistakes_about_the_stable_loss_are_named(attempt, said):
    assert names_the_mistake(check_stable_loss(attempt), said)


def test_the_section_to_see_is_the_one_that_names_the_cure():
    verdict = check_stable_loss(lambda y, z: np.log1p(np.exp(-signs(y) * z)).mean())
    assert verdict.see == "Large scores, digit by digit"


def both_terms_of_arrays(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def both_terms_of_arrays_with(y, p, tiny):
    return -np.mean(y * np.log(p + tiny) + (1 - y) * np.log(1 - p + tiny))


# ---- all four


@pytest.mark.parametrize(
    ("judge", "attempt", "said"),
    [
        (check_cross_entropy, lambda y, p: 0.5, "At y = [1, 0, 0] and p = [0.9, 0.2, 0.4] yours"),
        (check_cross_entropy_gradient, lambda A, y, w: w, "At A = [[1.0, 2.0, 0.5], [1.0, -1.5, "),
        (
            check_numerical_gradient,
            lambda loss, w: np.ones(len(w)),
            "At loss = 3 * w[0]**2 + w[0] * w[1] and w = [1.0, -2.0] yours gives 1.0 at index 0",
        ),
        (check_stable_loss, lambda y, z: 0.5, "At y = [1, 0, 0] and z = [2.0, -1.0, -0.5] yours"),
    ],
)
def test_an_unknown_mistake_gets_the_smallest_input_where_it_differs(judge, attempt, said):
    verdict = judge(attempt)
    assert said in verdict.message
    assert "expected" in verdict.message
