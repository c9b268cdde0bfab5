"""A small ensemble that page and Python draw alike, and what its runs have in common."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from natolab.model import OUTCOMES, PARAMETERS, SCENARIOS
from natolab.model.arrays import Moment, simulate_arrays

#: Years that the runs last, rows a year, and rows between two points of the bands.
YEARS, ROWS, EVERY = 10, 26, 13
#: Fewest and most draws.
DRAWS = (20, 5000)
#: Narrowest and widest ranges, relative to those of the model card.
WIDTHS = (0.25, 1.5)
#: Largest seed.
SEEDS = 9999
#: Variables that can be shown.
VARIABLES = (
    "credibility",
    "us_commitment",
    "european_willingness",
    "european_capability",
    "hedging",
    "divergence",
    "deterrence",
)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
#: Number of parameters named.
NAMED = 6

DEFAULTS = {
    "scenario": "deescalation",
    "variable": "credibility",
    "draws": 1000,
    "seed": 1949,
    "width": 1.0,
    "energy": True,
    "politics": True,
    "security": True,
    "memory": True,
}

_MASK = np.uint64(0xFFFFFFFF)


def _mix(x: np.ndarray) -> np.ndarray:
    """Scatter 32-bit numbers so that neighbours have nothing in common."""
    x = x & _MASK
    x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x21F0AAAD)) & _MASK
    x = ((x ^ (x >> np.uint64(15))) * np.uint64(0x735A2D97)) & _MASK
    return x ^ (x >> np.uint64(15))


def uniform(seed: int, draws: int, places: int) -> np.ndarray:
    """Return random numbers from 0 to 1 that depend on seed, draw and place alone.

    A number is made from its address by scattering bits, not from the number before it. So page
    and Python draw the same, a draw keeps its numbers if there are more draws, and a parameter
    keeps its number if another one is held still.

    Parameters
    ----------
    seed : int
        From 0 to 2**32 - 1.
    draws, places : int
        Number of draws and of numbers in a draw.

    Returns
    -------
    numpy.ndarray
        Shape ``(draws, places)``.
    """
    golden = np.uint64(0x9E3779B9)
    start = _mix(np.array([seed], np.uint64) + golden)
    of_draw = _mix(start + (np.arange(draws, dtype=np.uint64)[:, None] + np.uint64(1)) * golden)
    of_place = (np.arange(places, dtype=np.uint64)[None, :] + np.uint64(1)) * golden
    return (_mix(of_draw + of_place).astype(float) + 0.5) / 2**32


def _varied(inputs: dict) -> dict[str, tuple[int, float, float]]:
    """Return place, lowest and highest value of each parameter that varies."""
    found = {}
    for place, q in enumerate(PARAMETERS):
        low, high = q.widened(inputs["width"])
        if inputs[q.system] and low < high:
            found[q.name] = (place, low, high)
    return found


def _runs(inputs: dict, drawn: dict[str, np.ndarray]) -> tuple[list, np.ndarray]:
    """Run the draws; return the variable at the points of the bands, and the classes."""
    points, trust = [], []

    def observe(row: int, moment: Moment) -> None:
        trust.append(moment["credibility"])
        if row % EVERY == 0:
            points.append(moment[inputs["variable"]])

    scenario = SCENARIOS[inputs["scenario"]]
    ends = simulate_arrays(
        scenario, drawn, inputs["draws"], years=YEARS, rows=ROWS, observe=observe
    )
    # The page sees its runs at their rows only.
    return points, replace(ends, lowest=np.min(trust, axis=0)).outcomes


def _quantile(ordered: np.ndarray, share: float) -> float:
    """Return a quantile of sorted values, between two of them in proportion."""
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def _correlations(last: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return how far the order of the draws at the end follows each random number."""
    ranks = pd.Series(np.round(last * 1e9)).rank().to_numpy()
    one, two = ranks - ranks.mean(), numbers - numbers.mean(axis=0)
    return (one @ two) / np.sqrt((one @ one) * (two * two).sum(axis=0))


def compute(inputs: dict, data: dict) -> dict:
    """Draw parameters, run the model with each set, and say what the runs have in common.

    Parameters
    ----------
    inputs : dict
        ``scenario``, ``variable``, ``draws``, ``seed``, ``width`` (by how much every range is
        widened or narrowed about the parameter's value; never beyond what the equations accept)
        and, for each system of the model, whether its parameters vary.
    data : dict
        ``payload()``; not used.

    Returns
    -------
    dict
        ``varied``, the number of parameters that vary; ``years`` and ``bands`` (one list a
        quantile) of the variable; ``shares`` of the draws in each class of outcome; ``order``: up
        to six parameters with the correlation between their place in their range and the rank of
        the variable at the end, the strongest first; empty if all draws end alike.
    """
    spread = _varied(inputs)
    numbers = uniform(inputs["seed"], inputs["draws"], len(PARAMETERS))
    drawn = {
        name: low + (high - low) * numbers[:, place] for name, (place, low, high) in spread.items()
    }
    points, classes = _runs(inputs, drawn)
    last = points[-1]
    points = [np.sort(values) for values in points]
    order = []
    if points[-1][-1] - points[-1][0] > 1e-6:
        found = _correlations(last, numbers[:, [place for place, *_ in spread.values()]])
        order = [
            {"parameter": list(spread)[i], "correlation": float(found[i])}
            for i in np.argsort(-np.abs(found), kind="stable")[:NAMED]
        ]
    counts = np.bincount(classes, minlength=len(OUTCOMES))
    return {
        "varied": len(spread),
        "years": [EVERY * i / ROWS for i in range(len(points))],
        "bands": [[_quantile(values, q) for values in points] for q in QUANTILES],
        "shares": {
            name: int(count) / inputs["draws"] for name, count in zip(OUTCOMES, counts, strict=True)
        },
        "order": order,
    }


def payload() -> dict:
    """Return constants; equations, names and ranges travel with the model."""
    return {
        "years": YEARS,
        "rows": ROWS,
        "every": EVERY,
        "variables": list(VARIABLES),
        "quantiles": list(QUANTILES),
        "named": NAMED,
        "draws": list(DRAWS),
        "widths": list(WIDTHS),
        "seeds": SEEDS,
    }
