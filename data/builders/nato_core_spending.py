"""Build the table nato_core_spending: core defence spending by ally, NATO's edition of July 2026.

NATO publishes "Defence Investment of NATO Countries" as a workbook. Bring its shares of GDP and
the part that buys equipment into one CSV file with a row per ally and year and the columns iso3,
ally, year, share_gdp_pct, equipment_pct and status (actual or estimate), and run:

    python -m data.builders.nato_core_spending core.csv

The edition counts core defence on a new basis and revises old years: never join it to the table
nato_defence_spending, which holds an older edition.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import nato, source

#: Sums over allies, which the table leaves to its readers.
_GROUPS = ["NATO", "NATO_EU_CA"]


def build(spending: Path) -> pd.DataFrame:
    """Return the table made from the file that was brought into form."""
    columns = ["iso3", "ally", "year", "share_gdp_pct", "equipment_pct", "status"]
    raw = source.read(spending, columns)
    raw = raw[~raw["iso3"].isin(_GROUPS)]
    source.check(raw["iso3"].isin(nato.REGION), raw["iso3"], "an ally with armed forces")
    source.check(raw["status"].isin(["actual", "estimate"]), raw["status"], "actual or estimate")
    table = pd.DataFrame(
        {
            "iso3": raw["iso3"],
            "country": raw["ally"].replace(nato.NAMES),
            "year": source.numbers(raw["year"], least=2014, most=2026),
            "share_pct": source.numbers(raw["share_gdp_pct"], most=20),
            "equipment_pct": source.numbers(raw["equipment_pct"], most=100),
            "status": raw["status"],
        }
    ).sort_values(["country", "year"])
    nato.check_rows(table)
    return table


if __name__ == "__main__":
    source.run(build, "nato_core_spending", __doc__)
