"""The data, held against scikit-learn's copy and against the distributions it is drawn from."""

import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    cross_entropy_hessian,
    load_iris_pair,
    make_clusters,
    make_line_points,
    sigmoid,
)
from logit_core.datasets import read_table

SPECIES = ["setosa", "versicolor", "virginica"]
NAMES = ["sepal length", "sepal width", "petal length", "petal width"]
IRIS = load_iris()
seeds = st.integers(0, 2**32)


# Iris


@given(
    st.permutations(SPECIES),
    st.none() | st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True),
    st.sampled_from([int, np.int64, lambda i: IRIS.feature_names[i], lambda i: NAMES[i]]),
)
def test_iris_pair_is_what_scikit_learn_has_of_two_species(species, columns, spell):
    first, second, _ = species
    features = None if columns is None else [spell(column) for column in columns]
    X, y, feature_names = load_iris_pair(first, second, features)
    columns = range(4) if columns is None else columns
    rows = [IRIS.data[IRIS.target == SPECIES.index(name)] for name in (first, second)]
    assert_array_equal(X, np.vstack(rows)[:, columns])
    assert_array_equal(y, [0.0] * 50 + [1.0] * 50)
    assert X.dtype == y.dtype == np.float64
    assert X.flags.c_contiguous
    assert feature_names == [IRIS.feature_names[column] for column in columns]


def test_the_first_flowers_are_the_familiar_ones():
    X, y, _ = load_iris_pair()
    assert_array_equal(
        add_intercept(X)[:3],
        [[1, 5.1, 3.5, 1.4, 0.2], [1, 4.9, 3.0, 1.4, 0.2], [1, 4.7, 3.2, 1.3, 0.2]],
    )
    assert set(y[:50]) == {0.0}


def test_the_flowers_may_be_changed_without_harm_to_the_next_reader():
    X, y, feature_names = load_iris_pair()
    X[:], y[:], feature_names[0] = 0.0, 7.0, "changed"
    again = load_iris_pair()
    assert again[0].all()
    assert set(again[1]) == {0.0, 1.0}
    assert again[2] == IRIS.feature_names


@pytest.mark.parametrize("name", ["Setosa", "rose", 0, None])
def test_an_unknown_species_is_refused_with_the_choices(name):
    with pytest.raises(
        ValueError, match=r"first must be one of setosa, versicolor, virginica, got"
    ):
        load_iris_pair(name)
    with pytest.raises(ValueError, match=r"second must be one of setosa, versicolor, virginica, g"):
        load_iris_pair("setosa", name)


def test_the_same_species_twice_is_refused():
    with pytest.raises(ValueError, match="must be two species, got 'setosa' twice"):
        load_iris_pair("setosa", "setosa")


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        (["petal"], r"of sepal length \(cm\), .*, or their numbers 0 to 3, got 'petal'"),
        ([4], "or their numbers 0 to 3, got 4"),
        ([-1], "or their numbers 0 to 3, got -1"),
        ([True], "or their numbers 0 to 3, got True"),
        ([1.5], r"or their numbers 0 to 3, got 1\.5"),
        ([], "features must be a list of names or numbers, got 0"),
        ([0, "sepal length"], r"features must name each column once, got \[0, 'sepal length'\]"),
        ("petal length", "features must be a list of names or numbers, got 'petal length'"),
        (2, "features must be a list of names or numbers, got 2"),
    ],
)
def test_features_that_are_not_columns_are_refused_with_the_choices(features, reason):
    with pytest.raises(ValueError, match=reason):
        load_iris_pair(features=features)


# The tables


@pytest.mark.parametrize(
    ("name", "original", "doi"),
    [("iris", IRIS, "10.24432/C56C76"), ("tumours", load_breast_cancer(), "10.24432/C5DW2B")],
)
def test_the_tables_are_scikit_learns_copies_with_source_and_licence(name, original, doi):
    table = read_table(name)
    n_columns = len(table.columns)
    assert table.columns == list(original.feature_names[:n_columns])
    assert_array_equal(table.numbers, original.data[:, :n_columns])
    assert table.classes == [str(original.target_names[target]) for target in original.target]
    head = (files("logit_core.datasets") / f"{name}.csv").read_text("utf-8").split("\n")[:4]
    assert doi in " ".join(head)
    assert "CC BY 4.0" in " ".join(head)


def test_the_flowers_need_no_scikit_learn():
    code = "import sys, logit_core; logit_core.load_iris_pair(); print('sklearn' in sys.modules)"
    command = [sys.executable, "-W", "error", "-c", code]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "False\n"


# Clusters


@given(st.integers(2, 60), st.floats(0, 1e6), seeds)
def test_clusters_are_balanced_and_repeatable(n_samples, separation, seed):
    X, y = make_clusters(n_samples, separation=separation, seed=seed)
    assert X.shape == (n_samples, 2)
    assert X.dtype == y.dtype == np.float64
    assert y.sum() == n_samples // 2
    assert_array_equal(y, np.sort(y))
    again = make_clusters(n_samples, separation=separation, seed=np.random.default_rng(seed))
    assert_array_equal(X, again[0])
    assert not np.array_equal(X, make_clusters(n_samples, separation=separation, seed=seed + 1)[0])


@given(st.integers(2, 60), st.floats(0, 100), seeds)
def test_separation_moves_the_centres_apart_and_nothing_else(n_samples, separation, seed):
    X, y = make_clusters(n_samples, separation=separation, seed=seed)
    moved = X - make_clusters(n_samples, separation=0.0, seed=seed)[0]
    # Adding and taking away points of at most 100 / 2 + 10 rounds at 1e-14.
    centres = [moved[y == label].mean(axis=0) for label in (0, 1)]
    assert_allclose(np.linalg.norm(centres[1] - centres[0]), separation, atol=1e-12)
    assert_allclose(centres[0], -centres[1], atol=1e-12)


def test_each_cluster_is_a_round_normal_cloud_around_its_centre():
    n = 20_000
    X, y = make_clusters(n, separation=3.0, seed=1)
    for label, sign in ((0, -1), (1, 1)):
        cloud = X[y == label] - sign * 1.5 / np.sqrt(2)
        for feature in cloud.T:
            assert stats.kstest(feature, "norm").pvalue > 1e-3
        # A correlation of independent features has standard deviation 1 / sqrt(n / 2).
        assert abs(np.corrcoef(cloud.T)[0, 1]) < 4 / np.sqrt(n / 2)


def test_the_fit_to_many_points_finds_the_true_log_odds_of_the_clusters():
    n, separation = 20_000, 2.0
    X, y = make_clusters(n, separation=separation, seed=2)
    X1, truth = add_intercept(X), np.array([0.0, 1.0, 1.0]) * separation / np.sqrt(2)
    fit = LogisticRegression(C=1e9).fit(X, y)
    w = np.append(fit.intercept_, fit.coef_)
    # The inverse of the curvature of the sum of losses is the covariance of the fit.
    covariance = np.linalg.inv(n * cross_entropy_hessian(X1, y, truth))
    assert np.all(np.abs(w - truth) < 4 * np.sqrt(np.diag(covariance)))


# Points on a line


@given(st.integers(2, 60), seeds)
def test_points_on_a_line_are_in_order_repeatable_and_of_both_classes(n_samples, seed):
    x, y = make_line_points(n_samples, seed=seed)
    assert x.shape == y.shape == (n_samples,)
    assert x.dtype == y.dtype == np.float64
    assert np.all(np.diff(x) >= 0)
    assert x[0] >= -4
    assert x[-1] < 4
    assert set(y) == {0.0, 1.0}
    again = make_line_points(n_samples, seed=np.random.default_rng(seed))
    assert_array_equal((x, y), again)


def test_labels_on_the_line_follow_the_sigmoid():
    x, y = make_line_points(40_000, seed=3)
    assert stats.kstest(x, stats.uniform(-4, 8).cdf).pvalue > 1e-3
    for some_x, some_y in zip(np.array_split(x, 20), np.array_split(y, 20), strict=True):
        p = sigmoid(some_x)
        # The share of ones in a bin varies by sqrt(p (1 - p) / n).
        assert abs(some_y.mean() - p.mean()) < 4 * np.sqrt((p * (1 - p)).mean() / len(p))


def test_points_drawn_by_default_overlap_so_that_a_fit_has_an_end():
    x, y = make_line_points()
    assert len(x) == 40
    assert x[y == 0].max() > x[y == 1].min()
    assert x[y == 1].max() > x[y == 0].min()


# Refusals


@pytest.mark.parametrize("make", [make_clusters, make_line_points])
@pytest.mark.parametrize(
    ("n_samples", "reason"),
    [
        (1, "n_samples must be at least 2, got 1$"),
        (2.5, r"n_samples must be a whole number, got 2\.5"),
        ("many", "n_samples must hold real numbers, got str"),
        ([2, 3], r"n_samples must be one number, got shape \(2,\)"),
    ],
)
def test_too_few_points_or_no_number_of_them_are_refused(make, n_samples, reason):
    with pytest.raises(ValueError, match=reason):
        make(n_samples)


@pytest.mark.parametrize("make", [make_clusters, make_line_points])
@pytest.mark.parametrize("seed", [None, -1, 1.5, True, "seed"])
def test_a_seed_that_is_none_is_refused(make, seed):
    with pytest.raises(ValueError, match=r"seed must be a whole number >= 0 or a numpy Generator"):
        make(seed=seed)


@pytest.mark.parametrize("separation", [-1.0, np.inf, np.nan, 2.0**400])
def test_a_separation_that_is_no_distance_is_refused(separation):
    with pytest.raises(ValueError, match="separation must"):
        make_clusters(separation=separation)
