"""The records that descents give back, and what they refuse to hold."""

import numpy as np
import pytest

from logit_core import Path, Sweep

W, LOSSES = np.arange(6.0).reshape(3, 2), np.array([3.0, 2.0, np.inf])


def test_a_path_holds_arrays_of_its_own_that_are_closed_to_writing() -> None:
    path = Path(W.tolist(), LOSSES, 1, np.True_)
    np.testing.assert_array_equal(path.weights, W)
    np.testing.assert_array_equal(path.losses, LOSSES)
    assert path.learning_rate == 1.0
    assert path.converged is True
    assert not path.weights.flags.writeable
    assert not path.losses.flags.writeable
    assert LOSSES.flags.writeable
    assert Path(W, LOSSES, None, False).learning_rate is None


def test_a_sweep_holds_arrays_of_its_own_that_are_closed_to_writing() -> None:
    sweep = Sweep([1, 2], np.ones((2, 3, 4)), np.ones((2, 3)))
    for array in (sweep.learning_rates, sweep.weights, sweep.losses):
        assert array.dtype == float
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": "abc"}, "weights must hold real numbers"),
        ({"weights": [1.0]}, r"weights must have shape \(n_steps \+ 1, n_features\), got \(1,\)"),
        ({"weights": [[np.nan]]}, "weights must not hold NaN"),
        ({"losses": None}, "losses must hold real numbers"),
        ({"losses": LOSSES[:2]}, r"losses must have shape \(3,\), as weights, got \(2,\)"),
        ({"learning_rate": "x"}, "learning_rate must hold real numbers"),
        ({"learning_rate": 0.0}, "learning_rate must be greater than 0"),
        ({"converged": 3}, "converged must be True or False, got 3"),
    ],
)
def test_a_path_refuses_what_it_cannot_hold(given: dict[str, object], message: str) -> None:
    fits = {"weights": W, "losses": LOSSES, "learning_rate": 0.1, "converged": False}
    with pytest.raises(ValueError, match=f"^{message}"):
        Path(**{**fits, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"learning_rates": [1.0, 0.0]}, "learning_rates must be a row of numbers above 0, got"),
        ({"learning_rates": [[1.0, 2.0]]}, "learning_rates must be a row of numbers above 0, got"),
        ({"learning_rates": [1.0]}, r"losses must be as long as learning_rates \(1\), got 2"),
        ({"weights": W}, r"weights must have shape \(n_rates, n_epochs \+ 1, n_features\), got"),
        ({"losses": LOSSES}, r"losses must have shape \(2, 3\), as weights, got \(3,\)"),
    ],
)
def test_a_sweep_refuses_what_it_cannot_hold(given: dict[str, object], message: str) -> None:
    fits = {
        "learning_rates": [0.1, 1.0],
        "weights": np.ones((2, 3, 2)),
        "losses": np.ones((2, 3)),
    }
    with pytest.raises(ValueError, match=f"^{message}"):
        Sweep(**{**fits, **given})  # type: ignore[arg-type]
