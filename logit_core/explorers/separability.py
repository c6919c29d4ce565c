"""Move two classes apart: the weights of a descent settle, or grow without end."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.data import make_clusters
from logit_core.descent import newton
from logit_core.figures.plane import plot_points
from logit_core.figures.style import BLACK, BLUE, FAINT, HERE, PURPLE, mark_decades, new_figure
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.margin import is_separable
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

DISTANCES: Final = np.array([1, 2, 2.5, 3, 3.5, 4, 5])  # in units of the standard deviation
PENALTIES: Final = np.array([0, 0.001, 0.01, 0.1])
EPOCHS: Final = np.array([k * 10**n for n in range(4) for k in (1, 2, 3, 5, 7)] + [10_000])
LEARNING_RATE: Final = 0.5


def separability_explorer() -> Stage:
    """Show full-batch descents on two clusters, by their distance, penalty and epoch.

    The same 40 points move apart; on each of them a descent from zero is run for each penalty. The
    length of the weights is drawn over the logarithm of the epoch, where a straight line means
    growth without end.

    Returns
    -------
    stage : Stage
        With the controls ``distance``, ``penalty`` and ``epoch``.
    """
    # dimensions: distance, penalty, epoch; then those of points and weights
    clusters = [make_clusters(40, separation=distance, seed=1) for distance in DISTANCES]
    X, y = np.array([points for points, _ in clusters]), clusters[0][1]
    A = np.array([add_intercept(points) for points in X])
    w = _descend(A, y)
    z = np.einsum("dnf,dpef->dpen", A, w)
    lengths = np.linalg.norm(w, axis=-1)
    separable = np.array([is_separable(points, y) for points in A])
    settled = _settled_lengths(A, y, separable, w[:, :, -1])

    fig = new_figure(9)
    left, right = fig.subplots(1, 2, width_ratios=[1.15, 1])
    (*others, curve, end, dot), name = _draw_lengths(left, lengths)
    *points, line = _draw_points(right, X, y)

    stage = Stage(
        fig,
        distance=Control(DISTANCES, at=5, label="distance of the centres"),
        penalty=Control(PENALTIES),
        epoch=Control(EPOCHS, at=15, play=200),
    )
    run = ("distance", "penalty")
    for k, other in enumerate(others):
        stage.moves(other, x=EPOCHS, y=lengths[:, k], by="distance")
    stage.moves(curve, x=EPOCHS, y=lengths, by=run)
    stage.moves(end, x=[0.1, 100 * EPOCHS[-1]], y=np.stack([settled, settled], axis=-1), by=run)
    names = [[f"settles at {length:.2f}" for length in row] for row in settled]
    stage.writes(name, names, y=settled + 0.01 * lengths.max(), by=run)
    stage.puts(dot, x=EPOCHS, y=lengths, by={"x": "epoch"}).grab(dot, ("penalty", "epoch"))
    for label, own in enumerate(points):
        places = X[:, y == label]
        stage.moves(own, x=places[..., 0], y=places[..., 1], by="distance")
    stage.field(right, w).boundary(line, w)
    return stage.says(
        "Centres {distance} apart, penalty {penalty}, epoch {epoch}: |w| = {length:.2f}, mean log "
        "loss {loss:.3g}, {right:.0f} of {n:.0f} points right. {verdict}.",
        by={"verdict": run},
        length=lengths,
        loss=binary_cross_entropy_from_log_odds(np.broadcast_to(y, z.shape), z),
        right=((z >= 0) == (y == 1)).sum(axis=-1),
        n=len(y),
        verdict=np.vectorize(_verdict)(separable[:, None], settled),
    )


def _descend(A: Floats, y: Floats) -> Floats:
    """Return the weights (distance, penalty, epoch, 3) of `gradient_descent` from zero.

    All at once, in arrays (distance, penalty, ...): one at a time they take a minute.
    """
    w, kept = np.zeros((len(A), len(PENALTIES), A.shape[2])), []
    wanted = set(EPOCHS.tolist())
    A_turned = np.ascontiguousarray(A.transpose(0, 2, 1))  # matmul is slow on a mere view
    shrinking = PENALTIES[:, None] * [0, 1, 1]  # of the weights, not of the intercept
    for epoch in range(1, EPOCHS[-1] + 1):
        p = 1 / (1 + np.exp(-(w @ A_turned)))
        w = w - LEARNING_RATE * ((p - y) @ A / len(y) + shrinking * w)
        if epoch in wanted:
            kept.append(w)
    return np.stack(kept, axis=2)


def _settled_lengths(A: Floats, y: Floats, separable: NDArray[np.bool_], last: Floats) -> Floats:
    """Return the lengths (distance, penalty) of the best weights, NaN where no weights are best.

    They are near the `last` weights of the descents.
    """
    lengths = np.full((len(A), len(PENALTIES)), np.nan)
    for d, k in np.ndindex(lengths.shape):
        penalty = float(PENALTIES[k])
        if penalty > 0 or not separable[d]:
            path = newton(A[d], y, start=last[d, k], penalty=penalty)
            lengths[d, k] = np.linalg.norm(path.weights[-1])
    return lengths


def _draw_lengths(ax: Axes, lengths: Floats) -> tuple[list[Line2D], Text]:
    """Return a faint curve for each penalty, a clear one, where it settles, a dot; and a text."""
    lines = [ax.plot([], [], color=FAINT, linewidth=1.2)[0] for _ in lengths[0]]
    lines[0].set_label("other penalties")
    lines += ax.plot([], [], color=BLUE, linewidth=2, label="this penalty")
    lines += ax.plot([], [], "--", color=PURPLE, linewidth=1.5)
    lines += ax.plot([], [], **HERE)
    ax.set(xscale="log", xlim=(0.8, 1.25 * EPOCHS[-1]), ylim=(0, 1.08 * lengths.max()))
    ax.set(xlabel="epoch", ylabel="length $|w|$")
    mark_decades(ax.xaxis)
    ax.legend(loc="upper left")
    return lines, ax.text(1, 0, "", color=PURPLE, va="bottom")


def _draw_points(ax: Axes, X: Floats, y: Floats) -> list[Line2D]:
    """Return the points of class 0 and of class 1, at first furthest apart, and the boundary."""
    plot_points(X[-1], y, ax=ax)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    width, height = 1.05 * np.abs(X).max(axis=(0, 1))
    ax.set(xlim=(-width, width), ylim=(-height, height))
    zeros, ones = ax.lines
    return [zeros, ones, *ax.plot([], [], color=BLACK, linewidth=2, zorder=0.9)]


def _verdict(separable: bool, settled: float) -> str:
    """Say whether a line separates the classes, and where |w| settles, if it does."""
    line = "A line" if separable else "No line"
    if np.isnan(settled):
        return f"{line} separates the classes, so |w| grows without end"
    return f"{line} separates the classes, and |w| settles at {settled:.2f}"
