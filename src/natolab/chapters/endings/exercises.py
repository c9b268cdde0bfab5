"""Exercises of the chapter on endings."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from natolab.chapters.endings import lifetimes
from natolab.exercises import Exercise, Wrong, checks
from natolab.methods import survival


def _reached() -> pd.Series:
    """Return per cent of each era that live beyond 15 years, the living as censored."""
    pacts = lifetimes.pacts()
    signed = pacts["begin"].dt.year
    eras = {
        "before 1946": pacts[signed < 1946],
        "1946 to 1989": pacts[(signed >= 1946) & (signed < 1990)],
        "since 1990": pacts[signed >= 1990],
    }
    shares = {
        era: 100 * survival.survival_at(survival.kaplan_meier(*lifetimes.lives(table)), 15)
        for era, table in eras.items()
    }
    return pd.Series(shares, name="per cent").rename_axis("era")


_AGES = """
def ages(table):
    return list(zip(*lifetimes.lives(table)))

"""

young_pacts = Exercise(
    chapter="endings",
    name="young_pacts",
    asks="Of the pacts of each of three eras, how many per cent live beyond 15 years?",
    blanks={
        "reached": checks.Table(truth=_reached, values=checks.Number(unit="per cent", within=0.05))
    },
    hints=(
        "A pact signed in 2010 can neither have passed nor have missed its fifteenth birthday "
        "when the data end. Which curve counts it for as long as it was seen, and no longer?",
        "`lifetimes.lives(table)` returns ages and whether each pact had ended; "
        "`survival.kaplan_meier` takes the two, and `survival.survival_at` reads its curve at an "
        "age.",
        "`reached = {era: 100 * survival.survival_at(..., 15) for era, table in eras.items()}`, "
        "with the curve of `table` in place of the dots.",
    ),
    setup="""
from natolab.chapters.endings import lifetimes
from natolab.methods import survival

pacts = lifetimes.pacts()
signed = pacts["begin"].dt.year
eras = {
    "before 1946": pacts[signed < 1946],
    "1946 to 1989": pacts[(signed >= 1946) & (signed < 1990)],
    "since 1990": pacts[signed >= 1990],
}
""",
    solution="""
reached = {}
for era, table in eras.items():
    durations, ended = lifetimes.lives(table)
    curve = survival.kaplan_meier(durations, ended)
    reached[era] = 100 * survival.survival_at(curve, 15)
""",
    teaches=(
        "Of each era more live beyond 15 years than of the one before. Had you kept only the pacts "
        "that ended, the newest would seem the frailest: a late end of theirs can hardly have been "
        "seen yet."
    ),
    wrong=(
        Wrong(
            _AGES
            + """
reached = {}
for era, table in eras.items():
    over = [age for age, done in ages(table) if done]
    reached[era] = 100 * sum(age > 15 for age in over) / len(over)
""",
            "`reached` counts only pacts that ended. Of the newest era these are the ones that "
            "died early, since the others are still alive: they too must count, for as long as "
            "they were seen.",
        ),
        Wrong(
            _AGES
            + """
reached = {}
for era, table in eras.items():
    reached[era] = 100 * sum(age > 15 for age, _ in ages(table)) / len(table)
""",
            "`reached` divides the pacts seen beyond 15 years by all of their era. That treats a "
            "pact of ten years that is still in force as one that failed to reach fifteen; it is "
            "censored.",
        ),
        Wrong(
            """
reached = {}
for era, table in eras.items():
    reached[era] = 100 * table["end"].isna().mean()
""",
            "`reached` holds the share that is still in force. That measures how long an era has "
            "had to end, since the oldest pacts have been at risk for two centuries; asked is the "
            "share at one and the same age.",
        ),
        Wrong(
            """
reached = {}
for era, table in eras.items():
    curve = survival.kaplan_meier(*lifetimes.lives(table))
    reached[era] = 100 - 100 * survival.survival_at(curve, 15)
""",
            "`reached` holds the share that had ended by 15 years; asked is the share that lives "
            "beyond.",
        ),
    ),
)


def _chance() -> Callable[[float, float], float]:
    """Return the chance of some more years at an age, from the curve of the chapter."""
    curve = survival.kaplan_meier(*lifetimes.lives(lifetimes.pacts()))

    def chance(age: float, years: float) -> float:
        return 100 * survival.survival_at(curve, age + years) / survival.survival_at(curve, age)

    return chance


having_lived = Exercise(
    chapter="endings",
    name="having_lived",
    asks="What is the chance that a pact which has reached an age lives so many years more?",
    blanks={
        "chance": checks.Function(
            truth=_chance,
            cases=((0, 10), (20, 10), (40, 10), (10, 20)),
            result=checks.Number(unit="per cent", within=0.05),
        )
    },
    hints=(
        "Who did not reach the age is out of the question: of those who did, which part goes on?",
        "Two points of the curve are needed, at the age reached and at that age plus the years.",
        "The chapter's formula is *S(a + b) / S(a)*; `alive(age)` is *S*, and per cent are "
        "hundredths.",
    ),
    setup="""
from natolab.chapters.endings import lifetimes
from natolab.methods import survival

pacts = lifetimes.pacts()
curve = survival.kaplan_meier(*lifetimes.lives(pacts))


def alive(age):
    return survival.survival_at(curve, age)
""",
    solution="""
def chance(age, years):
    return 100 * alive(age + years) / alive(age)
""",
    teaches=(
        "Now try `chance(77, 10)`: it says 100 per cent, because past the oldest pact the curve is "
        "drawn flat where nobody was watched. That is no forecast for NATO; a function answers "
        "even where its data are silent."
    ),
    wrong=(
        Wrong(
            """
def chance(age, years):
    return 100 * alive(age + years)
""",
            "`chance` is the chance of a newborn pact to reach the later age. One that has already "
            "reached the first has those dangers behind it.",
        ),
        Wrong(
            """
def chance(age, years):
    return 100 * alive(years)
""",
            "`chance` forgets the age: it gives every pact the chance of a newborn one. The risk "
            "of ending is not the same at all ages.",
        ),
        Wrong(
            """
def chance(age, years):
    return 100 * (1 - (alive(age) - alive(age + years)))
""",
            "`chance` counts those that end in these years as a part of all pacts ever signed. "
            "Only pacts that had reached the age could end then: divide by the share of these.",
        ),
        Wrong(
            """
def chance(age, years):
    return 100 * (1 - alive(age + years) / alive(age))
""",
            "`chance` is the chance to end within these years; asked is the chance to live through "
            "them.",
        ),
    ),
)
