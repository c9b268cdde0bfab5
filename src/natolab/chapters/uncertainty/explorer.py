"""Explorer of the chapter on uncertainty: an ensemble that the page draws and runs itself."""

from __future__ import annotations

import math

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.charts import COLORS
from natolab.explorers.base import Explorer, Shape
from natolab.model import AUXILIARIES, OUTCOMES, PARAMETERS, SCENARIOS, STOCKS, engine, kernel
from natolab.model.definition import SYSTEMS
from natolab.model.names import words
from natolab.model.numerics import STEP
from natolab.model.runs import outcomes

#: Years that the runs last, rows a year, and rows between two points of the bands.
YEARS, ROWS, EVERY = 10, 26, 13
#: Fewest and most draws.
DRAWS = (20, 5000)
#: Largest seed.
SEEDS = 9999
#: Variables that can be shown.
VARIABLES = (
    "credibility",
    "us_commitment",
    "european_willingness",
    "european_capability",
    "hedging",
    "divergence",
    "deterrence",
)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
#: Number of parameters named.
NAMED = 6

DEFAULTS = {
    "scenario": "deescalation",
    "variable": "credibility",
    "draws": 1000,
    "seed": 1949,
    "width": 1.0,
    "energy": True,
    "politics": True,
    "security": True,
    "memory": True,
}

_ENTRIES = [entry.name for entry in (*STOCKS, *AUXILIARIES)]
_MASK = np.uint64(0xFFFFFFFF)


def _mix(x: np.ndarray) -> np.ndarray:
    """Scatter 32-bit numbers so that neighbours have nothing in common."""
    x = x & _MASK
    x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x21F0AAAD)) & _MASK
    x = ((x ^ (x >> np.uint64(15))) * np.uint64(0x735A2D97)) & _MASK
    return x ^ (x >> np.uint64(15))


def uniform(seed: int, draws: int, places: int) -> np.ndarray:
    """Return random numbers from 0 to 1 that depend on seed, draw and place alone.

    A number is made from its address by scattering bits, not from the number before it. So page
    and Python draw the same, a draw keeps its numbers if there are more draws, and a parameter
    keeps its number if another one is held still.

    Parameters
    ----------
    seed : int
        From 0 to 2**32 - 1.
    draws, places : int
        Number of draws and of numbers in a draw.

    Returns
    -------
    numpy.ndarray
        Shape ``(draws, places)``.
    """
    golden = np.uint64(0x9E3779B9)
    start = _mix(np.array([seed], np.uint64) + golden)
    of_draw = _mix(start + (np.arange(draws, dtype=np.uint64)[:, None] + np.uint64(1)) * golden)
    of_place = (np.arange(places, dtype=np.uint64)[None, :] + np.uint64(1)) * golden
    return (_mix(of_draw + of_place).astype(float) + 0.5) / 2**32


def _varied(inputs: dict) -> dict[str, tuple[int, float, float]]:
    """Return place, lowest and highest value of each parameter that varies."""
    found = {}
    for place, q in enumerate(PARAMETERS):
        low, high = q.widened(inputs["width"])
        if inputs[q.system] and low < high:
            found[q.name] = (place, low, high)
    return found


def _runs(inputs: dict, drawn: dict[str, np.ndarray]) -> tuple[list, np.ndarray]:
    """Run the draws; return the variable at the points of the bands, and the classes."""
    scenario, size = SCENARIOS[inputs["scenario"]], inputs["draws"]
    values = tuple(drawn.get(q.name, q.value) for q in PARAMETERS)
    state = [
        np.broadcast_to(np.asarray(x, float), size).copy()
        for x in engine.rest(values, np.exp, np.log)
    ]
    times = engine.rows(YEARS, ROWS)
    trust = [stock.name for stock in STOCKS].index("credibility")
    first = lowest = state[trust].copy()

    def look(year: float) -> dict:
        found = kernel.auxiliaries(state, scenario.values(year), values, np.exp, np.log)
        return dict(zip(_ENTRIES, (*state, *found), strict=True))

    def shown(seen: dict) -> np.ndarray:
        return np.broadcast_to(seen[inputs["variable"]], size)

    points, row = [shown(look(0.0))], 0
    plan = engine.stretches(scenario, times, STEP, "exponential")
    for stretch, reached in engine.integrate(state, plan, values, np.exp, np.log):
        state = reached
        if stretch.ends_at_row:
            row += 1
            lowest = np.minimum(lowest, state[trust])
            if row % EVERY == 0:
                points.append(shown(look(times[row])))
    seen = look(times[-1])
    classes = outcomes(
        first,
        seen["credibility"],
        lowest,
        scenario.value("membership", YEARS),
        seen["us_deterrence"],
        seen["european_deterrence"],
    )
    return points, classes


def _quantile(ordered: np.ndarray, share: float) -> float:
    """Return a quantile of sorted values, between two of them in proportion."""
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def _correlations(last: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return how far the order of the draws at the end follows each random number."""
    ranks = pd.Series(np.round(last * 1e9)).rank().to_numpy()
    one, two = ranks - ranks.mean(), numbers - numbers.mean(axis=0)
    return (one @ two) / np.sqrt((one @ one) * (two * two).sum(axis=0))


def compute(inputs: dict, data: dict) -> dict:
    """Draw parameters, run the model with each set, and say what the runs have in common.

    Parameters
    ----------
    inputs : dict
        ``scenario``, ``variable``, ``draws``, ``seed``, ``width`` (by how much every range is
        widened or narrowed about the parameter's value; never beyond what the equations accept)
        and, for each system of the model, whether its parameters vary.
    data : dict
        ``payload()``; not used.

    Returns
    -------
    dict
        ``varied``, the number of parameters that vary; ``years`` and ``bands`` (one list a
        quantile) of the variable; ``shares`` of the draws in each class of outcome; ``order``: up
        to six parameters with the correlation between their place in their range and the rank of
        the variable at the end, the strongest first; empty if all draws end alike.
    """
    spread = _varied(inputs)
    numbers = uniform(inputs["seed"], inputs["draws"], len(PARAMETERS))
    drawn = {
        name: low + (high - low) * numbers[:, place] for name, (place, low, high) in spread.items()
    }
    points, classes = _runs(inputs, drawn)
    last = points[-1]
    points = [np.sort(values) for values in points]
    order = []
    if points[-1][-1] - points[-1][0] > 1e-6:
        found = _correlations(last, numbers[:, [place for place, *_ in spread.values()]])
        order = [
            {"parameter": list(spread)[i], "correlation": float(found[i])}
            for i in np.argsort(-np.abs(found), kind="stable")[:NAMED]
        ]
    counts = np.bincount(classes, minlength=len(OUTCOMES))
    return {
        "varied": len(spread),
        "years": [EVERY * i / ROWS for i in range(len(points))],
        "bands": [[_quantile(values, q) for values in points] for q in QUANTILES],
        "shares": {
            name: int(count) / inputs["draws"] for name, count in zip(OUTCOMES, counts, strict=True)
        },
        "order": order,
    }


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and DRAWS[0] <= value <= DRAWS[1]


class UncertaintyExplorer(Explorer):
    """Choose a scenario and what varies; the page runs the ensemble while you watch."""

    title = "Explorer: an ensemble of your own"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list | Shape]:
        """Return scenarios, variables, numbers of draws, seeds, widths and systems."""
        return {
            "scenario": [*SCENARIOS],
            "variable": [*VARIABLES],
            "draws": Shape(
                f"a whole number from {DRAWS[0]} to {DRAWS[1]}",
                _whole,
                lambda rng: int(rng.integers(DRAWS[0], 40)),  # so that trying many stays quick
            ),
            "seed": (1, SEEDS),
            "width": (0.25, 1.5),
            **{system: [True, False] for system in SYSTEMS},
        }

    @classmethod
    def payload(cls) -> dict:
        """Return constants; equations, names and ranges travel with the model."""
        return {
            "years": YEARS,
            "rows": ROWS,
            "every": EVERY,
            "variables": list(VARIABLES),
            "quantiles": list(QUANTILES),
            "named": NAMED,
            "seeds": SEEDS,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return bands, shares and the leading parameters of the starting values."""
        result = compute(DEFAULTS, cls.payload())
        fig, ax = plt.subplots(figsize=(7, 3.6))
        low, quarter, middle, three, high = result["bands"]
        for one, two, alpha, text in (
            (low, high, 0.18, "nine draws in ten"),
            (quarter, three, 0.4, "half of the draws"),
        ):
            ax.fill_between(
                result["years"], one, two, color=COLORS["blue"], alpha=alpha, label=text
            )
        ax.plot(result["years"], middle, color=COLORS["black"], label="median")
        ax.set(xlabel="years from the start", ylabel="credibility", ylim=(0, 1), xlim=(0, YEARS))
        ax.legend()
        alt = (
            "Chart of credibility over ten years in the scenario of de-escalation: a line for the "
            "median draw inside two nested bands. All fall steeply at first; afterwards the bands "
            "are wide and nearly level."
        )
        rows = [
            (f"Ends {OUTCOMES[name].ending}", f"{100 * share:.0f} % of the draws")
            for name, share in result["shares"].items()
        ]
        rows += [
            (
                f"Orders the outcome: {words(entry['parameter'])}",
                f"correlation {entry['correlation']:+.2f}",
            )
            for entry in result["order"]
        ]
        table = pd.DataFrame(rows, columns=["Result", f"{DEFAULTS['draws']} draws"])
        return fig, alt, table
