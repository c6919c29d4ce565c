"""The focal loss of a point, and the fit that makes its mean least."""

import numpy as np
import pytest

from logit_core import (
    add_intercept,
    focal_loss,
    make_clusters,
    newton,
    numerical_gradient,
    predict_log_odds,
)
from logit_core.explorers import focal_explorer
from logit_core.explorers.focal import focal_weights

from .sweeping import sweep

X, Y = make_clusters(120, separation=1.5, seed=5)
A = add_intercept(X)


def test_the_focal_explorer_holds_at_every_position():
    assert sweep(focal_explorer(), rendered=2) == 11 * 4 * 19


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 5.0])
@pytest.mark.parametrize("alpha", [None, 0.25, 0.95])
def test_focal_weights_lie_where_the_measured_slope_is_zero(gamma, alpha):
    w = focal_weights(A, Y, gamma, alpha)

    def loss(v):
        return focal_loss(Y, predict_log_odds(A, v), gamma=gamma, alpha=alpha)

    assert numerical_gradient(loss, w) == pytest.approx(0, abs=1e-7)
    if gamma == 0 and alpha is None:
        assert w == pytest.approx(newton(A, Y).weights[-1], abs=1e-5)


def test_the_focal_sentence_is_the_formula_and_the_fit():
    x = np.concatenate([X[Y == 0, 0], X[Y == 1, 0][:12]])
    y = np.repeat([0, 1], [60, 12])
    stage = focal_explorer(x, y)
    labels = stage.controls
    for at in ({"gamma": 0, "alpha": 0, "p": 3}, {"gamma": 4, "alpha": 2, "p": 17}):
        gamma, p = float(labels["gamma"][at["gamma"]]), float(labels["p"][at["p"]])
        alpha = None if at["alpha"] == 0 else float(labels["alpha"][at["alpha"]])
        cost = -(1 if alpha is None else alpha) * (1 - p) ** gamma * np.log(p)
        features = add_intercept(x[:, None])
        z = features @ focal_weights(features, y, gamma, alpha)
        probability = 1 / (1 + np.exp(-z))
        caught, false = (z[y == 1] >= 0).sum(), (z[y == 0] >= 0).sum()
        assert stage.sentence_at(**at) == (
            f"Gamma {gamma:g}, alpha {'none' if alpha is None else alpha}: a point of class 1 "
            f"that gets p = {p:.2f} costs {cost:.4f}; its cross-entropy is {-np.log(p):.4f}. The "
            f"fit catches {caught} of 12 of class 1, false alarms: {false}. Its mean probability "
            f"is {probability.mean():.1%}, where {1 / 6:.1%} are of class 1."
        )
        left, right = stage.snapshot(**at).axes
        assert left.lines[-1].get_xydata()[0] == pytest.approx([p, cost])
        curve = next(line for line in right.lines if line.get_label() == "focal loss")
        steps, heights = curve.get_data()
        assert np.interp(x, steps, heights) == pytest.approx(probability, abs=1e-3)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([1.0, 2.0], None, "x and y must be given together"),
        ([1.0, 2.0], [0, 1], "got classes that a threshold separates"),
        ([1.0, 2.0], [1, 0], "got classes that a threshold separates"),
        ([1.0, 2.0], [1, 1], "both labels, got one class only"),
        ([1.0, 2.0, 3.0], [1, 0], "x must be as long as y"),
    ],
)
def test_it_refuses_what_it_cannot_draw(x, y, message):
    with pytest.raises(ValueError, match=message):
        focal_explorer(x, y)
