"""Walk down a curve of one weight: start, learning rate and step move the point."""

from typing import Final

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_count, as_floats, as_weights
from logit_core.data import make_line_points
from logit_core.descent import newton
from logit_core.explorers._training import rate_labels
from logit_core.explorers.stage import Stage
from logit_core.figures.style import BLACK, BLUE, GREEN, PURPLE, new_figure
from logit_core.gradients import cross_entropy_hessian
from logit_core.probability import log_sigmoid, sigmoid

_RATES: Final = (0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 6.4, 6.5, 7.0)
_RUN: Final = ("curve", "start", "learning_rate")
_STEP: Final = (*_RUN, "step")
_LIMITS: Final = (-5.0, 10.0)  # of the weights in the picture
_TOP: Final = 4.0  # the highest loss in it


def descent_explorer(
    *, starts: ArrayLike = (-2.0, 0.0, 4.0), learning_rates: ArrayLike = _RATES, n_steps: int = 20
) -> Stage:
    """Show a point that goes down a curve of one weight, by the slope times the learning rate.

    One curve is the mean cross-entropy of ``make_line_points(seed=3)``. The other is the parabola
    that has the same minimum and bends there as much, by a. The notch is 2/a: above it every step
    leads away from the minimum of the parabola, and near the minimum of the cross-entropy too.

    Parameters
    ----------
    starts : array_like of shape (n_starts,)
        Weights to start from.
    learning_rates : array_like of shape (n_rates,)
        Rising rates, above 0.
    n_steps : int
        How many steps, at least 1.

    Returns
    -------
    stage : Stage
        With the controls ``curve``, ``start``, ``learning_rate`` and ``step``.

    Raises
    ------
    ValueError
        If a start is not finite, the rates do not rise, finite and above 0, or there is no step.
    """
    starts, rates = as_weights(starts, name="starts"), as_floats(learning_rates, "learning_rates")
    n_steps = as_count(n_steps, "n_steps", low=1)
    rise = rates.ndim == 1 and np.isfinite(rates).all() and (np.diff(rates, prepend=0) > 0).all()
    if not rise:
        raise ValueError(f"learning_rates must rise, finite and above 0, got {rates.tolist()}")
    curves = _Curves()
    w = np.empty((2, len(starts), len(rates), n_steps + 1))
    w[..., 0] = starts[:, None]
    for step in range(n_steps):
        w[..., step + 1] = w[..., step] - rates * curves.slopes(w[..., step])
        np.clip(w, -1e100, 1e100, out=w)  # far outside, and the squares still finite
    loss, slope, steps = curves.heights(w), curves.slopes(w), np.arange(n_steps + 1.0)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    left.set(title="the walk on the curve", xlabel="weight $w$", ylabel="loss")
    left.set(xlim=_LIMITS, ylim=(0, _TOP))
    right.set(title="the weight by step", xlabel="step", ylabel="weight $w$")
    right.set(xlim=(-0.03 * n_steps, 1.03 * n_steps), ylim=_LIMITS)
    right.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    grid = np.linspace(*_LIMITS, 121)
    (curve,) = left.plot(grid, grid, color=BLACK, linewidth=2, zorder=0.8)
    left.plot(curves.lowest, curves.least, "*", color=GREEN, markersize=14, label="minimum")
    right.axhline(curves.lowest, color=GREEN, linestyle="--", label="minimum")
    (trail,) = left.plot([], [], "o-", color=BLUE, linewidth=1, markersize=4, zorder=0.9)
    (tangent,) = left.plot([], [], "--", color=PURPLE, linewidth=2)
    (dot,) = left.plot([], [], "s", color=PURPLE, markersize=8, markeredgecolor=BLACK)
    (track,) = right.plot([], [], "o-", color=BLUE, linewidth=1, markersize=4, zorder=0.9)
    (now,) = right.plot([], [], "s", color=PURPLE, markersize=8, markeredgecolor=BLACK)
    left.plot([], [], "s--", color=PURPLE, markersize=6, label="here, and the slope")
    left.legend(loc="upper right")
    gone = left.text(2.5, 0.15, "", ha="center", va="bottom")
    right.legend(loc="upper right")

    stage = Stage(
        fig,
        curve=["the cross-entropy", "the parabola"],
        start=[f"{start:g}" for start in starts],
        learning_rate=rate_labels(rates),
        step=n_steps + 1,
    )
    inside = (w > _LIMITS[0]) & (w < _LIMITS[1]) & (loss < _TOP)
    here = np.where(inside, w, np.nan)[..., None]
    ends = np.array([-2, 2]) / np.hypot(1, 3 * slope)[..., None]  # about as long everywhere
    stage.moves(curve, y=curves.heights(np.array([grid, grid])), by="curve")
    stage.moves(trail, x=w, y=loss, by=_RUN, until="step")
    stage.moves(track, x=steps, y=w, by=_RUN, until="step")
    stage.moves(tangent, x=here + ends, y=loss[..., None] + slope[..., None] * ends, by=_STEP)
    stage.moves(dot, x=here, y=loss[..., None], by=_STEP)
    stage.moves(now, x=steps[None, None, None, :, None], y=here, by=_STEP)
    stage.writes(gone, np.where(inside, "", "the point is outside the picture"), by=_STEP)
    edge = 2 / curves.bend
    if rates[0] <= edge <= rates[-1]:
        at = float(np.interp(edge, rates, np.arange(len(rates))))
        stage.control("learning_rate", notch=(at, f"2/a = {edge:.3g}: the edge"))
    words = [[_words(1 - rate * curves.bend, near) for rate in rates] for near in (True, False)]
    stage.control("curve", kind="choice").control("start", kind="choice").control("step", play=250)
    stage.says(
        "On {curve}, start {start}, learning rate {learning_rate}, step {step}: weight {w:.3f}, "
        "loss {loss:.3f}, slope {slope:.3f}{where}. {regime}",
        by=_STEP,
        w=w,
        loss=loss,
        slope=slope,
        where=np.where(inside, "", ", outside the picture"),
        regime=np.array(words)[:, None, :, None],
    )
    stage.set_trait("learning_rate", int(np.abs(rates - 0.5).argmin()))
    stage.set_trait("step", min(6, n_steps))
    return stage


class _Curves:
    """The mean cross-entropy of one weight, and the parabola that fits it at the minimum."""

    def __init__(self) -> None:
        self.x, self.y = make_line_points(seed=3)
        best = newton(self.x[:, None], self.y)
        self.lowest, self.least = float(best.weights[-1, 0]), float(best.losses[-1])
        self.bend = float(cross_entropy_hessian(self.x[:, None], self.y, [self.lowest])[0, 0])

    def heights(self, w: Floats) -> Floats:
        """Return the heights of both curves above w[0] and w[1]."""
        z = w[0][..., None] * self.x
        cross_entropy = -np.asarray(log_sigmoid((2 * self.y - 1) * z)).mean(axis=-1)
        return np.array([cross_entropy, self.least + self.bend / 2 * (w[1] - self.lowest) ** 2])

    def slopes(self, w: Floats) -> Floats:
        """Return the slopes of both curves at w[0] and w[1]."""
        p = sigmoid(w[0][..., None] * self.x)
        cross_entropy = ((p - self.y) * self.x).mean(axis=-1)
        return np.array([cross_entropy, self.bend * (w[1] - self.lowest)])


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
    return f"{where} step multiplies the distance to the minimum by {about}{factor:.2f}: {does}."
