"""Explorer of the chapter on credibility: support the war, or the alliance is reconsidered."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.credibility import game
from natolab.charts import COLORS
from natolab.explorers.base import Explorer

DEFAULTS = {
    "support": 20.0,
    "alliance": 60.0,
    "saving": 20.0,
    "audience": 10.0,
    "burden": 10.0,
    "guarantee": 50.0,
    "size": 1.0,
    "prior": 0.1,
    "guarantor": "calculating",
    "ally": "record keeper",
    "hedge": 0.1,
}
LIMITS = {
    "support": (0.0, 100.0),
    "alliance": (0.0, 100.0),
    "saving": (0.0, 100.0),
    "audience": (0.0, 100.0),
    "burden": (0.0, 100.0),
    "guarantee": (0.0, 100.0),
    "size": (0.0, 1.0),
    "prior": (0.0, 1.0),
    "hedge": (0.0, 0.3),
}
#: Settings behind the buttons; what is not named has its starting value.
PRESETS = [
    ["All or nothing", {}],
    ["A small threat", {"size": 0.22}],
    ["Much said in public", {"audience": 50.0}],
    ["Ready to leave", {"saving": 70.0}],
    ["A war too costly", {"audience": 50.0, "burden": 60.0}],
]
ROUNDS = 12
END_NAMES = {
    "quiet": "No demand",
    "support": "Demand, support",
    "cut": "Demand, refusal, cut",
    "relent": "Demand, refusal, nothing follows",
}


def compute(inputs: dict, data: dict) -> dict:
    """Solve the game once, with hidden types, and again and again.

    Parameters
    ----------
    inputs : dict
        The fields of ``game.Payoffs``, the ``prior`` of ``bluff`` and the arguments of
        ``repeat``.
    data : dict
        Not used.

    Returns
    -------
    dict
        ``ends`` (payoff pairs by end), ``believable``, ``subgame_perfect`` and ``nash`` (lists of
        plans), ``reached`` (ends of the subgame-perfect ones, each once), ``window`` and ``bluff``
        or None, ``path`` (one entry a round).
    """
    payoffs = game.Payoffs(
        **{name: inputs[name] for name in game.Payoffs.__dataclass_fields__},
    )
    profiles = game.subgame_perfect_equilibria(payoffs)
    window = game.window(payoffs)
    return {
        "ends": {name: list(pair) for name, pair in game.ends(payoffs).items()},
        "believable": game.believable(payoffs),
        "subgame_perfect": [list(profile) for profile in profiles],
        "nash": [list(profile) for profile in game.nash_equilibria(payoffs)],
        "reached": list(dict.fromkeys(game.reached(profile) for profile in profiles)),
        "window": None if window is None else list(window),
        "bluff": game.bluff(payoffs, inputs["prior"]),
        "path": game.repeat(payoffs, inputs["guarantor"], inputs["ally"], ROUNDS, inputs["hedge"]),
    }


class ConditionalThreatExplorer(Explorer):
    """Set the payoffs of the conditional threat, and play it once or again and again."""

    title = "Explorer: support the war, or the alliance is reconsidered"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the range of each slider and the ways to play."""
        return {**LIMITS, "guarantor": [*game.GUARANTORS], "ally": [*game.ALLIES]}

    @classmethod
    def payload(cls) -> dict:
        """Return presets, defaults and what each way to play does."""
        return {
            "defaults": DEFAULTS,
            "presets": PRESETS,
            "guarantors": game.GUARANTORS,
            "allies": game.ALLIES,
            "end_names": END_NAMES,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return repeated play in the default state, and the equilibrium of five settings."""
        path = compute(DEFAULTS, {})["path"]
        rounds = range(1, ROUNDS + 1)
        fig, ax = plt.subplots(figsize=(7, 3.4))
        for who, color, style in [("guarantor", "blue", "-"), ("ally", "vermilion", "--")]:
            ax.plot(
                rounds,
                [row[who] for row in path],
                color=COLORS[color],
                linestyle=style,
                label=f"{who}, sum of payoffs",
            )
        ax.set(xlabel="round", ylabel="sum of payoffs")
        ax.legend()
        rows = []
        for name, patch in PRESETS:
            found = compute({**DEFAULTS, **patch}, {})
            rows.append(
                {
                    "Setting": name,
                    "Would it carry the threat out?": found["believable"],
                    "Equilibrium ends in": " or ".join(END_NAMES[end] for end in found["reached"]),
                }
            )
        alt = (
            "Two lines over twelve rounds: the guarantor's sum of payoffs climbs and then stays, "
            "the ally's falls and then stays, from the round in which no demand is made any more."
        )
        return fig, alt, pd.DataFrame(rows)
