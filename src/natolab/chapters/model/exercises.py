"""Exercises of the chapter that builds the model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from natolab.chapters.model import distancing as small
from natolab.exercises import Exercise, Wrong, checks
from natolab.model import CUTS, PARAMETERS, simulate


def _moves() -> Callable[[float, float], float]:
    """Return how European willingness moves in the model of three stocks."""
    value = {q.name: q.value for q in PARAMETERS}

    def moves(willingness: float, credibility: float) -> float:
        goal = small.willing(credibility, value["reciprocity"])
        return (goal - willingness) / value["willingness_time"]

    return moves


_FUNCTION = """
def moves(willingness, credibility):
    goal = best * (1 - lost * (1 - credibility))
    return {returned}
"""

how_a_stock_moves = Exercise(
    chapter="model",
    name="how_a_stock_moves",
    asks="How fast does European willingness move, in shares a year?",
    blanks={
        "moves": checks.Function(
            truth=_moves,
            cases=((0.9, 1.0), (0.9, 0.4), (0.3, 0.8), (0.5, 0.0)),
            result=checks.Number(unit="shares a year", within=0.0005),
        )
    },
    hints=(
        "Every stock of the chapter does what `x` and `y` did. Find the equation in which the "
        "left side is a change per year.",
        "The goal of willingness follows from credibility; the equation with an asterisk says how. "
        "What is left of the way to the goal is the goal less the stock.",
        "`goal = best * (1 - ...)`, then the way that is left divided by the time constant.",
    ),
    setup="""
from natolab.model import PARAMETERS

value = {parameter.name: parameter.value for parameter in PARAMETERS}
best, lost, time = value["willingness_base"], value["reciprocity"], value["willingness_time"]
""",
    solution=_FUNCTION.format(returned="(goal - willingness) / time"),
    teaches=(
        "Try `moves(best, 0.5)`: when belief falls, the speed changes at once, and willingness "
        "itself only month by month. That is why a stock is late, and why it goes on falling for "
        "a while after belief has begun to return."
    ),
    wrong=(
        Wrong(
            _FUNCTION.format(returned="goal"),
            "`moves` returns the goal itself. A stock does not jump there: it moves by a part of "
            "the way that is left.",
        ),
        Wrong(
            _FUNCTION.format(returned="goal - willingness"),
            "`moves` returns the whole way that is left, in shares. Shares a year need a time: in "
            "how many years would the stock be there at this speed?",
        ),
        Wrong(
            _FUNCTION.format(returned="(willingness - goal) / time"),
            "`moves` leads away from the goal: a stock above its goal should fall, one below it "
            "should rise.",
        ),
        Wrong(
            """
def moves(willingness, credibility):
    goal = best * (1 - lost * credibility)
    return (goal - willingness) / time
""",
            "`moves` lets belief cost willingness. It is doubt that does: the part of belief that "
            "is missing.",
        ),
    ),
)


#: Conditionality at which the length of a war is looked for; the chapter shows others.
_TIED = 0.8


@cache
def _longest_war() -> float:
    """Return the length of war, in years, beyond which the three stocks settle in distrust."""
    _, (edge, _), _ = small.states_of_rest(_TIED)
    heals, tips = 1.0, 2.0
    while tips - heals > 0.01:
        war = (heals + tips) / 2
        end = small.believed(_TIED, war=war, years=40)["credibility"].iloc[-1]
        heals, tips = (war, tips) if end > edge else (heals, war)
    return (heals + tips) / 2


_TRY = """
edge = small.states_of_rest({tied})[1][0]
for tried in np.arange(1, {most}, {step}):
    run = small.believed({tied}, war=tried, years={years})["credibility"]
    if {heals}:
        war = tried
"""

longest_war = Exercise(
    chapter="model",
    name="longest_war",
    asks=(
        f"How many years may a war last at most, at a conditionality of {_TIED:g}, for the three "
        "stocks to come back to trust?"
    ),
    blanks={"war": checks.Number(truth=_longest_war, unit="years", within=0.08)},
    hints=(
        "Try a length, then one between the longest that heals and the shortest that does not, "
        "and so on.",
        "Near the edge the stocks hardly move for years. Do not ask where they are at a certain "
        "time, but where they rest in the end.",
        f'`small.believed({_TIED:g}, war=2, years=40)["credibility"].iloc[-1]` is where a war of '
        f"two years leaves credibility; `small.states_of_rest({_TIED:g})` lists trust, edge and "
        "distrust.",
    ),
    setup="""
import numpy as np
from natolab.chapters.model import distancing as small
""",
    solution=_TRY.format(tied=_TIED, most=2, step=0.1, years=40, heals="run.iloc[-1] > edge"),
    teaches=(
        "Credibility may sink below the edge and still return, as long as commitment and "
        "willingness have not followed so far; and what heals in the end may look lost after "
        "twenty years. Where it tips is found by trying, and a few weeks of war decide."
    ),
    wrong=(
        Wrong(
            _TRY.format(tied=_TIED, most=1.5, step=0.05, years=5, heals="run.min() > edge"),
            "`war` is {value}: about so long may a war last for credibility never to sink below "
            "the edge. The two other stocks are still higher then; see where all three end.",
        ),
        Wrong(
            _TRY.format(
                tied=_TIED, most=1.5, step=0.05, years=20, heals="run.iloc[-1] > run.iloc[0] - 0.05"
            ),
            "`war` is {value}: about so long may a war last for credibility to be back after "
            "twenty years. Beyond that the way back is longer, but it is a way back: let the "
            "stocks go on until they rest.",
        ),
        Wrong(
            _TRY.format(tied=0.9, most=1.5, step=0.05, years=20, heals="run.iloc[-1] > edge"),
            "`war` is {value}: that is where the figure's conditionality of 0.9 tips. The weaker "
            "the condition, the more war the stocks bear.",
        ),
    ),
)


@cache
def _gains() -> pd.DataFrame:
    """Return by how much credibility is higher if exit talk does not move it, week by week."""
    gains = {
        name: simulate(name, **CUTS["talk"].parameters)["credibility"]
        - simulate(name)["credibility"]
        for name in ("deescalation", "no_war")
    }
    return pd.DataFrame(gains)


_LINES = """
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
for name in ["deescalation", "no_war"]:
    cut, whole = {cut}, {whole}
    ax.plot({line}, label=name)
ax.set(xlabel="years", ylabel="gain in credibility, share")
ax.legend()
"""
_CUT = 'simulate(name, uncertainty_cost=0)["credibility"]'
_WHOLE = 'simulate(name)["credibility"]'

talk_before_the_war = Exercise(
    chapter="model",
    name="talk_before_the_war",
    asks=(
        "By how much is credibility higher, in de-escalation and without a war, when exit talk "
        "does not move it?"
    ),
    blanks={
        "ax": checks.Figure(
            truth=_gains,
            values=checks.Number(unit="share", within=0.0005),
            value_label=("share", "0 to 1"),
            index_label=("year",),
        )
    },
    hints=(
        "What a cut does is a difference of two runs of one scenario. There are two scenarios, "
        "hence four runs and two lines.",
        "In the cell `cut` and `whole` are two of the four runs; those without a war have "
        '`"no_war"` in place of `"deescalation"`.',
        "After `import matplotlib.pyplot as plt` and `fig, ax = plt.subplots()` draw "
        "`ax.plot(cut - whole, label=...)` for each scenario, with another `linestyle` for the "
        "second; then labels with units, and `ax.legend()`.",
    ),
    setup="""
from natolab.model import simulate
""",
    solution="""
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
for name, dashes in [("deescalation", "-"), ("no_war", "--")]:
    cut = simulate(name, uncertainty_cost=0)["credibility"]
    whole = simulate(name)["credibility"]
    ax.plot(cut - whole, linestyle=dashes, label=name)
ax.set(xlabel="years", ylabel="gain in credibility, share")
ax.legend()
""",
    teaches=(
        "The cut helps without a war too, and evenly, because there was talk before: a run with a "
        "link cut begins from a rest of its own. What the talk of this path does is the distance "
        "between the two lines, not the height of one."
    ),
    wrong=(
        Wrong(
            _LINES.format(cut=_CUT, whole=_WHOLE, line="cut"),
            "`ax` shows credibility itself with the link cut. What the cut does is told by the "
            "difference from the whole model's run of the same scenario.",
        ),
        Wrong(
            _LINES.format(
                cut='simulate(SCENARIOS[name].with_lever("exit_talk", 0))["credibility"]',
                whole=_WHOLE,
                line="cut - whole",
            ).replace("fig, ax", "from natolab.model import SCENARIOS\n\nfig, ax", 1),
            "`ax` ends the talk when the run begins, with the lever. A cut takes away what talk "
            "does, before the run too: it is a parameter that is set to zero.",
        ),
        Wrong(
            _LINES.format(cut=_CUT, whole='simulate("no_war")["credibility"]', line="cut - whole"),
            "One line in `ax` is measured from the run without a war, so that it shows what the "
            "war did as well. Take each cut run from the whole run of its own scenario.",
        ),
        Wrong(
            _LINES.format(cut=_CUT, whole=_WHOLE, line="whole - cut"),
            "`ax` takes the cut run from the whole one, so that a gain lies below zero. What the "
            "cut adds is the cut run less the whole one.",
        ),
    ),
)
