"""Cut one influence of the scenario model after the other and see what each did."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd

from natolab.model import (
    AUXILIARIES,
    CUTS,
    SCENARIOS,
    STOCKS,
    classify,
    compare_cuts,
    links,
    loops,
    simulate,
)
from natolab.model.numerics import WEEKS

#: Years that the explorer looks ahead.
YEARS = 10
#: What can be watched.
SHOWN = (
    "credibility",
    "us_commitment",
    "european_willingness",
    "support",
    "hedging",
    "divergence",
    "european_capability",
    "deterrence",
    "oil_price",
)
#: Headings under which the cuts stand, by the first cut of each.
GROUPS = {
    "distancing": "A link of one named loop",
    "support": "A link of other loops",
    "talk": "A push from outside, in no loop",
}
#: How cuts are called that belong to no one loop.
LABELS = {
    "support": "the answer to support",
    "memory": "the memory of divergence",
    "fatigue": "rally and fatigue",
    "response": "the need for alignment",
    "relief": "the relief of hedging",
    "talk": "the effect of exit talk",
    "exclusion": "the cost of exclusion",
}
#: Distances closer than this count as equal in the ranking.
GRAIN = 1e-6

DEFAULTS = {"scenario": "breakdown", "cut": "support", "variable": "credibility"}


def label(name: str) -> str:
    """Return how a cut is called."""
    return CUTS[name].loop or LABELS[name]


@cache
def compared() -> dict[str, pd.DataFrame]:
    """Return for each scenario what each cut does to credibility, as ``compare_cuts`` does."""
    return {name: compare_cuts(name, years=YEARS) for name in SCENARIOS}


def distances() -> pd.DataFrame:
    """Return how far each cut moves credibility in each scenario.

    Returns
    -------
    pandas.DataFrame
        One row a cut, one column a scenario: the mean distance from the whole model's run.
    """
    return pd.DataFrame(
        {name: table["distance"].drop("none") for name, table in compared().items()}
    )


@cache
def run(scenario: str, cut: str) -> pd.DataFrame:
    """Run a scenario with an influence cut.

    Parameters
    ----------
    scenario : str
        Name in ``SCENARIOS``.
    cut : str
        Name in ``CUTS``; empty for the whole model.

    Returns
    -------
    pandas.DataFrame
        As ``simulate`` returns it; treat it as read-only, since it is kept.
    """
    parameters = CUTS[cut].parameters if cut else {}
    return simulate(scenario, years=YEARS, **parameters)


@cache
def _outcome(scenario: str, cut: str) -> str:
    return classify(run(scenario, cut))


def _summary(scenario: str, cut: str, variable: str) -> dict:
    course = run(scenario, cut)[variable]
    return {
        "start": float(course.iloc[0]),
        "lowest": float(course.min()),
        "end": float(course.iloc[-1]),
        "yearly": course.iloc[::WEEKS].tolist(),
        "outcome": _outcome(scenario, cut),
    }


def compute(inputs: dict, data: dict) -> dict:
    """Run a scenario whole, with the chosen influence cut, and with every other one cut.

    Parameters
    ----------
    inputs : dict
        ``scenario``, ``cut`` (a name in ``CUTS``) and ``variable``.
    data : dict
        ``payload()``; the page takes the parameters of the cuts from it.

    Returns
    -------
    dict
        ``whole`` and ``cut``: ``start``, ``lowest``, ``end``, ``yearly`` values and ``outcome``;
        ``ranking``: for each cut its ``name``, the mean ``distance`` of the cut run from the
        whole one, ``end`` and ``outcome``, the largest distance first; ``place`` of the chosen
        cut in it, from 1.
    """
    scenario, variable = inputs["scenario"], inputs["variable"]
    whole = run(scenario, "")[variable]
    ranking = []
    for name in data["cuts"]:
        course = run(scenario, name)[variable]
        ranking.append(
            {
                "name": name,
                "distance": float((course - whole).abs().mean()),
                "end": float(course.iloc[-1]),
                "outcome": _outcome(scenario, name),
            }
        )
    ranking.sort(key=lambda row: -math.floor(row["distance"] / GRAIN + 0.5))
    return {
        "whole": _summary(scenario, "", variable),
        "cut": _summary(scenario, inputs["cut"], variable),
        "ranking": ranking,
        "place": 1 + [row["name"] for row in ranking].index(inputs["cut"]),
    }


@cache
def structure() -> dict:
    """Return which links each cut takes away and how many loops it leaves.

    Returns
    -------
    dict
        ``loops``: their number in the whole model; ``removed``: for each cut a list of
        ``[cause, effect]``; ``left``: for each cut the number of loops that stay.
    """
    whole = _pairs(links())
    kept = {name: _pairs(links(**cut.parameters)) for name, cut in CUTS.items()}
    return {
        "loops": len(loops()),
        "removed": {
            name: [list(pair) for pair in whole if pair not in pairs]
            for name, pairs in kept.items()
        },
        "left": {name: len(loops(**cut.parameters)) for name, cut in CUTS.items()},
    }


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["cause"], table["effect"], strict=True))


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON; equations travel with the model.

    Returns
    -------
    dict
        The cuts with their words, parameters and links, the headings under which they stand, and
        the units of what can be watched.
    """
    found = structure()
    units = {entry.name: entry.unit for entry in (*STOCKS, *AUXILIARIES)}
    return {
        "years": YEARS,
        "grain": GRAIN,
        "loops": found["loops"],
        "cuts": {
            name: {
                "label": label(name),
                "meaning": cut.meaning,
                "parameters": cut.parameters,
                "removed": found["removed"][name],
                "left": found["left"][name],
            }
            for name, cut in CUTS.items()
        },
        "groups": GROUPS,
        "units": {name: units[name] for name in SHOWN},
    }
