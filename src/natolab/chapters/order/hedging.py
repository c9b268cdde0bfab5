"""How far a state hedges: arms, votes and summits on a line between two poles."""

from __future__ import annotations

import math
from collections.abc import Mapping

from natolab.data import load

#: What is measured, with its name on the page.
MEASURES = {"arms": "Arms", "votes": "Votes", "summits": "Summits"}
#: Largest weight.
MOST = 5
#: Share of the weight for which a state must have values to get a rank.
ENOUGH = 0.5
#: Indices are compared at this many parts of one, so that rounding errors take no rank.
PARTS = 1e9
EUROPEANS = ["DEU", "FRA", "GBR"]
#: The western pole: its name, whose votes mark it, and whose gatherings count.
POLES = {
    "west": {
        "label": "the United States and Europe",
        "gatherings": ["g7", "board", "willing"],
    },
    "american": {"label": "the United States alone", "gatherings": ["g7", "board"]},
    "european": {"label": "Europe without the United States", "gatherings": ["g7", "willing"]},
}
EAST = ["sco", "parade", "brics"]
YEARS = ["2024", "2025"]
DEFAULTS = {"state": "IND", "arms": 1, "votes": 1, "summits": 1, "pole": "west", "year": "2024"}
PRESETS = [
    ["All three alike", {"arms": 1, "votes": 1, "summits": 1}],
    ["Arms only", {"arms": 1, "votes": 0, "summits": 0}],
    ["Votes only", {"arms": 0, "votes": 1, "summits": 0}],
    ["Summits only", {"arms": 0, "votes": 0, "summits": 1}],
]
#: The ends of the line are no states that could hedge between them.
_ENDS = ["USA", "CHN", "RUS"]


def split(positions: Mapping[str, float | None], weights: Mapping[str, float]) -> dict:
    """Weigh positions between two poles into an index of hedging and its two parts.

    The index is one less the distance of the weighted mean from the middle. It is the sum of
    ``neither``, how little the state leans on any measure, and of ``both``, how far its leanings
    cancel out.

    Parameters
    ----------
    positions : mapping of str to float or None
        Measure to a position from -1 (eastern pole) to 1 (western pole); None where unknown.
    weights : mapping of str to float
        Measure to weight, none below zero.

    Returns
    -------
    dict
        ``hedge``, ``neither``, ``both`` (0 to 1), ``mean`` (-1 to 1) and ``cover``, the part of
        the weight for which there are positions; all but ``cover`` are None without any.
    """
    known = [
        (weights[measure], position)
        for measure, position in positions.items()
        if position is not None and weights[measure] > 0
    ]
    weighed = sum(weight for weight, _ in known)
    whole = sum(weights[measure] for measure in positions)
    if not weighed:
        return {"hedge": None, "neither": None, "both": None, "mean": None, "cover": 0.0}
    mean = sum(weight * position for weight, position in known) / weighed
    lean = sum(weight * abs(position) for weight, position in known) / weighed
    return {
        "hedge": 1 - abs(mean),
        "neither": 1 - lean,
        "both": lean - abs(mean),
        "mean": mean,
        "cover": weighed / whole,
    }


def placed(i: int, inputs: dict, data: dict) -> dict[str, float | None]:
    """Return where a state stands between the poles, by measure.

    Parameters
    ----------
    i : int
        Place of the state in ``data["states"]``.
    inputs : dict
        ``pole`` and ``year``.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        Measure to a position from -1 to 1, or None.
    """
    anchors = data["anchors"][inputs["year"]]
    west, east = anchors[inputs["pole"]], anchors["east"]
    vote, arms = data["votes"][inputs["year"]][i], data["arms"][i]
    votes = None
    if vote is not None:
        votes = min(max(2 * (vote - east) / (west - east) - 1, -1.0), 1.0)
    at_west = sum(data["guests"][name][i] for name in data["poles"][inputs["pole"]]["gatherings"])
    at_east = sum(data["guests"][name][i] for name in data["east"])
    met = at_west + at_east
    return {
        "arms": None if arms is None else 1 - 2 * arms,
        "votes": votes,
        "summits": (at_west - at_east) / met if met else None,
    }


def compute(inputs: dict, data: dict) -> dict:
    """Rank states by how far they hedge between a western pole and China and Russia.

    Parameters
    ----------
    inputs : dict
        ``state`` (whose values are returned), a weight for each of ``MEASURES``, ``pole`` and
        ``year``.
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``rows``: a row for each state, ranked ones first and the strongest hedger on top, with
        what ``split`` returns and ``rank`` (None if less than half of the weight is documented);
        ``values`` of the chosen state by measure; ``ranked``, how many have a rank.
    """
    rows = []
    for i, state in enumerate(data["states"]):
        row = split(placed(i, inputs, data), {name: inputs[name] for name in MEASURES})
        rows.append({"iso3": state["iso3"], **row, "rank": None})

    def whole(row: dict) -> float | None:
        if row["hedge"] is None or row["cover"] <= data["enough"] - 1 / data["parts"]:
            return None
        return math.floor(row["hedge"] * data["parts"] + 0.5)

    order = [whole(row) for row in rows]
    for row, own in zip(rows, order, strict=True):
        if own is not None:
            row["rank"] = 1 + sum(other is not None and other > own for other in order)
    last = len(rows) + 1
    names = [state["iso3"] for state in data["states"]]
    return {
        "rows": sorted(rows, key=lambda row: row["rank"] or last),
        "values": placed(names.index(inputs["state"]), inputs, data),
        "ranked": sum(own is not None for own in order),
    }


def payload() -> dict:
    """Return what ``compute`` and the page need, ready for JSON.

    Returns
    -------
    dict
        States, their votes by year, the part of their arms from Russia and China, who was at
        which gathering, the poles and the constants.
    """
    table = load("un_votes_powers")
    found = (
        table[~table["iso3"].isin(_ENDS)]
        .drop_duplicates("iso3")
        .sort_values("state", kind="stable")
    )
    states = found[["iso3", "state"]].to_dict("records")
    names = [state["iso3"] for state in states]
    votes, anchors = {}, {}
    for year in YEARS:
        points = table[table["year"] == int(year)].set_index("iso3")["ideal_point"]
        votes[year] = [float(points[name]) if name in points else None for name in names]
        europe = float(points[EUROPEANS].mean())
        anchors[year] = {
            "west": (float(points["USA"]) + europe) / 2,
            "american": float(points["USA"]),
            "european": europe,
            "east": float(points["CHN"]),
        }
    arms = load("arms_from_the_east").set_index("iso3")["east_pct"] / 100
    guests = load("gathering_guests")
    gatherings = load("gatherings")
    return {
        "states": states,
        "votes": votes,
        "anchors": anchors,
        "arms": [float(arms[name]) if name in arms else None for name in names],
        "guests": {
            gathering: [int(name in set(part["iso3"])) for name in names]
            for gathering, part in guests.groupby("gathering")
        },
        "gatherings": dict(zip(gatherings["gathering"], gatherings["label"], strict=True)),
        "poles": POLES,
        "east": EAST,
        "measures": MEASURES,
        "years": YEARS,
        "presets": PRESETS,
        "most": MOST,
        "enough": ENOUGH,
        "parts": PARTS,
    }
