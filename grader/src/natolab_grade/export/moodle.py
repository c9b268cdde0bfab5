"""Marks for Moodle: the grading worksheet of the assignment is read, and its column Grade filled.

Moodle's import (``mod/assign/feedback/offline``) finds the columns Identifier, Grade and Last
modified (grade) by their English names where the teacher's language is English, takes the number
out of ``Participant 123``, and passes over empty grades.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..grading import Result
from ..marks import Standing
from .filled import ExportError, Filled, Members, Table, cell, factor, name_strangers, number

NEEDED = ("Identifier", "Grade", "Last modified (grade)")
NAMES = ("Full name", "ID number", "Email address", "Username")


def fill(
    content: bytes,
    results: Sequence[Result],
    standings: Sequence[Standing],
    scale: bool = False,
) -> Filled:
    """Fill the grades of a grading worksheet.

    Parameters
    ----------
    content : bytes
        The worksheet that Moodle gave.
    results, standings
        Who handed in and what it comes to.
    scale : bool, optional
        Scale points where Moodle counts to another number.

    Raises
    ------
    ExportError
        If the file is no such worksheet.
    """
    table = Table.read(content)
    places = {name: place for place, name in enumerate(table.header)}
    if missing := [name for name in NEEDED if name not in places]:
        raise ExportError(
            f"This is no grading worksheet of Moodle in English: it lacks {', '.join(missing)}. "
            "Switch Moodle to English and download the worksheet of the assignment, not the "
            "grader report."
        )
    grade = places["Grade"]
    filled, members = Filled(), Members(results, standings)
    highest = (
        {number(row[places["Maximum Grade"]]) for row in table.rows}
        if ("Maximum Grade" in places)
        else {None}
    )
    times = factor(next(iter(highest)) if len(highest) == 1 else None, standings, scale, "Moodle")
    for row in table.rows:
        found_number = re.search(r"(\d+)\s*$", row[places["Identifier"]])
        names = [row[places[name]] for name in NAMES if name in places]
        shown = next((name for name in names if name.strip()), row[places["Identifier"]])
        found = members.find(found_number[1] if found_number else "", names, shown)
        fixed = row[places["Grade can be changed"]] if "Grade can be changed" in places else "Yes"
        if found is None:
            filled.notes.append(f"Without a submission: {shown}; the line stays as it is.")
        elif fixed.strip() == "No":
            filled.notes.append(f"Left as it is: Moodle lets nobody change the grade of {shown}.")
        else:
            before = row[grade]
            row[grade], is_mark = cell(found, before, shown, times, filled.notes)
            filled.filled += is_mark
            if not is_mark and number(before) is not None:
                filled.notes.append(
                    f"Moodle keeps {before.strip()} for {shown}, since it passes over empty "
                    "grades; delete it there."
                )
    name_strangers(members, filled.notes, "Moodle")
    filled.content = table.write(range(len(table.header)))
    return filled
