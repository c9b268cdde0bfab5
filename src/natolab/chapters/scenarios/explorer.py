"""The Scenario Explorer: levers over time, every variable, two scenarios side by side."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.scenarios import comparison
from natolab.chapters.scenarios.comparison import DEFAULTS
from natolab.charts import COLORS
from natolab.explorers.base import Explorer, Shape
from natolab.model import (
    AUXILIARIES,
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    ModelError,
    Scenario,
    simulate,
)
from natolab.model.names import SCENARIO_LOOKS, words
from natolab.model.paths import YEARS
from natolab.model.permalink import from_link, pack, to_link, unpack

_VARIABLES = [entry.name for entry in (*STOCKS, *AUXILIARIES)]


def _fits(packed: object) -> bool:
    """Tell whether something is a scenario as ``pack`` returns it."""
    if not isinstance(packed, dict) or set(packed) != set(DEFAULTS["scenario"]):
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
    drawn = rng.choice(PARAMETERS, 5, replace=False)
    parameters = {q.name: float(rng.uniform(q.low, q.high)) for q in drawn}
    return {"name": "drawn", "description": "", "levers": levers, "parameters": parameters}


_SHAPE = Shape("a scenario: a Scenario, a name in SCENARIOS, or what `pack` returns", _fits, _draw)


class ScenarioExplorer(Explorer):
    """Levers over ten years, two runs side by side, links and files.

    Parameters
    ----------
    **inputs
        ``scenario`` and ``other`` (each a ``Scenario``, a name, or as ``pack`` returns it) and
        the ``variable`` that is shown large.

    Attributes
    ----------
    scenario, other : Scenario
        The scenario on the page and the one it is compared with; they follow the page, and
        setting them moves the page.
    run : pandas.DataFrame
        The run of ``scenario``.
    link : str
        What to add to the chapter's address so that it opens with this scenario.
    """

    title = "Scenario Explorer: levers, paths and outcomes over ten years"
    defaults = DEFAULTS
    compute = staticmethod(comparison.compute)
    payload = staticmethod(comparison.payload)

    @classmethod
    def _checked(cls, inputs: dict) -> dict:
        return super()._checked({key: _packed(value) for key, value in inputs.items()})

    @classmethod
    def from_link(cls, link: str) -> ScenarioExplorer:
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
        """What to add to the chapter's address so that it opens with this scenario."""
        return to_link(self.scenario, self.other)

    @classmethod
    def _one(cls, name: str, value: object) -> dict:
        return {name: cls._checked({name: value})[name]}

    @classmethod
    def ranges(cls) -> dict[str, Shape | list]:
        """Return what scenarios look like, and the variables."""
        return {"scenario": _SHAPE, "other": _SHAPE, "variable": _VARIABLES}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the starting pair's credibility and deterrence, and what is read off."""
        result = cls.compute(DEFAULTS, cls.payload())
        runs = {key: simulate(unpack(DEFAULTS[key]), years=YEARS) for key in ("scenario", "other")}
        names = {key: SCENARIO_LOOKS[DEFAULTS[key]["name"]].title for key in runs}
        fig, axes = plt.subplots(1, 2, figsize=(7, 3.4), sharey=True)
        for ax, variable in zip(axes, ("credibility", "deterrence"), strict=True):
            for (key, run), (color, style) in zip(
                runs.items(), (("blue", "-"), ("vermilion", "--")), strict=True
            ):
                ax.plot(run.index, run[variable], style, color=COLORS[color], label=names[key])
            ax.set(xlabel="years from the start", ylabel=variable, ylim=(0, 1))
        axes[0].legend(loc="lower left", fontsize=8)
        alt = (
            "Two line charts over ten years, credibility and deterrence. Without war both stay "
            "level. In de-escalation credibility falls within two years and recovers only in "
            "part; deterrence dips and comes nearly back."
        )
        table = pd.DataFrame(
            {
                "Result": [
                    "Outcome",
                    "Rule",
                    "Credibility at its lowest",
                    "Credibility after ten years",
                    "Years with deterrence below its level before the war",
                ]
            }
            | {
                names[key]: [
                    words(result[key]["outcome"]),
                    OUTCOMES[result[key]["outcome"]].rule,
                    f"{result[key]['lowest']:.2f}",
                    f"{result[key]['yearly']['credibility'][-1]:.2f}",
                    f"{result[key]['window']['years']:.1f}",
                ]
                for key in runs
            }
        )
        return fig, alt, table


def _packed(value: object) -> object:
    """Return scenarios and names of presets as the page keeps them; leave all else alone."""
    if isinstance(value, Scenario) or (isinstance(value, str) and value in SCENARIOS):
        return pack(value)
    return value
