"""The worlds that the worked example of the capstone compares, and what it finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from natolab.methods import evidence
from natolab.model import PARAMETERS, Ensemble, Scenario, ensemble, simulate

SCENARIO = Scenario.from_yaml("""
name: half a promise
description: War to year two; the conditions stay, Europe pays in full, Americans draw down.
levers:
  strike: {0: 1.0, 1.5: 0.4, 2: 0.0}
  consultation: {0: 0.1, 2: 0.5}
  conditionality: {0: 0.7, 2: 0.6}
  exit_talk: {0: 0.7, 2: 0.15}
  coordination: {0.5: 0.3, 2: 0.0}
  european_effort: {0: 0.6, 1: 1.0}
  drawdown: {2: 0.2, 4: 0.4}
""")
#: Conditionality where conditions are kept and where they are dropped.
KEPT, DROPPED = 0.6, 0.15
#: European effort where Europe funds all that it announced, and where it pays as before the war.
FULL, LESS = 1.0, 0.3
#: From when on conditions and European effort differ between the worlds, in years.
CONDITIONS_FROM, EFFORT_FROM = 2.0, 1.0
DRAWS, SEED = 2000, 2026


def world(
    scenario: Scenario, conditionality: float, effort: float, drawdown: bool = True
) -> Scenario:
    """Return a scenario with other conditions, European effort or draw-down, all else equal.

    Parameters
    ----------
    scenario : Scenario
        The scenario to vary.
    conditionality : float
        Its level from year 2 on, from 0 to 1.
    effort : float
        European effort from year 1 on, from 0 to 1.
    drawdown : bool
        Whether the draw-down of the scenario takes place.

    Returns
    -------
    Scenario
    """
    varied = scenario
    for lever, year, value in (
        ("conditionality", CONDITIONS_FROM, conditionality),
        ("european_effort", EFFORT_FROM, effort),
    ):
        varied = varied.with_lever(lever, scenario.until(lever, year) | {year: value})
    return varied if drawdown else varied.with_lever("drawdown", 0.0)


def grid(
    scenario: Scenario,
    conditions: Sequence[float],
    efforts: Sequence[float] | np.ndarray,
    drawdown: bool = True,
) -> pd.DataFrame:
    """Run a scenario for every pair of conditions and European effort.

    Parameters
    ----------
    scenario : Scenario
        The scenario to vary.
    conditions, efforts : sequence of float
        Levels as in ``world``.
    drawdown : bool
        Whether the draw-down of the scenario takes place.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``conditionality``, ``effort``, and ``credibility`` and ``deterrence``
        after ten years.
    """
    rows = []
    for level in conditions:
        for effort in efforts:
            end = simulate(world(scenario, level, effort, drawdown), rows=1).iloc[-1]
            rows.append((level, effort, end["credibility"], end["deterrence"]))
    return pd.DataFrame(rows, columns=["conditionality", "effort", "credibility", "deterrence"])


@cache
def draw(scenario: Scenario, linked: bool = True) -> Ensemble:
    """Return an ensemble of a scenario; the random numbers are the same for all scenarios.

    Parameters
    ----------
    scenario : Scenario
        The scenario to run.
    linked : bool
        Whether European support moves American commitment; without that link all else is drawn
        as before.

    Returns
    -------
    Ensemble
    """
    ranges = {q.name: (q.low, q.high) for q in PARAMETERS if q.low < q.high}
    vary = None if linked else ranges | {"support_link": (0.0, 0.0)}
    return ensemble(scenario, draws=DRAWS, rng=np.random.default_rng(SEED), vary=vary)


def lead(drawdown: bool = True, linked: bool = True) -> pd.DataFrame:
    """Return by how much the world of conditions and money is ahead of the one with neither.

    Parameters
    ----------
    drawdown : bool
        Whether the Americans draw down.
    linked : bool
        As in ``draw``.

    Returns
    -------
    pandas.DataFrame
        One row a draw: differences in ``credibility`` and ``deterrence`` after ten years.
    """
    kept, dropped = (
        draw(world(SCENARIO, *levels, drawdown), linked).ends[["credibility", "deterrence"]]
        for levels in ((KEPT, FULL), (DROPPED, LESS))
    )
    return kept - dropped


def turning_effort() -> float:
    """Return the effort at which Europe deters as well without conditions as with them.

    Returns
    -------
    float
        European effort from year 1 on, as a share of what was announced.
    """
    efforts = np.linspace(0.2, 1, 17)
    paid = grid(SCENARIO, [DROPPED], efforts)["deterrence"]
    return evidence.break_even(efforts, paid, simulate(SCENARIO)["deterrence"].iloc[-1])
