"""Check a gradient by differences: how the size of the step decides what the check can see."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from logit_core._validation import Floats, as_labels, as_weights
from logit_core.data import make_clusters
from logit_core.explorers._slopes import tangents
from logit_core.explorers.stage import Stage
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, VERMILION, new_figure
from logit_core.gradients import cross_entropy_gradient
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept, predict_log_odds

_BY = ("gradient", "step_size")
_STEPS = np.array([float(f"{k}e{n}") for n in range(-16, 0) for k in (1, 2, 5)] + [1.0])
_LEAST = 1e-13  # the lower edge of the picture: smaller errors, 0 among them, are drawn there


def gradient_check_explorer(
    X: ArrayLike | None = None, y: ArrayLike | None = None, w: ArrayLike | None = None
) -> Stage:
    """Compare a gradient of the mean cross-entropy with differences of many step sizes.

    The gradient is `cross_entropy_gradient`, as it should be or with a mistake put in. The relative
    error of a difference is its distance from that gradient over the length of that gradient.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features), optional
        Features, without the column of ones; two overlapping clusters when left out.
    y : array_like of shape (n_samples,), optional
        Labels.
    w : array_like of shape (n_features + 1,), optional
        Where the gradient is taken; it must not be 0 there. Left out: 0.3, -0.7, 1.1, and so on
        in turn. The left picture shows the loss along ``w[1]``.

    Returns
    -------
    stage : Stage
        With the controls ``step_size`` and ``gradient``.

    Raises
    ------
    ValueError
        If only one of `X` and `y` is given, the shapes differ, or the gradient is 0.
    """
    if (X is None) != (y is None):
        raise ValueError("X and y must be given together, got only one of them")
    if X is None or y is None:
        X, y = make_clusters()
    A = add_intercept(X)
    y = as_labels(y, len(A))
    w = np.resize([0.3, -0.7, 1.1], A.shape[1]) if w is None else as_weights(w, A.shape[1])
    truth = cross_entropy_gradient(A, y, w)
    if not truth.any():
        raise ValueError("w must lie where the gradient is not 0, got weights where it is")
    gradients = {
        "as it should be": truth,
        "with a wrong sign": -truth,
        "without the division by n": len(y) * truth,
    }
    tested = np.array(list(gradients.values()))

    def loss(weights: Floats) -> float:
        return float(binary_cross_entropy_from_log_odds(y, predict_log_odds(A, weights)))

    h, shifts = _STEPS[:, None], _STEPS[:, None, None] * np.eye(len(w))
    here = loss(w)
    above, below = (np.apply_along_axis(loss, -1, w + side * shifts) for side in (1, -1))
    forward, central = (above - here) / h, (above - below) / (2 * h)
    errors = np.array([_relative_errors(found, tested) for found in (forward, central)])

    fig = new_figure(9.5)
    left, right = fig.subplots(1, 2)
    across = w[1] + np.linspace(-1.5, 1.5, 61)
    left.plot(across, [loss(np.array([w[0], v, *w[2:]])) for v in across], color=BLACK, linewidth=1)
    left.plot(w[1], here, "o", color=BLACK, markersize=5)
    left.set(title="slopes along one weight", xlabel="weight $w_1$", ylabel="mean loss")
    left.set(xlim=(across[0], across[-1]), ylim=left.get_ylim())
    _lay_out_errors(right, errors[:, 0])

    stage = Stage(fig, step_size=[f"{step:g}" for step in _STEPS], gradient=list(gradients))
    (line,) = left.plot([], [], color="0.75", linewidth=6, label="gradient under test", zorder=0.9)
    x_ends, y_ends = tangents(w[1], here, tested[:, 1], half=3.0)
    stage.moves(line, x=x_ends, y=y_ends, by="gradient")
    x_used = w[1] + h * [-1, 1]
    y_used = np.column_stack([below[:, 1], above[:, 1]])
    for k, (name, found, color, style, marker) in enumerate(
        [
            ("forward difference", forward, BLUE, "-", "o"),
            ("central difference", central, VERMILION, "--", "s"),
        ]
    ):
        look = {"color": color, "markersize": 8 - 2 * k, "markeredgecolor": BLACK}
        (secant,) = left.plot([], [], style, color=color, linewidth=2, label=name)
        (used,) = left.plot([], [], marker, **look)
        (curve,) = right.plot([], [], style, color=color, linewidth=2, label=name)
        (dot,) = right.plot([], [], marker, **look)
        x_ends, y_ends = tangents(w[1], here, found[:, 1], half=3.0)
        stage.moves(secant, x=x_ends, y=y_ends, by="step_size")
        stage.moves(used, x=x_used[:, 1 - k :], y=y_used[:, 1 - k :], by="step_size")
        seen = np.maximum(errors[k], _LEAST)
        stage.moves(curve, x=_STEPS, y=seen, by="gradient")
        stage.moves(dot, x=h[None], y=seen[..., None], by=_BY)
    left.legend(loc="upper right")
    rule = right.axvline(1, color=GREEN, linestyle=":", zorder=0.9)
    stage.moves(rule, x=h, by="step_size")
    stage.says(
        "Step {step_size}, gradient {gradient}: the relative error is {forward:.2g} by forward "
        "differences and {central:.2g} by central ones. {verdict}.",
        by=_BY,
        forward=errors[0],
        central=errors[1],
        verdict=_verdicts(errors[:, 0]),
    )
    stage.control("gradient", kind="choice")
    stage.control("step_size", play=200)
    stage.set_trait("step_size", int(np.searchsorted(_STEPS, 1e-4)))
    return stage


def _relative_errors(found: Floats, tested: Floats) -> Floats:
    """Return the distances (n_gradients, n_steps), in units of each gradient's length."""
    distances = np.linalg.norm(found - tested[:, None], axis=-1)
    return np.asarray(distances / np.linalg.norm(tested, axis=-1)[:, None])


def _rounded(errors: Floats, order: int) -> NDArray[np.bool_]:
    """Tell at which steps an error is rounding more than truncation, which is c h^order."""
    long = np.searchsorted(_STEPS, 0.01)  # too long for rounding to matter
    truncation = errors[long] * (_STEPS / _STEPS[long]) ** order
    surplus = np.flatnonzero(errors[:long] > 2 * truncation[:long])
    return np.asarray(np.arange(len(_STEPS)) <= surplus.max(initial=-1))


def _verdicts(errors: Floats) -> NDArray[np.str_]:
    """Say by gradient and step what the errors (2, n_steps) of the right gradient are made of."""
    forward, central = _rounded(errors[0], 1), _rounded(errors[1], 2)
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


def _lay_out_errors(ax: Axes, errors: Floats) -> None:
    """Draw what stands still: the errors (2, n_steps) of the right gradient, and their slopes."""
    ax.plot(_STEPS, np.maximum(errors, _LEAST).T, color=FAINT, linewidth=1)
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
