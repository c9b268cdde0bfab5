"""Strength of the founders and of the Soviet bloc, added up by side."""

from __future__ import annotations

import pandas as pd

#: The four sides that the chapter compares.
SIDES = ["United States", "Other founders", "Soviet Union", "Eastern Europe"]


def sides(capabilities: pd.DataFrame) -> pd.DataFrame:
    """Add up capabilities by side and year.

    Parameters
    ----------
    capabilities : pandas.DataFrame
        The table ``capabilities_1946_1955``.

    Returns
    -------
    pandas.DataFrame
        ``side`` (one of ``SIDES``), ``year``, ``cinc`` (share of the world, 0 to 1) and
        ``soldiers`` (millions). Canada and the European founders are one side; states that joined
        after 1949 are left out.
    """
    side = capabilities["group"].replace(
        {"Canada": "Other founders", "European founders": "Other founders"}
    )
    soldiers = capabilities["soldiers"].astype(float) / 1000
    rows = capabilities.assign(side=side, soldiers=soldiers)
    rows = rows[rows["side"].isin(SIDES)]
    return rows.groupby(["side", "year"], as_index=False)[["cinc", "soldiers"]].sum()


def bloc_to_founders(totals: pd.DataFrame) -> pd.DataFrame:
    """Set the Soviet bloc against the founders, by two measures, with and without America.

    Parameters
    ----------
    totals : pandas.DataFrame
        As returned by ``sides``.

    Returns
    -------
    pandas.DataFrame
        The bloc's amount divided by that of the founders; rows by measure and founders, columns
        for the first year, the year of the treaty, the year of the war in Korea and the last.
    """
    rows = {}
    for measure, words in [("soldiers", "soldiers"), ("cinc", "capabilities")]:
        side = totals.pivot(index="year", columns="side", values=measure)
        bloc = side["Soviet Union"] + side["Eastern Europe"]
        rows[f"{words}, with the US"] = bloc / (side["Other founders"] + side["United States"])
        rows[f"{words}, without"] = bloc / side["Other founders"]
    table = pd.DataFrame(rows).T[[1946, 1949, 1950, 1955]]
    return table.rename_axis(columns="Soviet bloc, times the founders")
