"""Report pairs of submissions that share more than the assignment explains; never a verdict."""

from __future__ import annotations

import argparse

from .. import similarity
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    _shared.add_graded(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write the report."""
    with _shared.opened(arguments) as graded:
        assignment = graded.assignment
        release = assignment.release(next((r.seed for r in graded.results if r.seed), "0"))
        given = {cell.id: cell.source for cell in release.cells}
        kinds = {name: question.kind for name, question in assignment.questions.items()}
        found = similarity.pairs(graded.results, kinds, given)
        _, page = similarity.write(graded.out, assignment.title, found)
    print(f"{len(found)} pairs to be read: {page}")
