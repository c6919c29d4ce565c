"""The picture of `learning_rate_explorer` in three ways: ours, and as other courses do it.

Copied beside the benchmark's notebook, where its cells import it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import ipywidgets
import numpy as np
from IPython.display import display
from ipywidgets import IntSlider, Play
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from logit_core import add_intercept, make_clusters, sgd_sweep
from logit_core.explorers import learning_rate_explorer
from logit_core.explorers.many_descents import draw_losses, draw_path, find_minimum
from logit_core.figures.loss_landscape import loss_minimised_over_intercept
from logit_core.figures.plane import (
    boundary_ends,
    plot_boundary,
    plot_points,
    plot_probability_field,
    probability_grid,
)
from logit_core.figures.style import FAINT

RATE, EPOCH = 10, 20  # positions at first, those of the explorer
INTERVAL = 60  # milliseconds between two steps of Play
N_EPOCHS = 100

_ours = learning_rate_explorer()
LABELS = _ours.controls["learning_rate"]
LIMITS = [{"xlim": ax.get_xlim(), "ylim": ax.get_ylim()} for ax in _ours.fig.axes]
SIZE = tuple(_ours.fig.get_size_inches())
_ours.retire()


class Moving(NamedTuple):
    """The artists that a step changes."""

    curve: Line2D
    dot: Line2D
    field: AxesImage
    line: Line2D
    trail: Line2D
    tip: Line2D


class Picture:
    """The three panels; everything that no slider changes is computed once."""

    def __init__(self) -> None:
        self.X, self.y = make_clusters()
        rates = np.array([float(label) for label in LABELS])
        self.sweep = sgd_sweep(add_intercept(self.X), self.y, rates, n_epochs=N_EPOCHS)
        self.minimum = find_minimum(add_intercept(self.X), self.y)
        self.w1, self.w2 = (np.linspace(*limits, 49) for limits in LIMITS[2].values())
        self.grid = loss_minimised_over_intercept(self.X, self.y, self.w1, self.w2)
        self.levels = np.geomspace(max(self.grid.min(), 1e-4) * 1.02, self.grid.max(), 12)

    def draw(self, axes: Sequence[Axes], rate: int, epoch: int) -> Moving:
        """Draw everything on three empty axes."""
        left, middle, path = axes
        w, losses = self.sweep.weights[rate], self.sweep.losses[rate]
        for ax, limits in zip(axes, LIMITS, strict=True):
            ax.set(**limits)

        curve, dot = draw_losses(left, self.sweep.losses, self.sweep.learning_rates)
        curve.set_ydata(losses)
        dot.set_data([epoch], [losses[epoch]])

        plot_probability_field(w[epoch], ax=middle)
        plot_boundary(w[epoch], ax=middle)
        line = middle.lines[-1]
        plot_points(self.X, self.y, ax=middle)
        middle.set_title("boundary and probability")

        path.contour(self.w1, self.w2, self.grid, levels=self.levels, colors=FAINT, linewidths=0.9)
        trail, tip = draw_path(path, w[0, 1:], self.minimum)
        trail.set_data(*w[: epoch + 1, 1:].T)
        tip.set_data(*w[epoch : epoch + 1, 1:].T)
        path.set(xlabel="weight of $x_1$", ylabel="weight of $x_2$")
        return Moving(curve, dot, middle.images[-1], line, trail, tip)

    def move(self, moving: Moving, rate: int, epoch: int) -> None:
        """Change only what a step changes."""
        w, losses = self.sweep.weights[rate], self.sweep.losses[rate]
        middle = moving.field.axes
        moving.curve.set_ydata(losses)
        moving.dot.set_data([epoch], [losses[epoch]])
        moving.field.set_data(probability_grid(w[epoch], middle))
        ends = boundary_ends(w[epoch], 0.0, middle.get_xlim(), middle.get_ylim())
        moving.line.set_data(*ends)
        moving.trail.set_data(*w[: epoch + 1, 1:].T)
        moving.tip.set_data(*w[epoch : epoch + 1, 1:].T)


def controls() -> tuple[IntSlider, IntSlider, Play]:
    """Return sliders for learning rate and epoch, and Play linked to the epoch in the browser."""
    rate = IntSlider(RATE, 0, len(LABELS) - 1, description="rate")
    epoch = IntSlider(EPOCH, 0, N_EPOCHS, description="epoch")
    play = Play(value=EPOCH, min=0, max=N_EPOCHS, interval=INTERVAL)
    ipywidgets.jslink((play, "value"), (epoch, "value"))
    return rate, epoch, play


def show_ours() -> object:
    """Show the explorer of the course; what is returned keeps it alive."""
    stage = learning_rate_explorer()
    display(stage)
    return stage


def show_interact() -> object:
    """Show a picture that is drawn anew for every value."""
    picture = Picture()
    rate, epoch, play = controls()

    def redraw(rate: int, epoch: int) -> None:
        _, axes = plt.subplots(1, 3, figsize=SIZE, layout="constrained")
        picture.draw(axes, rate, epoch)
        plt.show()

    display(play)
    return ipywidgets.interact(redraw, rate=rate, epoch=epoch)


def show_ipympl() -> object:
    """Show a picture that stays, with artists that change; needs ``%matplotlib widget``."""
    picture = Picture()
    rate, epoch, play = controls()
    with plt.ioff():
        fig, axes = plt.subplots(1, 3, figsize=SIZE, layout="constrained")
    moving = picture.draw(axes, rate.value, epoch.value)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")  # laid out once, as in the explorer
    fig.canvas.toolbar_visible = fig.canvas.header_visible = False

    def answer(change: object) -> None:
        picture.move(moving, rate.value, epoch.value)
        fig.canvas.draw_idle()

    for slider in (rate, epoch):
        slider.observe(answer, names="value")
    display(ipywidgets.VBox([play, rate, epoch, fig.canvas]))
    return fig
