"""The window of vulnerability in the scenario model, for a European effort and an exit."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from natolab.model import LEVERS, PARAMETERS, SCENARIOS, Scenario, simulate, vulnerability
from natolab.model.definition import SHORTFALL

#: European effort before the war.
BEFORE = next(lever.before for lever in LEVERS if lever.name == "european_effort")
#: Years over which the scenario model looks for a window.
HORIZON = 20
#: Years of the draw-down for which the model is asked.
EXITS = (1, 3, 5, 7, 9, 11)
#: Draws of all parameters for the spread of a window.
DRAWS = 20


def plan(effort: float, start: float, exit: float, leaves: float) -> Scenario:
    """Return a scenario of the model: European effort from a year on, then a draw-down at once.

    Parameters
    ----------
    effort : float
        Share of the announced rearmament that is funded from ``start`` on.
    start, exit : float
        Years from now; ``exit`` above 0.
    leaves : float
        Share of American forces that leave.

    Returns
    -------
    natolab.model.Scenario
        No war; consultation as in the scenario ``european_pillar``.
    """
    course = {start: effort} if start > 0 else effort
    levers = {
        "european_effort": course,
        "drawdown": {exit: leaves},
        "consultation": SCENARIOS["european_pillar"].value("consultation", 0.0),
    }
    return Scenario("plan", levers)


@functools.cache
def windows(effort: float, start: float, exit: float, leaves: float) -> Mapping[str, float]:
    """Measure the model's window of vulnerability for a plan.

    Parameters
    ----------
    effort, start, exit, leaves
        As in ``plan``.

    Returns
    -------
    mapping of str to float
        ``years``, ``depth`` and ``area`` with the default parameters, as ``vulnerability`` gives
        them.
    """
    run = simulate(plan(effort, start, exit, leaves), years=HORIZON)
    return MappingProxyType(vulnerability(run))


@functools.cache
def spread(
    effort: float,
    start: float,
    exit: float,
    leaves: float,
    draws: int = DRAWS,
    seed: int = 2026,
) -> tuple[float, ...]:
    """Measure how the length of a plan's window spreads over the ranges of all parameters.

    Parameters
    ----------
    effort, start, exit, leaves
        As in ``plan``.
    draws : int
        Number of draws of all parameters from their ranges.
    seed : int
        Seed of the draws; the same seed gives the same draws for every plan.

    Returns
    -------
    tuple of float
        The years of each draw.
    """
    scenario = plan(effort, start, exit, leaves)
    random = np.random.default_rng(seed)
    varied = [q for q in PARAMETERS if q.low < q.high]
    years = []
    for _ in range(draws):
        drawn: dict[str, Any] = {q.name: random.uniform(q.low, q.high) for q in varied}
        run = simulate(scenario, years=HORIZON, rows=13, **drawn)
        years.append(vulnerability(run)["years"])
    return tuple(years)


def made_good(exit: float, **parameters: Any) -> int:
    """Return the largest departure that full effort from now on makes good in the end.

    Parameters
    ----------
    exit : float
        Year of the draw-down.
    **parameters : float
        Parameters of the model that differ from their default.

    Returns
    -------
    int
        Per cent of the American forces, so that deterrence ends within a hundredth of where it
        began.
    """

    def falls_short(leaves: int) -> bool:
        run = simulate(plan(1.0, 0, exit, leaves / 100), years=HORIZON, **parameters)
        first, last = run["deterrence"].iloc[[0, -1]]
        return last < (1 - SHORTFALL) * first

    # The more leave, the lower deterrence ends, so the first that is too many is found by halving.
    return bisect.bisect_left(range(101), True, key=falls_short) - 1
