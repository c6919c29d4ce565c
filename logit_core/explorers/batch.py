"""Two descents side by side on one seed: how many points a step looks at, and how far it goes."""

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.data import make_clusters
from logit_core.descent import newton, sgd_sweep
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.style import BLACK, BLUE, VERMILION, count_epochs, mark_decades, new_figure
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

_SIZES: Final = {"1 point": 1, "10 points": 10, "all 100 points": 100}
_RATES: Final = (0.01, 0.1, 1.0, 4.0)
_N_EPOCHS: Final = 15
# colour, dashes, marker, width, size of the tip: where the runs are the same, A is seen around B
_LOOKS: Final = {"a": (BLUE, "-", "o", 3.5, 13), "b": (VERMILION, "--", "s", 1.5, 7)}


def batch_explorer() -> Stage:
    """Show two runs of `sgd` on the clusters, each with a batch size and a learning rate.

    Both start at zeros and share their shuffles. The loss is drawn as its height above the minimum,
    which `newton` finds.

    Returns
    -------
    stage : Stage
        With the controls ``batch_a``, ``rate_a``, ``batch_b``, ``rate_b`` and ``epoch``.
    """
    X, y = make_clusters()
    A = add_intercept(X)
    sweeps = [
        sgd_sweep(A, y, _RATES, n_epochs=_N_EPOCHS, batch_size=size) for size in _SIZES.values()
    ]
    # leading dimensions: batch, rate, epoch
    w, losses = np.array([s.weights for s in sweeps]), np.array([s.losses for s in sweeps])
    best = newton(A, y)
    height, epochs = losses - best.losses[-1], np.arange(_N_EPOCHS + 1)
    steps = _steps_taken(epochs, len(y))

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    _draw_loss_axes(left)
    _draw_weight_axes(right, X, y, best.weights[-1])
    runs = {(ax, run): _draw_run(ax, run) for run in _LOOKS for ax in (left, right)}
    _draw_legend(right)

    sizes = list(_SIZES)
    stage = Stage(
        fig,
        batch_a=Control(sizes, label="A: points per step", kind="choice"),
        rate_a=Control(_RATES, label="A: rate", kind="choice", at=1),
        batch_b=Control(sizes, label="B: points per step", kind="choice", at=len(sizes) - 1),
        rate_b=Control(_RATES, label="B: rate", kind="choice", at=1),
        epoch=Control(_N_EPOCHS + 1, play=250, at=10),
    )
    for run in _LOOKS:
        chosen = (f"batch_{run}", f"rate_{run}")
        trail, tip = runs[left, run]
        stage.moves(trail, x=epochs, y=height, by=chosen, until="epoch")
        stage.puts(tip, x=epochs, y=height, by={"x": "epoch", "y": (*chosen, "epoch")})
        stage.grab(tip, "epoch", along="x", anywhere=run == "a" and "the loss panel")
        trail, tip = runs[right, run]
        stage.moves(trail, x=w[..., 1], y=w[..., 2], by=chosen, until="epoch")
        stage.puts(tip, x=w[..., 1], y=w[..., 2], by=(*chosen, "epoch")).grab(tip, "epoch")
    return stage.says(
        "Epoch {epoch}. Run A, {batch_a} per step, learning rate {rate_a}: {steps_a}, loss "
        "{loss_a:.4f}. Run B, {batch_b} per step, learning rate {rate_b}: {steps_b}, loss "
        "{loss_b:.4f}. The smallest possible loss is {least:.4f}.",
        by={
            "steps_a": ("batch_a", "epoch"),
            "loss_a": ("batch_a", "rate_a", "epoch"),
            "steps_b": ("batch_b", "epoch"),
            "loss_b": ("batch_b", "rate_b", "epoch"),
        },
        steps_a=steps,
        loss_a=losses,
        steps_b=steps,
        loss_b=losses,
        least=best.losses[-1],
    )


def _steps_taken(epochs: NDArray[np.int_], n_samples: int) -> NDArray[np.str_]:
    """Say how many steps (n_sizes, n_epochs + 1) each batch size has taken."""
    sizes = np.array(list(_SIZES.values()))
    taken = epochs * n_samples // sizes[:, None]
    return np.where(taken == 1, "1 step", np.vectorize("{} steps".format)(taken))


def _draw_loss_axes(ax: Axes) -> None:
    """Draw axes of the loss by epoch, as decades above the minimum."""
    ax.set(title="loss by epoch", ylabel="loss above the minimum", yscale="log")
    ax.set(xlim=(-0.03 * _N_EPOCHS, 1.03 * _N_EPOCHS), ylim=(3e-5, 3))
    count_epochs(ax)
    mark_decades(ax.yaxis)


def _draw_weight_axes(ax: Axes, X: Floats, y: Floats, minimum: Floats) -> None:
    """Draw the loss of two weights, and dotted where it is smallest."""
    ax.set(title="path of the weights", xlim=(-0.4, 3.4), ylim=(-0.4, 3.4))
    plot_loss_contours(X, y, ax=ax)
    ax.axvline(minimum[1], color=BLACK, linestyle=":", linewidth=1, label="minimum")
    ax.axhline(minimum[2], color=BLACK, linestyle=":", linewidth=1)


def _draw_run(ax: Axes, run: str) -> tuple[Line2D, Line2D]:
    """Return the trail of a run and the tip of it, both of them still empty."""
    color, dashes, marker, width, size = _LOOKS[run]
    look: dict[str, Any] = {"color": color, "marker": marker}
    (trail,) = ax.plot([], [], dashes, lw=width, markersize=width + 2, zorder=0.9, **look)
    (tip,) = ax.plot([], [], linestyle="none", markersize=size, markeredgecolor=BLACK, **look)
    return trail, tip


def _draw_legend(ax: Axes) -> None:
    """Name the runs, and what the axes already name, below the whole figure."""
    for run, (color, dashes, marker, width, _) in _LOOKS.items():
        ax.plot([], [], dashes, color=color, marker=marker, lw=width, label=f"run {run.upper()}")
    named = ax.get_legend_handles_labels()
    ax.figure.legend(*named, loc="outside lower center", ncols=3, frameon=False)
