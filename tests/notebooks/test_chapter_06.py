"""Chapter 6: its formulas against other routes, its folded answers against its explorers."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.integrate import solve_ivp
from scipy.optimize import linprog, minimize, nnls
from sklearn.svm import SVC

import logit_core as lc
from logit_core import figures
from logit_core.explorers import (
    flower_explorer,
    margin_explorer,
    margin_loss_explorer,
    separability_explorer,
)

from ..explorers.sweeping import positions
from .chapters import Chapter

CHAPTER = Chapter("06_soft_margin")
PETALS = ["petal length", "petal width"]
X, Y, _ = lc.load_iris_pair("setosa", "versicolor", PETALS)
X_HARD, Y_HARD, _ = lc.load_iris_pair("versicolor", "virginica", PETALS)
A, A_HARD = lc.add_intercept(X), lc.add_intercept(X_HARD)


def lines(n: int) -> np.ndarray:
    """Return weights of n lines, some of them between the classes."""
    rng = np.random.default_rng(6)
    return np.array([-3.2, 1.0, 1.0]) + rng.normal(0, [2.0, 0.7, 0.7], (n, 3))


def hard_margin(design: np.ndarray, free: int) -> np.ndarray:
    """Return the shortest w[free:] with s z >= 1 everywhere, by a quadratic programme."""
    signed = (2 * Y - 1)[:, None] * design
    found = minimize(
        lambda w: 0.5 * w[free:] @ w[free:],
        [-10.0, 3.0, 3.0],
        jac=lambda w: np.r_[np.zeros(free), w[free:]],
        constraints={"type": "ineq", "fun": lambda w: signed @ w - 1, "jac": lambda w: signed},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert found.success
    return found.x


# ---- slack


def test_the_bar_of_the_worst_flower_is_shorter_than_its_slack():
    w = np.array([-6.55, 1.0, 1.0])
    worst = lc.slacks(A_HARD, Y_HARD, w).argmax()
    bar = abs(lc.signed_distance(A_HARD[[worst]], w)[0])
    assert bar == pytest.approx(0.35 / np.sqrt(2))
    assert f"Its bar is shorter, {bar:.2f} cm" in CHAPTER.text("read-count-slacks")


def test_the_picture_of_the_slacks_shows_as_many_flowers_as_the_text_counts():
    w = np.array([-6.55, 1.0, 1.0])
    ax = figures.plot_slacks(X_HARD, Y_HARD, w, ax=Figure().subplots())
    by_label = {line.get_label(): line.get_xydata() for line in ax.lines}
    assert len({tuple(place) for place in by_label["needs slack"].tolist()}) == 5
    shared = ax.lines[2].get_xydata().tolist()
    assert shared == [[4.8, 1.8]]
    assert "The five points on the wrong side are ringed." in CHAPTER.text("read-slacks")
    assert "At (4.8, 1.8) a disc lies in a square" in CHAPTER.text("read-slacks")
    assert "the worst, 0.25 from the line" in by_label


# ---- the two repairs


@pytest.mark.parametrize(("design", "y"), [(A, Y), (A_HARD, Y_HARD)])
def test_unclipped_and_at_length_one_the_slack_is_minus_the_margin(design, y):
    margin = CHAPTER.function("margin")
    for w in lines(50):
        unit = w / np.linalg.norm(w[1:])
        z = lc.predict_log_odds(design, unit)
        unclipped = max(np.where(y == 1, -z, z))  # the least xi with z >= -xi or z <= xi
        assert margin(design, y, w) == pytest.approx(-unclipped)
        assert lc.worst_slack(design, y, unit) == pytest.approx(max(unclipped, 0))


def test_the_textbook_price_is_that_of_the_least_slacks_allowed():
    """Oracle: a linear programme finds the least slacks for given weights."""
    price = CHAPTER.function("textbook_price")
    rows = slice(30, 70)
    y = Y_HARD[rows]
    s = 2 * y - 1
    for w in lines(10):
        z = A_HARD[rows] @ w
        found = linprog(np.ones(40), A_ub=-np.eye(40), b_ub=s * z - 1, bounds=(0, None))
        expected = 0.5 * (w[1] ** 2 + w[2] ** 2) + 3.0 * found.fun
        assert price(A_HARD[rows], y, w, 3.0) == pytest.approx(expected)
        hinge = lc.hinge_loss(y, z, reduction="none")
        assert found.x == pytest.approx(hinge, abs=1e-7)


@pytest.mark.parametrize(("design", "y"), [(A, Y), (A_HARD, Y_HARD)])
def test_no_other_weights_have_a_lower_price_than_those_of_svc(design, y):
    price = CHAPTER.function("textbook_price")
    svc = SVC(kernel="linear", C=1.0, tol=1e-8).fit(design[:, 1:], y)
    w = np.append(svc.intercept_, svc.coef_)
    rng = np.random.default_rng(0)
    others = w + 10.0 ** rng.uniform(-4, 1, (500, 1)) * rng.standard_normal((500, 3))
    assert min(price(design, y, v, 1.0) for v in others) > price(design, y, w, 1.0) - 1e-6


def test_both_labels_ask_for_what_the_text_says():
    """The one condition is z >= 1 - xi for label 1, and z <= -1 + xi for label 0."""
    z = np.linspace(-3, 3, 25)
    for y, asked in ((1, lambda xi: z >= 1 - xi), (0, lambda xi: z <= -1 + xi)):
        xi = lc.hinge_loss(np.full(25, y), z, reduction="none")
        assert asked(xi).all()
        assert not asked(xi - 1e-9)[xi > 0].any()


# ---- growth


def test_where_no_line_separates_the_descent_settles_at_the_minimum():
    found = CHAPTER.function("descend")(X_HARD, Y_HARD)[-1]
    scaled = lc.add_intercept((X_HARD - X_HARD.mean(axis=0)) / X_HARD.std(axis=0))
    assert found == pytest.approx(lc.newton(scaled, Y_HARD).weights[-1], abs=1e-5)


def test_where_classes_only_touch_the_weights_grow_without_end():
    x, y = lc.add_intercept([[1.0], [2.0], [3.0], [3.0], [4.0], [5.0]]), np.repeat([0, 1], 3)
    assert not lc.is_separable(x, y)
    z = x @ [-3.0, 1.0]
    assert ((2 * y - 1) * z >= 0).all()
    assert y[z == 0].tolist() == [0, 1]
    # Each step along these weights lowers the loss, down to log 2 for each point on the line.
    losses = [lc.binary_cross_entropy_from_log_odds(y, step * z) for step in (1, 2, 4, 8, 16)]
    assert (np.diff(losses) < 0).all()
    assert losses[-1] == pytest.approx(2 / 6 * np.log(2), abs=1e-6)
    weights = lc.gradient_descent(x, y, learning_rate=0.3, n_epochs=10_000).weights
    pieces = np.diff([np.linalg.norm(weights[10**k]) for k in (1, 2, 3, 4)])
    assert (np.diff(pieces) > 0).all()


def test_lengths_grow_by_log_10_over_the_margin_per_decade_in_the_long_run():
    """The pieces that the text quotes are on their way to it, each larger than the last."""
    weights = CHAPTER.function("descend")(X, Y)
    lengths = [np.linalg.norm(weights[10**k]) for k in (1, 2, 3, 4)]
    pieces = np.diff(lengths)
    assert pieces.round(2).tolist() == [1.92, 2.35, 2.75]
    scaled = lc.add_intercept((X - X.mean(axis=0)) / X.std(axis=0))
    unit = weights[-1] / lengths[-1]
    assert pieces[-1] < np.log(10) / ((2 * Y - 1) * (scaled @ unit)).min()
    limit = np.log(10) * np.linalg.norm(hard_margin(scaled, 0))
    assert pieces[-1] < limit
    assert f"here they tend to {limit:.2f}." in CHAPTER.text("read-count-lengths")


# ---- two limits


@pytest.fixture(scope="module")
def limits() -> tuple[np.ndarray, np.ndarray]:
    """Return the largest margins with the bias inside the length, and outside."""
    return hard_margin(A, 0), hard_margin(A, 1)


def test_scikit_learn_finds_the_two_largest_margins(limits):
    found = CHAPTER.run("define-angle", "two-limits", space={**CHAPTER.run(), "X": X, "y": Y})
    assert found["w_linear"] == pytest.approx(limits[0], rel=1e-3)
    assert found["w_svc"] == pytest.approx(limits[1], rel=1e-3)
    assert found["angle"](*limits) == pytest.approx(23.8, abs=0.05)


def test_the_two_limits_make_their_ratios_largest(limits):
    """Certificate: a non-negative mix of the nearest points, which no other line can beat."""
    s = 2 * Y - 1
    signed = s[:, None] * A
    for free, w in enumerate(limits):
        z = signed @ w
        assert z.min() == pytest.approx(1, abs=1e-6)
        target = np.r_[np.zeros(free), w[free:]]
        _, residual = nnls(signed[z < 1 + 1e-6].T, target)
        assert residual < 1e-6
        others = [v for v in lines(300) if (signed @ v).min() > 0]
        assert others
        ratio = 1 / np.linalg.norm(w[free:])
        assert all((signed @ v).min() / np.linalg.norm(v[free:]) <= ratio + 1e-9 for v in others)


def test_a_smaller_l2_penalty_puts_the_minimum_at_longer_weights():
    """Oracle: SciPy's own minimiser, on the formula as it is displayed."""
    w = np.zeros(3)
    lengths = []
    for rho in (1e-1, 1e-2, 1e-3):

        def price(v, rho=rho):
            s = 2 * Y - 1
            return np.logaddexp(0, -s * (A @ v)).mean() + rho / 2 * (v[1] ** 2 + v[2] ** 2)

        w = minimize(price, w, method="BFGS", options={"gtol": 1e-8}).x
        assert lc.newton(A, Y, penalty=rho).weights[-1] == pytest.approx(w, rel=1e-3)
        loss = lc.binary_cross_entropy_from_log_odds(Y, A @ w)
        assert price(w) == pytest.approx(loss + lc.l2_penalty(w, rho))
        lengths.append(np.linalg.norm(w[1:]))
    assert (np.diff(lengths) > 0).all()


def test_the_largest_margin_turns_when_the_features_change_their_units():
    angle = CHAPTER.function("angle")
    sd = X.std(axis=0)
    in_cm = hard_margin(lc.add_intercept(X / sd), 1) / np.r_[1, sd]
    turned = angle(in_cm, hard_margin(A, 1))
    assert f"of `SVC` turns by {turned:.1f} degrees" in CHAPTER.text("read-move-the-zero")


def test_the_angle_is_that_between_the_normals():
    angle = CHAPTER.function("angle")
    for degrees in (0, 24, 90, 180):
        turn = np.radians(degrees)
        v, w = np.array([5.0, 1, 0]), np.array([-2.0, 3 * np.cos(turn), 3 * np.sin(turn)])
        assert angle(v, w) == pytest.approx(degrees, abs=1e-5)


# ---- the folded answers


def where(stage, **labels: str) -> str:
    """Return the sentence at the positions of these labels."""
    return stage.sentence_at(
        **{name: stage.controls[name].index(label) for name, label in labels.items()}
    )


def test_the_answers_about_the_margin_explorer():
    stage = margin_explorer()
    assert "slack is 2.02." in where(stage, length="4")
    assert "slack is 0.13." in where(stage, length="0.25")
    assert "slack is 0.00." in where(stage, length="0")
    at_two = [at for at in positions(stage) if stage.controls["length"][at["length"]] == "2"]
    perfect = [s for at in at_two if "all 14" in (s := stage.sentence_at(**at))]
    assert len(perfect) > 5
    assert all("slack is 0.00." in s for s in perfect)
    told = {s: re.findall(r"nearest (\S+) .* to (\S+),.* loss is (.+)\.", s)[0] for s in perfect}
    margin, hinges, log_loss = np.array([*told.values()], float).T
    assert margin.argmax() == hinges.argmin() == log_loss.argmin()
    assert perfect[margin.argmax()].startswith("Angle 30, offset 0.25, ")
    two, four = (where(stage, angle="30", offset="0.25", length=length) for length in "24")
    for sentence, loss in ((two, "0.159"), (four, "0.046")):
        assert f"slack is 0.00. The textbook slacks add up to 0.00, {0:.3f}" in sentence
        assert sentence.endswith(f"log loss is {loss}.")
    text = CHAPTER.text("read-margin-explorer")
    assert "from 2.02 down to 0.13" in text
    assert "Angle 30 and offset 0.25 have the largest margin here" in text
    assert "Only the log loss, from 0.159 to 0.046" in text


def test_the_answers_about_the_flower_explorer():
    stage, text = flower_explorer(), CHAPTER.text("read-flower-explorer")

    def shown(flower: str, length: str) -> tuple[str, list[str]]:
        at = {"flower": flower, "length": length}
        at = {name: stage.controls[name].index(label) for name, label in at.items()}
        return stage.sentence_at(**at), [t.get_text() for t in stage.snapshot(**at).axes[0].texts]

    (before, _), (after, right) = shown("versicolor", "5.1"), shown("versicolor", "50")
    same = re.compile(r"The worst slack.*least squares at ")
    assert same.search(before)[0] == same.search(after)[0]
    assert "least squares at 2.86 cm" in before
    assert "least squares at 3.31 cm" in after
    assert right == ["100 right", "100 right", "100 right", "97 right"]
    assert "Least squares alone, from 2.86 to 3.31 cm: three versicolors are wrong." in text
    among, right = shown("setosa", "5.1")
    assert "crossing at 4.05 cm" in among
    assert right == ["83 right", "99 right", "99 right", "99 right"]
    assert "5.1 and 3.0 give 4.05 cm, with 83 right. The others get 99 right." in text
    assert "with slope 1.00" in shown("setosa", "7")[0]
    turned, right = shown("setosa", "8")
    assert "with slope −1.00" in turned
    assert right[0] == "2 right"
    assert "From 8 cm on the worst slack is turned round, with 2 right." in text
    (start, _), (end, _) = shown("setosa", "1.9"), shown("setosa", "50")
    slopes = re.compile(r"hinge loss at (\S+) cm, (\S+); the log loss at (\S+) cm, (\S+);")
    assert slopes.search(start).groups() == ("2.60", "1.43", "2.72", "2.90")
    assert slopes.search(end).groups() == ("2.85", "0.74", "2.92", "0.44")
    assert "stay below 3 cm. But their slopes fall, from 1.43 to 0.74 and from 2.90 to 0.44" in text


def test_the_answers_about_the_margin_loss_explorer():
    stage = margin_loss_explorer()
    for margin, bounded, unbounded in (("−1", "0.287", "4.00"), ("−3", "0.086", "8.00")):
        end = f"{bounded} by (1 − p)², {unbounded} by (1 − m)²."
        assert where(stage, margin=margin).endswith(end)
    for margin in stage.controls["margin"]:
        sentence = where(stage, margin=margin)
        bits = float(sentence.split("(")[1].split()[0])
        assert bits >= float(sentence.split("0-1 loss ")[1][0])
        assert bits == 1 or margin != "0"
    safe = where(stage, margin="3")
    assert "pulls are 0 by the hinge loss, 0.047 by the log loss" in safe
    assert safe.endswith("−4.00 by (1 − m)².")
    text = CHAPTER.text("read-margin-loss-explorer")
    assert "its pull falls from 0.287 to 0.086" in text
    assert "from 4 to 8" in text
    assert "0.047 by the log loss, 0.004 by (1 − p)²" in safe
    assert "with 0.047; $(1 - p)^2$ hardly, with 0.004" in text
    losses, pulls = stage.snapshot().axes
    assert losses.get_ylim()[1] == pytest.approx(5, abs=0.11)
    assert pulls.get_ylim() == pytest.approx((-1, 5), abs=0.11)


def test_the_answers_about_the_separability_explorer():
    stage, text = separability_explorer(), CHAPTER.text("read-separability-explorer")
    endless = [
        distance
        for distance in stage.controls["distance"]
        if "grows without end" in where(stage, distance=distance, penalty="0")
    ]
    assert endless[0] == "3.5"
    assert where(stage, distance="3", penalty="0").endswith("settles at 10.17.")
    assert "At 3.5 a line separates them. At 3 the weights settle, but only at 10.17" in text
    for epoch, length in (("1000", "4.33"), ("10000", "6.32"), ("50", "2.27")):
        sentence = where(stage, distance="5", penalty="0", epoch=epoch)
        assert f"|w| = {length}, " in sentence
        assert length in text
        assert "40 of 40 points right" in sentence
    assert where(stage, distance="5", penalty="0.01").endswith("settles at 2.28.")
    assert "It settles at 2.28." in text


def test_a_limit_is_not_an_arrival(limits):
    """The direction of the descent, taken as a flow in log t, and what the steps say of it."""
    steps = lc.gradient_descent(A, Y, learning_rate=0.1, n_epochs=20_000).weights
    signs = 2 * Y - 1

    def flow(log_t, w):
        pull = signs * lc.sigmoid(-signs * (A @ w))
        return np.exp(log_t) * (A.T @ pull) / len(Y)

    span = np.log(0.1 * np.array([1e3, 1e12]))  # a step lasts as long as its rate
    options = {"method": "LSODA", "rtol": 1e-9, "atol": 1e-9, "dense_output": True}
    path = solve_ivp(flow, span, steps[1000], **options).sol
    limit, _ = limits

    def turned(w):
        return np.degrees(np.arctan2(w[2], w[1]) - np.arctan2(limit[2], limit[1]))

    assert path(np.log(0.1 * 20_000)) == pytest.approx(steps[-1], rel=1e-3)
    off = {t: turned(path(np.log(0.1 * t))) for t in (2e4, 1e5, 1e8, 1e12)}
    assert {t: round(angle, 1) for t, angle in off.items()} == {
        2e4: -0.2,
        1e5: -0.5,
        1e8: -1.5,
        1e12: -0.5,
    }
    assert turned(steps[1000]) > 0.1  # so it has crossed its limit before
