"""Quizzes: a chapter's questions to oneself, in the page and for learning platforms.

A chapter declares its questions once, in ``natolab/chapters/<topic>/quiz.py``; the page and every
export are made from that declaration. Numbers in the texts come from the chapter's ``numbers()``.
"""

from natolab.quizzes.questions import (
    Choice,
    Near,
    Numeric,
    Option,
    Ordering,
    Question,
    Several,
    Short,
)
from natolab.quizzes.quiz import Quiz

__all__ = [
    "Choice",
    "Near",
    "Numeric",
    "Option",
    "Ordering",
    "Question",
    "Quiz",
    "Several",
    "Short",
]
