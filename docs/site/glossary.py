"""The glossary, made from the chapters' own words, and the links that lead to it.

A chapter's *Words* is a list of ``**Word**, also *other word*: what it means``. Each word becomes a
term of the page `glossary`, and is linked where a chapter uses it first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

PAGE: Final = "glossary"
_HEADING: Final = "## Words"
_ITEM: Final = re.compile(r"^- (.+?)(?=\n- |\Z)", re.MULTILINE | re.DOTALL)
_FURTHER: Final = re.compile(r"(?<=\.) (?=\*\*[^*]+\*\*[^.:]*:)")  # a second word in one item
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_ALSO: Final = re.compile(r"also \*(.+?)\*")
_EVERYDAY: Final = {"pass", "miss", "error", "recall"}  # these mean something else as often
_NOT_IN: Final = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.raw),
    *(nodes.math, nodes.math_block, addnodes.pending_xref),
)


@dataclass
class Entry:
    """Words of one meaning, and what the chapters say of them."""

    words: list[str]
    meanings: dict[str, list[str]] = field(default_factory=dict)  # with the chapters that say it


def entries_of(notebooks: Mapping[Path, Any]) -> list[Entry]:
    """Return the entries of these chapters."""
    return gather((path.stem, words_of(notebook)) for path, notebook in notebooks.items())


def write_glossary(source: Path, entries: Iterable[Entry]) -> None:
    """Write the glossary where Sphinx reads it."""
    lines = []
    for entry in entries:
        lines += entry.words
        for meaning, chapters in entry.meanings.items():
            links = ", ".join(f"[{name[1]}]({name}.ipynb)" for name in chapters)
            lines += [f"  {meaning} (chapter {links})", ""]
    text = "\n".join(["# Glossary", "", "```{glossary}", ":sorted:", "", *lines, "```", ""])
    (source / f"{PAGE}.md").write_text(text, "utf-8")


def words_of(notebook: Any) -> str:
    """Return the cell in which a chapter explains its words; the empty text where it has none."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return next((text for text in texts if text.startswith(_HEADING)), "")


def gather(chapters: Iterable[tuple[str, str]]) -> list[Entry]:
    """Return the entries of all chapters; what shares a word is one entry.

    Examples
    --------
    >>> gather([("2", "- **Bias**: a number."), ("5", "- **Bias**, also *intercept*: a weight.")])
    [Entry(words=['Bias', 'intercept'], meanings={'a number.': ['2'], 'a weight.': ['5']})]
    """
    found: list[Entry] = []
    for chapter, text in chapters:
        for words, meaning in _read(text):
            known = {word.lower() for word in words}
            entry = next((one for one in found if known & set(map(str.lower, one.words))), None)
            if entry is None:
                entry = Entry([])
                found.append(entry)
            present = set(map(str.lower, entry.words))
            entry.words += [word for word in words if word.lower() not in present]
            entry.meanings.setdefault(meaning, []).append(chapter)
    return found


def _read(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words of each item and what it says of them."""
    for item in _ITEM.findall(text):
        for part in _FURTHER.split(" ".join(item.split())):
            head, _, meaning = part.partition(": ")
            words = [word for bold in _BOLD.findall(head) for word in bold.split(", ")]
            rest = re.sub(r"^[\s,]+", "", _ALSO.sub("", _BOLD.sub("", head)))
            yield words + _ALSO.findall(head), f"{rest}: {meaning}" if rest else meaning


def link_words(app: Sphinx, doctree: nodes.document) -> None:
    """Link the words in a chapter, which is what Sphinx has read."""
    if re.match(r"\d\d_", app.env.docname):
        link_in(doctree, app.config.logit_words)


def link_in(document: nodes.document, words: list[str]) -> None:
    """Link each word where a text uses it first: never in code, headings or formulas."""
    if not words:
        return
    pattern = _pattern(words)
    missing = {word.lower() for word in words}
    for text in list(document.findall(nodes.Text)):
        if not _is_out_of_bounds(text):
            _link(text, pattern, missing)


def linked_words(entries: Iterable[Entry]) -> list[str]:
    """Return the words that are to be linked."""
    return [word for entry in entries for word in entry.words if word.lower() not in _EVERYDAY]


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest first, also in the plural."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(s|es|d)?(?![\w-])", re.I)


def _is_out_of_bounds(text: nodes.Text) -> bool:
    above = text.parent
    while above is not None:
        if isinstance(above, _NOT_IN):
            return True
        if isinstance(above, nodes.section) and above[0].astext() == _HEADING.strip("# "):
            return True
        above = above.parent
    return False


def _link(text: nodes.Text, pattern: re.Pattern[str], missing: set[str]) -> None:
    """Put links into the place of the first uses in a text; what is found is not missing any more.

    The words that are found are taken out of `missing`.
    """
    said, made, end = text.astext(), [], 0
    for found in pattern.finditer(said):
        word = found[1].lower()
        if word not in missing:
            continue
        missing.remove(word)
        link = addnodes.pending_xref(
            "",
            nodes.inline("", found[0], classes=["logit-word"]),
            refdomain="std",
            reftype="term",
            reftarget=word,
            refexplicit=True,
            refwarn=True,
        )
        made += [nodes.Text(said[end : found.start()]), link]
        end = found.end()
    if made:
        text.parent.replace(text, [*made, nodes.Text(said[end:])])
