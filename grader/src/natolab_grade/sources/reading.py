"""Read an assignment's MyST source as a notebook with complete marks and lasting cell ids."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
from nbformat import NotebookNode, v4

from natolab_grade.sources.errors import SourceError

#: What nbgrader wants to know of a cell, where the author has left it out.
_MARKS = {"grade": False, "solution": False, "task": False, "schema_version": 3}
_MARK_NAMES = {*_MARKS, "grade_id", "points", "locked"}
_GRADE_ID = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
#: What the ids of all other cells begin with; no grade_id may.
_UNMARKED = "cell-"
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
REGIONS = ("SOLUTION", "HIDDEN TESTS")


def read(path: Path) -> tuple[NotebookNode, dict]:
    """Return the notebook of a source, its fields not filled in, and its front matter.

    Parameters
    ----------
    path : pathlib.Path
        The file ``assignment.md``.

    Returns
    -------
    NotebookNode
        Its cells bear the marks of nbgrader 0.9; the id of a marked cell is its grade_id, and
        others are numbered.
    dict
        What stands in the front matter under ``assignment``.

    Raises
    ------
    SourceError
        If there is no such file, a mark is unknown or missing, or two cells share a grade_id.
    """
    if not path.is_file():
        raise SourceError(f"{path} is missing: an assignment is a MyST notebook of this name.")
    found = jupytext.read(path)
    cells, seen = [], set()
    for number, cell in enumerate(found.cells, start=1):
        marks = _complete(cell, path)
        name = f"{_UNMARKED}{number:02}" if marks is None else marks["grade_id"]
        if name in seen:
            raise SourceError(
                f"{path} has two cells with the grade_id {name!r}; each needs its own."
            )
        seen.add(name)
        make = v4.new_code_cell if cell.cell_type == "code" else v4.new_markdown_cell
        kept = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
        marked = {} if marks is None else {"nbgrader": marks}
        cells.append(make(cell.source, id=name, metadata=kept | marked))
        _refuse_broken_regions(cell.source, f"{path}, cell {name!r}")
    notebook = v4.new_notebook(cells=cells, metadata=_METADATA)
    return notebook, dict(found.metadata.get("assignment", {}))


def _complete(cell: NotebookNode, path: Path) -> dict | None:
    """Return the marks of a cell with what the author has left out; None if it has none."""
    if "nbgrader" not in cell.metadata:
        return None
    given = dict(cell.metadata["nbgrader"])
    name = given.get("grade_id", "")
    if not _GRADE_ID.fullmatch(name) or name.startswith(_UNMARKED):
        raise SourceError(
            f"{path} has a cell with the grade_id {name!r}; it must be made of small letters, "
            f"digits, _ and -, and not begin with {_UNMARKED!r}. The cell begins: "
            f"{cell.source[:40]!r}."
        )
    if unknown := given.keys() - _MARK_NAMES:
        raise SourceError(
            f"{path}, cell {name!r}, has the mark {min(unknown)!r}, which nbgrader does not know; "
            f"it knows {', '.join(sorted(_MARK_NAMES))}."
        )
    marks = _MARKS | given
    marks.setdefault("locked", not marks["solution"])
    if marks["grade"] != ("points" in marks):
        raise SourceError(
            f"{path}, cell {name!r}: a cell has `points` if `grade` is true, and else none."
        )
    return marks


def _refuse_broken_regions(source: str, where: str) -> None:
    for region in REGIONS:
        open_ = False
        for line in source.splitlines():
            begins, ends = f"BEGIN {region}" in line, f"END {region}" in line
            if begins and open_:
                raise SourceError(f"{where} has `BEGIN {region}` twice without an end between.")
            if ends and not open_:
                raise SourceError(f"{where} has `END {region}` without a beginning.")
            open_ = begins or (open_ and not ends)
        if open_:
            raise SourceError(f"{where} has `BEGIN {region}`, but never `END {region}`.")
