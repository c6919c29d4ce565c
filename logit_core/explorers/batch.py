"""Two descents side by side on one seed: how many points a step looks at, and how far it goes."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import as_count
from logit_core.data import make_clusters
from logit_core.descent import newton, sgd_sweep
from logit_core.explorers._training import nearest, rate_labels
from logit_core.explorers.stage import Stage
from logit_core.figures.style import (
    BLACK,
    BLUE,
    VERMILION,
    count_epochs,
    mark_decades,
    new_figure,
)
from logit_core.figures.training import plot_loss_contours
from logit_core.model import add_intercept

_SIZES: Final = {"1 point": 1, "10 points": 10, "all 100 points": 100}
_LOOKS: Final = (("a", BLUE, "-", "o"), ("b", VERMILION, "--", "s"))


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
    rates = rate_labels(sweeps[0].learning_rates)
    if len(rates) < 2:
        raise ValueError(f"learning_rates must hold at least 2 rates, got {len(rates)}")
    # leading dimensions: batch, rate, epoch
    w, losses = np.array([s.weights for s in sweeps]), np.array([s.losses for s in sweeps])
    best = newton(A, y)
    least, epochs = best.losses[-1], np.arange(n_epochs + 1)
    height = losses - least
    steps = np.array(
        [[_count(e * len(y) // size) for e in range(n_epochs + 1)] for size in _SIZES.values()]
    )

    fig = new_figure(9)
    left, path = fig.subplots(1, 2)
    left.set(title="loss by epoch", ylabel="loss above the minimum", yscale="log")
    left.set(xlim=(-0.03 * n_epochs, 1.03 * n_epochs), ylim=(3e-5, 3))
    count_epochs(left)
    mark_decades(left.yaxis)
    path.set(title="path of the weights", xlim=(-0.4, 3.4), ylim=(-0.4, 3.4))
    plot_loss_contours(X, y, ax=path)
    path.axvline(best.weights[-1, 1], color=BLACK, linestyle=":", linewidth=1, label="minimum")
    path.axhline(best.weights[-1, 2], color=BLACK, linestyle=":", linewidth=1)

    stage = Stage(
        fig,
        batch_a=list(_SIZES),
        rate_a=rates,
        batch_b=list(_SIZES),
        rate_b=rates,
        epoch=n_epochs + 1,
    )
    for run, color, dashes, marker in _LOOKS:
        of, now = (f"batch_{run}", f"rate_{run}"), (f"batch_{run}", f"rate_{run}", "epoch")
        for ax, across, up in ((left, epochs, height), (path, w[..., 1], w[..., 2])):
            (trail,) = ax.plot([], [], dashes, color=color, marker=marker, markersize=3.5)
            trail.set_zorder(0.9)  # under the legend
            (tip,) = ax.plot([], [], marker, color=color, markersize=9, markeredgecolor=BLACK)
            stage.moves(trail, x=across, y=up, by=of, until="epoch")
            at = np.broadcast_to(across, up.shape)[..., None]
            stage.moves(tip, x=at, y=up[..., None], by=now)
            ax.plot([], [], dashes, color=color, marker=marker, label=f"run {run.upper()}")
        stage.control(of[0], f"{run.upper()}: points per step", kind="choice")
        stage.control(of[1], f"{run.upper()}: learning rate", kind="choice")
    left.legend(loc="lower left")
    path.legend(loc="lower right")
    stage.control("epoch", play=250)
    stage.says(
        "Epoch {epoch}. Run A, {batch_a} per step, learning rate {rate_a}: {steps_a}, loss "
        "{loss_a:.4f}. Run B, {batch_b} per step, learning rate {rate_b}: {steps_b}, loss "
        "{loss_b:.4f}. The smallest possible loss is {least:.4f}.",
        by=("batch_a", "rate_a", "batch_b", "rate_b", "epoch"),
        steps_a=steps[:, None, None, None, :],
        loss_a=losses[:, :, None, None, :],
        steps_b=steps[None, None, :, None, :],
        loss_b=losses[None, None],
        least=least,
    )
    stage.set_trait("batch_b", len(_SIZES) - 1)
    for run in ("rate_a", "rate_b"):
        stage.set_trait(run, nearest(sweeps[0].learning_rates, 0.1))
    stage.set_trait("epoch", min(10, n_epochs))
    return stage


def _count(steps: int) -> str:
    return "1 step" if steps == 1 else f"{steps} steps"
