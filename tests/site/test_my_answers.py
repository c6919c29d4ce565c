"""The page of all exercises, and the notebook with the reader's own code."""

import json

import pytest
from nbformat import NotebookNode, reads, validate
from playwright.sync_api import Locator, Page, expect

from docs.site.my_answers import PAGE, exercises_of
from docs.site.places import NOTEBOOKS

from .conftest import CHAPTERS, OpenPage
from .test_exercises import CHAPTER, RIGHT, Exercise
from .test_pages import violations

PASSED, TRIED = "exercise-odds", "exercise-log-odds"


def keep(page: Page) -> None:
    """Let the browser keep one answer that was passed, and one that was not."""
    answers = {
        PASSED: {"code": RIGHT, "passed": True},
        TRIED: {"code": "def my_log_odds(p):\n    return p", "passed": False},
    }
    for cell, answer in answers.items():
        item = [f"logit-course:{CHAPTER}:{cell}", json.dumps(answer)]
        page.evaluate("(item) => localStorage.setItem(...item)", item)


def row(page: Page, cell: str) -> Locator:
    return page.locator(f".logit-answers [data-chapter='{CHAPTER}'][data-cell={cell}]")


def stored(name: str) -> NotebookNode:
    return reads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"), 4)


def test_the_page_of_answers_has_every_exercise(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    wanted = [
        (path.stem, one.stub.id) for path in CHAPTERS for one in exercises_of(stored(path.stem))
    ]
    rows = page.locator(".logit-answers > li")
    read = "(all) => all.map(({ dataset }) => [dataset.chapter, dataset.cell])"
    assert [tuple(one) for one in rows.evaluate_all(read)] == wanted
    expect(page.get_by_text(f"0 of {len(wanted)} exercises passed")).to_be_visible()


def test_an_answer_is_shown_found_and_deleted(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    expect(row(page, PASSED).locator(".state")).to_have_text("not tried")
    keep(page)
    page.reload()
    expect(row(page, PASSED).locator(".state")).to_have_text("passed")
    expect(row(page, TRIED).locator(".state")).to_have_text("tried")
    exercises = page.locator(".logit-answers > li").count()
    tally = f"1 of {exercises} exercises passed, 1 more tried."
    expect(page.get_by_text(tally)).to_be_visible()
    row(page, PASSED).get_by_role("button", name="My answer").click()
    expect(row(page, PASSED).locator(".code")).to_have_text(RIGHT)
    assert violations(page) == []
    page.on("dialog", lambda dialog: dialog.accept())
    row(page, PASSED).get_by_role("button", name="Delete").click()
    expect(row(page, PASSED).locator(".state")).to_have_text("not tried")
    expect(row(page, PASSED).get_by_role("button", name="My answer")).to_be_hidden()
    row(page, TRIED).get_by_role("link").click()
    expect(Exercise(page, TRIED).editor).to_contain_text("return p")
    assert page.url.endswith(f"{CHAPTER}.html#{TRIED}")


@pytest.mark.thorough
def test_all_answers_can_be_deleted_from_their_page(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    keep(page)
    page.reload()
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Delete all my answers").click()
    expect(row(page, TRIED).locator(".state")).to_have_text("not tried")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.thorough
def test_what_another_page_keeps_is_shown_at_once(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    other = page.context.new_page()
    other.goto(page.url.replace(PAGE, CHAPTER))
    Exercise(other, TRIED).write("def my_log_odds(p):\n    return 1")
    expect(row(page, TRIED).locator(".state")).to_have_text("tried")


@pytest.mark.thorough
def test_where_nothing_can_be_kept_the_page_of_answers_says_so(open_page: OpenPage) -> None:
    def keep_nothing(page: Page) -> None:
        page.add_init_script(
            "Storage.prototype.setItem = () => { throw new Error('The quota is used up.') }"
        )

    page = open_page(PAGE, prepare=keep_nothing)
    expect(page.get_by_text("This browser keeps nothing")).to_be_visible()


def test_every_page_leads_to_the_answers(open_page: OpenPage, page_name: str) -> None:
    page = open_page(page_name)
    link = page.locator(".sidebar-drawer").get_by_role("link", name="My answers")
    expect(link).to_be_visible()


def saved(page: Page) -> NotebookNode:
    with page.expect_download() as found:
        page.get_by_role("button", name="Save my answers as a notebook").click()
    assert found.value.suggested_filename == f"{CHAPTER}.ipynb"
    notebook = reads(found.value.path().read_text("utf-8"), 4)
    validate(notebook)
    return notebook


def test_answers_are_saved_in_the_notebook_of_the_chapter(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    keep(page)
    notebook = saved(page)
    expect(page.get_by_text("holds your code in 2 cells.")).to_be_visible()
    cells = {cell.id: cell for cell in notebook.cells}
    before = {cell.id: cell for cell in stored(CHAPTER).cells}
    assert cells[PASSED].source == RIGHT
    assert before["check-odds"].outputs
    changed = {PASSED, TRIED, "check-odds", "check-log-odds"}
    for name in changed:
        assert cells[name].outputs == []
        assert cells[name].execution_count is None
    assert all(cell == before[name] for name, cell in cells.items() if name not in changed)
    assert list(cells) == list(before)


@pytest.mark.thorough
def test_without_answers_the_notebook_is_saved_as_it_is(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    assert saved(page) == stored(CHAPTER)
    expect(page.get_by_text("you have no answers here yet")).to_be_visible()
