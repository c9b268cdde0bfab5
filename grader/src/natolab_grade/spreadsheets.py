"""Lists that teachers open in a spreadsheet, or write in one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a list as CSV; no cell of it is a formula, whatever a student has called a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        lines.writerows([_harmless(cell) for cell in row] for row in rows)


def read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns of a list, and its lines by column, without blanks about the cells.

    Spreadsheets of many languages write semicolons.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        lines = csv.DictReader(file, delimiter=max(",;\t", key=first.count))
        columns = [name for name in lines.fieldnames or [] if name]
        return columns, [{name: (line[name] or "").strip() for name in columns} for line in lines]


def by_student(path: Path, column: str) -> dict[str, str]:
    """Return what a list with the columns ``student`` and another says of each student.

    Raises
    ------
    ValueError
        If a column is missing, or a student stands there without a word or with two.
    """
    columns, lines = read(path)
    if not {"student", column} <= set(columns):
        raise ValueError(f"{path} needs the columns student and {column}.")
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        student, told = line["student"], line[column]
        if not student or not told:
            raise ValueError(f"{path}, line {number}, needs both student and {column}.")
        if found.setdefault(student, told) != told:
            raise ValueError(
                f"{path}, line {number}: {student!r} has {told!r} here and {found[student]!r} "
                f"above; leave one {column} for each student."
            )
    return found


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    risky = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))
    return f"'{cell}" if risky else cell
