"""The pages of reference and for teachers: nothing is left out, and every page can be reached."""

import importlib
import re
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from docs.site import teaching
from docs.site.reference import formulas_page
from docs.site.slides import PREFIX
from tests.thorough import quickly

from .conftest import BUILT, PAGES, OpenPage, too_wide
from .test_pages import violations, violations_in_light_and_dark

PACKAGES = ("logit_core", *(f"logit_core.{name}" for name in ("figures", "explorers", "stage")))
PACKAGES = (*PACKAGES, "logit_core.exercises", "logit_core.quizzes")
BY_SPHINX = {"genindex.html", "search.html", "py-modindex.html"}
LOOKED_AT = ["library_maths", "formulas", "teaching", "lesson_4", "classroom"]


def test_every_page_can_be_reached_from_the_front_page(address: str) -> None:
    pages = {path.name: path.read_text("utf-8") for path in BUILT.glob("*.html")}
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in pages:
            continue
        reached.add(page)
        waiting += re.findall(r'href="([^"#:]+\.html)', pages[page])
    assert set(pages) - BY_SPHINX == reached - BY_SPHINX


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_stands_in_the_reference(address: str, package: str) -> None:
    told = "".join(path.read_text("utf-8") for path in BUILT.glob("library_*.html"))
    module: Any = importlib.import_module(package)
    homes = {name: getattr(module, name).__module__ for name in module.__all__}
    own = {name for name, home in homes.items() if home.startswith(package)}
    assert own
    assert [name for name in sorted(own) if f'id="{package}.{name}"' not in told] == []


def test_a_formula_leads_to_its_section_its_function_and_the_sentence_of_its_test() -> None:
    row = "| `01_odds#define` | $p$ | `odds`, `02_other#cell` | `test_a.py::test_odds_are_right` |"
    page = formulas_page(f"| cell |\n{row}", {"01_odds": {"define": "Odds, again"}})
    assert page == (
        "| section |\n| [1 Odds, again](<01_odds.ipynb#Odds,-again>) | $p$ "
        "| {py:obj}`~logit_core.odds`, `02_other#cell` | odds are right (`test_a.py`) |"
    )


def test_a_lesson_leads_to_sections_of_the_site_and_to_the_sheets() -> None:
    text = '[What "perfect" means](../../notebooks/05_iris.ipynb#What-"perfect"-means), [s](s.html)'
    assert teaching.page(text) == (
        '[What "perfect" means](<05_iris.ipynb#What-"perfect"-means>), <a href="s.html">s</a>'
    )
    assert teaching.page("[all](README.md)") == "[all](<teaching.md>)"
    assert teaching.page("[a class](../classroom.md)") == "[a class](<classroom.md>)"
    assert teaching.page("[the site](../README.md) is less") == "the site is less"
    assert teaching.page("[h](classroom/h.py)") == '<a href="classroom/h.py" download>h</a>'


@pytest.mark.parametrize("name", quickly(LOOKED_AT, ["teaching"]))
def test_the_links_of_the_pages_lead_somewhere(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    here = page.url.rsplit("/", 1)[0]
    links = page.eval_on_selector_all("article a[href]", "all => all.map((one) => one.href)")
    for link in {one for one in links if one.startswith(here)}:
        file, _, place = link.removeprefix(f"{here}/").partition("#")
        if re.match(r"\d\d_.*\.ipynb", place) or not file:
            continue  # a chapter that is left out here
        text = (BUILT / unquote(file)).read_text("utf-8")
        assert not place or f'id="{unquote(place)}"' in text or f'id="{place}"' in text, link


def test_the_search_shows_each_formula_once(open_page: OpenPage) -> None:
    page = open_page("search.html?q=logarithm")
    facts = page.locator(".search .context").filter(has_text="two facts about logarithms")
    expect(facts).to_contain_text("a=a.")
    assert "\\log" not in facts.inner_text()


def test_the_search_says_what_to_do_and_what_it_found(open_page: OpenPage) -> None:
    page = open_page("search", width=390)
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    field = page.get_by_role("searchbox", name="Words to search for")
    assert violations(page) == []
    field.fill("zebra")
    field.press("Enter")
    expect(page.locator(".search-summary")).to_contain_text("No page has this.")
    expect(field).to_have_value("zebra")


def test_the_search_shows_words_of_the_glossary_apart(open_page: OpenPage) -> None:
    page = open_page("search.html?q=natural+logarithm")
    shown = page.locator(".search .context").filter(has_text="natural logarithm of the odds")
    expect(shown.first).to_contain_text("logit the natural logarithm")


def test_the_plans_follow_each_other_as_the_overview_names_them(address: str) -> None:
    overview = (BUILT / "teaching.html").read_text("utf-8")
    lesson = (BUILT / "lesson_0.html").read_text("utf-8")
    named = re.findall(r'href="(\w+)\.html', overview.partition('role="main"')[2])
    assert re.findall(r'<link rel="prev".*?href="(\w+)\.html', lesson) == ["teaching"]
    assert named[0] == "lesson_0"


def test_the_words_of_the_glossary_stand_out(open_page: OpenPage) -> None:
    word = open_page("glossary").locator("dl.glossary > dt").first
    assert int(word.evaluate("(one) => getComputedStyle(one).fontWeight")) >= 600


@pytest.mark.thorough
def test_no_page_beside_the_chapters_shuts_readers_out(open_page: OpenPage) -> None:
    for path in sorted(BUILT.glob("*.html")):
        if path.stem in PAGES or path.stem.startswith(PREFIX):
            continue  # these have tests of their own
        page = open_page(path.name)
        assert violations_in_light_and_dark(page) == [], path.name
        page.close()


@pytest.mark.thorough
def test_every_page_fits_the_screen(open_page: OpenPage) -> None:
    for path in sorted(BUILT.glob("*.html")):
        page = open_page(path.name, width=390)
        assert too_wide(page) == [], path.name
        page.set_viewport_size({"width": 1280, "height": 900})
        assert too_wide(page) == [], path.name
        page.close()
