"""A small model of extended deterrence, which tells when an attacker tries.

An attacker of strength 1 may seize something that a state defends with local forces, its own and
those of allies that stand beside it. A distant guarantor may join, and the attacker holds a
belief about how likely that is. Worth, prize and costs are in one unit that the reader chooses;
strengths are parts of the attacker's strength.

The second half holds a sketch of two ways to raise that belief, after Fearon (1997): tying one's
hands and sinking costs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """What an attacker faces.

    Attributes
    ----------
    prize : float
        What winning is worth to the attacker; 0 or more.
    cost : float
        What fighting costs it, whoever wins; 0 or more.
    belief : float
        How likely it thinks the guarantor's help, from 0 to 1.
    local : float
        Strength of the forces on the spot, as a part of the attacker's; 0 or more.
    reinforcement : float
        Strength that the guarantor would add; 0 or more.
    escalation : float
        What the attacker pays on top if the guarantor fights; 0 or more.
    peace : float
        What not attacking is worth to it; negative if it finds the present hard to bear.
    """

    prize: float
    cost: float
    belief: float
    local: float
    reinforcement: float
    escalation: float = 0.0
    peace: float = 0.0

    def __post_init__(self) -> None:
        for name in ("prize", "cost", "local", "reinforcement", "escalation"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} is {getattr(self, name)!r}, but it must be 0 or more.")
        if not 0 <= self.belief <= 1:
            raise ValueError(f"belief is {self.belief!r}, but it must lie between 0 and 1.")


def win_chance(defence: float) -> float:
    """Return the attacker's chance to win against a defence of some strength.

    Parameters
    ----------
    defence : float
        Strength as a part of the attacker's; 0 or more.

    Returns
    -------
    float
        The attacker's part of the strength that meets, 1 / (1 + defence): even chances against
        an equal. This form is our choice for its simplicity, not a finding.
    """
    return 1 / (1 + defence)


def branches(situation: Situation) -> tuple[float, float]:
    """Return what an attack is worth if the guarantor stays out, and if it joins.

    Parameters
    ----------
    situation : Situation
        What the attacker faces.

    Returns
    -------
    tuple of float
        Worth alone and worth joined, in the unit of the prize; the second is never the larger.
    """
    s = situation
    alone = s.prize * win_chance(s.local) - s.cost
    joined = s.prize * win_chance(s.local + s.reinforcement) - s.cost - s.escalation
    return alone, joined


def worth(situation: Situation) -> float:
    """Return what an attack is worth on average, given the attacker's belief.

    Parameters
    ----------
    situation : Situation
        What the attacker faces.

    Returns
    -------
    float
        In the unit of the prize.
    """
    alone, joined = branches(situation)
    return (1 - situation.belief) * alone + situation.belief * joined


def attacks(situation: Situation) -> bool:
    """Return whether the attacker tries; if it is indifferent, it stays at peace.

    Parameters
    ----------
    situation : Situation
        What the attacker faces.

    Returns
    -------
    bool
        True if an attack is worth more than peace.
    """
    return worth(situation) > situation.peace


def belief_needed(situation: Situation) -> float | None:
    """Return the smallest belief in the guarantee that deters.

    Parameters
    ----------
    situation : Situation
        What the attacker faces; its own belief is not used.

    Returns
    -------
    float or None
        From 0 (deterred without any guarantee) to 1; None if even certainty does not deter.
    """
    alone, joined = branches(situation)
    if alone <= situation.peace:
        return 0.0
    if joined > situation.peace:
        return None
    return (alone - situation.peace) / (alone - joined)


def prize_held(situation: Situation) -> float | None:
    """Return the largest prize that is safe.

    Parameters
    ----------
    situation : Situation
        What the attacker faces; its own prize is not used.

    Returns
    -------
    float or None
        In the unit of the costs; None if the attacker would fight for nothing at all.
    """
    s = situation
    price = s.cost + s.belief * s.escalation + s.peace
    if price < 0:
        return None
    chance = (1 - s.belief) * win_chance(s.local)
    chance += s.belief * win_chance(s.local + s.reinforcement)
    return price / chance


def local_needed(situation: Situation) -> float | None:
    """Return the smallest strength on the spot that deters.

    Parameters
    ----------
    situation : Situation
        What the attacker faces; its own local strength is not used.

    Returns
    -------
    float or None
        As a part of the attacker's strength; None if no strength deters, because fighting costs
        the attacker no more than peace does.
    """
    s = situation
    price = s.cost + s.belief * s.escalation + s.peace
    if price <= 0:
        return None
    # With x = 1 + local, worth = peace becomes price x^2 + (price r - prize) x = prize (1 - b) r.
    half = (s.prize - price * s.reinforcement) / 2
    root = math.sqrt(half**2 + price * s.prize * (1 - s.belief) * s.reinforcement)
    return max(0.0, (half + root) / price - 1)


def tied_hands(fight_cost: float, signal: float) -> float:
    """Return what to believe of a guarantor that has tied its hands.

    Guarantors differ in what the protected state is worth to them, evenly from 0 to 1. Without a
    signal those fight for whom it is worth more than fighting costs. Whoever ties its hands pays
    nothing unless it is challenged and backs down; so all do it, and it moves some to fight.

    Parameters
    ----------
    fight_cost : float
        What fighting costs a guarantor, from 0 to 1.
    signal : float
        What backing down would cost it; 0 or more.

    Returns
    -------
    float
        Part of the guarantors that fight when challenged, from 0 to 1.

    Raises
    ------
    ValueError
        If ``fight_cost`` is not from 0 to 1, or the signal is negative.
    """
    _check_signal(fight_cost, signal)
    return 1 - max(0.0, fight_cost - signal)


def sunk_costs(fight_cost: float, signal: float) -> float:
    """Return what to believe of a guarantor that has spent money in advance.

    What is spent is gone, whether it fights or not; so it moves nobody to fight. But a guarantor
    spends it only if what it protects is worth more, and that can be seen.

    Parameters
    ----------
    fight_cost : float
        What fighting costs a guarantor, from 0 to 1.
    signal : float
        What it spends in advance; 0 or more.

    Returns
    -------
    float
        Part of those who spend that fight when challenged, from 0 to 1.

    Raises
    ------
    ValueError
        If ``fight_cost`` is not from 0 to 1, or the signal is negative.
    """
    _check_signal(fight_cost, signal)
    return 1.0 if signal >= fight_cost else (1 - fight_cost) / (1 - signal)


def _check_signal(fight_cost: float, signal: float) -> None:
    if not 0 <= fight_cost <= 1:
        raise ValueError(f"fight_cost is {fight_cost!r}, but it must lie between 0 and 1.")
    if not signal >= 0:
        raise ValueError(f"signal is {signal!r}, but it must be 0 or more.")
