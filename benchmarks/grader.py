"""How long the grading of a submission takes, beside bare nbgrader: ``make bench-grader``.

Both grade the same notebooks of eight questions: bare nbgrader as its own command does, one after
the other in one process, without a cage; and this grader, two cages at a time, with all that
comes before and after. They take turns, so that a slow moment hits both. The ratio counts; the
seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from natolab_grade import cage
from natolab_grade.commands import grade as command
from natolab_grade.sources import Assignment, making

ROOT = Path(__file__).parents[1]
SEED = 1
#: What we want: a share of bare nbgrader's time, and memory of one cage.
RATIO, MEGABYTES = 0.5, 400
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "bench"
c.NbGrader.logfile = ""
c.ExecutePreprocessor.timeout = 120
"""


@dataclass
class Eight:
    """The eight code questions of two assignments, as one."""

    slug: str = "eight"
    title: str = "Eight questions"
    rubric: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        folders = [ROOT / "assignments" / name for name in ("burden", "treaty-and-votes")]
        self._parts = [Assignment.load(folder) for folder in folders]
        self.questions = {
            name: question
            for part in self._parts
            for name, question in part.questions.items()
            if question.kind == "code"
        }

    def _joined(self, notebooks: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
        first, names = notebooks[0], set()
        kept = {*self.questions, *(test for q in self.questions.values() for test in q.tests)}
        cells = [cell for notebook in notebooks for cell in notebook.cells]
        first.cells = []
        for cell in cells:
            marks = cell.metadata.get("nbgrader", {})
            if (marks.get("solution") or marks.get("grade")) and marks["grade_id"] not in kept:
                continue
            if cell.id in names:  # such as the cell with the imports, of which each has one
                cell.id += "-2"
                if marks:
                    marks["grade_id"] += "-2"
            names.add(cell.id)
            first.cells.append(cell)
        first.metadata["natolab"] = {"assignment": self.slug, "seed": str(SEED)}
        return first

    def source(self, seed: int) -> nbformat.NotebookNode:
        """Return the notebook with solutions and hidden tests."""
        return self._joined([part.source(seed) for part in self._parts])

    def release(self, seed: int) -> nbformat.NotebookNode:
        """Return what students get."""
        return making.release(self.source(seed))

    def solved(self) -> nbformat.NotebookNode:
        """Return what a good student hands in."""
        notebook = self.release(SEED)
        answers = {cell.id: cell.source for cell in making.solved(self.source(SEED)).cells}
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = answers[cell.id]
        return notebook


class Bare:
    """A course of nbgrader's, as its own commands run it."""

    def __init__(self, folder: Path, assignment: Eight) -> None:
        self._folder, self._slug = folder, assignment.slug
        programs = Path(sys.executable).parent  # nbgrader looks for alembic on the path
        self._settings = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            # One thread, as in a cage.
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        source = folder / "source" / assignment.slug
        source.mkdir(parents=True)
        nbformat.write(assignment.source(SEED), source / "eight.ipynb")
        (folder / "nbgrader_config.py").write_text(CONFIG)
        self._run("generate_assignment", self._slug)

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self._folder,
            env=os.environ | self._settings,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"nbgrader {' '.join(arguments)} failed: {done.stderr[-2000:]}")

    def grade(self, notebook: nbformat.NotebookNode, count: int) -> float:
        """Return the seconds that as many submissions take."""
        for name in ("submitted", "autograded"):
            shutil.rmtree(self._folder / name, ignore_errors=True)
        for number in range(count):
            place = self._folder / "submitted" / f"s{number}" / self._slug
            place.mkdir(parents=True)
            nbformat.write(notebook, place / "eight.ipynb")
        start = time.perf_counter()
        self._run("autograde", self._slug, "--force")
        seconds = time.perf_counter() - start
        graded = len([*(self._folder / "autograded").glob("*/*/eight.ipynb")])
        if graded != count:
            raise RuntimeError(f"nbgrader graded {graded} of {count} submissions.")
        return seconds


class Ours:
    """The course's grader, the start of its warm interpreters included."""

    def __init__(self, folder: Path, assignment: Eight) -> None:
        self._folder, self._assignment = folder, assignment
        self.peaks: list[float] = []
        self._rounds = 0

    def grade(self, notebook: nbformat.NotebookNode, count: int) -> float:
        """Return the seconds that as many submissions take."""
        self._rounds += 1
        folder = self._folder / str(self._rounds)
        for number in range(count):
            place = folder / "submitted" / f"s{number}"
            place.mkdir(parents=True)
            nbformat.write(notebook, place / "eight.ipynb")
        parser = argparse.ArgumentParser()
        command.arguments(parser)
        given = [folder / "submitted", "--assignment", "eight", "--out", folder / "graded"]
        arguments = parser.parse_args([str(part) for part in given])
        said = io.StringIO()
        start = time.perf_counter()
        with cage.Environment() as environment, contextlib.redirect_stdout(said):
            command.grade(arguments, self._assignment, self._watched(environment))
        seconds = time.perf_counter() - start
        if f"{count} of {count} graded, 0 to be looked at" not in said.getvalue():
            raise RuntimeError(f"Not all were graded: {said.getvalue()}")
        return seconds

    def _watched(self, environment: cage.Environment):
        def run(notebook, files):
            done = cage.run(notebook, cage.Limits(), environment, files)
            self.peaks.append(done.peak_mb)
            return done

        return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20, help="in each turn (default: 20)")
    parser.add_argument("--runs", type=int, default=3, help="turns (default: 3)")
    arguments = parser.parse_args()
    assignment = Eight()
    notebook = assignment.solved()
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        bare, ours = Bare(Path(folder, "bare"), assignment), Ours(Path(folder, "ours"), assignment)
        for turn in range(1, arguments.runs + 1):
            slow = bare.grade(notebook, arguments.submissions) / arguments.submissions
            fast = ours.grade(notebook, arguments.submissions) / arguments.submissions
            ratios.append(fast / slow)
            print(
                f"turn {turn}: bare nbgrader {slow:.2f} s a submission, in cages {fast:.2f} s, "
                f"ratio {fast / slow:.2f}",
                flush=True,
            )
    ratio, peak = statistics.median(ratios), max(ours.peaks)
    met = "met" if ratio <= RATIO and peak < MEGABYTES else "missed"
    print(
        f"{len(assignment.questions)} questions, {arguments.submissions} submissions a turn: "
        f"{ratio:.2f} of bare nbgrader's time (wanted: at most {RATIO}), {peak:.0f} MB a cage "
        f"(wanted: less than {MEGABYTES}): {met}"
    )


if __name__ == "__main__":
    main()
