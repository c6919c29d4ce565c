"""Fits under L2 and L1 penalties, held against scikit-learn and the conditions of a minimum."""

from unittest import mock

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    make_clusters,
    newton,
    predict_log_odds,
)
from logit_core.explorers import penalty, penalty_explorer
from logit_core.explorers.penalty import PENALTIES, l1_weights
from logit_core.explorers.tumours import MEASUREMENTS

from .sweeping import sweep

X, Y = make_clusters(120, separation=1.5, seed=5)
WIDE = np.ones((120, 65))
X_NEW, Y_NEW = make_clusters(80, separation=1.5, seed=6)


@pytest.fixture(scope="module")
def penalties_of_tumours():
    return penalty_explorer()


def test_the_penalty_explorer_holds_at_every_position(penalties_of_tumours):
    assert sweep(penalties_of_tumours, rendered=2) == 2 * 25


def test_each_l2_fit_begins_where_that_of_its_neighbour_ended():
    with mock.patch.object(penalty, "newton", wraps=newton) as fits:
        penalty_explorer(X, Y, X_NEW, Y_NEW)
    starts = [call.kwargs["start"] for call in fits.call_args_list]
    A = add_intercept(X)
    for start, before in zip(starts[1:], PENALTIES[::-1], strict=False):
        assert np.abs(cross_entropy_gradient(A, Y, start, penalty=before)).max() < 1e-6


def test_both_kinds_of_penalty_give_the_weights_of_least_loss():
    """Oracles: scikit-learn for L2, the conditions of a minimum for L1."""
    noisy = np.column_stack([X, np.random.default_rng(0).standard_normal((120, 3))])
    noisy_new = np.column_stack([X_NEW, np.zeros((80, 3))])
    stage = penalty_explorer(noisy, Y, noisy_new, Y_NEW)
    for k in (4, 12, 19):
        penalty = PENALTIES[k]
        model = LogisticRegression(C=1 / (120 * penalty), tol=1e-10).fit(noisy, Y)
        bars = stage.snapshot(kind=0, penalty=k).axes[0].patches
        assert [bar.get_width() for bar in bars] == pytest.approx(model.coef_[0], abs=1e-5)

        w = l1_weights(noisy, Y, penalty)
        bars, _, right = stage.snapshot(kind=1, penalty=k).axes
        assert [bar.get_width() for bar in bars.patches] == pytest.approx(w[1:])
        slope = cross_entropy_gradient(add_intercept(noisy), Y, w)
        gone = w[1:] == 0
        assert abs(slope[0]) < 1e-3 * penalty + 1e-8
        assert (np.abs(slope[1:][gone]) <= penalty + 1e-7).all()
        assert slope[1:][~gone] == pytest.approx(-penalty * np.sign(w[1:][~gone]), abs=1e-6)
        (crosses,) = (line for line in bars.lines if line.get_marker() == "x")
        np.testing.assert_array_equal(np.isnan(crosses.get_xdata()), ~gone)

        losses = [
            binary_cross_entropy_from_log_odds(labels, predict_log_odds(add_intercept(rows), w))
            for rows, labels in ((noisy, Y), (noisy_new, Y_NEW))
        ]
        said = stage.sentence_at(kind=1, penalty=k)
        assert f"training loss {losses[0]:.3f}, validation loss {losses[1]:.3f};" in said
        assert [line.get_ydata()[k] for line in right.lines[:2]] == pytest.approx(losses)
    assert gone.sum() >= 2
    assert f"{gone.sum()} of 5 weights are exactly 0" in said


def test_the_legends_of_weights_and_losses_stand_below_what_they_name(penalties_of_tumours):
    fig = penalties_of_tumours.snapshot()
    FigureCanvasAgg(fig).draw()
    for ax in fig.axes[1:]:
        box = ax.get_legend().get_window_extent()
        assert 0 < box.y0 < box.y1 < ax.get_window_extent().y0


def test_the_axes_of_the_penalties_fit_what_l2_shows(penalties_of_tumours):
    stage = penalties_of_tumours
    left, middle, right = stage.snapshot(kind=0).axes
    weights = np.array([line.get_ydata() for line in middle.lines[:10]])
    for low, high in (left.get_xlim(), middle.get_ylim()):
        assert low < weights.min() < low + 0.1 * (high - low)
        assert low + 0.9 * (high - low) < weights.max() < high
    losses = np.array([line.get_ydata() for line in right.lines[:2]])
    assert 0.85 * right.get_ylim()[1] < losses.max() < right.get_ylim()[1]


def test_three_weights_are_named_those_that_l1_leaves_largest(penalties_of_tumours):
    stage = penalties_of_tumours
    right = stage.snapshot(kind=1).axes[2]
    best = right.lines[1].get_ydata().argmin()
    left, middle, _ = stage.snapshot(kind=1, penalty=int(best)).axes
    w = np.abs([bar.get_width() for bar in left.patches])
    largest = set(np.argsort(w)[-3:])
    named = [text.get_text() for text in middle.get_legend().get_texts()]
    assert {MEASUREMENTS.index(name) for name in named if name != "the others"} == largest
    looks = [(line.get_color(), line.get_linestyle()) for line in middle.lines[:10]]
    for k, (bar, look) in enumerate(zip(left.patches, looks, strict=True)):
        assert to_hex(bar.get_facecolor()).upper() == look[0].upper()
        assert (looks.count(look) == 1) == (k in largest)


def test_the_lowest_validation_loss_is_marked_and_said(penalties_of_tumours):
    stage = penalties_of_tumours
    for kind in (0, 1):
        _, _, right = stage.snapshot(kind=kind).axes
        penalties, unseen = right.lines[1].get_data()
        best = int(np.argmin(unseen))
        diamond = right.lines[2].get_xydata()[0]
        assert diamond == pytest.approx([penalties[best], unseen[best]])
        assert 0 < best < len(penalties) - 1
        ending = f"Validation is best, {unseen[best]:.3f}, at penalty {penalties[best]:.2g}."
        assert stage.sentence_at(kind=kind).endswith(ending)


def test_names_that_are_given_hold_without_data_too():
    letters = np.array(list("abcdefghij"))
    left = penalty_explorer(feature_names=letters).fig.axes[0]
    assert [label.get_text() for label in left.get_yticklabels()] == letters.tolist()


def test_of_many_features_the_three_with_looks_are_named_beside_their_bars():
    rng = np.random.default_rng(0)
    many = rng.standard_normal((120, 31))
    stage = penalty_explorer(many, Y, many[:80], Y_NEW)
    left, middle, _ = stage.fig.axes
    names = [label.get_text() for label in left.get_yticklabels()]
    legend = [text.get_text() for text in middle.get_legend().get_texts()]
    assert len(names) == 31
    assert {name for name in names if name} == set(legend) - {"the others"}
    few = penalty_explorer(many[:, :30], Y, many[:80, :30], Y_NEW).fig.axes[0]
    assert all(label.get_text() for label in few.get_yticklabels())


def test_wide_names_leave_room_for_the_bars():
    wide = ["PERCENTAGE OF MALIGNANT TUMOURS AMONG ALL WOMEN OF AN AGE", "b"]
    fig = penalty_explorer(X, Y, X_NEW, Y_NEW, feature_names=wide).snapshot()
    FigureCanvasAgg(fig).draw()
    assert all(ax.get_window_extent().width > 100 for ax in fig.axes)
    assert "..." in fig.axes[0].get_yticklabels()[0].get_text()


@pytest.mark.parametrize("part", [0.9, 0.99, 0.999])
def test_l1_ends_where_labels_hardly_depend_on_the_features(part):
    """LIBLINEAR by itself takes 10,000 steps here, and warns."""
    features = np.random.default_rng(3).standard_normal((1000, 5))
    labels = np.arange(1000) % 2
    strength = part * np.abs(features.T @ (labels - 0.5)).max() / 1000
    w = l1_weights(features, labels, strength)
    slope = cross_entropy_gradient(add_intercept(features), labels, w)
    assert (w[1:] != 0).sum() in (1, 2)
    assert abs(slope[0]) < 1e-3 * strength
    assert np.abs(slope[1:]).max() == pytest.approx(strength, rel=1e-5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: penalty_explorer(X, Y), "given together, got only some"),
        (lambda: penalty_explorer(X, Y, X, Y, feature_names=["a"]), "a list of 2 names, got 1"),
        (lambda: penalty_explorer(X, Y, X, Y[:5]), "y_valid must be as long as X_valid"),
        (lambda: penalty_explorer(X, 0 * Y, X, Y), "both labels, got one class only"),
        (lambda: penalty_explorer(X, Y, X[:, :1], Y), r"as many columns as X \(2\), got 1"),
        (lambda: penalty_explorer(WIDE, Y, WIDE, Y), "^X must have at most 64 columns, got 65$"),
        (lambda: l1_weights(X, Y, 0.0), "penalty must be greater than 0"),
    ],
)
def test_it_refuses_what_it_cannot_draw(call, message):
    with pytest.raises(ValueError, match=message):
        call()
