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


# where an axis may be logarithmic already
LOG = {
    "plot_points": "xy",
    "plot_losses": "y",
    "plot_runs": "y",
    "plot_validation": "y",
    "plot_lengths": "x",
}


@pytest.mark.parametrize("side", "xy")
@pytest.mark.parametrize("name", CALLS)
def test_a_picture_that_needs_linear_axes_takes_no_others(name, side):
    ax = make_axes(**{f"{side}scale": "log"})
    if side in LOG.get(name, ""):
        reason = "X must be above 0" if name == "plot_points" else None
    else:
        reason = r"^ax must have (linear axes|a linear . axis), got one that is log$"
    if reason is None:
        assert CALLS[name](ax) is ax
        return
    with pytest.raises(ValueError, match=reason):
        CALLS[name](ax)
    assert len(ax.get_children()) == len(make_axes().get_children())


def test_points_above_0_stand_on_logarithmic_axes():
    ax = figures.plot_points(np.exp(X), Y, ax=make_axes(xscale="log", yscale="log"))
    assert ax.lines[0].get_xydata() == pytest.approx(np.exp(X[Y == 0]))


WIDE = "PERCENTAGE OF MALIGNANT TUMOURS AMONG ALL WOMEN OF THAT AGE"
FOUR = [f"{k} {WIDE}"[:60] for k in range(4)]
NAMED = {"feature_names": FOUR[:2], "class_names": FOUR[2:]}


@pytest.mark.parametrize(
    "call",
    [
        lambda: figures.plot_points(X, Y, **NAMED),
        lambda: figures.plot_lines(X, Y, dict.fromkeys(FOUR, np.ones(3)), **NAMED),
        lambda: figures.plot_slacks(X, Y, [0, 1, 1], **NAMED),
        lambda: figures.plot_slacks(X * 1e60, Y, [0, 1e30, 1e30]),
        lambda: figures.plot_lengths(dict.fromkeys(FOUR, np.ones((5, 3)))),
        lambda: figures.plot_runs(dict.fromkeys(FOUR, (1.0, 0.5)), ylabel=WIDE),
        lambda: figures.plot_ends(X, Y, dict.fromkeys(FOUR, np.ones((3, 3))), [0.0, 2, 2]),
        lambda: figures.plot_evidence(np.ones(4), FOUR),
        lambda: figures.plot_evidence([1e100, -1e100], FOUR[:2]),
        lambda: figures.plot_weight_runs(np.ones((2, 3, 4)), {}, names=FOUR),
        lambda: figures.plot_reliability(Y, dict.fromkeys(FOUR, np.full(40, 0.5))),
        lambda: figures.plot_probabilities(Y, np.full(40, 0.5), class_names=FOUR[:2]),
        lambda: figures.plot_straight_line(
            X[:, 0], Y, [0, 1], feature_name=WIDE, class_names=FOUR[:2]
        ),
    ],
)
def test_wide_names_and_large_numbers_leave_room_for_the_picture(call, no_figures_left):
    ax = call()
    ax.figure.canvas.draw()  # matplotlib would warn of axes that collapse
    assert ax.get_window_extent().width > 100
    assert ax.get_window_extent().height > 100


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_that_may_makes_axes_of_its_own(name, no_figures_left):
    parameter = inspect.signature(getattr(figures, name)).parameters["ax"]
    if parameter.default is None:
        assert CALLS[name](None).figure.number in plt.get_fignums()
    else:
        assert parameter.default is inspect.Parameter.empty
