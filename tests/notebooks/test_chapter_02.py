"""Chapter 2: its formulas, its numbers, and the answers that it folds away."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import logit_core as lc
from logit_core.explorers import sigmoid_explorer, two_feature_explorer

from .chapters import Chapter

CHAPTER = Chapter("02_sigmoid")

# ---- formulas


@given(
    w=st.floats(-20, 20).filter(lambda w: abs(w) > 1e-3),
    b=st.floats(-20, 20),
)
def test_the_middle_is_at_minus_bias_over_weight_and_a_quarter_of_the_weight_steep(w, b):
    middle, h = -b / w, 1e-4 / abs(w)
    low, at, high = (lc.sigmoid(b + w * x) for x in (middle - h, middle, middle + h))
    assert at == pytest.approx(0.5, abs=1e-12)
    assert (high - low) / (2 * h) == pytest.approx(w / 4, rel=1e-6)
    for x in (middle - 1 / abs(w), middle + 1 / abs(w)):
        assert abs(w * lc.sigmoid_derivative(b + w * x)) < abs(w) / 4


@given(x=st.floats(-3, 3), w=st.floats(-4, 4), b=st.floats(-4, 4))
def test_over_x_the_slope_has_the_weight_as_a_factor(x, w, b):
    (measured,) = lc.numerical_gradient(lambda v: lc.sigmoid(b + w * v[0]), [x])
    s = lc.sigmoid(b + w * x)
    assert measured == pytest.approx(w * s * (1 - s), abs=1e-8)


@given(z=st.floats(-30, 30))
def test_the_derivative_is_what_differences_measure(z):
    (measured,) = lc.numerical_gradient(lambda v: lc.sigmoid(v[0]), [z])
    assert measured == pytest.approx(lc.sigmoid(z) * (1 - lc.sigmoid(z)), abs=1e-9)


@given(z=st.floats(-30, 30), t=st.floats(1e-6, 1 - 1e-6))
def test_a_threshold_on_p_is_its_log_odds_on_z(z, t):
    level = lc.log_odds(t)
    if abs(z - level) > 1e-9:
        assert lc.predict([[z]], [1.0], threshold=t)[0] == (z >= level)


@given(z=st.floats(-700, 700))
def test_both_branches_are_the_same_function(z):
    above, below = 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))
    assert above == pytest.approx(below, rel=1e-12)
    assert lc.sigmoid(z) == pytest.approx(above if z >= 0 else below, rel=1e-14)


@given(z=st.floats(-30, 30))
def test_the_logarithm_needs_only_the_shrinking_exponential(z):
    formula = min(z, 0) - np.log(1 + np.exp(-abs(z)))
    assert formula == pytest.approx(np.log(lc.sigmoid(z)), rel=1e-9, abs=1e-12)
    assert lc.log_sigmoid(z) == pytest.approx(formula, rel=1e-9, abs=1e-12)


@given(z=st.floats(-30, 30), w=st.floats(-3, 3))
def test_a_step_of_one_multiplies_the_odds_by_the_exponential_of_the_weight(z, w):
    before, after = lc.odds(lc.sigmoid([z / 3, z / 3 + w]))
    assert after / before == pytest.approx(np.exp(w), rel=1e-9)


# ---- what the naive formula loses, and where


def test_the_naive_formula_loses_what_the_chapter_says():
    naive = CHAPTER.function("naive")
    edge = 53 * np.log(2)
    assert edge == pytest.approx(36.74, abs=0.005)
    assert naive(edge + 1e-9) == 1
    assert naive(edge - 1e-2) < 1
    assert naive(30.0) == pytest.approx(lc.sigmoid(30.0), rel=1e-16)
    lost = (1 - naive(30.0)) / lc.sigmoid(-30.0) - 1
    assert 1e-4 < abs(lost) < 1e-2
    with np.errstate(over="raise"):
        assert naive(-709.7) == pytest.approx(lc.sigmoid(-709.7))
        with pytest.raises(FloatingPointError, match="overflow encountered in exp"):
            naive(-709.8)
    with np.errstate(over="ignore"):
        assert naive(-710.0) == 0
    assert 0 < lc.sigmoid(-710.0) < 1e-308


@pytest.mark.parametrize("z", [30.0, 37.0, 709.0, 709.7, 709.8, 710.0, 1000.0])
def test_both_failures_make_a_logarithm_infinite_from_where_the_chapter_says(z):
    naive = CHAPTER.function("naive")
    with np.errstate(divide="ignore", over="ignore"):
        other, this = np.log(1 - naive(np.float64(z))), np.log(naive(np.float64(-z)))
    assert other == (-np.inf if z > 36.74 else pytest.approx(-z, abs=0.01))
    assert this == (-np.inf if z > 709.78 else pytest.approx(-z))
    assert lc.log_sigmoid(-z) == pytest.approx(-z)


def test_exchanged_classes_exchange_the_threshold_too():
    z = np.linspace(-3.05, 3.05, 62)  # nowhere on a threshold, where the two rules differ
    for t in (0.1, 0.5, 0.8):
        labels = lc.predict(z[:, None], [1.0], threshold=t)
        np.testing.assert_array_equal(lc.predict(z[:, None], [-1.0], threshold=1 - t), 1 - labels)


# ---- the answers that are folded away


def said(stage, **wanted):
    """Return the sentence where the controls have these labels."""
    labels = {"threshold": "0.5"} if "threshold" in stage.controls else {}
    at = {name: stage.controls[name].index(text) for name, text in (labels | wanted).items()}
    return stage.sentence_at(**at)


def test_the_answers_about_one_feature():
    names = CHAPTER.run("plot-points")
    stage = sigmoid_explorer(names["x"], names["y"])
    start = said(stage, weight="1", bias="0")
    assert "12 of 15 points right, 2 false alarms and 1 miss" in start
    bias = said(stage, weight="1", bias="1")
    assert "from x = −1.00 on. 12 of 15 points right, 3 false alarms and 0 misses" in bias
    steep = said(stage, weight="4", bias="0")
    assert steep.split(":")[1] == start.split(":")[1]
    high = said(stage, weight="1", bias="0", threshold="0.8")
    assert "1.39, which it does from x = 1.39" in high
    assert "0 false alarms and 2 misses" in high


def test_the_answers_about_two_features():
    stage = two_feature_explorer()
    diagonal = said(stage, weight_1="1.5", weight_2="1.5", bias="0")
    assert ": 83 of 100" in diagonal
    assert "length 2.12" in diagonal
    assert "distance 1.41" in said(stage, weight_1="1.5", weight_2="1.5", bias="3")
    short = said(stage, weight_1="1", weight_2="1", bias="1")
    long = said(stage, weight_1="2", weight_2="2", bias="2")
    for sentence in (short, long):
        assert ": 77 of 100" in sentence
        assert "distance 0.71" in sentence
    lengths = [float(re.search(r"length (\d+\.\d+)", text)[1]) for text in (short, long)]
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=0.02)


def test_tripled_weights_decide_the_same_and_a_lower_threshold_only_adds_ones():
    X, y = lc.make_clusters()
    A, w = lc.add_intercept(X), np.array([0.3, 1.0, 0.5])
    before = lc.predict(A, w)
    np.testing.assert_array_equal(lc.predict(A, 3 * w), before)
    lower = lc.predict(A, w, threshold=0.1)
    assert (lower >= before).all()
    assert (lower < y).sum() < (before < y).sum()  # misses
    assert (lower > y).sum() > (before > y).sum()  # false alarms


# ---- the learners


def test_the_learners_and_their_weights_are_those_of_chapter_1_counted_from_5_hours():
    before = Chapter("01_odds_and_log_odds").run("load-learners", "fit-line", "fit-sigmoid")
    names = CHAPTER.run("plot-points")
    np.testing.assert_array_equal(names["x"], before["hours"] - 5)
    np.testing.assert_array_equal(names["y"], before["passed"])
    assert names["weight"] == pytest.approx(before["w"][1], abs=0.005)
    assert names["bias"] == pytest.approx(before["w"] @ [1, 5], abs=0.005)


def test_what_the_chapter_says_of_the_learners_is_so():
    names = CHAPTER.run("plot-points", "decide-labels", "threshold-on-score")
    bias, weight, x, y = (names[name] for name in ("bias", "weight", "x", "y"))
    assert f"{lc.sigmoid(bias + weight):.2f}" == "0.71"
    assert "0.71" in CHAPTER.text("read-labels")
    assert "after 6 hours in 71 of 100 cases" in CHAPTER.text("read-points")
    assert (
        f"{-bias:.2f}/{weight:.2f}, about {-bias / weight:.2f}, or {5 - bias / weight:.2f} hours"
        in (CHAPTER.text("read-biases"))
    )
    wrong = names["labels"] != y
    assert [(at + 5, label) for at, label in zip(x[wrong], y[wrong], strict=True)] == [
        (4, 1),
        (6, 0),
    ]
    assert (~wrong).sum() == 13
    changed = names["mistaken"] != names["labels"]
    assert [(at + 5, label) for at, label in zip(x[changed], y[changed], strict=True)] == [(5.5, 1)]
    assert (names["mistaken"] == y).sum() == 12
    assert lc.sigmoid(0.5) == pytest.approx(0.622, abs=5e-4)


def test_ten_minutes_more_raise_the_probability_by_five_points_near_the_crossing():
    names = CHAPTER.run("plot-points")
    bias, weight = names["bias"], names["weight"]
    assert f"{weight:.2f}/4, about {weight / 4:.2f}" in CHAPTER.text("steps-heading")
    crossing = -bias / weight
    gained = lc.sigmoid(bias + weight * (crossing + 1 / 6)) - 0.5
    assert gained == pytest.approx(0.05, abs=0.005)
