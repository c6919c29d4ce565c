"""The explorers and pictures of chapter 7: every position, and the numbers by another route."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from scipy.optimize import minimize
from scipy.stats import zscore
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

from logit_core import (
    adam,
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    figures,
    focal_loss,
    gradient_descent,
    make_clusters,
    newton,
    numerical_gradient,
    predict_log_odds,
    sgd,
)
from logit_core.explorers import (
    focal_explorer,
    optimiser_explorer,
    penalty_explorer,
    threshold_explorer,
)
from logit_core.explorers._focal_fit import focal_weights
from logit_core.explorers._penalised_fits import l1_weights
from logit_core.explorers._race import counted_lbfgs
from logit_core.explorers._tumours import MEASUREMENTS, load_tumours
from logit_core.explorers.optimiser import _until_the_floor

from .sweeping import sweep

X, Y = make_clusters(120, separation=1.5, seed=5)
A = add_intercept(X)
X_NEW, Y_NEW = make_clusters(80, separation=1.5, seed=6)


def test_the_data_are_scaled_by_the_training_rows_and_malignant_is_1():
    tumours = load_tumours(["mean radius", "mean concave points"], n_train=100)
    assert np.allclose(tumours.X.mean(axis=0), 0)
    assert np.allclose(tumours.X.std(axis=0), 1)
    assert not np.allclose(tumours.X_valid.mean(axis=0), 0, atol=1e-3)
    assert tumours.y.sum() + tumours.y_valid.sum() == 212
    assert (len(tumours.y), len(tumours.y_valid)) == (100, 469)
    # malignant tumours are the larger ones
    assert tumours.X[tumours.y == 1, 0].mean() > tumours.X[tumours.y == 0, 0].mean()


def test_the_measurements_are_columns_by_their_names():
    data = load_breast_cancer()
    assert list(MEASUREMENTS) == data.feature_names[:10].tolist()
    tumours = load_tumours(["mean area", "mean texture"], n_train=100)
    for ours, column in ((0, 3), (1, 1)):
        both_groups = np.concatenate([tumours.X[:, ours], tumours.X_valid[:, ours]])
        assert np.sort(zscore(both_groups)) == pytest.approx(np.sort(zscore(data.data[:, column])))


# ---- threshold


def test_the_threshold_explorer_holds_at_every_position():
    assert sweep(threshold_explorer(), rendered=2) == 101


def test_the_threshold_explorer_counts_like_scikit_learn():
    rng = np.random.default_rng(3)
    y = rng.integers(0, 2, 60)
    p = np.round(rng.random(60), 2)  # many of them equal to a threshold
    stage = threshold_explorer(y, p, class_names=("healthy", "ill"))
    for k in (0, 25, 50, 93):
        guess = p >= k / 100
        (tn, fp), (fn, tp) = metrics.confusion_matrix(y, guess)
        recall, precision = metrics.recall_score(y, guess), metrics.precision_score(y, guess)
        assert stage.sentence_at(threshold=k) == (
            f"Threshold {k / 100:.2f}: {tp} of {tp + fn} ill caught (recall {recall:.1%}), "
            f"{fp} of {fp + tn} healthy alarmed falsely (false alarm rate {fp / (fp + tn):.1%}). "
            f"Of {tp + fp} alarms {tp} are right (precision {precision:.1%})."
        )
        strip, roc, pr = stage.snapshot(threshold=k).axes
        drawn = [text.get_text() for text in strip.texts if text.get_text().isdecimal()]
        assert drawn == [str(n) for n in (fn, tp, tn, fp)]
        assert roc.lines[-1].get_xydata()[0] == pytest.approx([fp / (fp + tn), recall])
        assert pr.lines[-1].get_xydata()[0] == pytest.approx([recall, precision])


def test_the_moving_points_stay_on_their_curves():
    rng = np.random.default_rng(4)
    stage = threshold_explorer(rng.integers(0, 2, 40), rng.random(40))
    for k in range(0, 95, 19):
        _, roc, pr = stage.snapshot(threshold=k).axes
        for ax, curve in ((roc, roc.lines[1]), (pr, pr.lines[1])):
            gaps = np.abs(curve.get_xydata() - ax.lines[-1].get_xydata()).max(axis=1)
            assert gaps.min() < 1e-9


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ([0.1, 0.2], "Nothing is predicted positive, so precision is 0/0 and has no value."),
        ([0.1, 0.9], "Of 1 alarm 1 is right (precision 100.0%)."),
        ([0.8, 0.9], "Of 2 alarms 1 are right (precision 50.0%)."),
    ],
)
def test_precision_is_put_into_words_where_there_are_few_alarms(p, words):
    stage = threshold_explorer([0, 1], p)
    assert stage.sentence_at(threshold=50).endswith(words)
    if "0/0" in words:
        assert np.isnan(stage.snapshot(threshold=50).axes[2].lines[-1].get_ydata()).all()


def test_names_that_are_given_hold_without_data_too():
    classes = np.array(["harmless", "harmful"])
    assert "harmful caught" in threshold_explorer(class_names=classes).sentence
    assert "malignant caught" in threshold_explorer().sentence
    assert "class 1 caught" in threshold_explorer([0, 1], [0.2, 0.8]).sentence

    letters = np.array(list("abcdefghij"))
    left = penalty_explorer(penalties=[0.1, 1.0], feature_names=letters).fig.axes[0]
    assert [label.get_text() for label in left.get_yticklabels()] == letters.tolist()

    few = {"learning_rates": [0.3], "n_steps": 2}
    for given, expected in ({"feature_names": ["one", "two"]}, "one"), ({}, "mean radius"):
        right = optimiser_explorer(**few, **given).fig.axes[1]
        assert right.get_xlabel() == f"weight of {expected}"


# ---- penalty


@pytest.fixture(scope="module")
def penalties_of_tumours():
    return penalty_explorer()


def test_the_penalty_explorer_holds_at_every_position(penalties_of_tumours):
    assert sweep(penalties_of_tumours, rendered=2) == 2 * 25


def test_both_kinds_of_penalty_give_the_weights_of_least_loss():
    """Oracles: scikit-learn for L2, the conditions of a minimum for L1."""
    penalties = [0.003, 0.03, 0.2]
    noisy = np.column_stack([X, np.random.default_rng(0).standard_normal((120, 3))])
    noisy_new = np.column_stack([X_NEW, np.zeros((80, 3))])
    stage = penalty_explorer(noisy, Y, noisy_new, Y_NEW, penalties=penalties)
    for k, penalty in enumerate(penalties):
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
    assert {MEASUREMENTS.index(name) for name in named} == largest
    looks = [(line.get_color(), line.get_linestyle()) for line in middle.lines[:10]]
    for k, (bar, look) in enumerate(zip(left.patches, looks, strict=True)):
        assert to_hex(bar.get_facecolor()).upper() == look[0].upper()
        assert (looks.count(look) == 1) == (k in largest)


def test_one_penalty_is_enough():
    assert sweep(penalty_explorer(X, Y, X_NEW, Y_NEW, penalties=[0.1])) == 2


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


# ---- optimisers


@pytest.fixture(scope="module")
def race():
    return optimiser_explorer(X, Y, learning_rates=[0.1, 1.0], n_steps=8, seed=3)


def test_the_optimiser_explorer_holds_at_every_position():
    assert sweep(optimiser_explorer(), rendered=2) == 5 * 7 * 31 * 2


@pytest.mark.parametrize("rate", [0.1, 1.0])
def test_the_optimisers_are_those_of_the_course(race, rate):
    k = [0.1, 1.0].index(rate)
    settings = {"learning_rate": rate, "n_epochs": 8}
    batches = {"batch_size": 32, "seed": 3}
    paths = [
        gradient_descent(A, Y, **settings),
        sgd(A, Y, **settings, **batches),
        adam(A, Y, **settings, **batches),
        newton(A, Y, max_steps=8),
    ]
    lowest = newton(A, Y).losses[-1]
    for which, path in enumerate(paths):
        for step in (0, 1, 4, 8):
            row = min(step, len(path.losses) - 1)
            said = race.sentence_at(optimiser=which, learning_rate=k, step=step)
            loss = path.losses[row]
            assert f"mean loss {loss:.4f}; the lowest is {lowest:.4f}" in said
            left, right = race.snapshot(optimiser=which, learning_rate=k, step=step, axis=0).axes
            there = left.lines[-1].get_xydata()[0]
            assert there[1] == pytest.approx(max(loss - lowest, 1e-9), rel=1e-6)
            if there[1] > 1e-9:
                assert there[0] == step
            assert right.lines[-1].get_xydata()[0] == pytest.approx(path.weights[row, 1:])


def test_lbfgs_counts_the_gradients_that_scipy_counts():
    def loss_and_gradient(w):
        z = predict_log_odds(A, w)
        return binary_cross_entropy_from_log_odds(Y, z), cross_entropy_gradient(A, Y, w)

    run = counted_lbfgs(A, Y, 20)
    for k in (1, 2, 4):
        options = {"maxiter": k, "ftol": 0.0, "gtol": 1e-8}
        found = minimize(
            loss_and_gradient, np.zeros(3), jac=True, method="L-BFGS-B", options=options
        )
        assert run.evaluations[k] == found.nfev
        assert run.weights[k] == pytest.approx(found.x)
    assert run.losses[-1] == pytest.approx(newton(A, Y).losses[-1], abs=1e-10)


def test_a_newton_step_costs_one_evaluation_and_one_for_each_weight(race):
    assert "4 gradient evaluations so far." in race.sentence_at(optimiser=3, step=1)
    assert "1 gradient evaluation so far." in race.sentence_at(optimiser=0, step=1)
    assert "so far, and it has stopped." in race.sentence_at(optimiser=3, step=8)
    left = race.snapshot(optimiser=3, step=2, axis=1).axes[0]
    assert left.lines[-1].get_xdata()[0] == 8
    assert left.lines[3].get_xdata()[:3].tolist() == [0, 4, 8]


def test_a_line_ends_where_it_stays_below_the_floor_and_there_the_dot_waits():
    above = np.array([[[1.0, 1e-10, 1e-3, 1e-10, 0.0, 0.0]], [[1.0, 0.5, 0.4, 0.3, 0.2, 0.1]]])
    across = np.array([np.column_stack([range(6), range(0, 24, 4)])] * 2, dtype=float)
    ended, x, y = _until_the_floor(above, across)
    np.testing.assert_array_equal(ended[0, 0], [1.0, 1e-9, 1e-3, 1e-9, np.nan, np.nan])
    np.testing.assert_array_equal(ended[1], above[1])
    assert x[0, 0, :, 1].tolist() == [0, 4, 8, 12, 12, 12]
    assert x[1, 0, :, 0].tolist() == [0, 1, 2, 3, 4, 5]
    assert y[0, 0, :, 0].tolist() == [1.0, 1e-9, 1e-3, 1e-9, 1e-9, 1e-9]

    stage = optimiser_explorer()
    newton_line, dot = (stage.snapshot(optimiser=3, step=30).axes[0].lines[k] for k in (3, -1))
    ends = newton_line.get_xydata()[np.isfinite(newton_line.get_ydata())]
    assert len(ends) < 12
    assert dot.get_xydata()[0] == pytest.approx(ends[-1])
    assert (ends[:-1, 1] > 1e-9).all()


def test_the_horizontal_axis_says_what_it_counts(race):
    for axis, words in enumerate(("steps or epochs →", "gradient evaluations →")):
        left = race.snapshot(axis=axis).axes[0]
        assert [text.get_text() for text in left.texts] == [words]
        assert left.get_xlabel() == ""


# ---- focal loss


def test_the_focal_explorer_holds_at_every_position():
    assert sweep(focal_explorer(), rendered=2) == 11 * 4 * 19


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 5.0])
@pytest.mark.parametrize("alpha", [None, 0.25, 0.95])
def test_focal_weights_lie_where_the_measured_slope_is_zero(gamma, alpha):
    w = focal_weights(A, Y, gamma, alpha)

    def loss(v):
        return focal_loss(Y, predict_log_odds(A, v), gamma=gamma, alpha=alpha)

    assert numerical_gradient(loss, w) == pytest.approx(0, abs=1e-7)
    if gamma == 0 and alpha is None:
        assert w == pytest.approx(newton(A, Y).weights[-1], abs=1e-5)


def test_the_focal_sentence_is_the_formula_and_the_fit():
    x = np.concatenate([X[Y == 0, 0], X[Y == 1, 0][:12]])
    y = np.repeat([0, 1], [60, 12])
    stage = focal_explorer(x, y)
    labels = stage.controls
    for at in ({"gamma": 0, "alpha": 0, "p": 3}, {"gamma": 4, "alpha": 2, "p": 17}):
        gamma, p = float(labels["gamma"][at["gamma"]]), float(labels["p"][at["p"]])
        alpha = None if at["alpha"] == 0 else float(labels["alpha"][at["alpha"]])
        cost = -(1 if alpha is None else alpha) * (1 - p) ** gamma * np.log(p)
        features = add_intercept(x[:, None])
        z = features @ focal_weights(features, y, gamma, alpha)
        probability = 1 / (1 + np.exp(-z))
        caught, false = (z[y == 1] >= 0).sum(), (z[y == 0] >= 0).sum()
        assert stage.sentence_at(**at) == (
            f"Gamma {gamma:g}, alpha {'none' if alpha is None else alpha}: a point of class 1 "
            f"that gets p = {p:.2f} costs {cost:.4f}; its cross-entropy is {-np.log(p):.4f}. The "
            f"fit catches {caught} of 12 of class 1, false alarms: {false}. Its mean probability "
            f"is {probability.mean():.1%}, where {1 / 6:.1%} are of class 1."
        )
        left, right = stage.snapshot(**at).axes
        assert left.lines[-1].get_xydata()[0] == pytest.approx([p, cost])
        curve = next(line for line in right.lines if line.get_label() == "focal loss")
        steps, heights = curve.get_data()
        assert np.interp(x, steps, heights) == pytest.approx(probability, abs=1e-3)


# ---- refusals


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: threshold_explorer([0, 1]), "y and p must be given together"),
        (lambda: threshold_explorer([0, 1], [0.5]), "p must be as long as y"),
        (lambda: threshold_explorer([0, 1], [0.5, 1.5]), r"p must lie in \[0, 1\]"),
        (lambda: threshold_explorer([1, 1], [0.5, 0.6]), "both labels, got one class only"),
        (lambda: penalty_explorer(X, Y), "given together, got only some"),
        (lambda: penalty_explorer(X, Y, X, Y, penalties=[0.1, 0.1]), "penalties must rise"),
        (lambda: penalty_explorer(X, Y, X, Y, penalties=[0.0, 0.1]), "penalties must rise"),
        (lambda: penalty_explorer(X, Y, X, Y, feature_names=["a"]), "name 2 columns, got 1"),
        (lambda: penalty_explorer(X, Y, X, Y[:5]), "y must be as long as X"),
        (lambda: penalty_explorer(X, 0 * Y, X, Y), "both labels, got one class only"),
        (lambda: penalty_explorer(X, Y, A, Y), r"as many columns as X \(2\), got 3"),
        (lambda: l1_weights(X, Y, 0.0), "penalty must be greater than 0"),
        (lambda: optimiser_explorer(X), "X and y must be given together"),
        (lambda: optimiser_explorer(A, Y), "two features, got 3"),
        (lambda: optimiser_explorer(X, Y, learning_rates=[1, 0.1]), "learning_rates must rise"),
        (lambda: optimiser_explorer(*make_clusters(separation=20.0)), "must have a minimum"),
        (lambda: optimiser_explorer(X, Y, n_steps=0), "n_steps must be at least 1"),
        (lambda: focal_explorer([1.0, 2.0]), "x and y must be given together"),
        (lambda: focal_explorer([1.0, 2.0], [0, 1]), "a threshold separates the classes"),
        (lambda: focal_explorer([1.0, 2.0], [1, 0]), "a threshold separates the classes"),
        (lambda: focal_explorer([1.0, 2.0], [1, 1]), "both labels, got one class only"),
        (lambda: focal_explorer([1.0, 2.0, 3.0], [1, 0]), "x must be as long as y"),
    ],
)
def test_an_explorer_refuses_what_it_cannot_draw(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# ---- still pictures


def test_the_lowest_validation_loss_has_its_epoch():
    ax = figures.plot_validation([3, 2, 1.0, 0.5], [3, 2.5, 2.0, 2.2], ax=Figure().subplots())
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
    ax = figures.plot_reliability(y, models, ax=Figure().subplots())
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
    ax = figures.plot_reliability([0, 1], models, ax=Figure().subplots())
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
    ax = figures.plot_reliability([1, 0], {"m": [0.9, 0.2]}, n_bins=2, ax=Figure().subplots())
    assert ax.lines[1].get_xydata().tolist() == [[0.2, 0], [0.9, 1]]
    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert -0.1 < low < 0 < 1 < high < 1.1  # marks at both ends are whole


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_validation([1.0], [1.0, 2.0]), "equally long rows"),
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
def test_a_picture_refuses_what_it_cannot_draw(call, message):
    with pytest.raises(ValueError, match=message):
        call()
