"""The judges of chapter 8: right answers in several styles, and wrong ones with their names."""

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import (
    check_federated_mean,
    check_momentum_step,
    check_penalised_gradient,
)

from .judging import names_the_mistake

# ---- the gradient of the L2 loss


def with_a_loop(A, y, w, rho):
    slopes = [rho * w_j if j else 0.0 for j, w_j in enumerate(w)]
    for row, label in zip(A, y, strict=True):
        error = 1 / (1 + np.exp(-sum(row * w))) - label
        slopes = [slope + error * x / len(y) for slope, x in zip(slopes, row, strict=True)]
    return slopes


def charged(charge, *, error=lambda A, y, w: lc.sigmoid(A @ w) - y):
    """Return an attempt with another charge, or another error, in the place of the right one."""
    return lambda A, y, w, rho: A.T @ error(A, y, w) / len(y) + charge(w, rho, len(y))


def without_bias(w):
    return w * (np.arange(len(w)) > 0)


def l2_loss(A, y, w, rho):
    return lc.binary_cross_entropy_from_log_odds(y, A @ w) + lc.l2_penalty(w, rho)


@pytest.mark.parametrize(
    "attempt",
    [
        with_a_loop,
        charged(lambda w, rho, n: rho * without_bias(w)),
        lambda A, y, w, rho: lc.cross_entropy_gradient(A, y, w, penalty=rho),
    ],
)
def test_right_gradients_pass(attempt):
    assert check_penalised_gradient(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (charged(lambda w, rho, n: rho * w), "Your charge reaches the bias, too."),
        (charged(lambda w, rho, n: 0), "The penalty has no say in your gradient."),
        (charged(lambda w, rho, n: rho * without_bias(w) * 2), "Your charge is twice as steep"),
        (charged(lambda w, rho, n: rho * without_bias(w) / 2), "Your charge is half as steep"),
        (charged(lambda w, rho, n: -rho * without_bias(w)), "Your charge has the wrong sign"),
        (charged(lambda w, rho, n: without_bias(w) * rho / n), "You divide the charge by the"),
        (
            lambda A, y, w, rho: (
                ((lc.sigmoid(A @ w) - y)[:, None] * A).sum(axis=0) + rho * without_bias(w)
            ),
            "Your cross-entropy is summed, not averaged",
        ),
        (charged(lambda w, rho, n: rho * np.sign(without_bias(w))), "This is the slope of the L1"),
        (charged(lambda w, rho, n: lc.l2_penalty(w, rho)), "You add the charge itself to each"),
        (charged(lambda w, rho, n: without_bias(w) ** 2 * rho / 2), "You add what each weight is"),
        (lambda A, y, w, rho: rho * without_bias(w), "This is the slope of the charge alone."),
        (
            charged(
                lambda w, rho, n: rho * without_bias(w),
                error=lambda A, y, w: y - lc.sigmoid(A @ w),
            ),
            "Your error is turned round",
        ),
        (
            charged(lambda w, rho, n: rho * without_bias(w), error=lambda A, y, w: A @ w - y),
            "You subtract the labels from the log-odds.",
        ),
        (l2_loss, "This is the loss with its charge."),
        (lambda A, y, w, rho: with_a_loop(A, y, w, rho)[1:], "Your gradient has no entry for the"),
    ],
)
def test_mistakes_about_the_gradient_are_named(attempt, said):
    assert names_the_mistake(check_penalised_gradient(attempt), said)


# ---- a step with momentum


def weight_by_weight(w, v, gradient, eta, m):
    steps = [m * a - eta * g for a, g in zip(v, gradient, strict=True)]
    return [b + step for b, step in zip(w, steps, strict=True)], steps


def by_a_table(w, v, gradient, eta, m):
    return np.array([[1, m, -eta], [0, m, -eta]]) @ [w, v, gradient]


def stepping(step, *, move=lambda w, v, new: w + new, keep=lambda v, new: new):
    """Return an attempt with another step, another move or another thing kept."""

    def attempt(w, v, gradient, eta, m):
        new = step(v, gradient, eta, m)
        return move(w, v, new), keep(v, new)

    return attempt


def right_step(v, g, eta, m):
    return m * v - eta * g


@pytest.mark.parametrize("attempt", [weight_by_weight, by_a_table, stepping(right_step)])
def test_right_steps_pass(attempt):
    assert check_momentum_step(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (stepping(right_step, move=lambda w, v, new: w + v), "Your weights move by the old step."),
        (stepping(lambda v, g, eta, m: m * v + eta * g), "Your step goes uphill"),
        (stepping(right_step, move=lambda w, v, new: w - new), "You subtract the new step"),
        (lambda *given: weight_by_weight(*given)[::-1], "Your two results have changed places"),
        (
            lambda w, v, g, eta, m: (w - eta * (g + m * v), g + m * v),
            "This is another common form",
        ),
        (stepping(lambda v, g, eta, m: m * v + (m - 1) * eta * g), "You take a running mean"),
        (stepping(lambda v, g, eta, m: -eta * g), "This is plain descent"),
        (
            lambda w, v, g, eta, m: (w - eta * g, right_step(v, g, eta, m)),
            "Your new step is right, but your weights do not take it",
        ),
        (stepping(lambda v, g, eta, m: m * v - g), "The rate has no say"),
        (stepping(lambda v, g, eta, m: (m * v - g) * eta), "The rate multiplies the last step"),
        (stepping(lambda v, g, eta, m: v - eta * g), "The last step is kept whole"),
        (stepping(lambda v, g, eta, m: eta * v - m * g), "Rate and momentum have changed places"),
        (stepping(right_step, keep=lambda v, new: v), "Your weights are right, but the step that"),
    ],
)
def test_mistakes_about_the_step_are_named(attempt, said):
    assert names_the_mistake(check_momentum_step(attempt), said)


# ---- the mean of many telephones


def mean_with_a_loop(weights, counts):
    total = np.zeros(weights.shape[1])
    for row, count in zip(weights, counts, strict=True):
        total += count * row
    return total / sum(counts)


@pytest.mark.parametrize(
    "attempt",
    [
        mean_with_a_loop,
        lambda weights, counts: np.average(weights, axis=0, weights=counts),
        lambda weights, counts: np.repeat(weights, counts, axis=0).mean(axis=0),
    ],
)
def test_right_means_pass(attempt):
    assert check_federated_mean(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda weights, counts: sum(weights) / len(weights), "Every telephone counts alike"),
        (lambda weights, counts: weights.T @ counts, "You add up counts times weights"),
        (lambda weights, counts: weights.T @ counts / len(weights), "You divide by the number of"),
        (
            lambda weights, counts: np.average(weights, axis=0, weights=1.0 / counts),
            "Your mean is upside down",
        ),
        (
            lambda weights, counts: np.average(weights, axis=0, weights=counts).mean(),
            "You return one number.",
        ),
        (lambda weights, counts: np.mean(weights, axis=1), "You take the mean over the weights"),
        (
            lambda weights, counts: [
                c / sum(counts) * row for c, row in zip(counts, weights, strict=True)
            ],
            "These are the parts of your mean.",
        ),
        (lambda weights, counts: weights[np.argmax(counts)], "You return the weights of the"),
        (lambda weights, counts: weights.T @ counts / max(counts), "You divide by the largest"),
        (lambda weights, counts: np.quantile(weights, 0.5, axis=0), "You take the median"),
    ],
)
def test_mistakes_about_the_mean_are_named(attempt, said):
    assert names_the_mistake(check_federated_mean(attempt), said)


def test_an_unknown_mean_gets_the_smallest_input_where_it_differs():
    verdict = check_federated_mean(lambda weights, counts: weights[0] - 5)
    assert verdict.message.endswith("yours gives -4.0 at index 0, expected 3.25.")
