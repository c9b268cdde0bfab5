"""Marks that a human gave, from a CSV file: student, question, level or points, comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import spreadsheets
from .grading import Result
from .marks import Book

COLUMNS = ("student", "question", "level", "points", "comment")
# So many faults are told at once.
TOLD = 10


@dataclass(frozen=True)
class ByHand:
    """What a human gave for one answer.

    Parameters
    ----------
    student, cell : str
        Whose, and for which graded cell.
    points : float
        Points.
    comment : str or None
        For the student; None leaves an earlier one.
    """

    student: str
    cell: str
    points: float
    comment: str | None


class RubricError(ValueError):
    """Lines of the file cannot be taken; the message names them."""


def read(
    path: Path, results: Sequence[Result], rubric: Mapping[str, Sequence[Any]]
) -> list[ByHand]:
    """Read a file of marks.

    Parameters
    ----------
    path : Path
        CSV with the columns ``student``, ``question``, ``level`` or ``points``, ``comment``. A
        level is its number in the rubric, from 1 for the lowest. Lines without level and points
        are passed over: they are still to be marked.
    results : list of Result
        Who handed in.
    rubric : mapping
        Levels of each question that a human marks, each with ``points``.

    Raises
    ------
    RubricError
        If a line names an unknown student, question or level, or points that cannot be; nothing
        is taken then.
    """
    columns, lines = spreadsheets.read(path)
    if not {"student", "question"} <= {*columns} or not {"level", "points"} & {*columns}:
        raise RubricError(
            f"{path} needs a first line with the columns student, question, level or points, and "
            f"comment; it has: {', '.join(columns) or 'nothing'}."
        )
    found: dict[tuple[str, str], ByHand] = {}
    faults = []
    for number, cells in enumerate(lines, start=2):
        if not cells.get("level") and not cells.get("points"):
            continue
        try:
            mark = _mark(cells, results, rubric)
            if found.setdefault((mark.student, mark.cell), mark) != mark:
                raise ValueError(f"{mark.student} has two different marks for {mark.cell}.")
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        more = f"\n... and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
        raise RubricError(
            f"{path} was not taken, for these lines:\n" + "\n".join(faults[:TOLD]) + more
        )
    return list(found.values())


def write_open(path: Path, results: Sequence[Result], rubric: Mapping[str, Sequence[Any]]) -> int:
    """Write a file for all that a human has to mark, and return the number of its lines."""
    lines = [
        (result.student, name)
        for name in rubric
        for result in results
        if name in result.scores and result.scores[name].points is None
    ]
    spreadsheets.write(path, COLUMNS, ([student, name, "", "", ""] for student, name in lines))
    return len(lines)


def apply(book: Book, given: Sequence[ByHand]) -> None:
    """Record marks in the gradebook."""
    for mark in given:
        book.set_by_hand(mark.student, mark.cell, mark.points, mark.comment)
    book.commit()


def _mark(cells: dict[str, str], results: Sequence[Result], rubric: Mapping) -> ByHand:
    student = _student(cells["student"], results)
    cell = cells["question"]
    score = student.scores.get(cell)
    if score is None:
        raise ValueError(
            f"there is no question {cell!r}; there are {', '.join(student.scores) or 'none'}."
        )
    points = _points(cells, cell, score.most, rubric.get(cell, ()))
    return ByHand(student.student, cell, points, cells.get("comment") or None)


def _student(name: str, results: Sequence[Result]) -> Result:
    name = name.removeprefix("'")
    for key in ("student", "lms_id", "name"):
        same = [result for result in results if getattr(result, key) == name]
        if len(same) > 1:
            raise ValueError(
                f"{name!r} is the name of {len(same)} students; write one of "
                f"{', '.join(result.student for result in same)}."
            )
        if same:
            if same[0].status != "graded":
                raise ValueError(f"{name!r} is not graded: {same[0].reason}")
            return same[0]
    raise ValueError(f"nobody called {name!r} has handed in.")


def _points(cells: dict[str, str], cell: str, most: float, levels: Sequence[Any]) -> float:
    by_level = by_points = None
    if cells.get("level"):
        number = cells["level"]
        if not number.isdigit() or not 1 <= int(number) <= len(levels):
            raise ValueError(
                f"{cell} has no level {number!r}; "
                + (f"its levels are 1 to {len(levels)}." if levels else "it has points only.")
            )
        by_level = float(levels[int(number) - 1].points)
    if cells.get("points"):
        try:
            by_points = float(cells["points"].replace(",", "."))
        except ValueError:
            raise ValueError(f"{cells['points']!r} is no number of points.") from None
        if not 0 <= by_points <= most:
            raise ValueError(f"{by_points:g} points for {cell}; there are 0 to {most:g}.")
    if by_level is not None and by_points is not None and by_level != by_points:
        raise ValueError(
            f"level {cells['level']} of {cell} is {by_level:g} points, not {by_points:g}; "
            "give one of the two."
        )
    return by_level if by_level is not None else float(by_points or 0)
