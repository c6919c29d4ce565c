"""Move two classes apart: the weights of a descent settle, or grow without end."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_floats
from logit_core.explorers._cluster_descents import cluster_descents
from logit_core.figures.plane import plot_points
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    HERE,
    PURPLE,
    mark_decades,
    new_figure,
)
from logit_core.stage import Stage

_BY: Final = ("distance", "penalty", "epoch")


def separability_explorer(
    *,
    distances: ArrayLike = (1, 2, 2.5, 3, 3.5, 4, 5),
    penalties: ArrayLike = (0, 0.001, 0.01, 0.1),
    learning_rate: float = 0.5,
    n_epochs: int = 10_000,
    n_samples: int = 40,
    seed: int = 1,
) -> Stage:
    """Show full-batch descents on two clusters, by their distance, penalty and epoch.

    The same points move apart; on each of them a descent from zero is run for each penalty. The
    length of the weights is drawn over the logarithm of the epoch, where a straight line means
    growth without end.

    Parameters
    ----------
    distances : array_like of shape (n_distances,)
        Distances of the centres of the classes, in units of the standard deviation.
    penalties : array_like of shape (n_penalties,)
        L2 penalties, at least 0, as in `gradient_descent`.
    learning_rate : float
        The same for all.
    n_epochs : int
        Steps, at least 10; 1, 2, 3, 5, 7 of each decade can be looked at, and the last.
    n_samples : int
        Points of both classes.
    seed : int
        Of the points.

    Returns
    -------
    stage : Stage
        With the controls ``distance``, ``penalty`` and ``epoch``.

    Raises
    ------
    ValueError
        If a distance or penalty is negative, there are fewer than 10 epochs, or the learning rate
        is beyond `safe_learning_rate` for some of the descents.
    """
    distances = as_floats(distances, "distances").ravel()
    penalties = as_floats(penalties, "penalties").ravel()
    n_epochs = as_count(n_epochs, "n_epochs", low=10)
    seed = as_count(seed, "seed")  # a generator would draw other points for each distance
    runs = cluster_descents(distances, penalties, learning_rate, n_epochs, n_samples, seed)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2, width_ratios=[1.15, 1])
    (*others, curve, end, dot), name = _draw_lengths(left, runs.lengths, n_epochs)
    *points, line = _draw_points(right, runs.X, runs.y)

    stage = Stage(
        fig,
        distance=distances,
        penalty=penalties,
        epoch=runs.epochs,
    )
    stage.control("distance", "distance of the centres", at=int(0.8 * len(distances)))
    stage.control("epoch", play=200, at=int(0.75 * len(runs.epochs)))
    for k, other in enumerate(others):
        stage.moves(other, x=runs.epochs, y=runs.lengths[:, k], by="distance")
    stage.moves(curve, x=runs.epochs, y=runs.lengths, by=("distance", "penalty"))
    level = np.stack([runs.settled, runs.settled], axis=-1)
    stage.moves(end, x=[0.1, 100 * n_epochs], y=level, by=("distance", "penalty"))
    names = [[f"settles at {length:.2f}" for length in row] for row in runs.settled]
    above = runs.settled + 0.01 * runs.lengths.max()
    stage.writes(name, names, y=above, by=("distance", "penalty"))
    stage.puts(dot, x=runs.epochs[None, None], y=runs.lengths, by=_BY)
    for label, own in enumerate(points):
        X = runs.X[:, runs.y == label]
        stage.moves(own, x=X[..., 0], y=X[..., 1], by="distance")
    stage.field(right, runs.weights, by=_BY)
    stage.boundary(line, runs.weights, by=_BY)
    return stage.says(
        "Centres {distance} apart, penalty {penalty}, epoch {epoch}: |w| = {length:.2f}, mean log "
        "loss {loss:.3g}, {right:.0f} of {n:.0f} points right. {verdict}.",
        by=_BY,
        length=runs.lengths,
        loss=runs.losses,
        right=runs.n_right,
        n=len(runs.y),
        verdict=np.vectorize(_verdict)(runs.separable[:, None], runs.settled)[..., None],
    )


def _draw_lengths(ax: Axes, lengths: Floats, n_epochs: int) -> tuple[list[Line2D], Text]:
    """Return a faint curve for each penalty, a clear one, where it settles, a dot; and a text."""
    lines = [ax.plot([], [], color=FAINT, linewidth=1.2)[0] for _ in lengths[0]]
    lines[0].set_label("other penalties")
    lines += ax.plot([], [], color=BLUE, linewidth=2, label="this penalty")
    lines += ax.plot([], [], "--", color=PURPLE, linewidth=1.5)
    lines += ax.plot([], [], **HERE)
    ax.set(xscale="log", xlim=(0.8, 1.25 * n_epochs), ylim=(0, 1.08 * lengths.max()))
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
