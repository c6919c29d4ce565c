"""Tumours of the breast to learn from, and others to be judged: what explorers show when asked."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from logit_core._validation import Floats

MEASUREMENTS: Final = (
    "mean radius",
    "mean texture",
    "mean perimeter",
    "mean area",
    "mean smoothness",
    "mean compactness",
    "mean concavity",
    "mean concave points",
    "mean symmetry",
    "mean fractal dimension",
)


class Tumours(NamedTuple):
    """Measurements of two groups of tumours, scaled by the first group; label 1 is malignant."""

    X: Floats
    y: Floats
    X_valid: Floats
    y_valid: Floats


def load_tumours(names: Sequence[str], n_train: int) -> Tumours:
    """Return these columns of scikit-learn's breast cancer data, `n_train` rows for training.

    The classes keep their proportions in both groups. The features are standardised by mean and
    standard deviation of the training rows only.
    """
    from sklearn.datasets import load_breast_cancer
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    data = load_breast_cancer()
    columns = [data.feature_names.tolist().index(name) for name in names]
    X, y = data.data[:, columns], 1.0 - data.target  # there, 0 is malignant
    train, valid = train_test_split(
        np.arange(len(y)), train_size=n_train, stratify=y, random_state=0
    )
    scaler = StandardScaler().fit(X[train])
    return Tumours(scaler.transform(X[train]), y[train], scaler.transform(X[valid]), y[valid])
