"""Add points one after the other: their probabilities multiplied, and their logarithms added."""

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.data import make_clusters
from logit_core.descent import newton
from logit_core.figures.style import BLACK, BLUE, FAINT, HERE, VERMILION, new_figure, written
from logit_core.model import add_intercept, predict_log_odds
from logit_core.probability import log_sigmoid, sigmoid
from logit_core.stage import Control, Stage

_BY: Final = ("model", "n_points")
_N_SAMPLES: Final = 2000
# the weights of each model, in multiples of the fitted ones
_MODELS: Final = {"a fair coin": 0, "the fitted model": 1, "the fit with weights times 4": 4}
_NORMAL: Final = float(np.finfo(float).smallest_normal)  # below, floats have fewer digits
# exponents of ten: of that float, of the smallest one, and where an exact 0 is drawn, under all
_FULL: Final = float(np.log10(_NORMAL))
_LEAST: Final = float(np.log10(np.finfo(float).smallest_subnormal))
_ZERO: Final = -385.0
_NAMES: Final = ("coin", "fitted", "times 4")  # of the models, beside their lines


def likelihood_explorer() -> Stage:
    """Show the product of the probabilities of the labels, and the sum of their logarithms.

    The product is computed in floats, point after point, as a loop would. The points come from two
    overlapping clusters, in a shuffled order. Where the product of a model loses digits, and where
    it becomes exactly 0, the control has a position on either side.

    Returns
    -------
    stage : Stage
        With the controls ``n_points`` and ``model``.
    """
    scores = np.outer(list(_MODELS.values()), _fitted_scores())
    products = np.insert(sigmoid(scores), 0, 1, axis=1).cumprod(axis=1)
    sums = np.insert(log_sigmoid(scores), 0, 0, axis=1).cumsum(axis=1)
    steps = _steps(products)
    products, sums = products[:, steps], sums[:, steps]
    exponents = np.log10(products, out=np.full_like(products, _ZERO), where=products > 0)
    floats = np.vectorize(_shortest)(products)

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    as_float = _draw_exponents(left, steps, sums / np.log(10))
    as_sum = _draw_sums(right, steps, sums)
    (true,) = left.plot([], [], "--", color=BLACK, linewidth=1)
    (product,) = left.plot([], [], color=BLUE, linewidth=2)
    (total,) = right.plot([], [], color=BLUE, linewidth=2)
    (dot,) = left.plot([], [], **HERE)
    (cross,) = left.plot([], [], "X", color=VERMILION, markersize=9, markeredgecolor=BLACK)
    (sum_dot,) = right.plot([], [], **HERE)

    coins_are_0 = int(np.searchsorted(steps, 1075))  # 1 / 2^1075 is 0 in floats
    stage = Stage(
        fig,
        n_points=Control(steps, label="points", play=150, at=coins_are_0),
        model=Control(list(_MODELS), kind="choice"),
    )
    here = {"x": "n_points", "y": _BY}
    stage.moves(true, x=steps, y=sums / np.log(10), by="model")
    stage.moves(product, x=steps, y=exponents, by="model", until="n_points")
    stage.moves(total, x=steps, y=sums, by="model", until="n_points")
    for line, panel in ((product, "the panel of the product"), (total, "that of the sum")):
        stage.grab(line, "n_points", along="x", anywhere=panel)
    stage.puts(dot, x=steps, y=np.where(products > 0, exponents, np.nan), by=here)
    stage.puts(cross, x=steps, y=np.where(products > 0, np.nan, exponents), by=here)
    stage.puts(sum_dot, x=steps, y=sums, by=here)
    stage.writes(as_float, floats, by=_BY)
    stage.writes(as_sum, [[written(total, ".2f") for total in row] for row in sums], by=_BY)
    return stage.says(
        "With {n_points} {points}, probabilities from {model}: their product {outcome}. "
        "The sum of their logarithms is {total:.2f}{mean}.",
        by={"points": "n_points", "outcome": _BY, "total": _BY, "mean": _BY},
        points=np.where(steps == 1, "point", "points"),
        outcome=_outcomes(products, floats),
        total=sums,
        mean=_mean_costs(sums, steps),
    )


def _fitted_scores() -> Floats:
    """Fit a model to shuffled clusters; return the log-odds (n_samples,) of the labels seen."""
    rng = np.random.default_rng(0)
    X, y = make_clusters(_N_SAMPLES, separation=1.5, seed=rng)
    order = rng.permutation(_N_SAMPLES)
    A, y = add_intercept(X[order]), y[order]
    return (2 * y - 1) * predict_log_odds(A, newton(A, y).weights[-1])


def _steps(products: Floats) -> NDArray[np.int_]:
    """Return numbers of points: few, then even ones, and those where a product meets a limit."""
    # the first number of points beyond a limit
    firsts = np.append((products > 0).sum(axis=1), (products >= _NORMAL).sum(axis=1))
    even = np.linspace(0, _N_SAMPLES, 21).astype(int)
    return np.unique(np.concatenate([[1, 2, 3, 5, 10, 20, 50], even, firsts - 1, firsts]))


def _draw_exponents(ax: Axes, steps: NDArray[np.int_], exponents: Floats) -> Text:
    """Draw the true exponents (n_models, n_steps), grey where floats lose digits or end in 0.

    Return the text of the product, to be written.
    """
    ax.set(title="product of the probabilities", xlabel="points", ylim=(-425, 20))
    powers = [written(power, "g") for power in (1e-100, 1e-200, 2e-308)]
    ax.set_yticks([0, -100, -200, _FULL, _ZERO], ["1", *powers, "exactly 0"])
    ax.axhspan(_LEAST, _FULL, color="0.72", linewidth=0)
    ax.axhspan(-425, _LEAST, color="0.92", linewidth=0)
    across = ax.get_yaxis_transform()
    within: dict[str, Any] = {"xycoords": across, "arrowprops": {"arrowstyle": "->", "shrinkB": 0}}
    ax.annotate("fewer digits", (0.12, -315), (0.05, -275), **within)
    ax.text(0.05, _LEAST - 24, "nothing but 0", transform=across)
    ax.plot(steps, exponents.T, color=FAINT, linewidth=1)
    for name, line, side in zip(_NAMES, exponents, ("left", "left", "right"), strict=True):
        at = (np.interp(200, -line, steps), -200)  # there the lines are apart
        offset = (7 if side == "left" else -7, 0)
        ax.annotate(name, at, offset, textcoords="offset points", ha=side, va="center")
    return _readout(ax, "as a float")


def _draw_sums(ax: Axes, steps: NDArray[np.int_], sums: Floats) -> Text:
    """Draw the sums (n_models, n_steps), named at their ends; return the text of the sum."""
    ax.plot(steps, sums.T, color=FAINT, linewidth=1)
    as_sum = _readout(ax, "sum")
    lowest = sums.min()
    ax.set(title="sum of the logarithms", xlabel="points", ylim=(1.1 * lowest, -0.04 * lowest))
    below: dict[str, Any] = {"xytext": (0, -6), "textcoords": "offset points", "va": "top"}
    for name, end in zip(_NAMES, sums[:, -1], strict=True):
        ax.annotate(name, (steps[-1], end), ha="right", **below)
    return as_sum


def _readout(ax: Axes, words: str) -> Text:
    """Return an empty text below `words` in the upper right corner, which the lines leave free."""
    corner: dict[str, Any] = {"transform": ax.transAxes, "ha": "right", "va": "top"}
    ax.text(0.97, 0.96, words, **corner)
    return ax.text(0.97, 0.87, "", size=13, weight="bold", **corner)


def _outcomes(products: Floats, floats: NDArray[np.str_]) -> NDArray[np.str_]:
    """Say what each product is as a float, and what the float has lost."""
    gone, whole = "is too small for a float and becomes 0", np.char.add("is ", floats)
    fewer = np.char.add(whole, ", so small that floats have fewer digits")
    return np.select([products == 0, products < _NORMAL], [gone, fewer], whole)


def _mean_costs(sums: Floats, steps: NDArray[np.int_]) -> NDArray[np.str_]:
    """Say the mean cost of a point behind each sum (n_models, n_steps); no points have none."""
    means = -sums / np.maximum(steps, 1)
    return np.where(steps > 0, np.vectorize(", a mean cost of {:.3f}".format)(means), "")


def _shortest(value: float) -> str:
    """Return a float with four digits, or fewer where Python itself needs fewer."""
    return min(written(value, ".4g"), written(value, ""), key=len)
