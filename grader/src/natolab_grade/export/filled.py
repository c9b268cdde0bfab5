"""What both course systems share: a list, whose each line finds its student or says so."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..grading import Result
from ..marks import Standing


class ExportError(ValueError):
    """A list cannot be filled; the message says why."""


@dataclass
class Filled:
    """A filled list, and what has to be said of it.

    Parameters
    ----------
    content : bytes
        The file for the course system.
    filled : int
        How many marks are in it.
    notes : list of str
        Who is left out, and why; what changes against the list.
    """

    content: bytes = b""
    filled: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class Table:
    """A CSV file as a course system wrote it.

    Parameters
    ----------
    header : list of str
        First line.
    rows : list of list of str
        All others, each as long as the header.
    delimiter : str
        Comma, semicolon or tab.
    bom : bool
        Whether it begins with a byte order mark.
    """

    header: list[str]
    rows: list[list[str]]
    delimiter: str
    bom: bool

    @classmethod
    def read(cls, content: bytes) -> Table:
        """Read a file."""
        bom = content.startswith(b"\xef\xbb\xbf")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ExportError(
                "The list is not in UTF-8; use the file as it was downloaded, not one that a "
                "spreadsheet saved."
            ) from None
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if not lines:
            raise ExportError("The list is empty.")
        header, width = lines[0], len(lines[0])
        rows = [line + [""] * (width - len(line)) for line in lines[1:] if any(line)]
        return cls(header, rows, delimiter, bom)

    def write(self, columns: Sequence[int]) -> bytes:
        """Return the file with some of its columns."""
        target = io.StringIO(newline="")
        writer = csv.writer(target, delimiter=self.delimiter, lineterminator="\r\n")
        for row in [self.header, *self.rows]:
            writer.writerow([row[column] for column in columns])
        return target.getvalue().encode("utf-8-sig" if self.bom else "utf-8")


class Members:
    """Finds the submission of each member of a list, each once.

    Parameters
    ----------
    results : list of Result
        Who handed in.
    standings : list of Standing
        What it comes to, in the same order.
    """

    def __init__(self, results: Sequence[Result], standings: Sequence[Standing]):
        self._pairs = list(zip(results, standings, strict=True))
        self._found: dict[str, str] = {}

    def find(self, number: str, names: Sequence[str], shown: str) -> Standing | None:
        """Return what a member's submission comes to.

        Parameters
        ----------
        number : str
            Of the member in the course system.
        names : list of str
            Login, address or name; one of them may be the key or the name of a submission.
        shown : str
            How the member is called.

        Raises
        ------
        ExportError
            If two members would get the marks of one submission.
        """
        by_number = [s for r, s in self._pairs if r.lms_id and r.lms_id == number]
        wanted = {plain(name) for name in names} - {""}
        by_name = [
            s for r, s in self._pairs if not r.lms_id and {plain(r.student), plain(r.name)} & wanted
        ]
        found = by_number or by_name
        if not found:
            return None
        if len(found) > 1:
            raise ExportError(
                f"{shown} could be {' or '.join(s.student for s in found)}; name the folders by "
                "login."
            )
        earlier = self._found.setdefault(found[0].student, shown)
        if earlier != shown:
            raise ExportError(f"{earlier} and {shown} could both be {found[0].student}.")
        return found[0]

    def strangers(self) -> list[str]:
        """Return the keys of those who handed in and stand in no line of the list."""
        return [r.student for r, _ in self._pairs if r.student not in self._found]


def plain(name: str) -> str:
    """Return a name without what course systems change in it."""
    return re.sub(r"[\W_]", "", name).casefold()


def number(text: str) -> float | None:
    """Return the number in a cell, with a point or a comma; None where there is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def as_text(points: float) -> str:
    """Return points as both systems read them."""
    return f"{round(points, 2):g}"


def factor(theirs: float | None, standings: Sequence[Standing], scale: bool, system: str) -> float:
    """Return what points are multiplied by.

    Raises
    ------
    ExportError
        If the course system counts to another number of points and nobody asked to scale.
    """
    ours = max((standing.most for standing in standings if standing.marks), default=0.0)
    if theirs is None or theirs == ours or ours == 0:
        return 1.0
    if not scale:
        raise ExportError(
            f"{system} counts to {theirs:g} points, the assignment to {ours:g}: change it there, "
            "or scale with --scale."
        )
    return theirs / ours


def cell(
    standing: Standing, before: str, shown: str, times: float, notes: list[str]
) -> tuple[str, bool]:
    """Return what is written for a member who handed in, and whether it is a mark."""
    if standing.points is None:
        reason = standing.reason or (
            f"still to be marked: {', '.join(standing.open)} (natolab-grade mark)."
        )
        kept = f" The list has {before} there; it is not sent." if before.strip() else ""
        notes.append(f"Left empty: {shown} ({standing.student}). {reason}{kept}")
        return "", False
    text = as_text(standing.points * times)
    earlier = number(before)
    if earlier is not None and earlier != float(text):
        notes.append(f"Changes: {shown} from {before.strip()} to {text}.")
    return text, True


def name_strangers(members: Members, notes: list[str], system: str) -> None:
    """Name those who handed in but stand in no line."""
    notes += [f"Not in {system}'s list: {student}." for student in members.strangers()]
