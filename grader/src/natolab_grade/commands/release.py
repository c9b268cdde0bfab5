"""Write what students get: the notebook of a variant, the course's package and tables.

With --seed one folder for a class, with --seeds one for each student, in variants of their own.
Solutions and hidden tests are in none of them.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .. import releasing, spreadsheets
from ..sources.assignment import SITE
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    parser.add_argument("assignment", type=Path, help="folder of the assignment, or its name")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--seed", help="variant of a class: any number or word, such as 2026-autumn")
    which.add_argument(
        "--seeds", type=Path, metavar="CSV", help="variant of each student: columns student, seed"
    )
    parser.add_argument("--zip", action="store_true", help="an archive in place of each folder")
    parser.add_argument(
        "--site",
        default=SITE,
        metavar="URL",
        help="address of the course's site, to which the links in the texts lead",
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the releases, and say where they are."""
    site = arguments.site if arguments.site.endswith("/") else f"{arguments.site}/"
    assignment = _shared.load(arguments.assignment, site)
    seeds = {"": arguments.seed}
    if arguments.seeds:
        seeds = spreadsheets.by_student(arguments.seeds, "seed")
    places = {student: _place(arguments.out, assignment.slug, student) for student in seeds}
    with tempfile.TemporaryDirectory() as folder:
        package = releasing.wheel(assignment.folder.parents[1], Path(folder))
        for student, seed in seeds.items():
            releasing.write(assignment, seed, places[student], package)
            if arguments.zip:
                places[student] = releasing.pack(places[student])
    if arguments.seeds:
        print(f"Written for {len(places)} students: {arguments.out / assignment.slug}")
    else:
        print(f"Written: {places['']}")
    if site == SITE:
        print("Links in the texts lead nowhere outside of the course's site; --site mends that.")


def _place(out: Path, slug: str, student: str) -> Path:
    """Return a student's folder, which lies in that of the assignment."""
    place = out / slug / student
    if student and place.resolve().parent != (out / slug).resolve():
        raise ValueError(f"The student {student!r} cannot be the name of a folder.")
    return place
