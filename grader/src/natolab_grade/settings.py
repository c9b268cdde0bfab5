"""What the commands after the grading need to know of it, kept in the output folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from .late import Policy

FILE = "settings.json"


@dataclass
class Settings:
    """How a folder of results came to be.

    Parameters
    ----------
    assignment : Path
        Folder of the assignment's source.
    database : str or None
        URL of the gradebook, where it needs no password.
    policy : Policy
        What lateness costs.
    """

    assignment: Path
    database: str | None
    policy: Policy

    def write(self, out: Path) -> None:
        """Write the settings into an output folder."""
        out.mkdir(parents=True, exist_ok=True)
        told = {
            "assignment": str(self.assignment),
            "database": self.database,
            "due": self.policy.due.isoformat() if self.policy.due else None,
            "grace_minutes": self.policy.grace.total_seconds() / 60,
            "late_days": self.policy.allowance,
            "late_percent": self.policy.percent,
        }
        (out / FILE).write_text(json.dumps(told, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, out: Path) -> Settings:
        """Read the settings of an output folder."""
        file = out / FILE
        if not file.exists():
            raise FileNotFoundError(
                f"{out} holds no {FILE}; name the folder that `natolab-grade grade` wrote."
            )
        told = json.loads(file.read_text(encoding="utf-8"))
        policy = Policy(
            datetime.fromisoformat(told["due"]) if told["due"] else None,
            timedelta(minutes=told["grace_minutes"]),
            told["late_days"],
            told["late_percent"],
        )
        return cls(Path(told["assignment"]), told["database"], policy)
