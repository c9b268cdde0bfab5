"""Grade a folder slowly, each run noted in a file: to be killed in the middle.

``python -m tests.support.slow submitted out log seconds``
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.support.class_room import grade_folder

from tests.support import bare


def noting(log: Path, seconds: float):
    """Return a way to run a notebook that first notes it and waits."""

    def run(notebook, files):
        with log.open("a") as file:
            file.write("run\n")
        time.sleep(seconds)
        return bare.run(notebook)

    return run


def runs(log: Path) -> int:
    """Return how many runs are noted."""
    return len(log.read_text().splitlines()) if log.exists() else 0


if __name__ == "__main__":
    grade_folder(
        Path(sys.argv[1]), Path(sys.argv[2]), run=noting(Path(sys.argv[3]), float(sys.argv[4]))
    )
