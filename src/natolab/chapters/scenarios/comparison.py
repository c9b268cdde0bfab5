"""Two scenarios side by side: what is read off their runs."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from natolab.model import classify, simulate, vulnerability
from natolab.model.numerics import WEEKS
from natolab.model.paths import TOLERANCE, YEARS, parting
from natolab.model.permalink import pack, unpack

#: Variables that are shown small, in the order in which causes reach effects.
SHOWN = (
    "oil_price",
    "support",
    "european_willingness",
    "us_commitment",
    "uncertainty",
    "credibility",
    "hedging",
    "divergence",
    "european_capability",
    "deterrence",
)

DEFAULTS: dict[str, Any] = {
    "scenario": pack("deescalation"),
    "other": pack("no_war"),
    "variable": "credibility",
}


def summary(run: pd.DataFrame) -> dict:
    """Return what the explorer reads off a run.

    Parameters
    ----------
    run : pandas.DataFrame
        A run of ``YEARS`` years, as ``simulate`` returns it.

    Returns
    -------
    dict
        ``outcome`` (class), ``window`` of vulnerability, the ``lowest`` credibility, and
        ``yearly``: for each variable of ``SHOWN`` its value at each full year.
    """
    return {
        "outcome": classify(run),
        "window": vulnerability(run),
        "lowest": float(run["credibility"].min()),
        "yearly": {name: run[name].iloc[::WEEKS].tolist() for name in SHOWN},
    }


def compute(inputs: dict, data: dict) -> dict:
    """Run a scenario and the one it is compared with.

    Parameters
    ----------
    inputs : dict
        ``scenario`` and ``other``, each as ``pack`` returns it.
    data : dict
        ``payload()``; not used.

    Returns
    -------
    dict
        ``scenario`` and ``other``: a ``summary`` each; ``parting``: the first year in which
        credibility differs by more than ``TOLERANCE``, None if there is none.
    """
    runs = {key: simulate(unpack(inputs[key]), years=YEARS) for key in ("scenario", "other")}
    year = float(parting(runs)["year"].item())
    return {
        **{key: summary(run) for key, run in runs.items()},
        "parting": None if math.isnan(year) else year,
    }


def payload() -> dict:
    """Return what is shown and how; equations, names and presets travel with the model."""
    return {"years": YEARS, "tolerance": TOLERANCE, "shown": list(SHOWN)}
