"""Mistakes that the judges of a mean cross-entropy share, whatever it is computed from."""

from collections.abc import Callable

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises.comparison import Mistake

Costs = Callable[[Floats, Floats], Floats]


def mean_loss_mistakes(
    costs: Costs, *, point: str, cost: str = "", mean: str = "", class_means: str = ""
) -> list[Mistake]:
    """Return the classic mistakes of a mean cross-entropy.

    Parameters
    ----------
    costs : callable
        Takes labels, and probabilities or log-odds; returns what each point costs.
    point : str
        What a point is called in this chapter, such as "flower".
    cost, mean, class_means : str
        The sections on the cost of one point, on the mean, and on the class means; where none is
        given, the exercise's own.

    Returns
    -------
    mistakes : list of Mistake
    """

    def of_classes(y: Floats, v: Floats) -> Floats:
        return np.array([costs(y, v)[y == label].mean() for label in (0, 1)])

    def squares(y: Floats, v: Floats) -> Floats:
        p = np.exp(-costs(np.ones_like(y), v))  # minus the log of p is what label 1 costs
        return (p - y) ** 2

    return [
        Mistake(
            lambda y, v: of_classes(y, v).sum(),
            f"You add two class means, as source A does. The mean loss weighs every {point} alike.",
            f"By what number must the sum over all {point}s be divided?",
            see=class_means,
        ),
        Mistake(
            lambda y, v: of_classes(y, v).mean(),
            f"You take the mean of the two class means. Then each {point} of the smaller class "
            "counts more than one of the larger.",
            f"Add up the costs of all {point}s first, whatever their class.",
            see=class_means,
        ),
        Mistake(
            lambda y, v: costs(y, v).sum(),
            "You add the costs up, and the mean of them is asked for.",
            f"How many {point}s are there?",
            see=mean,
        ),
        Mistake(
            lambda y, v: -costs(y, v).mean(),
            "Your sign is the wrong way round: the logarithm of a probability is negative, and "
            "a loss is not.",
            "What stands in front of both logarithms?",
            see=cost,
        ),
        Mistake(
            lambda y, v: (np.where(y == 1, 1, -1) * costs(y, v)).mean(),
            "Your minus reaches the first of the two terms only.",
            "Which sign does each term have once the brackets are gone?",
            see=cost,
        ),
        Mistake(
            lambda y, v: np.where(y == 1, costs(y, v), 0).mean(),
            f"You count the {point}s with label 1 only. Those with label 0 have a cost as well.",
            "Which logarithm is at work where the label is 0?",
            see=cost,
        ),
        Mistake(
            lambda y, v: costs(np.ones_like(y), v).mean(),
            f"You charge every {point} as if its label were 1.",
            "Of which probability is the logarithm taken where the label is 0?",
            see=cost,
        ),
        *(
            Mistake(
                lambda y, v, base=base: costs(y, v).mean() / np.log(base),
                f"Your logarithm has base {base}. This course takes the natural one.",
                "NumPy's natural logarithm has the shortest name of all.",
                see=cost,
            )
            for base in (2, 10)
        ),
        Mistake(
            costs,
            f"You return the cost of each {point}. Their mean is asked for.",
            f"One number should come out, however many {point}s go in.",
            see=mean,
        ),
        Mistake(
            lambda y, v: squares(y, v).mean(),
            "This is the squared error. The cross-entropy takes logarithms.",
            "What does a probability p cost where the label is 1?",
            see=cost,
        ),
    ]


def exchanged_logarithms(costs: Costs, *, point: str, see: str = "") -> Mistake:
    """Return one more mistake, of losses that are written with both logarithms."""
    return Mistake(
        lambda y, p: costs(1 - y, p).mean(),
        f"Your two logarithms have changed places: each {point} is charged for the other label.",
        "What should p = 0.99 cost where the label is 1?",
        see,
    )
