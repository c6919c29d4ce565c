"""The tumours that explorers show."""

import numpy as np
import pytest
from scipy.stats import zscore
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from logit_core.explorers.tumours import MEASUREMENTS, judge_tumours, load_tumours


def test_the_data_are_scaled_by_the_training_rows_and_malignant_is_1():
    tumours = load_tumours(["mean radius", "mean concave points"], n_train=100)
    assert np.allclose(tumours.X.mean(axis=0), 0)
    assert np.allclose(tumours.X.std(axis=0), 1)
    assert not np.allclose(tumours.X_valid.mean(axis=0), 0, atol=1e-3)
    assert tumours.y.sum() + tumours.y_valid.sum() == 212
    assert (len(tumours.y), len(tumours.y_valid)) == (100, 469)
    # malignant tumours are the larger ones
    assert tumours.X[tumours.y == 1, 0].mean() > tumours.X[tumours.y == 0, 0].mean()


def test_the_measurements_are_columns_by_their_names():
    data = load_breast_cancer()
    assert list(MEASUREMENTS) == data.feature_names[:10].tolist()
    tumours = load_tumours(["mean area", "mean texture"], n_train=100)
    for ours, column in ((0, 3), (1, 1)):
        both_groups = np.concatenate([tumours.X[:, ours], tumours.X_valid[:, ours]])
        assert np.sort(zscore(both_groups)) == pytest.approx(np.sort(zscore(data.data[:, column])))


def test_the_judged_parts_are_those_of_chapter_7_and_no_model_has_seen_them():
    data = load_breast_cancer()
    X, y = data.data[:, [1, 4, 8]], 1 - data.target
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    X, X_valid, y, y_valid = train_test_split(X, y, test_size=1 / 3, stratify=y, random_state=0)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1e9, tol=1e-10)).fit(X, y)
    judged = judge_tumours([MEASUREMENTS[k] for k in (1, 4, 8)])
    assert judged.y_valid.tolist() == y_valid.tolist()
    assert judged.y_test.tolist() == y_test.tolist()
    assert judged.z_valid == pytest.approx(model.decision_function(X_valid), abs=1e-4)
    assert judged.z_test == pytest.approx(model.decision_function(X_test), abs=1e-4)
