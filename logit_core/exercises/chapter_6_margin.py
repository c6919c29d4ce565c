"""The judges of chapter 6: slack, distance, the hinge loss, and whether a line exists at all."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.exercises._made_up import HOW_MANY, labels, n_columns, rows, sizes
from logit_core.exercises.comparison import Mistake
from logit_core.exercises.exercise import Exercise
from logit_core.exercises.verdict import Verdict
from logit_core.losses import hinge_loss
from logit_core.margin import signed_distance, slacks, worst_slack

# ---- the worst slack

# Scores 1.5, -5, 0, 6.75, -0.75, 2 and -5.5: both classes wrong in places, class 1 by more
_ROWS: Final = np.array(
    [[1, 2, 1], [1, -1, 2], [1, 0, 0.25], [1, 3.5, -0.5], [1, 0, 0.625], [1, 1, 0], [1, -2, 1.5]]
)
_WEIGHTS: Final = np.array([0.5, 1.5, -2.0])
_LABELS: Final = np.array([0, 1, 0, 1, 1, 0, 0])


def _signs(y: NDArray[Any]) -> NDArray[Any]:
    return 2 * y - 1


def _more_lines(rng: np.random.Generator) -> Iterator[tuple[Floats, Any, Floats]]:
    """Yield rows of any number of features; every fourth line has no point astray."""
    for i, n in enumerate(sizes()):
        k = n_columns(rng)
        A, w = rows(rng, n, k), rng.normal(0, 1, k)
        yield A, (A @ w >= 0).astype(int) if i % 4 == 3 else labels(rng, n), w


def _mean_of_the_needed(A: Floats, y: Any, w: Floats) -> float:
    slack = np.maximum(0, -_signs(y) * (A @ w))
    return float(slack[slack > 0].mean()) if (slack > 0).any() else 0.0


def _first_needed(A: Floats, y: Any, w: Floats) -> float:
    """Return the first slack that is not 0."""
    slack = np.maximum(0, -_signs(y) * (A @ w))
    return float(slack[np.argmax(slack > 0)])


WORST_SLACK = Exercise(
    chapter=6,
    title="the worst slack",
    reference=worst_slack,
    inputs=[
        (_ROWS[:2], _LABELS[:2], _WEIGHTS),
        (_ROWS, _LABELS, _WEIGHTS),
        (_ROWS[:, :2], _LABELS, _WEIGHTS[:2]),
        (_ROWS[[0, 6]], np.array([0, 0]), _WEIGHTS),  # class 0 alone is wrong
        (_ROWS[[0, 1, 3]], np.array([1, 0, 1]), _WEIGHTS),  # all right
        (_ROWS, _LABELS, np.zeros(3)),
        (_ROWS, _LABELS, 1e6 * _WEIGHTS),
    ],
    more=_more_lines,
    see="One slack for all",
    mistakes=[
        Mistake(
            lambda A, y, w: (-_signs(y) * (A @ w)).max(),
            "Where all points are on their own sides, your slack is negative. By this "
            "definition it stops at 0.",
            "Which is the larger of 0 and a negative number?",
        ),
        Mistake(
            [
                lambda A, y, w: np.minimum(0, -_signs(y) * (A @ w)).max(),
                lambda A, y, w: np.minimum(0, -_signs(y) * (A @ w)).min(),
            ],
            "You keep the smaller of 0 and the number, in place of the larger.",
            "Which points need a slack above 0, those on the right or on the wrong side?",
        ),
        Mistake(
            lambda A, y, w: np.maximum(0, _signs(y) * (A @ w)).max(),
            "Your sign is turned round: here the points on the right side pay.",
            "Is s times z positive or negative for a point on the wrong side?",
        ),
        Mistake(
            lambda A, y, w: slacks(A, y, w).min(),
            "You return the smallest slack, and the worst is the largest.",
            "Which point decides how much slack the whole line needs?",
        ),
        Mistake(
            lambda A, y, w: slacks(A, y, w).sum(),
            "You add the slacks up. Here the worst of them counts.",
            "One number must be enough for every point. Which one is it?",
        ),
        Mistake(
            lambda A, y, w: slacks(A, y, w).mean(),
            "You return the mean of the slacks, and the worst of them is asked for.",
            "One number must be enough for every point. Which one is it?",
        ),
        Mistake(
            slacks,
            "You return the slack of each point. One step is missing.",
            "Which of these numbers does the line need?",
        ),
        Mistake(
            lambda A, y, w: np.maximum(0, -y * (A @ w)).max(),
            "Points with label 0 never pay in yours: you leave them out, or you take the labels "
            "for signs, and a label 0 makes the whole product 0.",
            "How do the labels 0 and 1 become the signs -1 and 1?",
            see="Can a line do it?",
        ),
        Mistake(
            lambda A, y, w: np.maximum(0, 1 - _signs(y) * (A @ w)).max(),
            "This is the textbook's slack, which asks for a score of 1. Here 0 is enough.",
            "How much slack does a point need that lies exactly on the line?",
            see="Second repair: a slack for each point",
        ),
        Mistake(
            lambda A, y, w: slacks(A, y, w).max() / np.linalg.norm(w[1:]),
            "You divide by the length of the weights. That repairs the slack, and here it is "
            "asked for without the repair.",
            "What is left if you do not divide?",
        ),
        Mistake(
            lambda A, y, w: slacks(A, y, w).max() / np.linalg.norm(w),
            "You divide by the length of the weights. A slack is not divided.",
            "What is left if you do not divide?",
        ),
        Mistake(
            lambda A, y, w: np.abs(A @ w).max(),
            "This is the largest score of any point, be it right or wrong.",
            "How can you tell from y and z on which side a point is?",
        ),
        Mistake(
            lambda A, y, w: np.maximum(0, -_signs(y) * (A[:, 1:] @ w[1:])).max(),
            "You leave the bias out of the score.",
            "What does `A @ w` do with the column of ones?",
            see="Can a line do it?",
        ),
        Mistake(
            lambda A, y, w: np.maximum(0, -_signs(y) * (A[:, 1:] @ w[1:] - w[0])).max(),
            "You subtract the bias in the score, and it is added.",
            "What does `A @ w` do with the column of ones?",
            see="Can a line do it?",
        ),
        *(
            Mistake(
                lambda A, y, w, i=i: slacks(A, y, w)[i],
                f"You return the slack of the {which} point, and the worst is asked for.",
                hint,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Which of two slacks should your loop keep?"),
            )
        ),
        Mistake(
            _first_needed,
            "You return the first slack above 0, and the worst is asked for.",
            "Does return stand inside the loop or after it?",
        ),
        Mistake(
            lambda A, y, w: np.argmax(slacks(A, y, w)),
            "You return the number of the worst point. Its slack is asked for.",
            "What is the difference between max and argmax?",
        ),
        Mistake(
            lambda A, y, w: (slacks(A, y, w) > 0).sum(),
            "You count the points on the wrong side. How far off is the worst?",
            "What does the score of a point tell, beyond its side?",
        ),
        Mistake(
            lambda A, y, w: np.max(slacks(A, y, w) * (y == 0)),
            "You look at the points with label 0 only.",
            "Which side is the right one for a point with label 1?",
        ),
        Mistake(
            lambda A, y, w: np.abs((_signs(y) * (A @ w)).min()),
            "You take the size of the smallest margin. Where that is positive, no slack is needed.",
            "What is the slack of a line with all points on their own sides?",
        ),
        Mistake(
            lambda A, y, w: sum(
                np.max(-_signs(y)[y == label] * (A @ w)[y == label], initial=0) for label in (0, 1)
            ),
            "You add the worst slack of each class. The worst of all is asked for.",
            "Which one is the larger of the two?",
        ),
        Mistake(
            _mean_of_the_needed,
            "You take the mean of the slacks above 0. The largest is asked for.",
            "Does a second point that needs less change the worst slack?",
        ),
    ],
)


def check_worst_slack(attempt: Any) -> Verdict:
    """Judge a function that returns the worst slack of a line.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, with their ones, labels `y` and weights `w`.
    """
    return WORST_SLACK.judge(attempt)


# ---- the signed distance


def _more_planes(rng: np.random.Generator) -> Iterator[tuple[Floats, Floats]]:
    return ((rows(rng, n, 3), rng.normal(0, 2, 3)) for n in sizes())


SIGNED_DISTANCE = Exercise(
    chapter=6,
    title="the signed distance",
    reference=signed_distance,
    inputs=[
        (_ROWS[:2], _WEIGHTS),
        (_ROWS, _WEIGHTS),
        (_ROWS, np.array([2.0, 0.0, -3.0])),
        (_ROWS, np.array([-0.75, 4.0, 0.0])),
        (_ROWS, 1e6 * _WEIGHTS),
        (_ROWS, 1e-6 * _WEIGHTS),
    ],
    more=_more_planes,
    see="First repair: measure a distance",
    mistakes=[
        Mistake(
            lambda A, w: A @ w,
            "You return the scores. Weights twice as long would double them.",
            "What must the scores be divided by, to be the same for 10 times the weights?",
        ),
        Mistake(
            lambda A, w: A @ w / np.linalg.norm(w),
            "The bias is inside your length. It shifts the line and does not belong there.",
            "Which part of `w` goes with the features?",
        ),
        Mistake(
            lambda A, w: A @ w / (w[1:] ** 2).sum(),
            "You divide by the squared length of the weights.",
            "What turns a sum of squares into a length?",
        ),
        Mistake(
            lambda A, w: np.abs(A @ w) / np.linalg.norm(w[1:]),
            "Your distances have lost their signs.",
            "On which side of the line should the distance be negative?",
        ),
        Mistake(
            lambda A, w: A[:, 1:] @ w[1:] / np.linalg.norm(w[1:]),
            "You leave the bias out of the score. It is out of the length only.",
            "From where do you measure, if the line does not pass through the origin?",
        ),
        Mistake(
            lambda A, w: (A[:, 1:] @ w[1:] - w[0]) / np.linalg.norm(w[1:]),
            "You subtract the bias in the score, and it is added.",
            "What does `A @ w` do with the column of ones?",
        ),
        Mistake(
            lambda A, w: A @ w / np.linalg.norm(w[:-1]),
            "Your length takes the bias in and leaves the last weight out: w[:-1] in place of "
            "w[1:].",
            "Which part of `w` goes with the features?",
        ),
        Mistake(
            lambda A, w: A[:, 1:] @ w[1:] / np.linalg.norm(w[1:]) + w[0],
            "You divide before the bias is added. The whole score is divided.",
            "What has to stand in brackets?",
        ),
        Mistake(
            lambda A, w: -(A @ w) / np.linalg.norm(w[1:]),
            "Your signs are turned round.",
            "Which class has positive scores?",
        ),
        Mistake(
            lambda A, w: A @ w * np.linalg.norm(w[1:]),
            "You multiply by the length of the weights.",
            "Should weights ten times as long change the distance?",
        ),
        Mistake(
            lambda A, w: A @ w / np.abs(w[1:]).sum(),
            "You add up the sizes of the weights. Their length is another number.",
            "How long is the arrow from (0, 0) to (3, 4)?",
        ),
        Mistake(
            lambda A, w: A @ w / w[1:].sum(),
            "You divide by the sum of the weights. Their length is another number.",
            "How long is the arrow from (0, 0) to (3, 4)?",
        ),
        Mistake(
            lambda A, w: A @ w / np.linalg.norm(A[:, 1:], axis=1),
            "You divide by the length of each point.",
            "Whose length changes if all weights are doubled?",
        ),
        Mistake(
            lambda A, w: (A @ w / np.linalg.norm(w[1:])).min(),
            "You return one distance. Each point has its own.",
            "How many rows has `A`, and how many numbers do you return?",
        ),
        Mistake(
            lambda A, w: A @ w / (np.sqrt(w[1] ** 2) + w[2] ** 2),
            "The root reaches the first square only.",
            "Where does the bracket of the root close?",
        ),
        *(
            Mistake(
                [lambda A, w, i=i: A @ w / np.abs(w[i]), lambda A, w, i=i: A @ w / w[i]],
                f"You divide by w[{i}] alone: that is the distance along one axis.",
                "How long is the arrow from (0, 0) to (3, 4)?",
            )
            for i in (1, 2)
        ),
        Mistake(
            lambda A, w: A @ w / np.sqrt(2 * w[1] + 2 * w[2]),
            "Under your root the weights are doubled, and not squared.",
            "How is a square written in Python?",
        ),
        Mistake(
            lambda A, w: (w[0] + A[:, :-1] @ w[1:]) / np.linalg.norm(w[1:]),
            "You multiply the features by the weights of their neighbours, with the ones among "
            "them: columns and weights are out of step.",
            "Which column of `A` goes with w[1]?",
        ),
        Mistake(
            lambda A, w: A @ w / np.sqrt(w[1] ** 2) + w[2] ** 2,
            "Brackets are missing round the sum of squares.",
            "What is divided by what?",
        ),
        Mistake(
            [lambda A, w, d=d: A @ w / d for d in (np.sqrt(2), 1.41, 1.414, 1.4142)],
            "You divide by a number that is built in: the length of other weights.",
            "Which length do these weights have?",
        ),
        Mistake(
            [lambda A, w: A @ w / np.abs(w[1:]).max(), lambda A, w: A @ w / w[1:].max()],
            "You divide by the largest weight. Their length is another number.",
            "How long is the arrow from (0, 0) to (3, 4)?",
        ),
        Mistake(
            lambda A, w: A @ w / np.sqrt(w[1] + w[2]),
            "The squares are missing under your root.",
            "How long is the arrow from (0, 0) to (3, 4)?",
        ),
        Mistake(
            lambda A, w: A @ w / np.sqrt(np.abs(w[1:].sum())),
            "You take the root of the sum of the weights, and it is of the sum of their squares.",
            "How long is an arrow of 3 to the right and 4 up?",
        ),
    ],
)


def check_signed_distance(attempt: Any) -> Verdict:
    """Judge a function that returns the signed distance of each row from the boundary.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, with their ones, and weights `w`.
    """
    return SIGNED_DISTANCE.judge(attempt)


# ---- the sum of the hinge losses

# Margins -0.5, 3, -2, 0.25 and 0; the ends of the scale; unbalanced
_Y: Final = np.array([1, 0, 0, 1, 0])
_SCORES: Final = np.array([-0.5, -3.0, 2.0, 0.25, 0.0])


def _margins(y: Floats, z: Floats) -> Floats:
    return np.asarray(_signs(y) * z)


def _sum_of_hinge_losses(y: Floats, z: Floats) -> float:
    return float(hinge_loss(y, z, reduction="sum"))


def _more_hinges(rng: np.random.Generator) -> Iterator[tuple[Any, Floats]]:
    return ((labels(rng, n), rng.normal(0, 2, n)) for n in sizes())


HINGE_SUM = Exercise(
    chapter=6,
    title="the sum of the hinge losses",
    reference=_sum_of_hinge_losses,
    inputs=[
        (_Y[:1], np.zeros(1)),
        (_Y[:3], _SCORES[:3]),
        (_Y, _SCORES),
        (_Y, np.array([1.0, -1.0, -1.5, 4.0, -7.0])),
        (_Y, 1e4 * _SCORES),
    ],
    more=_more_hinges,
    see="Second repair: a slack for each point",
    mistakes=[
        Mistake(
            lambda y, z: np.maximum(0, -_margins(y, z)).sum(),
            "These slacks ask for a score of 0, as the worst slack does.",
            "How much does the textbook charge a point that lies exactly on the line?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - _margins(y, z)).mean(),
            "You return the mean, and the sum is asked for.",
            "What do two points cost that cost 1 each?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - _margins(y, z)).max(),
            "You return the largest slack. The textbook adds them all up.",
            "Do the other points count in your result?",
            see="One outlier rules a maximum",
        ),
        Mistake(
            lambda y, z: (1 - _margins(y, z)).sum(),
            "Points beyond margin 1 lower your sum. They should cost nothing, and earn nothing "
            "either.",
            "What is the hinge loss at margin 3?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, (1 - _margins(y, z)).sum()),
            "You add up first and clip the sum, so right points make up for wrong ones.",
            "In which order do the formulas clip and add?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - y * z).sum(),
            "You take the labels for signs. A label 0 makes the product 0, whatever the score.",
            "How do the labels 0 and 1 become the signs -1 and 1?",
            see="Can a line do it?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 + _margins(y, z)).sum(),
            "Your sign is turned round: here the points on the right side pay.",
            "Should a large score cost more or less where the label is 1?",
        ),
        *(
            Mistake(
                lambda y, z, k=k: np.where(y == k, np.maximum(0, 1 - _margins(y, z)), 0).sum(),
                f"You add up the points with label {k} only. The others have a slack as well.",
                f"What does a point with label {1 - k} cost?",
            )
            for k in (0, 1)
        ),
        *(
            Mistake(
                lambda y, z, i=i: np.maximum(0, 1 - _margins(y, z))[i],
                f"Only the {which} point counts in your sum.",
                hint,
            )
            for i, which, hint in (
                (0, "first", "Does return stand inside the loop or after it?"),
                (-1, "last", "Does each slack add to the total, or does it take its place?"),
            )
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - z).sum(),
            "The labels do not count in your sum.",
            "What should a large score cost where the label is 0?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, _margins(y, z) - 1).sum(),
            "Your difference is turned round: here points beyond margin 1 pay, by m - 1.",
            "What is the hinge loss at margin 3, and what at margin 0?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - _margins(y, z)),
            "You return the hinge loss of each point. One step is missing.",
            "One number is asked for. How is it made from these?",
        ),
        Mistake(
            lambda y, z: np.minimum(0, 1 - _margins(y, z)).sum(),
            "You keep the smaller of 0 and the number, in place of the larger.",
            "Can a slack be negative?",
        ),
        Mistake(
            lambda y, z: (np.maximum(0, 1 - _margins(y, z)) ** 2).sum(),
            "You square the slacks. The textbook adds them as they are.",
            "What does a point with margin -2 cost by the formula?",
        ),
        Mistake(
            lambda y, z: np.logaddexp(0, -_margins(y, z)).sum(),
            "This is the sum of the log losses.",
            "Which of the two losses is exactly 0 beyond margin 1?",
            see="The log loss is a soft margin, too",
        ),
        Mistake(
            lambda y, z: (_margins(y, z) < 1).sum(),
            "You count the points that fall short of 1. By how much does each?",
            "What do the margins 0.5 and -5 cost?",
        ),
        Mistake(
            lambda y, z: np.abs(1 - _margins(y, z)).sum(),
            "Points beyond margin 1 pay in yours, too: the size of 1 - m, and not its positive "
            "part.",
            "What is the hinge loss at margin 3?",
        ),
        Mistake(
            lambda y, z: np.where(_margins(y, z) < 0, 1 - _margins(y, z), 0).sum(),
            "Only points on the wrong side pay in yours. Up to margin 1 a point pays, too.",
            "What is the hinge loss at margin 0.5?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - (2 * z - 1) * y).sum(),
            "Labels and scores have changed places in yours.",
            "In which order does the exercise name its arguments?",
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - (y - 1) * z).sum(),
            "Your signs are -1 and 0, as y - 1 gives them. They are to be -1 and 1.",
            "What do you get for label 1?",
            see="Can a line do it?",
        ),
        *(
            Mistake(
                lambda y, z, cap=cap: np.clip(1 - _margins(y, z), 0, cap).sum(),
                f"No point costs more than {cap} in yours. The formula has no such bound.",
                "What does a point cost that lies far on the wrong side?",
            )
            for cap in (1, 2, 3, 5, 10)
        ),
        Mistake(
            lambda y, z: np.maximum(0, 1 - np.outer(_signs(y), z)).sum(),
            "Each label meets each score: your product is a table of all pairs.",
            "Which shape has a column times a row?",
        ),
        Mistake(
            lambda y, z: np.cumsum(np.maximum(0, 1 - _margins(y, z))),
            "Your entries are running totals. The last of them is asked for.",
            "What is the difference between sum and cumsum?",
        ),
        Mistake(
            lambda y, z: (1 - _margins(y, z)).max(),
            "You return the largest 1 - margin of all points, and it may be negative.",
            "Which function compares entry by entry, np.max or np.maximum?",
        ),
        Mistake(
            lambda y, z: (1 - np.maximum(0, _margins(y, z))).sum(),
            "You cut the margin off at 0, and not the loss: no point costs more than 1, and points "
            "beyond margin 1 lower your sum.",
            "Does the 1 stand inside the maximum?",
        ),
    ],
)


def check_hinge_sum(attempt: Any) -> Verdict:
    """Judge a function that returns the sum of the hinge losses.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of labels `y` and scores `z`.
    """
    return HINGE_SUM.judge(attempt)


# ---- separable or not


def _one_feature(*values: float) -> Floats:
    return np.column_stack([np.ones(len(values)), values])


# Upwards, downwards, in no order; one between the others; touching; a single class; more points
_CASES: Final = (
    (_one_feature(1, 2, 4), np.array([0, 0, 1])),
    (_one_feature(1, 2, 4), np.array([1, 1, 0])),
    (_one_feature(1, 2, 4), np.array([0, 1, 0])),
    (_one_feature(1, 2, 4), np.array([1, 0, 1])),
    (_one_feature(4, 2, 1), np.array([1, 0, 1])),
    (_one_feature(3, -1, 2), np.array([1, 0, 1])),
    (_one_feature(-5, -1, -2), np.array([0, 1, 0])),
    (_one_feature(1, 4, 2), np.array([0, 0, 1])),
    (_one_feature(4, 1, 3), np.array([0, 0, 1])),
    (_one_feature(1, 2, 2), np.array([0, 0, 1])),
    (_one_feature(1, 2, 2), np.array([0, 1, 0])),
    (_one_feature(2, 2, 5), np.array([1, 0, 0])),
    (_one_feature(3, 3, 3), np.array([0, 1, 1])),
    (_one_feature(1, 2, 4), np.array([1, 1, 1])),
    (_one_feature(1, 2, 4), np.array([0, 0, 0])),
    (_one_feature(5, 1, 7, 2, 6), np.array([1, 0, 1, 0, 1])),
    (_one_feature(5, 1, 7, 2, 6, 8), np.array([1, 0, 1, 0, 1, 0])),
    (_one_feature(10, 11, 12, 1, 12.5, 2), np.array([0, 0, 0, 0, 1, 1])),
    # in groups, with gaps so unequal that the middle between the means lies inside a group
    (_one_feature(1, 9, 10, 30), np.array([1, 1, 0, 0])),
    (_one_feature(1, 9, 10, 30), np.array([0, 0, 1, 1])),
    (_one_feature(30, 1, 10, 9), np.array([1, 0, 1, 0])),
    (_one_feature(-30, -1, -3, -2), np.array([0, 1, 0, 0])),
    (_one_feature(5, 6, 7, 8, 9, 100), np.array([0, 0, 1, 0, 1, 1])),
)


def _more_groups(rng: np.random.Generator) -> Iterator[tuple[Floats, Any]]:
    """Yield groups with unequal gaps, in no order: apart, touching, one point astray, or mixed."""
    for i in range(HOW_MANY):
        n = int(rng.choice([1, 2, 3, 4, 5, 6, 8, 12])) if i < HOW_MANY - 2 else 2000
        x = np.sort(10.0 * rng.normal() + np.cumsum(rng.choice([0.02, 0.3, 2.0, 7.0, 40.0], n)))
        y = (np.arange(n) >= rng.integers(n + 1)).astype(int)
        if i % 4 == 1 and n > 1:
            x[y.argmax()] = x[y.argmax() - 1]
        elif i % 4 == 2:
            one = rng.integers(n)
            y[one] = 1 - y[one]
        elif i % 4 == 3:
            y = labels(rng, n)
        order = rng.permutation(n)
        yield _one_feature(*x[order]), (y if rng.random() < 0.5 else 1 - y)[order]


def _parts(A: Floats, y: Floats) -> tuple[Floats, Floats]:
    return A[y == 0, 1], A[y == 1, 1]


def _upwards(A: Floats, y: Floats) -> bool:
    zeros, ones = _parts(A, y)
    return bool(zeros.max() < ones.min())


def _downwards(A: Floats, y: Floats) -> bool:
    return _upwards(A, 1 - y)


def _cut_at(centre: Callable[[Floats], Any]) -> list[Callable[[Floats, Floats], bool]]:
    """Return functions that try one threshold only, with and without a word on a class alone."""

    def cut(is_above: Callable[..., Any], knows_one_class: bool) -> Callable[..., bool]:
        def is_cut(A: Floats, y: Floats) -> bool:
            is_right = is_above(A[:, 1], centre(A[:, 1])) == (y == 1)
            return bool((knows_one_class and _alone(y)) or is_right.all() or not is_right.any())

        return is_cut

    return [
        cut(above, knows) for knows in (False, True) for above in (np.greater, np.greater_equal)
    ]


def _threshold(A: Floats, y: Floats) -> float:
    """Return a threshold, and 0 where there is none, as False is."""
    zeros, ones = _parts(A, y)
    low, high = (zeros, ones) if zeros.max() < ones.min() else (ones, zeros)
    return (low.max() + high.min()) / 2 if low.max() < high.min() else 0.0


def _gap(A: Floats, y: Floats) -> float:
    """Return by how much the upper class lies above the lower one, below 0 where they overlap."""
    zeros, ones = _parts(A, y)
    return float(max(ones.min() - zeros.max(), zeros.min() - ones.max()))


def _tops_differ(A: Floats, y: Floats) -> bool:
    zeros, ones = _parts(A, y)
    return bool(zeros.max() != ones.max())


def _at_a_value(A: Floats, y: Floats) -> bool:
    """Say whether one of the values, as a threshold, has class 1 at or above it, and 0 below."""
    return any(((A[:, 1] >= value) == (y == 1)).all() for value in A[:, 1])


def _touching(A: Floats, y: Floats) -> bool:
    zeros, ones = _parts(A, y)
    return bool(zeros.max() <= ones.min() or ones.max() <= zeros.min())


def _apart(A: Floats, y: Floats, below: int, above: int) -> bool:
    """Say whether the smallest of one class lies below the largest of the other."""
    return bool(A[y == below, 1].min() < A[y == above, 1].max())


def _reaches_into(A: Floats, y: Floats, inner: int) -> bool:
    """Say whether a point of class `inner` lies within the range of the other class."""
    x, other = A[y == inner, 1], A[y != inner, 1]
    return bool(((other.min() <= x) & (x <= other.max())).any())


def _by_the_middle(A: Floats, y: Floats) -> bool:
    zeros, ones = _parts(A, y)
    above = A[:, 1] > (zeros.mean() + ones.mean()) / 2
    return bool((above == (y == 1)).all() or (above == (y == 0)).all())


def _alone(y: Floats) -> bool:
    return bool((y == y[0]).all())


def _separable(A: Floats, y: Floats) -> bool:
    """Say with one feature what `is_separable` says with any number: no programme is needed."""
    return _alone(y) or _upwards(A, y) or _downwards(A, y)


def _changes(labels: Floats) -> int:
    return int((np.diff(labels) != 0).sum())


SEPARABLE = Exercise(
    chapter=6,
    title="separable or not",
    reference=_separable,
    inputs=_CASES,
    more=_more_groups,
    see="Can a line do it?",
    mistakes=[
        Mistake(
            lambda A, y: _upwards(A, y) or _downwards(A, y),
            "With a single class your function stops: nothing has no largest value. A class alone "
            "is separable.",
            "What could your function look at first, before it asks for extremes?",
        ),
        Mistake(
            [
                _upwards,
                _downwards,
                lambda A, y: _alone(y) or _upwards(A, y),
                lambda A, y: _alone(y) or _downwards(A, y),
                _at_a_value,
            ],
            "You try one direction only. Either class may be the upper one.",
            "What changes if the two classes exchange their labels?",
        ),
        Mistake(
            [lambda A, y: _alone(y) or _touching(A, y), _touching],
            "Where both classes share a value, no threshold has them strictly apart.",
            "On which side of the threshold is a point that lies on it?",
        ),
        Mistake(
            lambda A, y: _changes(y[np.argsort(A[:, 1], kind="stable")]) <= 1,
            "Points of the same value have no order among them, and yours depends on how they "
            "were sorted.",
            "On which side of the threshold is a point that lies on it?",
        ),
        Mistake(
            lambda A, y: not _alone(y) and (_upwards(A, y) or _downwards(A, y)),
            "You refuse a single class. Any threshold below or above it will do.",
            "Is there a point on the wrong side?",
        ),
        Mistake(
            lambda A, y: _changes(y) <= 1,
            "You look at the labels in the order of the rows. What counts is the order of the "
            "feature.",
            "What would you see if the rows were sorted?",
        ),
        Mistake(
            [
                lambda A, y: A[y == 0, 1].mean() != A[y == 1, 1].mean(),
                lambda A, y: A[y == 0, 1].mean() < A[y == 1, 1].mean(),
                lambda A, y: _alone(y) or A[y == 0, 1].mean() < A[y == 1, 1].mean(),
            ],
            "You compare the means. Classes whose means lie apart can still overlap.",
            "Which point of each class lies nearest to the other class?",
        ),
        Mistake(
            [
                lambda A, y: _alone(y) or (_upwards(A, y) and _downwards(A, y)),
                lambda A, y: _upwards(A, y) and _downwards(A, y),
            ],
            "You ask for both directions at once, and no two classes can have both; or you look at "
            "the column of ones, where all values are alike.",
            "Is one of the two directions enough? In which column of `A` does the feature stand?",
        ),
        Mistake(
            [
                lambda A, y: _alone(y) or _apart(A, y, 0, 1) or _apart(A, y, 1, 0),
                lambda A, y: _apart(A, y, 0, 1) or _apart(A, y, 1, 0),
            ],
            "Smallest and largest have changed places: you ask whether the smallest of one class "
            "lies below the largest of the other.",
            "Which end of each class lies next to the other class?",
        ),
        Mistake(
            lambda A, y: _alone(y) or _by_the_middle(A, y),
            "Your threshold lies in the middle between the means. Another one may do where this "
            "one does not.",
            "Which point of each class lies nearest to the other class?",
        ),
        Mistake(
            [
                lambda A, y: ((A[:, 1] > 0) == (y == 1)).all(),
                *_cut_at(lambda x: 0.0),
            ],
            "You compare the feature with 0. The threshold may be anywhere.",
            "Between which two points would you put it?",
        ),
        *(
            Mistake(
                _cut_at(centre),
                f"Your threshold is the {name} of the feature. Another one may do where this one "
                "does not.",
                "Between which two points would you put it?",
            )
            for name, centre in (("mean", np.mean), ("median", np.median))
        ),
        Mistake(
            [_threshold, lambda A, y: _alone(y) or _threshold(A, y)],
            "You return a threshold. Whether there is one is asked for: True or False.",
            "What should come out for two classes far apart?",
        ),
        Mistake(
            lambda A, y: _parts(A, y)[0].max() < _parts(A, y)[1].max(),
            "You compare the largest values of both classes. Their other points may still be "
            "mixed.",
            "Which end of the upper class lies next to the lower class?",
        ),
        Mistake(
            lambda A, y: _parts(A, y)[0].min() < _parts(A, y)[1].min(),
            "You compare the smallest values of both classes. Their other points may still be "
            "mixed.",
            "Which end of the lower class lies next to the upper class?",
        ),
        Mistake(
            lambda A, y: not (_alone(y) or _upwards(A, y) or _downwards(A, y)),
            "Your answer is the wrong way round: True stands for separable.",
            "What does your function return for two classes far apart?",
        ),
        Mistake(
            lambda A, y: _alone(y) or not (_upwards(A, y) or _downwards(A, y)),
            "With points of both classes your answer is the wrong way round: True stands for "
            "separable.",
            "What does your function return for two classes far apart?",
        ),
        Mistake(
            [
                lambda A, y, knows=knows: (knows and _alone(y)) or _tops_differ(A, y)
                for knows in (True, False)
            ],
            "You ask whether the largest values of both classes differ. Their other points may "
            "still be mixed.",
            "Which end of the upper class lies next to the lower class?",
        ),
        Mistake(
            [
                lambda A, y: bool(_parts(A, y)[0][0] < _parts(A, y)[1][0]),
                lambda A, y: _alone(y) or bool(_parts(A, y)[0][0] < _parts(A, y)[1][0]),
            ],
            "You look at the first point of each class only.",
            "Does return stand inside the loop or after it?",
        ),
        Mistake(
            [_gap, lambda A, y: _alone(y) or _gap(A, y)],
            "You return a gap. Whether there is one is asked for: True or False.",
            "What must be so of the gap, for a threshold to fit in?",
        ),
        Mistake(
            lambda A, y: True,
            "Your function calls all of these separable. Some of them overlap.",
            "Try it on the values 1, 2, 3 with the labels 0, 1, 0.",
        ),
        Mistake(
            lambda A, y: False,
            "Your function calls none of these separable. Some of them are.",
            "Try it on the values 1, 2 with the labels 0, 1.",
        ),
        Mistake(
            lambda A, y: not set(A[y == 0, 1]) & set(A[y == 1, 1]),
            "No shared value is enough for you. Values may differ and still be mixed.",
            "What about class 0 at 1 and 3, and class 1 at 2?",
        ),
        Mistake(
            [
                lambda A, y, inner=inner, knows=knows: (
                    (knows and _alone(y)) or not _reaches_into(A, y, inner)
                )
                for inner in (0, 1)
                for knows in (True, False)
            ],
            "You ask whether a point of one class lies within the range of the other. All of that "
            "range may lie between two points of the first.",
            "What about class 1 at 1 and 3, and class 0 at 2?",
        ),
    ],
)


def check_separable(attempt: Any) -> Verdict:
    """Judge a function that tells whether a threshold on one feature separates two classes.

    Parameters
    ----------
    attempt : object
        What the student wrote: a function of rows `A`, the ones and the feature, and labels `y`.
    """
    return SEPARABLE.judge(attempt)
