"""The conditional threat solved once, with hidden types, and played again and again."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from natolab.chapters.credibility import game

#: The stakes of the text, and how the two play again and again.
DEFAULTS: dict[str, Any] = {
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
#: Smallest and largest value of each number that the reader can set.
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
PRESETS: list[list[Any]] = [
    ["All or nothing", {}],
    ["A small threat", {"size": 0.22}],
    ["Much said in public", {"audience": 50.0}],
    ["Ready to leave", {"saving": 70.0}],
    ["A war too costly", {"audience": 50.0, "burden": 60.0}],
]
#: Rounds of repeated play.
ROUNDS = 12
#: The ends of the game in the words of the page.
END_NAMES = {
    "quiet": "No demand",
    "support": "Demand, support",
    "cut": "Demand, refusal, cut",
    "relent": "Demand, refusal, nothing follows",
}


def _payoffs(inputs: dict) -> game.Payoffs:
    return game.Payoffs(**{field.name: inputs[field.name] for field in fields(game.Payoffs)})


#: The stakes of the text.
STAKES = _payoffs(DEFAULTS)


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
    payoffs = _payoffs(inputs)
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


def payload() -> dict:
    """Return limits, presets, defaults, what each way to play does, and constants, for JSON."""
    return {
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "defaults": DEFAULTS,
        "presets": PRESETS,
        "guarantors": game.GUARANTORS,
        "allies": game.ALLIES,
        "end_names": END_NAMES,
        "rounds": ROUNDS,
        "tie": game.TIE,
    }
