"""The sigmoid, its slope and other curves from 0 to 1, with the numbers they are about."""

import numpy as np
import pytest
from scipy.stats import norm

from logit_core import figures, sigmoid, sigmoid_derivative


def test_each_curve_is_the_sigmoid_of_its_weight_and_bias(ax):
    figures.plot_sigmoid([1, -2], [0.5, 3], ax=ax)
    for line, w, b in zip(ax.lines, (1, -2), (0.5, 3), strict=True):
        x, p = line.get_data()
        assert p == pytest.approx(sigmoid(b + w * x))
        assert line.get_label() == f"weight {w}, bias {b:g}".replace("-", "−")
    assert len({line.get_linestyle() for line in ax.lines}) == 2
    assert len({line.get_color() for line in ax.lines}) == 2


def test_one_weight_serves_many_biases(ax):
    figures.plot_sigmoid(2, [0, 1, -1], ax=ax)
    labels = [line.get_label() for line in ax.lines]
    assert labels == ["weight 2, bias 0", "weight 2, bias 1", "weight 2, bias −1"]


def test_points_stand_at_the_height_of_their_label(ax):
    x, y = np.array([-1.0, 0.5, 3.0]), np.array([0, 1, 1])
    figures.plot_sigmoid(x=x, y=y, ax=ax)
    zero, one, curve = ax.lines
    assert zero.get_xydata().tolist() == [[-1, 0]]
    assert one.get_xydata().tolist() == [[0.5, 1], [3, 1]]
    assert (zero.get_marker(), one.get_marker()) == ("o", "s")
    assert curve.get_xdata()[[0, -1]].tolist() == [-2, 4]


def test_the_slope_has_its_formula_and_its_measurements(ax):
    figures.plot_sigmoid_slope([-1.0, 2.0], [0.3, 0.4], ax=ax)
    formula, measured = ax.lines
    assert formula.get_label() == r"$\sigma(z) (1 - \sigma(z))$"
    assert formula.get_ydata() == pytest.approx(sigmoid_derivative(formula.get_xdata()))
    assert measured.get_xydata().tolist() == [[-1, 0.3], [2, 0.4]]


def test_the_other_curves_have_the_slope_of_the_sigmoid_at_zero(ax):
    figures.plot_activations(ax=ax)
    curves = {line.get_label(): line for line in ax.lines}
    z, p = curves["probit"].get_data()
    assert p == pytest.approx(norm.cdf(z * np.sqrt(2 * np.pi) / 4))
    for name in ("sigmoid", "probit", "clipped line"):
        z, p = curves[name].get_data()
        near = np.abs(z) < 0.06
        assert np.ptp(p[near]) / np.ptp(z[near]) == pytest.approx(0.25, rel=1e-3)
        assert p.min() >= 0
        assert p.max() <= 1


def test_the_step_jumps_at_zero_where_it_is_already_one(ax):
    figures.plot_activations(ax=ax)
    step = next(line for line in ax.lines if line.get_label() == "step")
    assert step.get_xdata().tolist() == pytest.approx([-6, 0, np.nan, 0, 6], nan_ok=True)
    assert step.get_ydata().tolist() == pytest.approx([0, 0, np.nan, 1, 1], nan_ok=True)
    filled, hollow = (line for line in ax.lines if line.get_marker() == "o")
    assert filled.get_xydata().tolist() == [[0, 1]]
    assert filled.get_markerfacecolor() == step.get_color()
    assert hollow.get_xydata().tolist() == [[0, 0]]
    assert hollow.get_markerfacecolor() == "white"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ax: figures.plot_sigmoid(x=[1.0], ax=ax), "x and y must be given together"),
        (lambda ax: figures.plot_sigmoid(x=[1.0, 2], y=[0], ax=ax), "y must be as long as x"),
        (lambda ax: figures.plot_sigmoid_slope([1.0, 2], [0.1], ax=ax), "rows of one length"),
    ],
)
def test_what_cannot_be_drawn_is_refused(ax, call, message):
    with pytest.raises(ValueError, match=message):
        call(ax)
