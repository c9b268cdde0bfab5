"""The part of allied spending that the United States bears, in two kinds of dollars."""

from __future__ import annotations

import pandas as pd


def us_shares(spending: pd.DataFrame) -> pd.DataFrame:
    """Return the part of allied spending that the United States bears.

    Parameters
    ----------
    spending : pandas.DataFrame
        Table ``allied_spending_sipri``.

    Returns
    -------
    pandas.DataFrame
        Per cent by year, in the columns ``constant`` (prices and exchange rates of 2023) and
        ``current`` (those of each year).
    """
    table = spending.set_index("year")
    return pd.DataFrame(
        {
            name: 100 * table[f"us_{end}"] / (table[f"us_{end}"] + table[f"others_{end}"])
            for name, end in [("constant", "busd_2023"), ("current", "busd_current")]
        }
    )
