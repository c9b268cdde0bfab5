"""The questions of an assignment: which cells belong to each, and what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from nbformat import NotebookNode

from natolab_grade.sources.errors import SourceError

Kind = Literal["code", "figure", "text"]
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*$", re.M | re.S)


@dataclass(frozen=True)
class Question:
    """A question.

    Parameters
    ----------
    name : str
        The grade_id of its answer's cell.
    kind : {"code", "figure", "text"}
        ``code`` is marked by tests alone, ``text`` by a person alone, ``figure`` by both.
    points : float
        What all its cells are worth together.
    by_hand : float
        How many of them a person gives, by the rubric.
    tests : tuple of str
        The grade_ids of its tests' cells, in their order.
    chapters : tuple of str
        Topics of the chapters that it rests on.
    """

    name: str
    kind: Kind
    points: float
    by_hand: float
    tests: tuple[str, ...]
    chapters: tuple[str, ...]


def questions(notebook: NotebookNode, header: dict, path: Path) -> dict[str, Question]:
    """Return the questions of a source by name, in their order.

    Raises
    ------
    SourceError
        If cells, front matter and points do not fit together.
    """
    declared = dict(header.get("questions", {}))
    marked = {cell.id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    answers = {name: cell for name, cell in marked.items() if cell.metadata.nbgrader.solution}
    _same(set(answers), set(declared), path)
    found = {}
    for name, cell in answers.items():
        about = declared[name]
        kind = about.get("kind")
        if kind not in get_args(Kind):
            raise SourceError(
                f"{path}, question {name!r}, is of the kind {kind!r}; it may be "
                f"{', '.join(get_args(Kind))}."
            )
        tests = {
            test: other
            for test, other in marked.items()
            if test.startswith(f"{name}-") and other.metadata.nbgrader.grade
        }
        _refuse_wrong_cells(f"{path}, question {name!r},", kind, cell, list(tests.values()))
        by_hand = cell.metadata.nbgrader.get("points", 0)
        found[name] = Question(
            name=name,
            kind=kind,
            points=by_hand + sum(test.metadata.nbgrader.points for test in tests.values()),
            by_hand=by_hand,
            tests=tuple(tests),
            chapters=tuple(about.get("chapters", header["chapters"])),
        )
    owned = {test for question in found.values() for test in question.tests}
    for name, cell in marked.items():
        if cell.metadata.nbgrader.grade and name not in owned and name not in found:
            raise SourceError(
                f"{path}: the tests {name!r} belong to no question; their grade_id is that of the "
                "answer, a hyphen and a word."
            )
    total = sum(question.points for question in found.values())
    if total != header.get("points"):
        raise SourceError(
            f"{path}: the cells have {total:g} points in all, but the front matter promises "
            f"{header.get('points')}."
        )
    return found


def _same(cells: set[str], declared: set[str], path: Path) -> None:
    for name in sorted(cells - declared):
        raise SourceError(f"{path}: the front matter does not name the question {name!r}.")
    for name in sorted(declared - cells):
        raise SourceError(f"{path}: the question {name!r} has no cell for its answer.")


def _refuse_wrong_cells(where: str, kind: Kind, cell: NotebookNode, tests: list) -> None:
    """Refuse a question whose cells are not those of its kind."""
    if (cell.cell_type == "markdown") != (kind == "text"):
        raise SourceError(f"{where} is of the kind {kind!r}, but its answer is {cell.cell_type}.")
    if (kind != "code") != bool(cell.metadata.nbgrader.grade):
        raise SourceError(
            f"{where} is of the kind {kind!r}: a person gives points for a figure or a text "
            "(`grade` true in the answer's cell), and tests alone for code."
        )
    if cell.cell_type == "code" and "BEGIN SOLUTION" not in cell.source:
        raise SourceError(f"{where} has no `### BEGIN SOLUTION` in its answer's cell.")
    if kind == "text":
        if tests:
            raise SourceError(f"{where} is a text, which no test can mark.")
        return
    if not any(_HIDDEN.search(test.source) for test in tests):
        raise SourceError(f"{where} has no hidden test.")
    if not any(_lines_of_code(_HIDDEN.sub("", test.source)) for test in tests):
        raise SourceError(f"{where} has no visible test.")
    for test in tests:
        if not _HIDDEN.sub("", test.source).strip():
            raise SourceError(
                f"{where} has a cell of hidden tests alone, {test.id!r}: students would find it "
                "empty. Write a remark above them."
            )


def _lines_of_code(source: str) -> bool:
    lines = map(str.strip, source.splitlines())
    return any(line and not line.startswith("#") for line in lines)
