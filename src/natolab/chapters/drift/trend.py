"""Trends: a measure of drift averaged over allies, a window of years, a straight line."""

from __future__ import annotations

import functools
import itertools
import math

import pandas as pd

from natolab.chapters.drift.un_votes import LATE_YEAR, gaps, members, positions
from natolab.chapters.origins import us_forces
from natolab.data import load
from natolab.methods.intervals import Z

FIRST_YEAR, LAST_YEAR = 1946, LATE_YEAR
#: Fewest years to which a line is fitted.
FEWEST = 5
#: Largest carry-over of errors for which an interval is widened; at 1 it would have no end.
MOST_CARRY = 0.95

MEASURES = {
    "votes": "UN votes: gap to the US",
    "opinion": "Favourable view of the US",
    "troops": "US troops in Europe",
}
GROUPS = {
    "founders": "11 other founders",
    "long": "15 allies, joined by 1982",
    "members": "All allies of the year",
    "new": "16 allies, joined from 1999",
    "three": "Germany, France, Britain",
}
DEFAULTS = {
    "measure": "votes",
    "who": "long",
    "start": 1990,
    "end": LAST_YEAR,
    "split": False,
    "cut": 2006,
    "late": True,
}
#: Headlines that find support in a window: label of the button and what it sets.
PRESETS = {
    "“Drifting apart”": {
        "measure": "votes",
        "who": "long",
        "start": 1960,
        "end": 2005,
        "split": False,
    },
    "“Coming together”": {
        "measure": "votes",
        "who": "long",
        "start": 2005,
        "end": 2024,
        "split": False,
    },
    "“Losing hearts”": {
        "measure": "opinion",
        "who": "three",
        "start": 2009,
        "end": 2020,
        "split": False,
    },
    "“America left long ago”": {
        "measure": "troops",
        "who": "long",
        "start": 1985,
        "end": 2025,
        "split": True,
        "cut": 1995,
    },
}


def compute(inputs: dict, data: dict) -> dict:
    """Average a measure over allies, year by year, and fit a straight line to a window.

    Parameters
    ----------
    inputs : dict
        ``measure`` and ``who`` (a key of ``GROUPS`` or an ISO code), ``start``, ``end`` and
        ``cut`` (years, rounded down; start and end change places if need be), ``split`` (fit
        two lines, the second from the cut on) and ``late`` (use ``LATE_YEAR`` of the votes).
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``years``, ``mean``, ``low``, ``high`` and ``count`` of the window: for several allies the
        lowest and the highest of them; for one ally's opinion the sampling error of 95 per cent
        that a simple random sample would have; else the mean itself. ``fit``, ``before`` and
        ``after`` are lines as ``fit_line`` returns them or None, ``chow`` is the F of the break
        or None. Units: points of the scale, per cent, thousands of persons.
    """
    start, end = sorted((math.floor(inputs["start"]), math.floor(inputs["end"])))
    cut = math.floor(inputs["cut"])
    rows = []
    for i, year in enumerate(data["years"]):
        dropped = inputs["measure"] == "votes" and year == LATE_YEAR and not inputs["late"]
        if start <= year <= end and not dropped:
            row = _average(inputs["measure"], inputs["who"], i, data)
            if row:
                rows.append({"year": year, **row})
    years, mean = [row["year"] for row in rows], [row["mean"] for row in rows]
    fit = fit_line(years, mean)
    before = after = chow = None
    if inputs["split"]:
        at = len([year for year in years if year < cut])
        before, after = fit_line(years[:at], mean[:at]), fit_line(years[at:], mean[at:])
        if fit and before and after:
            apart = before["squares"] + after["squares"]
            if apart > 1e-12:
                chow = ((fit["squares"] - apart) / 2) / (apart / (len(years) - 4))
    return {
        "years": years,
        "mean": mean,
        "low": [row["low"] for row in rows],
        "high": [row["high"] for row in rows],
        "count": [row["count"] for row in rows],
        "fit": fit,
        "before": before,
        "after": after,
        "chow": chow,
    }


def _average(measure: str, who: str, i: int, data: dict) -> dict | None:
    """Average the allies chosen in one year; None if there is no value."""
    series = data["series"][measure]
    if measure == "troops":
        names = ["all"] if who in GROUPS else [who]
    elif who == "members":
        names = [a["iso3"] for a in data["allies"] if a["joined"] <= data["years"][i]]
    else:
        names = data["groups"].get(who, [who])
    values = [series[name][i] for name in names if name in series and series[name][i] is not None]
    if not values:
        return None
    mean = sum(values) / len(values)
    low, high = min(values), max(values)
    if measure == "opinion" and who not in GROUPS:
        error = Z * math.sqrt(mean * (100 - mean) / data["respondents"][who][i])
        low, high = mean - error, mean + error
    return {"mean": mean, "low": low, "high": high, "count": len(values)}


def fit_line(years: list[int], values: list[float]) -> dict | None:
    """Fit a straight line by least squares.

    Parameters
    ----------
    years, values : list
        Equally many years and values.

    Returns
    -------
    dict or None
        None if there are fewer than five years. Else ``slope`` per decade, its 95 per cent
        interval ``low`` and ``high`` if the years were independent, the same interval widened for
        errors that carry over from one year to the next (``wide_low``, ``wide_high``),
        ``carry`` (correlation of an error with the one before), the sum of ``squares`` of the
        errors, ``points`` (number of years), and the line's value in its first and last year
        (``first``, ``last``).
    """
    n = len(years)
    if n < FEWEST:
        return None
    middle, level = sum(years) / n, sum(values) / n
    spread = sum((year - middle) ** 2 for year in years)
    pairs = list(zip(years, values, strict=True))
    slope = sum((year - middle) * (value - level) for year, value in pairs) / spread
    errors = [value - level - slope * (year - middle) for year, value in pairs]
    squares = sum(error**2 for error in errors)
    carry = 0.0
    if squares > 1e-12:
        carry = sum(a * b for a, b in itertools.pairwise(errors)) / squares
    half = t_point(n - 2) * math.sqrt(squares / (n - 2) / spread)
    held = min(max(carry, 0.0), MOST_CARRY)
    wide = half * math.sqrt((1 + held) / (1 - held))
    return {
        "slope": 10 * slope,
        "low": 10 * (slope - half),
        "high": 10 * (slope + half),
        "wide_low": 10 * (slope - wide),
        "wide_high": 10 * (slope + wide),
        "carry": carry,
        "squares": squares,
        "points": n,
        "first": level + slope * (years[0] - middle),
        "last": level + slope * (years[-1] - middle),
    }


def t_point(freedom: int) -> float:
    """Return the two-sided 95 per cent point of Student's t, right to 0.2 per cent from 3 up.

    Parameters
    ----------
    freedom : int
        Degrees of freedom, at least 3.

    Returns
    -------
    float
        The point, by an expansion in powers of 1/freedom about the normal distribution.
    """
    terms = [
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    ]
    return Z + sum(term / freedom**power for power, term in enumerate(terms, 1))


@functools.cache
def payload() -> dict:
    """Return the three measures as one list of years for each ally, the groups and the controls."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    allies = load("drift_allies")
    apart = gaps(positions(), [*allies["iso3"]])
    opinion = load("us_favourability").pivot(index="year", columns="iso3")
    forces = load("us_troops_europe")
    troops = forces.pivot(index="year", columns="host", values="troops")
    hosts = allies.dropna(subset="host").set_index("iso3")["host"]
    return {
        "years": [*years],
        "allies": [
            {"iso3": row.iso3, "ally": row.ally, "joined": int(row.joined)}
            for row in allies.itertuples()
        ],
        "groups": {name: members(name) for name in ("founders", "long", "new", "three")},
        "series": {
            "votes": {iso3: _listed(apart[iso3], years, 3) for iso3 in allies["iso3"]},
            "opinion": {
                iso3: _listed(opinion["favourable_pct"][iso3], years, 1)
                for iso3 in opinion["favourable_pct"].columns
            },
            "troops": {
                "all": _listed(us_forces.in_europe(forces) / 1000, years, 3),
                **{iso3: _listed(troops[host] / 1000, years, 3) for iso3, host in hosts.items()},
            },
        },
        "respondents": {
            iso3: _listed(opinion["respondents"][iso3], years, 0)
            for iso3 in opinion["respondents"].columns
        },
        "measure_names": MEASURES,
        "group_names": GROUPS,
        "spans": {
            "votes": [1960, LAST_YEAR],
            "opinion": [2002, int(opinion.index.max())],
            "troops": [1950, int(troops.index.max())],
        },
        "late_year": LATE_YEAR,
        "fewest": FEWEST,
        "most_carry": MOST_CARRY,
        "presets": [[label, patch] for label, patch in PRESETS.items()],
        "defaults": DEFAULTS,
    }


def of_window(start: int, end: int, **inputs: object) -> dict:
    """Return what the explorer shows of a window of years.

    Parameters
    ----------
    start, end : int
        First and last year.
    **inputs
        What else differs from ``DEFAULTS``.

    Returns
    -------
    dict
        As ``compute`` returns it.
    """
    return compute({**DEFAULTS, "start": start, "end": end, **inputs}, payload())


def breaks(start: int, end: int) -> dict[int, float]:
    """Try every year of a window as the break in the trend of the votes.

    Parameters
    ----------
    start, end : int
        First and last year of the window.

    Returns
    -------
    dict
        F of the break by the year in which the second line begins; years that leave too few for
        a line on either side are left out.
    """
    found = {
        year: of_window(start, end, split=True, cut=year)["chow"] for year in range(start, end + 1)
    }
    return {year: chow for year, chow in found.items() if chow is not None}


def _listed(column: pd.Series, years: range, digits: int) -> list[float | None]:
    """Return a column as a list over all years, with None where there is no value."""
    values = column.reindex(years)
    return [None if pd.isna(value) else round(float(value), digits) for value in values]
