"""Mistakes that the judges of a mean cross-entropy share, whatever it is computed from."""

from collections.abc import Callable

import numpy as np

from logit_core._validation import Floats
from logit_core.exercises.comparison import Mistake

Costs = Callable[[Floats, Floats], Floats]


def mean_loss_mistakes(
    costs: Costs, *, point: str, cost: str, mean: str, class_means: str
) -> list[Mistake]:
    """Return the classic mistakes of a mean cross-entropy.

    Parameters
    ----------
    costs : callable
        Takes labels, and probabilities or log-odds; returns what each point costs.
    point : str
        What a point is called in this chapter, such as "flower".
    cost, mean, class_means : str
        The sentences that name the section on the cost of one point, on the mean, and on the class
        means.

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
            f"You add two class means, as source A does. The mean loss weighs every {point} "
            f"alike. {class_means}",
            f"By what number must the sum over all {point}s be divided?",
        ),
        Mistake(
            lambda y, v: of_classes(y, v).mean(),
            f"You take the mean of the two class means. Then each {point} of the smaller class "
            f"counts more than one of the larger. {class_means}",
            f"Add up the costs of all {point}s first, whatever their class.",
        ),
        Mistake(
            lambda y, v: costs(y, v).sum(),
            f"You add the costs up, and the mean of them is asked for. {mean}",
            f"How many {point}s are there?",
        ),
        Mistake(
            lambda y, v: -costs(y, v).mean(),
            "Your sign is the wrong way round: the logarithm of a probability is negative, and "
            f"a loss is not. {cost}",
            "What stands in front of both logarithms?",
        ),
        Mistake(
            lambda y, v: (np.where(y == 1, 1, -1) * costs(y, v)).mean(),
            f"Your minus reaches the first of the two terms only. {cost}",
            "Which sign does each term have once the brackets are gone?",
        ),
        Mistake(
            lambda y, v: np.where(y == 1, costs(y, v), 0).mean(),
            f"You count the {point}s with label 1 only. Those with label 0 have a cost as well. "
            + cost,
            "Which logarithm is at work where the label is 0?",
        ),
        Mistake(
            lambda y, v: costs(1 - y, v).mean(),
            f"Your two logarithms have changed places: each {point} is charged for the other "
            f"label. {cost}",
            "What should p = 0.99 cost where the label is 1?",
        ),
        Mistake(
            lambda y, v: costs(np.ones_like(y), v).mean(),
            f"You charge every {point} as if its label were 1. {cost}",
            "Of which probability is the logarithm taken where the label is 0?",
        ),
        Mistake(
            lambda y, v: costs(y, v).mean() / np.log(2),
            f"Your logarithm has base 2. This course takes the natural one. {cost}",
            "NumPy's natural logarithm has the shortest name of all.",
        ),
        Mistake(
            lambda y, v: costs(y, v).mean() / np.log(10),
            f"Your logarithm has base 10. This course takes the natural one. {cost}",
            "NumPy's natural logarithm has the shortest name of all.",
        ),
        Mistake(
            costs,
            f"You return the cost of each {point}. Their mean is asked for. {mean}",
            f"One number should come out, however many {point}s go in.",
        ),
        Mistake(
            lambda y, v: squares(y, v).mean(),
            f"This is the squared error. The cross-entropy takes logarithms. {cost}",
            "What does a probability p cost where the label is 1?",
        ),
    ]
