"""Bookkeeping of a European programme: money, orders, deliveries, and an American draw-down.

What the United States provides for the defence of Europe is counted as 1, in two parts: *forces*
(units and their weapons) and *enablers* (satellites, tankers, airlift, command). Europe buys its
own share of each. What it orders passes three equal stages before it is in service, the delay of
the scenario model (`capability_time` in ``natolab.model``); the window of vulnerability is
measured by the model's own function. Everything else is bookkeeping: there is no adversary, no
politics and no nuclear weapon in it.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd

from natolab.model import vulnerability

#: First and last year of a programme.
FIRST, LAST = 2025, 2060
#: Months that a programme is followed.
MONTHS = 12 * (LAST - FIRST)
#: Stages of the delay, as in the scenario model.
STAGES = 3


def delivered(years: float, delay: float) -> float:
    """Return the share of an order that is in service some time after it was placed.

    Parameters
    ----------
    years : float
        Time since the order, 0 or more.
    delay : float
        Mean time from order to service in years, above 0.

    Returns
    -------
    float
        Share from 0 to 1: the distribution function of an Erlang delay of three stages.

    Raises
    ------
    ValueError
        If ``years`` is negative, or ``delay`` is not above 0.
    """
    if years < 0:
        raise ValueError(f"years is {years!r}, but time since an order cannot be negative.")
    if not delay > 0:
        raise ValueError(f"delay is {delay!r}, but it must be above 0 years.")
    passed = STAGES * years / delay
    return 1 - math.exp(-passed) * sum(passed**k / math.factorial(k) for k in range(STAGES))


def reached(share: float, delay: float) -> float:
    """Return when a share of an order is in service.

    Parameters
    ----------
    share : float
        Share of the order, from 0 to below 1.
    delay : float
        Mean time from order to service in years, above 0.

    Returns
    -------
    float
        Years since the order, rounded up to a hundredth.

    Raises
    ------
    ValueError
        If ``share`` is outside its range, for all of an order is never there.
    """
    if not 0 <= share < 1:
        raise ValueError(f"share is {share!r}, but it must be 0 or more and below 1.")
    return next(n for n in itertools.count() if delivered(n / 100, delay) >= share) / 100


def build(
    *,
    money: float,
    start: float,
    delay: float,
    forces_price: float,
    enablers_price: float,
    enablers_share: float,
    upkeep: float,
) -> pd.DataFrame:
    """Spend money year by year and follow what is ordered until it is in service.

    Each month the money first keeps what is in service; the rest buys. No more is ordered than
    is needed, nor than the money could keep. When one part is fully ordered, the other gets all.

    Parameters
    ----------
    money : float
        Extra money in billions a year, at constant prices, from ``start`` on; 0 or more.
    start : float
        Year in which the money begins to flow.
    delay : float
        Mean time from order to service in years, above 0.
    forces_price, enablers_price : float
        What it costs to buy all that the United States provides, in billions; 0 or more, and not
        both 0.
    enablers_share : float
        Share of new orders that goes to enablers while both parts are wanting, from 0 to 1.
    upkeep : float
        Yearly cost of what is in service, as a share of its price; 0 or more.

    Returns
    -------
    pandas.DataFrame
        One row a month from ``FIRST`` to ``LAST``, indexed by ``year``: ``forces`` and
        ``enablers`` in service, ``forces_coming`` and ``enablers_coming`` ordered and on their
        way, all as shares of what the United States provides (0 where the price is 0), and
        ``spent``, billions since the beginning.

    Raises
    ------
    ValueError
        If a number is outside its range, or there is nothing to buy.
    """
    _check(money=money, forces_price=forces_price, enablers_price=enablers_price, upkeep=upkeep)
    if not delay > 0:
        raise ValueError(f"delay is {delay!r}, but it must be above 0 years.")
    if not 0 <= enablers_share <= 1:
        raise ValueError(f"enablers_share is {enablers_share!r}, but it must lie between 0 and 1.")
    whole = forces_price + enablers_price
    if whole == 0:
        raise ValueError("forces_price and enablers_price are both 0, so there is nothing to buy.")
    most = min(whole, money / upkeep) if upkeep > 0 else whole
    step = STAGES / (12 * delay)  # stages passed in a month, on average
    stays, one, two = math.exp(-step), step, step * step / 2
    coming = [[0.0] * STAGES, [0.0] * STAGES]  # forces and enablers, in billions by stage
    ready = [0.0, 0.0]
    ordered, spent = 0.0, 0.0
    rows: list[tuple[float, ...]] = [(0.0, 0.0, 0.0, 0.0, 0.0)]
    for month in range(MONTHS):
        keep = upkeep * sum(ready) / 12
        order = 0.0
        if FIRST + month / 12 >= start - 1e-9:
            order = min(max(money / 12 - keep, 0.0), most - ordered)
        before = _split(ordered, forces_price, enablers_price, enablers_share)
        ordered += order
        after = _split(ordered, forces_price, enablers_price, enablers_share)
        for part in (0, 1):
            a, b, c = coming[part]
            a += after[part] - before[part]
            total = a + b + c
            coming[part] = [a * stays, (b + a * one) * stays, (c + b * one + a * two) * stays]
            ready[part] += total - sum(coming[part])
        spent += order + keep
        rows.append((*ready, sum(coming[0]), sum(coming[1]), spent))
    table = pd.DataFrame(
        rows,
        columns=["forces", "enablers", "forces_coming", "enablers_coming", "spent"],
        index=pd.Index([FIRST + month / 12 for month in range(MONTHS + 1)], name="year"),
    )
    for name, price in (("forces", forces_price), ("enablers", enablers_price)):
        for column in (name, f"{name}_coming"):
            table[column] = table[column] / price if price > 0 else 0.0
    return table


def remaining(years: np.ndarray, *, exit: float, exit_years: float, leaves: float) -> np.ndarray:
    """Return what is left of the American part in each year.

    Parameters
    ----------
    years : numpy.ndarray
        Calendar years, fractions allowed.
    exit : float
        Year in which the draw-down begins.
    exit_years : float
        Years that it takes, above 0; it runs evenly.
    leaves : float
        Share of the American part that leaves in the end, from 0 to 1.

    Returns
    -------
    numpy.ndarray
        Shares from 1 - ``leaves`` to 1.

    Raises
    ------
    ValueError
        If ``exit_years`` is not above 0, or ``leaves`` is not from 0 to 1.
    """
    if not exit_years > 0:
        raise ValueError(f"exit_years is {exit_years!r}, but a draw-down takes some time.")
    if not 0 <= leaves <= 1:
        raise ValueError(f"leaves is {leaves!r}, but it must lie between 0 and 1.")
    return 1 - leaves * np.clip((np.asarray(years) - exit) / exit_years, 0, 1)


def together(forces: np.ndarray, enablers: np.ndarray, *, weakest: bool = True) -> np.ndarray:
    """Return what forces and enablers are worth together.

    Parameters
    ----------
    forces, enablers : numpy.ndarray
        What there is of each, American and European, as a share of what is there now.
    weakest : bool
        Whether the scarcer part sets the limit; otherwise one makes up for the other and the mean
        of both counts.

    Returns
    -------
    numpy.ndarray
        Shares from 0 to 1.
    """
    forces, enablers = np.minimum(forces, 1.0), np.minimum(enablers, 1.0)
    return np.minimum(forces, enablers) if weakest else (forces + enablers) / 2


def window(have: pd.Series, need: float) -> dict[str, float]:
    """Measure the window of vulnerability by the function of the scenario model.

    Parameters
    ----------
    have : pandas.Series
        What there is, indexed by year; it must begin at ``need`` or above.
    need : float
        What is needed, as a share of what the United States provides; above 0, at most 1.

    Returns
    -------
    dict
        ``years`` short of the need (by more than a hundredth of it), ``depth`` of the gap as a
        share, and its ``area`` in share-years.

    Raises
    ------
    ValueError
        If ``need`` is outside its range, or ``have`` begins below it.
    """
    if not 0 < need <= 1:
        raise ValueError(f"need is {need!r}, but it must be above 0 and at most 1.")
    if have.iloc[0] < need:
        raise ValueError(
            f"have begins at {have.iloc[0]:g}, below the need of {need:g}; a window must open "
            "after the first row."
        )
    return vulnerability(have.clip(upper=need).to_frame("deterrence"))


def _split(ordered: float, forces: float, enablers: float, share: float) -> tuple[float, float]:
    """Return what of a sum ordered so far went to forces and to enablers."""
    second = min(enablers, max(share * ordered, ordered - forces))
    return ordered - second, second


def _check(**numbers: float) -> None:
    for name, value in numbers.items():
        if not value >= 0:
            raise ValueError(f"{name} is {value!r}, but it cannot be negative.")
