"""Mutual distancing in small models, one step at a time towards the scenario model.

The first steps have one number for each side, its *distance* from the other: 0 is as close as
ever, and there is no upper end. Both sides answer each other as in Richardson's equations of an
arms race. The last step changes to shares from 0 to 1, as in ``natolab.model``. All numbers are
assumptions, but for those that are looked up in the scenario model's table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from natolab.model import PARAMETERS

#: Steps a year.
STEPS = 52

_MODEL = {q.name: q.value for q in PARAMETERS}

#: Answers and grievances of two sides that settle, and of two that run away.
CALM: dict[str, Any] = {"a": 0.6, "b": 0.5, "g": 0.1, "h": 0.2}
WILD: dict[str, Any] = {"a": 1.4, "b": 1.2, "g": 0.1, "h": 0.2}

#: Parameters of the step with credibility that are not at the scenario model's values: upper ends
#: of its ranges, because the small model lacks the loops that help there.
STRONG = {
    name: next(q.high for q in PARAMETERS if q.name == name)
    for name in ("reciprocity", "support_slope")
}


def course(
    rates: Callable[[float, np.ndarray], np.ndarray],
    start: Mapping[str, float],
    years: float = 10.0,
) -> pd.DataFrame:
    """Follow stocks over time in equal small steps (Euler's method).

    Parameters
    ----------
    rates : callable
        Rates of change per year, shape (stocks,), from the year and the stocks.
    start : mapping
        Stocks at the start, by name, in the order that ``rates`` uses.
    years : float
        Length of the run.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``year``, one column a stock, ``STEPS`` rows a year.
    """
    states = [np.array([*start.values()], float)]
    for step in range(round(years * STEPS)):
        states.append(states[-1] + np.asarray(rates(step / STEPS, states[-1])) / STEPS)
    index = pd.Index(np.arange(len(states)) / STEPS, name="year")
    return pd.DataFrame(states, index=index, columns=[*start])


@dataclass(frozen=True)
class Rest:
    """Where two sides that answer each other would rest.

    Attributes
    ----------
    us, europe : float
        Distances at which nothing moves; NaN if there is no such point.
    gain : float
        What the loop makes of a distance of 1 in one round.
    stable : bool
        Whether the two go there.
    time : float
        Years in which all but 37 per cent of a shock has gone; infinite if it never goes.
    """

    us: float
    europe: float
    gain: float
    stable: bool
    time: float


def rest(a: float, b: float, g: float, h: float, tau: float = 1.0) -> Rest:
    """Return where the two-stock model rests, by hand.

    The model is ``tau us' = g + a europe - us`` and ``tau europe' = h + b us - europe``.

    Parameters
    ----------
    a, b : float
        Answer of the United States to Europe's distance, and of Europe to that of the US.
    g, h : float
        Distance that either would keep without the other: grievance, in Richardson's word.
    tau : float
        Years in which a side moves most of the way.

    Returns
    -------
    Rest

    Raises
    ------
    ValueError
        If an answer is negative, or ``tau`` is not above 0.
    """
    for name, value in (("a", a), ("b", b)):
        if not value >= 0:
            raise ValueError(f"{name} is {value!r}, but an answer must be 0 or more.")
    if not tau > 0:
        raise ValueError(f"tau is {tau!r}, but it must be above 0 years.")
    gain = a * b
    if math.isclose(gain, 1, rel_tol=1e-12):
        return Rest(math.nan, math.nan, gain, False, math.inf)
    stable = gain < 1
    time = tau / (1 - math.sqrt(gain)) if stable else math.inf
    return Rest((g + a * h) / (1 - gain), (h + b * g) / (1 - gain), gain, stable, time)


def distancing(
    a: float = 0.6,
    b: float = 0.5,
    g: float = 0.1,
    h: float = 0.2,
    *,
    tau: float = 1.0,
    start: tuple[float, float] = (0.0, 0.0),
    years: float = 10.0,
) -> pd.DataFrame:
    """Run the two-stock model.

    Parameters
    ----------
    a, b, g, h, tau : float
        As for ``rest``.
    start : tuple of float
        Distances of the United States and of Europe at the start.
    years : float
        Length of the run.

    Returns
    -------
    pandas.DataFrame
        Distances ``us`` and ``europe`` over time.
    """
    return course(
        lambda _, x: np.array([g + a * x[1] - x[0], h + b * x[0] - x[1]]) / tau,
        {"us": start[0], "europe": start[1]},
        years,
    )


def _repair_matrix(a: float, b: float, repair: float, delay: float, tau: float) -> np.ndarray:
    """Return the derivatives of the model with repair, shape (5, 5): two sides, three stages."""
    if not delay > 0:
        raise ValueError(f"delay is {delay!r}, but it must be above 0 years.")
    pace = 3 / delay
    return np.array(
        [
            [-1 / tau, a / tau, 0, 0, -repair / tau],
            [b / tau, -1 / tau, 0, 0, -repair / tau],
            [pace / 2, pace / 2, -pace, 0, 0],
            [0, 0, pace, -pace, 0],
            [0, 0, 0, pace, -pace],
        ]
    )


def repaired(
    repair: float = 1.5,
    delay: float = 3.0,
    *,
    a: float = 0.6,
    b: float = 0.5,
    g: float = 0.1,
    h: float = 0.2,
    tau: float = 1.0,
    years: float = 10.0,
) -> pd.DataFrame:
    """Run the two-stock model with repair that answers the mean distance late.

    Parameters
    ----------
    repair : float
        Distance taken from either side for each unit of mean distance that has been seen.
    delay : float
        Mean years until distance is seen and answered, in three stages; above 0.
    a, b, g, h, tau, years : float
        As for ``rest`` and ``distancing``.

    Returns
    -------
    pandas.DataFrame
        ``us`` and ``europe``; ``seen``, the mean distance that the repair answers; and the
        stages before it.

    Raises
    ------
    ValueError
        If ``delay`` is not above 0.
    """
    matrix = _repair_matrix(a, b, repair, delay, tau)
    push = np.array([g / tau, h / tau, 0, 0, 0])
    start = dict.fromkeys(("us", "europe", "noticed", "debated", "seen"), 0.0)
    return course(lambda _, x: matrix @ x + push, start, years)


def swing(
    repair: float, delay: float, a: float = 0.6, b: float = 0.5, tau: float = 1.0
) -> tuple[float, float]:
    """Return how the slowest swing of the model with repair grows, and its period.

    Parameters
    ----------
    repair, delay, a, b, tau : float
        As for ``repaired``.

    Returns
    -------
    tuple of float
        Rate of growth per year (below 0 the swings die out) and period in years of the pair of
        eigenvalues that decays most slowly; the period is infinite if nothing swings.

    Raises
    ------
    ValueError
        If ``delay`` is not above 0.
    """
    values = np.linalg.eigvals(_repair_matrix(a, b, repair, delay, tau))
    swinging = values[np.abs(values.imag) > 1e-9]
    if len(swinging) == 0:
        return float(values.real.max()), math.inf
    slowest = swinging[np.argmax(swinging.real)]
    return float(slowest.real), float(2 * math.pi / abs(slowest.imag))


def shocked(
    gain: float,
    *,
    price: float = 2.0,
    closed: float = 0.28,
    cost: float = 0.5,
    years: float = 10.0,
) -> pd.DataFrame:
    """Run the two-stock model with a price shock that Europe feels.

    Parameters
    ----------
    gain : float
        Gain of the loop, 0 or more; each side answers with its square root.
    price : float
        Price while the strait is closed, as a ratio to the price before.
    closed : float
        Years for which it is closed.
    cost : float
        European distance from Washington's war at the worst burden.
    years : float
        Length of the run.

    Returns
    -------
    pandas.DataFrame
        ``us`` and ``europe``, which begin at 0; ``log_price`` and ``burden``, with the scenario
        model's times.

    Raises
    ------
    ValueError
        If the gain is negative.
    """
    if not gain >= 0:
        raise ValueError(f"gain is {gain!r}, but it must be 0 or more.")
    answer = math.sqrt(gain)

    def rates(year: float, x: np.ndarray) -> np.ndarray:
        us, europe, log_price, burden = x
        level = math.log(price) if year < closed else 0.0
        felt = cost * (1 - math.exp(-burden))
        return np.array(
            [
                answer * europe - us,
                answer * us + felt - europe,
                (level - log_price) / _MODEL["price_time"],
                (log_price - burden) / _MODEL["burden_time"],
            ]
        )

    return course(rates, dict.fromkeys(("us", "europe", "log_price", "burden"), 0.0), years)


def earned(support: float, conditionality: float, slope: float) -> float:
    """Return the commitment that support earns, as in the scenario model.

    Parameters
    ----------
    support : float
        European support, a share.
    conditionality : float
        Weight of support in the commitment, a share.
    slope : float
        Steepness of the answer to support.

    Returns
    -------
    float
        A share.
    """
    answer = 1 / (1 + np.exp(-slope * (support - _MODEL["support_threshold"])))
    return (1 - conditionality) * _MODEL["commitment_base"] + conditionality * answer


def willing(credibility: Any, reciprocity: float) -> Any:
    """Return European willingness at a level of credibility (a number or an array of them)."""
    return _MODEL["willingness_base"] * (1 - reciprocity * (1 - credibility))


def believed(
    conditionality: float,
    *,
    war: float = 1.0,
    years: float = 20.0,
    start: float = 0.95,
    reciprocity: float = STRONG["reciprocity"],
    slope: float = STRONG["support_slope"],
) -> pd.DataFrame:
    """Run three stocks: commitment, credibility between it and what Europe does, willingness.

    Parameters
    ----------
    conditionality : float
        Weight of European support in the US commitment, a share.
    war : float
        Years of a war without consultation, from year 1 on, in which support falls.
    years : float
        Length of the run.
    start : float
        Commitment and credibility at the start.
    reciprocity, slope : float
        Willingness lost with all credibility, and steepness of the answer to support.

    Returns
    -------
    pandas.DataFrame
        ``commitment``, ``credibility``, ``willingness``: shares.
    """

    def rates(year: float, x: np.ndarray) -> np.ndarray:
        commitment, credibility, willingness = x
        fought = 1.0 if 1 <= year < 1 + war else 0.0
        support = willingness * (1 - _MODEL["exclusion"] * fought)
        missing = commitment - credibility
        time = _MODEL["rise_time"] if missing > 0 else _MODEL["fall_time"]
        return np.array(
            [
                (earned(support, conditionality, slope) - commitment) / _MODEL["commitment_time"],
                missing / time,
                (willing(credibility, reciprocity) - willingness) / _MODEL["willingness_time"],
            ]
        )

    first = {
        "commitment": start,
        "credibility": start,
        "willingness": float(willing(start, reciprocity)),
    }
    return course(rates, first, years)


def states_of_rest(
    conditionality: float,
    *,
    reciprocity: float = STRONG["reciprocity"],
    slope: float = STRONG["support_slope"],
) -> list[tuple[float, bool]]:
    """Return every credibility at which the three stocks rest, and whether they stay there.

    At rest credibility equals commitment, so that one equation is left: the commitment that a
    credibility leads to must be that credibility.

    Parameters
    ----------
    conditionality, reciprocity, slope : float
        As for ``believed``.

    Returns
    -------
    list of tuple
        Credibility in falling order, and True where the stocks return after a small push.
    """
    grid = np.linspace(0, 1, 2001)
    surplus = earned(willing(grid, reciprocity), conditionality, slope) - grid
    found = []
    for i in np.flatnonzero(np.diff(np.sign(surplus)) != 0):
        share = surplus[i] / (surplus[i] - surplus[i + 1])
        found.append((float(grid[i] + share * (grid[i + 1] - grid[i])), bool(surplus[i] > 0)))
    return found[::-1]
