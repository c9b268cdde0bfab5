"""Explorer of the chapter on credibility: support the war, or the alliance is reconsidered."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.credibility import conditional_threat
from natolab.chapters.credibility.conditional_threat import (
    DEFAULTS,
    END_NAMES,
    LIMITS,
    PRESETS,
    ROUNDS,
)
from natolab.chapters.credibility.game import ALLIES, GUARANTORS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer


class ConditionalThreatExplorer(Explorer):
    """Set the payoffs of the conditional threat, and play it once or again and again."""

    title = "Explorer: support the war, or the alliance is reconsidered"
    defaults = DEFAULTS
    compute = staticmethod(conditional_threat.compute)
    payload = staticmethod(conditional_threat.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the range of each slider and the ways to play."""
        return {**LIMITS, "guarantor": [*GUARANTORS], "ally": [*ALLIES]}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return repeated play in the default state, and the equilibrium of five settings."""
        data = cls.payload()
        path = cls.compute(DEFAULTS, data)["path"]
        rounds = range(1, ROUNDS + 1)
        fig, ax = plt.subplots(figsize=(7, 3.4))
        for who, color, style in [("guarantor", "blue", "-"), ("ally", "vermilion", "--")]:
            ax.plot(
                rounds,
                [row[who] for row in path],
                color=COLORS[color],
                linestyle=style,
                label=f"{who}, sum of payoffs",
            )
        ax.set(xlabel="round", ylabel="sum of payoffs")
        ax.legend()
        rows = []
        for name, patch in PRESETS:
            found = cls.compute({**DEFAULTS, **patch}, data)
            rows.append(
                {
                    "Setting": name,
                    "Would it carry the threat out?": found["believable"],
                    "Equilibrium ends in": " or ".join(END_NAMES[end] for end in found["reached"]),
                }
            )
        alt = (
            "Two lines over twelve rounds: the guarantor's sum of payoffs climbs and then stays, "
            "the ally's falls and then stays, from the round in which no demand is made any more."
        )
        return fig, alt, pd.DataFrame(rows)
