"""Exercises of the chapter on uncertainty."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from natolab.chapters.uncertainty import ensembles
from natolab.exercises import Exercise, Wrong, checks
from natolab.model import hindcast


def _share_hollow() -> Callable[[float, float], float]:
    """Return the function that counts in the chapter's ensemble of the short war."""
    ends = ensembles.draw("deescalation").ends

    def share_hollow(low: float, high: float) -> float:
        begin = ends["first_credibility"]
        return 100 * (ends.loc[(begin >= low) & (begin < high), "outcome"] == "hollow").mean()

    return share_hollow


_FUNCTION = """
def share_hollow(low, high):
    begin, outcome = ends["first_credibility"], ends["outcome"]
    chosen = (begin >= low) & (begin < high)
"""

where_they_began = Exercise(
    chapter="uncertainty",
    name="where_they_began",
    asks=(
        "Of the draws that begin with credibility at `low` or above and below `high`, how many per "
        "cent end hollow?"
    ),
    blanks={
        "share_hollow": checks.Function(
            truth=_share_hollow,
            cases=((0, 0.6), (0.6, 1), (0.3, 0.4), (0, 1)),
            result=checks.Number(unit="per cent", within=0.05),
        )
    },
    hints=(
        "Of which draws is a part asked? Those that begin between the two values are the whole; "
        "the part are those of them that end hollow.",
        'Join two questions by `&`: `ends[(ends["first_credibility"] >= low) & (...)]`.',
        'With the rows that are kept called `chosen`, the mean of `chosen["outcome"] == "hollow"` '
        "is their share, since `True` counts as 1; per cent are hundredths.",
    ),
    setup="""
from natolab.chapters.uncertainty import ensembles

short = ensembles.draw("deescalation")
ends = short.ends
""",
    solution="""
def share_hollow(low, high):
    chosen = ends[(ends["first_credibility"] >= low) & (ends["first_credibility"] < high)]
    return 100 * (chosen["outcome"] == "hollow").mean()
""",
    teaches=(
        "Nearly all draws that end hollow began below 0.6, but of those that began there more than "
        "a quarter end otherwise: the two shares answer two questions. And one in four is the mean "
        "of very different worlds: nearly all that begin below 0.5 end hollow, about half between "
        "0.5 and 0.6, hardly any above."
    ),
    wrong=(
        Wrong(
            _FUNCTION + '    return 100 * (chosen & (outcome == "hollow")).mean()\n',
            "`share_hollow` divides by all draws. The whole of which a part is asked are the draws "
            "that begin between the two values.",
        ),
        Wrong(
            _FUNCTION + '    return 100 * chosen[outcome == "hollow"].mean()\n',
            "`share_hollow` answers the question the other way round: of the draws that end "
            "hollow, how many begin there. Even if nearly all hollow draws begin low, not all "
            "that begin low need end hollow.",
        ),
        Wrong(
            """
def share_hollow(low, high):
    chosen = ends[(ends["credibility"] >= low) & (ends["credibility"] < high)]
    return 100 * (chosen["outcome"] == "hollow").mean()
""",
            "`share_hollow` sorts the draws by where they end, which is what decides whether they "
            "are called hollow. Where they begin stands in `first_credibility`.",
        ),
        Wrong(
            _FUNCTION + '    return (outcome[chosen] == "hollow").mean()\n',
            "`share_hollow` gives a share of one, such as 0.5 for one draw in two. Per cent count "
            "in hundredths.",
        ),
    ),
)


@cache
def _misses() -> pd.DataFrame:
    """Return by how much each run misses the price, week by week."""
    weeks = hindcast().weeks
    runs = weeks[["price_record", "price_campaign"]]
    return runs.sub(weeks["price_observed"], axis=0).abs()


_DRAW = """
record, campaign, seen = weeks["{one}"], weeks["{two}"], weeks["{seen}"]
fig, ax = plt.subplots()
ax.plot({record}, label="given the strait")
ax.plot({campaign}, linestyle="--", label="given the campaign")
ax.set(ylabel="miss, times the price of February")
ax.legend()
"""
_PRICES = {"one": "price_record", "two": "price_campaign", "seen": "price_observed"}

when_it_misses = Exercise(
    chapter="uncertainty",
    name="when_it_misses",
    asks="By how much does each of the two runs miss the price of oil, week by week?",
    blanks={
        "ax": checks.Figure(
            truth=_misses,
            values=checks.Number(unit="times the price of February", within=0.005),
            value_label=("times", "ratio", "february", "price"),
        )
    },
    hints=(
        "A miss is the difference between a run and the record, without its sign: a price that is "
        "too low is missed as much as one that is too high.",
        'Whole columns can be subtracted, `weeks["price_record"] - weeks["price_observed"]`, and '
        "`abs(...)` takes the sign away.",
        'Draw each with `ax.plot(abs(...), label="...")`, one of them with `linestyle="--"`; then '
        '`ax.set(ylabel="...")` with the unit, and `ax.legend()`.',
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.model import hindcast

weeks = hindcast().weeks
""",
    solution=_DRAW.format(**_PRICES, record="abs(record - seen)", campaign="abs(campaign - seen)"),
    teaches=(
        "Which run wins depends on the window. Up to the middle of May, and again in September, "
        "the run that is told the truth about the strait is nearer to the price on average; what "
        "decides the whole for the other are the weeks around the end of June, when the market "
        "had calmed and the model had not."
    ),
    wrong=(
        Wrong(
            _DRAW.format(**_PRICES, record="record - seen", campaign="campaign - seen"),
            "The lines in `ax` go below zero where a run is too low. That is its bias; a miss has "
            "no sign, or a run that is wrong in both directions would seem right on average.",
        ),
        Wrong(
            _DRAW.format(**_PRICES, record="record", campaign="campaign"),
            "The lines in `ax` are the prices of the two runs themselves. How far is each from the "
            "price that was observed?",
        ),
        Wrong(
            _DRAW.format(
                **_PRICES, record="(record - seen) ** 2", campaign="(campaign - seen) ** 2"
            ),
            "The lines in `ax` are squares of the misses, in which a small one all but vanishes. "
            "The chapter's averages take each miss as it is, without its sign.",
        ),
        Wrong(
            _DRAW.format(
                **_PRICES,
                record="abs(record - seen) / seen",
                campaign="abs(campaign - seen) / seen",
            ),
            "The lines in `ax` are parts of the price of the same week. Asked is the plain "
            "difference, of which the price of February is the unit throughout.",
        ),
    ),
)
