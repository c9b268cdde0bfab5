"""Integration: from levers and parameters to stocks over time.

The same functions serve one run, with Python floats, and an ensemble, with NumPy arrays; they
differ in nothing but the ``exp`` and ``log`` that they are given.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from natolab.model import _kernel as kernel
from natolab.model.definition import LEVERS, PARAMETERS, STOCKS
from natolab.model.errors import ModelError, number, unknown
from natolab.model.scenario import SAME_MOMENT, Scenario

#: Rows and steps per year: a week is the longest step.
WEEKS = 52

#: Rounds of the search for the state of rest; each takes every stock to its goal.
_ROUNDS = 300

_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}
_DEFAULTS = {parameter.name: parameter.value for parameter in PARAMETERS}
_BEFORE = tuple(lever.before for lever in LEVERS)
_HIGH = {"european_willingness", "us_commitment", "credibility"}


@dataclass(frozen=True)
class Stretch:
    """A stretch of time with constant levers and equal steps, which ends on a row or a switch."""

    levers: tuple[float, ...]
    steps: int
    size: float
    ends_at_row: bool


def parameters(given: Mapping[str, object]) -> tuple[float, ...]:
    """Return all parameters in the definition's order, the given ones after checking them."""
    for name, value in given.items():
        if name not in _PARAMETERS:
            if any(name == lever.name for lever in LEVERS):
                raise ModelError(
                    f"{name!r} is a lever, not a parameter: set it with Scenario.with_lever."
                )
            raise unknown("parameter", name, _PARAMETERS)
        number(value, f"Parameter {name!r}", *_PARAMETERS[name].limits)
    return tuple(float(value) for value in (_DEFAULTS | dict(given)).values())


def rows(years: float, every: int = 1) -> list[float]:
    """Return the times of the rows: every so many weeks, and the end."""
    count = math.floor(years * WEEKS / every + SAME_MOMENT)
    times = [index * every / WEEKS for index in range(count + 1)]
    return times if years - times[-1] < SAME_MOMENT else [*times, years]


def stretches(scenario: Scenario, times: Sequence[float], step: float) -> list[Stretch]:
    """Return the stretches between rows and switching times.

    Steps are at most ``step`` long and land on every row and every switching time, because a
    method of high order loses its order when a step straddles a jump.
    """
    moments = [(time, True) for time in times]
    for time in scenario.switching_times:
        if 0 < time < times[-1] and all(abs(time - row) > SAME_MOMENT for row in times):
            moments.append((time, False))
    moments.sort()
    found = []
    for (start, _), (end, at_row) in itertools.pairwise(moments):
        steps = max(1, math.ceil((end - start) / step - SAME_MOMENT))
        found.append(Stretch(scenario.values(start), steps, (end - start) / steps, at_row))
    return found


def rest(parameters: Sequence, exp: Callable, log: Callable) -> tuple:
    """Return the state of rest before the war.

    Starting from full trust, every stock is sent to its goal until nothing moves. The number of
    rounds is fixed, so that a run in an ensemble cannot depend on its neighbours.
    """
    state = tuple(1.0 if stock.name in _HIGH else 0.0 for stock in STOCKS)
    for _ in range(_ROUNDS):
        state = kernel.goals(state, _BEFORE, parameters, exp, log)
    return state


def _euler(state: tuple, constants: tuple, h: float, exp: Callable, log: Callable) -> tuple:
    slopes = kernel.rates(state, constants, exp, log)
    return tuple([x + h * k for x, k in zip(state, slopes, strict=True)])


def _rk4(state: tuple, constants: tuple, h: float, exp: Callable, log: Callable) -> tuple:
    rates, half, sixth = kernel.rates, h / 2, h / 6
    k1 = rates(state, constants, exp, log)
    k2 = rates([x + half * k for x, k in zip(state, k1, strict=True)], constants, exp, log)
    k3 = rates([x + half * k for x, k in zip(state, k2, strict=True)], constants, exp, log)
    k4 = rates([x + h * k for x, k in zip(state, k3, strict=True)], constants, exp, log)
    return tuple(
        [
            x + sixth * (a + 2 * (b + c) + d)
            for x, a, b, c, d in zip(state, k1, k2, k3, k4, strict=True)
        ]
    )


METHODS = {"rk4": _rk4, "euler": _euler}


def integrate(
    state: tuple,
    plan: Sequence[Stretch],
    parameters: Sequence,
    exp: Callable,
    log: Callable,
    method: str = "rk4",
) -> Iterator[tuple[Stretch, tuple]]:
    """Yield each stretch with the state at its end."""
    if method not in METHODS:
        raise unknown("method", method, METHODS)
    advance, levers = METHODS[method], None
    for stretch in plan:
        if stretch.levers != levers:
            levers = stretch.levers
            constants = kernel.constants(levers, parameters, exp, log)
        for _ in range(stretch.steps):
            state = advance(state, constants, stretch.size, exp, log)
        yield stretch, state
