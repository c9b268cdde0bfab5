"""QTI 2.1, one package a chapter: for New Quizzes, Blackboard, TAO, Inspera and others.

Written here because of the libraries only mkdocs-quiz 1.7.1 and qti-package-maker 26.7.14 write
QTI 2.1: the one without numbers and orders, and neither with the feedback of an answer.
"""

from __future__ import annotations

from teaching.quizzes import words
from teaching.quizzes.course import Course, Page
from teaching.quizzes.packing import filled, packed

NAME = "QTI 2.1"
FILE = "qti-2.1/"
FOR = "Blackboard, Brightspace, TAO, Inspera and others: one package of QTI 2.1 for each chapter."
#: Kinds that the format cannot take, with the reason.
LEFT_OUT: dict[type, str] = {}
NOTES = (
    "Canvas reads choices, words and orders from it, but neither margins nor feedback; take "
    "canvas.zip there.",
)


def make(course: Course) -> dict[str, bytes]:
    """Return a package for each chapter, by its name."""
    return {f"{FILE}{page.slug}.zip": _package(page, course) for page in course.chapters}


def _package(page: Page, course: Course) -> bytes:
    items = {f"{question.name}.xml": question for question in page.questions}
    files = {
        path: filled("qti21-item.xml.j2", question=question, page=page, course=course, words=words)
        for path, question in items.items()
    }
    for template in ("imsmanifest", "test"):
        files[f"{template}.xml"] = filled(
            f"qti21-{template}.xml.j2", page=page, course=course, words=words, items=items
        )
    return packed(files)
