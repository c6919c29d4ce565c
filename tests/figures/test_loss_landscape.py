"""The loss over two weights, each pair with the best intercept for it."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from logit_core import add_intercept, binary_cross_entropy_from_log_odds, figures, make_clusters
from logit_core.figures import loss_landscape

X, Y = make_clusters(40, seed=1)


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
