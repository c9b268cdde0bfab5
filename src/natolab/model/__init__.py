"""The scenario model: an alliance under stress, as equations that a reader can run and break.

It is a teaching model: it shows what follows from stated assumptions, and forecasts nothing.
"""

from __future__ import annotations

from natolab.model.definition import AUXILIARIES, LEVERS, PARAMETERS, STOCKS
from natolab.model.errors import ModelError
from natolab.model.runs import OUTCOMES, classify, simulate, vulnerability
from natolab.model.scenario import SCENARIOS, Scenario

__all__ = [
    "AUXILIARIES",
    "LEVERS",
    "OUTCOMES",
    "PARAMETERS",
    "SCENARIOS",
    "STOCKS",
    "ModelError",
    "Scenario",
    "classify",
    "simulate",
    "vulnerability",
]
