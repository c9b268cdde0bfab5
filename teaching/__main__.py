"""Write what teachers take along: ``python -m teaching quizzes``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from teaching.chapters import TOP
from teaching.errors import TeachingError
from teaching.quizzes import build


def main() -> None:
    """Write what is asked for, and say where it stands."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    parser.add_argument("what", choices=["quizzes"])
    parser.add_argument("--out", type=Path, default=TOP / "_build" / "quizzes", metavar="FOLDER")
    asked = parser.parse_args()
    try:
        written = build.build(asked.out)
    except TeachingError as error:
        sys.exit(str(error))
    for sentence in written.sentences:
        print(sentence)
    print(f"The quizzes for learning platforms are written: {asked.out}")


if __name__ == "__main__":
    main()
