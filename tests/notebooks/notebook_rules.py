"""The rules of a notebook, one function each: it takes a notebook and returns its complaints.

Conventions that the rules rest on
----------------------------------
Title: ``# 5 The Iris demo``, the number being that of the file name; 00_start_here is number 0.

Sections of a chapter, as ``##`` headings. First and in this order: What you will learn (a list of
three), What you need, Set-up (with a code cell). Then the chapter's own. Last and in this order:
Exercises, Quiz, Recap, For the curious, Words, Sources, Next. 00_start_here has none of this.

The main line is what stands outside *For the curious*: two exercises and at most 45 minutes. The
side rooms are the ``###`` headings of that section. Nothing on the main line needs one, and no room
needs another. Before the set-up the text says "about 40 minutes" and, of the rooms, "another 30".
`estimate` says how the minutes are counted.

Tags of cells:

- ``exercise``: a stub for the student, and the cell that judges it
- ``solution``: a folded cell that solves the exercise above it
- ``check``: a claim checked by a second route
- ``break-it``: something broken on purpose; only here may an output say nan
- ``raises-exception``: the cell stops with an error, and that is the point; nbval knows this tag
- ``hide-input``: the code is of no interest to the reader; the static site knows this tag
- ``curious``: a cell of *For the curious*
- ``row-A15``, ``row-B2``: the cell holds this row of the source texts, A1 to A18 and B1 to B7
- ``row-C1`` to ``row-C7``: the cell holds what the course adds to them
- ``correction-1`` to ``correction-10``: the cell repairs this mistake of the sources

Slides: ``slideshow.slide_type`` is one of slide, subslide, fragment, skip, notes. A slide shows one
idea: at most 60 words, formulas not counted, and 9 lines of code. Of a longer text the slide shows
the first paragraphs, the heading among them, and leaves the rest to the speaker. A longer
cell of code, and a text whose fold would be cut, are ``notes``.

Pictures: a still one has the text ``<Figure size ...>`` beside it, an interactive one its sentence.
The cell after either has a paragraph ``*Figure: ...*`` that says what is to be seen.

Folds: an answer in ``<details>`` ends its text cell, or another question with its fold follows. A
paragraph right below would stick to the fold and be read as the answer.
"""

import ast
import io
import itertools
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode

from docs.site.python.cell_names import bound, used
from docs.site.slides import WORDS_ON_A_SLIDE, count_words, split

from . import run_notebooks

TAGS = {
    *("exercise", "solution", "check", "break-it", "raises-exception", "hide-input", "curious"),
    *(f"row-A{row}" for row in range(1, 19)),
    *(f"row-B{row}" for row in range(1, 8)),
    *(f"row-C{row}" for row in range(1, 9)),
    *(f"correction-{number}" for number in range(1, 11)),
}
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes"}
FIRST_SECTIONS = ["What you will learn", "What you need", "Set-up"]
CURIOUS = "For the curious"
LAST_SECTIONS = ["Exercises", "Quiz", "Recap", CURIOUS, "Words", "Sources", "Next"]

LONGEST_CELL = 15  # lines
SHORT_CELL = 5
SHARE_OF_SHORT_CELLS = 0.6
LONGEST_DEFINITION = 10
LONGEST_MAIN_LINE = 45  # minutes
CODE_ON_A_SLIDE = 9  # lines
EXERCISES_ON_THE_MAIN_LINE = 2

# Minutes of a beginner. The first four were fitted to the minutes that eight chapters were seen to
# take, 17 to 140; the last four are what such a cell was given.
WORDS_PER_MINUTE = 200
PER_DISPLAYED_FORMULA = 1.0
PER_FORMULA_IN_A_LINE = 0.25
PER_LINE_OF_CODE = 0.15
PER_EXPLORER = 3.0
PER_EXERCISE = 6.0
PER_QUIZ = 5.0
PER_GAME = 4.0  # ten statements of 24 seconds

# Controls that redraw in the kernel and leave nothing to compare; files and network; the notebook's
# own machinery. The names, not the calls: an import is enough.
UNWANTED = {
    **dict.fromkeys(
        ("interact", "interact_manual", "interactive", "interactive_output", "Output"),
        "strict nbval cannot compare it; use a Stage",
    ),
    "clear_output": "strict nbval cannot compare it",
    "get_ipython": "no magics",
    **dict.fromkeys(
        ("open", "savefig", "savetxt", "savez", "to_csv", "write_bytes", "write_text", "mkdir"),
        "a notebook writes no files",
    ),
    **dict.fromkeys(
        ("urllib", "http", "socket", "requests", "httpx", "urlopen", "urlretrieve", "fetch_openml"),
        "a notebook needs no network",
    ),
    "subprocess": "a notebook starts no programs",
    "filterwarnings": "mend the cause of a warning",
    "simplefilter": "mend the cause of a warning",
}


@dataclass(frozen=True)
class Notebook:
    """A notebook and where it lies."""

    path: Path
    node: NotebookNode

    @classmethod
    def read(cls, path: Path) -> "Notebook":
        return cls(path, nbformat.read(path, as_version=4))

    @property
    def number(self) -> int:
        return int(self.path.name[:2])

    @property
    def main_line(self) -> "Notebook":
        """What a reader in a hurry reads: the cells that are not in *For the curious*."""
        return self._of([cell for cell in self.node.cells if not _is_curious(cell)])

    @property
    def side_rooms(self) -> "Notebook":
        return self._of([cell for cell in self.node.cells if _is_curious(cell)])

    def _of(self, cells: list[NotebookNode]) -> "Notebook":
        return Notebook(self.path, nbformat.from_dict({**self.node, "cells": cells}))

    @property
    def code(self) -> list[NotebookNode]:
        return [cell for cell in self.node.cells if cell.cell_type == "code"]

    @property
    def markdown(self) -> list[NotebookNode]:
        return [cell for cell in self.node.cells if cell.cell_type == "markdown"]

    def outputs(self) -> Iterator[tuple[NotebookNode, NotebookNode]]:
        for cell in self.code:
            for output in cell.outputs:
                yield cell, output

    def parsed(self) -> Iterator[tuple[NotebookNode, ast.Module]]:
        """Yield the code cells that are Python, with their syntax trees."""
        for cell in self.code:
            try:
                yield cell, ast.parse(cell.source)
            except SyntaxError:
                continue

    def headings(self) -> list[tuple[NotebookNode, int, str]]:
        found = []
        for cell in self.markdown:
            for marks, title in re.findall(r"^(#+) +(.+?) *$", _without_code(cell.source), re.M):
                found.append((cell, len(marks), title))
        return found


Rule = Callable[[Notebook], list[str]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


# As it was run


@rule
def is_run_in_order(notebook: Notebook) -> list[str]:
    counts = [cell.execution_count for cell in notebook.code]
    if counts == list(range(1, len(counts) + 1)):
        return []
    return [f"execution counts are {counts}; run tests/notebooks/run_notebooks.py"]


@rule
def is_stored_by_the_tool(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.node.cells:
        if surplus := sorted(set(cell.metadata) - run_notebooks.CELL_METADATA):
            complaints.append(f"{cell.id}: metadata {', '.join(surplus)}")
    for cell, output in notebook.outputs():
        if run_notebooks.WIDGET_VIEW in output.get("data", {}):
            complaints.append(f"{cell.id}: a stored widget view, which has no model any more")
    if notebook.node.metadata != run_notebooks.NOTEBOOK_METADATA:
        complaints.append("metadata of the notebook are not those of the tool")
    tidy = nbformat.from_dict(notebook.node)
    run_notebooks.tidy(tidy)
    if not complaints and tidy != notebook.node:
        complaints.append("outputs are not stored as the tool stores them")
    return [f"{complaint}; run tests/notebooks/run_notebooks.py" for complaint in complaints]


@rule
def stops_with_an_error_only_where_tagged(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.code:
        errors = [output for output in cell.outputs if output.output_type == "error"]
        tagged = "raises-exception" in cell.metadata.get("tags", [])
        if errors and not tagged:
            complaints.append(f"{cell.id}: stops with {errors[0].ename}")
        if tagged and not errors:
            complaints.append(f"{cell.id}: is tagged raises-exception and raises none")
    return complaints


@rule
def warns_of_nothing(notebook: Notebook) -> list[str]:
    return [
        f"{cell.id}: writes to stderr: {output.text[:80]!r}"
        for cell, output in notebook.outputs()
        if output.output_type == "stream" and output.name == "stderr"
    ]


@rule
def shows_what_it_computes(notebook: Notebook) -> list[str]:
    complaints = []
    for cell, tree in notebook.parsed():
        last = tree.body[-1] if tree.body else None
        called = _called(getattr(last, "value", None))
        if called.startswith("plot_") or (
            called.endswith("_explorer") and isinstance(last, ast.Expr)
        ):
            shown = any("image/png" in output.get("data", {}) for output in cell.outputs)
        elif isinstance(last, ast.Expr) and (not called or called in ("print", "display")):
            shown = bool(cell.outputs)
        else:
            continue
        if not shown:
            complaints.append(f"{cell.id}: nothing is stored of what its last line shows")
    return complaints


# What the outputs say


@rule
def shows_no_bare_objects(notebook: Notebook) -> list[str]:
    address = re.compile(r"\b0x[0-9a-f]{4,}|<(?!Figure size)[A-Za-z_.]+[ :(]", re.I)
    return [
        f"{cell.id}: shows a bare object: {found.group()!r}"
        for cell, text in _texts(notebook)
        if (found := address.search(text))
    ]


@rule
def shows_no_nan_unless_broken_on_purpose(notebook: Notebook) -> list[str]:
    return [
        f"{cell.id}: shows nan"
        for cell, text in _texts(notebook)
        if re.search(r"\bnan\b", text, re.I) and "break-it" not in cell.metadata.get("tags", [])
    ]


@rule
def pictures_that_move_have_a_sentence(notebook: Notebook) -> list[str]:
    sentence = re.compile(r"[A-Z].*\w.* .*\.")
    return [
        f"{cell.id}: the text beside the picture is no sentence: {text[:60]!r}"
        for cell, text in _pictures(notebook)
        if not text.startswith("<Figure") and not sentence.fullmatch(text.replace("\n", " "))
    ]


@rule
def pictures_have_a_caption(notebook: Notebook) -> list[str]:
    complaints = []
    cells = [*notebook.node.cells, nbformat.v4.new_markdown_cell()]
    with_picture = {cell.id for cell, _ in _pictures(notebook)}
    for cell, following in itertools.pairwise(cells):
        if cell.id in with_picture and not re.search(
            r"^\*Figure: \S[^*]*\*$", following.source, re.M
        ):
            complaints.append(f"{cell.id}: no *Figure: ...* in the text cell after it")
    return complaints


# The code


@rule
def cells_are_short(notebook: Notebook) -> list[str]:
    lengths = {cell.id: len(cell.source.splitlines()) for cell in notebook.code}
    complaints = [
        f"{name}: {length} lines, at most {LONGEST_CELL}"
        for name, length in lengths.items()
        if length > LONGEST_CELL
    ]
    n_short = sum(length <= SHORT_CELL for length in lengths.values())
    if n_short < SHARE_OF_SHORT_CELLS * len(lengths):
        complaints.append(
            f"{n_short} of {len(lengths)} code cells have at most {SHORT_CELL} lines, "
            f"expected {SHARE_OF_SHORT_CELLS:.0%}"
        )
    return complaints


@rule
def definitions_are_short(notebook: Notebook) -> list[str]:
    return [
        f"{cell.id}: {node.name} has {length} lines, at most {LONGEST_DEFINITION}"
        for cell, tree in notebook.parsed()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_DEFINITION
    ]


@rule
def cells_hold_plain_python(notebook: Notebook) -> list[str]:
    complaints = []
    python = {cell.id for cell, tree in notebook.parsed() if tree.body}
    for cell in notebook.code:
        if cell.id not in python:
            complaints.append(f"{cell.id}: no Python, or a magic, or a shell command")
        elif ";" in _operators(cell.source):
            complaints.append(f"{cell.id}: a semicolon, which nbval takes for nothing")
        if re.search(r"#\s*(NBVAL|PYTEST)_", cell.source):
            complaints.append(f"{cell.id}: a comment that keeps nbval from looking")
    return complaints


@rule
def cells_keep_to_the_stage(notebook: Notebook) -> list[str]:
    return [
        f"{cell.id}: {name}: {UNWANTED[name]}"
        for cell, tree in notebook.parsed()
        for name in sorted(_names(tree) & set(UNWANTED))
    ]


# Names, tags, slides


@rule
def cell_ids_are_words(notebook: Notebook) -> list[str]:
    ids = Counter(cell.id for cell in notebook.node.cells)
    word = re.compile(r"(?=.*[a-z]{2})[a-z][a-z0-9]*(-[a-z0-9]+)*")
    drawn = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)[0-9a-f]{8}")
    return [
        *(f"{name}: not a word like plot-steepness" for name in ids if not word.fullmatch(name)),
        *(f"{name}: drawn at random" for name in ids if drawn.fullmatch(name)),
        *(f"{name}: {count} cells of this id" for name, count in ids.items() if count > 1),
    ]


@rule
def tags_are_known(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.node.cells:
        tags = cell.metadata.get("tags", [])
        unknown = sorted(set(tags) - TAGS)
        complaints += [f"{cell.id}: unknown tag {tag!r}" for tag in unknown]
        if len(set(tags)) < len(tags):
            complaints.append(f"{cell.id}: a tag stands twice")
        slide = cell.metadata.get("slideshow")
        if slide is not None and (
            set(slide) != {"slide_type"} or slide.slide_type not in SLIDE_TYPES
        ):
            complaints.append(f"{cell.id}: slideshow {dict(slide)}")
    return complaints


@rule
def slides_show_one_idea(notebook: Notebook) -> list[str]:
    complaints = []
    for first, cells in _slides(notebook):
        n_words = sum(_words_on_a_slide(c.source) for c in cells if c.cell_type == "markdown")
        n_lines = sum(_lines(c.source) for c in cells if c.cell_type == "code")
        if n_words > WORDS_ON_A_SLIDE:
            complaints.append(f"{first}: a slide of {n_words} words, at most {WORDS_ON_A_SLIDE}")
        if n_lines > CODE_ON_A_SLIDE:
            complaints.append(f"{first}: {n_lines} lines of code, at most {CODE_ON_A_SLIDE}")
    return complaints


# The text


@rule
def has_one_title_with_its_number(notebook: Notebook) -> list[str]:
    titles = [title for _, level, title in notebook.headings() if level == 1]
    if len(titles) != 1 or not notebook.node.cells[0].source.startswith("# "):
        return [f"expected one # title, in the first cell, got {titles}"]
    if not re.match(rf"{notebook.number}\.? \S", titles[0]):
        return [f"the title must begin with {notebook.number}, got {titles[0]!r}"]
    return []


@rule
def headings_skip_no_level(notebook: Notebook) -> list[str]:
    complaints = []
    before = 0
    for cell, level, title in notebook.headings():
        if level > before + 1:
            complaints.append(f"{cell.id}: {title!r} is at level {level}, below level {before}")
        before = level
    return complaints


@rule
def has_the_skeleton_of_a_chapter(notebook: Notebook) -> list[str]:
    if notebook.number == 0:
        return []
    titles = [title for _, level, title in notebook.headings() if level == 2]
    complaints = []
    if titles[: len(FIRST_SECTIONS)] != FIRST_SECTIONS:
        complaints.append(f"the first sections must be {', '.join(FIRST_SECTIONS)}")
    if titles[-len(LAST_SECTIONS) :] != LAST_SECTIONS:
        complaints.append(f"the last sections must be {', '.join(LAST_SECTIONS)}")
    if complaints:
        return complaints

    sections = _sections(notebook)
    for title, cells in sections.items():
        text = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
        if not text.strip() and all(cell.cell_type == "markdown" for cell in cells):
            complaints.append(f"section {title!r} is empty")
    n_goals = len(re.findall(r"^[-*] ", sections["What you will learn"][0].source, re.M))
    if n_goals != 3:
        complaints.append(f"What you will learn must list 3 things, got {n_goals}")
    if not any(cell.cell_type == "code" for cell in sections["Set-up"]):
        complaints.append("Set-up has no code cell")
    main = notebook.main_line
    tagged = Counter(tag for cell in main.code for tag in cell.metadata.get("tags", []))
    if not tagged["exercise"]:
        complaints.append("no code cell is tagged exercise")
    if not tagged["break-it"]:
        complaints.append("nothing is broken on purpose: no code cell is tagged break-it")
    if not any(isinstance(node, ast.Assert) for _, tree in main.parsed() for node in tree.body):
        complaints.append("no claim is checked by a second route with assert")
    return complaints


@rule
def takes_the_minutes_that_it_says(notebook: Notebook) -> list[str]:
    if notebook.number == 0:
        return []
    stated = minutes(notebook)
    complaints = []
    for name, said, part in [
        ("main line", stated[0], notebook.main_line),
        (CURIOUS, stated[1], notebook.side_rooms),
    ]:
        expected = estimate(part)
        if said is None:
            if expected:
                complaints.append(f"the minutes of the {name} are not stated")
        elif not 0.8 * expected <= said <= 1.2 * expected:
            complaints.append(f"{name}: it says {said} minutes, its length says {expected:.0f}")
    length = max(estimate(notebook.main_line), stated[0] or 0)
    if length > LONGEST_MAIN_LINE:
        complaints.append(f"the main line takes {length:.0f} minutes, not {LONGEST_MAIN_LINE}")
    return complaints


@rule
def the_main_line_needs_no_side_room(notebook: Notebook) -> list[str]:
    tagged = [_is_curious(cell) for cell in notebook.node.cells]
    if not any(tagged):
        return (
            [] if notebook.number == 0 else [f"no cell is tagged curious: {CURIOUS!r} is missing"]
        )
    complaints = []
    first, last = tagged.index(True), len(tagged) - tagged[::-1].index(True)
    rooms = notebook.node.cells[first:last]
    if not all(tagged[first:last]) or not rooms[0].source.startswith(f"## {CURIOUS}"):
        complaints.append(f"the cells tagged curious are not those of the section {CURIOUS!r}")
    if "\n## " in "".join(cell.source for cell in rooms if cell.cell_type == "markdown"):
        complaints.append("a section begins within a cell tagged curious")
    complaints += [
        f"{cell.id}: code after {CURIOUS!r}"
        for cell in notebook.node.cells[last:]
        if cell.cell_type == "code"
    ]
    n_exercises = _count_exercises(notebook.main_line)
    if n_exercises != EXERCISES_ON_THE_MAIN_LINE:
        complaints.append(
            f"{n_exercises} exercises on the main line, expected {EXERCISES_ON_THE_MAIN_LINE}"
        )
    return complaints


@rule
def side_rooms_stand_alone(notebook: Notebook) -> list[str]:
    """No room changes a name of the main line, or uses one that only another room binds."""
    complaints = []
    binds = {cell.id: bound(cell.source) - {"_"} for cell, _ in notebook.parsed()}
    uses = {cell.id: used(cell.source) for cell, _ in notebook.parsed()}
    nothing = set[str]()
    main = nothing.union(*(binds.get(cell.id, nothing) for cell in notebook.main_line.code))
    elsewhere, here = set[str](), set[str]()
    for cell in notebook.side_rooms.node.cells:
        if cell.cell_type == "markdown" and re.search("^### ", cell.source, re.M):
            elsewhere, here = elsewhere | here, set()
        new = binds.get(cell.id, nothing)
        here |= new
        complaints += [
            f"{cell.id}: binds {name!r} anew, which is a name of the main line"
            for name in sorted(new & main)
        ]
        complaints += [
            f"{cell.id}: {name!r} comes from another side room"
            for name in sorted(uses.get(cell.id, nothing) & elsewhere - here - main)
        ]
    return complaints


@rule
def links_lead_somewhere(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.markdown:
        source = _without_code(cell.source)
        targets = re.findall(r"\]\(\s*<?([^)\s>]+)", source)
        targets += re.findall(r"""(?:src|href)=["']([^"']+)""", source)
        for target in targets:
            if re.match(r"(https?|mailto|attachment|data):", target):
                continue
            file, _, anchor = unquote(target).partition("#")
            path = notebook.path.parent / file if file else notebook.path
            if not path.exists():
                complaints.append(f"{cell.id}: {target} leads nowhere")
            elif anchor and path.suffix == ".ipynb":
                there = notebook if path == notebook.path else Notebook.read(path)
                anchors = [title.replace(" ", "-") for _, _, title in there.headings()]
                if anchor not in anchors:
                    complaints.append(f"{cell.id}: {target} names no heading")
    return complaints


@rule
def formulas_are_closed(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.markdown:
        source = _without_code(cell.source).replace(r"\$", "")
        displayed = source.split("$$")
        if len(displayed) % 2 == 0:
            complaints.append(f"{cell.id}: a $$ is not closed")
            continue
        formulas = displayed[1::2]
        for paragraph in re.split(r"\n\s*\n|\n[-*|#] ", "\n\n".join(displayed[0::2])):
            inline = paragraph.split("$")
            if len(inline) % 2 == 0:
                complaints.append(f"{cell.id}: a $ is not closed in {paragraph.strip()[:40]!r}")
            formulas += inline[1::2]
        for formula in formulas:
            if formula.count("{") - formula.count("}") != formula.count(r"\{") - formula.count(
                r"\}"
            ):
                complaints.append(f"{cell.id}: braces do not match in {formula.strip()[:40]!r}")
    return complaints


@rule
def lists_begin_after_an_empty_line(notebook: Notebook) -> list[str]:
    """Else a line that happens to begin with "1. " in the middle of a sentence is one, too."""
    complaints = []
    mark = re.compile(r" *([-*+]|\d+[.)]) ")
    for cell in notebook.markdown:
        for before, line in itertools.pairwise(_without_code(cell.source).splitlines()):
            goes_on = mark.match(before) or before.startswith("  ")
            if mark.match(line) and before.strip() and not goes_on:
                complaints.append(f"{cell.id}: a list begins below text with {line[:40]!r}")
    return complaints


@rule
def folds_end_their_cell(notebook: Notebook) -> list[str]:
    complaints = []
    for cell in notebook.markdown:
        _, fold, after = _without_code(cell.source).rpartition("</details>")
        if fold and after.strip():
            complaints.append(f"{cell.id}: below the fold stands {after.strip()[:40]!r}")
    return complaints


@rule
def speaks_calmly(notebook: Notebook) -> list[str]:
    complaints = []
    emoji = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
    for cell in notebook.markdown:
        if found := re.search(r"\w+[\"')*_]*!(?![=\[\w])", _without_formulas(cell.source)):
            complaints.append(f"{cell.id}: an exclamation mark after {found.group()[:-1]!r}")
    texts = [(cell, cell.source) for cell in notebook.node.cells] + list(_texts(notebook))
    for cell, text in texts:
        if found := emoji.search(text):
            complaints.append(f"{cell.id}: {found.group()!r}")
    return complaints


# What several rules look at


def minutes(notebook: Notebook) -> tuple[int | None, int | None]:
    """Return how long a chapter says that it takes: the main line, and the side rooms."""
    before_the_set_up = _prose(notebook).partition("## Set-up")[0]
    stated = re.search(r"\b(\d+)\s+minutes\b", before_the_set_up)
    more = re.search(r"\banother\s+(\d+)\b", before_the_set_up)
    return (int(stated[1]) if stated else None, int(more[1]) if more else None)


def estimate(notebook: Notebook) -> float:
    """Return the minutes that a beginner takes for these cells, by their words, formulas, code."""
    sources = "".join(_without_code(cell.source) + "\n" for cell in notebook.markdown)
    *_, rest = parts = sources.split("$$")
    in_a_line = sum(len(re.findall(r"\$[^$]+\$", part)) for part in [*parts[0:-1:2], rest])
    code = [
        cell
        for cell in notebook.code
        if not {"exercise", "solution"} & set(cell.metadata.get("tags", []))
    ]
    return (
        len(_prose(notebook).split()) / WORDS_PER_MINUTE
        + PER_DISPLAYED_FORMULA * (len(parts) // 2)
        + PER_FORMULA_IN_A_LINE * in_a_line
        + PER_LINE_OF_CODE * sum(_lines(cell.source) for cell in code)
        + PER_EXPLORER * sum(cell.source.count("_explorer(") for cell in code)
        + PER_EXERCISE * _count_exercises(notebook)
        + PER_QUIZ * sum(cell.source.startswith("quiz(") for cell in code)
        + PER_GAME * sum(cell.source.startswith("how_sure(") for cell in code)
    )


def _slides(notebook: Notebook) -> Iterator[tuple[str, list[NotebookNode]]]:
    """Yield the id of the first cell of each slide, and the cells that are shown on it."""
    shown: list[NotebookNode] = []
    for cell in notebook.node.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind in ("slide", "subslide") and shown:
            yield shown[0].id, shown
            shown = []
        if kind not in ("notes", "skip"):
            shown.append(cell)
    if shown:
        yield shown[0].id, shown


def _words_on_a_slide(source: str) -> int:
    """Count the words of a text cell that the slide shows; all of them if it may not be cut."""
    shown, _ = split(source)
    return count_words(shown if shown and "<details>" not in source else source)


def _lines(source: str) -> int:
    return sum(bool(line.strip()) for line in source.splitlines())


def _count_exercises(notebook: Notebook) -> int:
    return sum(
        "exercise" in cell.metadata.get("tags", []) and cell.source.startswith("check_")
        for cell in notebook.code
    )


def _is_curious(cell: NotebookNode) -> bool:
    return "curious" in cell.metadata.get("tags", [])


def _texts(notebook: Notebook) -> Iterator[tuple[NotebookNode, str]]:
    for cell, output in notebook.outputs():
        if output.output_type == "stream":
            yield cell, output.text
        elif output.output_type == "error":
            yield cell, output.evalue
        else:
            yield cell, output.data.get("text/plain", "")


def _pictures(notebook: Notebook) -> Iterator[tuple[NotebookNode, str]]:
    for cell, output in notebook.outputs():
        if "image/png" in output.get("data", {}):
            yield cell, output.data.get("text/plain", "")


def _sections(notebook: Notebook) -> dict[str, list[NotebookNode]]:
    """Return the cells of each ## section; the heading's own line is taken off its cell."""
    sections: dict[str, list[NotebookNode]] = {}
    title = ""
    for cell in notebook.node.cells:
        if cell.cell_type != "markdown":
            sections.setdefault(title, []).append(cell)
            continue
        for part in re.split(r"^(?=## )", cell.source, flags=re.M):
            heading, _, rest = part.partition("\n")
            if heading.startswith("## "):
                title, part = heading[3:].strip(), rest
            sections.setdefault(title, []).append(nbformat.v4.new_markdown_cell(part))
    return sections


def _prose(notebook: Notebook) -> str:
    return "\n".join(_without_formulas(cell.source) for cell in notebook.markdown)


def _without_code(markdown: str) -> str:
    fenced = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
    return re.sub(r"(`+)[^`].*?\1", "", fenced.sub("", markdown))


def _without_formulas(markdown: str) -> str:
    return re.sub(r"\$\$.*?\$\$|\$.*?\$|<!--.*?-->", "", _without_code(markdown), flags=re.S)


def _called(node: ast.AST | None) -> str:
    """Return the name of what is called, or nothing where nothing is."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "") or "?"


def _operators(source: str) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.string for token in tokens if token.type == tokenize.OP}


def _names(tree: ast.AST) -> set[str]:
    """Return the names that a cell reads, and the modules and names that it imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            dotted = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            names.update(part for name in dotted for part in name.split("."))
    return names
