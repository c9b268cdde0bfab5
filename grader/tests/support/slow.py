"""Grade a folder, each run noted in a file, and come to no end: to be killed in the middle.

``python -m tests.support.slow submitted out log free`` finishes the first ``free`` runs only.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from pathlib import Path

from tests.support.class_room import grade_folder

from tests.support import bare


def noting(log: Path, free: float = math.inf):
    """Return a way to run a notebook that first notes it, and waits once so many are noted."""
    lock = threading.Lock()

    def run(notebook, files):
        with lock:
            with log.open("a") as file:
                file.write("run\n")
            number = runs(log)
        if number > free:
            time.sleep(3600)
        return bare.run(notebook)

    return run


def runs(log: Path) -> int:
    """Return how many runs are noted."""
    return len(log.read_text().splitlines()) if log.exists() else 0


if __name__ == "__main__":
    grade_folder(
        Path(sys.argv[1]), Path(sys.argv[2]), run=noting(Path(sys.argv[3]), int(sys.argv[4]))
    )
