"""Exercises of the chapter on enlargement."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.enlargement import roll_calls
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _change(us_year: int) -> float:
    """Return the change of the American share from 1999, with American spending of a year."""
    table = load("alliance_by_year").set_index("year")
    us, others = table["spending_us"], table["spending_others"]
    old = us[1999] / (us[1999] + others[1999])
    return 100 * (us[us_year] / (us[us_year] + others[2009]) - old)


_OLD = "old = 100 * us[1999] / (us[1999] + others[1999])\n"
_CHANGE = "change = 100 * us[2009] / (us[2009] + others[2009]) - old\n"
_STILL = "still = 100 * us[1999] / (us[1999] + others[2009]) - old\n"

lighter_load = Exercise(
    chapter="enlargement",
    name="lighter_load",
    asks=(
        "By how many percentage points did the American share of spending change from 1999 to "
        "2009, and by how many would it have changed had American spending stayed as in 1999?"
    ),
    blanks={
        "change": checks.Number(truth=lambda: _change(2009), unit="percentage points", within=0.1),
        "still": checks.Number(truth=lambda: _change(1999), unit="percentage points", within=0.1),
    },
    hints=(
        "A share is a part of a whole, and the whole is the United States and the others together.",
        "For `still` only one thing is held as it was: American spending, wherever it stands.",
        "Compute the share of 1999, then that of 2009, then one with `us[1999]` and "
        "`others[2009]`; the first is taken from each of the other two.",
    ),
    setup="""
from natolab.data import load

by_year = load("alliance_by_year").set_index("year")
us, others = by_year["spending_us"], by_year["spending_others"]
""",
    solution=_OLD + _CHANGE + _STILL,
    teaches=(
        "The share rose although nine states had joined; with American spending as in 1999 it "
        "would have fallen. What moved it up was the American budget."
    ),
    wrong=(
        Wrong(
            _OLD
            + "change = 100 * (100 * us[2009] / (us[2009] + others[2009]) - old) / old\n"
            + _STILL,
            "`change` is {value}: that is how large the change is beside the old share, in per "
            "cent. Percentage points are the plain difference of two percentages.",
        ),
        Wrong(
            "change = 100 * us[2009] / others[2009] - 100 * us[1999] / others[1999]\n"
            + _OLD
            + _STILL,
            "`change` is {value}: that sets the United States beside the others. A share is a part "
            "of the whole, to which the United States belongs too.",
        ),
        Wrong(
            _OLD + _CHANGE + "still = 100 * us[1999] / (us[2009] + others[2009]) - old\n",
            "`still` is {value}: the part has American spending of 1999, but the whole has that of "
            "2009. Hold it in both places.",
        ),
    ),
)


def _gap() -> pd.Series:
    share = roll_calls.by_party(roll_calls.votes())["share"].unstack()
    return (share["Republican"] - share["Democrat"]).rename("gap")


_YEA, _NAY = 'yea = counts["yea"].unstack()\n', 'nay = counts["nay"].unstack()\n'

cooler_party = Exercise(
    chapter="enlargement",
    name="cooler_party",
    asks=(
        "By how many percentage points was the share in favour higher among Republicans than among "
        "Democrats, in each round?"
    ),
    blanks={
        "gap": checks.Table(truth=_gap, values=checks.Number(unit="percentage points", within=0.1))
    },
    hints=(
        "Parties differ in size from one Senate to the next: compare shares, not heads.",
        "A party's share is its yeas, divided by its yeas and nays, times 100.",
        'With `share = 100 * counts["yea"] / (counts["yea"] + counts["nay"])`, '
        "`share.unstack()` has a column for each party.",
    ),
    setup="""
from natolab.chapters.enlargement import roll_calls

counts = roll_calls.by_party(roll_calls.votes())[["yea", "nay"]]
""",
    solution="""
share = (100 * counts["yea"] / (counts["yea"] + counts["nay"])).unstack()
gap = share["Republican"] - share["Democrat"]
""",
    teaches=(
        "Below zero Republicans were cooler, as in 1949 and since 2017; above it Democrats were, "
        "as in the vote of 1998. Counted in heads, the larger party would seem the warmer one."
    ),
    wrong=(
        Wrong(
            _YEA + 'gap = yea["Republican"] - yea["Democrat"]\n',
            "`gap` counts heads: the party with more seats seems the warmer one. Ask which "
            "share of each party was in favour.",
        ),
        Wrong(
            _YEA + _NAY + "share = 100 * yea / (yea + nay)\n"
            'gap = share["Democrat"] - share["Republican"]\n',
            "`gap` is above zero where Democrats were more in favour. It should be above zero "
            "where Republicans were.",
        ),
        Wrong(
            _YEA + _NAY + "share = 100 * yea.div((yea + nay).sum(axis=1), axis=0)\n"
            'gap = share["Republican"] - share["Democrat"]\n',
            "`gap` divides by the votes of the whole Senate, so that the size of a party counts "
            "again. Divide by the votes of the same party.",
        ),
    ),
)
