"""Explorer of the chapter on origins: read the treaty by situation."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.origins import treaty
from natolab.chapters.origins.treaty import DEFAULTS, FIRST_YEAR, HEIGHTS, LAST_YEAR
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer


class OriginsExplorer(Explorer):
    """Read the treaty by situation: where, on whom, by what and when."""

    title = "Explorer: read the treaty by situation"
    defaults = DEFAULTS
    compute = staticmethod(treaty.compute)
    payload = staticmethod(treaty.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the places, targets, attacks and years of the tables."""
        choices = load("treaty_choices").groupby("kind")["choice"]
        return {
            "place": [*load("treaty_places")["place"]],
            "target": [*choices.get_group("target")],
            "attack": [*choices.get_group("attack")],
            "year": (FIRST_YEAR, LAST_YEAR),
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the cases as strips of years, and what the treaty says of each."""
        data = cls.payload()
        names = {row["choice"]: row["short"] for row in data["verdicts"] + data["surenesses"]}
        fig, ax = plt.subplots(figsize=(7, 5.2))
        rows: list[dict[str, str]] = []
        for line, case in enumerate(reversed(data["cases"])):
            result = cls.compute(case, data)
            for run in result["history"]:
                height = HEIGHTS[run["article_5"]] * 0.8
                ax.barh(
                    line - 0.4 + height / 2,
                    run["to"] - run["from"] + 1,
                    height,
                    left=run["from"],
                    color=COLORS["blue" if run["article_5"] == "applies" else "grey"],
                    hatch="" if run["article_5"] == "applies" else "///",
                    edgecolor="white",
                    linewidth=0,
                )
            ax.plot(case["year"] + 0.5, line - 0.4, "^", color=COLORS["vermilion"], clip_on=False)
            rows.insert(
                0,
                {
                    "Case": case["label"],
                    "Article 5": names[result["article_5"]],
                    "How sure": names[result["sureness"]],
                    "Why": result["reason"],
                },
            )
        ax.set_yticks(range(len(rows)), [row["Case"] for row in reversed(rows)])
        ax.set(xlim=(FIRST_YEAR, LAST_YEAR + 1), xlabel="year")
        ax.grid(axis="y", visible=False)
        alt = (
            f"Horizontal strips, one for each case, over the years from {FIRST_YEAR} to "
            f"{LAST_YEAR}. A full bar means that Article 5 applies, half a bar that it may apply, "
            "a thin line that it does not; a triangle marks the year of the case. The table below "
            "gives the reasons."
        )
        return fig, alt, pd.DataFrame(rows)
