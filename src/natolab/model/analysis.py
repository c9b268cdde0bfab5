"""What the model is sensitive to, where it can rest, which loops drive it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import arrays, engine, ensembles, kernel
from natolab.model.definition import LEVERS, STOCKS
from natolab.model.errors import ModelError, count, needed, number, unknown
from natolab.model.names import LOOP_WORDS
from natolab.model.numerics import LEAP
from natolab.model.scenario import Scenario, to_run, unknown_lever

_NAMES = [stock.name for stock in STOCKS]


def sensitivity(
    scenario: Scenario | str,
    *,
    method: str = "sobol",
    output: str = "credibility",
    draws: int = 256,
    rng: np.random.Generator,
    years: float = 10,
    vary: Mapping[str, tuple[float, float]] | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Measure which parameters an outcome depends on.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    method : {"sobol", "morris"}
        Sobol's shares of variance, or the cheaper screening by Morris.
    output : str
        Variable whose value at the end is explained: one of the columns of ``Ensemble.ends``.
    draws : int
        Base samples, for Sobol a power of 2, or trajectories, for Morris. Runs are
        ``draws * (parameters + 2)`` and ``draws * (parameters + 1)``.
    rng : numpy.random.Generator
        Seeds the samples.
    years : float
        Length of the runs in years.
    vary : mapping or iterable of str, optional
        Parameters to vary, as for ``ensemble``.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``parameter``, the most important first. Sobol: ``first_order`` and ``total``
        shares of variance with half-widths of their 95 % intervals (``first_order_conf``,
        ``total_conf``). Morris: ``mu_star`` (mean absolute effect), ``mu``, ``sigma``.
    """
    scenario, years = to_run(scenario, years)
    draws = count(draws, "The number of base samples `draws`", 2)
    if method not in ("sobol", "morris"):
        raise unknown("method", method, ("sobol", "morris"))
    if method == "sobol" and draws & (draws - 1):
        raise ModelError(f"Sobol's method needs a power of 2 as `draws`, not {draws}.")
    known = ensembles.END_STATES
    if output not in known:
        raise unknown("end state", output, known)
    if not isinstance(rng, np.random.Generator):
        raise ModelError(f"`rng` must be a NumPy generator, not {rng!r}.")
    ranges = ensembles.spread(vary, scenario.parameters)
    spread = {name: pair for name, pair in ranges.items() if pair[0] < pair[1]}
    if len(spread) < 2:
        raise ModelError("A sensitivity analysis must vary at least two parameters.")
    problem = {
        "num_vars": len(spread),
        "names": list(spread),
        "bounds": [list(pair) for pair in spread.values()],
    }
    seed = int(rng.integers(2**31))
    if method == "sobol":
        analysis, sampling = needed("SALib.analyze.sobol"), needed("SALib.sample.sobol")
        sample = sampling.sample(problem, draws, calc_second_order=False, seed=seed)
    else:
        analysis, sampling = needed("SALib.analyze.morris"), needed("SALib.sample.morris")
        sample = sampling.sample(problem, draws, seed=seed)
    parts = np.array_split(sample, math.ceil(len(sample) / arrays.BLOCK))
    done = (
        ensembles.end_states(
            arrays.simulate_arrays(
                scenario,
                dict(zip(spread, np.ascontiguousarray(part.T), strict=True)),
                len(part),
                years=years,
            )
        )[known.index(output)]
        for part in parts
    )
    values = np.concatenate(list(ensembles.with_progress(done, len(sample), len)))
    if np.ptp(values) < 1e-9:
        raise ModelError(
            f"{output!r} ends at the same value in every run: there is nothing to explain."
        )
    if method == "sobol":
        found = analysis.analyze(problem, values, calc_second_order=False, seed=seed)
        names = {
            "S1": "first_order",
            "S1_conf": "first_order_conf",
            "ST": "total",
            "ST_conf": "total_conf",
        }
        order = "total"
    else:
        found = analysis.analyze(problem, sample, values, seed=seed)
        names = {"mu_star": "mu_star", "mu": "mu", "sigma": "sigma"}
        order = "mu_star"
    table = pd.DataFrame(
        {name: np.asarray(found[key], float) for key, name in names.items()},
        index=pd.Index(list(spread), name="parameter"),
    )
    return table.sort_values(order, ascending=False, kind="stable")


@dataclass(frozen=True)
class Equilibria:
    """Where the model rests while a lever is swept up and down.

    Attributes
    ----------
    points : pandas.DataFrame
        One row for each equilibrium at each value of the lever: ``value``, the stocks,
        ``eigenvalue`` (the largest real part among the Jacobian's eigenvalues, per year) and
        ``stable``.
    sweep : pandas.DataFrame
        The state that the model follows, indexed by ``value``: credibility while the lever goes
        ``up`` and comes ``down``.
    tipping_up, tipping_down : float
        The lever's value at which the state of trust ends on the way up, and the state of
        distrust on the way down; NaN where there is none.
    """

    points: pd.DataFrame
    sweep: pd.DataFrame
    tipping_up: float
    tipping_down: float


def equilibria(
    lever: str = "conditionality",
    values: Iterable[float] | None = None,
    *,
    levers: Mapping[str, float] | None = None,
    **parameters: float,
) -> Equilibria:
    """Find the model's equilibria while one lever is swept and the others stand still.

    Parameters
    ----------
    lever : str
        The lever to sweep.
    values : iterable of float, optional
        Its values in rising order; by default 0 to 1 in steps of 0.025.
    levers : mapping, optional
        Values of other levers; the rest keep their value from before the war.
    **parameters
        Values of parameters by name.

    Returns
    -------
    Equilibria

    Notes
    -----
    Equilibria are roots of the rates of change, found by Newton's method with the exact Jacobian
    from starts between the two states that the sweep reaches. An equilibrium is stable if every
    eigenvalue of the Jacobian has a negative real part. The tipping values are bisected.
    """
    before = {entry.name: entry.before for entry in LEVERS}
    if not isinstance(levers or {}, Mapping):
        raise ModelError(f"`levers` must map names to values, not be {levers!r}.")
    for name in (lever, *(levers or {})):
        if name not in tuple(before):
            raise unknown_lever(name)
    if values is not None and not isinstance(values, Iterable):
        raise ModelError(f"The values of lever {lever!r} must be several, not {values!r}.")
    chosen = before | {
        name: number(value, f"Lever {name!r}", 0, 1) for name, value in (levers or {}).items()
    }
    grid = [
        number(v, f"Lever {lever!r}", 0, 1)
        for v in (np.linspace(0, 1, 41) if values is None else values)
    ]
    if len(grid) < 2 or any(b <= a for a, b in itertools.pairwise(grid)):
        raise ModelError(f"The values of lever {lever!r} must rise and be at least two.")
    values_ = engine.parameters(parameters)

    def at(value: float) -> tuple[float, ...]:
        return tuple((chosen | {lever: value}).values())

    def follow(path: list[float], state: np.ndarray) -> list[np.ndarray]:
        states = []
        for value in path:
            state = _settle(state, at(value), values_)
            states.append(state)
        return states

    up = follow(grid, np.array(engine.TRUST))
    down = follow(grid[::-1], up[-1])[::-1]
    points = []
    for value, high, low in zip(grid, up, down, strict=True):
        for state in _roots(high, low, at(value), values_):
            leading = float(np.linalg.eigvals(_jacobian(state, at(value), values_)).real.max())
            points.append(
                {
                    "value": value,
                    **dict(zip(_NAMES, state, strict=True)),
                    "eigenvalue": leading,
                    "stable": leading < 0,
                }
            )
    place = _NAMES.index("credibility")
    sweep = pd.DataFrame(
        {"up": [s[place] for s in up], "down": [s[place] for s in down]},
        index=pd.Index(grid, name="value"),
    )
    return Equilibria(
        pd.DataFrame(points),
        sweep,
        _tipping(grid, up, at, values_),
        _tipping(grid[::-1], down[::-1], at, values_),
    )


def _rates(state: np.ndarray, levers: tuple, values: tuple) -> np.ndarray:
    return np.array(engine.rates(list(state), levers, values, math.exp, math.log))


def _jacobian(state: np.ndarray, levers: tuple, values: tuple) -> np.ndarray:
    return np.array(kernel.jacobian(state, levers, values, math.exp, math.log), float)


def _settle(state: np.ndarray, levers: tuple, values: tuple) -> np.ndarray:
    """Return the equilibrium to which the model goes from a state."""
    constants = kernel.constants(levers, values, math.exp, math.log)
    return np.array(engine.settle(state.tolist(), constants, math.exp, math.log))


def _roots(high: np.ndarray, low: np.ndarray, levers: tuple, values: tuple) -> list[np.ndarray]:
    """Return all equilibria found from starts between two states, the most trusting first."""
    found: list[np.ndarray] = []
    starts = [high, low, *(low + part * (high - low) for part in np.linspace(0, 1, 11)[1:-1])]
    for start in starts if np.abs(high - low).max() > 1e-6 else [high]:
        state = start
        for _ in range(50):
            step = np.linalg.solve(_jacobian(state, levers, values), -_rates(state, levers, values))
            state = state + step * min(1.0, 0.3 / max(np.abs(step).max(), 1e-12))
            if np.abs(step).max() < 1e-12:
                break
        inside = state.min() > -1e-9 and state.max() < math.log(20) + 1e-9
        converged = np.abs(_rates(state, levers, values)).max() < 1e-9
        if converged and inside and all(np.abs(state - other).max() > 1e-6 for other in found):
            found.append(state)
    return sorted(found, key=lambda state: -state[_NAMES.index("credibility")])


def _tipping(path: list[float], states: list[np.ndarray], at: Callable, values: tuple) -> float:
    """Return the lever's value at which the state that the model follows ceases to exist."""
    place = _NAMES.index("divergence")
    leaps = [abs(b[place] - a[place]) for a, b in itertools.pairwise(states)]
    index = int(np.argmax(leaps))
    if leaps[index] <= LEAP:
        return math.nan
    here, there, state = path[index], path[index + 1], states[index]
    for _ in range(20):  # to a millionth of a step of the sweep
        middle = (here + there) / 2
        reached = _settle(state, at(middle), values)
        if abs(reached[place] - state[place]) < leaps[index] / 2:
            here, state = middle, reached
        else:
            there = middle
    return (here + there) / 2


#: The loops of the course's five claims: stocks that a loop must run through, in this order.
NAMED_LOOPS = {
    f"{code} {name}": LOOP_WORDS[name]
    for code, name in (
        ("R1", "mutual distancing"),
        ("R2", "energy and cohesion"),
        ("R3", "hedging"),
        ("B1", "self-reliance"),
        ("B2", "forced realignment"),
    )
}


def links(samples: int = 500, **parameters: float) -> pd.DataFrame:
    """Return which stock moves which, and in what direction.

    Parameters
    ----------
    samples : int
        Number of random states and levers at which the Jacobian is looked at.
    **parameters
        Values of parameters by name; the rest have their values in ``PARAMETERS``. A parameter
        of 0 may cut a link.

    Returns
    -------
    pandas.DataFrame
        Columns ``cause``, ``effect`` and ``sign``: ``+`` if more of the cause always raises the
        effect, ``-`` if it always lowers it, ``±`` if that depends on the state. A stock's pull
        back to its own goal is left out.
    """
    samples = count(samples, "The number of samples `samples`")
    rng = np.random.default_rng(1949)
    values = engine.parameters(parameters)
    found = np.array(
        [
            _jacobian(rng.uniform(size=engine.SIZE), tuple(rng.uniform(size=len(LEVERS))), values)
            for _ in range(samples)
        ]
    )
    rises, falls = np.any(found > 1e-12, axis=0), np.any(found < -1e-12, axis=0)
    rows = [
        {"cause": cause, "effect": effect, "sign": "±" if up and down else "+" if up else "-"}
        for (j, cause), (i, effect) in itertools.product(enumerate(_NAMES), enumerate(_NAMES))
        for up, down in [(rises[i, j], falls[i, j])]
        if i != j and (up or down)
    ]
    return pd.DataFrame(rows)


def loops(**parameters: float) -> pd.DataFrame:
    """List the feedback loops between the stocks.

    Parameters
    ----------
    **parameters
        Values of parameters by name, as for ``links``.

    Returns
    -------
    pandas.DataFrame
        One row a loop, the shortest first: ``name`` for those that the course names, ``stocks``
        in the order of cause and effect, ``length``, and ``polarity``: ``reinforcing``,
        ``balancing``, or ``mixed`` if a link's sign depends on the state.
    """
    nx = needed("networkx")
    table = links(**parameters)  # type: ignore[arg-type]
    signs = {(row.cause, row.effect): row.sign for row in table.itertuples()}
    named = {frozenset(stocks): name for name, stocks in NAMED_LOOPS.items()}
    rows: list[dict[str, Any]] = []
    for cycle in nx.simple_cycles(nx.DiGraph(list(signs))):
        start = min(range(len(cycle)), key=lambda i: _NAMES.index(cycle[i]))
        stocks = (*cycle[start:], *cycle[:start])
        around = [signs[pair] for pair in zip(stocks, (*stocks[1:], stocks[0]), strict=True)]
        if "±" in around:
            polarity = "mixed"
        else:
            polarity = "balancing" if around.count("-") % 2 else "reinforcing"
        rows.append(
            {
                "name": named.get(frozenset(stocks), ""),
                "stocks": stocks,
                "length": len(stocks),
                "polarity": polarity,
            }
        )
    order = sorted(rows, key=lambda row: (row["length"], [_NAMES.index(s) for s in row["stocks"]]))
    return pd.DataFrame(order)
