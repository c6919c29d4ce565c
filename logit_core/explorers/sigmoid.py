"""Weight, bias and threshold on one feature: points become right or wrong."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import as_labels, as_weights
from logit_core.data import make_line_points
from logit_core.explorers.stage import Stage
from logit_core.figures.sigmoid_curves import plot_labels
from logit_core.figures.style import BLACK, GREEN, new_figure
from logit_core.probability import log_odds, sigmoid

_POSITIONS: Final = {
    "weight": np.array([-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 4]),
    "bias": np.arange(-4.0, 5.0),
    "threshold": np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]),
}
_BY: Final = tuple(_POSITIONS)


def sigmoid_explorer(x: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show score and probability of one feature; controls move weight, bias and threshold.

    Parameters
    ----------
    x : array_like of shape (n_samples,), optional
        The feature, in a unit that makes it vary by about 10; 40 made-up points when left out.
    y : array_like of shape (n_samples,), optional
        Labels, 0 or 1.

    Returns
    -------
    stage : Stage
        With the controls ``weight``, ``bias`` and ``threshold``.

    Raises
    ------
    ValueError
        If only one of `x` and `y` is given, they differ in length, or x does not vary.
    """
    if (x is None) != (y is None):
        raise ValueError("x and y must be given together, got only one of them")
    if x is None or y is None:
        x, y = make_line_points()
    x = as_weights(x, name="x")
    y = as_labels(y, len(x))
    if x.min() == x.max():
        raise ValueError(f"x must vary, got {x[0]:g} everywhere")
    margin = 0.13 * np.ptp(x)
    ends = np.array([x.min() - margin, x.max() + margin])
    along = np.linspace(ends[0], ends[1], 61)

    # dimensions: weight, bias, threshold; a last one of their own for points, lines and curves
    w, b, t = np.meshgrid(*_POSITIONS.values(), indexing="ij")
    level = np.asarray(log_odds(t))
    wrong = (w[..., None] * x + b[..., None] >= level[..., None]) != (y == 1)
    cut = (level - b) / np.where(w == 0, np.nan, w)
    score = w[:, :, :1] * ends + b[:, :, :1]
    p = sigmoid(w[:, :, :1] * along + b[:, :, :1])

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    left.set(title="score", xlabel="x", ylabel="z", xlim=ends, ylim=(-8, 8))
    right.set(title="probability", xlabel="x", ylabel="p", xlim=ends, ylim=(-0.08, 1.2))
    right.set_yticks(np.linspace(0, 1, 6))
    plot_labels(x, y, ax=right)
    crosses, *_ = right.plot(x, y, "x", color=BLACK, markersize=9, mew=1.5, label="wrong")
    fig.legend(loc="outside upper right", ncols=3, frameon=False)
    (line,) = left.plot(ends, ends, color=BLACK, linewidth=2)
    (curve,) = right.plot(along, along, color=BLACK, linewidth=2, zorder=0.9)
    sides = right.text(0, 1.12, "", ha="center", va="center", color=GREEN, size=11)

    stage = Stage(fig, **{name: [f"{v:g}" for v in at] for name, at in _POSITIONS.items()})
    stage.moves(line, y=score, by=_BY[:2])
    stage.moves(curve, y=p, by=_BY[:2])
    stage.moves(crosses, y=np.where(wrong, y, np.nan), by=_BY)
    for ax, height in ((left, level[0, 0, :, None]), (right, t[0, 0, :, None])):
        across = ax.axhline(0, color=GREEN, linestyle="--", zorder=0.8)
        upright = ax.axvline(0, color=GREEN, linestyle=":", linewidth=2, zorder=0.8)
        meeting, *_ = ax.plot([0], [0], "o", color=GREEN, markersize=7, mec=BLACK)
        stage.moves(across, y=height, by="threshold")
        stage.moves(upright, x=cut[..., None], by=_BY)
        stage.moves(meeting, x=cut[..., None], y=height[None, None], by=_BY)
    fits = (cut > ends[0] + margin / 2) & (cut < ends[1] - margin / 2)
    stage.writes(
        sides,
        np.where(w > 0, "0 ←   → 1", "1 ←   → 0"),
        x=np.where(fits, cut, np.nan),
        by=_BY,
    )
    stage.says(
        "Weight {weight}, bias {bias}, threshold {threshold}: z must reach {level:.2f}, which it "
        "does {where}. {right:.0f} of {n:.0f} points right, {alarms} and {misses}.",
        by=_BY,
        level=level[:1, :1],
        where=np.vectorize(_where)(w, b - level, cut, (cut < ends[0]) | (cut > ends[1])),
        right=(~wrong).sum(axis=-1),
        n=len(x),
        alarms=_counted((wrong & (y == 0)).sum(axis=-1), "false alarm", "false alarms"),
        misses=_counted((wrong & (y == 1)).sum(axis=-1), "miss", "misses"),
    )
    stage.weight, stage.bias, stage.threshold = 5, 4, 5
    return stage


def _where(w: float, above: float, cut: float, outside: bool) -> str:
    """Say for which x the threshold is reached; at weight 0 it lies `above` or below the score."""
    if w == 0:
        return "everywhere" if above >= 0 else "nowhere"
    place = f"from x = {cut:z.2f} on" if w > 0 else f"up to x = {cut:z.2f}"
    return f"{place}, outside the picture" if outside else place


def _counted(counts: NDArray[np.int_], one: str, many: str) -> NDArray[np.str_]:
    """Return each number with the words for it: 1 miss, 2 misses."""
    words = [f"{n} {one if n == 1 else many}" for n in range(int(counts.max()) + 1)]
    return np.array(words)[counts]
