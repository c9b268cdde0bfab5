"""Explorer of the chapter on endings: choose a class of pacts and see how long they last."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.endings import reference_class
from natolab.chapters.endings.reference_class import DEFAULTS, of_class
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class EndingsExplorer(Explorer):
    """Choose a class of defence pacts and see its curve, with NATO's place on it."""

    title = "Explorer: which pacts are like NATO?"
    defaults = DEFAULTS
    compute = staticmethod(reference_class.compute)
    payload = staticmethod(reference_class.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the classes, ages and years to come."""
        return {
            **{name: [*words] for name, words in reference_class.MENUS.items()},
            **reference_class.LIMITS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the curve of the default class, and six classes side by side."""
        result = of_class()
        fig, ax = plt.subplots(figsize=(7, 3.6))
        times = [0.0, *result["time"], result["oldest"]]
        shares = [1.0, *result["survival"], result["survival"][-1]]
        ax.step(
            times,
            [100 * share for share in shares],
            where="post",
            color=COLORS["blue"],
            label="still alive",
        )
        for key, style in (("low", ":"), ("high", "--")):
            ax.step(
                result["time"],
                [100 * share for share in result[key]],
                where="post",
                color=COLORS["grey"],
                linestyle=style,
                linewidth=1,
                label=f"95 per cent interval, {key}",
            )
        ax.axvline(result["nato"]["age"], color=COLORS["vermilion"], linestyle="-.")
        ax.text(
            result["nato"]["age"] - 1, 97, "NATO, end of 2016", rotation=90, ha="right", va="top"
        )
        ax.set(xlim=(0, 72), ylim=(0, 100), xlabel="age in years", ylabel="per cent still alive")
        ax.legend()
        rows = []
        for name, patch in {
            "Every member promises defence": {},
            "The same, by phase": {"unit": "phase"},
            "Three or more members": {"size": "more"},
            "With a major power": {"power": "major"},
            "Made in war": {"origin": "war"},
            "Signed since 1946": {"era": "since"},
        }.items():
            found = of_class(**patch)
            rows.append(
                {
                    "Class": name,
                    "Pacts": found["count"],
                    "Half had ended at": f"{found['median']:.1f} years",
                    "Chance from 40 to 50": f"{100 * found['ahead']['chance']:.0f} per cent",
                    "Interval": (
                        f"at least {100 * found['ahead']['low']:.0f}"
                        if found["ahead"]["chance"] == 1
                        else f"{100 * found['ahead']['low']:.0f} to "
                        f"{100 * found['ahead']['high']:.0f}"
                    ),
                }
            )
        alt = (
            "Step curve of the share of defence pacts still alive by age. It falls steeply in the "
            "first twenty years and flattens; a vertical line far to the right marks NATO."
        )
        return fig, alt, pd.DataFrame(rows)
