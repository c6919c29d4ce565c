"""Stages and panels as pages of their own, opened from the disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import ipywidgets
import pytest
from playwright.sync_api import Browser, Page, expect

from logit_core.explorers import Panel, Stage
from tests.stage.stages import make_squares
from tests.stage.test_alone import make_powers

Open = Callable[..., Page]


@pytest.fixture
def open_alone(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Write a stage to a file and open it; what the page asks for or complains of fails."""
    context = browser.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def open_one(what: Stage | Panel, address: str = "") -> Page:
        file = tmp_path / "alone.html"
        what.to_html(file)
        page.goto(f"{file.as_uri()}{address}")
        expect(page.locator("svg.picture")).to_be_visible()
        return page

    page.on("request", lambda request: request.url.startswith("http") and trouble.append("asks"))
    yield open_one
    context.close()
    assert trouble == []


def test_a_stage_follows_its_controls_without_python(open_alone: Open) -> None:
    page = open_alone(make_squares())
    expect(page.locator(".said")).to_have_text("The square of 0 is 0.")
    page.get_by_label("x", exact=True).press("End")
    expect(page.locator(".said")).to_have_text("The square of 2 is 4.")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#x=2", "The square of 2 is 4."),
        ("#y=1&x=1", "The square of 1 is 1."),
        ("#x=3", "The square of 0 is 0."),
        ("#x=1.5", "The square of 0 is 0."),
    ],
)
def test_the_address_says_where_the_controls_stand(
    open_alone: Open, address: str, said: str
) -> None:
    expect(open_alone(make_squares(), address).locator(".said")).to_have_text(said)


def test_two_lists_exchange_what_they_show_as_in_python(open_alone: Open) -> None:
    page = open_alone(make_powers())
    expect(page.locator(".said")).to_have_text("0 to the powers 0 and 1.")
    page.get_by_label("n0").select_option("2")
    expect(page.locator(".said")).to_have_text("0 to the powers 2 and 1.")
    page.get_by_label("x", exact=True).press("End")
    page.get_by_label("n1").select_option("2")
    expect(page.locator(".said")).to_have_text("2 to the powers 1 and 2.")
    assert page.get_by_label("n0").input_value() == "1"


def test_a_linked_slider_and_the_stage_move_each_other(open_alone: Open) -> None:
    stage = make_squares()
    slider = ipywidgets.SelectionSlider(options=["no", "one", "two"], description="how many")
    ipywidgets.jslink((slider, "index"), (stage, "x"))
    page = open_alone(Panel([slider, stage]))
    page.get_by_label("how many").press("ArrowRight")
    expect(page.locator(".said")).to_have_text("The square of 1 is 1.")
    page.get_by_label("x", exact=True).press("End")
    expect(page.locator(".logit-lists output")).to_have_text("two")
