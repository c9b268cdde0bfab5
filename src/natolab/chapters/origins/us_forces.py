"""American forces in Europe, year by year."""

from __future__ import annotations

import pandas as pd

from natolab.numbers import Number


def in_europe(table: pd.DataFrame) -> pd.Series:
    """Add up the American forces of all hosts.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``us_troops_europe``.

    Returns
    -------
    pandas.Series
        Persons assigned to Europe, by year; units on rotation are not among them.
    """
    return table.groupby("year")["troops"].sum()


def assigned(table: pd.DataFrame, year: int) -> Number:
    """Return the American forces in Europe in a year as a number of the prose.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``us_troops_europe``.
    year : int
        The year.

    Returns
    -------
    Number
        Persons.
    """
    return Number(in_europe(table)[year], "persons", f"US troops assigned to Europe, {year}")
