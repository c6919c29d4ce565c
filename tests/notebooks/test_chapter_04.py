"""What chapter 4 computes in its cells and says in its text."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

import logit_core as lc
from logit_core.explorers import (
    Stage,
    descent_explorer,
    learning_rate_explorer,
    two_directions_explorer,
)
from logit_core.explorers.learners import HOURS, PASSED

from .chapters import Chapter

CHAPTER = Chapter("04_stochastic_gradient_descent")


@pytest.fixture
def clusters() -> tuple[np.ndarray, np.ndarray]:
    """Return the clusters of the chapter, with their column of ones."""
    X, y = lc.make_clusters()
    return lc.add_intercept(X), y


# ---- formulas


def test_a_step_goes_against_the_slope_by_the_rate_times_the_slope(clusters):
    A, y = clusters
    path = lc.gradient_descent(A, y, start=[1.0, -2, 3], learning_rate=0.7, n_epochs=4)
    for before, after in zip(path.weights[:-1], path.weights[1:], strict=True):
        slopes = lc.numerical_gradient(
            lambda w: lc.binary_cross_entropy_from_log_odds(y, A @ w), before
        )
        assert_allclose(after, before - 0.7 * slopes, atol=1e-8)


@pytest.mark.parametrize("a", [0.1, 1.0, 30.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.75, 0.99, 1.0, 1.01, 1.5])
def test_a_step_on_the_parabola_multiplies_the_weight_by_one_factor(a, share):
    walk = CHAPTER.function("walk_on_parabola")
    path = walk(a, share * 2 / a, 1.0, 12)
    assert_allclose(path, (1 - 2 * share) ** np.arange(13), rtol=1e-12)


@pytest.mark.parametrize("a", [0.1, 1.0, 30.0])
def test_the_parabola_is_left_exactly_above_two_over_its_bend(a):
    walk = CHAPTER.function("walk_on_parabola")
    for share in (0.001, 0.3, 0.5, 0.7, 0.999):
        assert abs(walk(a, share * 2 / a, 1.0, 20_000)[-1]) < 1e-15
    assert abs(walk(a, 2 / a, 1.0, 101)[-1]) == pytest.approx(1)
    assert abs(walk(a, 1.001 * 2 / a, 1.0, 5000)[-1]) > 1e4


def test_the_minimum_holds_a_descent_below_the_edge_and_not_above(clusters):
    A, y = clusters
    best = lc.newton(A, y, tolerance=1e-12).weights[-1]
    bends, directions = np.linalg.eigh(lc.cross_entropy_hessian(A, y, best))
    near = best + 1e-6 * directions[:, -1]
    for share, closer in ((0.9, True), (0.99, True), (1.01, False), (1.1, False)):
        rate = share * 2 / bends[-1]
        path = lc.gradient_descent(A, y, start=near, learning_rate=rate, n_epochs=100)
        factor = np.linalg.norm(path.weights[100] - best) / 1e-6
        assert (factor < 1) == closer
        if share in (0.99, 1.01):  # still near enough for the parabola
            assert factor == pytest.approx(abs(1 - 2 * share) ** 100, rel=0.02)


def test_the_gradient_is_the_mean_of_the_gradients_of_the_points(clusters):
    A, y = clusters
    w = np.array([0.3, -1, 2])
    own = [lc.cross_entropy_gradient(A[[i]], y[[i]], w) for i in range(len(y))]
    z = A @ w
    assert_allclose(own, (1 / (1 + np.exp(-z)) - y)[:, None] * A, rtol=1e-12)
    assert_allclose(np.mean(own, axis=0), lc.cross_entropy_gradient(A, y, w), rtol=1e-12)


def test_the_falling_rate_is_halved_after_t_epochs_and_used_for_each_epoch(clusters):
    A, y = clusters
    rng, w = np.random.default_rng(4), np.zeros(3)
    for rate in (0.2, 0.2 / 1.5, 0.1, 0.08):  # T = 2: half of 0.2 at epoch 2
        for i in rng.permutation(len(y)):
            w = w - rate * (1 / (1 + np.exp(-A[i] @ w)) - y[i]) * A[i]
    assert_allclose(CHAPTER.function("decaying")(A, y, 0.2, 2, 4, 4), w, rtol=1e-10)


# ---- the algorithm


@pytest.mark.parametrize("rate", [0.01, 0.1, 1.0])
@pytest.mark.parametrize("seed", [0, 7])
def test_the_nine_lines_are_the_sgd_of_the_library(clusters, rate, seed):
    A, y = clusters
    shuffle = np.random.default_rng(seed).permutation
    by_hand = CHAPTER.function("sgd_by_hand")(A, y, rate, 6, shuffle)
    library = lc.sgd(A, y, learning_rate=rate, n_epochs=6, seed=seed).weights
    assert_allclose(by_hand, library, rtol=0, atol=1e-12)


def test_the_algorithm_has_nine_lines():
    assert len(CHAPTER.source("sgd-by-hand").splitlines()) == 9


# ---- what the text says


def test_between_guarantee_and_edge_the_first_step_may_raise_the_loss_and_yet_it_settles(clusters):
    A, y = clusters
    best = lc.newton(A, y)
    bend = np.linalg.eigvalsh(lc.cross_entropy_hessian(A, y, best.weights[-1]))[-1]
    assert lc.safe_learning_rate(A) < 12.5 < 2 / bend < 14
    path = lc.gradient_descent(A, y, learning_rate=12.5, n_epochs=300)
    assert path.losses[1] > path.losses[0]
    assert path.losses[-1] == pytest.approx(best.losses[-1], abs=1e-12)


def test_rate_twelve_and_a_half_overtakes_rate_four_for_five_epochs_and_then_slows_down(clusters):
    A, y = clusters
    best = lc.newton(A, y, tolerance=1e-12)
    fast = lc.gradient_descent(A, y, learning_rate=12.5, n_epochs=30)
    steady = lc.gradient_descent(A, y, learning_rate=4, n_epochs=30)
    assert list(np.flatnonzero(fast.losses[1:] < steady.losses[1:]) + 1) == [6, 7, 8, 9, 10]
    above = fast.losses - best.losses[-1]
    factors = above[1:] / above[:-1]
    assert factors[4:7].max() < 0.1  # into epochs 5 to 7
    assert factors[8:].min() > 0.7  # into epoch 9 and later
    _, directions = np.linalg.eigh(lc.cross_entropy_hessian(A, y, best.weights[-1]))
    along = (fast.weights[10:] - best.weights[-1]) @ directions[:, -1]
    assert_allclose(along[1:] / along[:-1], -0.94, atol=0.005)  # to and fro, a little shorter


def test_at_rate_twelve_and_a_half_the_picture_holds_the_jump_and_the_way_back(clusters):
    A, y = clusters
    weights = lc.gradient_descent(A, y, learning_rate=12.5, n_epochs=100).weights[:, 1:]
    assert_allclose(weights[1], [4.1, 4.0], atol=0.05)
    away = np.linalg.norm(weights - lc.newton(A, y).weights[-1, 1:], axis=1)
    assert away[1] > 2 * away[0]  # far beyond
    assert (np.diff(away[1:6]) < -0.1).all()  # the next ones come back
    rates = [0.1, 0.2, 0.5, 1, 2, 4, 6, 8, 10, 12, 12.5, 14, 16, 20]  # of the chapter
    stage = learning_rate_explorer(batch_size=None, learning_rates=rates)
    left, _, path = stage.snapshot(learning_rate=rates.index(12.5), epoch=100).axes
    low, high = np.transpose([path.get_xlim(), path.get_ylim()])
    share = (weights - low) / (high - low)
    assert (share > 0.05).all()
    assert (share < 0.95).all()
    grey = [line for line in left.lines if line.get_color() == "#9A9A9A"]
    assert len(grey) == len(rates)  # "a grey line for each rate"
    assert left.get_ylim()[1] < 1.5 * max(line.get_ydata().max() for line in grey)


def test_rate_fourteen_comes_down_and_climbs_again(clusters):
    A, y = clusters
    least = lc.newton(A, y, tolerance=1e-12).losses[-1]
    above = lc.gradient_descent(A, y, learning_rate=14, n_epochs=60).losses - least
    assert above.min() < 1e-5
    assert above[50:] == pytest.approx(0.03, abs=0.005)
    steady = lc.gradient_descent(A, y, learning_rate=4, n_epochs=60).losses - least
    assert steady[29] > 1e-15 > np.abs(steady[35:]).max()  # until only rounding is left


def test_the_hundred_points_are_those_of_chapter_2():
    ours = CHAPTER.run("sgd-by-hand", "check-library")
    theirs = Chapter("02_sigmoid").run("vector-form")
    assert (ours["A"] == theirs["A"]).all()
    assert (ours["y"] == theirs["classes"]).all()


def test_the_points_agree_far_from_the_minimum_and_not_near_it(clusters):
    A, y = clusters
    path = lc.sgd(A, y, learning_rate=0.1, n_epochs=3, seed=0)
    agree = []
    for w in path.weights:
        slopes = (lc.predict_probability(A, w) - y)[:, None] * A
        agree.append(int((slopes @ slopes.mean(axis=0) > 0).sum()))
    assert (agree[0], agree[3]) == (83, 43)


def test_the_algorithm_of_source_a_has_seven_lines():
    listing = CHAPTER.source("stop-heading").split("```")[1]
    assert len(listing.splitlines()) == 1 + 7  # the first holds the language


def test_single_points_win_at_small_rates_and_all_points_at_large_ones(clusters):
    A, y = clusters

    def loss(batch_size, rate, epoch):
        path = lc.sgd(A, y, learning_rate=rate, n_epochs=epoch, batch_size=batch_size, seed=0)
        return path.losses[-1]

    for rate, single_points_win in ((0.01, True), (0.1, True), (1, False), (4, False)):
        assert (loss(1, rate, 10) < loss(100, rate, 10)) == single_points_win
    for batch_size, best, better in ((100, 4, [8]), (1, 0.1, [0.02, 0.05])):
        assert min((0.01, 0.1, 1, 4), key=lambda rate: loss(batch_size, rate, 15)) == best
        for rate in better:
            assert loss(batch_size, rate, 15) < loss(batch_size, best, 15)
    assert loss(1, 0.1, 15) == pytest.approx(0.4145, abs=5e-5)
    assert loss(1, 4, 15) == pytest.approx(1.0744, abs=5e-5)


def test_sorted_points_do_worse_than_any_of_thirty_shuffles(clusters):
    A, y = clusters
    shuffled = [lc.sgd(A, y, learning_rate=0.1, seed=seed).losses[-1] for seed in range(30)]
    in_order = CHAPTER.function("sgd_by_hand")(A, y, 0.1, 20, range)[-1]
    assert lc.binary_cross_entropy_from_log_odds(y, A @ in_order) > max(shuffled)
    best = lc.newton(A, y).weights[-1]
    assert np.abs(in_order - best).argmax() == 0  # the bias is spoilt most


def test_in_sorted_order_each_class_pushes_the_bias_one_way_and_the_weights_both_ways(clusters):
    A, y = clusters
    w = CHAPTER.function("sgd_by_hand")(A, y, 0.1, 19, range)[-1]
    steps = []
    for row, label in zip(A, y, strict=True):
        steps.append(-0.1 * (lc.sigmoid(row @ w) - label) * row)
        w = w + steps[-1]
    first, last = np.array(steps[:50]), np.array(steps[50:])
    assert (first[:, 0] < 0).all()
    assert (last[:, 0] > 0).all()
    for half in (first, last):  # of all pushes on the weights a quarter is left, or less
        assert (np.abs(half.sum(axis=0)) < 0.26 * np.abs(half).sum(axis=0))[1:].all()


def test_on_the_cross_entropy_a_nan_comes_from_the_naive_loss_and_not_from_the_weights(clusters):
    A, y = clusters
    path = lc.gradient_descent(A, y, learning_rate=1e4, n_epochs=200)
    bound = 1e4 * np.abs(A).mean(axis=0)
    assert (np.abs(np.diff(path.weights, axis=0)) <= bound).all()
    p = lc.sigmoid(A @ path.weights[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        naive = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert np.isnan(naive)
    assert np.isfinite(path.losses).all()


def test_single_points_never_rest_at_a_constant_rate_and_do_where_it_falls(clusters):
    A, y = clusters
    best = lc.newton(A, y).weights[-1]
    decaying = CHAPTER.function("decaying")
    falling = [np.linalg.norm(decaying(A, y, 0.1, 5, 30, seed) - best) for seed in range(5)]
    for seed in range(5):
        path = lc.sgd(A, y, learning_rate=0.1, n_epochs=60, seed=seed)
        away = np.linalg.norm(path.weights[30:] - best, axis=1)
        assert away.mean() > 5 * max(falling)
        assert away[15:].mean() > 0.5 * away[:15].mean()  # more epochs do not help


def test_the_rates_of_the_remedy_fall_too_fast_for_the_squares_and_not_for_the_sum():
    t = np.arange(10**6)
    rates = 0.1 / (1 + t / 5)
    sums, squares = rates.cumsum(), (rates**2).cumsum()
    assert sums[10**6 - 1] - sums[10**5 - 1] > 0.9 * (sums[10**5 - 1] - sums[10**4 - 1])
    assert squares[10**6 - 1] - squares[10**5 - 1] < 1e-5


# ---- the fifteen learners, and the curve of one weight


def test_the_learners_are_those_of_chapter_1_and_their_hours_are_counted_from_4_5():
    ours, theirs = CHAPTER.run("one-weight"), Chapter("01_odds_and_log_odds").run("load-learners")
    for name in ("hours", "passed"):
        assert ours[name].tolist() == theirs[name].tolist()
    assert ours["hours"].mean() == 4.5
    slope = lc.cross_entropy_gradient(ours["x"][:, None], ours["passed"], [-2.0])[0]
    assert ours["slope"](-2.0) == pytest.approx(slope)
    assert (round(slope, 2), round(-2 - 0.5 * slope, 2)) == (-1.65, -1.18)


def reach(stage: Stage, curve: int, start: int, rate: str, step: int) -> str:
    """Return what the sentence says of where a walk has come to."""
    k = stage.controls["learning_rate"].index(rate)
    said = stage.sentence_at(curve=curve, start=start, learning_rate=k, step=step)
    return said[said.index("weight") :]


def test_the_tasks_of_the_descent():
    stage = descent_explorer()
    assert [stage.controls["start"][k] for k in (0, 2)] == ["−2", "4"]
    for rate, weight in (("0.1", "0.334"), ("0.5", "1.036")):
        assert f"weight {weight}," in reach(stage, 0, 0, rate, 20)
    X = CHAPTER.run("one-weight")
    assert lc.newton(X["x"][:, None], X["passed"]).weights[-1] == pytest.approx(1.075, abs=5e-4)
    assert "outside the picture" in reach(stage, 1, 2, "8.5", 20)
    ends = [reach(stage, 0, 2, "8.5", step).split(",")[0] for step in (17, 18, 19, 20)]
    assert ends == ["weight 0.872", "weight 1.410"] * 2


def test_the_edge_of_the_parabola_is_the_notch():
    space = CHAPTER.run("one-weight")
    X, y = space["x"][:, None], space["passed"]
    bend = lc.cross_entropy_hessian(X, y, lc.newton(X, y).weights[-1])[0, 0]
    assert 2 / bend == pytest.approx(7.86, abs=0.005)
    assert descent_explorer().send().scene["controls"]["learning_rate"]["notch"]["text"] == (
        "2/a = 7.86: the edge"
    )


# ---- the rate, the curve and the boundary


def test_the_tasks_of_the_learning_rate(clusters):
    A, y = clusters
    stage = learning_rate_explorer()
    rates = stage.controls["learning_rate"]
    assert len(rates) == 41
    for rate, loss in (("0.01", "0.56"), ("0.1", "0.437"), ("1", "1.07")):
        said = stage.sentence_at(learning_rate=rates.index(rate), epoch=1)
        assert f"mean loss {loss}," in said
    path = lc.sgd(A, y, learning_rate=1.0, n_epochs=100, seed=0)
    assert path.losses[20:].min() > 0.42
    turned = np.diff(np.degrees(np.arctan2(path.weights[20:, 2], path.weights[20:, 1])))
    assert np.abs(turned).mean() > 10
    assert lc.newton(A, y).losses[-1] == pytest.approx(0.4137, abs=5e-5)


# ---- the board, and two directions


def test_the_machine_needs_as_many_steps_as_the_text_says():
    A = lc.add_intercept(HOURS[:, None])
    losses = {
        rate: lc.gradient_descent(A, PASSED, learning_rate=rate, n_epochs=1000).losses
        for rate in (0.3, 0.03)
    }
    first = int(np.argmax(losses[0.3] < 0.34))
    assert f"At rate 0.3 it needs {first} steps" in CHAPTER.source("read-fit-by-descent")
    assert losses[0.03].min() > 0.34


def test_momentum_keeps_a_part_of_the_last_step():
    """Two steps by hand, on the learners, are those of the picture."""
    stage = two_directions_explorer()
    A = lc.add_intercept(HOURS[:, None])
    w, v = np.zeros(2), np.zeros(2)
    trail = stage.snapshot(
        momentum=stage.controls["momentum"].index("0.9"),
        learning_rate=stage.controls["learning_rate"].index("0.3"),
        step=5,
    )
    walked = trail.axes[0].lines[4].get_xydata()
    for step in range(1, 6):
        v = 0.9 * v - 0.3 * lc.cross_entropy_gradient(A, PASSED, w)
        w = w + v
        assert walked[step] == pytest.approx(w, abs=0.5 / 1024)  # drawn so finely


def test_the_directions_are_as_steep_and_as_flat_as_the_text_says():
    text = CHAPTER.source("read-two-directions")
    for x in (HOURS, (HOURS - HOURS.mean()) / HOURS.std()):
        A = lc.add_intercept(x[:, None])
        flat, steep = np.linalg.eigvalsh(
            lc.cross_entropy_hessian(A, PASSED, lc.newton(A, PASSED).weights[-1])
        )
        for number in (steep, flat, 2 / steep):
            assert f"{number:.3g}" in text
        assert re.search(rf"ratio of {steep / flat:.{3 if x is HOURS else 2}g}\b", text)
        if x is HOURS:
            assert f"{1 - 2 / steep * flat:.3f}" in text
            assert f"{2 * 1.9 / steep:.3g}" in text
        else:
            assert max(abs(1 - 12 * steep), abs(1 - 12 * flat)) < 0.6
