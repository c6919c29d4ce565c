"""Static pictures: they stand on the axes they are given, and show the numbers they are given."""

import inspect

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from scipy.optimize import minimize_scalar

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    figures,
    make_clusters,
    sigmoid,
)
from logit_core.figures import plane, style, training


def make_axes(**limits):
    ax = Figure(figsize=(4, 3)).subplots()
    ax.set(**limits)
    return ax


@pytest.fixture
def no_figures_left():
    """Close what pyplot holds, so that a test leaves no figure behind."""
    yield
    plt.close("all")


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
    "plot_outlier": lambda ax: figures.plot_outlier(X[:, 0], Y, {"a rule": 0.5}, ax=ax),
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


def test_classes_differ_in_colour_and_in_shape():
    ax = figures.plot_points(X, Y, ax=make_axes())
    zero, one = ax.lines
    assert zero.get_marker() != one.get_marker()
    assert zero.get_markerfacecolor() != one.get_markerfacecolor()
    np.testing.assert_array_equal(zero.get_xydata(), X[Y == 0])
    np.testing.assert_array_equal(one.get_xydata(), X[Y == 1])


def test_the_field_is_the_sigmoid_of_the_log_odds():
    ax = figures.plot_probability_field([0.5, 2, -1], ax=make_axes(xlim=(-1, 3), ylim=(0, 2)))
    image = ax.images[0].get_array()
    x1, x2 = -1 + 4 * (10 + 0.5) / 200, 2 * (150 + 0.5) / 200
    assert image[150, 10] == pytest.approx(sigmoid(0.5 + 2 * x1 - x2))
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 3), (0, 2))


def test_the_boundary_has_the_level_and_leaves_the_limits():
    ax = figures.plot_boundary([1.0, 2, -1], level=0.5, ax=make_axes(xlim=(-1, 3), ylim=(0, 2)))
    x1, x2 = ax.lines[0].get_data()
    assert 1 + 2 * x1 - x2 == pytest.approx([0.5, 0.5])
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 3), (0, 2))


@pytest.mark.parametrize("w", [[1.0, 2, -1], [0.0, 1, 0], [3.0, 0, -2], [-40.0, 1, 1]])
def test_the_boundary_runs_across_the_whole_plane_and_leaves_automatic_limits(w):
    ax = figures.plot_points(X, Y, ax=make_axes())
    limits = ax.get_xlim(), ax.get_ylim()
    line = figures.plot_boundary(w, ax=ax).lines[-1]
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    across, middle = np.array([-w[2], w[1]]), np.mean(limits, axis=1)
    # Both ends are farther along the line than any corner, one on each side of the middle.
    ends = (line.get_xydata() - middle) @ across
    corners = [(np.array([x1, x2]) - middle) @ across for x1 in limits[0] for x2 in limits[1]]
    assert ends.min() < min(corners)
    assert ends.max() > max(corners)


def test_each_probability_stands_in_its_row_with_the_look_of_its_class():
    ax = figures.plot_probabilities(
        [0, 1, 0], [0.0, 0.9, 1.0], class_names=("no", "yes"), ax=make_axes()
    )
    zero, one, threshold = ax.lines
    assert zero.get_xydata().tolist() == [[0, 0], [2, 1]]
    assert one.get_xydata().tolist() == [[1, 0.9]]
    assert (zero.get_label(), one.get_label()) == ("no", "yes")
    assert (zero.get_marker(), one.get_marker()) == ("o", "s")
    assert set(threshold.get_ydata()) == {0.5}
    assert ax.get_xlabel() == "row"
    assert ax.get_ylabel().startswith("probability of ")
    low, high = ax.get_ylim()
    assert low < 0 < 1 < high < 1.1


def test_the_loss_landscape_is_the_loss_with_the_best_intercept():
    """Oracle: SciPy minimises over the intercept, one pair of weights at a time."""
    w1, w2 = [-1.0, 0.0, 2.0], [0.5, 3.0]
    landscape = training.loss_minimised_over_intercept(X, Y, w1, w2)
    assert landscape.shape == (2, 3)
    for row, b in enumerate(w2):
        for column, a in enumerate(w1):
            best = minimize_scalar(
                lambda c, a=a, b=b: binary_cross_entropy_from_log_odds(
                    Y, add_intercept(X) @ [c, a, b]
                )
            )
            assert landscape[row, column] == pytest.approx(best.fun, abs=1e-9)


def test_runs_and_published_weights_stand_where_they_belong():
    runs = np.arange(12.0).reshape(2, 3, 2)
    ax = figures.plot_weight_runs(runs, {2: [7.0, 8.0]}, names=["a", "b"], ax=make_axes())
    drawn = [line.get_ydata() for line in ax.lines]
    for run in range(2):
        for k in range(2):
            assert any(np.array_equal(runs[run, :, k], y) for y in drawn)
    published = [line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert published[0].get_xydata().tolist() == [[2, 7], [2, 8]]
    assert published[0].get_fillstyle() == "none"  # what lies below stays in sight
    # the name of a weight stands in the middle of where its runs end
    assert {note.get_text(): note.xy for note in ax.texts} == {"a": (2, 7.0), "b": (2, 8.0)}


def test_ticks_of_a_logarithmic_axis_are_plain_numbers():
    ax = figures.plot_losses([5.0, 0.5, 0.03], ax=make_axes())
    ax.figure.draw_without_rendering()
    texts = {label.get_text() for label in ax.get_yticklabels()}
    assert {"0.05", "0.1", "0.2", "0.5", "1", "2", "5"} <= texts


def test_limits_leave_a_margin_also_around_a_single_number():
    assert style.limits_around(np.array([3.0, 1.0, 2.0]), 0.5) == (0.0, 4.0)
    low, high = style.limits_around(np.array([5.0]))
    assert low < 5 < high


def test_jittered_marks_lie_apart_from_their_neighbours():
    heights = style.jitter(100)
    assert 0 <= heights.min() < 0.02
    assert 0.98 < heights.max() < 1
    assert np.abs(np.diff(heights)).min() > 0.3
    assert np.diff(np.sort(heights)).min() > 0.001


def test_epochs_are_counted_in_whole_numbers():
    ax = figures.plot_losses([3.0, 2.0, 1.0], ax=make_axes())
    ticks = ax.get_xticks()
    assert {0, 1, 2} <= set(ticks)
    assert (ticks == ticks.round()).all()
    assert ax.get_xlabel() == "epoch"


def test_a_new_figure_leaves_room_for_what_stands_around_its_axes():
    fig = style.new_figure(5.0)
    assert isinstance(fig.get_layout_engine(), ConstrainedLayoutEngine)


def test_a_new_figure_is_a_whole_number_of_css_pixels_high():
    fig = style.new_figure(10.5)
    assert (96 * fig.get_size_inches() == [1008, 360]).all()
    assert plt.get_fignums() == []


def test_without_slopes_there_is_no_line():
    assert plane.boundary_ends(np.array([1.0, 0, 0]), 0.0, (0, 1), (0, 1)).shape == (2, 0)


def test_the_axis_of_the_probabilities_names_the_class_that_they_are_of():
    names = ("setosa", "versicolor")
    ax = figures.plot_probabilities([0, 1], [0.2, 0.9], class_names=names, ax=make_axes())
    assert ax.get_ylabel() == "probability of versicolor"
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == list(names)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_points(np.ones((3, 3)), [0, 1, 1]), "two features, got 3"),
        (lambda: figures.plot_points(X, Y[:-1]), "y must be as long as X"),
        (lambda: figures.plot_probabilities([0, 1], [0.5]), "p must be as long as y"),
        (lambda: figures.plot_probabilities([0, 1], [0.5, 1.5]), r"p must lie in \[0, 1\]"),
        (lambda: figures.plot_losses([]), "losses must not be empty"),
        (lambda: figures.plot_boundary([1.0, 2.0], ax=make_axes()), "w must have one weight per"),
        (
            lambda: figures.plot_weight_runs(np.zeros((2, 3, 2)), {}, names=["a"]),
            r"runs must have shape \(n_runs, n_epochs \+ 1, 1\)",
        ),
        (
            lambda: figures.plot_loss_contours(X, np.ones_like(Y), ax=make_axes()),
            "both labels, got one class only",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message, no_figures_left):
    with pytest.raises(ValueError, match=message):
        call()
