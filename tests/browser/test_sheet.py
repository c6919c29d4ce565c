"""The sheets of docs/teaching fill one side of A4, and nothing of them is cut off."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

TEACHING = Path(__file__).parents[2] / "docs" / "teaching"
A4 = (595, 842)  # points


@pytest.mark.parametrize("name", ["sheet", "how_sure_sheet"])
def test_a_sheet_is_printed_on_one_side_of_a4(browser: Browser, name: str) -> None:
    page = browser.new_page()
    page.goto((TEACHING / f"{name}.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    (box,) = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert tuple(round(float(side)) for side in box) == A4


def test_all_letters_lie_within_their_pictures(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.goto((TEACHING / "sheet.html").as_uri())
    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
          const { x, y, width, height } = svg.viewBox.baseVal;
          return [...svg.querySelectorAll("text")].filter((text) => {
            const box = text.getBBox();
            return box.x < x || box.y < y || box.x + box.width > x + width
              || box.y + box.height > y + height;
          }).map((text) => text.textContent);
        })"""
    )
    page.close()
    assert outside == []


def test_the_line_for_the_name_stands_beside_its_word_on_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((TEACHING / "sheet.html").as_uri())
    height, line = page.evaluate(
        """() => {
          const name = document.querySelector("header span");
          const { lineHeight } = getComputedStyle(name);
          return [name.getBoundingClientRect().height, parseFloat(lineHeight)];
        }"""
    )
    page.close()
    assert height < 1.5 * line
