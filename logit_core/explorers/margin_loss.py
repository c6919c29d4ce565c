"""Move the margin of one point: what each loss asks for it, and how hard it pulls."""

from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from logit_core._validation import Floats
from logit_core.figures.style import BLACK, BLUE, FAINT, GREEN, PURPLE, VERMILION, new_figure
from logit_core.losses import (
    binary_cross_entropy_from_log_odds,
    hinge_loss,
    squared_error,
    zero_one_loss,
)
from logit_core.probability import sigmoid, sigmoid_derivative
from logit_core.stage import Control, Stage

MARGINS: Final = np.arange(-30, 31) / 10


_HOLLOW: Final[dict[str, Any]] = {"fillstyle": "none", "markersize": 8, "markeredgewidth": 1.8}


class _Look(NamedTuple):
    """What the legend calls a loss, and how its curve and its dot are drawn."""

    label: str
    color: str
    dashes: str
    marker: str


_LOOKS: Final = {
    "zero_one": _Look("0-1 loss", BLACK, "-", "o"),
    "hinge": _Look("hinge loss", PURPLE, "--", "s"),
    "log": _Look("log loss", BLUE, "-", "^"),
    "bits": _Look("log loss / log 2", BLUE, ":", "v"),
    "bounded": _Look("squared: $(1 - p)^2$", GREEN, "-.", "D"),
    "unbounded": _Look("squared: $(1 - m)^2$", VERMILION, ":", "P"),
}


def margin_loss_explorer() -> Stage:
    """Show six losses of one point over its margin m = s z, and minus the slope of each.

    A point of class 1 stands for both classes: at margin m its log-odds are m, and those of a
    point of class 0 are -m.

    Returns
    -------
    stage : Stage
        With the control ``margin``.
    """
    losses, pulls = _losses(MARGINS), _pulls(MARGINS)

    fig = new_figure(10)
    left, right = fig.subplots(1, 2)
    grid = np.linspace(MARGINS[0], MARGINS[-1], 241)
    loss_dots = _draw_curves(left, grid, _losses(grid))
    pull_dots = _draw_curves(right, grid, _pulls(grid))
    rules = [ax.axvline(0, color=FAINT, linewidth=2, zorder=0.5) for ax in (left, right)]
    # the rings of the rules stand half-way, clear of the dots at the first margin
    left.set(title="loss", ylim=(-0.1, 5.1))
    right.set(title="pull: minus the slope", ylim=(-1, 5.1))
    right.legend(*left.get_legend_handles_labels(), loc="upper right")
    for ax in (left, right):
        ax.set(xlabel="margin $m$", xlim=(MARGINS[0] - 0.1, MARGINS[-1] + 0.1))

    stage = Stage(fig, margin=Control(MARGINS, at=20, format=".3g"))
    for rule, panel in zip(rules, ("the panel of the losses", "that of the pull"), strict=True):
        stage.puts(rule, x=MARGINS).grab(rule, anywhere=panel)
    for dots, heights in ((loss_dots, losses), (pull_dots, pulls)):
        for name, dot in dots.items():
            stage.puts(dot, x=MARGINS, y=heights[name])
    return stage.says(
        "Margin {margin}, {side}: 0-1 loss {zero_one:.0f}, hinge loss {hinge:.2f}, log loss "
        "{log:.3f} ({bits:.3f} when divided by log 2), (1 − p)² is {bounded:.3f}, (1 − m)² is "
        "{unbounded:.2f}. The pulls are {pull_hinge:.0f} by the hinge loss, {pull_log:.3f} by the "
        "log loss, {pull_bounded:.3f} by (1 − p)², {pull_unbounded:.2f} by (1 − m)².",
        by="margin",
        side=np.select(
            [MARGINS < 0, MARGINS == 0, MARGINS < 1],
            ["on the wrong side", "on the boundary", "on the right side but close to the boundary"],
            "on the right side and clear of the boundary",
        ),
        **losses,
        **{f"pull_{name}": pull for name, pull in pulls.items()},
    )


def _losses(margins: Floats) -> dict[str, Floats]:
    """Return each loss of a point of class 1 whose log-odds are `margins`."""
    ones = np.ones_like(margins)
    log = binary_cross_entropy_from_log_odds(ones, margins, reduction="none")
    return {
        "zero_one": zero_one_loss(ones, margins, reduction="none"),
        "hinge": hinge_loss(ones, margins, reduction="none"),
        "log": log,
        "bits": log / np.log(2),
        "bounded": squared_error(ones, sigmoid(margins), reduction="none"),
        "unbounded": (1 - margins) ** 2,
    }


def _pulls(margins: Floats) -> dict[str, Floats]:
    """Return minus the slope of the losses that have one; the hinge loss has none left at 1."""
    return {
        "hinge": (margins < 1).astype(np.float64),
        "log": sigmoid(-margins),
        "bounded": 2 * sigmoid(-margins) * sigmoid_derivative(margins),
        "unbounded": 2 * (1 - margins),
    }


def _draw_curves(ax: Axes, margins: Floats, curves: dict[str, Floats]) -> dict[str, Line2D]:
    """Draw curves in the looks of their names; return the dots that will move along them."""
    dots = {}
    for name, heights in curves.items():
        label, color, dashes, marker = _LOOKS[name]
        ax.plot(margins, heights, dashes, color=color, linewidth=1.8, label=label)
        # hollow, for near a margin of 1 most of the losses are about the same
        (dots[name],) = ax.plot([], [], marker, color=color, **_HOLLOW)
    return dots
