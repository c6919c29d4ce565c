"""Turn up gamma: easy points count less, and the probabilities of the fit move towards one half."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._unchecked import stable_log_sigmoid, stable_sigmoid
from logit_core._validation import Floats, as_labels, as_measured, as_scores, together_or
from logit_core.figures.counting import counted_along
from logit_core.figures.style import (
    BLACK,
    CLASS_STYLES,
    FAINT,
    HERE,
    PURPLE,
    crowd,
    jitter,
    new_figure,
)
from logit_core.losses import focal_loss
from logit_core.model import add_intercept, predict_log_odds
from logit_core.probability import log_odds, sigmoid
from logit_core.stage import Control, Stage

GAMMAS: Final = np.arange(11) / 2
ALPHAS: Final = {"none": None, "0.25": 0.25, "0.75": 0.75, "0.95": 0.95}
PROBABILITIES: Final = np.arange(1, 20) / 20


def focal_explorer(x: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show what gamma and alpha do to the loss of a point, and to a fit on unbalanced data.

    Parameters
    ----------
    x : array_like of shape (n_samples,), optional
        One feature. Left out: 380 points of class 0 and 20 of class 1, both normal with variance
        1, centred at 0 and 2. Their true log-odds are linear.
    y : array_like of shape (n_samples,), optional
        Labels, both of them present, and not separated by a threshold.

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
    x, y = together_or(_rare_class, x=x, y=y)
    y = as_labels(y, both=True)
    x = as_measured(as_scores(x, "x", len(y)), "x")
    zeros, ones = x[y == 0], x[y == 1]
    if zeros.max() <= ones.min() or ones.max() <= zeros.min():
        raise ValueError("x and y must overlap, got classes that a threshold separates")

    # leading dimensions: gamma, alpha
    grid = np.linspace(0.001, 0.999, 250)
    costs, costs_at_p = _costs(grid), _costs(PROBABILITIES)
    A = add_intercept(x[:, None])
    w = np.array([[_fit(x, y, gamma, alpha) for alpha in ALPHAS.values()] for gamma in GAMMAS])
    across = np.linspace(x.min() - 0.3, x.max() + 0.3, 150)
    curves = sigmoid(w @ add_intercept(across[:, None]).T)
    p = sigmoid(w @ A.T)
    alarms = p >= 0.5

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    curve = _draw_loss(left, grid, costs[0, 0])
    fitted = _draw_fit(right, x, y, across, curves[0, 0])
    (dot,) = left.plot([0], [0], **HERE)

    stage = Stage(
        fig,
        gamma=Control(GAMMAS, at=4),
        alpha=Control(list(ALPHAS), kind="choice"),
        p=Control(PROBABILITIES, at=17, format=".2f"),
    )
    fit = ("gamma", "alpha")
    stage.moves(curve, y=costs, by=fit)
    stage.puts(dot, x=PROBABILITIES, y=costs_at_p, by={"x": "p"}).grab(dot, ("gamma", "p"))
    stage.moves(fitted, y=curves, by=fit)
    return stage.says(
        "Gamma {gamma}, alpha {alpha}: a point of class 1 that gets p = {p} costs {cost:.4f}; its "
        "cross-entropy is {plain:.4f}. The fit catches {caught:.0f} of {ones:.0f} of class 1, "
        "false alarms: {false:.0f}. Its mean probability is {mean:.1%}, where {share:.1%} are of "
        "class 1.",
        by={"plain": "p", "caught": fit, "false": fit, "mean": fit},
        cost=costs_at_p,
        plain=-np.log(PROBABILITIES),
        caught=(alarms & (y == 1)).sum(axis=-1),
        ones=len(ones),
        false=(alarms & (y == 0)).sum(axis=-1),
        mean=p.mean(axis=-1),
        share=y.mean(),
    )


def _costs(p: Floats) -> Floats:
    """Return the focal loss (gamma, alpha, len(p)) of points of class 1 with probabilities p."""
    ones, z = np.ones(len(p)), log_odds(p)
    return np.array(
        [
            [
                focal_loss(ones, z, gamma=gamma, alpha=alpha, reduction="none")
                for alpha in ALPHAS.values()
            ]
            for gamma in GAMMAS
        ]
    )


def _fit(x: Floats, y: Floats, gamma: float, alpha: float | None) -> Floats:
    """Return intercept and weight of least mean focal loss; many points are counted."""
    places, labels, shares = counted_along(x, y)
    return focal_weights(add_intercept(places[:, None]), labels, gamma, alpha, shares)


def focal_weights(
    A: Floats, y: Floats, gamma: float, alpha: float | None, shares: Floats | None = None
) -> Floats:
    """Return the weights of least mean focal loss that a search from zeros finds.

    The rows of `A` stand for these `shares` of all points, each for as many when left out.
    The slope by z of a point's loss is -s w (1 - p_t)^gamma (gamma p_t (-log p_t) + 1 - p_t), with
    s = 2y - 1, and w = alpha or 1 - alpha. (Lin et al. 2017, appendix B.)
    """
    from scipy.optimize import minimize

    s = 2 * y - 1
    shares = np.full(len(y), 1 / len(y)) if shares is None else shares
    weight = 1.0 if alpha is None else np.where(y == 1, alpha, 1 - alpha)

    @np.errstate(all="ignore")
    def loss_and_gradient(w: Floats) -> tuple[float, Floats]:
        s_z = s * predict_log_odds(A, w)
        wrong, right, log_right = stable_sigmoid(-s_z), stable_sigmoid(s_z), stable_log_sigmoid(s_z)
        focus = wrong**gamma
        slope = -s * weight * focus * (wrong - gamma * right * log_right)
        losses = weight * (focus * -log_right)  # `focal_loss`, without its checks at each step
        return float(losses @ shares), (slope * shares) @ A

    # not L-BFGS-B: on a busy machine its BLAS threads wait for each other at every step
    found = minimize(
        loss_and_gradient, np.zeros(A.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-8}
    )
    w: Floats = found.x
    return w


def _draw_loss(ax: Axes, p: Floats, costs: Floats) -> Line2D:
    """Draw the loss of a point by its probability, and return the curve of the focal loss."""
    curve = _draw_both(ax, p, costs)
    ax.set(title="loss of a point of class 1", xlim=(0, 1), ylim=(-0.08, 3.2))
    ax.set(xlabel="probability p that it gets", ylabel="loss")
    ax.legend(loc="upper right")
    return curve


def _draw_fit(ax: Axes, x: Floats, y: Floats, across: Floats, p: Floats) -> Line2D:
    """Draw points below and above two fitted curves, and return the curve of the focal loss."""
    for label, (style, low) in enumerate(zip(CLASS_STYLES, (-0.11, 1.03), strict=True)):
        own = x[y == label]
        height = low + 0.08 * jitter(len(own))
        look = {"markersize": 3, "alpha": 0.7} | crowd(len(x))
        ax.plot(own, height, style.marker, color=style.color, **look)
    curve = _draw_both(ax, across, p)
    ax.axhline(0.5, color=FAINT, linewidth=1, zorder=0.5)
    ax.set(title="probability of class 1, fitted", xlabel="x", ylabel="p")
    ax.set(xlim=(across[0], across[-1]), ylim=(-0.14, 1.14))
    ax.legend(loc="center left")
    return curve


def _draw_both(ax: Axes, x: Floats, y: Floats) -> Line2D:
    """Draw the curve of the cross-entropy, and return that of the focal loss, which moves."""
    ax.plot(x, y, "--", color=BLACK, linewidth=1.5, label="cross-entropy")
    (curve,) = ax.plot(x, y, color=PURPLE, linewidth=2.5, label="focal loss")
    return curve


def _rare_class() -> tuple[Floats, Floats]:
    """Return 380 numbers around 0 and 20 around 2, and their labels."""
    y = np.repeat([0.0, 1.0], [380, 20])
    return np.random.default_rng(0).standard_normal(400) + 2 * y, y
