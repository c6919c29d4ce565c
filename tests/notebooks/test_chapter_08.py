"""Chapter 8: its formulas, and what its cells and its text say, each by another way."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import sem
from sklearn.calibration import calibration_curve
from sklearn.datasets import make_blobs, make_circles
from sklearn.preprocessing import StandardScaler

import logit_core as lc
from logit_core.exercises.chapter_8_beyond import MOMENTUM_STEP
from logit_core.explorers import focal_explorer, optimiser_explorer, penalty_explorer
from logit_core.explorers.penalty import l1_weights

from .chapters import Chapter

CHAPTER = Chapter("08_beyond")


@pytest.fixture
def overlapping() -> tuple[np.ndarray, np.ndarray]:
    X, y = lc.make_clusters(90, separation=1.5, seed=8)
    return np.column_stack([X, X @ [1.0, 1.0]]), y


@pytest.fixture(scope="module")
def parts() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the notebook's tumours: measurements, labels, training and validation rows."""
    names = CHAPTER.run("load")
    return names["means"], names["y"], names["train"], names["valid"]


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


def test_the_tumours_are_those_of_chapter_7_and_its_test_part_is_not_opened_again(parts):
    here, there = CHAPTER.run("load"), Chapter("07_words_of_caution").run("load", "split")
    assert parts[0] == pytest.approx(there["tumours"].data[:, :10])
    for ours, name in zip(parts[1:], ("y", "train", "valid"), strict=True):
        assert ours.tolist() == there[name].tolist()
    kept = [set(rows.tolist()) for rows in (here["few"], here["valid"], here["test"])]
    assert [len(rows) for rows in kept] == [60, 142, 224]
    opened = set(there["test"].tolist())
    assert len(opened.union(*kept)) == len(opened) + 60 + 142 + 224  # no tumour in two parts


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


def test_a_charge_on_raw_features_depends_on_their_units(parts):
    """A unit a thousand times as large is a charge a million times as large on that weight."""
    X, y, train, valid = parts
    raw, few = lc.add_intercept(X[:, [0, 7]]), train[:60]

    def charged_loss(w, charges):
        mean = lc.binary_cross_entropy_from_log_odds(y[few], raw[few] @ w)
        return mean + 0.005 * (charges * w[1:] ** 2).sum()

    said = []
    for charges in ([1, 1], [1e6, 1]):
        w = minimize(charged_loss, np.zeros(3), args=np.array(charges), tol=1e-12).x
        said.append(f"{lc.binary_cross_entropy_from_log_odds(y[valid], raw[valid] @ w):.3f}")
    assert said == ["0.336", "0.642"]
    assert "from 0.336 to 0.642" in CHAPTER.text("read-break-scale")
    shown = CHAPTER.shown("break-scale")
    assert shown.count("penalty 0     validation loss 0.222") == 2
    assert all(f"penalty 0.01  validation loss {loss}" in shown for loss in said)


def test_the_penalty_helps_at_the_largest_rate_alone():
    rows = CHAPTER.shown("tune").splitlines()[1:]
    table = np.array([[float(number) for number in row.split()[2:]] for row in rows])
    assert table.shape == (3, 4)
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


def test_the_test_loss_is_the_one_that_the_text_reads():
    assert "test loss 0.1586, 15 of 224 wrong" in CHAPTER.shown("open-test")
    assert "test loss without a penalty: 0.1586, give or take 0.0402" in CHAPTER.shown(
        "give-or-take"
    )
    assert "0.1586, a little more than 0.1498" in CHAPTER.text("read-open-test")


def test_momentum_adds_a_share_of_the_last_move():
    """Without `v`: the heavy ball's recursion over three positions."""
    rng = np.random.default_rng(3)
    bend = np.array([[2.0, 0.5], [0.5, 1.0]])
    w, v = rng.normal(size=2), np.zeros(2)
    positions = [w, w]
    for _ in range(10):
        w, v = MOMENTUM_STEP.reference(w, v, bend @ w, 0.3, 0.8)
        before, now = positions[-2:]
        positions.append(now + 0.8 * (now - before) - 0.3 * bend @ now)
        assert w == pytest.approx(positions[-1])


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


def test_the_answers_about_the_focal_loss():
    stage = focal_explorer()
    at = {"p": stage.controls["p"].index("0.90"), "alpha": 0}
    assert "costs 0.1054" in stage.sentence_at(gamma=0, **at)
    assert "costs 0.0011" in stage.sentence_at(gamma=4, **at)
    assert "mean probability is 5.0%" in stage.sentence_at(gamma=0, **at)
    assert "mean probability is 30.0%" in stage.sentence_at(gamma=10, **at)


def test_the_focal_loss_pulls_probabilities_towards_one_half():
    X, y = make_blobs([5700, 300], centers=[[0, 0], [1.5, 1.5]], random_state=0)
    A = lc.add_intercept(X)
    focal = minimize(lambda v: lc.focal_loss(y[:2000], A[:2000] @ v, gamma=2), np.zeros(3)).x
    share, mean = calibration_curve(y[2000:], lc.predict_probability(A[2000:], focal), n_bins=10)
    assert (share < mean).tolist() == [True] * 6 + [False] * 2  # below one half, and above
