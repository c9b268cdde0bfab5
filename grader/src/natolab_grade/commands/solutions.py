"""Write the teacher's copy of an assignment: one right answer to each question, all tests, rubric.

None of this is on the course's site or in what students install; keep it from them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import releasing
from ..sources import Assignment
from . import _shared


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    parser.add_argument(
        "assignments", type=Path, nargs="+", help="folders of assignments, or their names"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--seed", required=True, help="the variant, as given to `release`")


def run(arguments: argparse.Namespace) -> None:
    """Write notebooks and rubrics, and say where they are."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.assignments:
        assignment = _shared.load(name)
        path = arguments.out / f"{assignment.slug}-solutions.ipynb"
        releasing.write_notebook(assignment.solved(arguments.seed), path)
        rubric = arguments.out / f"{assignment.slug}-rubric.md"
        rubric.write_text(_rubric(assignment, arguments.seed), encoding="utf-8", newline="\n")
        print(f"Written: {path} and {rubric}")


def _rubric(assignment: Assignment, seed: str) -> str:
    """Return the rubric as a text."""
    lines = [f"# {assignment.title}: what a person marks", ""]
    for name, levels in assignment.rubric_of(seed).items():
        lines += [f"## {name}, up to {levels[-1].points:g} points", ""]
        for number, level in enumerate(levels, start=1):
            lines += [f"### Level {number}: {level.points:g} points", "", level.takes, ""]
            lines += ["For example:", "", *(f"> {line}" for line in level.example.splitlines()), ""]
    return "\n".join(lines)
