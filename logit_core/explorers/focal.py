"""Turn up gamma: easy points count less, and the probabilities of the fit move towards one half."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, Seed, as_floats, as_generator, as_labels
from logit_core.explorers.stage import Stage
from logit_core.figures.style import BLACK, CLASS_STYLES, FAINT, GREEN, PURPLE, new_figure
from logit_core.losses import focal_loss
from logit_core.model import add_intercept, predict_log_odds
from logit_core.probability import log_odds, log_sigmoid, sigmoid

GAMMAS: Final = np.arange(11) / 2
ALPHAS: Final = (None, 0.25, 0.75, 0.95)
_P: Final = np.arange(1, 20) / 20


def focal_explorer(
    x: ArrayLike | None = None, y: ArrayLike | None = None, *, seed: Seed = 0
) -> Stage:
    """Show what gamma and alpha do to the loss of a point, and to a fit on unbalanced data.

    Parameters
    ----------
    x : array_like of shape (n_samples,), optional
        One feature. Left out: 380 points of class 0 and 20 of class 1, both normal with variance
        1, centred at 0 and 2. Their true log-odds are linear.
    y : array_like of shape (n_samples,), optional
        Labels, both of them present, and not separated by a threshold.
    seed : int or Generator
        Of the points, where they are left out.

    Returns
    -------
    stage : Stage
        With the controls ``gamma``, ``alpha`` and ``p``.

    Raises
    ------
    ValueError
        If only one of `x` and `y` is given, their lengths differ, one class is missing, or a
        threshold separates the classes.
    """
    if (x is None) != (y is None):
        raise ValueError("x and y must be given together, got only one of them")
    if x is None or y is None:
        y = np.repeat([0.0, 1.0], [380, 20])
        x = as_generator(seed).standard_normal(400) + 2 * y
    x = as_floats(x, "x")
    y = as_labels(y)
    if x.shape != y.shape:
        raise ValueError(f"x must be as long as y ({len(y)}), got shape {x.shape}")
    zeros, ones = x[y == 0], x[y == 1]
    if not len(zeros) or not len(ones):
        raise ValueError("y must hold both labels, got one class only")
    if zeros.max() <= ones.min() or ones.max() <= zeros.min():
        raise ValueError("a threshold separates the classes, so no loss has a minimum")

    grid = np.linspace(0.001, 0.999, 250)
    costs, at_p = (
        np.array([[_cost(p, gamma, alpha) for alpha in ALPHAS] for gamma in GAMMAS])
        for p in (grid, _P)
    )
    A = add_intercept(x[:, None])
    w = np.array([[focal_weights(A, y, gamma, alpha) for alpha in ALPHAS] for gamma in GAMMAS])
    across = np.linspace(x.min() - 0.3, x.max() + 0.3, 150)
    curves = sigmoid(w[..., :1] + w[..., 1:] * across)
    p_fit = sigmoid(w @ A.T)
    alarms = p_fit >= 0.5
    caught, false = (alarms & (y == 1)).sum(axis=-1), (alarms & (y == 0)).sum(axis=-1)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    left.plot(grid, costs[0, 0], "--", color=BLACK, linewidth=1.5, label="cross-entropy")
    (curve,) = left.plot(grid, costs[0, 0], color=PURPLE, linewidth=2.5, label="focal loss")
    (dot,) = left.plot([0], [0], "o", color=GREEN, markersize=9, markeredgecolor=BLACK)
    left.set(title="loss of a point of class 1", xlim=(0, 1), ylim=(-0.08, 3.2))
    left.set(xlabel="probability p that it gets", ylabel="loss")
    left.legend(loc="upper right")
    for label, style in enumerate(CLASS_STYLES):
        own = x[y == label]
        low = -0.11 if label == 0 else 1.03
        height = low + 0.08 * ((0.618 * np.arange(len(own))) % 1)  # apart, so that all are seen
        right.plot(own, height, style.marker, color=style.color, markersize=3, alpha=0.7)
    right.plot(across, curves[0, 0], "--", color=BLACK, linewidth=1.5, label="cross-entropy")
    (fitted,) = right.plot(across, curves[0, 0], color=PURPLE, linewidth=2.5, label="focal loss")
    right.axhline(0.5, color=FAINT, linewidth=1, zorder=0.5)
    right.set(title="probability of class 1, fitted", xlabel="x", ylabel="p")
    right.set(xlim=(across[0], across[-1]), ylim=(-0.14, 1.14))
    right.legend(loc="center left")

    labels = ["none" if alpha is None else f"{alpha:g}" for alpha in ALPHAS]
    stage = Stage(
        fig, gamma=[f"{gamma:g}" for gamma in GAMMAS], alpha=labels, p=[f"{p:.2f}" for p in _P]
    )
    stage.control("alpha", kind="choice")
    both = ("gamma", "alpha")
    stage.moves(curve, y=costs, by=both)
    stage.moves(dot, x=_P[None, None, :, None], y=at_p[..., None], by=(*both, "p"))
    stage.moves(fitted, y=curves, by=both)
    stage.says(
        "Gamma {gamma}, alpha {alpha}: a point of class 1 that gets p = {p} costs {cost:.4f}; its "
        "cross-entropy is {plain:.4f}. The fit catches {caught:.0f} of {ones:.0f} of class 1, "
        "false alarms: {false:.0f}. Its mean probability is {mean:.1%}, where {share:.1%} are of "
        "class 1.",
        by=(*both, "p"),
        cost=at_p,
        plain=at_p[:1, :1],
        caught=caught[..., None],
        ones=len(ones),
        false=false[..., None],
        mean=p_fit.mean(axis=-1)[..., None],
        share=y.mean(),
    )
    stage.set_trait("gamma", int(np.abs(GAMMAS - 2).argmin()))
    stage.set_trait("p", int(np.abs(_P - 0.9).argmin()))
    return stage


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


def _cost(p: Floats, gamma: float, alpha: float | None) -> Floats:
    """Return the focal loss of points of class 1 that get the probabilities p."""
    losses: Floats = focal_loss(
        np.ones(len(p)), log_odds(p), gamma=gamma, alpha=alpha, reduction="none"
    )
    return losses
