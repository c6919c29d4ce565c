"""The game in a page without Jupyter: what it costs, keyboard, axe, a phone, and nothing kept."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from scipy.stats import entropy

import logit_core as lc
from logit_core.quizzes import how_sure
from tests.thorough import quickly

from .form_page import ADDRESS, FormPage, form_page

ROUNDS: list[list[dict[str, Any]]] = how_sure().rounds
SAID = [80, 95, 30, 60, 99, 1, 50, 45, 75, 55]
TRUE = np.array([one["true"] for one in ROUNDS[0]])


@pytest.fixture(scope="module")
def form(browser: Browser) -> Iterator[FormPage]:
    """Open one page for all tests."""
    with form_page(browser, "forecast", rounds=ROUNDS) as opened:
        yield opened


@pytest.fixture
def page(form: FormPage) -> Iterator[Page]:
    """Show the game anew; the console stays empty."""
    shown = form.show_anew()
    expect(shown.get_by_role("group")).to_be_visible()
    yield shown
    assert form.console == []


def paid(percent: Any, label: Any = TRUE) -> float:
    """Return what all these answers cost together."""
    return float(lc.binary_cross_entropy(label, np.array(percent) / 100, reduction="sum"))


def play(page: Page) -> None:
    """Answer the ten statements of the first round, up to the result."""
    for percent in SAID:
        page.get_by_role("slider").fill(str(percent))
        page.get_by_role("button", name="Answer").click()
        page.get_by_role("button").click()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_before_the_answer_both_costs_are_shown(page: Page) -> None:
    stake = page.locator(".stake")
    expect(stake).to_have_text("You pay 0.69 if it is true, 0.69 if it is false. A coin pays 0.69.")
    for percent in (1, 10, 75, 99):
        page.get_by_role("slider").fill(str(percent))
        if_true, if_false = (paid([percent], [label]) for label in (1, 0))
        said = f"You pay {if_true:.2f} if it is true, {if_false:.2f} if it is false."
        expect(stake).to_contain_text(said)
        expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", f"{percent} percent")


def test_each_answer_costs_minus_the_logarithm_of_what_came_true(page: Page) -> None:
    for number, (percent, one) in enumerate(zip(SAID, ROUNDS[0], strict=True), start=1):
        expect(page.locator("legend")).to_have_text(one["text"])
        expect(page.locator(".count")).to_have_text(f"Statement {number} of 10")
        page.get_by_role("slider").fill(str(percent))
        page.get_by_role("button", name="Answer").click()
        given = (percent if one["true"] else 100 - percent) / 100
        said = plain(page.get_by_role("status").inner_text())
        assert said.startswith(f"{one['true']}. {one['why']}")
        assert f"−log {given:.2f} = {-np.log(given):.2f}." in said
        expect(page.get_by_role("slider")).to_be_disabled()
        scores = page.locator(".lane .name")
        total = paid(SAID[:number], TRUE[:number])
        expect(scores).to_have_text([f"You {total:.2f}", f"A coin {number * np.log(2):.2f}"])
        page.get_by_role("button").click()


def test_the_bars_are_as_long_as_the_costs(page: Page) -> None:
    play(page)
    widths = [box.evaluate("e => e.offsetWidth") for box in page.locator(".race .bar").all()]
    assert widths[0] / widths[1] == pytest.approx(paid(SAID) / (10 * np.log(2)), rel=0.02)


def test_the_end_says_what_less_and_more_would_have_cost(page: Page) -> None:
    play(page)
    less = [70, 85, 40, 50, 89, 11, 50, 50, 65, 50]
    more = [90, 99, 20, 70, 99, 1, 50, 35, 85, 65]
    expect(page.get_by_role("status")).to_have_text(
        f"You paid {paid(SAID):.2f}, a coin 6.93. "
        f"Ten points less sure would have cost you {paid(less):.2f}, "
        f"ten points surer {paid(more):.2f}."
    )
    expected = sum(entropy([p / 100, 1 - p / 100]) for p in SAID)
    result = page.locator(".result")
    expect(result).to_contain_text(f"expects to pay {expected:.2f}: their entropy.")
    expect(result).to_contain_text("Ten answers show what it costs to be sure. They do not show")
    rows = page.get_by_role("row").all()[1:]
    for row, one, percent in zip(rows, ROUNDS[0], SAID, strict=True):
        cost = paid([percent], [one["true"]])
        text = " ".join(row.inner_text().split())
        assert text == f"{one['text']} {percent} % {str(one['true']).lower()} {cost:.2f}"


def test_another_round_has_other_statements_and_starts_at_nothing(page: Page) -> None:
    for dealt in [*ROUNDS, ROUNDS[0]]:
        expect(page.locator("legend")).to_have_text(dealt[0]["text"])
        expect(page.locator(".lane .name").first).to_have_text("You 0.00")
        expect(page.get_by_role("table")).to_have_count(0)
        play(page)
        page.get_by_role("button", name="Other statements").click()


def test_the_keyboard_alone_plays(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider")).to_have_value("51")
    page.keyboard.press("Home")
    expect(page.get_by_role("slider")).to_have_value("1")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text(ROUNDS[0][0]["why"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("slider")).to_be_focused()
    expect(page.get_by_role("slider")).to_have_value("50")
    expect(page.locator("legend")).to_have_text(ROUNDS[0][1]["text"])


def test_nothing_is_kept_and_nothing_is_sent(page: Page, form: FormPage) -> None:
    """The page's model can only be asked, and `play` would fail at a call of anything else."""
    play(page)
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]
    assert page.evaluate("indexedDB.databases()") == []
    own = {ADDRESS, f"{ADDRESS}forecast.js", f"{ADDRESS}forecast.css", f"{ADDRESS}favicon.ico"}
    assert set(form.requests) <= own


@pytest.mark.parametrize("dark", quickly([True, False], [True]))
def test_axe_finds_no_violation(page: Page, dark: bool) -> None:
    if dark:
        colours = "--jp-content-font-color1: #eee; --jp-content-font-color2: #aaa"
        page.add_style_tag(content=f"body {{ background: #111; color: #eee; {colours} }}")
    page.evaluate(AXE_SCRIPT)
    page.get_by_role("button", name="Answer").click()
    assert page.evaluate("axe.run()")["violations"] == []
    page.get_by_role("button").click()
    for _ in ROUNDS[0][1:]:
        page.get_by_role("button").click()
        page.get_by_role("button").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("axe.run()")["violations"] == []


@pytest.mark.parametrize("width", [320, 400])
def test_nothing_is_wider_than_a_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    play(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 400, "height": 900})


def test_an_answer_moves_nothing_below_it(page: Page) -> None:
    race = page.locator(".race")
    for number in range(10):
        page.get_by_role("slider").fill("60")
        asked = race.bounding_box()
        page.get_by_role("button", name="Answer").click()
        answered = race.bounding_box()
        assert asked is not None
        assert answered is not None
        assert asked["y"] == answered["y"], ROUNDS[0][number]["text"]
        page.get_by_role("button").click()
