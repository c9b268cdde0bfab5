"""Grades all submissions, some at a time; may be stopped at any moment and goes on where it was."""

from __future__ import annotations

import json
import shutil
import threading
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from tqdm import tqdm

from . import grading, notebooks
from .grading import Result
from .intake import Submission

SUBMISSIONS = "submissions"
RESULT = "result.json"


@dataclass
class Variants:
    """Which variant of an assignment each student has.

    Parameters
    ----------
    assignment : Assignment
        Gives ``release(seed)`` and ``source(seed)``.
    seed : str or None
        The class's seed; None where each notebook says its own.
    seeds : dict
        The student's seeds, where a list of them was given; it goes before all else.
    """

    assignment: Any
    seed: str | None = None
    seeds: dict[str, str] | None = None

    def __post_init__(self) -> None:
        self._made: dict[str, tuple[Any, Any]] = {}
        self._lock = threading.Lock()

    @property
    def owners(self) -> dict[str, str]:
        """For each test the question that it belongs to."""
        questions = self.assignment.questions.items()
        return {test: name for name, question in questions for test in question.tests}

    def pair(self, seed: str) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
        """Return release and source of a variant, each made once."""
        with self._lock:
            if seed not in self._made:
                release, source = self.assignment.release(seed), self.assignment.source(seed)
                self._made[seed] = (release, source)
            return self._made[seed]

    def of(self, submission: Submission, common: str | None) -> tuple[str | None, str | None]:
        """Return the seed of a submission, and a sentence where it is not certain.

        Parameters
        ----------
        submission : Submission
            What was handed in.
        common : str or None
            The seed of most other notebooks.
        """
        told = seed_in(submission)
        listed = None
        if self.seeds is not None:
            listed = self.seeds.get(submission.student) or self.seeds.get(submission.lms_id or "")
        ruling = listed or self.seed
        if ruling is not None:
            if told not in (None, ruling):
                return ruling, (
                    f"The notebook says that it is variant {told}, but the student was given "
                    f"{ruling}, by which it was graded."
                )
            return ruling, None
        if told is not None:
            return told, None
        if common is not None:
            return common, (
                f"The notebook no longer says which variant it is; it was graded as {common}, "
                "the variant of most others."
            )
        return None, None


def seed_in(submission: Submission) -> str | None:
    """Return the seed that a notebook says in its metadata."""
    if submission.notebook is None:
        return None
    try:
        seed = notebooks.read(submission.notebook).marks.get("seed")
    except notebooks.UnreadableError:
        return None
    return str(seed) if isinstance(seed, int | str) and str(seed).strip() else None


def common_seed(submissions: list[Submission]) -> str | None:
    """Return the seed that most notebooks say; None where none says one."""
    counted = Counter(seed for one in submissions if (seed := seed_in(one)) is not None)
    return counted.most_common(1)[0][0] if counted else None


def grade_all(
    submissions: list[Submission],
    variants: Variants,
    run: grading.Run,
    out: Path,
    workers: int = 2,
    quiet: bool = False,
) -> list[Result]:
    """Grade all submissions and return their results, in the order of the submissions.

    Parameters
    ----------
    submissions : list of Submission
        What was handed in.
    variants : Variants
        The assignment.
    run : callable
        Runs a notebook in a cage.
    out : Path
        Folder of all results; what is fresh in it is not graded again.
    workers : int, optional
        How many cages run at a time.
    quiet : bool, optional
        Show no progress.
    """
    common = common_seed(submissions)

    def task(submission: Submission) -> Result:
        return _one(submission, variants, common, run, out / SUBMISSIONS / submission.student)

    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future] = [pool.submit(task, submission) for submission in submissions]
        try:
            for _ in tqdm(as_completed(futures), total=len(futures), disable=quiet, unit=" file"):
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [future.result() for future in futures]


def results(out: Path) -> list[Result]:
    """Return all results in an output folder, in the order of the students' keys."""
    files = sorted((out / SUBMISSIONS).glob(f"*/{RESULT}"))
    if not files:
        raise FileNotFoundError(
            f"{out} holds no results; run `natolab-grade grade ... --out {out}` first."
        )
    return [grading.from_dict(json.loads(file.read_text(encoding="utf-8"))) for file in files]


def executed(out: Path, student: str) -> nbformat.NotebookNode | None:
    """Return a student's notebook as it was run."""
    file = out / SUBMISSIONS / student / "executed.ipynb"
    return nbformat.read(file, as_version=4) if file.exists() else None


def _one(
    submission: Submission, variants: Variants, common: str | None, run: grading.Run, folder: Path
) -> Result:
    try:
        seed, doubt = variants.of(submission, common)
        if seed is None:
            result = grading.result_of(submission)
            result.reason = " ".join(flag.sentence for flag in submission.flags) or (
                "The notebook does not say which variant it is; name it with --seed."
            )
            result.flag("no variant", result.reason)
            ran = None
        else:
            release, source = variants.pair(seed)
            fresh = grading.digest(submission, source, seed)
            if (stored := _stored(folder, fresh)) is not None:
                return _with_receipt(folder, stored, submission)
            result, ran = grading.grade(submission, release, source, seed, run, variants.owners)
            if doubt and submission.notebook is not None:
                result.flag("variant", doubt)
    except Exception as error:  # whatever one submission does, the others go on
        grading.LOG.exception("Grading of %s failed", submission.student)
        result, ran = grading.result_of(submission), None
        result.reason = "The grading itself failed; it has to be repeated, or done by hand."
        what = f"{type(error).__name__}: {str(error)[:300]}"
        result.flag("not graded", f"The grading failed with {what}.")
    _write(folder, submission, result, ran)
    return result


def _stored(folder: Path, fresh: str) -> Result | None:
    """Return the result of an earlier run, if it was graded from the same."""
    file = folder / RESULT
    try:
        result = grading.from_dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return result if result.status == "graded" and result.fresh == fresh else None


def _with_receipt(folder: Path, stored: Result, submission: Submission) -> Result:
    """Return a stored result with what may have become known of the handing in since."""
    new = grading.result_of(submission)
    receipt = {name: getattr(new, name) for name in ("name", "lms_id", "late", "received")}
    if receipt != {name: getattr(stored, name) for name in receipt}:
        stored = replace(stored, **receipt)
        _write_result(folder, stored)
    return stored


def _write(
    folder: Path, submission: Submission, result: Result, ran: nbformat.NotebookNode | None
) -> None:
    """Write all of a result into a new folder; ``result.json`` comes last, by rename."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    if submission.notebook is not None:
        (folder / "submitted.ipynb").write_bytes(submission.notebook)
    if ran is not None:
        text = nbformat.writes(ran)
        (folder / "executed.ipynb").write_text(text, encoding="utf-8", errors="replace")
    _write_result(folder, result)


def _write_result(folder: Path, result: Result) -> None:
    text = json.dumps(grading.as_dict(result), indent=1, ensure_ascii=False)
    half = folder / f"{RESULT}.part"
    half.write_text(text, encoding="utf-8", errors="replace")
    half.replace(folder / RESULT)
