"""One picture of many descents: loss by epoch, boundary among the points, path of the weights."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.descent import Sweep, newton, safe_learning_rate
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.plane import plot_points
from logit_core.figures.style import (
    BLACK,
    BLUE,
    HERE,
    count_epochs,
    limits_around,
    mark_decades,
    new_figure,
)
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

# ten to the decade, so that 0.01 and 0.1 are among them; above 10 every path is chaos
LEARNING_RATES: Final = np.logspace(-3, 1, 41)
_GREY: Final = "#9A9A9A"
_MOST_LINES: Final = 15  # behind the curve of the loss


def stage_of_descents(learning_rates: Floats, n_epochs: int, *, epoch: int) -> Stage:
    """Return a stage for `draw_descents`, still empty, at a rate near 0.01 and at `epoch`."""
    near = int(np.abs(np.log(learning_rates / 0.01)).argmin())
    return Stage(
        new_figure(1, 1),
        learning_rate=Control(learning_rates, format=".3g", at=near),
        epoch=Control(n_epochs + 1, play=60, at=epoch),
    )


def draw_descents(
    stage: Stage,
    X: Floats,
    y: Floats,
    sweep: Sweep,
    *,
    feature_names: Sequence[str],
    class_names: Sequence[str],
    full_batch: bool = False,
    note: str = "",
) -> None:
    """Put the descents of `sweep` on a stage in place of what it shows.

    The stage is from `stage_of_descents`, with the same learning rates and epochs. `X` holds two
    features without the column of ones, the weights of `sweep` begin with the intercept.
    `full_batch` says that each step looked at all points: only then 2/L means something, and is
    shown. The sentence ends with `note`.
    """
    design = add_intercept(X)
    w, losses, epochs = sweep.weights, sweep.losses, np.arange(sweep.losses.shape[1])
    safe = safe_learning_rate(design)
    # run by run: all at once, a large data set would not fit into a small machine
    right = np.array([(((run @ design.T) >= 0) == (y == 1)).sum(axis=-1) for run in w])

    fig = new_figure(10.5)
    left, middle, path = fig.subplots(1, 3)
    curve, dot = draw_losses(left, losses, sweep.learning_rates)
    plot_points(X, y, feature_names=feature_names, class_names=class_names, ax=middle)
    middle.set_title("boundary and probability")
    middle.set(xlim=limits_around(X[:, 0]), ylim=limits_around(X[:, 1]))
    (line,) = middle.plot([], [], color=BLACK, linewidth=2, zorder=0.9)
    # steps that are too long may lead anywhere, out of the picture
    tame = losses.max(axis=1) <= 1.2 * losses[:, 0]
    if not full_batch:
        tame &= sweep.learning_rates <= min(1.0, safe)
    tame[0] = True
    path.set(xlim=limits_around(w[tame, :, 1], 0.15), ylim=limits_around(w[tame, :, 2], 0.15))
    plot_loss_contours(X, y, feature_names=feature_names, ax=path)
    trail, tip = draw_path(path, w[0, 0, 1:], find_minimum(design, y))
    if full_batch:
        trail.set(marker=".", markersize=5)  # an epoch is one step: each of them is seen

    stage.clear(fig)
    stage.moves(curve, y=losses, by="learning_rate")
    stage.puts(dot, x=epochs, y=losses, by={"x": "epoch"})
    stage.grab(dot, "epoch", anywhere="the loss panel", along="x")
    stage.field(middle, w)
    stage.boundary(line, w)
    stage.moves(trail, x=w[..., 1], y=w[..., 2], by="learning_rate", until="epoch")
    stage.puts(tip, x=w[..., 1], y=w[..., 2])
    if full_batch:
        stage.control("learning_rate", notch=_notch(sweep.learning_rates, safe))
    stage.says(
        "Learning rate {learning_rate}, epoch {epoch}: mean loss {loss:.3g}, {right:.0f} of "
        "{n:.0f} points right.{promise}",
        by={"promise": "learning_rate"},
        loss=losses,
        right=right,
        n=len(y),
        promise=_promises(sweep.learning_rates, safe) if full_batch else note,
    )


def draw_losses(ax: Axes, losses: Floats, rates: Floats) -> tuple[Line2D, Line2D]:
    """Draw losses (n_rates, n_epochs + 1) faintly; return a bold curve, and a point on it.

    A faint curve that ends apart from the others bears its rate there.
    """
    epochs = np.arange(float(losses.shape[1]))
    # a background of lines that stay in sight, and of fewer points after the first steep epochs
    calm = np.flatnonzero(losses.max(axis=1) <= 2 * losses[:, 0])
    calm = calm[:: 1 + len(calm) // _MOST_LINES]
    few = [k for k in range(len(epochs)) if k <= 10 or k % (1 + len(epochs) // 30) == 0]
    ax.plot(epochs[few], _drawable(losses[calm][:, few]).T, color=_GREY, linewidth=0.7)
    (curve,) = ax.plot(epochs, losses[0], color=BLUE, linewidth=2)
    (dot,) = ax.plot([0], [1], **HERE)
    ax.set(title="loss by epoch", ylabel="mean loss", yscale="log")
    ax.set(xlim=limits_around(epochs, 0.03), ylim=_loss_limits(losses))
    _name_ends(ax, epochs[-1], losses[calm, -1], rates[calm])
    count_epochs(ax)
    mark_decades(ax.yaxis)
    return curve, dot


def _name_ends(ax: Axes, x: float, ends: Floats, rates: Floats) -> None:
    """Write rates beside the right edge where curves end there, each if there is room for it."""
    low, high = np.log(ax.get_ylim())
    named: dict[float, tuple[float, float]] = {}
    for end, rate in zip(ends, rates, strict=True):
        share = (np.log(max(end, 1e-300)) - low) / (high - low)
        if 0 <= share <= 1 and all(abs(share - other) > 0.06 for other in named):
            named[share] = end, rate
    if len(named) < 3:  # they have all come to the same place
        return
    beside: dict[str, Any] = {"xytext": (14, 0), "textcoords": "offset points", "va": "center"}
    for end, rate in named.values():
        ax.annotate(f"{rate:.2g}", (x, end), fontsize=8, **beside)


def draw_path(ax: Axes, start: Floats, lowest: Floats | None) -> tuple[Line2D, Line2D]:
    """Draw start and minimum of two weights; return their trail, still empty, and its tip."""
    ax.set_title("path of the weights")
    if lowest is not None:  # larger than the tip, which comes to stand there
        ax.plot(*lowest, "*", color=BLACK, markersize=14)
    ax.plot(*start, "o", color="white", markersize=6, markeredgecolor=BLUE)
    (trail,) = ax.plot([], [], color=BLUE, linewidth=1.5)
    (tip,) = ax.plot([0], [0], **HERE)
    return trail, tip


def find_minimum(X: Floats, y: Floats) -> Floats | None:
    """Return the two weights at the minimum of the loss; None if there is none."""
    path = newton(X, y, tolerance=1e-12)
    return path.weights[-1][1:] if path.converged else None


def _promises(learning_rates: Floats, safe: float) -> NDArray[np.str_]:
    """Say of each rate whether full-batch steps are guaranteed to lower the loss."""
    below = f" The rate lies below 2/L = {safe:.3g}: each step is guaranteed to lower the loss."
    above = f" The rate lies above 2/L = {safe:.3g}: no step is guaranteed to lower the loss."
    return np.where(learning_rates < safe, below, above)


def _notch(learning_rates: Floats, safe: float) -> tuple[float, str] | None:
    """Return the position of 2/L on the control of the learning rate, if it lies there."""
    if not learning_rates[0] <= safe <= learning_rates[-1]:
        return None
    at = np.interp(np.log(safe), np.log(learning_rates), np.arange(len(learning_rates)))
    return float(at), f"2/L = {safe:.3g}: guaranteed below"


def _drawable(losses: Floats) -> Floats:
    """Return losses with gaps where a logarithmic axis has no place for them."""
    return np.where(np.isfinite(losses) & (losses > 0), losses, np.nan)


def _loss_limits(losses: Floats) -> tuple[float, float]:
    """Return limits that show every path down to 1e-4, and those that fly off up to 5 starts."""
    seen = _drawable(losses)
    if np.isnan(seen).all():
        return 1e-4, 1.0
    low = max(0.8 * float(np.nanmin(seen)), 1e-4)
    return low, max(min(1.3 * float(np.nanmax(seen)), 5 * float(losses[0, 0])), 3 * low)
