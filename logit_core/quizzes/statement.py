"""Statements that are true or false, read from `statements.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from logit_core._validation import as_text, shown

LONGEST: Final = 1000  # letters of a statement or of its reason
BANK: Final = Path(__file__).parent / "statements.toml"


@dataclass(frozen=True)
class Statement:
    """A statement: its text, whether it is true, and why."""

    text: str
    true: bool
    why: str

    def __post_init__(self) -> None:
        """Refuse what cannot be shown."""
        as_text(self.text, "text", longest=LONGEST)
        as_text(self.why, "why", longest=LONGEST)
        if not isinstance(self.true, bool):
            raise ValueError(f"true must be True or False, got {shown(self.true)}")


def read_statements() -> tuple[Statement, ...]:
    """Return all statements of the bank.

    Returns
    -------
    statements : tuple of Statement
    """
    with BANK.open("rb") as file:
        entries = tomllib.load(file)["statement"]
    return tuple(Statement(**entry) for entry in entries)
