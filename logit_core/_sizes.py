"""What would not fit into the memory of a computer: refused before it is asked for."""

from typing import Final

from logit_core._validation import Floats

MOST_COLUMNS: Final = 5_000
"""Columns beyond which a square matrix of them, 200 MB here, is refused."""

MOST_NUMBERS: Final = 50_000_000
"""Numbers, 400 MB, beyond which what a descent gives back is refused."""


def refuse_wide(X: Floats, most: int = MOST_COLUMNS) -> None:
    """Raise a ValueError for features of more than so many columns."""
    if X.shape[1] > most:
        raise ValueError(f"X must have at most {most:,} columns, got {X.shape[1]:,}")


def refuse_long(n_epochs: int, n_features: int) -> None:
    """Raise a ValueError where the weights after each epoch are too many to be kept."""
    most = MOST_NUMBERS // n_features - 1
    if n_epochs > most:
        columns = f"{n_features:,} columns of X"
        raise ValueError(f"n_epochs must be at most {most:,} for {columns}, got {n_epochs:,}")


def refuse_many(n_rates: int, n_epochs: int, n_features: int) -> None:
    """Raise a ValueError where the weights of each rate after each epoch are too many."""
    most = MOST_NUMBERS // (n_features * (n_epochs + 1))
    if n_rates > most:
        room = f"{n_epochs:,} epochs of {n_features:,} columns of X"
        raise ValueError(f"learning_rates must hold at most {most:,} for {room}, got {n_rates:,}")
