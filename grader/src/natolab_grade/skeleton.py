"""Brings a student's notebook back onto the release, and says what had to be changed."""

from __future__ import annotations

import copy
import html
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import ClearOutput, ComputeChecksums

from .notebooks import Cell, Handed, grade_id

# Text this much like the release's stands for the same cell.
ALIKE = 0.7
# Fewer words than these recognise no cell.
FEW_WORDS = 3
# What the ids of cells begin with that students added.
OWN = "own-"
# What students are to replace.
STUB = re.compile(r"(?i)your (code|answer) here|raise NotImplementedError")
# Where Markdown makes a link or a picture of what stands in brackets, or names its address.
LINK = re.compile(r"\](?=[(:])")


@dataclass(frozen=True)
class Change:
    """Something that the student's file had otherwise than the release.

    Parameters
    ----------
    kind : str
        ``missing``, ``duplicated``, ``moved``, ``renamed``, ``changed`` or ``unknown``.
    cell : str
        Name of the release's cell.
    sentence : str
        For teacher and student.
    """

    kind: str
    cell: str
    sentence: str


@dataclass
class Normal:
    """A submission in the release's form.

    Parameters
    ----------
    notebook : NotebookNode
        The release's cells in the release's order, hidden tests and the student's answers in
        them, and the student's own cells where they stood.
    changes : list of Change
        What was otherwise.
    answered : dict
        For each cell that students fill, whether it differs from the release's.
    """

    notebook: nbformat.NotebookNode
    changes: list[Change] = field(default_factory=list)
    answered: dict[str, bool] = field(default_factory=dict)


def skeleton(
    release: nbformat.NotebookNode, source: nbformat.NotebookNode
) -> nbformat.NotebookNode:
    """Return the release with hidden tests: what is graded, before the answers are in it.

    Parameters
    ----------
    release : NotebookNode
        The notebook that students get.
    source : NotebookNode
        nbgrader's source notebook, with solutions and hidden tests.
    """
    notebook = copy.deepcopy(release)
    tests = {grade_id(cell): cell.source for cell in source.cells if not utils.is_solution(cell)}
    for cell in notebook.cells:
        if utils.is_grade(cell) and not utils.is_solution(cell):
            cell.source = tests[grade_id(cell)]
    for step in (ClearOutput, ComputeChecksums):
        notebook, _ = step().preprocess(notebook, {})
    return notebook


def normalise(
    handed: Handed, release: nbformat.NotebookNode, source: nbformat.NotebookNode
) -> Normal:
    """Return the submission in the release's form.

    Parameters
    ----------
    handed : Handed
        The student's notebook.
    release : NotebookNode
        The notebook that the student got.
    source : NotebookNode
        The notebook from which the release was made.
    """
    frame = skeleton(release, source)
    found = match(handed.cells, release.cells)
    normal = Normal(frame)
    answers = _Answers(handed.cells, release.cells, found, normal)
    for index, cell in enumerate(frame.cells):
        answers.fill(index, cell)
    _name_moved(found, release.cells, normal)
    _put_own_cells(handed.cells, found, frame)
    return normal


def match(handed: list[Cell], release: list[Any]) -> dict[int, list[int]]:
    """Return which of the student's cells stand for which of the release's.

    By name in nbgrader's metadata, then by the cell's id, then by text, then by place.

    Parameters
    ----------
    handed : list of Cell
        The student's cells.
    release : list of NotebookNode
        The release's cells.

    Returns
    -------
    dict
        For each index in the release the student's indices; several where a cell was copied.
    """
    found: dict[int, list[int]] = {}
    free = set(range(len(handed)))

    def take(index: int, mine: list[int]) -> None:
        if mine:
            found.setdefault(index, []).extend(mine)
            free.difference_update(mine)

    names = [grade_id(cell) for cell in release]
    for index, name in enumerate(names):
        take(index, [i for i in sorted(free) if name is not None and handed[i].grade_id == name])
    for index, cell in enumerate(release):
        if index not in found and cell.get("id"):
            take(index, [i for i in sorted(free) if handed[i].id == cell["id"]][:1])
    for index, cell in enumerate(release):
        if index not in found:
            same = [i for i in sorted(free) if _plain(handed[i].source) == _plain(cell.source)]
            take(index, same[:1])
    for index, cell in enumerate(release):
        if index not in found:
            rated = [
                (rate, -i)
                for i in sorted(free)
                if handed[i].type == cell.cell_type
                and (rate := _alike(handed[i].source, cell)) >= ALIKE
            ]
            take(index, [-max(rated)[1]] if rated else [])
    for index, cell in enumerate(release):
        if index not in found and utils.is_solution(cell):
            before = max((max(found[i]) for i in found if i < index), default=-1)
            after = min((min(found[i]) for i in found if i > index), default=len(handed))
            between = [i for i in sorted(free) if before < i < after]
            take(index, [i for i in between if handed[i].type == cell.cell_type][:1])
    return found


def likeness(handed: Handed, release: nbformat.NotebookNode) -> float:
    """Return the share of the release's cells that are found in a notebook, from 0 to 1.

    Cells found by name or text count fully; a notebook about something else has next to none.
    """
    found = match(handed.cells, release.cells)
    answered = sum(
        any(_plain(handed.cells[i].source) != _plain(release.cells[index].source) for i in mine)
        for index, mine in found.items()
        if utils.is_solution(release.cells[index])
    )
    # Of two copies of the assignment the one with more answers is meant.
    return (len(found) + 0.01 * answered) / (1.01 * max(1, len(release.cells)))


def is_own(cell: Any) -> bool:
    """Say whether a cell of the normalised notebook is one that the student added."""
    return bool(cell.metadata.get("natolab_own"))


@dataclass
class _Answers:
    """Puts the student's answers into the release's cells."""

    handed: list[Cell]
    release: list[Any]
    found: dict[int, list[int]]
    normal: Normal

    def fill(self, index: int, cell: Any) -> None:
        """Fill one cell of the skeleton."""
        name = grade_id(cell) or cell.get("id") or f"cell {index + 1}"
        mine = [self.handed[i] for i in self.found.get(index, [])]
        given = self.release[index].source
        solution = utils.is_solution(cell)
        if not mine:
            if solution or utils.is_grade(cell):
                self._name_missing(name, cell)
            if solution:
                self.normal.answered[name] = False
            return
        if len(mine) > 1:
            self._say(
                "duplicated",
                name,
                f"The cell {name} stood {len(mine)} times in the file; "
                + ("the last one with an answer counts." if solution else "one is used."),
            )
        if solution:
            self._answer(name, cell, mine, given)
            return
        if mine[0].grade_id is None and grade_id(cell) is not None and utils.is_grade(cell):
            self._name_renamed(name)
        if cell.cell_type != "code":
            return
        changed = any(_plain(one.source) != _plain(given) for one in mine)
        if changed and utils.is_locked(cell):
            self._say("changed", name, f"The cell {name} had been changed; the original was used.")
        elif changed and mine[0].type == "code":
            # Code that nobody locked, such as imports, is the student's to change.
            cell.source = mine[0].source

    def _answer(self, name: str, cell: Any, mine: list[Cell], given: str) -> None:
        if any(one.grade_id != name for one in mine):
            self._name_renamed(name)
        if any(one.type != cell.cell_type for one in mine):
            self._say(
                "changed",
                name,
                f"The cell {name} had become a cell of another type; it was read as "
                f"{'code' if cell.cell_type == 'code' else 'text'}.",
            )
        answers = [one.source for one in mine if _plain(one.source) != _plain(given)]
        self.normal.answered[name] = any(text.strip() for text in answers)
        if not answers:
            cell.source = given
        elif cell.cell_type == "markdown":
            cell.source = "\n\n".join(escape(text) for text in dict.fromkeys(answers))
        else:
            cell.source = answers[-1]

    def _name_missing(self, name: str, cell: Any) -> None:
        if utils.is_solution(cell):
            what = "The answer cell {} was missing; without it there is nothing to mark there."
        else:
            what = "The test cell {} was missing; it was put back and run."
        self._say("missing", name, what.format(name))

    def _name_renamed(self, name: str) -> None:
        self._say(
            "renamed",
            name,
            f"The cell {name} had lost its name in the file; it was found by text or place.",
        )

    def _say(self, kind: str, cell: str, sentence: str) -> None:
        self.normal.changes.append(Change(kind, cell, sentence))


def escape(text: str) -> str:
    """Return Markdown in which no HTML, link or picture is left, only text.

    Renderers differ in the addresses that they let through, so none is left to be followed.
    """
    return LINK.sub("] ", html.escape(text, quote=False))


def _name_moved(found: dict[int, list[int]], release: list[Any], normal: Normal) -> None:
    graded = [
        index
        for index in sorted(found)
        if utils.is_solution(release[index]) or utils.is_grade(release[index])
    ]
    kept = _longest_rise([found[index][0] for index in graded])
    for place, index in enumerate(graded):
        if place not in kept:
            name = grade_id(release[index]) or str(release[index].get("id"))
            normal.changes.append(
                Change("moved", name, f"The cell {name} had been moved; it was put back.")
            )


def _longest_rise(values: list[int]) -> set[int]:
    """Return the places of a longest rising subsequence."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        tail_places[at : at + 1] = [place]
        before.append(tail_places[at - 1] if at else -1)
    kept = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _put_own_cells(handed: list[Cell], found: dict[int, list[int]], frame: Any) -> None:
    """Put cells that the student added behind the release's cell that they followed."""
    home = {i: index for index, mine in found.items() for i in mine}
    used = {mine[-1] for mine in found.values()}
    behind: dict[int, list[Any]] = {}
    last = -1
    for i, cell in enumerate(handed):
        if i in home:
            # Copies of an answer run where they stood; the last is the answer itself.
            if i in used or not utils.is_solution(frame.cells[home[i]]):
                last = home[i]
                continue
            place = home[i] - 1
        else:
            place = last
        if not cell.source.strip() or _is_copy(cell, frame.cells[home[i]] if i in home else None):
            continue
        new = {
            "code": nbformat.v4.new_code_cell,
            "markdown": nbformat.v4.new_markdown_cell,
            "raw": nbformat.v4.new_raw_cell,
        }[cell.type]
        source = cell.source if cell.type == "code" else escape(cell.source)
        own = new(source, id=f"{OWN}{i + 1}", metadata={"natolab_own": True})
        behind.setdefault(place, []).append(own)
    cells = behind.get(-1, [])
    for index, cell in enumerate(frame.cells):
        cells += [cell, *behind.get(index, [])]
    frame.cells = cells


def _is_copy(cell: Cell, of: Any) -> bool:
    return of is not None and _plain(cell.source) == _plain(of.source)


def _plain(text: str) -> str:
    """Return a text without what editors change by themselves."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _alike(text: str, release: Any) -> float:
    """Return how much a text resembles a cell of the release, by its words, from 0 to 1.

    Of a cell that students fill, what was given must be in the text; all else is theirs.
    """
    given = release.source
    if utils.is_solution(release):
        given = "\n".join(line for line in given.splitlines() if not STUB.search(line))
    mine, theirs = Counter(re.findall(r"\w+", text)), Counter(re.findall(r"\w+", given))
    shared = (mine & theirs).total()
    if utils.is_solution(release):
        return shared / theirs.total() if theirs.total() >= FEW_WORDS else 0.0
    return 2 * shared / max(1, mine.total() + theirs.total())
