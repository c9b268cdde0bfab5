"""Under which conditions the alliance ends hollow: boxes that PRIM finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from natolab.methods import prim
from natolab.methods.prim import Box
from natolab.model import SCENARIOS
from natolab.model.sweeps import between

RUNS, SEED = 4000, 2026
#: Seed of the runs that had no part in the search, and those of searches repeated.
NEW, AGAIN = 2027, (1, 2, 3, 4, 5)
#: Scenarios between which levers and parameters are drawn.
FIRST, SECOND = "realignment", "breakdown"
#: Density to which runs that end hollow, and runs that do not, are peeled.
DENSITY = {True: 0.9, False: 0.8}


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes
    ----------
    boxes : list of Box
        All of the peeling, from the whole space on.
    peeled : Box
        The first that reaches the density.
    kept : Box
        That box without the limits that chance explains, widened again.
    """

    boxes: list[Box]
    peeled: Box
    kept: Box


@cache
def cases(seed: int = SEED, first: str = FIRST) -> tuple[pd.DataFrame, np.ndarray]:
    """Return random runs between two scenarios, and which of them end hollow.

    Parameters
    ----------
    seed : int
        Seed of the random numbers.
    first : str
        The milder scenario.

    Returns
    -------
    inputs : pandas.DataFrame
        One row a run.
    hollow : numpy.ndarray of bool
    """
    inputs, ends = between(first, SECOND, draws=RUNS, rng=np.random.default_rng(seed))
    return inputs, (ends["outcome"] == "hollow").to_numpy()


@cache
def search(hollow: bool = True, seed: int = SEED) -> Search:
    """Peel to a density, free what chance explains, and widen again.

    Parameters
    ----------
    hollow : bool
        Whether runs that end hollow are looked for, or runs that do not.
    seed : int
        Seed of the runs.

    Returns
    -------
    Search
    """
    inputs, ends_hollow = cases(seed)
    wanted = ends_hollow == hollow
    boxes = prim.peel(inputs, wanted, alpha=0.05, smallest=0.03)
    peeled = next(b for b in boxes if b.measure(inputs, wanted)["density"] >= DENSITY[hollow])
    kept = prim.paste(inputs, wanted, prim.prune(inputs, wanted, peeled))
    return Search(boxes, peeled, kept)


def measure(box: Box, hollow: bool = True, seed: int = SEED) -> dict:
    """Return how good a box is in the runs of a seed.

    Parameters
    ----------
    box : Box
        The box.
    hollow, seed
        As for ``search``.

    Returns
    -------
    dict
        As ``Box.measure`` returns it.
    """
    inputs, ends_hollow = cases(seed)
    return box.measure(inputs, ends_hollow == hollow)


def level(weight: float) -> float:
    """Return the conditionality from the second year on for a weight between the scenarios."""
    early, late = (SCENARIOS[name].value("conditionality", 1.0) for name in (FIRST, SECOND))
    return early + weight * (late - early)
