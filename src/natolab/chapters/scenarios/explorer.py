"""The Scenario Explorer: two scenarios, the most telling levers, one chart."""

from __future__ import annotations

from dataclasses import asdict

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.scenarios import comparison
from natolab.chapters.scenarios.comparison import DEFAULTS
from natolab.chapters.simulator.levers import LEVER_WORDS
from natolab.charts import COLORS
from natolab.explorers.base import Shape
from natolab.explorers.two_scenarios import SCENARIO, TwoScenarios
from natolab.model import AUXILIARIES, OUTCOMES, STOCKS, simulate
from natolab.model.names import SCENARIO_LOOKS, words
from natolab.model.paths import YEARS
from natolab.model.permalink import unpack

#: The levers on which the five paths hang; all of them stand in the simulator.
_LEVERS = ("strike", "conditionality", "coordination", "european_effort")
_VARIABLES = [entry.name for entry in (*STOCKS, *AUXILIARIES)]


class ScenarioExplorer(TwoScenarios):
    """Two scenarios side by side: the short form of the Alliance Simulator.

    Parameters
    ----------
    **inputs
        ``scenario`` and ``other`` (each a ``Scenario``, a name, or as ``pack`` returns it) and
        the ``variable`` that is shown large.
    """

    title = "Scenario Explorer: levers, paths and outcomes over ten years"
    defaults = DEFAULTS
    compute = staticmethod(comparison.compute)

    @classmethod
    def payload(cls) -> dict:
        """Return what is shown, and the levers that can be moved here, in plain words."""
        labels = {name: asdict(LEVER_WORDS[name]) for name in _LEVERS}
        return {**comparison.payload(), "levers": labels}

    @classmethod
    def ranges(cls) -> dict[str, Shape | list]:
        """Return what scenarios look like, and the variables."""
        return {"scenario": SCENARIO, "other": SCENARIO, "variable": _VARIABLES}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the starting pair's credibility and deterrence, and what is read off."""
        result = cls.compute(DEFAULTS, cls.payload())
        runs = {key: simulate(unpack(DEFAULTS[key]), years=YEARS) for key in ("scenario", "other")}
        names = {key: SCENARIO_LOOKS[DEFAULTS[key]["name"]].title for key in runs}
        fig, axes = plt.subplots(1, 2, figsize=(7, 3.4), sharey=True)
        for ax, variable in zip(axes, ("credibility", "deterrence"), strict=True):
            for (key, run), (color, style) in zip(
                runs.items(), (("blue", "-"), ("vermilion", "--")), strict=True
            ):
                ax.plot(run.index, run[variable], style, color=COLORS[color], label=names[key])
            ax.set(xlabel="years from the start", ylabel=variable, ylim=(0, 1))
        axes[0].legend(loc="lower left", fontsize=8)
        alt = (
            "Two line charts over ten years, credibility and deterrence. Without war both stay "
            "level. In de-escalation credibility falls within two years and recovers only in "
            "part; deterrence dips and comes nearly back."
        )
        table = pd.DataFrame(
            {
                "Result": [
                    "Outcome",
                    "Rule",
                    "Credibility at its lowest",
                    "Credibility after ten years",
                    "Years with deterrence below its level before the war",
                ]
            }
            | {
                names[key]: [
                    words(result[key]["outcome"]),
                    OUTCOMES[result[key]["outcome"]].rule,
                    f"{result[key]['lowest']:.2f}",
                    f"{result[key]['yearly']['credibility'][-1]:.2f}",
                    f"{result[key]['window']['years']:.1f}",
                ]
                for key in runs
            }
        )
        return fig, alt, table
