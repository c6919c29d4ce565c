"""What a lesson plan says, taken apart for the speaker's notes of the slides."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from docs.site import teaching

_ROW: Final = re.compile(r"^\| (\d+) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
_PLACE: Final = re.compile(r"\.ipynb#(.+?)>?\)")


@dataclass(frozen=True)
class Lesson:
    """The plan of one lesson.

    Attributes
    ----------
    opening : str
        What it is for, what to bring, and what comes before the first section.
    steps : mapping of str to list of str
        What to do at each section, by the section's name in an address.
    closing : str
        What students will say, and the exit ticket.
    """

    opening: str
    steps: Mapping[str, list[str]]
    closing: str


def read_lesson(chapter: str) -> Lesson:
    """Return the plan for a chapter, such as "05_iris"."""
    text = teaching.page((teaching.FOLDER / f"lesson_{chapter[1]}.md").read_text("utf-8"))
    head, _, rest = text.partition("\n\n")[2].partition("\n| minutes ")
    opening, steps = [head.strip()], defaultdict(list)
    for minutes, what, where in _ROW.findall(rest):
        step = f"{minutes} minutes. {what}"
        place = _PLACE.search(where)
        if place:
            steps[unquote(place[1])].append(step)
        elif not steps:
            opening.append(step)
    closing = rest[rest.index("\n## ") :].strip()
    return Lesson("\n\n".join(opening), dict(steps), closing)
