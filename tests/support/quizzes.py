"""The quizzes of the course, found by where they stand."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

from natolab.numbers import Number
from natolab.quizzes import Question, Quiz
from tests.support import site, source


def declared() -> dict[str, Quiz]:
    """Return the quiz of each chapter that has one, by the chapter's slug."""
    rooms = {path.stem: source.room(path) for path in site.chapters()}
    return {
        slug: importlib.import_module(f"natolab.chapters.{room.name}.quiz").QUIZ
        for slug, room in rooms.items()
        if (room / "quiz.py").exists()
    }


@functools.cache
def numbers(slug: str) -> Mapping[str, Number]:
    """Return the numbers of a chapter; they are computed once."""
    room = slug.replace("-", "_")
    return importlib.import_module(f"natolab.chapters.{room}.numbers").numbers()


def filled(slug: str) -> tuple[Question, ...]:
    """Return the questions of a chapter with its numbers in them."""
    return declared()[slug].filled(numbers(slug))
