"""Each chapter as a talk: the cells of its page, put on slides that reveal.js shows.

The slide types of the cells decide what stands together, as in nbconvert. What is for the speaker
is what the cells keep for the notes, and what the lesson plan says of the section.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import nbformat

from docs.site.lessons import Lesson
from docs.site.pages import slug

PREFIX: Final = "slides_"
WORDS_ON_A_SLIDE: Final = 60
_HEADING: Final = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)
_HERE: Final = re.compile(r"\]\(#([^)]+)\)")
_ITEM: Final = re.compile(r"- |\d+\. ")
_ITEM_ABOVE: Final = re.compile(rf"\n(?={_ITEM.pattern})")
_HOW_TO_ANSWER: Final = re.compile(  # which an audience does not: the task comes first
    r"(Replace the three dots .*?)\n\n(.*)", re.DOTALL
)
_SENTENCE_END: Final = re.compile(r"(?<=[.?])\s+")
_TABLE: Final = re.compile(r"^\|.*$", re.MULTILINE)
_OF_THE_PAGE: Final = ('<div class="logit-', '<p class="logit-')  # what only the page has
_BETWEEN: Final = {  # a column of slides is a section of its own
    "slide": "</section></section>\n<section><section>",
    "subslide": "</section>\n<section>",
}


def write_slides(page: Path, lesson: Lesson) -> None:
    """Write the slides of a chapter beside its page.

    Parameters
    ----------
    page : Path
        What `write_page` wrote.
    lesson : Lesson
        What the speaker's notes are made of.
    """
    notebook = nbformat.read(page, 4)
    notebook.cells = list(_slides(notebook.cells, page.name, lesson))
    nbformat.write(notebook, page.with_name(f"{PREFIX}{page.name}"))


def _slides(cells: list[Any], page: str, lesson: Lesson) -> Iterator[Any]:
    """Yield the cells between the tags of their slides."""
    title, *others = [cell for cell in cells if not cell.source.startswith(_OF_THE_PAGE)]
    yield _text("<section><section>")
    yield from _shown(title, page)
    yield from _notes(lesson.opening, page)
    for cell in others:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind == "skip":
            continue
        if kind == "notes":
            yield from _around("aside", "notes", [_said(cell, page)])
            continue
        if kind in _BETWEEN:
            yield _text(_BETWEEN[kind])
        shown = list(_shown(cell, page))
        yield from _around("div", "fragment", shown) if kind == "fragment" else shown
        for _, heading in _HEADING.findall(cell.source) if cell.cell_type == "markdown" else ():
            yield from _notes("\n\n".join(lesson.steps.get(slug(heading), ())), page)
        yield from _further_slides(cell, page)
    yield from _notes(lesson.closing, page)
    yield _text("</section></section>")


def _shown(cell: Any, page: str) -> Iterator[Any]:
    """Yield a cell; of a long text the beginning, and the rest as notes or on further slides."""
    if cell.cell_type != "markdown":
        yield cell
        return
    shown, kept = split(task_first(cell.source))
    yield _text(_for_slides(shown, page))
    if not _goes_on(kept):
        yield from _notes(kept, page)


def _further_slides(cell: Any, page: str) -> Iterator[Any]:
    """Yield slides for the rest of a list that one slide has no room for."""
    kept = split(task_first(cell.source))[1] if cell.cell_type == "markdown" else ""
    while _goes_on(kept):
        shown, kept = split(kept)
        yield _text(_BETWEEN["subslide"])
        yield _text(_for_slides(shown, page))
        if not _goes_on(kept):
            yield from _notes(kept, page)


def _goes_on(kept: str) -> bool:
    return bool(_ITEM.match(kept))


def task_first(text: str) -> str:
    """Return the text of an exercise with what is to be done before how it is answered."""
    return _HOW_TO_ANSWER.sub(r"\2\n\n\1", text)


def split(text: str) -> tuple[str, str]:
    """Return the paragraphs of a text that a slide has room for, and the others.

    Formulas and tables do not count as words. A heading does not stand alone: of what would fill
    more than its slide the first sentences or items are taken.
    """
    shown, kept = _fitting(text.split("\n\n"))
    while kept and len(shown) > 1 and _HEADING.match(shown[-1]) and not _HEADING.match(shown[-2]):
        kept.insert(0, shown.pop())
    if kept and all(map(_HEADING.match, shown)):
        begun, left = _fitting(_pieces(kept.pop(0)), sum(map(count_words, shown)))
        begun = begun or [left.pop(0)]
        shown.append("\n".join(begun))
        kept[:0] = ["\n".join(left)] if left else []
    return "\n\n".join(shown), "\n\n".join(kept)


def _fitting(parts: list[str], words: int = 0) -> tuple[list[str], list[str]]:
    """Return the parts for which a slide with so many words has room, and those after them."""
    shown, kept = [], []
    for part in parts:
        words += count_words(part)
        (shown if words <= WORDS_ON_A_SLIDE else kept).append(part)
    return shown, kept


def _pieces(paragraph: str) -> list[str]:
    """Return the items of a list, or the sentences of a paragraph."""
    return (_ITEM_ABOVE if _ITEM.match(paragraph) else _SENTENCE_END).split(paragraph)


def count_words(text: str) -> int:
    """Count the words of a text, formulas and tables not counted."""
    prose = _TABLE.sub("", text)
    return len(" ".join(prose.replace("$$", "$").split("$")[::2]).split())


def _said(cell: Any, page: str) -> Any:
    return _text(_for_slides(cell.source, page)) if cell.cell_type == "markdown" else cell


def _notes(text: str, page: str) -> list[Any]:
    """Return what the speaker alone sees; nothing where there is no text."""
    return _around("aside", "notes", [_text(_for_slides(text, page))]) if text else []


def _for_slides(text: str, page: str) -> str:
    """Return a text whose headings open no section, and whose links into the page leave this one.

    A section of the page would close the slide in which it begins.
    """

    def heading(found: re.Match[str]) -> str:
        return f"```{{rubric}} {found[2]}\n:heading-level: {len(found[1])}\n```"

    return _HERE.sub(rf"](<{page}#\1>)", _HEADING.sub(heading, text))


def _around(tag: str, name: str, cells: list[Any]) -> list[Any]:
    return [_text(f'<{tag} class="{name}">'), *cells, _text(f"</{tag}>")]


def _text(source: str) -> Any:
    return nbformat.v4.new_markdown_cell(source)
