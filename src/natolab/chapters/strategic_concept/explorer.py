"""Explorer of the chapter on the Strategic Concepts: compare two of them by theme."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.strategic_concept import comparison
from natolab.chapters.strategic_concept.comparison import DEFAULTS, FAMILIES, TOP
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer


class StrategicConceptExplorer(Explorer):
    """Compare two Strategic Concepts by theme under the reader's weights."""

    title = "Explorer: compare two Strategic Concepts"
    defaults = DEFAULTS
    compute = staticmethod(comparison.compute)
    payload = staticmethod(comparison.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the concepts of the table and the weights from 0 to 3."""
        concepts = [*load("strategic_concepts")["concept"]]
        return {
            "first": concepts,
            "second": concepts,
            **dict.fromkeys(FAMILIES, (0, TOP)),
            "open": [True, False],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return both concepts theme by theme, and their codes as a table."""
        result = cls.compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 4.6))
        themes = result["themes"][::-1]
        for line, row in enumerate(themes):
            ends = [row["first"], row["second"]]
            ax.plot(ends, [line, line], color=COLORS["grey"], linestyle="-", zorder=1)
        lines = range(len(themes))
        for name, marker, color in (("first", "o", "blue"), ("second", "s", "vermilion")):
            ax.plot(
                [row[name] for row in themes],
                lines,
                marker,
                color=COLORS[color],
                markersize=9 if name == "first" else 6,
                linestyle="none",
                label=DEFAULTS[name],
            )
        ax.set_yticks(lines, [row["label"] for row in themes])
        ax.set(xlim=(-0.2, TOP + 0.2), xticks=range(TOP + 1), xlabel="weight in our coding")
        fig.legend(loc="outside upper right", ncols=2)
        alt = (
            "Two marks on a line for each theme: a circle for the concept of 2010, a square for "
            "that of 2022, from 0 (absent) to 3 (leading). The marks lie farthest apart for an "
            "attack by Moscow, and apart by two for subversion and for China."
        )
        table = pd.DataFrame(
            {
                "Theme": [row["label"] for row in result["themes"]],
                DEFAULTS["first"]: [row["first"] for row in result["themes"]],
                DEFAULTS["second"]: [row["second"] for row in result["themes"]],
            }
        )
        return fig, alt, table
