"""Build the table nato_defence_spending: what each ally spends, year by year.

NATO publishes "Defence Expenditure of NATO Countries" as a workbook. Bring its shares of GDP and
its million US dollars at the prices and exchange rates of 2021 into one CSV file with a row per
ally and year and the columns iso3, Country, year, pct_gdp, defexp_musd_2021prices and status
(actual or estimate), and run:

    python -m data.builders.nato_defence_spending spending.csv

A new base year of the prices changes the units in data/datapackage.yaml and, on the pages that
use the table, the words about them.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builders import nato, source


def build(spending: Path) -> pd.DataFrame:
    """Return the table made from the file that was brought into form."""
    columns = ["iso3", "Country", "year", "pct_gdp", "defexp_musd_2021prices", "status"]
    raw = source.read(spending, columns)
    source.check(
        raw["iso3"].isin(nato.REGION), raw["iso3"], "an ally that has a region in the builder"
    )
    source.check(raw["status"].isin(["actual", "estimate"]), raw["status"], "actual or estimate")
    share = source.numbers(raw["pct_gdp"], most=20)
    spent = source.numbers(raw["defexp_musd_2021prices"])
    table = pd.DataFrame(
        {
            "iso3": raw["iso3"],
            "country": raw["Country"].replace(nato.NAMES),
            "region": raw["iso3"].map(nato.REGION),
            "year": source.numbers(raw["year"], least=1949, most=2100),
            "share_pct": share,
            "spending_musd": spent.round(3),
            "gdp_musd": (100 * spent / share).round().astype(int),
            "status": raw["status"],
        }
    ).sort_values(["country", "year"])
    nato.check_rows(table)
    return table


if __name__ == "__main__":
    source.run(build, "nato_defence_spending", __doc__)
