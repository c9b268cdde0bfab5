"""Write what teachers and readers take along: ``python -m teaching quizzes`` or ``editions``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from teaching.chapters import TOP
from teaching.errors import TeachingError


def main() -> None:
    """Write what is asked for, and say where it stands."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    quizzes = kinds.add_parser("quizzes", help="the quizzes for learning platforms")
    quizzes.set_defaults(write=_quizzes, out=TOP / "_build" / "quizzes")
    editions = kinds.add_parser("editions", help="the built site as EPUB and PDF")
    editions.set_defaults(write=_editions, out=TOP / "_build" / "editions")
    editions.add_argument("--chapter", default="", metavar="SLUG", help="one page instead of all")
    editions.add_argument("--only", default="", choices=["epub", "pdf"], help="one of the two")
    for kind in (quizzes, editions):
        kind.add_argument("--out", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    try:
        asked.write(asked)
    except TeachingError as error:
        sys.exit(str(error))


def _quizzes(asked: argparse.Namespace) -> None:
    from teaching.quizzes import build

    for sentence in build.build(asked.out).sentences:
        print(sentence)
    print(f"The quizzes for learning platforms are written: {asked.out}")


def _editions(asked: argparse.Namespace) -> None:
    # What prints and packs is installed with the tests, not with the course.
    from teaching.editions import build

    for path in build.build(asked.out, asked.chapter, asked.only):
        print(f"Written: {path}")


if __name__ == "__main__":
    main()
