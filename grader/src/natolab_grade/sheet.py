"""A page on which a teacher reads all answers to a question, beside its rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import batch, feedback
from .grading import Result


@dataclass(frozen=True)
class Answer:
    """What is to be read.

    Parameters
    ----------
    student, text : str
        Who wrote what.
    images : list of str
        Figures as data addresses.
    seed : str or None
        The variant.
    """

    student: str
    text: str
    images: list[str]
    seed: str | None


def write(path: Path, results: Sequence[Result], assignment: Any, out: Path) -> None:
    """Write the page of all answers that a human has still to mark.

    Parameters
    ----------
    path : Path
        Where it is written.
    results : list of Result
        All results.
    assignment : Assignment
        Gives title, questions and rubric.
    out : Path
        Output folder of the grading.
    """
    parts = []
    for name, levels in assignment.rubric.items():
        answers = [
            Answer(
                result.student,
                result.answers.get(name, ""),
                feedback.figures(batch.executed(out, result.student), name),
                result.seed,
            )
            for result in results
            if name in result.scores and result.scores[name].points is None
        ]
        # A rubric may speak of a variant's figures; each variant has its own.
        rubrics = {seed: assignment.rubric_of(seed)[name] for seed in {a.seed for a in answers}}
        kind = assignment.questions[name].kind
        parts.append((name, kind, rubrics or {None: levels}, answers))
    page = feedback.template("sheet.html").render(title=assignment.title, parts=parts)
    path.write_text(page, encoding="utf-8")
