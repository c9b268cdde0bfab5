"""Explorer of the chapter on the law of withdrawal: which roads a count of votes opens."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.withdrawal_law import votes
from natolab.charts import COLORS
from natolab.explorers.base import Explorer

#: Seats of the two sides of the Senate in 2026; two independents sit with the Democrats.
REPUBLICANS, DEMOCRATS = 53, 47

LIMITS = {
    "rep_present": (0, REPUBLICANS),
    "rep_for": (0, REPUBLICANS),
    "dem_present": (0, DEMOCRATS),
    "dem_for": (0, DEMOCRATS),
    "house_present": (0, votes.HOUSE),
    "house_for": (0, votes.HOUSE),
}
DEFAULTS = {
    "rep_present": REPUBLICANS,
    "rep_for": REPUBLICANS,
    "dem_present": DEMOCRATS,
    "dem_for": 0,
    "house_present": votes.HOUSE,
    "house_for": 218,
    "president": "leave",
    "filibuster": True,
}
ROUTES = {
    "consent": "Two-thirds of the senators present agree to leaving",
    "act": "An Act allows leaving",
    "bar": "A new Act against leaving",
    "senate_suit": "The Senate resolves to go to court",
    "house_suit": "The House resolves to go to court",
}
#: Settings behind the buttons; what is not named keeps its value.
PRESETS = [
    ["Party line", DEFAULTS],
    [
        "July 2023 turned round",
        {"rep_present": 46, "rep_for": 28, "dem_present": 47, "dem_for": 0},
    ],
    [
        "A thin Senate",
        {"rep_present": 34, "rep_for": 34, "dem_present": 17, "dem_for": 0},
    ],
    [
        "Congress overrides",
        {
            "rep_present": 53,
            "rep_for": 33,
            "dem_present": 47,
            "dem_for": 0,
            "house_present": 435,
            "house_for": 145,
            "president": "leave",
        },
    ],
]


def compute(inputs: dict, data: dict) -> dict:
    """Count the two chambers and tell which routes are open.

    Parameters
    ----------
    inputs : dict
        Values of the controls; votes for leaving never exceed the members present.
    data : dict
        ``payload()``; used are ``limits``.

    Returns
    -------
    dict
        Votes for and against in both chambers, ``routes`` as ``votes.routes`` returns them, the
        number of ``open`` ones, and ``senators``: how many of those present would have to change
        sides before two thirds agreed and the debate could be closed.
    """
    x = {
        name: int(min(max(inputs[name], low), high) + 0.5)
        for name, (low, high) in data["limits"].items()
    }
    rep = min(x["rep_for"], x["rep_present"])
    dem = min(x["dem_for"], x["dem_present"])
    house = min(x["house_for"], x["house_present"])
    senate_against = x["rep_present"] + x["dem_present"] - rep - dem
    house_against = x["house_present"] - house
    found = votes.routes(
        rep + dem,
        senate_against,
        house,
        house_against,
        president_for=inputs["president"] == "leave",
        filibuster=bool(inputs["filibuster"]),
    )
    return {
        "senate_for": rep + dem,
        "senate_against": senate_against,
        "house_for": house,
        "house_against": house_against,
        "routes": found,
        "open": sum(route["open"] for route in found),
        "senators": max(
            hurdle["short"]
            for hurdle in found[0]["hurdles"]
            if not hurdle["hurdle"].startswith("quorum")
        ),
    }


class WithdrawalVotesExplorer(Explorer):
    """Who is present, who votes how, who signs: five routes and their hurdles."""

    title = "Explorer: the votes that leaving would need"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of menu and tick box."""
        return {**LIMITS, "president": ["leave", "stay"], "filibuster": [True, False]}

    @classmethod
    def payload(cls) -> dict:
        """Return limits, presets, names of routes and the size of the chambers."""
        return {
            "limits": {name: list(pair) for name, pair in LIMITS.items()},
            "presets": PRESETS,
            "routes": ROUTES,
            "senate": votes.SENATE,
            "house": votes.HOUSE,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return votes beside the votes needed, hurdle by hurdle, for the starting values."""
        result = compute(DEFAULTS, cls.payload())
        rows = [
            (route["route"], hurdle)
            for route in result["routes"]
            for hurdle in route["hurdles"]
            if not hurdle["hurdle"].startswith("quorum")
        ]
        fig, ax = plt.subplots(figsize=(7, 4.6))
        for line, (_, hurdle) in enumerate(reversed(rows)):
            size = votes.HOUSE if "House" in hurdle["hurdle"] else votes.SENATE
            missed = hurdle["short"] > 0
            ax.barh(
                line,
                100 * hurdle["has"] / size,
                color=COLORS["grey" if missed else "blue"],
                hatch="///" if missed else "",
                edgecolor="white",
                linewidth=0,
            )
            ax.plot([100 * hurdle["needs"] / size] * 2, [line - 0.45, line + 0.45], color="black")
        ax.set_yticks(
            range(len(rows)),
            [f"{route.replace('_', ' ')}: {hurdle['hurdle']}" for route, hurdle in reversed(rows)],
            fontsize=8,
        )
        ax.set(xlim=(0, 100), xlabel="per cent of the chamber")
        ax.grid(axis="y", visible=False)
        alt = (
            "Horizontal bars, one for each hurdle of five routes: the votes at hand as a share of "
            "the chamber, with a black tick at the votes needed. Hatched bars fall short. With a "
            "vote on party lines every route has at least one hatched bar."
        )
        table = pd.DataFrame(
            [
                {
                    "Route": ROUTES[route["route"]],
                    "Open": "yes" if route["open"] else "no",
                    "Missing": "; ".join(
                        f"{hurdle['hurdle']}: {hurdle['short']}"
                        for hurdle in route["hurdles"]
                        if hurdle["short"]
                    ),
                }
                for route in result["routes"]
            ]
        )
        return fig, alt, table
