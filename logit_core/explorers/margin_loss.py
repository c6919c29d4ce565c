"""Move the margin of one point: what each loss asks for it, and how hard it pulls."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_floats
from logit_core.explorers.stage import Stage
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, PURPLE, VERMILION, new_figure
from logit_core.losses import (
    binary_cross_entropy_from_log_odds,
    hinge_loss,
    squared_error,
    zero_one_loss,
)
from logit_core.probability import sigmoid, sigmoid_derivative

# colour, dashes and marker of each loss, by its name
_LOOKS = {
    "0-1 loss": (BLACK, "-", "o"),
    "hinge loss": (PURPLE, "--", "s"),
    "log loss": (BLUE, "-", "^"),
    "log loss / log 2": (BLUE, ":", "v"),
    "squared: $(1 - p)^2$": (GREEN, "-.", "D"),
    "squared: $(1 - m)^2$": (VERMILION, ":", "P"),
}


def margin_loss_explorer(margins: ArrayLike | None = None) -> Stage:
    """Show six losses of one point over its margin m = s z, and minus the slope of each.

    A point of class 1 stands for both classes: at margin m its log-odds are m, and those of a
    point of class 0 are -m.

    Parameters
    ----------
    margins : array_like of shape (n_margins,), optional
        Rising positions of the control; -3 to 3 in steps of 0.1 when left out.

    Returns
    -------
    stage : Stage
        With the control ``margin``.

    Raises
    ------
    ValueError
        If the margins do not rise or there are fewer than two.
    """
    given = np.arange(-30, 31) / 10 if margins is None else margins
    at = as_floats(given, "margins").ravel()
    if len(at) < 2 or (np.diff(at) <= 0).any():
        raise ValueError("margins must be at least two, each above the one before")
    grid = np.linspace(at[0], at[-1], 241)

    fig = new_figure(10)
    left, right = fig.subplots(1, 2)
    dots = [_draw(left, grid, name, loss) for name, loss in _losses(grid).items()]
    dots += [_draw(right, grid, name, pull) for name, pull in _pulls(grid).items()]
    rules = [ax.axvline(0, color=FAINT, linewidth=2, zorder=0.5) for ax in (left, right)]
    left.set(title="loss", ylim=(-0.1, 4.1))
    right.set(title="pull: minus the slope", ylim=(-1, 4.1))
    right.legend(*left.get_legend_handles_labels(), loc="upper right")
    for ax in (left, right):
        ax.set(xlabel="margin $m$", xlim=(at[0] - 0.1, at[-1] + 0.1))

    stage = Stage(fig, margin=[f"{m:.3g}" for m in at])
    losses, pulls = _losses(at), _pulls(at)
    for rule in rules:
        stage.moves(rule, x=at[:, None], by="margin")
    for dot, values in zip(dots, [*losses.values(), *pulls.values()], strict=True):
        stage.moves(dot, x=at[:, None], y=values[:, None], by="margin")
    zero_one, hinge, log, bits, bounded, unbounded = losses.values()
    pull_hinge, pull_log, pull_bounded, pull_unbounded = pulls.values()
    stage.says(
        "Margin {margin}, {side}: 0-1 loss {zero_one:.0f}, hinge loss {hinge:.2f}, log loss "
        "{log:.3f} ({bits:.3f} when divided by log 2), (1 - p)^2 is {bounded:.3f}, (1 - m)^2 is "
        "{unbounded:.2f}. The pulls are {pull_hinge:.0f} by the hinge loss, {pull_log:.3f} by the "
        "log loss, {pull_bounded:.3f} by (1 - p)^2, {pull_unbounded:.2f} by (1 - m)^2.",
        by="margin",
        side=np.select(
            [at < 0, at == 0, at < 1],
            ["on the wrong side", "on the boundary", "on the right side but close to the boundary"],
            "on the right side and clear of the boundary",
        ),
        zero_one=zero_one,
        hinge=hinge,
        log=log,
        bits=bits,
        bounded=bounded,
        unbounded=unbounded,
        pull_hinge=pull_hinge,
        pull_log=pull_log,
        pull_bounded=pull_bounded,
        pull_unbounded=pull_unbounded,
    )
    stage.set_trait("margin", int(np.abs(at + 1).argmin()))
    return stage


def _losses(margins: Floats) -> dict[str, Floats]:
    """Return each loss of a point of class 1 whose log-odds are `margins`."""
    ones = np.ones_like(margins)
    log = binary_cross_entropy_from_log_odds(ones, margins, reduction="none")
    return {
        "0-1 loss": zero_one_loss(ones, margins, reduction="none"),
        "hinge loss": hinge_loss(ones, margins, reduction="none"),
        "log loss": log,
        "log loss / log 2": log / np.log(2),
        "squared: $(1 - p)^2$": squared_error(ones, sigmoid(margins), reduction="none"),
        "squared: $(1 - m)^2$": (1 - margins) ** 2,
    }


def _pulls(margins: Floats) -> dict[str, Floats]:
    """Return minus the slope of the losses that have one; the hinge loss has none left at 1."""
    return {
        "hinge loss": (margins < 1).astype(np.float64),
        "log loss": sigmoid(-margins),
        "squared: $(1 - p)^2$": 2 * sigmoid(-margins) * sigmoid_derivative(margins),
        "squared: $(1 - m)^2$": 2 * (1 - margins),
    }


def _draw(ax: Axes, margins: Floats, name: str, values: Floats) -> Line2D:
    """Draw one curve and return the dot that will move along it."""
    color, dashes, marker = _LOOKS[name]
    ax.plot(margins, values, dashes, color=color, linewidth=1.8, label=name)
    (dot,) = ax.plot([], [], marker, color=color, markersize=7, markeredgecolor=BLACK)
    return dot
