"""Write marks for Canvas or Moodle, into a copy of the list that the course system gave.

Who is not graded, or not yet marked by hand, stays empty and is named.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import export
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    _shared.add_graded(parser)
    system = parser.add_mutually_exclusive_group(required=True)
    system.add_argument(
        "--canvas", type=Path, metavar="CSV", help="export of Canvas's gradebook, to be filled"
    )
    system.add_argument(
        "--moodle", type=Path, metavar="CSV", help="grading worksheet of Moodle, to be filled"
    )
    parser.add_argument("--column", help="title or number of Canvas's column (default: the title)")
    parser.add_argument(
        "--scale", action="store_true", help="scale where the system counts to another number"
    )


def run(arguments: argparse.Namespace) -> None:
    """Fill the list and name who is left out."""
    with _shared.opened(arguments) as graded:
        graded.book.settle(graded.results, graded.settings.policy)
        standings = graded.standings()
        if arguments.canvas:
            filled = export.fill_canvas(
                arguments.canvas.read_bytes(),
                graded.results,
                standings,
                graded.assignment.title,
                arguments.column,
                arguments.scale,
            )
            target = graded.out / "marks-canvas.csv"
        else:
            filled = export.fill_moodle(
                arguments.moodle.read_bytes(), graded.results, standings, arguments.scale
            )
            target = graded.out / "marks-moodle.csv"
    target.write_bytes(filled.content)
    for note in filled.notes:
        print(note)
    print(f"{filled.filled} marks: {target}")
