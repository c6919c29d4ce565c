"""A quiz in a page without Jupyter: keyboard, what is announced, axe, and the width of a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from logit_core.quizzes import quiz, read_questions

from .form_page import FormPage, form_page


@pytest.fixture(scope="module")
def form(browser: Browser) -> Iterator[FormPage]:
    """Open one page for all tests."""
    with form_page(browser, "quiz", questions=quiz(1).questions) as opened:
        yield opened


@pytest.fixture
def page(form: FormPage) -> Iterator[Page]:
    """Show the quiz of chapter 1 anew; the console stays empty."""
    shown = form.show_anew()
    expect(shown.get_by_role("group")).to_have_count(5)
    yield shown
    assert form.console == []


def test_each_choice_is_answered_with_why(page: Page) -> None:
    for number, question in enumerate(read_questions(1)):
        group = page.get_by_role("group").nth(number)
        for place, option in enumerate(question.options):
            group.get_by_role("radio").nth(place).check()
            word = "Right" if option.right else "Not yet"
            expect(group.get_by_role("status")).to_have_text(f"{word}. {option.why}")
    right = sum(question.options[-1].right for question in read_questions(1))
    expect(page.locator(".count")).to_have_text(f"{right} of 5 right so far.")


def test_the_keyboard_alone_answers(page: Page) -> None:
    question = read_questions(1)[0]
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    answer = page.get_by_role("group").first.get_by_role("status")
    expect(answer).to_contain_text(question.options[0].why)
    page.keyboard.press("ArrowDown")
    expect(answer).to_contain_text(question.options[1].why)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("group").nth(1).get_by_role("radio").first).to_be_checked()
    expect(page.get_by_role("group").first.get_by_role("radio").nth(1)).to_be_checked()


def test_axe_finds_no_violation(page: Page) -> None:
    page.get_by_role("radio").first.check()
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run()")
    assert found["violations"] == []


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    for radio in page.get_by_role("radio").all():
        radio.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
