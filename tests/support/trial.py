"""Try an exercise: its solution, its cell as it stands, its tempting wrong answers.

The tests import this module, and hand its text to the browser's Python, so it needs nothing but
the course's package.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from natolab.exercises import Exercise
from natolab.exercises.running import run


def answers(exercise: Exercise, code: str) -> list[Any]:
    """Return what the student's names hold after some code."""
    names = run(exercise.setup, code)
    return [names[name] for name in exercise.blanks]


def stub_faults(exercise: Exercise, cell: str) -> list[str]:
    """Return what is wrong with the answer to the cell as a reader finds it."""
    room = f"natolab.chapters.{exercise.chapter.replace('-', '_')}"
    numbers = f"from {room}.numbers import numbers\nshown = numbers()" if "shown[" in cell else ""
    asked = cell.replace("exercises.", "given = exercises.").replace(".check(", ".evaluate(")
    names = run(exercise.setup, f"from {room} import exercises", numbers, asked)
    given = names["given"]
    wanted = [f"`{name}`" for name in exercise.blanks] + [exercise.asks]
    if given.state == "open" and all(words in given.message for words in wanted):
        return []
    return [f"the cell as it stands is {given.state}: {given.message}"]


def solution_faults(exercise: Exercise) -> list[str]:
    """Return what is wrong with the answer to the solution."""
    given = exercise.evaluate(*answers(exercise, exercise.solution))
    if given.solved and given.message == exercise.teaches:
        return []
    return [f"the solution is {given.state}: {given.message}"]


def mistake_faults(exercise: Exercise) -> list[str]:
    """Return what is wrong with the answers to the tempting wrong answers."""
    found = []
    for wrong in exercise.wrong:
        values = answers(exercise, wrong.code)
        given = exercise.evaluate(*values)
        told = any(wrong.says(value) in given.message for value in values)
        if given.state != "wrong" or not told or not given.message.endswith((".", "?")):
            found.append(f"{wrong.code.strip()} is {given.state}: {given.message}")
    return found


def faults(topic: str, name: str, cell: str) -> list[str]:
    """Return all that is wrong with the exercise that a topic holds under a name."""
    module = import_module(f"natolab.chapters.{topic.replace('-', '_')}.exercises")
    exercise = getattr(module, name)
    found = stub_faults(exercise, cell) + solution_faults(exercise) + mistake_faults(exercise)
    return [f"{exercise.address}: {fault}" for fault in found]
