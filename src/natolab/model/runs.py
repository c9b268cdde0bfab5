"""One run of the model, and what to read off it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from natolab.model import engine, kernel
from natolab.model.definition import (
    AUXILIARIES,
    DIP,
    HOLLOW,
    LEVERS,
    MEMBER,
    OUTCOMES,
    RESTORED,
    SHORTFALL,
    STOCKS,
)
from natolab.model.errors import ModelError, count, number, unknown
from natolab.model.numerics import STEP, WEEKS
from natolab.model.scenario import Scenario, to_run

#: Columns of a run: levers, stocks, auxiliaries.
COLUMNS = (
    *(lever.column or lever.name for lever in LEVERS),
    *(stock.name for stock in STOCKS),
    *(auxiliary.name for auxiliary in AUXILIARIES),
)


def simulate(
    scenario: Scenario | str,
    *,
    years: float = 10,
    rows: int = WEEKS,
    step: float = STEP,
    method: str = "exponential",
    **parameters: float,
) -> pd.DataFrame:
    """Run the model once.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    years : float
        Length of the run in years, from 0.005 (two days) to 100.
    rows : int
        Rows a year, from 1 to 1000; the last row is always the end.
    step : float
        Longest step in years, at most two weeks; steps always land on rows and switching times.
    method : {"exponential", "euler"}
        The exponential midpoint method, of second order, or Euler's, of first, for comparison
        with engines that know no other.
    **parameters
        Values of parameters by name, in place of the scenario's own; the rest keep the values in
        ``PARAMETERS``.

    Returns
    -------
    pandas.DataFrame
        One row a week (or as ``rows`` says), indexed by ``year``; one column for each lever
        (``strike`` is ``war``), stock and auxiliary. Shares run from 0 to 1, ``oil_price`` is
        relative to the price before the war.

    Raises
    ------
    ModelError
        If there is no such scenario or parameter, or a value is out of range.
    """
    scenario, years = to_run(scenario, years)
    step = number(step, "The longest step `step`", 1e-5, STEP)
    rows = count(rows, "The number of rows a year `rows`", 1, 1000)
    values = engine.parameters({**scenario.parameters, **parameters})
    times = engine.rows(years, rows)
    if method not in tuple(engine.METHODS):
        raise unknown("method", method, engine.METHODS)
    plan = engine.stretches(scenario, times, step, method)
    states = [engine.rest(values, math.exp, math.log)]
    states += [
        state
        for stretch, state in engine.integrate(states[0], plan, values, math.exp, math.log, method)
        if stretch.ends_at_row
    ]
    return _frame(scenario, times, np.array(states).T, values)


def _frame(
    scenario: Scenario, times: list[float], states: np.ndarray, values: Sequence
) -> pd.DataFrame:
    """Return a run as a data frame: levers, stocks and auxiliaries at the rows."""
    levers = np.array([scenario.course(lever.name, times) for lever in LEVERS])
    auxiliaries = kernel.auxiliaries(states, levers, values, np.exp, np.log)
    data = np.vstack([levers, states, np.broadcast_arrays(*auxiliaries)])
    return pd.DataFrame(data.T, index=pd.Index(times, name="year"), columns=list(COLUMNS))


def outcomes(
    first: np.ndarray,
    last: np.ndarray,
    lowest: np.ndarray,
    membership: np.ndarray | float,
    us_deterrence: np.ndarray,
    european_deterrence: np.ndarray,
) -> np.ndarray:
    """Return the outcome class of each run as its position in ``OUTCOMES``.

    Parameters
    ----------
    first, last, lowest : numpy.ndarray
        Credibility at the start, at the end, and at its lowest.
    membership : numpy.ndarray or float
        Membership at the end.
    us_deterrence, european_deterrence : numpy.ndarray
        The two parts of deterrence at the end.

    Returns
    -------
    numpy.ndarray of int8
    """
    back = last >= first - RESTORED
    rules = [
        np.broadcast_to(np.asarray(membership) < MEMBER, np.shape(last)),
        last < HOLLOW,
        european_deterrence > us_deterrence,
        back & (lowest >= first - DIP),
        back,
    ]
    return np.select(rules, range(len(rules)), len(rules)).astype(np.int8)


def classify(run: pd.DataFrame) -> str:
    """Return the class of a run's outcome, by the rules in ``OUTCOMES``.

    Parameters
    ----------
    run : pandas.DataFrame
        A run, as ``simulate`` returns it.

    Returns
    -------
    str
        ``collective``, ``strategic_damage``, ``hollow``, ``realigned``, ``european`` or
        ``dissolved``.
    """
    needed = ["credibility", "membership", "us_deterrence", "european_deterrence"]
    _check(run, needed)
    start, end = run.iloc[0], run.iloc[-1]
    index = outcomes(
        start["credibility"], end["credibility"], run["credibility"].min(), *end[needed[1:]]
    )
    return list(OUTCOMES)[int(index)]


def vulnerability(run: pd.DataFrame) -> dict[str, float]:
    """Measure the window of vulnerability: deterrence below its level before the war.

    Parameters
    ----------
    run : pandas.DataFrame
        A run, as ``simulate`` returns it.

    Returns
    -------
    dict
        ``years`` below the level (by more than a hundredth of it), ``depth`` of the dip in shares,
        and its ``area`` in share-years.
    """
    _check(run, ["deterrence"])
    dip = (run["deterrence"].iloc[0] - run["deterrence"]).to_numpy()
    time = run.index.to_numpy()
    below = dip > SHORTFALL * run["deterrence"].iloc[0]
    return {
        "years": float(np.diff(time) @ below[1:]),
        "depth": float(max(dip.max(), 0.0)),
        "area": float(np.trapezoid(np.maximum(dip, 0.0), time)),
    }


def _check(run: object, columns: list[str]) -> None:
    if not isinstance(run, pd.DataFrame) or not set(columns) <= set(run.columns):
        raise ModelError(
            f"A run must be a table with the columns {', '.join(columns)}, as simulate returns it."
        )
    numeric = all(pd.api.types.is_numeric_dtype(kind) for kind in run[columns].dtypes)
    if len(run) < 2 or not numeric or run[columns].isna().any(axis=None):
        raise ModelError("A run must have at least two rows of numbers and no missing values.")
