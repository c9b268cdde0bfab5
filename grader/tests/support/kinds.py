"""What a submission of a kind is made of, and what must become of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .toy import Toy, cell_of, save

SEED = 0
FULL = {"q1-test": 2, "q2-test": 3, "q3-test": 1}
#: A right answer to the second question, to stand behind something else.
SHARE = "def share(part, whole):\n    return 100 * part / whole\n"
#: A wrong one.
WRONG = "def share(part, whole):\n    return 0\n"


@dataclass(frozen=True)
class Kind:
    """A kind of submission.

    Attributes
    ----------
    name : str
        What it does; also the name of its folder.
    make : callable
        Writes the submission into the student's folder.
    points : dict or None
        Points of each test; None where it cannot be graded, and a human hears why.
    says : str
        What stands in one of the flags or in what the student is told.
    shows : str
        What the cells show.
    hides : str
        What must stand nowhere in the notebook as it was run.
    """

    name: str
    make: Callable[[Path], None]
    points: dict[str, int] | None
    says: str = ""
    shows: str = ""
    hides: str = ""


def without(*questions: str) -> dict[str, int]:
    """Return full points but for these questions."""
    return {name: 0 if name[:2] in questions else most for name, most in FULL.items()}


def solved(**answers: str):
    """Return a solved notebook with other answers to some questions."""
    notebook = Toy().solved(SEED)
    for name, source in answers.items():
        cell_of(notebook, name).source = source
    return notebook


def cells(**answers: str) -> Callable[[Path], None]:
    """Return what writes a solved notebook with other answers to some questions."""
    return lambda folder: save(solved(**answers), folder / "toy.ipynb")


def changed(change: Callable) -> Callable[[Path], None]:
    """Return what writes a solved notebook that `change` has changed."""

    def make(folder: Path) -> None:
        notebook = solved()
        notebook = change(notebook) or notebook
        save(notebook, folder / "toy.ipynb")

    return make


def raw(content: bytes, name: str = "toy.ipynb") -> Callable[[Path], None]:
    """Return what writes a file as it is."""

    def make(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return make


def text(**answers: str) -> str:
    """Return a solved notebook as text."""
    return json.dumps(solved(**answers), ensure_ascii=False)
