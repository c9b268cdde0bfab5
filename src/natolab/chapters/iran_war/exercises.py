"""Exercises of the chapter on the Iran war."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.withdrawal_law.votes import two_thirds
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _discharges() -> tuple[pd.Series, pd.Series]:
    """Return the mean votes for and against in the Senate's motions to discharge: March, summer."""
    table = load("congress_war_votes").set_index("date")
    motions = table.loc[table["question"] == "discharge from committee", ["yes", "no"]]
    return motions.loc["2026-03"].mean(), motions.loc["2026-06":"2026-07"].mean()


def _gained() -> float:
    spring, summer = _discharges()
    return summer["yes"] - spring["yes"]


def _lost() -> float:
    spring, summer = _discharges()
    return spring["no"] - summer["no"]


_VOTES = checks.Number(unit="votes", within=0.05)
_MEANS = """
spring, summer = {motions}.loc["2026-03"], {motions}.loc["2026-06":"2026-07"]
gained = summer["yes"].mean() - spring["yes"].mean()
lost = {lost}
"""
_FEWER = 'spring["no"].mean() - summer["no"].mean()'

why_the_margin_shrank = Exercise(
    chapter="iran-war",
    name="why_the_margin_shrank",
    asks=(
        "From March to June and July, how many more senators voted on average to discharge a "
        "resolution on the war, and how many fewer against?"
    ),
    blanks={
        "gained": checks.Number(truth=_gained, unit=_VOTES.unit, within=_VOTES.within),
        "lost": checks.Number(truth=_lost, unit=_VOTES.unit, within=_VOTES.within),
    },
    hints=(
        "A margin is a difference, and a difference can shrink from both ends: look at the votes "
        "for and at those against, each for itself.",
        'With the date as index, `motions.loc["2026-03"]` holds the motions of March, and '
        '`motions.loc["2026-06":"2026-07"]` those of June and July.',
        'Take `["yes"].mean()` of each of the two; `gained` is the later one less the earlier. '
        "`lost` counts how many *fewer*, so there the later one is taken from the earlier.",
    ),
    setup="""
from natolab.data import load

votes = load("congress_war_votes")
motions = votes[votes["question"] == "discharge from committee"].set_index("date")
""",
    solution="""
spring, summer = motions.loc["2026-03"], motions.loc["2026-06":"2026-07"]
gained = summer["yes"].mean() - spring["yes"].mean()
lost = spring["no"].mean() - summer["no"].mean()
""",
    teaches=(
        "The margin shrank from six votes to about one, and most of that is missing noes, not new "
        "ayes: fewer senators voted. Who was away and who changed sides the totals do not tell; "
        "for that one needs the names in the roll calls."
    ),
    wrong=(
        Wrong(
            """
first, last = motions.loc["2026-03-04"], motions.loc["2026-07-30"]
gained = last["yes"] - first["yes"]
lost = first["no"] - last["no"]
""",
            "`gained` is {value}: that compares the first motion with the last. Single votes hang "
            "on who was away that day; compare the means of the two seasons.",
        ),
        Wrong(
            'senate = votes[votes["chamber"] == "Senate"].set_index("date")\n'
            + _MEANS.format(motions="senate", lost=_FEWER),
            "`gained` is {value}: that takes all votes of the Senate in these months. To adopt a "
            "resolution, to take one up and to discharge one are different questions; keep the "
            "discharges, which `motions` holds.",
        ),
        Wrong(
            """
spring, summer = motions.loc["2026-03"], motions.loc["2026-06":"2026-07"]
gained = (spring["no"] - spring["yes"]).mean() - (summer["no"] - summer["yes"]).mean()
lost = spring["no"].mean() - summer["no"].mean()
""",
            "`gained` is {value}: that is by how much the margin shrank, whatever the reason. "
            "Count the votes for by themselves.",
        ),
        Wrong(
            _MEANS.format(motions="motions", lost="gained"),
            "`lost` is {value}: that is the change of the votes for once more. Those against have "
            "a column of their own.",
        ),
    ),
)


def _short() -> pd.Series:
    table = load("congress_war_votes")
    joint = table[table["kind"] == "joint"].set_index("date")
    needed = [two_thirds(row.yes + row.no) for row in joint.itertuples()]
    return (pd.Series(needed, index=joint.index) - joint["yes"]).rename("votes short")


short_of_an_override = Exercise(
    chapter="iran-war",
    name="short_of_an_override",
    asks=(
        "How many votes short of two thirds of those voting was each vote on a joint resolution?"
    ),
    blanks={"short": checks.Table(truth=_short, values=checks.Number(unit="votes", within=0.01))},
    hints=(
        "Two thirds of whom? A veto is overridden by two thirds of those who vote, so that the "
        "number needed differs from day to day.",
        "Those voting are the votes for and against together: add the two columns. There are no "
        "parts of votes, and two thirds is the least that will do, so round up: `np.ceil`.",
        '`needed = np.ceil(2 * (joint["yes"] + joint["no"]) / 3)`, and from that the votes that '
        "there were.",
    ),
    setup="""
import numpy as np
from natolab.data import load

votes = load("congress_war_votes")
joint = votes[votes["kind"] == "joint"].set_index("date")
""",
    solution="""
needed = np.ceil(2 * (joint["yes"] + joint["no"]) / 3)
short = needed - joint["yes"]
""",
    teaches=(
        "No vote came nearer than fifteen to what overrides a veto, not even the one that was "
        "carried. That is the price of a text that binds: a majority is enough to speak by a "
        "concurrent resolution, and far from enough to stop a president who says no."
    ),
    wrong=(
        Wrong(
            'short = (joint["yes"] + joint["no"]) // 2 + 1 - joint["yes"]\n',
            "`short` measures against a majority. That carries the motion; what a veto asks for "
            "is two thirds.",
        ),
        Wrong(
            'short = 67 - joint["yes"]\n',
            "`short` measures against two thirds of a hundred senators. Absent senators do not "
            "count: take two thirds of those who voted on that day.",
        ),
        Wrong(
            'short = 2 * (joint["yes"] + joint["no"]) // 3 - joint["yes"]\n',
            "`short` is one too low on some days: two thirds is rounded down there, and then it "
            "is less than two thirds. Round up.",
        ),
        Wrong(
            'short = 2 * (joint["yes"] + joint["no"]) / 3 - joint["yes"]\n',
            "`short` has parts of votes. Nobody casts a third of a vote: round what is needed up "
            "to whole votes first.",
        ),
    ),
)
