"""Numbers of the chapter on burden-sharing."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.burden_sharing import guideline
from natolab.chapters.burden_sharing.american_share import us_shares
from natolab.chapters.burden_sharing.public_good import INCOMES, equilibrium, fair
from natolab.data import load
from natolab.numbers import WORDS, Number, as_of, combine


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    return combine(
        as_of(),
        _game(),
        _american_share(),
        _ranks(),
        _two_per_cent(),
        _equipment(),
        _editions(),
        _core(),
        _revisions(),
        _projection(),
        _variants(),
    )


def _game() -> dict[str, Number]:
    units, income = "units of income", "per cent of its income"
    half = equilibrium([100, 50], [0.1, 0.1], spill=0.5)
    found = {
        "equals": Number(
            equilibrium([100, 100], [0.1, 0.1])[0],
            units,
            "what each of two equal allies with incomes of 100 spends",
        ),
        "fair_total": Number(
            fair([100, 50], [0.1, 0.1]).sum(),
            units,
            "what both buy if each pays what the last unit is worth to it",
        ),
        "half_large": Number(half[0], units, "what the larger spends if half the good spills over"),
        "half_small": Number(
            half[1], units, "what the smaller spends if half the good spills over"
        ),
    }
    incomes = list(INCOMES.values())
    for name, us in [("three", 3.0), ("one", 1.0)]:
        spent = equilibrium(incomes, [0.03, 0.03, 0.06, 0.03], 0.05, fixed={0: us})
        given = f"if the United States spends {us:.0f} per cent"
        found[f"play_large_{name}"] = Number(
            100 * spent[1] / incomes[1], income, f"what the large ally spends {given}"
        )
        found[f"play_front_{name}"] = Number(
            100 * spent[2] / incomes[2], income, f"what the front-line ally spends {given}"
        )
    return found


def _american_share() -> dict[str, Number]:
    share = us_shares(load("allied_spending_sipri"))
    found = {}
    for kind, words in [("constant", "dollars of 2023"), ("current", "dollars of each year")]:
        for year in (1953, 1980, 1985, 2000, 2010, 2024):
            found[f"{kind}_{year}"] = Number(
                share.at[year, kind],
                "per cent",
                f"US share of the allies' military spending in {words}, {year}",
            )
    table = load("nato_defence_spending").set_index(["year", "iso3"])[["spending_musd", "gdp_musd"]]
    part = 100 * table.xs("USA", level="iso3") / table.groupby("year").sum()
    for year in (2014, 2024):
        found[f"us_nato_{year}"] = Number(
            part.at[year, "spending_musd"],
            "per cent",
            f"US share of the allies' defence spending in NATO's table, {year}",
        )
    found["us_gdp_2024"] = Number(
        part.at[2024, "gdp_musd"], "per cent", "US share of the allies' GDP in NATO's table, 2024"
    )
    return found


def _ranks() -> dict[str, Number]:
    rank = load("allied_spending_sipri").set_index("year")["rank_correlation"]
    what = "rank correlation of GDP and the share of it spent on the military"
    found = {
        f"rank_{name}": Number(rank.loc[first:last].mean(), "1", f"{what}, {words}")
        for name, first, last, words in [
            ("1960", 1960, 1960, "1960"),
            ("1971", 1971, 1971, "1971"),
            ("1980s", 1980, 1989, "mean of 1980 to 1989"),
            ("2000s", 1999, 2008, "mean of 1999 to 2008"),
            ("2013", 2011, 2015, "mean of 2011 to 2015"),
        ]
    }
    with_sign = f"{rank[2023]:.2f}".replace("-", "\N{MINUS SIGN}")
    return found | {"rank_2023": Number(with_sign, WORDS, f"{what}, 2023")}


def _two_per_cent() -> dict[str, Number]:
    table = load("nato_defence_spending")
    share = table.pivot(index="iso3", columns="year", values="share_pct")
    europe = table[~table["iso3"].isin(["USA", "CAN"])].groupby("year")
    spending, gdp = europe["spending_musd"].sum(), europe["gdp_musd"].sum()

    def reached(year: int, line: float = 2.0) -> Number:
        count = (share[year] >= line).sum()
        return Number(count, "allies", f"allies at {line:g} per cent of GDP or more, {year}")

    found = {f"reached_{year}": reached(year) for year in (2014, 2023, 2024)}
    found |= {"reached_lower": reached(2024, 1.9), "reached_higher": reached(2024, 2.1)}
    for year in (2014, 2024):
        found |= {
            f"europe_{year}": Number(
                100 * spending[year] / gdp[year],
                "per cent of GDP",
                f"defence spending of the European allies, {year}",
            ),
            f"europe_bn_{year}": Number(
                spending[year] / 1000,
                "billion dollars of 2021",
                f"defence spending of the European allies, {year}",
            ),
            f"us_share_{year}": Number(
                share.at["USA", year],
                "per cent of GDP",
                f"defence spending of the United States, {year}",
            ),
        }
    return found


def _equipment() -> dict[str, Number]:
    table = load("nato_equipment_2019")
    fifth = table["equipment_pct"] >= 20
    of_2019 = table["year"] == 2019
    row = table[of_2019].set_index("iso3")
    found = {}
    for iso3, country in [("GRC", "Greece"), ("LUX", "Luxembourg")]:
        found[f"money_{iso3}"] = Number(
            row.at[iso3, "share_pct"], "per cent of GDP", f"{country}'s defence spending, 2019"
        )
        found[f"equip_{iso3}"] = Number(
            row.at[iso3, "equipment_pct"], "per cent", f"part of it spent on equipment, {country}"
        )
    for year in (2014, 2019):
        found[f"twenty_{year}"] = Number(
            (fifth & (table["year"] == year)).sum(),
            "allies",
            f"allies that spent a fifth or more on equipment, {year}",
        )
    return found | {
        "both_2019": Number(
            (fifth & of_2019 & (table["share_pct"] >= 2)).sum(),
            "allies",
            "allies that also spent 2 per cent of GDP or more, 2019",
        )
    }


def _editions() -> dict[str, Number]:
    table = load("defence_share_editions")
    poland = table[(table["iso3"] == "POL") & (table["year"] == 2024)].set_index("edition")
    return {
        f"poland_{edition}": Number(
            poland.at[edition, "share_pct"],
            "per cent of GDP",
            f"Poland's defence spending in 2024, {source}",
        )
        for edition, source in [
            ("nato_2024", "NATO in June 2024"),
            ("nato_2025_april", "NATO in April 2025"),
            ("nato_2025", "NATO in August 2025"),
            ("sipri_2025", "SIPRI in April 2025"),
        ]
    }


def _core() -> dict[str, Number]:
    """Count allies in the edition of July 2026, which has a basis of its own."""
    share = load("nato_core_spending").pivot(index="country", columns="year", values="share_pct")
    basis = "core defence, edition of July 2026"

    def reached(year: int, line: float) -> Number:
        count = int((share[year] >= line).sum())
        return Number(
            count, "allies", f"allies at {line:g} per cent of GDP or more, {year}, {basis}"
        )

    def names(found: pd.Series, meaning: str) -> Number:
        return Number(_list(list(found.index)), WORDS, f"{meaning}, {basis}")

    of_2025, of_2026 = share[2025], share[2026]
    old = load("defence_share_editions").set_index(["iso3", "year", "edition"])["share_pct"]
    before = load("nato_defence_spending").set_index(["country", "year"])["share_pct"]
    moved = (share[2024] - before.xs(2024, level="year")).abs()
    return {
        "core_reached_2024": reached(2024, 2.0),
        "core_reached_2026": reached(2026, 2.0),
        "core_near_2026": Number(
            of_2026.between(2.0, 2.1).sum(),
            "allies",
            f"allies from 2 to 2.1 per cent, 2026, {basis}",
        ),
        "core_short_2025": Number(
            (of_2025 < 2).sum(), "allies", f"allies below 2 per cent, 2025, {basis}"
        ),
        "core_short_names": names(of_2025[of_2025 < 2], "allies below 2 per cent, 2025"),
        "core_hague_2025": reached(2025, 3.5),
        "core_hague_2026": reached(2026, 3.5),
        "core_hague_names": names(of_2026[of_2026 >= 3.5], "allies at 3.5 per cent or more, 2026"),
        "moved_core": Number(
            moved.mean(),
            "points of GDP",
            "mean change for 2024 between the editions of 2025 and 2026",
        ),
        "poland_2025_old": Number(
            old["POL", 2025, "nato_2025"], "per cent of GDP", "Poland, 2025, edition of August 2025"
        ),
        "poland_2025_core": Number(
            share.at["Poland", 2025], "per cent of GDP", f"Poland, 2025, {basis}"
        ),
    }


def _list(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _revisions() -> dict[str, Number]:
    """Compare NATO's edition of 2019 with that of 2025."""
    old = load("nato_equipment_2019").set_index(["iso3", "year"])["share_pct"]
    new = load("nato_defence_spending").set_index(["iso3", "year"])["share_pct"]
    moved = (new - old).abs().dropna()
    share = "Bulgaria's defence spending"

    def mean(values: pd.Series, year: int, words: str) -> Number:
        return Number(
            values.xs(year, level="year").mean(),
            "points of GDP",
            f"mean size of the change between the editions of 2019 and 2025, for {year}{words}",
        )

    def bulgaria(values: pd.Series, year: int, edition: int) -> Number:
        return Number(
            values["BGR", year], "per cent of GDP", f"{share} in {year}, edition of {edition}"
        )

    return {
        "moved_2014": mean(moved, 2014, ""),
        "moved_2019": mean(moved.drop("BGR"), 2019, ", Bulgaria left out"),
        "bulgaria_old": bulgaria(old, 2019, 2019),
        "bulgaria_new": bulgaria(new, 2019, 2025),
        "bulgaria_2018": bulgaria(new, 2018, 2025),
        "bulgaria_2020": bulgaria(new, 2020, 2025),
    }


def _run(**changes: float | str | bool) -> dict:
    return guideline.compute({**guideline.DEFAULTS, **changes}, guideline.payload())


def _projection() -> dict[str, Number]:
    hague = _run()
    by_name = {row["country"]: row for row in hague["allies"]}
    billions = "billion dollars of 2021"
    more = "cost of 3.5 per cent by 2035, in 2035, above the shares of 2024"
    found = {
        "short_2024": Number(hague["count"], "allies", "allies below 3.5 per cent, 2024"),
        "extra": Number(hague["extra"], billions, more),
        "extra_europe": Number(hague["extra_europe"], billions, f"{more}: Europe"),
        "late_2014": Number(
            hague["late"], "allies", "allies that miss 2035 at their pace since 2014"
        ),
        "never": Number(
            sum(row["arrives"] is None for row in hague["allies"]),
            "allies",
            f"allies that do not arrive by {guideline.HORIZON} at their pace since 2014",
        ),
    }
    for name, country in [("us", "United States"), ("germany", "Germany")]:
        found[f"extra_{name}"] = Number(by_name[country]["extra"], billions, f"{more}: {country}")
    for country in ("Germany", "Spain"):
        found[f"{country.lower()}_growth"] = Number(
            by_name[country]["growth"],
            "per cent a year",
            f"real growth of spending that the guideline asks of {country}",
        )
    return found


def _variants() -> dict[str, Number]:
    billions = "billion dollars of 2021"
    late = {
        f"late_{year}": Number(
            _run(pace=year)["late"],
            "allies",
            f"allies that miss 2035 at their pace since {year}",
        )
        for year in ("2019", "2021")
    }
    return late | {
        "extra_flat": Number(
            _run(**guideline.everywhere(0.0))["extra"],
            billions,
            "cost of 3.5 per cent by 2035 without growth",
        ),
        "spain_saves": Number(
            _run()["extra"] - _run(spain=True)["extra"],
            billions,
            f"what that cost falls by if Spain stays at {guideline.SPAIN} per cent",
        ),
        "wales_extra": Number(
            _run(**guideline.WALES)["extra"],
            billions,
            "cost of 2 per cent for all by 2030, in 2030",
        ),
    }
