"""What a quiz or a game shows where a page has no widgets: HTML that unfolds."""

import html
import re


def as_html(text: str) -> str:
    """Return text as HTML; what stands between backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def unfolding(text: str, word: str, why: str) -> str:
    """Return a text that unfolds to its answer, a word in bold and why."""
    answer = f"<strong>{word}.</strong> {as_html(why)}"
    return f"<details><summary>{as_html(text)}</summary>{answer}</details>"
