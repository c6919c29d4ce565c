"""The judges of the exercises: each runs what a student wrote and says in words what it found."""

from logit_core.exercises.chapter_1_odds import check_evidence, check_log_odds, check_odds
from logit_core.exercises.chapter_2_sigmoid import (
    check_decision,
    check_sigmoid,
    check_sigmoid_derivative,
)
from logit_core.exercises.chapter_3_cross_entropy import (
    check_cross_entropy,
    check_cross_entropy_gradient,
    check_numerical_gradient,
    check_stable_loss,
)
from logit_core.exercises.chapter_4_descent import (
    check_guaranteed_rate,
    check_sgd,
    check_sgd_step,
)
from logit_core.exercises.chapter_5_iris import (
    check_decide,
    check_first_perfect,
    check_mean_loss,
)
from logit_core.exercises.chapter_6_margin import (
    check_hinge_sum,
    check_separable,
    check_signed_distance,
    check_worst_slack,
)
from logit_core.exercises.chapter_7_caution import (
    check_balanced_weights,
    check_confusion,
    check_precision_and_recall,
    check_split,
)
from logit_core.exercises.chapter_8_beyond import (
    check_federated_mean,
    check_momentum_step,
    check_penalised_gradient,
)
from logit_core.exercises.comparison import Mistake, check
from logit_core.exercises.record import Progress, progress
from logit_core.exercises.verdict import Verdict

__all__ = [
    "Mistake",
    "Progress",
    "Verdict",
    "check",
    "check_balanced_weights",
    "check_confusion",
    "check_cross_entropy",
    "check_cross_entropy_gradient",
    "check_decide",
    "check_decision",
    "check_evidence",
    "check_federated_mean",
    "check_first_perfect",
    "check_guaranteed_rate",
    "check_hinge_sum",
    "check_log_odds",
    "check_mean_loss",
    "check_momentum_step",
    "check_numerical_gradient",
    "check_odds",
    "check_penalised_gradient",
    "check_precision_and_recall",
    "check_separable",
    "check_sgd",
    "check_sgd_step",
    "check_sigmoid",
    "check_sigmoid_derivative",
    "check_signed_distance",
    "check_split",
    "check_stable_loss",
    "check_worst_slack",
    "progress",
]
