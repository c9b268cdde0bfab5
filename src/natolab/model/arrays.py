"""Many runs at once: one array a variable, one place in it a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from natolab.model import engine, kernel
from natolab.model.definition import AUXILIARIES, LEVERS, PARAMETERS, STOCKS
from natolab.model.numerics import STEP
from natolab.model.runs import outcomes

#: Runs that one array holds. More do not fit the processor's cache, fewer waste Python's time.
BLOCK = 8192

#: Rows a year unless a caller wants others: one every four weeks.
ROWS = 13

_LEVERS = {lever.name: place for place, lever in enumerate(LEVERS)}
_STOCKS = {stock.name: place for place, stock in enumerate(STOCKS)}
_AUXILIARIES = {auxiliary.name: place for place, auxiliary in enumerate(AUXILIARIES)}


class Courses(engine.Courses, Protocol):
    """What many runs follow: a scenario, or several mixed in each run's own proportions."""

    @property
    def parameters(self) -> Mapping[str, float]:
        """Parameters that leave their default, the same in all runs."""
        ...


class Moment(Mapping[str, np.ndarray]):
    """All runs at one moment: the values of a lever, stock or auxiliary, by its name.

    Auxiliaries are computed when the first of them is asked for, as most moments need none.
    """

    def __init__(self, state: Sequence, levers: tuple, parameters: Sequence, size: int) -> None:
        self._state, self._levers, self._parameters = state, levers, parameters
        self._size = size

    def __getitem__(self, name: str) -> np.ndarray:
        if name in _STOCKS:
            found = self._state[_STOCKS[name]]
        elif name in _LEVERS:
            found = self._levers[_LEVERS[name]]
        else:
            found = self._auxiliaries[_AUXILIARIES[name]]
        return np.broadcast_to(found, self._size)

    def __iter__(self) -> Iterator[str]:
        return iter((*_LEVERS, *_STOCKS, *_AUXILIARIES))

    def __len__(self) -> int:
        return len(_LEVERS) + len(_STOCKS) + len(_AUXILIARIES)

    @cached_property
    def _auxiliaries(self) -> tuple:
        return kernel.auxiliaries(self._state, self._levers, self._parameters, np.exp, np.log)


@dataclass(frozen=True)
class Ends:
    """How many runs ended.

    Attributes
    ----------
    moment : Moment
        The last moment.
    first, lowest : numpy.ndarray
        Credibility at the start, and at its lowest.
    """

    moment: Moment
    first: np.ndarray
    lowest: np.ndarray

    @property
    def outcomes(self) -> np.ndarray:
        """The class of each run's outcome, as its position in ``OUTCOMES``."""
        named = ("membership", "us_deterrence", "european_deterrence")
        last, *others = (self.moment[name] for name in ("credibility", *named))
        return outcomes(self.first, last, self.lowest, *others)


def simulate_arrays(
    courses: Courses,
    drawn: Mapping[str, np.ndarray],
    size: int,
    *,
    years: float = 10,
    rows: int = ROWS,
    observe: Callable[[int, Moment], None] | None = None,
) -> Ends:
    """Run one block of runs as arrays.

    Parameters
    ----------
    courses : Courses
        What the levers do, such as a ``Scenario``.
    drawn : mapping of str to numpy.ndarray
        Parameters that differ between the runs, each of shape ``(size,)``. The rest are those of
        the scenario, or keep their defaults.
    size : int
        Number of runs.
    years : float
        Length of the runs in years.
    rows : int
        Rows a year.
    observe : callable, optional
        Is called at each row with its number, from 0, and the ``Moment``.

    Returns
    -------
    Ends
    """
    times = engine.rows(years, rows)
    fixed = zip(PARAMETERS, engine.parameters(courses.parameters), strict=True)
    values = tuple(drawn.get(parameter.name, value) for parameter, value in fixed)
    state: Sequence[np.ndarray] = [
        np.broadcast_to(np.asarray(x, float), size).copy()
        for x in engine.rest(values, np.exp, np.log)
    ]

    def moment(row: int) -> Moment:
        return Moment(state, courses.values(times[row]), values, size)

    trust = _STOCKS["credibility"]
    first = lowest = state[trust].copy()
    row = 0
    if observe:
        observe(row, moment(row))
    plan = engine.stretches(courses, times, STEP, "exponential")
    for stretch, reached in engine.integrate(state, plan, values, np.exp, np.log):
        state = reached
        lowest = np.minimum(lowest, state[trust])
        if stretch.ends_at_row:
            row += 1
            if observe:
                observe(row, moment(row))
    return Ends(moment(row), first, lowest)
