"""Exercises of the chapter on autonomy."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.autonomy import price_tags
from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _a_year() -> pd.Series:
    return price_tags.in_euros(load("autonomy_price_tags"))["high_a_year"]


one_measure = Exercise(
    chapter="autonomy",
    name="one_measure",
    asks="How many billion euros a year is the upper end of each tag, spread over 25 years?",
    blanks={
        "a_year": checks.Table(
            truth=_a_year, values=checks.Number(unit="billion euros", within=0.02)
        )
    },
    hints=(
        "Two things differ from row to row: the `currency`, and in `basis` whether the amount is "
        "paid once, over 25 years or in each year.",
        "A euro is 1.1 dollars, so a sum in dollars is fewer euros: divide. Only an amount that is "
        "not yet one a year is spread.",
        'Filter, for instance `dollars = tags["currency"] == "USD"`; '
        "`column.where(condition, other)` keeps the values of a column where the condition holds "
        "and takes the other ones elsewhere.",
    ),
    setup="""
from natolab.data import load

tags = load("autonomy_price_tags").set_index("tag")
""",
    solution="""
amount = tags["high_bn"]
euros = amount.where(tags["currency"] == "EUR", amount / 1.1)
a_year = euros.where(tags["basis"] == "a year", euros / 25)
""",
    teaches=(
        "As printed, the trillion looks like the largest tag and four times that of Bruegel and "
        "Kiel. On one measure the order of the two turns round: what is paid in each year "
        "outweighs four times as much that has to last for 25."
    ),
    wrong=(
        Wrong(
            """
amount = tags["high_bn"]
a_year = amount.where(tags["currency"] == "EUR", amount / 1.1)
""",
            "`a_year` is in euros, but what is paid once or over 25 years stands there as if it "
            "were paid in each year. Look at `basis`.",
        ),
        Wrong(
            """
amount = tags["high_bn"]
a_year = amount.where(tags["currency"] == "EUR", amount / 1.1) / 25
""",
            "`a_year` divides every row by 25, even the one that is an amount a year already. "
            "Look at `basis`.",
        ),
        Wrong(
            """
amount = tags["high_bn"]
euros = amount.where(tags["currency"] == "EUR", amount * 1.1)
a_year = euros.where(tags["basis"] == "a year", euros / 25)
""",
            "`a_year` multiplies dollars by 1.1. A euro is worth more than a dollar here, so the "
            "same sum is a smaller number of euros.",
        ),
        Wrong(
            """
amount = tags["high_bn"]
a_year = amount.where(tags["basis"] == "a year", amount / 25)
""",
            "`a_year` spreads the sums rightly, but some rows are still in dollars. Look at "
            "`currency`.",
        ),
    ),
)


def _russia() -> pd.Series:
    table = load("nuclear_forces")
    russia = table[table["state"] == "Russia"].set_index("date").sort_index()
    counts = pd.DataFrame(
        {
            "deployed": russia["deployed"],
            "stockpile": russia["deployed"] + russia["stored"],
            "total": russia["total"],
        }
    )
    return 100 * (counts.loc["2025-01-01"] / counts.loc["2022-01-01"] - 1)


def _count(name: str) -> checks.Number:
    return checks.Number(truth=lambda: float(_russia()[name]), unit="per cent", within=0.1)


_ROWS = """
old, new = russia.loc["2022-01-01"], russia.loc["2025-01-01"]
deployed = 100 * (new["deployed"] - old["deployed"]) / old["deployed"]
"""
_STOCKPILE = """
before, after = old["deployed"] + old["stored"], new["deployed"] + new["stored"]
stockpile = 100 * (after - before) / before
"""
_TOTAL = 'total = 100 * (new["total"] - old["total"]) / old["total"]\n'

three_arsenals = Exercise(
    chapter="autonomy",
    name="three_arsenals",
    asks=(
        "By how many per cent did Russia's warheads change from January 2022 to January 2025: "
        "those deployed, the stockpile and the total?"
    ),
    blanks={name: _count(name) for name in ("deployed", "stockpile", "total")},
    hints=(
        "The chapter tells four counts apart. Of which two is the stockpile the sum?",
        '`old = russia.loc["2022-01-01"]` is the row of that day, and `old["deployed"]` one of its '
        "numbers; the later row is read likewise.",
        "Each answer is 100 times the new count less the old, divided by the old; the stockpile "
        "is deployed and stored together, without those retired.",
    ),
    setup="""
from natolab.data import load

counts = load("nuclear_forces")
russia = counts[counts["state"] == "Russia"].set_index("date")
""",
    solution=_ROWS + _STOCKPILE + _TOTAL,
    teaches=(
        "One arsenal, two headlines: by these estimates Russia deploys more warheads than before "
        "and has fewer in all. Most of the fall of the total lies in those retired: fewer of them "
        "wait to be taken apart."
    ),
    wrong=(
        Wrong(
            _ROWS
            + """
stockpile = 100 * (new["stored"] - old["stored"]) / old["stored"]
"""
            + _TOTAL,
            "`stockpile` is {value}: that is the change of the warheads stored alone. The "
            "stockpile also holds those deployed: a warhead moved from a depot to a missile stays "
            "in it.",
        ),
        Wrong(
            _ROWS
            + """
stockpile = 100 * (new["total"] - old["total"]) / old["total"]
"""
            + _TOTAL,
            "`stockpile` is {value}: that is the change of the total, which also counts retired "
            "warheads. The stockpile leaves these out.",
        ),
        Wrong(
            """
old, new = russia.loc["2022-01-01"], russia.loc["2025-01-01"]
deployed = 100 * (new["deployed"] / new["total"] - old["deployed"] / old["total"])
"""
            + _STOCKPILE
            + _TOTAL,
            "`deployed` is {value}: that is by how many percentage points the deployed share of "
            "the total rose, and this share also rises when old warheads are scrapped. Compare the "
            "two numbers of warheads deployed.",
        ),
        Wrong(
            """
old, new = russia.loc["2022-01-01"], russia.loc["2025-01-01"]
deployed = 100 * (new["deployed"] - old["deployed"]) / new["deployed"]
"""
            + _STOCKPILE
            + _TOTAL,
            "`deployed` is {value}: the difference is right, but it is divided by the number of "
            "2025. A change is measured against where it began.",
        ),
    ),
)
