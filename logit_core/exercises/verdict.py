"""What a judge says: right or not yet, a message, and a hint."""

import html
from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
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

    Examples
    --------
    >>> Verdict(False, "Your function returns nothing.", "Did you forget return?")
    Not yet. Your function returns nothing.
    Hint: Did you forget return?
    >>> bool(Verdict(True, "All 3 inputs agree."))
    True
    """

    passed: bool
    message: str
    hint: str = ""

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        hint = f"\nHint: {self.hint}" if self.hint else ""
        return f"{self._word}. {self.message}{hint}"

    def _repr_html_(self) -> str:
        # No text colour and no background: both come from the page, light or dark.
        edge = "--jp-success-color1, #388e3c" if self.passed else "--jp-warn-color1, #f57c00"
        hint = f"<br>Hint: {html.escape(self.hint)}" if self.hint else ""
        return (
            f'<div role="status" style="border-left: 4px solid var({edge}); padding: 0.3em 0.8em">'
            f"<strong>{self._word}.</strong> {html.escape(self.message)}{hint}</div>"
        )

    @property
    def _word(self) -> str:
        return "Right" if self.passed else "Not yet"
