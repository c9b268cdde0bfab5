"""Hand in, and grade what was handed in, as the command does."""

from __future__ import annotations

import argparse
from pathlib import Path

from natolab_grade import batch, marks
from natolab_grade.commands import grade
from natolab_grade.settings import Settings

from tests.support import bare, toy

SEED = 3


def hand_in(folder: Path, notebooks: dict) -> Path:
    """Write a folder with a notebook for each student and return it."""
    for student, notebook in notebooks.items():
        toy.save(notebook, folder / student / "toy.ipynb")
    return folder


def grade_folder(submitted: Path, out: Path, *options: str, run=bare.run, assignment=None):
    """Grade and return the results by student."""
    parser = argparse.ArgumentParser()
    grade.arguments(parser)
    given = [str(submitted), "--assignment", "toy", "--out", str(out), *options]
    grade.grade(parser.parse_args(given), assignment or toy.Toy(), run)
    return {result.student: result for result in batch.results(out)}


def standings(out: Path, url: str | None = None) -> dict[str, marks.Standing]:
    """Return what each submission comes to, by student."""
    settings = Settings.read(out)
    with marks.Book(marks.url_of(out, url), "toy") as book:
        found = book.standings(batch.results(out), settings.policy)
    return {standing.student: standing for standing in found}


def points(result) -> dict[str, float | None]:
    """Return the points of each graded cell."""
    return {name: score.points for name, score in result.scores.items()}
