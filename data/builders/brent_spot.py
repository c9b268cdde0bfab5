"""Build the table brent_spot: the spot price of Brent, day by day from 2025.

Download data/brent-daily.csv from https://github.com/datasets/oil-prices, which copies the
series RBRTE of the US Energy Information Administration, and run:

    python -m data.builders.brent_spot brent-daily.csv
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import source

FIRST_DAY = "2025-01-01"


def build(prices: Path) -> pd.DataFrame:
    """Return the table made from the downloaded file."""
    raw = source.read(prices, ["Date", "Price"])
    table = pd.DataFrame({"date": source.days(raw["Date"])})
    table["usd_per_barrel"] = source.numbers(raw["Price"]).astype(float)
    return table[table["date"] >= FIRST_DAY]


if __name__ == "__main__":
    source.run(build, "brent_spot", __doc__)
