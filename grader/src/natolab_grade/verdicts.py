"""What a test says to the student: which check is not met, and nothing of what is hidden."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat.v4 import new_code_cell
from nbgrader import utils

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
# Name, in a cell's metadata, of the test whose visible part it is.
PROBE = "natolab_visible_of"
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
    sources = {_grade_id(cell): cell.source for cell in release if is_test(cell)}
    probed = []
    for cell in cells:
        if is_test(cell) and BEGIN in cell.source:
            name = _grade_id(cell)
            mark = {PROBE: name}
            probed.append(new_code_cell(sources[name], id=f"visible-{name}"[:64], metadata=mark))
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


def sentence(test: Any, visible: Any | None) -> Sentence | None:
    """Return what a test that was not met says to the student.

    Parameters
    ----------
    test : NotebookNode
        The test that was run.
    visible : NotebookNode or None
        The probe with its visible part; None where all of it is visible.
    """
    shown = test if visible is None else visible
    if error := error_of(shown):
        return Sentence(_in_words(error), False)
    error = error_of(test)
    if error is None:
        return None
    # The student's code can read the hidden test and put it into a message. So only sentences
    # that the author of the test wrote for students are passed on.
    if error.ename == "AssertionError" and any(
        pattern.fullmatch(error.evalue) for pattern in _written(test.source)
    ):
        return Sentence(error.evalue[:MOST_CHARACTERS], True)
    return Sentence(
        "The checks in your notebook are met, but not one that tries the answer on other data.",
        True,
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
    lines = {line.strip() for text in hidden for line in _hidden_part(text)}
    if any(len(line) > 8 and line in words for line in lines):
        return _in_words({"ename": error.ename, "evalue": ""})
    return words


def _in_words(error: Any) -> str:
    name = re.sub(r"[^\w.]", "", str(error["ename"]))[:60] or "Error"
    text = str(error["evalue"])[:MOST_CHARACTERS].strip()
    if name == "AssertionError":
        return text or "A check of this answer is not met."
    if name == "NotImplementedError":
        return "The answer was not filled in."
    if name == "NameError":
        return f"A name is missing: {text}."
    return f"It stopped with {name}: {text}" if text else f"It stopped with {name}."


def _written(source: str) -> Iterator[re.Pattern]:
    """Yield a pattern for the message of each assertion in a test."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Assert) or node.msg is None:
            continue
        if isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str):
            yield re.compile(re.escape(node.msg.value))
        elif isinstance(node.msg, ast.JoinedStr):
            parts = [
                re.escape(part.value) if isinstance(part, ast.Constant) else r".{0,40}"
                for part in node.msg.values
            ]
            yield re.compile("".join(parts))


def _hidden_part(source: str) -> Iterator[str]:
    inside = False
    for line in source.splitlines():
        if BEGIN in line:
            inside = True
        elif END in line:
            inside = False
        elif inside:
            yield line


def _grade_id(cell: Any) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")
