"""The umpire: what the scenario model makes of the class's decisions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from natolab.chapters.council.script import END, ROUNDS
from natolab.model import LEVERS, Scenario, classify, simulate
from natolab.model.hindcasting import price_before
from natolab.model.numerics import WEEKS
from natolab.model.permalink import unpack

#: What a briefing reports: the variable, and words for its level from low to high.
REPORTED = {
    "oil_price": ("The price of oil", ("about as before the war", "raised", "high", "crushing")),
    "support": (
        "European support for the war",
        ("hardly any", "weak", "divided", "broad"),
    ),
    "credibility": (
        "Belief in the American guarantee",
        ("nearly gone", "in doubt", "shaken", "firm"),
    ),
    "european_capability": (
        "What Europe could hold alone",
        ("little", "a part", "much", "most of it"),
    ),
    "deterrence": ("Deterrence, all in all", ("weak", "thin", "fair", "strong")),
}
#: Where one level ends and the next begins: shares, and prices as multiples of that before.
BOUNDS = {
    "oil_price": (1.1, 1.3, 1.6),
    "support": (0.2, 0.4, 0.6),
    "credibility": (0.35, 0.6, 0.8),
    "european_capability": (0.2, 0.45, 0.65),
    "deterrence": (0.35, 0.5, 0.65),
}
#: A change of less counts as none.
SAME = 0.03

DEFAULTS: dict[str, Any] = {"record": {"decided": [], "notes": []}}


def courses(decided: list[list[int]]) -> dict[str, list[list[float]]]:
    """Return the levers' courses that follow from decisions.

    Parameters
    ----------
    decided : list of list of int
        For each round that is over, the place of the option taken in each decision.

    Returns
    -------
    dict
        Names of levers to lists of ``[year, value]``, years rising; levers that nobody moved are
        left out.
    """
    found: dict[str, list[list[float]]] = {}
    for each, taken in zip(ROUNDS, decided, strict=False):
        for decision, place in zip(each.decisions, taken, strict=True):
            for lever, value in decision.options[place].levers.items():
                course = found.setdefault(lever, [])
                # A later decision of the same round has the last word.
                if course and course[-1][0] == each.year:
                    course.pop()
                course.append([each.year, value])
    return {lever.name: found[lever.name] for lever in LEVERS if lever.name in found}


def compute(inputs: dict, data: dict) -> dict:
    """Return what the umpire reports.

    Parameters
    ----------
    inputs : dict
        ``record``: ``decided``, as ``courses`` takes it, and ``notes``, what the minutes add to
        each round.
    data : dict
        ``payload()``; not used.

    Returns
    -------
    dict
        ``levers`` (courses); ``briefings``, one for the time before the war and one for each round
        that is over, at the moment before the next: ``year`` and what is ``told`` of each
        variable, its ``value``, ``level`` from 0 and ``change`` (-1, 0 or 1); and ``outcome``, the
        class in which the run ends if nobody decides anything more.
    """
    decided = inputs["record"]["decided"]
    run = simulate(scenario({}), years=END)
    briefings = [_briefing(run, 0.0, None)]
    levers: dict[str, list[list[float]]] = {}
    for over, year in enumerate([*(each.year for each in ROUNDS[1:]), END][: len(decided)], 1):
        # What is decided at a moment shows in that moment already; a briefing comes before it.
        levers = courses(decided[:over])
        run = simulate(scenario(levers), years=END)
        briefings.append(_briefing(run, year, briefings[-1]["told"]))
    return {"levers": levers, "briefings": briefings, "outcome": classify(run)}


def scenario(levers: dict[str, list[list[float]]]) -> Scenario:
    """Return the scenario in which the levers take these courses, as ``courses`` returns them."""
    return unpack({"name": "council", "description": "", "levers": levers, "parameters": {}})


def _briefing(run: pd.DataFrame, year: float, before: dict[str, dict] | None) -> dict[str, Any]:
    told = {}
    for name, bounds in BOUNDS.items():
        value = float(run[name].iloc[round(year * WEEKS)])
        step = value - before[name]["value"] if before else 0.0
        told[name] = {
            "value": value,
            "level": sum(value >= bound for bound in bounds),
            "change": 0 if abs(step) < SAME else int(np.sign(step)),
        }
    return {"year": year, "told": told}


def payload() -> dict:
    """Return the script and the words of briefings, ready for JSON."""
    return {
        "rounds": json.loads(json.dumps([asdict(each) for each in ROUNDS])),
        "end": END,
        "reported": {name: [label, list(words)] for name, (label, words) in REPORTED.items()},
        "bounds": {name: list(bounds) for name, bounds in BOUNDS.items()},
        "same": SAME,
        "dollars": price_before(),
    }
