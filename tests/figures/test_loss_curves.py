"""What a probability costs, and the chain of slopes from a weight to that cost."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from logit_core import cross_entropy_gradient, figures

from .drawing import make_axes

POINTS = [(2.0, 0, -0.5, 1.0), (2.0, 1, -0.5, 1.0), (-3.0, 1, 0.2, 0.7), (0.5, 0, -2.0, -1.0)]


def test_each_label_has_its_curve(ax):
    figures.plot_cross_entropy(ax=ax)
    zero, one = ax.lines
    assert zero.get_ydata() == pytest.approx(-np.log(1 - zero.get_xdata()))
    assert one.get_ydata() == pytest.approx(-np.log(one.get_xdata()))
    assert zero.get_marker() != one.get_marker()
    assert zero.get_linestyle() == one.get_linestyle() == "-"


def test_the_chain_in_the_picture_is_that_of_the_gradient():
    ax = figures.plot_chain(-1.5, 1, w0=0.25, w1=2.0, ax=make_axes())
    last = ax.texts[-1].get_text()
    (slope,) = cross_entropy_gradient([[1.0, -1.5]], [1], [0.25, 2.0])[1:]
    assert last.endswith(f"= {slope:.4g}$")
    assert "$z$ = −2.75" in {text.get_text() for text in ax.texts}
    for text in ax.texts:
        x, y = text.get_position()
        assert ax.get_xlim()[0] < x < ax.get_xlim()[1]
        assert ax.get_ylim()[0] < y < ax.get_ylim()[1]


@pytest.mark.parametrize("point", [*POINTS, (-1.5432, 1, 0.25, -2.123), (3.3, 1, -2.22, 4.111)])
def test_arrows_lead_from_box_to_box_and_carry_their_slopes(point):
    x, y, w0, w1 = point
    figure = Figure(figsize=(7, 1.125), layout="constrained")
    ax = figures.plot_chain(x, y, w0=w0, w1=w1, ax=figure.subplots())
    figure.draw_without_rendering()
    boxes = [t.get_bbox_patch().get_window_extent() for t in ax.texts if t.get_bbox_patch()]
    arrows = [t.arrow_patch for t in ax.texts if getattr(t, "arrow_patch", None)]
    for arrow, left, right in zip(arrows, boxes[:-1], boxes[1:], strict=True):
        shaft = arrow.get_transform().transform(arrow.get_path().vertices)
        assert shaft[:, 0].min() == pytest.approx(left.x1, abs=4)  # pixels
        assert shaft[:, 0].max() == pytest.approx(right.x0, abs=4)  # pixels
        on_it = [
            extent
            for extent in (t.get_window_extent() for t in ax.texts if t.get_text())
            if left.x1 < extent.x0 < extent.x1 < right.x0
        ]
        assert len(on_it) == 2  # name and number, on either side of the arrow
        assert min(e.y1 for e in on_it) < shaft[0, 1] < max(e.y0 for e in on_it)
        assert all(abs((e.y0 + e.y1) / 2 - shaft[0, 1]) < 25 for e in on_it)


def test_a_chain_of_rounded_probabilities_is_refused():
    with pytest.raises(ValueError, match="such that p is not 0 or 1, got log-odds 40"):
        figures.plot_chain(40.0, 0, ax=make_axes())
