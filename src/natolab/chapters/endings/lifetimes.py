"""How long defence pacts lived: whole alliances from phases, their ages, their ways to end."""

from __future__ import annotations

import datetime
import statistics

import pandas as pd

from natolab.data import load
from natolab.methods import survival

#: The last day that the data describe.
CLOSE = datetime.date(2016, 12, 31)
#: Days in a year of an age.
YEAR = 365.25
#: ATOP's number of the North Atlantic Treaty.
NATO = 3180
#: NATO's age in full years when the data end.
REACHED = 67


def alliances() -> pd.DataFrame:
    """Return whole alliances, made of the phases of ``defence_pacts``.

    Returns
    -------
    pandas.DataFrame
        One row an alliance, with the columns of ``defence_pacts``: it begins with its first
        phase and ends as its last one ends; ``defenders`` is ``each`` only if it is so in all
        phases; war and major power are those of the first phase; ``members`` is the largest
        number in a phase.
    """
    ordered = load("defence_pacts").sort_values("phase", kind="stable")
    table = ordered.groupby("atop_id", sort=False).agg(
        phase=("phase", "max"),
        pact=("pact", "first"),
        members=("members", "max"),
        begin=("begin", "min"),
        defenders=("defenders", lambda kinds: "each" if set(kinds) == {"each"} else "some"),
        offence=("offence", "max"),
        wartime=("wartime", "first"),
        major_power=("major_power", "first"),
    )
    last = ordered.drop_duplicates("atop_id", keep="last")
    table = table.join(last.set_index("atop_id")[["end", "ending"]])
    return table.reset_index().sort_values(["begin", "atop_id"], ignore_index=True)


def pacts() -> pd.DataFrame:
    """Return the whole alliances in which every member promises defence."""
    every = alliances()
    return every[every["defenders"] == "each"]


def phases() -> pd.DataFrame:
    """Return the phases of alliances in which every member promises defence."""
    rows = load("defence_pacts")
    return rows[rows["defenders"] == "each"]


def lives(table: pd.DataFrame, day: datetime.date = CLOSE) -> tuple[list[float], list[bool]]:
    """Return ages at the end, or on a day, and whether each had ended by then.

    Parameters
    ----------
    table : pandas.DataFrame
        ``defence_pacts`` or what ``alliances`` returns.
    day : datetime.date
        The day up to which the pacts are known; later ones are left out.

    Returns
    -------
    tuple of list
        Years of 365.25 days, and True for each that had ended.
    """
    known = pd.Timestamp(day)
    table = table[table["begin"] < known]
    ended = table["end"] <= known
    years = (table["end"].where(ended, known) - table["begin"]).dt.days / YEAR
    return years.tolist(), ended.tolist()


def three_answers(table: pd.DataFrame, last_year: int) -> dict[str, float]:
    """Answer "how long does half of them last" in three ways, knowing nothing after a year.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``lives`` takes.
    last_year : int
        The last year known.

    Returns
    -------
    dict
        Years by name of the method: only those that ended, all as if they ended on the last day,
        and Kaplan-Meier (not a number if its curve stays above one half).
    """
    durations, ended = lives(table, datetime.date(last_year, 12, 31))
    over = [t for t, done in zip(durations, ended, strict=True) if done]
    half = survival.median(survival.kaplan_meier(durations, ended))
    return {
        "ended ones only": statistics.median(over),
        "as if all had ended": statistics.median(durations),
        "Kaplan-Meier": float("nan") if half is None else half,
    }


def shares_by_way(table: pd.DataFrame) -> tuple[list[float], dict[str, list[float]]]:
    """Return the share that had ended in each way by each age.

    Parameters
    ----------
    table : pandas.DataFrame
        What ``lives`` takes.

    Returns
    -------
    tuple
        Ages and, for each way to end, shares, as ``survival.cumulative_incidence`` returns them.
    """
    causes = [None if way == "in_force" else way for way in table["ending"]]
    return survival.cumulative_incidence(lives(table)[0], causes)
