"""A small assignment of five questions, made up for tests of the grader.

It offers what ``natolab_grade.sources.Assignment`` offers, without a file.
"""

from __future__ import annotations

import json
from types import SimpleNamespace

import nbformat
from natolab_grade.sources import making
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ESSAY = "Your answer, in about fifty words."


def _marks(grade_id: str, **given) -> dict:
    base = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": base | given | {"grade_id": grade_id}}


def text(grade_id: str, source: str):
    """Return a text cell that students cannot change."""
    return new_markdown_cell(source, id=grade_id, metadata=_marks(grade_id, locked=True))


def answer(grade_id: str, source: str):
    """Return a cell that students fill."""
    return new_code_cell(source, id=grade_id, metadata=_marks(grade_id, solution=True))


def check(grade_id: str, points: int, source: str):
    """Return a cell that tests an answer."""
    marks = _marks(grade_id, grade=True, locked=True, points=points)
    return new_code_cell(source, id=grade_id, metadata=marks)


def _cells(seed: int) -> list:
    spent = 10 + seed % 7
    essay = _marks("q4", grade=True, solution=True, points=4)
    return [
        text("title", "# Toy assignment\n\nFive questions."),
        new_code_cell("import math", id="setup"),
        text("q1-text", f"## Question 1: a sum\n\nAdd 2 and {spent}; call the result `total`."),
        answer("q1", f"### BEGIN SOLUTION\ntotal = 2 + {spent}\n### END SOLUTION"),
        check(
            "q1-test",
            2,
            'assert "total" in globals(), "Give the result the name total."\n'
            'assert type(total) is int, "total should be a whole number."\n'
            "### BEGIN HIDDEN TESTS\n"
            f'assert total == {2 + spent}, "Look again at the two numbers to be added."\n'
            "### END HIDDEN TESTS",
        ),
        text("q2-text", "## Question 2: a function\n\nWrite `share(part, whole)`, in per cent."),
        answer(
            "q2",
            "def share(part, whole):\n    ...\n"
            "    ### BEGIN SOLUTION\n    return 100 * part / whole\n    ### END SOLUTION",
        ),
        check(
            "q2-test",
            3,
            'assert abs(share(1, 2) - 50) < 1e-9, "Half of the whole is 50 per cent."\n'
            "### BEGIN HIDDEN TESTS\n"
            "assert abs(share(3, 4) - 75) < 1e-9\n"
            "assert abs(share(0, 4)) < 1e-9\n"
            "### END HIDDEN TESTS",
        ),
        text("q3-text", "## Question 3: a list\n\nList the squares of 1 to 4 as `squares`."),
        answer(
            "q3",
            "### BEGIN SOLUTION\nsquares = [n * n for n in range(1, 5)]\n### END SOLUTION",
        ),
        check(
            "q3-test",
            1,
            'assert list(squares) == [1, 4, 9, 16], "The squares are 1, 4, 9 and 16."',
        ),
        text("q4-text", "## Question 4: in words\n\nWhy does a share need a whole?"),
        new_markdown_cell(ESSAY, id="q4", metadata=essay),
        text("q5-text", "## Question 5: a figure\n\nDraw `squares`."),
        new_code_cell(
            "### BEGIN SOLUTION\nfigure = list(squares)\n### END SOLUTION",
            id="q5",
            metadata=_marks("q5", grade=True, solution=True, points=2),
        ),
    ]


class Toy:
    """The toy assignment."""

    slug = "toy"
    title = "Toy assignment"
    points = 12
    questions = {  # noqa: RUF012
        name: SimpleNamespace(
            name=name, kind=kind, points=points, by_hand=by_hand, tests=tests, chapters=("hormuz",)
        )
        for name, kind, points, by_hand, tests in [
            ("q1", "code", 2, 0, ("q1-test",)),
            ("q2", "code", 3, 0, ("q2-test",)),
            ("q3", "code", 1, 0, ("q3-test",)),
            ("q4", "text", 4, 4, ()),
            ("q5", "figure", 2, 2, ()),
        ]
    }
    rubric = {  # noqa: RUF012
        "q4": (
            SimpleNamespace(points=0, takes="No reason is given.", example="It does."),
            SimpleNamespace(points=2, takes="One reason is given.", example="To compare."),
            SimpleNamespace(points=4, takes="Reason and example.", example="To compare: 2 %."),
        ),
        "q5": (
            SimpleNamespace(points=0, takes="There is no figure.", example="Nothing."),
            SimpleNamespace(points=2, takes="Axes have names.", example="A line, axes named."),
        ),
    }

    def rubric_of(self, seed):
        """Return the rubric of a variant."""
        return self.rubric

    def source(self, seed: int):
        """Return the notebook with solutions and hidden tests."""
        notebook = new_notebook(cells=_cells(int(seed)))
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        notebook.metadata["natolab"] = {"assignment": self.slug, "seed": str(seed)}
        return notebook

    def release(self, seed: int):
        """Return what students get."""
        return making.release(self.source(seed))

    def solved(self, seed: int):
        """Return a submission that answers every code question rightly."""
        answers = {
            cell.id: cell.source
            for cell in making.solved(self.source(seed)).cells
            if cell.id in ("q1", "q2", "q3", "q5")
        }
        return self.with_answer(seed, answers | {"q4": "Without a whole, a part says nothing."})

    def with_answer(self, seed: int, answers: dict[str, str]):
        """Return a submission with these answers, and else the stubs."""
        notebook = self.release(seed)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        return notebook


def cell_of(notebook, grade_id: str):
    """Return the cell of that name."""
    return next(cell for cell in notebook.cells if cell.get("id") == grade_id)


def save(notebook, path) -> None:
    """Write a notebook as it is, valid or not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def read(path):
    """Read a notebook that the grader wrote."""
    return nbformat.read(path, as_version=4)
