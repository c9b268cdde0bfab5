"""Exercises of the page that teaches Python."""

from __future__ import annotations

from collections.abc import Callable

from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _fewer() -> float:
    troops = load("us_troops_europe").set_index(["host", "year"])["troops"]
    return troops["Germany", 1990] - troops["Germany", 2010]


gone_home = Exercise(
    chapter="python-primer",
    name="gone_home",
    asks="How many fewer American service members were in Germany in 2010 than in 1990?",
    blanks={"fewer": checks.Number(truth=_fewer, unit="persons", within=0.5)},
    hints=(
        "Two numbers are needed, that of 1990 and that of 2010; then take one from the other.",
        'The question `germany["year"] == 1990` in square brackets keeps one row, and of one row '
        'the largest value of `["troops"]` is its value.',
        '`then = germany[germany["year"] == 1990]["troops"].max()` gives the first number; write '
        "the same for 2010, and take the smaller from the larger.",
    ),
    setup="""
import natolab.data

troops = natolab.data.load("us_troops_europe")
germany = troops[troops["host"] == "Germany"]
""",
    solution="""
then = germany[germany["year"] == 1990]["troops"].max()
later = germany[germany["year"] == 2010]["troops"].max()
fewer = then - later
""",
    teaches=(
        "For every five American service members in Germany in 1990 there was about one in 2010."
    ),
    wrong=(
        Wrong(
            """
then = germany[germany["year"] == 1990]["troops"].max()
later = germany[germany["year"] == 2010]["troops"].max()
fewer = later - then
""",
            "`fewer` is {value}, below zero: the size is right, but the larger number was taken "
            "from the smaller.",
        ),
        Wrong(
            'fewer = germany["troops"].max() - germany["troops"].min()\n',
            "`fewer` is {value}: that is the difference between the highest and the lowest number "
            "of all years. Keep the rows of 1990 and of 2010.",
        ),
        Wrong(
            """
then = troops[troops["year"] == 1990]["troops"].sum()
later = troops[troops["year"] == 2010]["troops"].sum()
fewer = then - later
""",
            "`fewer` is {value}: that counts the whole table, all host countries together. Ask "
            "`germany` rather than `troops`.",
        ),
        Wrong(
            """
then = germany[germany["year"] == 1990]["troops"].max()
later = germany[germany["year"] == 2010]["troops"].max()
fewer = 100 * (then - later) / then
""",
            "`fewer` is {value}: that is in per cent of 1990. What is asked is a number "
            "of persons.",
        ),
    ),
)


def _share() -> Callable[[float, float], float]:
    return lambda yes, no: 100 * yes / (yes + no)


share_of_yes = Exercise(
    chapter="python-primer",
    name="share_of_yes",
    asks="How many per cent of the votes cast are votes for yes?",
    blanks={
        "share_of_yes": checks.Function(
            truth=_share,
            cases=((82, 13), (60, 35), (7, 0)),
            result=checks.Number(unit="per cent", within=0.01),
        )
    },
    hints=(
        "Look at `passes` above: it divides the votes for yes by all votes.",
        "Per cent count in hundredths: multiply by 100.",
    ),
    solution="""
def share_of_yes(yes, no):
    return 100 * yes / (yes + no)
""",
    teaches=(
        "A function that hands its result back with `return` can be used by the next line; one "
        "that only prints it cannot."
    ),
    wrong=(
        Wrong(
            """
def share_of_yes(yes, no):
    return 100 * yes / no
""",
            "`share_of_yes` divides by the votes for no. The whole of which a part is asked is all "
            "votes, yes and no together.",
        ),
        Wrong(
            """
def share_of_yes(yes, no):
    return yes / (yes + no)
""",
            "`share_of_yes` gives a share of one, such as 0.5 for one vote in two. Per cent count "
            "in hundredths.",
        ),
        Wrong(
            """
def share_of_yes(yes, no):
    print(100 * yes / (yes + no))
""",
            "`share_of_yes` hands no value back: `print` only shows a number, and a line without "
            "`return` keeps it to itself. Put `return` before what is computed.",
        ),
    ),
)
