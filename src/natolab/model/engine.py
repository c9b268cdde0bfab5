"""Integration: from levers and parameters to stocks over time.

The same functions serve one run, with Python floats, and an ensemble, with NumPy arrays; they
differ in nothing but the ``exp`` and ``log`` that they are given.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from natolab.model import kernel
from natolab.model.definition import LEVERS, PARAMETERS, STOCKS
from natolab.model.numerics import LOOKS, ROUNDS, SAME_MOMENT, STILL, UNSETTLED, WEEKS
from natolab.model.scenario import checked_parameters

_DEFAULTS = {parameter.name: parameter.value for parameter in PARAMETERS}
_BEFORE = tuple(lever.before for lever in LEVERS)
#: Number of stocks.
SIZE = len(STOCKS)
#: The stocks in full trust.
TRUST = tuple(stock.trust for stock in STOCKS)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time with constant levers and equal steps, which ends on a row or a switch."""

    levers: tuple[float, ...]
    steps: int
    size: float
    ends_at_row: bool


def parameters(given: Mapping[str, Any]) -> tuple[float, ...]:
    """Return all parameters in the definition's order, the given ones after checking them."""
    return tuple((_DEFAULTS | checked_parameters(given)).values())


def rows(years: float, per_year: int = WEEKS) -> list[float]:
    """Return the times of the rows: so many a year, and the end."""
    count = math.floor(years * per_year + SAME_MOMENT)
    times = [index / per_year for index in range(count + 1)]
    return times if years - times[-1] < SAME_MOMENT else [*times, years]


class Courses(Protocol):
    """What the engine needs of a scenario: when levers change, and what they are then."""

    @property
    def switching_times(self) -> list[float]:
        """Times in years at which some lever changes."""

    def values(self, year: float) -> tuple:
        """Return the values of all levers in a year."""


def stretches(scenario: Courses, times: Sequence[float], step: float, method: str) -> list[Stretch]:
    """Return the stretches between rows and switching times.

    Steps land on every row and every switching time, because a method loses its order when a
    step straddles a jump. They are at most ``step`` long, and shorter while the fast stocks still
    answer to the last switch; Euler's method, kept for comparison, has equal steps.
    """
    end = times[-1]
    switches = [0.0, *(time for time in scenario.switching_times if 0 < time < end)]
    # A step ends where a switch is, and where the steps after a switch may become longer.
    unsettled = () if method == "euler" else UNSETTLED
    ends = {*switches, *(time + after for time in switches for after, _ in unsettled)}
    extra = [t for t in ends if t < end and all(abs(t - row) > SAME_MOMENT for row in times)]
    moments = sorted([(time, True) for time in times] + [(time, False) for time in extra])
    found, coming = [], iter([*switches, math.inf])
    since, switch = 0.0, next(coming)
    for (start, _), (stop, at_row) in itertools.pairwise(moments):
        if switch <= start + SAME_MOMENT:
            since, switch, levers = switch, next(coming), scenario.values(start)
        parts = next((n for time, n in unsettled if start - since < time - SAME_MOMENT), 1)
        steps = max(1, math.ceil((stop - start) / (step / parts) - SAME_MOMENT))
        size = round((stop - start) / steps, 12)
        found.append(Stretch(levers, steps, size, at_row))
    return found


def rest(parameters: Sequence, exp: Callable, log: Callable) -> Sequence:
    """Return the state of rest before the war.

    It is the one that full trust leads to.
    """
    return settle(TRUST, kernel.constants(_BEFORE, parameters, exp, log), exp, log)


def settle(
    state: Sequence, constants: Sequence, exp: Callable, log: Callable, looks: int = LOOKS
) -> Sequence:
    """Return the state of rest that a state leads to.

    Each round sends every stock to its goal, until nothing moves. Near a tipping point that takes
    thousands of rounds instead of fifty, so the draws of an ensemble that still move go on without
    those that rest; none depends on its neighbours.
    """
    for _ in range(ROUNDS):
        before, state = state, kernel.goals(state, constants, exp, log)[:SIZE]
    moving = sum(abs(x - y) for x, y in zip(state, before, strict=True)) > STILL
    if looks == 1 or not np.any(moving):
        return state
    if not np.ndim(moving):
        return settle(state, constants, exp, log, looks - 1)
    whole = [np.broadcast_to(x, moving.shape).copy() for x in state]
    left, held = (
        [np.broadcast_to(x, moving.shape)[moving] for x in xs] for xs in (state, constants)
    )
    for x, reached in zip(whole, settle(left, held, exp, log, looks - 1), strict=True):
        x[moving] = reached
    return whole


def rates(
    state: Sequence, levers: Sequence, parameters: Sequence, exp: Callable, log: Callable
) -> list:
    """Return the rate of change of each stock, per year."""
    constants = kernel.constants(levers, parameters, exp, log)
    found = kernel.goals(state, constants, exp, log)
    paces = list(kernel.paces(levers, parameters, exp, log))
    for place, pace in zip(kernel.MOVING, found[SIZE:], strict=True):
        paces[place] = pace
    return [pace * (goal - x) for x, goal, pace in zip(state, found[:SIZE], paces, strict=True)]


class _Euler:
    """Euler's method: the rate of change at the start of a step holds throughout."""

    def __init__(
        self, levers: tuple, parameters: Sequence, h: float, exp: Callable, log: Callable
    ) -> None:
        self.given, self.h = (levers, parameters, exp, log), h

    def __call__(self, state: Sequence) -> list:
        slopes = rates(state, *self.given)
        return [x + self.h * slope for x, slope in zip(state, slopes, strict=True)]


class _Exponential:
    """The exponential midpoint method, of second order.

    Towards a goal that stands still, at a pace that stands still, the way of a stock is known:
    what is missing shrinks by ``exp(-pace * time)``. A step takes goal and pace from its middle,
    which a half step of the same kind finds. The new value lies between the old one and the goal,
    so that no step, however long, takes a share out of its band.
    """

    def __init__(
        self, levers: tuple, parameters: Sequence, h: float, exp: Callable, log: Callable
    ) -> None:
        self.constants = kernel.constants(levers, parameters, exp, log)
        paces = kernel.paces(levers, parameters, exp, log)
        self.half, self.full = (
            [None if pace is None else exp(-part * pace) for pace in paces] for part in (h / 2, h)
        )
        self.h, self.exp, self.log = h, exp, log

    def __call__(self, state: Sequence) -> list:
        middle = self._approach(state, state, self.half, self.h / 2)
        return self._approach(state, middle, self.full, self.h)

    def _approach(self, state: Sequence, middle: Sequence, left: list, h: float) -> list:
        found = kernel.goals(middle, self.constants, self.exp, self.log)
        left = left.copy()
        for place, pace in zip(kernel.MOVING, found[SIZE:], strict=True):
            left[place] = self.exp(-h * pace)
        reached = []
        for x, goal, share in zip(state, found[:SIZE], left, strict=True):
            missing = x - goal
            missing *= share  # in place: an array is not copied
            missing += goal
            reached.append(missing)
        return reached


METHODS: dict[str, type[_Exponential] | type[_Euler]] = {
    "exponential": _Exponential,
    "euler": _Euler,
}


def integrate(
    state: Sequence,
    plan: Sequence[Stretch],
    parameters: Sequence,
    exp: Callable,
    log: Callable,
    method: str = "exponential",
) -> Iterator[tuple[Stretch, Sequence]]:
    """Yield each stretch with the state at its end."""
    levers, size = None, 0.0
    for stretch in plan:
        # Levers are compared by identity, as those of many runs at once hold arrays.
        if stretch.levers is not levers or stretch.size != size:
            levers, size = stretch.levers, stretch.size
            advance = METHODS[method](stretch.levers, parameters, stretch.size, exp, log)
        for _ in range(stretch.steps):
            state = advance(state)
        yield stretch, state
