"""Explorer of the chapter on enlargement: move the year, see the alliance."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.enlargement import alliance
from natolab.chapters.enlargement.alliance import DEFAULTS, FIRST_YEAR, LAST_YEAR
from natolab.chapters.enlargement.figures import draw_map
from natolab.data import load
from natolab.explorers.base import Explorer


class EnlargementExplorer(Explorer):
    """Move the year: map, members, people, money and the Senate's votes."""

    title = "Explorer: the alliance in any year"
    defaults = DEFAULTS
    compute = staticmethod(alliance.compute)
    payload = staticmethod(alliance.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the years of the treaty, and both states of the tick box."""
        return {"year": (FIRST_YEAR, LAST_YEAR), "without_us": [True, False]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the map of the default year and the rounds as a table."""
        year = DEFAULTS["year"]
        fig, ax = plt.subplots(figsize=(5.6, 4.7))
        draw_map(ax, load("map_outlines"), load("alliance_members"), year, year - 1)
        alt = (
            "A map of Europe with the allies of the year 2024 filled and boxes for Canada and the "
            "United States. All of Europe west of Belarus and Ukraine is filled, but for Ireland, "
            "Switzerland, Austria and part of the western Balkans; Sweden is hatched as new."
        )
        rows = [
            {
                "Year": row["round"],
                "Who joined": row["label"],
                "Allies then": row["total"],
                "The Senate": row["vote"],
            }
            for row in cls.payload()["rounds"]
        ]
        return fig, alt, pd.DataFrame(rows)
