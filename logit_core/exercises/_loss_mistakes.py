"""Mistakes that the judges of a mean cross-entropy share, whatever it is computed from."""

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._made_up import labels, sizes
from logit_core.exercises.comparison import Mistake

Labels = NDArray[np.int_]
Costs = Callable[[Floats, Floats], Floats]
CostOf = Callable[[Costs, Floats, Floats], Any]


def mean_loss_mistakes(
    *styles: Costs, point: str, cost: str = "", mean: str = "", class_means: str = ""
) -> list[Mistake]:
    """Return the classic mistakes of a mean cross-entropy.

    Parameters
    ----------
    *styles : callable
        Each takes labels, and probabilities or log-odds, and returns what each point costs. They
        differ in what is infinite on the way, and each mistake is known in all of these styles.
    point : str
        What a point is called in this chapter, such as "flower".
    cost, mean, class_means : str
        The sections on the cost of one point, on the mean, and on the class means; where none is
        given, the exercise's own.

    Returns
    -------
    mistakes : list of Mistake
    """

    def in_each_style(*wrong: CostOf) -> list[Callable[..., Any]]:
        return [partial(function, costs) for function in wrong for costs in styles]

    def of_classes(costs: Costs, y: Floats, v: Floats) -> Floats:
        return np.array([costs(y, v)[y == label].mean() for label in (0, 1)])

    def as_one(costs: Costs, y: Floats, v: Floats) -> Floats:
        return costs(np.ones_like(y), v)

    def as_zero(costs: Costs, y: Floats, v: Floats) -> Floats:
        return costs(np.zeros_like(y), v)

    def squares(costs: Costs, y: Floats, v: Floats) -> Floats:
        p = np.exp(-as_one(costs, y, v))  # minus the log of p is what label 1 costs
        return (p - y) ** 2

    def minus_chance(of: CostOf, costs: Costs, y: Floats, v: Floats) -> Any:
        return -np.exp(-of(costs, y, v))

    def chosen(one: CostOf, zero: CostOf) -> CostOf:
        return lambda costs, y, v: np.mean(np.where(y == 1, one(costs, y, v), zero(costs, y, v)))

    def added(one: CostOf, zero: CostOf) -> CostOf:
        return lambda costs, y, v: (y * one(costs, y, v) + (1 - y) * zero(costs, y, v)).mean()

    def in_base(base: int) -> CostOf:
        return lambda costs, y, v: costs(y, v).mean() / np.log(base)

    def at(i: int, *, shared: bool = False) -> CostOf:
        return lambda costs, y, v: costs(y, v)[i] / (len(y) if shared else 1)

    return [
        Mistake(
            in_each_style(
                lambda costs, y, v: of_classes(costs, y, v).sum(),
                lambda costs, y, v: np.nansum(of_classes(costs, y, v)),
            ),
            f"You add two class means, a common slip. The mean loss weighs every {point} alike.",
            f"By what number must the sum over all {point}s be divided?",
            see=class_means,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: of_classes(costs, y, v).mean(),
                lambda costs, y, v: np.nansum(of_classes(costs, y, v)) / 2,
                lambda costs, y, v: np.nanmean(of_classes(costs, y, v)),
            ),
            f"You take the mean of the two class means. Then each {point} of the smaller class "
            "counts more than one of the larger.",
            f"Add up the costs of all {point}s first, whatever their class.",
            see=class_means,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: (np.exp(-costs(y, v)) * costs(y, v)).mean()),
            f"Each cost of yours is multiplied by the probability of its label, as in an entropy. "
            f"Here each {point} counts in full.",
            f"What does a {point} cost whose label had the probability 0.1?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                *(
                    lambda costs, y, v, label=label, least=least: (
                        costs(y, v).sum() / max(least, (y == label).sum())
                    )
                    for least in (0, 1)
                    for label in (0, 1)
                )
            ),
            f"You divide by the number of {point}s of one class. The mean runs over all {point}s.",
            f"How many {point}s are there?",
            see=mean,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: costs(y, v).sum()),
            "You add the costs up, and the mean of them is asked for.",
            f"How many {point}s are there?",
            see=mean,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: -costs(y, v).mean()),
            "Your sign is the wrong way round: the logarithm of a probability is negative, and "
            "a loss is not.",
            "What stands in front of both logarithms?",
            see=cost,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: (np.where(y == 1, 1, -1) * costs(y, v)).mean()),
            "Your minus reaches the first of the two terms only.",
            "Which sign does each term have once the brackets are gone?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: np.where(y == 1, costs(y, v), 0).mean(),
                lambda costs, y, v: (y * as_one(costs, y, v)).mean(),
            ),
            f"You count the {point}s with label 1 only. Those with label 0 have a cost as well.",
            "Which logarithm is at work where the label is 0?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: np.where(y == 0, costs(y, v), 0).mean(),
                lambda costs, y, v: ((1 - y) * as_zero(costs, y, v)).mean(),
            ),
            f"You count the {point}s with label 0 only. Those with label 1 have a cost as well.",
            "Which logarithm is at work where the label is 1?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: as_one(costs, y, v).mean(),
                lambda costs, y, v: (
                    y * as_one(costs, y, v) + (1 - y) * as_one(costs, y, v)
                ).mean(),
            ),
            f"You charge every {point} as if its label were 1.",
            "Of which probability is the logarithm taken where the label is 0?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: as_zero(costs, y, v).mean(),
                lambda costs, y, v: (
                    y * as_zero(costs, y, v) + (1 - y) * as_zero(costs, y, v)
                ).mean(),
            ),
            f"You charge every {point} as if its label were 0.",
            "Of which probability is the logarithm taken where the label is 1?",
            see=cost,
        ),
        *(
            Mistake(
                in_each_style(in_base(base)),
                f"Your logarithm has base {base}. This course takes the natural one.",
                "NumPy's natural logarithm has the shortest name of all.",
                see=cost,
            )
            for base in (2, 10)
        ),
        Mistake(
            list(styles),
            f"You return the cost of each {point}. Their mean is asked for.",
            f"One number should come out, however many {point}s go in.",
            see=mean,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: squares(costs, y, v).mean()),
            "This is the squared error. The cross-entropy takes logarithms.",
            "What does a probability p cost where the label is 1?",
            see=cost,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: np.abs(np.exp(-as_one(costs, y, v)) - y).mean()),
            "This is the mean distance of p from the label. The cross-entropy takes logarithms.",
            "What does a probability p cost where the label is 1?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: ((np.exp(-as_one(costs, y, v)) >= 0.5) != (y == 1)).mean()
            ),
            "This is the share of wrong decisions. The cross-entropy asks how sure each was.",
            "What does p = 0.6 cost where the label is 1, and what p = 0.9?",
            see=cost,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: np.exp(-costs(y, v)).mean()),
            "This is the mean probability of what was seen. The logarithms are missing.",
            "What does a probability p cost where the label is 1?",
            see=cost,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: costs(y, v).max()),
            f"You return the largest cost. The mean over all {point}s is asked for.",
            f"How many {point}s are there?",
            see=mean,
        ),
        Mistake(
            in_each_style(lambda costs, y, v: -np.log(np.exp(-costs(y, v)).mean())),
            f"You take the mean of the probabilities first, and then its logarithm. Each {point} "
            "has a logarithm of its own.",
            "In which order do logarithm and mean come?",
            see=mean,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: (y * as_one(costs, y, v) - 1 - y * as_zero(costs, y, v)).mean(),
                lambda costs, y, v: (y * as_one(costs, y, v) - 1 + y * as_zero(costs, y, v)).mean(),
                lambda costs, y, v: (
                    y * as_one(costs, y, v) - (1 - y * -as_zero(costs, y, v))
                ).mean(),
            ),
            "Brackets are missing round 1 - y: only y is multiplied by the second logarithm.",
            "What is 1 - y times a logarithm for Python, without brackets?",
            see=cost,
        ),
        Mistake(
            in_each_style(
                lambda costs, y, v: (
                    np.where(y == 1, as_one(costs, y, v), -1 - as_one(costs, y, v))
                ).mean(),
                lambda costs, y, v: (
                    y * as_one(costs, y, v) - (1 - y) * (1 + as_one(costs, y, v))
                ).mean(),
            ),
            "With label 0 you take 1 - log(p), and log(1 - p) is asked for.",
            "p = 0.5: what are log(1 - p) and 1 - log(p)?",
            see=cost,
        ),
        *(
            Mistake(
                in_each_style(chosen(one, zero), added(one, zero)),
                f"With label {label} you take {chance} itself, without its logarithm.",
                f"What does p = {sure} cost where the label is {label}?",
                see=cost,
            )
            for label, chance, sure, one, zero in (
                (0, "1 - p", 0.9, as_one, partial(minus_chance, as_zero)),
                (1, "p", 0.1, partial(minus_chance, as_one), as_zero),
            )
        ),
        Mistake(
            in_each_style(lambda costs, y, v: costs(np.sort(y), v).mean()),
            "Your labels are in an order of their own: each belongs to its own probability.",
            "Are the labels sorted in every table?",
            see=cost,
        ),
        *(
            Mistake(
                in_each_style(at(i), at(i, shared=True)),
                f"Only the {which} {point} counts in your result.",
                hint,
                see=mean,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Does each cost add to the total, or does it take its place?"),
            )
        ),
    ]


def exchanged_logarithms(*styles: Costs, point: str, see: str = "") -> Mistake:
    """Return one more mistake, of losses that are written with both logarithms."""
    return Mistake(
        [lambda y, p, costs=costs: costs(1 - y, p).mean() for costs in styles],
        f"Your two logarithms have changed places: each {point} is charged for the other label.",
        "What should p = 0.99 cost where the label is 1?",
        see,
    )


# Of losses that are computed from probabilities.


def where(y: Floats, p: Floats) -> Floats:
    """Return what each point costs, by one logarithm."""
    return -np.log(np.where(y == 1, p, 1 - p))


def both_terms(y: Floats, p: Floats) -> Floats:
    """Return the same by both logarithms: nan where 0 is multiplied by an infinite one."""
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


def by_a_product(see: str = "") -> Mistake:
    """Return the mistake of one logarithm of the whole product."""
    return Mistake(
        [
            lambda y, p: -np.log(np.prod(np.where(y == 1, p, 1 - p))) / len(y),
            lambda y, p: -np.log(np.prod(p**y * (1 - p) ** (1 - y))) / len(y),
            lambda y, p: -math.log(math.prod(np.where(y == 1, p, 1 - p))) / len(y),
        ],
        "Your formula is right on paper, but a product of 2000 probabilities is so small that the "
        "computer stores 0, and its logarithm is infinite.",
        "What does a logarithm make of a product?",
        see,
    )


def a_number_inside(*sizes: float, message: str, hint: str, see: str = "") -> Mistake:
    """Return the mistake of a number inside the logarithms, so large that it shows."""
    return Mistake(
        [
            lambda y, p, eps=eps: -(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps)).mean()
            for eps in sizes
        ],
        message,
        hint,
        see,
    )


def exchanged_arguments(see: str = "") -> Mistake:
    """Return the mistake of taking logarithms of labels."""
    return Mistake(
        [
            lambda y, p: both_terms(p, y).mean(),
            lambda y, p: where(p, y).mean(),
        ],
        "You take logarithms of the labels: y and p have changed places.",
        "Which of the two holds only 0 and 1, and has no finite logarithm at 0?",
        see,
    )


def labels_and_probabilities(rng: np.random.Generator) -> Iterator[tuple[Labels, Floats]]:
    """Make up inputs of a mean loss: no probability is 0 or 1."""
    for i, n in enumerate(sizes()):
        p = rng.uniform(0.01, 0.99, n)
        yield labels(rng, n), 1 / (1 + np.exp(rng.uniform(-12, 12, n))) if i % 4 == 3 else p


# So many even chances that their product is 0 on a computer
EVEN_CHANCES: Final = (np.tile([1, 0], 1000), np.full(2000, 0.5))
