"""Run the cells of a notebook in one process, as a kernel would, and compare what tests give.

It needs nothing but Python and what the cells import, so that other environments and the browser's
Python run its text too: ``python plain.py < cases.json`` prints what is wrong with each case. One
namespace a case takes milliseconds, where a kernel takes seconds; what a real kernel makes of an
assignment, the tests of grading show.

A case is a dictionary: ``name``; ``cells``, each with ``id``, ``code`` and, for tests, ``points``;
``points``, what the tests of each question must give; ``says``, words that they must say of it,
or none.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

import matplotlib.pyplot as plt

# Before a cell starts IPython's shell: matplotlib 3.8 asks a newer one for what it has no more.
plt.switch_backend("agg")


def faults(case: dict) -> list[str]:
    """Return what is wrong with a case."""
    points, errors = run(case["cells"])
    found = [
        f"{cell} stops: {error}"
        for cell, error in errors.items()
        if cell not in points or cell.partition("-")[0] not in case["says"]
    ]
    for question, wanted in case["points"].items():
        given = sum(value for test, value in points.items() if test.partition("-")[0] == question)
        if given != wanted:
            found.append(f"the tests of {question} give {given}, not {wanted}")
    for question, words in case["says"].items():
        said = " ".join(text for cell, text in errors.items() if cell.startswith(f"{question}-"))
        if words not in said:
            found.append(f"the tests of {question} do not say {words!r}, but {said!r}")
    return [f"{case['name']}: {fault}" for fault in found]


def run(cells: list[dict]) -> tuple[dict[str, float], dict[str, str]]:
    """Return the points of each cell of tests, and what stopped a cell.

    A cell that fails stops only itself, and a test that writes to stderr gives nothing, as under
    nbgrader.
    """
    points: dict[str, float] = {}
    errors: dict[str, str] = {}
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in cells:
        told = io.StringIO()
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(told):
                exec(compile(cell["code"], cell["id"], "exec"), names)
        except Exception as error:
            errors[cell["id"]] = f"{type(error).__name__}: {error}"
        if "points" in cell:
            if told.getvalue():
                errors[cell["id"]] = told.getvalue()
            points[cell["id"]] = 0 if cell["id"] in errors else cell["points"]
    plt.close("all")
    return points, errors


if __name__ == "__main__":
    print(json.dumps([fault for case in json.load(sys.stdin) for fault in faults(case)]))
