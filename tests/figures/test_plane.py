"""Points, field and boundary of two features."""

import numpy as np
import pytest

from logit_core import figures, make_clusters, sigmoid
from logit_core.figures import plane

from .drawing import make_axes

X, Y = make_clusters(40, seed=1)


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


def test_without_slopes_there_is_no_line():
    for w in ([1.0, 0, 0], [1e99, 5e-324, 0]):
        assert plane.boundary_ends(np.array(w), 0.0, (0, 1), (0, 1)).shape == (2, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_points(np.ones((3, 3)), [0, 1, 1]), "two features, got 3"),
        (lambda: figures.plot_points(X, Y[:-1]), "y must be as long as X"),
        (lambda: figures.plot_boundary([1.0, 2.0], ax=make_axes()), "w must have one weight per"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message, no_figures_left):
    with pytest.raises(ValueError, match=message):
        call()
