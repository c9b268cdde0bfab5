"""Explorer of the chapter on the Iran war: a council table and an index of one's own."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab import AS_OF
from natolab.chapters.iran_war.alignment_index import scaled, weigh
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer

#: First day of the slider: Britain's refusal of its bases for a first strike.
FIRST_DAY = pd.Timestamp("2026-02-19")
TOP_SCORE = 3.0
MOST = 5
YEAR = 2024

MEASURES = {
    "words": "Words on the attack",
    "access": "Bases and airspace",
    "ships": "Ships for the strait",
    "votes": "Votes in the UN, 2024",
    "spending": "Defence spending, 2024",
    "troops": "US troops hosted, 2025",
}
SCALES = {"range": "Distances (lowest 0, highest 1)", "rank": "Order only (equal steps)"}
DEFAULTS = {
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

    coded = {"words": ["words"], "access": ["bases", "airspace"], "ships": ["ships"]}
    raw = {
        **{
            measure: {name: score(name, *dimensions) for name in names}
            for measure, dimensions in coded.items()
        },
        **{
            measure: dict(zip(names, data["values"][measure], strict=True))
            for measure in ("votes", "spending", "troops")
        },
    }
    return {
        measure: scaled(values, scale, (0.0, TOP_SCORE) if measure in coded else None)
        for measure, values in raw.items()
    }


def _held(day: int, data: dict) -> dict[tuple[str, str], int]:
    """Return for each ally and dimension the latest position up to a day."""
    held = {}
    for i, row in enumerate(data["positions"]):  # in order of days
        if row["day"] <= day:
            held[row["iso3"], row["dimension"]] = i
    return held


class IranWarExplorer(Explorer):
    """Choose a day, an ally and weights, and see who stands where."""

    title = "Explorer: the council table"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return days, allies, weights and the two choices of method."""
        return {
            "day": (0, (pd.Timestamp(AS_OF) - FIRST_DAY).days),
            "ally": [*load("us_troops_by_ally")["iso3"]],
            **dict.fromkeys(MEASURES, (0, MOST)),
            "scale": [*SCALES],
            "zeros": [True, False],
        }

    @classmethod
    def payload(cls) -> dict:
        """Return allies, coded positions in order of days, and the three other measures."""
        allies = load("us_troops_by_ally")
        codes = load("position_codes")
        positions = load("allied_positions").fillna({"reason": ""})
        positions = positions.merge(codes, on=["dimension", "position"])
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
            "defaults": DEFAULTS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the order of allies at the defaults, and their ranks under three weightings."""
        data = cls.payload()
        names = {ally["iso3"]: ally["ally"] for ally in data["allies"]}
        only = dict.fromkeys(MEASURES, 0)
        choices = {
            "This war": DEFAULTS,
            "Spending only": {**DEFAULTS, **only, "spending": 1},
            "All six alike": {**DEFAULTS, **dict.fromkeys(MEASURES, 1)},
        }
        results = {
            label: compute({**DEFAULTS, **inputs}, data)["rows"]
            for label, inputs in choices.items()
        }
        rows = [row for row in results["This war"] if row["rank"]]
        fig, ax = plt.subplots(figsize=(7, 0.2 * len(rows) + 1))
        places = range(len(rows), 0, -1)
        ax.hlines(places, 0, [row["score"] for row in rows], color=COLORS["grey"], linewidth=0.8)
        ax.plot([row["score"] for row in rows], places, "o", color=COLORS["blue"])
        ax.set_yticks(places, [names[row["iso3"]] for row in rows], fontsize=8)
        ax.set(xlabel="index on 31 March 2026, from 0 to 1", xlim=(-0.02, 1.02))
        ax.grid(visible=False, axis="y")
        alt = (
            "Dot chart of allies in the order of an index of words, access and ships on 31 March "
            "2026. A few eastern and south-eastern allies lead; Spain, Turkey, Norway and others "
            "that condemned the attack stand near zero."
        )
        rank = {
            label: {row["iso3"]: row["rank"] for row in found} for label, found in results.items()
        }
        table = pd.DataFrame(
            [
                {
                    "Ally": names[row["iso3"]],
                    **{f"Rank: {k}": v[row["iso3"]] or "none" for k, v in rank.items()},
                }
                for row in results["This war"]
            ]
        )
        return fig, alt, table
