"""Grade what students handed in, each submission in a cage of its own.

Nothing that was handed in is changed, and nothing is written outside the output folder. The
command may be stopped at any moment: the same command goes on where it was.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from .. import (
    batch,
    cage,
    grading,
    intake,
    late,
    marks,
    readiness,
    regrade,
    skeleton,
    spreadsheets,
)
from ..cluster import Cluster
from ..settings import Settings
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="only prove that each wall and limit of the cages holds on this machine",
    )
    parser.add_argument(
        "submitted",
        type=Path,
        nargs="?",
        help="zip from Canvas or Moodle, or a folder: with one folder for each student, or with "
        "files named by student",
    )
    parser.add_argument("--assignment", type=Path, help="folder of the assignment")
    parser.add_argument("--out", type=Path, help="output folder")
    parser.add_argument(
        "--seed", help="variant of the whole class; else each notebook says its own"
    )
    parser.add_argument(
        "--seeds", type=Path, metavar="CSV", help="variant of each student: columns student, seed"
    )
    parser.add_argument("--workers", type=int, help="cages at a time (default: 2)")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="run the cages on the workers of Dask's scheduler there, such as "
        "tls://grading.example.edu:8786, as many at a time as these have threads",
    )
    parser.add_argument("--due", type=late.moment, help="deadline, as 2026-11-30T23:59+01:00")
    parser.add_argument(
        "--times", type=Path, metavar="CSV", help="when each handed in: columns student, received"
    )
    parser.add_argument(
        "--file-times",
        action="store_true",
        help="take it that each handed in when the file was last changed (zips do not keep that)",
    )
    parser.add_argument(
        "--grace", type=float, default=15, metavar="MINUTES", help="still in time (default: 15)"
    )
    parser.add_argument(
        "--late-days", type=int, default=0, metavar="DAYS", help="days late that cost nothing"
    )
    parser.add_argument(
        "--late-penalty", type=float, default=0, metavar="PERCENT", help="of the points, a day"
    )
    _shared.add_database(parser)


def run(arguments: argparse.Namespace) -> None:
    """Grade, and say where the results are."""
    if not arguments.self_test:
        _refuse_gaps(arguments)
    if arguments.scheduler:
        _run_elsewhere(arguments)
        return
    with cage.Environment() as environment:
        if arguments.self_test:
            readiness.prove(environment)
            return
        assignment = _shared.load(arguments.assignment)
        readiness.prove_once(environment, arguments.out)
        grade(arguments, assignment, cage.Cage(cage.Limits(), environment))


def _refuse_gaps(arguments: argparse.Namespace) -> None:
    for name in ("submitted", "assignment", "out"):
        if getattr(arguments, name) is None:
            raise ValueError(
                f"What is missing is: {name}. Give submissions, --assignment and --out."
            )


def _run_elsewhere(arguments: argparse.Namespace) -> None:
    with Cluster(arguments.scheduler) as cluster:
        if not arguments.self_test:
            assignment = _shared.load(arguments.assignment)
            grade(arguments, assignment, cluster.run, cluster.threads)


def grade(
    arguments: argparse.Namespace, assignment: Any, run: grading.Run, at_a_time: int = 2
) -> None:
    """Grade with what the command was given.

    Parameters
    ----------
    arguments : Namespace
        As :func:`arguments` declares them.
    assignment : Assignment
        What is graded.
    run : callable
        Runs a notebook in a cage.
    at_a_time : int, optional
        How many it runs at a time, unless the command says another number.
    """
    out = arguments.out
    _refuse_overlap(arguments.submitted, out)
    policy = late.Policy(
        arguments.due,
        timedelta(minutes=arguments.grace),
        arguments.late_days,
        arguments.late_penalty,
    )
    seeds = spreadsheets.by_student(arguments.seeds, "seed") if arguments.seeds else None
    variants = batch.Variants(assignment, arguments.seed, seeds)
    release, source = variants.pair(arguments.seed or "0")
    submissions = intake.collect(
        arguments.submitted, lambda handed: skeleton.likeness(handed, release)
    )
    _set_times(submissions, arguments)
    if seeds:
        _name_strangers(seeds, submissions, arguments.seeds)
    _remember(arguments, policy, out)
    results = batch.grade_all(submissions, variants, run, out, arguments.workers or at_a_time)
    url = marks.url_of(out, arguments.database)
    with marks.Book(url, assignment.slug) as book:
        book.declare(skeleton.skeleton(release, source))
        book.record(results, policy)
    changes = regrade.report(out, results)
    _say(results, changes, out)


def _remember(arguments: argparse.Namespace, policy: late.Policy, out: Path) -> None:
    # A password stays out of the folder.
    database = arguments.database if "@" not in (arguments.database or "") else None
    Settings(arguments.assignment, database, policy).write(out)
    regrade.remember(out)


def _refuse_overlap(submitted: Path, out: Path) -> None:
    one, other = submitted.resolve(), out.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise ValueError(
            f"{out} and {submitted} lie within one another; name an output folder elsewhere, so "
            "that what was handed in stays as it is."
        )


def _set_times(submissions: list[intake.Submission], arguments: argparse.Namespace) -> None:
    times = late.read_times(arguments.times) if arguments.times else {}
    for submission in submissions:
        if arguments.file_times:
            submission.received = submission.file_time
        for key in submission.keys:
            if key in times:
                submission.received = times[key]
                break
    if times:
        _name_strangers(times, submissions, arguments.times)
    unknown = [one.student for one in submissions if one.received is None]
    if arguments.due and unknown:
        print(
            f"When they handed in is not known of {len(unknown)} students, so nothing is taken off "
            f"them for lateness: {', '.join(unknown[:5])}{' ...' if len(unknown) > 5 else ''}. "
            "Name the times with --times."
        )


def _name_strangers(
    listed: Iterable[str], submissions: list[intake.Submission], path: Path
) -> None:
    """Say whom a list names that has handed in nothing: a slip there would be lost."""
    known = {key for submission in submissions for key in submission.keys}
    if strangers := sorted({*listed} - known):
        more = " ..." if len(strangers) > 5 else ""
        print(f"In {path}, but without a submission: {', '.join(strangers[:5])}{more}.")


def _say(results: list[grading.Result], changes: list[regrade.Difference], out: Path) -> None:
    left = [result for result in results if result.status != "graded"]
    graded = len(results) - len(left)
    for result in left:
        print(f"Not graded: {result.student}. {result.reason}")
    if changes:
        students = len({change.student for change in changes})
        print(f"Points of {students} students changed: {out / regrade.REPORT}")
    flagged = len({result.student for result in results if result.flags})
    print(
        f"{graded} of {len(results)} graded, {flagged} to be looked at "
        f"(natolab-grade moderate {out}). Results: {out}"
    )
