"""The Scenario Explorer: levers over time, every variable, two scenarios side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

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
    classify,
    simulate,
    vulnerability,
)
from natolab.model.names import SCENARIO_LOOKS, words
from natolab.model.numerics import WEEKS
from natolab.model.paths import TOLERANCE, YEARS, parting
from natolab.model.scenario import find

#: Variables that are shown small, in the order in which causes reach effects.
SHOWN = (
    "oil_price",
    "support",
    "european_willingness",
    "us_commitment",
    "uncertainty",
    "credibility",
    "hedging",
    "divergence",
    "european_capability",
    "deterrence",
)
_VARIABLES = [entry.name for entry in (*STOCKS, *AUXILIARIES)]
_LIMITS = {q.name: q.limits for q in PARAMETERS}


def pack(scenario: Scenario | str, **parameters: float) -> dict:
    """Return a scenario as the page keeps it.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, or the name of one in ``SCENARIOS``.
    **parameters
        Parameters that leave their default.

    Returns
    -------
    dict
        ``name``, ``description``, ``levers`` (names to lists of ``[year, value]``) and
        ``parameters``.
    """
    scenario = find(scenario)
    return {
        "name": scenario.name,
        "description": scenario.description,
        "levers": {
            name: [list(step) for step in course.items()]
            for name, course in scenario.levers.items()
        },
        "parameters": dict(parameters),
    }


def unpack(packed: dict) -> Scenario:
    """Return the scenario that the page keeps, without its parameters."""
    levers = {name: dict(map(tuple, course)) for name, course in packed["levers"].items()}
    return Scenario(packed["name"], levers, packed["description"])


DEFAULTS = {
    "scenario": pack("deescalation"),
    "other": pack("no_war"),
    "variable": "credibility",
}


def summary(run: pd.DataFrame) -> dict:
    """Return what the explorer reads off a run.

    Parameters
    ----------
    run : pandas.DataFrame
        A run of ``YEARS`` years, as ``simulate`` returns it.

    Returns
    -------
    dict
        ``outcome`` (class), ``window`` of vulnerability, the ``lowest`` credibility, and
        ``yearly``: for each variable of ``SHOWN`` its value at each full year.
    """
    return {
        "outcome": classify(run),
        "window": vulnerability(run),
        "lowest": float(run["credibility"].min()),
        "yearly": {name: run[name].iloc[::WEEKS].tolist() for name in SHOWN},
    }


def compute(inputs: dict, data: dict) -> dict:
    """Run a scenario and the one it is compared with.

    Parameters
    ----------
    inputs : dict
        ``scenario`` and ``other``, each as ``pack`` returns it.
    data : dict
        ``payload()``; not used.

    Returns
    -------
    dict
        ``scenario`` and ``other``: a ``summary`` each; ``parting``: the first year in which
        credibility differs by more than ``TOLERANCE``, None if there is none.
    """
    runs = {
        key: simulate(unpack(inputs[key]), years=YEARS, **inputs[key]["parameters"])
        for key in ("scenario", "other")
    }
    year = float(parting(runs)["year"].item())
    return {
        **{key: summary(run) for key, run in runs.items()},
        "parting": None if math.isnan(year) else year,
    }


def to_link(inputs: dict) -> str:
    """Return the fragment of a link that carries a scenario and its comparison.

    Parameters
    ----------
    inputs : dict
        ``scenario`` and ``other``, each as ``pack`` returns it.

    Returns
    -------
    str
        What follows the address of the chapter, from ``#`` on.
    """
    pairs = {"scenario": "1"}
    for before, key in (("", "scenario"), ("b.", "other")):
        packed = inputs[key]
        pairs[f"{before}name"] = packed["name"]
        if packed["description"]:
            pairs[f"{before}text"] = packed["description"]
        for name, course in packed["levers"].items():
            pairs[before + name] = "_".join(f"{year!r}~{value!r}" for year, value in course)
        for name, value in packed["parameters"].items():
            pairs[f"{before}p.{name}"] = repr(value)
    pairs["end"] = "1"  # a link that lost its end must not pass for a whole one
    return "#" + urlencode(pairs)


def from_link(link: str) -> dict:
    """Read a link that the explorer made.

    Parameters
    ----------
    link : str
        The whole address, or what follows its ``#``.

    Returns
    -------
    dict
        ``scenario`` and ``other``, each as ``pack`` returns it.

    Raises
    ------
    ModelError
        If the link carries no scenario, or one that the model cannot run.
    """
    # Some programs write & as &amp; when they pass a link on.
    fragment = str(link).strip().rpartition("#")[2].replace("&amp;", "&")
    pairs = dict(parse_qsl(fragment, keep_blank_values=True))
    if pairs.pop("scenario", None) != "1":
        raise ModelError("The link carries no scenario: it must contain `#scenario=1`.")
    whole = pairs.pop("end", None) == "1"
    found = {key: {"levers": {}, "parameters": {}} for key in ("scenario", "other")}
    for key, text in pairs.items():
        into = found["other" if key.startswith("b.") else "scenario"]
        own = key.removeprefix("b.")
        try:
            if own in ("name", "text"):
                into[own] = text
            elif own.startswith("p."):
                into["parameters"][own[2:]] = float(text)
            else:
                steps = [step.split("~") for step in text.split("_")]
                into["levers"][own] = {float(year): float(value) for year, value in steps}
        except ValueError:
            raise ModelError(f"The link is cut off or misspelt at {own!r}: {text!r}.") from None
    cut_off = ModelError("The link's end is missing: it was cut off on the way.")
    if not whole and not all(entry.get("name") for entry in found.values()):
        raise cut_off  # within the first scenario, or before the name of the second
    for entry in found.values():
        if problem := _problem_of_parameters(entry["parameters"]):
            raise ModelError(f"The link cannot be used: {problem}")
    opened = {
        key: pack(
            Scenario(entry.get("name", ""), entry["levers"], entry.get("text", "")),
            **entry["parameters"],
        )
        for key, entry in found.items()
    }
    if not whole:
        raise cut_off
    return opened


def _problem_of_parameters(parameters: Mapping) -> str:
    for name, value in parameters.items():
        if name not in _LIMITS:
            return f"there is no parameter {name!r}."
        low, high = _LIMITS[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"parameter {name!r} must be a number, not {value!r}."
        if not low <= value <= high:
            return f"parameter {name!r} must be from {low:g} to {high:g}, not {value:g}."
    return ""


def _fits(packed: object) -> bool:
    """Tell whether something is a scenario as ``pack`` returns it."""
    if not isinstance(packed, dict) or set(packed) != set(DEFAULTS["scenario"]):
        return False
    try:
        unpack(packed)
    except (ModelError, TypeError, ValueError, AttributeError):
        return False
    return isinstance(packed["parameters"], dict) and not _problem_of_parameters(
        packed["parameters"]
    )


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
    parameters : dict
        Parameters of ``scenario`` that leave their default.
    run : pandas.DataFrame
        The run of ``scenario`` with these parameters.
    link : str
        What to add to the chapter's address so that it opens with this scenario.
    """

    title = "Scenario Explorer: levers, paths and outcomes over ten years"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def _checked(cls, inputs: dict) -> dict:
        return super()._checked({key: _packed(value) for key, value in inputs.items()})

    @classmethod
    def from_link(cls, link: str) -> ScenarioExplorer:
        """Return the explorer that a link opens, for reading what was handed in."""
        return cls(**from_link(link))

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
    def parameters(self) -> dict:
        """Parameters of the scenario that leave their default."""
        return dict(self.inputs["scenario"]["parameters"])

    @property
    def run(self) -> pd.DataFrame:
        """The run of the scenario on the page."""
        return simulate(self.scenario, years=YEARS, **self.parameters)

    @property
    def link(self) -> str:
        """What to add to the chapter's address so that it opens with this scenario."""
        return to_link(self.inputs)

    @classmethod
    def _one(cls, name: str, value: object) -> dict:
        return {name: cls._checked({name: value})[name]}

    @classmethod
    def ranges(cls) -> dict[str, Shape | list]:
        """Return what scenarios look like, and the variables."""
        return {"scenario": _SHAPE, "other": _SHAPE, "variable": _VARIABLES}

    @classmethod
    def payload(cls) -> dict:
        """Return what is shown and how; equations, names and presets travel with the model."""
        return {
            "years": YEARS,
            "tolerance": TOLERANCE,
            "shown": list(SHOWN),
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the starting pair's credibility and deterrence, and what is read off."""
        result = compute(DEFAULTS, {})
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
