"""Explorer of the chapter on the model: cut an influence and see what it did."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.model import cut_loop
from natolab.chapters.model.cut_loop import DEFAULTS, SHOWN, YEARS, label
from natolab.charts import COLORS
from natolab.explorers.base import Explorer
from natolab.model import CUTS, SCENARIOS
from natolab.model.names import words


class CutLoopExplorer(Explorer):
    """Cut one influence of the scenario model and compare the run with the whole one."""

    title = "Explorer: cut a loop"
    defaults = DEFAULTS
    compute = staticmethod(cut_loop.compute)
    payload = staticmethod(cut_loop.payload)

    @classmethod
    def ranges(cls) -> dict[str, list]:
        """Return the scenarios, the cuts and what can be watched."""
        return {"scenario": [*SCENARIOS], "cut": [*CUTS], "variable": [*SHOWN]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the starting pair of runs, and all cuts in their order."""
        result = cls.compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.4))
        for name, text, style in (("", "whole model", "-"), (DEFAULTS["cut"], "cut", "--")):
            run = cut_loop.run(DEFAULTS["scenario"], name)
            color = COLORS["vermilion" if name else "blue"]
            ax.plot(run.index, run[DEFAULTS["variable"]], style, color=color, label=text)
        ax.set(xlabel="years from the start", ylabel="credibility", xlim=(0, YEARS), ylim=(0, 1))
        ax.legend()
        alt = (
            "Line chart of credibility over ten years in the scenario of breakdown. In the whole "
            "model it falls to almost nothing; with the answer to support cut it falls at first, "
            "then stays above half."
        )
        table = pd.DataFrame(
            {
                "Cut": label(row["name"]),
                "Mean distance from the whole model": f"{row['distance']:.3f}",
                "Credibility after ten years": f"{row['end']:.2f}",
                "Class": words(row["outcome"]),
            }
            for row in result["ranking"]
        )
        return fig, alt, table
