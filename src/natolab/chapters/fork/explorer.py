"""Explorer of the last chapter: what would change your mind, and by how much."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.fork import beliefs
from natolab.chapters.fork.beliefs import DEFAULTS, INDICATORS, LIKELIHOODS, LIMITS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer
from natolab.methods.evidence import OBSERVATIONS


class ForkExplorer(Explorer):
    """Set a belief and likelihoods, enter observations, and watch two readers."""

    title = "Explorer: what would change your mind"
    defaults = DEFAULTS
    compute = staticmethod(beliefs.compute)
    payload = staticmethod(beliefs.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return beliefs and likelihoods from 1 to 99 per cent, and what can be seen."""
        seen = {f"{name}_seen": [*OBSERVATIONS] for name in INDICATORS}
        return {**LIMITS, "selected": [*INDICATORS], **seen}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return two readers' beliefs when every indicator speaks for one side, and a table."""
        data = cls.payload()
        fig, ax = plt.subplots(figsize=(7, 3.6))
        for toward, color in (("collective", "blue"), ("conditional", "vermilion")):
            record = beliefs.pointing(toward)
            found = cls.compute(DEFAULTS | {f"{n}_seen": record[n] for n in record}, data)
            for key, style, who in (("path", "-", "you"), ("other_path", "--", "other reader")):
                ax.plot(
                    range(len(found[key])),
                    found[key],
                    style,
                    color=COLORS[color],
                    label=f"all point to {toward}: {who}",
                )
        ax.set(xlabel="indicators observed", ylabel="belief in “collective”", ylim=(0, 1))
        ax.legend(fontsize=8, loc="center right", bbox_to_anchor=(1.0, 0.42))
        rows = cls.compute(DEFAULTS, data)["rows"]
        table = pd.DataFrame(
            {
                "Indicator": [INDICATORS[row["indicator"]] for row in rows],
                "Yes, if collective": [f"{LIKELIHOODS[r['indicator']][0]:.2f}" for r in rows],
                "Yes, if conditional": [f"{LIKELIHOODS[r['indicator']][1]:.2f}" for r in rows],
                "Odds after a yes, times": [f"{math.exp(row['yes']):.2f}" for row in rows],
                "Odds after a no, times": [f"{math.exp(row['no']):.2f}" for row in rows],
            }
        )
        alt = (
            "Line chart of the belief that the alliance stays collective against the number of "
            "indicators observed. If all point to collective, both readers rise towards one; if "
            "all point to conditional, both fall towards zero, from wherever they started."
        )
        return fig, alt, table
