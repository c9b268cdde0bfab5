"""Numbers of the chapter on enlargement."""

from __future__ import annotations

from natolab.chapters.enlargement import alliance, roll_calls
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(), _tallies(), _parties(), _opponents(), _weight(), _newcomers(), _waits(), _chances()
    )


def _tallies() -> dict[str, Number]:
    table = roll_calls.tallies(roll_calls.votes())
    return {
        f"tally_{when}": Number(
            f"{table.at[when, 'yea']} to {table.at[when, 'nay']}",
            WORDS,
            f"senators for and against, round of {when}",
        )
        for when in (1949, 1999, 2004, 2017, 2020, 2023)
    }


def _parties() -> dict[str, Number]:
    table = roll_calls.by_party(roll_calls.votes())
    found = {}
    for party in ("Democrat", "Republican"):
        for when in (1949, 1999):
            row = table.loc[(when, party)]
            name, round_ = f"{party.lower()}_{when}", f"round of {when}"
            found[name] = Number(
                row["share"], "per cent", f"{party}s in favour, of those who voted, {round_}"
            )
            # For 1949 the text gives the shares alone.
            if when == 1999:
                found[f"{name}_tally"] = Number(
                    f"{row['yea']:.0f} to {row['nay']:.0f}",
                    WORDS,
                    f"{party}s for and against, {round_}",
                )
    return found


def _opponents() -> dict[str, Number]:
    """Place those who voted on the round of 1999 from left to right; the vote was in 1998."""
    votes = roll_calls.votes()
    cast = votes[votes["round"] == 1999]
    middle = cast.groupby(["party", "vote"])["ideal_point_1"].median()
    found = {
        f"{party.lower()}_{vote}_1998": Number(
            middle[party, vote],
            "1",
            f"first dimension, median {party} who voted {vote} in 1998",
        )
        for party in ("Democrat", "Republican")
        for vote in ("nay", "yea")
    }
    against = cast.loc[cast["vote"] == "nay", "ideal_point_1"]
    return found | {
        "leftmost_1998": Number(
            against.min(), "1", "first dimension, leftmost senator who voted nay in 1998"
        ),
        "rightmost_1998": Number(
            against.max(), "1", "first dimension, rightmost senator who voted nay in 1998"
        ),
    }


def _weight() -> dict[str, Number]:
    by_year = load("alliance_by_year")
    share = alliance.american_shares(by_year)
    people = by_year.set_index("year")["population"]
    found = {
        f"us_money_{year}": Number(
            share.at[year, "spending"],
            "per cent",
            f"US share of the allies' military spending, {year}",
        )
        for year in (1953, 1999, 2009, 2024)
    }
    for year in (1950, 2024):
        found[f"us_people_{year}"] = Number(
            share.at[year, "people"], "per cent", f"US share of the allies' people, {year}"
        )
        found[f"people_{year}"] = Number(people[year], "million", f"people of the allies, {year}")
    return found


def _newcomers() -> dict[str, Number]:
    rounds = load("enlargement_rounds").set_index("round")
    since_1999 = rounds.loc[1999:]
    in_1955 = load("alliance_by_year").set_index("year").loc[1955]
    return {
        "new_states": Number(
            since_1999["new_members"].sum(), "states", "states that have joined since 1999"
        ),
        "new_people": Number(
            since_1999["population_added"].sum(),
            "million",
            "their people, each in its year of accession",
        ),
        "new_money": Number(
            since_1999["spending_added"].sum(),
            "billion dollars of 2023",
            "their military spending, each in its year of accession",
        ),
        "german_money": Number(
            100
            * rounds.at[1955, "spending_added"]
            / (in_1955["spending_us"] + in_1955["spending_others"]),
            "per cent",
            "West Germany's share of the allies' military spending, 1955",
        ),
    }


def _waits() -> dict[str, Number]:
    months = alliance.waits(load("enlargement_rounds"))
    what = "from protocol to accession"
    return {
        "wait_median": Number(months.median(), "months", f"{what}, median of the rounds"),
        "wait_finland": Number(months["Finland"], "months", f"{what}, Finland"),
        "wait_sweden": Number(months["Sweden"], "months", f"{what}, Sweden"),
    }


def _chances() -> dict[str, Number]:
    return {
        f"all_agree_{allies}": Number(
            100 * 0.98**allies,
            "per cent",
            f"chance that {allies} allies all agree, if each holds up a candidate at 2 per cent",
        )
        for allies in (12, 31)
    }
