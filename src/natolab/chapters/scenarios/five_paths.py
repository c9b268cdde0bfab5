"""The five paths of the chapter: their runs, what separates them, what can still move them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from natolab.model import Scenario, ensemble, simulate
from natolab.model.paths import TOLERANCE, last_chance, parting, without

PATHS = ("deescalation", "breakdown", "realignment", "formal_exit", "exit_blocked")
#: Finer and coarser differences in credibility by which paths may part.
FINE, COARSE = 0.02, 0.1
#: Years in which the course of breakdown changes.
SWITCHES = (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 7, 8)
DRAWS, SEED = 2000, 2026


@cache
def runs() -> dict[str, pd.DataFrame]:
    """Return the run of each path over ten years."""
    return {name: simulate(name) for name in PATHS}


@cache
def one_lever_less() -> dict[str, pd.DataFrame]:
    """Return for each path where it ends without one of its levers, as ``without`` returns it."""
    return {name: without(name) for name in PATHS}


@cache
def partings() -> dict[float, pd.DataFrame]:
    """Return when the paths part, as ``parting`` returns it, by tolerance from fine to coarse."""
    return {tolerance: parting(runs(), tolerance) for tolerance in (FINE, TOLERANCE, COARSE)}


@cache
def last_chances() -> dict[str, pd.DataFrame]:
    """Return where breakdown ends if its course changes in one of ``SWITCHES``.

    Returns
    -------
    dict of str to pandas.DataFrame
        By what changes, as ``last_chance`` returns it.
    """
    changes = {
        "all levers as in realignment": ("realignment", None),
        "only conditionality as before the war": ("no_war", ["conditionality"]),
        "only the war ends": ("no_war", ["strike"]),
    }
    return {
        change: last_chance("breakdown", then, SWITCHES, levers)
        for change, (then, levers) in changes.items()
    }


def share(scenario: Scenario | str, outcome: str, years: float = 10) -> float:
    """Return how many draws of all parameters end in a class, in per cent.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or its name.
    outcome : str
        The class.
    years : float
        Length of the runs.

    Returns
    -------
    float
    """
    found = ensemble(scenario, draws=DRAWS, rng=np.random.default_rng(SEED), years=years)
    return 100 * found.shares[outcome]
