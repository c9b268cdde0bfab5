"""How long each Strategic Concept was in force."""

from __future__ import annotations

import datetime

import pandas as pd


def lives(concepts: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    """Return how long each concept was in force until the next one.

    Parameters
    ----------
    concepts : pandas.DataFrame
        The table ``strategic_concepts``, in order of time.
    as_of : datetime.date
        Where the last interval is cut off.

    Returns
    -------
    pandas.DataFrame
        ``concept``, ``document`` and ``years`` (of 365.25 days).
    """
    ends = concepts["date"].shift(-1).fillna(pd.Timestamp(as_of))
    years = (ends - concepts["date"]).dt.days / 365.25
    return concepts[["concept", "document"]].assign(years=years)
