"""The losses, held against mpmath, scikit-learn and each other."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from sklearn import metrics
from sklearn.linear_model import Ridge

from logit_core import (
    add_intercept,
    binary_cross_entropy,
    binary_cross_entropy_from_log_odds,
    focal_loss,
    hinge_loss,
    l2_penalty,
    load_iris_pair,
    predict_log_odds,
    sigmoid,
    squared_error,
    zero_one_loss,
)

EPS = np.finfo(float).eps
TINY = np.finfo(float).tiny
INF = np.inf

probabilities = st.floats(0.0, 1.0)
any_log_odds = st.floats(allow_nan=False)
OVERLAPPING = load_iris_pair("versicolor", "virginica")
OF_PROBABILITIES = [binary_cross_entropy, squared_error]
OF_LOG_ODDS = [binary_cross_entropy_from_log_odds, zero_one_loss, hinge_loss, focal_loss]
every_loss = pytest.mark.parametrize("loss", OF_PROBABILITIES + OF_LOG_ODDS)


def answers_for(loss):
    return probabilities if loss in OF_PROBABILITIES else any_log_odds


@st.composite
def answers(draw, elements, max_size=8):
    """Draw labels and as many answers to them."""
    n = draw(st.integers(1, max_size))
    y = draw(arrays(np.float64, n, elements=st.sampled_from([0.0, 1.0])))
    return y, draw(arrays(np.float64, n, elements=elements))


def exact_cross_entropy(y, z):
    """Return log(1 + exp(-s z)) from 50 digits; far out it is 0, or -s z itself."""
    wrong_by = -z if y == 1 else z
    if abs(z) > 1000:
        return max(wrong_by, 0.0)
    with mp.workdps(50):
        return float(mp.log1p(mp.exp(wrong_by)))


# What holds for all of them


@every_loss
@given(data=st.data())
def test_no_loss_is_negative_or_nan_or_warns(loss, data):
    y, answer = data.draw(answers(answers_for(loss)))
    before = y.copy(), answer.copy()
    with np.errstate(all="raise"):
        per_point = loss(y, answer, reduction="none")
        total, mean = loss(y, answer, reduction="sum"), loss(y, answer)
    for result in (per_point, total, mean):
        assert np.all(result >= 0)
        assert not np.signbit(result).any()  # nor is a perfect answer worth -0.0
    assert_array_equal(before, (y, answer))


@every_loss
@given(data=st.data())
def test_mean_and_sum_are_made_of_the_losses_of_the_points(loss, data):
    y, answer = data.draw(answers(answers_for(loss)))
    per_point = loss(y, answer, reduction="none")
    assert per_point.shape == y.shape
    assert per_point.dtype == np.float64
    total, mean = loss(y, answer, reduction="sum"), loss(y, answer, reduction="mean")
    assert type(total) is type(mean) is float
    assert mean == loss(y, answer)
    exact = mp.fsum(per_point.tolist())
    assert_allclose(mean, float(exact / len(y)), rtol=8 * EPS, atol=5e-324)
    assert_allclose(total, float(exact), rtol=8 * EPS)


@every_loss
@given(data=st.data())
def test_losses_of_many_models_are_those_of_each(loss, data):
    shape = data.draw(st.sampled_from([(2, 3), (1, 4), (2, 1, 5)]))
    y = data.draw(arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0])))
    answer = data.draw(arrays(np.float64, shape, elements=answers_for(loss)))
    for reduction in ("mean", "sum", "none"):
        together = loss(y, answer, reduction=reduction)
        for at in np.ndindex(shape[:-1]):
            each = loss(y[at], answer[at], reduction=reduction)
            assert_allclose(together[at], each, rtol=4 * EPS, atol=5e-324)


@pytest.mark.parametrize(
    ("loss", "good", "bad"),
    [
        (binary_cross_entropy, [0.0, 1.0], [1.0, 0.0]),
        (squared_error, [0.0, 1.0], [1.0, 0.0]),
        (binary_cross_entropy_from_log_odds, [-INF, INF], [INF, -INF]),
        (zero_one_loss, [-INF, INF], [INF, -INF]),
        (hinge_loss, [-INF, INF], [INF, -INF]),
        (focal_loss, [-INF, INF], [INF, -INF]),
    ],
)
def test_right_and_certain_costs_nothing_and_wrong_and_certain_the_most(loss, good, bad):
    most = 1.0 if loss in (squared_error, zero_one_loss) else INF
    assert_array_equal(loss([0, 1], good, reduction="none"), [0.0, 0.0])
    assert_array_equal(loss([0, 1], bad, reduction="none"), [most, most])
    assert loss([0, 1], good) == 0.0
    assert loss([0, 1], [good[0], bad[1]]) == most / 2


@every_loss
def test_labels_may_be_booleans(loss):
    assert loss([True, False], [0.25, 0.75]) == loss([1, 0], [0.25, 0.75])


def test_a_mean_is_finite_where_only_the_sum_overflows():
    largest = np.finfo(float).max
    for n in range(2, 40):
        y, z = np.ones(n), np.full(n, -largest)
        assert binary_cross_entropy_from_log_odds(y, z, reduction="sum") == INF
        assert_allclose(binary_cross_entropy_from_log_odds(y, z), largest, rtol=4 * EPS)


# Oracles, one loss after another


@given(answers(any_log_odds | st.floats(-800.0, 800.0), max_size=1))
def test_cross_entropy_from_log_odds_is_right_to_thirteen_digits_at_any_size(answer):
    y, z = answer
    exact = exact_cross_entropy(y[0], z[0])
    # Below the normal numbers there are no thirteen digits, only the nearest floats.
    assert_allclose(binary_cross_entropy_from_log_odds(y, z), exact, rtol=1e-13, atol=1e-323)


@given(answers(probabilities))
def test_cross_entropy_is_minus_the_logarithm_of_what_the_label_was_given(answer):
    y, p = answer
    with mp.workdps(50):
        logs = [
            mp.log(q) if label else mp.log1p(-q) for label, q in zip(y, p.tolist(), strict=True)
        ]
        exact = [-float(log) for log in logs]
    assert_allclose(binary_cross_entropy(y, p, reduction="none"), exact, rtol=4 * EPS)


@given(answers(st.floats(-30, 30)))
def test_both_cross_entropies_agree_where_the_probability_keeps_the_digits(answer):
    y, z = answer
    # An error of eps in p near 1 is an error of eps / (1 - p) in log(1 - p).
    assert_allclose(
        binary_cross_entropy(y, sigmoid(z)),
        binary_cross_entropy_from_log_odds(y, z),
        rtol=4 * EPS * np.exp(30),
    )


@settings(max_examples=30)
@given(answers(st.floats(1e-3, 1 - 1e-3)))
def test_cross_entropy_and_brier_score_are_those_of_scikit_learn(answer):
    y, p = (np.append(drawn, [0.0, 1.0]) for drawn in answer)  # scikit-learn wants both classes
    p[-2:] = 0.25, 0.5
    # scikit-learn starts from 1 - p, in which p >= 1e-3 is rounded by eps beside 1.
    rounding = 8 * EPS / 1e-3
    assert_allclose(binary_cross_entropy(y, p), metrics.log_loss(y, p), rtol=rounding)
    assert_allclose(squared_error(y, p), metrics.brier_score_loss(y, p), rtol=rounding)


@settings(max_examples=30)
@given(answers(st.floats(-100, 100)))
def test_hinge_and_zero_one_loss_are_those_of_scikit_learn(answer):
    y, z = (np.append(drawn, [0.0, 1.0]) for drawn in answer)  # scikit-learn wants both classes
    assert_allclose(hinge_loss(y, z), metrics.hinge_loss(y, z, labels=[0, 1]), rtol=1e-12)
    assert_allclose(zero_one_loss(y, z), metrics.zero_one_loss(y, z >= 0), rtol=1e-12)


def test_a_point_on_the_boundary_counts_as_class_one():
    assert_array_equal(
        zero_one_loss([0, 1, 0, 1], [0.0, 0.0, -0.0, -0.0], reduction="none"), [1.0, 0.0, 1.0, 0.0]
    )


@given(answers(any_log_odds))
def test_hinge_loss_lies_above_the_zero_one_loss(answer):
    # Equal to it only at s z = 1 or beyond; a point of class 0 on the boundary costs 1 in both.
    assert np.all(hinge_loss(*answer, reduction="none") >= zero_one_loss(*answer, reduction="none"))


@given(
    answers(st.floats(-745, 745), max_size=1),
    st.floats(0, 5),
    st.none() | st.floats(0, 1),
)
def test_focal_loss_is_its_definition_in_the_paper(answer, gamma, alpha):
    y, z = answer
    weight = 1.0 if alpha is None else alpha if y[0] else 1.0 - alpha
    with mp.workdps(50):
        p_of_other_label = 1 / (1 + mp.exp(z[0] if y[0] else -z[0]))
        exact = float(weight * p_of_other_label**gamma * exact_cross_entropy(y[0], z[0]))
    got = focal_loss(y, z, gamma=gamma, alpha=alpha)
    # The power multiplies the error of its base, at most 2 eps, by gamma.
    assert_allclose(got, exact, rtol=(2 * gamma + 8) * EPS, atol=TINY)


@given(answers(any_log_odds))
def test_focal_loss_without_focus_is_the_cross_entropy_bit_by_bit(answer):
    assert_array_equal(
        focal_loss(*answer, gamma=0.0, reduction="none"),
        binary_cross_entropy_from_log_odds(*answer, reduction="none"),
    )


@given(answers(any_log_odds), st.floats(0, 1e308), st.none() | st.floats(0, 1))
def test_focal_loss_is_at_most_the_cross_entropy_and_never_nan(answer, gamma, alpha):
    with np.errstate(all="raise"):
        focal = focal_loss(*answer, gamma=gamma, alpha=alpha, reduction="none")
    assert np.all(focal >= 0)
    assert np.all(focal <= binary_cross_entropy_from_log_odds(*answer, reduction="none"))


def test_a_class_of_weight_zero_costs_nothing_however_wrong():
    assert_array_equal(focal_loss([1, 0], [-INF, INF], alpha=0.0, reduction="none"), [0.0, INF])
    assert_array_equal(focal_loss([1, 0], [-INF, INF], alpha=1.0, reduction="none"), [INF, 0.0])


# The penalty


@given(
    arrays(
        np.float64,
        st.integers(1, 5),
        elements=st.floats(-1e100, 1e100).filter(lambda v: v == 0 or abs(v) > 1e-150),
    ),
    st.floats(0, 1e100),
)
def test_penalty_is_half_the_squared_length_without_the_intercept(w, strength):
    with np.errstate(all="raise"):
        penalty = l2_penalty(w, strength)
    with mp.workdps(50):
        exact = float(mp.mpf(strength) / 2 * mp.fsum(mp.mpf(v) ** 2 for v in w[1:].tolist()))
    assert type(penalty) is float
    assert_allclose(penalty, exact, rtol=8 * EPS, atol=TINY)
    assert penalty >= 0


def test_a_tiny_strength_of_huge_weights_keeps_its_digits():
    assert l2_penalty([0.0, 2.0**300], 2.0**-1070) == 2.0 ** (600 - 1070 - 1)
    assert_allclose(l2_penalty([0.0, 2.0**27], 4.3e-311), 4.3e-311 / 2 * 2.0**54, rtol=4 * EPS)


def test_the_largest_weights_have_a_penalty_and_weights_too_small_to_be_squared_have_none():
    with np.errstate(all="raise"):
        assert l2_penalty([0.0, 1e100], 1e100) == pytest.approx(5e299)
        assert l2_penalty([0.0, 1e100], 0.0) == 0.0
        assert l2_penalty([1e100], 1e100) == 0.0
        assert l2_penalty([0.0, 1e-200], 1.0) == 0.0


def test_penalty_is_the_one_that_scikit_learn_minimises():
    rng = np.random.default_rng(0)
    X, target = rng.normal(size=(30, 2)), rng.normal(size=30)
    ridge = Ridge(alpha=3.0).fit(X, target)  # minimises |target - X w - b|^2 + alpha |w|^2

    def objective(w):
        return np.sum((target - add_intercept(X) @ w) ** 2) + l2_penalty(w, 2 * 3.0)

    best = np.append(ridge.intercept_, ridge.coef_)
    for _ in range(50):
        assert objective(best + 1e-3 * rng.normal(size=3)) > objective(best)


# The shape of the loss


@given(
    arrays(np.float64, (2, 5), elements=st.floats(-20, 20)),
    st.floats(0, 1),
    st.floats(0, 10),
)
def test_penalised_loss_is_convex_along_every_segment(ends, t, strength):
    X, y = add_intercept(OVERLAPPING[0]), OVERLAPPING[1]

    def loss(w):
        z = predict_log_odds(X, w)
        return binary_cross_entropy_from_log_odds(y, z) + l2_penalty(w, strength)

    a, b = ends
    chord = (1 - t) * loss(a) + t * loss(b)
    # z is a sum of five products of at most 20 * 8, each rounded.
    assert loss((1 - t) * a + t * b) <= chord + 1e-13 * (1 + chord) + 5 * 160 * 4 * EPS


@pytest.mark.parametrize("loss", [binary_cross_entropy_from_log_odds, hinge_loss])
@given(answers(st.floats(-1e3, 1e3)), st.floats(0, 1))
def test_losses_of_log_odds_are_convex_in_them(loss, answer, t):
    y, z = answer
    middle = loss(y, (1 - t) * z - t * z, reduction="none")
    chord = (1 - t) * loss(y, z, reduction="none") + t * loss(y, -z, reduction="none")
    assert np.all(middle <= chord + 1e3 * 8 * EPS)


# Refusals


@every_loss
@pytest.mark.parametrize(
    ("y", "answer", "reason"),
    [
        ([0, 2], [0.5, 0.5], r"y must hold only the labels 0 and 1, got 2\.0 at index 1$"),
        ([0, -1], [0.5, 0.5], r"y must hold only the labels 0 and 1, got -1\.0 at index 1$"),
        ([0, 1], [0.5], r"[pz] must be as long as y \(2\), got length 1$"),
        ([[0], [1]], [0.5, 0.5], r"y must have shape \(n_samples,\), got shape \(2, 1\)$"),
        ([0, 1], [[0.5], [0.5]], r"[pz] must have shape \(n_samples,\), got shape \(2, 1\)$"),
        (1, 0.5, r"y must have shape \(n_samples,\), got shape \(\)$"),
        ([], [], r"y must not be empty, got shape \(0,\)$"),
        ([0, np.nan], [0.5, 0.5], "y must not hold NaN, got nan at index 1$"),
        ([[0, 1]], [0.5, 0.5], r"y must have shape \(n_samples,\), got shape \(1, 2\)$"),
        ([0, 1], [[0.5, 0.5]], r"[pz] must have shape \(n_samples,\), got shape \(1, 2\)$"),
        ([[0, 1]], [[0.5, 0.5]] * 2, r"[pz] must have the shape of y \(1, 2\), got \(2, 2\)$"),
        ([0, 1], [np.nan, 0.5], "[pz] must not hold NaN, got nan at index 0$"),
    ],
)
def test_labels_and_answers_that_do_not_fit_are_refused(loss, y, answer, reason):
    with pytest.raises(ValueError, match=f"^{reason}"):
        loss(y, answer)


@pytest.mark.parametrize("loss", OF_PROBABILITIES)
def test_what_is_no_probability_is_refused(loss):
    with pytest.raises(ValueError, match=r"p must lie in \[0, 1\], got 1\.2 at index 1$"):
        loss([0, 1], [0.5, 1.2])


@every_loss
def test_an_unknown_reduction_is_refused(loss):
    with pytest.raises(ValueError, match=r"must be one of mean, sum, none, got .average.$"):
        loss([0, 1], [0.5, 0.5], reduction="average")


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ({"gamma": -1.0}, r"gamma must be at least 0, got -1\.0"),
        ({"gamma": INF}, "gamma must be finite, got inf"),
        ({"gamma": [1.0, 2.0]}, r"gamma must be one number, got shape \(2,\)"),
        ({"alpha": -0.5}, r"alpha must be at least 0, got -0\.5"),
        ({"alpha": 1.5}, r"alpha must be at most 1, got 1\.5"),
    ],
)
def test_focus_and_weight_out_of_range_are_refused(shape, reason):
    with pytest.raises(ValueError, match=reason):
        focal_loss([0, 1], [0.0, 0.0], **shape)


def test_a_negative_penalty_and_infinite_weights_are_refused():
    with pytest.raises(ValueError, match=r"strength must be at least 0, got -1\.0"):
        l2_penalty([1.0, 2.0], -1.0)
    with pytest.raises(ValueError, match=r"w must be finite, got inf at index 1"):
        l2_penalty([1.0, INF], 1.0)
    with pytest.raises(ValueError, match=r"w must have shape \(n_features,\), got shape \(\)"):
        l2_penalty(3.0, 1.0)
    with pytest.raises(ValueError, match=r"w must hold no size beyond 1e\+100, got 2e\+100 at ind"):
        l2_penalty([1.0, 2e100], 1.0)
    with pytest.raises(ValueError, match=r"strength must be at most 1e\+100, got 2e\+100"):
        l2_penalty([1.0, 2.0], 2e100)
