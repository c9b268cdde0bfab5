"""Take marks that a human gave from a CSV file, or write the file that is to be filled.

Marks stay when submissions are graded again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import rubric, sheet
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    _shared.add_graded(parser)
    parser.add_argument(
        "rubric",
        type=Path,
        help="CSV: student, question, level (1 is the lowest) or points, comment",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="write the file, with all that is to be marked, and beside it a page of the answers",
    )


def run(arguments: argparse.Namespace) -> None:
    """Take or write marks."""
    with _shared.opened(arguments) as graded:
        if arguments.write:
            if arguments.rubric.exists():
                raise ValueError(f"{arguments.rubric} is there already; name a new file.")
            lines = rubric.write_open(arguments.rubric, graded.results, graded.assignment.rubric)
            page = arguments.rubric.with_suffix(".html")
            sheet.write(page, graded.results, graded.assignment, graded.out)
            print(f"{lines} answers to mark: {arguments.rubric}; to be read in {page}")
            return
        given = rubric.read(arguments.rubric, graded.results, graded.assignment.rubric)
        rubric.apply(graded.book, given)
        graded.book.settle(graded.results, graded.settings.policy)
        left = sum(len(standing.open) for standing in graded.standings())
        print(f"{len(given)} marks taken; {left} answers are still to be marked.")
