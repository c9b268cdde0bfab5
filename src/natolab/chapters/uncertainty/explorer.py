"""Explorer of the chapter on uncertainty: an ensemble that the page draws and runs itself."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.uncertainty import small_ensemble
from natolab.chapters.uncertainty.small_ensemble import (
    DEFAULTS,
    DRAWS,
    SEEDS,
    VARIABLES,
    WIDTHS,
    YEARS,
)
from natolab.charts import COLORS
from natolab.explorers.base import Explorer, Shape
from natolab.model import OUTCOMES, SCENARIOS
from natolab.model.definition import SYSTEMS
from natolab.model.names import words


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and DRAWS[0] <= value <= DRAWS[1]


class UncertaintyExplorer(Explorer):
    """Choose a scenario and what varies; the page runs the ensemble while you watch."""

    title = "Explorer: an ensemble of your own"
    defaults = DEFAULTS
    compute = staticmethod(small_ensemble.compute)
    payload = staticmethod(small_ensemble.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list | Shape]:
        """Return scenarios, variables, numbers of draws, seeds, widths and systems."""
        return {
            "scenario": [*SCENARIOS],
            "variable": [*VARIABLES],
            "draws": Shape(
                f"a whole number from {DRAWS[0]} to {DRAWS[1]}",
                _whole,
                lambda rng: int(rng.integers(DRAWS[0], 40)),  # so that trying many stays quick
            ),
            "seed": (1, SEEDS),
            "width": WIDTHS,
            **{system: [True, False] for system in SYSTEMS},
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return bands, shares and the leading parameters of the starting values."""
        result = cls.compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.6))
        low, quarter, middle, three, high = result["bands"]
        for one, two, alpha, text in (
            (low, high, 0.18, "nine draws in ten"),
            (quarter, three, 0.4, "half of the draws"),
        ):
            ax.fill_between(
                result["years"], one, two, color=COLORS["blue"], alpha=alpha, label=text
            )
        ax.plot(result["years"], middle, color=COLORS["black"], label="median")
        ax.set(xlabel="years from the start", ylabel="credibility", ylim=(0, 1), xlim=(0, YEARS))
        ax.legend()
        alt = (
            "Chart of credibility over ten years in the scenario of de-escalation: a line for the "
            "median draw inside two nested bands. All fall steeply at first; afterwards the bands "
            "are wide and nearly level."
        )
        rows = [
            (f"Ends {OUTCOMES[name].ending}", f"{100 * share:.0f} % of the draws")
            for name, share in result["shares"].items()
        ]
        rows += [
            (
                f"Orders the outcome: {words(entry['parameter'])}",
                f"correlation {entry['correlation']:+.2f}",
            )
            for entry in result["order"]
        ]
        table = pd.DataFrame(rows, columns=["Result", f"{DEFAULTS['draws']} draws"])
        return fig, alt, table
