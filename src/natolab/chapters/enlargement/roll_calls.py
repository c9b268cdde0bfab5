"""How senators and parties voted in each round of enlargement with a roll call."""

from __future__ import annotations

import pandas as pd

from natolab.data import load


def votes() -> pd.DataFrame:
    """Return the vote of each senator in each round with a roll call, the founders' included.

    Returns
    -------
    pandas.DataFrame
        The columns of the table ``senate_votes_enlargement``; ``round`` is the year of accession.
    """
    first = load("senate_vote_1949").assign(round=1949)
    return pd.concat([first, load("senate_votes_enlargement")], ignore_index=True)


def by_party(votes: pd.DataFrame) -> pd.DataFrame:
    """Return how each party voted in each round with a roll call.

    Parameters
    ----------
    votes : pandas.DataFrame
        ``round``, ``party`` and ``vote`` of each senator.

    Returns
    -------
    pandas.DataFrame
        By ``round`` and ``party``: ``yea``, ``nay`` (senators) and ``share`` (per cent in favour
        of those who voted yea or nay).
    """
    cast = votes[votes["vote"].isin(["yea", "nay"])]
    counts = cast.groupby(["round", "party"])["vote"].value_counts().unstack(fill_value=0)
    counts["share"] = 100 * counts["yea"] / (counts["yea"] + counts["nay"])
    return counts


def tallies(votes: pd.DataFrame) -> pd.DataFrame:
    """Return how the whole Senate voted in each round with a roll call.

    Parameters
    ----------
    votes : pandas.DataFrame
        ``round``, ``party`` and ``vote`` of each senator.

    Returns
    -------
    pandas.DataFrame
        ``yea`` and ``nay`` (senators of all parties) by ``round``.
    """
    return by_party(votes).groupby("round")[["yea", "nay"]].sum()
