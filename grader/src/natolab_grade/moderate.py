"""What a human must look at, with the reasons, as CSV and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import spreadsheets
from .feedback import template
from .flags import Flag
from .grading import Result
from .marks import Standing

# Most pressing first: what has no mark, what speaks of cheating, what may have cost marks. All
# other kinds follow, for information.
PRESSING = (
    "not graded",
    "no notebook",
    "other notebook",
    "no variant",
    "refused",
    "forged",
    "tampered",
    "hidden-error",
    "asserts",
    "suspicious code",
    "background",
    "variant",
    "not-run",
    "time-in-all",
    "memory",
    "died",
    "missing cell",
    "duplicated cell",
    "several notebooks",
    "late",
    "spot check",
)
# One of so many submissions without a flag is to be read all the same.
SPOT_CHECK = 20


@dataclass(frozen=True)
class Item:
    """A line of the list.

    Parameters
    ----------
    student, kind, reason : str
        Whose, which kind of matter, and what was found.
    pressing : bool
        Whether it may have changed a mark, or says that something is wrong.
    """

    student: str
    kind: str
    reason: str
    pressing: bool


def items(results: Sequence[Result], standings: Sequence[Standing]) -> list[Item]:
    """Return what a human must look at, the most pressing first.

    Some submissions without a flag are among them, the same at each run: whoever cheats the tests
    leaves no flag.
    """
    found = [
        Item(flag.student, flag.kind, flag.sentence, flag.kind in PRESSING)
        for result in results
        for flag in (Flag(**told) for told in result.flags)
    ]
    found += [
        Item(standing.student, "not graded", standing.reason, True)
        for standing in standings
        if standing.reason is not None
        and not any(item.student == standing.student and item.pressing for item in found)
    ]
    found += [
        Item(standing.student, "to be marked", f"{name} is to be read and marked.", True)
        for standing in standings
        for name in standing.open
    ]
    found += [
        Item(result.student, "spot check", "No flag; read it all the same, as a sample.", True)
        for result in [r for r in results if r.fresh and int(r.fresh[:8], 16) % SPOT_CHECK == 0]
        if not result.flags
    ]
    for result, standing in zip(results, standings, strict=True):
        if standing.days_late:
            days = f"{standing.days_late} day{'' if standing.days_late == 1 else 's'}"
            cost = f"{standing.penalty:g} points were taken off"
            found.append(Item(result.student, "late", f"It came {days} late; {cost}.", True))
        elif result.late and not result.received:
            reason = (
                "Canvas marks it late but does not say by how much; nothing was taken off. Name "
                "the time with --times."
            )
            found.append(Item(result.student, "late", reason, True))
    order = {kind: place for place, kind in enumerate(PRESSING)}
    return sorted(
        found, key=lambda item: (order.get(item.kind, len(order)), item.kind, item.student)
    )


def write(folder: Path, title: str, found: Sequence[Item]) -> tuple[Path, Path]:
    """Write the list as CSV and as a page, and return both paths."""
    table, page = folder / "moderate.csv", folder / "moderate.html"
    spreadsheets.write(
        table,
        ["student", "kind", "pressing", "reason"],
        (
            [item.student, item.kind, "yes" if item.pressing else "no", item.reason]
            for item in found
        ),
    )
    parts = [
        ("Needs a decision", [item for item in found if item.pressing]),
        ("For information", [item for item in found if not item.pressing]),
    ]
    page.write_text(template("moderate.html").render(title=title, parts=parts), encoding="utf-8")
    return table, page
