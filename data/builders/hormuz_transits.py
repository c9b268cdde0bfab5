"""Build the table hormuz_transits: ships through the strait, day by day from 2025.

Download "Daily Chokepoints Data" as CSV from https://portwatch.imf.org/ and run:

    python -m data.builders.hormuz_transits chokepoints.csv

The source revises its history, so all days come from one download; what earlier downloads gave
stands in the table hormuz_transits_vintages.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import source

FIRST_DAY = "2025-01-01"
STRAIT = "chokepoint6"


def build(download: Path) -> pd.DataFrame:
    """Return the table made from the downloaded file."""
    raw = source.read(download, ["date", "portid", "n_total", "n_tanker"])
    raw = raw[raw["portid"] == STRAIT]
    if raw.empty:
        raise source.SourceError(f"{download} has no row whose portid is {STRAIT}.")
    table = pd.DataFrame({"date": source.days(raw["date"])})
    for column, name in {"n_total": "ships", "n_tanker": "tankers"}.items():
        table[name] = source.numbers(raw[column])
        source.check(table[name] % 1 == 0, raw[column], "a whole number")
    source.check(table["tankers"] <= table["ships"], raw["n_tanker"], "at most the number of ships")
    table = table[table["date"] >= FIRST_DAY]
    steps = table["date"].diff().dt.days.fillna(1)
    text = table["date"].dt.strftime("%Y-%m-%d")
    source.check(steps == 1, text, "the day after the one before it")
    return table


if __name__ == "__main__":
    source.run(build, "hormuz_transits", __doc__)
