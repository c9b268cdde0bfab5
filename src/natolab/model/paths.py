"""What separates the paths: levers taken away or joined, years in which paths part, last chances.

All functions run the scenario model; what they return describes the model, not the world.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from natolab.model import LEVERS, ModelError, Scenario, classify, simulate
from natolab.model.numerics import SAME_MOMENT, USUAL
from natolab.model.scenario import find, same_parameters

#: Two runs part when a share differs by more than this.
TOLERANCE = 0.05
#: Years that a scenario is followed.
YEARS = USUAL

_BEFORE = {lever.name: lever.before for lever in LEVERS}


def joined(
    first: Scenario | str,
    then: Scenario | str,
    year: float,
    levers: Iterable[str] | None = None,
) -> Scenario:
    """Return a scenario that follows one course and from some year on another.

    Parameters
    ----------
    first, then : Scenario or str
        The scenarios before and after the switch, or their names.
    year : float
        Year of the switch, 0 or more.
    levers : iterable of str, optional
        Levers that switch; by default all of them.

    Returns
    -------
    Scenario
    """
    first, then = find(first), find(then)
    same_parameters(first, then)
    chosen = tuple(_BEFORE) if levers is None else tuple(levers)
    result = first
    for lever in chosen:
        course = first.until(lever, year) | {float(year): then.value(lever, year)}
        course |= {t: v for t, v in then.levers.get(lever, {}).items() if t > year + SAME_MOMENT}
        result = result.with_lever(lever, course)
    name = f"{first.name}, from year {year:g} {then.name}"
    return replace(result, name=name)


def _end(scenario: Scenario, years: float = YEARS) -> tuple[str, float]:
    run = simulate(scenario, years=years)
    return classify(run), float(run["credibility"].iloc[-1])


def without(scenario: Scenario | str) -> pd.DataFrame:
    """Put one lever after the other back to its value from before the war.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or its name.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``lever``, those that the scenario moves; ``outcome`` and final ``credibility``.
    """
    scenario = find(scenario)
    rows = {name: _end(scenario.with_lever(name, _BEFORE[name])) for name in scenario.levers}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["outcome", "credibility"])
    return table.rename_axis("lever")


def combinations(scenario: Scenario | str, size: int) -> pd.DataFrame:
    """Move only some of a scenario's levers, in every combination of one size.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or its name.
    size : int
        Number of levers that move together.

    Returns
    -------
    pandas.DataFrame
        ``levers`` (tuple of names), ``outcome`` and final ``credibility``.

    Raises
    ------
    ModelError
        If ``size`` is below 1 or above the number of levers that move.
    """
    scenario = find(scenario)
    if not 1 <= size <= len(scenario.levers):
        raise ModelError(
            f"`size` must be from 1 to {len(scenario.levers)}, the levers that move, not {size}."
        )
    rows = [
        (names, *_end(replace(scenario, levers={name: scenario.levers[name] for name in names})))
        for names in itertools.combinations(scenario.levers, size)
    ]
    return pd.DataFrame(rows, columns=["levers", "outcome", "credibility"])


def parting(
    runs: dict[str, pd.DataFrame], tolerance: float = TOLERANCE, variable: str = "credibility"
) -> pd.DataFrame:
    """Return the first year in which each pair of runs differs by more than a tolerance.

    Parameters
    ----------
    runs : dict of str to pandas.DataFrame
        Runs by name, as ``simulate`` returns them, with the same rows.
    tolerance : float
        The difference that counts.
    variable : str
        The column that is compared.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``second`` and ``year``; a pair that never parts has no year (NaN).
    """
    rows = []
    for one, two in itertools.combinations(runs, 2):
        apart = (runs[one][variable] - runs[two][variable]).abs() > tolerance
        rows.append((one, two, apart.idxmax() if apart.any() else float("nan")))
    return pd.DataFrame(rows, columns=["first", "second", "year"])


def last_chance(
    first: Scenario | str,
    then: Scenario | str,
    switches: Sequence[float],
    levers: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Switch from one scenario to another in ever later years.

    Parameters
    ----------
    first, then : Scenario or str
        The scenarios before and after the switch.
    switches : sequence of float
        Years of the switch.
    levers : iterable of str, optional
        Levers that switch; by default all of them.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``switch``: ``outcome`` and ``credibility`` ten years after the start, and
        ``later_outcome`` and ``later_credibility`` ten years after the switch.
    """
    chosen = None if levers is None else tuple(levers)
    rows = {}
    for year in switches:
        scenario = joined(first, then, year, chosen)
        rows[year] = (*_end(scenario), *_end(scenario, YEARS + year))
    names = ["outcome", "credibility", "later_outcome", "later_credibility"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return table.rename_axis("switch")


def highest_mending(
    scenario: Scenario | str, lever: str, year: float, bad: str, horizon: float | None = None
) -> float:
    """Return the highest value of a lever that, set from a year on, averts an outcome.

    The value is found by halving an interval, so the answer holds where a lower value is never
    worse.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or its name.
    lever : str
        The lever that is set.
    year : float
        From when on it is set.
    bad : str
        The class to avert, such as ``hollow``.
    horizon : float, optional
        Year in which the outcome is read; by default ten years after the change.

    Returns
    -------
    float
        Between 0 and 1, to three decimals; NaN if even 0 does not avert it.
    """
    scenario = find(scenario)

    def averts(value: float) -> bool:
        changed = scenario.with_lever(lever, scenario.until(lever, year) | {year: value})
        return _end(changed, YEARS + year if horizon is None else horizon)[0] != bad

    if not averts(0.0):
        return float("nan")
    if averts(1.0):
        return 1.0
    low, high = 0.0, 1.0
    while high - low > 5e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if averts(middle) else (low, middle)
    return round(low, 3)
