"""The tested maths of logistic regression."""

from logit_core.data import load_iris_pair, make_clusters, make_line_points
from logit_core.descent import (
    Path,
    Sweep,
    adam,
    gradient_descent,
    lbfgs,
    newton,
    safe_learning_rate,
    sgd,
    sgd_sweep,
)
from logit_core.gradients import (
    cross_entropy_gradient,
    cross_entropy_hessian,
    numerical_gradient,
)
from logit_core.losses import (
    binary_cross_entropy,
    binary_cross_entropy_from_log_odds,
    focal_loss,
    hinge_loss,
    l2_penalty,
    squared_error,
    zero_one_loss,
)
from logit_core.margin import is_separable, signed_distance, slacks, worst_slack
from logit_core.model import add_intercept, predict, predict_log_odds, predict_probability
from logit_core.probability import (
    log_odds,
    log_sigmoid,
    odds,
    probability_from_odds,
    sigmoid,
    sigmoid_derivative,
)

__all__ = [
    "Path",
    "Sweep",
    "adam",
    "add_intercept",
    "binary_cross_entropy",
    "binary_cross_entropy_from_log_odds",
    "cross_entropy_gradient",
    "cross_entropy_hessian",
    "focal_loss",
    "gradient_descent",
    "hinge_loss",
    "is_separable",
    "l2_penalty",
    "lbfgs",
    "load_iris_pair",
    "log_odds",
    "log_sigmoid",
    "make_clusters",
    "make_line_points",
    "newton",
    "numerical_gradient",
    "odds",
    "predict",
    "predict_log_odds",
    "predict_probability",
    "probability_from_odds",
    "safe_learning_rate",
    "sgd",
    "sgd_sweep",
    "sigmoid",
    "sigmoid_derivative",
    "signed_distance",
    "slacks",
    "squared_error",
    "worst_slack",
    "zero_one_loss",
]
