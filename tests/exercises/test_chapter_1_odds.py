"""The judges of chapter 1 on what students write."""

import math

import numpy as np
import pytest

from logit_core import log_odds, odds, probability_from_odds, sigmoid
from logit_core.exercises import check_evidence, check_log_odds, check_odds

from .judging import names_the_mistake

# ---- odds


def odds_of_a_number(p):
    if p == 1:
        return np.inf
    return p / (1 - p)


@pytest.mark.parametrize("attempt", [lambda p: np.divide(p, 1 - p), odds_of_a_number, odds])
def test_right_odds_pass(attempt):
    assert check_odds(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda p: p / (1 - p), "Your formula is right, but not at the ends"),
        (lambda p: 1 / p - 1, "Your odds are turned upside down"),
        (lambda p: (1 - p) / p if p else np.inf, "Your odds are turned upside down"),
        (lambda p: -p + p / 1, "Your answer is the same for every p."),
        (lambda p: p / (p + 1), "This is the way back"),
        (lambda p: (1 - p) ** -1.0, "Yours is 1 divided by the chance against"),
        (lambda p: p**-1.0, "You return one in how many"),
        (lambda p: p - (1 - p), "You subtract the chance against"),
        (lambda p: np.log(p) - np.log(1 - p), "These are the log-odds"),
        (lambda p: -(p - 1), "You return the chance that it does not happen"),
        (lambda p: 1 - (1 - p), "You return the probability itself"),
        (lambda p: p + p, "You return twice p, which compares it with one half."),
    ],
)
def test_mistakes_about_odds_are_named(attempt, said):
    assert names_the_mistake(check_odds(attempt), said)


def test_an_unknown_mistake_gets_the_smallest_input_where_it_differs():
    said = "At p = 0.25 yours gives 0.125, expected 0.33333333."
    assert check_odds(lambda p: p / 2).message.endswith(said)


# ---- log-odds


def log_odds_of_a_number(p):
    if p == 0:
        return -math.inf
    return math.inf if p == 1 else math.log(p) - math.log(1 - p)


@pytest.mark.parametrize("attempt", [lambda p: np.log(np.divide(p, 1 - p)), log_odds_of_a_number])
def test_right_log_odds_pass(attempt):
    assert check_log_odds(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda p: np.log(p / (1 - p)), "Your formula is right, but not at the ends"),
        (lambda p: math.log(p / (1 - p)), "Your formula is right, but not at the ends"),
        (lambda p: np.log10(p) - np.log10(1 - p), "Your logarithm has base 10"),
        (lambda p: np.log2(p) - np.log2(1 - p), "Your logarithm has base 2"),
        (lambda p: np.log(1 - p) - np.log(p), "Your sign is the wrong way round"),
        (lambda p: -np.log(p / (1 - p)), "Your sign is the wrong way round"),
        (lambda p: np.log(-p + p / 1), "Your answer is the same for every p."),
        (lambda p: np.log(p) / np.log(1 - p), "The logarithm of a quotient"),
        (lambda p: np.log(p * (1 - p)), "A sum of logarithms belongs to a product"),
        (lambda p: 1 / (1 - p) * np.log(p), "You take the logarithm of p alone"),
        (lambda p: np.log(p), "This is the logarithm of the probability"),
        (lambda p: p / (1 - p), "These are the odds"),
        (lambda p: 1 / (1 + np.exp(-p)), "This is the sigmoid"),
    ],
)
def test_mistakes_about_log_odds_are_named(attempt, said):
    assert names_the_mistake(check_log_odds(attempt), said)


def test_an_unknown_mistake_about_log_odds_gets_the_smallest_input():
    said = "At p = 0.25 yours gives -2.1972246, expected -1.0986123."
    assert check_log_odds(lambda p: 2 * np.log(p / (1 - p))).message.endswith(said)


# ---- evidence


def in_one_line(prior, if_yes, if_no):
    return sigmoid(log_odds(prior) + np.sum(np.log(if_yes / if_no)))


def clue_by_clue(prior, if_yes, if_no):
    z = np.log(prior) - np.log(1 - prior)
    for yes, no in zip(if_yes, if_no, strict=True):
        z = z + np.log(yes) - np.log(no)
    return 1 / (1 + np.exp(-z))


def without_logarithms(prior, if_yes, if_no):
    return probability_from_odds(odds(prior) * np.prod(if_yes / if_no))


@pytest.mark.parametrize("attempt", [in_one_line, clue_by_clue, without_logarithms])
def test_the_right_probability_after_evidence_passes(attempt):
    verdict = check_evidence(attempt)
    assert verdict.passed
    assert verdict.message == "Your function agrees with the tested function on all 204 inputs."


def no_step_back(prior, if_yes, if_no):
    z = log_odds(prior)
    for ratio in if_yes / if_no:
        z += np.log(ratio)
    return z


def only_the_exponential(prior, if_yes, if_no):
    return np.exp(log_odds(prior) + np.log(if_yes / if_no).sum())


def back_by_a_quotient(prior, if_yes, if_no):
    after = np.exp(log_odds(prior) + np.log(if_yes / if_no).sum())
    return after / (1 + after)


def by_bayes(prior, if_yes, if_no):
    yes = prior * np.prod(if_yes)
    no = (1 - prior) * np.prod(if_no)
    return yes / (yes + no)


def no_prior(prior, if_yes, if_no):
    return probability_from_odds(np.exp(np.log(if_yes / if_no).sum()))


def prior_times_ratios_as_odds(prior, if_yes, if_no):
    return probability_from_odds(prior * np.prod(if_yes / if_no))


def one_logarithm_of_the_prior(prior, if_yes, if_no):
    return sigmoid(np.log(prior) + sum(np.log(if_yes) - np.log(if_no)))


def ratios_upside_down(prior, if_yes, if_no):
    return sigmoid(log_odds(prior) + np.log(if_no / if_yes).sum())


def prior_upside_down(prior, if_yes, if_no):
    return sigmoid(np.log((1 - prior) / prior) + np.sum(np.log(if_yes / if_no)))


def all_in_base_10(prior, if_yes, if_no):
    return 1 / (1 + np.exp(-np.log10(prior / (1 - prior)) - np.log10(if_yes / if_no).sum()))


def stops_at_the_first_clue(prior, if_yes, if_no):
    z = log_odds(prior)
    for yes, no in zip(if_yes, if_no, strict=True):
        z = z + np.log(yes / no)
        return sigmoid(z)


def keeps_the_last_clue(prior, if_yes, if_no):
    for yes, no in zip(if_yes, if_no, strict=True):
        z = log_odds(prior) + np.log(yes / no)
    return sigmoid(z)


def log_odds_of_all(prior, if_yes, if_no):
    return sigmoid(log_odds(prior) + sum(log_odds(if_yes)) - sum(log_odds(if_no)))


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (no_step_back, "You return log-odds"),
        (stops_at_the_first_clue, "Only the first clue counts"),
        (keeps_the_last_clue, "Only the last clue counts"),
        (only_the_exponential, "You return odds"),
        (back_by_a_quotient, "Proof makes the odds infinite"),
        (by_bayes, "A product of 401 shares"),
        (no_prior, "You leave out what was known before"),
        (lambda a, b, c: sigmoid(np.append(a, np.log(b / c)).sum()), "You add `prior` as it is"),
        (lambda a, b, c: sigmoid(a / (1 - a) + np.log(b / c).sum()), "You add the odds of `prior`"),
        (prior_times_ratios_as_odds, "You take the probability `prior` for its odds"),
        (one_logarithm_of_the_prior, "You take the probability `prior` for its odds"),
        (ratios_upside_down, "Each clue speaks for the other side"),
        (prior_upside_down, "What was known before any clue speaks for the other side"),
        (lambda a, b, c: a * np.prod(b) / np.prod(c), "You multiply a probability by the ratios"),
        (lambda a, b, c: np.exp(np.log(a) + np.log(b).sum()), "This is the share of cases with"),
        (all_in_base_10, "Your logarithms have base 10"),
        (lambda a, b, c: sigmoid(log_odds(a) + sum(b / c)), "You add the ratios themselves"),
        (lambda a, b, c: sigmoid(log_odds(a) + np.log(sum(b / c))), "You add the ratios first"),
        (
            lambda a, b, c: sigmoid(log_odds(a) + sum(np.log10(b) - np.log10(c))),
            "Your sum mixes logarithms: those of the ratios have base 10",
        ),
        (
            lambda a, b, c: sigmoid(log_odds(a) + sum(np.log2(b) - np.log2(c))),
            "Your sum mixes logarithms: those of the ratios have base 2",
        ),
        (lambda a, b, c: sigmoid(log_odds(a) + sum(np.log(b))), "You look at how often the clues"),
        (log_odds_of_all, "You take the log-odds of the shares"),
        (
            lambda a, b, c: sigmoid(log_odds(a) + np.mean(np.log(b / c))),
            "You take the mean over the clues",
        ),
        (
            lambda a, b, c: sigmoid(log_odds(a) + np.log(b) - np.log(c)),
            "You return an answer for each clue",
        ),
    ],
)
def test_mistakes_about_evidence_are_named(attempt, said):
    assert names_the_mistake(check_evidence(attempt), said)


def test_an_unknown_mistake_about_evidence_gets_the_smallest_input():
    verdict = check_evidence(lambda prior, if_yes, if_no: (prior + if_yes.sum()) / 2)
    assert verdict.message.endswith(
        "At prior = 0.25 and if_yes = [0.9] and if_no = [0.3] yours gives 0.575, expected 0.5."
    )


# ---- all three


@pytest.mark.parametrize("judge", [check_odds, check_log_odds, check_evidence])
def test_a_judge_asks_about_probabilities_only(judge):
    given = []

    def collects(*arguments):
        given.extend(arguments)
        return np.nan

    assert not judge(collects)
    p = np.hstack(given)
    assert p.size > 5
    assert ((p >= 0) & (p <= 1)).all()


# ---- nearly certain


@pytest.mark.parametrize(
    ("judge", "right", "near"),
    [(check_odds, odds, 1.0), (check_log_odds, log_odds, 1.0), (check_log_odds, log_odds, 0.0)],
)
def test_nearly_certain_is_not_certain(judge, right, near):
    assert not judge(lambda p: right(near if np.isclose(p, near) else p))
