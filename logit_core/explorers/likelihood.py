"""Add points one after the other: their probabilities multiplied, and their logarithms added."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats, Seed, as_count, as_generator
from logit_core.data import make_clusters
from logit_core.descent import newton
from logit_core.explorers.stage import Stage
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, VERMILION, new_figure
from logit_core.model import add_intercept, predict_log_odds
from logit_core.probability import log_sigmoid, sigmoid

_BY = ("model", "n_points")
_FULL = float(np.log10(np.finfo(float).smallest_normal))  # below, floats have fewer digits
_LEAST = float(np.log10(np.finfo(float).smallest_subnormal))  # below, there is only 0
_ZERO = -385.0  # where an exact 0 is drawn, under all exponents of floats


def likelihood_explorer(*, n_samples: int = 2000, seed: Seed = 0) -> Stage:
    """Show the product of the probabilities of the labels, and the sum of their logarithms.

    The product is computed in floats, point after point, as a loop would. The points come from two
    overlapping clusters, in a shuffled order. Where the product of a model loses digits, and where
    it becomes exactly 0, the control has a position on either side.

    Parameters
    ----------
    n_samples : int
        How many points there are, at least 100.
    seed : int or Generator
        Of the points and of their order.

    Returns
    -------
    stage : Stage
        With the controls ``n_points`` and ``model``.

    Raises
    ------
    ValueError
        If `n_samples` is not a whole number of at least 100, or `seed` is no seed.
    """
    n_samples = as_count(n_samples, "n_samples", low=100)
    rng = as_generator(seed)
    X, y = make_clusters(n_samples, separation=1.5, seed=rng)
    order = rng.permutation(n_samples)
    A, y = add_intercept(X[order]), y[order]
    z = predict_log_odds(A, newton(A, y).weights[-1])
    models = {"a fair coin": 0 * z, "the fitted model": z, "the fit with weights times 4": 4 * z}
    scores = (2 * y - 1) * np.array(list(models.values()))  # log-odds of the label that was seen
    products: Floats = np.insert(np.cumprod(sigmoid(scores), axis=1), 0, 1.0, axis=1)
    sums = np.insert(np.cumsum(log_sigmoid(scores), axis=1), 0, 0.0, axis=1)
    steps = _steps(products)
    products, sums = products[:, steps], sums[:, steps]

    fig = new_figure(9)
    left, right = fig.subplots(1, 2)
    exponents = np.log10(products, out=np.full_like(products, _ZERO), where=products > 0)
    _shade_lost_digits(left)
    left.plot(steps, sums.T / np.log(10), color=FAINT, linewidth=1)
    right.plot(steps, sums.T, color=FAINT, linewidth=1)
    (true,) = left.plot([], [], "--", color=BLACK, linewidth=1)
    (product,) = left.plot([], [], color=BLUE, linewidth=2)
    (total,) = right.plot([], [], color=BLUE, linewidth=2)
    look = {"markersize": 9, "markeredgecolor": BLACK}
    (dot,) = left.plot([], [], "o", color=GREEN, **look)
    (cross,) = left.plot([], [], "X", color=VERMILION, **look)
    (sum_dot,) = right.plot([], [], "o", color=GREEN, **look)
    as_float, as_sum = (_readout(ax, words) for ax, words in ((left, "as a float"), (right, "sum")))
    lowest = sums.min()
    right.set(title="sum of the logarithms", xlabel="points", ylim=(1.1 * lowest, -0.04 * lowest))
    for name, end in zip(("coin", "fitted", "times 4"), sums[:, -1], strict=True):
        place = {"xytext": (0, -6), "textcoords": "offset points", "ha": "right", "va": "top"}
        right.annotate(name, (n_samples, end), color="0.4", **place)

    stage = Stage(fig, n_points=[str(n) for n in steps], model=list(models))
    stage.moves(true, x=steps, y=sums / np.log(10), by="model")
    stage.moves(product, x=steps, y=exponents, by="model", until="n_points")
    stage.moves(total, x=steps, y=sums, by="model", until="n_points")
    at = steps[None, :, None]
    stage.moves(dot, x=at, y=np.where(products > 0, exponents, np.nan)[..., None], by=_BY)
    stage.moves(cross, x=at, y=np.where(products > 0, np.nan, exponents)[..., None], by=_BY)
    stage.moves(sum_dot, x=at, y=sums[..., None], by=_BY)
    written = np.vectorize(_shortest)(products)
    stage.writes(as_float, written, by=_BY)
    stage.writes(as_sum, np.vectorize("{:.2f}".format)(sums), by=_BY)
    stage.says(
        "With {n_points} {points}, probabilities from {model}: their product as a float is "
        "{product}{state}. The sum of their logarithms is {total:.2f}{mean}.",
        by=_BY,
        points=np.where(steps == 1, "point", "points")[None, :],
        product=written,
        state=np.select(
            [products == 0, exponents < _FULL],
            [": too small for a float", ", so small that floats have fewer digits"],
            "",
        ),
        total=sums,
        mean=np.where(
            steps > 0,
            np.vectorize(", the mean log loss {:.3f}".format)(-sums / np.maximum(steps, 1)),
            "",
        ),
    )
    stage.control("n_points", "points", play=150).control("model", kind="choice")
    stage.set_trait("n_points", int(np.searchsorted(steps, min(1075, n_samples))))
    return stage


def _steps(products: Floats) -> NDArray[np.int_]:
    """Return numbers of points: few, then even ones, and those where a product meets a limit."""
    last = products.shape[1] - 1
    limits = [(products > 0).sum(axis=1), (products >= np.finfo(float).smallest_normal).sum(axis=1)]
    firsts = np.minimum(limits, last).ravel()  # the first number of points beyond a limit
    even = np.linspace(0, last, 21).astype(int)
    return np.unique(np.concatenate([[1, 2, 3, 5, 10, 20, 50], even, firsts - 1, firsts]))


def _readout(ax: Axes, words: str) -> Text:
    """Return an empty text below `words` in the upper right corner, which the lines leave free."""
    ax.text(0.97, 0.96, words, transform=ax.transAxes, ha="right", va="top")
    return ax.text(
        0.97, 0.87, "", transform=ax.transAxes, ha="right", va="top", size=13, weight="bold"
    )


def _shade_lost_digits(ax: Axes) -> None:
    """Draw an axis of exponents, grey where floats lose digits and where there is only 0."""
    ax.set(title="product of the probabilities", xlabel="points", ylim=(-425, 20))
    ax.set_yticks([0, -100, -200, _FULL, _ZERO], ["1", "1e-100", "1e-200", "2e-308", "exactly 0"])
    ax.axhspan(_LEAST, _FULL, color="0.72", linewidth=0)
    ax.axhspan(-425, _LEAST, color="0.92", linewidth=0)
    ax.text(0, _FULL + 5, "fewer digits")
    ax.text(0, _LEAST - 24, "nothing but 0")


def _shortest(value: float) -> str:
    """Return a float with four digits, or fewer where Python itself needs fewer."""
    return min(f"{value:.4g}", repr(float(value)), key=len)
