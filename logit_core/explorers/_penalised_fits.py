"""Fits under L2 and L1 penalties of many strengths, and the loss of each without its penalty."""

import numpy as np
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_features, as_labels, as_number
from logit_core.descent import newton
from logit_core.losses import binary_cross_entropy_from_log_odds
from logit_core.model import add_intercept, predict_log_odds


def penalised_weights(X: Floats, y: Floats, penalties: Floats) -> Floats:
    """Return weights (2, n_penalties, n_features + 1), first under L2 penalties, then under L1."""
    A = add_intercept(X)
    l2 = [newton(A, y, penalty=penalty).weights[-1] for penalty in penalties]
    l1 = [l1_weights(X, y, penalty) for penalty in penalties]
    return np.array([l2, l1])


def mean_losses(X: Floats, y: Floats, w: Floats) -> Floats:
    """Return the mean loss (2, n_penalties) of weights (2, n_penalties, n_features + 1)."""
    A = add_intercept(X)
    return np.array(
        [
            [binary_cross_entropy_from_log_odds(y, predict_log_odds(A, fit)) for fit in fits]
            for fits in w
        ]
    )


def l1_weights(X: ArrayLike, y: ArrayLike, penalty: float) -> Floats:
    """Return intercept and weights under an L1 penalty, fitted by scikit-learn.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_features)
        Features, standardised, without the column of ones.
    y : array_like of shape (n_samples,)
        Labels, both of them present.
    penalty : float > 0
        Times the sum of the sizes of the weights is added to the mean loss; the intercept is free.

    Returns
    -------
    w : ndarray of shape (n_features + 1,)
        Intercept first.

    Notes
    -----
    LIBLINEAR treats the intercept as the weight of one more column and shrinks it, too. With 1000
    in that column the intercept needs a weight so small that it is as good as free.
    """
    from sklearn.linear_model import LogisticRegression

    features = as_features(X)
    strength = 1 / (len(features) * as_number(penalty, "penalty", above=0.0))
    settings = {"C": strength, "solver": "liblinear", "intercept_scaling": 1000.0}
    model = LogisticRegression(**settings, tol=1e-8, max_iter=10_000, random_state=0)
    # l1_ratio alone says it from scikit-learn 1.8 on, penalty alone before
    new = model.get_params().get("penalty", "deprecated") == "deprecated"
    model.set_params(**({"l1_ratio": 1.0} if new else {"penalty": "l1"}))
    model.fit(features, as_labels(y, len(features)))
    return np.concatenate([model.intercept_, model.coef_[0]])
