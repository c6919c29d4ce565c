"""Static pictures: each function draws on the axes it is given, or on its own, and returns them."""

from logit_core.figures.caution import plot_circle, plot_reliability, plot_validation
from logit_core.figures.curves import plot_evidence, plot_straight_line
from logit_core.figures.descent_curves import plot_ends, plot_losses, plot_runs, plot_weight_runs
from logit_core.figures.loss_curves import plot_chain, plot_cross_entropy
from logit_core.figures.loss_landscape import plot_loss_contours
from logit_core.figures.margins import plot_lengths, plot_lines, plot_slacks
from logit_core.figures.plane import plot_boundary, plot_points, plot_probability_field
from logit_core.figures.scores import plot_probabilities
from logit_core.figures.sigmoid_curves import plot_activations, plot_sigmoid, plot_sigmoid_slope

__all__ = [
    "plot_activations",
    "plot_boundary",
    "plot_chain",
    "plot_circle",
    "plot_cross_entropy",
    "plot_ends",
    "plot_evidence",
    "plot_lengths",
    "plot_lines",
    "plot_loss_contours",
    "plot_losses",
    "plot_points",
    "plot_probabilities",
    "plot_probability_field",
    "plot_reliability",
    "plot_runs",
    "plot_sigmoid",
    "plot_sigmoid_slope",
    "plot_slacks",
    "plot_straight_line",
    "plot_validation",
    "plot_weight_runs",
]
