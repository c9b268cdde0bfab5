"""Read a roll call of the Senate from the files of Voteview."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.builders import source

_PARTIES = {"100": "Democrat", "200": "Republican", "328": "Independent"}
_CASTS = {"1": "yea", "2": "paired_yea", "6": "nay", "7": "present", "9": "not_voting"}


def roll_call(folder: Path, congress: int, number: int) -> pd.DataFrame:
    """Return how each senator voted.

    Parameters
    ----------
    folder : pathlib.Path
        Holds, of the Congress, ``S<congress>_votes.csv`` and ``S<congress>_members.csv`` as
        Voteview names them, such as ``S081_votes.csv``.
    congress : int
        Number of the Congress.
    number : int
        Number of the roll call in it.

    Returns
    -------
    pandas.DataFrame
        One row per senator: ``surname``, ``senator`` (the name in usual order and case), ``state``,
        ``party``, ``ideal_point_1`` and ``ideal_point_2`` (from -1 to 1) and ``vote``.
    """
    votes = source.read(
        folder / f"S{congress:03}_votes.csv", ["congress", "rollnumber", "icpsr", "cast_code"]
    )
    votes = votes[source.numbers(votes["rollnumber"]) == number]
    if votes.empty:
        raise source.SourceError(f"S{congress:03}_votes.csv has no roll call {number}.")
    people = members(folder, congress)
    codes = votes["cast_code"].str.removesuffix(".0")
    source.check(codes.isin(_CASTS), votes["cast_code"], f"one of {', '.join(_CASTS)}")
    # The number of a person has a decimal point in some of the files.
    votes = votes.assign(icpsr=source.numbers(votes["icpsr"]), vote=codes.map(_CASTS))
    # The President, who has positions but no vote, is in no list of senators.
    return people.merge(votes[["icpsr", "vote"]], on="icpsr", validate="one_to_one")


def members(folder: Path, congress: int) -> pd.DataFrame:
    """Return the senators of a Congress, with the columns of ``roll_call`` but the vote."""
    raw = source.read(
        folder / f"S{congress:03}_members.csv",
        [
            *("congress", "chamber", "icpsr", "state_abbrev", "party_code", "bioname"),
            *("nominate_dim1", "nominate_dim2"),
        ],
    )
    # Who cast too few votes has no ideal point, and sat on no day that a builder is about.
    raw = raw[(raw["chamber"] == "Senate") & (raw["nominate_dim1"] != "")]
    source.check(raw["party_code"].isin(_PARTIES), raw["party_code"], "a party that we know")
    source.check(raw["bioname"].str.contains(","), raw["bioname"], "a name as SURNAME, First")
    return pd.DataFrame(
        {
            "icpsr": source.numbers(raw["icpsr"]),
            "surname": raw["bioname"].str.split(",").str[0],
            "senator": raw["bioname"].map(_name),
            "state": raw["state_abbrev"],
            "party": raw["party_code"].map(_PARTIES),
            "ideal_point_1": source.numbers(raw["nominate_dim1"], least=-1, most=1),
            "ideal_point_2": source.numbers(raw["nominate_dim2"], least=-1, most=1),
        }
    )


def _name(bioname: str) -> str:
    """Return "Bingaman" from "BINGAMAN, Jesse Francis, Jr. (Jeff)" and the like, in full."""
    surname, *rest = re.sub(r"\s*\([^)]*\)", "", bioname).split(",")
    # Runs of capitals: McCAIN and O'CONOR keep a capital inside; LUJÁN has one beyond A to Z.
    surname = re.sub(r"[^\W\d_a-z]{2,}", lambda capitals: capitals[0].capitalize(), surname)
    given, *suffix = [" ".join(part.split()) for part in rest]
    return " ".join([given, surname, *suffix])
