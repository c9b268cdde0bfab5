"""Numbers of the chapter on origins."""

from __future__ import annotations

import math

import pandas as pd

from natolab.chapters.origins import us_forces
from natolab.chapters.origins.capabilities import sides
from natolab.data import load
from natolab.numbers import Number, as_of, combine

_FOUNDERS = ["United States", "Other founders"]
_BLOC = ["Soviet Union", "Eastern Europe"]
#: Short names of the accounts of the Lisbon goals, in the order of their table.
_ACCOUNTS = ["plan", "goal", "shape", "time"]


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(as_of(), _strength(), _newcomers(), _money(), _vote(), _lisbon(), _troops())


def _strength() -> dict[str, Number]:
    totals = sides(load("capabilities_1946_1955"))
    of_1949 = totals[totals["year"] == 1949].set_index("side")
    share, soldiers = 100 * of_1949["cinc"], of_1949["soldiers"]
    index = "of the world's capabilities (CINC), 1949"
    million = "million soldiers"
    return {
        "us_share": Number(
            share["United States"], "per cent", f"share of the United States {index}"
        ),
        "founders_share": Number(
            share[_FOUNDERS].sum(), "per cent", f"share of the twelve founders {index}"
        ),
        "bloc_share": Number(
            share[_BLOC].sum(),
            "per cent",
            f"share of the Soviet Union and Eastern Europe {index}",
        ),
        "founders_soldiers": Number(
            soldiers[_FOUNDERS].sum(), million, "under arms in the twelve founders, 1949"
        ),
        "soviet_soldiers": Number(
            soldiers["Soviet Union"], million, "under arms in the Soviet Union, 1949"
        ),
        "bloc_soldiers": Number(
            soldiers[_BLOC].sum(),
            million,
            "under arms in the Soviet Union and Eastern Europe, 1949",
        ),
    }


def _newcomers() -> dict[str, Number]:
    table = load("capabilities_1946_1955")
    joined = table[(table["group"] == "Joined by 1955") & (table["year"] == 1955)]
    soldiers = joined.set_index("iso3")["soldiers"] / 1000
    million = "million soldiers"
    return {
        "joined_soldiers": Number(
            soldiers.sum(), million, "under arms in the states that joined by 1955, 1955"
        ),
        "turkey_soldiers": Number(soldiers["TUR"], million, "under arms in Turkey, 1955"),
        "germany_soldiers": Number(soldiers["DEU"], million, "under arms in West Germany, 1955"),
    }


def _money() -> dict[str, Number]:
    table = load("capabilities_1946_1955")
    money = table.pivot(index="year", columns="iso3", values="military_spending") / 1e6
    billion = "billion dollars"
    rate = "military spending at the official rate"
    return {
        "poland_money": Number(money.loc[1949, "POL"], billion, f"Poland's {rate}, 1949"),
        "poland_money_1950": Number(money.loc[1950, "POL"], billion, f"Poland's {rate}, 1950"),
        "britain_france_money": Number(
            money.loc[1949, ["GBR", "FRA"]].sum(), billion, f"Britain's and France's {rate}, 1949"
        ),
    }


def _vote() -> dict[str, Number]:
    """Count the Senate's vote; senators who were absent or paired do not count."""
    vote = load("senate_vote_1949")
    total = vote["vote"].value_counts()
    yeas, nays = total["yea"], total["nay"]
    needed = math.ceil(2 * (yeas + nays) / 3)
    counts = vote.groupby(["party", "vote"]).size()
    republicans = vote[vote["party"] == "Republican"].groupby("vote")
    first = republicans["ideal_point_1"].median()
    second = republicans["ideal_point_2"].median()
    point = "ideal point of the median Republican"
    return {
        "yeas": Number(yeas, "senators", "votes for the treaty, 21 July 1949"),
        "nays": Number(nays, "senators", "votes against the treaty, 21 July 1949"),
        "needed": Number(needed, "senators", "two thirds of the votes cast, rounded up"),
        "spare": Number(yeas - needed, "senators", "votes for the treaty beyond two thirds"),
        "dem_yea": Number(counts["Democrat", "yea"], "senators", "Democrats for the treaty"),
        "dem_nay": Number(counts["Democrat", "nay"], "senators", "Democrats against it"),
        "rep_yea": Number(counts["Republican", "yea"], "senators", "Republicans for the treaty"),
        "rep_nay": Number(counts["Republican", "nay"], "senators", "Republicans against it"),
        "first_yea": Number(first["yea"], "1", f"first dimension, {point} who voted for"),
        "first_nay": Number(first["nay"], "1", f"first dimension, {point} who voted against"),
        "second_yea": Number(second["yea"], "1", f"second dimension, {point} who voted for"),
        "second_nay": Number(second["nay"], "1", f"second dimension, {point} who voted against"),
    }


def _lisbon() -> dict[str, Number]:
    table = load("lisbon_goals")
    return {
        f"lisbon_{name}_{kind}": Number(
            row[kind], "divisions", f"Lisbon goal for the end of 1954, {kind}: {row['account']}"
        )
        for name, (_, row) in zip(_ACCOUNTS, table.iterrows(), strict=True)
        for kind in ("ready", "reserve", "total")
        if not pd.isna(row[kind])
    }


def _troops() -> dict[str, Number]:
    table = load("us_troops_europe")
    host = table.set_index(["host", "year"])["troops"]

    def count(where: str, year: int) -> Number:
        return Number(host[where, year], "persons", f"US troops assigned to {where}, {year}")

    peak = us_forces.in_europe(table).idxmax()
    return {
        **{f"troops_{year}": us_forces.assigned(table, year) for year in (1950, 1989, 2022, 2025)},
        "troops_peak": us_forces.assigned(table, peak),
        "peak_year": Number(peak, "year", "year with most US troops assigned to Europe"),
        "poland_2025": count("Poland", 2025),
        "france_1966": count("France", 1966),
        "france_1967": count("France", 1967),
    }
