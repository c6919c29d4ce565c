"""The judges of chapter 2: the sigmoid, its slope, and the decision."""

import math
import operator
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._made_up import sizes
from logit_core.exercises._watching import overflows
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.probability import log_odds, sigmoid, sigmoid_derivative


def _more_scores(rng: np.random.Generator) -> Iterator[Floats]:
    for i, n in enumerate(sizes()):
        z = rng.uniform(-40, 40, n) if i % 2 else rng.normal(0, 2, n)
        yield z.round().astype(int) if i % 10 == 9 else z


# np.vectorize takes its kind of numbers from the first entry, and some write 0 and 1 for extremes
_FIRST_THE_EXTREME: Final = (np.array([-1000.0, 0.25, -3.0]), np.array([1000.0, -0.25, 3.0]))

# ---- the slope

SIGMOID_DERIVATIVE = Exercise(
    chapter=2,
    title="slope of the sigmoid",
    reference=sigmoid_derivative,
    inputs=[
        np.array([0.5]),
        np.array([-2.0, 0.0, 3.0]),
        np.array([-1, 0, 2]),  # an array like this one keeps whole numbers only
        np.array([-1000.0, 1000.0]),
        *_FIRST_THE_EXTREME,
    ],
    more=_more_scores,
    see="The derivative",
    mistakes=[
        Mistake(
            sigmoid,
            "You return the sigmoid itself, not its slope.",
            "The slope is a product. What is the second factor?",
        ),
        Mistake(
            lambda z: 1 - sigmoid(z),
            "You return 1 - σ(z), the second factor of the slope alone.",
            "What is it multiplied by?",
        ),
        Mistake(
            lambda z: z * (1 - z),
            "You put z where the value σ(z) belongs.",
            "Compute p = lc.sigmoid(z) first. Which letters of your formula should be p?",
        ),
        Mistake(
            lambda z: z * (1 - sigmoid(z)),
            "Your first factor has z where the value σ(z) belongs.",
            "The slope follows from the value alone. Where does z still stand by itself?",
        ),
        Mistake(
            lambda z: sigmoid(z) * (1 - z),
            "Your second factor has z where the value σ(z) belongs.",
            "The slope follows from the value alone. Where does z still stand by itself?",
        ),
        Mistake(
            lambda z: np.exp(z) / (1 + np.exp(z)) ** 2,
            "For a large z your e to the power of z is infinite, and infinity by infinity is no "
            "number.",
            "Write the slope by the sigmoid itself, which never grows beyond 1.",
        ),
        Mistake(
            lambda z: sigmoid(z) * (1 - sigmoid(sigmoid(z))),
            "In your second factor the sigmoid is taken twice.",
            "The slope follows from the value alone. What do you hand to the second sigmoid?",
        ),
        Mistake(
            lambda z: sigmoid(z) * (1 + sigmoid(z)),
            "You add in the second factor, where the slope subtracts.",
            "At z = 0 the slope is one quarter. What does yours give?",
        ),
        Mistake(
            lambda z: sigmoid(z) - 1,
            "You return s - 1, which is never positive, and the sigmoid rises.",
            "The slope is a product of two positive factors. Which?",
        ),
        Mistake(
            lambda z: -sigmoid_derivative(z),
            "Your sign is the wrong way round: the sigmoid rises everywhere, so its slope is "
            "positive.",
            "The chain rule brings two minus signs. What do they make together?",
        ),
        Mistake(
            lambda z: np.square(sigmoid(z)),
            "You return the square of s. The factor e^-z of the chain rule is missing.",
            "What is the derivative of the inner function, 1 + e^-z?",
        ),
        Mistake(
            lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
            "Your formula is right, but at z = -1000 its exponentials are too large for the "
            "computer, and inf / inf is nan.",
            "lc.sigmoid has no such trouble. Can the slope be written with it alone?",
            see="Break it",
        ),
        Mistake(
            lambda z: sigmoid_derivative(z) * (1 - 2 * sigmoid(z)),
            "This is the slope of the slope: you took the derivative twice.",
            "How steep is the sigmoid at z = 0, where its slope is largest?",
        ),
        Mistake(
            lambda z: 1 - np.square(sigmoid(z)),
            "1 minus the square is the slope of tanh. The sigmoid has another one.",
            "The slope is a product. Of which two factors?",
        ),
        Mistake(
            lambda z: sigmoid(z * (1 - z)),
            "You take the sigmoid of a product. The slope is a product of values of the sigmoid.",
            "Compute p = lc.sigmoid(z) first. What is it multiplied by?",
        ),
        Mistake(
            [
                lambda z: np.exp(-z) / (1 + np.exp(-2 * z)),
                lambda z: np.exp(-z) / (1 + np.exp(-z) ** 2),
                lambda z: np.exp(z) / (1 + np.exp(z) ** 2),
                lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-2 * np.abs(z))),
            ],
            "The square is in the wrong place: it belongs to the whole denominator, 1 + e^-z.",
            "Where do brackets belong?",
        ),
        Mistake(
            [lambda z: np.clip(z / 4 + 0.5, 0, 1), lambda z: np.where(np.abs(z) < 2, 0.25, 0)],
            "Yours is a straight line cut off at both ends, or its slope. The sigmoid bends.",
            "What is the slope at z = 3, small or 0?",
        ),
        Mistake(
            [lambda z, h=h: (sigmoid(z + h) - sigmoid(z)) / h for h in (1, 0.1, 0.01, 0.001)],
            "You measure the slope with a step to one side. Its formula is exact.",
            "The slope follows from the value alone. How?",
        ),
        Mistake(
            lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))),
            "Your divisor is not squared: one of the two factors is missing.",
            "At z = 0 the slope is one quarter. What does yours give?",
        ),
        Mistake(
            [lambda z: np.gradient(sigmoid(z)), lambda z: np.gradient(sigmoid(z), z)],
            "np.gradient measures from one entry of `z` to the next. Each entry has a slope of its "
            "own, whatever stands beside it.",
            "The slope follows from the value alone. How?",
        ),
    ],
)


def check_sigmoid_derivative(attempt: Any) -> Verdict:
    """Judge a function that returns the slope of the sigmoid.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of `z`, a number or an array.
    """
    return SIGMOID_DERIVATIVE.judge(attempt)


# ---- the decision


def _decision(z: Floats, threshold: float) -> NDArray[np.int_]:
    return np.asarray(sigmoid(z) >= threshold).astype(int)


# No score but 0 lies on a threshold, so that every right formula decides alike.
_SCORES: Final = np.array([-3.0, -2.0, -1.0, -0.3, 0.0, 0.3, 0.65, 0.75, 1.0, 2.0, 5.0])


def _more_decisions(rng: np.random.Generator) -> Iterator[tuple[Floats, float]]:
    return ((z, float(rng.uniform(0.05, 0.95))) for z in _more_scores(rng))


DECISION = Exercise(
    chapter=2,
    title="labels under a threshold",
    reference=_decision,
    inputs=[
        (np.array([-1.0, 0.0, 0.3]), 0.5),
        *((_SCORES, threshold) for threshold in (0.5, 0.8, 0.1)),
        (np.array([-1000.0, 1000.0]), 0.3),
        *((z, 0.4) for z in _FIRST_THE_EXTREME),
    ],
    more=_more_decisions,
    see="From probability to decision",
    mistakes=[
        Mistake(
            lambda z, t: (z >= t).astype(int),
            "You compare the log-odds with the threshold as it is, or the sigmoids of both. The "
            "threshold is a probability already.",
            "Bring both to one scale. Which function leads from z to p?",
        ),
        Mistake(
            lambda z, t: (np.trunc(sigmoid(z)) >= t).astype(int),
            "You cut the probability to a whole number before you compare it.",
            "What is int(0.9)? Make whole numbers of the answers, and not of the probabilities.",
        ),
        Mistake(
            lambda z, t: (sigmoid(z) > t).astype(int),
            "A probability equal to the threshold gets label 1, and yours gets 0.",
            "Look at the sign with which you compare. If you round, note that np.round(0.5) is 0.",
        ),
        Mistake(
            lambda z, t: (z >= 0).astype(int),
            "Your threshold is always 0.5, whatever the second argument says.",
            "Which log-odds have the probability `threshold`?",
        ),
        Mistake(
            lambda z, t: (z > 0).astype(int),
            "Your threshold is always 0.5, whatever the second argument says, and at exactly "
            "0.5 the label should be 1.",
            "Do you round, or compare with 0? What does the rule compare?",
        ),
        Mistake(
            [
                lambda z, t: (sigmoid(z) < t).astype(int),
                lambda z, t: (sigmoid(z) <= t).astype(int),
            ],
            "Your labels have changed places.",
            "Does a large probability speak for label 1 or for label 0?",
        ),
        Mistake(
            lambda z, t: sigmoid(z),
            "You return probabilities, and labels are asked for: 0 or 1.",
            "What is each probability compared with?",
        ),
        Mistake(
            lambda z, t: np.where(sigmoid(z) >= t, 1, -1),
            "Your labels are 1 and -1. In this course they are 1 and 0.",
            "Which number stands for the other class?",
        ),
        Mistake(
            lambda z, t: (z >= sigmoid(t)).astype(int),
            "You take the sigmoid of the threshold. The threshold is a probability already.",
            "Which of the two numbers is still on the scale of the scores?",
        ),
        Mistake(
            lambda z, t: (z >= t / (1 - t)).astype(int),
            "You compare the log-odds with the odds of the threshold.",
            "One step from odds to log-odds is missing. Which function is it?",
        ),
        Mistake(
            lambda z, t: (sigmoid(z) >= log_odds(t)).astype(int),
            "You compare a probability with log-odds: one transformation too many.",
            "Change the scale of z or of the threshold. Which one do you keep as it is?",
        ),
        Mistake(
            [
                lambda z, t: (sigmoid(z) >= 1 - t).astype(int),
                lambda z, t: (1 - sigmoid(z) <= t).astype(int),
                lambda z, t: (1 - sigmoid(z) < t).astype(int),
            ],
            "Your labels are those of 1 - threshold, which is the threshold for the other class.",
            "Should a higher threshold give more ones or fewer?",
        ),
        Mistake(
            lambda z, t: np.sign(sigmoid(z) - t),
            "np.sign gives -1, 0 and 1. The labels are 0 and 1.",
            "What should come out where p equals the threshold?",
        ),
        Mistake(
            lambda z, t: (np.sign(sigmoid(z) - t) + 1) / 2,
            "At a probability equal to the threshold yours gives one half, and a label is 0 or 1.",
            "What is np.sign(0)?",
        ),
        Mistake(
            lambda z, t: (z >= np.log(t)).astype(int),
            "You compare odds with the threshold, or log-odds with its logarithm. The threshold is "
            "a probability.",
            "Which function leads from z to a probability, and which from a probability to z?",
        ),
        Mistake(
            lambda z, t: np.where(sigmoid(z) >= t, sigmoid(z), 0),
            "Where the probability reaches the threshold you return the probability itself. A "
            "label is 1 there.",
            "Which two numbers should your answer hold?",
        ),
        Mistake(
            lambda z, t: (sigmoid(z) / t).astype(int),
            "You divide by the threshold and cut off. Twice the threshold then gives 2.",
            "Which sign compares two numbers?",
        ),
        Mistake(
            lambda z, t: np.full(len(z), (sigmoid(z).mean() >= t).astype(int)),
            "The mean probability decides for all of them. Each has a label of its own.",
            "Where do you make one number out of many?",
        ),
    ],
)


def check_decision(attempt: Any) -> Verdict:
    """Judge a function that returns the labels of log-odds under a threshold.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of an array `z` and a number `threshold`.
    """
    return DECISION.judge(attempt)


# ---- the sigmoid without an overflow

_LOW: Final = np.array([-1000.0])
_HIGH: Final = np.array([1000.0])
_BOTH: Final = np.array([-1000.0, 1000.0])


def _by_one_formula(look: Callable[[Floats], Any]) -> Callable[[Floats], Floats]:
    """Return a sigmoid that chooses one formula for all entries, by the sign of one number."""
    return lambda z: 1 / (1 + np.exp(-z)) if look(z) >= 0 else np.exp(z) / (1 + np.exp(z))


def _overflow(attempt: Any) -> Verdict | None:
    """Name the exponential that overflows in an attempt whose values are right."""
    low, high, both = (overflows(attempt, (z,)) for z in (_LOW, _HIGH, _BOTH))
    if low and high:
        return Verdict(
            False,
            "Your values are right, but both e^z and e^-z are computed for every entry, and at "
            "each end one of them overflows. Choosing afterwards is too late.",
            "Which single exponential is at most 1 on both sides?",
            see="Break it",
        )
    if low or high:
        which, where = ("e^-z", "z = -1000") if low else ("e^z", "z = 1000")
        return Verdict(
            False,
            f"Your values are right, but {which} overflows on the way, at {where}. The exercise "
            "asks for none.",
            f"For which z is {which} at most 1? What can you use for the others?",
            see="Break it",
        )
    if both:
        return Verdict(
            False,
            "Your values are right, but at z = [-1000, 1000] an exponential overflows on the way. "
            "The exercise asks for none, also where z holds both signs.",
            "Does each entry take the formula for its own sign?",
            see="Break it",
        )
    return None


SIGMOID = Exercise(
    chapter=2,
    title="the sigmoid without an overflow",
    reference=sigmoid,
    inputs=[
        np.array([-2.0, 0.0, 3.0]),
        np.array([-1, 0, 2]),  # an array like this one keeps whole numbers only
        _HIGH,
        _LOW,
        np.array([-40.0, -1000.0, 710.0, 40.0]),
        *_FIRST_THE_EXTREME,
    ],
    more=_more_scores,
    floor=1e-7,  # a share of what is tiny, down to the rounding of numbers near 1
    see="From score to probability",
    mistakes=[
        Mistake(
            lambda z: np.exp(z) / (1 + np.exp(z)),
            "Your formula is right, but at z = 1000 the exponential is too large for the "
            "computer, and inf / inf is nan.",
            "For which z is e^z never too large?",
            see="Break it",
        ),
        Mistake(
            [_by_one_formula(look) for look in (np.min, np.sum, operator.itemgetter(0))],
            "You choose one formula for all entries together. Each of them has a sign of its own.",
            "Where z holds both -1000 and 1000, which formula is safe for which of them?",
            see="Break it",
        ),
        Mistake(
            [
                lambda z: np.array([1 / (1 + math.exp(-v)) for v in z]),
                lambda z: np.array([math.exp(v) / (1 + math.exp(v)) for v in z]),
            ],
            "math.exp stops with an error where its result is too large for the computer. That is "
            "the overflow.",
            "For which z is your exponential never too large?",
            see="Break it",
        ),
        Mistake(
            lambda z: sigmoid(-z),
            "Your values are those of σ(-z): a minus sign is missing, or two branches have "
            "changed places.",
            "Should a large score have a probability near 1 or near 0?",
            see="Symmetry",
        ),
        Mistake(
            lambda z: sigmoid(np.abs(z)),
            "For positive z all is well. For negative z your values are those of s(|z|).",
            "When you multiply top and bottom by e^z, what becomes of the top?",
            see="Break it",
        ),
        Mistake(
            lambda z: sigmoid(-np.abs(z)),
            "For negative z all is well. For positive z your values are those of s(-|z|).",
            "Which numerator belongs to z above 0?",
            see="Break it",
        ),
        Mistake(
            lambda z: 1 / (1 - np.exp(-z)),
            "You subtract in the denominator, where the sigmoid adds.",
            "What should come out at z = 0, and what is the denominator then?",
        ),
        Mistake(
            lambda z: 1 + np.exp(-z),
            "Your values are those of 1 + e^-z. Is the division missing, or a pair of brackets?",
            "Python reads 1 / 1 + a as (1 / 1) + a.",
        ),
        Mistake(
            np.tanh,
            "tanh runs from -1 to 1, and a probability from 0 to 1.",
            "What should come out at z = 0?",
        ),
        Mistake(
            sigmoid_derivative,
            "You return the slope of the sigmoid. Here its value is asked for.",
            "What should come out at z = 0, one half or one quarter?",
            see="The derivative",
        ),
        Mistake(
            np.exp,
            "e^z are the odds, not yet the probability.",
            "How did chapter 1 lead from odds to a probability?",
        ),
        Mistake(
            lambda z: -np.logaddexp(0, -z),
            "These are the logarithms of the sigmoid. The way back, an exponential, is missing.",
            "Should a probability be negative?",
        ),
        Mistake(
            [lambda z: z / (1 + np.abs(z)), lambda z: 0.5 + z / (1 + np.abs(z)) / 2],
            "z / (1 + |z|) has the shape of an S, too, but it is another curve.",
            "Which formula leads from odds e^z to a probability?",
        ),
        Mistake(
            lambda z: np.clip(z / 4 + 0.5, 0, 1),
            "This is a straight line, cut off at 0 and 1. The sigmoid bends.",
            "Is any score so large that p is exactly 1?",
        ),
        Mistake(
            lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z)),
            "For negative z yours is e^z alone: the odds. The denominator is missing.",
            "What is below the line in e^z / (1 + e^z)?",
        ),
        Mistake(
            [
                lambda z: sigmoid(np.log(2) * z),
                lambda z: 1 / (1 + 2.0 ** -np.asarray(z, float)),
            ],
            "Your powers are those of 2, and the formula has powers of e.",
            "What does np.exp(1) give?",
        ),
        Mistake(
            [
                lambda z: np.exp(z - np.max(z)) / (1 + np.exp(z - np.max(z))),
                lambda z: sigmoid(z - np.max(z)),
            ],
            "You subtract the largest entry from all of them. A sigmoid looks at each by itself.",
            "What should come out at z = [0, 3], and what at z = [0] alone?",
        ),
        Mistake(
            lambda z: np.exp(z - np.max(z)) / np.exp(z - np.max(z)).sum(),
            "This is the softmax: your entries share one whole. A sigmoid looks at each by itself.",
            "What should come out at z = [0], and what does yours give?",
        ),
        *(
            Mistake(
                lambda z, most=most: np.where(np.abs(z) > most, z > 0, sigmoid(z)),
                f"Beyond about {most}, on both sides, yours is 0 or 1. The sigmoid comes near, "
                "and not there.",
                "How large is your exponential there, and does it need a bound?",
            )
            for most in (5, 6, 8, 10, 15, 20)
        ),
        Mistake(
            [lambda z, k=k: np.clip(z / k + 0.5, 0, 1) for k in (5, 6)],
            "This is the hard sigmoid, a straight line cut off at 0 and 1. The sigmoid bends.",
            "Is any score so large that p is exactly 1?",
        ),
        Mistake(
            [lambda z: 1 / (1 + np.exp(-z[z >= 0])), lambda z: 1 / (1 + np.exp(-z[z > 0]))],
            "Your answer holds the entries of one sign only: those below 0 are left out.",
            "What does your loop append where z is negative?",
        ),
        Mistake(
            lambda z: np.concatenate([sigmoid(z[z >= 0]), sigmoid(z[z < 0])]),
            "Your entries have left their places: first come those of one sign, then those of "
            "the other.",
            "Into which places should the two parts be written?",
        ),
        Mistake(
            [
                lambda z: np.sign(z) / (1 + np.exp(-np.abs(z))),
                lambda z: np.where(z < 0, -sigmoid(-z), sigmoid(z)),
            ],
            "Below 0 yours is minus the sigmoid of -z. The sigmoid of z is 1 minus that.",
            "Is a probability ever negative?",
        ),
    ],
    afterwards=_overflow,
)


def check_sigmoid(attempt: Any) -> Verdict:
    """Judge a function that returns the sigmoid of an array, and that computes it without overflow.

    A right value with an overflow on the way does not pass.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of an array `z`.
    """
    return SIGMOID.judge(attempt)
