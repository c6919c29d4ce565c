"""The slides: a chapter as a talk, from the site alone."""

from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, TimeoutError, expect

from docs.site.lessons import Lesson, read_lesson
from docs.site.places import chapters
from docs.site.slides import PREFIX, split, task_first, write_slides
from tests.thorough import quickly

from .conftest import CHAPTERS, OpenPage
from .test_pages import violations

SLIDES = [f"{PREFIX}{path.stem}" for path in CHAPTERS]
LESSON = Lesson("Bring a scarf.", {"A-word": ["5 minutes. Draw it."]}, "Exit ticket.")


def test_a_slide_has_room_for_sixty_words_formulas_not_counted() -> None:
    formula = "$$" + 90 * "x " + "$$"
    paragraphs = ["Title.", formula, 58 * "word ", "too much", "more"]
    shown, kept = split("\n\n".join(paragraphs))
    assert shown.split("\n\n") == paragraphs[:3]
    assert kept.split("\n\n") == paragraphs[3:]


def test_a_heading_never_stands_alone() -> None:
    assert split(f"## Ask\n\nWhy? {59 * 'word '}.") == ("## Ask\n\nWhy?", 59 * "word " + ".")
    items = [f"- **{name}** {18 * 'word '}." for name in "abcd"]
    assert split("## Recap\n\n" + "\n".join(items)) == (
        "## Recap\n\n" + "\n".join(items[:2]),
        "\n".join(items[2:]),
    )
    assert split(f"One.\n\n## Two\n\n{58 * 'word '}") == ("One.", f"## Two\n\n{58 * 'word '}")


def test_the_task_of_an_exercise_comes_before_how_it_is_answered() -> None:
    how = f"Replace the three dots by your code. {40 * 'word '}."
    text = f"## Exercises\n\n{how}\n\n**1. Odds.** {30 * 'word '}."
    shown, kept = split(task_first(text))
    assert shown == f"## Exercises\n\n**1. Odds.** {30 * 'word '}."
    assert kept == how


def test_a_table_is_shown_whole() -> None:
    table = "| a | b |\n|---|---|\n" + "\n".join(20 * ["| one two | three four |"])
    assert split(f"## Letters\n\n{table}") == (f"## Letters\n\n{table}", "")


@pytest.mark.parametrize("chapter", [path.stem for path in chapters()])
def test_every_lesson_plan_is_read(chapter: str) -> None:
    lesson = read_lesson(chapter)
    assert lesson.opening.startswith("**At the end**")
    assert "Exit ticket" in lesson.closing
    assert sum(map(len, lesson.steps.values())) >= 2


def test_cells_stand_on_the_slides_of_their_types(tmp_path: Path) -> None:
    def cell(source: str, kind: str) -> Any:
        return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}})

    page = tmp_path / "01_a.ipynb"
    cells = [
        new_markdown_cell("# 1 A"),
        new_markdown_cell('<p class="logit-doors">doors</p>'),
        cell("## A word\n\n[there](#B)", "slide"),
        new_code_cell("x"),
        cell("skipped", "skip"),
        cell("spoken", "notes"),
        cell("more", "fragment"),
        cell("below", "subslide"),
    ]
    nbformat.write(new_notebook(cells=cells), page)
    write_slides(page, LESSON)
    written = nbformat.read(page.with_name("slides_01_a.ipynb"), 4)
    text = "\n".join(one.source for one in written.cells)
    assert text == "\n".join(
        [
            "<section><section>",
            "```{rubric} 1 A\n:heading-level: 1\n```",
            '<aside class="notes">\nBring a scarf.\n</aside>',
            "</section></section>\n<section><section>",
            "```{rubric} A word\n:heading-level: 2\n```\n\n[there](<01_a.ipynb#B>)",
            '<aside class="notes">\n5 minutes. Draw it.\n</aside>',
            "x",
            '<aside class="notes">\nspoken\n</aside>',
            '<div class="fragment">\nmore\n</div>',
            "</section>\n<section>",
            "below",
            '<aside class="notes">\nExit ticket.\n</aside>',
            "</section></section>",
        ]
    )


# which slide is shown, and how much of it
PLACE = """() => {
    const shown = document.querySelector("section.present > section.present");
    const at = [...document.querySelectorAll("section")].indexOf(shown);
    return `${at} ${shown.textContent.trim().slice(0, 40)}`
        + ` ${document.querySelectorAll(".present .fragment.visible").length}`;
}"""

# formulas and still pictures that are cut, or must be moved sideways
WIDE = """(slide) => [...slide.querySelectorAll(".katex-display, .cell_output > img")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1
        || one.getBoundingClientRect().right > innerWidth).length"""
FITS = "(one) => one.scrollHeight <= one.clientHeight + 1"


def show_first(page: Page, what: str) -> Locator:
    """Go on to the first slide that has such a thing, and return it."""
    page.wait_for_selector("section.present > section.present")
    found = page.locator(f"section.present > section.present {what}")
    while not found.count():
        page.keyboard.press("Space")
    return found


def go_through(page: Page) -> list[str]:
    """Show every slide, wait for its pictures, and return those that do not fit the screen."""
    too_tall = set()
    while True:
        slide = page.locator("section.present > section.present")
        for place in slide.locator(".logit-embed:visible").all():
            expect(place).to_have_attribute("data-alive", "true")
        before = page.evaluate(PLACE)
        try:
            page.wait_for_function(FITS, arg=slide.element_handle(), timeout=2000)
        except TimeoutError:
            too_tall.add(before)
        page.keyboard.press("Space")  # the next fragment, or the next slide
        if page.evaluate(PLACE) == before:
            return sorted(too_tall)


@pytest.mark.parametrize("name", quickly(SLIDES, SLIDES[:1]))
def test_a_talk_is_given_to_its_end_with_pictures_that_move(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector("section.present > section.present")
    assert go_through(page) == []


def test_on_a_phone_one_slide_is_seen_in_letters_that_can_be_read(open_page: OpenPage) -> None:
    page = open_page(SLIDES[1])
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    for _ in range(6):
        slide = page.locator("section.present > section.present")
        expect(slide).to_have_count(1)
        slide.wait_for()
        letters, padding, wide, room = slide.evaluate(
            """slide => [
                parseFloat(getComputedStyle(slide).fontSize),
                parseFloat(getComputedStyle(slide).paddingLeft),
                slide.scrollWidth, slide.clientWidth]"""
        )
        assert letters >= 16
        assert 10 < padding < 40
        assert wide <= room
        page.keyboard.press("Space")


@pytest.mark.parametrize("name", quickly(SLIDES[2:], []))
def test_on_a_phone_still_pictures_and_formulas_are_as_wide_as_the_slide(
    open_page: OpenPage, name: str
) -> None:
    page = open_page(name, width=390)
    page.wait_for_selector("section.present > section.present")
    wide = set()
    place = ""
    while place != (place := page.evaluate(PLACE)):
        slide = page.locator("section.present > section.present")
        if slide.evaluate(WIDE):
            wide.add(place)
        page.keyboard.press("Space")
    assert sorted(wide) == []


def test_a_still_picture_grows_with_the_letters(open_page: OpenPage) -> None:
    page = open_page(SLIDES[1])
    still = show_first(page, ".cell_output > img")
    sizes = []
    for width, height in (1280, 720), (1920, 1080):
        page.set_viewport_size({"width": width, "height": height})
        expect(still).to_be_in_viewport(ratio=1)
        sizes.append(still.evaluate("(one) => [one.width, one.height]"))
    assert np.divide(*reversed(sizes)) == pytest.approx([1.5, 1.5], rel=0.01)


def test_a_picture_on_a_slide_follows_its_slider(open_page: OpenPage) -> None:
    page = open_page(SLIDES[0])
    picture = show_first(page, ".logit-embed[data-kind=stage]")
    expect(picture).to_have_attribute("data-alive", "true")
    said = picture.locator(".said")
    before = said.inner_text()
    picture.locator(".row input[type=range]").first.press("ArrowRight")
    expect(said).not_to_have_text(before)


def test_the_speaker_has_the_lesson_plan_and_the_audience_has_not(open_page: OpenPage) -> None:
    page = open_page(SLIDES[1])
    notes = page.locator("aside.notes")
    assert "At the end" in (notes.first.text_content() or "")
    assert "Exit ticket" in (notes.last.text_content() or "")
    assert not any(note.is_visible() for note in notes.all())


def test_the_faces_are_there_before_the_slide_that_needs_them(open_page: OpenPage) -> None:
    page = open_page(SLIDES[1])
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    for face in ("sans-3-latin-wght-normal", "sans-3-latin-wght-italic", "code-pro-latin"):
        assert any(face in one for one in asked), face


def test_slides_shut_nobody_out(open_page: OpenPage) -> None:
    page = open_page(SLIDES[0])
    page.wait_for_selector("section.present > section.present")
    assert violations(page) == []
