"""Rubrics: the levels by which a person marks a figure or a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from natolab_grade.sources import variants
from natolab_grade.sources.errors import SourceError
from natolab_grade.sources.questions import Question


@dataclass(frozen=True)
class Level:
    """A level of a rubric.

    Parameters
    ----------
    points : float
        What an answer of this level gets.
    takes : str
        What it takes.
    example : str
        An answer at this level, or for a figure its description.
    """

    points: float
    takes: str
    example: str


#: The levels of each question that a person marks, from the lowest to the highest.
Rubric = Mapping[str, tuple[Level, ...]]


def read(path: Path, questions: Mapping[str, Question]) -> dict[str, tuple[Level, ...]]:
    """Return the rubric of each question that a person marks.

    Raises
    ------
    SourceError
        If a question has none, or levels do not climb from 0 to its points.
    """
    if not path.is_file():
        raise SourceError(f"{path} is missing: it holds the levels of figures and texts.")
    given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    by_hand = {name for name, question in questions.items() if question.by_hand}
    for name in sorted(by_hand ^ given.keys()):
        problem = "has no rubric" if name in by_hand else "has a rubric, but no points by hand"
        raise SourceError(f"{path}: the question {name!r} {problem}.")
    found = {name: tuple(_level(level, name, path) for level in given[name]) for name in given}
    for name, levels in found.items():
        points = [level.points for level in levels]
        if points != sorted(set(points)) or points[0] != 0 or points[-1] != questions[name].by_hand:
            raise SourceError(
                f"{path}: the levels of {name!r} give {points} points; they should climb from 0 to "
                f"{questions[name].by_hand:g}."
            )
    return found


def _level(level: dict, name: str, path: Path) -> Level:
    if set(level) != {"points", "takes", "example"}:
        raise SourceError(
            f"{path}: a level of {name!r} has {', '.join(level)}; it needs points, takes, example."
        )
    return Level(level["points"], level["takes"].strip(), level["example"].strip())


def filled(rubric: Rubric, values: Mapping[str, object]) -> dict[str, tuple[Level, ...]]:
    """Return a rubric with the fields of its texts filled in."""
    return {
        name: tuple(
            Level(
                level.points,
                variants.fill(level.takes, values),
                variants.fill(level.example, values),
            )
            for level in levels
        )
        for name, levels in rubric.items()
    }
