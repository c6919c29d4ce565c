"""Draw the same fifteen learners again: crossings lie close together, slopes do not."""

from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.descent import newton
from logit_core.explorers.learners import HOURS, PASSED, draw_learners
from logit_core.figures.style import BLACK, HERE, PURPLE, new_figure, written
from logit_core.model import add_intercept
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

_N_DRAWS: Final = 40
_SEED: Final = 0
_ACROSS: Final = np.linspace(0.5, 8.5, 41)
_STEEPEST: Final = 5.0  # of the slopes in the picture; there a draw without a finite one stands


def other_learners_explorer() -> Stage:
    """Draw fifteen of the fifteen learners with replacement, and fit a sigmoid to each draw.

    The sigmoids of earlier draws stay as threads. A draw that a threshold on the hours separates
    has no best slope: its sigmoid would become ever steeper, and is drawn as a step.

    Returns
    -------
    stage : Stage
        With the control ``draw``.
    """
    draws = draw_again(_N_DRAWS, seed=_SEED)
    numbers = np.arange(1, _N_DRAWS + 1)
    x, curves = np.stack([_curve(crossing, slope) for crossing, slope, _ in draws], axis=1)
    seen = np.tril(np.ones((_N_DRAWS, _N_DRAWS), dtype=bool))  # (position, draw)
    threads = np.where(seen[:, :, None], curves, np.nan)
    threads = np.concatenate([threads, np.full((*seen.shape, 1), np.nan)], axis=2)
    x_threads = np.pad(x, ((0, 0), (0, 1))).ravel()
    crossings = np.array([draw.crossing for draw in draws])
    slopes = np.array([draw.slope for draw in draws])
    steps = np.isinf(slopes)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2, width_ratios=[1.3, 1])
    draw_learners(left, _ACROSS[[0, -1]])
    (thread,) = left.plot([], [], color=PURPLE, linewidth=0.8, alpha=0.5, zorder=0.8)
    (curve,) = left.plot([], [], color=BLACK, linewidth=2)
    texts = [_count_of(left, x, y) for x, y in zip(HOURS, PASSED, strict=True)]
    dots, triangles, here = _draw_plane(right)

    stage = Stage(fig, draw=Control([str(k) for k in numbers], at=9, play=300))
    stage.moves(thread, x=x_threads, y=threads.reshape(_N_DRAWS, -1))
    stage.moves(curve, x=x, y=curves)
    counts = np.array([draw.counts for draw in draws])
    for k, text in enumerate(texts):
        stage.writes(text, [f"{n}" for n in counts[:, k]])
    heights = np.where(steps, _STEEPEST, slopes)
    stage.moves(dots, x=crossings, y=np.where(seen & ~steps, heights, np.nan))
    stage.moves(triangles, x=crossings, y=np.where(seen & steps, heights, np.nan))
    stage.puts(here, x=crossings, y=heights)
    return stage.says(
        "Draw {draw}: the crossing is at {crossing:.2f} hours, {slope}. {total}",
        crossing=crossings,
        slope=[_words(draw) for draw in draws],
        total=[_total(crossings[:k], slopes[:k]) for k in numbers],
    )


class Draw(NamedTuple):
    """Fifteen learners, some of them drawn more than once, and the sigmoid that fits them."""

    crossing: float  # hours
    slope: float  # weight of an hour; inf where a threshold separates the draw
    counts: NDArray[np.int_]  # (15,): how often each learner was drawn


def draw_again(n: int, *, seed: int) -> list[Draw]:
    """Return n draws of fifteen from the fifteen learners, with replacement.

    A draw in which all passed, or all failed, is drawn anew: no sigmoid fits it.
    """
    rng = np.random.default_rng(seed)
    draws: list[Draw] = []
    while len(draws) < n:
        chosen = rng.integers(len(HOURS), size=len(HOURS))
        x, y = HOURS[chosen], PASSED[chosen]
        if 0 < y.sum() < len(y):
            draws.append(Draw(*_fit(x, y), np.bincount(chosen, minlength=len(HOURS))))
    return draws


def _fit(x: Floats, y: NDArray[np.int_]) -> tuple[float, float]:
    """Return the crossing and the slope of the sigmoid that fits best."""
    if x[y == 0].max() < x[y == 1].min():
        return float(x[y == 0].max() + x[y == 1].min()) / 2, np.inf
    w = newton(add_intercept(x[:, None]), y).weights[-1]
    return float(-w[0] / w[1]), float(w[1])


def _curve(crossing: float, slope: float) -> tuple[Floats, Floats]:
    """Return hours and the probabilities there; at a crossing of infinite slope both 0 and 1."""
    x = np.sort([*_ACROSS, crossing, crossing])
    if np.isinf(slope):
        return x, (np.arange(len(x)) > np.searchsorted(x, crossing)).astype(np.float64)
    return x, sigmoid(slope * (x - crossing))


def _words(draw: Draw) -> str:
    if np.isinf(draw.slope):
        return "and a threshold there separates the draw, so no slope is the best"
    return f"the slope {written(draw.slope, '.2f')}"


def _total(crossings: Floats, slopes: Floats) -> str:
    """Say how far the draws so far lie apart."""
    finite = slopes[np.isfinite(slopes)]
    n_steps = len(slopes) - len(finite)
    told = f"So far crossings {_range(crossings)}"
    if len(finite):
        told += f", slopes {_range(finite)}"
    return f"{told}, {n_steps} of {len(slopes)} without a finite slope."


def _range(values: Floats) -> str:
    return f"from {written(values.min(), '.2f')} to {written(values.max(), '.2f')}"


def _count_of(ax: Axes, x: float, y: int) -> Text:
    """Return a text beyond the label of a learner, for how often the draw holds them."""
    return ax.text(x, 1.05 if y else -0.05, "", ha="center", va="bottom" if y else "top")


def _draw_plane(ax: Axes) -> tuple[Line2D, Line2D, Line2D]:
    """Return dots, triangles for draws without a finite slope, and a dot for the present draw."""
    ax.set(title="each draw", xlabel="crossing (hours)", ylabel="slope", xlim=(3, 7.5))
    ax.set(ylim=(0, 5.4), yticks=[0, 1, 2, 3, 4, _STEEPEST])
    ax.set_yticklabels(["0", "1", "2", "3", "4", "none"])
    (dots,) = ax.plot([], [], "o", color=PURPLE, alpha=0.75, markersize=5)
    (triangles,) = ax.plot([], [], "^", color=PURPLE, alpha=0.75, markersize=7)
    (here,) = ax.plot([], [], **HERE)
    return dots, triangles, here
