"""Write a page of feedback for each student: one file that opens in any browser."""

from __future__ import annotations

import argparse

from .. import batch, feedback
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    _shared.add_graded(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write all pages."""
    with _shared.opened(arguments) as graded:
        folder = graded.out / "feedback"
        for result, standing in zip(graded.results, graded.standings(), strict=True):
            ran = batch.executed(graded.out, result.student)
            feedback.write(folder, result, standing, graded.assignment, ran)
        print(f"{len(graded.results)} pages: {folder}")
