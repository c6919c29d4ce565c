"""Move two classes apart: the weights of a descent settle, or grow without end."""

import numpy as np
from matplotlib.ticker import FuncFormatter
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_count, as_floats
from logit_core.data import make_clusters
from logit_core.descent import newton, safe_learning_rate
from logit_core.explorers.stage import Stage
from logit_core.figures.plane import plot_points
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, PURPLE, new_figure
from logit_core.margin import is_separable
from logit_core.model import add_intercept
from logit_core.probability import log_sigmoid

_BY = ("distance", "penalty", "epoch")


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
    apart = as_floats(distances, "distances").ravel()
    strengths = as_floats(penalties, "penalties").ravel()
    n_epochs = as_count(n_epochs, "n_epochs", low=10)
    seed = as_count(seed, "seed")  # a generator would draw other points for each distance
    clusters = [make_clusters(n_samples, separation=d, seed=seed) for d in apart]
    X, y = np.array([points for points, _ in clusters]), clusters[0][1]
    A = np.array([add_intercept(points) for points in X])
    safe = min(safe_learning_rate(a, penalty=strengths.max()) for a in A)
    if not 0 < learning_rate <= safe:
        raise ValueError(f"learning_rate must lie in (0, {safe:.3g}], got {learning_rate}")
    decades = [step * 10**k for k in range(len(str(n_epochs))) for step in (1, 2, 3, 5, 7)]
    epochs = np.array([k for k in decades if k < n_epochs] + [n_epochs])
    w = _descents(A, y, strengths, learning_rate, epochs)
    lengths = np.linalg.norm(w, axis=-1)
    ends, verdicts = _ends(A, y, strengths)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2, width_ratios=[1.15, 1])
    others = [left.plot([], [], color=FAINT, linewidth=1.2)[0] for _ in strengths]
    others[0].set_label("other penalties")
    (curve,) = left.plot([], [], color=BLUE, linewidth=2, label="this penalty")
    (end,) = left.plot([], [], "--", color=PURPLE, linewidth=1.5, label="where it settles")
    (dot,) = left.plot([], [], "o", color=GREEN, markersize=8, markeredgecolor=BLACK)
    left.set(xscale="log", xlim=(0.8, 1.25 * n_epochs), ylim=(0, 1.08 * lengths.max()))
    left.set(xlabel="epoch", ylabel="length $|w|$")
    left.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    left.legend(loc="upper left")
    plot_points(X[-1], y, ax=right)
    reach = 1.05 * np.abs(X).max(axis=(0, 1))
    right.set(xlim=(-reach[0], reach[0]), ylim=(-reach[1], reach[1]))
    (line,) = right.plot([], [], color=BLACK, linewidth=2, zorder=0.9)

    stage = Stage(
        fig,
        distance=[f"{d:g}" for d in apart],
        penalty=[f"{strength:g}" for strength in strengths],
        epoch=[str(k) for k in epochs],
    )
    stage.control("distance", "distance of the centres").control("epoch", play=200)
    for k, artist in enumerate(others):
        stage.moves(artist, x=epochs, y=lengths[:, k], by="distance")
    stage.moves(curve, x=epochs, y=lengths, by=_BY[:2])
    stage.moves(end, x=[0.1, 100 * n_epochs], y=ends[..., None].repeat(2, -1), by=_BY[:2])
    stage.moves(dot, x=epochs[None, None, :, None], y=lengths[..., None], by=_BY)
    for label, artist in enumerate(right.lines[:2]):
        stage.moves(artist, x=X[:, y == label, 0], y=X[:, y == label, 1], by="distance")
    stage.field(right, w, by=_BY)
    stage.boundary(line, w, by=_BY)
    z = np.einsum("dnf,dpef->dpen", A, w)
    stage.says(
        "Centres {distance} apart, penalty {penalty}, epoch {epoch}: |w| = {length:.2f}, mean log "
        "loss {loss:.3g}, {right:.0f} of {n:.0f} points right. {verdict}.",
        by=_BY,
        length=lengths,
        loss=0.0 - log_sigmoid((2 * y - 1) * z).mean(axis=-1),
        right=((z >= 0) == (y == 1)).sum(axis=-1),
        n=len(y),
        verdict=np.array(verdicts)[..., None],
    )
    stage.set_trait("distance", int(0.8 * len(apart)))
    stage.set_trait("epoch", int(0.75 * len(epochs)))
    return stage


def _descents(
    A: Floats, y: Floats, penalties: Floats, learning_rate: float, epochs: NDArray[np.int_]
) -> Floats:
    """Return the weights (n_sets, n_penalties, len(epochs), 3) of `gradient_descent` from zero.

    All at once: one at a time they take a minute.
    """
    w = np.zeros((len(A), len(penalties), A.shape[2]))
    columns = np.ascontiguousarray(A.transpose(0, 2, 1))
    shrink = penalties[:, None] * np.array([0.0, 1.0, 1.0])
    kept = []
    wanted = set(epochs.tolist())
    for epoch in range(1, max(wanted) + 1):
        p = 0.5 + 0.5 * np.tanh(0.5 * (w @ columns))  # the sigmoid, in one call
        w = w - learning_rate * ((p - y) @ A / len(y) + shrink * w)
        if epoch in wanted:
            kept.append(w)
    return np.stack(kept, axis=2)


def _ends(A: Floats, y: Floats, penalties: Floats) -> tuple[Floats, list[list[str]]]:
    """Return where |w| settles, NaN where it does not, and the words for it."""
    ends = np.full((len(A), len(penalties)), np.nan)
    verdicts = []
    for row, a in zip(ends, A, strict=True):
        separable = is_separable(a, y)
        line = "A line" if separable else "No line"
        verdicts.append([f"{line} separates the classes, so |w| grows without end"] * len(row))
        for k, penalty in enumerate(penalties):
            if penalty > 0 or not separable:
                row[k] = np.linalg.norm(newton(a, y, penalty=penalty).weights[-1])
                verdicts[-1][k] = f"{line} separates the classes, and |w| settles at {row[k]:.2f}"
    return ends, verdicts
