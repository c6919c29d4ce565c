"""What would not fit into memory is refused before it is asked for, with the largest that does."""

from collections.abc import Callable

import numpy as np
import pytest

from logit_core import (
    adam,
    cross_entropy_hessian,
    gradient_descent,
    is_separable,
    lbfgs,
    newton,
    safe_learning_rate,
    sgd,
    sgd_sweep,
)
from logit_core.explorers import gradient_check_explorer, penalty_explorer

WIDE, Y = np.ones((2, 10**5)), [0, 1]


@pytest.mark.parametrize(
    ("call", "most"),
    [
        (lambda: newton(WIDE, Y), "5,000"),
        (lambda: lbfgs(WIDE, Y), "5,000"),
        (lambda: cross_entropy_hessian(WIDE, Y, WIDE[0]), "5,000"),
        (lambda: safe_learning_rate(WIDE), "5,000"),
        (lambda: is_separable(WIDE, Y), "5,000"),
        (lambda: penalty_explorer(WIDE, Y, WIDE, Y), "64"),
        (lambda: gradient_check_explorer(WIDE, Y), "100"),
    ],
)
def test_too_many_columns_are_refused(call: Callable[[], object], most: str) -> None:
    with pytest.raises(ValueError, match=f"^X must have at most {most} columns, got 100,000$"):
        call()


@pytest.mark.parametrize("descend", [sgd, gradient_descent, adam])
def test_epochs_whose_weights_cannot_be_kept_are_refused(descend: Callable[..., object]) -> None:
    message = "^n_epochs must be at most 499 for 100,000 columns of X, got 500$"
    with pytest.raises(ValueError, match=message):
        descend(WIDE, Y, n_epochs=500)


def test_rates_whose_weights_cannot_be_kept_are_refused() -> None:
    message = "^learning_rates must hold at most 23 for 20 epochs of 100,000 columns of X, got 24$"
    with pytest.raises(ValueError, match=message):
        sgd_sweep(WIDE, Y, np.ones(24))
    with pytest.raises(ValueError, match=r"^n_epochs must be at most 499 for 100,000 columns of X"):
        sgd_sweep(WIDE, Y, [1.0], n_epochs=1000)
