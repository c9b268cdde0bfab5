"""Numbers of the chapter on endings."""

from __future__ import annotations

import datetime
import math

import pandas as pd

from natolab import AS_OF
from natolab.chapters.endings import lifetimes
from natolab.chapters.endings.lifetimes import REACHED
from natolab.chapters.endings.reference_class import LARGE_POST_WAR, of_class
from natolab.data import load
from natolab.methods import survival
from natolab.numbers import Number, as_of, combine

_WALL = datetime.date(1989, 11, 9)
#: Names in the titles of pacts that had a member from the Warsaw Pact.
_EAST = "Soviet|Poland|Germany|Hungary|Czech|Bulgaria|Romania|Warsaw"


def numbers() -> dict[str, Number]:
    """Return every number of the chapter's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    pacts = lifetimes.pacts()
    return combine(
        as_of(),
        _counts(pacts),
        _nato(pacts),
        _clock(pacts),
        _curves(pacts),
        _other_counts(pacts),
        _ways(pacts),
        _ahead(pacts),
        _extrapolated(pacts),
        _wall(pacts),
        _classes(),
    )


def _counts(pacts: pd.DataFrame) -> dict[str, Number]:
    famous = load("famous_endings")
    living = pacts["end"].isna()
    young = living & (pacts["begin"].dt.year >= 1990)
    each = "in which every member promises defence"
    return {
        "every": Number(
            len(lifetimes.alliances()),
            "alliances",
            "alliances since 1815 in which somebody promises to defend somebody",
        ),
        "pacts": Number(len(pacts), "pacts", f"alliances since 1815 {each}"),
        "phases": Number(len(lifetimes.phases()), "phases", f"phases of alliances {each}"),
        "ended": Number((~living).sum(), "pacts", "those that had ended by 2016"),
        "alive": Number(living.sum(), "pacts", "those still in force at the end of 2016"),
        "young_alive": Number(young.sum(), "pacts", "of these, signed since 1990"),
        "famous": Number(len(famous), "cases", "endings that come to mind"),
        "famous_counted": Number(
            (famous["in_data"] == "broken").sum(),
            "cases",
            "of these, ends of a defence pact in the data",
        ),
    }


def _nato(pacts: pd.DataFrame) -> dict[str, Number]:
    begin = pacts.loc[pacts["atop_id"] == lifetimes.NATO, "begin"].item().date()
    age = (AS_OF - begin).days / lifetimes.YEAR
    return {
        "nato_now": Number(age, "years", "age of the treaty on the day of the course"),
        "nato_years": Number(int(age), "years", "that age in full years"),
        "nato_later": Number(int(age) + 10, "years", "that age ten years later"),
        "oldest": Number(
            max(lifetimes.lives(pacts)[0]), "years", "age of the oldest pact when last seen"
        ),
    }


def _clock(pacts: pd.DataFrame) -> dict[str, Number]:
    methods = {
        "ended": ("ended ones only", "pacts that ended alone"),
        "as": ("as if all had ended", "the living treated as ended"),
        "kaplan": ("Kaplan-Meier", "Kaplan-Meier"),
    }
    answers = {year: lifetimes.three_answers(pacts, year) for year in (1970, 2016)}

    def half(method: str, year: int) -> dict[str, Number]:
        key, words = methods[method]
        meaning = f"age by which half had ended, data to {year}: {words}"
        return {f"{method}_{year}": Number(answers[year][key], "years", meaning)}

    return combine(
        half("ended", 1970),
        half("as", 1970),
        half("kaplan", 1970),
        half("ended", 2016),
        half("as", 2016),
    )


def _half(curve: survival.Curve, words: str) -> Number:
    half = survival.median(curve)
    assert half is not None, f"half of them have not ended: {words}"
    return Number(half, "years", f"age by which half had ended, {words}")


def _reach(curve: survival.Curve, age: int, words: str) -> Number:
    share = 100 * survival.survival_at(curve, age)
    return Number(share, "per cent", f"share of pacts that reach {age}, {words}")


def _curves(pacts: pd.DataFrame) -> dict[str, Number]:
    curve = survival.kaplan_meier(*lifetimes.lives(pacts))
    limit = f"limit of the 95 per cent interval of the share that reaches {REACHED}, by alliance"
    found = {
        f"at{REACHED}_low": Number(100 * curve["low"][-1], "per cent", f"lower {limit}"),
        f"at{REACHED}_high": Number(100 * curve["high"][-1], "per cent", f"upper {limit}"),
    }
    for name, table in {"alliance": pacts, "phase": lifetimes.phases()}.items():
        to_the_day = survival.kaplan_meier(*lifetimes.lives(table))
        found[f"half_{name}"] = _half(to_the_day, f"by {name}")
        found[f"at{REACHED}_{name}"] = _reach(to_the_day, REACHED, f"by {name}")
        years = table["end"].dt.year.fillna(lifetimes.CLOSE.year) - table["begin"].dt.year
        # A pact of a single year counts as half a year, so that it is observed at all.
        whole = survival.kaplan_meier(years.clip(lower=0.5).tolist(), table["end"].notna().tolist())
        words = f"by {name}, in calendar years"
        found[f"calendar_half_{name}"] = _half(whole, words)
        found[f"calendar_at{REACHED}_{name}"] = _reach(whole, REACHED, words)
    return found


def _other_counts(pacts: pd.DataFrame) -> dict[str, Number]:
    """Return the answers with one-sided promises let in, and with lost members as censored."""
    loose = survival.kaplan_meier(*lifetimes.lives(lifetimes.alliances()))
    durations, _ = lifetimes.lives(pacts)
    ended = (~pacts["ending"].isin(["member_lost", "in_force"])).tolist()
    lost_apart = survival.kaplan_meier(durations, ended)
    words = "pacts that lost a member state censored"
    anybody = "all alliances in which anybody promises defence"
    return {
        "half_loose": _half(loose, anybody),
        f"at{REACHED}_loose": _reach(loose, REACHED, anybody),
        "lost_apart_half": _half(lost_apart, words),
        f"lost_apart_at{REACHED}": _reach(lost_apart, REACHED, words),
    }


def _ways(pacts: pd.DataFrame) -> dict[str, Number]:
    words = {
        "broken": "broken or abrogated",
        "replaced": "replaced by another arrangement",
        "fulfilled": "fulfilled or run out",
        "member_lost": "ended with the loss of a member state",
    }
    _, shares = lifetimes.shares_by_way(pacts)
    found = {
        f"share_{way}": Number(
            100 * share[-1], "per cent", f"share {words[way]} by the end of the curve"
        )
        for way, share in shares.items()
    }
    broken = (pacts["ending"] == "broken").sum()
    found["way_broken"] = Number(broken, "pacts", "pacts broken or abrogated by 2016")
    return found


def _ahead(pacts: pd.DataFrame) -> dict[str, Number]:
    lives = lifetimes.lives(pacts)
    from_0, from_20, from_40, from_nato = (
        survival.conditional(*lives, age, 10) for age in (0, 20, 40, REACHED)
    )
    chance = "chance of a pact"
    limit = "limit of the 95 per cent interval of that chance"
    return {
        "from0_chance": Number(
            100 * from_0["chance"], "per cent", f"{chance} at birth to live ten years"
        ),
        "from20_chance": Number(
            100 * from_20["chance"], "per cent", f"{chance} of 20 years to live to 30"
        ),
        "from40_chance": Number(
            100 * from_40["chance"], "per cent", f"{chance} of 40 years to live to 50"
        ),
        "from40_low": Number(100 * from_40["low"], "per cent", f"lower {limit}"),
        "from40_high": Number(100 * from_40["high"], "per cent", f"upper {limit}"),
        "from40_at_risk": Number(from_40["at_risk"], "pacts", "pacts seen beyond the age of 40"),
        "from40_ended": Number(from_40["ended"], "pacts", "of these, ended between 40 and 50"),
        f"from{REACHED}_at_risk": Number(
            from_nato["at_risk"], "pacts", f"pacts seen beyond the age of {REACHED}"
        ),
    }


def _extrapolated(pacts: pd.DataFrame) -> dict[str, Number]:
    (old,) = survival.hazard_by_age(*lifetimes.lives(pacts), [40, 70])
    bounds = {"risk": "", "low": "lower limit of the ", "high": "upper limit of the "}
    found = {
        "old_years": Number(old["years"], "pact-years", "years lived beyond the age of 40"),
        "old_ended": Number(old["ended"], "pacts", "pacts that ended beyond the age of 40"),
    }
    for key, bound in bounds.items():
        found[f"old_{key}"] = Number(
            100 * old[key], "per cent a year", f"{bound}risk of ending beyond the age of 40"
        )
        found[f"old_ten_{key}"] = Number(
            100 * math.exp(-10 * old[key]),
            "per cent",
            f"chance of ten more years at the {bound}risk beyond the age of 40",
        )
    return found


def _wall(pacts: pd.DataFrame) -> dict[str, Number]:
    lives = lifetimes.lives(pacts, _WALL)
    soon = pacts[(pacts["end"] >= pd.Timestamp(_WALL)) & (pacts["end"] < "1993-01-01")]
    known = "as known when the Wall fell"
    return {
        "wall_pacts": Number(len(lives[0]), "pacts", f"pacts, {known}"),
        "wall_at_risk": Number(
            survival.conditional(*lives, 40, 1)["at_risk"],
            "pacts",
            f"pacts seen beyond the age of 40, {known}",
        ),
        "wall_at40": _reach(survival.kaplan_meier(*lives), 40, known),
        "soon": Number(
            len(soon), "pacts", "pacts that ended between the fall of the Wall and the end of 1992"
        ),
        "soon_sixties": Number(
            soon["begin"].dt.year.between(1964, 1977).sum(),
            "pacts",
            "of these, signed between 1964 and 1977",
        ),
        "soon_east": Number(
            soon["pact"].str.contains(_EAST).sum(),
            "pacts",
            "of these, with a member from the Warsaw Pact",
        ),
    }


def _classes() -> dict[str, Number]:
    great = of_class(**LARGE_POST_WAR)
    large = "signed since 1946 with three or more members and a major power"
    reach = "that reaches the age of NATO in 2016"
    found = {
        "all_at": Number(
            100 * of_class()["nato"]["survival"], "per cent", f"share of all pacts {reach}"
        ),
        "great": Number(great["count"], "pacts", f"pacts {large}"),
        "great_ended": Number(great["ended"], "pacts", "of these, ended"),
        "great_at": Number(
            100 * great["nato"]["survival"], "per cent", f"share of pacts {large} {reach}"
        ),
    }
    for name, chosen, words in [
        ("before", {"era": "before"}, "signed before 1946"),
        ("since", {"era": "since"}, "signed since 1946"),
        ("attack", {"pledge": "attack"}, "that also promise to attack somebody"),
    ]:
        result = of_class(**chosen)
        found[f"{name}_count"] = Number(result["count"], "pacts", f"pacts {words}")
        found[f"{name}_half"] = Number(
            result["median"], "years", f"age by which half had ended, pacts {words}"
        )
    return found
