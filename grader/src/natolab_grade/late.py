"""What handing in late costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import spreadsheets

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """Deadline, and the price of each day after it.

    Parameters
    ----------
    due : datetime or None
        Deadline, with its time zone; None where there is none.
    grace : timedelta
        Time after the deadline that counts as in time: clocks differ, uploads take a while.
    allowance : int
        Days late that cost nothing.
    percent : float
        Share of the points reached that each further day, whole or begun, takes away.
    """

    due: datetime | None = None
    grace: timedelta = timedelta(minutes=15)
    allowance: int = 0
    percent: float = 0.0

    def __post_init__(self) -> None:
        if self.due is not None and self.due.tzinfo is None:
            raise ValueError(
                f"The deadline {self.due.isoformat()} has no time zone; write for example "
                f"{self.due.isoformat()}+01:00."
            )
        if not 0 <= self.percent <= 100:
            raise ValueError(f"The penalty is {self.percent:g} % a day; it lies from 0 to 100.")
        if self.allowance < 0:
            raise ValueError(f"{self.allowance} late days are allowed; it must be 0 or more.")

    def days_late(self, received: datetime | None) -> int:
        """Return how many days, whole or begun, something came after the deadline."""
        if self.due is None or received is None or received <= self.due + self.grace:
            return 0
        return math.ceil((received - self.due) / DAY)

    def penalty(self, points: float, received: datetime | None) -> float:
        """Return how many of the points reached are taken away.

        Parameters
        ----------
        points : float
            Points reached.
        received : datetime or None
            When it was handed in.
        """
        charged = max(0, self.days_late(received) - self.allowance)
        return round(min(points, points * charged * self.percent / 100), 6)


def moment(text: str) -> datetime:
    """Return a moment from ISO form, such as ``2026-11-30T23:59+01:00``.

    Raises
    ------
    ValueError
        If the text is not such a moment, or has no time zone.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"{text!r} is no moment; write it as 2026-11-30T23:59+01:00, with the time zone."
        ) from None
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone; write for example {text.strip()}+01:00.")
    return found.astimezone(UTC)


def read_times(path: Path) -> dict[str, datetime]:
    """Return when each student handed in, from a CSV file with ``student`` and ``received``."""
    told = spreadsheets.by_student(path, "received")
    return {student: moment(text) for student, text in told.items()}
