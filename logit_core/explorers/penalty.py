"""Turn up the penalty: the weights shrink, and the loss on unseen points falls before it rises."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._sizes import refuse_wide
from logit_core._validation import Floats, as_features, as_labels, as_number, together_or
from logit_core.descent import newton
from logit_core.explorers.tumours import MEASUREMENTS, load_tumours
from logit_core.figures._arguments import as_names, shortened
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    MANY,
    PURPLE,
    VERMILION,
    limits_around,
    mark_decades,
    new_figure,
)
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

PENALTIES: Final = np.logspace(-3, 0, 25)
_MOST_FEATURES: Final = 64  # each of them has a bar
_MOST_NAMES: Final = 30  # beside the bars: more would lie on each other
_WIDEST: Final = 2.5  # inches, of a name beside its bar
# dashes and colour of the weights that are named, and of all others
_LOOKS: Final = (("-", BLACK), ("--", GREEN), ("-.", PURPLE))
_PLAIN: Final = ("-", "#9A9A9A")
_BELOW: Final[dict[str, Any]] = {
    "loc": "upper center",
    "bbox_to_anchor": (0.5, -0.17),
    "frameon": False,
}


def penalty_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    X_valid: ArrayLike | None = None,
    y_valid: ArrayLike | None = None,
    *,
    feature_names: Sequence[str] | None = None,
) -> Stage:
    """Show fits under penalties of many strengths: the weights, and the loss on two sets.

    L2 adds ``penalty / 2`` times the sum of the squared weights to the mean loss and is fitted by
    `newton`. L1 adds ``penalty`` times the sum of their sizes and is fitted by scikit-learn. The
    losses that are shown are without the penalty.

    Parameters
    ----------
    X, y : array_like of shape (n_samples, n_features) and (n_samples,), optional
        What the model is fitted to, without the column of ones; up to 64 features, for each has a
        bar. All four left out: ten
        measurements of 60 tumours, and 509 other tumours for validation.
    X_valid, y_valid : array_like, optional
        Points that the model does not see.
    feature_names : sequence of str, optional
        One per column of `X`.

    Returns
    -------
    stage : Stage
        With the controls ``kind`` and ``penalty``.

    Raises
    ------
    ValueError
        If some data are given and others not, shapes do not fit, or `y` holds one class only.
    """
    if feature_names is None and X is None:
        feature_names = MEASUREMENTS
    X, y, X_valid, y_valid = together_or(
        lambda: load_tumours(MEASUREMENTS, n_train=60), X=X, y=y, X_valid=X_valid, y_valid=y_valid
    )
    X, X_valid = as_features(X, largest=1e20), as_features(X_valid, "X_valid", largest=1e20)
    refuse_wide(X, _MOST_FEATURES)
    if X.shape[1] != X_valid.shape[1]:
        raise ValueError(
            f"X_valid must have as many columns as X ({X.shape[1]}), got {X_valid.shape[1]}"
        )
    y = as_labels(y, len(X), both=True)
    y_valid = as_labels(y_valid, len(X_valid), "y_valid", beside="X_valid")
    names = _as_names(feature_names, X.shape[1])

    # dimensions: kind, penalty; then that of the features
    fits = _penalised_weights(X, y)
    train, valid = _mean_losses(X, y, fits), _mean_losses(X_valid, y_valid, fits)
    best = valid.argmin(axis=1)
    w = fits[..., 1:]
    zero, looks = w == 0, _looks(w[1, best[1]])

    fig = new_figure(10.5, 4.25)
    left, middle, right = fig.subplots(1, 3, width_ratios=[1, 1.1, 1.1])
    limits = limits_around(np.append(w[0], 0))
    bars, crosses, beyond = _draw_weights(left, names, looks, limits)
    paths = _draw_paths(middle, w[0], names, looks, limits)
    seen, unseen, lowest = _draw_losses(right, train, valid)
    rules = [ax.axvline(1, color=BLACK, linestyle=":", linewidth=1.5) for ax in (middle, right)]

    stage = Stage(
        fig,
        kind=Control(["L2", "L1"], kind="choice"),
        penalty=Control(PENALTIES, at=8, play=150, format=".2g"),
    )
    stage.bars(bars, w)
    stage.moves(crosses, x=np.where(zero, 0, np.nan), y=np.arange(len(names)))
    for end, is_cut in zip(beyond, (w < limits[0], w > limits[1]), strict=True):
        stage.moves(end, y=np.where(is_cut, np.arange(len(names)), np.nan))
    for k, path in enumerate(paths):
        stage.moves(path, y=w[..., k], by="kind")
    stage.moves(seen, y=train, by="kind").moves(unseen, y=valid, by="kind")
    stage.puts(lowest, x=PENALTIES[best], y=valid.min(axis=1), by="kind")
    panels = "the panel of weights by penalty", "that of the loss"
    for rule, panel in zip(rules, panels, strict=True):
        stage.puts(rule, x=PENALTIES, by="penalty").grab(rule, anywhere=panel)
    return stage.says(
        "{kind} penalty {penalty}: training loss {train:.3f}, validation loss {valid:.3f}; "
        "{zeros} exactly 0. Validation is best, {low:.3f}, at penalty {best:.2g}.",
        by={"low": "kind", "best": "kind"},
        train=train,
        valid=valid,
        zeros=[[_zeros(n, len(names)) for n in row] for row in zero.sum(axis=2)],
        low=valid.min(axis=1),
        best=PENALTIES[best],
    )


def _penalised_weights(X: Floats, y: Floats) -> Floats:
    """Return weights (2, n_penalties, n_features + 1), first under L2 penalties, then under L1."""
    A = add_intercept(X)
    l2 = [np.zeros(A.shape[1])]
    for penalty in PENALTIES[::-1]:  # each begins where the one of a larger penalty ended
        l2.insert(0, newton(A, y, start=l2[0], penalty=penalty).weights[-1])
    l1 = [l1_weights(X, y, penalty) for penalty in PENALTIES]
    return np.array([l2[:-1], l1])


def l1_weights(X: ArrayLike, y: ArrayLike, penalty: float) -> Floats:
    """Return intercept and weights (n_features + 1,) under an L1 penalty, by scikit-learn.

    `penalty` times the sum of the sizes of the weights is added to the mean loss; the intercept is
    free. The features of `X` are standardised.

    LIBLINEAR treats the intercept as the weight of one more column and shrinks it, too. With 1000
    in that column the intercept needs a weight so small that it is as good as free. It measures its
    tolerance by how far zero weights are from the minimum, and where they are next to it, it would
    never end.
    """
    from sklearn.linear_model import LogisticRegression

    features = as_features(X)
    strength = 1 / (len(features) * as_number(penalty, "penalty", above=0.0))
    settings = {"C": strength, "solver": "liblinear", "intercept_scaling": 1000.0}
    labels = as_labels(y, len(features))
    tol = 1e-8 if len(features) <= MANY else 1e-5  # sums of many losses are not more precise
    slopes = np.abs((0.5 - labels) @ np.column_stack([np.full(len(labels), 1000.0), features]))
    distance = np.maximum(strength * slopes - 1, 0).sum()
    tol /= min(max(distance / 100, tol), 1.0)
    model = LogisticRegression(**settings, tol=tol, max_iter=10_000, random_state=0)
    # l1_ratio alone says it from scikit-learn 1.8 on, penalty alone before
    new = model.get_params().get("penalty", "deprecated") == "deprecated"
    model.set_params(**({"l1_ratio": 1.0} if new else {"penalty": "l1"}))
    model.fit(features, labels)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _mean_losses(X: Floats, y: Floats, w: Floats) -> Floats:
    """Return the mean loss (2, n_penalties) of weights (2, n_penalties, n_features + 1)."""
    z = w @ add_intercept(X).T
    losses: Floats = binary_cross_entropy_from_log_odds(np.broadcast_to(y, z.shape), z)
    return losses


def _looks(w: Floats) -> list[tuple[str, str]]:
    """Return dashes and colour for each weight: looks of their own for the three largest."""
    looks = [_PLAIN] * len(w)
    for k, look in zip(np.argsort(-np.abs(w), kind="stable"), _LOOKS, strict=False):
        looks[k] = look
    return looks


def _draw_weights(
    ax: Axes, names: Sequence[str], looks: list[tuple[str, str]], limits: tuple[float, float]
) -> tuple[BarContainer, Line2D, list[Line2D]]:
    """Draw a bar for each weight; of many only those with looks of their own are named.

    Returned are the bars, crosses for weights that are exactly 0, and triangles, left and right,
    for those that reach beyond the picture.
    """
    at = np.arange(len(names))
    bars = ax.barh(at, 0 * at, color=[color for _, color in looks])
    ax.axvline(0, color=BLACK, linewidth=1)
    (crosses,) = ax.plot([], [], "x", color=BLACK, markersize=6)
    ax.set(title="weights at this penalty", xlabel="weight", xlim=limits)
    ax.set_ylim(len(names) - 0.4, -0.6)
    is_named = [len(names) <= _MOST_NAMES or look != _PLAIN for look in looks]
    written = np.where(is_named, [shortened(name, _WIDEST) for name in names], "")
    ax.set_yticks(at, written)
    inside = np.array([0.02, -0.02]) * np.ptp(limits) + limits
    beyond = [
        ax.plot(np.full(len(names), x), at, marker, color=BLACK, mfc="white", ms=7)[0]
        for x, marker in zip(inside, "<>", strict=True)
    ]
    return bars, crosses, beyond


def _draw_paths(
    ax: Axes,
    w: Floats,
    names: Sequence[str],
    looks: list[tuple[str, str]],
    limits: tuple[float, float],
) -> list[Line2D]:
    """Draw weights (penalty, feature), and return a line for each feature; a few are named.

    Weights of L1 under hardly any penalty may leave the picture.
    """
    paths = []
    others = "the others"
    for path, name, (dashes, color) in zip(w.T, names, looks, strict=True):
        is_named = (dashes, color) != _PLAIN
        paths += ax.plot(PENALTIES, path, dashes, color=color, linewidth=2.0 if is_named else 1.0)
        paths[-1].set_label(name if is_named else others)
        others = "" if not is_named else others  # the legend names them once
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0.5)
    ax.set(title="weights by penalty", ylabel="weight", ylim=limits)
    _lay_out_penalties(ax)
    ax.legend(**_BELOW)
    return paths


def _draw_losses(ax: Axes, train: Floats, valid: Floats) -> tuple[Line2D, Line2D, Line2D]:
    """Draw losses (kind, penalty), and return both curves and the mark of the lowest."""
    (seen,) = ax.plot(PENALTIES, train[0], "--", color=BLUE, linewidth=2, label="training")
    (unseen,) = ax.plot(PENALTIES, valid[0], color=VERMILION, linewidth=2, label="validation")
    (lowest,) = ax.plot([], [], "D", color=GREEN, markeredgecolor=BLACK, label="lowest")
    ax.set(title="mean loss", ylim=(0, 1.1 * max(train[0].max(), valid[0].max())))
    ax.legend(**_BELOW)
    _lay_out_penalties(ax)
    return seen, unseen, lowest


def _lay_out_penalties(ax: Axes) -> None:
    """Give axes a logarithmic axis of penalties."""
    ax.set(xscale="log", xlabel="penalty", xlim=(PENALTIES[0], PENALTIES[-1]))
    mark_decades(ax.xaxis)


def _zeros(n_zeros: int, n_weights: int) -> str:
    """Say how many weights are 0, with the verb."""
    if n_zeros == 0:
        return f"none of {n_weights} weights is"
    return f"{n_zeros} of {n_weights} weights {'is' if n_zeros == 1 else 'are'}"


def _as_names(names: Sequence[str] | None, n_features: int) -> Sequence[str]:
    """Return a name for each feature; where none are given, x with a number."""
    if names is None:
        return [f"$x_{{{k + 1}}}$" for k in range(n_features)]
    return as_names(names, "feature_names", n_features)
