"""Check a gradient by differences: how the size of the step decides what the check can see."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from logit_core._sizes import refuse_wide
from logit_core._validation import Floats, as_features, as_labels, together_or
from logit_core.data import make_clusters
from logit_core.figures.loss_curves import tangent_ends
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, VERMILION, new_figure
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept
from logit_core.stage import Control, Stage

_MOST_FEATURES: Final = 100  # each costs a hundred losses
_BY: Final = ("gradient", "step_size")
_GRADIENTS: Final = ("as it should be", "with a wrong sign", "without the division by n")
_STEPS: Final = np.array([float(f"{k}e{n}") for n in range(-16, 0) for k in (1, 2, 5)] + [1.0])
# the lower edge of the picture: smaller errors, 0 among them, are drawn there
_LEAST: Final = 1e-13
_LOOKS: Final = (  # of a line, and of markers and their size
    ("forward difference", BLUE, "-", "o", 10),
    ("central difference", VERMILION, "--", "s", 6),
)


def gradient_check_explorer(X: ArrayLike | None = None, y: ArrayLike | None = None) -> Stage:
    """Compare a gradient of the mean cross-entropy with differences of many step sizes.

    The gradient is `cross_entropy_gradient`, as it should be or with a mistake put in, at weights
    of 0.3, -0.7, 1.1, and so on in turn. The relative error of a difference is its distance from
    that gradient over the length of that gradient. The left picture shows the loss along ``w[1]``.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features), optional
        Up to 100 features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels.

    Returns
    -------
    stage : Stage
        With the controls ``step_size`` and ``gradient``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, the shapes differ, or the gradient is 0.
    """
    X, y = together_or(make_clusters, X=X, y=y)
    features = as_features(X)
    refuse_wide(features, _MOST_FEATURES)
    A = add_intercept(features)
    y = as_labels(y, len(A))
    w = np.resize([0.3, -0.7, 1.1], A.shape[1])
    tested = _tested_gradients(A, y, w)

    def loss(weights: Floats) -> float:
        return float(binary_cross_entropy_from_log_odds(y, A @ weights))

    here, above, below, forward, central = _take_differences(loss, w)
    errors = np.array([_relative_errors(found, tested) for found in (forward, central)])
    drawn = np.maximum(errors, _LEAST)

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    _draw_loss(left, loss, w)
    _draw_errors(right, drawn[:, 0])
    (line,) = left.plot([], [], color="0.75", linewidth=6, label="gradient under test", zorder=0.9)
    rule = right.axvline(1, color=GREEN, linestyle=":", zorder=0.9)
    secants, used = _draw_differences(left)
    curves, dots = _draw_differences(right)
    left.legend(loc="upper right")

    stage = Stage(
        fig,
        step_size=Control(_STEPS, at=int(np.searchsorted(_STEPS, 0.5))),
        gradient=Control(_GRADIENTS, kind="choice"),
    )
    x_ends, y_ends = tangent_ends(w[1], here, tested[:, 1], half=3.0)
    stage.moves(line, x=x_ends, y=y_ends, by="gradient")
    stage.puts(rule, x=_STEPS, by="step_size")
    for k, found in enumerate((forward, central)):
        x_ends, y_ends = tangent_ends(w[1], here, found[:, 1], half=3.0)
        stage.moves(secants[k], x=x_ends, y=y_ends, by="step_size")
        stage.moves(curves[k], x=_STEPS, y=drawn[k], by="gradient")
        stage.puts(dots[k], x=_STEPS, y=drawn[k], by={"x": "step_size", "y": _BY})
        stage.grab(dots[k], "step_size", along="x", anywhere=k == 0 and "the panel of the error")
    x_used = w[1] + _STEPS[:, None] * [-1, 1]
    y_used = np.column_stack([below[:, 1], above[:, 1]])
    stage.puts(used[0], x=x_used[:, 1], y=y_used[:, 1], by="step_size")
    stage.moves(used[1], x=x_used, y=y_used, by="step_size")
    return stage.says(
        "Step {step_size}, gradient {gradient}: the relative error is {forward:.2g} by forward "
        "differences and {central:.2g} by central ones. {verdict}.",
        by=_BY,
        forward=errors[0],
        central=errors[1],
        verdict=_verdicts(errors[:, 0]),
    )


def _tested_gradients(A: Floats, y: Floats, w: Floats) -> Floats:
    """Return the gradients (3, n_weights) at `w`, right and with mistakes; 0 is refused."""
    truth = cross_entropy_gradient(A, y, w)
    if not truth.any():
        raise ValueError("X and y must give a gradient other than 0 to check, got 0")
    return np.array([truth, -truth, len(y) * truth])


class _Differences(NamedTuple):
    """A loss around some weights, and the gradients made of it; arrays (n_steps, n_weights)."""

    here: float
    above: Floats  # the loss with one weight larger by the step, and smaller
    below: Floats
    forward: Floats
    central: Floats


def _take_differences(loss: Callable[[Floats], float], w: Floats) -> _Differences:
    """Return the differences of a loss at the weights `w`, by steps of every size."""
    h, shifts = _STEPS[:, None], _STEPS[:, None, None] * np.eye(len(w))
    here = loss(w)
    above, below = (np.apply_along_axis(loss, -1, w + side * shifts) for side in (1, -1))
    return _Differences(here, above, below, (above - here) / h, (above - below) / (2 * h))


def _relative_errors(found: Floats, gradients: Floats) -> Floats:
    """Return how far gradients that were found (n_steps, n_weights) are from each given one.

    The distances (n_gradients, n_steps) are in units of the length of the given gradient.
    """
    distances = np.linalg.norm(found - gradients[:, None], axis=-1)
    return np.asarray(distances / np.linalg.norm(gradients, axis=-1)[:, None])


def _draw_loss(ax: Axes, loss: Callable[[Floats], float], w: Floats) -> None:
    """Draw the loss along w[1], and where `w` is on it."""
    across = w[1] + np.linspace(-1.5, 1.5, 61)
    ax.plot(across, [loss(np.array([w[0], v, *w[2:]])) for v in across], color=BLACK, linewidth=1)
    ax.plot(w[1], loss(w), "o", color=BLACK, markersize=5)
    ax.set(title="slopes along one weight", xlabel="weight $w_1$", ylabel="mean loss")
    ax.set(xlim=(across[0], across[-1]), ylim=ax.get_ylim())


def _draw_errors(ax: Axes, errors: Floats) -> None:
    """Draw the errors (2, n_steps) of the right gradient, and say what they rise as."""
    ax.plot(_STEPS, errors.T, color=FAINT, linewidth=1)
    ax.set(title="error of the whole gradient", xlabel="step size $h$", ylabel="relative error")
    ax.set(xscale="log", yscale="log", xlim=(5e-17, 2), ylim=(_LEAST, max(20, 2 * errors.max())))
    ax.set(xticks=10.0 ** np.arange(-16, 1, 4), yticks=10.0 ** np.arange(-12, 1, 4))
    ax.minorticks_off()
    for x, y, words in (
        (0.05, 0.25, "rounding:\nas $1/h$"),
        (0.44, 0.68, "truncation: as $h$"),
        (0.84, 0.25, "as $h^2$"),
    ):
        ax.text(x, y, words, transform=ax.transAxes)


def _draw_differences(ax: Axes) -> tuple[list[Line2D], list[Line2D]]:
    """Return a line and markers for each kind of difference, all of them still empty."""
    lines, markers = [], []
    for name, color, dashes, marker, size in _LOOKS:
        lines += ax.plot([], [], dashes, color=color, linewidth=2, label=name)
        markers += ax.plot([], [], marker, color=color, markersize=size, markeredgecolor=BLACK)
    return lines, markers


def _verdicts(errors: Floats) -> NDArray[np.str_]:
    """Say by gradient and step what the errors (2, n_steps) of the right gradient are made of."""
    forward = _mostly_rounding(errors[0], order=1)
    central = _mostly_rounding(errors[1], order=2)
    made_of = np.select(
        [forward & central, central, forward],
        [
            "Both errors are rounding",
            "The first is truncation, the second rounding",
            "The first is rounding, the second truncation",
        ],
        "Both errors are truncation",
    )
    no_step_helps = np.full(len(_STEPS), "No step helps: the mistake is in the gradient")
    return np.array([made_of, no_step_helps, no_step_helps])


def _mostly_rounding(errors: Floats, *, order: int) -> NDArray[np.bool_]:
    """Tell at which steps an error is rounding more than truncation, which is c h^order."""
    long = np.searchsorted(_STEPS, 0.01)  # too long for rounding to matter
    truncation = errors[long] * (_STEPS / _STEPS[long]) ** order
    surplus = np.flatnonzero(errors[:long] > 2 * truncation[:long])
    return np.asarray(np.arange(len(_STEPS)) <= surplus.max(initial=-1))
