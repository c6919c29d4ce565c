"""One feature with weight, bias and threshold, held against the model."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from logit_core import add_intercept, log_odds, make_line_points, predict, sigmoid
from logit_core.explorers import sigmoid_explorer
from logit_core.figures.style import written

from .reading import control_values, usual
from .sweeping import positions, sweep


def test_the_sigmoid_explorer_holds_at_every_position():
    assert sweep(usual(sigmoid_explorer)) == 9 * 9 * 11


def test_its_sentence_counts_what_the_model_predicts():
    x, y = make_line_points()
    A = add_intercept(x[:, None])
    stage = sigmoid_explorer(x, y)
    for at in positions(stage):
        weight, bias, threshold = control_values(stage, at)
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
        weight, bias, threshold = control_values(stage, at)
        wrong = predict(A, [bias, weight], threshold=threshold) != y
        (crosses,) = [n for n in stage.snapshot(**at).axes[1].lines if n.get_marker() == "x"]
        np.testing.assert_array_equal(crosses.get_ydata()[wrong], y[wrong])
        assert np.isnan(crosses.get_ydata()[~wrong]).all()


def test_its_rules_meet_where_the_curve_has_the_threshold():
    stage = usual(sigmoid_explorer)
    n_met = 0
    for at in list(positions(stage))[::5]:
        weight, bias, threshold = control_values(stage, at)
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
    stage = usual(sigmoid_explorer)
    for weight, bias in itertools.product(range(9), range(9)):
        w, b, _ = control_values(stage, {"weight": weight, "bias": bias, "threshold": 0})
        left, right = stage.snapshot(weight=weight, bias=bias).axes
        (line,) = [n for n in left.lines if n.get_linestyle() == "-"]
        (curve,) = [n for n in right.lines if n.get_linestyle() == "-"]
        assert line.get_ydata() == pytest.approx(b + w * line.get_xdata())
        assert curve.get_ydata() == pytest.approx(sigmoid(b + w * curve.get_xdata()))


def test_the_sides_change_places_with_the_sign_of_the_weight():
    stage = usual(sigmoid_explorer)
    ax = stage.fig.axes[1]
    n_shown = 0
    for number, at in enumerate(positions(stage)):
        weight, bias, threshold = control_values(stage, at)
        sentence = stage.sentence_at(**at)
        cut = (log_odds(threshold) - bias) / weight if weight else np.nan
        if weight == 0:
            assert ("everywhere" in sentence) == (sigmoid(bias) >= threshold)
            assert ("nowhere" in sentence) == (sigmoid(bias) < threshold)
        else:
            at_cut = written(cut, "z.2f")
            words = f"from x = {at_cut} on" if weight > 0 else f"up to x = {at_cut}"
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
    assert usual(sigmoid_explorer).sentence.startswith(
        "Weight 1, bias 0, threshold 0.5: z must reach"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0, 2.0],), "x and y must be given together"),
        (([1.0, 2.0], [0, 1, 1]), "y must be as long as x"),
        (([1.0, 1.0], [0, 1]), "x must vary, got 1 everywhere"),
        (([1.0, np.inf], [0, 1]), "x must be finite"),
        (([1.0, 2.0], [0, 2]), "labels 0 and 1"),
    ],
)
def test_the_sigmoid_explorer_refuses_what_it_cannot_draw(arguments, message):
    with pytest.raises(ValueError, match=message):
        sigmoid_explorer(*arguments)


def test_little_is_sent():
    assert len(usual(sigmoid_explorer).send().numbers) <= 200_000


@pytest.mark.parametrize("scale", [1e-3, 1e4])
def test_features_of_any_unit_can_be_drawn(scale):
    x, y = make_line_points(12)
    stage = sigmoid_explorer(scale * x, y)
    for at in list(positions(stage))[::800]:
        FigureCanvasAgg(stage.snapshot(**at)).draw()
        assert re.search(r" of 12 points right", stage.sentence_at(**at))
