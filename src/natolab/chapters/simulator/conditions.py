"""Conditions on two scenarios: what missions and the tour ask, the same here and on the page.

A condition compares a *measure* with a value. A measure is a dotted name; ``a`` is the scenario
on the page and ``b`` the one that it is compared with:

==============================================  ===================================================
``a.outcome``                                   class of the outcome
``a.start.V`` ``a.end.V``                       a variable of the run at its start and end
``a.lowest.V`` ``a.highest.V``                  its lowest and highest value
``a.at.Y.V``                                    its value after Y years, a whole number
``a.exposure.years`` ``.depth`` ``.area``       the window of vulnerability
``a.lever.L.first`` ``.last``                   a lever at the start and at the end
``a.lever.L.lowest`` ``.highest``               its lowest and highest value on the way
``gap.start.V`` and so on                       a variable of A minus that of B
``changed.levers``                              how many levers of A differ from the mission's A
``changed.levers.until.Y`` ``.from.Y``          the same, before a year and from it on
``changed.lever.L``                             1 if this lever differs, else 0
``changed.parameters``                          how many parameters differ
``changed_b.levers`` and so on                  the same for B against the mission's B
``differ.levers`` and so on                     the same for A against B
``shared.levers``                               how many levers are changed in both A and B
``worlds.C``                                    in how many of the mission's worlds A ends so
``worlds.restored``                             in how many it ends collective or realigned
==============================================  ===================================================

``V`` is a column of a run, ``L`` a lever, ``C`` a class, ``Y`` a year. What starts with ``a``
exists for ``b`` too. ``missions.js`` measures the same.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd

from natolab.model import LEVERS, OUTCOMES, PARAMETERS, ModelError, Scenario, classify, simulate
from natolab.model.errors import unknown
from natolab.model.numerics import SAME_MOMENT, WEEKS
from natolab.model.paths import YEARS
from natolab.model.runs import COLUMNS, vulnerability
from natolab.model.scenario import find

Value = float | str

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
#: Classes in which trust is back at the end.
RESTORED = ("collective", "realigned")


@dataclass(frozen=True)
class Condition:
    """A measure compared with a value.

    ``value`` is a number, a class of outcome, or ``{"measure": name}`` for another measure.
    ``says`` is the condition as a sentence, for readers.
    """

    measure: str
    operator: str
    value: Any
    says: str = ""

    def packed(self) -> list:
        """Return the condition for the page: ``[measure, operator, value, sentence]``."""
        return [self.measure, self.operator, self.value, self.says]


@dataclass(frozen=True)
class Side:
    """A scenario and its run."""

    scenario: Scenario
    run: pd.DataFrame = field(repr=False)


class Task(Protocol):
    """What a measure needs to know of a mission."""

    @property
    def start(self) -> Scenario | str:
        """Where A starts."""

    @property
    def other(self) -> Scenario | str:
        """Where B starts."""

    @property
    def worlds(self) -> Mapping[str, Mapping[str, float]]:
        """Parameters by the name of a world in which A is run as well."""


def side(scenario: Scenario | str) -> Side:
    """Return a scenario with its run of ``YEARS`` years."""
    return Side(find(scenario), simulate(scenario, years=YEARS))


def met(conditions: Iterable[Condition], a: Side, b: Side, task: Task) -> bool:
    """Tell whether all conditions hold.

    Parameters
    ----------
    conditions : iterable of Condition
        None at all hold.
    a, b : Side
        The scenario on the page and the one that it is compared with.
    task : Task
        The mission; its ``start`` and ``other`` are what changes are counted against.

    Returns
    -------
    bool
    """
    return all(holds(condition, a, b, task) for condition in conditions)


def holds(condition: Condition, a: Side, b: Side, task: Task) -> bool:
    """Tell whether one condition holds; arguments as in ``met``."""
    if condition.operator not in OPERATORS:
        raise unknown("operator", condition.operator, OPERATORS)
    value = condition.value
    if isinstance(value, Mapping):
        value = measure(value["measure"], a, b, task)
    return OPERATORS[condition.operator](measure(condition.measure, a, b, task), value)


def measure(name: str, a: Side, b: Side, task: Task) -> Value:
    """Return what a measure's name stands for.

    Parameters
    ----------
    name : str
        A name as in the table of this module.
    a, b, task
        As in ``met``.

    Returns
    -------
    float or str
        A class of outcome, or a number.

    Raises
    ------
    ModelError
        If there is no such measure.
    """
    head, _, rest = name.partition(".")
    if head in ("a", "b"):
        return _of(a if head == "a" else b, rest, name)
    if head == "gap":
        return _variable(a.run, rest, name) - _variable(b.run, rest, name)
    if head in ("changed", "changed_b", "differ"):
        one = b.scenario if head == "changed_b" else a.scenario
        two = {"changed": task.start, "changed_b": task.other, "differ": b.scenario}[head]
        return _differences(one, find(two), rest, name)
    if head == "shared" and rest == "levers":
        changed = _moved(a.scenario, find(task.start)) & _moved(b.scenario, find(task.other))
        return float(len(changed))
    if head == "worlds" and rest in ("restored", *OUTCOMES):
        ends = _ends(a.scenario, tuple(tuple(world.items()) for world in task.worlds.values()))
        return float(sum(ends.count(one) for one in (RESTORED if rest == "restored" else (rest,))))
    raise _no_measure(name)


def _of(side: Side, rest: str, name: str) -> Value:
    """Return a measure of one side."""
    if rest == "outcome":
        return classify(side.run)
    kind, _, what = rest.partition(".")
    if kind == "exposure":
        window = vulnerability(side.run)
        if what in window:
            return window[what]
    elif kind == "lever":
        lever, _, which = what.partition(".")
        values = [value for _, value in _course(side.scenario, lever)]
        found = {"first": values[0], "last": values[-1], "lowest": min(values)}
        found["highest"] = max(values)
        if which in found:
            return found[which]
    else:
        return _variable(side.run, rest, name)
    raise _no_measure(name)


def _variable(run: pd.DataFrame, rest: str, name: str) -> float:
    """Return a variable of a run at some moment, or its lowest or highest value."""
    match = re.fullmatch(r"(start|end|lowest|highest|at\.(\d+))\.(\w+)", rest)
    if not match or match[3] not in COLUMNS or int(match[2] or 0) > YEARS:
        raise _no_measure(name)
    values = run[match[3]]
    if match[2]:
        return float(values.iloc[int(match[2]) * WEEKS])
    rows = {"start": 0, "end": -1}
    if match[1] in rows:
        return float(values.iloc[rows[match[1]]])
    return float(values.min() if match[1] == "lowest" else values.max())


def _differences(one: Scenario, two: Scenario, rest: str, name: str) -> float:
    """Return how many levers or parameters of two scenarios differ."""
    if rest == "parameters":
        values = [{q.name: q.value for q in PARAMETERS} | dict(s.parameters) for s in (one, two)]
        return float(sum(values[0][key] != values[1][key] for key in values[0]))
    if match := re.fullmatch(r"lever\.(\w+)", rest):
        return float(_course(one, match[1]) != _course(two, match[1]))
    match = re.fullmatch(r"levers(?:\.(until|from)\.(\d+(?:\.\d+)?))?", rest)
    if not match:
        raise _no_measure(name)
    year = float(match[2] or 0)
    return float(len(_moved(one, two, **{match[1]: year} if match[1] else {})))


def _moved(one: Scenario, two: Scenario, **when: float) -> set[str]:
    """Return the levers whose courses differ; ``from`` and ``until`` bound the time."""
    first, until = when.get("from", 0.0), when.get("until", YEARS + 2 * SAME_MOMENT)
    return {
        lever.name
        for lever in LEVERS
        if _course(one, lever.name, first, until) != _course(two, lever.name, first, until)
    }


def _course(
    scenario: Scenario, lever: str, first: float = 0.0, until: float = YEARS + 2 * SAME_MOMENT
) -> list[tuple[float, float]]:
    """Return what a lever does from one year on and before another, without idle steps."""
    found = [(first, scenario.value(lever, first))]
    for year, value in scenario.levers.get(lever, {}).items():
        if first + SAME_MOMENT < year < until - SAME_MOMENT and value != found[-1][1]:
            found.append((year, value))
    return found


@lru_cache(maxsize=64)
def _ends(scenario: Scenario, worlds: tuple[tuple[tuple[str, float], ...], ...]) -> list[str]:
    """Return the class in which a scenario ends in each of several worlds."""
    changed: list[dict[str, Any]] = [dict(world) for world in worlds]
    return [classify(simulate(scenario, years=YEARS, **each)) for each in changed]


def _no_measure(name: str) -> ModelError:
    return ModelError(
        f"There is no measure {name!r}; natolab.chapters.simulator.conditions lists what there is."
    )
