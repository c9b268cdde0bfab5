"""The alliance from year to year: who belongs to it, what it weighs, how long newcomers waited."""

from __future__ import annotations

import math

import pandas as pd

from natolab import AS_OF
from natolab.data import load

#: The treaty entered into force in the first year; the course ends in the last.
FIRST_YEAR, LAST_YEAR = 1949, AS_OF.year

#: Width and height of the map in the units of the table ``map_outlines``.
MAP_WIDTH, MAP_HEIGHT = 1000, 832
#: States outside the map, each as a box: left edge and top edge in map units, and a label.
OUTSIDE = {"CAN": (20, 250, "Canada"), "USA": (20, 400, "US")}
#: Width and height of these boxes in map units.
BOX = (70, 42)

DEFAULTS = {"year": 2024, "without_us": False}


def compute(inputs: dict, data: dict) -> dict:
    """Describe the alliance at the end of a year.

    Parameters
    ----------
    inputs : dict
        ``year``, which is moved into the years from ``FIRST_YEAR`` to ``LAST_YEAR``, and
        ``without_us`` (leave the United States out of people and money).
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``year``, ``members`` and ``new`` (codes of the allies and of those who joined in that
        year), ``population`` (millions), ``spending`` (billion US dollars of 2023) and
        ``us_share`` (per cent of the spending), each None where there is no figure, ``rounds``
        (up to that year), ``vote`` (what the Senate said of the last of them) and ``gap``
        (allies without a figure, in words).
    """
    year = min(max(math.floor(inputs["year"]), FIRST_YEAR), LAST_YEAR)
    members = [row for row in data["members"] if row["round"] <= year]
    new = [row for row in members if row["round"] == year]
    now = data["years"][year - FIRST_YEAR]
    rounds = [row for row in data["rounds"] if row["round"] <= year]

    population = now["population"]
    spending = us_share = None
    if population is not None and inputs["without_us"]:
        population -= now["population_us"]
    if now["spending_us"] is not None:
        total = now["spending_us"] + now["spending_others"]
        spending = now["spending_others"] if inputs["without_us"] else total
        us_share = 100 * now["spending_us"] / total

    return {
        "year": year,
        "members": [row["iso3"] for row in members],
        "new": [row["iso3"] for row in new],
        "population": population,
        "spending": spending,
        "us_share": us_share,
        "rounds": rounds,
        "vote": rounds[-1]["vote"],
        "gap": now["gap"],
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        First and last year, members, figures by year and the last year that has them, rounds
        with the Senate's vote in words, outlines and the measures of the map.
    """
    members = load("alliance_members")
    names = members.set_index("iso3")["country"]
    years = load("alliance_by_year")
    gaps = years["without_figure"].fillna("").str.split("|")
    rounds = []
    for _, row in load("enlargement_rounds").iterrows():
        short, words = _vote(row)
        total = int((members["round"] <= row["round"]).sum())
        rounds.append(
            {
                "round": int(row["round"]),
                "label": row["label"],
                "total": total,
                "short": short,
                "vote": words,
            }
        )
    columns = ["population", "population_us", "spending_us", "spending_others"]
    return {
        "span": [FIRST_YEAR, LAST_YEAR],
        "members": members[["iso3", "country", "round"]].to_dict("records"),
        "years": [
            {
                **{name: None if pd.isna(row[name]) else row[name] for name in columns},
                "gap": " and ".join(names[code] for code in gap if code),
            }
            for (_, row), gap in zip(years.iterrows(), gaps, strict=True)
        ],
        "figures_end": int(years.dropna(subset=columns)["year"].max()),
        "rounds": rounds,
        "outlines": load("map_outlines")[["iso3", "outline"]].to_dict("records"),
        "map": {"width": MAP_WIDTH, "height": MAP_HEIGHT, "box": list(BOX)},
        "outside": [
            {"iso3": iso3, "left": left, "top": top, "label": label}
            for iso3, (left, top, label) in OUTSIDE.items()
        ],
    }


def american_shares(by_year: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the alliance the United States is.

    Parameters
    ----------
    by_year : pandas.DataFrame
        The table ``alliance_by_year``.

    Returns
    -------
    pandas.DataFrame
        ``people`` and ``spending`` in per cent by year; spending is empty in years in which an
        ally with forces has no figure, both where the figures end.
    """
    table = by_year.set_index("year")
    spending = table["spending_us"] / (table["spending_us"] + table["spending_others"])
    return pd.DataFrame(
        {
            "people": 100 * table["population_us"] / table["population"],
            "spending": (100 * spending).where(table["without_figure"].isna()),
        }
    )


def waits(rounds: pd.DataFrame) -> pd.Series:
    """Return how long each round took from the signing of its protocol to accession.

    Parameters
    ----------
    rounds : pandas.DataFrame
        The table ``enlargement_rounds``.

    Returns
    -------
    pandas.Series
        Months of 30.44 days, by the round's label, in the table's order; no entry for the
        founders, who signed the treaty itself.
    """
    later = rounds[rounds["protocol_signed"].notna()].set_index("label")
    return (later["acceded"] - later["protocol_signed"]).dt.days / 30.44


def _day(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%B %Y}"


def _vote(row: pd.Series) -> tuple[str, str]:
    """Return what the Senate said of a round, short and in sentences."""
    tally = "" if pd.isna(row["yeas"]) else f"{row['yeas']} to {row['nays']}"
    if row["record"] == "roll_call":
        short, words = tally, f"The Senate consented on {_day(row['consent'])} by {tally}."
    elif row["record"] == "press":
        short, words = f"{tally} (press)", f"The Senate consented by {tally}."
    elif row["record"] == "no_roll_call":
        short, words = "no tally", f"The Senate consented on {_day(row['consent'])}."
    else:
        short, words = "not found", "The Senate consented, but we cannot give the tally."
    return short, f"{words} {row['note']}"
