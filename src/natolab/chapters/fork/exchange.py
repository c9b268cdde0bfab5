"""Protection as a repeated exchange that nobody enforces: up to which crisis it is honoured.

Each year an ally pays the protector a price, and with some chance it gets into a crisis. To help
costs the protector the size of the crisis; not to help ends the exchange for good, with every ally
that stands together with the one let down. So the protector helps as long as helping costs no more
than the exchange is worth to it. That worth T solves

    r T = n (p - q E[min(K, T)]),    r = (1 - d) / d,

with n allies, price p, chance q of a crisis a year, size K and discount factor d: what the allies
pay, less what helping or the loss of the exchange costs on average, is interest on T. Sizes are
drawn from an exponential distribution. The argument is that of Klein and Leffler (1981) on
promises that only the loss of later business enforces; that allies join their exchanges, that of
Bernheim and Whinston (1990) on rivals who meet in many markets.
"""

from __future__ import annotations

import math

#: Mean cost of helping in a crisis, in years of the price at which the ally would rather leave.
MEAN = 5.0
#: Where the chapter begins: discount factor, price, chance of a crisis a year, allies together.
DISCOUNT, PRICE, CHANCE, TOGETHER = 0.9, 1.0, 0.03, 10


def interest(discount: float) -> float:
    """Return the rate of interest a year that belongs to a discount factor.

    Parameters
    ----------
    discount : float
        What a gain of the next year counts against one of this year; between 0 and 1.

    Returns
    -------
    float
    """
    if not 0 < discount < 1:
        raise ValueError(f"A discount factor must lie between 0 and 1, not be {discount!r}.")
    return (1 - discount) / discount


def capped_cost(worth: float) -> float:
    """Return the mean cost of a crisis to a protector who helps up to some cost.

    Parameters
    ----------
    worth : float
        What the exchange is worth to it: it pays the smaller of this and the cost of helping.

    Returns
    -------
    float
    """
    return MEAN * -math.expm1(-worth / MEAN)


def reach(discount: float, price: float, chance: float, together: int = 1) -> float:
    """Return the largest crisis in which the protector still helps.

    Parameters
    ----------
    discount : float
        The protector's discount factor, between 0 and 1.
    price : float
        What each ally pays a year, in units of the price at which it would rather leave: 0 to 1.
    chance : float
        Chance of a crisis a year for each ally; never two at once, so that the chances of all add
        up to 1 at most.
    together : int
        Allies who all leave if one of them is let down.

    Returns
    -------
    float
        Cost of helping, in years of the price at which an ally would rather leave.
    """
    rate = interest(discount)
    if not 0 <= price <= 1:
        raise ValueError(
            f"A price must lie between 0 and 1 (there an ally would leave), not be {price!r}."
        )
    if together < 1:
        raise ValueError(f"At least 1 ally must take part, not {together!r}.")
    if not 0 <= chance * together <= 1:
        raise ValueError(
            f"The chances of a crisis must add up to 1 at most, not to {chance * together!r}."
        )
    low, high = 0.0, together * price / rate
    # Interest on the worth grows with it and the gain shrinks, so that they are equal once.
    while not math.isclose(low, high, rel_tol=1e-12, abs_tol=1e-12):
        middle = (low + high) / 2
        if rate * middle < together * (price - chance * capped_cost(middle)):
            low = middle
        else:
            high = middle
    return high


def least_price(worth: float, discount: float, chance: float, together: int = 1) -> float:
    """Return what each ally must pay for help in crises up to a size: the inverse of ``reach``.

    Parameters
    ----------
    worth : float
        The largest crisis in which the protector is to help.
    discount, chance, together : float, float, int
        As in ``reach``.

    Returns
    -------
    float
        A year; above 1 no ally pays it.
    """
    return chance * capped_cost(worth) + interest(discount) * worth / together


def unmet(worth: float) -> float:
    """Return the share of crises that are larger than the protector's reach."""
    return math.exp(-worth / MEAN)


def unmet_cost(worth: float) -> float:
    """Return the share of the cost of all crises that lies in those beyond the reach."""
    return (1 + worth / MEAN) * unmet(worth)


def as_large_as(share: float) -> float:
    """Return the size that a share of all crises does not exceed, from 0 to below 1."""
    return -MEAN * math.log1p(-share)
