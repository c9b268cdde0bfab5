"""Build the table hormuz_transits: ships through the strait, day by day from 2025.

Download "Daily Chokepoints Data" as CSV from https://portwatch.imf.org/ and put the month of the
download into the file's name, such as hormuz-2026-10.csv. The source revises its history, so the
table says of each day which download gives it. Run the builder with one file or more; what an
earlier download holds stays, and each later one adds the days after it:

    python -m data.builders.hormuz_transits hormuz-2026-08.csv hormuz-2026-10.csv
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.builders import source

FIRST_DAY = "2025-01-01"
STRAIT = "chokepoint6"


def build(*downloads: Path) -> pd.DataFrame:
    """Return the table made from the downloads, which may come in any order."""
    months = {_month(path): path for path in downloads}
    if len(months) < len(downloads):
        raise source.SourceError("Two files name the same month; give one download for each.")
    table = pd.DataFrame()
    for month in sorted(months):
        part = _read(months[month]).assign(vintage=month)
        if len(table):
            part = part[part["date"] > table["date"].iloc[-1]]
        table = pd.concat([table, part])
    steps = table["date"].diff().dt.days.fillna(1)
    text = table["date"].dt.strftime("%Y-%m-%d")
    source.check(steps == 1, text, "the day after the one before it")
    return table


def _month(path: Path) -> str:
    found = re.search(r"\d{4}-(0[1-9]|1[0-2])(?!\d)", path.stem)
    if not found:
        raise source.SourceError(
            f"The name {path.name} does not say in which month the file was downloaded; "
            "rename it, for example to hormuz-2026-10.csv."
        )
    return found[0]


def _read(path: Path) -> pd.DataFrame:
    raw = source.read(path, ["date", "portid", "n_total", "n_tanker"])
    raw = raw[raw["portid"] == STRAIT]
    if raw.empty:
        raise source.SourceError(f"{path} has no row whose portid is {STRAIT}.")
    part = pd.DataFrame({"date": source.days(raw["date"])})
    for column, name in {"n_total": "ships", "n_tanker": "tankers"}.items():
        part[name] = source.numbers(raw[column])
        source.check(part[name] % 1 == 0, raw[column], "a whole number")
    source.check(part["tankers"] <= part["ships"], raw["n_tanker"], "at most the number of ships")
    return part[part["date"] >= FIRST_DAY]


if __name__ == "__main__":
    source.run(build, "hormuz_transits", __doc__, nargs="+")
