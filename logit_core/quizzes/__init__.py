"""Quizzes: a few questions at the end of each chapter; every wrong option is answered with why."""

from logit_core.quizzes.form import Quiz, quiz
from logit_core.quizzes.question import Option, Question, read_questions

__all__ = ["Option", "Question", "Quiz", "quiz", "read_questions"]
