"""Votes in the UN General Assembly: where states stand, and how far allies are apart."""

from __future__ import annotations

import pandas as pd

from natolab.data import load

#: The year that only the newer release of the voting data holds.
LATE_YEAR = int(load("un_ideal_points_2026")["year"].max())


def positions(late: bool = True) -> pd.DataFrame:
    """Return the ideal points of states in the UN, one column a state.

    Parameters
    ----------
    late : bool
        Whether to add ``LATE_YEAR`` from the newer release.

    Returns
    -------
    pandas.DataFrame
        Years as rows, ISO codes as columns, points of the scale of ``un_ideal_points``.
    """
    table = load("un_ideal_points")[["iso3", "year", "ideal_point"]]
    if late:
        newer = load("un_ideal_points_2026")
        newer = newer.loc[newer["year"] == LATE_YEAR, ["iso3", "year", "ideal_point"]]
        table = pd.concat([table, newer])
    return table.pivot(index="year", columns="iso3", values="ideal_point")


def members(group: str) -> list[str]:
    """Return the ISO codes of a fixed group of allies.

    Parameters
    ----------
    group : str
        ``founders``, ``long``, ``new`` or ``three``.

    Returns
    -------
    list of str
        The United States is never among them.
    """
    allies = load("drift_allies")
    chosen = {
        "founders": allies["joined"] == 1949,
        "long": allies["joined"] <= 1982,
        "new": allies["joined"] >= 1999,
        "three": allies["iso3"].isin(["DEU", "FRA", "GBR"]),
    }
    return [*allies.loc[chosen[group], "iso3"]]


def gaps(points: pd.DataFrame, allies: list[str]) -> pd.DataFrame:
    """Return the gap between the United States and each ally.

    Parameters
    ----------
    points : pandas.DataFrame
        Positions, as ``positions`` returns them.
    allies : list of str
        ISO codes.

    Returns
    -------
    pandas.DataFrame
        Years as rows, one column an ally; above zero the United States stands higher.
    """
    return -points[allies].sub(points["USA"], axis=0)
