"""Numbers of the page on the readings."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.readings.claims import READINGS, VERDICTS
from natolab.data import load
from natolab.methods.agreement import cohen_kappa
from natolab.numbers import Number, as_of, combine

#: The day of the second reading.
_COLUMN = pd.Timestamp("2025-04-10")
_DECIDED = [verdict for verdict in VERDICTS if verdict != "opinion"]


def numbers() -> dict[str, Number]:
    """Return every number of the page's prose by its name.

    Returns
    -------
    dict of str to Number
        Value, unit and meaning.
    """
    claims = load("reading_claims")
    return combine(
        as_of(),
        _readings(claims),
        _forecasts(claims),
        _moved_past_and_weak(claims),
        _agreement(claims),
        _dates(),
    )


def _count(chosen: pd.Series, meaning: str) -> Number:
    return Number(int(chosen.sum()), "claims", meaning)


def _readings(claims: pd.DataFrame) -> dict[str, Number]:
    found = {"claims_all": Number(len(claims), "claims", "claims of both readings")}
    for reading, name in READINGS.items():
        mine = claims["reading"] == reading
        checked = mine & (claims["kind"] != "opinion")
        found[f"{reading}_all"] = _count(mine, f"claims of {name}")
        found[f"{reading}_checked"] = _count(checked, f"claims of {name} that are not opinions")
        for verdict in _DECIDED:
            found[f"{reading}_{verdict}"] = _count(
                mine & (claims["verdict"] == verdict),
                f"claims of {name} with the verdict {VERDICTS[verdict].lower()}",
            )
    return found


def _forecasts(claims: pd.DataFrame) -> dict[str, Number]:
    forecast = claims["kind"] == "forecast"
    found = {"forecasts": _count(forecast, "forecasts in both readings")}
    for verdict in _DECIDED:
        found[f"forecasts_{verdict}"] = _count(
            forecast & (claims["verdict"] == verdict),
            f"forecasts with the verdict {VERDICTS[verdict].lower()}",
        )
    return found


def _moved_past_and_weak(claims: pd.DataFrame) -> dict[str, Number]:
    moved = claims["verdict"] != claims["verdict_then"]
    past = claims["theme"] == "past"
    return {
        "moved": _count(moved, "claims whose verdict changed since the day of writing"),
        "moved_taylor": _count(
            moved & (claims["reading"] == "taylor"), "of these, in the first reading"
        ),
        "past": _count(past, "claims about the past as told"),
        "past_contradicted": _count(
            past & (claims["verdict"] == "contradicted"), "of these, contradicted"
        ),
        "weak": _count(
            claims["confidence"] == "single-source", "claims that rest on a single source"
        ),
    }


def _agreement(claims: pd.DataFrame) -> dict[str, Number]:
    twice = claims.dropna(subset=["first_list"])
    both = twice.dropna(subset=["second_list"])
    return {
        "twice": Number(len(twice), "claims", "claims that an earlier list had judged"),
        "same": _count(twice["first_list"] == twice["verdict"], "of these, with our verdict"),
        "kappa": Number(
            cohen_kappa(twice["first_list"], twice["verdict"]),
            "1",
            "Cohen's kappa of our verdicts with the earlier ones",
        ),
        "both_lists": Number(len(both), "claims", "claims that both earlier lists had judged"),
        "both_same": _count(
            both["first_list"] == both["second_list"], "of these, with the same verdict in both"
        ),
    }


def _dates() -> dict[str, Number]:
    day = load("reading_events").set_index("event")["date"]
    concept = day["Strategic Concept, Madrid"]
    months = round((_COLUMN - concept).days / 30.44)
    strategy = (day["Germany's security strategy"] - concept).days
    return {
        "concept_months": Number(months, "months", "from the Strategic Concept to the column"),
        "strategy_days": Number(
            strategy, "days", "from the Strategic Concept to Germany's security strategy"
        ),
    }
