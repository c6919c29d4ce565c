"""Walk down a curve of one weight: start, learning rate and step move the point."""

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.descent import newton, sgd_sweep
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.figures.style import BLUE, FAINT, GREEN, PURPLE, new_figure, written
from logit_core.gradients import cross_entropy_hessian
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

_RUN: Final = ("curve", "start", "learning_rate")
_STARTS: Final = np.array([-2.0, 0.0, 4.0])
_RATES: Final = np.array([0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.8, 7.9, 8.5])
_N_STEPS: Final = 20
_LIMITS: Final = (-4.0, 6.0)  # of the weights in the picture
_TOP: Final = 4.0  # the highest loss in it
_HOLLOW: Final[dict[str, Any]] = {"fillstyle": "none", "markersize": 8, "markeredgewidth": 1.5}


def descent_explorer() -> Stage:
    """Show a point that goes down a curve of one weight, by the slope times the learning rate.

    One curve is the mean cross-entropy of the fifteen learners, their hours counted from the mean.
    The other is the parabola that has the same minimum and bends there as much, by a. The notch is
    2/a: above it every step leads away from the minimum of the parabola, and near the minimum of
    the cross-entropy too.

    Returns
    -------
    stage : Stage
        With the controls ``curve``, ``start``, ``learning_rate`` and ``step``.
    """
    curves, steps = _Curves(), np.arange(_N_STEPS + 1)
    w = curves.walks()
    loss, slope = curves.heights(w), curves.slopes(w)
    inside = (w > _LIMITS[0]) & (w < _LIMITS[1]) & (loss < _TOP)
    here = np.where(inside, w, np.nan)
    x_ends, y_ends = _tangents(here, loss, slope)
    across = np.linspace(*_LIMITS, 121)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2, width_ratios=[1.4, 1])
    gone = _draw_curve_axes(left, curves)
    _draw_step_axes(right, curves)
    (curve,) = left.plot([], [], color=FAINT, linewidth=3, zorder=0.8)
    (tangent,) = left.plot([], [], "--", color=PURPLE, linewidth=1.5, zorder=0.85)
    (trail, dot), (track, now) = _draw_walk(left), _draw_walk(right)

    edge = 2 / curves.bend
    notch = (float(np.interp(edge, _RATES, np.arange(len(_RATES)))), f"2/a = {edge:.3g}: the edge")
    stage = Stage(
        fig,
        curve=Control(["the cross-entropy", "the parabola"], kind="choice"),
        start=Control(_STARTS, kind="choice"),
        learning_rate=Control(_RATES, at=2, notch=notch),
        step=Control(_N_STEPS + 1, at=6, play=250),
    )
    stage.moves(curve, x=across, y=curves.heights(np.array([across, across])), by="curve")
    stage.moves(trail, x=w, y=loss, by=_RUN, until="step")
    stage.moves(track, x=steps, y=w, by=_RUN, until="step")
    stage.moves(tangent, x=x_ends, y=y_ends)
    stage.puts(dot, x=here, y=loss)
    stage.puts(now, x=steps, y=here, by={"x": "step"})
    stage.grab(trail, "start", point=0, along="x")
    stage.grab(trail, "learning_rate", point=1, along="x")  # later points fold over the rates
    stage.grab(now, "step", along="x", anywhere="the panel of the weight by step")
    stage.writes(gone, np.where(inside, "", "the point is outside the picture"))
    return stage.says(
        "On {curve}, start {start}, learning rate {learning_rate}, step {step}: weight {w:.3f}, "
        "loss {loss:.3f}, slope {slope:.3f}{where}. {regime}",
        by={"regime": ("curve", "learning_rate")},
        w=w,
        loss=loss,
        slope=slope,
        where=np.where(inside, "", ", outside the picture"),
        regime=_regimes(curves.bend),
    )


class _Curves:
    """The mean cross-entropy of one weight, and the parabola that fits it at the minimum."""

    def __init__(self) -> None:
        self.x, self.y = HOURS - HOURS.mean(), PASSED
        best = newton(self.x[:, None], self.y)
        self.lowest, self.least = float(best.weights[-1, 0]), float(best.losses[-1])
        self.bend = float(cross_entropy_hessian(self.x[:, None], self.y, [self.lowest])[0, 0])

    def heights(self, w: Floats) -> Floats:
        """Return the heights of both curves above w[0] and w[1]."""
        z = w[0][..., None] * self.x
        cross_entropy = binary_cross_entropy_from_log_odds(np.broadcast_to(self.y, z.shape), z)
        return np.array([cross_entropy, self.least + self.bend / 2 * (w[1] - self.lowest) ** 2])

    def slopes(self, w: Floats) -> Floats:
        """Return the slopes of both curves at w[0] and w[1]."""
        p = sigmoid(w[0][..., None] * self.x)
        cross_entropy = ((p - self.y) * self.x).mean(axis=-1)
        return np.array([cross_entropy, self.bend * (w[1] - self.lowest)])

    def walks(self) -> Floats:
        """Return the weights (curve, start, learning rate, step) of descents on both curves."""
        cross_entropy = [
            sgd_sweep(
                self.x[:, None], self.y, _RATES, start=[w], n_epochs=_N_STEPS, batch_size=None
            ).weights[..., 0]
            for w in _STARTS
        ]
        # on the parabola, a step multiplies the distance to the minimum by 1 - rate * bend
        factors = (1 - _RATES * self.bend)[:, None] ** np.arange(_N_STEPS + 1)
        parabola = self.lowest + (_STARTS - self.lowest)[:, None, None] * factors
        return np.array([cross_entropy, parabola])


def _draw_curve_axes(ax: Axes, curves: _Curves) -> Text:
    """Draw the minimum of both curves; return a text, to say that the point is out of sight."""
    ax.set(title="the walk on the curve", xlabel="weight $w$", ylabel="loss")
    ax.set(xlim=_LIMITS, ylim=(0, _TOP))
    ax.plot(curves.lowest, curves.least, "*", color=GREEN, markersize=10, label="minimum")
    ax.plot([], [], "s--", color=PURPLE, **_HOLLOW, label="here, and the slope")
    ax.legend(loc="upper right")
    return ax.text(2.5, 0.15, "", ha="center", va="bottom")


def _draw_step_axes(ax: Axes, curves: _Curves) -> None:
    """Draw the weight at the minimum, across all steps."""
    ax.set(title="the weight by step", xlabel="step", ylabel="weight $w$")
    ax.set(xlim=(-0.03 * _N_STEPS, 1.03 * _N_STEPS), ylim=_LIMITS)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.axhline(curves.lowest, color=GREEN, linestyle="--", label="minimum")
    ax.legend(loc="upper right")


def _draw_walk(ax: Axes) -> tuple[Line2D, Line2D]:
    """Return a trail and a marker of where it has come to, both of them still empty."""
    (trail,) = ax.plot([], [], "o-", color=BLUE, linewidth=1, markersize=4, zorder=0.9)
    (now,) = ax.plot([], [], "s", color=PURPLE, **_HOLLOW)
    return trail, now


def _tangents(w: Floats, loss: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """Return x and y of the ends (..., 2) of tangents, which look about as long everywhere."""
    along = np.array([-2, 2]) / np.hypot(1, 3 * slope)[..., None]
    return w[..., None] + along, loss[..., None] + slope[..., None] * along


def _regimes(bend: float) -> NDArray[np.str_]:
    """Say what each rate does, on the cross-entropy near its minimum and on the parabola."""
    words = [[_words(1 - rate * bend, near) for rate in _RATES] for near in (True, False)]
    return np.array(words)


def _words(factor: float, near: bool) -> str:
    """Say what a step does to the distance from the minimum; `near` if only near to it."""
    where, about = ("Near the minimum each", "about ") if near else ("Each", "")
    if factor > 0.9:
        does = "it crawls"
    elif factor >= 0:
        does = "it comes closer from one side"
    elif factor > -1:
        does = "it jumps across and comes closer"
    else:
        does = "it jumps across and away, so it never settles" if near else "it diverges"
    by = about + written(factor, ".2f")
    return f"{where} step multiplies the distance to the minimum by {by}: {does}."
