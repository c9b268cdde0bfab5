"""The chapter's ensembles: one seed, ranges wide and narrow, links left whole and cut."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from natolab.model import PARAMETERS, SCENARIOS, Ensemble, Scenario, ensemble

DRAWS, SEED = 2000, 2026
#: Draws of breakdown in which a rare escape can be seen.
MANY = 10_000
#: Widths of the ranges; 1 is that of the model card.
WIDTHS = (0.25, 0.5, 1.0, 1.25, 1.5)
#: Credibility below which a world begins in distrust.
TRUSTING = 0.6
#: Names in words of the two wars.
WARS = {"short war": "deescalation", "long war": "breakdown"}
#: Structures of the model, each by the parameters that are set to zero in it.
STRUCTURES: dict[str, tuple[str, ...]] = {
    "as it is": (),
    "no link": ("support_link",),
    "no memory": ("divergence_europe", "divergence_us"),
}
#: The short war after which Washington lets conditionality go back after a year.
RELENTS = SCENARIOS["deescalation"].with_lever("conditionality", {0.0: 0.7, 1.0: 0.15})


def ranges(width: float) -> dict[str, tuple[float, float]]:
    """Return the ranges of all parameters, widened or narrowed about their values.

    Parameters
    ----------
    width : float
        1 leaves the ranges as they are, 0.5 halves them; what the equations do not accept is
        cut off.

    Returns
    -------
    dict
        Names to pairs of lowest and highest value, as ``ensemble`` takes them.
    """
    found = {q.name: q.widened(width) for q in PARAMETERS}
    return {name: (low, high) for name, (low, high) in found.items() if low < high}


@cache
def draw(
    scenario: Scenario | str,
    *,
    cut: tuple[str, ...] = (),
    width: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ensemble:
    """Run an ensemble; with the same seed all parameters keep their random numbers.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one.
    cut : tuple of str
        Parameters that are set to zero.
    width : float
        Width of the ranges, as for ``ranges``.
    draws, seed : int
        Number of draws, and seed of their random numbers.

    Returns
    -------
    Ensemble
    """
    vary = ranges(width) | dict.fromkeys(cut, (0.0, 0.0))
    return ensemble(scenario, draws=draws, rng=np.random.default_rng(seed), vary=vary)


def by_width() -> pd.DataFrame:
    """Return shares of the classes of outcome in the short war for each width of the ranges.

    Returns
    -------
    pandas.DataFrame
        One row a width, one column a class.
    """
    shares = {f"{width:g}": draw("deescalation", width=width).shares for width in WIDTHS}
    return pd.DataFrame(shares).T


def by_structure() -> pd.DataFrame:
    """Return shares of the classes of outcome for each war in each structure of the model.

    Returns
    -------
    pandas.DataFrame
        One row a war and structure, such as ``"short war, no link"``; one column a class.
    """
    shares = {
        f"{war}, {structure}": draw(scenario, cut=cut).shares
        for war, scenario in WARS.items()
        for structure, cut in STRUCTURES.items()
    }
    return pd.DataFrame(shares).T
