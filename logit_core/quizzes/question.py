"""The questions of a quiz, read from the files in `questions/`, one for each chapter."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from logit_core._validation import as_index, as_listed, as_text, shown

LONGEST: Final = 1000  # letters of a question or an answer
FOLDER: Final = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: its text, whether it is right, and why."""

    text: str
    right: bool
    why: str

    def __post_init__(self) -> None:
        """Refuse what cannot be shown."""
        as_text(self.text, "text", longest=LONGEST)
        as_text(self.why, "why", longest=LONGEST)
        if not isinstance(self.right, bool):
            raise ValueError(f"right must be True or False, got {shown(self.right)}")


@dataclass(frozen=True)
class Question:
    """A question and the answers to choose from, exactly one of them right."""

    text: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        as_text(self.text, "text", longest=LONGEST)
        options = as_listed(self.options, "options", "Option")
        if strange := [one for one in options if not isinstance(one, Option)]:
            raise ValueError(f"options must be a list of Option, got {shown(strange[0])}")
        right = sum(one.right for one in options)
        if right != 1:
            raise ValueError(f"options must have one that is right, got {right}")


def read_questions(chapter: int) -> tuple[Question, ...]:
    """Return the questions of a chapter.

    Parameters
    ----------
    chapter : int
        Its number.

    Returns
    -------
    questions : tuple of Question

    Raises
    ------
    ValueError
        If the chapter has no quiz.
    """
    chapters = sorted(int(path.stem) for path in FOLDER.glob("*.toml"))
    if as_index(chapter) not in chapters:
        wanted = ", ".join(map(str, chapters))
        raise ValueError(f"chapter must be one of {wanted}, got {shown(chapter)}")
    with (FOLDER / f"{chapter}.toml").open("rb") as file:
        entries = tomllib.load(file)["question"]
    return tuple(
        Question(
            entry["text"],
            tuple(
                Option(option["text"], option.get("right", False), option["why"])
                for option in entry["option"]
            ),
        )
        for entry in entries
    )
