"""Grades one submission: brings it onto the release, runs it, and reads the points off."""

from __future__ import annotations

import ast
import copy
import hashlib
import html
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import nbformat
from nbgrader import utils

from . import notebooks, outputs, skeleton, suspicion, verdicts
from .flags import Flag
from .intake import Submission

# Part of what makes a result fresh: raise it when a change of the grader changes marks.
RULES = 2
# Share of the release's cells in a file without names that is still taken for the assignment.
LIKE_ENOUGH = 0.2
# Suspicions of code that may read the hidden tests and tell them on.
READING = ("reads tests", "interpreter", "hidden code")
LOG = logging.getLogger(__name__)

# Runs a notebook with the files beside it.
Run = Callable[[nbformat.NotebookNode, dict[str, bytes]], Any]


@dataclass
class Score:
    """Points of one graded cell.

    Parameters
    ----------
    question : str
        Name of the question, which is that of the cell with the answer.
    points : float or None
        Points that the tests gave; None where a human must mark.
    most : float
        Points at best.
    by_hand : bool
        Whether a human marks it, not a test.
    answered : bool
        Whether the student changed what was given.
    passed : bool or None
        Whether all checks are met; None where there are none.
    sentence : str or None
        Which check is not met, in words for the student.
    hidden : bool
        Whether that check is one that the student's notebook does not hold.
    error : str or None
        How the student's cell stopped, if it did, or what the cage had to say of it.
    """

    question: str
    points: float | None
    most: float
    by_hand: bool
    answered: bool = True
    passed: bool | None = None
    sentence: str | None = None
    hidden: bool = False
    error: str | None = None


@dataclass
class Result:
    """What became of a submission.

    Parameters
    ----------
    student, name, lms_id, late, received, files, notebook_name
        As in :class:`~natolab_grade.intake.Submission`; ``received`` in ISO form.
    status : str
        ``graded`` or ``not graded``.
    reason : str or None
        Why it was not graded.
    seed : str or None
        The variant.
    fresh : str
        Digest of all that the result depends on.
    scores : dict
        :class:`Score` for each graded cell of the release, in its order.
    changes : list of dict
        What the file had otherwise than the release (:class:`~natolab_grade.skeleton.Change`).
    flags : list of dict
        What a human must look at.
    faults : dict
        What the cage had to say of a cell, by the cell's name.
    answers : dict
        Text of each cell that students fill, as handed in.
    """

    student: str
    name: str
    lms_id: str | None
    late: bool
    received: str | None
    files: tuple[str, ...]
    notebook_name: str | None
    status: str = "not graded"
    reason: str | None = None
    seed: str | None = None
    fresh: str = ""
    scores: dict[str, Score] = field(default_factory=dict)
    changes: list[dict] = field(default_factory=list)
    flags: list[dict] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def flag(self, kind: str, sentence: str) -> None:
        """Note what a human must look at; the same matter once."""
        flag = asdict(Flag(self.student, kind, sentence))
        if flag not in self.flags:
            self.flags.append(flag)


def result_of(submission: Submission) -> Result:
    """Return a result that says who handed in what, not yet graded."""
    return Result(
        submission.student,
        submission.name,
        submission.lms_id,
        submission.late,
        submission.received.isoformat() if submission.received else None,
        submission.files,
        submission.notebook_name,
        flags=[asdict(flag) for flag in submission.flags],
    )


def as_dict(result: Result) -> dict[str, Any]:
    """Return a result as it stands in ``result.json``."""
    return asdict(result)


def from_dict(stored: dict[str, Any]) -> Result:
    """Return the result that :func:`as_dict` stored."""
    scores = {name: Score(**score) for name, score in stored["scores"].items()}
    return Result(**(stored | {"scores": scores, "files": tuple(stored["files"])}))


def digest(submission: Submission, source: nbformat.NotebookNode, seed: str) -> str:
    """Return a digest of all that the marks of a submission depend on."""
    files = {"": submission.notebook or b"", **submission.beside}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    flags = [asdict(flag) for flag in submission.flags]
    told = json.dumps([RULES, seed, source, digests, flags], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def grade(
    submission: Submission,
    release: nbformat.NotebookNode,
    source: nbformat.NotebookNode,
    seed: str,
    run: Run,
    owners: dict[str, str],
) -> tuple[Result, nbformat.NotebookNode | None]:
    """Grade one submission.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    release, source : NotebookNode
        The student's notebook as given out, and the one from which it was made.
    seed : str
        The variant.
    run : callable
        Runs a notebook in a cage and returns an object with ``notebook`` and ``faults``.
    owners : dict
        For each test the question that it belongs to.

    Returns
    -------
    Result
        Graded, or with the reason why not.
    NotebookNode or None
        The notebook as it was run.
    """
    result = result_of(submission)
    result.seed, result.fresh = seed, digest(submission, source, seed)
    if submission.notebook is None:
        reasons = [flag.sentence for flag in submission.flags]
        result.reason = " ".join(reasons) or "No notebook was handed in."
        return result, None
    handed = notebooks.read(submission.notebook)
    for oddity in handed.oddities:
        result.flag("odd file", oddity)
    normal = skeleton.normalise(handed, release, source)
    result.changes = [asdict(change) for change in normal.changes]
    _flag_changes(result, normal)
    result.answers = _answers(normal.notebook)
    if not _is_this_assignment(handed, release):
        result.reason = (
            f"{submission.notebook_name} holds nothing of this assignment; the right file is "
            "needed."
        )
        result.flag("other notebook", result.reason)
        return result, normal.notebook
    given = _unchanged(normal.notebook, release)
    suspicions = [found for found in suspicion.look(normal.notebook) if found.cell not in given]
    for found in suspicions:
        result.flag("suspicious code", f"{found.cell}: {found.sentence}")
    trusted = not any(found.kind in READING for found in suspicions)
    trial = copy.deepcopy(normal.notebook)
    trial.cells = verdicts.with_visible(trial.cells, release.cells)
    done = run(trial, submission.beside)
    ran = done.notebook
    ran.cells, visible = verdicts.without_visible(ran.cells)
    for fault in done.faults:
        result.faults.setdefault(fault.cell, fault.sentence)
        result.flag(fault.kind, f"{fault.cell}: {fault.sentence}")
    _read_points(ran, visible, normal, owners, trusted, result)
    outputs.clean(ran)
    return result, ran


def _is_this_assignment(handed: Any, release: Any) -> bool:
    names = {notebooks.grade_id(cell) for cell in release.cells} - {None}
    # By its place alone any cell could be an answer.
    named = any(cell.grade_id in names for cell in handed.cells)
    return named or skeleton.likeness(handed, release) > LIKE_ENOUGH


def _unchanged(notebook: Any, release: Any) -> set[str]:
    """Return the names of cells that stand as they were given out."""
    given = {cell.id: cell.source for cell in release.cells}
    return {
        notebooks.grade_id(cell) or cell.id
        for cell in notebook.cells
        if given.get(cell.id) == cell.source
    }


def _flag_changes(result: Result, normal: Any) -> None:
    by_kind: dict[str, list[str]] = {}
    for change in normal.changes:
        by_kind.setdefault(change.kind, []).append(change.sentence)
    for kind, sentences in by_kind.items():
        more = f" And {len(sentences) - 3} more." if len(sentences) > 3 else ""
        result.flag(f"{kind} cell", " ".join(sentences[:3]) + more)


def _answers(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return what the student wrote, code as it is and text without the escapes."""
    return {
        cell.metadata.nbgrader["grade_id"]: cell.source
        if cell.cell_type == "code"
        else html.unescape(cell.source)
        for cell in notebook.cells
        if utils.is_solution(cell)
    }


def _read_points(
    ran: nbformat.NotebookNode,
    visible: dict[str, Any],
    normal: Any,
    owners: dict[str, str],
    trusted: bool,
    result: Result,
) -> None:
    faults = result.faults
    hidden = [cell.source for cell in ran.cells if verdicts.is_test(cell)]
    answers = {_name(cell): cell for cell in ran.cells if utils.is_solution(cell)}
    for cell in ran.cells:
        if not utils.is_grade(cell):
            continue
        name, most = _name(cell), float(cell.metadata.nbgrader["points"])
        question = owners.get(name, name)
        score = Score(
            question, None, most, not verdicts.is_test(cell), normal.answered.get(question, True)
        )
        result.scores[name] = score
        if question in answers and cell.cell_type == "code":
            score.error = faults.get(question) or verdicts.own_error(answers[question], hidden)
        if score.by_hand:
            score.points, _ = utils.determine_grade(cell, LOG)
            continue
        if not verdicts.has_run(cell):
            score.points, score.passed = 0.0, False
            score.sentence = faults.get(name) or next(iter(faults.values()), None)
            if score.sentence is None:
                _not_graded(result, f"The test {name} was not run.")
                return
            continue
        try:
            points, _ = utils.determine_grade(_judged(cell), LOG)
        except (ValueError, KeyError) as error:
            _not_graded(result, f"The test {name} gave no number of points that can be: {error}.")
            return
        score.points = float(points)
        score.passed = score.points == most
        if score.passed:
            continue
        if not score.answered:
            score.sentence = "The answer was not filled in."
        elif said := verdicts.sentence(cell, visible.get(name), trusted):
            score.sentence, score.hidden = said.text, said.hidden
    result.status, result.reason = "graded", None


def _name(cell: Any) -> str:
    return cell.metadata.nbgrader["grade_id"]


def _judged(cell: Any) -> Any:
    """Return a test with the outputs by which nbgrader's rules judge it, and no others.

    nbgrader 0.9.6 takes the first that decides. So a number that the student's code shows would
    count before the error after it; and a warning, which Python writes to stderr, would take all
    points away.
    """
    cell = copy.deepcopy(cell)
    errors = [output for output in cell.outputs if output.output_type == "error"]
    values = [output for output in cell.outputs if output.output_type == "execute_result"]
    body = ast.parse(cell.source).body
    gives_value = bool(body) and isinstance(body[-1], ast.Expr)
    cell.outputs = errors or (values[-1:] if gives_value else [])
    return cell


def _not_graded(result: Result, reason: str) -> None:
    result.status, result.reason = "not graded", reason
    result.scores = {}
    result.flag("not graded", reason)
