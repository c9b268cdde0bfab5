"""Explorer of the chapter on burden-sharing: a guideline, its price and its laggards."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.burden_sharing import guideline
from natolab.chapters.burden_sharing.guideline import (
    BASE,
    DEFAULTS,
    HORIZON,
    LIMITS,
    NONE,
    PACES,
)
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer


class BurdenSharingExplorer(Explorer):
    """Sliders for guideline, year and growth; what it costs, who is short, who arrives when."""

    title = "Explorer: what a spending guideline costs, and who is short"
    defaults = DEFAULTS
    compute = staticmethod(guideline.compute)
    payload = staticmethod(guideline.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers, the allies and the other menus."""
        allies = sorted(set(load("nato_defence_spending")["iso3"]))
        return {
            **LIMITS,
            "own": [NONE, *allies],
            "pace": PACES,
            "spain": [True, False],
            "show": ["all", "europe", *allies],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return three paths of Europe's and Canada's spending and a table by ally."""
        result = cls.compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.6))
        lines = [
            ("path", "to the guideline", "blue", "-"),
            ("trend", "at each ally's pace since 2014", "vermilion", "--"),
            ("held", "at the shares of 2024", "black", ":"),
        ]
        for name, label, color, style in lines:
            ax.plot(
                result["years"], result[name], color=COLORS[color], linestyle=style, label=label
            )
        ax.set(
            ylabel="billion dollars, prices of 2021",
            xlim=(BASE, result["years"][-1]),
            ylim=(0, None),
        )
        ax.legend()
        alt = (
            "Line chart of the yearly defence spending of Europe and Canada from 2024 to the "
            "target year. The line to the guideline climbs steeply, the line at the recent pace "
            "climbs less, and the line at constant shares rises only with the economy."
        )
        table = pd.DataFrame(
            [
                (
                    row["country"],
                    f"{row['share']:.2f}",
                    f"{row['extra']:.1f}",
                    f"{row['growth']:.1f}",
                    row["arrives"] or f"not by {HORIZON}",
                )
                for row in sorted(result["allies"], key=lambda row: -row["extra"])
            ],
            columns=[
                "Ally",
                "Share of GDP 2024, per cent",
                "More a year in 2035, billion dollars of 2021",
                "Growth of spending needed, per cent a year",
                "Arrives at its pace since 2014",
            ],
        )
        return fig, alt, table
