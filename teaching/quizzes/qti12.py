"""QTI 1.2 as Canvas and Common Cartridge have it: one assessment, its items and their feedback.

What scores is asked last and once, and no other condition compares a number or a word: Canvas
takes each number and word of a condition for a right answer, whether it scores or not. So the
tempting ones are told together, to everyone whose answer is not right.
"""

from __future__ import annotations

import hashlib

from natolab.quizzes import Choice, Ordering, Question, Several, Short
from teaching.quizzes import words
from teaching.quizzes.course import Course, Page
from teaching.quizzes.packing import filled

#: What each dialect calls the kinds of questions.
CANVAS = {
    "Choice": "multiple_choice_question",
    "Several": "multiple_answers_question",
    "Numeric": "numerical_question",
    "Ordering": "matching_question",
    "Short": "short_answer_question",
}
CARTRIDGE = {
    "Choice": "cc.multiple_choice.v0p1",
    "Several": "cc.multiple_response.v0p1",
    "Short": "cc.fib.v0p1",
}


def assessment(
    page: Page, course: Course, questions: tuple[Question, ...], kinds: dict[str, str]
) -> bytes:
    """Return the quiz of a page as a QTI 1.2 assessment.

    Parameters
    ----------
    page : Page
        The page.
    course : Course
        The course, for links.
    questions : tuple of Question
        Those of its questions that the dialect can take, as it takes them.
    kinds : dict of str to str
        The dialect: ``CANVAS`` or ``CARTRIDGE``.
    """
    return filled(
        "qti12.xml.j2",
        page=page,
        course=course,
        questions=questions,
        kinds=kinds,
        canvas=kinds is CANVAS,
        words=words,
        number=number,
        numbers=_numbers,
    )


def _numbers(page: Page, question: Question) -> list[str]:
    """Return a number for each answer of a question, and for each place in an order."""
    match question:
        case Choice() | Several():
            count = len(question.options)
        case Ordering():
            count = len(question.items)
        case Short():
            count = len(words.spellings(question.accepts))
        case _:
            count = 1
    return [number(page.slug, question.name, place) for place in range(count)]


def number(*parts: object) -> str:
    """Return a number that stays the same for what it names: Canvas keeps numbers as names only."""
    key = "/".join(str(part) for part in parts)
    return str(int(hashlib.sha256(key.encode()).hexdigest()[:12], 16) % 900_000_000 + 100_000_000)
