"""Make of a source notebook what students get, and what teachers do."""

from __future__ import annotations

import copy
import hashlib
import json
import re

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from natolab_grade.sources.reading import REGIONS

CODE_STUB = "# Put your code here."
TEXT_STUB = "*Write your answer here.*"
_BEGIN_HIDDEN = re.compile(r"^.*BEGIN HIDDEN TESTS.*$", re.MULTILINE)
#: What hidden tests stand on, whatever an answer may have called by these names.
_OWN_NAMES = """
from natolab.data import load
from natolab.exercises import checks, marking"""
_REGION_LINE = re.compile(rf"^.*\b(BEGIN|END) ({'|'.join(REGIONS)})\b.*\n?", re.MULTILINE)


def armed(notebook: NotebookNode) -> NotebookNode:
    """Let hidden tests begin with imports of what they use, in place, and return the notebook."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = _BEGIN_HIDDEN.sub(lambda line: line[0] + _OWN_NAMES, cell.source)
    return notebook


def release(source: NotebookNode) -> NotebookNode:
    """Return the notebook that students get, by the steps with which nbgrader makes one.

    Parameters
    ----------
    source : NotebookNode
        A source notebook, its fields filled in; it is not changed.
    """
    notebook = copy.deepcopy(source)
    steps = [
        LockCells(),
        ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB),
        ClearOutput(),
        ClearHiddenTests(),
    ]
    for step in steps:
        notebook, _ = step.preprocess(notebook, {})
    for cell in notebook.cells:
        cell.source = cell.source.strip("\n")
    for step in (ComputeChecksums(), CheckCellMetadata()):
        notebook, _ = step.preprocess(notebook, {})
    notebook.metadata["natolab"]["release"] = _digest(notebook)
    return notebook


def solved(source: NotebookNode) -> NotebookNode:
    """Return a source notebook without the lines that mark solutions and hidden tests.

    Parameters
    ----------
    source : NotebookNode
        A source notebook, its fields filled in; it is not changed.
    """
    notebook = copy.deepcopy(source)
    for cell in notebook.cells:
        cell.source = _REGION_LINE.sub("", cell.source).strip("\n")
    return notebook


def _digest(notebook: NotebookNode) -> str:
    """Return a word that changes with what a student is asked, tested and given."""
    # Without the texts, whose links hang on where the site is.
    cells = [[cell.id, cell.source] for cell in notebook.cells if "nbgrader" in cell.metadata]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:8]
