"""How long things last when some have not ended yet: Kaplan-Meier curves and what hangs on them."""

from __future__ import annotations

import itertools
import math
from typing import Any, TypedDict

from natolab.methods.intervals import Z

#: Where none ended, the lower limit is the chance at which so many survivors in a row would turn up
#: this rarely.
RARE = 0.05


class Curve(TypedDict):
    """A Kaplan-Meier curve: one item an age at which something ended, in order."""

    time: list[float]
    at_risk: list[int]
    ended: list[int]
    survival: list[float]
    low: list[Any]  # None where the formula has no answer
    high: list[Any]


def kaplan_meier(
    durations: list[float], ended: list[bool], entries: list[float] | None = None
) -> Curve:
    """Estimate the share that lives beyond each age.

    At each age at which something ended, the curve falls by the share of those then under
    observation that ended. Who is censored at that very age still counts as observed.

    Parameters
    ----------
    durations : list of float
        Age at the end, or at the last observation; above the age at entry.
    ended : list of bool
        Whether the life ended then (else it is censored).
    entries : list of float, optional
        Age at which each came under observation; 0 if left out.

    Returns
    -------
    Curve
        One item an age at which something ended, in order: ``time``, ``at_risk``, ``ended``
        (counts), ``survival``, and the 95 per cent interval ``low`` and ``high`` by Greenwood's
        formula on the log-log scale; None where nothing survives and the formula has no answer.

    Raises
    ------
    ValueError
        If a life begins before age 0, or does not end after it begins.

    Examples
    --------
    >>> kaplan_meier([2, 3, 3, 5], [True, True, False, False])["survival"]
    [0.75, 0.5]
    """
    if entries is None:
        entries = [0.0] * len(durations)
    for entry, duration in zip(entries, durations, strict=True):
        if not 0 <= entry < duration:
            raise ValueError(
                f"A life is observed from age {entry} to {duration}, but it must begin at 0 or "
                "later and end after it begins."
            )
    curve = Curve(time=[], at_risk=[], ended=[], survival=[], low=[], high=[])
    survival, spread = 1.0, 0.0
    for time in sorted({t for t, over in zip(durations, ended, strict=True) if over}):
        at_risk = sum(e < time <= t for e, t in zip(entries, durations, strict=True))
        deaths = sum(t == time and over for t, over in zip(durations, ended, strict=True))
        survival *= 1 - deaths / at_risk
        limits: tuple[float | None, float | None] = (None, None)
        if deaths < at_risk:
            spread += deaths / (at_risk * (at_risk - deaths))
            limits = interval(survival, spread)
        curve["time"].append(time)
        curve["at_risk"].append(at_risk)
        curve["ended"].append(deaths)
        curve["survival"].append(survival)
        curve["low"].append(limits[0])
        curve["high"].append(limits[1])
        if survival == 0:
            break
    return curve


def interval(survival: float, spread: float) -> tuple[float, float]:
    """Return the 95 per cent interval of a surviving share.

    Parameters
    ----------
    survival : float
        The share, above 0 and below 1.
    spread : float
        Greenwood's sum, the variance of the share divided by its square.

    Returns
    -------
    tuple of float
        Lower and upper limit, always between 0 and 1, because the logarithm of the cumulative
        hazard is taken to be normal.
    """
    factor = math.exp(Z * math.sqrt(spread) / -math.log(survival))
    return survival**factor, survival ** (1 / factor)


def survival_at(curve: Curve, time: float) -> float:
    """Return the share that lives beyond an age.

    Parameters
    ----------
    curve : Curve
        As ``kaplan_meier`` returns it.
    time : float
        The age.

    Returns
    -------
    float
        1 before the first ending. Past the oldest observation the last value is returned, though
        the data say nothing there.
    """
    share = 1.0
    for at, value in zip(curve["time"], curve["survival"], strict=True):
        if at > time:
            break
        share = value
    return share


def median(curve: Curve) -> float | None:
    """Return the age by which half have ended; None if the curve stays above one half."""
    for time, share in zip(curve["time"], curve["survival"], strict=True):
        if share <= 0.5:
            return time
    return None


def conditional(
    durations: list[float],
    ended: list[bool],
    age: float,
    years: float,
    entries: list[float] | None = None,
) -> dict[str, Any]:
    """Estimate the chance of living some years more, for those that have reached an age.

    This is the Kaplan-Meier curve of those observed beyond the age, started anew at the age.

    Parameters
    ----------
    durations, ended, entries
        As for ``kaplan_meier``.
    age : float
        Age reached.
    years : float
        Years still to be lived, above 0.

    Returns
    -------
    dict
        ``at_risk``: how many were observed beyond the age; ``ended``: how many of them ended in
        the years that follow; ``left``: how many were observed to the end of those years or
        longer; ``chance`` with its 95 per cent interval ``low`` and ``high``. If none ended,
        ``low`` is the chance at which so many survivors in a row would turn up one time in
        twenty. All three are None if nobody was observed long enough.

    Raises
    ------
    ValueError
        If the years are not above 0.
    """
    if not years > 0:
        raise ValueError(f"years is {years!r}, but it must be above 0.")
    if entries is None:
        entries = [0.0] * len(durations)
    lives = list(zip(entries, durations, ended, strict=True))
    end = age + years
    deaths = [t for e, t, over in lives if over and age < t <= end]
    left = sum(e <= end <= t and not (over and t == end) for e, t, over in lives)
    result: dict[str, Any] = {
        "at_risk": sum(e <= age < t for e, t, _ in lives),
        "ended": len(deaths),
        "left": left,
        "chance": None,
        "low": None,
        "high": None,
    }
    if not result["at_risk"] or not any(e <= end <= t for e, t, _ in lives):
        return result
    chance, spread = 1.0, 0.0
    for time in sorted(set(deaths)):
        at_risk = sum(e < time <= t for e, t, _ in lives)
        count = deaths.count(time)
        chance *= 1 - count / at_risk
        if chance == 0:
            break
        spread += count / (at_risk * (at_risk - count))
    result["chance"] = chance
    if chance == 1:
        result["low"], result["high"] = RARE ** (1 / left), 1.0
    elif chance > 0:
        result["low"], result["high"] = interval(chance, spread)
    return result


def cumulative_incidence(
    durations: list[float], causes: list[str | None]
) -> tuple[list[float], dict[str, list[float]]]:
    """Estimate the share that has ended in each way by each age (Aalen and Johansen).

    Parameters
    ----------
    durations : list of float
        Age at the end or at the last observation.
    causes : list of str or None
        How each ended; None if it is censored.

    Returns
    -------
    tuple
        The ages at which something ended, and for each cause the share that had ended so by
        that age. With the Kaplan-Meier survival the shares add up to 1.
    """
    names = sorted({cause for cause in causes if cause is not None})
    times = sorted({t for t, cause in zip(durations, causes, strict=True) if cause is not None})
    shares: dict[str, list[float]] = {name: [] for name in names}
    survival = 1.0
    for time in times:
        at_risk = sum(t >= time for t in durations)
        total = 0
        for name in names:
            count = sum(
                t == time and cause == name for t, cause in zip(durations, causes, strict=True)
            )
            before = shares[name][-1] if shares[name] else 0.0
            shares[name].append(before + survival * count / at_risk)
            total += count
        survival *= 1 - total / at_risk
    return times, shares


def hazard_by_age(
    durations: list[float],
    ended: list[bool],
    edges: list[float],
    entries: list[float] | None = None,
) -> list[dict[str, Any]]:
    """Estimate the yearly risk of ending in bands of age.

    Parameters
    ----------
    durations, ended, entries
        As for ``kaplan_meier``; a life that ends on an edge ends in the band before it.
    edges : list of float
        Bounds of the bands, rising.

    Returns
    -------
    list of dict
        For each band ``start``, ``stop``, ``years`` (lived under observation), ``ended`` (count),
        ``risk`` (endings per year lived) and its 95 per cent interval ``low`` and ``high``: by
        the normal distribution of its logarithm, or from 0 to 3.69 endings if there were none.
        ``risk`` and the interval are None in a band in which nothing was observed.
    """
    if entries is None:
        entries = [0.0] * len(durations)
    bands = []
    for start, stop in itertools.pairwise(edges):
        lived = sum(
            max(0.0, min(t, stop) - max(e, start)) for e, t in zip(entries, durations, strict=True)
        )
        count = sum(over and start < t <= stop for t, over in zip(durations, ended, strict=True))
        risk = low = high = None
        if lived:
            risk = count / lived
            low, high = 0.0, -math.log(0.025) / lived
            if count:
                factor = math.exp(Z / math.sqrt(count))
                low, high = risk / factor, risk * factor
        bands.append(
            {
                "start": start,
                "stop": stop,
                "years": lived,
                "ended": count,
                "risk": risk,
                "low": low,
                "high": high,
            }
        )
    return bands
