"""What a figure shows, asked in the same way of every matplotlib that we support."""

from __future__ import annotations

import pandas as pd


def span(band) -> tuple[float, float]:
    """Return where a shaded band begins and ends on the horizontal axis, in units of the data.

    A band is a Rectangle since matplotlib 3.9 and was a Polygon before.
    """
    return tuple(band.get_path().transformed(band.get_patch_transform()).get_extents().intervalx)


def over_time(line) -> pd.Series:
    """Return what a line shows at each of its days."""
    days, values = line.get_data()
    return pd.Series(values, index=pd.DatetimeIndex(days))
