"""List what a human must look at, with the reasons."""

from __future__ import annotations

import argparse

from .. import moderate
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    _shared.add_graded(parser)


def run(arguments: argparse.Namespace) -> None:
    """Write the list."""
    with _shared.opened(arguments) as graded:
        found = moderate.items(graded.results, graded.standings())
        _, page = moderate.write(graded.out, graded.assignment.title, found)
    pressing = sum(item.pressing for item in found)
    print(f"{pressing} matters to be looked at, {len(found) - pressing} for information: {page}")
