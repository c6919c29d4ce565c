"""What chapter 1 says, by other routes: its formulas, its exercises, the answers that it folds."""

import itertools
import re
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats.contingency import odds_ratio, relative_risk

import logit_core as lc
from logit_core.explorers import mails_explorer, odds_explorer, straight_line_explorer
from logit_core.explorers.other_learners import draw_again

from ..explorers.reading import as_number
from .chapters import Chapter

CHAPTER = Chapter("01_odds_and_log_odds")


def says(cell: str, *numbers: str) -> None:
    """Assert that a text cell says each of these numbers."""
    text = CHAPTER.source(cell)
    for number in numbers:
        assert re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", text), (cell, number)


by_bayes = CHAPTER.function("by_bayes")


# ---- formulas


def test_bayes_rule_counts_what_a_box_of_all_mails_counts() -> None:
    """Of 10 000 mails, exactly the stated shares have each clue, in every combination."""
    prior, if_spam, if_good = Fraction(1, 5), ("3/10", "4/5", "1/5"), ("1/20", "2/5", "2/5")
    box = {}
    for spam, share, shares in ((True, prior, if_spam), (False, 1 - prior, if_good)):
        box[spam] = 10_000 * share
        for clue in map(Fraction, shares):
            box[spam] *= clue  # given the class, the clue is as frequent among the rest
    assert box == {True: 96, False: 64}
    floats = [np.array([float(Fraction(clue)) for clue in shares]) for shares in (if_spam, if_good)]
    assert by_bayes(0.2, *floats) == pytest.approx(96 / (96 + 64))
    names = CHAPTER.run("add-evidence", "by-bayes")
    assert names["if_spam"] == pytest.approx(floats[0])
    assert names["if_good"] == pytest.approx(floats[1])
    assert names["ratios"] == pytest.approx(floats[0] / floats[1])


def test_of_five_thousand_mails_the_clues_leave_48_spam_mails_and_32_good_ones() -> None:
    stage = mails_explorer()
    left = stage.sentence_at(free=1, offer=0, sender=0, name=0)
    assert "Left are 300 spam mails and 200 good ones" in left
    for offer in (0, 1):
        left = stage.sentence_at(free=1, offer=offer, sender=1, name=1)
        assert "Left are 48 spam mails and 32 good ones: odds 1.5 by" in left
    assert "odds 9:" in left
    says("read-mails", "300", "200", "48", "32", "5000", "4000", "1000")
    says("read-break", "48", "32", "9")


def test_a_clue_counted_twice_makes_odds_of_nine_to_one() -> None:
    names = CHAPTER.run("add-evidence", "count-twice")
    assert names["odds_twice"] == pytest.approx(9)


@pytest.mark.parametrize("seed", range(5))
def test_log_odds_of_independent_clues_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    prior, if_yes, if_no = rng.uniform(0.05, 0.95), *rng.uniform(0.05, 0.95, (2, 3))
    added = lc.log_odds(prior) + np.log(if_yes / if_no).sum()
    assert lc.log_odds(by_bayes(prior, if_yes, if_no)) == pytest.approx(added)


def test_the_sum_of_the_chapter_is_the_log_odds_of_three_to_two() -> None:
    names = CHAPTER.run("add-evidence")
    assert names["pieces"].sum() == pytest.approx(np.log(1.5))
    assert names["odds_after"] == pytest.approx(1.5)


def test_the_two_ratios_are_those_of_scipy() -> None:
    names = CHAPTER.run("two-ratios")
    assert names["odds_ratio"] == pytest.approx(
        odds_ratio([[189, 104], [10845, 10933]], kind="sample").statistic
    )
    assert names["relative_risk"] == pytest.approx(
        relative_risk(189, 11034, 104, 11037).relative_risk
    )
    assert names["odds_ratio"] / names["relative_risk"] < 1.01
    assert (189 + 10845, 104 + 10933) == (11034, 11037)


@pytest.mark.parametrize("seed", range(5))
def test_one_unit_more_multiplies_the_odds_by_exp_of_its_weight(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(6, 3)), rng.normal(size=4)
    more = X.copy()
    more[:, 0] += 1
    before, after = (
        lc.odds(lc.predict_probability(lc.add_intercept(features), w)) for features in (X, more)
    )
    assert after / before == pytest.approx(np.exp(w[1]))


# ---- what the text claims


def test_exp_of_the_fitted_weight_is_the_odds_ratio_of_any_table() -> None:
    for counts in ([189, 104, 10845, 10933], [5, 20, 30, 7], [1, 1, 1, 1]):
        x, y = np.repeat([1, 0, 1, 0], counts), np.repeat([1, 1, 0, 0], counts)
        w = lc.newton(lc.add_intercept(x[:, None]), y).weights[-1]
        table = np.reshape(counts, (2, 2))
        assert np.exp(w[1]) == pytest.approx(odds_ratio(table, kind="sample").statistic)
        assert np.exp(w[0]) == pytest.approx(counts[1] / counts[3])


def test_a_clue_and_its_copy_together_get_the_weight_of_the_clue() -> None:
    x, y = lc.make_line_points(40, seed=2)
    alone = lc.newton(lc.add_intercept(x[:, None]), y).weights[-1]
    A = lc.add_intercept(np.column_stack([x, x]))
    one, other = (lc.newton(A, y, start=start).weights[-1] for start in ([0, 1, -2], [0, 0, 0]))
    assert one[1] + one[2] == pytest.approx(alone[1])
    assert other[1] + other[2] == pytest.approx(alone[1])
    assert abs(one[1] - other[1]) > 0.1  # how it is split, the data do not say


def test_the_weight_of_a_clue_is_its_log_ratio_present_less_absent() -> None:
    names = CHAPTER.run("add-evidence", "by-bayes", "weight-of-clue")
    if_spam, if_good = names["if_spam"], names["if_good"]
    absent = np.log((1 - if_spam) / (1 - if_good))
    w = np.log(if_spam / if_good) - absent
    w_0 = lc.log_odds(0.2) + absent.sum()
    for x in itertools.product((0, 1), repeat=3):  # any of the clues present, the others absent
        there = np.array(x) == 1
        shares = (np.where(there, share, 1 - share) for share in (if_spam, if_good))
        assert w_0 + w @ x == pytest.approx(lc.log_odds(by_bayes(0.2, *shares)))
    assert names["present"] - names["absent"] == pytest.approx(w[0])
    assert f"{1 - if_spam[0]:.2f}/{1 - if_good[0]:.2f}) \\approx {w[0]:.2f}" in (
        CHAPTER.source("read-weight-of-clue")
    )


def test_the_numbers_about_the_far_point_are_those_of_the_cells() -> None:
    names = CHAPTER.run("load-learners", "fit-line", "far-point", "fit-sigmoid")
    old, new = ((0.5 - v[0]) / v[1] for v in (names["line"], names["line_more"]))
    says("ask-explorer", f"{new - old:.2f}", f"{names['at_30']:.2f}")
    says("read-straight-line", f"{old:.1f}", f"{new:.2f}", f"{names['at_30']:.2f}", "11")
    assert ((names["A_more"] @ names["line_more"] >= 0.5) == names["more_passed"]).sum() == 11
    says("ask-explorer", f"{(names['at_30'] - 1) ** 2:.1f}")
    at_1, at_10 = names["line"][0] + names["line"][1] * np.array([1, 10])
    says("read-line", f"{at_1:.2f}".removeprefix("-"), f"{at_10:.2f}", f"{old:.1f}")


def test_a_far_learner_who_fails_moves_the_crossing_of_the_sigmoid_out_of_the_data() -> None:
    names = CHAPTER.run("load-learners", "fit-line", "far-point")
    crossings = [
        -v[0] / v[1]
        for label in (1, 0)
        for v in [lc.newton(names["A_more"], np.append(names["passed"], label)).weights[-1]]
    ]
    assert crossings[0] == pytest.approx(5.27, abs=0.01)
    assert crossings[1] > names["more_hours"].max() == 30


def test_nobody_practised_longer_than_the_chapter_says() -> None:
    assert CHAPTER.run("load-learners")["hours"].max() == 8
    says("read-sigmoid", "8", "10")


def test_what_is_read_aloud_about_the_pills_is_what_the_cell_finds() -> None:
    names = CHAPTER.run("two-ratios", "fit-aspirin")
    says("read-aloud", f"{names['odds_ratio']:.3f}", f"{names['odds_ratio']:.2f}")
    says("read-aloud", f"{1 / names['odds_ratio']:.2f}", f"{np.exp(names['w_pill'][0]):.4f}")


def test_other_learners_move_the_slope_more_than_the_crossing() -> None:
    crossings, slopes = np.array([draw[:2] for draw in draw_again(1500, seed=1)]).T
    finite = np.isfinite(slopes)
    nine_in_ten = np.percentile([crossings[finite], slopes[finite]], [5, 95], axis=1)
    says("read-other-learners", *(f"{end:.1f}" for end in nine_in_ten.ravel()))
    by_crossing, by_slope = nine_in_ten[1] / nine_in_ten[0]
    assert by_slope > 2 * by_crossing
    assert 1 / 5 < (~finite).mean() < 1 / 4  # 0.224 by inclusion and exclusion


def test_the_headline_is_answered_with_the_right_numbers() -> None:
    after = lc.probability_from_odds(3 * lc.odds(0.6))
    assert (lc.odds(0.6), 3 * lc.odds(0.6)) == pytest.approx((1.5, 4.5))
    says("ask-headline", f"{after:.2f}", f"{after / 0.6:.2f}", "1.5", "4.5", "1.8")


# ---- the folded answers about the explorers


def test_the_folded_answers_about_the_straight_line_are_right() -> None:
    names = CHAPTER.run("load-learners")
    stage = straight_line_explorer(names["hours"], names["passed"])
    at = {
        label: stage.sentence_at(far_point=k) for k, label in enumerate(stage.controls["far_point"])
    }
    assert (min(at, key=float), max(at, key=float)) == ("9", "30")
    assert "line crosses 0.5 at 5.18 " in at["9"]
    assert "sigmoid crosses it at 5.26 " in at["9"]
    assert "line crosses 0.5 at 7.74 " in at["30"]
    assert "sigmoid crosses it at 5.27 " in at["30"]
    assert "Hardly: from 5.26 to 5.27 hours, while that of the line moves from 5.18 to 7.74." in (
        CHAPTER.text("read-straight-line")
    )


def test_the_folded_answers_about_the_number_lines_are_right() -> None:
    stage = odds_explorer()
    labels = stage.controls["probability"]
    at = {label: stage.sentence_at(probability=k) for k, label in enumerate(labels)}
    assert "odds of 1 to 4," in at["0.20"]
    assert "odds of 4 to 1," in at["0.80"]
    z = {
        label: as_number(re.search(r"log-odds of (\S+)\. The", at[label])[1])
        for label in ("0.20", "0.50", "0.59", "0.80", "0.90", "0.99")
    }
    first, second = z["0.59"] - z["0.50"], z["0.99"] - z["0.90"]
    answer = CHAPTER.text("read-odds-explorer")
    assert f"{z['0.20']:.3f} becomes {z['0.80']:.3f}." in answer
    assert f"by {second:.3f}, from {z['0.90']:.3f} to {z['0.99']:.3f}." in answer
    assert f"by {first:.3f}, from {z['0.50']:.0f} to {z['0.59']:.3f}." in answer


def test_risks_and_interval_of_the_aspirin_study_are_those_of_scipy() -> None:
    table = np.array([[189, 104], [10845, 10933]])
    risks = table[0] / table.sum(axis=0)
    assert [f"{risk:.2%}" for risk in risks] == ["1.71%", "0.94%"]
    assert "risks 1.71% and 0.94%" in CHAPTER.shown("two-ratios")
    interval = odds_ratio(table, kind="sample").confidence_interval(0.95)
    assert (round(interval.low, 2), round(interval.high, 2)) == (1.44, 2.33)
    assert np.sqrt((1 / table).sum()) == pytest.approx(0.123, abs=5e-4)


def test_an_hour_multiplies_the_odds_of_passing_by_3_43() -> None:
    fitted = CHAPTER.run("load-learners", "fit-line", "fit-sigmoid")
    assert np.exp(fitted["w"][1]) == pytest.approx(3.43, abs=5e-3)
    names = CHAPTER.run("one-hour-more", space=fitted)
    assert names["odds_ratios"] == pytest.approx(np.exp(fitted["w"][1]))
    assert "the odds of having passed were 3.43 times as high" in CHAPTER.text("read-one-hour")
    assert "3.43 times 0.9 would be more than 1" in CHAPTER.text("read-one-hour")
    assert f"{fitted['w'][1]:.3f}" == "1.233"
    says("ratio-heading", "1.233")
