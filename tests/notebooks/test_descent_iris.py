"""`sgd` on Iris against the table of the article, in distribution: it was shuffled unseeded."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    load_iris_pair,
    predict,
    predict_log_odds,
    predict_probability,
    sgd,
)

N_SEEDS = 30

# Pass: mean of the weights and their standard deviation over 200 seeds of an independent run,
# the loss as the article prints it, and the mean cross-entropy.
OVER_200_SEEDS = {
    1: ([0.689, -0.520, -0.090, 0.649, 0.963], [0.005, 0.028, 0.014, 0.022, 0.007], 0.550, 0.275),
    5: ([0.617, -0.628, -0.506, 1.253, 1.218], [0.003, 0.014, 0.009, 0.008, 0.003], 0.215, 0.107),
    10: ([0.573, -0.691, -0.755, 1.620, 1.375], [0.002, 0.009, 0.006, 0.005, 0.003], 0.122, 0.061),
    20: ([0.525, -0.760, -1.027, 2.020, 1.547], [0.002, 0.005, 0.004, 0.003, 0.002], 0.066, 0.033),
}

# Pass: the weights and the loss that the article prints, of one run.
PRINTED = {
    1: ([0.692, -0.506, -0.080, 0.640, 0.961], 0.548),
    5: ([0.616, -0.638, -0.514, 1.234, 1.214], 0.218),
    10: ([0.573, -0.699, -0.765, 1.605, 1.373], 0.123),
    20: ([0.528, -0.748, -1.027, 2.018, 1.549], 0.066),
}

passes = pytest.mark.parametrize("n_passes", [1, 5, 10, 20])


@pytest.fixture(scope="module")
def iris():
    features, y, _ = load_iris_pair()
    return add_intercept(features), y


@pytest.fixture(scope="module")
def paths(iris):
    X, y = iris
    start = np.ones(5)
    return [
        sgd(X, y, start=start, learning_rate=0.01, n_epochs=20, seed=seed)
        for seed in range(N_SEEDS)
    ]


def sum_of_class_means(X, y, w):
    """Return what the article calls the mean loss."""
    losses = binary_cross_entropy_from_log_odds(y, predict_log_odds(X, w), reduction="none")
    return losses[y == 0].mean() + losses[y == 1].mean()


def assert_agree(values, mean, sd):
    """Compare our seeds with the mean over 200, both rounded to three digits."""
    error = 4 * np.array(sd) * np.sqrt(1 / N_SEEDS + 1 / 200) + 0.0015
    assert (np.abs(np.mean(values, axis=0) - mean) <= error).all()


@passes
def test_weights_agree_with_the_table_in_mean_and_spread(paths, n_passes):
    mean, sd, _, _ = OVER_200_SEEDS[n_passes]
    weights = [path.weights[n_passes] for path in paths]
    assert_agree(weights, mean, sd)
    ours = np.std(weights, axis=0, ddof=1)
    half_a_digit = 0.0005
    assert (ours <= 2 * (np.array(sd) + half_a_digit)).all()
    assert (ours >= (np.array(sd) - half_a_digit) / 2).all()


@passes
def test_losses_agree_with_the_table_as_printed_and_as_true_means(iris, paths, n_passes):
    _, _, printed_style, true_mean = OVER_200_SEEDS[n_passes]
    as_printed = [sum_of_class_means(*iris, path.weights[n_passes]) for path in paths]
    means = [path.losses[n_passes] for path in paths]
    assert_agree(as_printed, printed_style, np.std(as_printed))
    assert_agree(means, true_mean, np.std(means))


@passes
def test_the_printed_run_could_be_one_of_ours(iris, paths, n_passes):
    weights, loss = PRINTED[n_passes]
    rows = [path.weights[n_passes] for path in paths]
    losses = [sum_of_class_means(*iris, row) for row in rows]
    for printed, ours in ((np.array(weights), rows), (loss, losses)):
        deviation = np.abs(np.mean(ours, axis=0) - printed)
        assert (deviation <= 4 * np.std(ours, axis=0, ddof=1) + 0.0005).all()


def test_the_printed_loss_is_twice_the_mean_for_balanced_classes(iris, paths):
    as_printed = [sum_of_class_means(*iris, path.weights[20]) for path in paths]
    assert_allclose(as_printed, [2 * path.losses[20] for path in paths], rtol=1e-12)


def test_after_the_last_pass_all_flowers_are_right_and_the_outer_two_as_sure_as_printed(
    iris, paths
):
    X, y = iris
    for path in paths:
        assert (predict(X, path.weights[20]) == y).all()
    p = np.array([predict_probability(X, path.weights[20])[[0, -1]] for path in paths])
    assert_agree(p, [0.022, 0.974], [0.001, 0.001])
    assert (np.abs(p.mean(axis=0) - [0.023, 0.975]) <= 4 * p.std(axis=0, ddof=1) + 0.0005).all()
