"""Exercises of the page on the two readings."""

from __future__ import annotations

import pandas as pd

from natolab.data import load
from natolab.exercises import Exercise, Wrong, checks


def _disputed() -> pd.Series:
    claims = load("reading_claims")
    judged = claims[claims["first_list"].notna()]
    return judged.loc[judged["first_list"] != judged["verdict"], "id"]


_JUDGED = 'judged = claims[claims["first_list"].notna()]\n'

two_verdicts = Exercise(
    chapter="readings",
    name="two_verdicts",
    asks="Which claims got another verdict in the earlier list than from us?",
    blanks={"disputed": checks.Names(truth=_disputed, of="claims")},
    hints=(
        "Print the column `first_list` of `claims`: many of its cells are empty. Can a verdict "
        "that nobody gave differ from ours?",
        '`claims[claims["first_list"].notna()]` keeps the claims that the list had judged.',
        "Of these keep the rows with `!=` between the two columns of verdicts, and choose the "
        'column `"id"`.',
    ),
    setup="""
from natolab.data import load

claims = load("reading_claims")
""",
    solution=_JUDGED + 'disputed = judged[judged["first_list"] != judged["verdict"]]["id"]\n',
    teaches=(
        'Print `claims[claims["id"].isin(disputed)]["kind"]`: most claims in the earlier list are '
        "facts, but most of the disputed ones are causes and forecasts. What happened is easier to "
        "agree on than why it did, or what will."
    ),
    wrong=(
        Wrong(
            'disputed = claims[claims["first_list"] != claims["verdict"]]["id"]\n',
            "`disputed` is {value}, most of which the list had not judged. An empty cell differs "
            "from everything, but it is no verdict: keep the claims that have one first.",
        ),
        Wrong(
            _JUDGED + 'disputed = judged[judged["first_list"] != judged["verdict_then"]]["id"]\n',
            "`disputed` is {value}: that compares the list with what could be known on the day of "
            "writing. Our verdict of now stands in `verdict`.",
        ),
        Wrong(
            _JUDGED + 'disputed = judged[judged["first_list"] == judged["verdict"]]["id"]\n',
            "`disputed` is {value}: these are the claims on which both agree.",
        ),
        Wrong(
            _JUDGED + 'disputed = judged[judged["first_list"] != judged["verdict"]].index\n',
            "`disputed` is {value}, the numbers of the rows, which change when a row is added. "
            'Choose the column `"id"`.',
        ),
    ),
)


def _gap() -> pd.Series:
    claims = load("reading_claims")
    sets = {
        "all claims": claims,
        "without opinions": claims[claims["kind"] != "opinion"],
        "facts alone": claims[claims["kind"] == "fact"],
    }
    share = {
        name: 100 * (table["verdict"] == "supported").groupby(table["reading"]).mean()
        for name, table in sets.items()
    }
    return pd.Series({name: each["taylor"] - each["marcos"] for name, each in share.items()})


_LOOP = """
gap = {{}}
for name, table in counted.items():
    first = table[table["reading"] == "taylor"]
    second = table[table["reading"] == "marcos"]
    one = (first["{when}"] == "supported").{how}()
    other = (second["{when}"] == "supported").{how}()
    gap[name] = {gap}
"""

another_knife = Exercise(
    chapter="readings",
    name="another_knife",
    asks=(
        "By how many percentage points is the share of supported claims higher in the first "
        "reading than in the second, for each set of claims?"
    ),
    blanks={
        "gap": checks.Table(truth=_gap, values=checks.Number(unit="percentage points", within=0.1))
    },
    hints=(
        "The readings differ in length, so compare shares: of the claims of one reading in a set, "
        "how many per cent are supported?",
        'With `first = table[table["reading"] == "taylor"]`, the mean of '
        '`first["verdict"] == "supported"` is its share, since `True` counts as 1.',
        "Begin with `gap = {}`, write `for name, table in counted.items():`, and in the indented "
        "lines set `gap[name]` to 100 times the first share less the second.",
    ),
    setup="""
from natolab.data import load

claims = load("reading_claims")
counted = {
    "all claims": claims,
    "without opinions": claims[claims["kind"] != "opinion"],
    "facts alone": claims[claims["kind"] == "fact"],
}
""",
    solution=_LOOP.format(when="verdict", how="mean", gap="100 * (one - other)"),
    teaches=(
        "No verdict differs between the three, and yet the gap is by far the widest among facts. "
        "Opinions cannot be supported and few forecasts are yet, and the first reading holds "
        "more of both. So say what you left out; and mind that one text reports a week, the other "
        "three quarters of a century."
    ),
    wrong=(
        Wrong(
            _LOOP.format(when="verdict", how="sum", gap="one - other"),
            "`gap` counts claims, and the first reading has more of them to begin with. What part "
            "of each reading's own claims is supported?",
        ),
        Wrong(
            _LOOP.format(when="verdict", how="sum", gap="100 * (one - other) / len(table)"),
            "`gap` divides by the claims of both readings together. Each reading's supported "
            "claims are a part of its own.",
        ),
        Wrong(
            _LOOP.format(when="verdict_then", how="mean", gap="100 * (one - other)"),
            "`gap` takes the verdicts of the day of writing. Those of now stand in `verdict`.",
        ),
        Wrong(
            _LOOP.format(when="verdict", how="mean", gap="100 * (one - other) / other"),
            "`gap` says how large the lead is beside the second share, in per cent. Percentage "
            "points are the plain difference of two percentages.",
        ),
    ),
)
