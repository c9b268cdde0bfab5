"""Explorer of the chapter on the law of withdrawal: from an announcement to an exit."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.withdrawal_law import exit_odds
from natolab.chapters.withdrawal_law.exit_odds import DEFAULTS, MONTHS
from natolab.chapters.withdrawal_law.road_map import OUTCOMES, TREE
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class RoadMapExplorer(Explorer):
    """Nine questions with probabilities that the reader sets; exact shares of ten outcomes."""

    title = "Explorer: the road from an announcement to an exit"
    defaults = DEFAULTS
    compute = staticmethod(exit_odds.compute)
    payload = staticmethod(exit_odds.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of menu and tick box."""
        return {
            **dict.fromkeys(TREE, (0.0, 1.0)),
            "vote_months": MONTHS,
            "defiance_months": MONTHS,
            "observes_notice": [True, False],
            "measure": ["all", "without"],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the shares of the outcomes for the starting values."""
        result = cls.compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.8))
        names = list(OUTCOMES)[::-1]
        for line, name in enumerate(names):
            stays = name.startswith("stays")
            ax.barh(
                line,
                100 * result["shares"][name],
                color=COLORS["sky" if stays else "vermilion"],
                hatch="" if stays else "///",
                edgecolor="white",
                linewidth=0,
            )
        ax.set_yticks(range(len(names)), [OUTCOMES[name] for name in names], fontsize=9)
        ax.set(xlabel="share of all cases, per cent")
        ax.grid(axis="y", visible=False)
        alt = (
            "Horizontal bars: the share of each of ten outcomes for the starting values. The "
            "longest bars are that no notice is given and that nobody sues; the bar of a notice "
            "taken back after a ruling is hardly to be seen. Exits are hatched."
        )
        table = pd.DataFrame(
            [
                {"Outcome": OUTCOMES[name], "Share": f"{100 * share:.1f} %"}
                for name, share in result["shares"].items()
            ]
        )
        return fig, alt, table
