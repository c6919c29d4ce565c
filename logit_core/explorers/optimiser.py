"""Five ways down one loss: how fast each is, by steps and by what the steps cost."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_count, as_labels, as_rising, together_or
from logit_core.explorers._race import OPTIMISERS, race
from logit_core.explorers._training import nearest, rate_labels
from logit_core.explorers._tumours import load_tumours
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.plane import as_plane
from logit_core.figures.style import (
    BLACK,
    HERE,
    LINE_COLORS,
    limits_around,
    mark_decades,
    new_figure,
)
from logit_core.model import add_intercept
from logit_core.stage import Stage

LEARNING_RATES: Final = np.array([0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0])
_BY: Final = ("optimiser", "learning_rate", "step", "axis")
_AXES: Final = ("steps or epochs", "gradient evaluations")
_MEASUREMENTS: Final = ("mean radius", "mean concave points")
_FLOOR: Final = 1e-9  # of the loss above the lowest: a line that stays below ends there
# of each optimiser: its dashes, what it takes at a time, and what is said of the learning rate
_DASHES: Final = ("-", "--", "-.", "-", ":")
_UNITS: Final = np.array(["step", "epoch", "epoch", "step", "step"])
_UNUSED: Final = np.array(["", "", "", " (not used)", " (not used)"])


def optimiser_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    learning_rates: ArrayLike = LEARNING_RATES,
    n_steps: int = 30,
    seed: int = 0,
    feature_names: Sequence[str] | None = None,
) -> Stage:
    """Show plain descent, SGD, Adam, Newton's method and L-BFGS on the same two features.

    One gradient evaluation is the gradient over all points once. A step of plain descent and an
    epoch of SGD or of Adam, both in batches of 32, cost one. A step of L-BFGS costs as many as
    SciPy makes. A step of Newton's method costs one for the gradient, and one more for each weight:
    for each column of the Hessian.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; when left out, the mean radius and the mean
        concave points of 284 tumours, standardised.
    y : array_like of shape (n_samples,), optional
        Labels, both of them present and not separable by a line.
    learning_rates : array_like of shape (n_rates,)
        Rising rates above 0. Newton's method and L-BFGS do without.
    n_steps : int
        Steps or epochs, at least 1.
    seed : int
        Of the shuffles.
    feature_names : sequence of two str, optional
        Whose weights the right picture shows.

    Returns
    -------
    stage : Stage
        With the controls ``optimiser``, ``learning_rate``, ``step`` and ``axis``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features, the learning rates do not
        rise, or the loss has no minimum.
    """
    if feature_names is None:
        feature_names = _MEASUREMENTS if X is None else ("$x_1$", "$x_2$")
    X, y = together_or(_two_measurements, X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    rates = as_rising(learning_rates, "learning_rates", above=0)
    n_steps = as_count(n_steps, "n_steps", low=1)

    w, losses, costs, exact = race(add_intercept(X), y, rates, n_steps, seed)
    steps = np.arange(n_steps + 1.0)
    across = np.stack(np.broadcast_arrays(steps, costs), axis=-1)  # (optimiser, step, axis)
    above, *dots = _until_the_floor(losses - exact.losses[-1], across)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2, width_ratios=[1.2, 1])
    curves, dot, counted = _draw_losses(left, steps, above[:, 0])
    tame = w[:, rates <= max(1.0, rates[0])]
    _draw_landscape(right, X, y, tame, exact.weights[-1], feature_names)
    (trail,) = right.plot([], [], ".-", color=BLACK, linewidth=1.2, markersize=4)
    (tip,) = right.plot([0], [0], **HERE)

    stage = Stage(
        fig, optimiser=OPTIMISERS, learning_rate=rate_labels(rates), step=n_steps + 1, axis=_AXES
    )
    stage.control("optimiser", kind="choice").control("axis", "count", kind="choice")
    stage.control("learning_rate", at=nearest(rates, 0.3))
    stage.control("step", play=250, at=min(10, n_steps))
    for k, curve in enumerate(curves):
        stage.moves(curve, x=across[k].T[:, None], y=above[None, k], by=("axis", "learning_rate"))
    stage.puts(dot, x=dots[0], y=dots[1], by=_BY)
    stage.writes(counted, [f"{name} →" for name in _AXES], by="axis")
    stage.moves(trail, x=w[..., 1], y=w[..., 2], by=_BY[:2], until="step")
    stage.puts(tip, x=w[..., 1], y=w[..., 2], by=_BY[:3])
    return stage.says(
        "{optimiser}, learning rate {learning_rate}{unused}, {unit} {step}: mean loss {loss:.4f}; "
        "the lowest is {lowest:.4f}. {cost} so far{state}. The horizontal axis counts {axis}.",
        by=_BY[:3],
        unused=_UNUSED[:, None, None],
        unit=_UNITS[:, None, None],
        loss=losses,
        lowest=exact.losses[-1],
        cost=_evaluations(costs)[:, None],
        state=_state(costs)[:, None],
    )


def _draw_losses(ax: Axes, steps: Floats, above: Floats) -> tuple[list[Line2D], Line2D, Text]:
    """Draw the losses above the lowest (optimiser, step).

    Returned are a curve for each optimiser, the dot, and the text that says what the axis counts.
    """
    curves = []
    for name, dashes, color, height in zip(OPTIMISERS, _DASHES, LINE_COLORS, above, strict=True):
        curves += ax.plot(steps, height, dashes, color=color, label=name)
    curves[OPTIMISERS.index("Newton")].set(marker="s", markersize=4)
    ax.set(yscale="log", ylim=(_FLOOR / 40, 4 * above[0, 0]), xlim=(-0.5, steps[-1] + 0.5))
    ax.set(title="loss above the lowest", ylabel="mean loss, less the lowest")
    mark_decades(ax.yaxis)
    ax.figure.legend(handles=curves, loc="outside lower center", ncols=5, frameon=False)
    (dot,) = ax.plot([0], [1], **HERE)
    return curves, dot, ax.text(0.98, 0.02, "", transform=ax.transAxes, ha="right", va="bottom")


def _draw_landscape(
    ax: Axes, X: Floats, y: Floats, w: Floats, lowest: Floats, feature_names: Sequence[str]
) -> None:
    """Draw the loss over two weights where paths `w` (..., 3) lead, and mark where it is lowest."""
    ax.set(xlim=limits_around(w[..., 1], 0.12), ylim=limits_around(w[..., 2], 0.12))
    plot_loss_contours(X, y, feature_names=feature_names, ax=ax, n=31)
    ax.set_title("path of the weights")
    ax.plot(*lowest[1:], "*", color=BLACK, markersize=11)


def _until_the_floor(above: Floats, across: Floats) -> tuple[Floats, Floats, Floats]:
    """Return losses (optimiser, rate, step) that end at the floor, and where the dots stand.

    A loss ends at the step from which on it stays below the floor; the dot waits there. The places
    across are (optimiser, step, axis), those of the dots (optimiser, rate, step, axis).
    """
    steps = np.arange(above.shape[-1])
    end = np.where(above > _FLOOR, steps, -1).max(axis=-1, keepdims=True) + 1
    ended = np.where(steps <= end, np.maximum(above, _FLOOR), np.nan)
    last = np.minimum(steps, end)
    optimiser = np.arange(len(above))[:, None, None]
    return ended, across[optimiser, last], np.take_along_axis(ended, last, axis=-1)[..., None]


def _evaluations(costs: Floats) -> NDArray[np.str_]:
    """Return costs (optimiser, step) with the words for them."""
    return np.array(
        [
            ["1 gradient evaluation" if n == 1 else f"{n:.0f} gradient evaluations" for n in row]
            for row in costs
        ]
    )


def _state(costs: Floats) -> NDArray[np.str_]:
    """Return words for each step: a step that costs nothing follows the end of its run."""
    ended = np.diff(costs, prepend=-1) == 0
    return np.where(ended, ", and it has stopped", "")


def _two_measurements() -> tuple[Floats, Floats]:
    """Return two measurements of 284 tumours, and their labels."""
    tumours = load_tumours(_MEASUREMENTS, n_train=284)
    return tumours.X, tumours.y
