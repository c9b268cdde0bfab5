"""An index out of several measures, with missing values kept missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

#: Share of the weight for which an ally must have values to get a rank.
ENOUGH = 0.5
#: Scores and covers are compared at this many parts of one, so that rounding errors make no order
#: and take no rank.
PARTS = 1e9


def scaled(
    values: Mapping[str, float | None],
    method: str = "range",
    bounds: tuple[float, float] | None = None,
) -> dict[str, float | None]:
    """Put values on a scale from 0 to 1.

    Parameters
    ----------
    values : mapping
        Name to value; None where there is none.
    method : str
        ``"range"`` keeps distances: the lowest value becomes 0 and the highest 1. ``"rank"``
        keeps only the order: steps of equal size, ties share the mean of their places.
    bounds : pair of float, optional
        Ends of a fixed scale, used by ``"range"`` instead of the lowest and highest value.

    Returns
    -------
    dict
        Name to a number from 0 to 1, or None where there was none. If all values are the same
        and no bounds are given, each becomes 0.5.

    Raises
    ------
    ValueError
        If the method is unknown.
    """
    if method not in ("range", "rank"):
        raise ValueError(f"The method is {method!r}, but it must be 'range' or 'rank'.")
    known = [value for value in values.values() if value is not None]
    if method == "rank":
        places = {
            value: sum(other < value for other in known) + (known.count(value) - 1) / 2
            for value in known
        }
        low, high = 0.0, len(known) - 1.0
        if len(places) < 2:
            low = high = 0.0
    else:
        places = {value: value for value in known}
        low, high = bounds or (min(known, default=0.0), max(known, default=0.0))

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        return (places[value] - low) / (high - low) if high > low else 0.5

    return {name: place(value) for name, value in values.items()}


def weigh(
    measures: Mapping[str, Mapping[str, float | None]],
    weights: Mapping[str, float],
    zeros: bool = False,
) -> dict[str, dict]:
    """Add up measures with weights and rank the names.

    Parameters
    ----------
    measures : mapping
        Measure to name to a number from 0 to 1, or None where there is none. All measures hold
        the same names.
    weights : mapping
        Measure to a weight of 0 or more; a measure without a weight does not count.
    zeros : bool
        Whether a missing value counts as 0. The index then punishes silence.

    Returns
    -------
    dict
        For each name ``score`` (weighted mean of what is known, from 0 to 1, or None),
        ``cover`` (share of the weight that has a value) and ``rank`` (1 is the highest; None
        where less than half of the weight is covered). Equal scores share a rank.

    Raises
    ------
    ValueError
        If a weight is negative or belongs to no measure.
    """
    for measure, weight in weights.items():
        if measure not in measures:
            raise ValueError(
                f"There is no measure {measure!r}. The measures are: {', '.join(measures)}."
            )
        if weight < 0:
            raise ValueError(f"The weight of {measure!r} is {weight:g}, but it must be 0 or more.")
    counted = [measure for measure in measures if weights.get(measure, 0) > 0]
    names = list(measures[counted[0]]) if counted else list(next(iter(measures.values()), {}))
    total = sum(weights[measure] for measure in counted)
    result: dict[str, dict[str, Any]] = {}
    for name in names:
        known = heard = 0.0
        for measure in counted:
            value = measures[measure][name]
            if value is None and not zeros:
                continue
            known += weights[measure]
            heard += weights[measure] * (value or 0.0)
        result[name] = {
            "score": heard / known if known > 0 else None,
            "cover": known / total if total > 0 else 0.0,
            "rank": None,
        }
    order = {
        name: math.floor(row["score"] * PARTS + 0.5)
        for name, row in result.items()
        if row["score"] is not None and row["cover"] > ENOUGH - 1 / PARTS
    }
    for name, score in order.items():
        result[name]["rank"] = 1 + sum(other > score for other in order.values())
    return result


def rank_spread(
    measures: Mapping[str, Mapping[str, float | None]],
    *,
    rng: np.random.Generator,
    draws: int = 400,
) -> pd.DataFrame:
    """Rank names under random weights.

    Parameters
    ----------
    measures : mapping
        As for ``weigh``.
    rng : numpy.random.Generator
        Draws the weights.
    draws : int
        How many sets of weights to draw, each evenly from all that add up to 1.

    Returns
    -------
    pandas.DataFrame
        One row a name that has a rank in at least half of the draws, with ``low``, ``middle`` and
        ``high``: quantiles 5, 50 and 95 per cent of its ranks, sorted by the middle.
    """
    weights = rng.dirichlet(np.ones(len(measures)), draws)
    rows = [
        {
            name: row["rank"]
            for name, row in weigh(measures, dict(zip(measures, w, strict=True))).items()
        }
        for w in weights.tolist()
    ]
    found = pd.DataFrame(rows).astype(float).dropna(axis=1, thresh=draws // 2)
    found = found.quantile([0.05, 0.5, 0.95]).T
    return found.set_axis(["low", "middle", "high"], axis=1).sort_values("middle", kind="stable")


def positions_on(positions: pd.DataFrame, day: str | pd.Timestamp) -> pd.DataFrame:
    """Return the positions that held on a day.

    Parameters
    ----------
    positions : pandas.DataFrame
        Table ``allied_positions``.
    day : str or pandas.Timestamp
        The day, as YYYY-MM-DD.

    Returns
    -------
    pandas.DataFrame
        The latest row of each ally and dimension up to that day.
    """
    past = positions[positions["from_date"] <= pd.Timestamp(day)]
    # Not last(), which would fill an empty reason from an older row.
    latest = past.sort_values("from_date", kind="stable").groupby(["iso3", "dimension"]).tail(1)
    return latest.sort_values(["iso3", "dimension"], ignore_index=True)
