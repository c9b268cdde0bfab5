"""Exercises of the chapter on Hormuz."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from natolab.chapters.hormuz import oil_price
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _february() -> float:
    table = load("hormuz_transits_vintages")
    ships = table[table["vintage"] == "2026-10"].set_index("month")["ships_per_day"]
    return 100 * (ships["2026-02-01"] / ships["2025-02-01"] - 1)


before_the_war = Exercise(
    chapter="hormuz",
    name="before_the_war",
    asks=(
        "By how many per cent did the count of ships change from February 2025 to February 2026, "
        "in the download of October 2026?"
    ),
    blanks={"change": checks.Number(truth=_february, unit="per cent", within=0.1)},
    hints=(
        "Both numbers must come from the same download, or a revision of the past looks like "
        "trade: keep the rows of one vintage first.",
        'The question `downloads["vintage"] == "2026-10"` keeps one download. Ask it, name the '
        "rest, and choose each of the two months from it; of a single row the mean is its value.",
        "A change is measured against where it began: divide the difference by the number of "
        "February 2025, and multiply by 100.",
    ),
    setup="""
from natolab.data import load

downloads = load("hormuz_transits_vintages")
""",
    solution="""
october = downloads[downloads["vintage"] == "2026-10"]
before = october[october["month"] == "2025-02-01"]["ships_per_day"].mean()
after = october[october["month"] == "2026-02-01"]["ships_per_day"].mean()
change = 100 * (after - before) / before
""",
    teaches=(
        "Within this download the month before the closure was busier than a year earlier. "
        "Against the base of April's download it would seem quieter: that sign comes from the "
        "revision, not from the sea. Nor is one download the last word: by that of August both "
        "months were nearly alike."
    ),
    wrong=(
        Wrong(
            """
april = downloads[downloads["vintage"] == "2026-04"]
october = downloads[downloads["vintage"] == "2026-10"]
before = april[april["month"] == "2025-02-01"]["ships_per_day"].mean()
after = october[october["month"] == "2026-02-01"]["ships_per_day"].mean()
change = 100 * (after - before) / before
""",
            "`change` is {value}: that sets February 2026 as downloaded in October against "
            "February 2025 as downloaded in April. In between the past was revised; take both "
            "months from one download.",
        ),
        Wrong(
            """
october = downloads[downloads["vintage"] == "2026-10"]
before = october[october["month"] == "2025-02-01"]["ships_per_day"].mean()
after = october[october["month"] == "2026-02-01"]["ships_per_day"].mean()
change = 100 * (after - before) / after
""",
            "`change` is {value}: the difference is right, but it is divided by the ships of 2026. "
            "A change is measured against where it began.",
        ),
        Wrong(
            """
before = downloads[downloads["month"] == "2025-02-01"]["ships_per_day"].mean()
after = downloads[downloads["month"] == "2026-02-01"]["ships_per_day"].mean()
change = 100 * (after - before) / before
""",
            "`change` is {value}: that is the mean of three downloads, as if they were three "
            "different seas. Keep the rows of October's download first.",
        ),
        Wrong(
            """
october = downloads[downloads["vintage"] == "2026-10"]
before = october[october["month"] == "2025-02-01"]["ships_per_day"].mean()
after = october[october["month"] == "2026-02-01"]["ships_per_day"].mean()
change = (after - before) / before
""",
            "`change` is {value}: that is a share of one, and per cent count in hundredths.",
        ),
    ),
)


def _price() -> Callable[[float, float], float]:
    """Return the chapter's equation as the explorer's model has it, without lag and growth."""
    data = oil_price.payload()
    bare = {**oil_price.DEFAULTS, "bypass": 0.0, "release": 0.0, "growth": 1.0, "supply": 0.0}

    def price(missing: float, elasticities: float) -> float:
        inputs = {**bare, "lost": missing, "demand": elasticities}
        return oil_price.compute(inputs, data)["target"][1]

    return price


price_of_a_gap = Exercise(
    chapter="hormuz",
    name="price_of_a_gap",
    asks="Which price closes a gap of so many million barrels a day?",
    blanks={
        "price": checks.Function(
            truth=_price,
            cases=((0.0, 0.24), (2.0, 0.24), (7.0, 0.5), (12.0, 0.24)),
            result=checks.Number(unit="dollars a barrel", within=0.05),
        )
    },
    hints=(
        "In the equation *g* is not a number of barrels: which part of what the world uses is "
        "missing?",
        "The equation gives the logarithm of the new price divided by the old. `np.exp` undoes a "
        "logarithm; what remains is to multiply by the old price.",
        "`gap = missing / world`, then the old price times `np.exp(-np.log(1 - gap) / ...)`.",
    ),
    setup="""
import numpy as np
from natolab.chapters.hormuz import oil_price as _model

before, world = _model.DEFAULTS["start"], _model.payload()["world"]
""",
    solution="""
def price(missing, elasticities):
    gap = missing / world
    return before * np.exp(-np.log(1 - gap) / elasticities)
""",
    teaches=(
        "The curve bends upwards: compare `price(12, 0.24) - price(10, 0.24)` with "
        "`price(4, 0.24) - price(2, 0.24)`. The same two million barrels of a reserve are worth "
        "more when much is missing."
    ),
    wrong=(
        Wrong(
            """
def price(missing, elasticities):
    return before * (1 + missing / world / elasticities)
""",
            "`price` rises along a straight line. That is nearly right for a small gap and too low "
            "for a large one, since each per cent counts from the price already reached: the "
            "equation has logarithms.",
        ),
        Wrong(
            """
def price(missing, elasticities):
    return before * np.exp(np.log(1 - missing / world) / elasticities)
""",
            "`price` falls when oil is missing. The logarithm of a number below one is negative; "
            "look for the sign in the equation that turns it round.",
        ),
        Wrong(
            """
def price(missing, elasticities):
    return before * np.exp(-np.log(1 - missing) / elasticities)
""",
            "`price` takes barrels for a share: one less two is below zero, and such a number has "
            "no logarithm. The gap is the part missing of what the world uses.",
        ),
        Wrong(
            """
def price(missing, elasticities):
    return -np.log(1 - missing / world) / elasticities
""",
            "`price` returns the logarithm of the new price divided by the old, which is 0 when "
            "nothing is missing. Undo the logarithm, and multiply by the old price.",
        ),
    ),
)


def _index() -> pd.Series:
    spot = load("brent_spot").set_index("date")["usd_per_barrel"]
    return 100 * spot["2026"] / spot["2026-02"].mean()


_PER_CENT = checks.Number(unit="per cent", within=0.1)

price_index = Exercise(
    chapter="hormuz",
    name="price_index",
    asks="How dear was Brent on each day of 2026, if its mean in February is 100?",
    blanks={
        "index": checks.Table(truth=_index, values=_PER_CENT),
        "ax": checks.Figure(
            truth=_index, values=_PER_CENT, value_label=("per cent", "percent", "%", "100")
        ),
    },
    hints=(
        "An index says how large a number is beside one chosen base. Divide every day by the same "
        "number, the mean of February, and multiply by 100.",
        '`spot["2026-02"]` holds the days of February, `spot["2026"]` those of the year, and '
        "`.mean()` makes one number of many.",
        "`fig, ax = plt.subplots()` makes the axes, `ax.plot(index)` draws the line, and "
        '`ax.set(ylabel="...")` says what the axis shows and in which unit.',
    ),
    setup="""
import matplotlib.pyplot as plt
from natolab.data import load

spot = load("brent_spot").set_index("date")["usd_per_barrel"]
""",
    solution="""
index = 100 * spot["2026"] / spot["2026-02"].mean()
fig, ax = plt.subplots()
ax.plot(index)
ax.set(ylabel="Brent, spot, per cent of the mean of February 2026")
""",
    teaches=(
        "An index makes a price comparable with prices in other units, and its base is a choice: "
        "the more the base itself was lifted by the war, the tamer the war looks."
    ),
    wrong=(
        Wrong(
            """
index = 100 * spot["2026"] / spot["2026"].mean()
fig, ax = plt.subplots()
ax.plot(index)
ax.set(ylabel="per cent of the mean of 2026")
""",
            "`index` measures each day against the mean of the whole year, which the war has "
            "already lifted. The base is the mean of February alone.",
        ),
        Wrong(
            """
index = 100 * spot["2026"] / spot["2026-02-27"]
fig, ax = plt.subplots()
ax.plot(index)
ax.set(ylabel="per cent of 27 February")
""",
            "`index` is 100 on 27 February: the base is a single day, and with it whatever moved "
            "the market on that day. Take the mean of the month.",
        ),
        Wrong(
            """
index = 100 * (spot["2026"] / spot["2026-02"].mean() - 1)
fig, ax = plt.subplots()
ax.plot(index)
ax.set(ylabel="change in per cent")
""",
            "`index` is near 0 in February: that is the change. In an index the base is 100, and "
            "an unchanged price stays there.",
        ),
        Wrong(
            """
index = 100 * spot["2026"] / spot["2026-02"].mean()
fig, ax = plt.subplots()
ax.plot(spot["2026"])
ax.set(ylabel="Brent, spot, per cent of the mean of February 2026")
""",
            "The line in `ax` still shows dollars: the axis promises an index. Draw `index`.",
        ),
        Wrong(
            """
index = 100 * spot["2026"] / spot["2026-02"].mean()
fig, ax = plt.subplots()
ax.plot(index)
ax.set(ylabel="Brent, spot")
""",
            "The vertical axis of `ax` says 'Brent, spot', but not in which unit.",
        ),
    ),
)
