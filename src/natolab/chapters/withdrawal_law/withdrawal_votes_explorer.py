"""Explorer of the chapter on the law of withdrawal: which roads a count of votes opens."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.withdrawal_law import head_count
from natolab.chapters.withdrawal_law.head_count import DEFAULTS, LIMITS, ROUTES
from natolab.chapters.withdrawal_law.votes import HOUSE, SENATE
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class WithdrawalVotesExplorer(Explorer):
    """Who is present, who votes how, who signs: five routes and their hurdles."""

    title = "Explorer: the votes that leaving would need"
    defaults = DEFAULTS
    compute = staticmethod(head_count.compute)
    payload = staticmethod(head_count.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of menu and tick box."""
        return {**LIMITS, "president": ["leave", "stay"], "filibuster": [True, False]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return votes beside the votes needed, hurdle by hurdle, for the starting values."""
        result = cls.compute(DEFAULTS, cls.payload())
        rows = [
            (route["route"], hurdle)
            for route in result["routes"]
            for hurdle in route["hurdles"]
            if not hurdle["hurdle"].startswith("quorum")
        ]
        fig, ax = plt.subplots(figsize=(7, 4.6))
        for line, (_, hurdle) in enumerate(reversed(rows)):
            size = HOUSE if "House" in hurdle["hurdle"] else SENATE
            missed = hurdle["short"] > 0
            ax.barh(
                line,
                100 * hurdle["has"] / size,
                color=COLORS["grey" if missed else "blue"],
                hatch="///" if missed else "",
                edgecolor="white",
                linewidth=0,
            )
            needed = 100 * hurdle["needs"] / size
            ax.plot([needed] * 2, [line - 0.45, line + 0.45], color="black", linestyle="-")
        ax.set_yticks(
            range(len(rows)),
            [f"{route.replace('_', ' ')}: {hurdle['hurdle']}" for route, hurdle in reversed(rows)],
            fontsize=9,
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
