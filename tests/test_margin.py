"""Distances, slacks and separability, held against scikit-learn and against exact geometry."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.svm import SVC

from logit_core import (
    add_intercept,
    hinge_loss,
    is_separable,
    load_iris_pair,
    make_clusters,
    predict_log_odds,
    signed_distance,
    slacks,
    worst_slack,
)
from logit_core.margin import _surely_positive

from .strategies import problems_of

EPS = np.finfo(float).eps
measured = st.floats(-1e100, 1e100)
ordinary = st.floats(-100, 100)


def problems(elements=ordinary):
    return problems_of(elements)


# Distances


def test_distance_is_that_of_the_support_vector_machine():
    X, y, _ = load_iris_pair(features=["petal length", "petal width"])
    reference = SVC(kernel="linear", C=10.0).fit(X, y)
    w = np.append(reference.intercept_, reference.coef_)
    distance = reference.decision_function(X) / np.linalg.norm(reference.coef_)
    assert_allclose(signed_distance(add_intercept(X), w), distance, rtol=1e-9, atol=1e-12)


@given(problems())
def test_a_point_moved_back_by_its_distance_lies_on_the_boundary(problem):
    X, _, w = problem
    if np.abs(w[1:]).max() < 1e-3:
        w[1] = 1.0
    normal = w[1:] / np.linalg.norm(w[1:])
    distance = signed_distance(X, w)
    foot = X.copy()
    foot[:, 1:] -= distance[:, None] * normal
    # Nothing here is larger than the distance, at most (|w0| + 3 * 100 * |w|) / |w| <= 1e5 + 300.
    assert_allclose(signed_distance(foot, w), 0.0, atol=64 * EPS * 1.1e5)


@pytest.mark.parametrize("scale", [1e-150, 1e-8, 1.0, 7.0, 1e8, 1e99])
def test_distance_does_not_depend_on_the_scale_of_the_weights(scale):
    X = [[1.0, 3.0, 4.0], [1.0, 0.0, 0.0]]
    with np.errstate(all="raise"):
        distance = signed_distance(X, scale * np.array([-5.0, 3.0, 4.0]))
    assert_allclose(distance, [4.0, -1.0], rtol=8 * EPS)


def test_distance_of_a_tiny_feature_from_the_origin_is_the_feature():
    assert_allclose(signed_distance([[1.0, 1e-200]], [0.0, 1e-100]), [1e-200], rtol=4 * EPS)


@given(problems(measured))
def test_distances_and_slacks_are_never_nan_and_never_warn_at_any_scale(problem):
    X, y, w = problem
    if np.abs(w[1:]).max() < 1e-150:
        w[1] = 1e-150
    before = [part.copy() for part in (X, y, w)]
    with np.errstate(all="raise"):
        results = signed_distance(X, w), slacks(X, y, w), worst_slack(X, y, w)
    for result in results:
        assert np.isfinite(result).all()
    for part, copy in zip((X, y, w), before, strict=True):
        assert_array_equal(part, copy)


def test_weights_without_a_direction_have_no_boundary():
    for w in ([1.0, 0.0, 0.0], [0.0, -0.0, 0.0], [1.0, 1e-160, 1e-300]):
        with pytest.raises(ValueError, match=r"w must have a weight other than 0 beside the inter"):
            signed_distance([[1.0, 2.0, 3.0]], w)
    with pytest.raises(ValueError, match=r"w must have a weight .* got \[2\.0\]"):
        signed_distance([[1.0]], [2.0])


# Slacks


@given(problems())
def test_with_its_slack_every_point_meets_the_condition_and_with_less_it_does_not(problem):
    X, y, w = problem
    z, xi = predict_log_odds(X, w), slacks(X, y, w)
    assert np.all(xi >= 0)
    assert not np.signbit(xi).any()  # a table shows 0, not -0
    assert np.all(z[y == 1] >= -xi[y == 1])
    assert np.all(z[y == 0] <= xi[y == 0])
    needed = xi > 0
    assert_array_equal(np.abs(z[needed]), xi[needed])


@given(problems())
def test_slacks_are_the_hinge_loss_without_its_margin_of_one(problem):
    X, y, w = problem
    hinge = hinge_loss(y, predict_log_odds(X, w), reduction="none")
    assert np.all(slacks(X, y, w) <= hinge)
    beyond = hinge >= 1
    # 1 - s z is rounded in its last place.
    assert_allclose(slacks(X, y, w)[beyond], hinge[beyond] - 1, rtol=EPS, atol=EPS * hinge.max())


@given(problems())
def test_slacks_grow_with_the_weights_though_the_boundary_stays(problem):
    X, y, w = problem
    # exactly four times, but where the numbers are too small to have all their digits
    assert_allclose(slacks(X, y, 4.0 * w), 4.0 * slacks(X, y, w), rtol=0, atol=1e-307)


@given(problems())
def test_the_worst_slack_is_the_largest(problem):
    worst = worst_slack(*problem)
    assert type(worst) is float
    assert worst == max(slacks(*problem))


def test_no_weights_at_all_need_no_slack():
    assert worst_slack([[1.0, 2.0], [1.0, 3.0]], [0, 1], [0.0, 0.0]) == 0.0


# Separability


def lie_in_an_open_half_plane(vectors):
    """Tell it exactly: all turn left from one of them, by less than half a circle."""

    def turns_left(a, b):
        cross = a[0] * b[1] - a[1] * b[0]
        return cross > 0 or (cross == 0 and a[0] * b[0] + a[1] * b[1] > 0)

    return any(all(turns_left(a, b) for b in vectors) for a in vectors)


def separable_in_the_plane(points, y):
    """u.(b - a) > 0 for a direction u and all points a of class 0 and b of class 1."""
    zeros = [p for p, label in zip(points, y, strict=True) if not label]
    ones = [p for p, label in zip(points, y, strict=True) if label]
    between = [(b[0] - a[0], b[1] - a[1]) for a in zeros for b in ones]
    return not between or lie_in_an_open_half_plane(between)


grid_points = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.booleans()), min_size=1, max_size=8
)


@settings(max_examples=200)
@given(grid_points, st.tuples(*2 * [st.integers(-60, 60)]), st.tuples(*2 * [st.integers(-3, 3)]))
def test_the_linear_programme_agrees_with_exact_geometry_at_any_scale(points, scales, shift):
    # Ties and touching classes abound on so small a grid. Powers of two keep it exact, and a shift
    # by thousands of grid widths too.
    y = [label for *_, label in points]
    grid = [(Fraction(a), Fraction(b)) for a, b, _ in points]
    X = np.ldexp(
        np.array([[a + 1000 * shift[0], b + 1000 * shift[1]] for a, b, _ in points]), scales
    )
    assert is_separable(add_intercept(X), y) == separable_in_the_plane(grid, y)


@settings(max_examples=60)
@given(grid_points)
def test_without_an_intercept_the_boundary_passes_through_the_origin(points):
    y = [label for *_, label in points]
    turned = [(a, b) if label else (-a, -b) for a, b, label in points]
    X = [[float(a), float(b)] for a, b, _ in points]
    assert is_separable(X, y) == lie_in_an_open_half_plane(turned)


@settings(max_examples=40)
@given(problems())
def test_what_some_weights_separate_is_separable(problem):
    X, _, w = problem
    z = predict_log_odds(X, w)
    clear = np.abs(z) > 1e-3  # of at most 301 * 100: far above what the programme can miss
    if clear.any():
        assert is_separable(X[clear], z[clear] > 0)


@settings(max_examples=40)
@given(problems())
def test_one_class_alone_is_separable_by_the_intercept(problem):
    X, _, _ = problem
    assert is_separable(X, np.ones(len(X)))
    assert is_separable(X, np.zeros(len(X)))


@settings(max_examples=40)
@given(problems())
def test_a_point_with_both_labels_is_not_separable(problem):
    X, y, _ = problem
    assert not is_separable(np.vstack([X, X[:1]]), np.append(y, 1 - y[0]))


def test_a_product_within_its_own_rounding_counts_as_none():
    rows, weights = np.array([[1.0, -1.0]]), np.array([1e16 + 2, 1e16])
    assert rows @ weights == [2.0]
    assert not _surely_positive(rows, weights)
    assert _surely_positive(rows, weights / [1.0, 2.0])


def test_a_linear_programme_decides_only_what_newton_leaves_open(monkeypatch):
    def linprog(*args, **kwargs):
        raise AssertionError("a linear programme was solved")

    monkeypatch.setattr("scipy.optimize.linprog", linprog)
    X, y = make_clusters()
    assert not is_separable(add_intercept(X), y)
    assert not is_separable(add_intercept(1e-9 * X + 1), y)
    assert is_separable(add_intercept(X), X[:, 0] > 0)
    touching = add_intercept(np.array([[0.0], [1.0], [1.0], [2.0]]))
    with pytest.raises(AssertionError, match="solved"):
        is_separable(touching, [0, 0, 1, 1])


def test_classes_that_touch_are_not_separable():
    x = np.array([0.0, 1.0, 1.0, 2.0])
    assert not is_separable(add_intercept(x[:, None]), [0, 0, 1, 1])
    # The point of class 1 lies on the line between two of class 0, at a third that no float holds.
    corners = np.array([[0.1, 0.7], [0.4, 0.1], [0.2, 0.5]])
    assert not is_separable(add_intercept(np.vstack([corners, corners[2:]])), [0, 0, 1, 0])


@pytest.mark.parametrize("exponent", [29, 30, 31, 32, 33])
def test_a_point_a_hair_inside_the_other_class_is_not_taken_for_separable(exponent):
    # The programme alone, which allows for small violations, calls some of these feasible.
    rng = np.random.default_rng(exponent)
    for _ in range(40):
        corners = rng.integers(-9, 10, (4, 3)).astype(float)
        inwards = rng.integers(1, 4, 3) @ (corners[1:] - corners[0])
        point = corners[0] + np.ldexp(inwards, -exponent)  # exact: 4 + 6 + 33 bits at most
        X = add_intercept(np.vstack([corners, point]))
        assert not is_separable(X, [0, 0, 0, 0, 1])


def test_a_narrow_gap_is_found_though_one_point_lies_far_away_or_all_of_them_do():
    x = np.array([0.0, 1.0, 2.0, 1e12])[:, None]
    assert is_separable(add_intercept(x), [0, 0, 1, 1])
    assert not is_separable(add_intercept(x), [0, 1, 0, 1])
    far = 3e13 + np.arange(6.0)[:, None] / 8
    assert is_separable(add_intercept(far), [0, 0, 0, 1, 1, 1])
    assert not is_separable(add_intercept(far), [0, 0, 1, 0, 1, 1])


@pytest.mark.parametrize("gap", [1e-2, 1e-5, 1e-8])
def test_a_gap_is_found_in_any_direction(gap):
    rng = np.random.default_rng(0)
    for _ in range(10):
        X, y = make_clusters(60, separation=0.0, seed=rng)
        angle = rng.uniform(0, 2 * np.pi)
        u = np.array([np.cos(angle), np.sin(angle)])
        side = 2 * y - 1
        # Put each point at gap / 2 or further along u, and leave it where it is across.
        along = side * (gap / 2 + np.abs(X @ u))
        apart = X + np.outer(along - X @ u, u)
        assert is_separable(add_intercept(apart), y)


@pytest.mark.parametrize("scale", [5e-324, 1e-300, 1.0, 1e100])
def test_the_largest_and_smallest_floats_do_no_harm(scale):
    X = add_intercept(np.array([[-scale], [0.0], [scale]]))
    with np.errstate(all="raise"):
        assert is_separable(X, [0, 0, 1])
        assert not is_separable(X, [0, 1, 0])
        assert not is_separable(X[:, 1:], [0, 0, 1])  # 0 is on no side


def test_features_of_every_size_in_one_column_do_no_harm():
    x = np.array([0.0, 1e-320, 2e-320, 3e-320, 1.0])
    with np.errstate(all="raise"):
        assert is_separable(add_intercept(x[:, None]), [0, 0, 0, 0, 1])
        assert not is_separable(add_intercept(x[:, None]), [0, 0, 1, 0, 1])


@pytest.mark.parametrize(
    ("first", "second", "separable"),
    [
        ("setosa", "versicolor", True),
        ("setosa", "virginica", True),
        ("versicolor", "virginica", False),
    ],
)
def test_of_the_irises_only_setosa_stands_apart(first, second, separable):
    X, y, _ = load_iris_pair(first, second)
    answer = is_separable(add_intercept(X), y)
    assert answer is separable
    # The second route: a nearly hard margin leaves no wrong point exactly where there is a gap.
    assert (SVC(kernel="linear", C=1e6).fit(X, y).score(X, y) == 1) == separable


# Refusals


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(slacks, ([0.0],)), (worst_slack, ([0.0],)), (is_separable, ())],
)
@pytest.mark.parametrize(
    ("X", "y", "reason"),
    [
        ([[1.0]], [2], r"y must hold only the labels 0 and 1, got 2\.0 at index 0"),
        ([[1.0]], [0, 1], r"y must be as long as X \(1\), got length 2"),
        ([[np.nan]], [0], r"X must not hold NaN, got nan at index \(0, 0\)"),
        ([1.0], [0], r"X must have shape \(n_samples, n_features\), got shape \(1,\)"),
        ([[]], [0], r"X must not be empty, got shape \(1, 0\)"),
        ([[2e100]], [0], r"X must hold no size beyond 1e\+100, got 2e\+100 at index \(0, 0\)"),
    ],
)
def test_points_and_labels_that_do_not_fit_are_refused(function, arguments, X, y, reason):
    with pytest.raises(ValueError, match=reason):
        function(X, y, *arguments)


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"w must have one weight per column of X \(2\), got 1"):
        signed_distance([[1.0, 2.0]], [1.0])
    with pytest.raises(ValueError, match=r"w must be finite, got inf at index 1"):
        worst_slack([[1.0, 2.0]], [1], [1.0, np.inf])
    with pytest.raises(ValueError, match=r"w must hold no size beyond 1e\+100, got 2e\+100"):
        signed_distance([[1.0, 2.0]], [1.0, 2e100])
