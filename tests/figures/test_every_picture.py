"""What holds for every static picture: it stands on the axes it is given, or on its own."""

import inspect

import numpy as np
import pytest
from matplotlib import pyplot as plt

from logit_core import figures, make_clusters

from .drawing import make_axes

X, Y = make_clusters(40, seed=1)
CALLS = {
    "plot_reliability": lambda ax: figures.plot_reliability(
        [0, 1, 1, 0], {"a model": [0.1, 0.8, 0.6, 0.3]}, n_bins=2, ax=ax
    ),
    "plot_circle": lambda ax: figures.plot_circle(X, Y, [1.0, 0, -1], ax=ax),
    "plot_validation": lambda ax: figures.plot_validation([3.0, 1.0], [3.0, 2.0], ax=ax),
    "plot_runs": lambda ax: figures.plot_runs({"one": [1.0, 0.5], "two": [1.0, 0.2]}, ax=ax),
    "plot_ends": lambda ax: figures.plot_ends(X, Y, {"one": np.ones((3, 3))}, [0.0, 2, 2], ax=ax),
    "plot_activations": lambda ax: figures.plot_activations(ax=ax),
    "plot_sigmoid": lambda ax: figures.plot_sigmoid([1, 2], [0, 1], ax=ax),
    "plot_sigmoid_slope": lambda ax: figures.plot_sigmoid_slope([-1.0, 1], [0.2, 0.2], ax=ax),
    "plot_points": lambda ax: figures.plot_points(X, Y, ax=ax),
    "plot_losses": lambda ax: figures.plot_losses([3.0, 2.0, 1.0], ax=ax),
    "plot_probabilities": lambda ax: figures.plot_probabilities([0, 1], [0.2, 0.9], ax=ax),
    "plot_weight_runs": lambda ax: figures.plot_weight_runs(
        np.zeros((2, 3, 1)), {1: [0.0]}, names=["w"], ax=ax
    ),
    "plot_probability_field": lambda ax: figures.plot_probability_field([0.0, 1, 1], ax=ax),
    "plot_boundary": lambda ax: figures.plot_boundary([0.0, 1, 1], ax=ax),
    "plot_chain": lambda ax: figures.plot_chain(2.0, 0, ax=ax),
    "plot_cross_entropy": lambda ax: figures.plot_cross_entropy(ax=ax),
    "plot_loss_contours": lambda ax: figures.plot_loss_contours(X, Y, ax=ax),
    "plot_lines": lambda ax: figures.plot_lines(X, Y, {"a line": [0.0, 1, 1]}, ax=ax),
    "plot_slacks": lambda ax: figures.plot_slacks(X, Y, [0.0, 1, 1], ax=ax),
    "plot_lengths": lambda ax: figures.plot_lengths({"a run": np.ones((5, 3))}, ax=ax),
    "plot_evidence": lambda ax: figures.plot_evidence([-1.0, 2.0], ["before", "clue"], ax=ax),
    "plot_straight_line": lambda ax: figures.plot_straight_line(
        X[:, 0], Y, [0.5, 0.2], w=[0.0, 1.0], ax=ax
    ),
}


def test_every_public_picture_is_tested_here():
    assert set(CALLS) == set(figures.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_stands_on_the_axes_it_is_given(name):
    ax = make_axes()
    assert CALLS[name](ax) is ax
    assert len(ax.get_children()) > len(make_axes().get_children())
    assert plt.get_fignums() == []


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_that_may_makes_axes_of_its_own(name, no_figures_left):
    parameter = inspect.signature(getattr(figures, name)).parameters["ax"]
    if parameter.default is None:
        assert CALLS[name](None).figure.number in plt.get_fignums()
    else:
        assert parameter.default is inspect.Parameter.empty
