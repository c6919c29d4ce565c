"""Quizzes and a game: what a reader answers in the page, without a kernel."""

from logit_core.quizzes.forecast import Forecast, how_sure
from logit_core.quizzes.form import Quiz, quiz
from logit_core.quizzes.question import Option, Question, read_questions
from logit_core.quizzes.statement import Statement, read_statements

__all__ = [
    "Forecast",
    "Option",
    "Question",
    "Quiz",
    "Statement",
    "how_sure",
    "quiz",
    "read_questions",
    "read_statements",
]
