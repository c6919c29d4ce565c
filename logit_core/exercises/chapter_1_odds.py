"""The judges of chapter 1: odds, log-odds, and evidence that adds up."""

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises._made_up import HOW_MANY, as_python_and_numpy
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.probability import log_odds, odds, sigmoid

# Of both kinds: 1 / 0 is inf in NumPy, and an error where a Python float is divided.
# Nearly certain is not certain.
_PROBABILITIES: Final = (*np.array([0.25, 0.5, 0.8, 0.1, 0.0, 1.0]), 0.0, 1.0, 0.999999, 1e-9)


def _more_probabilities(rng: np.random.Generator) -> Iterator[float]:
    middle = rng.uniform(0.001, 0.999, HOW_MANY - 40)
    near_0, near_1 = 10 ** rng.uniform(-7, -3, (2, 20))
    return as_python_and_numpy(np.concatenate([middle, near_0, 1 - near_1]))


_PLAIN_NUMBERS: Final = (
    "Your formula is right, but not at the ends: where Python divides a plain number by 0, or "
    "math.log takes 0, it stops with an error."
)

_ONE_FIRST: Final = (
    "Your answer is the same for every p. So is `p / 1 - p`, which divides p by 1 first.",
    "What has to be computed first? Brackets can say so. Or is a condition always true?",
)

# ---- odds

ODDS = Exercise(
    chapter=1,
    title="odds of a probability",
    reference=odds,
    inputs=_PROBABILITIES,
    more=_more_probabilities,
    floor=1e-6,
    see="Odds",
    mistakes=[
        Mistake(
            [lambda p: p / (1 - p), lambda p: 1 / (1 / p - 1), lambda p: 1 / (1 - p) - 1],
            _PLAIN_NUMBERS,
            "What are the odds of 1? Your function can ask for that case first.",
        ),
        Mistake(
            lambda p: (1 - p) / p,
            "Your odds are turned upside down: these are the odds against.",
            "Which of the two chances stands on top when the odds are 3 to 1 for?",
        ),
        Mistake(lambda p: p / 1 - p, *_ONE_FIRST),
        Mistake(
            lambda p: p / (1 + p),
            "This is the way back, from odds to a probability.",
            "Odds compare p with the chance that it does not happen. How large is that chance?",
        ),
        Mistake(
            lambda p: 1 / (1 - p),
            "Yours is 1 divided by the chance against, in place of the chance for: 1 too many.",
            "Odds compare two chances. Which one belongs on top?",
        ),
        *(
            Mistake(
                lambda p, most=most: np.inf if p > most else p / (1 - p),
                f"From about {most} on your odds are infinite. Nearly certain is not certain.",
                "For which p alone is there no chance against?",
            )
            for most in (0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999)
        ),
        Mistake(
            lambda p: 1 / p,
            "You return one in how many, which is 1 / p, not the odds.",
            "At p = 0.25 it happens once in four cases. How often does it not happen?",
        ),
        Mistake(
            lambda p: 2 * p - 1,
            "You subtract the chance against from the chance for. Odds say how many times as "
            "large the one is as the other.",
            "Which operation answers the question how many times?",
        ),
        Mistake(
            lambda p: np.log(p / (1 - p)),
            "These are the log-odds: the logarithm is one step too many.",
            "What do you get without the logarithm?",
        ),
        Mistake(
            lambda p: 1 - p,
            "You return the chance that it does not happen.",
            "Odds compare this chance with another one. With which?",
        ),
        Mistake(
            lambda p: p,
            "You return the probability itself.",
            "At p = 0.75 the odds are 3. What must 0.75 be divided by to give 3?",
        ),
        Mistake(
            lambda p: p / 0.5,
            "You return twice p, which compares it with one half.",
            "Odds compare p with the chance that it does not happen. Is that one half always?",
        ),
        *(
            Mistake(
                [
                    lambda p, eps=eps: p / (1 - p + eps),
                    lambda p, eps=eps: (p + eps) / (1 - p + eps),
                ],
                f"You add {eps:g} below the line, so that the odds of 1 come out finite.",
                "What are the odds of 1? Your function can ask for that case first.",
            )
            for eps in (10.0**-k for k in range(3, 17))
        ),
    ],
)


def check_odds(attempt: Any) -> Verdict:
    """Judge a function that returns the odds of a probability.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of a number `p`.
    """
    return ODDS.judge(attempt)


# ---- log-odds

LOG_ODDS = Exercise(
    chapter=1,
    title="log-odds of a probability",
    reference=log_odds,
    inputs=_PROBABILITIES,
    more=_more_probabilities,
    see="Log-odds",
    mistakes=[
        Mistake(
            [
                lambda p: np.log(p / (1 - p)),
                lambda p: math.log(p / (1 - p)),
                lambda p: math.log(p) - math.log(1 - p),
            ],
            _PLAIN_NUMBERS,
            "What are the log-odds of 0 and of 1? Your function can ask for these cases first.",
        ),
        *(
            Mistake(
                lambda p, log=log: log(p / (1 - p)),
                f"Your logarithm has base {base}. This course takes the natural one.",
                "NumPy's natural logarithm has the shortest name of all.",
            )
            for base, log in ((10, np.log10), (2, np.log2))
        ),
        Mistake(
            lambda p: np.log((1 - p) / p),
            "Your sign is the wrong way round: these are the log-odds against.",
            "Should a probability above one half have log-odds above or below 0?",
        ),
        Mistake(lambda p: np.log(p / 1 - p), *_ONE_FIRST),
        Mistake(
            lambda p: np.log(p) / np.log(1 - p),
            "The logarithm of a quotient is a difference of logarithms, not their quotient.",
            "Build the odds first, then take one logarithm.",
        ),
        Mistake(
            lambda p: np.log(p) - p,
            "Brackets are missing round 1 - p: the second logarithm is that of 1, which is 0.",
            "What does `np.log(1) - p` take the logarithm of?",
        ),
        Mistake(
            lambda p: np.log(p) - (1 - p),
            "You subtract 1 - p itself, without its logarithm.",
            "The logarithm of a quotient is a difference of what?",
        ),
        Mistake(
            lambda p: np.log(p) + np.log(1 - p),
            "A sum of logarithms belongs to a product, and odds are a quotient.",
            "Build the odds first, then take one logarithm.",
        ),
        Mistake(
            lambda p: np.log(p) / (1 - p),
            "You take the logarithm of p alone, and divide afterwards.",
            "Build the odds first. What comes last?",
        ),
        Mistake(
            np.log,
            "This is the logarithm of the probability, not of the odds.",
            "How do you get from p to its odds?",
        ),
        Mistake(
            lambda p: p / (1 - p),
            "These are the odds: the logarithm is still missing.",
            "Even odds are 1. Which number should their log-odds be?",
        ),
        Mistake(
            sigmoid,
            "This is the sigmoid, the way back from log-odds to a probability.",
            "Here p is the probability already. What are its odds?",
            see="Back to a probability",
        ),
        *(
            Mistake(
                lambda p, eps=eps: math.log((p + eps) / (1 - p + eps)),
                f"You add {eps:g} above and below the line, so that the ends come out finite.",
                "What are the log-odds of 0 and of 1?",
            )
            for eps in (10.0**-k for k in range(3, 17))
        ),
    ],
)


def check_log_odds(attempt: Any) -> Verdict:
    """Judge a function that returns the log-odds of a probability.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of a number `p`.
    """
    return LOG_ODDS.judge(attempt)


# ---- evidence


def _after_evidence(prior: float, if_yes: Floats, if_no: Floats) -> float:
    with np.errstate(divide="ignore"):  # the logarithm of 0 is what it should be, minus infinity
        return float(sigmoid(log_odds(prior) + (np.log(if_yes) - np.log(if_no)).sum()))


def _odds_after(prior: float, if_yes: Floats, if_no: Floats) -> float:
    return float(odds(prior) * np.prod(if_yes / if_no))


def _by_products(prior: float, if_yes: Floats, if_no: Floats) -> float:
    yes, no = prior * np.prod(if_yes), (1 - prior) * np.prod(if_no)
    return float(yes / (yes + no))


# How often a clue occurs with yes, and with no: one clue, three, a proof, and so many that their
# products are 0 on a computer. In the last, the ratios are 2 and 1/2.
_CASES: Final = tuple(
    (np.float64(prior), np.array(if_yes), np.array(if_no))
    for prior, if_yes, if_no in (
        (0.25, [0.9], [0.3]),
        (0.2, [0.3, 0.8, 0.2], [0.05, 0.4, 0.5]),
        (0.01, [0.5, 0.2], [0.1, 0.0]),
        (0.2, [0.04] + 200 * [0.02, 0.01], [0.02] + 200 * [0.01, 0.02]),
    )
)


def _more_clues(rng: np.random.Generator) -> Iterator[tuple[float, Floats, Floats]]:
    priors = as_python_and_numpy(rng.uniform(0.01, 0.99, HOW_MANY))
    numbers = sorted((1, 2, 3, 5, 8, 30)[i % 6] for i in range(HOW_MANY))
    for i, (prior, n) in enumerate(zip(priors, numbers, strict=True)):
        if_yes, if_no = rng.uniform(0.05, 0.95, (2, n))
        if i % 10 == 9:
            if_no[rng.integers(n)] = 0
        yield prior, if_yes, if_no


EVIDENCE = Exercise(
    chapter=1,
    title="evidence added up",
    reference=_after_evidence,
    inputs=_CASES,
    more=_more_clues,
    see="Evidence adds up",
    mistakes=[
        *(
            Mistake(
                lambda prior, if_yes, if_no, i=i: sigmoid(
                    log_odds(prior) + np.log(if_yes / if_no)[i]
                ),
                f"Only the {which} clue counts in your result.",
                hint,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Does each clue add to the sum, or does it take its place?"),
            )
        ),
        Mistake(
            lambda prior, if_yes, if_no: log_odds(prior) + np.log(if_yes / if_no).sum(),
            "You return log-odds, and a probability is asked for.",
            "Which function makes log-odds a probability?",
            see="Back to a probability",
        ),
        Mistake(
            _odds_after,
            "You return odds, and a probability is asked for.",
            "Odds of 3 to 1 are yes in 3 of 4 cases. How do you get from 3 to 3/4?",
            see="Odds",
        ),
        Mistake(
            lambda prior, if_yes, if_no: (
                _odds_after(prior, if_yes, if_no) / (1 + _odds_after(prior, if_yes, if_no))
            ),
            "Proof makes the odds infinite, and infinity over infinity is nan.",
            "Stay with log-odds to the end. `lc.sigmoid` takes infinite ones, too.",
            see="Back to a probability",
        ),
        Mistake(
            [
                _by_products,
                lambda prior, if_yes, if_no: sigmoid(
                    log_odds(prior) + np.log(np.prod(if_yes) / np.prod(if_no))
                ),
            ],
            "A product of 401 shares is so small that the computer stores 0, and 0/0 is nan.",
            "What does the logarithm make of a product?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(np.log(if_yes / if_no).sum()),
            "You leave out what was known before any clue, `prior`.",
            "Which number stands first in the sum, before the clues?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(prior + np.log(if_yes / if_no).sum()),
            "You add `prior` as it is, a probability. Only log-odds add up with the others.",
            "Bring `prior` to the scale on which you add.",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(odds(prior) + np.log(if_yes / if_no).sum()),
            "You add the odds of `prior`, and the sum is one of log-odds.",
            "Which step lies between odds and log-odds?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(np.log(prior) + np.log(if_yes / if_no).sum()),
            "You take the probability `prior` for its odds.",
            "A probability of 0.2 means odds of 1 to 4. Which number is that?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) - np.log(if_yes / if_no).sum()),
            "Each clue speaks for the other side: your ratios are upside down, or their logarithms "
            "are subtracted.",
            "Should a clue that is more frequent with yes make the sum larger or smaller?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(np.log(if_yes / if_no).sum() - log_odds(prior)),
            "What was known before any clue speaks for the other side: you put in the odds "
            "against, or their logarithm is subtracted.",
            "A small `prior` speaks against yes. Which sign must its log-odds have?",
        ),
        Mistake(
            [
                lambda prior, if_yes, if_no: float(prior * np.prod(if_yes / if_no)),
                lambda prior, if_yes, if_no: float(prior * np.prod(if_yes) / np.prod(if_no)),
            ],
            "You multiply a probability by the ratios. They are factors of the odds.",
            "Can your result be larger than 1? On which scale is there no such end?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: float(prior * np.prod(if_yes)),
            "This is the share of cases with yes and all clues. The same for no is still missing.",
            "Which share of all cases with these clues is yes?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + (if_yes / if_no).sum()),
            "You add the ratios themselves. They multiply the odds.",
            "A ratio of 1 says nothing. Which number should it add to the sum?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + np.log((if_yes / if_no).sum())),
            "You add the ratios first and then take one logarithm. The ratios of independent "
            "clues multiply.",
            "In which order do sum and logarithm stand in the chapter?",
        ),
        *(
            Mistake(
                lambda prior, if_yes, if_no, log=log: sigmoid(
                    log_odds(prior) + log(if_yes / if_no).sum()
                ),
                f"Your sum mixes logarithms: those of the ratios have base {base}, the log-odds "
                "are natural.",
                "Can you add miles to kilometres?",
                see="Log-odds",
            )
            for base, log in ((10, np.log10), (2, np.log2))
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(
                np.log10(odds(prior)) + np.log10(if_yes / if_no).sum()
            ),
            "Your logarithms have base 10, and the sigmoid expects natural ones.",
            "NumPy's natural logarithm has the shortest name of all.",
            see="Log-odds",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + np.log(if_yes).sum()),
            "You look at how often the clues occur with yes only.",
            "What does a clue say that is as frequent with no?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(
                log_odds(prior) + (log_odds(if_yes) - log_odds(if_no)).sum()
            ),
            "You take the log-odds of the shares. What counts is how many times as frequent a "
            "clue is with yes as with no.",
            "Which ratio stands in the table of clues?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + np.log(if_yes / if_no).mean()),
            "You take the mean over the clues. Each of them counts in full.",
            "What happens to the log-odds when one more clue of the same kind comes in?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + np.log(if_yes / if_no)),
            "You return an answer for each clue on its own.",
            "What must happen to the numbers of all clues before you go back to a probability?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + (if_yes - if_no).sum()),
            "You add differences of shares. What a clue says is a ratio.",
            "What does the chapter divide by what, in the last column of its table?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid((log_odds(prior) + np.log(if_yes / if_no)).sum()),
            "You add the log-odds of the prior once for each clue. They count once.",
            "What stands in your sum, and how often, where there are 3 clues?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(log_odds(prior) + np.log(if_yes / if_no).cumsum()),
            "You return one probability for each clue. The last one, after all clues, is asked "
            "for.",
            "What is the difference between sum and cumsum?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(
                log_odds(prior) + np.log(if_yes.sum() / if_no.sum())
            ),
            "You add up the shares and divide the sums. Each clue has a ratio of its own.",
            "How many ratios are there for 3 clues, and how many logarithms?",
        ),
        Mistake(
            lambda prior, if_yes, if_no: sigmoid(
                log_odds(prior) + np.log(if_yes[if_no > 0] / if_no[if_no > 0]).sum()
            ),
            "You leave out the clues that never occur with no. Such a clue is a proof.",
            "What does the logarithm of 0.2 / 0 add to the sum?",
        ),
    ],
)


def check_evidence(attempt: Any) -> Verdict:
    """Judge a function that returns the probability of yes after several independent clues.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of the probability `prior` before any clue, and of
        arrays that say how often each clue occurs with yes, `if_yes`, and with no, `if_no`.
    """
    return EVIDENCE.judge(attempt)
