"""The form that shows a quiz: in the browser alone, so that it answers without a kernel."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from logit_core._validation import as_listed, shown
from logit_core.quizzes.pages import as_html, unfolding
from logit_core.quizzes.question import Question, read_questions

_HERE: Final = Path(__file__).parent


class Quiz(anywidget.AnyWidget):
    """Questions with options to choose from; the choice is answered at once, with why.

    Where a page has no widgets, each option unfolds to its answer.

    Parameters
    ----------
    questions : sequence of Question
        In the order in which they are asked. `Code` stands between backticks.
    """

    # The text of the files, not their paths: anywidget would keep each widget alive for those.
    _esm = (_HERE / "quiz.js").read_text("utf-8")
    _css = (_HERE / "quiz.css").read_text("utf-8")
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, questions: Sequence[Question]) -> None:
        questions = as_listed(questions, "questions", "Question")
        if strange := [one for one in questions if not isinstance(one, Question)]:
            raise ValueError(f"questions must be a list of Question, got {shown(strange[0])}")
        self._asked = tuple(questions)
        super().__init__(
            questions=[
                {
                    "text": as_html(question.text),
                    "options": [
                        {"text": as_html(one.text), "right": one.right, "why": as_html(one.why)}
                        for one in question.options
                    ],
                }
                for question in questions
            ]
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget's view and, for readers without widgets, questions that unfold."""
        view = super()._repr_mimebundle_(**kwargs)
        bundle = dict(view[0] if isinstance(view, tuple) else view or {})
        items = "".join(f"<li>{_unfolding(question)}</li>" for question in self._asked)
        bundle["text/html"] = f"<ol>{items}</ol>"
        texts = [_as_text(number, one) for number, one in enumerate(self._asked, start=1)]
        bundle["text/plain"] = "\n".join(texts)
        return bundle


def quiz(chapter: int) -> Quiz:
    """Return the quiz of a chapter, to be the last line of a cell.

    Parameters
    ----------
    chapter : int
        Its number.

    Returns
    -------
    quiz : Quiz

    Raises
    ------
    ValueError
        If the chapter has no quiz.
    """
    return Quiz(read_questions(chapter))


def _as_text(number: int, question: Question) -> str:
    return "\n   - ".join([f"{number}. {question.text}", *(one.text for one in question.options)])


def _unfolding(question: Question) -> str:
    options = "".join(
        f"<li>{unfolding(one.text, 'Right' if one.right else 'Not yet', one.why)}</li>"
        for one in question.options
    )
    return f"<p>{as_html(question.text)}</p><ul style='list-style: none'>{options}</ul>"
