"""Drag a flower along its row: four lines are fitted anew, and each flower's pull is an arrow."""

from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.data import load_iris_pair
from logit_core.descent import newton
from logit_core.figures.style import BLACK, CLASS_STYLES, FAINT, HERE, line_look, new_figure
from logit_core.model import add_intercept
from logit_core.probability import sigmoid
from logit_core.stage import Control, Stage

PENALTY: Final = 0.01  # of the hinge loss and of the log loss
SPECIES: Final = ("setosa", "versicolor")
LENGTHS: Final = np.array(
    [1, 1.2, 1.5, 1.9, 2.2, 2.5, 3, 3.5, 4, 4.5, 5.1, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50]
)
RULES: Final = ("worst slack", "hinge loss", "log loss", "least squares")
_MIDDLES: Final = np.array([0, 0, 0, 0.5])  # the score at which each rule changes its answer
_HEIGHTS: Final = np.array([3.0, 2.0, 1.0, 0.0])  # of the rules' rows; the flowers lie at 4
_LIMITS: Final = (0.88, 68.0)  # of the petal lengths in the picture
_END: Final = 60.0  # of the rows in it
_PULL: Final = 0.4  # how far a pull of 1 reaches
_FEEBLE: Final = 0.02  # a pull with no arrow
_HEAD: Final = 0.08  # height of an arrow's head


def flower_explorer() -> Stage:
    """Move one flower along its petal length x, and fit four lines w0 + w1 x to all hundred anew.

    Setosa has label 0, versicolor label 1. The first line has the smallest worst slack with
    abs(w1) = 1, not stopped at 0. The next two have the smallest mean hinge loss and the smallest
    mean log loss, each with the same L2 penalty. The last has the smallest squared error of the
    labels. The pull of a flower is minus the slope of its loss over its score, for least squares
    half of it; the worst flower of each class pulls with one half at the first line.

    Returns
    -------
    stage : Stage
        With the controls ``flower`` and ``length``.
    """
    x, y = _petals()
    taken = [int(np.argmax(np.where(y == label, x, 0))) for label in (0, 1)]
    own = x[taken]
    rows = np.tile(x, (2, len(LENGTHS), 1))  # (flower, length, point)
    for k, i in enumerate(taken):
        rows[k, :, i] = LENGTHS
    fits = np.array([[_fit_all(row, y) for row in of_one] for of_one in rows])
    w, pulls = fits[..., :2], fits[..., 2:]  # (flower, length, rule, weight or point)
    crossings = (_MIDDLES - w[..., 0]) / w[..., 1]
    right = (w[..., :1] + w[..., 1:] * rows[:, :, None] >= _MIDDLES[:, None]) == (y == 1)
    shares = w[..., 1] / _fit_all(x, y)[:, 1]

    fig = new_figure(10.5, 4.5)
    left, slopes = fig.subplots(1, 2, width_ratios=[1.9, 1])
    drawn = _draw_rows(left, x, y)
    curves, dots = _draw_slopes(slopes)

    stage = Stage(
        fig,
        flower=Control(SPECIES, kind="choice", at=1, label="the longest"),
        length=Control(LENGTHS, at=10, label="petal length (cm)", play=300),
    )
    stage.puts(drawn.flower, x=LENGTHS, by="length")
    stage.puts(drawn.place, x=own, by="flower")
    _show_answers(stage, drawn, crossings, w[..., 1] > 0, right.sum(axis=-1))
    _show_pulls(stage, drawn, x, y, taken, pulls)
    for k, (curve, dot) in enumerate(zip(curves, dots, strict=True)):
        stage.moves(curve, x=LENGTHS, y=shares[..., k], by="flower")
        stage.puts(dot, x=LENGTHS, y=shares[..., k], by={"x": "length"})
    stage.grab(drawn.flower, "length", along="x", anywhere="the rows")
    stage.grab(dots[2], "length", along="x", anywhere="the panel of slopes")
    said: dict[str, Any] = {f"c{k}": crossings[..., k] for k in range(len(RULES))}
    said |= {f"w{k}": w[..., k, 1] for k in range(len(RULES))}
    return stage.says(
        "The longest {flower} has petals of {length} cm{instead}. The worst slack puts the "
        "crossing at {c0:.2f} cm, with slope {w0:.2f}; the hinge loss at {c1:.2f} cm, {w1:.2f}; "
        "the log loss at {c2:.2f} cm, {w2:.2f}; least squares at {c3:.2f} cm, {w3:.3f}.",
        instead=[["" if at == a else f" in place of {a:g}" for at in LENGTHS] for a in own],
        **said,
    )


def _petals() -> tuple[Floats, Floats]:
    """Return the petal lengths of a hundred flowers, and their labels."""
    X, y, _ = load_iris_pair(*SPECIES, ["petal length"])
    return X[:, 0], y.astype(np.float64)


def _fit_all(x: Floats, y: Floats) -> Floats:
    """Return a row for each rule: the two weights of its line, then the pull of each flower."""
    A = add_intercept(x[:, None])
    w_log = newton(A, y, penalty=PENALTY).weights[-1]
    w_squares = np.linalg.lstsq(A, y)[0]
    return np.array(
        [
            _fit_worst_slack(x, y),
            _fit_hinge(x, y),
            np.append(w_log, y - sigmoid(A @ w_log)),
            np.append(w_squares, y - A @ w_squares),
        ]
    )


def _fit_worst_slack(x: Floats, y: Floats) -> Floats:
    """Return the weights that make max(-s z) smallest with abs(w1) = 1, and the pulls.

    The line is half-way between the worst flower of each class, whichever way it is turned.
    """

    def edges(turn: int) -> tuple[float, float]:
        return float((turn * x)[y == 0].max()), float((turn * x)[y == 1].min())

    turn = max((1, -1), key=lambda way: edges(way)[1] - edges(way)[0])
    zero, one = edges(turn)
    pulls = np.where(y == 1, turn * x == one, -1.0 * (turn * x == zero)) / 2
    return np.append([-(zero + one) / 2, turn], pulls)


def _fit_hinge(x: Floats, y: Floats) -> Floats:
    """Return the weights with the smallest mean hinge loss plus penalty, and the pulls.

    Where crossings in an interval are equally good, it is the middle one.
    """
    from sklearn.svm import SVC

    svc = SVC(kernel="linear", C=1 / (PENALTY * len(x)), tol=1e-8).fit(x[:, None], y)
    pulls = np.zeros(len(x))
    pulls[svc.support_] = svc.dual_coef_[0] / svc.C
    return np.concatenate([svc.intercept_, svc.coef_[0], pulls])


class _Rows(NamedTuple):
    """What moves in the rows."""

    flower: Line2D
    place: Line2D  # where the flower grew
    answers: list[Line2D]  # of each class: where each rule says it is
    crossings: Line2D
    counts: list[Text]
    arrows: list[Line2D]  # of each class
    arrow: Line2D  # of the flower


def _draw_rows(ax: Axes, x: Floats, y: Floats) -> _Rows:
    """Draw the flowers, equal ones stacked, and a row below for each rule."""
    for label, style in enumerate(CLASS_STYLES):
        own = np.sort(x[y == label])
        among = np.arange(len(own)) - np.searchsorted(own, own)
        look = style.points | {"markersize": 4.0, "markeredgewidth": 0.4}
        ax.plot(own, 4 + 0.075 * among, **look, label=SPECIES[label])
    _measure_lengths(ax)
    ax.set(xlim=_LIMITS, ylim=(-1.2, 5.8), xlabel="petal length (cm), logarithmic")
    ax.set_title("how hard each flower pulls")
    ax.set_yticks([4, *_HEIGHTS], ["flowers", *RULES])
    ax.hlines([4, *_HEIGHTS], _LIMITS[0], _END, color=FAINT, linewidth=0.8, zorder=0.5)
    answers = [
        ax.plot([], [], color=style.color, linewidth=7, alpha=0.3, zorder=0.6)[0]
        for style in CLASS_STYLES
    ]
    for line in answers:
        line.set_solid_capstyle("butt")
    arrows = [
        ax.plot([], [], color=style.color, linewidth=1.2, zorder=2)[0] for style in CLASS_STYLES
    ]
    (arrow,) = ax.plot([], [], color=BLACK, linewidth=2.2, zorder=2.5)
    (crossings,) = ax.plot(
        np.ones(4), _HEIGHTS, "|", color=BLACK, markersize=16, markeredgewidth=2, zorder=2.2
    )
    (place,) = ax.plot([1], [4], "o", fillstyle="none", color=BLACK, markersize=9)
    (flower,) = ax.plot([1], [4], **HERE)
    # above the ends of the rows, where no arrow points up: so far out a flower pulls downwards
    counts = [ax.text(_END, height + 0.2, "", ha="right", va="bottom") for height in _HEIGHTS]
    ax.legend(loc="upper right", ncols=2, frameon=False)
    return _Rows(flower, place, answers, crossings, counts, arrows, arrow)


def _measure_lengths(ax: Axes) -> None:
    """Give petal lengths a logarithmic axis."""
    ax.set_xscale("log")
    ax.set_xticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.minorticks_off()


def _draw_slopes(ax: Axes) -> tuple[list[Line2D], list[Line2D]]:
    """Return a curve and a dot for each rule."""
    ax.set(title="slope, as a share of the first", xlabel="length of that flower (cm)")
    _measure_lengths(ax)
    ax.set(xlim=(_LIMITS[0], _END), ylim=(-1.2, 1.4))
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0.5)
    looks = [line_look(k) for k in range(4)]
    curves = [
        ax.plot([], [], linewidth=2, label=rule, **look)[0]
        for rule, look in zip(RULES, looks, strict=True)
    ]
    dots = [ax.plot([], [], **{**HERE, "color": look["color"]})[0] for look in looks]
    ax.legend(loc="lower left")
    return curves, dots


def _show_answers(
    stage: Stage, drawn: _Rows, crossings: Floats, upright: NDArray[np.bool_], n_right: Floats
) -> None:
    """Show what each rule says on both sides of its crossing, and how many flowers it gets right.

    All three (flower, length, rule).
    """
    below = np.stack(np.broadcast_arrays(_LIMITS[0], crossings, np.nan), axis=-1)
    above = np.stack(np.broadcast_arrays(crossings, _END, np.nan), axis=-1)
    heights = np.repeat(_HEIGHTS, 3)
    for label, line in enumerate(drawn.answers):
        sides = np.where((upright == (label == 1))[..., None], above, below)
        stage.moves(line, x=sides.reshape(*sides.shape[:2], -1), y=heights)
    stage.moves(drawn.crossings, x=crossings, y=_HEIGHTS)
    for k, text in enumerate(drawn.counts):
        stage.writes(text, [[f"{n} right" for n in of_one] for of_one in n_right[..., k]])


def _show_pulls(
    stage: Stage, drawn: _Rows, x: Floats, y: Floats, taken: list[int], pulls: Floats
) -> None:
    """Show the pulls (flower, length, rule, point): one arrow for flowers of equal length."""
    for label, line in enumerate(drawn.arrows):
        places = np.unique(x[y == label])
        heights = np.full((*pulls.shape[:3], len(places)), np.nan)
        for k, i in enumerate(taken):
            others = (y == label) & (np.arange(len(x)) != i)
            for j, place in enumerate(places):
                if (equal := others & (x == place)).any():
                    heights[k, ..., j] = pulls[k][..., equal].mean(axis=-1)
        stage.moves(line, **_arrows(places, heights))
    own = np.stack([pulls[k, ..., i] for k, i in enumerate(taken)])[..., None]
    stage.moves(drawn.arrow, **_arrows(LENGTHS[:, None], own), by={"x": "length"})


def _arrows(x: Floats, pulls: Floats) -> dict[str, Any]:
    """Return the corners of upright arrows at `x` (..., n), one for each pull (..., rule, n)."""
    across = 1 + 0.015 * np.array([0, 0, -1, 0, 1, np.nan])
    corners_x = np.broadcast_to(
        x[..., None, :, None] * across, (*x.shape[:-1], len(_HEIGHTS), x.shape[-1], 6)
    )
    tips = _PULL * np.where(np.abs(pulls) < _FEEBLE, np.nan, pulls)[..., None]
    back = _HEAD * np.sign(tips)
    corners_y = _HEIGHTS[:, None, None] + np.concatenate(
        [0 * tips, tips, tips - back, tips, tips - back, np.nan * tips], axis=-1
    )
    return {
        "x": corners_x.reshape(*x.shape[:-1], -1),
        "y": corners_y.reshape(*pulls.shape[:-2], -1),
    }
