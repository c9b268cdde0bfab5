"""Who changes when a grading is repeated, for example after a test was mended."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from . import batch, spreadsheets
from .grading import Result

# What the results were before a grading that is not finished yet.
BEFORE = "before.json"
REPORT = "regrade.csv"

Points = dict[str, dict[str, float | None]]


@dataclass(frozen=True)
class Difference:
    """Points that changed.

    Parameters
    ----------
    student, cell : str
        Whose, and for which graded cell; the cell is empty where it is about all of them.
    before, after : str
        Points, or in words what stood in their place.
    """

    student: str
    cell: str
    before: str
    after: str


def remember(out: Path) -> None:
    """Keep the points of an earlier grading, until the new one is finished."""
    file = out / BEFORE
    if file.exists():
        return
    points = _points(batch.readable_results(out))
    out.mkdir(parents=True, exist_ok=True)
    half = out / f"{BEFORE}.part"
    half.write_text(json.dumps(points), encoding="utf-8")
    half.replace(file)


def report(out: Path, results: list[Result]) -> list[Difference]:
    """Say who changed, write it as CSV where there was an earlier grading, and forget it.

    Parameters
    ----------
    out : Path
        The output folder.
    results : list of Result
        Of the new grading.
    """
    file = out / BEFORE
    before = json.loads(file.read_text(encoding="utf-8"))
    differences = compare(before, _points(results)) if before else []
    if before:
        header = [field.name for field in fields(Difference)]
        spreadsheets.write(out / REPORT, header, map(astuple, differences))
    file.unlink()
    return differences


def compare(before: Points, after: Points) -> list[Difference]:
    """Return what differs between two gradings, in the order of students and cells."""
    found = []
    for student in sorted(before.keys() | after.keys()):
        old, new = before.get(student), after.get(student)
        if not old or not new:
            if old != new:
                found.append(Difference(student, "", _state(old), _state(new)))
            continue
        for cell in dict.fromkeys([*old, *new]):
            if old.get(cell) != new.get(cell):
                found.append(Difference(student, cell, _said(old.get(cell)), _said(new.get(cell))))
    return found


def _points(results: list[Result]) -> Points:
    return {
        result.student: {name: score.points for name, score in result.scores.items()}
        for result in results
    }


def _state(points: dict | None) -> str:
    if points is None:
        return "not handed in"
    return "graded" if points else "not graded"


def _said(points: float | None) -> str:
    return "to be marked" if points is None else f"{points:g}"
