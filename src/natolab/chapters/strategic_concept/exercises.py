"""Exercises of the chapter on the Strategic Concepts."""

from __future__ import annotations

import pandas as pd

from natolab import AS_OF
from natolab.chapters.strategic_concept.comparison import FAMILIES, SOLDIERS
from natolab.chapters.strategic_concept.lives import lives
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _ended() -> pd.Series:
    """Return the years of each concept that has been replaced."""
    return lives(load("strategic_concepts"), AS_OF)["years"].iloc[:-1]


def _by_concept() -> float:
    return _ended().mean()


def _by_day() -> float:
    years = _ended()
    return (years * years).sum() / years.sum()


_ENDED = 'years = table[table["concept"] != "2022"]["years"]\n'
_BY_CONCEPT = "by_concept = years.mean()\n"
_BY_DAY = "by_day = (years * years).sum() / years.sum()\n"

two_means = Exercise(
    chapter="strategic-concept",
    name="two_means",
    asks=(
        "How many years did the concepts that have been replaced last on average, once counted by "
        "concepts and once by days?"
    ),
    blanks={
        "by_concept": checks.Number(truth=_by_concept, unit="years", within=0.05),
        "by_day": checks.Number(truth=_by_day, unit="years", within=0.05),
    },
    hints=(
        "The concept of 2022 still stands, and how long it will last is not known: leave it out of "
        "both means.",
        "If days are drawn, a concept of 20 years is met twice as often as one of 10: this is a "
        "weighted mean of the lives, and their weights are the lives themselves.",
        "In a weighted mean each value is multiplied by its weight, and the sum of all that is "
        "divided by the sum of the weights; `years * years` multiplies each life by itself.",
    ),
    setup="""
from natolab import AS_OF
from natolab.chapters.strategic_concept.lives import lives
from natolab.data import load

concepts = load("strategic_concepts")
table = lives(concepts, AS_OF)
""",
    solution=_ENDED + _BY_CONCEPT + _BY_DAY,
    teaches=(
        "Both are right, and they differ by years, because a long life holds more days: one "
        "concept covers a third of the time. A planner of those decades lived, on most days, with "
        "a paper that lasted longer than the mean paper. Say what you draw before you say how long "
        "things last."
    ),
    wrong=(
        Wrong(
            _ENDED + _BY_DAY + 'by_concept = table["years"].mean()\n',
            "`by_concept` is {value}: the concept of 2022 is counted with the years that it has "
            "had so far, as if it had just been replaced. Keep the concepts whose end is known.",
        ),
        Wrong(
            'years = table["years"]\n' + _BY_DAY + _ENDED + _BY_CONCEPT,
            "`by_day` is {value}: days are drawn from the time of the concept of 2022 too, whose "
            "life is not over. Draw from the concepts that have been replaced.",
        ),
        Wrong(
            _ENDED + _BY_CONCEPT + "by_day = by_concept\n",
            "`by_day` is {value}: that draws concepts once more, each as often as any other. A day "
            "falls more often into a concept that lasts long.",
        ),
        Wrong(
            _ENDED + _BY_CONCEPT + "by_day = (years * years).mean()\n",
            "`by_day` is {value}: each life is multiplied by its weight, but then divided by the "
            "number of concepts. A weighted mean is divided by the sum of its weights.",
        ),
    ),
)


def _share() -> pd.Series:
    """Return per cent of each concept's weight that lie on the military families of themes."""
    coding = load("concept_coding").merge(load("concept_themes"), on="theme")
    military = [FAMILIES[control] for control, weight in SOLDIERS.items() if weight]
    theirs = coding[coding["family"].isin(military)]
    return (
        100 * theirs.groupby("concept")["weight"].sum() / coding.groupby("concept")["weight"].sum()
    )


_PER_CENT = checks.Number(unit="per cent", within=0.1)
_RIGHT = """
soldiers = sums["threats from states"] + sums["ways of defence"]
everything = soldiers + sums["threats without a front"] + sums["the world outside"]
share = 100 * soldiers / everything
fig, ax = plt.subplots()
ax.bar(share.index, share)
ax.set(ylabel="per cent of all weights")
"""

defence_came_back = Exercise(
    chapter="strategic-concept",
    name="defence_came_back",
    asks="How many per cent of each concept's weight lie on soldiers' matters?",
    blanks={
        "share": checks.Table(truth=_share, values=_PER_CENT),
        "ax": checks.Figure(
            truth=_share,
            values=_PER_CENT,
            value_label=("per cent", "percent", "%"),
            marks="bar",
        ),
    },
    hints=(
        "A share has a part and a whole. The part are two of the four columns of `sums`, the whole "
        "all four, both of the same concept.",
        '`sums["ways of defence"]` is one column; columns can be added and divided, and each '
        "concept is computed for itself.",
        "`fig, ax = plt.subplots()` makes the axes, `ax.bar(share.index, share)` draws the bars, "
        'and `ax.set(ylabel="...")` says what they show and in which unit.',
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.data import load

coding = load("concept_coding").merge(load("concept_themes"), on="theme")
sums = coding.pivot_table(
    index="concept", columns="family", values="weight", aggfunc="sum")
""",
    solution=_RIGHT,
    teaches=(
        "Now look at `soldiers`: in the sum the concept of 2022 puts more weight on soldiers' "
        "matters than any before it, in the share far less than the first four. Defence came back, "
        "but the wider agenda stayed. And both counts take our codes, which are steps of a scale, "
        "for amounts."
    ),
    wrong=(
        Wrong(
            _RIGHT + "share = soldiers\n",
            "`share` holds sums of weights. A text that says more of everything has a larger sum "
            "of this too; how large is it beside all that the same concept weighs?",
        ),
        Wrong(
            _RIGHT + "share = 100 * soldiers / soldiers.sum()\n",
            "`share` tells how the soldiers' matters of eight concepts are spread over them. The "
            "whole must be that of one concept: all its themes.",
        ),
        Wrong(
            _RIGHT + 'share = 100 * sums["ways of defence"] / everything\n',
            "`share` counts the ways of defence alone. Threats from states are soldiers' matters "
            "too.",
        ),
        Wrong(
            _RIGHT + "share = 100 * (everything - soldiers) / everything\n",
            "`share` is the part of the other two families, the wider world; asked is what is left "
            "of the whole.",
        ),
        Wrong(
            _RIGHT.replace(", share)", ", soldiers)"),
            "The bars in `ax` show sums of weights, while the axis should count per cent: draw "
            "`share`.",
        ),
    ),
)
