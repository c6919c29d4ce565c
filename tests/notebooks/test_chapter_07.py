"""Chapter 7: its formulas, its helpers, and the answers that it folds away."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm, sem
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, make_blobs, make_circles
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

import logit_core as lc
from logit_core.explorers import (
    focal_explorer,
    optimiser_explorer,
    penalty_explorer,
    threshold_explorer,
)
from logit_core.explorers.penalty import l1_weights

from .chapters import Chapter

CHAPTER = Chapter("07_words_of_caution")


@pytest.fixture
def overlapping() -> tuple[np.ndarray, np.ndarray]:
    X, y = lc.make_clusters(90, separation=1.5, seed=8)
    return np.column_stack([X, X @ [1.0, 1.0]]), y


def cross_entropies(X, y, w):
    z = w[0] + X @ w[1:]
    return [np.log1p(np.exp(-z_i if y_i else z_i)) for y_i, z_i in zip(y, z, strict=True)]


def least(loss, n_weights):
    """Return where a loss is least, by a search that needs no slope."""
    options = {"maxiter": 40_000, "maxfev": 40_000, "xatol": 1e-9, "fatol": 1e-14}
    w = np.zeros(n_weights)
    for _ in range(3):
        w = minimize(loss, w, method="Nelder-Mead", options=options).x
    return w


def test_the_l2_and_l1_losses_are_what_the_fits_make_least(overlapping):
    """The formula, written out, is least where `newton` and scikit-learn end."""
    X, y = overlapping
    X, rho = X[:, :2], 0.05

    def l2(w):
        return sum(cross_entropies(X, y, w)) / len(y) + rho / 2 * sum(w_j**2 for w_j in w[1:])

    def l1(w):
        return sum(cross_entropies(X, y, w)) / len(y) + rho * sum(abs(w_j) for w_j in w[1:])

    ours = lc.newton(lc.add_intercept(X), y, penalty=rho)
    assert ours.losses[-1] == pytest.approx(l2(ours.weights[-1]))
    assert least(l2, 3) == pytest.approx(ours.weights[-1], abs=1e-4)
    assert least(l1, 3) == pytest.approx(l1_weights(X, y, rho), abs=1e-3)


def test_balanced_weights_give_both_classes_the_same_total():
    """Weights n / (2 n_k) by hand fit what class_weight="balanced" fits."""
    X, y = lc.make_clusters(100, seed=4)
    X, y = X[:60], y[:60]  # 50 of class 0, 10 of class 1
    c = np.where(y == 1, 60 / (2 * 10), 60 / (2 * 50))
    assert c[y == 1].sum() == pytest.approx(c[y == 0].sum())
    by_hand = LogisticRegression(tol=1e-10).fit(X, y, sample_weight=c)
    balanced = LogisticRegression(tol=1e-10, class_weight="balanced").fit(X, y)
    assert balanced.coef_ == pytest.approx(by_hand.coef_)


def test_the_share_of_right_answers_and_the_recall_of_the_report(capsys):
    report = CHAPTER.function("report", y_rare=np.array([0, 0, 0, 1, 1]), new=slice(None))
    report("name", np.array([0.1, 0.6, 0.2, 0.5, 0.4]))
    assert capsys.readouterr().out == "name              60.0% right, recall 50%, mean p 0.360\n"


def test_scaling_uses_only_the_rows_that_it_is_given():
    data = np.random.default_rng(0).standard_normal((20, 12))
    rows = np.arange(7)
    scaled = CHAPTER.function("scaled", tumours=SimpleNamespace(data=data))(rows)
    assert scaled.shape == (20, 11)
    expected = (data[:, :10] - data[:7, :10].mean(axis=0)) / data[:7, :10].std(axis=0)
    assert scaled[:, 1:] == pytest.approx(expected)


# ---- the answers that stand folded under the explorers


@pytest.fixture(scope="module")
def parts():
    """Return the notebook's tumours: measurements, labels, training and validation rows."""
    names = CHAPTER.run("load", "split")
    return names["tumours"].data[:, :10], names["y"], names["train"], names["valid"]


def test_the_answers_about_the_penalties(parts):
    X, y, train, valid = parts
    few = train[:60]
    scaled = StandardScaler().fit(X[few]).transform
    stage = penalty_explorer(scaled(X[few]), y[few], scaled(X[valid]), y[valid])
    at = stage.controls["penalty"].index
    said = [[stage.sentence_at(kind=k, penalty=i) for i in range(25)] for k in (0, 1)]
    assert "training loss 0.051, validation loss 0.174" in said[0][0]
    assert "training loss 0.383, validation loss 0.391" in said[0][-1]
    assert "Validation is best, 0.154, at penalty 0.0056." in said[0][0]
    assert all("none of 10 weights is exactly 0" in sentence for sentence in said[0])
    assert "Validation is best, 0.150, at penalty 0.0075." in said[1][0]
    assert "; 4 of 10 weights are exactly 0." in said[1][at("0.0075")]
    bars = stage.snapshot(kind=1, penalty=at("0.0075")).axes[0].patches
    assert [bars[k].get_width() > 0 for k in (0, 2, 3)] == [True, False, False]
    training = stage.snapshot(kind=0).axes[2].lines[0].get_ydata()
    assert (np.diff(training) > 0).all()


def test_the_size_that_l1_keeps_changes_with_the_tumours(parts):
    """Sixty tumours keep the radius alone, sixty others the perimeter and the area."""
    X, y, train, _ = parts
    kept = []
    for rows in (train[:60], train[120:180]):
        w = l1_weights(StandardScaler().fit_transform(X[rows]), y[rows], 0.0075)
        kept.append([name for name, k in (("radius", 1), ("perimeter", 3), ("area", 4)) if w[k]])
    assert kept[0] == ["radius"]
    assert kept[1] == ["perimeter", "area"]


def test_no_line_gets_more_than_134_points_of_the_ring():
    """The order of the points along a direction changes only where two of them are level."""
    X, y = make_circles(200, noise=0.08, factor=0.5, random_state=0)
    i, j = np.triu_indices(len(y), 1)
    apart = X[i] - X[j]
    level = np.sort((np.arctan2(apart[:, 1], apart[:, 0]) + np.pi / 2) % np.pi)
    half = (level + np.append(level[1:], level[0] + np.pi)) / 2  # one angle between any two
    best = 0
    for angle in half:
        labels = y[np.argsort(X @ [np.cos(angle), np.sin(angle)])]
        right = labels.sum() + np.append(0, np.cumsum(1 - 2 * labels))  # 1 above the cut
        best = max(best, right.max(), len(y) - right.min())  # 1 above, or 1 below
    assert best == 134


def test_the_answers_about_the_threshold(parts):
    X, y, train, valid = parts
    A = lc.add_intercept(StandardScaler().fit(X[train]).transform(X)[:, [1, 4, 8, 9]])
    w = lc.newton(A[train], y[train]).weights[-1]
    stage = threshold_explorer(y[valid], lc.predict_probability(A[valid], w))
    assert "53 of 53 class 1 caught" in stage.sentence_at(threshold=12)
    assert "44 of 89 class 0 alarmed" in stage.sentence_at(threshold=12)
    assert all("51 of 53" in stage.sentence_at(threshold=k) for k in (13, 14))
    assert (lc.predict_probability(A[train], w)[y[train] == 1] < 0.12).sum() == 2


def test_the_answers_about_the_focal_loss():
    stage = focal_explorer()
    at = {"p": stage.controls["p"].index("0.90"), "alpha": 0}
    assert "costs 0.1054" in stage.sentence_at(gamma=0, **at)
    assert "costs 0.0011" in stage.sentence_at(gamma=4, **at)
    assert "mean probability is 5.0%" in stage.sentence_at(gamma=0, **at)
    assert "mean probability is 30.0%" in stage.sentence_at(gamma=10, **at)


def test_the_answers_about_the_optimisers(parts):
    X, y, train, _ = parts
    two = StandardScaler().fit_transform(X[train][:, [0, 7]])
    stage = optimiser_explorer(two, y[train])
    rate = stage.controls["learning_rate"].index
    first = {}
    for which, name in ((3, "Newton"), (4, "L-BFGS")):
        x, above = stage.snapshot(axis=1).axes[0].lines[which].get_data()
        first[name] = x[np.argmax(above < 1e-6)], int(np.argmax(above < 1e-6))
    assert first["Newton"] == (24, 6)
    assert first["L-BFGS"][0] == 12
    assert first["Newton"][1] < first["L-BFGS"][1]
    for k in range(len(stage.controls["learning_rate"])):  # nobody else comes so low
        axes = stage.snapshot(learning_rate=k).axes
        assert all((line.get_ydata() > 1e-6).all() for line in axes[0].lines[:3])

    def said(optimiser, at, step):
        return stage.sentence_at(optimiser=optimiser, learning_rate=rate(at), step=step)

    assert "mean loss 0.1831" in said(2, "0.3", 4)
    assert "mean loss 0.3197" in said(3, "0.3", 1)
    assert all("4 gradient evaluations" in words for words in (said(2, "0.3", 4), said(3, "1", 1)))
    assert "mean loss 0.1783; the lowest is 0.1777" in said(2, "0.3", 30)
    assert "mean loss 0.2083" in said(2, "3", 30)


def test_the_true_weights_of_the_clouds_are_those_of_their_densities():
    """Bayes: the log-odds of the classes, and the log of the two densities' ratio."""
    points = np.random.default_rng(0).normal(size=(20, 2))
    ratio = norm.logpdf(points, loc=1.5) - norm.logpdf(points)
    z = np.log(300 / 5700) + ratio.sum(axis=1)
    assert np.log(300 / 5700) - 1.5**2 + points @ [1.5, 1.5] == pytest.approx(z)


def test_nearly_all_marks_of_the_cross_entropy_lie_a_little_below():
    X, y = make_blobs([5700, 300], centers=[[0, 0], [1.5, 1.5]], random_state=0)
    A = lc.add_intercept(X)
    w = lc.newton(A[:2000], y[:2000]).weights[-1]
    p = lc.predict_probability(A[2000:], w)
    share, mean = calibration_curve(y[2000:], p, n_bins=10)
    assert (share < mean).sum() == 9
    assert (mean - share).max() < 0.2
    focal = minimize(lambda v: lc.focal_loss(y[:2000], A[:2000] @ v, gamma=2), np.zeros(3)).x
    share, mean = calibration_curve(y[2000:], lc.predict_probability(A[2000:], focal), n_bins=10)
    assert (share < mean).tolist() == [True] * 6 + [False] * 2  # below one half, and above
    balanced = LogisticRegression(class_weight="balanced").fit(X[:2000], y[:2000])
    share, mean = calibration_curve(y[2000:], balanced.predict_proba(X[2000:])[:, 1], n_bins=10)
    assert (share < mean).all()


def test_the_penalty_helps_at_the_largest_rate_alone():
    table = np.loadtxt(CHAPTER.shown("tune").splitlines()[1:])[:, 1:]
    assert np.unravel_index(table.argmin(), table.shape) == (0, 2)
    assert (table[1] < table[0]).tolist() == [False, False, False, True]


def test_how_far_the_losses_of_the_tuning_are_uncertain(parts):
    """The standard errors by SciPy, and the descent written out."""
    X, y, train, valid = parts
    few = train[:60]
    A = lc.add_intercept(StandardScaler().fit(X[few]).transform(X))
    losses = []
    for rho in (0.0, 0.003):
        w = np.zeros(11)
        for _ in range(300):
            p = 1 / (1 + np.exp(-A[few] @ w))
            w -= 0.3 * (A[few].T @ (p - y[few]) / 60 + rho * np.append(0, w[1:]))
        losses.append(np.array(cross_entropies(A[valid, 1:], y[valid], w)))
    free, gap = losses[0], losses[1] - losses[0]
    said = CHAPTER.shown("give-or-take")
    assert f"penalty: {free.mean():.4f}, give or take {sem(free):.4f}" in said
    assert f"higher by {gap.mean():.4f}, give or take {sem(gap):.4f}" in said
    text = CHAPTER.source("read-give-or-take")
    assert f"higher by {gap.mean():.4f}, give or take {sem(gap):.4f}" in text


def test_one_tumour_makes_the_whole_rise(parts):
    """Without it the loss falls between the two epochs, and most points gain."""
    _, y, train, valid = parts
    X = load_breast_cancer().data
    A = lc.add_intercept(StandardScaler().fit(X[train]).transform(X))
    path = lc.gradient_descent(A[train], y[train], learning_rate=0.5, n_epochs=2000)
    before, after = (
        np.array(cross_entropies(A[valid, 1:], y[valid], path.weights[n])) for n in (99, 2000)
    )
    worst = after.argmax()
    assert (before > np.log(2)).tolist() == (after > np.log(2)).tolist()  # the same two
    assert [f"{np.exp(-before[worst]):.2f}", f"{after[worst]:.1f}"] == ["0.16", "14.2"]
    assert f"{after[worst] / len(valid):.3f} {after.mean():.3f}" == "0.100 0.144"
    means = [np.delete(losses, worst).mean() for losses in (before, after)]
    assert [f"{mean:.3f}" for mean in means] == ["0.056", "0.044"]
    assert (after < before).mean() > 0.95


def test_the_cells_show_the_numbers_that_the_text_reads():
    shown = CHAPTER.shown
    assert "lowest at epoch 99" in CHAPTER.source("read-too-sure")
    assert "epoch 99: loss 0.069, 2 wrong" in shown("same-answers")
    assert "p_t 6.8e-07: loss 14.2, 0.100 of the mean" in shown("same-answers")
    assert "test loss 0.1292, give or take 0.0400" in shown("open-test")
    assert "0.1498" in shown("tune")
    assert "7 of 143 wrong" in shown("open-test")
    assert "best, 0.154, at penalty 0.0056" in shown("penalty-explorer")
    assert "fitted weights [-5.13  1.61  1.55] promise 0.349" in shown("why-below")
    assert "promise 0.301" in shown("why-below")
    assert "0.302 are of class 1" in shown("why-below")
    assert "2 features: 100 of 200 right" in shown("ring")


def test_how_well_a_leak_looks_over_twenty_seeds():
    shares = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        noise, coins = rng.standard_normal((100, 5000)), rng.integers(0, 2, 100)
        for seen in (100, 50):
            best = SelectKBest(k=20).fit(noise[:seen], coins[:seen]).get_support()
            model = LogisticRegression().fit(noise[:50, best], coins[:50])
            shares.append(round(100 * model.score(noise[50:, best], coins[50:])))
    leaky, honest = np.array(shares).reshape(20, 2).T
    assert (leaky.min(), leaky.max(), round(leaky.mean())) == (80, 92, 86)
    assert (honest.min(), honest.max(), round(honest.mean())) == (40, 68, 52)


def test_where_other_splits_stop():
    tumours = load_breast_cancer()
    y, lowest, rise = 1 - tumours.target, [], []
    for seed in range(1, 6):
        split = {"stratify": y, "random_state": seed}
        rest, _ = train_test_split(np.arange(len(y)), test_size=0.25, **split)
        split["stratify"] = y[rest]
        train, valid = train_test_split(rest, test_size=1 / 3, **split)
        A = lc.add_intercept(StandardScaler().fit(tumours.data[train]).transform(tumours.data))
        w = lc.gradient_descent(A[train], y[train], learning_rate=0.5, n_epochs=2000).weights
        z = w @ A[valid].T
        unseen = np.logaddexp(0, np.where(y[valid] == 1, -z, z)).mean(axis=1)
        lowest.append(int(unseen.argmin()))
        rise.append(unseen[-1] / unseen.min())
    assert lowest == [321, 923, 174, 1405, 133]
    assert sum(ratio < 1.1 for ratio in rise) == 2


@pytest.mark.parametrize(("alarm", "miss"), [(1, 9), (1, 1), (3, 2), (20, 1)])
def test_no_threshold_is_cheaper_than_the_one_of_the_costs(alarm, miss):
    """The probabilities are true by construction: costs are expected ones, without any draw."""
    p = np.linspace(0.0005, 0.9995, 1000)
    thresholds = np.linspace(0.01, 0.99, 99)
    A = lc.add_intercept(lc.log_odds(p)[:, None])
    alarmed = np.array([lc.predict(A, [0, 1], threshold=t) for t in thresholds])
    costs = np.where(alarmed == 1, (1 - p) * alarm, p * miss).sum(axis=1)
    assert costs.min() == pytest.approx(np.minimum((1 - p) * alarm, p * miss).sum(), rel=1e-3)
    assert thresholds[costs.argmin()] == pytest.approx(alarm / (alarm + miss), abs=0.0051)
