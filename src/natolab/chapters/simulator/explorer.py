"""The Alliance Simulator: levers, three systems, result and reasons on one screen."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.scenarios import comparison
from natolab.chapters.simulator import figures
from natolab.chapters.simulator.payload import payload
from natolab.explorers.base import Shape
from natolab.explorers.two_scenarios import SCENARIO, TwoScenarios
from natolab.model import AUXILIARIES, OUTCOMES, STOCKS, simulate
from natolab.model.hindcasting import price_before
from natolab.model.names import SCENARIO_LOOKS, words
from natolab.model.paths import YEARS
from natolab.model.permalink import pack

_VARIABLES = [entry.name for entry in (*STOCKS, *AUXILIARIES)]
_DEFAULTS: dict[str, Any] = {
    "scenario": pack("deescalation"),
    "other": pack("no_war"),
    "compare": True,
    "year": 10.0,
    "variable": "credibility",
}


class Simulator(TwoScenarios):
    """The whole alliance on one screen: what follows from a scenario, and why.

    Parameters
    ----------
    **inputs
        ``scenario`` and ``other`` (each a ``Scenario``, a name, or as ``pack`` returns it),
        ``compare`` (whether the other one is drawn), the ``year`` that is pointed at and the
        ``variable`` that is shown large under *All variables*.
    """

    title = "Alliance Simulator: decisions, three systems, and what follows"
    defaults = _DEFAULTS
    compute = staticmethod(comparison.compute)
    payload = staticmethod(payload)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list | Shape]:
        """Return what scenarios look like, the years and the variables."""
        return {
            "scenario": SCENARIO,
            "other": SCENARIO,
            "compare": [True, False],
            "year": (0.0, float(YEARS)),
            "variable": _VARIABLES,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the three systems of the first scenario, and what is read off it."""
        names = [_DEFAULTS[key]["name"] for key in ("scenario", "other")]
        fig = figures.three_systems(*names)
        run = simulate(names[0], years=YEARS)
        alt = (
            "Three line charts on one clock of ten years for a short war after which the American "
            "guarantee stays half conditional. Energy: the oil price jumps within weeks and is "
            "back within a year. Politics at home: the burden on households rises months later and "
            "fades; support jumps about and settles below its start. Security: credibility falls "
            "within a year and comes back in part, while European capability rises slowly."
        )
        result = comparison.summary(run)
        table = pd.DataFrame(
            {
                "Result": [
                    "Outcome",
                    "Rule",
                    "Oil price at its highest, $ a barrel",
                    "Credibility at its lowest",
                    "Credibility after ten years",
                    "Years with deterrence below its level before the war",
                ],
                SCENARIO_LOOKS[names[0]].title: [
                    words(result["outcome"]),
                    OUTCOMES[result["outcome"]].rule,
                    f"{run['oil_price'].max() * price_before():.0f}",
                    f"{result['lowest']:.2f}",
                    f"{run['credibility'].iloc[-1]:.2f}",
                    f"{result['window']['years']:.1f}",
                ],
            }
        )
        return fig, alt, table
