"""Marks for Canvas: its gradebook's export is read, and one column sent back.

Canvas reads the first columns by position (``lib/gradebook_importer.rb``): Student, ID, then
optionally SIS User ID together with SIS Login ID, or SIS Login ID alone, and Section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..grading import Result
from ..marks import Standing
from .filled import ExportError, Filled, Members, Table, cell, factor, name_strangers, number

# Canvas computes these, also with a name before and "Unposted" or a period's name around them.
COMPUTED = re.compile(r"\b(Current|Final) (Score|Points|Grade)\b|\bOverride (Score|Grade|Status)\b")


def fill(
    content: bytes,
    results: Sequence[Result],
    standings: Sequence[Standing],
    title: str,
    column: str | None = None,
    scale: bool = False,
) -> Filled:
    """Fill the column of an assignment in an export of Canvas's gradebook.

    Parameters
    ----------
    content : bytes
        The file that Canvas exported.
    results, standings
        Who handed in and what it comes to.
    title : str
        Of the assignment; its column is sought by it.
    column : str, optional
        Title or number of the column, where it is called otherwise.
    scale : bool, optional
        Scale points where Canvas counts to another number.

    Raises
    ------
    ExportError
        If the file is no such export, or the column is not there, or is one that Canvas computes.
    """
    table = Table.read(content)
    info = _student_columns(table.header)
    place = _column(table.header, info, column or title)
    points = next((row for row in table.rows if "Points Possible" in row[0]), None)
    if points is not None and "read only" in points[place].lower():
        raise ExportError(f"Canvas computes the column {table.header[place]!r}; choose another.")
    filled, members = Filled(), Members(results, standings)
    times = factor(number(points[place]) if points else None, standings, scale, "Canvas")
    number_place = [name.strip() for name in table.header].index("ID")
    named = [table.header.index(name) for name in table.header[: len(info)] if name != "Section"]
    kept = []
    for row in table.rows:
        if row is points:
            kept.append(row)
            continue
        if not row[number_place].strip():
            continue  # the line that says which marks are posted by hand
        kept.append(row)
        shown = ", ".join(name.strip() for name in row[:number_place])
        found = members.find(row[number_place].strip(), [row[i] for i in named], shown)
        if found is None:
            filled.notes.append(f"Without a submission: {shown}; the line stays as it is.")
        elif row[place].strip().upper() in ("EX", "N/A"):
            filled.notes.append(f"Left as it is: {shown} has {row[place].strip()} in Canvas.")
        else:
            row[place], is_mark = cell(found, row[place], shown, times, filled.notes)
            filled.filled += is_mark
    table.rows = kept
    name_strangers(members, filled.notes, "Canvas")
    filled.content = table.write([*range(len(info)), place])
    return filled


def _student_columns(header: list[str]) -> list[str]:
    """Return the columns about the student, as Canvas itself counts them."""
    names = [name.strip() for name in header]
    names_end = 2 if names[:2] == ["LastName", "FirstName"] else 1
    rest = names[names_end:]
    if (names_end == 1 and "Student" not in names[0]) or not rest or rest[0] != "ID":
        raise ExportError(
            "This is no export of Canvas's gradebook: its first line must begin with Student, ID; "
            f"it begins with {', '.join(names[:4])}."
        )
    if rest[1:2] == ["SIS User ID"] and rest[2:3] != ["SIS Login ID"]:
        raise ExportError(
            "Canvas refuses a list with SIS User ID and without SIS Login ID after it; export it "
            "again with both."
        )
    order = ["ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"]
    at = 0
    for name in order:
        if rest[at : at + 1] == [name]:
            at += 1
    if at == 0 or rest[at - 1] != "Section":
        raise ExportError(
            "Canvas reads its first columns by position: Student, ID, SIS User ID, SIS Login ID, "
            f"Section; this list has {', '.join(names[:6])}. Use the export as it was downloaded."
        )
    return header[: names_end + at]


def _column(header: list[str], info: list[str], wanted: str) -> int:
    """Return the place of the assignment's column."""
    titles = {
        place: name
        for place, name in enumerate(header)
        if place >= len(info) and not COMPUTED.search(name)
    }
    if COMPUTED.search(wanted):
        raise ExportError(f"Canvas computes the column {wanted!r}; it cannot be filled.")

    def is_it(name: str) -> bool:
        title, _, number_ = name.strip().rpartition(" (")
        return wanted in (name.strip(), title.strip(), number_.rstrip(")"))

    found = [place for place, name in titles.items() if is_it(name)]
    if len(found) != 1:
        listed = ", ".join(repr(name) for name in titles.values()) or "none"
        raise ExportError(
            f"{'No column' if not found else 'More than one column'} is called {wanted!r}; name "
            f"one with --column: {listed}."
        )
    return found[0]
