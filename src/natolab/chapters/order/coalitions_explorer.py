"""Explorer of the chapter on world order: take a state out of the network of ties."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.order import coalitions, figures
from natolab.data import load
from natolab.explorers.base import Explorer


class CoalitionsExplorer(Explorer):
    """Choose what counts as a tie and who leaves, and see what still holds."""

    title = "Explorer: what holds without America?"
    defaults = coalitions.defaults()
    compute = staticmethod(coalitions.compute)
    payload = staticmethod(coalitions.payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return states, rungs, the number of shared ties, what may end, and the switches."""
        return {
            "removed": [coalitions.NOBODY, *load("coalition_states")["iso3"]],
            "level": coalitions.RUNGS,
            "shared": (1, coalitions.MOST_SHARED),
            "ends": [*coalitions.ENDS],
            **{coalitions.switch(name): [True, False] for name in load("coalitions")["coalition"]},
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return who is in what, and what holds in four settings."""
        data = cls.payload()
        names = {state["iso3"]: state["state"] for state in data["states"]}
        rows = []
        for label, values in data["presets"]:
            result = cls.compute({**cls.defaults, **values}, data)
            largest = result["groups"][0] if result["groups"] else []
            rows.append(
                {
                    "Setting": label,
                    "Linked pairs among the others": result["after"],
                    "Of as many before": result["before"],
                    "States in the largest group": len(largest),
                    "Linked to nobody": ", ".join(names[name] for name in result["alone"])
                    or "none",
                }
            )
        fig = figures.who_is_in_what(load("coalitions"), load("coalition_members"))
        alt = (
            "Grid of states and ties, a dot where a state belongs. Germany and France have the "
            "longest rows; the United States belongs to four ties only, all of them promises of "
            "defence."
        )
        return fig, alt, pd.DataFrame(rows)
