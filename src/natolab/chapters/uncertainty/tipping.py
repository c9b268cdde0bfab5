"""Where the model comes to rest, how slowly it gets there, and where trust tips."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from natolab.model import LEVERS, Equilibria, equilibria
from natolab.model.sweeps import tipping_points

#: Conditionality before the war.
BEFORE = next(lever.before for lever in LEVERS if lever.name == "conditionality")
WORLDS, SEED = 300, 2026
#: Credibility above which a state of rest is one of trust; those of distrust lie below.
TRUST = 0.75


@cache
def at_rest() -> Equilibria:
    """Return where the model rests for each conditionality."""
    return equilibria()


def eigenvalue_of_trust(conditionality: float) -> float:
    """Return the leading eigenvalue of the state of trust.

    Parameters
    ----------
    conditionality : float
        The lever's value, from 0 to 1.

    Returns
    -------
    float
        Per year; below zero a small push dies out.
    """
    points = equilibria(values=[0.0, conditionality]).points
    points = points[(points["value"] == conditionality) & points["stable"]]
    return points.loc[points["credibility"] > TRUST, "eigenvalue"].item()


def half_life(eigenvalue: float) -> float:
    """Return the years after which the slowest part of a small push has halved."""
    return np.log(2) / -eigenvalue


@cache
def worlds() -> pd.DataFrame:
    """Return where trust tips in random worlds, as ``tipping_points`` returns it."""
    return tipping_points(draws=WORLDS, rng=np.random.default_rng(SEED))
