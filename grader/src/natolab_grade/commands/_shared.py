"""What several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .. import batch, marks
from ..grading import Result
from ..settings import Settings
from ..sources import Assignment
from ..sources.assignment import SITE


@dataclass
class Graded:
    """An output folder, opened.

    Parameters
    ----------
    out : Path
        The folder.
    settings : Settings
        How it came to be.
    assignment : Assignment
        What was graded.
    results : list of Result
        All results.
    book : Book
        The gradebook.
    """

    out: Path
    settings: Settings
    assignment: Assignment
    results: list[Result]
    book: marks.Book

    def standings(self) -> list[marks.Standing]:
        """Return what each submission comes to."""
        return self.book.standings(self.results, self.settings.policy)


def add_graded(parser: argparse.ArgumentParser) -> None:
    """Declare the output folder and the database."""
    parser.add_argument("graded", type=Path, help="the folder that `grade` wrote")
    add_database(parser)


def add_database(parser: argparse.ArgumentParser) -> None:
    """Declare the database."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help="gradebook, such as postgresql://teacher@server/marks; a file in the output folder "
        "if left out",
    )


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Graded]:
    """Open an output folder and its gradebook."""
    settings = Settings.read(arguments.graded)
    assignment = load(settings.assignment)
    url = marks.url_of(arguments.graded, arguments.database or settings.database)
    with marks.Book(url, assignment.slug) as book:
        results = batch.results(arguments.graded)
        yield Graded(arguments.graded, settings, assignment, results, book)


def load(folder: Path, site: str = SITE) -> Assignment:
    """Return the assignment in a folder, or of that name below ``assignments``."""
    for place in (folder, Path("assignments") / folder):
        if (place / "assignment.md").exists():
            return Assignment.load(place, site)
    raise ValueError(
        f"There is no assignment {folder}; name a folder with an assignment.md, such as "
        "assignments/burden."
    )
