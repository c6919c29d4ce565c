"""A descent seen along the two directions in which the loss bends the most and the least."""

from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.descent import newton
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    HERE,
    VERMILION,
    mark_decades,
    new_figure,
)
from logit_core.gradients import cross_entropy_hessian
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

_SCALES: Final = {
    "hours as they are": HOURS,
    "hours standardised": (HOURS - HOURS.mean()) / HOURS.std(),
}
_MOMENTA: Final = np.array([0.0, 0.5, 0.9])
# beside even steps, rates on both sides of an edge
_RATES: Final = np.array(
    [0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.63, 0.65, 0.8, 1, 1.3, 2, 3, 5, 8, 12, 16, 17, 25, 35]
)
_N_STEPS: Final = 80
_RUN: Final = ("scale", "momentum", "learning_rate")
_RATE_LIMITS: Final = (0.025, 42.0)
_MOST: Final = 2.5  # of the factors in the picture; the ring of the rate stands half-way, free of 1
_LIMITS: Final = {"xlim": (-9.0, 3.0), "ylim": (-2.5, 5.0)}  # of bias and weight
_FINE: Final = 1024  # parts of 1, finer than a pixel: fewer bits are sent
_NEAR, _FAR = 1e-5, 40.0  # of the distances in the picture
_CRAWLS: Final = 0.98  # a factor that takes 34 steps to halve a distance
# the direction that bends the most, then the one that bends the least
_LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {"color": BLUE, "linestyle": "-"},
    {"color": VERMILION, "linestyle": "--"},
)
_NAMES: Final = ("steep direction", "flat direction")


def two_directions_explorer() -> Stage:
    """Show gradient descent with momentum along the two directions of the loss near its minimum.

    The fifteen learners, weights for the bias and the hours, from zeros. The directions are the
    eigenvectors of the Hessian at the minimum. Near it, a step multiplies the distance along each,
    in the long run, by the larger root in size of r² - (1 + m - rate · λ) r + m, with λ the
    eigenvalue and m the momentum. Without momentum that is abs(1 - rate · λ).

    Returns
    -------
    stage : Stage
        With the controls ``scale``, ``momentum``, ``learning_rate`` and ``step``.
    """
    valleys = [_find_valley(x) for x in _SCALES.values()]
    w = np.array([_descend(valley.A, valley.y) for valley in valleys])
    bends = np.array([valley.bends for valley in valleys])
    distances = np.array(
        [abs((run - v.lowest) @ v.directions) for run, v in zip(w, valleys, strict=True)]
    )
    losses = np.array([_losses(v.A, v.y, run) for run, v in zip(w, valleys, strict=True)])
    factors = _factors(bends[:, None, :, None], _MOMENTA[:, None, None], _RATES)
    steps = np.arange(_N_STEPS + 1)

    fig = new_figure(10.5)
    plane, middle, right = fig.subplots(1, 3, width_ratios=[1.35, 1, 1])
    ground, axes_lines, minimum = _draw_plane(plane)
    (trail,) = plane.plot([], [], ".-", color=BLACK, linewidth=1, markersize=3)
    (tip,) = plane.plot([], [], **HERE)
    lines, dots = _draw_distances(middle)
    curves, factor_dots, rule = _draw_factors(right)

    stage = Stage(
        fig,
        scale=Control(list(_SCALES), kind="choice"),
        momentum=Control(_MOMENTA, kind="choice"),
        learning_rate=Control(_RATES, at=4),
        step=Control(_N_STEPS + 1, at=30, play=60),
    )
    contours = _pad([_contours(valley) for valley in valleys])
    lowest = np.array([valley.lowest for valley in valleys])
    stage.moves(ground, x=contours[:, 0], y=contours[:, 1], by="scale")
    stage.puts(minimum, x=lowest[:, 0], y=lowest[:, 1], by="scale")
    for k, line in enumerate(axes_lines):
        ends = np.array(
            [v.lowest[:, None] + 12 * np.outer(v.directions[:, k], [-1, 1]) for v in valleys]
        )
        stage.moves(line, x=ends[:, 0], y=ends[:, 1], by="scale")
    places = np.round(w * _FINE) / _FINE
    stage.moves(trail, x=places[..., 0], y=places[..., 1], by=_RUN, until="step")
    stage.puts(tip, x=places[..., 0], y=places[..., 1])
    mantissas, exponents = np.frexp(np.where(distances < _NEAR, np.nan, distances))
    # (scale, momentum, rate, step, direction): short numbers, of which fewer bytes travel
    drawn = np.ldexp(np.round(mantissas * _FINE) / _FINE, exponents)
    for k, (line, dot) in enumerate(zip(lines, dots, strict=True)):
        stage.moves(line, x=steps, y=drawn[..., k], by=_RUN)
        stage.puts(dot, x=steps, y=drawn[..., k], by={"x": "step"})
    for k, (curve, dot) in enumerate(zip(curves, factor_dots, strict=True)):
        many = _factors(bends[:, None, k, None], _MOMENTA[:, None], _fine_rates())
        stage.moves(curve, x=_fine_rates(), y=many, by=("scale", "momentum"))
        stage.puts(dot, x=_RATES, y=factors[:, :, k], by={"x": "learning_rate", "y": _RUN})
    stage.puts(rule, x=_RATES, by="learning_rate").grab(rule)
    stage.grab(dots[1], "step", anywhere="the panel of distances", along="x")
    return stage.says(
        "With {scale}, momentum {momentum}, learning rate {learning_rate}, step {step}: mean loss "
        "{loss:.3f}; the lowest is {lowest:.3f}. Near the minimum a step multiplies the distance "
        "by {steep:.3f} in the steep direction and by {flat:.3f} in the flat one, in the long run: "
        "{regime}. The edge is {edge:.3g}.",
        by={
            "steep": _RUN,
            "flat": _RUN,
            "regime": _RUN,
            "edge": ("scale", "momentum"),
        },
        loss=losses,
        lowest=losses.min(),
        steep=factors[:, :, 0],
        flat=factors[:, :, 1],
        regime=_regimes(factors[:, :, 0], factors[:, :, 1]),
        edge=2 * (1 + _MOMENTA) / bends[:, :1],
    )


class _Valley(NamedTuple):
    """The loss of one scaling near its minimum."""

    A: Floats  # (n_samples, 2)
    y: Floats  # (n_samples,)
    lowest: Floats  # (2,): the weights at the minimum
    bends: Floats  # (2,): the eigenvalues of the Hessian there, the larger one first
    directions: Floats  # (2, 2): their eigenvectors, as columns


def _find_valley(x: Floats) -> _Valley:
    A, y = add_intercept(x[:, None]), PASSED.astype(np.float64)
    lowest = newton(A, y).weights[-1]
    bends, directions = np.linalg.eigh(cross_entropy_hessian(A, y, lowest))
    return _Valley(A, y, lowest, bends[::-1], directions[:, ::-1])


def _descend(A: Floats, y: Floats) -> Floats:
    """Return the weights (momentum, rate, step, 2) of descents with momentum over all points."""
    w = np.zeros((len(_MOMENTA), len(_RATES), _N_STEPS + 1, 2))
    v = np.zeros_like(w[:, :, 0])
    for step in range(_N_STEPS):
        p = sigmoid(w[:, :, step] @ A.T)
        gradients = (p - y) @ A / len(y)
        v = _MOMENTA[:, None, None] * v - _RATES[:, None] * gradients
        w[:, :, step + 1] = w[:, :, step] + v
    return w


def _losses(A: Floats, y: Floats, w: Floats) -> Floats:
    """Return the mean loss of each pair of weights (..., 2)."""
    z = w @ A.T
    losses: Floats = binary_cross_entropy_from_log_odds(np.broadcast_to(y, z.shape), z)
    return losses


def _factors(bend: Floats, momentum: Floats, rate: Floats) -> Floats:
    """Return the larger root, in size, of r^2 - (1 + momentum - rate bend) r + momentum."""
    half = (1 + momentum - rate * bend) / 2
    under = half**2 - momentum
    # a pair of complex roots: both are as large as the root of their product
    largest = np.abs(half) + np.sqrt(np.maximum(under, 0))
    return np.where(under < 0, np.sqrt(momentum), largest)


def _regimes(steep: Floats, flat: Floats) -> NDArray[np.str_]:
    """Say what the factors of both directions mean; the steep one alone goes beyond 1."""
    return np.select(
        [steep > 1, np.minimum(steep, flat) > _CRAWLS, flat > _CRAWLS],
        ["the steep one never settles there", "both crawl", "the flat one crawls"],
        "both settle",
    )


def _fine_rates() -> Floats:
    return np.geomspace(*_RATE_LIMITS, 161)


def _contours(valley: _Valley) -> Floats:
    """Return the lines of equal loss (2, n) around a minimum, parted by NaN."""
    bias, weight = np.linspace(*_LIMITS["xlim"], 61), np.linspace(*_LIMITS["ylim"], 61)
    grid = np.stack(np.meshgrid(bias, weight), axis=-1)
    losses = _losses(valley.A, valley.y, grid)
    levels = np.geomspace(losses.min(), losses.max(), 10)[1:-1]
    drawn = Figure().subplots().contour(bias, weight, losses, levels=levels)
    pieces = [np.vstack([line, [np.nan, np.nan]]) for lines in drawn.allsegs for line in lines]
    return np.vstack(pieces).T


def _pad(lines: list[Floats]) -> Floats:
    """Return lines (2, n) of several lengths as one array, NaN behind the shorter ones."""
    longest = max(line.shape[1] for line in lines)
    return np.array(
        [
            np.pad(line, ((0, 0), (0, longest - line.shape[1])), constant_values=np.nan)
            for line in lines
        ]
    )


def _draw_plane(ax: Axes) -> tuple[Line2D, list[Line2D], Line2D]:
    """Return lines for the contours, for both directions, and a star for the minimum."""
    ax.set(title="the walk", xlabel="bias", ylabel="weight of the hours", aspect="equal", **_LIMITS)
    (ground,) = ax.plot([], [], color=FAINT, linewidth=0.9, zorder=0.5)
    directions = [
        ax.plot([], [], linewidth=1.2, zorder=0.6, label=name, **look)[0]
        for name, look in zip(_NAMES, _LOOKS, strict=True)
    ]
    (minimum,) = ax.plot([], [], "*", color=GREEN, markersize=10)
    ax.legend(loc="lower left")
    return ground, directions, minimum


def _draw_distances(ax: Axes) -> tuple[list[Line2D], list[Line2D]]:
    """Return a line and a dot for the distance along each direction."""
    ax.set(title="distance from the minimum", xlabel="step", xlim=(0, _N_STEPS))
    ax.set(yscale="log", ylim=(_NEAR, _FAR))
    mark_decades(ax.yaxis)
    lines, dots = [], []
    for look in _LOOKS:
        lines.append(ax.plot([], [], **look)[0])
        dots.append(ax.plot([], [], **{**HERE, "color": look["color"]})[0])
    return lines, dots


def _draw_factors(ax: Axes) -> tuple[list[Line2D], list[Line2D], Line2D]:
    """Return a curve and a dot for each direction, and a rule for the rate."""
    ax.set(title="a step multiplies it by", xlabel="learning rate")
    ax.set(xscale="log", xlim=_RATE_LIMITS, ylim=(0, _MOST))
    mark_decades(ax.xaxis)
    ax.axhspan(1, _MOST, color="0.92", linewidth=0)
    # on the right, where the rates begin at which nothing settles
    across = ax.get_yaxis_transform()
    ax.text(0.97, 0.975 * _MOST, "never settles", ha="right", va="top", transform=across)
    curves = [ax.plot([], [], **look)[0] for look in _LOOKS]
    dots = [ax.plot([], [], **{**HERE, "color": look["color"]})[0] for look in _LOOKS]
    rule = ax.axvline(1, color=GREEN, linestyle=":", linewidth=2)
    return curves, dots, rule
