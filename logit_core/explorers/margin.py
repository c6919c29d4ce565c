"""Turn, shift and scale one boundary: the slack of each point, and what three measures say."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_floats, as_labels
from logit_core.data import make_clusters
from logit_core.explorers.stage import Stage
from logit_core.figures.margins import bars_along
from logit_core.figures.plane import as_plane, plot_points
from logit_core.figures.style import BLACK, BLUE, PURPLE, VERMILION, new_figure
from logit_core.probability import log_sigmoid

_BY = ("angle", "offset", "length")


def margin_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    angles: ArrayLike = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90),
    offsets: ArrayLike = (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1),
    lengths: ArrayLike = (0, 0.25, 0.5, 1, 2, 4),
) -> Stage:
    """Show the slacks of a line between two classes, as the line and its weights' length move.

    The line u.x = offset has the weights ``length * (-offset, u)``, u the unit vector at `angle`.
    Length 0 is no line at all.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; 14 separable points when left out. Each point
        has a bar at each position, so a few dozen points are enough.
    y : array_like of shape (n_samples,), optional
        Labels.
    angles : array_like of shape (n_angles,)
        Directions of the weights, in degrees from the first axis.
    offsets : array_like of shape (n_offsets,)
        Distances of the line from the origin, along the direction of the weights.
    lengths : array_like of shape (n_lengths,)
        Lengths of the two weights, rising from 0.

    Returns
    -------
    stage : Stage
        With the controls ``angle``, ``offset`` and ``length``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features, or the lengths do not rise
        from 0.
    """
    if (X is None) != (y is None):
        raise ValueError("X and y must be given together, got only one of them")
    if X is None or y is None:
        X, y = make_clusters(14, separation=2.5, seed=48)
    X = as_plane(X)
    y = as_labels(y, len(X))
    turns, shifts, sizes = (
        as_floats(values, name).ravel()
        for values, name in ((angles, "angles"), (offsets, "offsets"), (lengths, "lengths"))
    )
    if sizes[0] != 0 or len(sizes) < 2 or (np.diff(sizes) <= 0).any():
        raise ValueError(f"lengths must rise from 0, got {sizes.tolist()}")
    unit = np.column_stack([np.cos(np.radians(turns)), np.sin(np.radians(turns))])
    # how far each point is on its own side: (angle, offset, point)
    right = (2 * y - 1) * ((unit @ X.T)[:, None] - shifts[:, None])

    fig = new_figure(10)
    plane, curves = fig.subplots(1, 2, width_ratios=[1.25, 1])
    plot_points(X, y, ax=plane)
    reach = 1.1 * float(np.abs(X).max())
    plane.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    (line,) = plane.plot([], [], color=BLACK, linewidth=2, label="$z = 0$")
    edges = [plane.plot([], [], "--", color=BLACK, linewidth=1)[0] for _ in range(2)]
    edges[0].set_label("$z = 1$ and $z = -1$")
    (to_worst,) = plane.plot([], [], color=PURPLE, linewidth=5, zorder=0.8, label="worst point")
    bars = [plane.plot([], [], color=VERMILION, linewidth=1.5, zorder=0.9)[0] for _ in X]
    bars[0].set_label("textbook slack")
    plane.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    looks = {
        "worst slack, source B": (PURPLE, ":", "s"),
        "mean textbook slack": (VERMILION, "-", "o"),
        "mean log loss": (BLUE, "--", "^"),
    }
    lines, dots = [], []
    for name, (color, dashes, marker) in looks.items():
        lines += curves.plot([], [], dashes, color=color, linewidth=2, label=name)
        dots += curves.plot([], [], marker, color=color, markersize=8, markeredgecolor=BLACK)
    curves.set(xlabel="length of $(w_1, w_2)$", xlim=(-0.1, sizes[-1] + 0.1), ylim=(-0.1, 2.1))
    curves.legend(loc="upper right")

    labels = ([f"{value:g}" for value in values] for values in (turns, shifts, sizes))
    stage = Stage(fig, **dict(zip(_BY, labels, strict=True)))
    stage.control("angle", "angle in degrees").control("length", "length of (w1, w2)")
    w = np.empty((len(turns), len(shifts), len(sizes), 3))
    w[..., 0], w[..., 1:] = -np.outer(shifts, sizes), unit[:, None, None] * sizes[:, None]
    for artist, level in ((line, 0.0), (edges[0], 1.0), (edges[1], -1.0)):
        stage.boundary(artist, w, by=_BY, level=level)
    worst = right.argmin(axis=-1)
    back = (1 - 2 * y)[worst] * right.min(axis=-1)
    back = np.where(sizes > 0, back[..., None], np.nan)
    ends = bars_along(X[worst][:, :, None], back, unit[:, None, None])
    stage.moves(to_worst, x=ends[..., 0], y=ends[..., 1], by=_BY)
    width = np.append(np.nan, 1 / sizes[1:])  # from z = 0 to z = 1; NaN hides what has no line
    for i, bar in enumerate(bars):
        missing = np.maximum(width - right[:, :, None, i], 0)
        ends = bars_along(X[i], (2 * y[i] - 1) * missing, unit[:, None, None])
        stage.moves(bar, x=ends[..., 0], y=ends[..., 1], by=_BY)

    grid = np.linspace(0, sizes[-1], 33)
    here = _measures(right, sizes)
    for artist, values in zip(lines, _measures(right, grid), strict=True):
        stage.moves(artist, x=grid, y=values, by=_BY[:2])
    for artist, values in zip(dots, here, strict=True):
        stage.moves(artist, x=sizes[None, None, :, None], y=values[..., None], by=_BY)
    stage.says(
        "Angle {angle}, offset {offset}, length {length}: {sides}. Source B's worst slack is "
        "{slack:.2f}. The textbook slacks add up to {total:.2f}, {mean:.3f} for each point on "
        "average; the mean log loss is {loss:.3f}.",
        by=_BY,
        sides=[[[_sides(at, size) for size in sizes] for at in row] for row in right],
        slack=here[0],
        total=len(X) * here[1],
        mean=here[1],
        loss=here[2],
    )
    for name, values, share in (
        ("angle", turns, 0.75),
        ("offset", shifts, 0.5),
        ("length", sizes, 0.5),
    ):
        stage.set_trait(name, int(share * len(values)))
    return stage


def _measures(right: Floats, lengths: Floats) -> tuple[Floats, Floats, Floats]:
    """Return worst slack, mean hinge loss and mean log loss, (angle, offset, length) each."""
    margins = right[:, :, None] * lengths[:, None]
    slack = np.maximum(0.0 - margins.min(axis=-1), 0.0)
    return slack, np.maximum(1 - margins, 0).mean(axis=-1), 0.0 - log_sigmoid(margins).mean(axis=-1)


def _sides(right: Floats, size: float) -> str:
    """Say on which sides the points are, and how far the worst of them is."""
    if size == 0:
        return "w = 0, so there is no line and no wrong side"
    n, n_wrong, worst = len(right), int((right < 0).sum()), float(right.min())
    if n_wrong == 0:
        return f"all {n} points are on their own sides, the nearest {worst:.2f} from the line"
    verb = "is" if n_wrong == 1 else "are"
    return f"{n_wrong} of {n} points {verb} on the wrong side, the worst by {-worst:.2f}"
