"""Two descents side by side on one seed: how many points a step looks at, and how far it goes."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_count
from logit_core.data import make_clusters
from logit_core.descent import newton, sgd_sweep
from logit_core.explorers._training import nearest, rate_labels
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.style import (
    BLACK,
    BLUE,
    VERMILION,
    count_epochs,
    mark_decades,
    new_figure,
)
from logit_core.model import add_intercept
from logit_core.stage import Stage

_SIZES: Final = {"1 point": 1, "10 points": 10, "all 100 points": 100}
_LOOKS: Final = {"a": (BLUE, "-", "o"), "b": (VERMILION, "--", "s")}


def batch_explorer(
    *, learning_rates: ArrayLike = (0.01, 0.1, 1.0, 4.0), n_epochs: int = 15, seed: int = 0
) -> Stage:
    """Show two runs of `sgd` on the clusters, each with a batch size and a learning rate.

    Both start at zeros and share their shuffles. The loss is drawn as its height above the minimum,
    which `newton` finds.

    Parameters
    ----------
    learning_rates : array_like of shape (n_rates,)
        The rates to choose from, at least 2.
    n_epochs : int
        Passes over the data, at least 1.
    seed : int
        Of the shuffles.

    Returns
    -------
    stage : Stage
        With the controls ``batch_a``, ``rate_a``, ``batch_b``, ``rate_b`` and ``epoch``.

    Raises
    ------
    ValueError
        If a rate is not above 0, there are fewer than two of them, there is no epoch, or the seed
        is not a whole number.
    """
    n_epochs, seed = as_count(n_epochs, "n_epochs", low=1), as_count(seed, "seed")
    X, y = make_clusters()
    A = add_intercept(X)
    sweeps = [
        sgd_sweep(A, y, learning_rates, n_epochs=n_epochs, batch_size=size, seed=seed)
        for size in _SIZES.values()
    ]
    rates = sweeps[0].learning_rates
    if len(rates) < 2:
        raise ValueError(f"learning_rates must hold at least 2 rates, got {len(rates)}")
    # leading dimensions: batch, rate, epoch
    w, losses = np.array([s.weights for s in sweeps]), np.array([s.losses for s in sweeps])
    best = newton(A, y)
    height, epochs = losses - best.losses[-1], np.arange(n_epochs + 1)
    steps = _steps_taken(epochs, len(y))

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    _draw_loss_axes(left, n_epochs)
    _draw_weight_axes(right, X, y, best.weights[-1])

    sizes, labels = list(_SIZES), rate_labels(rates)
    stage = Stage(
        fig, batch_a=sizes, rate_a=labels, batch_b=sizes, rate_b=labels, epoch=n_epochs + 1
    )
    for run in _LOOKS:
        batch, rate = f"batch_{run}", f"rate_{run}"
        stage.control(batch, f"{run.upper()}: points per step", kind="choice")
        stage.control(rate, f"{run.upper()}: learning rate", kind="choice", at=nearest(rates, 0.1))
        for ax, across, up in ((left, epochs, height), (right, w[..., 1], w[..., 2])):
            trail, tip = _draw_run(ax, run)
            stage.moves(trail, x=across, y=up, by=(batch, rate), until="epoch")
            stage.puts(tip, x=np.broadcast_to(across, up.shape), y=up, by=(batch, rate, "epoch"))
    stage.control("batch_b", at=len(_SIZES) - 1).control("epoch", play=250, at=min(10, n_epochs))
    left.legend(loc="lower left")
    right.legend(loc="lower right")
    return stage.says(
        "Epoch {epoch}. Run A, {batch_a} per step, learning rate {rate_a}: {steps_a}, loss "
        "{loss_a:.4f}. Run B, {batch_b} per step, learning rate {rate_b}: {steps_b}, loss "
        "{loss_b:.4f}. The smallest possible loss is {least:.4f}.",
        by=("batch_a", "rate_a", "batch_b", "rate_b", "epoch"),
        steps_a=steps[:, None, None, None, :],
        loss_a=losses[:, :, None, None, :],
        steps_b=steps[None, None, :, None, :],
        loss_b=losses[None, None],
        least=best.losses[-1],
    )


def _steps_taken(epochs: NDArray[np.int_], n_samples: int) -> NDArray[np.str_]:
    """Say how many steps (n_sizes, n_epochs + 1) each batch size has taken."""
    sizes = np.array(list(_SIZES.values()))
    taken = epochs * n_samples // sizes[:, None]
    return np.where(taken == 1, "1 step", np.vectorize("{} steps".format)(taken))


def _draw_loss_axes(ax: Axes, n_epochs: int) -> None:
    """Draw axes of the loss by epoch, as decades above the minimum."""
    ax.set(title="loss by epoch", ylabel="loss above the minimum", yscale="log")
    ax.set(xlim=(-0.03 * n_epochs, 1.03 * n_epochs), ylim=(3e-5, 3))
    count_epochs(ax)
    mark_decades(ax.yaxis)


def _draw_weight_axes(ax: Axes, X: Floats, y: Floats, minimum: Floats) -> None:
    """Draw the loss of two weights, and dotted where it is smallest."""
    ax.set(title="path of the weights", xlim=(-0.4, 3.4), ylim=(-0.4, 3.4))
    plot_loss_contours(X, y, ax=ax)
    ax.axvline(minimum[1], color=BLACK, linestyle=":", linewidth=1, label="minimum")
    ax.axhline(minimum[2], color=BLACK, linestyle=":", linewidth=1)


def _draw_run(ax: Axes, run: str) -> tuple[Line2D, Line2D]:
    """Name a run in the legend; return its trail and the tip of it, both of them still empty."""
    color, dashes, marker = _LOOKS[run]
    (trail,) = ax.plot([], [], dashes, color=color, marker=marker, markersize=3.5, zorder=0.9)
    (tip,) = ax.plot([], [], marker, color=color, markersize=9, markeredgecolor=BLACK)
    ax.plot([], [], dashes, color=color, marker=marker, label=f"run {run.upper()}")
    return trail, tip
