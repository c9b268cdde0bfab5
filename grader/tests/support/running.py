"""Run the cells of a notebook in one process, as a kernel would, and mark what they did.

One shell a case takes milliseconds; a kernel each takes seconds. What a real kernel does with an
assignment, the tests of the grader's own runs show.
"""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass, field

import matplotlib.pyplot as plt
from nbformat import NotebookNode


@dataclass
class Marked:
    """What the tests of a notebook gave: points and sentences by grade_id, and errors by cell."""

    points: dict[str, float] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def of(self, question: str) -> float:
        return sum(
            points for test, points in self.points.items() if test.startswith(f"{question}-")
        )

    def said(self, question: str) -> str:
        return "\n".join(
            error for cell, error in self.errors.items() if cell.partition("-")[0] == question
        )


def marked(notebook: NotebookNode) -> Marked:
    """Run all code cells; a cell that fails stops only itself, as under nbgrader."""
    result = Marked()
    namespace: dict[str, object] = {"__name__": "__main__"}
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    try:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                _run(cell, namespace, result)
    finally:
        plt.close("all")
        if before is None:
            del os.environ["MPLBACKEND"]
    return result


def _run(cell: NotebookNode, namespace: dict, result: Marked) -> None:
    marks = cell.metadata.get("nbgrader", {})
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            exec(compile(cell.source, cell.id, "exec"), namespace)
    except Exception as error:
        result.errors[cell.id] = f"{type(error).__name__}: {error}"
    if said.getvalue():  # nbgrader gives nothing for a test that writes to stderr
        result.errors[cell.id] = said.getvalue()
    if marks.get("grade") and not marks.get("solution"):
        result.points[cell.id] = 0 if cell.id in result.errors else marks.points
