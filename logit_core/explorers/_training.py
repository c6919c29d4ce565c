"""One picture of many descents: loss by epoch, boundary among the points, path of the weights."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from logit_core._validation import Floats
from logit_core.descent import Sweep, safe_learning_rate
from logit_core.explorers.stage import Stage
from logit_core.figures.plane import plot_points
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    count_epochs,
    mark_decades,
    new_figure,
)
from logit_core.figures.training import plot_loss_contours
from logit_core.model import add_intercept

# ten to the decade, so that 0.01 and 0.1 are among them; above 10 every path is chaos
LEARNING_RATES: Final = np.logspace(-3, 1, 41)
_BY: Final = ("learning_rate", "epoch")


def rate_labels(learning_rates: Floats) -> list[str]:
    """Return learning rates with three significant digits."""
    return [f"{rate:.3g}" for rate in learning_rates]


def nearest(learning_rates: Floats, rate: float) -> int:
    """Return the position whose learning rate is nearest to `rate` in ratio."""
    return int(np.abs(np.log(learning_rates / rate)).argmin())


def draw_training(
    stage: Stage,
    X: Floats,
    y: Floats,
    sweep: Sweep,
    *,
    feature_names: Sequence[str],
    class_names: Sequence[str],
    steps: str,
) -> None:
    """Put the descents of `sweep` on a stage with the controls learning_rate and epoch.

    Parameters
    ----------
    stage : Stage
        With a position per learning rate and one per row of the paths.
    X : ndarray of shape (n_samples, 2)
        The two features, without the column of ones.
    y : ndarray of shape (n_samples,)
        Labels.
    sweep : Sweep
        The descents, with the intercept first.
    feature_names, class_names : sequence of two str
        What the axes and the legend say.
    steps : str
        How the descents step, for the sentence: "point by point".
    """
    design = add_intercept(X)
    w, losses, epochs = sweep.weights, sweep.losses, np.arange(float(sweep.losses.shape[1]))
    safe = safe_learning_rate(design)
    # run by run: all at once, a large data set would not fit into a small machine
    right = np.array([(((run @ design.T) >= 0) == (y == 1)).sum(axis=-1) for run in w])

    fig = new_figure(10.5)
    left, middle, path = fig.subplots(1, 3)
    # the background needs fewer points once the first steep epochs are over
    few = [k for k in range(len(epochs)) if k <= 10 or k % (1 + len(epochs) // 30) == 0]
    left.plot(epochs[few], _drawable(losses[:, few]).T, color=FAINT, linewidth=0.4)
    (curve,) = left.plot(epochs, losses[0], color=BLUE, linewidth=2)
    (dot,) = left.plot([0], [1], "o", color=GREEN, markersize=8, markeredgecolor=BLACK)
    left.set(title="loss by epoch", ylabel="mean loss", yscale="log")
    left.set(xlim=_around(epochs, 0.03), ylim=_loss_limits(losses))
    count_epochs(left)
    mark_decades(left.yaxis)

    plot_points(X, y, feature_names=feature_names, class_names=class_names, ax=middle)
    middle.set(title="boundary and probability", xlim=_around(X[:, 0]), ylim=_around(X[:, 1]))
    (line,) = middle.plot([], [], color=BLACK, linewidth=2, zorder=0.9)

    tame = sweep.learning_rates <= max(min(1.0, safe), sweep.learning_rates.min())
    path.set(xlim=_around(w[tame, :, 1], 0.15), ylim=_around(w[tame, :, 2], 0.15))
    plot_loss_contours(X, y, feature_names=feature_names, ax=path)
    path.set_title("path of the weights")
    path.plot(*w[0, 0, 1:], "o", color="white", markersize=6, markeredgecolor=BLUE)
    (trail,) = path.plot([], [], "-", color=BLUE, linewidth=1.5)
    (tip,) = path.plot([0], [0], "o", color=GREEN, markersize=8, markeredgecolor=BLACK)

    stage.clear(fig)
    stage.moves(curve, y=losses, by="learning_rate")
    stage.moves(dot, x=epochs[None, :, None], y=losses[..., None], by=_BY)
    stage.field(middle, w, by=_BY)
    stage.boundary(line, w, by=_BY)
    stage.moves(trail, x=w[..., 1], y=w[..., 2], by="learning_rate", until="epoch")
    stage.moves(tip, x=w[..., 1:2], y=w[..., 2:3], by=_BY)
    _mark_safe_rate(stage, sweep.learning_rates, safe)
    stage.says(
        "Learning rate {learning_rate}, epoch {epoch}: mean loss {loss:.3g}, {right:.0f} of "
        "{n:.0f} points right. The rate lies {side} 2/L = {safe:.3g}, the bound below which "
        "full-batch steps are guaranteed to lower the loss; this path steps {steps}.",
        by=_BY,
        loss=losses,
        right=right,
        n=len(y),
        side=np.where(sweep.learning_rates < safe, "below", "above")[:, None],
        safe=safe,
        steps=steps,
    )


def _mark_safe_rate(stage: Stage, rates: Floats, safe: float) -> None:
    """Mark 2/L under the control of the learning rate, where it lies in its range."""
    notch = None
    if rates[0] <= safe <= rates[-1]:
        at = np.interp(np.log(safe), np.log(rates), np.arange(len(rates)))
        notch = (float(at), f"2/L = {safe:.3g}: guaranteed for full-batch steps")
    stage.control("learning_rate", notch=notch)
    stage.control("epoch", play=60)


def _drawable(losses: Floats) -> Floats:
    """Return losses with gaps where a logarithmic axis has no place for them."""
    return np.where(np.isfinite(losses) & (losses > 0), losses, np.nan)


def _loss_limits(losses: Floats) -> tuple[float, float]:
    """Return limits that show every path down to 1e-4, and those that fly off up to 8 starts."""
    seen = _drawable(losses)
    if np.isnan(seen).all():
        return 1e-4, 1.0
    low = max(0.8 * float(np.nanmin(seen)), 1e-4)
    return low, max(min(1.3 * float(np.nanmax(seen)), 8 * float(losses[0, 0])), 10 * low)


def _around(values: Floats, margin: float = 0.08) -> tuple[float, float]:
    """Return the range of `values` with a margin on both sides."""
    low, high = float(values.min()), float(values.max())
    pad = margin * max(high - low, 1e-6 * max(abs(low), abs(high)), 1e-9)
    return low - pad, high + pad
