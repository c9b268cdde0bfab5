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

from . import grading, notebooks, verdicts
from .grading import Result
from .intake import Submission

SUBMISSIONS = "submissions"
RESULT = "result.json"


class StoppedError(OSError):
    """The machine fails, so that the grading was stopped; the message says how to go on."""


class BreaksCageError(Exception):
    """A submission breaks each cage that it runs in, and no other does."""


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
        seeds = self.seeds or {}
        listed = next((seeds[key] for key in submission.keys if key in seeds), None)
        ruling = listed or self.seed
        if ruling is not None:
            if told not in (None, ruling):
                return ruling, (
                    f"The notebook says that it is variant {told}, but the student was given "
                    f"{ruling}, by which it was graded."
                )
            return ruling, None
        if told is not None:
            if self.seeds is None:
                return told, None
            return told, (
                "The list of variants does not name the student; the notebook says that it is "
                f"variant {told}, by which it was graded."
            )
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

    A machine that fails is nobody's fault: where no cage holds any more, or the disk is full, all
    stops, and nobody is taken for not graded. A submission that breaks its cage each time, while
    another notebook runs in one, stops nobody else.

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

    Raises
    ------
    StoppedError
        If the machine fails; the sentence says what is done, and how to go on.
    """
    common = common_seed(submissions)

    def steadily(notebook: nbformat.NotebookNode, files: dict[str, bytes]) -> Any:
        return _steadily(run, notebook, files)

    def task(submission: Submission) -> Result:
        return _one(submission, variants, common, steadily, out / SUBMISSIONS / submission.student)

    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future] = [pool.submit(task, submission) for submission in submissions]
        try:
            ended = as_completed(futures)
            for future in tqdm(ended, total=len(futures), disable=quiet, unit=" file"):
                future.result()
        except BaseException as error:
            pool.shutdown(cancel_futures=True)  # what has begun comes to its end
            if isinstance(error, OSError):
                raise StoppedError(_how_to_go_on(futures, error)) from error
            raise
    return [future.result() for future in futures]


def _how_to_go_on(futures: list[Future], error: OSError) -> str:
    done = sum(not future.cancelled() and not future.exception() for future in futures)
    return (
        f"The grading was stopped, since this machine fails: {str(error).strip().rstrip('.')}. "
        f"{done} of {len(futures)} submissions are done and {len(futures) - done} are left; none "
        "has lost anything by it. Once the machine is mended, the same command goes on where it "
        "was."
    )


def _steadily(run: grading.Run, notebook: nbformat.NotebookNode, files: dict[str, bytes]) -> Any:
    """Run a notebook, and once more in another cage where its cage failed.

    Raises
    ------
    StoppedError
        If no cage holds any more.
    BreaksCageError
        If other notebooks still run.
    """
    try:
        return run(notebook, files)
    except OSError as error:
        grading.LOG.warning("A cage failed, and another is tried: %s", error)
    try:
        return run(notebook, files)
    except OSError as error:
        if _holds(run):
            raise BreaksCageError(
                f"It breaks its cage each time, while another notebook runs in one: {error}"
            ) from error
        raise StoppedError(str(error)) from error


def _holds(run: grading.Run) -> bool:
    """Return whether a notebook that does nothing can be run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")])
    try:
        done = run(notebook, {})
    except OSError:
        return False
    return not done.faults and verdicts.has_run(done.notebook.cells[0])


def results(out: Path) -> list[Result]:
    """Return all results in an output folder, in the order of the students' keys.

    Raises
    ------
    FileNotFoundError
        If there are none.
    ValueError
        If one cannot be read.
    """
    files = _files(out)
    if not files:
        raise FileNotFoundError(
            f"{out} holds no results; run `natolab-grade grade ... --out {out}` first."
        )
    found = [_read(file) for file in files]
    for file, result in zip(files, found, strict=True):
        if result is None:
            raise ValueError(f"{file} is damaged; grade again, which makes it anew.")
    return [result for result in found if result is not None]


def readable_results(out: Path) -> list[Result]:
    """Return those results in an output folder that can be read; there may be none."""
    return [result for file in _files(out) if (result := _read(file)) is not None]


def _files(out: Path) -> list[Path]:
    return sorted((out / SUBMISSIONS).glob(f"*/{RESULT}"))


def _read(file: Path) -> Result | None:
    try:
        return grading.from_dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


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
    except StoppedError:
        raise
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
    result = _read(folder / RESULT)
    same = result is not None and result.status == "graded" and result.fresh == fresh
    return result if same else None


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
