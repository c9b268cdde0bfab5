"""From lost barrels to a price path: a gap in supply, two elasticities, a lag."""

from __future__ import annotations

import datetime
import math

import pandas as pd

from natolab.data import load

#: Weeks that the explorer looks ahead.
HORIZON = 52
#: The price is never shown above this multiple of the price at the start.
CAP = 5.0
#: Points of inflation for each per cent by which oil is dearer for a year (Choi et al. 2018).
PASS_THROUGH = 0.04
#: Beyond this multiple of the price at the start the mean says nothing about inflation.
TRUSTED_RISE = 2.0
#: Dollars below the peak that count as the peak, so that rounding in the last digit cannot move
#: its week.
CENT = 0.01
#: The price is back when it is no more than this multiple of the price at the start.
CALM = 1.1

#: Smallest and largest value of each number that the reader can set; whole numbers stay whole.
LIMITS = {
    "lost": (0.0, 20.0),  # mb/d
    "bypass": (0.0, 7.0),  # mb/d
    "release": (0.0, 6.0),  # mb/d
    "release_weeks": (0, HORIZON),
    "weeks": (0, HORIZON),
    "demand": (0.02, 0.6),
    "supply": (0.0, 0.3),
    "growth": (1.0, 4.0),
    "lag": (0.5, 8.0),  # weeks
    "start": (40.0, 120.0),  # $/barrel
    "imports": (0.1, 15.0),  # mb/d
}

DEFAULTS = {
    "lost": 15.0,
    "bypass": 2.6,
    "release": 0.0,
    "release_weeks": 26,
    "weeks": 12,
    "demand": 0.13,
    "supply": 0.11,
    "growth": 1.5,
    "lag": 2.0,
    "start": 71.0,
    "imports": 1.0,
    "observed": True,
}

#: Settings behind the button "What the market did"; the chapter says where each comes from.
#: What is not named keeps the value that the reader gave it.
MARKET = {
    "lost": 17.3,
    "bypass": 3.0,
    "release": 2.2,
    "release_weeks": 20,
    "weeks": 15,
    "demand": 0.13,
    "supply": 0.11,
    "growth": 1.5,
    "lag": 2.0,
    "start": DEFAULTS["start"],
}


def compute(inputs: dict, data: dict) -> dict:
    """Follow the oil price for a year, week by week, after oil stops flowing.

    Parameters
    ----------
    inputs : dict
        Values of the controls; numbers outside ``LIMITS`` are moved to the nearest limit.
    data : dict
        ``payload()``; used are ``world`` (mb/d), ``start_date`` and ``observed`` ($/barrel).

    Returns
    -------
    dict
        ``price`` and ``target`` ($/barrel, one value a week from 0 to 52), the peak and its week
        and date, ``back_week`` (the first from the peak on within a tenth of the start; None if
        there is none), the ``gap`` in the first week as mb/d and share of world
        consumption, whether the cap was ``reached``, the extra cost of imports (bn $ a day at
        the peak, bn $ over the year), the points of ``inflation`` (None where the price leaves
        the range for which the rule was found) and the mean ``miss`` against the observed price
        ($/barrel; 0 without observations).
    """
    x = {name: min(max(float(inputs[name]), low), high) for name, (low, high) in LIMITS.items()}
    world = data["world"]
    approach = 1 - math.exp(-1 / x["lag"])
    price, target, shares = [x["start"]], [x["start"]], []
    reached = False
    for week in range(1, HORIZON + 1):
        lost = x["lost"] if week <= x["weeks"] else 0.0
        released = x["release"] if week <= x["release_weeks"] else 0.0
        share = max(lost - x["bypass"] - released, 0.0) / world
        elasticity = (x["demand"] + x["supply"]) * (1 + (x["growth"] - 1) * week / HORIZON)
        log_rise = -math.log(1 - share) / elasticity
        if log_rise > math.log(CAP):
            log_rise, reached = math.log(CAP), True
        aim = x["start"] * math.exp(log_rise)
        shares.append(share)
        target.append(aim)
        price.append(price[-1] + (aim - price[-1]) * approach)
    peak = max(price)
    peak_week = next(week for week, value in enumerate(price) if value > peak - CENT)
    calm = x["start"] * CALM
    back = [week for week in range(peak_week, HORIZON + 1) if price[week] <= calm]
    start_date = datetime.date.fromisoformat(data["start_date"])
    mean = sum(price[1:]) / HORIZON
    trusted = not reached and mean / x["start"] <= TRUSTED_RISE
    observed = data["observed"]
    misses = [abs(price[week] - observed[week]) for week in range(1, len(observed))]
    return {
        "price": price,
        "target": target,
        "peak": peak,
        "peak_week": peak_week,
        "peak_date": (start_date + datetime.timedelta(weeks=peak_week)).isoformat(),
        "back_week": back[0] if back else None,
        "gap": shares[0] * world,
        "gap_share": shares[0],
        "reached": reached,
        "mean": mean,
        "cost_per_day": (peak - x["start"]) * x["imports"] / 1000,
        "cost_year": (mean - x["start"]) * x["imports"] * 7 * HORIZON / 1000,
        "inflation": PASS_THROUGH * 100 * (mean / x["start"] - 1) if trusted else None,
        "miss": sum(misses) / len(misses) if misses else 0.0,
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        World consumption (mb/d), the observed weekly price ($/barrel), the studies' elasticities,
        limits, presets and constants.
    """
    forecast = load("oil_balance_forecasts")
    before = forecast[forecast["vintage"] == forecast["vintage"].min()]
    world = before.set_index("month").at[pd.Timestamp("2026-03-01"), "consumption_mb_per_day"]
    brent = load("brent_spot").set_index("date")["usd_per_barrel"]
    weekly = brent.resample("W-FRI").mean().loc["2026-02-27" : brent.index[-1]]
    studies = load("oil_elasticities")[["study", "label", "supply", "demand"]]
    return {
        "world": float(world),
        "start_date": weekly.index[0].date().isoformat(),
        "end_date": weekly.index[-1].date().isoformat(),
        "observed": [round(float(value), 2) for value in weekly],
        "studies": studies.to_dict("records"),
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "defaults": DEFAULTS,
        "market": MARKET,
        "horizon": HORIZON,
        "cap": CAP,
        "pass_through": PASS_THROUGH,
        "trusted_rise": TRUSTED_RISE,
        "cent": CENT,
        "calm": CALM,
    }
