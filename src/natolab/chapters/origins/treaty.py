"""What the North Atlantic Treaty says of a situation, by rules that stand in a table."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from natolab import AS_OF
from natolab.data import load

#: The treaty entered into force in the first year; the course ends in the last.
FIRST_YEAR, LAST_YEAR = 1949, AS_OF.year

DEFAULTS = {"place": "hawaii", "target": "territory", "attack": "armed", "year": 2024}

#: How high a verdict stands in the strip of years, so that it reads without colour.
HEIGHTS = {"applies": 1.0, "may_apply": 0.5, "does_not_apply": 0.12, "no_such_case": 0.0}


def compute(inputs: dict, data: dict) -> dict:
    """Say which articles of the North Atlantic Treaty a situation touches.

    The rules are data: the first row of ``treaty_rules`` that fits the situation decides.

    Parameters
    ----------
    inputs : dict
        ``place``, ``target`` and ``attack`` (identifiers of the tables) and ``year``, which is
        moved into the years from ``FIRST_YEAR`` to ``LAST_YEAR``.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``zone``, ``rule``, ``article_5`` (applies, may_apply, does_not_apply or no_such_case),
        ``sureness`` (settled, practice or contested), ``reason``, ``authority`` (the work that
        the reason rests on), ``articles`` (what each asks and leaves open), ``history`` (runs of
        years with the same answer), ``years`` (the same in words) and ``case`` (a case of ours
        that fits, or "").

    Raises
    ------
    ValueError
        If a place, target or attack is not one of the tables'.
    """
    situation = {**inputs, "year": min(max(math.floor(inputs["year"]), FIRST_YEAR), LAST_YEAR)}
    place = _find(data["places"], "place", situation["place"])
    _find(data["targets"], "choice", situation["target"])
    _find(data["attacks"], "choice", situation["attack"])

    rule = _rule(situation, place, data["rules"])
    reason = rule["reason"].replace("{year}", str(situation["year"]))
    history = _history(situation, place, data["rules"])
    fitting = [
        case["case"]
        for case in data["cases"]
        if all(case[name] == situation[name] for name in DEFAULTS)
    ]
    return {
        "zone": _zone(place, situation["year"]),
        "rule": rule["rule"],
        "article_5": rule["article_5"],
        "sureness": rule["sureness"],
        "reason": reason,
        "authority": rule["cited_as"],
        "articles": [
            article for article in data["articles"] if article["article"] in rule["articles"]
        ],
        "history": history,
        "years": _in_words(history, data),
        "case": fitting[0] if fitting else "",
    }


def _find(rows: list[dict], column: str, value: str) -> dict:
    """Return the row of a table in which a column has a value."""
    for row in rows:
        if row[column] == value:
            return row
    known = ", ".join(str(row[column]) for row in rows)
    raise ValueError(f"There is no {column} {value!r}; choose one of: {known}.")


def _zone(place: dict, year: int) -> str:
    """Return the kind of area that a place was in a year."""
    if year < place["from_year"]:
        return place["zone_before"]
    if place["to_year"] is not None and year > place["to_year"]:
        return place["zone_after"]
    return place["zone"]


def _rule(situation: dict, place: dict, rules: list[dict]) -> dict:
    """Return the first rule that fits."""
    zone = _zone(place, situation["year"])
    for rule in rules:
        if (
            rule["from_year"] <= situation["year"] <= rule["to_year"]
            and ("*" in rule["zones"] or zone in rule["zones"])
            and ("*" in rule["targets"] or situation["target"] in rule["targets"])
            and ("*" in rule["attacks"] or situation["attack"] in rule["attacks"])
        ):
            return rule
    raise ValueError(f"No rule fits {situation}: the table treaty_rules has a gap.")


def _history(situation: dict, place: dict, rules: list[dict]) -> list[dict]:
    """Return runs of years in which the same situation has the same answer."""
    runs: list[dict] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        rule = _rule({**situation, "year": year}, place, rules)
        answer = {"article_5": rule["article_5"], "sureness": rule["sureness"]}
        if runs and all(runs[-1][name] == answer[name] for name in answer):
            runs[-1]["to"] = year
        else:
            runs.append({"from": year, "to": year, **answer})
    return runs


def _in_words(history: list[dict], data: dict) -> str:
    """Return runs of years as words, with the sureness where neighbours share a verdict."""
    parts = []
    for i, run in enumerate(history):
        years = f"{run['from']} to {run['to']}" if run["from"] < run["to"] else str(run["from"])
        words = _find(data["verdicts"], "choice", run["article_5"])["short"]
        beside = history[max(i - 1, 0) : i] + history[i + 1 : i + 2]
        if any(other["article_5"] == run["article_5"] for other in beside):
            words += f" ({_find(data['surenesses'], 'choice', run['sureness'])['short']})"
        parts.append(f"{years}: {words}")
    return f"{'; '.join(parts)}."


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        Places, choices, rules, articles and cases of the tables, first and last year, and the
        heights of the bars.
    """
    choices = load("treaty_choices")
    kinds = {kind: _records(rows.drop(columns="kind")) for kind, rows in choices.groupby("kind")}
    return {
        "years": [FIRST_YEAR, LAST_YEAR],
        "places": _records(load("treaty_places")),
        "targets": kinds["target"],
        "attacks": kinds["attack"],
        "verdicts": kinds["verdict"],
        "surenesses": kinds["sureness"],
        "heights": HEIGHTS,
        "rules": _records(
            load("treaty_rules").drop(columns="authority").fillna({"to_year": LAST_YEAR}),
            lists=("zones", "targets", "attacks", "articles"),
        ),
        "articles": _records(load("treaty_articles").drop(columns="source")),
        "cases": _records(load("treaty_cases").drop(columns=["article_5", "sureness"])),
    }


def _records(table: pd.DataFrame, lists: tuple[str, ...] = ()) -> list[dict]:
    """Return a table as rows ready for JSON; columns named in ``lists`` are split at bars."""
    rows = []
    for record in table.to_dict("records"):
        row: dict[str, Any] = {}
        for name, value in record.items():
            if name in lists:
                row[name] = value.split("|") if isinstance(value, str) else []
            elif pd.isna(value):
                row[name] = None
            else:
                row[name] = value if isinstance(value, str) else int(value)
        rows.append(row)
    return rows
