"""Explorer of the chapter on credibility: what deters an attacker."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.credibility import thresholds
from natolab.chapters.credibility.thresholds import BELIEFS, DEFAULTS, LIMITS, PRESETS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class DeterrenceExplorer(Explorer):
    """Set prize, costs, strengths and belief, and see whether an attacker tries."""

    title = "Explorer: when does an attacker try?"
    defaults = DEFAULTS
    compute = staticmethod(thresholds.compute)
    payload = staticmethod(thresholds.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the range of each slider."""
        return dict(LIMITS)

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the worth of the attack by belief, and what five settings need."""
        data = cls.payload()
        result = cls.compute(DEFAULTS, data)
        fig, ax = plt.subplots(figsize=(7, 3.4))
        ax.plot(BELIEFS, result["line"], color=COLORS["blue"], label="attack")
        ax.plot(
            BELIEFS,
            result["stronger"],
            color=COLORS["vermilion"],
            linestyle="--",
            label="attack, local forces half as strong again",
        )
        ax.axhline(DEFAULTS["peace"], color=COLORS["black"], linewidth=1, label="peace")
        ax.set(xlabel="belief in the guarantee", ylabel="worth to the attacker", xlim=(0, 1))
        ax.legend()
        rows = []
        for name, patch in PRESETS:
            found = cls.compute({**DEFAULTS, **patch}, data)
            needed = found["belief_needed"]
            rows.append(
                {
                    "Setting": name,
                    "Worth of an attack": f"{found['worth']:.1f}",
                    "Attacks": "yes" if found["attacks"] else "no",
                    "Belief that deters": "none" if needed is None else f"{100 * needed:.0f} %",
                }
            )
        alt = (
            "Two falling lines: the worth of an attack against belief in the guarantee. Both "
            "start above the line of peace and end below it; with stronger local forces the line "
            "lies lower throughout and crosses earlier."
        )
        return fig, alt, pd.DataFrame(rows)
