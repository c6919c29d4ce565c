"""Five ways down one loss: how fast each is, by steps and by what the steps cost."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from logit_core._unchecked import batches, stable_sigmoid
from logit_core._validation import LARGEST, Floats, as_labels, together_or
from logit_core.descent import Path, newton, sgd_sweep
from logit_core.explorers.tumours import load_tumours
from logit_core.figures._arguments import as_names
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.plane import as_plane
from logit_core.figures.style import (
    BLACK,
    HERE,
    LINE_COLORS,
    MANY,
    limits_around,
    mark_decades,
    new_figure,
)
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept, predict_log_odds
from logit_core.stage import Control, Stage
from logit_core.sweep import mean_losses

OPTIMISERS: Final = ("Plain descent", "SGD", "Adam", "Newton", "L-BFGS")
LEARNING_RATES: Final = np.array([0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0])
N_STEPS: Final = 30  # steps or epochs
BATCH_SIZE: Final = 32
_STEPS: Final = 50  # to an epoch of many points
AXES: Final = ("steps or epochs", "gradient evaluations")
_MEASUREMENTS: Final = ("mean radius", "mean concave points")
_FLOOR: Final = 1e-9  # of the loss above the lowest: a line that stays below ends there
# of each optimiser: its dashes, what it takes at a time, and what is said of the learning rate
_DASHES: Final = ("-", "--", "-.", "-", ":")
_UNITS: Final = ("step", "epoch", "epoch", "step", "step")
_UNUSED: Final = ("", "", "", " (not used)", " (not used)")


def optimiser_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    feature_names: Sequence[str] | None = None,
) -> Stage:
    """Show plain descent, SGD, Adam, Newton's method and L-BFGS on the same two features.

    One gradient evaluation is the gradient over all points once. A step of plain descent and an
    epoch of SGD or of Adam, both in batches of 32, cost one. (Beyond 2,000 points in batches so
    large that an epoch has 50 steps, as the sentence then says.) A step of L-BFGS costs as many as
    SciPy makes. A step of Newton's method costs one for the gradient, and one more for each weight:
    for each column of the Hessian.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; when left out, the mean radius and the mean
        concave points of 284 tumours, standardised.
    y : array_like of shape (n_samples,), optional
        Labels, both of them present and not separable by a line.
    feature_names : sequence of two str, optional
        Whose weights the right picture shows.

    Returns
    -------
    stage : Stage
        With the controls ``optimiser``, ``learning_rate``, ``step`` and ``axis``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features or does not vary, or the
        loss has no minimum.
    """
    if feature_names is None:
        feature_names = _MEASUREMENTS if X is None else ("$x_1$", "$x_2$")
    X, y = together_or(lambda: load_tumours(_MEASUREMENTS, n_train=284)[:2], X=X, y=y)
    X = as_plane(X)
    y = as_labels(y, len(X))
    feature_names = as_names(feature_names, "feature_names", 2)
    A = add_intercept(X)
    exact = newton(A, y)
    if not exact.converged:
        raise ValueError("X and y must overlap, got classes that a line separates")

    batch_size = -(-len(y) // _STEPS) if len(y) > MANY else BATCH_SIZE
    descents = _race(A, y, exact, batch_size)
    w = np.stack(np.broadcast_arrays(*(d.weights for d in descents)))
    if (w[..., 1:] == 0).all():
        raise ValueError(
            f"X must vary, or no weight ever moves, got sizes up to {np.abs(X).max():g}"
        )
    if np.abs(w[..., 1:]).max() > LARGEST:
        raise ValueError(
            f"X must be so large that the weights stay below {LARGEST:g}, got sizes up to "
            f"{np.abs(X).max():g}"
        )
    losses = np.stack(np.broadcast_arrays(*(d.losses for d in descents)))
    costs = np.stack([d.evaluations for d in descents])  # (optimiser, step)
    steps = np.arange(N_STEPS + 1.0)
    across = np.stack(np.broadcast_arrays(steps, costs), axis=-1)  # (optimiser, step, axis)
    above, *places = _until_the_floor(losses - exact.losses[-1], across)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2, width_ratios=[1.2, 1])
    curves, dot = _draw_losses(left, steps, above[:, 0])
    _draw_landscape(right, X, y, w[:, LEARNING_RATES <= 1], exact.weights[-1], feature_names)
    (trail,) = right.plot([], [], ".-", color=BLACK, linewidth=1.2, markersize=4)
    (tip,) = right.plot([0], [0], **HERE)

    stage = Stage(
        fig,
        optimiser=Control(OPTIMISERS, kind="choice"),
        learning_rate=Control(LEARNING_RATES, at=3),
        step=Control(N_STEPS + 1, at=10, play=250),
        axis=Control(AXES, label="count", kind="choice"),
    )
    run, here = ("optimiser", "learning_rate"), ("optimiser", "learning_rate", "step")
    for k, curve in enumerate(curves):
        stage.moves(curve, x=across[k].T, y=above[k], by={"x": "axis", "y": "learning_rate"})
    stage.puts(dot, x=places[0], y=places[1], by={"y": here})
    stage.grab(dot, "step", along="x", anywhere="the loss panel")
    stage.moves(trail, x=w[..., 1], y=w[..., 2], by=run, until="step")
    stage.puts(tip, x=w[..., 1], y=w[..., 2], by=here).grab(tip, "step")
    bill = ("optimiser", "step")
    note = f" SGD and Adam take batches of {batch_size}." if batch_size != BATCH_SIZE else ""
    return stage.says(
        "{optimiser}, learning rate {learning_rate}{unused}, {unit} {step}: mean loss {loss:.4f}; "
        "the lowest is {lowest:.4f}. {cost} so far{state}. The horizontal axis counts {axis}."
        + note,
        by={"unused": "optimiser", "unit": "optimiser", "loss": here, "cost": bill, "state": bill},
        unused=_UNUSED,
        unit=_UNITS,
        loss=losses,
        lowest=exact.losses[-1],
        cost=_evaluations(costs),
        state=_state(costs),
    )


class Descent(NamedTuple):
    """Where an optimiser was after each step or epoch at each rate, and what it had cost by then.

    One that needs no learning rate has one rate only.
    """

    weights: Floats  # (rate, step, feature)
    losses: Floats  # (rate, step)
    evaluations: Floats  # (step,)


def _race(A: Floats, y: Floats, exact: Path, batch_size: int) -> list[Descent]:
    """Return the descents of all optimisers from zeros; `exact` is that of Newton's method."""
    epochs = np.arange(N_STEPS + 1.0)
    plain = sgd_sweep(A, y, LEARNING_RATES, n_epochs=N_STEPS, batch_size=None)
    noisy = sgd_sweep(A, y, LEARNING_RATES, n_epochs=N_STEPS, batch_size=batch_size)
    arrived = np.arange(N_STEPS + 1).clip(max=len(exact.losses) - 1)  # there it stays
    newton_costs = (1.0 + A.shape[1]) * arrived
    return [
        Descent(plain.weights, plain.losses, epochs),
        Descent(noisy.weights, noisy.losses, epochs),
        adam_at_all_rates(A, y, batch_size),
        Descent(exact.weights[None, arrived], exact.losses[None, arrived], newton_costs),
        counted_lbfgs(A, y, N_STEPS),
    ]


def adam_at_all_rates(A: Floats, y: Floats, batch_size: int) -> Descent:
    """Return a run of Adam from zeros at each learning rate, all with the same shuffles.

    They are computed side by side, a column each, in a third of the time; `adam` shows the
    algorithm.
    """
    rng = np.random.default_rng(0)
    signed = (2 * y - 1)[:, None] * A
    W = np.zeros((A.shape[1], len(LEARNING_RATES)))
    m, v, t = np.zeros_like(W), np.zeros_like(W), 0
    weights, losses = [W.T], [mean_losses(signed, W, with_gradient=False)[0]]
    for _ in range(N_STEPS):
        for A_b, y_b in batches(A, y, batch_size, rng):
            gradient = A_b.T @ (stable_sigmoid(A_b @ W) - y_b[:, None]) / len(y_b)
            t += 1
            m = 0.9 * m + 0.1 * gradient
            v = 0.999 * v + 0.001 * gradient**2
            W = W - LEARNING_RATES * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        weights.append(W.T)
        losses.append(mean_losses(signed, W, with_gradient=False)[0])
    epochs = np.arange(N_STEPS + 1.0)
    return Descent(np.stack(weights, axis=1), np.stack(losses, axis=1), epochs)


def counted_lbfgs(A: Floats, y: Floats, n_steps: int) -> Descent:
    """Return a run of SciPy's L-BFGS from zeros, with the gradients that it had asked for.

    Once it has stopped, the last row is repeated.
    """
    from scipy.optimize import minimize

    asked = 0

    def loss(w: Floats) -> float:
        return float(binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w)))

    def loss_and_gradient(w: Floats) -> tuple[float, Floats]:
        nonlocal asked
        asked += 1
        return loss(w), cross_entropy_gradient(A, y, w)

    start = np.zeros(A.shape[1])
    rows = [(start, loss(start), 0.0)]
    minimize(
        loss_and_gradient,
        start,
        jac=True,
        method="L-BFGS-B",
        callback=lambda w: rows.append((w.copy(), loss(w), float(asked))),
        options={"maxiter": n_steps, "ftol": 0.0, "gtol": 1e-8},
    )
    rows += [rows[-1]] * (n_steps + 1 - len(rows))
    weights, losses, evaluations = zip(*rows, strict=True)
    return Descent(np.array([weights]), np.array([losses]), np.array(evaluations))


def _until_the_floor(above: Floats, across: Floats) -> tuple[Floats, Floats, Floats]:
    """Return losses (optimiser, rate, step) that end at the floor, and where the dots stand.

    A loss ends at the step from which on it stays below the floor; the dot waits there. The places
    across are (optimiser, step, axis). The dots stand at (optimiser, rate, step, axis) across, and
    at (optimiser, rate, step) upwards.
    """
    steps = np.arange(above.shape[-1])
    end = np.where(above > _FLOOR, steps, -1).max(axis=-1, keepdims=True) + 1
    ended = np.where(steps <= end, np.maximum(above, _FLOOR), np.nan)
    last = np.minimum(steps, end)
    optimiser = np.arange(len(above))[:, None, None]
    return ended, across[optimiser, last], np.take_along_axis(ended, last, axis=-1)


def _draw_losses(ax: Axes, steps: Floats, above: Floats) -> tuple[list[Line2D], Line2D]:
    """Draw the losses above the lowest (optimiser, step); return a curve for each, and the dot."""
    curves = []
    for name, dashes, color, height in zip(OPTIMISERS, _DASHES, LINE_COLORS, above, strict=True):
        curves += ax.plot(steps, height, dashes, color=color, label=name)
    curves[OPTIMISERS.index("Newton")].set(marker="s", markersize=4)
    ax.set(yscale="log", ylim=(_FLOOR / 40, 4 * above[0, 0]), xlim=(-0.5, steps[-1] + 0.5))
    ax.set(title="loss above the lowest", ylabel="mean loss, less the lowest")
    ax.set_xlabel(f"{AXES[0]}, or {AXES[1]}")
    mark_decades(ax.yaxis)
    ax.figure.legend(handles=curves, loc="outside lower center", ncols=5, frameon=False)
    (dot,) = ax.plot([0], [1], **HERE)
    return curves, dot


def _draw_landscape(
    ax: Axes, X: Floats, y: Floats, w: Floats, lowest: Floats, feature_names: Sequence[str]
) -> None:
    """Draw the loss over two weights where paths `w` (..., 3) lead, and mark where it is lowest."""
    ax.set(xlim=limits_around(w[..., 1], 0.12), ylim=limits_around(w[..., 2], 0.12))
    plot_loss_contours(X, y, feature_names=feature_names, ax=ax, n=31)
    ax.set_title("path of the weights")
    ax.plot(*lowest[1:], "*", color=BLACK, markersize=11)


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
