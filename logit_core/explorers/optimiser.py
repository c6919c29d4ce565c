"""Five ways down one loss: how fast each is, by steps and by what the steps cost."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_floats, as_labels
from logit_core.descent import Path, adam, newton, sgd_sweep
from logit_core.explorers._training import nearest, rate_labels
from logit_core.explorers._tumours import load_tumours
from logit_core.explorers.stage import Stage
from logit_core.figures.plane import as_plane
from logit_core.figures.style import BLACK, GREEN, LINE_COLORS, mark_decades, new_figure
from logit_core.figures.training import plot_loss_contours
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept, predict_log_odds

OPTIMISERS: Final = ("Plain descent", "SGD", "Adam", "Newton", "L-BFGS")
LEARNING_RATES: Final = np.array([0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0])
BATCH_SIZE: Final = 32
_AXES: Final = ("steps or epochs", "gradient evaluations")
_DASHES: Final = ("-", "--", "-.", "-", ":")
_FLOOR: Final = 1e-9  # of the loss above the lowest; what is below is drawn there


class Run(NamedTuple):
    """Where an optimiser was after each step or epoch, and what it had cost by then."""

    weights: Floats
    losses: Floats
    evaluations: Floats


def optimiser_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    learning_rates: ArrayLike = LEARNING_RATES,
    n_steps: int = 30,
    seed: int = 0,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
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
    feature_names : sequence of two str
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
    if (X is None) != (y is None):
        raise ValueError("X and y must be given together, got only one of them")
    if X is None or y is None:
        X, y, *_, feature_names = load_tumours([0, 7], n_train=284)
    X = as_plane(X)
    y = as_labels(y, len(X))
    rates = as_floats(learning_rates, "learning_rates")
    if rates.ndim != 1 or rates[0] <= 0 or (np.diff(rates) <= 0).any():
        raise ValueError("learning_rates must be above 0 and rise from each to the next")
    n_steps = as_count(n_steps, "n_steps", low=1)
    A = add_intercept(X)
    exact = newton(A, y)
    if not exact.converged:
        raise ValueError("the loss must have a minimum, but a line separates the classes")
    lowest = exact.losses[-1]

    runs = _race(A, y, rates, n_steps, seed, exact)
    w = np.array([[run.weights for run in by_rate] for by_rate in runs])
    losses = np.array([[run.losses for run in by_rate] for by_rate in runs])
    costs = np.array([by_rate[0].evaluations for by_rate in runs])
    steps = np.arange(n_steps + 1.0)
    across = np.stack([np.broadcast_to(steps, costs.shape), costs])  # (axis, optimiser, step)
    above = np.clip(losses - lowest, _FLOOR, None)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2, width_ratios=[1.2, 1])
    curves = [
        left.plot(steps, above[k, 0], dashes, color=LINE_COLORS[k], label=name)[0]
        for k, (name, dashes) in enumerate(zip(OPTIMISERS, _DASHES, strict=True))
    ]
    curves[3].set(marker="s", markersize=4)
    (dot,) = left.plot([0], [1], "o", color=GREEN, markersize=9, markeredgecolor=BLACK)
    left.set(yscale="log", ylim=(_FLOOR, 300 * above[0, 0, 0]), xlim=(-0.5, n_steps + 0.5))
    left.set(title="loss above the lowest", ylabel="mean loss, less the lowest")
    left.set_xlabel("steps, epochs or gradient evaluations")
    mark_decades(left.yaxis)
    left.minorticks_off()
    left.legend(loc="upper right", ncols=2, framealpha=0.9)
    tame = w[:, rates <= 1.0] if (rates <= 1.0).any() else w[:, :1]
    right.set(xlim=_range(tame[..., 1]), ylim=_range(tame[..., 2]))
    plot_loss_contours(X, y, feature_names=feature_names, ax=right, n=31)
    right.set_title("path of the weights")
    right.plot(*exact.weights[-1, 1:], "*", color=BLACK, markersize=11)
    (trail,) = right.plot([], [], ".-", color=BLACK, linewidth=1.2, markersize=4)
    (tip,) = right.plot([0], [0], "o", color=GREEN, markersize=9, markeredgecolor=BLACK)

    stage = Stage(
        fig,
        optimiser=OPTIMISERS,
        learning_rate=rate_labels(rates),
        step=n_steps + 1,
        axis=_AXES,
    )
    stage.control("optimiser", kind="choice").control("axis", "count", kind="choice")
    stage.control("step", play=250)
    for k, curve in enumerate(curves):
        stage.moves(curve, x=across[:, None, k], y=above[None, k], by=("axis", "learning_rate"))
    at = np.moveaxis(across, 0, -1)[:, None, :, :, None]
    everything = ("optimiser", "learning_rate", "step", "axis")
    stage.moves(dot, x=at, y=above[..., None, None], by=everything)
    where = everything[:2]
    stage.moves(trail, x=w[..., 1], y=w[..., 2], by=where, until="step")
    stage.moves(tip, x=w[..., 1:2], y=w[..., 2:3], by=everything[:3])
    stage.says(
        "{optimiser}, learning rate {learning_rate}{unused}, {unit} {step}: mean loss {loss:.4f}; "
        "the lowest is {lowest:.4f}. {cost} so far{state}. The horizontal axis counts {axis}.",
        by=everything[:3],
        unused=np.array(["", "", "", " (not used)", " (not used)"])[:, None, None],
        unit=np.array(["step", "epoch", "epoch", "step", "step"])[:, None, None],
        loss=losses,
        lowest=lowest,
        cost=np.array([[_evaluations(int(cost)) for cost in row] for row in costs])[:, None],
        state=np.array([[_state(row, k) for k in range(n_steps + 1)] for row in costs])[:, None],
    )
    stage.set_trait("learning_rate", nearest(rates, 0.3))
    stage.set_trait("step", min(10, n_steps))
    return stage


def _race(
    A: Floats, y: Floats, rates: Floats, n_steps: int, seed: int, exact: Path
) -> list[list[Run]]:
    """Return the runs of each optimiser, one per rate, or a single one that needs no rate."""
    free = np.arange(n_steps + 1.0)
    plain = sgd_sweep(A, y, rates, n_epochs=n_steps, batch_size=None)
    noisy = sgd_sweep(A, y, rates, n_epochs=n_steps, batch_size=BATCH_SIZE, seed=seed)
    runs = [
        [Run(w, loss, free) for w, loss in zip(sweep.weights, sweep.losses, strict=True)]
        for sweep in (plain, noisy)
    ]
    settings = {"n_epochs": n_steps, "batch_size": BATCH_SIZE, "seed": seed}
    adaptive = [adam(A, y, learning_rate=rate, **settings) for rate in rates]
    runs.append([Run(path.weights, path.losses, free) for path in adaptive])
    last = np.minimum(np.arange(n_steps + 1), len(exact.losses) - 1)  # then it has arrived
    per_step = 1.0 + A.shape[1]
    runs.append([Run(exact.weights[last], exact.losses[last], per_step * last)] * len(rates))
    return [*runs, [counted_lbfgs(A, y, n_steps)] * len(rates)]


def counted_lbfgs(A: Floats, y: Floats, n_steps: int) -> Run:
    """Return a run of SciPy's L-BFGS from zeros, with the gradients that it had asked for.

    Once it has stopped, the last row is repeated.
    """
    from scipy.optimize import minimize

    asked = 0

    def loss_and_gradient(w: Floats) -> tuple[float, Floats]:
        nonlocal asked
        asked += 1
        return _loss(A, y, w), cross_entropy_gradient(A, y, w)

    start = np.zeros(A.shape[1])
    rows = [(start, _loss(A, y, start), 0.0)]
    minimize(
        loss_and_gradient,
        start,
        jac=True,
        method="L-BFGS-B",
        callback=lambda w: rows.append((w.copy(), _loss(A, y, w), float(asked))),
        options={"maxiter": n_steps, "ftol": 0.0, "gtol": 1e-8},
    )
    rows += [rows[-1]] * (n_steps + 1 - len(rows))
    weights, losses, evaluations = zip(*rows, strict=True)
    return Run(np.array(weights), np.array(losses), np.array(evaluations))


def _loss(A: Floats, y: Floats, w: Floats) -> float:
    return float(binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w)))


def _evaluations(n: int) -> str:
    return "1 gradient evaluation" if n == 1 else f"{n} gradient evaluations"


def _state(costs: Floats, step: int) -> str:
    """Say whether the run had ended before this step."""
    return ", and it has stopped" if step and costs[step] == costs[step - 1] else ""


def _range(values: Floats) -> tuple[float, float]:
    """Return the range of the values with a margin."""
    low, high = float(values.min()), float(values.max())
    return low - 0.12 * (high - low), high + 0.12 * (high - low)
