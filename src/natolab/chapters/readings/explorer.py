"""Explorer of the page on the readings: every claim, its verdict and its source."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.readings import claims, figures
from natolab.chapters.readings.claims import DEFAULTS, LONGEST_WORD, MENUS, VERDICTS
from natolab.data import load
from natolab.explorers.base import Explorer, Shape


def _is_word(value: object) -> bool:
    """Tell whether a value is one word, a part of one, or empty."""
    return isinstance(value, str) and " " not in value and len(value) <= LONGEST_WORD


def _any_word(random: np.random.Generator) -> str:
    """Draw a word that stands in the table, or none."""
    words = " ".join(load("reading_claims")["claim"]).split()
    return str(random.choice(["", *words]))


def _verdict(row: Any) -> str:
    """Say kind and verdict of a row of the table in words."""
    now = VERDICTS[row.verdict]
    if row.kind == "opinion":
        return now
    if row.verdict != row.verdict_then:
        now = f"{VERDICTS[row.verdict_then]} when written; now {now.lower()}"
    return f"{now} ({row.kind})"


class ReadingsExplorer(Explorer):
    """Filter the claims of the two readings by verdict, kind, theme and word."""

    title = "Explorer: what became of each claim"
    defaults = DEFAULTS
    compute = staticmethod(claims.compute)
    payload = staticmethod(claims.payload)

    @classmethod
    def ranges(cls) -> dict[str, list | Shape]:
        """Return the values of each menu, and what a word may be."""
        return {
            **{menu: ["all", *values] for menu, values in MENUS.items()},
            "word": Shape(
                wanted=f"one word, or a part of one, of at most {LONGEST_WORD} letters",
                fits=_is_word,
                draw=_any_word,
            ),
            "then": [False, True],
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the counts of verdicts as a figure, and every claim as a table."""
        table = load("reading_claims").fillna("")
        rows = [
            {
                "Claim, in our words": f"{row.id}: {row.claim}",
                "Verdict": _verdict(row),
                "What the sources say": f"{row.fact} [{row.source}]" if row.source else row.fact,
            }
            for row in table.itertuples()
        ]
        alt = (
            "Stacked bars, one for each reading and kind of claim, with the number of claims by "
            "verdict. Among facts supported ones lead in both readings; contradicted facts are "
            "more frequent in the column of 2025."
        )
        return figures.verdicts(table), alt, pd.DataFrame(rows)
