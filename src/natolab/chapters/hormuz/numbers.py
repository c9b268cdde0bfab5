"""Numbers of the chapter on Hormuz."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from natolab.chapters.hormuz import oil_price
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine

_ASIA = ["China", "India", "South Korea", "Japan", "Other Asia"]
_DOWNLOADS = {"april": "2026-04", "august": "2026-08", "october": "2026-10"}
_MONTHS = {"mar": ("2026-03-01", "March"), "jul": ("2026-07-01", "July")}
#: Oil missing in exercise 3, mb/d: half of the strait's flow is lost, pipelines take three more.
_MISSING = 20 / 2 - 3


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(as_of(), _passes(), _ships(), _downloads(), _prices(), _balance(), _model())


def baseline(vintage: str, years: list[int]) -> float:
    """Return ships a day in one download, as the mean of some years.

    Parameters
    ----------
    vintage : str
        Month of the download, such as ``"2026-10"``.
    years : list of int
        The years to average; months weigh by their days.

    Returns
    -------
    float
        Ships a day.
    """
    table = load("hormuz_transits_vintages")
    part = table[(table["vintage"] == vintage) & table["month"].dt.year.isin(years)]
    return float(np.average(part["ships_per_day"], weights=part["days"]))


def _passes() -> dict[str, Number]:
    flows = load("hormuz_oil_flows")
    crude = flows[flows["product"] == "crude"].set_index(["side", "place"])["mb_per_day"]
    crude_in, crude_out = crude["destination"], crude["origin"]
    total = crude_in.sum()
    products = flows.loc[flows["place"] == "Not published", "mb_per_day"].sum()
    gas = load("hormuz_lng_flows")
    gas_out = gas[gas["side"] == "origin"].set_index("place")["bcf_per_day"]
    table = load("oil_chokepoints")
    strait = table[table["year"] == 2023].set_index("location")["mb_per_day"]
    through = 100 * strait["Strait of Hormuz"]
    share = "share of the strait's crude in 2024 that went to"
    return {
        "crude": Number(total, "mb/d", "crude oil and condensate through the strait, 2024"),
        "products": Number(products, "mb/d", "refined products through the strait, 2024"),
        "all_oil": Number(total + products, "mb/d", "all oil through the strait, 2024"),
        "iran_crude": Number(crude_out["Iran"], "mb/d", "Iran's own crude through it, 2024"),
        "asia_share": Number(100 * crude_in[_ASIA].sum() / total, "per cent", f"{share} Asia"),
        "europe_share": Number(100 * crude_in["Europe"] / total, "per cent", f"{share} Europe"),
        "us_share": Number(
            100 * crude_in["United States"] / total, "per cent", f"{share} the United States"
        ),
        "qatar_share": Number(
            100 * gas_out["Qatar"] / gas_out.sum(), "per cent", "Qatar's share of the strait's gas"
        ),
        "share_supply": Number(
            through / strait["World total oil supply"],
            "per cent",
            "oil through the strait as a share of the world's supply, 2023",
        ),
        "share_sea": Number(
            through / strait["World maritime oil trade"],
            "per cent",
            "oil through the strait as a share of the world's oil at sea, 2023",
        ),
    }


def _ships() -> dict[str, Number]:
    table = load("hormuz_transits").set_index("date")
    ships, tankers = table["ships"], table["tankers"]
    week = ships.rolling(7).mean()["2026-06-17":"2026-07-31"]
    year = ships["2025"].mean()

    def mean(first: str, last: str | None, when: str) -> Number:
        return Number(ships[first:last].mean(), "ships a day", f"mean, {when}")

    return {
        "ships_2025": mean("2025-01-01", "2025-12-31", "2025"),
        "ships_first": mean("2026-03-02", "2026-06-16", "from the closure to the memorandum"),
        "ships_to_peak": mean("2026-03-02", "2026-04-07", "from the closure to the dearest day"),
        "ships_closed": mean("2026-03-02", None, "from the closure to the end of the count"),
        "ships_end": _day(ships.index[-1], "last day of the count of ships"),
        "ships_best": Number(week.max(), "ships a day", "best week after the memorandum"),
        "ships_again": mean("2026-07-14", None, "from the second blockade on"),
        "ships_last": mean("2026-09-28", "2026-10-04", "week to 4 October 2026"),
        "ships_last_share": Number(
            100 * ships["2026-09-28":"2026-10-04"].mean() / year,
            "per cent",
            "ships seen in the week to 4 October 2026, share of the mean of 2025",
        ),
        "tankers_last_share": Number(
            100 * tankers["2026-09-28":"2026-10-04"].mean() / tankers["2025"].mean(),
            "per cent",
            "tankers seen in the week to 4 October 2026, share of the mean of 2025",
        ),
        "seen_share": Number(
            100 * ships["2026-03-02":"2026-05-31"].mean() / year,
            "per cent",
            "ships seen from the closure to May 2026, share of the mean of 2025",
        ),
    }


def _day(day: pd.Timestamp, meaning: str) -> Number:
    return Number(f"{day.day} {day:%B %Y}", WORDS, meaning)


def _downloads() -> dict[str, Number]:
    table = load("hormuz_transits_vintages")
    found: dict[str, Number] = {}
    for name, vintage in _DOWNLOADS.items():
        before = baseline(vintage, [2025])
        march = table[(table["vintage"] == vintage) & (table["month"] == "2026-03-01")]
        after = march["ships_per_day"].item()
        where = f"as downloaded in {name.capitalize()} 2026"
        found[f"drop_{name}"] = Number(
            100 * (1 - after / before), "per cent", f"fall from 2025 to March 2026, {where}"
        )
    return found


def _prices() -> dict[str, Number]:
    price = load("brent_spot").set_index("date")["usd_per_barrel"]
    months = price.resample("MS").mean()
    futures = load("brent_futures")
    december = futures[futures["contract"] == "2026-12"].set_index("date")["usd_per_barrel"]
    unit = "dollars a barrel"

    def day(date: str) -> Number:
        return Number(price[f"2026-{date}"], unit, f"Brent spot on 2026-{date}")

    return {
        "brent_feb": Number(months["2026-02-01"], unit, "Brent spot, mean of February 2026"),
        "brent_peak": Number(price.max(), unit, "Brent spot, dearest day"),
        "brent_ratio": Number(
            price.max() / months["2026-02-01"], "1", "dearest day over the mean of February"
        ),
        "brent_low": Number(price["2026-06":].min(), unit, "Brent spot, cheapest day since June"),
        "brent_0520": day("05-20"),
        "brent_0616": day("06-16"),
        "brent_1002": day("10-02"),
        "brent_last": Number(price.iloc[-1], unit, "Brent spot on the last day of the table"),
        "future_1002": Number(december["2026-10-02"], unit, "Brent for December, 2 October 2026"),
        "brent_end": _day(price.index[-1], "last day of the spot prices"),
        "brent_0227": day("02-27"),
        "brent_0306": day("03-06"),
    }


def _balance() -> dict[str, Number]:
    """Compare the forecast made before the war with the estimate of August."""
    forecasts = load("oil_balance_forecasts")
    before = forecasts[forecasts["vintage"] == "2026-02-10"].set_index("month")
    after = forecasts[forecasts["vintage"] == "2026-08-11"].set_index("month")
    supply, use = "supply_mb_per_day", "consumption_mb_per_day"
    balance = pd.DataFrame(
        {
            "lost": before[supply] - after[supply],
            "less used": before[use] - after[use],
            "not stored": before[supply] - before[use],
            "drawn": after[use] - after[supply],
        }
    )
    period = balance.loc["2026-03":"2026-07"]
    sums = period.mul(period.index.days_in_month, axis=0).sum()
    shares = 100 * sums / sums["lost"]
    price = load("brent_spot").set_index("date")["usd_per_barrel"].resample("MS").mean()
    response = -np.log(after[use] / before[use])
    response = response / np.log(price.reindex(response.index) / price["2026-02-01"])
    when = "March to July 2026"
    found = {
        "lost_min": Number(period["lost"].min(), "mb/d", f"supply lost, least month, {when}"),
        "lost_max": Number(period["lost"].max(), "mb/d", f"supply lost, most, {when}"),
        "lost_total": Number(sums["lost"], "million barrels", f"supply lost, {when}"),
    }
    names = {
        "less_used": ("less used", "less used than forecast"),
        "not_stored": ("not stored", "meant for storage and used"),
        "drawn": ("drawn", "drawn from tanks and tankers, a remainder"),
    }
    for name, (column, words) in names.items():
        found[f"{name}_share"] = Number(shares[column], "per cent", f"share of the loss: {words}")
    for name, (first, month) in _MONTHS.items():
        found[f"response_{name}"] = Number(
            response[first],
            "per cent a per cent",
            f"fall of consumption for each per cent of price, {month} 2026",
        )
    return found


def _model() -> dict[str, Number]:
    data = oil_price.payload()
    of_market = {**oil_price.DEFAULTS, **oil_price.MARKET}

    def run(**change: float) -> dict:
        return oil_price.compute({**of_market, **change}, data)

    market, no_release = run(), run(release=0.0)
    dollars = "dollars a barrel"
    observed, closed = data["observed"], oil_price.MARKET["weeks"]
    world, start = data["world"], oil_price.DEFAULTS["start"]
    found = {
        "world": Number(world, "mb/d", "consumption expected for March 2026"),
        "start": Number(start, dollars, "price before the war, as the model has it"),
        "model_gap": Number(market["gap"], "mb/d", "gap in the first week, market's values"),
        "model_gap_share": Number(
            100 * market["gap_share"], "per cent", "that gap, share of the world's consumption"
        ),
        "model_peak": Number(market["peak"], dollars, "the model's peak with the market's values"),
        "model_miss": Number(market["miss"], dollars, "mean miss against the observed price"),
        "closed_miss": Number(
            np.abs(np.subtract(market["price"][: closed + 1], observed[: closed + 1]))[1:].mean(),
            dollars,
            "mean miss against the observed price while the strait was closed",
        ),
        "late_miss": Number(
            observed[-1] - market["price"][len(observed) - 1],
            dollars,
            "by which the model lies below the last observed week",
        ),
        "peak_no_release": Number(no_release["peak"], dollars, "peak without reserves"),
        "release_worth": Number(
            no_release["peak"] - market["peak"], dollars, "what the reserves take off the peak"
        ),
        "peak_fast_release": Number(
            run(release=4.0, release_weeks=8)["peak"],
            dollars,
            "peak with 4 mb/d of reserves for eight weeks",
        ),
        "model_inflation": Number(market["inflation"], "points", "inflation over the year"),
        "model_cost": Number(
            1000 * market["cost_per_day"],
            "million dollars a day",
            "extra bill at the peak for 1 mb/d of imports",
        ),
        "week_peak": Number(max(observed), dollars, "highest weekly mean of Brent, 2026"),
    }
    for total in (0.24, 0.5, 0.1):
        found[f"half_closed_{100 * total:.0f}"] = Number(
            start * math.exp(-math.log(1 - _MISSING / world) / total),
            dollars,
            f"price, {start:g} dollars before, with {_MISSING:g} of {world:.1f} mb/d missing, "
            f"elasticities of {total}",
        )
    studies = load("oil_elasticities").set_index("study")
    for study, row in studies.iterrows():
        found[f"times_{study}"] = Number(
            math.exp(-math.log(0.9) / (row["supply"] + row["demand"])),
            "1",
            f"price over price before with a tenth missing, {row['label']}",
        )
    for study in ("kilian_murphy", "baumeister_hamilton"):
        row = studies.loc[study]
        found[f"peak_{study}"] = Number(
            run(supply=row["supply"], demand=row["demand"])["peak"],
            dollars,
            f"peak with {row['label']}",
        )
    return found
