"""Explorer of the page on the readings: every claim, its verdict and its source."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from natolab.chapters.readings import figures
from natolab.data import load
from natolab.explorers.base import Explorer, Shape

READINGS = {"taylor": "Taylor Tailored, 2026", "marcos": "Samir Marcos, 2025"}
VERDICTS = {
    "supported": "Supported",
    "partly": "Partly supported",
    "contradicted": "Contradicted",
    "open": "Open",
    "opinion": "Opinion",
}
KINDS = {
    "fact": "Facts",
    "causal": "Causal claims",
    "forecast": "Forecasts",
    "opinion": "Opinions",
}
THEMES = {
    "war": "The war and its oil",
    "allies": "Allies and the war",
    "guarantee": "America's guarantee",
    "law": "The law of leaving",
    "europe": "Europe's own defence",
    "past": "The past as told",
    "order": "The order to come",
}
#: What each menu may show; "all" leaves the claims of that menu alone.
MENUS = {"reading": READINGS, "verdict": VERDICTS, "theme": THEMES, "kind": KINDS}
DEFAULTS = {
    "reading": "all",
    "verdict": "all",
    "theme": "all",
    "kind": "all",
    "word": "",
    "then": False,
}
LONGEST_WORD = 40


def compute(inputs: dict, data: dict) -> dict:
    """Choose claims and count their verdicts.

    Parameters
    ----------
    inputs : dict
        ``reading``, ``verdict``, ``theme`` and ``kind`` (``"all"`` or a value of the table),
        ``word`` (text that claim, fact or source must hold; capitals do not matter) and ``then``
        (use the verdict of the day of writing instead of the verdict of the course's date).
    data : dict
        ``payload()``.

    Returns
    -------
    dict
        ``ids`` of the claims chosen, in the order of the texts, and ``counts``: for each verdict
        the number of claims chosen in each reading and in both (``all``).
    """
    when = "verdict_then" if inputs["then"] else "verdict"
    word = inputs["word"].strip().lower()
    counts = {verdict: dict.fromkeys([*data["readings"], "all"], 0) for verdict in data["verdicts"]}
    ids = []
    for claim in data["claims"]:
        shown = {**claim, "verdict": claim[when]}
        if any(inputs[menu] not in ("all", shown[menu]) for menu in data["menus"]):
            continue
        text = " ".join([claim["claim"], claim["fact"], claim["source"], claim["second_source"]])
        if word not in text.lower():
            continue
        ids.append(claim["id"])
        counts[claim[when]][claim["reading"]] += 1
        counts[claim[when]]["all"] += 1
    return {"ids": ids, "counts": counts}


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
    compute = staticmethod(compute)

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
    def payload(cls) -> dict:
        """Return the claims and the words of the menus."""
        columns = [
            "id",
            "reading",
            "theme",
            "kind",
            "claim",
            "verdict_then",
            "verdict",
            "fact",
            "source",
            "source_url",
            "second_source",
            "second_url",
            "confidence",
            "disagreement",
        ]
        claims = load("reading_claims")[columns].fillna("")
        return {
            "claims": claims.to_dict(orient="records"),
            "menus": [*MENUS],
            "readings": READINGS,
            "verdicts": VERDICTS,
            "kinds": KINDS,
            "themes": THEMES,
        }

    @classmethod
    def fallback(cls) -> tuple[Figure, str, pd.DataFrame]:
        """Return the counts of verdicts as a figure, and every claim as a table."""
        claims = load("reading_claims").fillna("")
        rows = [
            {
                "Claim, in our words": f"{row.id}: {row.claim}",
                "Verdict": _verdict(row),
                "What the sources say": f"{row.fact} [{row.source}]" if row.source else row.fact,
            }
            for row in claims.itertuples()
        ]
        alt = (
            "Stacked bars, one for each reading and kind of claim, with the number of claims by "
            "verdict. Among facts supported ones lead in both readings; contradicted facts are "
            "more frequent in the column of 2025."
        )
        return figures.verdicts(claims), alt, pd.DataFrame(rows)
