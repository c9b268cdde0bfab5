"""What explorers of the scenario model share: two scenarios, their run, and the link to them."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import pandas as pd

from natolab.explorers.base import Explorer, Shape
from natolab.model import LEVERS, PARAMETERS, SCENARIOS, ModelError, Scenario, simulate
from natolab.model.paths import YEARS
from natolab.model.permalink import from_link, pack, to_link, unpack

_ENTRIES = set(pack("no_war"))


def _fits(packed: object) -> bool:
    """Tell whether something is a scenario as ``pack`` returns it."""
    if not isinstance(packed, dict) or set(packed) != _ENTRIES:
        return False
    try:
        unpack(packed)
    except (ModelError, TypeError, ValueError, AttributeError):
        return False
    return True


def _draw(rng: np.random.Generator) -> dict:
    """Return a scenario with random steps and parameters."""
    levers = {}
    for lever in LEVERS:
        if rng.random() < 0.3:
            continue
        times = np.unique(rng.uniform(0, 9.9, rng.integers(1, 5)).round(2))
        values = rng.uniform(0, 1, len(times)).round(2)
        values = values.round() if lever.switch else values
        levers[lever.name] = [[float(t), float(v)] for t, v in zip(times, values, strict=True)]
    drawn = [PARAMETERS[i] for i in rng.choice(len(PARAMETERS), 5, replace=False)]
    parameters = {q.name: float(rng.uniform(q.low, q.high)) for q in drawn}
    return {"name": "drawn", "description": "", "levers": levers, "parameters": parameters}


#: What ``scenario`` and ``other`` may be.
SCENARIO = Shape(
    "a scenario: a Scenario, a name in SCENARIOS, or what `pack` returns", _fits, _draw
)


class TwoScenarios(Explorer):
    """An explorer whose inputs ``scenario`` and ``other`` are two scenarios.

    Parameters
    ----------
    **inputs
        ``scenario`` and ``other`` (each a ``Scenario``, a name, or as ``pack`` returns it), and
        whatever else the explorer takes.

    Attributes
    ----------
    scenario, other : Scenario
        The scenario on the page and the one it is compared with; they follow the page, and
        setting them moves the page.
    run : pandas.DataFrame
        The run of ``scenario``.
    link : str
        What to add to the page's address so that it opens with this scenario.
    """

    @classmethod
    def _checked(cls, inputs: dict) -> dict:
        return super()._checked({key: _packed(value) for key, value in inputs.items()})

    @classmethod
    def from_link(cls, link: str) -> Self:
        """Return the explorer that a link opens, for reading what was handed in."""
        scenario, other = from_link(link)
        return cls(scenario=scenario, other=other)

    @property
    def scenario(self) -> Scenario:
        """The scenario on the page."""
        return unpack(self.inputs["scenario"])

    @scenario.setter
    def scenario(self, value: Scenario | str) -> None:
        self.inputs = {**self.inputs, **self._one("scenario", value)}

    @property
    def other(self) -> Scenario:
        """The scenario that it is compared with."""
        return unpack(self.inputs["other"])

    @other.setter
    def other(self, value: Scenario | str) -> None:
        self.inputs = {**self.inputs, **self._one("other", value)}

    @property
    def run(self) -> pd.DataFrame:
        """The run of the scenario on the page."""
        return simulate(self.scenario, years=YEARS)

    @property
    def link(self) -> str:
        """What to add to the page's address so that it opens with this scenario."""
        return to_link(self.scenario, self.other)

    @classmethod
    def _one(cls, name: str, value: object) -> dict[str, Any]:
        return {name: cls._checked({name: value})[name]}


def _packed(value: object) -> object:
    """Return scenarios and names of presets as the page keeps them; leave all else alone."""
    if isinstance(value, Scenario) or (isinstance(value, str) and value in SCENARIOS):
        return pack(value)
    return value
