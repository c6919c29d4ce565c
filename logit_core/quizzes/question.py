"""The questions of a quiz, read from the files in `questions/`, one for each chapter."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: its text, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """A question and the answers to choose from, exactly one of them right."""

    text: str
    options: tuple[Option, ...]


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
    if chapter not in chapters:
        raise ValueError(f"chapter must be one of {', '.join(map(str, chapters))}, got {chapter!r}")
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
