"""Chapter 7: its formulas, and what its cells and its text say, each by another way."""

import re

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, make_blobs
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

import logit_core as lc
from logit_core.explorers import clinic_explorer, threshold_explorer

from .chapters import Chapter

CHAPTER = Chapter("07_words_of_caution")


@pytest.fixture(scope="module")
def parts() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the notebook's tumours: measurements, labels, training and validation rows."""
    names = CHAPTER.run("load", "split")
    return names["tumours"].data, names["y"], names["train"], names["valid"]


@pytest.fixture(scope="module")
def clouds() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the points with a rare class, their ones in front, and the fitted weights."""
    X, y = make_blobs([5700, 300], centers=[[0, 0], [1.5, 1.5]], random_state=0)
    A = lc.add_intercept(X)
    return A, y, lc.newton(A[:2000], y[:2000]).weights[-1]


def cross_entropies(A, y, w):
    return np.array([np.log1p(np.exp(-z if k else z)) for z, k in zip(A @ w, y, strict=True)])


def test_scaling_uses_the_training_rows_only(parts):
    data, _, train, _ = parts
    A = CHAPTER.run("load", "split", "standardise")["A"]
    expected = (data - data[train].mean(axis=0)) / data[train].std(axis=0)
    assert A[:, 1:] == pytest.approx(expected)


@pytest.mark.thorough
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


def test_one_tumour_makes_the_whole_rise(parts):
    """Without it the loss falls between the two epochs, and most points gain."""
    X, y, train, valid = parts
    A = lc.add_intercept(StandardScaler().fit(X[train]).transform(X))
    path = lc.gradient_descent(A[train], y[train], learning_rate=0.5, n_epochs=2000)
    before, after = (cross_entropies(A[valid], y[valid], path.weights[n]) for n in (99, 2000))
    worst = after.argmax()
    assert (before > np.log(2)).tolist() == (after > np.log(2)).tolist()  # the same two
    assert (after > np.log(2)).sum() == 2
    assert [f"{np.exp(-before[worst]):.2f}", f"{after[worst]:.1f}"] == ["0.16", "14.2"]
    means = [np.delete(losses, worst).mean() for losses in (before, after)]
    assert [f"{mean:.3f}" for mean in means] == ["0.056", "0.044"]
    assert (after < before).mean() > 0.95
    text = CHAPTER.text("read-same-answers")
    assert all(said in text for said in ("0.16", "14.2", "from 0.056 to 0.044"))
    assert "lowest at epoch 99" in CHAPTER.text("read-too-sure")


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


def test_accuracy_and_recall_are_those_of_scikit_learn(clouds):
    A, y, w = clouds
    balanced = LogisticRegression(class_weight="balanced").fit(A[:2000, 1:], y[:2000])
    plain = lc.predict_probability(A[2000:], w)
    rows = [
        ("plain    p >= 0.5 ", plain, 0.5),
        ("balanced p >= 0.5 ", balanced.predict_proba(A[2000:, 1:])[:, 1], 0.5),
        ("plain    p >= 0.05", plain, 0.05),
    ]
    for head, p, t in rows:
        right, recall = (score(y[2000:], p >= t) for score in (accuracy_score, recall_score))
        assert f"{head} {right:.1%} right, recall {recall:.0%}" in CHAPTER.shown("balanced")


def test_balanced_weights_give_both_classes_the_same_total():
    """Weights n / (2 n_k) by hand fit what class_weight="balanced" fits."""
    X, y = lc.make_clusters(100, seed=4)
    X, y = X[:60], y[:60]  # 50 of class 0, 10 of class 1
    c = np.where(y == 1, 60 / (2 * 10), 60 / (2 * 50))
    assert c[y == 1].sum() == pytest.approx(c[y == 0].sum())
    by_hand = LogisticRegression(tol=1e-10).fit(X, y, sample_weight=c)
    balanced = LogisticRegression(tol=1e-10, class_weight="balanced").fit(X, y)
    assert balanced.coef_ == pytest.approx(by_hand.coef_)


def test_the_answers_about_the_threshold(parts):
    X, y, train, valid = parts
    A = lc.add_intercept(StandardScaler().fit(X[train]).transform(X)[:, [1, 4, 8, 9]])
    w = lc.newton(A[train], y[train]).weights[-1]
    stage = threshold_explorer(y[valid], lc.predict_probability(A[valid], w))
    assert "53 of 53 class 1 caught" in stage.sentence_at(threshold=12)
    assert "44 of 89 class 0 alarmed" in stage.sentence_at(threshold=12)
    assert all("51 of 53" in stage.sentence_at(threshold=k) for k in (13, 14))


def test_the_answers_about_the_clinic():
    stage, text = clinic_explorer(), CHAPTER.text("read-clinic-explorer")

    def bills(miss: str, threshold: str, probabilities: str) -> list[str]:
        """Return the bills of the cheapest threshold and of t*, today's and tomorrow's."""
        labels = {"miss": miss, "threshold": threshold, "probabilities": probabilities}
        at = {name: stage.controls[name].index(label) for name, label in labels.items()}
        said = stage.sentence_at(**at, tomorrow=1)
        today = re.search(
            r"the bill is (\d+)\. By t\* it is (\d+); .*, ([\d.]+), gives (\d+)", said
        )
        later = re.search(r"open: the bill is (\d+), by t\* (\d+),", said)
        assert today[3] == threshold  # the cheapest one
        return [today[1], today[2], *later.groups()]

    assert bills("9", "0.12", "as fitted") == ["44", "46", "61", "64"]
    assert (
        "At t\\* the bill is 46, at the cheapest threshold, 0.12, it is 44; tomorrow 64 and 61"
        in text
    )
    assert bills("9", "0.0025", "three times too sure") == ["45", "146", "61", "95"]
    assert "rises to 146, and tomorrow to 95. The cheapest threshold, now 0.0025, costs 45." in text
    assert bills("49", "0.12", "as fitted") == ["44", "76", "141", "72"]
    at = {"miss": 5, "probabilities": 0, "threshold": stage.controls["threshold"].index("0.12")}
    assert "0 of 53 tumours are missed" in stage.sentence_at(**at)
    counts = [t.get_text() for t in stage.snapshot(**at, tomorrow=1).axes[0].texts]
    assert counts[3] == "2 missed"
    assert "It misses two, and the bill is 141. By t\\*, which did not look at" in text
    assert "the validation part, it is 72." in text


def test_most_marks_of_the_plain_model_lie_a_little_below_those_of_the_balanced_one_far(clouds):
    A, y, w = clouds
    share, mean = calibration_curve(y[2000:], lc.predict_probability(A[2000:], w), n_bins=10)
    assert (share < mean).sum() == 9
    assert (mean - share).max() < 0.2
    balanced = LogisticRegression(class_weight="balanced").fit(A[:2000, 1:], y[:2000])
    p = balanced.predict_proba(A[2000:, 1:])[:, 1]
    share, mean = calibration_curve(y[2000:], p, n_bins=10)
    assert (share < mean).all()
    half = (p >= 0.4) & (p < 0.6)
    assert y[2000:][half].mean() < 1 / 20
    assert "fewer than one in twenty are of class 1" in CHAPTER.text("read-calibration")


def test_the_true_weights_of_the_clouds_are_those_of_their_densities():
    """Bayes: the log-odds of the classes, and the log of the two densities' ratio."""
    points = np.random.default_rng(0).normal(size=(20, 2))
    ratio = norm.logpdf(points, loc=1.5) - norm.logpdf(points)
    z = np.log(300 / 5700) + ratio.sum(axis=1)
    assert np.log(300 / 5700) - 1.5**2 + points @ [1.5, 1.5] == pytest.approx(z)


def test_the_true_weights_keep_what_they_promise():
    shown = CHAPTER.shown("why-below")
    assert "promise 0.301" in shown
    assert "fitted weights [-5.13  1.61  1.55] promise 0.349" in shown
    assert "0.302 are of class 1" in shown


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
