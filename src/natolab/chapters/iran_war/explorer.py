"""Explorer of the chapter on the Iran war: a council table and an index of one's own."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.iran_war import council_table
from natolab.chapters.iran_war.council_table import DEFAULTS, MEASURES
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer


class IranWarExplorer(Explorer):
    """Choose a day, an ally and weights, and see who stands where."""

    title = "Explorer: the council table"
    defaults = DEFAULTS
    compute = staticmethod(council_table.compute)
    payload = staticmethod(council_table.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return days, allies, weights and the two choices of method."""
        return {
            "day": (0, cls.payload()["last_day"]),
            "ally": [*load("us_troops_by_ally")["iso3"]],
            **dict.fromkeys(MEASURES, (0, council_table.MOST)),
            "scale": [*council_table.SCALES],
            "zeros": [True, False],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the order of allies at the defaults, and their ranks under three weightings."""
        data = cls.payload()
        names = {ally["iso3"]: ally["ally"] for ally in data["allies"]}
        presets = dict(data["presets"])
        choices = {
            "This war": presets["This war"],
            "Spending only": presets["The bill"],
            "All six alike": presets["All six alike"],
        }
        results = {
            label: cls.compute({**DEFAULTS, **weights}, data)["rows"]
            for label, weights in choices.items()
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
