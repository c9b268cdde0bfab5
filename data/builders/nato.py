"""What builders of NATO's tables of spending share: allies, names, and that none is missing."""

from __future__ import annotations

import pandas as pd

from data.builders import source

#: Names in plain English where NATO writes another.
NAMES = {"Slovak Republic": "Slovakia", "Türkiye": "Turkey"}
_REGIONS = {
    "north_america": "CAN USA",
    "north": "DNK EST FIN LTU LVA NOR SWE",
    "west": "BEL DEU FRA GBR LUX NLD",
    "south": "ESP GRC ITA PRT TUR",
    "east": "ALB BGR CZE HRV HUN MKD MNE POL ROU SVK SVN",
}
#: Our grouping, by ally; Iceland has no armed forces.
REGION = {ally: region for region, allies in _REGIONS.items() for ally in allies.split()}


def check_rows(table: pd.DataFrame) -> None:
    """Refuse a table in which an ally stands twice in a year, or not in each year of others.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns ``iso3`` and ``year``.

    Raises
    ------
    SourceError
        For the first ally with which something is wrong.
    """
    twice = table.duplicated(["iso3", "year"])
    source.check(~twice, table["iso3"], "an ally that stands once a year")
    years = set(table["year"])
    for ally in REGION:
        if lacking := years - set(table.loc[table["iso3"] == ally, "year"]):
            raise source.SourceError(f"{ally} has no row for {min(lacking)}, but others have one.")
