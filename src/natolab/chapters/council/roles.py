"""Who sits at the table: what is on record of each ally, and its brief for the exercise.

The record is computed from the course's tables. The briefs are ours: they give each seat something
to want and something to refuse, and no government wrote them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from natolab.data import load


@dataclass(frozen=True)
class Seat:
    """One ally at the table, with its brief.

    Parameters
    ----------
    iso3, ally : str
        The state.
    wants : tuple of str
        Two interests, the weightier first.
    refuses : str
        The red line.
    can : str
        What it has to offer or to withhold.
    """

    iso3: str
    ally: str
    wants: tuple[str, str]
    refuses: str
    can: str


SEATS = (
    Seat(
        "USA",
        "United States",
        (
            "to finish what has been begun, with allies who are seen to help",
            "to spend less on Europe's defence than today",
        ),
        "a rule that lets others decide whether it may use its own forces",
        "It decides on the campaign, on its forces in Europe and on its own membership; it can "
        "also bind itself.",
    ),
    Seat(
        "GBR",
        "United Kingdom",
        (
            "to stand close to Washington without being drawn into the war",
            "to keep the law on its side: bases for defence only",
        ),
        "a public choice between Washington and the Europeans",
        "Bases that Washington wants, ships for an escort, and a word that both sides listen to.",
    ),
    Seat(
        "FRA",
        "France",
        (
            "a Europe that can act alone when it must",
            "a Council that is asked before a war and not after",
        ),
        "a common statement that calls the campaign lawful",
        "Ships, a permanent seat in the Security Council, and nuclear weapons of its own.",
    ),
    Seat(
        "DEU",
        "Germany",
        (
            "American forces that stay in Germany",
            "cheaper energy, soon",
        ),
        "taking part in the fighting",
        "The largest hub of American forces in Europe, and the largest purse among the Europeans.",
    ),
    Seat(
        "ITA",
        "Italy",
        (
            "an open strait: its industry lives on imported energy",
            "procedures that are kept, so that parliament agrees",
        ),
        "bombers that land without having asked",
        "Bases in the middle of the sea, and ships.",
    ),
    Seat(
        "ESP",
        "Spain",
        (
            "that no base of its own serves a war that the United Nations did not allow",
            "a spending goal that its budget can bear",
        ),
        "opening Rota and Morón to the campaign",
        "Two bases on the way, the airspace above them, and a no that others can hide behind.",
    ),
    Seat(
        "POL",
        "Poland",
        (
            "American troops on its soil, at almost any price",
            "that the east is not forgotten for the Gulf",
        ),
        "a timetable for the American forces' leaving",
        "It pays more of its income than nearly anybody; it can praise or shame the others.",
    ),
    Seat(
        "TUR",
        "Turkey",
        (
            "that the war at its border ends",
            "to be needed by all sides, and to be asked",
        ),
        "attacks on Iran through its airspace",
        "The shortest way, a channel to Tehran, and a veto that it has used before.",
    ),
    Seat(
        "CAN",
        "Canada",
        (
            "an alliance of rules: a small neighbour of a large power needs them",
            "that the Atlantic stays one room",
        ),
        "a guarantee that is sold by the year",
        "Goodwill on both sides, and oil that passes no strait.",
    ),
    Seat(
        "NOR",
        "Norway",
        (
            "a calm north, with the Americans in it",
            "that international law is said to be what it is",
        ),
        "a statement without a word on the law",
        "Gas and oil for Europe, a border with Russia, and money.",
    ),
    Seat(
        "EST",
        "Estonia",
        (
            "that nobody in Moscow doubts Article 5",
            "to be seen as an ally who comes when called",
        ),
        "any sentence that makes the guarantee depend on something",
        "A small army that goes along, and the question that silences a room: would you come?",
    ),
    Seat(
        "ROU",
        "Romania",
        (
            "the brigade that is stationed with it",
            "that parliament's conditions on its bases are kept",
        ),
        "being used without being asked",
        "Air bases on the Black Sea, for tankers and sensors and for a limited time.",
    ),
)
#: Seats without a vote, and what they do.
OTHERS = {
    "Secretary General": "You chair. You never vote. You may put a text under silence: it stands "
    "unless somebody breaks the silence, aloud, before your time is up. You alone speak for the "
    "Council to the press, and only what is agreed.",
    "Press": "You report after each round, in three sentences, what the world would read. You may "
    "ask anybody one question a round. You write what was said, not what was meant.",
    "Observer from outside": "You sit behind the table for a state that is not a member and lives "
    "on the strait's oil. You may be heard once a round if an ally asks for it.",
}
#: What a coded position comes to, in the words of a card; the rules stand in ``position_codes``.
_SAYS = {
    ("words", "support"): "On the attack: approved of it",
    ("words", "limits"): "On the attack: understood it, with reservations",
    ("words", "open"): "On the attack: did not judge it",
    ("words", "refusal"): "On the attack: condemned it, or called it unlawful",
    ("bases", "support"): "Bases: used, and no limit was reported",
    ("bases", "limits"): "Bases: allowed within limits",
    ("bases", "open"): "Bases: ready to consider a request",
    ("bases", "refusal"): "Bases: refused",
    ("airspace", "support"): "Airspace: allowed",
    ("airspace", "limits"): "Airspace: allowed within limits",
    ("airspace", "open"): "Airspace: ready to consider a request",
    ("airspace", "refusal"): "Airspace: refused",
    ("ships", "support"): "Ships: sent",
    ("ships", "limits"): "Ships: named for the time after the fighting",
    ("ships", "open"): "Ships: readiness declared, none named",
    ("ships", "refusal"): "Ships: declined",
}
#: The last day of the month in which the quarrel broke out.
_DAY = pd.Timestamp("2026-03-31")


def on_record(iso3: str) -> list[str]:
    """Return what the course has on an ally, as short lines.

    Parameters
    ----------
    iso3 : str
        The ally's code.

    Returns
    -------
    list of str
        Its spending on defence in 2024 by NATO's edition of 2025, and its last documented position
        up to the end of March 2026 on each matter.
    """
    spending = load("nato_defence_spending")
    own = spending[(spending["iso3"] == iso3) & (spending["year"] == 2024)]
    lines = [f"Defence in 2024: {share:.1f} per cent of GDP" for share in own["share_pct"]]
    positions = load("allied_positions")
    own = positions[(positions["iso3"] == iso3) & (positions["from_date"] <= _DAY)]
    last = own.sort_values("from_date", kind="stable").groupby("dimension")["position"].last()
    return lines + [says for (matter, code), says in _SAYS.items() if last.get(matter) == code]
