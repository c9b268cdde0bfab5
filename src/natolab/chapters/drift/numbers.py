"""Numbers of the chapter on drift."""

from __future__ import annotations

import math

import pandas as pd

from natolab.chapters.drift import trend, un_votes
from natolab.chapters.origins import us_forces
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine

_POINTS = "points of the scale of UN votes"
_GAP = "the United States minus the mean of the older allies"


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _gaps(),
        _moves(),
        _other_lists(),
        _releases(),
        _opinion(),
        _reported(),
        _troops(),
        _aid(),
        _trends(),
        _breaks(),
    )


def _signed(value: float, form: str, meaning: str) -> Number:
    """Return a number as text with a true minus sign."""
    return Number(format(value, form).replace("-", "\N{MINUS SIGN}"), WORDS, meaning)


def _gaps() -> dict[str, Number]:
    each = un_votes.gaps(un_votes.positions(), un_votes.members("long"))
    gap = each.mean(axis=1)
    narrower = gap.loc[:2023][gap.loc[:2023] < gap[2024]]
    found = {
        f"gap_{year}": Number(gap[year], _POINTS, f"{_GAP}, {year}")
        for year in (1960, 2005, 2016, 2020, 2023, 2024, 2025)
    }
    spread = "standard deviation of the older allies' positions"
    return {
        **found,
        "gap_trump": Number(gap.loc[2017:2020].mean(), _POINTS, f"{_GAP}, mean of 2017 to 2020"),
        "gap_bush": Number(gap.loc[2001:2008].mean(), _POINTS, f"{_GAP}, mean of 2001 to 2008"),
        "gap_minus_1958": _signed(gap[1958], ".1f", f"{_GAP} in points, 1958"),
        "narrowest_since": Number(
            narrower.index.max(), "year", "last year in which the gap was narrower than in 2024"
        ),
        "distance_1960": Number(
            each.loc[1960].abs().mean(), _POINTS, "mean distance, signs dropped, 1960"
        ),
        "above_1960": Number(
            (each.loc[1960] < 0).sum(), "allies", "older allies above the United States, 1960"
        ),
        "members_1960": Number(
            each.loc[1960].notna().sum(), "allies", "older allies then in the UN, 1960"
        ),
        "sd_1980": Number(each.loc[1980].std(), _POINTS, f"{spread}, 1980"),
        "sd_2000": Number(each.loc[2000].std(), _POINTS, f"{spread}, 2000"),
        "sd_2024": Number(each.loc[2024].std(), _POINTS, f"{spread}, 2024"),
    }


def _moves() -> dict[str, Number]:
    points = un_votes.positions()
    us, russia = points["USA"], points["RUS"]
    allies = points[un_votes.members("long")].mean(axis=1)
    drop = "drop of the estimate from 2021 to 2022"
    position = "ideal point of the United States"
    mean = "mean ideal point of the older allies"
    rise, back = "in points from 1960 to 2005", "in points from 2005 to 2024"
    return {
        "us_2024": Number(us[2024], _POINTS, f"{position}, 2024"),
        "us_2025": Number(us[2025], _POINTS, f"{position}, 2025"),
        "allies_2024": Number(allies[2024], _POINTS, f"{mean}, 2024"),
        "allies_2025": Number(allies[2025], _POINTS, f"{mean}, 2025"),
        "russia_2024": _signed(russia[2024], ".1f", "ideal point of Russia in points, 2024"),
        "us_move": _signed(us[2005] - us[1960], "+.1f", f"move of the United States {rise}"),
        "allies_move": _signed(allies[2005] - allies[1960], "+.1f", f"move of the allies {rise}"),
        "us_back": _signed(us[2024] - us[2005], "+.1f", f"move of the United States {back}"),
        "allies_back": _signed(allies[2024] - allies[2005], "+.1f", f"move of the allies {back}"),
        "drop_2022_USA": Number(us[2021] - us[2022], _POINTS, f"American {drop}"),
        "drop_2022_RUS": Number(russia[2021] - russia[2022], _POINTS, f"Russian {drop}"),
    }


def _other_lists() -> dict[str, Number]:
    """Return the gap with other lists of allies and with other votes."""
    points = un_votes.positions()
    long, founders, new = (un_votes.members(group) for group in ("long", "founders", "new"))

    def gap(allies: list[str]) -> pd.Series:
        return un_votes.gaps(points, allies).mean(axis=1)

    table = load("un_ideal_points")
    every = table.pivot(index="year", columns="iso3", values="ideal_point_all_votes")
    every = un_votes.gaps(every, long).mean(axis=1)
    from_founders = "the United States minus the mean of the eleven other founders"
    from_new = "the United States minus the mean of the sixteen newer allies"
    with_all = f"{_GAP}, votes on paragraphs and amendments counted in"
    return {
        "founders_2005": Number(gap(founders)[2005], _POINTS, f"{from_founders}, 2005"),
        "founders_2024": Number(gap(founders)[2024], _POINTS, f"{from_founders}, 2024"),
        "new_1980": Number(gap(new)[1980], _POINTS, f"{from_new}, 1980"),
        "new_2024": Number(gap(new)[2024], _POINTS, f"{from_new}, 2024"),
        "new_counted_1980": Number(
            points.loc[1980, new].notna().sum(), "states", "newer allies with an estimate, 1980"
        ),
        "no_turkey_2024": Number(
            gap([iso3 for iso3 in long if iso3 != "TUR"])[2024],
            _POINTS,
            f"{_GAP} without Turkey, 2024",
        ),
        "every_2005": Number(every[2005], _POINTS, f"{with_all}, 2005"),
        "every_2023": Number(every[2023], _POINTS, f"{with_all}, 2023"),
    }


def _releases() -> dict[str, Number]:
    """Return what the American estimate rests on in the two releases."""
    old = load("un_ideal_points").query("iso3 == 'USA'").set_index("year")
    new = load("un_ideal_points_2026").query("iso3 == 'USA'").set_index("year")
    half = (new["high"] - new["low"]) / 2
    before = old["ideal_point"].loc[1960:2023]
    apart = (before - new["ideal_point"].reindex(before.index)).abs()
    rests = "votes on which the American estimate rests"
    width = "half the width of the American estimate's 90 per cent interval"
    return {
        "votes_1955": Number(old.loc[1955, "votes"], "votes", f"{rests}, 1955"),
        "votes_2024": Number(old.loc[2024, "votes"], "votes", f"{rests}, 2024, older release"),
        "newer_votes_2024": Number(
            new.loc[2024, "votes"], "votes", f"{rests}, 2024, newer release"
        ),
        "newer_votes_2025": Number(
            new.loc[2025, "votes"], "votes", f"{rests}, 2025, newer release"
        ),
        "half_1955": Number(half[1955], _POINTS, f"{width}, 1955"),
        "half_2005": Number(half[2005], _POINTS, f"{width}, 2005"),
        "low_2025": Number(
            new.loc[2025, "low"], _POINTS, "low end of the American interval of 90 per cent, 2025"
        ),
        "high_2025": Number(
            new.loc[2025, "high"], _POINTS, "high end of the American interval of 90 per cent, 2025"
        ),
        "newer_2023": Number(
            new.loc[2023, "ideal_point"], _POINTS, "American estimate of 2023 in the newer release"
        ),
        "newer_russia": Number(
            un_votes.positions().loc[2025, "RUS"], _POINTS, "ideal point of Russia, 2025"
        ),
        "releases_differ": Number(
            apart.max(), _POINTS, "largest difference of American estimates, 1960 to 2023"
        ),
    }


def _opinion() -> dict[str, Number]:
    table = load("us_favourability").set_index(["iso3", "year"])
    share = table["favourable_pct"].unstack("iso3")
    germany, three = share["DEU"], share[un_votes.members("three")].mean(axis=1)
    asked = table["respondents"]["DEU", 2020]
    view = "with a favourable view of the United States"
    found = {
        f"germany_{year}": Number(germany[year], "per cent", f"Germans {view}, {year}")
        for year in (2016, 2017, 2020, 2022, 2023)
    }
    for year in (2005, 2008, 2009, 2016, 2020, 2023):
        found[f"three_{year}"] = Number(
            three[year], "per cent", f"mean of Germans, French and British {view}, {year}"
        )
    return {
        **found,
        "poland_2023": Number(share.loc[2023, "POL"], "per cent", f"Poles {view}, 2023"),
        "turkey_2007": Number(share.loc[2007, "TUR"], "per cent", f"Turks {view}, 2007"),
        "germany_asked": Number(int(asked), "persons", "Germans asked in 2020"),
        "germany_error": Number(
            1.96 * math.sqrt(germany[2020] * (100 - germany[2020]) / asked),
            "percentage points",
            "sampling error of 95 per cent, a simple random sample of as many Germans",
        ),
    }


def _reported() -> dict[str, Number]:
    table = load("us_favourability_headlines").set_index(["iso3", "year"])["favourable_pct"]
    people = {"DEU": "Germans", "SWE": "Swedes"}
    return {
        f"reported_{iso3}_{year}": Number(
            int(table[iso3, year]),
            "per cent",
            f"{people[iso3]} with a favourable view of the United States, as reported, {year}",
        )
        for iso3 in people
        for year in (2024, 2025)
    }


def _troops() -> dict[str, Number]:
    table = load("us_troops_europe")
    found = {
        f"troops_{year}": us_forces.assigned(table, year)
        for year in (1957, 1960, 1989, 1995, 2005, 2016, 2020, 2023, 2025)
    }
    since = us_forces.in_europe(table).loc[2009:]
    troops = "US troops assigned to Europe since 2009"
    return {
        **found,
        "troops_low": Number(since.min(), "persons", f"fewest {troops}"),
        "troops_high": Number(since.max(), "persons", f"most {troops}"),
    }


def _aid() -> dict[str, Number]:
    sums = load("ukraine_aid_by_donor").groupby("bloc").sum(numeric_only=True)
    total, military = sums.sum(axis=1), sums["military_bn_eur"]
    billion, to = "billion euros", "allocated to Ukraine to January 2026"
    return {
        "aid_us": Number(total["United States"], billion, f"American aid {to}"),
        "aid_eu": Number(total["EU institutions"], billion, f"aid of the EU's institutions {to}"),
        "aid_allies": Number(total["European allies"], billion, f"European allies' aid {to}"),
        "military_us": Number(military["United States"], billion, f"American military aid {to}"),
        "military_allies": Number(
            military["European allies"], billion, f"European allies' military aid {to}"
        ),
    }


def _trends() -> dict[str, Number]:
    """Return slopes as text, since those below zero need a true minus sign."""
    windows = {
        "rise": (1960, 2005, ["slope", "low", "high", "wide_low", "wide_high"]),
        "fall": (2005, 2024, ["slope", "low", "high", "wide_low", "wide_high"]),
        "long": (1960, 2024, ["carry"]),
        "wide": (1990, 2024, ["slope", "low", "high", "wide_low", "wide_high"]),
        "post": (1990, 2025, ["slope"]),
    }
    words = {
        "slope": "slope of the gap in points a decade",
        "low": "lower limit of that slope's 95 per cent interval",
        "high": "upper limit of that slope's 95 per cent interval",
        "wide_low": "lower limit of the widened interval",
        "wide_high": "upper limit of the widened interval",
        "carry": "correlation of an error with the one before",
    }
    found = {}
    for name, (start, end, keys) in windows.items():
        line = trend.of_window(start, end)["fit"]
        for key in keys:
            found[f"{name}_{key}"] = _signed(line[key], ".2f", f"{words[key]}, {start} to {end}")
    fall = trend.of_window(2005, 2024)["fit"]["slope"]
    found["fall_drop"] = Number(-fall, "points a decade", "fall of the gap, 2005 to 2024")
    return found


def _breaks() -> dict[str, Number]:
    found = trend.breaks(1960, 2024)
    best = max(found, key=lambda year: found[year])
    return {
        "break_best": Number(best, "year", "year of the break with the largest F"),
        "break_best_f": Number(found[best], "1", "F of that break"),
        "break_2017_f": Number(found[2017], "1", "F of a break in 2017"),
        "breaks_tried": Number(len(found), "years", "possible breaks between 1960 and 2024"),
        "breaks_above_4": Number(
            sum(value > 4 for value in found.values()), "years", "of these, with an F above 4"
        ),
    }
