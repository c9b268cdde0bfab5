"""Marks in nbgrader's gradebook: what tests gave, what a human gave, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook, MissingEntry
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import SaveCells
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from .grading import Result
from .late import Policy

# nbgrader's tables are this wide.
NAME_WIDTH = 128


@dataclass
class Mark:
    """What one graded cell brought.

    Parameters
    ----------
    points : float or None
        Points; None while a human still has to mark it.
    most : float
        Points at best.
    by_hand : bool
        Whether a human gave the points.
    comment : str or None
        What the human wrote.
    """

    points: float | None
    most: float
    by_hand: bool = False
    comment: str | None = None


@dataclass
class Standing:
    """What a student's submission comes to.

    Parameters
    ----------
    student : str
        Key of the student.
    reason : str or None
        Why it is not graded; None where it is.
    marks : dict
        :class:`Mark` by name of the graded cell.
    penalty : float
        What is taken off for lateness.
    days_late : int
        Days after the deadline.
    """

    student: str
    reason: str | None = None
    marks: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    days_late: int = 0

    @property
    def open(self) -> list[str]:
        """Names of cells that a human still has to mark."""
        return [name for name, mark in self.marks.items() if mark.points is None]

    @property
    def points(self) -> float | None:
        """All points, less what lateness costs; None while anything is open or not graded."""
        if self.reason is not None or self.open:
            return None
        return round(sum(mark.points or 0 for mark in self.marks.values()) - self.penalty, 6)

    @property
    def so_far(self) -> float:
        """Points of all that is marked, before what lateness costs."""
        return sum(mark.points or 0 for mark in self.marks.values())

    @property
    def most(self) -> float:
        """Points at best."""
        return sum(mark.most for mark in self.marks.values())


class Book:
    """The gradebook of one assignment.

    Parameters
    ----------
    url : str
        Of the database: ``sqlite:///...`` or ``postgresql://...``.
    slug : str
        The assignment.
    """

    def __init__(self, url: str, slug: str):
        self.url, self.slug = _with_driver(url), slug
        try:
            _make_tables(self.url)
            self._book = Gradebook(self.url)
        except ModuleNotFoundError as error:
            raise ValueError(
                f"The database needs the package {error.name}; install natolab-grade[postgresql]."
            ) from error
        except SQLAlchemyError as error:
            raise ValueError(
                f"The database {_without_password(url)} cannot be opened: "
                f"{str(error.__cause__ or error).splitlines()[0]}."
            ) from error

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def declare(self, frame: nbformat.NotebookNode) -> None:
        """Make the assignment's cells known.

        Parameters
        ----------
        frame : NotebookNode
            The release with hidden tests (:func:`natolab_grade.skeleton.skeleton`).

        Raises
        ------
        ValueError
            If graded cells came or went since submissions were recorded.
        """
        self._book.update_or_create_assignment(self.slug)
        place = {"notebook": self.slug, "assignment": self.slug, "db_url": self.url}
        try:
            SaveCells().preprocess(frame, {"nbgrader": place})
        except RuntimeError as error:
            raise ValueError(
                f"Graded cells of {self.slug} came or went since the first grading, and the "
                "gradebook cannot follow; grade into a new folder, or a new database."
            ) from error
        # The other session has written; forget what this one remembers.
        self._book.db.expire_all()

    def record(self, results: list[Result], policy: Policy) -> None:
        """Record what tests gave; what a human gave stays.

        A submission that is not graded loses what an earlier grading gave it, so that nobody
        takes an old number, or 0, for a mark.

        Parameters
        ----------
        results : list of Result
            Of this grading.
        policy : Policy
            What lateness costs.
        """
        self._book.update_or_create_assignment(self.slug, duedate=policy.due and _naive(policy.due))
        for result in results:
            self._book.update_or_create_student(
                result.student, last_name=result.name[:NAME_WIDTH], lms_user_id=result.lms_id
            )
            if result.status == "graded":
                self._record(result)
            else:
                self._withdraw(result)
        self._book.db.commit()
        self.settle(results, policy)

    def settle(self, results: list[Result], policy: Policy) -> None:
        """Record what lateness costs, from the marks as they now are."""
        for result in results:
            if result.status == "graded":
                notebook = self._notebook(result.student)
                received = datetime.fromisoformat(result.received) if result.received else None
                points = sum(grade.score for grade in notebook.grades)
                notebook.late_submission_penalty = policy.penalty(points, received)
        self._book.db.commit()

    def set_by_hand(self, student: str, cell: str, points: float, comment: str | None) -> None:
        """Record what a human gave."""
        grade = self._book.find_grade(cell, self.slug, self.slug, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment is not None:
            try:
                found = self._book.find_comment(cell, self.slug, self.slug, student)
                found.manual_comment = comment or None
            except MissingEntry as error:
                if comment:
                    raise ValueError(
                        f"{cell} holds tests, and a comment belongs to an answer; leave it out."
                    ) from error

    def commit(self) -> None:
        """Write what was set by hand."""
        self._book.db.commit()
        self._book.db.expire_all()

    def standings(self, results: list[Result], policy: Policy) -> list[Standing]:
        """Return what each submission comes to.

        Parameters
        ----------
        results : list of Result
            All results; only one that is graded has marks.
        policy : Policy
            By which days late are counted.
        """
        return [self._standing(result, policy) for result in results]

    def _standing(self, result: Result, policy: Policy) -> Standing:
        received = datetime.fromisoformat(result.received) if result.received else None
        standing = Standing(result.student, days_late=policy.days_late(received))
        if result.status != "graded":
            standing.reason = result.reason or "It was not graded."
            return standing
        try:
            notebook = self._notebook(result.student)
        except MissingEntry:
            standing.reason = "It is graded, but not recorded; run the grading again."
            return standing
        grades = {grade.name: grade for grade in notebook.grades}
        comments = {comment.name: comment.comment for comment in notebook.comments}
        for name in result.scores:
            grade = grades[name]
            points = None if grade.needs_manual_grade else float(grade.score)
            by_hand = grade.manual_score is not None
            standing.marks[name] = Mark(points, float(grade.max_score), by_hand, comments.get(name))
        standing.penalty = float(notebook.late_submission_penalty or 0)
        return standing

    def _record(self, result: Result) -> None:
        received = datetime.fromisoformat(result.received) if result.received else None
        # nbgrader builds a submission from parts that the session would write half-made.
        with self._book.db.no_autoflush:
            self._book.update_or_create_submission(
                self.slug, result.student, timestamp=received and _naive(received)
            )
        for name, score in result.scores.items():
            grade = self._book.find_grade(name, self.slug, self.slug, result.student)
            grade.auto_score = score.points
            grade.needs_manual_grade = score.points is None and grade.manual_score is None

    def _withdraw(self, result: Result) -> None:
        try:
            notebook = self._notebook(result.student)
        except MissingEntry:
            return
        if all(grade.manual_score is None for grade in notebook.grades):
            self._book.remove_submission(self.slug, result.student)
            return
        for grade in notebook.grades:
            grade.auto_score, grade.needs_manual_grade = None, True

    def _notebook(self, student: str) -> Any:
        return self._book.find_submission_notebook(self.slug, self.slug, student)


def url_of(out: Path, given: str | None) -> str:
    """Return the database's URL: the one given, or that of a file in the output folder."""
    return given or f"sqlite:///{(out / 'gradebook.db').resolve()}"


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _with_driver(url: str) -> str:
    """Return the URL with the driver that we install; SQLAlchemy 2.1 assumes another."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg2://", url)


def _without_password(url: str) -> str:
    front, at, back = url.rpartition("@")
    return f"{front.partition('://')[0]}://...@{back}" if at else url


def _make_tables(url: str) -> None:
    """Make nbgrader's tables in a new database, and note their version as nbgrader does.

    nbgrader 0.9.6 would start the program ``alembic`` for that, which must then be in the PATH and
    takes seconds.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                return
            Base.metadata.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            connection.execute(
                text("INSERT INTO alembic_version VALUES (:head)"), {"head": _version_of_tables()}
            )
    finally:
        engine.dispose()


@cache
def _version_of_tables() -> str:
    return ScriptDirectory(ALEMBIC_DIR).get_current_head() or ""
