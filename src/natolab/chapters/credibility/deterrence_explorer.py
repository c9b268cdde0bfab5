"""Explorer of the chapter on credibility: what deters an attacker."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.credibility import deterrence
from natolab.charts import COLORS
from natolab.explorers.base import Explorer

DEFAULTS = {
    "prize": 60.0,
    "cost": 15.0,
    "belief": 0.6,
    "local": 0.5,
    "reinforcement": 1.5,
    "escalation": 30.0,
    "peace": 0.0,
}
LIMITS = {
    "prize": (0.0, 100.0),
    "cost": (0.0, 60.0),
    "belief": (0.0, 1.0),
    "local": (0.0, 2.0),
    "reinforcement": (0.0, 3.0),
    "escalation": (0.0, 100.0),
    "peace": (-30.0, 30.0),
}
#: Settings behind the buttons; what is not named has its starting value.
PRESETS = [
    ["Starting values", {}],
    ["Doubted guarantee", {"belief": 0.3}],
    ["Doubted, but a strong front", {"belief": 0.3, "local": 1.5}],
    ["Small prize", {"belief": 0.3, "prize": 20.0}],
    ["Peace hard to bear", {"peace": -20.0}],
]
#: Beliefs at which the line is drawn.
STEPS = 20


def compute(inputs: dict, data: dict) -> dict:
    """Weigh an attack, and find what would just deter it.

    Parameters
    ----------
    inputs : dict
        The fields of ``natolab.chapters.credibility.deterrence.Situation``.
    data : dict
        Not used.

    Returns
    -------
    dict
        ``worth`` of the attack, ``alone`` and ``joined`` (its two branches), ``attacks``; the
        thresholds ``belief_needed``, ``local_needed`` and ``prize_held`` or None; ``line``, the
        worth of the attack at beliefs from 0 to 1, ``stronger``, the same with local forces half
        as strong again.
    """
    situation = deterrence.Situation(**inputs)
    alone, joined = deterrence.branches(situation)
    better = replace(situation, local=situation.local * 1.5)
    beliefs = [step / STEPS for step in range(STEPS + 1)]
    return {
        "worth": deterrence.worth(situation),
        "alone": alone,
        "joined": joined,
        "attacks": deterrence.attacks(situation),
        "belief_needed": deterrence.belief_needed(situation),
        "local_needed": deterrence.local_needed(situation),
        "prize_held": deterrence.prize_held(situation),
        "line": [deterrence.worth(replace(situation, belief=b)) for b in beliefs],
        "stronger": [deterrence.worth(replace(better, belief=b)) for b in beliefs],
    }


class DeterrenceExplorer(Explorer):
    """Set prize, costs, strengths and belief, and see whether an attacker tries."""

    title = "Explorer: when does an attacker try?"
    defaults = DEFAULTS
    compute = staticmethod(compute)

    @classmethod
    def ranges(cls) -> dict[str, tuple[float, float] | list]:
        """Return the range of each slider."""
        return dict(LIMITS)

    @classmethod
    def payload(cls) -> dict:
        """Return the presets, and the defaults to which they go back."""
        return {"defaults": DEFAULTS, "presets": PRESETS}

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the worth of the attack by belief, and what five settings need."""
        result = compute(DEFAULTS, {})
        beliefs = [step / STEPS for step in range(STEPS + 1)]
        fig, ax = plt.subplots(figsize=(7, 3.4))
        ax.plot(beliefs, result["line"], color=COLORS["blue"], label="attack")
        ax.plot(
            beliefs,
            result["stronger"],
            color=COLORS["vermilion"],
            linestyle="--",
            label="attack, local forces half as strong again",
        )
        ax.axhline(DEFAULTS["peace"], color=COLORS["black"], linewidth=1, label="peace")
        ax.set(xlabel="belief in the guarantee", ylabel="worth to the attacker", xlim=(0, 1))
        ax.legend()
        rows = []
        for name, patch in PRESETS:
            found = compute({**DEFAULTS, **patch}, {})
            needed = found["belief_needed"]
            rows.append(
                {
                    "Setting": name,
                    "Worth of an attack": f"{found['worth']:.1f}",
                    "Attacks": "yes" if found["attacks"] else "no",
                    "Belief that deters": "none" if needed is None else f"{100 * needed:.0f} %",
                }
            )
        alt = (
            "Two falling lines: the worth of an attack against belief in the guarantee. Both "
            "start above the line of peace and end below it; with stronger local forces the line "
            "lies lower throughout and crosses earlier."
        )
        return fig, alt, pd.DataFrame(rows)
