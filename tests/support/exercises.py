"""The exercises of all chapters, found where they are declared, and their cells in the pages."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from natolab import chapters
from natolab.exercises import Exercise
from natolab.exercises.running import run
from tests.support import site, source, trial


def declared() -> list[tuple[str, str, Exercise]]:
    """Return topic, name of the variable, and exercise, for each in the package."""
    found = []
    for room in pkgutil.iter_modules(chapters.__path__, f"{chapters.__name__}."):
        name = f"{room.name}.exercises"
        if importlib.util.find_spec(name):
            module = importlib.import_module(name)
            topic = room.name.rpartition(".")[2].replace("_", "-")
            found += [
                (topic, name, value)
                for name, value in vars(module).items()
                if isinstance(value, Exercise)
            ]
    return found


def after(exercise: Exercise, code: str = "") -> dict[str, Any]:
    """Return the names that there are when a student has run some code, the solution if none."""
    return run(exercise.setup, code or exercise.solution)


def stub(exercise: Exercise) -> tuple[str, set[str]]:
    """Return the cell that a reader finds, and the names that the cells up to it have bound."""
    text = (site.TOP / "book" / f"{exercise.chapter}.md").read_text(encoding="utf-8")
    bound: set[str] = set()
    for _, code in source.cells(text):
        bound |= names(code)
        if exercise.name in source.checked(code):
            return code, bound
    raise LookupError(f"No cell of {exercise.chapter}.md checks the exercise {exercise.name}.")


def trials(topics: Collection[str] = ()) -> str:
    """Return code that tries the exercises of some topics, or of all, in the browser's Python.

    For each it prints what is wrong with it, as JSON.
    """
    wanted = [
        (topic, name, stub(exercise)[0])
        for topic, name, exercise in declared()
        if not topics or topic in topics
    ]
    tries = f"for wanted in {wanted!r}:\n    print(json.dumps(faults(*wanted)))"
    return f"{Path(trial.__file__).read_text(encoding='utf-8')}\nimport json\n{tries}\n"


def names(code: str) -> set[str]:
    """Return what some code binds outside of functions."""
    found = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        else:
            found |= {
                part.id
                for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return found
