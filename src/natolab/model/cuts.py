"""Influences that a reader can cut, each by parameters that are set to nought.

A cut removes an influence from the equations altogether. The state of rest before the war is then
the rest of the model without it, so a cut run may start a little apart from the uncut one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from natolab.model.errors import ModelError, unknown
from natolab.model.runs import COLUMNS, classify, simulate
from natolab.model.scenario import Scenario


@dataclass(frozen=True)
class Cut:
    """An influence that can be cut.

    Attributes
    ----------
    name : str
        Short name, the key in ``CUTS``.
    meaning : str
        The influence in words.
    zero : tuple of str
        Parameters that are 0 when it is cut.
    loop : str
        The loop of ``NAMED_LOOPS`` whose own link this is; empty for any other influence.
    """

    name: str
    meaning: str
    zero: tuple[str, ...]
    loop: str = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of a run in which the influence is cut."""
        return dict.fromkeys(self.zero, 0.0)


CUTS = {
    cut.name: cut
    for cut in (
        Cut(
            "distancing",
            "credibility moves European willingness",
            ("reciprocity",),
            "R1 mutual distancing",
        ),
        Cut(
            "energy",
            "household burden moves European willingness",
            ("burden_cost",),
            "R2 energy and cohesion",
        ),
        Cut("hedging", "hedging moves European willingness", ("hedging_cost",), "R3 hedging"),
        Cut(
            "self_reliance",
            "doubt about the United States funds European capability",
            ("self_reliance",),
            "B1 self-reliance",
        ),
        Cut(
            "realignment",
            "household burden makes both sides see a common threat",
            ("threat_gain",),
            "B2 forced realignment",
        ),
        Cut("support", "US commitment answers European support", ("support_link",)),
        Cut(
            "memory",
            "past divergence holds commitment and willingness down",
            ("divergence_europe", "divergence_us"),
        ),
        Cut("fatigue", "rally and fatigue move European willingness", ("fatigue_cost", "rally")),
        Cut("response", "alignment decides whether joint action bites", ("response_loss",)),
        Cut("relief", "European capability spares hedging", ("hedging_relief",)),
        Cut("talk", "uncertainty from exit talk moves credibility", ("uncertainty_cost",)),
        Cut("exclusion", "a war without consultation costs support", ("exclusion",)),
    )
}


def compare_cuts(
    scenario: Scenario | str,
    cuts: Iterable[str] | None = None,
    *,
    variable: str = "credibility",
    years: float = 10,
    parameters: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Run a scenario whole and with one influence after the other cut.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    cuts : iterable of str, optional
        Names in ``CUTS``; by default all.
    variable : str
        The column whose course is compared.
    years : float
        Length of the runs in years.
    parameters : mapping, optional
        Parameters of all runs, by name; a cut overrides them.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``cut``, the whole model first under the name ``none``, then the cuts by
        ``distance``, the largest first: ``start``, ``lowest`` and ``end`` of the variable,
        ``distance`` (mean over the rows of how far the cut run is from the whole one, in the
        variable's unit) and ``outcome``.

    Raises
    ------
    ModelError
        If a cut, the variable, the scenario or a parameter is unknown or out of range.
    """
    names = list(CUTS) if cuts is None else list(cuts)
    for name in names:
        if name not in CUTS:
            raise unknown("cut", name, CUTS)
    if variable not in COLUMNS:
        raise unknown("variable", variable, COLUMNS)
    if not isinstance(parameters or {}, Mapping):
        raise ModelError(f"`parameters` must map names to values, not be {parameters!r}.")
    given: dict[str, Any] = dict(parameters or {})
    runs = {"none": simulate(scenario, years=years, **given)}
    for name in names:
        runs[name] = simulate(scenario, years=years, **(given | CUTS[name].parameters))
    whole = runs["none"][variable]
    table = pd.DataFrame(
        [
            {
                "cut": name,
                "start": run[variable].iloc[0],
                "lowest": run[variable].min(),
                "end": run[variable].iloc[-1],
                "distance": (run[variable] - whole).abs().mean(),
                "outcome": classify(run),
            }
            for name, run in runs.items()
        ]
    ).set_index("cut")
    ranked = table.drop("none").sort_values("distance", ascending=False, kind="stable")
    return pd.concat([table.loc[["none"]], ranked])
