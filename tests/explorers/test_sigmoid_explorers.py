"""The explorers of chapter 2: one feature with a threshold, two features with an arrow."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from logit_core import (
    add_intercept,
    log_odds,
    make_clusters,
    make_line_points,
    predict,
    sigmoid,
    signed_distance,
)
from logit_core.explorers import sigmoid_explorer, two_feature_explorer

from .sweeping import positions, sweep


def numbers(stage, at):
    """Return what the labels of the controls say at a position."""
    return [float(labels[at[name]]) for name, labels in stage.controls.items()]


# ---- one feature


def test_the_sigmoid_explorer_holds_at_every_position():
    assert sweep(sigmoid_explorer()) == 9 * 9 * 11


def test_its_sentence_counts_what_the_model_predicts():
    x, y = make_line_points()
    A = add_intercept(x[:, None])
    stage = sigmoid_explorer(x, y)
    for at in positions(stage):
        weight, bias, threshold = numbers(stage, at)
        labels = predict(A, [bias, weight], threshold=threshold)
        right = int((labels == y).sum())
        alarms = int((labels > y).sum())
        misses = int((labels < y).sum())
        assert stage.sentence_at(**at).endswith(
            f" {right} of 40 points right, {alarms} false alarm{'s' * (alarms != 1)} "
            f"and {misses} miss{'es' * (misses != 1)}."
        )


def test_its_crosses_stand_on_the_wrong_points():
    x, y = make_line_points()
    A = add_intercept(x[:, None])
    stage = sigmoid_explorer(x, y)
    for at in list(positions(stage))[::37]:
        weight, bias, threshold = numbers(stage, at)
        wrong = predict(A, [bias, weight], threshold=threshold) != y
        (crosses,) = [n for n in stage.snapshot(**at).axes[1].lines if n.get_marker() == "x"]
        np.testing.assert_array_equal(crosses.get_ydata()[wrong], y[wrong])
        assert np.isnan(crosses.get_ydata()[~wrong]).all()


def test_its_rules_meet_where_the_curve_has_the_threshold():
    stage = sigmoid_explorer()
    n_met = 0
    for at in list(positions(stage))[::5]:
        weight, bias, threshold = numbers(stage, at)
        left, right = stage.snapshot(**at).axes
        for ax, height in ((left, log_odds(threshold)), (right, threshold)):
            (across,) = [n for n in ax.lines if n.get_linestyle() == "--"]
            (upright,) = [n for n in ax.lines if n.get_linestyle() == ":"]
            (dot,) = [n for n in ax.lines if n.get_marker() == "o" and n.get_markersize() == 9]
            assert across.get_ydata() == pytest.approx([height] * len(across.get_ydata()))
            cut = float(upright.get_xdata()[0])
            if weight == 0:
                assert np.isnan(cut)
                continue
            n_met += 1
            assert sigmoid(bias + weight * cut) == pytest.approx(threshold)
            assert dot.get_xydata()[0] == pytest.approx([cut, height])
    assert n_met > 300


def test_its_curve_and_line_are_the_model():
    stage = sigmoid_explorer()
    for weight, bias in itertools.product(range(9), range(9)):
        w, b, _ = numbers(stage, {"weight": weight, "bias": bias, "threshold": 0})
        left, right = stage.snapshot(weight=weight, bias=bias).axes
        (line,) = [n for n in left.lines if n.get_linestyle() == "-"]
        (curve,) = [n for n in right.lines if n.get_linestyle() == "-"]
        assert line.get_ydata() == pytest.approx(b + w * line.get_xdata())
        assert curve.get_ydata() == pytest.approx(sigmoid(b + w * curve.get_xdata()))


def test_the_sides_change_places_with_the_sign_of_the_weight():
    stage = sigmoid_explorer()
    ax = stage.fig.axes[1]
    n_shown = 0
    for number, at in enumerate(positions(stage)):
        weight, bias, threshold = numbers(stage, at)
        sentence = stage.sentence_at(**at)
        cut = (log_odds(threshold) - bias) / weight if weight else np.nan
        if weight == 0:
            assert ("everywhere" in sentence) == (sigmoid(bias) >= threshold)
            assert ("nowhere" in sentence) == (sigmoid(bias) < threshold)
        else:
            words = f"from x = {cut:z.2f} on" if weight > 0 else f"up to x = {cut:z.2f}"
            assert f"it does {words}" in sentence
            outside = not ax.get_xlim()[0] <= cut <= ax.get_xlim()[1]
            assert ("outside the picture" in sentence) == outside
        if number % 5:
            continue
        (sides,) = stage.snapshot(**at).axes[1].texts
        if np.isfinite(sides.get_position()[0]):
            n_shown += 1
            assert sides.get_position()[0] == pytest.approx(cut)
            assert sides.get_text() == ("0 ←   → 1" if weight > 0 else "1 ←   → 0")
    assert n_shown > 80


def test_at_first_it_shows_the_curve_that_drew_the_labels():
    assert sigmoid_explorer().sentence.startswith("Weight 1, bias 0, threshold 0.5: z must reach")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0, 2.0],), "x and y must be given together"),
        (([1.0, 2.0], [0, 1, 1]), "y must be as long as X"),
        (([1.0, 1.0], [0, 1]), "x must vary, got 1 everywhere"),
        (([1.0, np.inf], [0, 1]), "x must be finite"),
        (([1.0, 2.0], [0, 2]), "labels 0 and 1"),
    ],
)
def test_the_sigmoid_explorer_refuses_what_it_cannot_draw(arguments, message):
    with pytest.raises(ValueError, match=message):
        sigmoid_explorer(*arguments)


# ---- two features


def test_the_two_feature_explorer_holds_at_every_position():
    assert sweep(two_feature_explorer()) == 9 * 9 * 17


def test_its_sentence_agrees_with_the_model():
    X, y = make_clusters()
    A = add_intercept(X)
    stage = two_feature_explorer(X, y)
    (ax,) = stage.fig.axes
    corners = np.array(list(itertools.product(ax.get_xlim(), ax.get_ylim())))
    for at in positions(stage):
        w1, w2, b = numbers(stage, at)
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
        w1, w2, b = numbers(stage, at)
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
    stage = two_feature_explorer()
    (ax,) = stage.fig.axes
    assert ax.get_aspect() == 1
    width, height = ax.get_window_extent().size
    assert width / height == pytest.approx(np.ptp(ax.get_xlim()) / np.ptp(ax.get_ylim()), rel=1e-3)
    for values, (low, high) in zip(X.T, (ax.get_xlim(), ax.get_ylim()), strict=True):
        assert low < values.min()
        assert values.max() < high


def test_an_arrow_that_starts_near_the_middle_is_seen_whole():
    stage = two_feature_explorer()
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


# ---- both


@pytest.mark.parametrize("explorer", [sigmoid_explorer, two_feature_explorer])
def test_little_is_sent(explorer):
    stage = explorer().send()
    assert len(stage.numbers) <= 200_000


@pytest.mark.parametrize("scale", [1e-3, 1e4])
def test_features_of_any_unit_can_be_drawn(scale):
    x, y = make_line_points(12)
    X, labels = make_clusters(12)
    for stage in (sigmoid_explorer(scale * x, y), two_feature_explorer(scale * X, labels)):
        for at in list(positions(stage))[::800]:
            FigureCanvasAgg(stage.snapshot(**at)).draw()
            assert re.search(r" of 12 points right", stage.sentence_at(**at))
