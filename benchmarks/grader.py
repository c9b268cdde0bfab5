"""How long the grading of a submission takes, beside bare nbgrader: ``make bench-grader``.

Both grade the same notebooks of eight questions: bare nbgrader as its own command does, one after
the other in one process, without a cage; and this grader, two cages at a time, with all that
comes before and after. They take turns, so that a slow moment hits both. The ratio counts; the
seconds belong to the machine.

Then a grading is killed in the middle, and gone on with.
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
from natolab_grade import batch, cage
from natolab_grade.commands import grade as command
from natolab_grade.sources import Assignment, making

ROOT = Path(__file__).parents[1]
SEED = 1
SUBMITTED, GRADED, BEGUN = "submitted", "graded", "begun.txt"
#: What we want: a share of bare nbgrader's time, memory of one cage, and that a grading that is
#: killed loses only what the cages had in hand.
RATIO, MEGABYTES, WORKERS = 0.5, 400, 2
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
    """The course's grader, the start of its warm interpreters included.

    Parameters
    ----------
    assignment : Eight
        What is graded.
    begun : Path, optional
        A file that gets a line when a submission is begun.
    """

    def __init__(self, assignment: Eight, begun: Path | None = None) -> None:
        self._assignment, self._begun = assignment, begun
        self.peaks: list[float] = []

    def grade(self, folder: Path) -> float:
        """Return the seconds that the submissions in a folder take."""
        parser = argparse.ArgumentParser()
        command.arguments(parser)
        given = [folder / SUBMITTED, "--assignment", "eight", "--out", folder / GRADED]
        given += ["--workers", WORKERS]
        arguments = parser.parse_args([str(part) for part in given])
        count = len([*(folder / SUBMITTED).iterdir()])
        said = io.StringIO()
        start = time.perf_counter()
        with cage.Environment() as environment, contextlib.redirect_stdout(said):
            box = cage.Cage(cage.Limits(), environment)
            command.grade(arguments, self._assignment, lambda *given: self._noted(box, *given))
        seconds = time.perf_counter() - start
        if f"{count} of {count} graded, 0 to be looked at" not in said.getvalue():
            raise RuntimeError(f"Not all were graded: {said.getvalue()}")
        return seconds

    def _noted(self, box: cage.Cage, notebook: nbformat.NotebookNode, files: dict) -> cage.Run:
        if self._begun is not None:
            with self._begun.open("a") as file:
                file.write("begun\n")
        done = box(notebook, files)
        self.peaks.append(done.peak_mb)
        return done


def hand_in(folder: Path, notebook: nbformat.NotebookNode, count: int) -> Path:
    """Write a folder with as many submissions, and return it."""
    for number in range(count):
        place = folder / SUBMITTED / f"s{number}"
        place.mkdir(parents=True)
        nbformat.write(notebook, place / "eight.ipynb")
    return folder


def killed(folder: Path) -> tuple[int, int, int]:
    """Kill a grading when half is done, and go on with it.

    Parameters
    ----------
    folder : Path
        Holds what was handed in.

    Returns
    -------
    tuple of int
        How many were done, how many that were begun are lost, and how many were graded after that.
    """
    begun = folder / BEGUN
    grading = [sys.executable, __file__, "--folder", str(folder)]
    half = len([*(folder / SUBMITTED).iterdir()]) // 2
    with subprocess.Popen(grading, stderr=subprocess.DEVNULL) as process:
        while _done(folder) < half:
            if process.poll() is not None:
                raise RuntimeError("The grading that was to be killed has ended before.")
            time.sleep(0.05)
        process.kill()
    done = _done(folder)
    lost = _lines(begun) - done
    begun.unlink()
    subprocess.run(grading, stderr=subprocess.DEVNULL, check=True)
    return done, lost, _lines(begun)


def _done(folder: Path) -> int:
    return len([*(folder / GRADED / batch.SUBMISSIONS).glob(f"*/{batch.RESULT}")])


def _lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def _tell(what: str, right: bool) -> None:
    print(f"{what}: {'met' if right else 'missed'}", flush=True)


def measure(submissions: int, turns: int) -> None:
    """Measure and print."""
    assignment = Eight()
    notebook = assignment.solved()
    ours = Ours(assignment)
    ratios = []
    with tempfile.TemporaryDirectory() as place:
        bare = Bare(Path(place, "bare"), assignment)
        for turn in range(1, turns + 1):
            slow = bare.grade(notebook, submissions) / submissions
            folder = hand_in(Path(place, str(turn)), notebook, submissions)
            fast = ours.grade(folder) / submissions
            ratios.append(fast / slow)
            print(
                f"turn {turn}: bare nbgrader {slow:.2f} s a submission, in cages {fast:.2f} s, "
                f"ratio {fast / slow:.2f}",
                flush=True,
            )
        done, lost, after = killed(hand_in(Path(place, "killed"), notebook, submissions))
    print(
        f"{len(assignment.questions)} questions, {submissions} submissions a turn, {WORKERS} cages "
        f"at a time on {os.cpu_count()} processors:"
    )
    ratio, peak = statistics.median(ratios), max(ours.peaks)
    _tell(f"time: {ratio:.2f} of bare nbgrader's (wanted: at most {RATIO})", ratio <= RATIO)
    _tell(f"memory: {peak:.0f} MB a cage (wanted: less than {MEGABYTES})", peak < MEGABYTES)
    _tell(
        f"killed when {done} of {submissions} were done: {lost} in flight were lost (wanted: at "
        f"most {WORKERS}), and {after} were graded after that",
        lost <= WORKERS and after == submissions - done,
    )


def main() -> None:
    """Measure, or be the grading that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20, help="in each turn (default: 20)")
    parser.add_argument("--runs", type=int, default=3, help="turns (default: 3)")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder:
        Ours(Eight(), arguments.folder / BEGUN).grade(arguments.folder)
    else:
        measure(arguments.submissions, arguments.runs)


if __name__ == "__main__":
    main()
