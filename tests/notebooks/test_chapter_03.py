"""Chapter 3: its formulas at other points than the one shown, its exercises."""

import re
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, entropy
from sklearn.linear_model import LogisticRegression

import logit_core as lc
from logit_core.explorers import (
    Stage,
    fit_by_hand_explorer,
    gradient_check_explorer,
    likelihood_explorer,
    loss_explorer,
    loss_surface_explorer,
)

from ..explorers.reading import as_number
from .chapters import Chapter

CHAPTER = Chapter("03_binary_cross_entropy")
POINTS = [(2.0, 0, -0.5, 1.0), (2.0, 1, -0.5, 1.0), (-3.0, 1, 0.2, 0.7), (0.5, 0, -2.0, -1.0)]
LABELS = np.array([1, 0, 1, 1, 0])
PROBABILITIES = np.array([0.9, 0.2, 0.4, 0.99, 0.5])


# ---- from the likelihood to the loss


def test_the_likelihood_multiplies_what_each_label_was_given():
    likelihood = CHAPTER.function("likelihood")
    assert likelihood(LABELS, PROBABILITIES) == pytest.approx(0.9 * 0.8 * 0.4 * 0.99 * 0.5)


def test_minus_the_log_of_the_likelihood_is_the_sum_of_the_losses():
    likelihood = CHAPTER.function("likelihood")(LABELS, PROBABILITIES)
    total = lc.binary_cross_entropy(LABELS, PROBABILITIES, reduction="sum")
    assert total == pytest.approx(-np.log(likelihood))


def test_of_all_probabilities_the_share_of_passes_makes_the_labels_likeliest():
    space = CHAPTER.run("likelihood")
    p = np.linspace(0.01, 0.99, 99)
    at = [space["likelihood"](space["passed"], p_k) for p_k in p]
    assert p[np.argmax(at)] == pytest.approx(0.4)
    assert space["passed"].mean() == pytest.approx(0.4)


def test_the_learners_are_those_of_chapter_1():
    ours, theirs = CHAPTER.run("likelihood"), Chapter("01_odds_and_log_odds").run("load-learners")
    for name in ("hours", "passed"):
        assert ours[name].tolist() == theirs[name].tolist()


# ---- the chain rule


def run_chain(point: tuple[float, int, float, float]) -> dict[str, Any]:
    """Run the cells of the links at a point of one's own."""
    x, y, w0, w1 = point
    z = w0 + w1 * x
    space = CHAPTER.run() | {"x": x, "y_one": y, "w0": w0, "w1": w1, "z": z, "p_one": lc.sigmoid(z)}
    return CHAPTER.run("product", "links", space=space)


@pytest.mark.parametrize("point", POINTS)
def test_each_link_is_the_slope_of_its_function(point):
    """The cells' own asserts, and the same slopes by mpmath."""
    x, y, w0, w1 = point
    z = w0 + w1 * x
    p = lc.sigmoid(z)
    space = run_chain(point)
    assert space["dl_dp"] == pytest.approx(
        float(mp.diff(lambda p: -y * mp.log(p) - (1 - y) * mp.log(1 - p), p))
    )
    assert space["dp_dz"] == pytest.approx(float(mp.diff(lambda z: 1 / (1 + mp.exp(-z)), z)))
    assert (space["dz_dw1"], space["dz_dw0"]) == (x, 1)


@pytest.mark.parametrize("point", POINTS)
def test_the_product_of_the_links_is_the_error_times_the_input(point):
    x, y, w0, w1 = point
    z = w0 + w1 * x
    p = lc.sigmoid(z)
    space = run_chain(point)
    links = space["dl_dp"] * space["dp_dz"]
    slopes = [links * space["dz_dw0"], links * space["dz_dw1"]]
    assert slopes == pytest.approx([p - y, (p - y) * x])
    assert slopes == pytest.approx(lc.cross_entropy_gradient([[1.0, x]], [y], [w0, w1]))


def test_a_central_difference_is_exact_for_a_parabola():
    slope_of = CHAPTER.function("slope_of")
    assert slope_of(lambda v: 3 * v**2 - v, 2.0, h=0.5) == pytest.approx(11)


def test_the_checker_accepts_the_gradient_alone():
    agrees, w = CHAPTER.function("agrees"), np.array([0.3, -2.0])
    gradient = np.array([0.6, 3.0])
    assert agrees(gradient, lambda v: v[0] ** 2 + 3 * v[1], w)
    for wrong in (-gradient, 2 * gradient, gradient * [1, 1.001]):
        assert not agrees(wrong, lambda v: v[0] ** 2 + 3 * v[1], w)


# ---- the squared error, and the loss from log-odds


@pytest.mark.parametrize("z", ["-3.0", "0.0", "1.5", "10.0"])
def test_the_slope_of_the_squared_error_keeps_the_slope_of_the_sigmoid(z):
    space = CHAPTER.run("flat-slope", replaced={"10.0": z})
    slope = mp.diff(lambda z: 1 / (1 + mp.exp(-z)) ** 2, float(z))
    assert space["by_squares"] == pytest.approx(float(slope))


@pytest.mark.parametrize("z", [-1000.0, -40.0, 0.0, 2.0, 40.0, 1000.0])
def test_the_loss_from_log_odds_is_the_cross_entropy_at_any_size(z):
    from_z = CHAPTER.function("from_z")
    for label in (0, 1):
        expected = lc.binary_cross_entropy_from_log_odds([label], [z])
        assert from_z(label, z) == pytest.approx(expected, rel=1e-13)
    with mp.workdps(50):
        if abs(z) <= 40:
            assert from_z(1, z) == pytest.approx(float(mp.log(1 + mp.exp(-z))), rel=1e-13)


@pytest.mark.parametrize("names", ["break-factors", "break-factors mended"])
def test_the_tables_of_large_scores_have_a_header_and_straight_columns(
    names: str, capsys: pytest.CaptureFixture[str]
):
    space = CHAPTER.run()
    for name in names.split():
        capsys.readouterr()
        CHAPTER.run(name, space=space)
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.replace(":", " ").split() == ["z", "30", "36", "37", "40"]
    ends = [[end.end() for end in re.finditer(r"\S+(?= |$)", row)][-4:] for row in (header, *rows)]
    assert all(row == ends[0] for row in ends)


# ---- the question of interpretation


def test_the_friend_s_model_is_right_seven_times_and_worse_than_a_coin():
    y = np.array([1] * 7 + [0] * 3)
    losses = [lc.binary_cross_entropy(y, np.full(10, p)) for p in (0.99, 0.5, 0.7)]
    assert np.round(losses, 2).tolist() == [1.39, 0.69, 0.61]


# ---- what the tasks below the explorers claim


def read(stage: Stage, **labels: str) -> str:
    """Return the sentence where the controls show these labels."""
    shown = {name: stage.controls[name].index(label) for name, label in labels.items()}
    return stage.sentence_at(**shown)


def test_the_tasks_of_the_likelihood():
    stage = likelihood_explorer()
    fair, fitted, sure = stage.controls["model"]
    for model, total in ((fair, 1386.29), (fitted, 913.88), (sure, 1708.13)):
        sentence = read(stage, model=model, n_points="2000")
        assert "product is too small for a float and becomes 0." in sentence
        assert f"logarithms is −{total}," in sentence
    assert "product is 0.7513." in read(stage, model=sure, n_points="20")
    assert "product is 0.01385." in read(stage, model=fitted, n_points="20")


def test_why_the_larger_weights_win_at_first_and_lose_in_the_end():
    rng = np.random.default_rng(0)
    X, y = lc.make_clusters(2000, separation=1.5, seed=rng)
    order = rng.permutation(2000)
    A, y = lc.add_intercept(X[order]), y[order]
    z = A @ LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8).fit(A, y).coef_[0]
    fitted, sure = np.logaddexp(0, -(2 * y - 1) * [[1], [4]] * z)
    assert (-fitted.sum(), -sure.sum()) == pytest.approx((-913.88, -1708.13), abs=0.005)
    behind = np.cumsum(sure - fitted) > 0
    assert behind.tolist() == [False] * 21 + [True] * 1979
    mistaken = (z >= 0) != (y == 1)
    assert (mistaken[:20].sum(), mistaken.sum()) == (0, 433)
    assert (sure - fitted)[mistaken].sum() == pytest.approx(1063, abs=0.5)
    assert (fitted - sure)[~mistaken].sum() == pytest.approx(269, abs=0.5)
    assert mistaken.mean() > 1 / 5
    costs, savings = (sure - fitted)[mistaken].mean(), (fitted - sure)[~mistaken].mean()
    assert round(costs / savings) == 14


def test_the_tasks_of_the_loss():
    stage = loss_explorer()
    here = read(stage, label="1", z="−5.0")
    assert "its slope −0.9933;" in here
    assert "its slope −0.0132." in here
    there = read(stage, label="1", z="−8.0")
    assert "its slope −0.9997;" in there
    assert "its slope −0.0007." in there


def test_the_flat_squared_error_is_quoted_where_it_is_not_drawn():
    text = CHAPTER.source("squared-heading")
    slope = lc.sigmoid(-5) - 1
    assert f"{slope:.4f}" in text
    assert f"{2 * slope * lc.sigmoid_derivative(-5):.4f}" in text


def test_who_fits_by_hand_can_reach_the_best_line():
    stage = fit_by_hand_explorer()
    best = read(stage, at_2_hours="−4.03", at_7_hours="2.14")
    assert "costs 0.338 on average" in best
    near = read(stage, at_2_hours="−4", at_7_hours="2")
    assert float(re.search(r"costs ([\d.]+)", near)[1]) < 0.34
    figure = stage.snapshot(
        at_2_hours=stage.controls["at_2_hours"].index("−4.03"),
        at_7_hours=stage.controls["at_7_hours"].index("2.14"),
    )
    costs = np.array([bar.get_height() for bar in figure.axes[2].patches])
    dearest = np.argsort(costs)[-2:]
    hours, passed = CHAPTER.run("likelihood")["hours"], CHAPTER.run("likelihood")["passed"]
    assert {(hours[i], passed[i]) for i in dearest} == {(4, 1), (6, 0)}
    assert costs[dearest].sum() > costs.sum() / 2


def test_the_tasks_of_the_gradient_check():
    stage = gradient_check_explorer()
    right, wrong_sign, _ = stage.controls["gradient"]
    for step, errors in (("0.5", (0.22, 0.014)), ("0.05", (0.023, 0.00015))):
        sentence = read(stage, gradient=right, step_size=step)
        assert (
            "{:.2g} by forward differences and {:.2g} by central".format(*errors).replace("-", "−")
            in sentence
        )
    assert stage.controls["step_size"][stage.step_size] == "0.5"
    tiny = re.findall(r"[\d.e−]+(?= by)", read(stage, gradient=right, step_size="1e−12"))
    assert [as_number(error) for error in tiny] == pytest.approx([0.0003, 0.0003], rel=0.5)
    for step in stage.controls["step_size"]:
        if 1e-10 <= as_number(step) <= 0.1:
            assert "and 2 by central" in read(stage, gradient=wrong_sign, step_size=step)


def test_the_tasks_of_the_loss_surface():
    stage = loss_surface_explorer()
    here, there = (read(stage, direction="45", position=t) for t in ("−6", "−8"))
    assert " 17 of 100 points right." in here
    assert ("slope −1.004;" in here, "slope −0.010," in here) == (True, True)
    assert ("slope −1.008;" in there, "slope −0.006," in there) == (True, True)
    upwards = [
        as_number(t)
        for t in stage.controls["position"]
        if "upwards" in read(stage, direction="45", position=t)
    ]
    assert upwards == [0, 0.5, 1, 1.5, 2, 2.5]


def test_between_which_positions_the_squared_error_bends_upwards():
    X, y = lc.make_clusters()
    x = X @ [np.sqrt(0.5), np.sqrt(0.5)]

    def bend(t: float, h: float = 1e-3) -> float:
        before, here, after = (lc.squared_error(y, lc.sigmoid(v * x)) for v in (t - h, t, t + h))
        return float((before - 2 * here + after) / h**2)

    ends = [brentq(bend, -1, 0), brentq(bend, 2, 4)]
    assert np.round(ends, 2).tolist() == [-0.37, 2.85]
    for t in np.arange(-8, 8.01, 0.05):
        assert (bend(t) > 0) == (ends[0] < t < ends[1])


# ---- the slopes that the text reads


def test_a_negative_input_turns_the_direction_of_the_pull():
    """At x = 6 the weight must fall, at x = -6 it must rise, at 0 only the bias is pulled."""
    w = [-5.0, 1.0]
    pulls = [lc.cross_entropy_gradient([[1.0, x]], [0], w) for x in (6.0, -6.0, 0.0)]
    assert np.sign(pulls).tolist() == [[1, 1], [1, -1], [1, 0]]
    assert lc.cross_entropy_gradient([[1.0, 4.0]], [1], w)[1] < 0


def test_what_the_text_reads_in_the_numbers_of_the_chain():
    space = CHAPTER.run("one-point", "product", "links")
    slopes = [space["dz_dw1"], space["dp_dz"], space["dl_dp"], space["error"] * space["x"]]
    for number, slope in zip(("6", "0.1966", "3.718", "4.386"), slopes, strict=True):
        assert f"{slope:.4g}" == number
        assert number in CHAPTER.text("read-chain")
    assert 0.001 * space["dl_dp"] == pytest.approx(0.0037, abs=5e-5)


def test_the_loss_of_the_learners_is_about_half_of_what_the_share_costs(capsys):
    space = CHAPTER.run("likelihood", "sum-of-logs", "one-point", "gradient")
    assert space["costs"].mean() == pytest.approx(0.673, abs=5e-4)
    assert space["mean_loss"](space["w"]) / space["costs"].mean() == pytest.approx(0.5, abs=0.05)


def test_a_score_of_forty_breaks_the_formula_as_the_text_says(capsys):
    CHAPTER.run("break-log")
    assert capsys.readouterr().out.split() == ["label", "1:", "nan", "label", "0:", "inf"]
    assert -5 + 1 * 45 == 40
    assert lc.binary_cross_entropy_from_log_odds([0], [40.0]) == pytest.approx(40)


def test_what_the_answers_of_the_game_cost():
    text = CHAPTER.text("read-how-sure")
    for percent in (80, 99):
        for label in (1, 0):
            assert f"{lc.binary_cross_entropy([label], [percent / 100]):.2f}" in text


def test_of_ten_answers_at_80_percent_eight_come_true_in_3_of_10_games():
    assert binom(10, 0.8).pmf(8) == pytest.approx(0.3, abs=0.005)
    assert "exactly 8 of ten come true in only 3 of 10 games" in CHAPTER.text("read-honest")


def test_the_straight_line_s_slope_grows_evenly_and_the_sigmoid_s_ever_less():
    space = CHAPTER.run("likelihood", "closed-form")
    assert np.diff(space["line"]) == pytest.approx(9.333, abs=5e-4)
    steps = np.diff(space["ours"])
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_from_where_the_products_of_the_three_models_are_0():
    stage = likelihood_explorer()
    points = [int(label) for label in stage.controls["n_points"]]
    sentences = {
        (n, model): stage.sentence_at(n_points=position, model=model)
        for position, n in enumerate(points)
        for model in range(3)
    }
    for model, first in enumerate((1075, 1637, 812)):
        gone = [n for n in points if "becomes 0" in sentences[n, model]]
        assert min(gone) == first, stage.controls["model"][model]
        assert first - 1 in points


@pytest.mark.parametrize("q", [0.03, 0.3, 0.5, 0.9])
def test_to_be_honest_costs_least_and_what_is_left_is_the_entropy(q):
    said = np.linspace(0.001, 0.999, 999)
    average = q * lc.binary_cross_entropy(np.ones(999), said, reduction="none")
    average += (1 - q) * lc.binary_cross_entropy(np.zeros(999), said, reduction="none")
    assert said[average.argmin()] == pytest.approx(q)
    assert average.min() == pytest.approx(entropy([q, 1 - q]))


def test_at_37_the_mended_slope_is_off_by_less_than_a_weight_can_notice():
    assert lc.sigmoid(37.0) - 1 == 0
    assert -lc.sigmoid(-37.0) == pytest.approx(-8.5e-17, rel=0.01)
    assert 1.0 + lc.sigmoid(-37.0) == 1.0
