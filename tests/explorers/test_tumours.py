"""The tumours that explorers show."""

import numpy as np
import pytest
from scipy.stats import zscore
from sklearn.datasets import load_breast_cancer

from logit_core.explorers.tumours import MEASUREMENTS, load_tumours


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
