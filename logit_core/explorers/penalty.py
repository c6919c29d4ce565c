"""Turn up the penalty: the weights shrink, and the loss on unseen points falls before it rises."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_features, as_floats, as_labels, as_number
from logit_core.descent import newton
from logit_core.explorers._training import nearest
from logit_core.explorers._tumours import load_tumours
from logit_core.explorers.stage import Stage
from logit_core.figures.style import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    VERMILION,
    mark_decades,
    new_figure,
)
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept, predict_log_odds

PENALTIES: Final = np.logspace(-3, 0, 25)
_KINDS: Final = ("L2", "L1")


def penalty_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    X_valid: ArrayLike | None = None,
    y_valid: ArrayLike | None = None,
    *,
    penalties: ArrayLike = PENALTIES,
    feature_names: Sequence[str] | None = None,
) -> Stage:
    """Show fits under penalties of many strengths: the weights, and the loss on two sets.

    L2 adds ``penalty / 2`` times the sum of the squared weights to the mean loss and is fitted by
    `newton`. L1 adds ``penalty`` times the sum of their sizes and is fitted by scikit-learn. The
    losses that are shown are without the penalty.

    Parameters
    ----------
    X, y : array_like of shape (n_samples, n_features) and (n_samples,), optional
        What the model is fitted to, without the column of ones. All four left out: ten
        measurements of 60 tumours, and 509 other tumours for validation.
    X_valid, y_valid : array_like, optional
        Points that the model does not see.
    penalties : array_like of shape (n_penalties,)
        Rising strengths above 0.
    feature_names : sequence of str, optional
        One per column of `X`.

    Returns
    -------
    stage : Stage
        With the controls ``penalty`` and ``kind``.

    Raises
    ------
    ValueError
        If some data are given and others not, shapes do not fit, or the penalties do not rise.
    """
    given = (X, y, X_valid, y_valid)
    if X is None or y is None or X_valid is None or y_valid is None:
        if any(part is not None for part in given):
            raise ValueError("X, y, X_valid and y_valid must be given together, got only some")
        X, y, X_valid, y_valid, feature_names = load_tumours(range(10), n_train=60)
    X, X_valid = as_features(X), as_features(X_valid)
    y, y_valid = as_labels(y, len(X)), as_labels(y_valid, len(X_valid))
    strengths = as_floats(penalties, "penalties")
    if strengths.ndim != 1 or strengths[0] <= 0 or (np.diff(strengths) <= 0).any():
        raise ValueError("penalties must be above 0 and rise from each to the next")
    names = feature_names or [f"$x_{{{k + 1}}}$" for k in range(X.shape[1])]
    if len(names) != X.shape[1]:
        raise ValueError(f"feature_names must name {X.shape[1]} columns, got {len(names)}")

    A, A_valid = add_intercept(X), add_intercept(X_valid)
    w = np.array(
        [
            [newton(A, y, penalty=strength).weights[-1] for strength in strengths],
            [l1_weights(X, y, strength) for strength in strengths],
        ]
    )
    losses = np.array([[_losses(run, A, y, A_valid, y_valid) for run in kind] for kind in w])
    train, valid = losses[..., 0], losses[..., 1]
    best = valid.argmin(axis=1)
    zeros = (w[..., 1:] == 0).sum(axis=2)

    fig = new_figure(10.5)
    bars, paths, right = fig.subplots(1, 3, width_ratios=[1, 1.1, 1.1])
    at = np.arange(len(names))
    sizes = np.abs(w[..., 1:]).max(axis=(1, 2))
    largest = min(1.1 * sizes.max(), 2 * sizes[0])  # beyond, L1 under hardly any penalty is cut off
    heights = bars.barh(at, 0 * at, color=BLUE)
    bars.axvline(0, color=BLACK, linewidth=1)
    (zero,) = bars.plot([], [], "x", color=BLACK, markersize=6, label="exactly 0")
    bars.set(title="weights at this penalty", xlim=(-largest, largest), yticks=at)
    bars.set_yticklabels(names)
    bars.set(ylim=(len(names) - 0.4, -0.6), xlabel="weight")
    lines = [paths.plot(strengths, w[0, :, 1 + k], color=BLUE, linewidth=1)[0] for k in at]
    paths.axhline(0, color=FAINT, linewidth=1, zorder=0.5)
    paths.set(title="weights by penalty", ylabel="weight", ylim=(-largest, largest))
    (seen,) = right.plot(strengths, train[0], "--", color=BLUE, linewidth=2, label="training")
    (unseen,) = right.plot(strengths, valid[0], color=VERMILION, linewidth=2, label="validation")
    (lowest,) = right.plot([], [], "D", color=GREEN, markeredgecolor=BLACK, label="lowest")
    right.set(title="mean loss", ylim=(0, 1.4 * losses.max()))  # the legend stands above all
    right.legend(loc="upper left")
    rules = []
    for ax in (paths, right):
        ax.set(xscale="log", xlabel="penalty", xlim=(strengths[0], strengths[-1]))
        mark_decades(ax.xaxis)
        ax.minorticks_off()
        rules.append(ax.axvline(strengths[0], color=BLACK, linestyle=":", linewidth=1.5))

    stage = Stage(fig, kind=_KINDS, penalty=[f"{strength:.2g}" for strength in strengths])
    stage.control("kind", kind="choice").control("penalty", play=150)
    stage.bars(heights, w[..., 1:], by=("kind", "penalty"))
    stage.moves(
        zero, x=np.where(w[..., 1:] == 0, 0, np.nan), y=at.astype(float), by=("kind", "penalty")
    )
    for k, line in enumerate(lines):
        stage.moves(line, y=w[..., 1 + k], by="kind")
    stage.moves(seen, y=train, by="kind").moves(unseen, y=valid, by="kind")
    stage.moves(lowest, x=strengths[best][:, None], y=valid.min(axis=1)[:, None], by="kind")
    for rule in rules:
        stage.moves(rule, x=strengths[None, :, None], by=("kind", "penalty"))
    stage.says(
        "{kind} penalty {penalty}: training loss {train:.3f}, validation loss {valid:.3f}; "
        "{zeros} exactly 0. Validation is best, {low:.3f}, at penalty {best:.2g}.",
        by=("kind", "penalty"),
        train=train,
        valid=valid,
        zeros=[[_zeros(n, len(names)) for n in row] for row in zeros],
        low=valid.min(axis=1)[:, None],
        best=strengths[best][:, None],
    )
    stage.set_trait("penalty", nearest(strengths, 0.01))
    return stage


def l1_weights(X: ArrayLike, y: ArrayLike, penalty: float) -> Floats:
    """Return intercept and weights under an L1 penalty, fitted by scikit-learn.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, standardised, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, both of them present.
    penalty : float > 0
        Times the sum of the sizes of the weights is added to the mean loss; the intercept is free.

    Returns
    -------
    w : ndarray of shape (n_features + 1,)
        Intercept first.

    Notes
    -----
    LIBLINEAR treats the intercept as the weight of one more column and shrinks it, too. With 1000
    in that column the intercept needs a weight so small that it is as good as free.
    """
    from sklearn.linear_model import LogisticRegression

    features = as_features(X)
    strength = 1 / (len(features) * as_number(penalty, "penalty", above=0.0))
    settings = {"C": strength, "solver": "liblinear", "intercept_scaling": 1000.0}
    model = LogisticRegression(**settings, tol=1e-8, max_iter=10_000, random_state=0)
    # l1_ratio alone says it from scikit-learn 1.8 on, penalty alone before
    new = model.get_params().get("penalty", "deprecated") == "deprecated"
    model.set_params(**({"l1_ratio": 1.0} if new else {"penalty": "l1"}))
    model.fit(features, as_labels(y, len(features)))
    return np.concatenate([model.intercept_, model.coef_[0]])


def _losses(w: Floats, A: Floats, y: Floats, A_valid: Floats, y_valid: Floats) -> list[float]:
    """Return the mean loss on the training and on the validation points."""
    return [
        binary_cross_entropy_from_log_odds(labels, predict_log_odds(matrix, w))
        for matrix, labels in ((A, y), (A_valid, y_valid))
    ]


def _zeros(n_zeros: int, n_weights: int) -> str:
    """Say how many weights are 0, with the verb."""
    if n_zeros == 0:
        return f"none of {n_weights} weights is"
    return f"{n_zeros} of {n_weights} weights {'is' if n_zeros == 1 else 'are'}"
