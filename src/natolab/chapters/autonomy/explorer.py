"""Explorer of the chapter on autonomy: build the programme, see the gap year by year."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.autonomy import exposure
from natolab.chapters.autonomy.exposure import DEFAULTS, LIMITS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class AutonomyExplorer(Explorer):
    """Sliders for money, delay and draw-down; capability against need, year by year."""

    title = "Explorer: build the programme, see the gap year by year"
    defaults = DEFAULTS
    compute = staticmethod(exposure.compute)
    payload = staticmethod(exposure.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the limits of the numbers and the values of the tick boxes."""
        return {**LIMITS, "keep_enablers": [True, False], "weakest": [True, False]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return capability against need for the starting values."""
        result = cls.compute(DEFAULTS, cls.payload())
        yearly = pd.DataFrame(result["yearly"]).set_index("year")
        fig, ax = plt.subplots(figsize=(7, 3.6))
        ax.plot(yearly.index, 100 * yearly["have"], color=COLORS["blue"], label="there is")
        ax.plot(
            yearly.index, 100 * yearly["us"], color=COLORS["grey"], linestyle=":", label="American"
        )
        ax.axhline(
            100 * DEFAULTS["need"], color=COLORS["black"], linestyle="--", linewidth=1, label="need"
        )
        ax.axvspan(result["opens"], result["closes"], color=COLORS["grey"], alpha=0.15)
        ax.set(xlabel="year", ylabel="per cent of today's American part", ylim=(0, 105))
        ax.legend(loc="lower right")
        alt = (
            "Line chart from 2025 to 2060. The American part falls to nothing within two years; "
            "what there is falls with it and then climbs back slowly as European orders arrive. "
            "A shaded band marks the years below the need."
        )
        found = result["window"]
        table = pd.DataFrame(
            [
                ("Window of vulnerability", f"{found['years']:.1f} years"),
                ("Deepest gap", f"{100 * found['depth']:.0f} per cent of the American part"),
                ("It closes in", f"{int(result['closes'])}"),
                ("Bill over 25 years", f"{result['bill']['years']:,.0f} billion euros"),
                ("All is on order in", f"{int(result['ordered'])}"),
            ],
            columns=["Result", "Starting values"],
        )
        return fig, alt, table
