"""Tumours of the breast to learn from, and others to be judged: what explorers show when asked."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.datasets import read_table
from logit_core.descent import newton
from logit_core.model import add_intercept

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


class Patients(NamedTuple):
    """Labels and log-odds of tumours that a model has not seen; label 1 is malignant."""

    y_valid: Floats
    z_valid: Floats
    y_test: Floats
    z_test: Floats


def load_tumours(names: Sequence[str], n_train: int) -> Tumours:
    """Return these columns of the table of tumours, `n_train` rows for training.

    The classes keep their proportions in both groups. The features are standardised by mean and
    standard deviation of the training rows only.
    """
    from sklearn.model_selection import train_test_split

    X, y = _read(names)
    train, valid = train_test_split(
        np.arange(len(y)), train_size=n_train, stratify=y, random_state=0
    )
    X_train, X_valid = _standardise(X, train, valid)
    return Tumours(X_train, y[train], X_valid, y[valid])


def judge_tumours(names: Sequence[str]) -> Patients:
    """Fit these columns of the training part, and judge the validation and the test part.

    The parts are those of chapter 7: 284, 142 and 143 tumours.
    """
    from sklearn.model_selection import train_test_split

    X, y = _read(names)
    rest, test = train_test_split(np.arange(len(y)), test_size=0.25, stratify=y, random_state=0)
    train, valid = train_test_split(rest, test_size=1 / 3, stratify=y[rest], random_state=0)
    A_train, A_valid, A_test = map(add_intercept, _standardise(X, train, valid, test))
    w = newton(A_train, y[train]).weights[-1]
    return Patients(y[valid], A_valid @ w, y[test], A_test @ w)


def _read(names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return these columns of the table, and the labels."""
    tumours = read_table("tumours")
    X = tumours.numbers[:, [tumours.columns.index(name) for name in names]]
    return X, (np.array(tumours.classes) == "malignant").astype(np.float64)


def _standardise(X: Floats, train: NDArray[np.int_], *others: NDArray[np.int_]) -> list[Floats]:
    """Return these rows, standardised by mean and standard deviation of the first group."""
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(X[train])
    return [scaler.transform(X[rows]) for rows in (train, *others)]
