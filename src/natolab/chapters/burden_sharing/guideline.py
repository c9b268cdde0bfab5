"""What a spending guideline costs each ally, who is short of it, and when each would arrive."""

from __future__ import annotations

import math

from natolab.data import load

#: The last year with figures for all allies; projections start here.
BASE = 2024
#: Arrivals after this year are not told.
HORIZON = 2060

#: Groups of allies, by their key in the table.
REGIONS = {
    "north_america": "United States and Canada",
    "north": "Northern Europe and the Baltic states",
    "west": "Western Europe",
    "south": "Southern Europe and Turkey",
    "east": "Central and eastern Europe",
}

#: The figure by which Spain's government would stay, per cent of GDP.
SPAIN = 2.1

#: What the menu of allies shows when none has a growth rate of its own.
NONE = "none"

#: Smallest and largest value of each number that the reader can set.
LIMITS = {
    "guideline": (1.5, 5.0),  # per cent of GDP
    "target": (2026.0, 2040.0),  # year
    **{f"growth_{region}": (-1.0, 5.0) for region in REGIONS},  # per cent a year
    "own_growth": (-3.0, 7.0),  # per cent a year
}

#: Years from which the recent pace of an ally may be measured.
PACES = ["2014", "2019", "2021"]

#: The guideline of The Hague, and the one of Wales with a year that Wales did not name.
HAGUE = {"guideline": 3.5, "target": 2035.0}
WALES = {"guideline": 2.0, "target": 2030.0}


def everywhere(growth: float) -> dict[str, float]:
    """Return the settings by which all groups of allies grow alike.

    Parameters
    ----------
    growth : float
        Per cent a year.

    Returns
    -------
    dict of str to float
        One entry for each of ``REGIONS``.
    """
    return {f"growth_{region}": growth for region in REGIONS}


DEFAULTS = {
    **HAGUE,
    **everywhere(1.5),
    "own": NONE,
    "own_growth": 1.5,
    "pace": "2014",
    "spain": False,
    "show": "europe",
}


def compute(inputs: dict, data: dict) -> dict:
    """Project what a spending guideline costs each ally and when each would arrive.

    An ally below the guideline moves from its share of 2024 to the guideline in equal steps until
    the target year; an ally above it stays at its share. Costs are set against every ally
    staying at its share of 2024.

    Parameters
    ----------
    inputs : dict
        Values of the controls; numbers outside ``LIMITS`` are moved to the nearest limit and the
        year is rounded.
    data : dict
        ``payload()``; used is ``allies`` (share of GDP in per cent, GDP in billions of dollars
        at 2021 prices, shares of earlier years).

    Returns
    -------
    dict
        ``allies``: for each its share of 2024, goal, gap (points of GDP), ``extra`` in the target
        year and ``total`` over the years to it (bn dollars at 2021 prices), yearly real
        ``growth`` of spending that the path needs (per cent), ``pace`` (points a year since the
        chosen year), ``arrives`` (year at that pace; None if not by 2060) and
        ``short`` (points below the goal in the target year at that pace).
        ``years``, ``held``, ``path`` and ``trend``: spending of the allies shown (bn dollars) at
        constant shares, on the way to the guideline, and at the recent pace until the goal.
        ``count``: allies below the goal in 2024; ``late``: those who miss the target year at
        their pace; ``extra``, ``extra_europe``, ``total``: sums of the allies.
    """
    x = {name: min(max(float(inputs[name]), low), high) for name, (low, high) in LIMITS.items()}
    target = math.floor(x["target"] + 0.5)
    span = target - BASE
    years = list(range(BASE, target + 1))
    rows = []
    held = [0.0] * (span + 1)
    path = [0.0] * (span + 1)
    trend = [0.0] * (span + 1)
    for ally in data["allies"]:
        share = ally["share"]
        own = inputs["own"] == ally["iso3"]
        growth = x["own_growth"] if own else x[f"growth_{ally['region']}"]
        asked = x["guideline"]
        if inputs["spain"] and ally["iso3"] == "ESP":
            asked = min(asked, SPAIN)
        goal = max(share, asked)
        since = int(inputs["pace"])
        pace = (share - ally["shares"][inputs["pace"]]) / (BASE - since)
        arrives = None
        if share >= asked:
            arrives = BASE
        elif pace > 0:
            # A hair less, so that rounding in the last digit cannot add a year.
            year = BASE + math.ceil((asked - share) / pace - 1e-9)
            arrives = year if year <= HORIZON else None
        shown = inputs["show"] in ("all", ally["iso3"]) or (
            inputs["show"] == "europe" and ally["iso3"] != "USA"
        )
        total = 0.0
        extra = 0.0
        for step in range(span + 1):
            gdp = ally["gdp"] * (1 + growth / 100) ** step
            needed = share + (goal - share) * step / span
            extra = gdp * (needed - share) / 100
            total += extra
            if shown:
                held[step] += gdp * share / 100
                path[step] += gdp * needed / 100
                trend[step] += gdp * max(min(share + pace * step, goal), 0.0) / 100
        real = 100 * ((1 + growth / 100) * (goal / share) ** (1 / span) - 1)
        rows.append(
            {
                "iso3": ally["iso3"],
                "country": ally["country"],
                "share": share,
                "goal": goal,
                "gap": goal - share,
                "extra": extra,
                "total": total,
                "growth": real,
                "pace": pace,
                "arrives": arrives,
                "short": max(goal - max(share + pace * span, 0.0), 0.0) if goal > share else 0.0,
            }
        )
    return {
        "allies": rows,
        "years": years,
        "held": held,
        "path": path,
        "trend": trend,
        "count": sum(row["gap"] > 0 for row in rows),
        "late": sum(row["arrives"] is None or row["arrives"] > target for row in rows),
        "extra": sum(row["extra"] for row in rows),
        "extra_europe": sum(row["extra"] for row in rows if row["iso3"] not in ("USA", "CAN")),
        "total": sum(row["total"] for row in rows),
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        Each ally's shares and GDP, groups, limits, years, starting values and presets.
    """
    table = load("nato_defence_spending")
    shares = table.pivot(index="iso3", columns="year", values="share_pct")
    now = table[table["year"] == BASE].sort_values("country", kind="stable")
    gdp = table.pivot_table(index="region", columns="year", values="gdp_musd", aggfunc="sum")
    past = 100 * ((gdp[BASE] / gdp[2014]) ** (1 / (BASE - 2014)) - 1)
    allies = [
        {
            "iso3": row.iso3,
            "country": row.country,
            "region": row.region,
            "share": float(row.share_pct),
            "gdp": row.gdp_musd / 1000,
            "shares": {year: float(shares.at[row.iso3, int(year)]) for year in PACES},
        }
        for row in now.itertuples()
    ]
    as_before = {f"growth_{region}": round(float(past[region]), 1) for region in REGIONS}
    presets = {
        "The Hague: 3.5 % by 2035": HAGUE,
        "Wales: 2 %, by 2030": WALES,
        "Growth 1.5 % everywhere": everywhere(1.5),
        "Growth as in 2014\N{EN DASH}2024": as_before,
        "No growth": everywhere(0.0),
    }
    return {
        "allies": allies,
        "spain": SPAIN,
        "regions": REGIONS,
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "base": BASE,
        "horizon": HORIZON,
        "paces": PACES,
        "defaults": DEFAULTS,
        "presets": [{"label": label, "values": values} for label, values in presets.items()],
    }
