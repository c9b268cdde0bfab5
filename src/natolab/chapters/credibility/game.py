"""The conditional threat as a game: support the war, or the alliance is reconsidered.

A guarantor moves first: it makes the demand or waits. The ally supports or refuses. If the ally
refuses, the guarantor cuts its commitment or relents. All payoffs are counted from the state of
things in which no demand is made, which is worth 0 to both.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import NamedTuple

#: Payoffs closer than this count as equal.
TIE = 1e-9
#: What each named way to play does; see ``repeat``.
GUARANTORS = {
    "steadfast": "demands every time and always carries out",
    "bluffer": "demands every time and never carries out",
    "calculating": "carries out only if that beats relenting; once refused, asks no more unless "
    "cutting gains",
}
ALLIES = {
    "loyal": "always supports",
    "defiant": "always refuses",
    "calculating": "knows the payoffs and supports if the threat is believable and heavy enough",
    "once bitten": "believes until the first empty threat",
    "record keeper": "judges by the guarantor's record so far",
}


@dataclass(frozen=True)
class Payoffs:
    """What is at stake, in one unit that the reader chooses.

    Attributes
    ----------
    support : float
        What the ally's support is worth to the guarantor; 0 or more.
    alliance : float
        What the whole commitment is worth to the guarantor; 0 or more.
    saving : float
        What it would save by giving up the whole commitment; 0 or more.
    audience : float
        What it costs the guarantor to be seen to relent; 0 or more.
    burden : float
        What supporting costs the ally; 0 or more.
    guarantee : float
        What the whole commitment is worth to the ally; 0 or more.
    size : float
        Part of the commitment that the threat is about, from 0 to 1.
    """

    support: float
    alliance: float
    saving: float
    audience: float
    burden: float
    guarantee: float
    size: float = 1.0

    def __post_init__(self) -> None:
        for name in ("support", "alliance", "saving", "audience", "burden", "guarantee"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} is {getattr(self, name)!r}, but it must be 0 or more.")
        if not 0 <= self.size <= 1:
            raise ValueError(f"size is {self.size!r}, but it must lie between 0 and 1.")


class Profile(NamedTuple):
    """A plan for each move: the guarantor's first, the ally's reply, the guarantor's last."""

    first: str
    reply: str
    last: str


def ends(payoffs: Payoffs) -> dict[str, tuple[float, float]]:
    """Return what the guarantor and the ally get at each end of the game.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake.

    Returns
    -------
    dict
        Pairs (guarantor, ally) for ``quiet`` (no demand), ``support``, ``cut`` and ``relent``.
    """
    p = payoffs
    return {
        "quiet": (0.0, 0.0),
        "support": (p.support, -p.burden),
        "cut": (p.size * (p.saving - p.alliance), -p.size * p.guarantee),
        "relent": (-p.audience, 0.0),
    }


def reached(profile: Profile) -> str:
    """Return the end that a profile leads to.

    Parameters
    ----------
    profile : Profile
        A plan for each move.

    Returns
    -------
    str
        A key of ``ends``.
    """
    if profile.first == "wait":
        return "quiet"
    return "support" if profile.reply == "support" else profile.last


def believable(payoffs: Payoffs) -> str:
    """Return whether a refused guarantor would rather cut than relent.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake.

    Returns
    -------
    str
        ``yes``, ``no`` or, if both are worth the same to it, ``tie``.
    """
    found = ends(payoffs)
    gain = found["cut"][0] - found["relent"][0]
    return "tie" if abs(gain) <= TIE else "yes" if gain > 0 else "no"


def subgame_perfect_equilibria(payoffs: Payoffs) -> list[Profile]:
    """Return the subgame-perfect equilibria, found from the last move backwards.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake.

    Returns
    -------
    list of Profile
        One profile; several where a player is indifferent and each choice is as good.
    """
    found = ends(payoffs)
    profiles = []
    for last in _best({"cut": found["cut"][0], "relent": found["relent"][0]}):
        for reply in _best({"support": found["support"][1], "refuse": found[last][1]}):
            asked = found["support" if reply == "support" else last][0]
            for first in _best({"demand": asked, "wait": 0.0}):
                profiles.append(Profile(first, reply, last))
    return profiles


def nash_equilibria(payoffs: Payoffs) -> list[Profile]:
    """Return the profiles from which nobody gains by changing its own plan alone.

    Among them may be some that rest on a threat which would not be carried out.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake.

    Returns
    -------
    list of Profile
        In the order of the moves, ``demand``, ``support`` and ``cut`` first.
    """
    found = ends(payoffs)

    def gets(player: int, *profile: str) -> float:
        return found[reached(Profile(*profile))][player]

    firsts, replies, lasts = ("demand", "wait"), ("support", "refuse"), ("cut", "relent")
    stable = []
    for first, reply, last in itertools.product(firsts, replies, lasts):
        own = max(gets(0, f, reply, x) for f, x in itertools.product(firsts, lasts))
        other = max(gets(1, first, r, last) for r in replies)
        if gets(0, first, reply, last) >= own - TIE and gets(1, first, reply, last) >= other - TIE:
            stable.append(Profile(first, reply, last))
    return stable


def window(payoffs: Payoffs) -> tuple[float, float] | None:
    """Return the sizes of a threat that is both heavy enough and believable.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake; its own size is not used.

    Returns
    -------
    tuple of float or None
        Sizes between which the ally would rather support and a refused guarantor rather cut,
        ends excluded (a size of 1 counts if the threat is believable there); None if there are
        none.
    """
    p = payoffs
    loss = p.alliance - p.saving
    high = min(1.0, p.audience / loss) if loss > 0 else 1.0
    never = loss >= 0 and p.audience == 0
    if never or p.guarantee <= 0 or p.burden / p.guarantee >= high:
        return None
    return p.burden / p.guarantee, high


def bluff(payoffs: Payoffs, prior: float) -> dict[str, float] | None:
    """Return how often to bluff and to give in when the ally cannot see into the guarantor.

    The guarantor is of one of two kinds. The ordinary one has the payoffs given and would relent.
    The ready one would cut, and always makes the demand. The ally knows only how likely it is to
    face a ready one.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake for the ordinary guarantor and the ally.
    prior : float
        The ally's belief, before any demand, that the guarantor is ready to cut; from 0 to 1.

    Returns
    -------
    dict or None
        ``needed``: belief from which the ally supports (above 1: never); ``bluff``: chance that
        an ordinary guarantor makes the demand; ``support``: chance that the ally then supports;
        ``after``: the ally's belief once it has heard the demand. None where the ordinary
        guarantor would not relent either, so that there is nothing to bluff about, or where
        cutting takes nothing from the ally.

    Raises
    ------
    ValueError
        If the prior is not from 0 to 1.
    """
    if not 0 <= prior <= 1:
        raise ValueError(f"prior is {prior!r}, but it must lie between 0 and 1.")
    p = payoffs
    stake = p.size * p.guarantee
    if believable(p) != "no" or stake <= TIE:
        return None
    needed = p.burden / stake
    if prior >= needed:
        return {"needed": needed, "bluff": 1.0, "support": 1.0, "after": prior}
    if needed > 1:
        # No belief is enough, so only a ready guarantor asks, and is refused.
        return {"needed": needed, "bluff": 0.0, "support": 0.0, "after": 1.0 if prior else 0.0}
    if prior == 0:
        return {"needed": needed, "bluff": 0.0, "support": 0.0, "after": 0.0}
    # The bluffer asks just so often that the ally is indifferent, and the ally gives in just so
    # often that the bluffer is.
    often = prior * (1 - needed) / ((1 - prior) * needed)
    yields = p.audience / (p.support + p.audience) if p.audience > 0 else 0.0
    return {"needed": needed, "bluff": often, "support": yields, "after": needed}


def repeat(
    payoffs: Payoffs, guarantor: str, ally: str, rounds: int = 12, hedge: float = 0.0
) -> list[dict]:
    """Play the game again and again with fixed ways to play.

    A cut takes its part from what is left of the commitment, for both sides; when nothing is
    left, no demand is made. A demand makes the ally look after itself: what is left is worth less
    to it from then on.

    Parameters
    ----------
    payoffs : Payoffs
        What is at stake in the first round.
    guarantor, ally : str
        Keys of ``GUARANTORS`` and ``ALLIES``.
    rounds : int
        Number of rounds.
    hedge : float
        Part of the ally's reliance that it sheds after each demand, from 0 to 1.

    Returns
    -------
    list of dict
        One entry a round: ``end`` (a key of ``ends``), sums so far (``guarantor``, ``ally``) and,
        after the round, the part ``left`` of the commitment and of the ally's ``reliance``.

    Raises
    ------
    ValueError
        If a way to play is unknown, or ``hedge`` is not from 0 to 1.
    """
    for name, value, known in (("guarantor", guarantor, GUARANTORS), ("ally", ally, ALLIES)):
        if value not in known:
            raise ValueError(f"{name} is {value!r}, but it must be one of {', '.join(known)}.")
    if not 0 <= hedge <= 1:
        raise ValueError(f"hedge is {hedge!r}, but it must lie between 0 and 1.")
    left = reliance = 1.0
    cuts = relents = 0
    sums = [0.0, 0.0]
    refused = False
    path = []
    for _ in range(rounds):
        now = replace(
            payoffs,
            alliance=payoffs.alliance * left,
            saving=payoffs.saving * left,
            guarantee=payoffs.guarantee * left * reliance,
        )
        found = ends(now)
        pays = believable(now) == "yes"
        will_cut = {"steadfast": True, "bluffer": False, "calculating": pays}[guarantor]
        end = "quiet"
        asks = guarantor != "calculating" or not refused or found["cut"][0] > TIE
        if asks and left > TIE:
            stake = now.size * now.guarantee
            belief = {
                "loyal": 1.0,
                "defiant": 0.0,
                "calculating": 1.0 if pays else 0.0,
                "once bitten": 1.0 if relents == 0 else 0.0,
                "record keeper": (cuts + 1) / (cuts + relents + 2),
            }[ally]
            supports = ally == "loyal" or belief * stake > now.burden + TIE
            end = "support" if supports else "cut" if will_cut else "relent"
            refused = not supports
            reliance *= 1 - hedge
        cuts += end == "cut"
        relents += end == "relent"
        left *= 1 - now.size if end == "cut" else 1
        sums = [sums[0] + found[end][0], sums[1] + found[end][1]]
        path.append(
            {"end": end, "guarantor": sums[0], "ally": sums[1], "left": left, "reliance": reliance}
        )
    return path


def _best(options: dict[str, float]) -> list[str]:
    most = max(options.values())
    return [name for name, value in options.items() if value >= most - TIE]
