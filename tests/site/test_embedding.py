"""Each picture as a page of its own, and the line that shows it in another page."""

import gzip
import re

from playwright.sync_api import expect

from .conftest import OpenPage
from .test_exercises import CHAPTER
from .test_pages import scroll_through

LARGEST = 200_000  # bytes of a stage, as they travel
LARGEST_PANEL = 600_000  # bytes of one with lists, each choice included


def test_each_picture_is_a_page_of_its_own_and_small(open_page: OpenPage, page_name: str) -> None:
    page = open_page(page_name)
    for picture in page.locator(".logit-embed[data-kind=stage]").all():
        address = picture.locator("details a").first.evaluate("(link) => link.href")
        answer = page.request.get(address)
        assert answer.ok, address
        is_panel = picture.locator(".logit-lists").count()
        size = len(gzip.compress(answer.body()))
        assert size <= (LARGEST_PANEL if is_panel else LARGEST), address


def test_the_line_shows_the_picture_in_another_page_as_it_stands(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    scroll_through(page)
    picture = page.locator("#straight-line-explorer")
    picture.locator("input[type=range]").first.press("End")
    said = picture.locator(".said").inner_text()
    picture.get_by_text("Embed this picture").click()
    line = picture.locator("textarea").input_value()
    picture.get_by_role("button", name="Copy the line").click()
    expect(picture.locator("[role=status]").last).to_have_text("Copied.")
    assert page.evaluate("copied") == line
    assert re.search(r' sandbox="allow-scripts" allow="fullscreen"></iframe>$', line)
    other = page.context.new_page()
    other.set_content(line)
    frame = other.frame_locator("iframe")
    expect(frame.locator(".said")).to_have_text(said)
    frame.locator("input[type=range]").first.press("Home")
    expect(frame.locator(".said")).not_to_have_text(said)
    inside = frame.locator("html")
    assert inside.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 0
