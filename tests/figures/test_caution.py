"""Losses on unseen points, calibration, and a circle that is a line elsewhere."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.calibration import calibration_curve

from logit_core import add_intercept, figures, make_clusters

from .drawing import make_axes

X, Y = make_clusters(120, separation=1.5, seed=5)
A = add_intercept(X)


def test_the_lowest_validation_loss_has_its_epoch():
    ax = figures.plot_validation([3, 2, 1.0, 0.5], [3, 2.5, 2.0, 2.2], ax=make_axes())
    training, validation, best = ax.lines
    assert training.get_xydata().tolist() == [[0, 3], [1, 2], [2, 1], [3, 0.5]]
    assert validation.get_xydata().tolist() == [[0, 3], [1, 2.5], [2, 2], [3, 2.2]]
    assert best.get_xydata().tolist() == [[2, 2.0]]
    assert re.search("epoch 2$", ax.lines[-1].get_label())


def test_a_reliability_curve_shows_shares_in_bands_of_probability():
    """Oracles: scikit-learn for the marks, many draws for the bars."""
    rng = np.random.default_rng(0)
    p = 0.9 * rng.random(1000)  # no points in the last of the bands
    y = (rng.random(1000) < p).astype(float)
    models = {"true": p, "too sure": p > 0.5}
    ax = figures.plot_reliability(y, models, ax=make_axes())
    for (mark, _, (bars,)), given in zip(ax.containers, models.values(), strict=True):
        share, mean = calibration_curve(y, given, n_bins=10)
        assert mark.get_xydata() == pytest.approx(np.column_stack([mean, share]))
        assert len(bars.get_segments()) == len(mean)
    assert [len(mark.get_xdata()) for mark, *_ in ax.containers] == [9, 2]

    mark, _, (bars,) = ax.containers[0]
    band = (p >= 0.3) & (p < 0.4)
    draws = rng.random((4000, band.sum())) < p[band]
    low, high = bars.get_segments()[3][:, 1]
    assert (high - low) / 2 == pytest.approx(draws.mean(axis=1).std(), rel=0.05)
    assert (high + low) / 2 == pytest.approx(mark.get_ydata()[3])


def test_the_first_model_is_drawn_on_top():
    models = {"a": [0.2, 0.9], "b": [0.4, 0.6]}
    ax = figures.plot_reliability([0, 1], models, ax=make_axes())
    first, second = (mark.get_zorder() for mark, *_ in ax.containers)
    assert first > second


def test_a_line_in_the_squared_distance_is_a_circle_in_the_plane():
    w = np.array([2.0, 0.8, -4.0])
    fig = Figure(figsize=(9.5, 3.75), layout="constrained")
    ax = figures.plot_circle(X, Y, w, ax=fig.subplots())
    FigureCanvasAgg(fig).draw()
    old, new = fig.axes
    assert old is ax
    (contours,) = old.collections
    ring = contours.get_paths()[0].vertices
    centre, radius = 0.8 / (2 * 4), np.sqrt(2 / 4 + (0.8 / (2 * 4)) ** 2)
    assert np.hypot(ring[:, 0] - centre, ring[:, 1]) == pytest.approx(radius, abs=0.005)
    x1, squared = new.lines[-1].get_data()
    assert w[0] + w[1] * x1 + w[2] * squared == pytest.approx([0, 0])
    assert new.lines[0].get_ydata() == pytest.approx((X[Y == 0] ** 2).sum(axis=1))
    assert old.get_position().x1 < new.get_position().x0
    assert old.get_aspect() == 1.0


def test_a_reliability_curve_may_give_each_point_a_band_of_its_own():
    ax = figures.plot_reliability([1, 0], {"m": [0.9, 0.2]}, n_bins=2, ax=make_axes())
    assert ax.lines[1].get_xydata().tolist() == [[0.2, 0], [0.9, 1]]
    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert -0.1 < low < 0 < 1 < high < 1.1  # marks at both ends are whole


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_validation([1.0], [1.0, 2.0]), "equally long rows"),
        (lambda: figures.plot_validation([0.7, 0.5], [0.7, -1.0]), "validation must .* got -1.0"),
        (lambda: figures.plot_validation([0.7, 0.5], [0.7, 0.0]), "validation must .* got 0.0 at"),
        (lambda: figures.plot_validation([0.7, np.inf], [0.7, 0.1]), "training must .* got inf"),
        (lambda: figures.plot_reliability([0, 1], {"m": [0.5]}, n_bins=1), "as long as y"),
        (lambda: figures.plot_reliability([0, 1], {"m": [0.5, 1.5]}), r"lie in \[0, 1\]"),
        (lambda: figures.plot_reliability([0, 1], {"m": [0.5, 1]}, n_bins=0), "at least 1"),
        (lambda: figures.plot_circle(A, Y, [1.0, 0, -1]), "two features, got 3"),
        (
            lambda: figures.plot_circle(X, Y, [1.0, 0, -1], ax=Figure().add_axes((0, 0, 1, 1))),
            "ax must be made by subplots",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
