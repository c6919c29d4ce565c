"""Static pictures: each function draws on the axes it is given, or on its own, and returns them."""

from .plane import plot_boundary, plot_points, plot_probability_field
from .scores import plot_probabilities
from .training import plot_loss_contours, plot_losses, plot_weight_runs

__all__ = [
    "plot_boundary",
    "plot_loss_contours",
    "plot_losses",
    "plot_points",
    "plot_probabilities",
    "plot_probability_field",
    "plot_weight_runs",
]
