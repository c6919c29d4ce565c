"""Where a line of a page may break: in a long name, and not between a formula and its comma."""

import re
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

_CODE: Final = re.compile(r'(?<=<span class="pre">)[^<]+')  # in a text, a table or a signature
_GAP: Final = re.compile(r"\\qquad\s+(?=\S)")
_SEVERAL_LINES: Final = re.compile(r"\\begin|\\\\")
_OPENING: Final = re.compile(r"[(\u201c]+$")
_CLOSING: Final = re.compile(r"[.,:;?!)\u2019\u201d]+")


def let_names_break(body: str) -> str:
    """Return the HTML of a page whose names in code may break after an underscore.

    Examples
    --------
    >>> let_names_break('<code><span class="pre">check_odds</span></code>')
    '<code><span class="pre">check_<wbr>odds</span></code>'
    """
    return _CODE.sub(lambda code: code[0].replace("_", "_<wbr>"), body)


def break_between_formulas(app: Sphinx, doctree: nodes.document) -> None:
    """Let formulas that are displayed side by side stand below each other where room is short."""
    for display in list(doctree.findall(nodes.math_block)):
        display[:] = [nodes.Text(break_at_gaps(display.astext()))]


def break_at_gaps(tex: str) -> str:
    r"""Return a line of formulas that breaks at its wide gaps, and after the first not elsewhere.

    Examples
    --------
    >>> break_at_gaps(r"v = 1, \qquad w = 2 + v.")
    'v = 1, \\qquad\\allowbreak {w = 2 + v.}'
    """
    if _SEVERAL_LINES.search(tex):
        return tex
    first, *others = _GAP.split(tex.strip())
    return "\\qquad\\allowbreak ".join([first, *(f"{{{one.strip()}}}" for one in others)])


def keep_marks_with_formulas(app: Sphinx, doctree: nodes.document) -> None:
    """Let each formula in a text stand in one line with its marks, as Sphinx has read them."""
    join_marks(doctree)


def join_marks(document: nodes.document) -> None:
    """Put each formula into one box with the mark after it and the bracket before it.

    A formula alone is a box to a browser, which breaks a line on either side, even before a comma.
    """
    for formula in list(document.findall(nodes.math)):
        around, at = formula.parent, formula.parent.index(formula)
        before, after = _text_at(around, at - 1), _text_at(around, at + 1)
        opening, closing = _OPENING.search(before), _CLOSING.match(after)
        begun, ended = opening[0] if opening else "", closing[0] if closing else ""
        if not begun + ended:
            continue
        whole = nodes.inline("", "", classes=["logit-whole"])
        around[at] = whole
        whole += [nodes.Text(begun), formula, nodes.Text(ended)]
        if ended:
            around[at + 1] = nodes.Text(after.removeprefix(ended))
        if begun:
            around[at - 1] = nodes.Text(before.removesuffix(begun))


def _text_at(parent: nodes.Element, at: int) -> str:
    """Return the text at a place among the children; the empty text where there is none."""
    is_text = 0 <= at < len(parent) and isinstance(parent[at], nodes.Text)
    return str(parent[at].astext()) if is_text else ""
