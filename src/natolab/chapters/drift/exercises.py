"""Exercises of the chapter on drift."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.drift import un_votes
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _change() -> float:
    """Return the mean change from 2021 to 2022 of the allies that were asked in both years."""
    table = load("us_favourability")
    asked = table.pivot(index="iso3", columns="year", values="favourable_pct")
    asked = asked[[2021, 2022]].dropna()
    return (asked[2022] - asked[2021]).mean()


warmer_or_cooler = Exercise(
    chapter="drift",
    name="warmer_or_cooler",
    asks=(
        "By how many percentage points did the mean favourable view change from 2021 to 2022 "
        "among the allies asked in both years?"
    ),
    blanks={"change": checks.Number(truth=_change, unit="percentage points", within=0.05)},
    hints=(
        "Print `opinion[[2021, 2022]]`: some rows have a value in one of the two years only.",
        "A row that lacks one of the years must go from both: `.dropna()` keeps the rows of a "
        "table that are complete.",
        "`both = opinion[[2021, 2022]].dropna()`; then the mean of one column less that of the "
        "other.",
    ),
    setup="""
from natolab.data import load

opinion = load("us_favourability").pivot(
    index="iso3", columns="year", values="favourable_pct")
""",
    solution="""
both = opinion[[2021, 2022]].dropna()
change = both[2022].mean() - both[2021].mean()
""",
    teaches=(
        "Among the allies asked in both years the mean view cooled a little. The mean of all who "
        "were asked rose, because Poland came back into the survey with the warmest view of all: "
        "that rise came from the list, not from the publics."
    ),
    wrong=(
        Wrong(
            "change = opinion[2022].mean() - opinion[2021].mean()\n",
            "`change` is {value}: that compares the mean of all who were asked in 2022 with the "
            "mean of all who were asked in 2021, and these are not the same allies. Keep those "
            "that were asked in both years.",
        ),
        Wrong(
            """
three = opinion.loc[["DEU", "FRA", "GBR"]]
change = three[2022].mean() - three[2021].mean()
""",
            "`change` is {value}: that is the chapter's mean of Germany, France and Britain. More "
            "allies than these three were asked in both years.",
        ),
        Wrong(
            """
full = opinion.fillna(0)
change = full[2022].mean() - full[2021].mean()
""",
            "`change` is {value}: it counts an ally that was not asked as one in which nobody has "
            "a favourable view. A missing answer is not a zero; leave such rows out.",
        ),
        Wrong(
            """
both = opinion[[2021, 2022]].dropna()
change = 100 * (both[2022].mean() - both[2021].mean()) / both[2021].mean()
""",
            "`change` is {value}: that is how large the change is beside the old mean, in per "
            "cent. Percentage points are the plain difference of two percentages.",
        ),
    ),
)


def _moved() -> pd.DataFrame:
    """Return how far the United States and its older allies had moved since 2005, by year."""
    points = un_votes.positions().loc[2005:2024]
    lines = pd.DataFrame(
        {
            "United States": points["USA"],
            "older allies": points[un_votes.members("long")].mean(axis=1),
        }
    )
    return lines - lines.loc[2005]


_DRAW = """
fig, ax = plt.subplots()
us, allies_mean = votes["USA"], votes[{group}].mean(axis=1)
ax.plot(us - {us}, label="United States")
ax.plot(allies_mean - {allies}, linestyle="--", label="allies")
ax.set(xlabel="year", ylabel="points")
ax.legend()
"""

who_moved = Exercise(
    chapter="drift",
    name="who_moved",
    asks=(
        "How far had the United States, and how far had its older allies, moved from their own "
        "position of 2005 in each year to 2024?"
    ),
    blanks={
        "ax": checks.Figure(
            truth=_moved,
            values=checks.Number(unit="points", within=0.005),
            value_label=("point",),
            index_label=("year",),
        )
    },
    hints=(
        "A gap is a difference, and a difference cannot say which side moved. Draw two lines, "
        "each of which starts at zero in 2005.",
        '`votes["USA"]` is one line and `votes[older].mean(axis=1)` the other; from each take its '
        "own value of 2005.",
        '`us = votes["USA"]`, then `ax.plot(us - us[2005], label="United States")`; the second '
        'line likewise with `linestyle="--"`; then labels with units, and `ax.legend()`.',
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.chapters.drift import un_votes

points = un_votes.positions()
older = un_votes.members("long")
votes = points.loc[2005:2024]
""",
    solution="""
us, mean = votes["USA"], votes[older].mean(axis=1)
fig, ax = plt.subplots()
ax.plot(us - us[2005], label="United States")
ax.plot(mean - mean[2005], linestyle="--", label="15 older allies")
ax.set(xlabel="year", ylabel="points since 2005")
ax.legend()
""",
    teaches=(
        "The American line falls, while that of the older allies ends near where it began: the "
        "gap narrowed mostly because Washington moved, hardly because its allies followed. The gap "
        "alone would look the same either way."
    ),
    wrong=(
        Wrong(
            _DRAW.format(group="older", us="0", allies="0"),
            "The lines in `ax` show where each side stands. To show how far each has moved, take "
            "from each line its own position of 2005.",
        ),
        Wrong(
            _DRAW.format(group="older", us="us[2005]", allies="us[2005]"),
            "One line in `ax` is measured from the American position of 2005, so that it shows "
            "distance and movement in one. Each side needs a start of its own.",
        ),
        Wrong(
            _DRAW.format(
                group="votes.columns.drop('USA')", us="us[2005]", allies="allies_mean[2005]"
            ),
            "One line in `ax` is the mean of all states in the table but the United States, Russia "
            "and China among them. Keep the columns in `older`.",
        ),
        Wrong(
            _DRAW.format(group="older", us="us[2024]", allies="allies_mean[2024]"),
            "The lines in `ax` are zero in 2024: they show how far each still had to go. Measure "
            "from the year in which the gap began to narrow, 2005.",
        ),
    ),
)
