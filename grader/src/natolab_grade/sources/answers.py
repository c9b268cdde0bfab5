"""Answers that are put into a notebook, and the tempting wrong ones of an assignment."""

from __future__ import annotations

import copy
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from natolab_grade.sources.errors import SourceError


@dataclass(frozen=True)
class Wrong:
    """A tempting wrong answer.

    Parameters
    ----------
    code : str
        What a student would have written in the answer's cell; it may have a variant's fields.
    points : float
        What the tests must give for it.
    says : str
        Words that the tests must say of it.
    """

    code: str
    points: float
    says: str


def wrong_answers(path: Path) -> dict[str, tuple[Wrong, ...]]:
    """Return the wrong answers of each question, ``WRONG`` of ``wrong_answers.py``.

    Raises
    ------
    SourceError
        If there is no such file, or no ``WRONG`` in it.
    """
    if not path.is_file():
        raise SourceError(f"{path} is missing: it holds three tempting wrong answers a question.")
    found = runpy.run_path(str(path)).get("WRONG")
    if not isinstance(found, dict):
        raise SourceError(f"{path} has no dictionary `WRONG` of the questions' wrong answers.")
    return {name: tuple(answers) for name, answers in found.items()}


def filled(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook with other answers in the cells that are named.

    Parameters
    ----------
    notebook : NotebookNode
        Any notebook that was made from an assignment.
    answers : mapping of str to str
        The grade_id of an answer's cell, and what is to stand there.

    Raises
    ------
    SourceError
        If there is no answer's cell of that name.
    """
    changed = copy.deepcopy(notebook)
    cells = {
        cell.id: cell for cell in changed.cells if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for name, answer in answers.items():
        if name not in cells:
            raise SourceError(f"There is no answer {name!r}; there are {', '.join(cells)}.")
        cells[name].source = answer.strip("\n")
    return changed
