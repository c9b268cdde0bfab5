"""Exercises of the chapter on world order."""

from __future__ import annotations

from collections.abc import Callable

from natolab.chapters.order import hedging
from natolab.chapters.order.numbers import shares
from natolab.chapters.order.poles import poles
from natolab.exercises import Exercise, Wrong, checks


def _poles(year: int) -> Callable[[], list[str]]:
    return lambda: poles(shares(year), 0.5)


_RULE = """
def reach(year, part):
    row = powers.loc[year].dropna()
    return list(row.index[row >= part * row.max()])
"""

poles_of_a_year = Exercise(
    chapter="order",
    name="poles_of_a_year",
    asks="Which powers had at least half of the leader's capability in 1913, and in 2022?",
    blanks={
        "before_the_war": checks.Names(truth=_poles(1913), of="powers"),
        "today": checks.Names(truth=_poles(2022), of="powers"),
    },
    hints=(
        "The rule compares each power with the strongest of the same year, not with the world.",
        "`powers.loc[1913]` is the row of that year, and `.max()` of it the leader's share.",
        "`row = powers.loc[1913]`, then `row.index[row >= 0.5 * ...]`.",
    ),
    setup="""
from natolab.data import load

powers = load("great_power_shares").pivot(index="year", columns="state", values="cinc")
""",
    solution=_RULE
    + """
before_the_war = reach(1913, 0.5)
today = reach(2022, 0.5)
""",
    teaches=(
        "In 1913 four powers passed, and the one that entered the war last was the strongest. "
        "In 2022 the same rule finds two, of which the second has little more than half of the "
        "first: with a part of 0.6 one would be left. The rule makes the poles."
    ),
    wrong=(
        Wrong(
            """
row = powers.loc[1913]
before_the_war = list(row.index[row >= 0.5])
today = list(powers.columns[powers.loc[2022] >= 0.5])
""",
            "`before_the_war` holds no name: no power has half of the world. The rule asks for "
            "half of what the leader has.",
        ),
        Wrong(
            _RULE
            + """
before_the_war = reach(1914, 0.5)
today = ["United States"]
""",
            "`today` holds 1 name, and 1 is missing. The United States does not lead by this "
            "measure: whom has it to be compared with?",
        ),
        Wrong(
            _RULE
            + """
before_the_war = reach(1913, 0.8)
today = reach(2022, 0.5)
""",
            "In `before_the_war` the bar is too high: half of the leader's share is asked for.",
        ),
    ),
)


def _both() -> Callable[[float, float, float], float]:
    def both(arms: float, votes: float, summits: float) -> float:
        positions = {"arms": arms, "votes": votes, "summits": summits}
        return hedging.split(positions, dict.fromkeys(positions, 1))["both"]

    return both


neither_or_both = Exercise(
    chapter="order",
    name="neither_or_both",
    asks="Which part of the index comes from leanings to both sides?",
    blanks={
        "both": checks.Function(
            truth=_both,
            cases=((1.0, -0.8, 0.0), (0.2, -0.5, -0.3), (0.5, 0.5, 0.5), (-0.6, -0.6, -0.3)),
            result=checks.Number(unit="of the index", within=0.001),
        )
    },
    hints=(
        "Leanings to both sides are those that cancel out: they are there one by one and gone in "
        "the mean.",
        "Take the mean of the sizes, without their signs, and take from it the size of the mean.",
        "`(abs(arms) + abs(votes) + abs(summits)) / 3` is the first; the second has one `abs`.",
    ),
    setup="",
    solution="""
def both(arms, votes, summits):
    lean = (abs(arms) + abs(votes) + abs(summits)) / 3
    return lean - abs(arms + votes + summits) / 3
""",
    teaches=(
        "Where all positions lie on one side nothing cancels, and the part is zero however weak "
        "the leanings are: such a state hedges, if at all, by leaning to neither side."
    ),
    wrong=(
        Wrong(
            """
def both(arms, votes, summits):
    return 1 - abs(arms + votes + summits) / 3
""",
            "`both` returns the whole index, and so counts a state that leans nowhere as one that "
            "leans both ways. Take away what comes from leaning to neither side.",
        ),
        Wrong(
            """
def both(arms, votes, summits):
    return 1 - (abs(arms) + abs(votes) + abs(summits)) / 3
""",
            "`both` returns the other part: how little the state leans at all.",
        ),
        Wrong(
            """
def both(arms, votes, summits):
    return max(arms, votes, summits) - min(arms, votes, summits)
""",
            "`both` returns the distance between the outermost positions. That is not zero where "
            "all lie on one side, and there nothing cancels.",
        ),
    ),
)
