"""Fits of the focal loss: the weights of least loss for each gamma and alpha."""

from collections.abc import Collection

import numpy as np

from logit_core._validation import Floats
from logit_core.losses import focal_loss
from logit_core.model import predict_log_odds
from logit_core.probability import log_sigmoid, sigmoid


def focal_sweep(
    A: Floats, y: Floats, gammas: Collection[float], alphas: Collection[float | None]
) -> Floats:
    """Return the weights (n_gammas, n_alphas, n_features) of least mean focal loss."""
    return np.array([[focal_weights(A, y, gamma, alpha) for alpha in alphas] for gamma in gammas])


def focal_weights(A: Floats, y: Floats, gamma: float, alpha: float | None) -> Floats:
    """Return the weights of least mean focal loss that a search from zeros finds.

    The slope by z of a point's loss is -s w (1 - p_t)^gamma (gamma p_t (-log p_t) + 1 - p_t), with
    s = 2y - 1, and w = alpha or 1 - alpha. (Lin et al. 2017, appendix B.)
    """
    from scipy.optimize import minimize

    s = 2 * y - 1
    weight = 1.0 if alpha is None else np.where(y == 1, alpha, 1 - alpha)

    def loss_and_gradient(w: Floats) -> tuple[float, Floats]:
        z = predict_log_odds(A, w)
        wrong, right, log_right = sigmoid(-s * z), sigmoid(s * z), log_sigmoid(s * z)
        slope = -s * weight * wrong**gamma * (wrong - gamma * right * log_right)
        return focal_loss(y, z, gamma=gamma, alpha=alpha), slope @ A / len(y)

    # not L-BFGS-B: on a busy machine its BLAS threads wait for each other at every step
    found = minimize(
        loss_and_gradient, np.zeros(A.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-8}
    )
    w: Floats = found.x
    return w
