"""One point: what its log-odds cost, by cross-entropy and by squared error, and both slopes."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.figures.loss_curves import CROSS_ENTROPY_LOOK, SQUARED_ERROR_LOOK, tangent_ends
from logit_core.figures.style import BLACK, FAINT, new_figure
from logit_core.losses import binary_cross_entropy_from_log_odds, squared_error
from logit_core.probability import log_odds, sigmoid, sigmoid_derivative
from logit_core.stage import Control, Stage


def loss_explorer() -> Stage:
    """Show cross-entropy and squared error of one point by its log-odds, with tangents and slopes.

    Returns
    -------
    stage : Stage
        With the controls ``label``, 0 or 1, and ``z``, the log-odds from -8 to 8.
    """
    z = np.arange(-40, 41) / 5
    p = sigmoid(z)
    y = np.repeat([[0.0], [1.0]], len(z), axis=1)  # (label, z)
    entropies = np.array([binary_cross_entropy_from_log_odds(k, z, reduction="none") for k in y])
    squares = np.array([squared_error(k, p, reduction="none") for k in y])
    entropy_slopes, square_slopes = p - y, 2 * (p - y) * sigmoid_derivative(z)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    left.set(title="loss of one point", ylabel="loss", ylim=(-0.4, 8.4))
    right.set(title="slope of the loss", ylabel="slope", ylim=(-1.15, 1.15))
    for ax in (left, right):
        _measure_z_and_p(ax)

    stage = Stage(
        fig,
        label=Control(["0", "1"], kind="choice", at=1),
        z=Control(z, format=".1f", play=100, notch=(40, "p = 1/2"), at=15),
    )
    for name, losses, slopes, look in (
        ("cross-entropy", entropies, entropy_slopes, CROSS_ENTROPY_LOOK),
        ("squared error", squares, square_slopes, SQUARED_ERROR_LOOK),
    ):
        for ax, heights in ((left, losses), (right, slopes)):
            (curve,) = ax.plot([], [], **look.curve, label=name)
            (dot,) = ax.plot([], [], **look.point)
            stage.moves(curve, x=z, y=heights, by="label")
            stage.puts(dot, x=z, y=heights, by={"x": "z"}).grab(dot, "z", along="x")
        (tangent,) = left.plot([], [], color=BLACK, linewidth=1.5)
        x_ends, y_ends = tangent_ends(z, losses, slopes, half=1.6)
        stage.moves(tangent, x=x_ends, y=y_ends, by={"x": "z"})
    left.legend(loc="upper center")
    return stage.says(
        "Label {label}, z = {z}, so p = {p:.4f}. The cross-entropy is {entropy:.4f}, its slope "
        "{entropy_slope:.4f}; the squared error is {square:.4f}, its slope {square_slope:.4f}. "
        "The model is {verdict}.",
        by={"p": "z"},
        p=p,
        entropy=entropies,
        entropy_slope=entropy_slopes,
        square=squares,
        square_slope=square_slopes,
        verdict=_verdicts(np.where(y == 1, p, 1 - p)),
    )


def _measure_z_and_p(ax: Axes) -> None:
    """Measure log-odds along the lower edge, and their probabilities along the upper one."""
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0.5)
    ax.set(xlabel="log-odds $z$", xlim=(-8.4, 8.4))
    upper = ax.secondary_xaxis("top")
    ticks = np.array([0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
    upper.set_xticks(log_odds(ticks), [f"{p:g}" for p in ticks], fontsize=8)
    upper.set_xlabel("probability $p$")


def _verdicts(likelihood: Floats) -> NDArray[np.str_]:
    """Say what the model makes of a point, by the probability that it gives to its label."""
    return np.select(
        [likelihood < 0.05, likelihood < 0.5, likelihood == 0.5, likelihood < 0.95],
        [
            "surely wrong: the cross-entropy pulls, the squared error hardly",
            "wrong: both losses pull",
            "undecided: both losses pull",
            "right, but not yet sure",
        ],
        "surely right: little is left to gain",
    )
