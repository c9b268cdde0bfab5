"""What a student may hand in, and what the tests of an assignment must make of it.

``python -m tests.support.cases`` prints cases of all assignments for one seed as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from natolab_grade.sources import Assignment, all_assignments, filled
from nbformat import NotebookNode

TOP = Path(__file__).parents[3]
#: Their answers and tests run ensembles of the scenario model: seconds a case.
SLOW = {"capstone", "dynamics"}
OPEN = "still to be filled in"


def solved(assignment: Assignment, seed: str) -> dict:
    """Return the case of the solutions: all that tests can give, and nothing said."""
    points = {name: one.points - one.by_hand for name, one in assignment.questions.items()}
    return _case(assignment.solved(seed), f"{assignment.slug}, {seed}, solved", {}, points, {})


def stub(assignment: Assignment, seed: str) -> dict:
    """Return the case of a release that nobody has touched: nothing, and what is to be done."""
    answers = {
        cell.id: cell.source
        for cell in assignment.release(seed).cells
        if cell.id in assignment.questions
    }
    tested = [name for name, question in assignment.questions.items() if question.tests]
    return _case(
        assignment.solved(seed),
        f"{assignment.slug}, {seed}, stub",
        answers,
        dict.fromkeys(tested, 0),
        dict.fromkeys(tested, OPEN),
    )


def wrong(assignment: Assignment, seed: str) -> Iterator[dict]:
    """Yield the case of each tempting wrong answer, beside right answers to all else."""
    right = assignment.solved(seed)
    for name, answers in assignment.wrong_of(seed).items():
        for number, answer in enumerate(answers, start=1):
            yield _case(
                right,
                f"{assignment.slug}, {seed}, wrong answer {number} to {name}",
                {name: answer.code},
                {name: answer.points},
                {name: answer.says},
                only=name,
            )


def _case(
    right: NotebookNode,
    name: str,
    answers: dict[str, str],
    points: dict[str, float],
    says: dict[str, str],
    only: str = "",
) -> dict:
    return {
        "name": name,
        "cells": _cells(filled(right, answers), only),
        "points": points,
        "says": says,
    }


def _cells(notebook: NotebookNode, only: str) -> list[dict]:
    """Return the code of a notebook, on request without the tests of all questions but one."""
    found = []
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        test = marks.get("grade") and not marks.get("solution")
        if cell.cell_type == "code" and not (test and only and cell.id.partition("-")[0] != only):
            points = {"points": marks["points"]} if test else {}
            found.append({"id": cell.id, "code": cell.source, **points})
    return found


def all_cases(seed: str) -> list[dict]:
    """Return the cases of all assignments, of those that take long without the wrong answers."""
    found = []
    for one in all_assignments(TOP / "assignments"):
        found += [solved(one, seed), stub(one, seed)]
        found += [] if one.slug in SLOW else wrong(one, seed)
    return found


if __name__ == "__main__":
    print(json.dumps(all_cases("anna")))
