"""Explorer of the chapter on drift: choose allies, a measure and a window, and fit a trend."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.drift import trend
from natolab.chapters.drift.trend import DEFAULTS, MEASURES
from natolab.charts import COLORS
from natolab.data import load
from natolab.explorers.base import Explorer


class DriftExplorer(Explorer):
    """Choose allies, a measure and a window of years, and see which way the trend points."""

    title = "Explorer: draw the trend that you like"
    defaults = DEFAULTS
    compute = staticmethod(trend.compute)
    payload = staticmethod(trend.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return measures, groups and allies, years and tick boxes."""
        years = (trend.FIRST_YEAR, trend.LAST_YEAR)
        return {
            "measure": [*MEASURES],
            "who": [*trend.GROUPS, *load("drift_allies")["iso3"]],
            "start": years,
            "end": years,
            "split": [True, False],
            "cut": years,
            "late": [True, False],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return three measures with their lines, and the same question asked of six windows."""
        fig, ax = plt.subplots(figsize=(7, 3.6))
        result = cls.compute(DEFAULTS, cls.payload())
        ax.fill_between(
            result["years"],
            result["low"],
            result["high"],
            color=COLORS["grey"],
            alpha=0.25,
            linewidth=0,
            label="lowest and highest ally",
        )
        ax.plot(result["years"], result["mean"], color=COLORS["blue"], label="mean of the allies")
        fit = result["fit"]
        ax.plot(
            [result["years"][0], result["years"][-1]],
            [fit["first"], fit["last"]],
            color=COLORS["vermilion"],
            linestyle="--",
            label="trend",
        )
        ax.set(xlabel="year", ylabel="gap in UN votes, points", ylim=(0, None))
        ax.legend(loc="lower left")
        windows = [
            ("votes", 1960, 2024),
            ("votes", 1960, 2005),
            ("votes", 2005, 2024),
            ("votes", 1990, 2025),
            ("opinion", 2002, 2023),
            ("troops", 1990, 2025),
        ]
        rows = []
        for measure, start, end in windows:
            who = "three" if measure == "opinion" else "long"
            line = trend.of_window(start, end, measure=measure, who=who)["fit"]
            rows.append(
                {
                    "Measure": MEASURES[measure],
                    "Years": f"{start} to {end}",
                    "Slope per decade": f"{line['slope']:.2f}",
                    "95 per cent interval": f"{line['low']:.2f} to {line['high']:.2f}",
                    "Widened": f"{line['wide_low']:.2f} to {line['wide_high']:.2f}",
                }
            )
        alt = (
            "Line chart of the gap between the United States and its older allies in UN votes from "
            "1990 on, with a band from the lowest to the highest ally and a dashed trend. The gap "
            "rises to the middle of the 2000s, falls to 2024 and leaps in the last year; the trend "
            "is almost flat."
        )
        return fig, alt, pd.DataFrame(rows)
