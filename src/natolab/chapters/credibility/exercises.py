"""Exercises of the chapter on credibility."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from natolab.chapters.credibility import game
from natolab.chapters.credibility.conditional_threat import STAKES
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _kept(untested_kept: float) -> pd.Series:
    """Return per cent kept of all defence promises, if there is one untested for each tested.

    Parameters
    ----------
    untested_kept : float
        Part of the untested that would have been kept, from 0 to 1.
    """
    rates = load("alliance_fulfilment")
    rates = rates[rates["promise"] == "defence"]
    either = rates[(rates["last_year"] < 1945) | (rates["first_year"] >= 1945)]
    either = either.set_index("first_year")
    untested = either["opportunities"]
    kept = either["fulfilled"] + untested_kept * untested
    return 100 * kept / (either["opportunities"] + untested)


_PER_CENT = checks.Number(unit="per cent", within=0.05)
_LEAST = "least = 100 * kept / (tested + untested)\n"
_MOST = "most = 100 * (kept + untested) / (tested + untested)\n"

what_was_not_tested = Exercise(
    chapter="credibility",
    name="what_was_not_tested",
    asks=(
        "Of all defence promises, tested and untested, how many per cent would at least, and how "
        "many at most, have been kept in each period?"
    ),
    blanks={
        "least": checks.Table(truth=lambda: _kept(0), values=_PER_CENT),
        "most": checks.Table(truth=lambda: _kept(1), values=_PER_CENT),
    },
    hints=(
        "Of the tested promises you know what became of them, of the others nothing. What is the "
        "worst that can be true of these, and what the best?",
        "All promises are the tested and the untested together; both answers are parts of this "
        "same whole.",
        "`kept`, `tested` and `untested` are columns with a row for each period, and can be added "
        "and divided like numbers. Only what stands above the line of the fraction differs between "
        "`least` and `most`.",
    ),
    setup="""
from natolab.data import load

rates = load("alliance_fulfilment")
whole = (rates["first_year"] == 1816) & (rates["last_year"] == 2003)
pacts = rates[(rates["promise"] == "defence") & ~whole].set_index("first_year")
kept, tested = pacts["fulfilled"], pacts["opportunities"]
untested = tested
""",
    solution=_LEAST + _MOST,
    teaches=(
        "Both bands are fifty points wide, however many promises were kept: the width is the part "
        "that was never tested, and no number of wars narrows it. The bands overlap, so that by "
        "this count alone the fall after 1945 could come from which promises were tested. It need "
        "not: with one untested for three tested, the bands would lie apart."
    ),
    wrong=(
        Wrong(
            "least = 100 * kept / tested\n" + _MOST,
            "`least` is the rate among the tested. That takes it for granted that the untested "
            "would have been kept as often; the least is what remains if they had turned out as "
            "badly as they can.",
        ),
        Wrong(
            "least = 100 * (tested - kept) / (tested + untested)\n" + _MOST,
            "`least` counts the promises that are known to have been broken; asked is what was "
            "kept.",
        ),
        Wrong(
            _LEAST + "most = 100 * (kept + untested) / tested\n",
            "`most` has the untested among the kept but not among all, so that in one period more "
            "promises are kept than made.",
        ),
        Wrong(
            _LEAST + "most = 100 - least\n",
            "`most` is what `least` leaves over, and in that are also the promises that were "
            "tested and broken. No guess about the others makes those good.",
        ),
    ),
)


def _works() -> Callable[[float, float], bool]:
    def works(size: float, audience: float) -> bool:
        stakes = replace(STAKES, size=size, audience=audience)
        equilibria = game.subgame_perfect_equilibria(stakes)
        return all(game.reached(profile) == "support" for profile in equilibria)

    return works


_FUNCTION = """
def works(size, audience):
    return """

threat_that_works = Exercise(
    chapter="credibility",
    name="threat_that_works",
    asks="Does a threat of this size bring support, if relenting would cost the guarantor so much?",
    blanks={
        "works": checks.Function(
            truth=_works,
            cases=((0.22, 10), (0.1, 10), (0.5, 10), (0.22, 5), (0.5, 35), (1, 35), (1, 50)),
            result=checks.Choice(options=(True, False)),
        )
    },
    hints=(
        "Begin at the end, as the chapter does: what would the guarantor do after a refusal? Then "
        "ask what the ally does who sees this.",
        "A cut of the part `size` costs the guarantor that part of what the commitment is worth to "
        "it, less that part of what it would save; it costs the ally that part of the guarantee. "
        "With what does each of them compare its own loss?",
        "Two questions with `>` or `<`, each in round brackets and joined by `&`: is the ally's "
        "loss above its burden, and is the guarantor's loss below `audience`?",
    ),
    setup="""
from natolab.chapters.credibility.conditional_threat import STAKES

alliance, saving = STAKES.alliance, STAKES.saving
burden, guarantee = STAKES.burden, STAKES.guarantee
""",
    solution=_FUNCTION + "(size * guarantee > burden) & (size * (alliance - saving) < audience)\n",
    teaches=(
        "Try `works(1, 30)`, `works(0.5, 30)` and `works(0.1, 30)`: said with the same force, the "
        "largest threat is not believed, the smallest is not minded, and the one between brings "
        "support. In this game a threat is not the better for being larger."
    ),
    wrong=(
        Wrong(
            _FUNCTION + "size * guarantee > burden\n",
            "`works` asks only whether the threat is heavy enough for the ally. That makes the "
            "threat of everything the best of all; would the guarantor carry it out?",
        ),
        Wrong(
            _FUNCTION + "size * (alliance - saving) < audience\n",
            "`works` asks only whether the guarantor would carry the threat out. A threat that is "
            "believed may still be lighter than what it asks for.",
        ),
        Wrong(
            _FUNCTION + "(size * guarantee > burden) & (size * alliance < audience)\n",
            "`works` lets the guarantor lose by a cut, but not save by it. What counts for it is "
            "the difference.",
        ),
        Wrong(
            _FUNCTION + "(size * guarantee > burden) & (alliance - saving < audience)\n",
            "`works` makes the guarantor pay for giving up the whole commitment, whatever the size "
            "of the threat. A small cut costs it a small part.",
        ),
    ),
)
