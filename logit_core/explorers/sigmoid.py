"""Weight, bias and threshold on one feature: points become right or wrong."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_labels, as_weights, together_or
from logit_core.data import make_line_points
from logit_core.figures.counting import a_few
from logit_core.figures.sigmoid_curves import plot_labels
from logit_core.figures.style import BLACK, GREEN, HERE, new_figure, written
from logit_core.probability import log_odds, sigmoid
from logit_core.stage import Control, Stage

WEIGHTS: Final = np.array([-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 4])
BIASES: Final = np.arange(-4.0, 5.0)
_MOST_CROSSES: Final = 100  # at each of 891 positions
THRESHOLDS: Final = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])


def sigmoid_explorer(x: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Show score and probability of one feature; controls move weight, bias and threshold.

    Parameters
    ----------
    x : array_like of shape (n_samples,), optional
        The feature, in a unit that makes it vary by about 10; 40 made-up points when left out.
        Of more than 100 points that many, evenly spread, bear a cross where they are wrong.
    y : array_like of shape (n_samples,), optional
        Labels, 0 or 1.

    Returns
    -------
    stage : Stage
        With the controls ``weight``, ``bias`` and ``threshold``.

    Raises
    ------
    ValueError
        If only one of `x` and `y` is given, they differ in length, or x hardly varies.
    """
    x, y = together_or(make_line_points, x=x, y=y)
    x = as_weights(x, name="x")
    labels = as_labels(y, len(x), beside="x")
    if x.min() == x.max():
        raise ValueError(f"x must vary, got {x[0]:g} everywhere")
    if np.abs(x).max() > 1000 * np.ptp(x):  # nowhere near do the curves of this explorer rise
        got = f"got {np.ptp(x):g} around {x.mean():g}: subtract the mean"
        raise ValueError(f"x must vary by a thousandth of its size or more, {got}")
    margin = 0.13 * np.ptp(x)
    ends = np.array([x.min() - margin, x.max() + margin])
    along = np.linspace(ends[0], ends[1], 61)

    # dimensions: weight, bias, threshold, 1 long where it does not matter; a last one for points
    w, b, t = np.meshgrid(WEIGHTS, BIASES, THRESHOLDS, indexing="ij", sparse=True)
    level = np.asarray(log_odds(t))
    wrong = (_scores(w, b, x) >= level[..., None]) != (labels == 1)
    few = a_few(x, _MOST_CROSSES)
    cut = (level - b) / np.where(w == 0, np.nan, w)
    fits = (cut > ends[0] + margin / 2) & (cut < ends[1] - margin / 2)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    line = _draw_score(left, ends)
    crosses, curve, sides = _draw_probability(right, x, labels, along, few)
    rules = _draw_rules(left), _draw_rules(right)
    flanks = [ax.plot([1], [0], "o", color=BLACK, markersize=7)[0] for ax in (left, right)]
    fig.legend(loc="outside upper right", ncols=3, frameon=False)

    stage = Stage(  # at first the curve that drew the made-up labels
        fig,
        weight=Control(WEIGHTS, at=5),
        bias=Control(BIASES, at=4),
        threshold=Control(THRESHOLDS, at=5),
    )
    stage.moves(line, y=_scores(w, b, ends))
    stage.moves(curve, y=sigmoid(_scores(w, b, along)))
    stage.moves(crosses, y=np.where(wrong[..., few], labels[few], np.nan))
    for height, (across, knob, upright, meeting) in zip((level, t), rules, strict=True):
        stage.puts(across, y=height)
        stage.puts(knob, y=height).grab(knob)
        stage.puts(upright, x=cut)
        stage.puts(meeting, x=cut, y=height).grab(meeting, "bias", along="x")
    for flank, height in zip(flanks, (w + b, sigmoid(w + b)), strict=True):
        stage.puts(flank, y=height).grab(flank, "weight", along="y")
    words = np.where(np.broadcast_to(w > 0, cut.shape), "0 ←   → 1", "1 ←   → 0")
    stage.writes(sides, words, x=np.where(fits, cut, np.nan))
    return stage.says(
        "Weight {weight}, bias {bias}, threshold {threshold}: z must reach {level:.2f}, which it "
        "does {where}. {right:.0f} of {n:.0f} points right, {alarms} and {misses}.",
        level=level,
        where=np.vectorize(_where)(w, b - level, cut, (cut < ends[0]) | (cut > ends[1])),
        right=(~wrong).sum(axis=-1),
        n=len(x),
        alarms=_counted((wrong & (labels == 0)).sum(axis=-1), "false alarm", "false alarms"),
        misses=_counted((wrong & (labels == 1)).sum(axis=-1), "miss", "misses"),
    )


def _scores(w: Floats, b: Floats, x: Floats) -> Floats:
    """Return the scores of points (n_points,) by models of any shape (...), as (..., n_points)."""
    return w[..., None] * x + b[..., None]


def _draw_score(ax: Axes, ends: Floats) -> Line2D:
    """Lay out the score by the feature; return its line, to be moved."""
    ax.set(title="score", xlabel="x", ylabel="z", xlim=ends, ylim=(-8, 8))
    (line,) = ax.plot(ends, ends, color=BLACK, linewidth=2)
    return line


def _draw_probability(
    ax: Axes, x: Floats, y: Floats, along: Floats, few: NDArray[np.intp]
) -> tuple[Line2D, Line2D, Text]:
    """Draw the points; return crosses on a `few`, the curve, and what its two sides are."""
    ax.set(title="probability", xlabel="x", ylabel="p", xlim=along[[0, -1]], ylim=(-0.08, 1.2))
    ax.set_yticks(np.linspace(0, 1, 6))
    plot_labels(x, y, ax=ax)
    (crosses,) = ax.plot(x[few], y[few], "x", color=BLACK, markersize=9, mew=1.5, label="wrong")
    (curve,) = ax.plot(along, along, color=BLACK, linewidth=2, zorder=0.9)
    sides = ax.text(0, 1.12, "", ha="center", va="center", color=GREEN, size=11)
    return crosses, curve, sides


def _draw_rules(ax: Axes) -> tuple[Line2D, Line2D, Line2D, Line2D]:
    """Return a rule at the threshold, its knob, a rule where it is reached, and where they meet."""
    across = ax.axhline(0, color=GREEN, linestyle="--", zorder=0.8)
    left, right = ax.get_xlim()
    (knob,) = ax.plot([right - 0.04 * (right - left)], [0], "<", color=GREEN, markersize=8)
    upright = ax.axvline(0, color=GREEN, linestyle=":", linewidth=2, zorder=0.8)
    (meeting,) = ax.plot([0], [0], **HERE)
    return across, knob, upright, meeting


def _where(w: float, above: float, cut: float, outside: bool) -> str:
    """Say for which x the threshold is reached; at weight 0 it lies `above` or below the score."""
    if w == 0:
        return "everywhere" if above >= 0 else "nowhere"
    x = written(cut, "z.2f")
    place = f"from x = {x} on" if w > 0 else f"up to x = {x}"
    return f"{place}, outside the picture" if outside else place


def _counted(counts: NDArray[np.int_], one: str, many: str) -> NDArray[np.str_]:
    """Return each number with the words for it: 1 miss, 2 misses."""
    words = [f"{n} {one if n == 1 else many}" for n in range(int(counts.max()) + 1)]
    return np.array(words)[counts]
