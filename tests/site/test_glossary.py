"""The glossary: the chapters' own words, each linked where a chapter uses it first."""

import re

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from docs.site.glossary import Entry, gather, link_in

from .conftest import OpenPage

WORDS = """## Words

- **Feature**: what is known of each case,
  such as the hours. **Label**: the answer, 1 or 0.
- **Log-odds**, also *logit*: the logarithm of the odds.
- **Odds**: how many times as likely. **Even** odds are 1.
- **Margin** of a line: a distance."""


def test_the_words_of_a_chapter_are_read() -> None:
    assert gather([("1", WORDS)]) == [
        Entry(["Feature"], {"what is known of each case, such as the hours.": ["1"]}),
        Entry(["Label"], {"the answer, 1 or 0.": ["1"]}),
        Entry(["Log-odds", "logit"], {"the logarithm of the odds.": ["1"]}),
        Entry(["Odds"], {"how many times as likely. **Even** odds are 1.": ["1"]}),
        Entry(["Margin"], {"of a line: a distance.": ["1"]}),
    ]


def test_what_two_chapters_say_of_a_word_is_one_entry() -> None:
    (entry,) = gather([("1", "- **Epoch**: a walk."), ("2", "- **Pass**, also *epoch*: a walk.")])
    assert entry == Entry(["Epoch", "Pass"], {"a walk.": ["1", "2"]})


def test_the_first_use_is_linked_and_nothing_in_code_headings_or_formulas() -> None:
    document = new_document("chapter")
    for kind in (nodes.literal, nodes.math, nodes.raw, nodes.reference):
        document += nodes.paragraph("", "", kind("", "odds"))
    document += nodes.section("", nodes.title("", "Odds"), nodes.paragraph("", "No log-odds odd."))
    document += nodes.section("", nodes.title("", "Words"), nodes.paragraph("", "Odds are odds."))
    document += nodes.paragraph("", "The odds, and again the odds. Labels.")
    link_in(document, ["Odds", "Label"])
    links = list(document.findall(addnodes.pending_xref))
    assert [(link.astext(), link["reftarget"]) for link in links] == [
        ("odds", "odds"),
        ("Labels", "label"),
    ]
    assert document.astext().endswith("The odds, and again the odds. Labels.")


def test_a_longer_word_is_not_taken_for_a_shorter_one() -> None:
    document = new_document("chapter")
    document += nodes.paragraph("", "An odds ratio is no odds.")
    link_in(document, ["Odds", "Odds ratio"])
    assert [link.astext() for link in document.findall(addnodes.pending_xref)] == [
        "odds ratio",
        "odds",
    ]


def test_a_word_leads_to_what_it_means(open_page: OpenPage) -> None:
    page = open_page("01_odds_and_log_odds")
    words = page.locator("article a:has(> .logit-word)")
    targets = words.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert len(targets) > 5
    assert len(targets) == len(set(targets))
    assert all(re.match("glossary.html#term-", target) for target in targets)
    words.filter(has_text=re.compile("^odds$", re.IGNORECASE)).first.click()
    assert page.locator("dt:target").inner_text().startswith("Odds")
