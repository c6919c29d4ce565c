"""Scrub the learning rate: loss curve, boundary and path of the weights follow."""

from collections.abc import Sequence
from typing import Final, Literal

from numpy.typing import ArrayLike

from logit_core._validation import as_batch_size, as_count, as_labels, as_rising, together_or
from logit_core.data import make_clusters
from logit_core.descent import sgd_sweep
from logit_core.explorers.many_descents import LEARNING_RATES, draw_descents, stage_of_descents
from logit_core.figures._arguments import as_pairs
from logit_core.figures.plane import as_plane
from logit_core.model import add_intercept
from logit_core.stage import Stage
from logit_core.stage.control import MOST_POSITIONS

_MANY: Final = 2000  # points, beyond which one by one takes too long
_STEPS: Final = 500  # an epoch of many points has as many
_MOST: Final = 100_000  # epochs of all rates together: all of them are sent to the browser


def learning_rate_explorer(
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    learning_rates: ArrayLike = LEARNING_RATES,
    n_epochs: int | None = None,
    batch_size: int | Literal["auto"] | None = "auto",
    start: ArrayLike | None = None,
    feature_names: Sequence[str] = ("$x_1$", "$x_2$"),
    class_names: Sequence[str] = ("class 0", "class 1"),
) -> Stage:
    """Show descents of many learning rates on two features; controls choose rate and epoch.

    All descents are computed at once by `sgd_sweep`. Where each step takes all points, a notch
    under the learning rate marks `safe_learning_rate`, and the sentence says what it promises.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2), optional
        Two features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels, both of them present.
    learning_rates : array_like of shape (n_rates,)
        Rising rates, above 0, up to 1000; 41 from 0.001 to 10 when left out.
    n_epochs : int, optional
        Passes over the data, up to 999, and up to 100,000 with those of all rates together; when
        left out 100, beyond 2,000 points 20, beyond 50,000 points 8.
    batch_size : int, "auto" or None
        Points per step; None is all of them. "auto" is one point, and beyond 2,000 points so many
        that an epoch has 500 steps, as the sentence then says.
    start : array_like of shape (3,), optional
        Intercept and weights at epoch 0; zeros when left out.
    feature_names, class_names : sequence of two str
        What the axes and the legend say.

    Returns
    -------
    stage : Stage
        With the controls ``learning_rate`` and ``epoch``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, X has not two features, y holds one label only, or the
        learning rates do not rise.
    """
    X, y = together_or(make_clusters, X=X, y=y)
    features = as_plane(X)
    labels = as_labels(y, len(features), both=True)
    rates = as_rising(learning_rates, "learning_rates", above=0)
    if len(rates) > MOST_POSITIONS:
        raise ValueError(f"learning_rates must hold at most {MOST_POSITIONS}, got {len(rates)}")
    is_large = len(labels) > _MANY
    if n_epochs is None:
        n_epochs = 100 if not is_large else 20 if len(labels) <= 50_000 else 8
    # all of them are sent to the browser
    n_epochs = as_count(n_epochs, "n_epochs", low=1, high=999)
    note = ""
    if isinstance(batch_size, str) and batch_size == "auto":
        batch_size = -(-len(labels) // _STEPS) if is_large else 1
        note = f" Each step takes {batch_size} points." if is_large else ""
    batch_size = as_batch_size(batch_size)
    if len(rates) * n_epochs > _MOST:
        most = _MOST // len(rates)
        raise ValueError(
            f"n_epochs must be at most {most} for {len(rates)} learning_rates, got {n_epochs}"
        )
    names = as_pairs(feature_names, class_names)
    A = add_intercept(features)
    sweep = sgd_sweep(A, labels, rates, start=start, n_epochs=n_epochs, batch_size=batch_size)
    stage = stage_of_descents(rates, n_epochs, epoch=min(20, n_epochs))
    draw_descents(
        stage,
        features,
        labels,
        sweep,
        **names,
        full_batch=batch_size is None or batch_size >= len(labels),
        note=note,
    )
    return stage
