"""The judges of chapter 1 on what students write."""

import math

import numpy as np
import pytest

from logit_core.exercises import check_log_odds, check_odds

from .judging import names_the_mistake


def odds_with_a_loop(p):
    result = np.empty(np.shape(p))
    for place, value in np.ndenumerate(p):
        result[place] = np.inf if value == 1 else value / (1 - value)
    return result if np.ndim(p) else float(result)


def log_odds_number_by_number(p):
    def one(value):
        if value in (0, 1):
            return math.inf if value else -math.inf
        return math.log(value) - math.log(1 - value)

    return [one(value) for value in p] if np.ndim(p) else one(p)


@pytest.mark.parametrize("attempt", [lambda p: p / (1 - p), odds_with_a_loop])
def test_right_odds_pass(attempt):
    assert check_odds(attempt)


@pytest.mark.parametrize("attempt", [lambda p: np.log(p / (1 - p)), log_odds_number_by_number])
def test_right_log_odds_pass(attempt):
    assert check_log_odds(attempt)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda p: 1 / p - 1, "Your odds are turned upside down"),
        (lambda p: p / (p + 1), "This is the way back"),
        (lambda p: (1 - p) ** -1.0, "You divide 1 by the chance against"),
        (lambda p: p**-1.0, "You return one in how many"),
        (lambda p: np.log(p) - np.log(1 - p), "These are the log-odds"),
        (lambda p: 1 - (1 - p), "You return the probability itself"),
    ],
)
def test_mistakes_about_odds_are_named(attempt, said):
    assert names_the_mistake(check_odds(attempt), said)


def test_an_unknown_mistake_gets_the_smallest_input_where_it_differs():
    said = "At p = 0.25 yours gives 0.125, expected 0.33333333."
    assert check_odds(lambda p: p / 2).message == said


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda p: np.log10(p) - np.log10(1 - p), "Your logarithm has base 10"),
        (lambda p: np.log2(p) - np.log2(1 - p), "Your logarithm has base 2"),
        (lambda p: np.log(1 - p) - np.log(p), "Your sign is the wrong way round"),
        (lambda p: -np.log(p / (1 - p)), "Your sign is the wrong way round"),
        (lambda p: np.log(p) / np.log(1 - p), "The logarithm of a quotient"),
        (lambda p: np.log(p), "This is the logarithm of the probability"),
        (lambda p: p / (1 - p), "These are the odds"),
        (lambda p: np.log(1 + p), "log1p(p) is log(1 + p)"),
    ],
)
def test_mistakes_about_log_odds_are_named(attempt, said):
    assert names_the_mistake(check_log_odds(attempt), said)
