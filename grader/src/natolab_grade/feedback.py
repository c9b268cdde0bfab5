"""Feedback for each student: one page that needs no other file and runs nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from markupsafe import Markup
from nbgrader import utils

from . import notebooks, outputs, skeleton
from .grading import Result, Score
from .marks import Mark, Standing

# Figures larger than this are left out: a page shall be easy to send.
MOST_IMAGE_BYTES = 1_000_000
# What a heading holds beside its words: links and stars; and its points, which stand beside it.
MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*+")
POINTS = re.compile(r" *\([\d.]+ points?\) *$")
CODE = re.compile(r"`([^`\n]+)`")


@dataclass
class Question:
    """What a student reads about one question.

    Parameters
    ----------
    number : int
        From 1.
    title : str
        Its heading.
    kind : str
        ``code``, ``figure`` or ``text``.
    points : float or None
        Points; None while it is still to be marked.
    most : float
        Points at best.
    answered : bool
        Whether anything was filled in.
    answer : str
        What was handed in.
    error : str or None
        How the answer's code stopped.
    checks : list of Score
        Verdicts of the tests.
    level, better : level of a rubric or None
        The level reached, and the next one.
    comment : str or None
        What the human wrote.
    by_hand : Mark or None
        What the human gave.
    images : list of str
        Figures as data addresses.
    """

    number: int
    title: str
    kind: str
    points: float | None
    most: float
    answered: bool
    answer: str
    error: str | None = None
    checks: list[Score] = field(default_factory=list)
    level: Any | None = None
    better: Any | None = None
    comment: str | None = None
    by_hand: Mark | None = None
    images: list[str] = field(default_factory=list)


def write(
    folder: Path,
    result: Result,
    standing: Standing,
    assignment: Any,
    executed: nbformat.NotebookNode | None,
) -> Path:
    """Write the page of one student and return its path.

    Parameters
    ----------
    folder : Path
        Where pages are written.
    result : Result
        What became of the submission.
    standing : Standing
        Its marks.
    assignment : Assignment
        Gives title, questions and rubric.
    executed : NotebookNode or None
        The notebook as it was run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.student}.html"
    path.write_text(page(result, standing, assignment, executed), encoding="utf-8")
    return path


def page(
    result: Result, standing: Standing, assignment: Any, executed: nbformat.NotebookNode | None
) -> str:
    """Return the page of one student as HTML; parameters as in :func:`write`."""
    found = questions(result, standing, assignment, executed) if standing.marks else []
    return template("feedback.html").render(
        assignment=assignment,
        result=result,
        standing=standing,
        questions=found,
        changes=[
            *(change["sentence"] for change in result.changes),
            *(
                f"A cell that you added: {sentence}"
                for cell, sentence in result.faults.items()
                if cell.startswith(skeleton.OWN)
            ),
        ],
    )


def questions(
    result: Result, standing: Standing, assignment: Any, executed: nbformat.NotebookNode | None
) -> list[Question]:
    """Return what a student reads about each question, in their order."""
    cells = executed.cells if executed is not None else []
    titles = _titles(cells)
    rubric = assignment.rubric_of(result.seed)
    found = []
    for number, (name, about) in enumerate(assignment.questions.items(), start=1):
        scores = {cell: s for cell, s in result.scores.items() if s.question == name}
        marks = {cell: standing.marks[cell] for cell in scores}
        open_ = any(mark.points is None for mark in marks.values())
        one = Question(
            number,
            titles.get(name, name),
            about.kind,
            None if open_ else sum(mark.points or 0 for mark in marks.values()),
            sum(mark.most for mark in marks.values()),
            any(score.answered for score in scores.values()),
            result.answers.get(name, ""),
            next((score.error for score in scores.values() if score.error), None),
            [score for score in scores.values() if not score.by_hand],
            images=figures(executed, name),
        )
        if name in marks:
            one.by_hand, one.comment = marks[name], marks[name].comment
            one.level, one.better = _levels(rubric.get(name, ()), marks[name].points)
        found.append(one)
    return found


def _levels(levels: Sequence[Any], points: float | None) -> tuple[Any | None, Any | None]:
    """Return the highest level that the points reach, and the next."""
    if points is None:
        return None, None
    reached = [level for level in levels if level.points <= points]
    higher = [level for level in levels if level.points > points]
    return (reached[-1] if reached else None), (higher[0] if higher else None)


def _titles(cells: Sequence[Any]) -> dict[str, str]:
    """Return for each answer the heading above it."""
    found, heading = {}, None
    for cell in cells:
        if cell.cell_type == "markdown" and not utils.is_solution(cell):
            if not cell.metadata.get("natolab_own"):
                for line in cell.source.splitlines():
                    if match := re.match(r"#{2,4} +(.+)", line):
                        heading = MARKUP.sub(r"\1", POINTS.sub("", match[1])).strip()
        elif utils.is_solution(cell) and heading:
            found[cell.metadata.nbgrader["grade_id"]] = heading
    return found


def figures(executed: nbformat.NotebookNode | None, question: str) -> list[str]:
    """Return the figures that an answer drew, as data addresses of pictures.

    Parameters
    ----------
    executed : NotebookNode or None
        The notebook as it was run.
    question : str
        Name of the answer's cell.
    """
    for cell in executed.cells if executed is not None else ():
        if cell.cell_type == "code" and notebooks.grade_id(cell) == question:
            return _images(cell.outputs)
    return []


def _images(found: Sequence[Any]) -> list[str]:
    """Return figures as addresses of pictures: nothing in a picture runs or loads anything."""
    images = []
    for output in found:
        told = output.get("data", {}).get("image/png")
        for form, content in (
            ("svg+xml", outputs.drawing(output)),
            ("png", outputs.picture(told) if told else None),
        ):
            if content is not None and len(content) <= MOST_IMAGE_BYTES:
                images.append(f"data:image/{form};base64,{base64.b64encode(content).decode()}")
                break
    return images


def _points(value: float) -> str:
    return f"{round(value, 2):g}"


def _counted(value: float, noun: str) -> str:
    return f"{_points(value)} {noun}{'' if value == 1 else 's'}"


def _with_code(text: str) -> Markup:
    """Return a text, escaped, in which code between backticks is marked up as such."""
    parts = CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


@cache
def template(name: str) -> jinja2.Template:
    """Return a template in which all that is put in is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("natolab_grade"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"points": _points, "counted": _counted, "code": _with_code}
    return environment.get_template(name)
