"""Exercises of the chapter on burden-sharing."""

from __future__ import annotations

import pandas as pd

from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _germany(column: str) -> tuple[float, float]:
    """Return Germany's values of 2014 and 2024."""
    table = load("nato_defence_spending").set_index(["country", "year"])[column]
    return table["Germany", 2014], table["Germany", 2024]


def _points() -> float:
    old, new = _germany("share_pct")
    return new - old


def _rise() -> float:
    old, new = _germany("share_pct")
    return 100 * (new / old - 1)


def _growth() -> float:
    old, new = _germany("spending_musd")
    return 100 * (new / old - 1)


_SHARES = """
old, new = germany["share_pct"][2014], germany["share_pct"][2024]
money_old, money_new = germany["spending_musd"][2014], germany["spending_musd"][2024]
"""

three_ways_to_rise = Exercise(
    chapter="burden-sharing",
    name="three_ways_to_rise",
    asks="By how much did Germany's defence spending rise from 2014 to 2024, told in three ways?",
    blanks={
        "points": checks.Number(truth=_points, unit="percentage points", within=0.01),
        "rise": checks.Number(truth=_rise, unit="per cent", within=0.5),
        "growth": checks.Number(truth=_growth, unit="per cent", within=0.5),
    },
    hints=(
        "A difference between two percentages is counted in percentage points; how large that "
        "difference is beside the old value is counted in per cent.",
        'With the year as index, `germany["share_pct"][2014]` is the share of 2014, and '
        '`germany["spending_musd"][2014]` the spending of that year in dollars of 2021.',
        "Both `rise` and `growth` are 100 times the difference of new and old, divided by the old; "
        "only the column differs.",
    ),
    setup="""
from natolab.data import load

nato = load("nato_defence_spending")
germany = nato[nato["country"] == "Germany"].set_index("year")
""",
    solution="""
old, new = germany["share_pct"][2014], germany["share_pct"][2024]
points = new - old
rise = 100 * (new - old) / old
old, new = germany["spending_musd"][2014], germany["spending_musd"][2024]
growth = 100 * (new - old) / old
""",
    teaches=(
        "The same ten years make a headline of less than one point, of well over half, or of "
        "nearly twice as much money: the last is the largest because the economy grew too. "
        "Ask of every such number what it is a part of."
    ),
    wrong=(
        Wrong(
            f"{_SHARES}points = 100 * (new - old) / old\n"
            "rise = points\ngrowth = 100 * (money_new - money_old) / money_old\n",
            "`points` is {value}: that is how large the rise is beside the old share, in per cent. "
            "Percentage points are the plain difference of two percentages.",
        ),
        Wrong(
            f"{_SHARES}points = new - old\n"
            "rise = points\ngrowth = 100 * (money_new - money_old) / money_old\n",
            "`rise` is {value}: that is the difference in percentage points once more. How large "
            "is it beside the share with which the decade began?",
        ),
        Wrong(
            f"{_SHARES}points = new - old\n"
            "rise = 100 * (new - old) / new\n"
            "growth = 100 * (money_new - money_old) / money_old\n",
            "`rise` is {value}: it is measured against the share of 2024. A rise is measured "
            "against where it began.",
        ),
        Wrong(
            f"{_SHARES}points = new - old\nrise = 100 * (new - old) / old\ngrowth = rise\n",
            "`growth` is {value}: that is how the share grew, which it also does without one more "
            "euro if the economy shrinks. Look at the column with the money.",
        ),
    ),
)


def _short() -> pd.Series:
    table = load("nato_defence_spending")
    table = table[table["year"] == 2024].set_index("country")
    billions = (0.02 * table["gdp_musd"] - table["spending_musd"]) / 1000
    return billions[table["share_pct"] < 2].rename("billion dollars")


who_is_short = Exercise(
    chapter="burden-sharing",
    name="who_is_short",
    asks=(
        "How many billion dollars of 2021 did each ally below 2 per cent lack in 2024 to reach it?"
    ),
    blanks={
        "short": checks.Table(
            truth=_short, values=checks.Number(unit="billion dollars", within=0.02)
        )
    },
    hints=(
        "Keep the allies below the line first. For each, the points that are missing, taken as a "
        "part of its GDP, are money.",
        "One point of GDP is a hundredth of it: points missing, divided by 100, times GDP.",
        'Whole columns can be computed at once: `2 - below["share_pct"]` has one value for each '
        'ally, and `below["gdp_musd"]` is in millions, a thousand of which make a billion.',
    ),
    setup="""
from natolab.data import load

nato = load("nato_defence_spending")
nato_2024 = nato[nato["year"] == 2024].set_index("country")
""",
    solution="""
below = nato_2024[nato_2024["share_pct"] < 2]
short = (2 - below["share_pct"]) / 100 * below["gdp_musd"] / 1000
""",
    teaches=(
        "A count of laggards weighs Luxembourg like Italy. In money, Italy, Canada and Spain are "
        "most of what is missing: `short.sort_values()` shows it."
    ),
    wrong=(
        Wrong(
            """
below = nato_2024[nato_2024["share_pct"] < 2]
short = 2 - below["share_pct"]
""",
            "`short` holds points of GDP, by which Luxembourg is the worst of all. A point of its "
            "GDP is little money: turn points into dollars.",
        ),
        Wrong(
            'short = (2 - nato_2024["share_pct"]) / 100 * nato_2024["gdp_musd"] / 1000\n',
            "`short` has a row for every ally, and negative numbers for those above the line, as "
            "if they could lend what they spend beyond it. Keep the allies below 2 per cent first.",
        ),
        Wrong(
            """
below = nato_2024[nato_2024["share_pct"] < 2]
short = (2 - below["share_pct"]) * below["gdp_musd"] / 1000
""",
            "`short` is a hundred times too large: it takes one per cent for the whole of GDP.",
        ),
        Wrong(
            """
below = nato_2024[nato_2024["share_pct"] < 2]
short = 2 / 100 * below["gdp_musd"] / 1000
""",
            "`short` holds what 2 per cent would be in all. Asked is what was lacking: how much of "
            "it was already being spent?",
        ),
    ),
)


def _others() -> pd.DataFrame:
    table = load("allied_spending_sipri").set_index("year").loc[1975:1990]
    table = table[["others_busd_2023", "others_busd_current"]]
    return 100 * table / table.loc[1980]


_DRAW = """
fig, ax = plt.subplots()
ax.plot({real}, linestyle="-", label="dollars of 2023")
ax.plot({nominal}, linestyle="--", label="dollars of each year")
"""
_REAL, _NOMINAL = "sipri['others_busd_2023']", "sipri['others_busd_current']"

two_kinds_of_dollars = Exercise(
    chapter="burden-sharing",
    name="two_kinds_of_dollars",
    asks="Did the other allies spend more or less from 1975 to 1990, if 1980 is 100 in each count?",
    blanks={
        "ax": checks.Figure(
            truth=_others,
            values=checks.Number(unit="per cent of 1980", within=0.2),
            value_label=("per cent", "percent", "%", "100"),
        )
    },
    hints=(
        "Dollars of 2023 and dollars of each year have no common axis. Divide each column by its "
        "own value of 1980, and both count from 100.",
        '`sipri["others_busd_2023"]` is one column and `sipri["others_busd_2023"][1980]` its value '
        "of 1980. Draw the second column into the same `ax`, in the same way.",
        'Name each line with `label="..."`, give one of them `linestyle="--"`, call `ax.legend()`, '
        'and write `ax.set(ylabel="...")` with the unit.',
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.data import load

sipri = load("allied_spending_sipri").set_index("year").loc[1975:1990]
""",
    solution="""
real, nominal = sipri["others_busd_2023"], sipri["others_busd_current"]
fig, ax = plt.subplots()
ax.plot(100 * real / real[1980], label="dollars of 2023")
ax.plot(100 * nominal / nominal[1980], linestyle="--", label="dollars of each year")
ax.set(ylabel="the other allies' spending, per cent of 1980")
ax.legend()
""",
    teaches=(
        "In the dollars of each year the others seem to spend less in 1985 than in 1980, and "
        "nearly twice as much five years later; at constant prices and rates their spending climbs "
        "slowly, with one step where Spain joined in 1982. The dollar moved, not the armies."
    ),
    wrong=(
        Wrong(
            _DRAW.format(real=_REAL, nominal=_NOMINAL)
            + 'ax.set(ylabel="billion dollars")\nax.legend()\n',
            "The lines in `ax` count billions of two different dollars, which cannot share an "
            "axis. Divide each by its own value of 1980.",
        ),
        Wrong(
            _DRAW.format(
                real=f"100 * {_REAL} / {_REAL}[1975]",
                nominal=f"100 * {_NOMINAL} / {_NOMINAL}[1975]",
            )
            + 'ax.set(ylabel="per cent of 1975")\nax.legend()\n',
            "The lines in `ax` are 100 in 1975, the first year drawn; the base asked is 1980.",
        ),
        Wrong(
            _DRAW.format(
                real=f"100 * {_REAL} / {_REAL}[1980]", nominal=f"100 * {_NOMINAL} / {_REAL}[1980]"
            )
            + 'ax.set(ylabel="per cent of 1980")\nax.legend()\n',
            "One line in `ax` is divided by the 1980 of the other, so dollars of each year are set "
            "against dollars of 2023. Each count needs a base of its own.",
        ),
        Wrong(
            _DRAW.format(
                real=f"100 * {_REAL} / {_REAL}[1980]",
                nominal=f"100 * {_NOMINAL} / {_NOMINAL}[1980]",
            )
            + 'ax.set(ylabel="per cent of 1980")\n',
            "Nothing in `ax` says which line is which",
        ),
    ),
)
