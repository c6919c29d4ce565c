"""The loss over two weights, each pair with the best intercept for it."""

from unittest import mock

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from logit_core import add_intercept, binary_cross_entropy_from_log_odds, figures, make_clusters
from logit_core.figures import counting, loss_landscape

X, Y = make_clusters(40, seed=1)


def test_intercepts_are_sought_from_those_of_the_neighbours():
    w1 = w2 = np.linspace(-2, 4, 49)
    with mock.patch.object(np, "tanh", wraps=np.tanh) as looks:
        loss_landscape.loss_minimised_over_intercept(X, Y, w1, w2)
    assert looks.call_count < 2.5 * 49  # from afar it takes six times as many


def test_the_loss_landscape_is_the_loss_with_the_best_intercept():
    """Oracle: SciPy minimises over the intercept, one pair of weights at a time."""
    w1, w2 = [-1.0, 0.0, 2.0], [0.5, 3.0]
    landscape = loss_landscape.loss_minimised_over_intercept(X, Y, w1, w2)
    assert landscape.shape == (2, 3)
    for row, b in enumerate(w2):
        for column, a in enumerate(w1):
            best = minimize_scalar(
                lambda c, a=a, b=b: binary_cross_entropy_from_log_odds(
                    Y, add_intercept(X) @ [c, a, b]
                )
            )
            assert landscape[row, column] == pytest.approx(best.fun, abs=1e-9)


def test_one_class_alone_has_no_landscape(ax):
    with pytest.raises(ValueError, match="both labels, got one class only"):
        figures.plot_loss_contours(X, np.ones_like(Y), ax=ax)


def with_an_outlier(X):
    X[0] = 1e4, -1e4
    return X


@pytest.mark.parametrize(
    "change",
    [
        lambda X: X,
        with_an_outlier,
        lambda X: X * [1e-6, 1e6] + [0, 1e9],
        lambda X: np.round(X),
        lambda X: np.column_stack([X[:, 0] > 3, X[:, 1]]).astype(float),  # its quartiles are equal
        lambda X: X * [1, 0],  # a constant feature
    ],
)
def test_counted_points_leave_the_contours_where_they_are(change, monkeypatch):
    X, y = make_clusters(3000, seed=2)
    X = change(X)
    w1, w2 = (np.linspace(-2, 4, 7) / max(np.ptp(column[1:]) / 6, 1e-300) for column in X.T)
    if np.ptp(X[:, 1]) == 0:
        w2 = np.linspace(-2, 4, 7)
    assert len(counting.counted(X, y)[0]) < 0.6 * len(X)
    counted = loss_landscape.loss_minimised_over_intercept(X, y, w1, w2)
    monkeypatch.setattr(counting, "MANY", len(X))
    exact = loss_landscape.loss_minimised_over_intercept(X, y, w1, w2)
    apart = np.log(exact.max() / exact.min()) / 13  # of two contours
    assert np.abs(np.log(counted / exact)).max() < 0.05 * apart
