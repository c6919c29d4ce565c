"""What a judge says: right or not yet, a message, the section to see, and a hint."""

import html
import re
import sys
from dataclasses import dataclass

from logit_core._validation import as_flag, shown


@dataclass(frozen=True)
class Verdict:
    """What a check found; true when the exercise is passed.

    Parameters
    ----------
    passed : bool
        Whether the attempt is right.
    message : str
        What was found, in whole sentences.
    hint : str
        The next step, if there is one to name.
    see : str
        The heading of the section that explains it, if there is one: "Downhill" for a section of
        the exercise's own chapter, "chapter 2, Break it" for one of another.

    Examples
    --------
    >>> Verdict(False, "Your step goes uphill.", "Should the loss rise or fall?", see="Downhill")
    Not yet. Your step goes uphill.
    See "Downhill" in this chapter.
    Hint: Should the loss rise or fall?
    >>> bool(Verdict(True, "All 3 inputs agree."))
    True
    """

    passed: bool
    message: str
    hint: str = ""
    see: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be told."""
        object.__setattr__(self, "passed", as_flag(self.passed, "passed"))
        for name in ("message", "hint", "see"):
            if not isinstance(text := getattr(self, name), str):
                raise ValueError(f"{name} must be a text, got {shown(text)}")

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return printable("\n".join([f"{self._word}. {self.message}", *self._advice]))

    def _repr_html_(self) -> str:
        # No text colour and no background: both come from the page, light or dark.
        edge = "--jp-success-color1, #388e3c" if self.passed else "--jp-warn-color1, #f57c00"
        advice = "".join(f"<br>{html.escape(line)}" for line in self._advice)
        return (
            f'<div role="status" style="border-left: 4px solid var({edge}); padding: 0.3em 0.8em">'
            f"<strong>{self._word}.</strong> {html.escape(self.message)}{advice}</div>"
        )

    @property
    def _word(self) -> str:
        return "Right" if self.passed else "Not yet"

    @property
    def _advice(self) -> list[str]:
        """The lines below the message: where to read, and what to ask oneself."""
        lines = []
        if self.see:
            elsewhere = re.fullmatch(r"(chapter \d+), (.+)", self.see)
            chapter, heading = elsewhere.groups() if elsewhere else ("this chapter", self.see)
            lines.append(f'See "{heading}" in {chapter}.')
        if self.hint:
            lines.append(f"Hint: {self.hint}")
        return lines


def printable(text: str) -> str:
    """Return a text with all that this terminal cannot show written in letters that it can."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.replace("\N{GREEK SMALL LETTER SIGMA}", "sigma")
        return plain.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return ascii(text)[1:-1].replace("\\n", "\n")
    return text
