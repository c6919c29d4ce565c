"""docs/teaching: each plan fills its minutes, names what there is, and its answers are computed."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
from sklearn.metrics import precision_score, recall_score

import logit_core as lc
from logit_core import exercises, explorers
from logit_core.quizzes import how_sure, read_statements

from .notebooks.chapters import NOTEBOOKS, Chapter
from .notebooks.notebook_rules import Notebook
from .notebooks.run_notebooks import FOLDER

TEACHING = Path(__file__).parents[1] / "docs" / "teaching"
PAGES = {path.stem: path.read_text("utf-8") for path in sorted(TEACHING.glob("*.md"))}
PAPER = (TEACHING / "how_sure_sheet.html").read_text("utf-8")
LESSONS = [name for name in PAGES if re.fullmatch(r"lesson_\d", name)]
PLANS = [*LESSONS, "double_lesson"]
CHAPTERS = {int(name[:2]): name for name in NOTEBOOKS}
ONE_PAGE = 480  # words

LINK = re.compile(r"\]\(([^)\s]+)\)")
MINUTES = re.compile(r"^\| (\d+) \| (.*?) \|", re.MULTILINE)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w])")


def source_of(name: str) -> str:
    """Return all that a chapter says and shows."""
    chapter = Chapter(name)
    said = [cell.source for cell in chapter.notebook.cells]
    return "\n".join([*said, *(chapter.shown(cell.id) for cell in chapter.code)])


def answers(page: str) -> list[str]:
    return re.findall(r"\*Answer: (.+?)\*", " ".join(PAGES[page].split()))


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def at_learning_rate_one_hundredth() -> list[float]:
    stage = explorers.learning_rate_explorer()
    assert "Learning rate 0.01, epoch 20" in stage.sentence
    return numbers(stage.sentence.partition(": ")[2])


def step(w: float, slope: float, rate: float) -> float:
    """Return a weight after one step of `gradient_descent`'s rule."""
    return w - rate * slope


def slope(x: float, y: int, p: float) -> float:
    """Return the slope of one point's loss where the model says p."""
    return float(lc.cross_entropy_gradient([[x]], [y], [lc.log_odds(p) / x])[0])


def ends_after_a_step() -> float:
    x, p = 2.0, 0.7
    return step(0.5, slope(x, 1, p), 0.1)


def mean_over(n_setosas: int, n_versicolors: int) -> float:
    return float(np.average([0.02, 0.046], weights=[n_setosas, n_versicolors]))


def found_40_of_50() -> tuple[list[int], list[int]]:
    """Return labels and answers: 40 of 50 are found, and 20 others are alarmed."""
    return [1] * 50 + [0] * 20, [1] * 40 + [0] * 10 + [1] * 20


def coin(n: int) -> float:
    return float(lc.binary_cross_entropy(np.ones(n), np.full(n, 0.5), reduction="sum"))


# for each exit ticket the numbers of its answers, question by question
TICKETS: dict[str, list[Callable[[], list[float]]]] = {
    "lesson_0": [at_learning_rate_one_hundredth, list],
    "lesson_1": [
        lambda: [lc.odds(0.8), 1],
        lambda: [lc.sigmoid(0.0)],
        lambda: [6, 4, 6 * 1 / 4],
    ],
    "lesson_2": [
        lambda: [lc.sigmoid(0.0)],
        lambda: [6 / 1.2],
        lambda: [lc.log_odds(0.8)],
    ],
    "lesson_3": [
        lambda: [lc.binary_cross_entropy([0], [0.8])],
        lambda: [coin(10)],
        lambda: [slope(2.0, 0, 0.9)],
    ],
    "lesson_4": [
        lambda: [step(1, -2, 0.1)],
        lambda: [200 / 10],
        lambda: [ends_after_a_step()],
    ],
    "lesson_5": [
        lambda: [0.02 + 0.046],
        lambda: [mean_over(50, 50)],
        lambda: [mean_over(50, 10)],
    ],
    "lesson_6": [
        lambda: [lc.worst_slack([[1, 0.4]], [0], np.array([0, 0.5]) / 2)],
        lambda: [3 / np.hypot(3, 4)],
        lambda: [lc.hinge_loss([1], [0.25])],
    ],
    "lesson_7": [
        lambda: [100 - 5, recall_score([1] * 5, [0] * 5)],
        lambda: [recall_score(*found_40_of_50()), precision_score(*found_40_of_50())],
        lambda: [1 / (1 + 9)],
    ],
    "lesson_8": [
        lambda: [0.9 * 0.1 - 0.1 * -1, 2 + 0.9 * 0.1 - 0.1 * -1],
        lambda: [lc.l2_penalty([3, 1, 2], 0.5)],
        lambda: [6 * (1 + 3)],  # one for the gradient, one for each column of the Hessian
    ],
    "double_lesson": [
        lambda: [lc.binary_cross_entropy([0], [0.8])],
        lambda: [lc.sigmoid(0.0)],
        lambda: [step(1, -2, 0.1)],
    ],
}


def test_every_chapter_has_its_lesson_and_the_readme_lists_it() -> None:
    assert [f"lesson_{number}" for number in sorted(CHAPTERS)] == LESSONS
    listed = set(LINK.findall(PAGES["README"]))
    here = {path.name for path in TEACHING.iterdir()} - {"README.md"}
    assert listed == here | {"../classroom.md"}


@pytest.mark.parametrize("name", PLANS)
def test_the_minutes_of_a_plan_fill_the_lesson(name: str) -> None:
    minutes = [int(number) for number, _ in MINUTES.findall(PAGES[name])]
    assert sum(minutes) == (90 if name == "double_lesson" else 45)
    assert max(minutes) <= 15


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_has_its_parts_on_one_page(name: str) -> None:
    steps = [said for _, said in MINUTES.findall(PAGES[name])]
    assert steps[0].startswith("**Warm-up, screens closed.**")
    assert re.match(r"\*\*Board\b", steps[1])
    assert steps[-1].startswith("**Exit ticket.**")
    assert any("Ask first: " in said for said in steps)
    without_addresses = re.sub(r"\]\([^)]*\)", "]", PAGES[name])
    assert len(without_addresses.split()) <= ONE_PAGE


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_what_students_will_say(name: str) -> None:
    (said,) = re.findall(r"^## What students will say\n\n(.+?)\n\n##", PAGES[name], re.M | re.S)
    assert len(re.findall(r'^- ".+?" \S', said, re.M)) >= 3


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_section(name: str) -> None:
    for target in LINK.findall(PAGES[name]):
        file, _, anchor = unquote(target).partition("#")
        path = (TEACHING / file).resolve()
        assert path.exists(), target
        if anchor:
            titles = [title for _, _, title in Notebook(path, NOTEBOOKS[path.stem]).headings()]
            assert anchor in [title.replace(" ", "-") for title in titles], target


@pytest.mark.parametrize("name", PAGES)
def test_explorers_and_exercises_are_in_the_chapter_that_is_named(name: str) -> None:
    """A line that names one links to its chapter, or the page is that of a lesson."""
    for line in PAGES[name].splitlines():
        for called in re.findall(r"`(\w+_explorer|check_\w+)`", line):
            known = explorers if called.endswith("_explorer") else exercises
            assert called in known.__all__
            chapters = re.findall(r"notebooks/(\w+)\.ipynb", line)
            chapters += [CHAPTERS[int(n)] for n in re.findall(r"lesson_(\d)\.md", line)]
            if name in LESSONS:
                chapters.append(CHAPTERS[int(name[-1])])
            sources = [cell.source for one in chapters for cell in Chapter(one).code]
            assert any(f"{called}(" in source for source in sources), line


def test_an_explorer_stands_in_the_section_that_the_line_links_to() -> None:
    for name in [*PLANS, "misconceptions"]:
        for line in PAGES[name].splitlines():
            for called in re.findall(r"`(\w+_explorer)`", line):
                titles = [unquote(one) for one in re.findall(r"ipynb#([^)]+)\)", line)]
                (chapter,) = set(re.findall(r"notebooks/(\w+)\.ipynb", line))
                assert any(called in section(chapter, title) for title in titles), line


def section(chapter: str, anchor: str) -> str:
    """Return the code from a heading to the next one."""
    notebook = Notebook(FOLDER / f"{chapter}.ipynb", NOTEBOOKS[chapter])
    heads = [(cell.id, title.replace(" ", "-")) for cell, _, title in notebook.headings()]
    cells = [cell.id for cell in notebook.node.cells]
    for (first, title), (following, _) in pairwise([*heads, (cells[-1], "")]):
        if title == anchor:
            span = notebook.node.cells[cells.index(first) : cells.index(following)]
            return "\n".join(cell.source for cell in span if cell.cell_type == "code")
    raise AssertionError(f"{chapter} has no section {anchor}")


@pytest.mark.parametrize("name", LESSONS)
def test_what_a_plan_quotes_stands_in_the_chapter(name: str) -> None:
    plan, ticket = PAGES[name].split("## Exit ticket")
    quoted = re.findall(r"(?<![\w.])\d+\.\d+(?!\w)", re.sub(r"\]\([^)]*\)", "]", plan))
    text = source_of(CHAPTERS[int(name[-1])])
    for number in quoted:
        assert re.search(rf"(?<![\d.]){re.escape(number)}0*(?!\d)", text) or number in ticket, (
            number
        )


@pytest.mark.parametrize("name", PLANS)
def test_the_answers_of_the_exit_ticket_are_computed(name: str) -> None:
    found = answers(name)
    assert len(found) == len(TICKETS[name])
    for answer, computed in zip(found, TICKETS[name], strict=True):
        expected = computed()
        said = NUMBER.findall(answer)
        assert len(said) == len(expected), answer
        for number, value in zip(said, expected, strict=True):
            digits = len(number.partition(".")[2])
            assert f"{value:.{digits}f}" == number, answer


def test_the_course_of_eight_takes_every_chapter_after_the_first() -> None:
    taken = [
        int(n) for n in re.findall(r"^\| \d.*?lesson_(\d)\.md", PAGES["course_of_eight"], re.M)
    ]
    assert taken == sorted(CHAPTERS)[1:]


# ---- the game on paper, and the sheet


def test_the_paper_holds_a_round_of_the_game_and_the_page_beside_it_the_answers() -> None:
    asked = re.findall(r"^<tr><td>\d+<td>(.+?)<td><td>$", PAPER, re.MULTILINE)
    answered = re.findall(r"^\d+\. (True|False)\. (.+)$", PAGES["how_sure_on_paper"], re.MULTILINE)
    bank = {one.text: (str(one.true), one.why) for one in read_statements()}
    assert [bank[text] for text in asked] == answered
    assert asked == [one["text"] for one in how_sure().rounds[2]]
    assert not any(why in PAPER for _, why in answered)


def test_the_paper_s_costs_are_minus_the_logarithm() -> None:
    rows = re.findall(r"^<tr><td>(\d+) %<td>([\d.]+)<td>([\d.]+)$", PAPER, re.MULTILINE)
    assert len(rows) == 13
    for percent, *costs in rows:
        p = int(percent) / 100
        assert costs == [f"{lc.binary_cross_entropy([label], [p]):.2f}" for label in (1, 0)]
    page = " ".join(PAGES["how_sure_on_paper"].split())
    assert f"A coin pays {coin(10):.2f}." in PAPER
    assert f"A coin pays {coin(1):.2f} for each, {coin(10):.2f} in all." in page
    honest = 0.8 * lc.binary_cross_entropy([1], [0.8]) + 0.2 * lc.binary_cross_entropy([0], [0.8])
    assert f"For an honest 80 % it is {honest:.2f}." in page


def test_the_sheet_shows_the_fifteen_learners_and_its_pictures_are_numbered() -> None:
    sheet = (TEACHING / "sheet.html").read_text("utf-8")
    pictures = re.findall(r"<strong>(\d) .*?(<svg.*?</svg>)", sheet, re.DOTALL)
    assert [number for number, _ in pictures] == ["1", "2", "3", "4", "5", "6"]
    learners = ElementTree.fromstring(pictures[1][1])
    failed = [float(disc.attrib["cx"]) for disc in learners.iter("circle")]
    passed = [float(square.attrib["x"]) + 3 for square in learners.iter("rect")]
    space = Chapter("01_odds_and_log_odds").run("load-learners")
    for drawn, label in ((failed, 0), (passed, 1)):
        hours = space["hours"][space["passed"] == label]
        assert drawn == pytest.approx(30 + hours / 10.5 * 240, abs=0.1)


@pytest.mark.parametrize("name", PAGES)
def test_plans_name_pictures_that_the_sheet_has(name: str) -> None:
    for named in re.findall(r"sheet\.html\),\s+pictures? (\d)(?: and (\d))?", PAGES[name]):
        assert {int(one) for one in named if one} <= set(range(1, 7))
