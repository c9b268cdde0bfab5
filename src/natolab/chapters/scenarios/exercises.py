"""Exercises of the chapter on scenarios."""

from __future__ import annotations

from functools import cache

import pandas as pd

from natolab.chapters.scenarios import five_paths
from natolab.exercises import Exercise, Wrong, checks
from natolab.model import SCENARIOS, simulate
from natolab.model.definition import RESTORED
from natolab.model.numerics import WEEKS


def _years_below() -> float:
    trust = five_paths.runs()["realignment"]["credibility"]
    return float((trust < trust.iloc[0] - RESTORED).sum() / WEEKS)


on_the_way = Exercise(
    chapter="scenarios",
    name="on_the_way",
    asks=(
        "For how many of its ten years does credibility in realignment lie below what counts as "
        "restored?"
    ),
    blanks={"years": checks.Number(truth=_years_below, unit="years", within=0.1)},
    hints=(
        "The rule looks at the last week. Ask its question of every week.",
        "`trust < restored` has one answer for each week, and `.sum()` counts those that are "
        "`True`.",
        "A run has 52 rows a year, so that a count of rows is divided by 52.",
    ),
    setup="""
from natolab.chapters.scenarios import five_paths
from natolab.model.definition import RESTORED as _ALLOWED

runs = five_paths.runs()
trust = runs["realignment"]["credibility"]
restored = trust.iloc[0] - _ALLOWED
""",
    solution="""
below = trust < restored
years = below.sum() / 52
""",
    teaches=(
        "The path that is called realigned spends most of its decade below the line to which the "
        "name refers. The rule asks where credibility ends and how deep it fell, not for how "
        "long; what a path costs to live through needs another measure."
    ),
    wrong=(
        Wrong(
            "years = (trust < restored).sum()\n",
            "`years` is {value}: that counts rows, and a run has one for each week.",
        ),
        Wrong(
            "years = (trust < trust.iloc[0]).sum() / 52\n",
            "`years` is {value}: that counts every week below the start. The rule allows a little "
            "less; `restored` is where it draws the line.",
        ),
        Wrong(
            "years = (trust >= restored).sum() / 52\n",
            "`years` is {value}: that is the time at or above the line; asked is the time below.",
        ),
        Wrong(
            "years = trust[trust < restored].index.max()\n",
            "`years` is {value}: that is the moment at which credibility comes back, counted from "
            "the start. It began above the line; count the time below it.",
        ),
    ),
)

#: What one scenario lends to another.
_SHORT, _LONG = SCENARIOS["deescalation"], SCENARIOS["breakdown"]


@cache
def _ends() -> pd.Series:
    """Return where de-escalation ends with one lever of breakdown, by the lever."""
    runs = {
        lever: simulate(_SHORT.with_lever(lever, course), rows=1)
        for lever, course in _LONG.levers.items()
    }
    ends = {lever: run["credibility"].iloc[-1] for lever, run in runs.items()}
    return pd.Series(ends, name="credibility").rename_axis("lever")


_LOOP = """
ends = {{}}
{before}for lever in long.levers:
    {changed}
    ends[lever] = simulate(changed)["credibility"]{read}
"""

one_lever_more = Exercise(
    chapter="scenarios",
    name="one_lever_more",
    asks=(
        "Where does credibility in de-escalation end after ten years if one lever, each in turn, "
        "takes its course in breakdown?"
    ),
    blanks={"ends": checks.Table(truth=_ends, values=checks.Number(unit="share", within=0.005))},
    hints=(
        "Each run starts from de-escalation as it was and borrows one course; there are as many "
        "runs as breakdown has levers.",
        "`long.levers[lever]` is the course of a lever in breakdown, and "
        "`short.with_lever(lever, course)` returns de-escalation with another course of it.",
        "Begin with an empty `ends = {}`, then `for lever in long.levers:`, and in the loop "
        '`ends[lever] = simulate(...)["credibility"].iloc[-1]`.',
    ),
    setup="""
from natolab.model import SCENARIOS, simulate

short, long = SCENARIOS["deescalation"], SCENARIOS["breakdown"]
""",
    solution=_LOOP.format(
        before="", changed="changed = short.with_lever(lever, long.levers[lever])", read=".iloc[-1]"
    ),
    teaches=(
        "Only with the conditions of breakdown does the short war end hollow: it is spark enough. "
        "The long war and the long talk, lent alone, cost much and leave the alliance above that "
        "class; that Washington consults less and Europe spends less changes hardly anything."
    ),
    wrong=(
        Wrong(
            _LOOP.format(
                before="changed = short\n",
                changed="changed = changed.with_lever(lever, long.levers[lever])",
                read=".iloc[-1]",
            ),
            "`ends` lends one course after the other and gives none back, so that the last run is "
            "breakdown itself or nearly so. Start each run from `short`.",
        ),
        Wrong(
            _LOOP.format(
                before="",
                changed="changed = long.with_lever(lever, short.levers[lever])",
                read=".iloc[-1]",
            ),
            "`ends` turns the question round: it holds breakdown with one course of de-escalation. "
            "Which of the two is changed, and which one lends?",
        ),
        Wrong(
            _LOOP.format(
                before="",
                changed="changed = short.with_lever(lever, long.levers[lever])",
                read="",
            ),
            "`ends` holds the whole course of each run, week by week; asked is one value of each, "
            "the last.",
        ),
        Wrong(
            _LOOP.format(
                before="",
                changed="changed = short.with_lever(lever, long.value(lever, 10))",
                read=".iloc[-1]",
            ),
            "`ends` gives each lever the value that it has at the end of breakdown for all ten "
            "years. A course is a staircase: take all of its steps.",
        ),
    ),
)
