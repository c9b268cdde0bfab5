"""Explorer of the chapter on Hormuz: from lost barrels to a price path."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.hormuz import oil_price
from natolab.chapters.hormuz.oil_price import DEFAULTS, HORIZON, LIMITS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class HormuzExplorer(Explorer):
    """Sliders for lost barrels, cushions and elasticities; a price path against what happened."""

    title = "Explorer: from lost barrels to the price of oil"
    defaults = DEFAULTS
    compute = staticmethod(oil_price.compute)
    payload = staticmethod(oil_price.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of the tick box."""
        return {**LIMITS, "observed": [True, False]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the price path of the starting values beside the observed one."""
        data = cls.payload()
        result = cls.compute(DEFAULTS, data)
        inflation = result["inflation"]
        fig, ax = plt.subplots(figsize=(7, 3.6))
        ax.plot(range(HORIZON + 1), result["price"], color=COLORS["blue"], label="model")
        ax.plot(
            range(len(data["observed"])),
            data["observed"],
            color=COLORS["black"],
            linestyle=":",
            label="Brent spot, weekly mean",
        )
        ax.axvspan(0, DEFAULTS["weeks"], color=COLORS["grey"], alpha=0.15, label="strait closed")
        ax.set(xlabel="weeks after 27 February 2026", ylabel="dollars a barrel", xlim=(0, HORIZON))
        ax.legend()
        alt = (
            "Line chart of the price of oil over 52 weeks. The model's line rises while the strait "
            "is closed and falls back after it reopens; a dotted line shows the observed price, "
            "which rises as far, falls in June, rises again in July and once more in September."
        )
        table = pd.DataFrame(
            [
                ("Oil missing in the first week", f"{result['gap']:.1f} million barrels a day"),
                ("Highest price", f"{result['peak']:.0f} dollars a barrel"),
                ("Week of the highest price", f"{result['peak_week']}"),
                (
                    "Extra cost at the peak for each million barrels a day imported",
                    f"{1000 * result['cost_per_day']:.0f} million dollars a day",
                ),
                (
                    "Inflation over the year",
                    "outside the range of the study"
                    if inflation is None
                    else f"{inflation:.1f} points more",
                ),
            ],
            columns=["Result", "Starting values"],
        )
        return fig, alt, table
