"""One attack weighed, and the belief, strength and prize that would just deter it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from natolab.chapters.credibility import deterrence

#: The case of the text.
DEFAULTS: dict[str, Any] = {
    "prize": 60.0,
    "cost": 15.0,
    "belief": 0.6,
    "local": 0.5,
    "reinforcement": 1.5,
    "escalation": 30.0,
    "peace": 0.0,
}
CASE = deterrence.Situation(**DEFAULTS)

#: Smallest and largest value of each number that the reader can set.
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
PRESETS: list[list[Any]] = [
    ["Starting values", {}],
    ["Doubted guarantee", {"belief": 0.3}],
    ["Doubted, but a strong front", {"belief": 0.3, "local": 1.5}],
    ["Small prize", {"belief": 0.3, "prize": 20.0}],
    ["Peace hard to bear", {"peace": -20.0}],
]
#: Equal steps of belief from 0 to 1 at which the line is drawn.
STEPS = 20
BELIEFS = [step / STEPS for step in range(STEPS + 1)]
#: The second line's local strength, as a multiple of the first's.
STRONGER = 1.5


def compute(inputs: dict, data: dict) -> dict:
    """Weigh an attack, and find what would just deter it.

    Parameters
    ----------
    inputs : dict
        The fields of ``deterrence.Situation``.
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
    better = replace(situation, local=situation.local * STRONGER)
    return {
        "worth": deterrence.worth(situation),
        "alone": alone,
        "joined": joined,
        "attacks": deterrence.attacks(situation),
        "belief_needed": deterrence.belief_needed(situation),
        "local_needed": deterrence.local_needed(situation),
        "prize_held": deterrence.prize_held(situation),
        "line": [deterrence.worth(replace(situation, belief=b)) for b in BELIEFS],
        "stronger": [deterrence.worth(replace(better, belief=b)) for b in BELIEFS],
    }


def payload() -> dict:
    """Return limits, presets, the defaults to which they go back, and constants, for JSON."""
    return {
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "defaults": DEFAULTS,
        "presets": PRESETS,
        "steps": STEPS,
        "stronger": STRONGER,
    }
