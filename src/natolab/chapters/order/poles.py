"""How many poles? Two ways to count them from shares of capability."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def effective_number(shares: Iterable[float]) -> float:
    """Return how many equal powers would be as concentrated as these.

    One divided by the sum of the squared shares, as political science counts parties and
    economics firms.

    Parameters
    ----------
    shares : iterable of float
        Shares of a whole, or any numbers in proportion to them; none below zero.

    Returns
    -------
    float
        From 1, if one has everything, to the number of powers, if all are equal.

    Raises
    ------
    ValueError
        If a share is below zero, or none is above.
    """
    values = list(shares)
    if min(values, default=0.0) < 0 or sum(values) <= 0:
        raise ValueError(
            f"The shares are {values!r}, but none may be below zero and one must be above it."
        )
    total = sum(values)
    return 1 / sum((value / total) ** 2 for value in values)


def poles(shares: pd.Series, threshold: float) -> list[str]:
    """Return the powers that reach a part of the leader's capability.

    Parameters
    ----------
    shares : pandas.Series
        Capability by power.
    threshold : float
        Which part of the leader's a pole must have, above 0 and up to 1.

    Returns
    -------
    list of str
        The poles, the strongest first; the leader is always one.

    Raises
    ------
    ValueError
        If the threshold is not above 0 and up to 1.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"The threshold is {threshold!r}, but it must be above 0 and up to 1.")
    ranked = shares.sort_values(ascending=False, kind="stable")
    return list(ranked.index[ranked >= threshold * ranked.iloc[0]])
