"""The judges of chapter 1: odds and log-odds."""

from typing import Any, Final

import numpy as np

from logit_core.exercises.comparison import Mistake, check
from logit_core.exercises.record import exercise
from logit_core.exercises.verdict import Verdict
from logit_core.probability import log_odds, odds

_ODDS: Final = 'See "Odds" in this chapter.'
_LOG_ODDS: Final = 'See "Log-odds" in this chapter.'

# np.float64 and arrays: 1 / 0 is inf there, as it should be, where a Python float raises
_PROBABILITIES: Final = (np.float64(0.25), np.array([0.1, 0.5, 0.8]), np.array([0.0, 1.0]))


@exercise(1, "odds of a probability")
def check_odds(attempt: Any) -> Verdict:
    """Judge a function that returns the odds of probabilities.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of `p`, a number or an array.

    Returns
    -------
    verdict : Verdict
    """
    return check(
        attempt,
        odds,
        _PROBABILITIES,
        mistakes=[
            Mistake(
                lambda p: (1 - p) / p,
                f"Your odds are turned upside down: these are the odds against. {_ODDS}",
                "Which of the two chances stands on top when the odds are 3 to 1 for?",
            ),
            Mistake(
                lambda p: p / (1 + p),
                f"This is the way back, from odds to a probability. {_ODDS}",
                "Divide by the probability that it does not happen. What is that?",
            ),
            Mistake(
                lambda p: 1 / (1 - p),
                f"You divide 1 by the chance against, in place of the chance for. {_ODDS}",
                "Odds compare two chances. Which one belongs on top?",
            ),
            Mistake(
                lambda p: 1 / p,
                f"You return one in how many, which is 1 / p, not the odds. {_ODDS}",
                "Odds compare the chance for with the chance against.",
            ),
            Mistake(
                lambda p: np.log(p / (1 - p)),
                f"These are the log-odds: the logarithm is one step too many. {_ODDS}",
                "What do you get without the logarithm?",
            ),
            Mistake(
                lambda p: np.asarray(p),
                f"You return the probability itself. {_ODDS}",
                "Divide it by the probability that it does not happen.",
            ),
        ],
    )


@exercise(1, "log-odds of a probability")
def check_log_odds(attempt: Any) -> Verdict:
    """Judge a function that returns the log-odds of probabilities.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of `p`, a number or an array.

    Returns
    -------
    verdict : Verdict
    """
    return check(
        attempt,
        log_odds,
        _PROBABILITIES,
        mistakes=[
            Mistake(
                lambda p: np.log10(p / (1 - p)),
                f"Your logarithm has base 10. This course takes the natural one. {_LOG_ODDS}",
                "NumPy's natural logarithm has the shortest name of all.",
            ),
            Mistake(
                lambda p: np.log2(p / (1 - p)),
                f"Your logarithm has base 2. This course takes the natural one. {_LOG_ODDS}",
                "NumPy's natural logarithm has the shortest name of all.",
            ),
            Mistake(
                lambda p: np.log((1 - p) / p),
                f"Your sign is the wrong way round: these are the log-odds against. {_LOG_ODDS}",
                "Should a probability above one half have log-odds above or below 0?",
            ),
            Mistake(
                lambda p: np.log(p) / np.log(1 - p),
                "The logarithm of a quotient is a difference of logarithms, not their quotient. "
                + _LOG_ODDS,
                "Build the odds first, then take one logarithm.",
            ),
            Mistake(
                np.log,
                f"This is the logarithm of the probability, not of the odds. {_LOG_ODDS}",
                "What must p be divided by before the logarithm?",
            ),
            Mistake(
                lambda p: p / (1 - p),
                f"These are the odds: the logarithm is still missing. {_LOG_ODDS}",
                "Which function makes a factor of 2 a step of constant size?",
            ),
            Mistake(
                np.log1p,
                f"log1p(p) is log(1 + p), and the odds divide by 1 - p. {_LOG_ODDS}",
                "Which sign stands between 1 and p in the odds?",
            ),
        ],
    )
