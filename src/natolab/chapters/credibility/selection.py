"""Which promises attackers choose to test, and how reliable the tested ones look."""

from __future__ import annotations

import numpy as np

from natolab.chapters.credibility.deterrence import Situation, belief_needed


def tested(situation: Situation, reliabilities: np.ndarray) -> tuple[float, float, float]:
    """Return how reliable alliances look in war, if attackers choose which to test.

    Parameters
    ----------
    situation : Situation
        What every attacker faces; its belief is not used.
    reliabilities : numpy.ndarray, shape (n,)
        Chance of each alliance to keep its promise; attackers know it.

    Returns
    -------
    tuple of float
        Mean reliability of all, mean reliability of those attacked (not a number if none is) and
        the part attacked; all from 0 to 1.
    """
    needed = belief_needed(situation)
    attacked = reliabilities < (2.0 if needed is None else needed)
    seen = float(reliabilities[attacked].mean()) if attacked.any() else float("nan")
    return float(reliabilities.mean()), seen, float(attacked.mean())
