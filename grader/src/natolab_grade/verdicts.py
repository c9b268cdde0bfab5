"""What a test says to the student: which check is not met, and nothing of what is hidden."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat.v4 import new_code_cell
from nbgrader import utils

from .notebooks import grade_id

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
# Name, in a cell's metadata, of the test whose visible part it is.
PROBE = "natolab_visible_of"
# Errors with which tests speak to students.
SAYING = ("AssertionError", "AnswerError")
# Shorter lines of a test give nothing away.
FEW_CHARACTERS = 8
# As much of a message as a student reads.
MOST_CHARACTERS = 300


@dataclass(frozen=True)
class Sentence:
    """What a check that was not met says to the student.

    Parameters
    ----------
    text : str
        The sentence.
    hidden : bool
        Whether the check is one that the student's notebook does not hold.
    """

    text: str
    hidden: bool


def with_visible(cells: list[Any], release: list[Any]) -> list[Any]:
    """Return the cells, before each test with a hidden part the test without that part.

    A failure then tells which part was not met.

    Parameters
    ----------
    cells : list of NotebookNode
        The normalised notebook.
    release : list of NotebookNode
        The release, whose tests have no hidden part.
    """
    sources = {grade_id(cell): cell.source for cell in release if is_test(cell)}
    probed = []
    for cell in cells:
        if is_test(cell) and BEGIN in cell.source:
            name = grade_id(cell)
            probed.append(_visible(name, sources[name]))
        probed.append(cell)
    return probed


def without_visible(cells: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return the cells without those that :func:`with_visible` added, and these by test."""
    added = {cell.metadata[PROBE]: cell for cell in cells if PROBE in cell.metadata}
    return [cell for cell in cells if PROBE not in cell.metadata], added


def is_test(cell: Any) -> bool:
    """Say whether a cell is code that gives points to an answer."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


def has_run(cell: Any) -> bool:
    """Say whether a code cell was run."""
    return cell.get("execution_count") is not None


def error_of(cell: Any) -> Any | None:
    """Return the error in which a cell ended, if it did."""
    return next((o for o in cell.get("outputs", []) if o.output_type == "error"), None)


def sentence(test: Any, visible: Any | None, trusted: bool) -> Sentence | None:
    """Return what a test that was not met says to the student.

    Parameters
    ----------
    test : NotebookNode
        The test that was run.
    visible : NotebookNode or None
        The probe with its visible part; None where all of it is visible.
    trusted : bool
        Whether nothing in the student's code looks as if it read the tests.
    """
    if error := error_of(test if visible is None else visible):
        return Sentence(_in_words(error), False)
    error = error_of(test)
    if error is None:
        return None
    says = error.ename in SAYING and error.evalue.strip()
    if says and trusted and not _shows(error.evalue, [test.source]):
        return Sentence(_in_words(error), True)
    if error.ename not in SAYING and _is_known(error.ename):
        return Sentence(f"On other data than yours your code stopped with {error.ename}.", True)
    return Sentence(
        "It is not right in all cases: a check that is not in your notebook is not met.", True
    )


def own_error(cell: Any, hidden: list[str]) -> str | None:
    """Return in words how a student's cell stopped; nothing of hidden tests is in it.

    Parameters
    ----------
    cell : NotebookNode
        The student's cell.
    hidden : list of str
        Sources of tests with hidden parts.
    """
    error = error_of(cell)
    if error is None:
        return None
    words = _in_words(error)
    if _shows(words, hidden):
        return _in_words({"ename": error.ename, "evalue": ""})
    return words


def _shows(text: str, tests: list[str]) -> bool:
    """Say whether a line of a hidden test stands in a text."""
    lines = {line.strip() for test in tests for line in _hidden_part(test)}
    return any(len(line) > FEW_CHARACTERS and line in text for line in lines)


def _is_known(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, Exception)


def _in_words(error: Any) -> str:
    name = re.sub(r"[^\w.]", "", str(error["ename"]))[:60] or "Error"
    text = str(error["evalue"])[:MOST_CHARACTERS].strip()
    if name in SAYING:
        return text or "A check of this answer is not met."
    if name == "NotImplementedError":
        return "The answer was not filled in."
    if name == "NameError":
        return f"A name is missing: {text}."
    return f"It stopped with {name}: {text}" if text else f"It stopped with {name}."


def _hidden_part(source: str) -> Iterator[str]:
    inside = False
    for line in source.splitlines():
        if BEGIN in line:
            inside = True
        elif END in line:
            inside = False
        elif inside:
            yield line


def _visible(of: str, source: str) -> Any:
    # Marked as the release's own, so that the cage does not take it for the student's.
    name = f"visible-{of}"
    marks = {"grade_id": name, "locked": True, "grade": False, "solution": False, "task": False}
    metadata = {PROBE: of, "nbgrader": marks | {"schema_version": 3}}
    return new_code_cell(source, id=name[:64], metadata=metadata)
