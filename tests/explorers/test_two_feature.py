"""Two features with an arrow, held against the model."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from logit_core import add_intercept, make_clusters, predict, sigmoid, signed_distance
from logit_core.explorers import two_feature_explorer

from .reading import control_values, usual
from .sweeping import positions, sweep


def test_the_two_feature_explorer_holds_at_every_position():
    assert sweep(usual(two_feature_explorer)) == 9 * 9 * 17


def test_its_sentence_agrees_with_the_model():
    X, y = make_clusters()
    A = add_intercept(X)
    stage = two_feature_explorer(X, y)
    (ax,) = stage.fig.axes
    corners = np.array(list(itertools.product(ax.get_xlim(), ax.get_ylim())))
    for at in positions(stage):
        w1, w2, b = control_values(stage, at)
        sentence = stage.sentence_at(**at)
        right = int((predict(A, [b, w1, w2]) == y).sum())
        assert f": {right} of 100 points right. " in sentence
        if w1 == w2 == 0:
            assert sentence.endswith(f"no boundary: p is {sigmoid(b):.3f} everywhere.")
            continue
        distance = abs(signed_distance([[1.0, 0.0, 0.0]], [b, w1, w2])[0])
        said = re.search(r"length (\d+\.\d+); .* at distance (\d+\.\d+)(, out of sight)?", sentence)
        assert float(said[1]) == pytest.approx(np.linalg.norm([w1, w2]), abs=0.0051)
        assert float(said[2]) == pytest.approx(distance, abs=0.0051)
        z = b + corners @ [w1, w2]
        assert (said[3] is None) == (z.min() <= 0 <= z.max())


@pytest.mark.parametrize("shift", [0.0, 7.0])
def test_its_arrow_is_the_weights_and_stands_on_the_boundary(shift):
    X, y = make_clusters()
    X = X + shift
    stage = two_feature_explorer(X, y)
    for at in list(positions(stage))[::11]:
        w1, w2, b = control_values(stage, at)
        ax = stage.snapshot(**at).axes[0]
        line, arrow = ax.lines[-2:]
        if w1 == w2 == 0:
            assert np.isnan(arrow.get_xydata()).all()
            continue
        start, tip, one, again, other = arrow.get_xydata()
        assert tip - start == pytest.approx(np.array([w1, w2]))
        assert b + start @ [w1, w2] == pytest.approx(0, abs=1e-9)
        middle = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
        ends = line.get_xydata()
        along = ends[1] - ends[0]
        assert (tip - start) @ along == pytest.approx(0, abs=1e-6)
        assert (start - middle) @ along == pytest.approx(0, abs=1e-6)  # no point is nearer
        assert again == pytest.approx(tip)
        assert np.linalg.norm(one - tip) == pytest.approx(np.linalg.norm(other - tip))
        assert (one - other) @ (tip - start) == pytest.approx(0, abs=1e-9)
        assert (one - tip) @ (tip - start) < 0


def test_a_right_angle_looks_like_one_and_all_points_are_seen():
    X, _ = make_clusters()
    stage = usual(two_feature_explorer)
    (ax,) = stage.fig.axes
    assert ax.get_aspect() == 1
    width, height = ax.get_window_extent().size
    assert width / height == pytest.approx(np.ptp(ax.get_xlim()) / np.ptp(ax.get_ylim()), rel=1e-3)
    for values, (low, high) in zip(X.T, (ax.get_xlim(), ax.get_ylim()), strict=True):
        assert low < values.min()
        assert values.max() < high


def test_an_arrow_that_starts_near_the_middle_is_seen_whole():
    stage = usual(two_feature_explorer)
    (ax,) = stage.fig.axes
    for at in list(positions(stage))[::11]:
        stage.snapshot(**at)
        start, tip = ax.lines[-1].get_xydata()[:2]
        if np.linalg.norm(start) < 1.3:
            assert abs(tip[0]) < ax.get_xlim()[1]
            assert abs(tip[1]) < ax.get_ylim()[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.ones((3, 2)),), "X and y must be given together"),
        ((np.ones((3, 3)), [0, 1, 1]), "X must have two features, got 3"),
        ((np.ones((3, 2)), [0, 1]), "y must be as long as X"),
    ],
)
def test_the_two_feature_explorer_refuses_what_it_cannot_draw(arguments, message):
    with pytest.raises(ValueError, match=message):
        two_feature_explorer(*arguments)


def test_little_is_sent():
    assert len(usual(two_feature_explorer).send().numbers) <= 200_000


@pytest.mark.parametrize("scale", [1e-3, 1e4])
def test_features_of_any_unit_can_be_drawn(scale):
    X, y = make_clusters(12)
    stage = two_feature_explorer(scale * X, y)
    for at in list(positions(stage))[::800]:
        FigureCanvasAgg(stage.snapshot(**at)).draw()
        assert re.search(r" of 12 points right", stage.sentence_at(**at))
