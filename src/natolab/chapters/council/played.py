"""The exercise played through once at a desk, one player for all seats: decisions and minutes."""

from __future__ import annotations

import pandas as pd

from natolab.chapters.council import umpire
from natolab.chapters.council.script import ROUNDS
from natolab.model import OUTCOMES

RECORD = {
    "decided": [[0, 1, 1], [1, 1, 1], [1, 1, 2], [0, 1, 1]],
    "notes": [
        "The first draft said that the law of nations binds all. The United States would not have "
        "it; without it Norway broke the silence. The text that stood calls for an open strait "
        "and says nothing on the war.",
        "France and Italy asked for escorts. Turkey broke the silence, since ships in the strait "
        "would be targets; the release of reserves was agreed within a minute.",
        "Poland and Romania spoke against the timetable and did not break the silence, because the "
        "United States had tied it to the rule: consultation before, and no more talk of help "
        "that is remembered.",
        "Estonia asked each seat in turn whether it would come. Eleven said yes; Turkey said that "
        "it would be asked first, as the rule now had it.",
    ],
}
_CHANGES = {-1: "falling", 0: "as before", 1: "rising"}


def minutes(record: dict = RECORD) -> pd.DataFrame:
    """Return the minutes.

    Parameters
    ----------
    record : dict
        Decisions and notes, as the explorer keeps them.

    Returns
    -------
    pandas.DataFrame
        For each round what was decided, and the note.
    """
    rows = [
        {
            "Round": each.title,
            "Decided": " ".join(
                decision.options[place].says
                for decision, place in zip(each.decisions, taken, strict=True)
            ),
            "Note": note,
        }
        for each, taken, note in zip(ROUNDS, record["decided"], record["notes"], strict=False)
    ]
    return pd.DataFrame(rows).set_index("Round")


def briefings(record: dict = RECORD) -> pd.DataFrame:
    """Return what the umpire reported after each round, in words.

    Parameters
    ----------
    record : dict
        Decisions and notes, as the explorer keeps them.

    Returns
    -------
    pandas.DataFrame
        A row for each round, a column for each matter.
    """
    found = umpire.compute({"record": record}, {})["briefings"][1:]
    rows = [
        {
            label: f"{words[told['told'][name]['level']]}, {_CHANGES[told['told'][name]['change']]}"
            for name, (label, words) in umpire.REPORTED.items()
        }
        for told in found
    ]
    titles = [f"{i}. {each.title}" for i, each in enumerate(ROUNDS[: len(rows)], start=1)]
    return pd.DataFrame(rows, index=pd.Index(titles, name="After round"))


def ending(record: dict = RECORD) -> str:
    """Return how the alliance of the model ends, in words."""
    return OUTCOMES[umpire.compute({"record": record}, {})["outcome"]].ending


def turning_points(record: dict = RECORD) -> pd.DataFrame:
    """Return the single decisions that would have led to another class of ending.

    Parameters
    ----------
    record : dict
        Decisions and notes, as the explorer keeps them.

    Returns
    -------
    pandas.DataFrame
        For each: the round, what would have been decided, and how the alliance would have ended.
    """
    rows = []
    for i, (each, taken) in enumerate(zip(ROUNDS, record["decided"], strict=False)):
        for j, decision in enumerate(each.decisions):
            for place, option in enumerate(decision.options):
                decided = [list(other) for other in record["decided"]]
                decided[i][j] = place
                end = ending({**record, "decided": decided})
                if place != taken[j] and end != ending(record):
                    rows.append({"Round": each.title, "Instead": option.says, "Ends": end})
    return pd.DataFrame(rows)
