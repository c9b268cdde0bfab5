"""Which parameters the short war's credibility hangs on: three ways to rank them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from natolab.model import PARAMETERS, SCENARIOS, sensitivity, simulate

SCENARIO, SEED = "deescalation", 2026
#: Morris's paths, and Sobol's base sample.
TRAJECTORIES, BASE = 40, 512


@cache
def one_at_a_time() -> pd.DataFrame:
    """Move each parameter to the ends of its range while all others stay.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``parameter``, the largest swing first: credibility after ten years at the
        ``low`` and at the ``high`` end, and the ``swing`` between them.
    """
    rows = {
        q.name: [_end(q.name, q.low), _end(q.name, q.high)] for q in PARAMETERS if q.low < q.high
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high"])
    table.index.name = "parameter"
    table["swing"] = (table["high"] - table["low"]).abs()
    return table.sort_values("swing", ascending=False, kind="stable")


def _end(parameter: str, value: float) -> float:
    moved = replace(SCENARIOS[SCENARIO], parameters={parameter: value})
    return simulate(moved, rows=13)["credibility"].iloc[-1]


@cache
def morris() -> pd.DataFrame:
    """Return Morris's measures, as ``sensitivity`` returns them."""
    return sensitivity(
        SCENARIO, method="morris", draws=TRAJECTORIES, rng=np.random.default_rng(SEED)
    )


@cache
def sobol() -> pd.DataFrame:
    """Return Sobol's shares of variance, as ``sensitivity`` returns them."""
    return sensitivity(SCENARIO, draws=BASE, rng=np.random.default_rng(SEED))
