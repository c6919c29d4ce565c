"""The quizzes: each question has one right answer, and every answer says why."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest

from logit_core.quizzes import Option, Question, Quiz, quiz, read_questions
from logit_core.quizzes.question import FOLDER

CHAPTERS = sorted(int(path.stem) for path in FOLDER.glob("*.toml"))
QUESTIONS = [(chapter, one) for chapter in CHAPTERS for one in read_questions(chapter)]


class Unfolding(HTMLParser):
    """What a page without widgets shows: each summary, and what it unfolds to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[list[str]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        if tag == "summary":
            self.found.append(["", ""])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "details" in self.open:
            self.found[-1]["summary" not in self.open] += data


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_asks_five_questions(chapter: int) -> None:
    asked = [one.text for one in read_questions(chapter)]
    assert len(asked) == len(set(asked)) == 5


@pytest.mark.parametrize(("chapter", "question"), QUESTIONS)
def test_one_of_several_answers_is_right_and_each_says_why(
    chapter: int, question: Question
) -> None:
    texts = [one.text for one in question.options]
    assert 3 <= len(texts) == len(set(texts)) <= 5
    assert sum(one.right for one in question.options) == 1
    for one in question.options:
        assert one.why.endswith(".")
        assert len(one.why.split()) >= 4
    assert question.text.endswith(("?", ":"))


@pytest.mark.parametrize(("chapter", "question"), QUESTIONS)
def test_questions_are_plain_text(chapter: int, question: Question) -> None:
    for text in [
        question.text,
        *(part for one in question.options for part in (one.text, one.why)),
    ]:
        assert text == text.strip()
        assert not re.search(r"[$\n\\]|!(?!=)", text)  # no formulas, no exclamation marks
        assert text.count("`") % 2 == 0


def test_right_answers_stand_at_different_places() -> None:
    for chapter in CHAPTERS:
        places = {
            [option.right for option in one.options].index(True) for one in read_questions(chapter)
        }
        assert len(places) > 1, chapter


def test_without_widgets_every_option_unfolds_to_its_answer() -> None:
    bundle = quiz(1)._repr_mimebundle_()
    shown = Unfolding(bundle["text/html"]).found
    options = [option for one in read_questions(1) for option in one.options]
    assert [text for text, _ in shown] == [one.text for one in options]
    assert [answer for _, answer in shown] == [
        f"{'Right' if one.right else 'Not yet'}. {one.why}" for one in options
    ]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_text_asks_and_does_not_tell() -> None:
    text = quiz(1)._repr_mimebundle_()["text/plain"]
    first = read_questions(1)[0]
    assert text.startswith(f"1. {first.text}\n   - {first.options[0].text}\n")
    assert not any(option.why in text for option in first.options)


def test_letters_of_html_are_shown_as_they_are_and_code_as_code() -> None:
    asked = Question("Is `z < 0` & so?", (Option("a < b", True, "So it is."),))
    form = Quiz([asked])
    assert form.questions[0]["text"] == "Is <code>z &lt; 0</code> &amp; so?"
    assert form.questions[0]["options"][0]["text"] == "a &lt; b"
    assert "<code>z &lt; 0</code> &amp; so?" in form._repr_mimebundle_()["text/html"]


def test_a_chapter_without_a_quiz_is_refused() -> None:
    with pytest.raises(ValueError, match=r"chapter must be one of 1.*, got 99"):
        quiz(99)


RIGHT, WRONG = Option("1", True, "Yes."), Option("2", False, "No.")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: quiz(True), "chapter must be one of 1, .*, got True$"),
        (lambda: quiz(1.0), r"chapter must be one of 1, .*, got 1\.0$"),
        (lambda: quiz(np.array(1)), r"chapter must be one of 1, .*, got array\(1\)$"),
        (lambda: quiz(np.array([1, 2])), "chapter must be one of 1, .*, got array"),
        (lambda: Quiz("1?"), "questions must be a list of Question, got '1.'$"),
        (lambda: Quiz(["1?"]), "questions must be a list of Question, got '1.'$"),
        (lambda: Question("", (RIGHT,)), "text must not be empty"),
        (lambda: Question("1?", (RIGHT, "2")), "options must be a list of Option, got '2'$"),
        (lambda: Question("1?", (RIGHT, RIGHT)), "options must have one that is right, got 2$"),
        (lambda: Question("1?", (WRONG,)), "options must have one that is right, got 0$"),
        (lambda: Option("1", 1.0, "Yes."), r"right must be True or False, got 1\.0$"),
        (lambda: Option("1", True, 3), "why must be a text, got 3$"),
        (lambda: Option("a" * 1001, True, "Yes."), "text must have at most 1000 letters"),
    ],
)
def test_what_is_no_quiz_is_refused_by_name(make: Callable[[], object], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}"):
        make()
