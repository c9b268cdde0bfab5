"""Exercises of the chapter on origins."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.origins.capabilities import sides
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _cast() -> pd.DataFrame:
    """Return the senators who voted, which one who was paired did not."""
    vote = load("senate_vote_1949")
    return vote[vote["vote"].isin(["yea", "nay"])]


def _everyone() -> float:
    return 100 * (_cast()["vote"] == "yea").mean()


def _party() -> float:
    cast = _cast()
    return 100 * ((cast["party"] == "Democrat") == (cast["vote"] == "yea")).mean()


_CAST = """
cast = vote[vote["vote"] != "paired_yea"]
yeas, nays = cast[cast["vote"] == "yea"], cast[cast["vote"] == "nay"]
"""
_EVERYONE = "everyone = 100 * len(yeas) / len(cast)\n"
_RIGHT = """
right = len(yeas[yeas["party"] == "Democrat"]) + len(nays[nays["party"] == "Republican"])
"""

two_rules = Exercise(
    chapter="origins",
    name="two_rules",
    asks=(
        "How many per cent of the votes cast does each rule get right: yea for everyone, and yea "
        "for Democrats with nay for Republicans?"
    ),
    blanks={
        "everyone": checks.Number(truth=_everyone, unit="per cent", within=0.1),
        "party": checks.Number(truth=_party, unit="per cent", within=0.1),
    },
    hints=(
        "The first rule is right for each yea. The second is right for some yeas and for some "
        "nays: for which?",
        'Keep the votes cast, `cast = vote[vote["vote"] != "paired_yea"]`; then two questions '
        "joined by `&`, each in round brackets, keep the rows of one party and one vote, and "
        "`len(...)` counts them.",
        "`party` is 100 times the Democrats who voted yea and the Republicans who voted nay, "
        "divided by `len(cast)`.",
    ),
    setup="""
from natolab.data import load

vote = load("senate_vote_1949")
""",
    solution=_CAST + _EVERYONE + _RIGHT + "party = 100 * right / len(cast)\n",
    teaches=(
        "To know a senator's party, and to take the parties for two camps, makes a worse guess "
        "than to know nothing, for three Republicans in four voted yea. Before you call "
        "something a good guide, ask how often you would be right without it."
    ),
    wrong=(
        Wrong(
            _CAST
            + "everyone = 100 * len(yeas) / len(vote)\n"
            + _RIGHT
            + "party = 100 * right / len(cast)\n",
            "`everyone` is {value}: it divides by every row of the table, but one senator in it "
            "was absent and only paired. Count the votes cast.",
        ),
        Wrong(
            _CAST + _EVERYONE + _RIGHT + "party = 100 * right / len(vote)\n",
            "`party` is {value}: it divides by every row of the table, and one of these senators "
            "cast no vote.",
        ),
        Wrong(
            _CAST
            + _EVERYONE
            + 'party = 100 * len(nays[nays["party"] == "Republican"]) / len(nays)\n',
            "`party` is {value}: that is how much of the opposition was Republican. The rule also "
            "speaks of the Republicans who voted yea, and of every Democrat.",
        ),
        Wrong(
            _CAST
            + _EVERYONE
            + """
democrats, republicans = cast[cast["party"] == "Democrat"], cast[cast["party"] == "Republican"]
loyal = (democrats["vote"] == "yea").mean() + (republicans["vote"] == "nay").mean()
party = 100 * loyal / 2
""",
            "`party` is {value}: that is the mean of the two parties' shares, as if they had as "
            "many senators each. Add up the votes that are right, and divide by all votes cast.",
        ),
    ),
)


def _ratios() -> pd.DataFrame:
    """Return the bloc's soldiers for each of the founders', by year."""
    millions = sides(load("capabilities_1946_1955"))
    millions = millions.pivot(index="year", columns="side", values="soldiers")
    bloc = millions["Soviet Union"] + millions["Eastern Europe"]
    others = millions["Other founders"]
    return pd.DataFrame(
        {"with": bloc / (others + millions["United States"]), "without": bloc / others}
    )


_DRAW = """
us, others = soldiers["United States"], soldiers["Other founders"]
bloc = soldiers["Soviet Union"] + soldiers["Eastern Europe"]
fig, ax = plt.subplots()
ax.plot({with_us}, label="with the United States")
ax.plot({without}, linestyle="--", label="without")
ax.set(xlabel="year", ylabel="soldiers of the bloc for each of the founders'")
ax.legend()
"""

without_america = Exercise(
    chapter="origins",
    name="without_america",
    asks=(
        "How many soldiers did the Soviet bloc have for each of the founders', with and without "
        "the United States, from 1946 to 1955?"
    ),
    blanks={
        "ax": checks.Figure(
            truth=_ratios,
            values=checks.Number(unit="soldiers for each of the founders'", within=0.01),
            value_label=("for each", "for one", "per ", "times", "ratio", "divided", "/"),
            index_label=("year",),
        )
    },
    hints=(
        "Two sides each hold two columns: the bloc is the Soviet Union and Eastern Europe, the "
        "founders are the United States and the others.",
        "Whole columns can be added and divided: "
        '`bloc = soldiers["Soviet Union"] + soldiers["Eastern Europe"]` has one value a year.',
        'One line is `ax.plot(bloc / soldiers["Other founders"], linestyle="--", '
        'label="without the United States")`. Draw the other likewise, label both axes, and call '
        "`ax.legend()`.",
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.chapters.origins.capabilities import sides
from natolab.data import load

totals = sides(load("capabilities_1946_1955"))
soldiers = totals.pivot(index="year", columns="side", values="soldiers")
""",
    solution=_DRAW.format(with_us="bloc / (us + others)", without="bloc / others"),
    teaches=(
        "Without America the founders faced over twice as many soldiers when they signed, and "
        "about three times as many from 1952 on. With it the bloc's lead shrank in 1951, for "
        "American numbers more than doubled: but it was a war in Korea that raised them, and "
        "soldiers are counted wherever they serve."
    ),
    wrong=(
        Wrong(
            _DRAW.format(with_us="(us + others) / bloc", without="others / bloc"),
            "The lines in `ax` show the founders' soldiers for each of the bloc's. Turn the "
            "fraction round: asked is how many the bloc had for each of the founders'.",
        ),
        Wrong(
            _DRAW.format(
                with_us="soldiers['Soviet Union'] / (us + others)",
                without="soldiers['Soviet Union'] / others",
            ),
            "The lines in `ax` count the soldiers of the Soviet Union alone; its bloc has those of "
            "Eastern Europe too.",
        ),
        Wrong(
            _DRAW.format(with_us="bloc / (bloc + us + others)", without="bloc / (bloc + others)"),
            "The lines in `ax` show which part of all soldiers, on both sides, were the bloc's. "
            "Asked is how many it had for each of the founders': divide by theirs alone.",
        ),
        Wrong(
            _DRAW.format(with_us="bloc - us - others", without="bloc - others"),
            "The lines in `ax` show by how many millions the bloc had more. How large is its "
            "number beside that of the founders? That is a ratio.",
        ),
    ),
)
