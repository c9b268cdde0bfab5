"""QTI 1.2 in one package, for Canvas: Classic Quizzes, and New Quizzes by its conversion.

Written here because text2qti 0.8.0 rounds numbers to four decimals, so that a right answer can lie
outside its own margin, and has no orders to be put right; mkdocs-quiz 1.7.1 knows choices and gaps
only, and draws new names at each run.
"""

from __future__ import annotations

from teaching.quizzes import qti12, words
from teaching.quizzes.course import Course
from teaching.quizzes.packing import filled, packed

NAME = "Canvas"
FILE = "canvas.zip"
FOR = "Canvas: Settings, Import Course Content, QTI .zip file; each chapter becomes a quiz."
#: Kinds that the format cannot take, with the reason.
LEFT_OUT: dict[type, str] = {}
NOTES = (
    "things to be put in order are matched with their places, since its quizzes have no orders.",
    "what tempting numbers and words hear is told together after a wrong answer, since Canvas "
    "would take each of them for right.",
)


def make(course: Course) -> dict[str, bytes]:
    """Return the one package, by its name."""
    files = {"imsmanifest.xml": filled("canvas-manifest.xml.j2", course=course, words=words)}
    for page in course.chapters:
        folder = words.name(page.slug)
        files[f"{folder}/assessment_meta.xml"] = filled(
            "canvas-quiz.xml.j2", page=page, course=course, words=words
        )
        files[f"{folder}/{folder}.xml"] = qti12.assessment(
            page, course, page.questions, qti12.CANVAS
        )
    return {FILE: packed(files)}
