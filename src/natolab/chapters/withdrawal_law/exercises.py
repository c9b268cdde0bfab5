"""Exercises of the chapter on the law of withdrawal."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from natolab.chapters.withdrawal_law.votes import two_thirds
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _clashes() -> pd.Series:
    """Return the years of the endings over which president and statute stood against each other."""
    endings = load("treaty_terminations")
    disobeyed = endings["authority"].isin(["president_refused", "president_against_statute"])
    vetoed = endings["role_of_congress"].str.contains("over a veto")
    return endings[disobeyed | vetoed]["year"]


_AUTHORITY = 'clashes = endings[endings["authority"] == "{}"]["year"]\n'

against_each_other = Exercise(
    chapter="withdrawal-law",
    name="against_each_other",
    asks="In which years, by the table, did a president and an Act stand against each other?",
    blanks={"clashes": checks.Names(truth=_clashes, of="years")},
    hints=(
        "Two columns tell it together: `authority` says who decided, `role_of_congress` what "
        "Congress did and what the president made of it.",
        "Leave out the rows in which there was no Act, however alone the president was; then those "
        "with an Act that he had asked for, signed, or carried out without a quarrel.",
        "Look at each line that speaks of an Act: was it passed over a veto, did the president "
        "refuse, or was something that it asked for not given? A list such as `[1798, 1846]` holds "
        "years.",
    ),
    setup="""
from natolab.data import load

endings = load("treaty_terminations")
""",
    solution="""
refused = endings["authority"] == "president_refused"
defied = endings["authority"] == "president_against_statute"
vetoed = endings["role_of_congress"].str.contains("veto")
clashes = endings[refused | defied | vetoed]["year"]
""",
    teaches=(
        "Three in the table, over two centuries. Once the Act was carried out, over a veto; twice "
        "the president had his way; and in none of them did we find a court that had to choose "
        "between the two. So the long practice of presidents who acted alone was made mostly where "
        "Congress was silent, which is the point of those who argue for Congress; but no habit of "
        "obeying such Acts stands against it, which is a point of the other side. And the table is "
        "a selection."
    ),
    wrong=(
        Wrong(
            _AUTHORITY.format("president_against_statute"),
            "`clashes` holds only presidents who did what an Act forbade. An Act can also order "
            "what a president does not want: look at what became of such orders.",
        ),
        Wrong(
            """
clashes = endings[endings["authority"].isin(
    ["act_of_congress", "president_refused", "president_against_statute"])]["year"]
""",
            "`clashes` holds every Act. Some of them a president had asked for, signed, or carried "
            "out as told: there the two stood on the same side.",
        ),
        Wrong(
            _AUTHORITY.format("president_alone"),
            "`clashes` holds the presidents who acted alone. Where Congress had passed nothing, "
            "there was no Act to stand against: Justice Jackson's second zone, not his third.",
        ),
        Wrong(
            'clashes = endings[endings["role_of_congress"].str.contains("sued")]["year"]\n',
            "`clashes` holds the endings over which members of Congress or firms went to court. "
            "Members who sue are not Congress, and a suit is not an Act.",
        ),
    ),
)


def _turned() -> Callable[[int, int], int]:
    """Return how many opponents have to change sides until the others are two thirds."""

    def turned(yes: int, no: int) -> int:
        return next(some for some in range(no + 1) if yes + some >= two_thirds(yes + no))

    return turned


def _away() -> Callable[[int, int], int]:
    """Return how many opponents have to stay away until the others are two thirds."""

    def away(yes: int, no: int) -> int:
        return next(some for some in range(no + 1) if yes >= two_thirds(yes + no - some))

    return away


_CASES = ((53, 47), (50, 48), (47, 53), (52, 47), (66, 34), (65, 28))
_SENATORS = checks.Number(unit="senators", within=0)
_TURNED = """
def turned(yes, no):
    return {}
"""
_AWAY = """
def away(yes, no):
    return {}
"""
_RIGHT_TURNED = _TURNED.format("max(0, two_thirds(yes + no) - yes)")
_RIGHT_AWAY = _AWAY.format("max(0, no - yes // 2)")

turn_or_stay_away = Exercise(
    chapter="withdrawal-law",
    name="turn_or_stay_away",
    asks="How many opponents have to change sides, and how many to stay away instead, for consent?",
    blanks={
        "turned": checks.Function(truth=_turned, cases=_CASES, result=_SENATORS),
        "away": checks.Function(truth=_away, cases=_CASES, result=_SENATORS),
    },
    hints=(
        "Who changes sides is still present, so the bar stays where it is and the yeas rise. Who "
        "stays away lowers the bar, and the yeas stay what they are.",
        "`two_thirds(n)` says how many of `n` present are needed, rounded up. Two thirds for it "
        "means that the opponents are at most half as many as those who say yes.",
        "`turned`: the votes needed of all present, less the yeas. `away`: the opponents, less as "
        "many of them as may stay, which is half of the yeas, rounded down. Neither is below 0.",
    ),
    setup="from natolab.chapters.withdrawal_law.votes import two_thirds\n",
    solution=_RIGHT_TURNED + _RIGHT_AWAY,
    teaches=(
        "Compare `turned(53, 47)` with `away(53, 47)`: two who change sides do as much as three "
        "who stay away. Staying away is the smaller favour, but it is one, as long as a quorum "
        "remains. It is none at all against cloture, which counts every senator chosen and sworn."
    ),
    wrong=(
        Wrong(
            _TURNED.format("max(0, two_thirds(100) - yes)") + _RIGHT_AWAY,
            "`turned` asks for two thirds of a full Senate. The Constitution counts the senators "
            "present, who here are those that say yes or no.",
        ),
        Wrong(
            _TURNED.format("max(0, 2 * (yes + no) / 3 - yes)") + _RIGHT_AWAY,
            "`turned` sometimes holds a part of a senator. What falls short of two thirds by a "
            "part of a vote falls short: round up, as `two_thirds` does.",
        ),
        Wrong(
            _TURNED.format("two_thirds(yes + no) - yes") + _RIGHT_AWAY,
            "`turned` goes below zero where there are more than enough. Then nobody has to turn.",
        ),
        Wrong(
            _RIGHT_TURNED + _AWAY.format("max(0, two_thirds(yes + no) - yes)"),
            "`away` is the same as `turned`. A senator who stays away adds no yea: he only makes "
            "fewer of those of whom two thirds are counted.",
        ),
        Wrong(
            _RIGHT_TURNED + _AWAY.format("max(0, no - yes / 2)"),
            "`away` sometimes holds half a senator. As many of the opponents may stay as whole "
            "senators fit into half of the yeas.",
        ),
    ),
)
