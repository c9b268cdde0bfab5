"""Published price tags on one footing, and the money that was promised."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.burden_sharing import guideline
from natolab.data import load

#: Years over which sums are spread, the span of the largest published tag.
SPREAD = 25
#: Dollars that a euro is taken to be worth; a round number of ours.
DOLLARS = 1.1


def in_euros(tags: pd.DataFrame) -> pd.DataFrame:
    """Put price tags on one footing.

    Parameters
    ----------
    tags : pandas.DataFrame
        Table ``autonomy_price_tags``.

    Returns
    -------
    pandas.DataFrame
        One row a tag, indexed by ``tag``: ``label``, ``basis``, ``low`` and ``high`` in billions
        of euros over ``SPREAD`` years, and the same ``a_year``; ``low`` equals ``high`` where
        there is one figure.
    """
    tags = tags.set_index("tag")
    rate = tags["currency"].map({"EUR": 1.0, "USD": DOLLARS})
    times = tags["basis"].map({"once": 1, "25 years": 1, "a year": SPREAD})
    high = tags["high_bn"] * times / rate
    low = tags["low_bn"].fillna(tags["high_bn"]).astype(float) * times / rate
    return pd.DataFrame(
        {
            "label": tags["label"],
            "basis": tags["basis"],
            "low": low,
            "high": high,
            "low_a_year": low / SPREAD,
            "high_a_year": high / SPREAD,
        }
    )


def upkeep() -> float:
    """Return the yearly upkeep in the trillion of the IISS, as a share of its equipment's price.

    Returns
    -------
    float
        What the whole leaves beyond the middle of the range for equipment, by the year.
    """
    tags = load("autonomy_price_tags").set_index("tag")
    equipment = tags.loc["iiss2025_once", ["low_bn", "high_bn"]].mean()
    return (tags.at["iiss2025", "high_bn"] - equipment) / SPREAD / equipment


def promised() -> float:
    """Return what European allies would add by 2035 if all kept the promise of The Hague.

    Returns
    -------
    float
        Billions of euros a year above the shares of 2024, at prices of 2021.
    """
    hague = guideline.compute(guideline.DEFAULTS, guideline.payload())
    return hague["extra_europe"] / DOLLARS
