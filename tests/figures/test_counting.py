"""Many points, counted where they stand close together."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from logit_core.data import make_clusters
from logit_core.figures.counting import a_few, counted, counted_along
from logit_core.figures.style import MANY
from logit_core.losses import binary_cross_entropy_from_log_odds


def test_few_points_stand_where_they_are() -> None:
    X, y = make_clusters(MANY)
    places, zeros, ones = counted(X, y)
    assert places is X
    assert_allclose([zeros, ones], [1 - y, y])
    x, labels, shares = counted_along(X[:, 0], y)
    assert_allclose([x, labels], [X[:, 0], y])
    assert_allclose(shares, 1 / MANY)


@pytest.mark.parametrize("slope", [1.0, 8.0])
def test_a_mean_loss_over_counted_points_is_that_over_all(slope: float) -> None:
    X, y = make_clusters(20_000, separation=3.0)
    x, labels, shares = counted_along(X[:, 0], y)
    assert len(x) < 4000
    assert set(labels) == {0, 1}
    losses = binary_cross_entropy_from_log_odds(labels, slope * x, reduction="none")
    expected = binary_cross_entropy_from_log_odds(y, slope * X[:, 0])
    assert losses @ shares == pytest.approx(expected, rel=2e-5)


def test_on_a_plane_every_point_is_counted_once() -> None:
    X, y = make_clusters(20_000)
    places, zeros, ones = counted(X, y)
    assert len(places) < 2000
    assert (zeros.sum(), ones.sum()) == ((y == 0).sum(), (y == 1).sum())
    assert_allclose((zeros + ones) @ places, X.sum(axis=0), atol=1e-8)


def test_a_few_points_are_spread_over_all() -> None:
    x = np.random.default_rng(0).permutation(np.arange(1001.0))
    few = x[a_few(x, 11)]
    assert_allclose(few, np.arange(0, 1001, 100))
    assert_allclose(a_few(x, 1001), np.arange(1001))
