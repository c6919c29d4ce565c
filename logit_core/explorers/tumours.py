"""Tumours of the breast to learn from, and others to be judged: what explorers show when asked."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from logit_core._validation import Floats
from logit_core.datasets import read_table

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
    """Return these columns of the table of tumours, `n_train` rows for training.

    The classes keep their proportions in both groups. The features are standardised by mean and
    standard deviation of the training rows only.
    """
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    tumours = read_table("tumours")
    X = tumours.numbers[:, [tumours.columns.index(name) for name in names]]
    y = (np.array(tumours.classes) == "malignant").astype(np.float64)
    train, valid = train_test_split(
        np.arange(len(y)), train_size=n_train, stratify=y, random_state=0
    )
    scaler = StandardScaler().fit(X[train])
    return Tumours(scaler.transform(X[train]), y[train], scaler.transform(X[valid]), y[valid])
