"""The scenario model: an alliance under stress, as equations that a reader can run and break.

It is a teaching model: it shows what follows from stated assumptions, and forecasts nothing.
"""

from natolab.model.analysis import (
    NAMED_LOOPS,
    Equilibria,
    equilibria,
    links,
    loops,
    sensitivity,
)
from natolab.model.chains import Chain, chain
from natolab.model.cuts import CUTS, compare_cuts
from natolab.model.definition import AUXILIARIES, LEVERS, OUTCOMES, PARAMETERS, STOCKS
from natolab.model.dominance import Loop, LoopScores, loop_scores
from natolab.model.ensembles import Ensemble, ensemble
from natolab.model.errors import ModelError
from natolab.model.hindcasting import Hindcast, hindcast
from natolab.model.runs import COLUMNS, classify, simulate, vulnerability
from natolab.model.scenario import SCENARIOS, Scenario
from natolab.model.xmile import to_xmile

__all__ = [
    "AUXILIARIES",
    "COLUMNS",
    "CUTS",
    "LEVERS",
    "NAMED_LOOPS",
    "OUTCOMES",
    "PARAMETERS",
    "SCENARIOS",
    "STOCKS",
    "Chain",
    "Ensemble",
    "Equilibria",
    "Hindcast",
    "Loop",
    "LoopScores",
    "ModelError",
    "Scenario",
    "chain",
    "classify",
    "compare_cuts",
    "ensemble",
    "equilibria",
    "hindcast",
    "links",
    "loop_scores",
    "loops",
    "sensitivity",
    "simulate",
    "to_xmile",
    "vulnerability",
]
