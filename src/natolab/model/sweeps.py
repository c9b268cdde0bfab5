"""Random scenarios between two scenarios, and tipping points of random worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from natolab.model import arrays, engine, ensembles, kernel
from natolab.model.definition import LEVERS, OUTCOMES, PARAMETERS, STOCKS
from natolab.model.errors import ModelError, count
from natolab.model.numerics import LEAP
from natolab.model.scenario import Scenario, same_parameters, to_run, unknown_lever

_NAMES = [stock.name for stock in STOCKS]


@dataclass(frozen=True)
class _Mixture:
    """Many scenarios at once: at every moment each lever lies between its two courses."""

    first: Scenario
    second: Scenario
    weights: dict[str, np.ndarray]

    @property
    def switching_times(self) -> list[float]:
        return sorted({*self.first.switching_times, *self.second.switching_times})

    @property
    def parameters(self) -> Mapping[str, float]:
        return self.first.parameters

    def values(self, year: float) -> tuple:
        pairs = zip(LEVERS, self.first.values(year), self.second.values(year), strict=True)
        return tuple(
            a + self.weights[lever.name] * (b - a) if lever.name in self.weights else a
            for lever, a, b in pairs
        )


def between(
    first: Scenario | str,
    second: Scenario | str,
    *,
    draws: int,
    rng: np.random.Generator,
    years: float = 10,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run random scenarios that lie between two scenarios, with random parameters.

    Each lever whose course differs gets a weight of its own, uniform from 0 (as in ``first``) to
    1 (as in ``second``); at every moment it stands so far between its two courses. Parameters are
    uniform in their ranges, as in an ensemble.

    Parameters
    ----------
    first, second : Scenario or str
        Scenarios, or names of ones in ``SCENARIOS``. Membership and the parameters that they set
        must be the same in both.
    draws : int
        Number of runs.
    rng : numpy.random.Generator
        Draws weights and parameters.
    years : float
        Length of the runs in years.

    Returns
    -------
    inputs : pandas.DataFrame
        One row a draw: the weights of the levers, then the parameters.
    ends : pandas.DataFrame
        One row a draw: ``credibility`` at the end and the class of ``outcome``.

    Raises
    ------
    ModelError
        If nothing lies between the scenarios, or an argument is out of range.
    """
    (first, years), (second, _) = to_run(first, years), to_run(second, years)
    draws = count(draws, "The number of draws `draws`")
    differing = list(first.differences(second))
    if not differing:
        raise ModelError(f"{first.name!r} and {second.name!r} have the same levers throughout.")
    if "membership" in differing:
        raise ModelError("There is nothing between being a member and not: `membership` differs.")
    same_parameters(first, second)
    spread = ensembles.spread(None, first.parameters)
    low, high = np.array([(0.0, 1.0)] * len(differing) + list(spread.values())).T
    drawn = rng.uniform(low, high, (draws, len(low)))
    inputs = pd.DataFrame(
        drawn, columns=[*differing, *spread], index=pd.RangeIndex(draws, name="draw")
    )
    credibility, classes = [], []
    for start in range(0, draws, arrays.BLOCK):
        block = inputs.iloc[start : start + arrays.BLOCK]
        column = {name: block[name].to_numpy() for name in block}
        mixture = _Mixture(first, second, {name: column.pop(name) for name in differing})
        found = arrays.simulate_arrays(mixture, column, len(block), years=years)
        credibility.append(found.moment["credibility"])
        classes.append(found.outcomes)
    ends = pd.DataFrame({"credibility": np.concatenate(credibility)}, index=inputs.index)
    ends["outcome"] = pd.Categorical.from_codes(np.concatenate(classes), list(OUTCOMES))
    return inputs, ends


def tipping_points(
    lever: str = "conditionality",
    *,
    draws: int,
    rng: np.random.Generator,
    vary: Mapping[str, tuple[float, float]] | Iterable[str] | None = None,
    steps: int = 40,
) -> pd.DataFrame:
    """Sweep a lever up and down in many random worlds and see where trust tips.

    Parameters
    ----------
    lever : str
        The lever; the others keep their value from before the war.
    draws : int
        Number of sets of parameters, each uniform in its range.
    rng : numpy.random.Generator
        Draws the parameters.
    vary : mapping or iterable of str, optional
        Parameters to vary, as for ``ensemble``.
    steps : int
        Steps from 0 to 1; a tipping point is known to half a step.

    Returns
    -------
    pandas.DataFrame
        One row a set: ``up`` and ``down``, the values of the lever at which the state of trust
        ends on the way up and that of distrust on the way down; NaN where nothing leaps (where
        divergence at rest never moves by more than ``LEAP`` in one step). ``returns`` says whether
        the lever back at 0 finds the state from which it started.

    Raises
    ------
    ModelError
        If there is no such lever, or an argument is out of range.
    """
    if lever not in [entry.name for entry in LEVERS]:
        raise unknown_lever(lever)
    draws, steps = count(draws, "The number of draws `draws`"), count(steps, "`steps`", 2)
    spread = ensembles.spread(vary)
    low, high = np.array(list(spread.values())).reshape(-1, 2).T
    drawn = dict(zip(spread, rng.uniform(low, high, (draws, len(low))).T.copy(), strict=True))
    values = tuple(drawn.get(q.name, np.full(draws, q.value)) for q in PARAMETERS)
    grid = np.linspace(0, 1, steps + 1)
    trust = [np.full(draws, value) for value in engine.TRUST]

    def follow(path: np.ndarray, state: Sequence) -> tuple[np.ndarray, Sequence]:
        divergence = []
        for value in path:
            levers = tuple(
                np.full(draws, value if entry.name == lever else entry.before) for entry in LEVERS
            )
            constants = kernel.constants(levers, values, np.exp, np.log)
            constants = [np.broadcast_to(np.asarray(c, float), draws) for c in constants]
            state = engine.settle(state, constants, np.exp, np.log)
            divergence.append(np.broadcast_to(state[_NAMES.index("divergence")], draws))
        return np.array(divergence), state

    up, state = follow(grid, trust)
    down, _ = follow(grid[::-1], state)
    return pd.DataFrame(
        {
            "up": _leap(grid, up),
            "down": _leap(grid[::-1], down),
            "returns": np.abs(down[-1] - up[0]) < 0.01,
        },
        index=pd.RangeIndex(draws, name="draw"),
    )


def _leap(path: np.ndarray, divergence: np.ndarray) -> np.ndarray:
    """Return the middle of each draw's largest leap along a path, NaN where there is none."""
    leaps = np.abs(np.diff(divergence, axis=0))
    middles = (path[1:] + path[:-1]) / 2
    return np.where(leaps.max(axis=0) > LEAP, middles[leaps.argmax(axis=0)], np.nan)
