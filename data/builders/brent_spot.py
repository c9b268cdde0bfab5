"""Build the table brent_spot: the spot price of Brent, day by day from 2025.

The source is the series RBRTE of the US Energy Information Administration. Download a copy of it,
such as data/brent-daily.csv from https://github.com/datasets/oil-prices, or DCOILBRENTEU from
https://fred.stlouisfed.org/series/DCOILBRENTEU with its columns renamed to Date and Price, and run
the builder with one file or more; each later one adds the days after those before it:

    python -m data.builders.brent_spot brent-daily.csv brent-later.csv

Copies must share days and agree on them: a series never joins a past with another, revised one.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import source

FIRST_DAY = "2025-01-01"


def build(*copies: Path) -> pd.DataFrame:
    """Return the table made from the downloaded copies, the earliest first."""
    table = _read(copies[0])
    for path in copies[1:]:
        table = _joined(table, _read(path), path)
    return table


def _read(path: Path) -> pd.DataFrame:
    raw = source.read(path, ["Date", "Price"])
    table = pd.DataFrame({"date": source.days(raw["Date"])})
    table["usd_per_barrel"] = source.numbers(raw["Price"]).astype(float)
    return table[table["date"] >= FIRST_DAY]


def _joined(table: pd.DataFrame, later: pd.DataFrame, path: Path) -> pd.DataFrame:
    both = table.merge(later, on="date")
    if both.empty:
        raise source.SourceError(f"{path} shares no day with the file before it.")
    apart = both[both["usd_per_barrel_x"] != both["usd_per_barrel_y"]]
    if len(apart):
        day, old, new = apart.iloc[0]
        raise source.SourceError(
            f"{path} gives {new} for {day:%Y-%m-%d} and the file before it {old}: the past was "
            "revised. Take all days from one file."
        )
    return pd.concat([table, later[later["date"] > table["date"].iloc[-1]]])


if __name__ == "__main__":
    source.run(build, "brent_spot", __doc__, nargs="+")
