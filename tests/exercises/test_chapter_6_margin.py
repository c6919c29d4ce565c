"""The judges of chapter 6 on what students write."""

import itertools
import math

import numpy as np
import pytest

import logit_core as lc
from logit_core.exercises import (
    check_hinge_sum,
    check_separable,
    check_signed_distance,
    check_worst_slack,
)

from .judging import names_the_mistake


def signs(y):
    return np.where(y == 1, 1, -1)


# ---- the worst slack


def worst_slack_with_a_loop(A, y, w):
    worst = 0.0
    for row, label in zip(A, y, strict=True):
        z = sum(row * w)
        worst = max(worst, -z if label == 1 else z)
    return worst


@pytest.mark.parametrize(
    "attempt",
    [
        worst_slack_with_a_loop,
        lambda A, y, w: np.clip((1 - 2 * y) * (A @ w), 0, None).max(),
        lambda A, y, w: max(0, -(signs(y) * A.dot(w)).min()),
        lc.worst_slack,
    ],
)
def test_right_worst_slacks_pass(attempt):
    assert check_worst_slack(attempt)


def count_the_wrong(A, y, w):
    return sum(1 for row, label in zip(A, y, strict=True) if (2 * label - 1) * (row @ w) < 0)


def clipped_from_above(A, y, w):
    return max(min(0, -s * z) for s, z in zip(signs(y), A @ w, strict=True))


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda A, y, w: -(signs(y) * (A @ w)).min(), "Where all points are on their own sides"),
        (clipped_from_above, "You keep the smaller of 0"),
        (
            lambda A, y, w: np.clip(-signs(y) * (A @ w), None, 0).min(),
            "You keep the smaller of 0",
        ),
        (lambda A, y, w: max(0, (signs(y) * (A @ w)).max()), "Your sign is turned round"),
        (lambda A, y, w: np.maximum((1 - 2 * y) * (A @ w), 0).min(), "You return the smallest"),
        (lambda A, y, w: sum(np.maximum((1 - 2 * y) * (A @ w), 0)), "You add the slacks up"),
        (lambda A, y, w: np.mean(lc.slacks(A, y, w)), "You return the mean of the slacks"),
        (lambda A, y, w: list(lc.slacks(A, y, w)), "You return the slack of each point"),
        (lambda A, y, w: max(0, max(-y * (A @ w))), "Points with label 0 never pay"),
        (lambda A, y, w: max(0, 1 - (signs(y) * (A @ w)).min()), "This is the textbook's slack"),
        (
            lambda A, y, w: max(0, -((2 * y - 1) * (A @ w) / np.sqrt(sum(w[1:] ** 2))).min()),
            "You divide by the length of the weights. That repairs",
        ),
        (
            lambda A, y, w: max(0, -((2 * y - 1) * (A @ w) / np.sqrt(w @ w)).min()),
            "You divide by the length of the weights. A slack",
        ),
        (lambda A, y, w: max(abs(A @ w)), "This is the largest score of any point"),
        (
            lambda A, y, w: max(0, max((1 - 2 * y) * (A @ w - w[0]))),
            "You leave the bias out",
        ),
        (count_the_wrong, "You count the points on the wrong side"),
    ],
)
def test_mistakes_about_the_worst_slack_are_named(attempt, said):
    assert names_the_mistake(check_worst_slack(attempt), said)


def test_an_unknown_worst_slack_gets_the_smallest_input_where_it_differs():
    message = check_worst_slack(lambda A, y, w: 2 * lc.worst_slack(A, y, w)).message
    assert message.endswith(
        "At A = [[1.0, 2.0, 1.0], [1.0, -1.0, 2.0]] and y = [0, 1] and w = [0.5, 1.5, -2.0] "
        "yours gives 10.0, expected 5.0."
    )


# ---- the signed distance


def distance_with_a_loop(A, w):
    length = math.sqrt(w[1] * w[1] + w[2] * w[2])
    return [(w[0] + w[1] * x1 + w[2] * x2) / length for _, x1, x2 in A]


@pytest.mark.parametrize(
    "attempt",
    [
        distance_with_a_loop,
        lambda A, w: A @ (w / np.linalg.norm(w[1:])),
        lc.signed_distance,
    ],
)
def test_right_distances_pass(attempt):
    assert check_signed_distance(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda A, w: A.dot(w), "You return the scores"),
        (lambda A, w: A @ w / np.sqrt((w**2).sum()), "The bias is inside your length"),
        (lambda A, w: A @ w / (w[1] ** 2 + w[2] ** 2), "You divide by the squared length"),
        (lambda A, w: np.abs(A @ w / np.hypot(w[1], w[2])), "Your distances have lost their signs"),
        (
            lambda A, w: (A[:, 1] * w[1] + A[:, 2] * w[2]) / np.hypot(w[1], w[2]),
            "You leave the bias out of the score",
        ),
        (lambda A, w: A @ -w / np.hypot(w[1], w[2]), "Your signs are turned round"),
        (lambda A, w: A @ w * np.hypot(w[1], w[2]), "You multiply by the length"),
        (lambda A, w: A @ w / (abs(w[1]) + abs(w[2])), "You add up the sizes of the weights"),
        (lambda A, w: A @ w / (w[1] + w[2]), "You divide by the sum of the weights"),
        (lambda A, w: A @ w / np.hypot(A[:, 1], A[:, 2]), "You divide by the length of each point"),
        (lambda A, w: min(A @ w / np.hypot(w[1], w[2])), "You return one distance"),
    ],
)
def test_mistakes_about_the_distance_are_named(attempt, said):
    assert names_the_mistake(check_signed_distance(attempt), said)


def test_an_unknown_distance_gets_the_smallest_input_where_it_differs():
    said = "At A = [[1.0, 2.0, 1.0], [1.0, -1.0, 2.0]] and w = [0.5, 1.5, -2.0] yours gives 1.6 "
    verdict = check_signed_distance(lambda A, w: lc.signed_distance(A, w) + 1)
    assert verdict.message.endswith(f"{said}at index 0, expected 0.6.")


# ---- the sum of the hinge losses


def hinge_sum_with_a_loop(y, z):
    total = 0.0
    for label, score in zip(y, z, strict=True):
        total += max(0.0, 1 - score) if label == 1 else max(0.0, 1 + score)
    return total


@pytest.mark.parametrize(
    "attempt",
    [
        hinge_sum_with_a_loop,
        lambda y, z: np.clip(1 - signs(y) * z, 0, None).sum(),
        lambda y, z: lc.hinge_loss(y, z, reduction="sum"),
    ],
)
def test_right_hinge_sums_pass(attempt):
    assert check_hinge_sum(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda y, z: np.maximum(0, (1 - 2 * y) * z).sum(), "These slacks ask for a score of 0"),
        (lambda y, z: lc.hinge_loss(y, z), "You return the mean"),
        (lambda y, z: max(0, 1 - min(signs(y) * z)), "You return the largest slack"),
        (lambda y, z: len(y) - (signs(y) * z).sum(), "Points beyond margin 1 lower your sum"),
        (lambda y, z: max(0, len(y) - (signs(y) * z).sum()), "You add up first and clip"),
        (lambda y, z: sum(max(0, 1 - a * b) for a, b in zip(y, z, strict=True)), "You take the la"),
        (lambda y, z: np.maximum(0, 1 - (1 - 2 * y) * z).sum(), "Your sign is turned round"),
        (lambda y, z: np.clip(1 - z, 0, None).sum(), "The labels do not count"),
        (lambda y, z: np.clip(1 - signs(y) * z, 0, None), "You return the hinge loss of each"),
        (lambda y, z: np.clip(1 - signs(y) * z, None, 0).sum(), "You keep the smaller of 0"),
        (lambda y, z: sum(np.clip(1 - signs(y) * z, 0, None) ** 2), "You square the slacks"),
        (
            lambda y, z: lc.binary_cross_entropy_from_log_odds(y, z, reduction="sum"),
            "This is the sum of the log losses",
        ),
        (lambda y, z: np.count_nonzero(signs(y) * z < 1), "You count the points that fall short"),
    ],
)
def test_mistakes_about_the_hinge_sum_are_named(attempt, said):
    assert names_the_mistake(check_hinge_sum(attempt), said)


def test_an_unknown_hinge_sum_gets_the_smallest_input_where_it_differs():
    said = "At y = [1] and z = [0.0] yours gives 3.0, expected 1.0."
    assert check_hinge_sum(lambda y, z: 3 * lc.hinge_loss(y, z, reduction="sum")).message.endswith(
        said
    )


# ---- separable or not


def some_threshold(A, y):
    """Try a threshold between all neighbours, and beyond the ends."""
    x = np.sort(A[:, 1])
    tried = np.concatenate([[x[0] - 1], (x[1:] + x[:-1]) / 2, [x[-1] + 1]])
    for t in tried:
        above, below = A[:, 1] > t, A[:, 1] < t
        if (above == (y == 1)).all() and (below == (y == 0)).all():
            return True
        if (above == (y == 0)).all() and (below == (y == 1)).all():
            return True
    return False


def by_extremes(A, y):
    x = A[:, 1]
    if len(set(y)) == 1:
        return True
    return max(x[y == 0]) < min(x[y == 1]) or min(x[y == 0]) > max(x[y == 1])


@pytest.mark.parametrize("attempt", [some_threshold, by_extremes, lc.is_separable])
def test_right_answers_on_separability_pass(attempt):
    assert check_separable(attempt)


def upwards(A, y):
    return A[y == 0, 1].max() < A[y == 1, 1].min()


def upwards_or_alone(A, y):
    return y.min() == y.max() or upwards(A, y)


def both_without_a_single_class(A, y):
    return upwards(A, y) or A[y == 1, 1].max() < A[y == 0, 1].min()


def refuses_a_single_class(A, y):
    return 0 < y.sum() < len(y) and by_extremes(A, y)


def touching(A, y):
    x = A[:, 1]
    if len(set(y)) == 1:
        return True
    return max(x[y == 0]) <= min(x[y == 1]) or min(x[y == 0]) >= max(x[y == 1])


def touching_without_a_single_class(A, y):
    x = A[:, 1]
    return x[y == 0].max() <= x[y == 1].min() or x[y == 0].min() >= x[y == 1].max()


def sorted_labels(A, y):
    labels = [label for _, label in sorted(zip(A[:, 1], y, strict=True), key=lambda pair: pair[0])]
    return sum(a != b for a, b in itertools.pairwise(labels)) < 2


def takes_the_first_of_class_0_for_its_smallest(A, y):
    x = A[:, 1]
    if len(set(y)) == 1:
        return True
    return max(x[y == 0]) < min(x[y == 1]) or max(x[y == 1]) < x[y == 0][0]


def test_a_class_out_of_order_shows_who_takes_its_first_row_for_its_smallest():
    verdict = check_separable(takes_the_first_of_class_0_for_its_smallest)
    assert verdict.message == (
        "At A = [[1.0, 4.0], [1.0, 1.0], [1.0, 3.0]] and y = [0, 0, 1] yours gives True, "
        "expected False."
    )


def first(x):
    return x[0]


def last(x):
    return x[-1]


RIGHT_ENDS = (max, min, max, min)


@pytest.mark.parametrize("wrong", range(4))
@pytest.mark.parametrize("end", [min, max, first, last])
def test_each_end_of_a_class_decides(wrong, end):
    rule = [end if i == wrong else right for i, right in enumerate(RIGHT_ENDS)]

    def compares_the_ends(A, y):
        zeros, ones = A[y == 0, 1], A[y == 1, 1]
        if not len(zeros) or not len(ones):
            return True
        a, b, c, d = rule
        return bool(a(zeros) < b(ones) or c(ones) < d(zeros))

    assert check_separable(compares_the_ends).passed == (end is RIGHT_ENDS[wrong])


def both_directions(A, y):
    return by_extremes(A, y) and (len(set(y)) == 1 or not by_extremes(A, y))


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (both_without_a_single_class, "With a single class your function stops"),
        (upwards, "You try one direction only"),
        (upwards_or_alone, "You try one direction only"),
        (lambda A, y: upwards(A, 1 - y), "You try one direction only"),
        (touching, "Where both classes share a value"),
        (touching_without_a_single_class, "Where both classes share a value"),
        (sorted_labels, "Points of the same value have no order"),
        (refuses_a_single_class, "You refuse a single class"),
        (lambda A, y: abs(np.diff(y)).sum() <= 1, "You look at the labels in the order of the row"),
        (lambda A, y: np.mean(A[y == 0, 1]) != np.mean(A[y == 1, 1]), "You compare the means"),
        (lambda A, y: np.mean(A[y == 1, 1]) > np.mean(A[y == 0, 1]), "You compare the means"),
        (
            lambda A, y: (
                len(set(y)) == 1
                or min(A[y == 0, 1]) < max(A[y == 1, 1])
                or min(A[y == 1, 1]) < max(A[y == 0, 1])
            ),
            "Smallest and largest have changed places",
        ),
        (both_directions, "You ask for both directions at once"),
        (lambda A, y: all((A[:, 1] > 0) == y), "You compare the feature with 0"),
        (lambda A, y: max(A[y == 1, 1]) > max(A[y == 0, 1]), "You compare the largest values"),
        (lambda A, y: min(A[y == 1, 1]) > min(A[y == 0, 1]), "You compare the smallest values"),
        (lambda A, y: not by_extremes(A, y), "Your answer is the wrong way round"),
        (lambda A, y: len(A) == len(y), "Your function calls all of these separable"),
        (lambda A, y: len(A) != len(y), "Your function calls none of these separable"),
    ],
)
def test_mistakes_about_separability_are_named(attempt, said):
    assert names_the_mistake(check_separable(attempt), said)


def test_an_unknown_answer_on_separability_gets_the_smallest_input_where_it_differs():
    message = check_separable(lambda A, y: by_extremes(A, y) and A[0, 1] < 5).message
    said = (
        "At A = a table of shape (5, 2) and y = [1, 0, 1, 0, 1] yours gives False, expected True."
    )
    assert message.endswith(said)


# ---- any number of features


def test_a_slack_of_two_features_only_does_not_pass():
    def of_two_features(A, y, w):
        z = w[0] + A[:, 1] * w[1] + (A[:, 2] * w[2] if len(w) > 2 else 0)
        return max(0, (-(2 * y - 1) * z).max())

    assert not check_worst_slack(of_two_features)
