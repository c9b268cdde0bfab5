"""Explorer of the chapter on the model: cut an influence and see what it did."""

from __future__ import annotations

import math
from functools import cache

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.explorers.base import Explorer
from natolab.model import AUXILIARIES, CUTS, SCENARIOS, STOCKS, classify, links, loops, simulate
from natolab.model.names import words
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
def _run(scenario: str, cut: str) -> pd.DataFrame:
    parameters = CUTS[cut].parameters if cut else {}
    return simulate(scenario, years=YEARS, **parameters)


@cache
def _outcome(scenario: str, cut: str) -> str:
    return classify(_run(scenario, cut))


def _summary(scenario: str, cut: str, variable: str) -> dict:
    course = _run(scenario, cut)[variable]
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
    whole = _run(scenario, "")
    ranking = []
    for name in data["cuts"]:
        run = _run(scenario, name)
        ranking.append(
            {
                "name": name,
                "distance": float((run[variable] - whole[variable]).abs().mean()),
                "end": float(run[variable].iloc[-1]),
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


class CutLoopExplorer(Explorer):
    """Cut one influence of the scenario model and compare the run with the whole one."""

    title = "Explorer: cut a loop"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, list]:
        """Return the scenarios, the cuts and what can be watched."""
        return {"scenario": [*SCENARIOS], "cut": [*CUTS], "variable": [*SHOWN]}

    @classmethod
    def payload(cls) -> dict:
        """Return the cuts with their parameters and links; equations travel with the model."""
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

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the starting pair of runs, and all cuts in their order."""
        result = compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.4))
        for name, text, style in (("", "whole model", "-"), (DEFAULTS["cut"], "cut", "--")):
            run = _run(DEFAULTS["scenario"], name)
            color = COLORS["vermilion" if name else "blue"]
            ax.plot(run.index, run[DEFAULTS["variable"]], style, color=color, label=text)
        ax.set(xlabel="years from the start", ylabel="credibility", xlim=(0, YEARS), ylim=(0, 1))
        ax.legend()
        alt = (
            "Line chart of credibility over ten years in the scenario of breakdown. In the whole "
            "model it falls to almost nothing; with the answer to support cut it falls at first, "
            "then stays above half."
        )
        table = pd.DataFrame(
            {
                "Cut": label(row["name"]),
                "Mean distance from the whole model": f"{row['distance']:.3f}",
                "Credibility after ten years": f"{row['end']:.2f}",
                "Class": words(row["outcome"]),
            }
            for row in result["ranking"]
        )
        return fig, alt, table
