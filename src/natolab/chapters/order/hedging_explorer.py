"""Explorer of the chapter on world order: an index of hedging of one's own."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.order import hedging
from natolab.chapters.order.hedging import DEFAULTS, MEASURES
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class HedgingExplorer(Explorer):
    """Weigh arms, votes and summits, choose the poles, and see who hedges."""

    title = "Explorer: who hedges?"
    defaults = DEFAULTS
    compute = staticmethod(hedging.compute)
    payload = staticmethod(hedging.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return states, weights, poles and years."""
        return {
            "state": [state["iso3"] for state in cls.payload()["states"]],
            **dict.fromkeys(MEASURES, (0, hedging.MOST)),
            "pole": [*hedging.POLES],
            "year": hedging.YEARS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the index at the defaults in its two parts, and ranks against three poles."""
        data = cls.payload()
        names = {state["iso3"]: state["state"] for state in data["states"]}
        results = {
            pole["label"]: cls.compute({**DEFAULTS, "pole": key}, data)["rows"]
            for key, pole in hedging.POLES.items()
        }
        rows = [row for row in next(iter(results.values())) if row["rank"]]
        fig, ax = plt.subplots(figsize=(7, 0.22 * len(rows) + 1))
        places = range(len(rows), 0, -1)
        neither = [row["neither"] for row in rows]
        ax.barh(places, neither, color=COLORS["sky"], label="leans to neither side")
        ax.barh(
            places,
            [row["both"] for row in rows],
            left=neither,
            color=COLORS["orange"],
            hatch="///",
            label="leans to both sides",
        )
        ax.set_yticks(places, [names[row["iso3"]] for row in rows], fontsize=8)
        ax.set(xlabel="index of hedging, from 0 to 1", xlim=(0, 1.02))
        ax.grid(visible=False, axis="y")
        ax.legend(loc="lower right")
        alt = (
            "Stacked bars of an index of hedging by state, the highest first. Saudi Arabia, "
            "Brazil and India lead; in the first two about half of the index comes from leanings "
            "that cancel out. European allies of the United States stand at the bottom."
        )
        rank = {
            label: {row["iso3"]: row["rank"] for row in found} for label, found in results.items()
        }
        table = pd.DataFrame(
            [
                {
                    "State": names[row["iso3"]],
                    **{
                        f"Rank, western pole {label}": ranks[row["iso3"]] or "none"
                        for label, ranks in rank.items()
                    },
                }
                for row in next(iter(results.values()))
            ]
        )
        return fig, alt, table
