"""Static pictures: each function draws on the axes it is given, or on its own, and returns them."""

from logit_core.figures.plane import plot_boundary, plot_points, plot_probability_field
from logit_core.figures.scores import plot_probabilities
from logit_core.figures.training import plot_loss_contours, plot_losses, plot_weight_runs

__all__ = [
    "plot_boundary",
    "plot_loss_contours",
    "plot_losses",
    "plot_points",
    "plot_probabilities",
    "plot_probability_field",
    "plot_weight_runs",
]
