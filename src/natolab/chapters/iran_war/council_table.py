"""The council table: who stood where on a day, and an index of six weighted measures."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

from natolab import AS_OF
from natolab.chapters.iran_war.alignment_index import (
    ENOUGH,
    PARTS,
    positions_on,
    rank_spread,
    scaled,
    weigh,
)
from natolab.data import load

#: First day of the slider: Britain's refusal of its bases for a first strike.
FIRST_DAY = pd.Timestamp("2026-02-19")
#: The day before the threat of 1 April 2026, on which the text counts.
COUNTED_DAY = "2026-03-31"
#: Score of support; refusal is 0.
TOP_SCORE = 3.0
#: Largest weight of a measure.
MOST = 5
#: The year of votes and spending.
YEAR = 2024

MEASURES = {
    "words": "Words on the attack",
    "access": "Bases and airspace",
    "ships": "Ships for the strait",
    "votes": "Votes in the UN, 2024",
    "spending": "Defence spending, 2024",
    "troops": "US troops hosted, 2025",
}
#: Measures that are coded, and the dimensions of which the lowest code counts.
CODED = {"words": ["words"], "access": ["bases", "airspace"], "ships": ["ships"]}
#: Codes of a position, in words.
CODES = {"support": "support", "limits": "with limits", "open": "open", "refusal": "refusal"}
SCALES = {"range": "Distances (lowest 0, highest 1)", "rank": "Order only (equal steps)"}
DEFAULTS: dict[str, Any] = {
    "day": 40,
    "ally": "ESP",
    "words": 1,
    "access": 1,
    "ships": 1,
    "votes": 0,
    "spending": 0,
    "troops": 0,
    "scale": "range",
    "zeros": False,
}
#: Buttons and the weights that they set; all other measures weigh nothing.
PRESETS = {
    "This war": {"words": 1, "access": 1, "ships": 1},
    "Deeds only": {"access": 1, "ships": 1},
    "The bill": {"spending": 1},
    "Votes in the UN": {"votes": 1},
    "Hosts": {"troops": 1},
    "All six alike": dict.fromkeys(MEASURES, 1),
}


def compute(inputs: dict, data: dict) -> dict:
    """Place all allies by an index of weighted measures on a day.

    Parameters
    ----------
    inputs : dict
        ``day`` (days after 19 February 2026), ``ally`` (ISO code), a weight of 0 or more for each
        key of ``MEASURES``, ``scale`` (``range`` or ``rank``) and ``zeros`` (count what is
        missing as 0).
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``rows``: one entry an ally, highest score first and those without a rank last, with
        ``iso3``, ``score``, ``cover``, ``rank`` and ``plain`` (the rank if all six measures
        weigh alike); ``values``: the measures of the chosen ally on the scale from 0 to 1;
        ``held``: indices into ``data["positions"]`` of its positions on the day; ``ranked``:
        how many allies have a rank; ``moved``: the largest number of places between ``rank``
        and ``plain``, and ``mover``, the first ally that moves so far, or None.
    """
    names = [ally["iso3"] for ally in data["allies"]]
    held = _held(inputs["day"], data)
    found = measures(inputs["day"], inputs["scale"], data)
    mine = weigh(found, {measure: inputs[measure] for measure in MEASURES}, inputs["zeros"])
    plain = weigh(found, dict.fromkeys(MEASURES, 1.0), inputs["zeros"])
    order = sorted(
        names,
        key=lambda name: (
            mine[name]["rank"] or len(names) + 1,
            mine[name]["score"] is None,
        ),
    )
    rows = [{"iso3": name, **mine[name], "plain": plain[name]["rank"]} for name in order]
    moved, mover = 0, None
    for row in rows:
        if row["rank"] and row["plain"] and abs(row["rank"] - row["plain"]) > moved:
            moved, mover = abs(row["rank"] - row["plain"]), row["iso3"]
    return {
        "rows": rows,
        "values": {measure: found[measure][inputs["ally"]] for measure in MEASURES},
        "held": sorted(i for (name, _), i in held.items() if name == inputs["ally"]),
        "ranked": sum(row["rank"] is not None for row in rows),
        "moved": moved,
        "mover": mover,
    }


def measures(day: int, scale: str, data: dict) -> dict[str, dict[str, float | None]]:
    """Return the six measures on a scale from 0 to 1.

    Parameters
    ----------
    day : int
        Days after 19 February 2026.
    scale : str
        ``range`` or ``rank``, as in ``alignment_index.scaled``.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        Measure to ISO code to a number, or None where nothing is documented. Coded positions
        keep their fixed scale under ``range``; of bases and airspace the lower one counts.
    """
    names = [ally["iso3"] for ally in data["allies"]]
    held = _held(day, data)

    def score(name: str, *dimensions: str) -> float | None:
        found = [
            data["positions"][held[name, dimension]]["score"]
            for dimension in dimensions
            if (name, dimension) in held
        ]
        return min(found) if found else None

    raw = {
        **{
            measure: {name: score(name, *dimensions) for name in names}
            for measure, dimensions in CODED.items()
        },
        **{
            measure: dict(zip(names, data["values"][measure], strict=True))
            for measure in ("votes", "spending", "troops")
        },
    }
    return {
        measure: scaled(values, scale, (0.0, TOP_SCORE) if measure in CODED else None)
        for measure, values in raw.items()
    }


def _held(day: int, data: dict) -> dict[tuple[str, str], int]:
    """Return for each ally and dimension the latest position up to a day."""
    held = {}
    for i, row in enumerate(data["positions"]):  # in order of days
        if row["day"] <= day:
            held[row["iso3"], row["dimension"]] = i
    return held


@functools.cache
def payload() -> dict:
    """Return allies, coded positions in order of days, and the three other measures."""
    allies = load("us_troops_by_ally")
    positions = _with_scores(load("allied_positions").fillna({"reason": ""}))
    positions = positions.sort_values(["from_date", "iso3", "dimension"])
    votes = load("un_ideal_points").query("year == @YEAR").set_index("iso3")["ideal_point"]
    spending = load("nato_defence_spending").query("year == @YEAR")
    spending = spending.set_index("iso3")["share_pct"]
    troops = allies.set_index("iso3")["troops"]
    return {
        "first_day": f"{FIRST_DAY:%Y-%m-%d}",
        "last_day": (pd.Timestamp(AS_OF) - FIRST_DAY).days,
        "allies": allies[["iso3", "ally"]].to_dict("records"),
        "positions": [
            {
                "iso3": row.iso3,
                "dimension": row.dimension,
                "day": (row.from_date - FIRST_DAY).days,
                "score": int(row.score),
                "position": row.position,
                "statement": row.statement,
                "reason": row.reason,
                "source": row.source,
            }
            for row in positions.itertuples()
        ],
        "values": {
            measure: [
                None if pd.isna(value) else round(float(value), 4)
                for value in column.reindex(allies["iso3"])
            ]
            for measure, column in (
                ("votes", votes),
                ("spending", spending),
                ("troops", troops),
            )
        },
        "measures": MEASURES,
        "scales": SCALES,
        "coded": CODED,
        "codes": CODES,
        "top_score": TOP_SCORE,
        "most": MOST,
        "enough": ENOUGH,
        "parts": PARTS,
        "presets": [
            [label, {**dict.fromkeys(MEASURES, 0), **weights}] for label, weights in PRESETS.items()
        ],
        "defaults": DEFAULTS,
    }


def coded_on(day: str | pd.Timestamp) -> pd.DataFrame:
    """Return the positions that held on a day with their scores.

    Parameters
    ----------
    day : str or pandas.Timestamp
        The day, as YYYY-MM-DD.

    Returns
    -------
    pandas.DataFrame
        As ``alignment_index.positions_on`` returns them, with the columns of ``position_codes``.
    """
    return _with_scores(positions_on(load("allied_positions"), day))


def ranks(**inputs: object) -> dict[str, int]:
    """Return the ranks of allies in the explorer, with no weights but those given.

    Parameters
    ----------
    **inputs
        Weights, and what else differs from ``DEFAULTS``.

    Returns
    -------
    dict
        ISO code to rank, without the allies of which too little is documented.
    """
    chosen = {**DEFAULTS, **dict.fromkeys(MEASURES, 0), **inputs}
    rows = compute(chosen, payload())["rows"]
    return {row["iso3"]: row["rank"] for row in rows if row["rank"]}


@functools.cache
def spread() -> pd.DataFrame:
    """Return the ranks of allies under random weights on the six measures, at the defaults."""
    found = measures(DEFAULTS["day"], DEFAULTS["scale"], payload())
    return rank_spread(found, rng=np.random.default_rng(1949))


def _with_scores(positions: pd.DataFrame) -> pd.DataFrame:
    return positions.merge(load("position_codes"), on=["dimension", "position"])
